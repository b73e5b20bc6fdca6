import base64
import json

from odoo import api, fields, models
from odoo.fields import NO_ACCESS
from odoo.tools import SQL

# What _insert_lines stores, with its type in the database.
LINE_COLUMNS = {
    "import_id": SQL("int"),
    "row_number": SQL("int"),
    "values": SQL("jsonb"),
    "hidden_values": SQL("text"),
    "cells": SQL("text"),
    "cell_errors": SQL("jsonb"),
    "outcome": SQL("varchar"),
    "state": SQL("varchar"),
    "message": SQL("text"),
    "changes": SQL("jsonb"),
    "partner_id": SQL("int"),
}
_COLUMN_TYPES = {**LINE_COLUMNS, "id": SQL("int"), "journal": SQL("text")}


class CustomerImportLine(models.Model):
    """One row of an imported file and what became of it."""

    _name = "customer.import.line"
    _description = "Customer Import Row"
    _order = "import_id desc, row_number"
    _rec_name = "row_number"

    import_id = fields.Many2one(
        "customer.import", required=True, readonly=True, index=True, ondelete="cascade"
    )
    import_state = fields.Selection(
        related="import_id.state", string="Step of the Import"
    )
    user_id = fields.Many2one(related="import_id.user_id")
    row_number = fields.Integer(
        string="Row", required=True, readonly=True, help="As a spreadsheet counts it."
    )
    values = fields.Json(readonly=True, help="Cleaned; personal numbers are masked.")
    hidden_values = fields.Text(
        readonly=True,
        groups=NO_ACCESS,
        help="Technical: what is masked among the values, packed.",
    )
    cells = fields.Text(
        readonly=True,
        groups=NO_ACCESS,
        help="Technical: the row's cells, of a row that is left out, packed.",
    )
    cell_errors = fields.Json(
        readonly=True, help="Position of the column: what is wrong with the cell."
    )
    journal = fields.Text(
        readonly=True,
        groups=NO_ACCESS,
        help="Technical: what the row created and wrote, to undo it, packed.",
    )
    outcome = fields.Selection(
        [
            ("create", "New"),
            ("update", "Update"),
            ("unchanged", "Already there"),
            ("ambiguous", "Ambiguous"),
            ("error", "Error"),
            ("skip", "Enter manually"),
        ],
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [
            ("pending", "Waiting"),
            ("done", "Done"),
            ("error", "Not imported"),
            ("undone", "Undone"),
        ],
        string="Result",
        required=True,
        readonly=True,
    )
    needs_attention = fields.Boolean(
        compute="_compute_needs_attention", search="_search_needs_attention"
    )
    message = fields.Text(string="Reason", readonly=True)
    changes = fields.Json(readonly=True, help="Field: [old value, new value]")
    change_text = fields.Text(string="What Changes", compute="_compute_change_text")
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    name = fields.Char(compute="_compute_shown_values", search="_search_name")
    customer_number = fields.Char(
        compute="_compute_shown_values", search="_search_customer_number"
    )
    organisation_number = fields.Char(compute="_compute_shown_values")
    email = fields.Char(compute="_compute_shown_values")
    city = fields.Char(compute="_compute_shown_values")

    _import_outcome_index = models.Index("(import_id, outcome, row_number)")
    # how a worker finds the next rows, however many are done
    _waiting_index = models.Index(
        "(import_id, row_number) "
        "WHERE state = 'pending' AND outcome IN ('create', 'update')"
    )

    # === COMPUTE METHODS === #

    @api.depends("outcome")
    def _compute_needs_attention(self):
        for line in self:
            line.needs_attention = line.outcome in ("error", "ambiguous", "skip")

    def _search_needs_attention(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("outcome", "in", ("error", "ambiguous", "skip"))]

    @api.depends("values")
    def _compute_shown_values(self):
        for line in self:
            values = line.values or {}
            line.name = values.get("name")
            line.customer_number = values.get("ref")
            line.organisation_number = values.get("company_registry") or values.get(
                "personal_identity_number"
            )
            line.email = values.get("email")
            line.city = values.get("city")

    def _search_name(self, operator, value):
        return self._search_value("name", operator, value)

    def _search_customer_number(self, operator, value):
        return self._search_value("ref", operator, value)

    def _search_value(self, key, operator, value):
        """Return the domain of rows by one of their cleaned values."""
        if operator not in ("ilike", "in"):
            return NotImplemented
        column = SQL("values->>%s", key)
        condition = (
            SQL("%s ILIKE %s", column, f"%{value}%")
            if operator == "ilike"
            else SQL("%s IN %s", column, tuple(value) or (None,))
        )
        return [
            (
                "id",
                "in",
                SQL("(SELECT id FROM customer_import_line WHERE %s)", condition),
            )
        ]

    @api.depends("changes")
    def _compute_change_text(self):
        labels = self._change_labels() if any(self.mapped("changes")) else {}
        for line in self:
            line.change_text = "\n".join(
                f"{_change_label(path, labels)}: {_shown(old)} → {_shown(new)}"
                for path, (old, new) in (line.changes or {}).items()
            )

    @api.model
    def _change_labels(self):
        return {
            **dict(self.env["customer.import.column"]._selection_target()),
            "customer_rank": self.env._("Customer"),
            "project": self.env._("Building project"),
        }

    # === CRUD METHODS === #

    @api.model
    def _insert_lines(self, vals_list):
        """Insert many rows of a file in one statement.

        :param list vals_list: dicts of LINE_COLUMNS
        :raise AccessError: when the user may not change their import
        """
        imports = self.env["customer.import"].browse(
            {vals["import_id"] for vals in vals_list}
        )
        imports.check_access("write")
        # one parameter for all rows: to convert each value of each would take longer
        self.env.execute_query(
            SQL(
                """
                INSERT INTO customer_import_line
                       (%(names)s, create_uid, create_date, write_uid, write_date)
                SELECT %(names)s, %(uid)s, %(now)s, %(uid)s, %(now)s
                  FROM jsonb_to_recordset(%(rows)s) AS given(%(columns)s)
                RETURNING id
                """,
                names=_sql_names(LINE_COLUMNS),
                columns=_sql_columns(LINE_COLUMNS),
                rows=_sql_rows(vals_list),
                uid=self.env.uid,
                now=self.env.cr.now(),
            )
        )
        imports.invalidate_recordset()

    def _update_lines(self, vals_list):
        """Change many rows of an import in one statement.

        :param list vals_list: dicts with ``id`` and the same other keys, of
            LINE_COLUMNS or ``journal``
        """
        if not vals_list:
            return
        names = [name for name in vals_list[0] if name != "id"]
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                UPDATE customer_import_line AS line
                   SET %(changes)s, write_uid = %(uid)s, write_date = %(now)s
                  FROM jsonb_to_recordset(%(rows)s) AS given(%(columns)s)
                 WHERE line.id = given.id
                RETURNING line.id
                """,
                changes=SQL(", ").join(
                    SQL("%s = given.%s", SQL.identifier(name), SQL.identifier(name))
                    for name in names
                ),
                columns=_sql_columns(("id", *names)),
                rows=_sql_rows(vals_list),
                uid=self.env.uid,
                now=self.env.cr.now(),
            )
        )
        self.invalidate_recordset()
        self.import_id.invalidate_recordset()

    # === ACTION METHODS === #

    def action_open_customer(self):
        """Open the customer that the row made or met."""
        self.ensure_one()
        return self._customer_form_action(res_id=self.partner_id.id)

    def action_enter_manually(self):
        """Open an empty customer card with what the row says."""
        self.ensure_one()
        values = self.values or {}
        country = self.env["res.country"].search(
            [("code", "=", values.get("country_code"))], limit=1
        )
        return self._customer_form_action(
            context={
                "res_partner_search_mode": "customer",
                "default_is_company": True,
                "default_name": values.get("name"),
                "default_ref": values.get("ref"),
                "default_company_registry": values.get("company_registry"),
                "default_country_id": country.id,
            }
        )

    def _real_values(self):
        """Return the cleaned values of the row with what is masked; for the door."""
        self.ensure_one()
        line_sudo = self.sudo()
        return {**(line_sudo.values or {}), **unpack(line_sudo.hidden_values, {})}

    def _customer_form_action(self, **action):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Customer"),
            "res_model": "res.partner",
            "view_mode": "form",
            "views": [
                (
                    self.env.ref("customer_register.res_partner_customer_view_form").id,
                    "form",
                )
            ],
            **action,
        }


def _sql_names(names):
    return SQL(", ").join(map(SQL.identifier, names))


def _sql_columns(names):
    return SQL(", ").join(
        SQL("%s %s", SQL.identifier(name), _COLUMN_TYPES[name]) for name in names
    )


def _sql_rows(vals_list):
    rows = [
        {name: value for name, value in vals.items() if value is not False}
        for vals in vals_list
    ]
    return json.dumps(rows, default=str)


def pack(value):
    """Return a value as a text that no log of statements shows in the clear.

    What it may hold are personal numbers. It is stored without access for anybody.
    """
    if not value:
        return False
    return base64.b64encode(json.dumps(value, default=str).encode()).decode()


def unpack(text, default=None):
    """Return what :func:`pack` packed."""
    return json.loads(base64.b64decode(text)) if text else default


def _change_label(path, labels):
    if path in labels:
        return labels[path]
    start, _dot, name = path.partition(".")
    base = f"{start.rstrip('0123456789')}.{name}"
    return labels.get(base, name or path)


def _shown(value):
    if value is True:
        return "✓"
    if value is False or value is None or value == "":
        return "–"
    return str(value)
