from ast import literal_eval

from lxml import etree

from odoo.tests import Form, tagged

from .sale_order_common import SaleOrderCommon


@tagged("post_install", "-at_install")
class TestSaleOrderCard(SaleOrderCommon):
    def test_counts(self):
        contact = self.env["res.partner"].create(
            {"name": "Anna", "parent_id": self.customer.id}
        )
        self.new_order()
        self.new_order(partner_id=contact.id).action_quotation_sent()
        self.new_order(partner_id=contact.id).action_confirm()
        for _index in range(3):
            self.new_order(order_type="service").action_confirm()
        self.new_order()._action_cancel()
        self.assertRecordValues(
            self.customer | contact | self.other_customer,
            [
                {
                    "quotation_count": 2,
                    "work_order_count": 1,
                    "service_order_count": 3,
                },
                {
                    "quotation_count": 1,
                    "work_order_count": 1,
                    "service_order_count": 0,
                },
                {
                    "quotation_count": 0,
                    "work_order_count": 0,
                    "service_order_count": 0,
                },
            ],
        )

    def test_counts_cost_the_same_for_many(self):
        customers = self.env["res.partner"].create(
            [
                {"name": f"Customer {index}", "is_company": True, "customer_rank": 1}
                for index in range(100)
            ]
        )
        self.env["sale.order"].create(
            [{"partner_id": customer.id} for customer in customers]
        )

        def queries(partners):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.assertEqual(set(partners.mapped("quotation_count")), {1})
            return self.cr.sql_log_count - before

        queries(customers)
        self.assertEqual(queries(customers[:10]), queries(customers))

    def test_card_lists_the_ten_newest(self):
        orders = self.env["sale.order"].create(
            [
                {
                    "partner_id": self.customer.id,
                    "date_order": f"2025-01-{day:02} 08:00:00",
                }
                for day in range(1, 13)
            ]
        )
        self.assertEqual(
            self.customer.newest_quotation_ids.ids, orders.sorted("id").ids[:1:-1]
        )
        self.assertFalse(self.customer.newest_work_order_ids)
        action = self.customer.action_view_quotations()
        found = self.env["sale.order"].search(action["domain"])
        self.assertEqual(len(found), 12)

    def test_view_actions_match_the_counts(self):
        self.new_order(order_type="service").action_confirm()
        self.new_order().action_confirm()
        for kind, method in (
            ("quotation", "action_view_quotations"),
            ("work_order", "action_view_work_orders"),
            ("service_order", "action_view_service_orders"),
        ):
            with self.subTest(kind=kind):
                action = getattr(self.customer, method)()
                self.assertEqual(
                    self.env["sale.order"].search_count(action["domain"]),
                    self.customer[f"{kind}_count"],
                )

    def test_add(self):
        self.customer.vat_type = "none"
        for method, order_type in (
            ("action_add_quotation", "work"),
            ("action_add_work_order", "work"),
            ("action_add_service_order", "service"),
        ):
            with self.subTest(method=method):
                action = getattr(self.customer, method)()
                self.assertEqual(action["res_model"], "sale.order")
                with Form(
                    self.env["sale.order"].with_context(**action["context"])
                ) as form:
                    pass
                self.assertRecordValues(
                    form.record,
                    [
                        {
                            "partner_id": self.customer.id,
                            "order_type": order_type,
                            "facility_id": self.facility.id,
                            "technician_ids": self.technician.ids,
                            "cost_center_id": self.cost_center.id,
                            "vat_type": "none",
                        }
                    ],
                )
        self.facility.copy({"name": "Annex"})
        action = self.customer.action_add_work_order()
        self.assertNotIn("default_facility_id", action["context"])

    def test_customer_is_created_from_an_order_or_error_report(self):
        for model, view in (
            ("sale.order", "sale.view_order_form"),
            ("project.task", "customer_register.error_report_view_form"),
        ):
            with self.subTest(model=model):
                arch = self.env[model].get_view(self.env.ref(view).id, "form")["arch"]
                [node] = etree.fromstring(arch).xpath(
                    "//sheet//group/field[@name='partner_id']"
                )
                context = literal_eval(node.get("context"))
                partners = self.env["res.partner"].with_context(**context)
                card = partners.get_view(view_type="form")
                self.assertEqual(
                    card["id"],
                    self.env.ref("customer_register.res_partner_customer_view_form").id,
                )
                # as the web client, which does not hand the view down to other models
                partners = partners.with_context(form_view_ref=None)
                with Form(partners, view=card["id"]) as form:
                    self.assertTrue(form.is_company)
                    form.name = "Made on an Order AB"
                customer = form.record
                self.assertTrue(customer.is_customer)
                self.assertTrue(customer.ref)
                found = self.env["res.partner"].search(
                    [("customer_search", "ilike", "Made on an Order")]
                )
                self.assertIn(customer, found)
                # typing a name and "Create" is enough as well
                quick_id, _name = partners.name_create("Quick AB")
                self.assertTrue(partners.browse(quick_id).is_customer)
