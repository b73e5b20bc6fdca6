from odoo import api, models


class ResPartner(models.Model):
    """Which form shows a customer, and what it asks other servers."""

    _inherit = "res.partner"

    def get_formview_id(self, access_uid=None):
        """Open a customer as a card, from wherever it is opened."""
        if len(self) == 1 and self.is_customer:
            return self.env.ref("customer_register.res_partner_customer_view_form").id
        return super().get_formview_id(access_uid=access_uid)

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Names of persons and facilities are looked up nowhere.

        Odoo's partner_autocomplete sends what is typed in a field `name` of a partner's
        form to a server of Odoo, in lists inside the form as well. On the card that is
        right for the name of a company only.
        """
        arch, view = super()._get_view(view_id, view_type, **options)
        card = self.env.ref(
            "customer_register.res_partner_customer_view_form", raise_if_not_found=False
        )
        if view_type == "form" and view == card:
            for node in arch.iterfind(".//field[@name='name']"):
                if node.get("widget") != "field_partner_autocomplete":
                    continue
                if node.get("invisible") == "is_company":
                    node.set("widget", "text")
                elif node.get("invisible") != "not is_company":
                    del node.attrib["widget"]
        return arch, view

    def _avatar_get_placeholder_path(self):
        return {
            "visiting": "base/static/img/company_image.png",
            "mail": "base/static/img/bill.png",
        }.get(self.type) or super()._avatar_get_placeholder_path()
