"""Who uses records that an import created, and whether anybody changed them since."""

from odoo.tools import SQL

# Written by the register and by Odoo itself, without a person who touches the record.
_VOLATILE = {
    "write_date",
    "write_uid",
    "customer_rank",
    "supplier_rank",
    "message_main_attachment_id",
    "partner_latitude",
    "partner_longitude",
    "date_localization",
    "signup_type",
    "contact_address_complete",
}


def fingerprints(records):
    """Return {id: text that changes when a stored value of the record changes}.

    :param records: stored records of one model
    """
    if not records:
        return {}
    records.flush_recordset()
    columns = sorted(
        name
        for name, field in records._fields.items()
        if field.store and field.column_type and name not in _VOLATILE and name != "id"
    )
    rows = records.env.execute_query(
        SQL(
            "SELECT id, md5(ROW(%s)::text) FROM %s WHERE id IN %s",
            SQL(", ").join(map(SQL.identifier, columns)),
            SQL.identifier(records._table),
            tuple(records.ids),
        )
    )
    return dict(rows)


class RecordUse:
    """Find out which records of a model something else refers to.

    :param model: empty recordset of the model
    """

    def __init__(self, model):
        self.model = model.sudo()
        self.env = self.model.env
        self._references = self._read_references()

    def _read_references(self):
        """Return (table, column, name of its model) of every reference to the model."""
        own_lists = {
            (field.relation, field.column1)
            for field in self.model._fields.values()
            if field.type == "many2many" and field.store
        }
        names = {
            model._table: name
            for name, model in self.env.registry.items()
            if not model._abstract
        }
        rows = self.env.execute_query(
            SQL(
                """
                SELECT con.conrelid::regclass::text, att.attname
                  FROM pg_constraint AS con
                  JOIN pg_attribute AS att
                    ON att.attrelid = con.conrelid AND att.attnum = con.conkey[1]
                 WHERE con.contype = 'f'
                   AND con.confrelid = %s::regclass
                   AND cardinality(con.conkey) = 1
                 ORDER BY 1, 2
                """,
                self.model._table,
            )
        )
        return [
            (table, column, names.get(table))
            for table, column in rows
            if (table, column) not in own_lists
        ]

    def find(self, ids, ignored):
        """Return {id: what uses it, as a text} for the records that are in use.

        :param ids: ids of the model's records
        :param dict ignored: name of a model -> ids of its records that count for
            nothing, such as the contacts that came with a customer
        """
        used = {}
        ids = tuple(ids)
        if not ids:
            return used
        self.env.flush_all()
        for table, column, name in self._references:
            found = self._find_in(table, column, ids, ignored.get(name, ()), name)
            for record_id in found:
                used.setdefault(record_id, self._label(name, table))
        for record_id in self._find_written_about(ids):
            used.setdefault(record_id, self.env._("messages, activities or files"))
        return used

    def _find_in(self, table, column, ids, ignored_ids, name):
        conditions = SQL("%s IN %s", SQL.identifier(column), ids)
        if name == self.model._name:
            # a record that refers to itself, such as a company to its own entity
            conditions = SQL("%s AND id NOT IN %s", conditions, ids)
        if ignored_ids and name:
            conditions = SQL("%s AND id NOT IN %s", conditions, tuple(ignored_ids))
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT %s FROM %s WHERE %s",
                SQL.identifier(column),
                SQL.identifier(table),
                conditions,
            )
        )
        return [record_id for [record_id] in rows]

    def _find_written_about(self, ids):
        """Return the ids of records with messages, activities or attached files."""
        model_name = self.model._name
        rows = self.env.execute_query(
            SQL(
                """
                SELECT res_id FROM mail_message
                 WHERE model = %(model)s AND res_id IN %(ids)s
                   AND message_type IN ('comment', 'email')
                 UNION
                SELECT res_id FROM mail_activity
                 WHERE res_model = %(model)s AND res_id IN %(ids)s
                 UNION
                SELECT res_id FROM ir_attachment
                 WHERE res_model = %(model)s AND res_id IN %(ids)s
                   AND res_field IS NULL
                """,
                model=model_name,
                ids=ids,
            )
        )
        return [record_id for [record_id] in rows]

    def _label(self, name, table):
        if name:
            return self.env["ir.model"]._get(name).name
        return table
