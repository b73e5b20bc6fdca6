from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestSaleOrderTour(HttpCase):
    def test_articles_are_asked_for_and_loaded(self):
        self.env.company.customer_show_work_order_articles = True
        customer = self.env["res.partner"].create(
            {"name": "Tour Lifts", "is_company": True, "customer_rank": 1}
        )
        travel, hours = self.env["product.product"].create(
            [
                {"name": "Tour Travel", "type": "service"},
                {
                    "name": "Tour Hour",
                    "type": "service",
                    "uom_id": self.env.ref("uom.product_uom_hour").id,
                },
            ]
        )
        self.env["customer.article"].create(
            [
                {"partner_id": customer.id, "product_id": travel.id},
                {"partner_id": customer.id, "product_id": hours.id, "quantity": 0},
            ]
        )
        self.start_tour(
            "/odoo/customer-quotations/new",
            "customer_register_sale_order_articles",
            login="admin",
        )
        order = self.env["sale.order"].search([("partner_id", "=", customer.id)])
        self.assertEqual(order.order_line.product_id, travel | hours)
        self.assertEqual(order.order_line.mapped("product_uom_qty"), [1, 0])
