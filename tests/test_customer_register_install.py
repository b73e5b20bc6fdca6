"""Installing into a database in use: numbers and identities of what is there."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.customer_register.hooks import pre_init_hook

from .common import EQUINOR, VOLVO, CustomerCase


@tagged("post_install", "-at_install", "customer_register")
class TestPreInit(CustomerCase):
    """The hook runs on partners that no code of the register has seen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.other_company()

    def setUp(self):
        super().setUp()
        self.ids = {}

    def insert(self, key, ref=None, rank=1, company=None, parent=None, **values):
        """Insert a partner by SQL."""
        values = {
            "name": key,
            "ref": ref,
            "customer_rank": rank,
            "company_id": company and company.id,
            "parent_id": parent and self.ids[parent],
            "autopost_bills": "ask",
            "active": True,
            **values,
        }
        self.cr.execute(
            f"INSERT INTO res_partner ({', '.join(values)})"
            f" VALUES ({', '.join(['%s'] * len(values))}) RETURNING id",
            list(values.values()),
        )
        (self.ids[key],) = self.cr.fetchone()
        self.cr.execute(
            "UPDATE res_partner SET commercial_partner_id = %s WHERE id = %s",
            [self.ids[parent or key], self.ids[key]],
        )

    def install(self):
        """Take the register's columns away and run the hook as at installation."""
        self.env.flush_all()
        self.cr.execute("DROP INDEX res_partner_customer_number_uniq")
        self.cr.execute(
            """
            ALTER TABLE res_partner DROP COLUMN is_customer,
                DROP COLUMN in_customer_register,
                DROP COLUMN customer_number_key, DROP COLUMN customer_number_duplicate,
                DROP COLUMN identity_key
            """
        )
        pre_init_hook(self.env)
        index = self.env["res.partner"]._table_objects[
            "res_partner_customer_number_uniq"
        ]
        definition = index.get_definition(self.registry).removeprefix("UNIQUE INDEX")
        self.cr.execute(
            f"CREATE UNIQUE INDEX res_partner_customer_number_uniq"
            f" ON res_partner {definition}"
        )
        self.env.invalidate_all()

    def installed(self, key):
        return self.env["res.partner"].browse(self.ids[key])

    def test_duplicates(self):
        country = self.env.ref("base.no").id
        self.insert("first", "100")
        self.insert("second", "100")
        self.insert("third, spaced", " 100 ")
        self.insert("letters", "ab")
        self.insert("other case", "AB")
        self.insert("in own", "200", company=self.company)
        self.insert("in other", "200", company=self.other)
        self.insert("shared later", "200")
        self.insert("own again", "200", company=self.company)
        self.insert("archived", "300", active=False)
        self.insert("after archived", "300")
        self.insert("vendor", "100", rank=0)
        self.insert("contact", "100", parent="first")
        self.insert("no number")
        self.insert("empty number", "")
        self.insert("no rank", "100", rank=None)
        self.insert(
            "norwegian", "1", company_registry="923 609 016", country_id=country
        )
        self.insert(
            "by vat",
            "2",
            vat="SE556012579001",
            country_id=self.env.ref("base.se").id,
            company_registry="",
        )
        self.insert("contact of it", parent="norwegian", company_registry=EQUINOR)
        self.install()
        for key, number, duplicate in [
            ("first", "100", False),
            ("second", "100", True),
            ("third, spaced", "100", True),
            ("letters", "AB", False),
            ("other case", "AB", True),
            ("in own", "200", False),
            ("in other", "200", False),
            ("shared later", "200", True),
            ("own again", "200", True),
            ("archived", "300", False),
            ("after archived", "300", True),
            ("vendor", False, False),
            ("contact", False, False),
            ("no number", False, False),
            ("empty number", False, False),
            ("no rank", False, False),
        ]:
            with self.subTest(key):
                self.assertRecordValues(
                    self.installed(key),
                    [
                        {
                            "is_customer": bool(number)
                            or key in ("no number", "empty number"),
                            "customer_number_key": number,
                            "customer_number_duplicate": duplicate,
                        }
                    ],
                )
        self.assertEqual(self.installed("contact").ref, "100")
        for key, identity in [
            ("norwegian", f"NO:{EQUINOR}"),
            ("by vat", f"SE:{VOLVO}"),
            ("contact of it", False),
            ("first", False),
        ]:
            with self.subTest(key):
                self.assertEqual(self.installed(key).identity_key, identity)

    def test_duplicates_afterwards(self):
        self.insert("first", "100")
        self.insert("second", "100")
        self.insert("third", "100")
        self.install()
        first, second, third = map(self.installed, self.ids)
        with self.assertRefused("100", error=ValidationError):
            self.customer("New", "100")
        with self.assertRefused("100", error=ValidationError):
            self.new_partner("Vendor", ref="100").customer_rank = 1
        second.name = "Still the same"
        self.assertTrue(second.customer_number_duplicate)
        second.with_user(self.manager).ref = "101"
        self.assertFalse(second.customer_number_duplicate)
        self.assertTrue(third.customer_number_duplicate)
        self.assertEqual(second.customer_number_history_ids.number, "100")
        with self.assertRefused("100", error=ValidationError):
            second.with_user(self.manager).ref = "100"
        first.unlink()
        self.env.flush_all()
        self.assertFalse(third.customer_number_duplicate)

    def test_stored_values_are_those_that_would_be_computed(self):
        self.insert("company", "100")
        self.insert("contact", "5", parent="company")
        self.insert("twin", "100", company=self.company)
        self.install()
        partners = self.env["res.partner"].browse(self.ids.values())
        names = ["is_customer", "customer_number_key", "identity_key"]
        stored = partners.read(["is_customer", "customer_number_key"])
        for name in names:
            self.env.add_to_compute(partners._fields[name], partners)
        self.assertEqual(partners.read(["is_customer", "customer_number_key"]), stored)

    def test_numbering_goes_on_above_the_highest(self):
        self.insert("highest", "12345")
        self.insert("telephone", "4722334455")
        self.insert("text", "X99999")
        self.insert("vendor", "55555", rank=0)
        self.insert("contact", "66666", parent="highest")
        self.insert("in other", "20000", company=self.other)
        self.insert("too long for a number", "9" * 30)
        self.install()
        for company, number in [(self.company, 12346), (self.other, 20001)]:
            with self.subTest(company=company.name):
                company.customer_number_sequence_id = False
                company._create_customer_number_sequences()
                self.assertEqual(company._next_customer_number_preview(), str(number))

    def test_who_is_in_the_register(self):
        self.insert("customer")
        self.insert("contact", rank=0, parent="customer")
        self.insert("vendor", rank=0)
        self.insert("contact of vendor", parent="vendor")
        self.install()
        for key, expected in [
            ("customer", True),
            ("contact", True),
            ("vendor", False),
            ("contact of vendor", False),
        ]:
            with self.subTest(key):
                partner = self.installed(key)
                self.assertEqual(partner.in_customer_register, expected)
                self.env.add_to_compute(
                    partner._fields["in_customer_register"], partner
                )
                self.assertEqual(partner.in_customer_register, expected)

    def test_empty_database(self):
        self.install()
