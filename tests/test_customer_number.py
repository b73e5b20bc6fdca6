"""How a customer gets its number, and that it is one of a kind."""

import psycopg2.errors

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import CustomerCase


@tagged("post_install", "-at_install", "customer_register")
class TestNumberGiven(CustomerCase):
    """The next number, whichever way a customer comes."""

    def test_form(self):
        form = Form(
            self.env["res.partner"].with_context(res_partner_search_mode="customer"),
            "customer_register.res_partner_customer_view_form",
        )
        form.name = "From the form"
        customer = form.save()
        self.assertTrue(customer.is_customer)
        self.assertEqual(customer.ref, "5001")

    def test_create(self):
        cases = [
            ("rank", {}, {"customer_rank": 1}),
            ("rank above one", {}, {"customer_rank": 7}),
            ("context", {"res_partner_search_mode": "customer"}, {}),
            ("default", {"default_customer_rank": 1}, {}),
            ("empty number", {}, {"customer_rank": 1, "ref": ""}),
            ("blank number", {}, {"customer_rank": 1, "ref": "  "}),
            ("no number", {}, {"customer_rank": 1, "ref": False}),
        ]
        for name, context, values in cases:
            with self.subTest(name):
                self.sequence.number_next = 5001
                customer = (
                    self.env["res.partner"]
                    .with_context(**context)
                    .create({"name": name, **values})
                )
                self.assertTrue(customer.is_customer)
                self.assertEqual(customer.ref, "5001")
                customer.unlink()

    def test_no_customer_no_number(self):
        company = self.customer()
        for name, values in [
            ("partner", {}),
            ("rank zero", {"customer_rank": 0}),
            ("supplier", {"supplier_rank": 1}),
            ("contact", {"parent_id": company.id}),
            ("contact with a rank", {"parent_id": company.id, "customer_rank": 1}),
            ("address", {"parent_id": company.id, "type": "invoice"}),
        ]:
            with self.subTest(name):
                partner = self.new_partner(name, **values)
                self.assertFalse(partner.is_customer)
                self.assertFalse(partner.ref)
                self.assertFalse(partner.customer_number_key)

    def test_company_below_a_company_is_a_customer(self):
        subsidiary = self.customer("Subsidiary", parent_id=self.customer().id)
        self.assertEqual(subsidiary.ref, "5002")

    def test_contacts_made_with_their_customer(self):
        customer = self.customer(child_ids=[Command.create({"name": "Contact"})])
        self.assertEqual(customer.ref, "5001")
        self.assertFalse(customer.child_ids.ref)

    def test_batch_in_order(self):
        customers = self.env["res.partner"].create(
            [{"name": f"Customer {i}", "customer_rank": i % 2} for i in range(6)]
        )
        self.assertEqual(
            customers.mapped("ref"), [False, "5001", False, "5002", False, "5003"]
        )

    def test_values_used_again(self):
        """Numbers are not left in the values of the caller."""
        values = {"name": "Customer", "customer_rank": 1}
        self.env["res.partner"].create(values)
        customers = self.env["res.partner"].create([values, values])
        self.assertEqual(customers.mapped("ref"), ["5002", "5003"])
        self.assertEqual(values, {"name": "Customer", "customer_rank": 1})

    def test_rank_raised_later(self):
        partners = self.new_partner("One") | self.new_partner("Two", ref="V7")
        partners.customer_rank = 1
        self.assertEqual(partners.mapped("ref"), ["5001", "V7"])
        self.assertEqual(partners.mapped("customer_number_key"), ["5001", "V7"])

    def test_given_number_is_kept(self):
        self.assertEqual(self.customer(ref="  k-12 ").ref, "k-12")
        customer = self.customer(ref="77")
        customer.customer_rank = 5
        self.assertEqual(customer.ref, "77")
        customer.ref = " 78 "
        self.assertEqual(customer.ref, "78")
        self.assertEqual(self.customer().ref, "5001")

    def test_contact_made_independent(self):
        contact = self.new_partner(parent_id=self.customer().id, customer_rank=1)
        contact.parent_id = False
        self.assertEqual(contact.ref, "5002")
        company = self.new_partner(parent_id=self.customer().id, customer_rank=1)
        company.company_type = "company"
        self.assertEqual(company.ref, "5004")

    def test_parent_deleted(self):
        parent = self.customer()
        customer = self.new_partner(
            "Was a contact", parent_id=parent.id, customer_rank=1
        )
        other = self.new_partner("No customer", parent_id=parent.id)
        parent.unlink()
        self.assertRecordValues(
            customer | other,
            [
                {"is_customer": True, "ref": "5002", "customer_number_key": "5002"},
                {"is_customer": False, "ref": False, "customer_number_key": False},
            ],
        )

    def test_parent_deleted_without_automatic_numbers(self):
        parent = self.customer(ref="P")
        contact = self.new_partner(parent_id=parent.id, customer_rank=1)
        self.policy(auto=False)
        parent.unlink()
        self.assertTrue(contact.is_customer)
        self.assertFalse(contact.ref)

    def test_copy(self):
        original = self.customer("Original", "A1")
        copy = original.copy()
        self.assertTrue(copy.is_customer)
        self.assertEqual(copy.ref, "5001")
        self.assertFalse(copy.customer_number_history_ids)
        self.assertFalse(self.new_partner("Partner", ref="x").copy().ref)

    def test_technical_fields_are_not_written_from_outside(self):
        """Whoever could would get round the permission and the uniqueness."""
        forged = {
            "is_customer": False,
            "customer_number_key": False,
            "customer_number_duplicate": True,
        }
        partners = self.env["res.partner"].with_user(self.manager)
        customer = partners.create({"name": "C", "customer_rank": 1, **forged})
        customer.write(forged)
        self.assertRecordValues(
            customer,
            [
                {
                    "is_customer": True,
                    "customer_number_key": "5001",
                    "customer_number_duplicate": False,
                }
            ],
        )


@tagged("post_install", "-at_install", "customer_register")
class TestNumberUnique(CustomerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.holder = cls.customer("Holder", "K-1")

    def test_same_number(self):
        for number in ("K-1", "k-1", " K-1 ", "k-1\t"):
            with self.subTest(number):
                with self.assertRefused("K-1", "Holder", error=ValidationError):
                    self.customer("Second", number)
                second = self.customer("Second", "K-2")
                with self.assertRefused("K-1", "Holder", error=ValidationError):
                    second.ref = number
                second.unlink()

    def test_letter_case_of_own_number(self):
        self.holder.ref = "k-1"
        self.assertEqual(self.holder.customer_number_key, "K-1")
        self.holder.ref = "k-1"
        self.assertEqual(
            self.holder.customer_number_history_ids.mapped("number"), ["K-1"]
        )

    def test_archived_holder(self):
        self.holder.active = False
        with self.assertRefused("K-1", "Holder", "inactive", error=ValidationError):
            self.customer("Second", "k-1")

    def test_hidden_holder(self):
        self.hide(self.holder)
        partners = self.env["res.partner"].with_user(self.editor)
        with self.assertRefused("K-1", without=["Holder"], error=ValidationError):
            partners.create({"name": "Second", "customer_rank": 1, "ref": "K-1"})
        partner = partners.create({"name": "Vendor", "ref": "K-1"})
        with self.assertRefused("K-1", without=["Holder"], error=ValidationError):
            partner.customer_rank = 1

    def test_hidden_holder_of_another_company(self):
        other = self.other_company()
        self.editor.company_ids = self.company
        self.holder.company_id = other
        # what the editor's companies do not have is free for them
        partners = self.env["res.partner"].with_user(self.editor)
        partners.create(
            {
                "name": "Own",
                "customer_rank": 1,
                "ref": "K-1",
                "company_id": self.company.id,
            }
        )
        # a customer of all companies would meet it
        with self.assertRefused("already in use", without=["Holder"]):
            partners.create({"name": "Shared", "customer_rank": 1, "ref": "K-1"})

    def test_companies(self):
        other = self.other_company()
        own, foreign, shared = self.company.id, other.id, False
        for first, second, meet in [
            (shared, shared, True),
            (shared, own, True),
            (own, shared, True),
            (own, own, True),
            (own, foreign, False),
            (foreign, own, False),
        ]:
            with self.subTest(first=first, second=second):
                first_customer = self.customer("First", "C-1", company_id=first)
                if meet:
                    with self.assertRefused("C-1", "First"):
                        self.customer("Second", "c-1", company_id=second)
                else:
                    self.customer("Second", "c-1", company_id=second).unlink()
                first_customer.unlink()

    def test_company_changed(self):
        other = self.other_company()
        self.holder.company_id = self.company
        second = self.customer("Second", "K-1", company_id=other.id)
        for company in (self.company.id, False):
            with self.subTest(company), self.assertRefused("K-1", "Holder"):
                second.company_id = company
        self.assertEqual(second.company_id, other)

    def test_twice_in_one_batch(self):
        with self.assertRefused("N-1", "Second", "twice", error=ValidationError):
            self.env["res.partner"].create(
                [
                    {"name": "First", "customer_rank": 1, "ref": "n-1"},
                    {"name": "Second", "customer_rank": 1, "ref": "N-1 "},
                ]
            )

    def test_written_to_several(self):
        customers = self.customer("One") | self.customer("Two")
        with self.assertRefused("N-1", "twice", error=ValidationError):
            customers.ref = "n-1"
        self.assertEqual(customers.mapped("ref"), ["5001", "5002"])

    def test_contacts_and_vendors_are_free(self):
        contact = self.new_partner(parent_id=self.holder.id, ref="K-1")
        vendor = self.new_partner(ref="K-1", supplier_rank=1)
        self.assertEqual((contact | vendor).mapped("ref"), ["K-1", "K-1"])
        self.assertFalse(contact.customer_number_key or vendor.customer_number_key)

    def test_vendor_with_taken_number_becomes_customer(self):
        vendor = self.new_partner("Vendor", ref="k-1")
        with self.assertRefused("K-1", "Holder", error=ValidationError):
            vendor.customer_rank = 1

    def test_no_leniency_from_outside(self):
        vendor = self.new_partner("Vendor", ref="k-1").with_user(self.editor)
        for value in (True, "lenient", 1):
            with self.subTest(value), self.assertRefused("K-1"):
                vendor.with_context(customer_number_lenient=value).customer_rank = 1

    def test_numbers_swapped_one_after_the_other(self):
        other = self.customer("Other", "K-2")
        self.holder.ref = "K-3"
        other.ref = "K-1"
        self.holder.ref = "K-2"
        self.env.flush_all()
        self.assertEqual((self.holder | other).mapped("ref"), ["K-2", "K-1"])

    def test_unique_index(self):
        self.env.flush_all()
        self.cr.execute(
            "SELECT indexdef FROM pg_indexes WHERE indexname = %s",
            ["res_partner_customer_number_uniq"],
        )
        (definition,) = self.cr.fetchone()
        self.assertIn("UNIQUE", definition)
        second = self.customer("Second", "K-2")
        self.env.flush_all()
        for number, refused in [("K-1", True), ("K-3", False)]:
            with self.subTest("update", number=number):
                self.assertSqlRefused(
                    refused,
                    "UPDATE res_partner SET customer_number_key = %s WHERE id = %s",
                    [number, second.id],
                )
        for company, number, refused in [
            (None, "K-1", True),
            (self.company.id, "K-1", False),
            (None, "K-9", False),
        ]:
            with self.subTest("insert", company=company, number=number):
                self.assertSqlRefused(
                    refused,
                    """
                    INSERT INTO res_partner
                        (name, customer_number_key, company_id, autopost_bills)
                    VALUES ('Raw', %s, %s, 'ask')
                    """,
                    [number, company],
                )

    def assertSqlRefused(self, refused, query, parameters):
        if not refused:
            self.cr.execute(query, parameters)
            return
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.cr.savepoint(),
        ):
            self.cr.execute(query, parameters)
