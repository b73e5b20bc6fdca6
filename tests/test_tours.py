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

    def test_swedish_workbook(self):
        self.env.company.country_id = self.env.ref("base.se")
        self.start_tour(
            "/odoo", "customer_register_import_workbook", login=self.importer.login
        )
        customers = self.env["customer.import"].search([]).line_ids.partner_id
        self.assertRecordValues(
            customers,
            [
                {
                    "ref": "00007",
                    "name": "Åkeri Öst AB",
                    "company_registry": "5560125790",
                    "zip": "21119",
                    "city": "Malmö",
                    "email": "info@akeri.example",
                },
                {
                    "ref": "00008",
                    "name": "Sömmerskan i Växjö",
                    "company_registry": "5560160680",
                    "zip": "35230",
                    "city": "Växjö",
                    "email": "hej@sommerska.example",
                },
            ],
        )
        self.assertEqual(
            customers.child_ids.sorted("name").mapped("name"), ["Anna Ås", "Bo Ek"]
        )
        self.assertIn("anna@akeri.example", customers.child_ids.mapped("email"))

    def test_fix_and_undo(self):
        self.env.company.country_id = self.norway
        self.start_tour(
            "/odoo", "customer_register_import_fix", login=self.importer.login
        )
        self.assertRecordValues(
            self.env["customer.import"].search([]),
            [{"file_name": "fix.csv", "state": "undone", "undone_count": 2}],
        )
        self.assertFalse(self.found("800000009", "800000017"))

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
