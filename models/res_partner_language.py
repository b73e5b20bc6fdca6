from odoo import api, models


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
        followers = self._contacts_with_language(before)
        if followers:
            followers.write({"lang": vals["lang"]})
        return result

    @api.model
    def _contacts_with_language(self, languages):
        """Return the contacts below partners that have the language of the partner.

        :param dict languages: language of each partner
        """
        changed = self.filtered(lambda partner: partner.lang != languages[partner])
        contacts = self.with_context(active_test=False).search(
            [("parent_id", "in", changed.ids)]
        )
        return contacts.filtered(
            lambda contact: (
                not contact.is_company and contact.lang == languages[contact.parent_id]
            )
        ).with_context(self.env.context)
