from odoo import api, models


class ResPartner(models.Model):
    """Which form shows a customer, and what that form asks of other servers."""

    _inherit = "res.partner"

    def get_formview_id(self, access_uid=None):
        """Open a customer as a card, from wherever it is opened."""
        if len(self) == 1 and self.is_customer:
            return self.env.ref("customer_register.res_partner_customer_view_form").id
        return super().get_formview_id(access_uid=access_uid)

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        card = self.env.ref(
            "customer_register.res_partner_customer_view_form", raise_if_not_found=False
        )
        if view_type == "form" and view == card:
            self._keep_names_from_look_up(arch)
            self._add_lists_of_newest(arch)
        return arch, view

    @api.model
    def _keep_names_from_look_up(self, arch):
        """Names of persons and facilities are looked up nowhere.

        Odoo's partner_autocomplete sends what is typed in a field `name` of a partner's
        form to a server of Odoo, in lists inside the form as well. On the card that is
        right for the name of a company only.
        """
        for node in arch.iterfind(".//field[@name='name']"):
            if node.get("widget") != "field_partner_autocomplete":
                continue
            if node.get("invisible") == "is_company":
                node.set("widget", "text")
            elif node.get("invisible") != "not is_company":
                del node.attrib["widget"]

    @api.model
    def _add_lists_of_newest(self, arch):
        """Put the lists into the form, as Odoo does for fields without a widget.

        Otherwise the browser asks for each of them before it shows the card.
        """
        for node in arch.iterfind(".//field[@widget='customer_newest']"):
            lists = self.env["ir.ui.view"]._get_x2many_missing_view_archs(
                self._fields[node.get("name")], node, {}
            )
            node.extend(list_arch for list_arch, _view in lists)

    def _avatar_get_placeholder_path(self):
        return {
            "visiting": "base/static/img/company_image.png",
            "mail": "base/static/img/bill.png",
        }.get(self.type) or super()._avatar_get_placeholder_path()
