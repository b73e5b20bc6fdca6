from odoo import fields, models

DUPLICATE_FIELDS = ("same_vat_partner_id", "same_company_registry_partner_id")


class ResPartner(models.Model):
    """Odoo's warning of contacts with the same number names them to everybody."""

    _inherit = "res.partner"

    has_hidden_duplicate = fields.Boolean(
        compute="_compute_same_vat_partner_id",
        groups="base.group_user",
        export_string_translation=False,
        help="Technical: a customer that the user may not see has the same number.",
    )

    def _compute_same_vat_partner_id(self):
        result = super()._compute_same_vat_partner_id()
        for partner in self:
            partner.has_hidden_duplicate = False
            for name in DUPLICATE_FIELDS:
                duplicate = partner[name].with_env(self.env)
                if duplicate and not duplicate.has_access("read"):
                    partner[name] = False
                    partner.has_hidden_duplicate = True
        return result
