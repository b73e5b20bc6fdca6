"""The main ways through the register, in a browser.

A tour fails on every error in the browser's console, too.
"""

from odoo.tests import HttpCase, tagged

from .import_common import CustomerImportMixin


@tagged("post_install", "-at_install", "customer_register")
class TestTours(CustomerImportMixin, HttpCase):
    def test_import(self):
        self.start_tour("/odoo", "customer_register_import", login="admin")
        customer_import = self.env["customer.import"].search([], limit=1)
        self.assertRecordValues(
            customer_import,
            [
                {
                    "file_name": "tour.csv",
                    "state": "done",
                    "created_count": 2,
                    "error_count": 1,
                    "skipped_count": 1,
                    "user_id": self.env.ref("base.user_admin").id,
                }
            ],
        )

    def test_refused_file(self):
        self.start_tour(
            "/odoo", "customer_register_import_refused", login=self.importer.login
        )
        customer_import = self.env["customer.import"].search([])
        self.assertRecordValues(
            customer_import, [{"state": "read", "row_count": 2, "error_count": 0}]
        )

    def test_new_customer_gets_a_number(self):
        self.env.company.customer_number_sequence_id.number_next_actual = 7001
        self.start_tour("/odoo", "customer_register_customer", login="admin")
        customer = self.env["res.partner"].search([("ref", "=", "7001")])
        self.assertEqual(customer.name, "Tour Customer AS")
        self.assertTrue(customer.is_customer)
