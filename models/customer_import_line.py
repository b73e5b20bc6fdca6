from odoo import api, fields, models

# In the order of the statement in _insert_lines.
LINE_COLUMNS = (
    "import_id",
    "row_number",
    "values",
    "outcome",
    "state",
    "message",
    "changes",
    "partner_id",
)


class CustomerImportLine(models.Model):
    """One row of an imported file and what became of it."""

    _name = "customer.import.line"
    _description = "Customer Import Row"
    _order = "import_id desc, row_number"
    _rec_name = "row_number"

    import_id = fields.Many2one(
        "customer.import", required=True, readonly=True, index=True, ondelete="cascade"
    )
    row_number = fields.Integer(
        string="Row", required=True, readonly=True, help="As a spreadsheet counts it."
    )
    values = fields.Json(readonly=True)
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
        [("pending", "Waiting"), ("done", "Done"), ("error", "Not imported")],
        string="Result",
        required=True,
        readonly=True,
    )
    needs_attention = fields.Boolean(
        compute="_compute_needs_attention", search="_search_needs_attention"
    )
    message = fields.Text(string="Reason", readonly=True)
    changes = fields.Json(readonly=True, help="Field: [old value, new value]")
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    name = fields.Char(compute="_compute_shown_values")
    customer_number = fields.Char(compute="_compute_shown_values")
    organisation_number = fields.Char(compute="_compute_shown_values")

    _import_outcome_index = models.Index("(import_id, state, outcome, row_number)")

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
            line.organisation_number = values.get("company_registry")

    # === CRUD METHODS === #

    @api.model
    def _insert_lines(self, vals_list):
        """Insert many rows of a file in one statement.

        :param list vals_list: values of every stored field in LINE_COLUMNS
        :raise AccessError: when the user may not change their import
        """
        imports = self.env["customer.import"].browse(
            {vals["import_id"] for vals in vals_list}
        )
        imports.check_access("write")
        now = self.env.cr.now()
        self.env.cr.execute_values(
            """
            INSERT INTO customer_import_line (
                import_id, row_number, "values", outcome, state, message, changes,
                partner_id, create_uid, create_date, write_uid, write_date)
            VALUES %s
            """,
            [
                (
                    *(
                        self._fields[name].convert_to_column_insert(vals[name], self)
                        for name in LINE_COLUMNS
                    ),
                    *(self.env.uid, now, self.env.uid, now),
                )
                for vals in vals_list
            ],
            page_size=1_000,
        )
        imports.invalidate_recordset()

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
