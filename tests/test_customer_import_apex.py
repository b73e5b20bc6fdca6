"""Customers of a building project and its housing units."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .import_common import CustomerImportCase

HEADER = "Navn;E-post;Bolig"
TARGETS = {"Navn": "name", "E-post": "email", "Bolig": "facility.unit_number"}


@tagged("post_install", "-at_install", "customer_register")
class TestApex(CustomerImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.norway
        cls.builder = cls.env["res.partner"].create(
            {
                "name": "Builder AS",
                "is_company": True,
                "customer_rank": 1,
                "ref": "BUILD",
            }
        )
        cls.project = cls.env["project.project"].create(
            {"name": "Fjordhagen", "partner_id": cls.builder.id}
        )

    def apex(self, *rows, **values):
        return self.free_import(
            HEADER,
            *rows,
            targets=TARGETS,
            **{"source": "apex", "project_id": self.project.id, **values},
        )

    def unit(self, number, customer=None):
        return self.env["customer.facility"].create(
            {
                "name": number,
                "unit_number": number,
                "partner_id": (customer or self.builder).id,
                "project_id": self.project.id,
            }
        )

    def test_a_project_is_needed(self):
        customer_import = self.read_import(HEADER, "Anna;a@example.com;H0101")
        customer_import.source = "apex"
        customer_import.column_ids[0].target = "name"
        with self.assertRaisesRegex(UserError, "Choose the building project"):
            customer_import.action_check()

    def test_project_makes_it_apex(self):
        customer_import = self.read_import(
            HEADER,
            "Anna;a@example.com;H0101",
            source=False,
            project_id=self.project.id,
        )
        self.assertEqual(customer_import.source, "apex")

    def test_customers_of_new_units(self):
        customer_import = self.apex(
            "Anna Ås;anna@example.com;H0101", "Berit Bø;berit@example.com;H0102"
        )
        customer_import.action_run()
        customers = customer_import.line_ids.partner_id
        self.assertEqual(customers.mapped("is_company"), [False, False])
        self.assertEqual(customers.mapped("is_customer"), [True, True])
        self.assertEqual(self.project.customer_ids, customers)
        self.assertEqual(customers.customer_project_ids, self.project)
        self.assertEqual(
            customers.facility_ids.mapped("unit_number"), ["H0101", "H0102"]
        )
        self.assertEqual(customers.facility_ids.project_id, self.project)

    def test_unit_of_the_builder_becomes_the_buyers(self):
        unit = self.unit("H0101")
        customer_import = self.apex("Anna Ås;anna@example.com;h0101")
        customer_import.action_run()
        customer = customer_import.line_ids.partner_id
        self.assertEqual(unit.partner_id, customer)
        customer_import.action_undo()
        self.assertEqual(unit.partner_id, self.builder)
        self.assertFalse(customer.exists())
        self.assertFalse(self.project.customer_ids)

    def test_second_buyer_shares_the_unit(self):
        customer_import = self.apex(
            "Anna Ås;anna@example.com;H0101", "Arne Ås;arne@example.com;H0101"
        )
        customer_import.action_run()
        anna, arne = customer_import.line_ids.partner_id
        unit = anna.facility_ids
        self.assertEqual(unit.partner_id, anna)
        self.assertEqual(unit.customer_ids, arne)
        self.assertEqual(self.project.facility_ids, unit)

    def test_existing_customer_is_attached_and_left_alone(self):
        anna = self.customer("Anna Ås", "A1", email="anna@example.com", city="Oslo")
        unit = self.unit("H0101")
        customer_import = self.free_import(
            "Navn;E-post;Bolig;By",
            "Anna Ås;anna@example.com;H0101;Bergen",
            targets={**TARGETS, "By": "city"},
            source="apex",
            project_id=self.project.id,
        )
        line = customer_import.line_ids
        self.assertLine(line, "update", partner_id=anna)
        self.assertEqual(set(line.changes), {"facility.unit_number", "project"})
        customer_import.action_run()
        self.assertEqual(anna.city, "Oslo")
        self.assertEqual(unit.partner_id, anna)
        self.assertEqual(self.project.customer_ids, anna)
        again = self.free_import(
            HEADER,
            "Anna Ås;anna@example.com;H0101",
            targets=TARGETS,
            source="apex",
            project_id=self.project.id,
        )
        self.assertLine(again.line_ids, "unchanged")

    def test_no_message_to_customers(self):
        mails = self.env["mail.mail"].search_count([])
        self.apex("Anna Ås;anna@example.com;H0101", notify=False).action_run()
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
