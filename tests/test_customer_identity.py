"""Organisation numbers and personal identity numbers of customers."""

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from .common import (
    DANISH_PERSON,
    EQUINOR,
    NORWEGIAN_PERSON,
    SWEDISH_FORMS,
    SWEDISH_PERSON,
    VOLVO,
    IdentityCase,
)


@tagged("post_install", "-at_install", "customer_register")
class TestOrganisationNumber(IdentityCase):
    def test_compact_form(self):
        for code, typed, expected in [
            ("NO", "NO 923 609 016 MVA", EQUINOR),
            ("NO", "923609016", EQUINOR),
            ("NO", " 923.609.016 ", EQUINOR),
            *(("SE", form, VOLVO) for form in SWEDISH_FORMS),
            ("FI", "0112038-9", "01120389"),
            ("FI", "FI01120389", "01120389"),
            ("DK", "DK 22 75 62 14", "22756214"),
            ("DE", " HRB 12 345 ", "HRB 12 345"),
            ("US", "47-1234567", "47-1234567"),
            (False, "12 34-5", "12 34-5"),
            (False, "SE556012579001", VOLVO),
        ]:
            with self.subTest(code=code, typed=typed):
                created = self.of(code, typed)
                self.assertEqual(created.company_registry, expected)
                written = self.of(code)
                written.company_registry = typed
                self.assertEqual(written.company_registry, expected)

    def test_batch_of_several_countries(self):
        customers = self.of("NO") | self.of("SE") | self.of("DE")
        created = self.env["res.partner"].create(
            [
                {
                    "name": code,
                    "country_id": self.country(code).id,
                    "company_registry": n,
                }
                for code, n in [
                    ("NO", "923 609 016"),
                    ("SE", "556012-5790"),
                    ("DE", "HRB 1 2"),
                ]
            ]
        )
        self.assertEqual(
            created.mapped("company_registry"), [EQUINOR, VOLVO, "HRB 1 2"]
        )
        customers.company_registry = False
        self.assertFalse(any(customers.mapped("company_registry")))

    def test_wrong_number(self):
        for code, number, reason in [
            ("NO", "923609017", "check digit"),
            ("SE", "5560125791", "check digit"),
            ("FI", "01120388", "check digit"),
            ("DK", "22756215", "check digit"),
            ("NO", "92360901", "8 digits"),
            ("NO", "92360901A", "characters"),
            ("NO", "SE556012579001", "Sweden"),
        ]:
            with self.subTest(code=code, number=number):
                with self.assertRefused("Anna", reason, error=ValidationError):
                    self.of(code, number, name="Anna")
                customer = self.of(code, name="Anna")
                with self.assertRefused("Anna", reason, error=ValidationError):
                    customer.company_registry = number

    def test_country_changed_later(self):
        customer = self.of(False, "923 609 016 mva")
        customer.company_registry = "923 609 016"
        self.assertEqual(customer.company_registry, "923 609 016")
        customer.country_id = self.country("NO")
        self.assertEqual(customer.company_registry, EQUINOR)
        self.assertEqual(customer.identity_key, f"NO:{EQUINOR}")
        with self.assertRefused(customer.name, error=ValidationError):
            customer.country_id = self.country("SE")
        self.assertEqual(customer.country_id.code, "NO")
        customer.country_id = self.country("DE")
        self.assertEqual(customer.company_registry, EQUINOR)

    def test_country_and_number_together(self):
        customer = self.of("NO", EQUINOR)
        customer.write(
            {"country_id": self.country("SE").id, "company_registry": SWEDISH_FORMS[3]}
        )
        self.assertEqual(customer.company_registry, VOLVO)

    def test_provisional(self):
        customer = self.of("NO", " T-1 ", company_registry_provisional=True)
        self.assertEqual(customer.company_registry, "T-1")
        self.assertFalse(customer.sudo().identity_key)
        customer.company_registry = "T-2"
        self.assertEqual(customer.company_registry, "T-2")
        with self.assertRefused(customer.name, error=ValidationError):
            customer.company_registry_provisional = False
        customer.write(
            {"company_registry": "923 609 016", "company_registry_provisional": False}
        )
        self.assertEqual(customer.company_registry, EQUINOR)
        self.assertEqual(customer.sudo().identity_key, f"NO:{EQUINOR}")

    def test_provisional_number_confirmed(self):
        customer = self.of("NO", "923 609 016", company_registry_provisional=True)
        self.assertEqual(customer.company_registry, "923 609 016")
        customer.company_registry_provisional = False
        self.assertEqual(customer.company_registry, EQUINOR)

    def test_contacts_follow_their_company(self):
        """Their own country says nothing about the company's number."""
        address = {"type": "other", "country_id": self.country("DK").id}
        for code, number in [("NO", EQUINOR), ("DE", DANISH_PERSON), ("DE", "12 3")]:
            with self.subTest(number):
                company = self.of(
                    code,
                    number,
                    child_ids=[Command.create({"name": "A", **address})],
                )
                later = self.new_partner("B", parent_id=company.id, **address)
                contacts = company.child_ids | later
                self.assertEqual(set(contacts.mapped("company_registry")), {number})
                contacts.country_id = self.country("FI")
                company.write(
                    {"country_id": self.country("NO").id, "company_registry": EQUINOR}
                )
                self.assertEqual(set(contacts.mapped("company_registry")), {EQUINOR})
                self.assertFalse(any(contacts.sudo().mapped("identity_key")))
                self.assertFalse(any(contacts.mapped("personal_identity_number")))

    def test_contact_made_independent(self):
        company = self.of("NO", EQUINOR)
        contact = self.new_partner(
            "Contact",
            parent_id=company.id,
            type="other",
            country_id=self.country("SE").id,
        )
        with self.assertRefused("Contact", error=ValidationError):
            contact.parent_id = False
        contact.write({"parent_id": False, "company_registry": False})
        self.assertFalse(contact.company_registry)

    def test_labels(self):
        for code, label, example in [
            ("NO", "Organisation Number", "923609016"),
            ("SE", "Organisation Number", "5560360793"),
            ("FI", "Business ID", "01120389"),
            ("DK", "CVR", "22756214"),
        ]:
            with self.subTest(code):
                customer = self.of(code)
                self.assertEqual(customer.company_registry_label, label)
                self.assertEqual(customer.company_registry_placeholder, example)
                customer.company_registry = example
        form = Form(self.of("NO"), "customer_register.res_partner_customer_view_form")
        form.country_id = self.country("FI")
        self.assertEqual(form.company_registry_label, "Business ID")
        self.assertEqual(form.company_registry_placeholder, "01120389")


@tagged("post_install", "-at_install", "customer_register")
class TestPersonalNumber(IdentityCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.assigned_editor = new_test_user(
            cls.env,
            "customer_assigned_editor",
            groups="base.group_user,base.group_partner_manager,"
            "customer_register.group_customer_edit_assigned",
        )

    def test_canonical_form(self):
        for code, typed, expected in [
            ("SE", "811218-9876", SWEDISH_PERSON),
            ("SE", "19811218-9876", SWEDISH_PERSON),
            ("NO", "110779 41012", NORWEGIAN_PERSON),
            ("DK", "211062-5629", DANISH_PERSON),
            ("FI", "131052-308t", "131052-308T"),
        ]:
            with self.subTest(code=code, typed=typed):
                person = self.of(code, is_company=False, personal_identity_number=typed)
                self.assertEqual(person.personal_identity_number, expected)
                person.personal_identity_number = False
                person.personal_identity_number = typed
                self.assertEqual(person.personal_identity_number, expected)

    def test_wrong_number(self):
        for code, number in [
            ("SE", "198112189877"),
            ("NO", "11077941013"),
            ("FI", "131052-308U"),
            ("DK", "3113625629"),
            ("NO", "1107794101"),
        ]:
            with self.subTest(code=code, number=number):
                with self.assertRefused("Anna", without=[number, number[:6]]):
                    self.of(code, name="Anna", personal_identity_number=number)
                person = self.of(code, name="Anna")
                with self.assertRefused("Anna", without=[number, number[:6]]):
                    person.personal_identity_number = number

    def test_sole_trader(self):
        """The organisation number is a person's: it moves to the protected field."""
        for code, typed, expected in [
            ("SE", "811218-9876", SWEDISH_PERSON),
            ("SE", "SE811218987601", SWEDISH_PERSON),
            ("NO", NORWEGIAN_PERSON, NORWEGIAN_PERSON),
            ("DK", DANISH_PERSON, DANISH_PERSON),
        ]:
            for user in (self.editor, self.assigned_editor):
                with self.subTest(code=code, typed=typed, user=user.login):
                    country_id = self.country(code).id
                    partners = self.env["res.partner"].with_user(user)
                    created = partners.create(
                        {
                            "name": "Sole trader",
                            "is_company": True,
                            "country_id": country_id,
                            "company_registry": typed,
                        }
                    )
                    written = partners.create(
                        {"name": "Sole trader", "country_id": country_id}
                    )
                    written.company_registry = typed
                    for trader in (created | written).sudo():
                        self.assertFalse(trader.company_registry)
                        self.assertEqual(trader.personal_identity_number, expected)
                    self.assertEqual(
                        created.sudo().identity_key, written.sudo().identity_key
                    )

    def test_sole_trader_without_country(self):
        self.company.country_id = self.country("SE")
        trader = self.of(False, "811218-9876")
        self.assertFalse(trader.company_registry)
        self.assertEqual(trader.personal_identity_number, SWEDISH_PERSON)

    def test_sole_trader_known_with_the_country(self):
        self.company.country_id = self.country("DE")
        trader = self.of(False, NORWEGIAN_PERSON)
        trader.country_id = self.country("NO")
        self.assertFalse(trader.company_registry)
        self.assertEqual(trader.personal_identity_number, NORWEGIAN_PERSON)

    def test_not_on_contacts(self):
        company = self.of("NO")
        with self.assertRefused(
            "Contact", "contact of a customer", without=[NORWEGIAN_PERSON]
        ):
            self.new_partner(
                "Contact",
                parent_id=company.id,
                personal_identity_number=NORWEGIAN_PERSON,
            )
        person = self.of(
            "NO", is_company=False, personal_identity_number=NORWEGIAN_PERSON
        )
        with self.assertRefused(person.name, without=[NORWEGIAN_PERSON]):
            person.parent_id = company

    def test_not_both(self):
        person = self.of("NO", personal_identity_number=NORWEGIAN_PERSON)
        with self.assertRefused("same time", without=[NORWEGIAN_PERSON, EQUINOR]):
            person.company_registry = EQUINOR
        company = self.of("NO", EQUINOR)
        with self.assertRefused("same time", without=[NORWEGIAN_PERSON, EQUINOR]):
            company.personal_identity_number = NORWEGIAN_PERSON
        company.write(
            {"company_registry": False, "personal_identity_number": NORWEGIAN_PERSON}
        )
        self.assertEqual(company.personal_identity_number, NORWEGIAN_PERSON)

    def test_protected(self):
        person = self.of("NO", personal_identity_number=NORWEGIAN_PERSON)
        portal = new_test_user(
            self.env,
            "customer_portal",
            groups="base.group_portal",
            partner_id=self.new_partner("Portal", parent_id=person.id).id,
        )
        viewer = new_test_user(self.env, "customer_viewer", groups="base.group_user")
        stored = {
            name
            for name, field in self.env["res.partner"]._fields.items()
            if field.store and field.type in ("char", "text", "html", "json")
        }
        for user, name in [
            (portal, "personal_identity_number"),
            (viewer, "personal_identity_number"),
            (self.assigned_editor, "personal_identity_number"),
            (self.editor, "personal_identity_number"),
            (self.manager, "personal_identity_number"),
            (portal, "identity_key"),
            (viewer, "identity_key"),
            (self.editor, "identity_key"),
            (self.manager, "identity_key"),
        ]:
            with self.subTest(user=user.login, name=name):
                partners = self.env["res.partner"].with_user(user)
                self.assertNotIn(name, partners.fields_get())
                domain = [("id", "=", person.id)]
                for access in (
                    lambda: partners.search_read(domain, [name]),  # noqa: B023
                    lambda: partners.search([(name, "!=", False)]),  # noqa: B023
                    lambda: partners.browse(person.id).read([name]),  # noqa: B023
                    lambda: partners.search(domain, order=name),  # noqa: B023
                    lambda: partners._read_group(domain, [name]),  # noqa: B023
                ):
                    with self.assertRefused(
                        error=AccessError, without=[NORWEGIAN_PERSON]
                    ):
                        access()
                # editors may enter a personal number; nobody writes a key
                if user in (portal, viewer) or name == "identity_key":
                    with self.assertRaises(AccessError):
                        partners.browse(person.id).write({name: "x"})
                if name == "personal_identity_number":
                    # nor is it in anything that they may read
                    readable = partners.fields_get().keys() & stored
                    self.assertNotIn(
                        NORWEGIAN_PERSON,
                        str(partners.search_read(domain, list(readable))),
                    )
        self.assertFalse(
            self.env["res.partner"].with_user(viewer).name_search(NORWEGIAN_PERSON)
        )

    def test_not_copied(self):
        person = self.of("NO", personal_identity_number=NORWEGIAN_PERSON)
        self.assertFalse(person.copy().personal_identity_number)
