from odoo import api, fields, models
from odoo.tools import email_normalize

DUPLICATE_FIELDS = ("same_vat_partner_id", "same_company_registry_partner_id")


class ResPartner(models.Model):
    """Find out that somebody is there already, without showing who is hidden."""

    _inherit = "res.partner"

    has_hidden_duplicate = fields.Boolean(
        compute="_compute_same_vat_partner_id",
        groups="base.group_user",
        export_string_translation=False,
        help="Technical: a customer that the user may not see has the same number.",
    )

    def _compute_same_vat_partner_id(self):
        """Odoo's warning of contacts with the same number names them to everybody."""
        result = super()._compute_same_vat_partner_id()
        for partner in self:
            partner.has_hidden_duplicate = False
            for name in DUPLICATE_FIELDS:
                duplicate = partner[name].with_env(self.env)
                if duplicate and not duplicate.has_access("read"):
                    partner[name] = False
                    partner.has_hidden_duplicate = True
        return result

    @api.model
    def find_or_create(self, email, assert_valid_email=False):
        """Return the contact with an e-mail address, a new one if there is none.

        A customer that the user may not see is no reason to have it twice: it is
        returned, and reading it is refused.
        """
        normalized = email and email_normalize(email)
        if normalized and not self._sees_all_customers():
            domain = [("email_normalized", "=", normalized)]
            if not self.search_count(domain, limit=1):
                hidden_sudo = self.sudo().search(domain, limit=1)
                if hidden_sudo.in_customer_register:
                    return hidden_sudo.with_env(self.env)
        return super().find_or_create(email, assert_valid_email=assert_valid_email)
