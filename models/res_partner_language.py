from odoo import models


class ResPartner(models.Model):
    """The language of a customer is that of its contacts and addresses too.

    Source: seed 001_89ddd0bb9fc3d60e.txt, "Language". Odoo gives new contacts the
    customer's language; these follow when it is changed, unless they have their own.
    """

    _inherit = "res.partner"

    def write(self, vals):
        if "lang" not in vals:
            return super().write(vals)
        before = {partner: partner.lang for partner in self}
        result = super().write(vals)
        contacts = self.with_context(active_test=False).child_ids.filtered(
            lambda contact: (
                not contact.is_company
                and contact.lang == before[contact.parent_id]
                and contact.lang != contact.parent_id.lang
            )
        )
        if contacts:
            contacts.write({"lang": vals["lang"]})
        return result
