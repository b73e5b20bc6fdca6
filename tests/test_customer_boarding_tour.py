"""In the browser: onboarding, client survey, offboarding, reactivation."""

from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestCustomerBoardingTour(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env,
            "boarding_manager",
            groups="customer_register.group_customer_manager",
        )
        cls.customer = cls.env["res.partner"].create(
            {"name": "Boarding Tour AS", "is_company": True, "customer_rank": 1}
        )
        company = cls.env.company
        company.customer_survey_id = cls.env.ref("customer_register.client_survey")
        company.customer_onboarding_plan_id = cls.env.ref(
            "customer_register.plan_onboarding"
        )
        cls.card = f"/odoo/customer-register/{cls.customer.id}"

    def test_onboarding_and_client_survey(self):
        self.start_tour(
            self.card, "customer_register_boarding", login="boarding_manager"
        )
        self.assertEqual(self.customer.boarding_state, "running")
        self.assertEqual(self.customer.client_survey_state, "in_progress")
        answer = self.customer.client_survey_ids
        self.assertEqual(answer.partner_id, self.customer)
        self.assertEqual(answer.create_uid, self.manager)

    def test_offboarding_and_reactivation(self):
        self.start_tour(
            self.card, "customer_register_offboarding", login="boarding_manager"
        )
        self.assertTrue(self.customer.active)
        self.assertEqual(self.customer.boarding_ids.kind, "offboarding")
        self.assertEqual(self.customer.boarding_ids.state, "done")

    def test_reactivation_from_the_status_column(self):
        # the list has to show it without scrolling or paging
        self.env["res.partner"].search(
            [("is_customer", "=", True), ("id", "!=", self.customer.id)]
        ).write({"customer_rank": 0})
        self.env["customer.offboarding"].create(
            {"partner_id": self.customer.id, "reason": "other", "mode": "now"}
        ).action_offboard()
        self.start_tour(
            "/odoo/customer-register",
            "customer_register_reactivation",
            login="boarding_manager",
        )
        self.assertTrue(self.customer.active)
