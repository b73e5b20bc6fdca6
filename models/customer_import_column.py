from odoo import fields, models


class CustomerImportColumn(models.Model):
    _name = "customer.import.column"
    _description = "Customer Import Column"
    _order = "import_id, position"
    _rec_name = "header"

    import_id = fields.Many2one(
        "customer.import", required=True, readonly=True, index=True, ondelete="cascade"
    )
    position = fields.Integer(required=True, readonly=True)
    header = fields.Char(readonly=True)
    sample = fields.Char(readonly=True, help="First value of the column in the file.")
    target = fields.Char(readonly=True, help="Field of the register, empty to ignore.")
    target_label = fields.Char(string="Goes to", compute="_compute_target_label")

    def _compute_target_label(self):
        partner_fields = self.env["res.partner"].fields_get(
            [column.target for column in self if column.target], ["string"]
        )
        for column in self:
            if column.target == "company_registry":
                column.target_label = self.env._("Organisation Number")
            else:
                column.target_label = partner_fields.get(column.target, {}).get(
                    "string", self.env._("(not imported)")
                )
