from odoo import api, models


class BasePartnerMerge(models.TransientModel):
    """Merging customers keeps their identity and the facilities of all of them."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys_generic(self, model, src_records, dst_record):
        if model == "res.partner":
            self._rename_same_facilities(src_records, dst_record)
        return super()._update_foreign_keys_generic(model, src_records, dst_record)

    @api.model
    def _rename_same_facilities(self, src_partners, dst_partner):
        """Number the facilities that would have the same name at one customer."""
        facilities_sudo = (
            self.env["customer.facility"]
            .sudo()
            .search([("partner_id", "in", (src_partners | dst_partner).ids)])
            # the remaining customer's facilities keep their names
            .sorted(lambda facility: facility.partner_id != dst_partner)
        )
        taken = {facility.name.lower() for facility in facilities_sudo}
        seen = set()
        for facility in facilities_sudo:
            name, number = facility.name, 2
            if name.lower() in seen:
                while f"{name} ({number})".lower() in taken:
                    number += 1
                facility.name = f"{name} ({number})"
            seen.add(facility.name.lower())
            taken.add(facility.name.lower())
        facilities_sudo.flush_recordset(["name"])

    @api.model
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
