"""Customer users in a browser."""

from odoo.tests import HttpCase, tagged

from .customer_portal_common import CustomerPortalMixin


@tagged("post_install", "-at_install")
class TestCustomerPortalTour(CustomerPortalMixin, HttpCase):
    def test_error_report(self):
        self.start_tour(
            "/my", "customer_register_portal_error_report", login=self.boss.login
        )
        report = self.env["project.task"].search(
            [("name", "=", "The gate does not close")]
        )
        self.assertRecordValues(
            report,
            [
                {
                    "partner_id": self.customer.id,
                    "facility_id": self.tower.id,
                    "priority": "3",
                    "user_ids": self.technician.ids,
                }
            ],
        )
        self.assertEqual(report.message_ids.attachment_ids.mapped("name"), ["gate.png"])

    def test_company(self):
        self.start_tour(
            "/my/company", "customer_register_portal_company", login=self.boss.login
        )
        self.assertEqual(self.customer.phone, "+46 8 555 00 00")
        self.assertIn("Nils Ek", self.customer.child_ids.mapped("name"))

    def test_limited_user(self):
        self.start_tour(
            "/my/facilities",
            "customer_register_portal_limited",
            login=self.limited.login,
        )
