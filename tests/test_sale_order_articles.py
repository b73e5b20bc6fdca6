from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .sale_order_common import SaleOrderCommon


class CustomerArticleCommon(SaleOrderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.articles = cls.env["customer.article"].create(
            [
                {
                    "partner_id": cls.customer.id,
                    "product_id": cls.travel.id,
                    "order_type": "work",
                    "price_unit": 75,
                    "description": "Travel, as agreed",
                },
                {
                    "partner_id": cls.customer.id,
                    "product_id": cls.hours.id,
                    "order_type": "work",
                    "quantity": 0,
                    "sequence": 20,
                },
                {
                    "partner_id": cls.customer.id,
                    "product_id": cls.travel.id,
                    "order_type": "service",
                },
            ]
        )


@tagged("post_install", "-at_install")
class TestSaleOrderArticles(CustomerArticleCommon):
    def test_asks_and_loads(self):
        with Form(self.env["sale.order"]) as form:
            form.partner_id = self.customer
            self.assertIn("Load 2 articles", form.articles_question)
            self.assertEqual(form.articles_offer, "open")
        order = form.record
        self.assertFalse(order.order_line, "nothing is loaded without an answer")
        self.assertIs(order.action_load_customer_articles(), True)
        self.assertRecordValues(
            order.order_line,
            [
                {
                    "name": "Travel, as agreed",
                    "product_uom_qty": 1,
                    "price_unit": 75,
                    "discount": 0,
                },
                {
                    "name": "Working hour",
                    "product_uom_qty": 0,
                    "price_unit": 800,
                    "discount": 0,
                },
            ],
        )
        self.assertEqual(order.articles_offer, "loaded")
        self.assertFalse(order.articles_question)

    def test_twice_does_not_double(self):
        order = self.new_order()
        order.action_load_customer_articles()
        order.action_load_customer_articles()
        self.assertEqual(len(order.order_line), 2)
        copy = order.copy()
        copy.action_load_customer_articles()
        self.assertEqual(len(copy.order_line), 2)

    def test_no_thanks_until_type_or_customer_changes(self):
        order = self.new_order()
        self.assertIs(order.action_decline_customer_articles(), True)
        self.assertEqual(order.articles_offer, "declined")
        order.client_order_ref = "PO"
        self.assertEqual(order.articles_offer, "declined")
        order.order_type = "service"
        self.assertEqual(order.articles_offer, "open")
        order.action_load_customer_articles()
        self.assertEqual(order.order_line.product_id, self.travel)
        self.assertEqual(order.order_line.price_unit, 100)

    def test_setting_off_asks_nothing(self):
        self.company.customer_show_work_order_articles = False
        order = self.new_order()
        self.assertFalse(order.articles_question)
        order.order_type = "service"
        self.assertIn("Load 1 article", order.articles_question)

    def test_own_price_stays(self):
        self.env.user.group_ids += self.env.ref("sale.group_discount_per_so_line")
        discounts = self.env["product.pricelist"].create(
            {
                "name": "10 %",
                "item_ids": [
                    (0, 0, {"compute_price": "percentage", "percent_price": 10})
                ],
            }
        )
        order = self.new_order(pricelist_id=discounts.id)
        order.action_load_customer_articles()
        travel, hours = order.order_line
        travel.product_uom_qty = 3
        hours.product_uom_qty = 2
        self.assertEqual(travel.price_subtotal, 225)
        self.assertEqual(hours.price_subtotal, 1440)
        order.action_update_prices()
        self.assertEqual(travel.price_subtotal, 225)

    def test_refusals(self):
        order = self.new_order()
        order._action_cancel()
        with self.assertRefused(order.name):
            order.action_load_customer_articles()
        contact = self.env["res.partner"].create(
            {"name": "Anna", "parent_id": self.customer.id}
        )
        with self.assertRaises(ValidationError):
            self.articles[0].partner_id = contact

    def test_archived_article_is_not_loaded(self):
        self.hours.action_archive()
        order = self.new_order()
        order.action_load_customer_articles()
        self.assertEqual(order.order_line.product_id, self.travel)


@tagged("post_install", "-at_install")
class TestSaleOrderWorkDate(CustomerArticleCommon):
    def setUp(self):
        super().setUp()
        self.order = self.new_order()
        self.order.action_load_customer_articles()
        self.travel_line, self.hours_line = self.order.order_line

    def test_changing_hours_dates_the_work(self):
        self.assertFalse(self.hours_line.work_date)
        with freeze_time("2025-03-03 12:00:00"):
            self.hours_line.product_uom_qty = 2
        self.assertEqual(str(self.hours_line.work_date), "2025-03-03")
        with freeze_time("2025-03-05 12:00:00"):
            self.hours_line.product_uom_qty = 2
            self.assertEqual(str(self.hours_line.work_date), "2025-03-03")
            self.order.write(
                {"order_line": [(1, self.hours_line.id, {"product_uom_qty": 3})]}
            )
        self.assertEqual(str(self.hours_line.work_date), "2025-03-05")
        self.hours_line.work_date = "2025-03-01"
        self.assertEqual(str(self.hours_line.work_date), "2025-03-01")
        self.hours_line.write({"product_uom_qty": 4, "work_date": "2025-02-28"})
        self.assertEqual(str(self.hours_line.work_date), "2025-02-28")

    def test_only_time_articles(self):
        self.travel_line.product_uom_qty = 5
        self.assertFalse(self.travel_line.work_date)
        days = self.env.ref("uom.product_uom_day")
        self.hours.uom_ids = [(4, days.id)]
        self.hours_line.product_uom_id = days
        self.assertTrue(self.hours_line.is_time_article)

    def test_users_own_day(self):
        self.env.user.tz = "Pacific/Auckland"
        with freeze_time("2025-03-03 20:00:00"):
            self.hours_line.with_context(tz="Pacific/Auckland").product_uom_qty = 1
        self.assertEqual(str(self.hours_line.work_date), "2025-03-04")

    def test_form_dates_and_takes_another_date(self):
        with freeze_time("2025-03-03 12:00:00"):
            with Form(self.order) as form, form.order_line.edit(1) as line:
                line.product_uom_qty = 2
                self.assertEqual(str(line.work_date), "2025-03-03")
                line.work_date = "2025-03-02"
        self.assertEqual(str(self.hours_line.work_date), "2025-03-02")

    def test_new_line_on_a_confirmed_order(self):
        self.order.action_confirm()
        with freeze_time("2025-03-03 12:00:00"):
            self.order.order_line = [self.line(self.hours, 1.5)]
        self.assertEqual(str(self.order.order_line[-1].work_date), "2025-03-03")
        self.assertFalse(self.order.copy().order_line[-1].work_date)

    def test_zero_hours_stay_zero(self):
        self.order.action_confirm()
        self.assertEqual(self.hours_line.product_uom_qty, 0)
        html, _type = self.env["ir.actions.report"]._render_qweb_html(
            "sale.report_saleorder", self.order.ids
        )
        self.assertIn("As worked", html.decode())
