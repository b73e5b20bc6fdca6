"""Whose number a row has: a company's or a person's, and of which country.

Companies are public, personal numbers published examples (see ``identity_samples``).
"""

from odoo.tests import tagged

from odoo.addons.customer_register.importing import problems as p
from odoo.addons.customer_register.importing.problems import Problem

from .test_import_rows import (
    EQUINOR,
    FINNISH_PERSON,
    NORWEGIAN_PERSON,
    SWEDISH_PERSON,
    SWEDISH_PERSON_STORED,
    VOLVO,
    RowCase,
)

NOKIA, MAERSK = "01120389", "22756214"


@tagged("post_install", "-at_install", "customer_register")
class TestIdentities(RowCase):
    def test_organisation_numbers(self):
        for typed, default, number, country in (
            ("923 609 016", "NO", EQUINOR, "NO"),
            ("NO923609016MVA", "SE", EQUINOR, "NO"),
            ("923609016.0", "NO", EQUINOR, "NO"),
            ("556012-5790", "SE", VOLVO, "SE"),
            ("556012-5790", "NO", VOLVO, "SE"),
            ("5560125790", "NO", VOLVO, "SE"),
            ("16556012-5790", "SE", VOLVO, "SE"),
            ("SE556012579001", "NO", VOLVO, "SE"),
            ("0112038-9", "SE", NOKIA, "FI"),
            ("112038-9", "FI", NOKIA, "FI"),
            ("DK 22 75 62 14", "NO", MAERSK, "DK"),
            ("22756214", "DK", MAERSK, "DK"),
            ("22756214", "NO", MAERSK, "DK"),
            ("923609016", "", EQUINOR, "NO"),
            ("5560125790", "", VOLVO, "SE"),
            ("GB 123 4567 89", "NO", "GB 123 4567 89", "GB"),
            ("EL123456789", "NO", "EL123456789", "GR"),
        ):
            with self.subTest(typed=typed, default=default):
                self.assertEqual(
                    self.values({"company_registry": typed}, default),
                    {"company_registry": number, "country_code": country},
                )

    def test_the_rows_country_decides(self):
        def codes(number, country):
            return self.codes({"company_registry": number, "country_id": country})

        self.assertEqual(codes(VOLVO, "Norge"), [(0, p.NUMBER_WRONG_LENGTH)])
        self.assertEqual(codes("SE556012579001", "NO"), [(0, p.NUMBER_OTHER_COUNTRY)])
        self.assertEqual(codes("556012-5791", "SE"), [(0, p.NUMBER_WRONG_CHECK_DIGIT)])
        # other countries' numbers are not checked
        self.assertEqual(
            self.values({"company_registry": "HRB 12345", "country_id": "DE"}),
            {"company_registry": "HRB 12345", "country_code": "DE"},
        )

    def test_persons_from_home_stay_protected_abroad(self):
        self.assertEqual(
            self.values({"company_registry": NORWEGIAN_PERSON, "country_id": "DE"}),
            {"personal_identity_number": NORWEGIAN_PERSON, "country_code": "DE"},
        )

    def test_zeros_are_no_number(self):
        for typed in ("0", "000000000", "000000-0000", "-"):
            self.assertEqual(self.values({"company_registry": typed}), {})

    def test_wrong_numbers_go_no_further(self):
        for typed, code in (
            ("923609017", p.NUMBER_WRONG_CHECK_DIGIT),
            ("92360901", p.NUMBER_WRONG_LENGTH),
            ("unknown", p.NUMBER_WRONG_CHARACTERS),
            ("9,23609E+08", p.NUMBER_SCIENTIFIC),
            ("11077941013", p.NUMBER_WRONG_LENGTH),
            ("640823-3235", p.NUMBER_WRONG_LENGTH),
        ):
            with self.subTest(typed=typed):
                row = self.clean({"company_registry": typed})
                self.assertEqual([(0, code)], self.codes({"company_registry": typed}))
                self.assertEqual(row.values, {})

    def test_in_doubt_the_country_is_asked_for(self):
        for typed, default in (("unknown", ""), ("9236090", "")):
            self.assertEqual(
                self.codes({"company_registry": typed}, default),
                [(0, p.NUMBER_COUNTRY_NEEDED)],
            )
        # eight digits that are right in Denmark and in Finland
        both = next(
            str(number)
            for number in range(10_000_000, 99_999_999)
            if self.codes({"company_registry": str(number), "country_id": "DK"}) == []
            and self.codes({"company_registry": str(number), "country_id": "FI"}) == []
        )
        self.assertEqual(
            self.codes({"company_registry": both}), [(0, p.NUMBER_COUNTRY_NEEDED)]
        )
        self.assertEqual(
            self.values({"company_registry": f"{both[:7]}-{both[7]}"})["country_code"],
            "FI",
        )

    def test_persons_in_the_column_of_companies(self):
        for typed, default, stored, country in (
            (NORWEGIAN_PERSON, "NO", NORWEGIAN_PERSON, "NO"),
            ("110779 41012", "NO", NORWEGIAN_PERSON, "NO"),
            (SWEDISH_PERSON, "SE", SWEDISH_PERSON_STORED, "SE"),
            ("6408233234", "SE", SWEDISH_PERSON_STORED, "SE"),
            ("701063-2391", "SE", "197010632391", "SE"),
            (FINNISH_PERSON, "FI", FINNISH_PERSON, "FI"),
            (FINNISH_PERSON, "NO", FINNISH_PERSON, "FI"),
            (NORWEGIAN_PERSON, "SE", NORWEGIAN_PERSON, "NO"),
        ):
            for target in (
                "company_registry",
                "identity_number",
                "personal_identity_number",
            ):
                with self.subTest(typed=typed, default=default, target=target):
                    self.assertEqual(
                        self.values({target: typed}, default),
                        {"personal_identity_number": stored, "country_code": country},
                    )

    def test_companies_in_the_column_of_persons(self):
        self.assertEqual(
            self.values({"personal_identity_number": EQUINOR}),
            {"company_registry": EQUINOR, "country_code": "NO"},
        )
        self.assertEqual(
            self.codes({"personal_identity_number": "11077941013"}),
            [(0, p.NUMBER_WRONG_CHECK_DIGIT)],
        )

    def test_sole_trader_stays_a_company(self):
        self.assertEqual(
            self.values(
                {"company_registry": SWEDISH_PERSON, "is_company": "Företag"}, "SE"
            ),
            {
                "personal_identity_number": SWEDISH_PERSON_STORED,
                "is_company": True,
                "country_code": "SE",
            },
        )

    def test_two_numbers(self):
        cells = {"company_registry": EQUINOR, "personal_identity_number": ""}
        self.assertEqual(self.values(cells)["company_registry"], EQUINOR)
        cells["personal_identity_number"] = NORWEGIAN_PERSON
        row = self.clean(cells)
        self.assertEqual(row.problems, [(1, Problem(p.ROW_TWO_NUMBERS))])
        self.assertNotIn("personal_identity_number", row.values)
        # the same number twice is one
        cells["personal_identity_number"] = "NO 923 609 016"
        self.assertEqual(self.codes(cells), [])

    def test_vat_number_tells_the_organisation_number(self):
        for vat, number, country in (
            ("NO923609016MVA", EQUINOR, "NO"),
            ("SE556012579001", VOLVO, "SE"),
            ("923609016", EQUINOR, "NO"),
        ):
            values = self.values({"vat": vat})
            self.assertEqual(
                (values["company_registry"], values["country_code"]), (number, country)
            )
        # but not of a sole trader, nor beside a number of its own
        self.assertEqual(
            self.values({"vat": "SE640823323401"}), {"vat": "SE640823323401"}
        )
        self.assertEqual(self.values({"vat": "DE136695976"}), {"vat": "DE136695976"})
        values = self.values(
            {"vat": "SE556012579001", "company_registry": "5560160680"}
        )
        self.assertEqual(values["company_registry"], "5560160680")

    def test_housing_association(self):
        self.assertEqual(
            self.values({"housing_association_number": "556012-5790"}),
            {"housing_association_number": VOLVO},
        )
        self.assertEqual(
            self.codes({"housing_association_number": "123"}),
            [(0, p.NUMBER_WRONG_LENGTH)],
        )
        self.assertEqual(
            self.codes({"housing_association_number": SWEDISH_PERSON}),
            [(0, p.NUMBER_WRONG_DATE)],
        )
