from odoo import api, fields, models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    """Documents of a customer."""

    _inherit = "res.partner"

    document_ids = fields.One2many(
        "customer.document",
        "partner_id",
        string="Documents",
        groups="customer_register.group_customer_view_assigned",
    )
    document_count = fields.Integer(
        compute="_compute_document_count",
        groups="customer_register.group_customer_view_assigned",
    )

    # === COMPUTE METHODS === #

    @api.depends("document_ids")
    def _compute_document_count(self):
        counts = dict(
            self.env["customer.document"]._read_group(
                [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.document_count = counts.get(partner._origin, 0)

    # === CRUD METHODS === #

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_documents(self):
        """Deleting a customer must not delete files without that permission."""
        document_sudo = (
            self.env["customer.document"]
            .sudo()
            .search([("partner_id", "in", self.ids)], limit=1)
        )
        if document_sudo:
            raise UserError(
                self.env._(
                    "%s has documents. Delete them first, or make the customer "
                    "inactive instead.",
                    document_sudo.partner_id.display_name,
                )
            )

    # === ACTION METHODS === #

    def action_view_documents(self):
        """Open the documents of the customer, folder by folder."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_register.customer_document_action"
        )
        return {
            **action,
            "name": self.env._("Documents of %s", self.name),
            "domain": [("partner_id", "=", self.id)],
            "context": {"default_partner_id": self.id},
        }
