from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_values(self, src_partners, dst_partner):
        """Keep the personal identity number, which the user who merges can't read."""
        result = super()._update_values(src_partners, dst_partner)
        dst_sudo = dst_partner.sudo()
        numbers = set(src_partners.sudo().mapped("personal_identity_number")) - {False}
        if (
            len(numbers) == 1
            and not dst_sudo.personal_identity_number
            and not dst_sudo.company_registry
            and dst_sudo.commercial_partner_id == dst_sudo
        ):
            dst_sudo.personal_identity_number = numbers.pop()
        return result
