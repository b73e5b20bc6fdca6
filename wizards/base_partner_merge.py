from odoo import api, models

from ..models.customer_sync_change import MERGED


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Keep numbers, identity and facilities when customers are merged."""

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

    @api.model
    def _update_foreign_keys_generic(self, model, src_records, dst_record):
        if model == "res.partner":
            self._rename_same_facilities(src_records, dst_record)
            # before the ids in external systems move along
            changes = self.env["customer.sync.change"]
            changes._note_deletion(src_records.sudo(), MERGED, dst_record)
            changes._note(dst_record.ids)
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

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        if not self.env.su:
            self._check_customers_to_merge(partner_ids, dst_partner)
        return super()._merge(partner_ids, dst_partner, extra_checks)

    @api.model
    def _check_customers_to_merge(self, partner_ids, dst_partner):
        """Merging changes the customer that stays and deletes the others.

        :raise AccessError: naming the missing permission
        """
        partners = self.env["res.partner"].browse(partner_ids).exists()
        in_register = partners.sudo().filtered("in_customer_register")
        if not in_register:
            return
        in_register.with_env(self.env).check_access("read")
        in_register.with_env(self.env).check_access("write")
        if dst_partner not in partners:
            dst_partner = self._get_ordered_partner(partners.ids)[-1]
        (in_register.with_env(self.env) - dst_partner).check_access("unlink")
