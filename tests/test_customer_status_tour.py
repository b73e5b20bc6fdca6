"""In the browser: change the status in list and card, assign a technician."""

from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestCustomerStatusTour(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env,
            "tour_manager",
            groups="customer_register.group_customer_manager,base.group_partner_manager",
        )
        cls.technician = new_test_user(
            cls.env, "tour_technician", name="Tour Technician"
        )
        cls.customer = cls.env["res.partner"].create(
            {"name": "Status Tour AS", "is_company": True, "customer_rank": 1}
        )
        # the list has to show it without scrolling or paging
        cls.env["res.partner"].search(
            [("is_customer", "=", True), ("id", "!=", cls.customer.id)]
        ).write({"customer_rank": 0})
        cls.card = f"/odoo/customer-register/{cls.customer.id}"

    def test_status_column(self):
        self.start_tour(
            "/odoo/customer-register", "customer_register_status", login="tour_manager"
        )
        self.assertTrue(self.customer.active)

    def test_status_on_the_card(self):
        self.start_tour(
            self.card, "customer_register_status_card", login="tour_manager"
        )
        self.assertTrue(self.customer.active)

    def test_assign_a_technician(self):
        self.start_tour(self.card, "customer_register_assign", login="tour_manager")
        self.assertEqual(self.customer.technician_ids, self.technician)
