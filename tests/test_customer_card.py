from odoo.exceptions import AccessError
from odoo.tests import Form, TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestCustomerCard(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.norway = cls.env.ref("base.no")
        cls.company = cls.env.company
        cls.customer = cls.env["res.partner"].create(
            {
                "name": "Fjell og Fjord AS",
                "is_company": True,
                "customer_rank": 1,
                "country_id": cls.norway.id,
            }
        )

    def _customer_form(self, record=None):
        partners = self.env["res.partner"].with_context(
            res_partner_search_mode="customer", default_is_company=True
        )
        return Form(
            record or partners,
            view="customer_register.res_partner_customer_view_form",
        )

    # === VAT TYPE === #

    def test_vat_type_starts_by_organisation_number(self):
        cases = (
            ({"is_company": True}, "normal"),
            ({"is_company": True, "company_registry": "923609016"}, "none"),
            ({"is_company": False}, "normal"),
            (
                {
                    "is_company": True,
                    "company_registry": "811228-9874",
                    "country_id": self.env.ref("base.se").id,
                },
                "none",
            ),
        )
        for values, expected in cases:
            with self.subTest(values=values):
                partner = self.env["res.partner"].create(
                    {
                        "name": "X",
                        "customer_rank": 1,
                        "country_id": self.norway.id,
                        **values,
                    }
                )
                self.assertEqual(partner.vat_type, expected)

    def test_vat_type_follows_until_somebody_chooses(self):
        self.assertEqual(self.customer.vat_type, "normal")
        self.customer.company_registry = "923609016"
        self.assertEqual(self.customer.vat_type, "none")
        self.customer.company_registry = False
        self.assertEqual(self.customer.vat_type, "normal")
        self.customer.company_registry = "923609016"
        self.customer.vat_type = "normal"
        self.customer.company_registry = "974760673"
        self.assertEqual(self.customer.vat_type, "normal")

    def test_vat_type_given_on_create_is_kept(self):
        partner = self.env["res.partner"].create(
            {
                "name": "X",
                "is_company": True,
                "country_id": self.norway.id,
                "company_registry": "923609016",
                "vat_type": "normal",
            }
        )
        self.assertEqual(partner.vat_type, "normal")

    def test_vat_type_in_the_form(self):
        self.company.customer_show_vat_type = True
        with self._customer_form() as form:
            form.name = "Ny Kunde AS"
            form.country_id = self.norway
            self.assertEqual(form.vat_type, "normal")
            form.company_registry = "923609016"
            self.assertEqual(form.vat_type, "none")
            form.vat_type = "normal"
        self.assertEqual(form.record.vat_type, "normal")

    # === SETTINGS === #

    def test_settings_change_the_card_at_once(self):
        self.env["res.lang"]._activate_lang("nb_NO")
        for setting, field in (
            ("customer_show_vat_type", "vat_type"),
            ("customer_show_cost_center", "cost_center_id"),
            ("customer_show_order_number", "customer_order_number"),
            ("customer_show_language", "lang"),
            ("customer_use_tax_reduction", "tax_reduction_type"),
            ("customer_show_service_articles", "customer_service_article_ids"),
            ("customer_show_work_order_articles", "customer_work_article_ids"),
        ):
            with self.subTest(setting=setting):
                self.company[setting] = False
                form = self._customer_form(self.customer)
                self.assertTrue(form._get_modifier(field, "invisible"))
                self.company[setting] = True
                form = self._customer_form(self.customer)
                self.assertFalse(form._get_modifier(field, "invisible"))

    def test_settings_page_writes_the_company(self):
        settings = self.env["res.config.settings"].create(
            {"customer_show_language": True, "customer_use_tax_reduction": True}
        )
        settings.execute()
        self.assertTrue(self.company.customer_show_language)
        self.assertTrue(self.company.customer_use_tax_reduction)

    def test_custom_fields_are_defined_by_those_the_setting_names(self):
        definition = self.env[
            "properties.base.definition"
        ]._get_definition_for_property_field("res.partner", "properties")
        manager = new_test_user(
            self.env,
            "card_manager",
            groups="base.group_user,customer_register.group_customer_manager",
        )
        editor = new_test_user(
            self.env,
            "card_editor",
            groups="base.group_user,customer_register.group_customer_edit",
        )
        new_definition = [{"name": "branch", "type": "char", "string": "Branch"}]
        for user in (manager, editor):
            with self.assertRaises(AccessError):
                definition.with_user(user).properties_definition = new_definition
        settings = self.env["res.config.settings"].create(
            {"group_customer_fields_by_manager": True}
        )
        settings.execute()
        definition.with_user(manager).properties_definition = new_definition
        with self.assertRaises(AccessError):
            definition.with_user(editor).properties_definition = []
        settings = self.env["res.config.settings"].create(
            {"group_customer_fields_by_editor": True}
        )
        settings.execute()
        definition.with_user(editor).properties_definition = new_definition
        self.customer.with_user(editor).write({"properties": {"branch": "Building"}})
        self.assertEqual(self.customer.properties["branch"], "Building")

    # === ADDRESSES AND CONTACTS === #

    def test_address_buttons_open_the_right_kind(self):
        for method, address_type in (
            ("action_add_contact_person", "contact"),
            ("action_add_invoice_address", "invoice"),
            ("action_add_visiting_address", "visiting"),
            ("action_add_mail_address", "mail"),
        ):
            with self.subTest(address_type=address_type):
                action = getattr(self.customer, method)()
                form = Form(
                    self.env["res.partner"].with_context(**action["context"]),
                    view=action["views"][0][0],
                )
                form.name = "Mottak"
                address = form.save()
                self.assertEqual(address.type, address_type)
                self.assertEqual(address.parent_id, self.customer)
                self.assertFalse(address.is_customer)
                self.assertFalse(address.ref)
        self.assertTrue(self.customer.has_invoice_address)
        self.assertTrue(self.customer.has_visiting_address)
        self.assertTrue(self.customer.has_mail_address)

    def test_addresses_are_used_where_they_belong(self):
        invoice, visiting = self.env["res.partner"].create(
            [
                {"parent_id": self.customer.id, "type": "invoice", "street": "A"},
                {"parent_id": self.customer.id, "type": "visiting", "street": "B"},
            ]
        )
        order = self.env["sale.order"].create({"partner_id": self.customer.id})
        self.assertEqual(order.partner_invoice_id, invoice)
        self.assertEqual(order.partner_shipping_id, visiting)
        delivery = self.env["res.partner"].create(
            {"parent_id": self.customer.id, "type": "delivery", "street": "C"}
        )
        order = self.env["sale.order"].create({"partner_id": self.customer.id})
        self.assertEqual(order.partner_shipping_id, delivery)

    def test_one_main_contact(self):
        first, second = self.env["res.partner"].create(
            [
                {"name": "Anne", "parent_id": self.customer.id},
                {"name": "Bo", "parent_id": self.customer.id},
            ]
        )
        first.is_main_contact = True
        second.is_main_contact = True
        self.assertFalse(first.is_main_contact)
        third = self.env["res.partner"].create(
            {"name": "Cai", "parent_id": self.customer.id, "is_main_contact": True}
        )
        self.assertFalse(second.is_main_contact)
        other = self.customer.copy()
        third.parent_id = other
        self.assertTrue(third.is_main_contact)
        first.is_main_contact = True
        self.assertTrue(third.is_main_contact)

    def test_main_contact_is_unique_in_the_database(self):
        self.env.cr.execute(
            "SELECT indexdef FROM pg_indexes "
            "WHERE indexname = 'res_partner_main_contact_uniq'"
        )
        [definition] = self.env.cr.fetchone()
        self.assertIn("UNIQUE", definition)

    # === CLOSED TO CUSTOMERS === #

    def test_portal_users_read_nothing_internal(self):
        portal_user = new_test_user(self.env, "card_portal", groups="base.group_portal")
        portal_user.partner_id.parent_id = self.customer
        self.customer.comment = "<p>Pays late</p>"
        customer = self.customer.with_user(portal_user)
        for name in (
            "comment",
            "vat_type",
            "cost_center_id",
            "technician_ids",
            "birthdate",
            "facilities_disabled",
            "facility_required",
            "cost_center_required",
            "erp_always_invoice",
            "customer_order_number",
            "send_service_protocol",
            "send_work_order",
            "is_main_contact",
        ):
            with self.subTest(field=name), self.assertRaises(AccessError):
                customer.read([name])
            with self.subTest(field=name), self.assertRaises(AccessError):
                customer.search([(name, "!=", False)])
