"""The number policy of a company: how numbers look, and which are wrong."""

from psycopg2.errors import CheckViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .common import CustomerCase


@tagged("post_install", "-at_install", "customer_register")
class TestSequence(CustomerCase):
    """The next number: its form, and the numbers it skips."""

    def preview(self):
        return self.company._next_customer_number_preview()

    def assertNext(self, *numbers):
        """Assert what is announced and then given to customers one after another."""
        for number in numbers:
            self.assertEqual(self.preview(), number)
            self.assertEqual(self.preview(), number)
            self.assertEqual(self.customer().ref, number)

    def test_preview_is_given(self):
        self.assertNext("5001", "5002")

    def test_form_of_numbers(self):
        for name, sequence, policy, numbers in [
            ("prefix", {"prefix": "K-"}, {}, ["K-5001", "K-5002"]),
            ("suffix", {"suffix": "/x"}, {}, ["5001/x", "5002/x"]),
            ("padding", {"padding": 6}, {}, ["005001", "005002"]),
            ("step", {"number_increment": 10}, {}, ["5001", "5011", "5021"]),
            ("shortest", {}, {"shortest": 7}, ["0005001", "0005002"]),
            (
                "shortest with prefix",
                {"prefix": "AB"},
                {"shortest": 8},
                ["AB005001", "AB005002"],
            ),
            ("long enough", {"padding": 6}, {"shortest": 5}, ["005001"]),
            ("longest", {}, {"longest": 4}, ["5001"]),
            ("year", {"prefix": "%(year)s-"}, {}, ["2031-5001", "2031-5002"]),
        ]:
            for implementation in ("standard", "no_gap"):
                with self.subTest(name, implementation=implementation):
                    with self.cr.savepoint() as savepoint, freeze_time("2031-05-01"):
                        self.policy(**policy)
                        self.sequence.implementation = implementation
                        self.sequence.write({**sequence, "number_next": 5001})
                        self.assertNext(*numbers)
                        savepoint.rollback()
                        self.env.invalidate_all()

    def test_skips_taken_numbers(self):
        other = self.other_company()
        self.customer("Taken", "5001")
        self.customer("Archived", "5002", active=False)
        self.customer("Own", "5003", company_id=self.company.id)
        renamed = self.customer("Former", "5004")
        renamed.ref = "new"
        self.customer("Foreign", "5006", company_id=other.id)
        hidden = self.customer("Hidden", "5008")
        self.hide(hidden)
        self.assertNext("5005", "5007", "5009")
        self.sequence.number_next = 5001
        own = self.customer("For the company", company_id=self.company.id)
        self.assertEqual(own.ref, "5006")

    def test_skips_every_way_to_write_a_number(self):
        self.sequence.prefix = "Kd"
        self.customer("Lower case", "kd5001")
        self.customer("Upper case", "KD5002")
        self.assertNext("Kd5003")

    def test_skips_with_any_sequence(self):
        taken = [
            self.customer(f"Taken {number}", str(number)) for number in (5001, 5002)
        ]
        taken[0].ref = "new"
        for values in (
            {"implementation": "no_gap"},
            {"use_date_range": True},
            {"implementation": "no_gap", "use_date_range": True},
        ):
            with self.subTest(**values), self.cr.savepoint() as savepoint:
                self.policy(shortest=4)
                self.sequence.write(values)
                counter = self.sequence._get_current_sequence()
                counter.number_next = 5001
                self.assertNext("5003", "5004")
                savepoint.rollback()
                self.env.invalidate_all()

    def test_no_gap_has_no_gaps(self):
        self.sequence.write({"implementation": "no_gap", "number_next": 5001})
        self.customer("Taken", "5002")
        self.customer("Taken too", "5004")
        self.assertEqual(
            self.company._next_customer_numbers(3), ["5001", "5003", "5005"]
        )
        self.assertEqual(self.sequence.number_next, 5006)

    def test_date_range(self):
        self.sequence.write({"use_date_range": True, "prefix": "%(range_year)s/"})
        self.policy(shortest=8)
        with freeze_time("2031-05-01"):
            self.assertNext("2031/001", "2031/002")
        with freeze_time("2032-01-01"):
            self.assertNext("2032/001")
        with freeze_time("2031-12-31"):
            self.assertNext("2031/003")

    def test_numbers_of_the_same_batch(self):
        customers = self.env["res.partner"].create(
            [
                {"name": f"Customer {number}", "customer_rank": 1, "ref": number}
                for number in ("5002", False, "5001", False, False, "5004")
            ]
        )
        self.assertEqual(
            customers.mapped("ref"), ["5002", "5003", "5001", "5005", "5006", "5004"]
        )

    def test_batch_of_several_companies(self):
        other = self.other_company()
        other.customer_number_sequence_id.number_next = 5001
        for company_ids in [(other.id, False), (False, other.id)]:
            with self.subTest(company_ids):
                self.sequence.number_next = 5001
                other.customer_number_sequence_id.number_next = 5001
                customers = self.env["res.partner"].create(
                    [
                        {"name": "C", "customer_rank": 1, "company_id": company_id}
                        for company_id in company_ids
                    ]
                )
                self.assertEqual(len(set(customers.mapped("ref"))), 2)
                customers.unlink()

    def test_other_companies_count_for_themselves(self):
        other = self.other_company()
        other.customer_number_sequence_id.number_next = 5001
        own = self.customer("Own", company_id=self.company.id)
        foreign = self.customer("Foreign", company_id=other.id)
        self.assertEqual((own.ref, foreign.ref), ("5001", "5001"))

    def test_long_run_of_taken_numbers(self):
        self.env["res.partner"].create(
            [
                {"name": f"Taken {number}", "customer_rank": 1, "ref": str(number)}
                for number in range(5001, 5501)
            ]
        )
        self.assertEqual(self.preview(), "5501")
        self.sequence.number_next = 5001
        numbers = []
        queries = self.count_queries(
            lambda: numbers.extend(self.company._next_customer_numbers(3))
        )
        self.assertEqual(numbers, ["5501", "5502", "5503"])
        self.assertLessEqual(queries, 5)

    def test_preview_draws_nothing(self):
        for implementation in ("standard", "no_gap"):
            with self.subTest(implementation):
                self.sequence.implementation = implementation
                self.sequence.number_next = 5001
                for _ in range(3):
                    self.assertEqual(self.preview(), "5001")
                self.sequence.invalidate_recordset()
                self.assertEqual(self.sequence.number_next_actual, 5001)

    def test_next_number_too_long(self):
        self.policy(longest=4)
        self.sequence.number_next = 9999
        self.assertEqual(self.customer().ref, "9999")
        with self.assertRefused("10000", self.company.name, "limits", error=UserError):
            self.customer()
        self.policy(longest=5)
        self.assertEqual(len(self.customer().ref), 5)


@tagged("post_install", "-at_install", "customer_register")
class TestLength(CustomerCase):
    def test_lengths(self):
        for shortest, longest, number, wrong in [
            (0, 0, "1", False),
            (3, 0, "12", True),
            (3, 0, "123", False),
            (0, 3, "1234", True),
            (0, 3, "123", False),
            (3, 5, "12", True),
            (3, 5, "12345", False),
            (3, 5, " 12345 ", False),
            (3, 5, "123456", True),
            (3, 3, "123", False),
        ]:
            with self.subTest(shortest=shortest, longest=longest, number=number):
                self.policy(shortest=shortest, longest=longest)
                if wrong:
                    with self.assertRefused("Anna", number, error=ValidationError):
                        self.customer("Anna", number)
                else:
                    self.customer("Anna", number).unlink()

    def test_message(self):
        for shortest, longest, allowed in [
            (4, 0, "at least 4"),
            (0, 2, "at most 2"),
            (4, 6, "4 to 6"),
        ]:
            with self.subTest(allowed):
                self.policy(shortest=shortest, longest=longest)
                with self.assertRefused("123", "Anna", "3 characters", allowed):
                    self.customer("Anna", "123")

    def test_partner_becomes_customer(self):
        self.policy(shortest=4)
        vendor = self.new_partner("Vendor", ref="V1")
        with self.assertRefused("V1", "Vendor", "at least 4"):
            vendor.customer_rank = 1
        vendor.ref = "V2"

    def test_contacts_are_free(self):
        self.policy(shortest=4)
        contact = self.new_partner("Contact", parent_id=self.customer().id, ref="1")
        self.assertEqual(contact.ref, "1")

    def test_legacy_customer_can_be_edited(self):
        customer = self.customer("Legacy", "12")
        self.policy(shortest=4)
        customer.with_user(self.editor).write({"name": "Renamed", "city": "Oslo"})
        customer.customer_rank += 1
        customer.is_company = False
        with Form(customer) as form:
            form.phone = "22 33 44 55"
        self.assertEqual(customer.ref, "12")
        with self.assertRefused("13", "Renamed", "at least 4"):
            customer.ref = "13"
        customer.ref = "1234"

    def test_limits_of_limits(self):
        for shortest, longest in [(5, 4), (-1, 0), (0, -1)]:
            with self.subTest(shortest=shortest, longest=longest):
                with (
                    mute_logger("odoo.sql_db"),
                    self.assertRefused(
                        "customer_number_length_range", error=CheckViolation
                    ),
                ):
                    self.policy(shortest=shortest, longest=longest)
                    self.env.flush_all()


@tagged("post_install", "-at_install", "customer_register")
class TestNumberRequired(CustomerCase):
    """Automatic numbers off: somebody has to type one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.legacy = cls.customer("Legacy", "L-1")
        cls.policy(auto=False)

    def test_create(self):
        for number in (None, False, "", "  "):
            with self.subTest(number):
                with self.assertRefused("Anna", "number", error=ValidationError):
                    self.customer("Anna", number)
        self.assertEqual(self.customer("Anna", "A-1").ref, "A-1")

    def test_batch_names_the_one(self):
        with self.assertRefused("Berit", error=ValidationError):
            self.env["res.partner"].create(
                [
                    {"name": "Anna", "customer_rank": 1, "ref": "A-1"},
                    {"name": "Berit", "customer_rank": 1},
                ]
            )

    def test_write(self):
        partner = self.new_partner("Anna")
        with self.assertRefused("Anna", error=ValidationError):
            partner.customer_rank = 1
        partner.write({"customer_rank": 1, "ref": "A-1"})
        with self.assertRefused("Anna", error=ValidationError):
            partner.ref = False
        contact = self.new_partner("Contact", parent_id=partner.id, customer_rank=1)
        with self.assertRefused("Contact", error=ValidationError):
            contact.parent_id = False

    def test_copy(self):
        with self.assertRefused("Legacy", error=ValidationError):
            self.legacy.copy()

    def test_form(self):
        partners = self.env["res.partner"]
        customers = partners.with_context(res_partner_search_mode="customer")
        view = "customer_register.res_partner_customer_view_form"
        for name, record, required in [
            ("new customer", customers, True),
            ("new partner", partners, False),
            ("customer", self.legacy, True),
            ("contact", self.new_partner(parent_id=self.legacy.id), False),
        ]:
            with self.subTest(name):
                self.assertEqual(Form(record, view).customer_number_required, required)
        form = Form(customers, view)
        form.name = "Anna"
        with self.assertRaises(AssertionError):
            form.save()
        form.ref = "A-1"
        self.assertEqual(form.save().ref, "A-1")
        self.policy(auto=True)
        self.assertFalse(Form(customers, view).customer_number_required)

    def test_policy_of_the_customer_s_company(self):
        other = self.other_company()
        customer = self.customer("Foreign", company_id=other.id)
        self.assertTrue(customer.ref)


@tagged("post_install", "-at_install", "customer_register")
class TestDisplayName(CustomerCase):
    def test_display_name(self):
        customer = self.customer("Anna AS", "A-1")
        contact = self.new_partner("Berit", parent_id=customer.id, ref="x")
        vendor = self.new_partner("Vendor", ref="V-1")
        self.assertEqual(customer.display_name, "Anna AS")
        self.policy(shown=True)
        self.env.invalidate_all()
        partners = customer | contact | vendor
        self.assertEqual(
            partners.mapped("display_name"),
            ["[A-1] Anna AS", "Anna AS, Berit", "Vendor"],
        )
        customer.ref = "A-2"
        self.assertEqual(customer.display_name, "[A-2] Anna AS")
        other = self.other_company()
        self.assertEqual(customer.with_company(other).display_name, "Anna AS")

    def test_printed_address(self):
        self.policy(shown=True)
        customer = self.customer("Anna AS", "A-1", city="Oslo")
        for fields in (["name"], ["address", "name"], ["address", "name", "phone"]):
            with self.subTest(fields):
                html = self.env["ir.qweb.field.contact"].value_to_html(
                    customer, {"fields": fields}
                )
                self.assertIn("Anna AS", html)
                self.assertNotIn("A-1", html)
