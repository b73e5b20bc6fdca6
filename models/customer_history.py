from odoo import api, fields, models
from odoo.tools import SQL

# Changes shown on the card itself; the button leads to all of them.
LATEST_CHANGES = 10


class CustomerHistory(models.Model):
    """All recorded changes of customers, as a list to search, sort and export.

    Reads the tracking values and notes of the models in :meth:`_get_history_sources`.
    Users see the history of the customers they may see, and of fields they may read.
    """

    _name = "customer.history"
    _description = "Customer History"
    _auto = False
    _rec_name = "subject"
    _order = "date desc, sequence desc, id desc"
    _depends = {
        "mail.message": ["model", "res_id", "date", "body", "message_type"],
        "mail.tracking.value": ["mail_message_id", "field_id"],
    }

    date = fields.Datetime(readonly=True)
    user_id = fields.Many2one("res.users", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    subject = fields.Text(string="Record", readonly=True)
    sequence = fields.Integer(
        readonly=True,
        aggregator=None,
        export_string_translation=False,
        help="Technical: tells the order of changes of the same second.",
    )
    change = fields.Text(string="Changed", readonly=True)
    old_value = fields.Text(readonly=True)
    new_value = fields.Text(readonly=True)

    # === QUERY === #

    @api.model
    def _get_history_sources(self):
        """Return the models whose changes belong to a customer, with the way to it.

        Extend it for models of your own that inherit ``mail.thread``; others inherit
        ``customer.history.mixin``, which records their changes on the customer.

        :return: {model name: dotted path of stored many2one fields to the customer}
        :rtype: dict
        """
        return {
            "res.partner": "",
            "customer.facility": "partner_id",
            "customer.service.object": "facility_id.partner_id",
        }

    @property
    def _table_query(self):
        parts = []
        sources = self._get_history_sources()
        # the names of all models at once
        self.env["ir.model"].sudo().search_fetch(
            [("model", "in", list(sources))], ["name"]
        )
        for model_name, path in sources.items():
            if model_name in self.env:
                parts += self._source_queries(model_name, path)
        return SQL(" UNION ALL ").join(parts)

    def _source_queries(self, model_name, path):
        """Return the queries of the tracked fields and of the notes of one model."""
        source, partner, label = self._source_sql(model_name, path)
        visible = SQL("TRUE")
        if not self.env.su:
            partners = self.env["res.partner"].with_context(active_test=False)
            visible = SQL("%s IN %s", partner, partners._search([]).subselect())
        text = self._body_text_sql()
        kind = SQL("COALESCE(value.field_info->>'type', field.ttype)")
        tracked = SQL(
            """
            SELECT value.id::bigint * 2 AS id,
                   message.date AS date,
                   message.id AS sequence,
                   message.create_uid AS user_id,
                   %(partner)s AS partner_id,
                   %(subject)s AS subject,
                   COALESCE(value.field_info->>'desc',
                            field.field_description->>%(lang)s,
                            field.field_description->>'en_US') AS change,
                   %(old)s AS old_value,
                   %(new)s AS new_value
              FROM mail_tracking_value AS value
              JOIN mail_message AS message ON message.id = value.mail_message_id
              %(source)s
              LEFT JOIN ir_model_fields AS field ON field.id = value.field_id
             WHERE message.model = %(model)s
               AND %(visible)s
               AND field.name != ALL(%(hidden)s)
            """,
            partner=partner,
            # notes about a contact are kept on the customer and begin with its name
            subject=SQL("COALESCE(NULLIF(%s, ''), %s)", text, label)
            if model_name == "res.partner"
            else label,
            lang=self.env.lang or "en_US",
            old=self._value_sql("old", kind),
            new=self._value_sql("new", kind),
            source=source,
            model=model_name,
            visible=visible,
            hidden=self._hidden_fields(model_name),
        )
        notes = SQL(
            """
            SELECT message.id::bigint * 2 + 1, message.date, message.id,
                   message.create_uid, %(partner)s, %(label)s, %(text)s, NULL, NULL
              FROM mail_message AS message
              %(source)s
             WHERE message.model = %(model)s
               AND message.message_type = 'notification'
               AND message.is_internal
               AND %(visible)s
               AND %(text)s != ''
               AND NOT EXISTS (SELECT FROM mail_tracking_value AS value
                                WHERE value.mail_message_id = message.id)
            """,
            partner=partner,
            label=label,
            text=text,
            source=source,
            model=model_name,
            visible=visible,
        )
        return [tracked, notes]

    def _source_sql(self, model_name, path):
        """Return the joins to the customer, the customer's id and the record's name."""
        model = self.env[model_name]
        joins = [
            SQL(
                "JOIN %s AS record ON record.id = message.res_id",
                SQL.identifier(model._table),
            )
        ]
        if not path:
            joins.append(SQL("AND record.commercial_partner_id = record.id"))
            return SQL(" ").join(joins), SQL("record.id"), SQL("record.complete_name")
        *hops, last = path.split(".")
        alias = "record"
        for position, name in enumerate(hops):
            comodel = self.env[model._fields[name].comodel_name]
            next_alias = f"hop{position}"
            joins.append(
                SQL(
                    "JOIN %s AS %s ON %s = %s",
                    SQL.identifier(comodel._table),
                    SQL.identifier(next_alias),
                    SQL.identifier(next_alias, "id"),
                    SQL.identifier(alias, name),
                )
            )
            model, alias = comodel, next_alias
        description = self.env["ir.model"]._get(model_name).sudo().name
        record_name = self.env[model_name]._fields.get(
            self.env[model_name]._rec_name or "name"
        )
        label = SQL("%s", description)
        if record_name and record_name.store and record_name.type == "char":
            label = SQL(
                "%s || ': ' || COALESCE(%s, '')",
                description,
                SQL.identifier("record", record_name.name)
                if not record_name.translate
                else SQL("record.%s->>'en_US'", SQL.identifier(record_name.name)),
            )
        return SQL(" ").join(joins), SQL.identifier(alias, last), label

    def _value_sql(self, prefix, kind):
        """Return an old or new value as text, by the kind of field it is of."""

        def column(name):
            return SQL.identifier("value", f"{prefix}_value_{name}")

        return SQL(
            """
            CASE %(kind)s
                WHEN 'boolean' THEN
                    CASE WHEN COALESCE(%(integer)s, 0) != 0 THEN %(yes)s ELSE %(no)s END
                WHEN 'integer' THEN %(integer)s::text
                WHEN 'float' THEN trim_scale(%(float)s::numeric)::text
                WHEN 'monetary' THEN trim_scale(%(float)s::numeric)::text
                WHEN 'date' THEN to_char(%(datetime)s, 'YYYY-MM-DD')
                WHEN 'datetime' THEN to_char(
                    %(datetime)s AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s,
                    'YYYY-MM-DD HH24:MI')
                WHEN 'text' THEN %(text)s
                ELSE %(char)s
            END
            """,
            kind=kind,
            integer=column("integer"),
            float=column("float"),
            datetime=column("datetime"),
            text=column("text"),
            char=column("char"),
            yes=self.env._("Yes"),
            no=self.env._("No"),
            tz=self.env.tz.zone,
        )

    @api.model
    def _body_text_sql(self):
        """Return the body of a note without its HTML."""
        text = SQL(
            "regexp_replace(regexp_replace(COALESCE(message.body, ''), "
            "'<br */?>', '; ', 'g'), '<[^>]+>', '', 'g')"
        )
        for entity, character in (
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&#34;", '"'),
            ("&#39;", "'"),
            ("&quot;", '"'),
            ("&amp;", "&"),
        ):
            text = SQL("replace(%s, %s, %s)", text, entity, character)
        return SQL("trim(%s)", text)

    @api.model
    def _hidden_fields(self, model_name):
        """Return the names of the fields whose changes the user may not see."""
        model = self.env[model_name]
        return [
            name
            for name, field in model._fields.items()
            if field.groups and not model._has_field_access(field, "read")
        ] or [""]


class ResPartner(models.Model):
    _inherit = "res.partner"

    customer_history_ids = fields.One2many(
        "customer.history",
        compute="_compute_customer_history_ids",
        string="Latest Changes",
        groups="base.group_user",
        exportable=False,
    )

    def _compute_customer_history_ids(self):
        # The card shows one customer; by customer, as ids of a view have no index.
        history = self.env["customer.history"]
        names = [name for name, field in history._fields.items() if field.column_type]
        for partner in self:
            if not partner._origin:
                partner.customer_history_ids = history
                continue
            partner.customer_history_ids = history.search_fetch(
                [("partner_id", "=", partner._origin.id)], names, limit=LATEST_CHANGES
            )
