"""What the feed of changes tells of a customer: the shape that ``upsert`` takes."""

from odoo.tools import html2plaintext

from .res_partner_personal_number import SHOW_GROUP

# Fields that are told as they are.
PLAIN = (
    "name",
    "ref",
    "active",
    "is_company",
    "company_registry",
    "vat",
    "street",
    "street2",
    "zip",
    "city",
    "email",
    "phone",
    "website",
    "lang",
    "vat_type",
    "birthdate",
    "comment",
    "facilities_disabled",
    "facility_required",
    "cost_center_required",
    "erp_always_invoice",
    "tax_reduction_type",
    "property_designation",
    "housing_association_number",
    "apartment_number",
)
# Relations -> the field that names the other record.
NAMED = {
    "property_product_pricelist": "name",
    "property_payment_term_id": "name",
    "technician_ids": "login",
    "user_id": "login",
    "cost_center_id": "name",
    "industry_id": "name",
    "category_id": "name",
}
CONTACT = (
    "name",
    "function",
    "email",
    "phone",
    "lang",
    "comment",
    "send_service_protocol",
    "send_work_order",
    "is_main_contact",
    "active",
)
ADDRESS = (
    "type",
    "name",
    "street",
    "street2",
    "zip",
    "city",
    "email",
    "phone",
    "active",
)
FACILITY = (
    "name",
    "unit_number",
    "street",
    "street2",
    "zip",
    "city",
    "description",
    "active",
)
ADDRESS_TYPES = ("invoice", "visiting", "mail", "delivery")
# The price list is a customer's own only where it was chosen.
_STORED_IN = {"property_product_pricelist": "specific_property_product_pricelist"}


class Payloads:
    """Tell of many customers with the same number of queries as of one.

    :param env: environment of the user; what it may not read is absent
    :param system: customer.erp.system whose ids are told, or None
    :param bool personal_numbers: whether to tell personal numbers, where the user may
        see them; each telling is logged
    """

    def __init__(self, env, system=None, personal_numbers=False):
        self.env = env
        self.system = system
        self.personal_numbers = personal_numbers
        partners = env["res.partner"]
        self._plain = [name for name in PLAIN if self._may(partners, name)]
        self._named = [
            name
            for name in NAMED
            if self._may(partners, name)
            and env[partners._fields[name].comodel_name].has_access("read")
        ]
        self._contact = [name for name in CONTACT if self._may(partners, name)]
        self._address = [name for name in ADDRESS if self._may(partners, name)]

    def _may(self, model, name):
        return model._has_field_access(model._fields[name], "read")

    def of(self, customers):
        """Return {id: dict} of customers that the user may see."""
        customers = customers.with_context(active_test=False)
        customers.fetch(
            [
                *self._plain,
                *(_STORED_IN.get(name, name) for name in self._named),
                *("country_id", "state_id", "write_date"),
            ]
        )
        children = self._children(
            "res.partner", "parent_id", customers, {*self._contact, *self._address}
        )
        facilities = self._children(
            "customer.facility", "partner_id", customers, FACILITY
        )
        external = self._external_ids(customers)
        numbers = self._numbers(customers)
        result = {}
        for customer in customers:
            told = self._fields_of(customer, self._plain)
            told["external_id"] = external.get(customer.id, False)
            told.update(self._place_of(customer))
            for name in self._named:
                told[name] = self._names_of(customer, name)
            if customer.id in numbers:
                told["personal_identity_number"] = numbers[customer.id]
            own = children.get(customer, customers.browse())
            told["contacts"] = [
                self._child(child, self._contact)
                for child in own
                if child.type == "contact"
            ]
            told["addresses"] = [
                self._child(child, self._address, places=True)
                for child in own
                if child.type in ADDRESS_TYPES
            ]
            told["facilities"] = [
                self._child(facility, FACILITY, places=True)
                for facility in facilities.get(customer, ())
            ]
            result[customer.id] = told
        return result

    def _children(self, model, parent, customers, names):
        records = self.env[model].with_context(active_test=False)
        names = {*names, parent, "country_id", "state_id"} | (
            {"type"} if model == "res.partner" else set()
        )
        found = records.search_fetch(
            [(parent, "in", customers.ids)], list(names), order="id"
        )
        links_sudo = self.env["customer.erp.part.link"].sudo()
        self._part_ids = getattr(self, "_part_ids", {})
        self._part_ids[model] = links_sudo._name_parts(self.system, model, found.ids)
        return found.grouped(parent)

    def _child(self, record, names, places=False):
        told = {"id": record.id, **self._fields_of(record, names)}
        told["external_id"] = self._part_ids[record._name].get(record.id, False)
        if places:
            told.update(self._place_of(record))
        return told

    def _place_of(self, record):
        # countries and their parts are public
        return {
            "country_code": record.country_id.code or False,
            "state_id": record.state_id.code or record.state_id.name or False,
        }

    def _fields_of(self, record, names):
        return {name: self._plain_value(record, name) for name in names}

    def _plain_value(self, record, name):
        value = record[name]
        kind = record._fields[name].type
        if kind == "html":
            return html2plaintext(value).strip() if value else False
        if kind == "date":
            return value.isoformat() if value else False
        if kind == "boolean":
            return bool(value)
        return value or False

    def _names_of(self, customer, name):
        field = customer._fields[name]
        records = customer[_STORED_IN.get(name, name)]
        if field.type == "many2many":
            return sorted(records.mapped(NAMED[name]))
        return records[NAMED[name]] or False

    def _external_ids(self, customers):
        if not self.system:
            return {}
        links_sudo = (
            self.env["customer.erp.link"]
            .sudo()
            .search_fetch(
                [
                    ("system_id", "=", self.system.id),
                    ("partner_id", "in", customers.ids),
                ],
                ["partner_id", "external_id"],
                order="id desc",
            )
        )
        return {link.partner_id.id: link.external_id for link in links_sudo}

    def _numbers(self, customers):
        """Return personal numbers where the user may see them, and log that it does."""
        if not self.personal_numbers or not self.env.user.has_group(SHOW_GROUP):
            return {}
        allowed_sudo = customers._filtered_access("write").sudo()
        numbers = {
            customer.id: customer.personal_identity_number or False
            for customer in allowed_sudo
        }
        self.env["customer.personal.number.log"].sudo().create(
            [
                {
                    "partner_id": customer.id,
                    "partner_name": customer.name,
                    "company_id": customer.company_id.id,
                    "user_id": self.env.uid,
                }
                for customer in allowed_sudo
                if numbers[customer.id]
            ]
        )
        return numbers
