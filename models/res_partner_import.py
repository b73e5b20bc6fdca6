from odoo import fields, models


class ResPartner(models.Model):
    """Which imports made or changed a customer."""

    _inherit = "res.partner"

    import_line_ids = fields.One2many(
        "customer.import.line",
        "partner_id",
        string="Imported Rows",
        readonly=True,
        copy=False,
        groups="customer_register.group_customer_upload",
    )
    import_count = fields.Integer(
        string="Imports",
        compute="_compute_import_count",
        groups="customer_register.group_customer_upload",
    )

    # === COMPUTE METHODS === #

    def _compute_import_count(self):
        counts = dict(
            self.env["customer.import.line"]._read_group(
                [
                    ("partner_id", "in", self.ids),
                    ("outcome", "in", ("create", "update")),
                    ("state", "in", ("done", "undone")),
                ],
                ["partner_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.import_count = counts.get(partner._origin, 0)

    # === ACTION METHODS === #

    def action_view_imports(self):
        """Open the rows of imports that made or changed the customer."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_register.customer_import_line_action"
        )
        return {
            **action,
            "name": self.env._("Imports of %s", self.display_name),
            "domain": [("partner_id", "=", self.id)],
            "context": {"show_import": True},
        }
