"""What customer users and the public read of the register: what is listed here."""

import base64

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from .permission_common import PermissionMixin

# Fields that the register adds to, or changes on, models that customer users read. Each
# is here because the customer may know it; all others have to be refused.
READABLE = {
    "res.partner": {
        # the customer's own name, address and numbers
        "category_id",
        "company_registry",
        "company_registry_provisional",
        "contact_address_inline",
        "function",
        "industry_id",
        "is_company",
        "lang",
        "parent_name",
        "ref",
        "type",
        "website",
        "customer_number_key",
        "property_payment_term_id",
        "company_id",
        # forms ask for them; they say no more than the above, or lead nowhere
        "customer_number_history_ids",
        "is_customer",
        "has_invoice_address",
        "has_mail_address",
        "has_visiting_address",
        "customer_number_duplicate",
        "customer_number_required",
        # false for customer users
        "customer_editable",
        "customer_number_editable",
        "customer_show_cost_center",
        "customer_show_language",
        "customer_show_order_number",
        "customer_show_service_articles",
        "customer_show_vat_type",
        "customer_show_work_order_articles",
        "customer_use_tax_reduction",
    },
    "sale.order": {
        # what the customer's copy of the order says
        "amount_shown",
        "amounts_note",
        "client_order_ref",
        "company_id",
        "customer_id",
        "customer_or_facility_name",
        "facility_id",
        "has_time_articles",
        "order_type",
        "partner_id",
        "service_object_ids",
        "state",
        "vat_type",
        "work_comment",
    },
    "sale.order.line": {"is_time_article", "price_unit_shown", "work_date"},
    "project.task": {"company_id", "partner_id"},
}
# Models of the register's own that customer users read: none.
READABLE_MODELS = set()
FALSE_FIELDS = {
    name
    for name in READABLE["res.partner"]
    if name.endswith("_editable") or name.startswith(("customer_show_", "customer_use"))
}
# Custom fields are grouped by one of them.
GROUPBY = {"properties": "properties.anything"}
# Odoo's own fields that are internal.
INTERNAL = {
    "res.partner": {
        "comment",
        "property_product_pricelist",
        "specific_property_product_pricelist",
        "sale_warn_msg",
        "trust",
        "personal_identity_number",
        "personal_identity_number_masked",
        "identity_key",
        "technician_ids",
        "vat_type",
        "cost_center_id",
        "birthdate",
        "in_customer_register",
    },
    "sale.order": {"technician_ids", "cost_center_id", "erp_document_type"},
}


def defined_fields(model):
    """Return the names of the fields that the register defines on a model."""
    return {
        field.name
        for cls in type(model).mro()
        if getattr(cls, "_module", None) == "customer_register"
        and "_field_definitions" in cls.__dict__
        and getattr(cls, "pool", None) is None
        for field in cls._field_definitions
    }


@tagged("post_install", "-at_install")
class TestPermissionPortal(PermissionMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact = cls.customers["assigned"]["Contacts and addresses of customers"]
        cls.portal = new_test_user(
            cls.env,
            "permission_portal",
            groups="base.group_portal",
            partner_id=cls.contact.id,
        )
        cls.public = cls.env.ref("base.public_user")
        cls.outsiders = (cls.portal, cls.public)
        order = cls.customers["assigned"]["Quotations and orders"]
        order.action_confirm()
        cls.own = {
            "res.partner": cls.assigned,
            "res.users": cls.portal,
            "res.company": cls.env.company,
            "sale.order": order,
            "sale.order.line": order.order_line,
        }

    def _models(self):
        for name, model in self.env.registry.items():
            if not model._abstract and defined_fields(self.env[name]):
                yield name

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def _refused(self, function):
        try:
            function()
        except AccessError:
            return True
        return False

    # === GENERATED FROM THE MODELS === #

    def test_every_model_of_the_register(self):
        own_models = [
            name
            for name, model in self.env.registry.items()
            if model._original_module == "customer_register" and not model._abstract
        ]
        self.assertGreater(len(own_models), 12)
        for user in self.outsiders:
            for name in own_models:
                records = self.env[name].with_user(user)
                with self.subTest(name, user=user.login):
                    if name in READABLE_MODELS:
                        records.search_read([], ["id"])
                        continue
                    for operation in ("read", "write", "create", "unlink"):
                        self.assertFalse(records.has_access(operation))
                    for attempt in (
                        lambda r=records: r.search_read([], ["id"]),
                        lambda r=records: r.search_count([]),
                        lambda r=records: r.name_search(""),
                        lambda r=records: r.formatted_read_group([], [], ["__count"]),
                        lambda r=records: r.create({}),
                    ):
                        self.assertTrue(self._refused(attempt))

    def test_every_field_of_the_register(self):
        for user in self.outsiders:
            for model in self._models():
                records = self.env[model].with_user(user)
                if not records.has_access("read"):
                    continue
                names = defined_fields(self.env[model])
                readable = {
                    name
                    for name in names
                    if records._has_field_access(records._fields[name], "read")
                }
                with self.subTest(model, user=user.login):
                    self.assertFalse(
                        readable - READABLE.get(model, set()),
                        "give it groups, or list why customer users may read it",
                    )
                    shown = set(records.fields_get(list(names)))
                    self.assertEqual(shown, readable)

    def test_list_is_not_longer_than_needed(self):
        for model, names in READABLE.items():
            with self.subTest(model):
                self.assertLessEqual(names, set(self.env[model]._fields))
                self.assertFalse(names - defined_fields(self.env[model]))

    def test_refused_in_every_way(self):
        """Reading, searching, sorting and grouping each tell a value."""
        for model, own in self.own.items():
            records = own.with_user(self.portal)
            names = defined_fields(own) - READABLE.get(model, set())
            if model == "res.users":
                names = (
                    defined_fields(self.env["res.partner"]) - READABLE["res.partner"]
                )
            names |= INTERNAL.get(model, set())
            self.assertTrue(names or model == "sale.order.line")
            for name in sorted(names):
                field = own._fields[name]
                attempts = {
                    "read": lambda records=records, n=name: records.read([n]),
                    "search_read": lambda records=records, n=name: records.search_read(
                        [("id", "in", records.ids)], [n]
                    ),
                    "web_read": lambda records=records, n=name: records.web_read(
                        {n: {}}
                    ),
                }
                if field.store:
                    attempts["search"] = lambda records=records, n=name: records.search(
                        [(n, "!=", False)]
                    )
                if field.store and field.column_type:
                    attempts["order"] = lambda records=records, n=name: records.search(
                        [], order=n
                    )
                    attempts["group"] = lambda records=records, n=name: (
                        records._read_group([], [GROUPBY.get(n, n)], ["__count"])
                    )
                for way, attempt in attempts.items():
                    with self.subTest(model, field=name, way=way):
                        self.assertTrue(self._refused(attempt))

    def test_fields_of_forms_say_nothing(self):
        self.env.company.write(
            {
                name: True
                for name in ("customer_show_vat_type", "customer_show_language")
            }
        )
        [values] = self.assigned.with_user(self.portal).read(list(FALSE_FIELDS))
        self.assertFalse(any(values[name] for name in FALSE_FIELDS))

    def test_former_numbers_stay_inside(self):
        own = self.assigned.with_user(self.portal)
        self.assertTrue(self._refused(lambda: own.customer_number_history_ids))
        history = self.customers["assigned"]["Former customer numbers"]
        as_user = history.with_user(self.portal)
        self.assertTrue(self._refused(lambda: as_user.read(["number"])))

    # === OTHERS' RECORDS === #

    def test_other_customers(self):
        for user in self.outsiders:
            for record in (
                self.other,
                self.customers["other"]["Contacts and addresses of customers"],
                self.customers["other"]["Quotations and orders"],
                self.customers["other"]["Error reports"],
                self.customers["other"]["Bank accounts of customers"],
                self.customers["other"]["Facilities"],
            ):
                as_user = record.with_user(user)
                with self.subTest(user.login, record=record._name):
                    self.assertTrue(
                        self._refused(lambda r=as_user: r.read(["display_name"]))
                    )
                    if as_user.browse().has_access("read"):
                        self.assertFalse(as_user.search([("id", "=", record.id)]))
        partners = self.env["res.partner"].with_user(self.portal)
        self.assertFalse(partners.name_search(self.other.name))
        found = partners.search([])
        self.assertEqual(found.commercial_partner_id, self.assigned)

    def test_own_company_and_colleagues(self):
        own = (self.assigned | self.contact).with_user(self.portal)
        self.assertEqual(own.mapped("name"), [self.assigned.name, self.contact.name])
        self.assertEqual(own[0].ref, self.assigned.ref)

    def test_documents_and_files(self):
        document = self.customers["assigned"]["Documents"]
        attachment = self.env["ir.attachment"].search(
            [("res_model", "=", document._name), ("res_field", "=", "file")]
        )
        file_of_partner = self.env["ir.attachment"].create(
            {
                "name": "internal.txt",
                "res_model": "res.partner",
                "res_id": self.assigned.id,
                "raw": b"internal",
            }
        )
        for user in self.outsiders:
            for record in (document, *attachment, file_of_partner):
                with self.subTest(user.login, record=record._name):
                    as_user = record.with_user(user)
                    self.assertTrue(self._refused(lambda r=as_user: r.read(["name"])))

    def test_they_change_nothing(self):
        partners = self.env["res.partner"].with_user(self.portal)
        own = self.assigned.with_user(self.portal)
        for attempt in (
            lambda: own.write({"name": "Mine"}),
            lambda: own.write({"technician_ids": [Command.link(self.portal.id)]}),
            lambda: own.unlink(),
            lambda: partners.create({"name": "New", "customer_rank": 1}),
            lambda: partners.create({"name": "New", "parent_id": own.id}),
            lambda: own.action_inactivate_customer(),
            lambda: own.action_manage_customer_users(),
            lambda: own.action_show_personal_identity_number(),
            lambda: own._assign_technicians(self.owner, self.owner.browse()),
            lambda: own.message_post(body="Hello"),
            lambda: self.env["customer.settings"].with_user(self.portal).create({}),
            lambda: self.env["customer.document"]
            .with_user(self.portal)
            .create(
                {
                    "partner_id": own.id,
                    "name": "a.txt",
                    "file": base64.b64encode(b"a"),
                }
            ),
        ):
            self.assertTrue(self._refused(attempt))

    def test_notes_and_history_stay_inside(self):
        note = self.assigned.message_post(
            body="Pays late", subtype_xmlid="mail.mt_note"
        )
        for user in self.outsiders:
            messages = self.env["mail.message"].with_user(user)
            with self.subTest(user.login):
                self.assertFalse(messages.search([("id", "=", note.id)]))
