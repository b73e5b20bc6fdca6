from lxml import etree

from odoo import api, models

# What the name of a company is typed into, on the register's own forms.
NAME_WIDGET = "customer_company_name"
CARD = "res_partner_customer_view_form"
MANUAL = "res_partner_customer_view_form_manual"
# What a form keeps of a registry's answer beside what it shows.
KEPT_FIELDS = (
    "industry_id",
    "industry_code",
    "industry_name",
    "legal_form",
    "legal_form_code",
    "registry_source",
    "registry_fetched_at",
    "registry_checked_at",
    "registry_name",
    "registry_address",
    "registry_status",
    "registry_status_date",
    "registry_vat",
    "registry_employees",
    "registry_protected",
)
# Of Odoo's electronic invoices, where they are installed.
EINVOICE_FIELDS = ("peppol_eas", "peppol_endpoint")


class ResPartner(models.Model):
    """Ways from customers to the company registries and back."""

    _inherit = "res.partner"

    # === VIEW METHODS === #

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Names of new companies are looked up in the registries, not at Odoo's."""
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type != "form":
            return arch, view
        card, manual = (
            self.env.ref(f"customer_register.{name}", raise_if_not_found=False)
            for name in (CARD, MANUAL)
        )
        if view in (card, manual):
            self._look_up_names(arch)
            self._add_registry_fields(arch)
        if view == manual:
            self._add_einvoice_fields(arch)
        return arch, view

    @api.model
    def _look_up_names(self, arch):
        """Let the field of a company's name ask the registries.

        Odoo's partner_autocomplete, which is installed with other apps, would send to a
        paid service of Odoo what is typed.
        """
        for node in arch.iterfind(
            ".//field[@name='name'][@invisible='not is_company']"
        ):
            node.set("widget", NAME_WIDGET)
        for node in arch.iterfind(".//field[@widget='field_partner_autocomplete']"):
            del node.attrib["widget"]

    @api.model
    def _add_registry_fields(self, arch):
        """Let a new card keep source, date and the rest of a registry's answer."""
        nodes = {node.get("name"): node for node in arch.iterfind(".//field")}
        for name in KEPT_FIELDS:
            if name in nodes:
                nodes[name].set("force_save", "1")
            else:
                arch.append(etree.Element("field", name=name, invisible="1"))

    @api.model
    def _add_einvoice_fields(self, arch):
        group = arch.find(".//group[@name='einvoicing']")
        names = [name for name in EINVOICE_FIELDS if name in self._fields]
        for name in names:
            group.append(etree.Element("field", name=name))
        if not names:
            group.getparent().remove(group)

    # === ACTION METHODS === #

    def action_look_up_in_registry(self):
        """Look for the company in its country's registry, to fill in the card.

        :return: the action that opens the look-up
        :rtype: dict
        :raise AccessError: without the permission to edit the customer
        """
        self.ensure_one()
        self.check_access("write")
        number = not self.company_registry_provisional and self.company_registry
        return self.env["customer.registry.lookup"].action_open(
            number or self.name or "",
            self.country_id.code or "",
            purpose="fill_card",
            partner_id=self.id,
        )

    def action_added_manually(self):
        """Go on with a customer that was entered manually.

        :return: the action that opens the card, or gives the customer back to where it
            was missing
        :rtype: dict
        """
        return self._action_added_manually()

    def action_added_manually_with_survey(self):
        """Start the client survey of a customer that was entered manually.

        :rtype: dict
        """
        return self._action_added_manually(self.action_start_client_survey())

    # === BUSINESS METHODS === #

    def _action_added_manually(self, then=False):
        self.ensure_one()
        if self.env.context.get("customer_returned"):
            return self._action_return_customer(then)
        return then or self._action_customer_card()

    def _action_customer_card(self):
        """Return the action that opens the customer's card."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(self.get_formview_id(), "form")],
            "view_mode": "form",
            "context": {"res_partner_search_mode": "customer"},
        }

    def _action_return_customer(self, then=False):
        """Return the action that gives the customer to the form that lacked it.

        :param then: an action that the form goes on with, or False
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window_close",
            "infos": {
                "customer": {"id": self.id, "display_name": self.display_name},
                "then": then,
            },
        }
