from odoo import api, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Keep numbers and identity when customers are merged."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_values(self, src_partners, dst_partner):
        # Odoo would copy each empty field by itself: a number that the source still
        # has, a second kind of identity number, "provisional" for a number that is not.
        src_partners._hand_over_customer_numbers(dst_partner)
        identity = src_partners._hand_over_identity(dst_partner)
        result = super()._update_values(src_partners, dst_partner)
        if identity:
            dst_partner.sudo().write(identity)
        return result
