from odoo import models


class ResPartner(models.Model):
    """Whoever becomes a contact of a customer brings along orders and facilities.

    A person asks for a quotation first, and the company is entered later.
    """

    _inherit = "res.partner"

    def write(self, vals):
        if {"parent_id", "is_company", "company_type"}.isdisjoint(vals):
            return super().write(vals)
        independent = self.filtered(
            lambda partner: partner.commercial_partner_id == partner
        )
        result = super().write(vals)
        joined = independent.filtered(
            lambda partner: partner.commercial_partner_id != partner
        )
        for customer, partners in joined.grouped("commercial_partner_id").items():
            partners._hand_over_documents(customer)
        return result

    def _hand_over_documents(self, customer):
        """Give facilities, orders and error reports to the customer these belong to."""
        # who may put them under a customer needs no right to each order
        facilities_sudo = (
            self.env["customer.facility"].sudo().with_context(active_test=False)
        )
        facilities_sudo.search([("partner_id", "in", self.ids)]).write(
            {"partner_id": customer.id}
        )
        for model_name in facilities_sudo._document_models():
            documents_sudo = (
                self.env[model_name]
                .sudo()
                .with_context(active_test=False)
                .search([("customer_id", "in", self.ids)])
            )
            documents_sudo._hand_over_to(customer)
