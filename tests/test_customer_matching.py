"""The one door: who is meant by the numbers of an incoming record."""

from odoo.tests import tagged

from .common import (
    AF_GRUPPEN,
    EQUINOR,
    ERICSSON,
    SWEDISH_FORMS,
    SWEDISH_PERSON,
    VOLVO,
    IdentityCase,
)


@tagged("post_install", "-at_install", "customer_register")
class TestMatching(IdentityCase):
    def match(self, **record):
        (match,) = self.env["res.partner"]._match_customers([record])
        return match

    def test_swedish_forms_meet(self):
        volvo = self.of("SE", SWEDISH_FORMS[0])
        self.of("SE", ERICSSON)
        for form in SWEDISH_FORMS:
            with self.subTest(form):
                match = self.match(company_registry=form, country_code="SE")
                self.assertEqual(match.by_identity, volvo)
                self.assertEqual(match.partners, volvo)

    def test_norwegian_forms_meet(self):
        for stored in ("NO 923 609 016 MVA", "923609016"):
            customer = self.of("NO", stored)
            for form in ("NO 923 609 016 MVA", "923609016", "923 609 016"):
                with self.subTest(stored=stored, form=form):
                    match = self.match(company_registry=form, country_code="NO")
                    self.assertEqual(match.by_identity, customer)
            customer.unlink()

    def test_by_number(self):
        customer = self.customer("Customer", "Ab-1")
        self.new_partner("Vendor", ref="AB-1")
        for number in ("Ab-1", "AB-1", " ab-1 "):
            with self.subTest(number):
                self.assertEqual(self.match(ref=number).by_number, customer)
        self.assertFalse(self.match(ref="").partners)
        self.assertFalse(self.match().partners)

    def test_sees_archived_and_hidden(self):
        archived = self.of("NO", EQUINOR, ref="A-1", active=False)
        hidden = self.of("NO", AF_GRUPPEN, ref="H-1")
        self.hide(hidden)
        matches = (
            self.env["res.partner"]
            .with_user(self.editor)
            ._match_customers(
                [
                    {"ref": "A-1", "company_registry": EQUINOR, "country_code": "NO"},
                    {
                        "ref": "H-1",
                        "company_registry": AF_GRUPPEN,
                        "country_code": "NO",
                    },
                ]
            )
        )
        for match, customer in zip(matches, archived | hidden, strict=True):
            self.assertEqual(match.by_number, customer)
            self.assertEqual(match.by_identity, customer)

    def test_only_own_company(self):
        foreign = self.of("NO", EQUINOR, ref="F-1", company_id=self.other_company().id)
        record = {"ref": "F-1", "company_registry": EQUINOR, "country_code": "NO"}
        self.assertFalse(self.match(**record).partners)
        foreign.company_id = False
        self.assertEqual(self.match(**record).partners, foreign)

    def test_contacts_and_provisional_numbers_do_not_match(self):
        company = self.of("NO", EQUINOR)
        self.new_partner("Contact", parent_id=company.id)
        self.of("NO", AF_GRUPPEN, company_registry_provisional=True)
        self.assertEqual(
            self.match(company_registry=EQUINOR, country_code="NO").partners, company
        )
        self.assertFalse(
            self.match(company_registry=AF_GRUPPEN, country_code="NO").partners
        )

    def test_person(self):
        trader = self.of("SE", "811218-9876")
        for record in (
            {"personal_identity_number": SWEDISH_PERSON},
            {"company_registry": "8112189876"},
        ):
            with self.subTest(**record):
                match = self.match(**record, country_code="SE")
                self.assertEqual(match.by_identity, trader)

    def test_number_without_country_meets_its_country(self):
        customer = self.of(False, AF_GRUPPEN)
        match = self.match(company_registry=AF_GRUPPEN, country_code="NO")
        self.assertEqual(match.by_identity, customer)

    def test_number_in_a_company_of_another_country(self):
        """Nine digits may be anybody's: the Norwegian customer is not added twice."""
        customer = self.of("NO", AF_GRUPPEN)
        partners = self.env["res.partner"]
        record = {"company_registry": AF_GRUPPEN}
        for country_code in ("US", None):
            with self.subTest(country_code=country_code):
                [match] = partners._match_customers([record], country_code=country_code)
                self.assertEqual(match.by_identity, customer)
        # what is said goes before what is guessed
        [match] = partners._match_customers(
            [{**record, "country_code": "US"}], country_code="US"
        )
        self.assertFalse(match.by_identity)
        [match] = partners._match_customers([record], country_code="FI")
        self.assertFalse(match.by_identity)

    def test_vat_number(self):
        partner = self.new_partner(
            "With VAT", country_id=self.country("SE").id, vat="SE556012579001"
        )
        match = self.match(company_registry=VOLVO, country_code="SE")
        self.assertEqual(match.by_identity, partner)

    def test_queries(self):
        self.of("NO", EQUINOR, ref="Q-1")
        queries = []
        for count in (10, 100):
            records = [
                {
                    "ref": f"Q-{number}",
                    "company_registry": EQUINOR,
                    "country_code": "NO",
                }
                for number in range(count)
            ]
            self.env.invalidate_all()
            queries.append(
                self.count_queries(self.env["res.partner"]._match_customers, records)
            )
        self.assertEqual(queries[0], queries[1])
        self.assertLessEqual(queries[1], 2)
