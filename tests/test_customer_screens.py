"""What the screens of the register rest on."""

from lxml import etree

from odoo.tests import TransactionCase, new_test_user, tagged

NAME_WIDGET = "customer_company_name"
CARD = "customer_register.res_partner_customer_view_form"


@tagged("post_install", "-at_install")
class TestCustomerScreens(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.env["res.partner"].create(
            {"name": "Screen AS", "is_company": True, "customer_rank": 1}
        )
        cls.contact = cls.env["res.partner"].create(
            {"name": "Screen Contact", "parent_id": cls.customer.id}
        )
        cls.staff = new_test_user(
            cls.env,
            "screen_staff",
            groups="base.group_user,base.group_partner_manager,"
            "customer_register.group_customer_edit",
        )

    def card_arch(self, user):
        views = (
            self.env["res.partner"]
            .with_user(user)
            .get_views([(self.env.ref(CARD).id, "form")])
        )
        return etree.fromstring(views["views"]["form"]["arch"])

    def test_customers_open_as_cards_wherever_they_are_opened(self):
        card = self.env.ref(CARD)
        self.assertEqual(self.customer.get_formview_id(), card.id)
        self.assertNotEqual(self.contact.get_formview_id(), card.id)
        action = self.customer.get_formview_action()
        self.assertEqual(action["views"], [(card.id, "form")])

    def test_only_company_names_are_looked_up_and_not_at_odoo(self):
        arch = self.card_arch(self.staff)
        self.assertFalse(arch.xpath("//field[@widget='field_partner_autocomplete']"))
        names = arch.xpath(f"//field[@widget='{NAME_WIDGET}']")
        self.assertEqual(
            [(node.get("name"), node.get("invisible")) for node in names],
            [("name", "not is_company")],
        )
        private = arch.xpath("//h1/field[@name='name'][@invisible='is_company']")
        self.assertEqual(private[0].get("widget"), "text")
        # elsewhere Odoo's form is as Odoo wants it
        other = self.env["res.partner"].get_views(
            [(self.env.ref("base.view_partner_form").id, "form")]
        )
        self.assertIn("field_partner_autocomplete", other["views"]["form"]["arch"])

    def test_staff_choose_cost_centers_without_rights_in_accounting(self):
        plan = self.env.ref("customer_register.analytic_plan_cost_center")
        part = self.env["account.analytic.plan"].create(
            {"name": "Part", "parent_id": plan.id}
        )
        other = self.env["account.analytic.plan"].create({"name": "Other"})
        centers = self.env["account.analytic.account"].create(
            [
                {"name": "Screen North", "plan_id": plan.id},
                {"name": "Screen Part", "plan_id": part.id},
                {"name": "Screen Other", "plan_id": other.id},
            ]
        )
        domain = self.env["res.partner"].with_user(self.staff)._domain_cost_center()
        found = (
            self.env["account.analytic.account"]
            .with_user(self.staff)
            .name_search("Screen", domain)
        )
        self.assertEqual({id_ for id_, name in found}, set(centers[:2].ids))

    def test_tabs_and_counters_in_the_order_of_use(self):
        arch = self.card_arch(self.env.ref("base.user_admin"))
        pages = [
            node.get("name")
            for node in arch.xpath("//sheet/notebook/page[not(@invisible='1')]")
        ]
        self.assertEqual(
            pages[:7],
            [
                "contact_addresses",
                "customer_orders",
                "customer_facilities",
                "customer_boarding",
                "customer_articles",
                "tax_reduction",
                "sales_purchases",
            ],
        )
        self.assertEqual(pages[-1], "customer_history")
        counters = arch.xpath("//div[@name='button_box']/button/@name")
        self.assertEqual(
            counters[:6],
            [
                "action_view_work_orders",
                "action_view_service_orders",
                "action_view_error_reports",
                "action_view_documents",
                "action_view_quotations",
                "action_view_facilities",
            ],
        )

    def test_card_brings_the_lists_that_its_reader_may_read(self):
        seller = new_test_user(
            self.env,
            "screen_seller",
            groups="sales_team.group_sale_salesman,customer_register.group_customer_view",
        )
        technician = new_test_user(
            self.env,
            "screen_technician",
            groups="sales_team.group_sale_salesman,project.group_project_user,"
            "customer_register.group_customer_view",
        )
        orders = ["newest_quotation_ids", "newest_work_order_ids"]
        orders.append("newest_service_order_ids")
        for user, expected in (
            (self.staff, []),
            (seller, orders),
            (technician, [*orders, "newest_error_report_ids"]),
        ):
            with self.subTest(user=user.login):
                fields = self.card_arch(user).xpath(
                    "//field[@widget='customer_newest'][list]/@name"
                )
                self.assertEqual(fields, expected)
