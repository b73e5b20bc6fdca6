"""Organisation numbers; the samples are in identity_samples.py."""

import logging
import time

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_register.importing import problems
from odoo.addons.customer_register.importing.identity_numbers import (
    ORGANISATION,
    PERSONAL,
    UNKNOWN,
    identity_key,
    looks_personal,
    mask_personal_numbers,
    parse_organisation_number,
    registry_country_codes,
)
from odoo.addons.customer_register.importing.problems import (
    Problem,
)

from .identity_samples import (
    COMPANIES,
    NARROW,
    NBSP,
    SYNTHETIC,
    THIN,
    TODAY,
    single_digit_changes,
    with_luhn,
)

_logger = logging.getLogger(__name__)


@tagged("post_install", "-at_install", "customer_register")
class TestOrganisationNumbers(BaseCase):
    def assertNumber(self, text, country, number, kind=ORGANISATION, found=None):
        parsed = parse_organisation_number(text, country, today=TODAY)
        self.assertEqual(
            (parsed.number, parsed.kind, parsed.country_code, parsed.problem),
            (number, kind, found or country, None),
        )

    def assertProblem(self, text, asked, code, **params):
        parsed = parse_organisation_number(text, asked, today=TODAY)
        self.assertEqual(parsed.problem, Problem(code, params))
        self.assertEqual(parsed.kind, UNKNOWN)

    def test_real_companies(self):
        self.assertEqual(registry_country_codes(), ("NO", "SE", "FI", "DK"))
        for country, numbers in COMPANIES.items():
            for number in numbers:
                with self.subTest(country=country, number=number):
                    self.assertNumber(number, country, number)

    def test_forms(self):
        forms = {
            ("NO", "923609016"): (
                "923 609 016",
                "NO 923 609 016 MVA",
                "NO923609016MVA",
                "NO923609016",
                "923609016mva",
                "NO 923 609 016 MVA Foretaksregisteret",
                "Org.nr. 923 609 016",
                "Orgnr: NO 923 609 016 MVA",
                "923.609.016",
                f"923{NBSP}609{THIN}016",
                f"\ufeff 923{NARROW}609{NARROW}016\t",
                "923-609-016",
                "923609016.0",
                "'923609016",
                "\uff19\uff12\uff13609016",
            ),
            ("SE", "5560360793"): (
                "556036-0793",
                "5560360793",
                "165560360793",
                "16556036-0793",
                "SE556036079301",
                "SE 556036-0793 01",
                "SE556036-0793",
                "556036079301",
                "556036\u20130793",
                "556036\u22120793",
                "556036\u20110793",
                "556036 0793",
            ),
            ("FI", "01120389"): (
                "0112038-9",
                "01120389",
                "FI01120389",
                "fi 0112038-9",
                "112038-9",
                "Y-tunnus 0112038-9",
            ),
            ("DK", "13585628"): (
                "DK13585628",
                "DK 13 58 56 28",
                "13.58.56.28",
                "CVR-nr. 13 58 56 28",
            ),
        }
        for (country, number), texts in forms.items():
            for text in texts:
                with self.subTest(text=text):
                    self.assertNumber(text, country, number)
                    self.assertNumber(text, country.lower(), number, found=country)
                    self.assertEqual(identity_key(text, country), f"{country}:{number}")

    def test_country_named_by_the_number(self):
        for text, country, number in (
            ("NO 923 609 016 MVA", "NO", "923609016"),
            ("923609016 MVA", "NO", "923609016"),
            ("NO923609016", "NO", "923609016"),
            ("SE556036079301", "SE", "5560360793"),
            ("FI01120389", "FI", "01120389"),
            ("DK 13 58 56 28", "DK", "13585628"),
        ):
            with self.subTest(text=text):
                self.assertNumber(text, None, number, found=country)
        for text in ("923609016", "556036-0793", "GB 123 4567 89", "Ask Ola"):
            with self.subTest(text=text):
                parsed = parse_organisation_number(f" {text} ")
                self.assertEqual(
                    (parsed.number, parsed.country_code, parsed.kind, parsed.problem),
                    (text, None, UNKNOWN, None),
                )

    def test_other_countries_are_kept_as_typed(self):
        self.assertNumber(" HRB 12-345 b ", "DE", "HRB 12-345 b", UNKNOWN)

    def test_nothing(self):
        for text in (None, False, "", "  ", NBSP):
            for country in (None, "NO", "DE"):
                self.assertNumber(text, country, "", UNKNOWN)
                self.assertIsNone(identity_key(text, country))

    def test_problems(self):
        for text, country, expected, found in (
            ("92360901", "NO", "9", 8),
            ("9236090166", "NO", "9", 10),
            ("556036", "SE", "10", 6),
            ("011203899", "FI", "8", 9),
            ("1358562", "DK", "8", 7),
        ):
            with self.subTest(text=text):
                self.assertProblem(
                    text,
                    country,
                    problems.NUMBER_WRONG_LENGTH,
                    country=country,
                    expected=expected,
                    found=found,
                )
        for text in ("923 609 O16", "unknown", "-", "GB123456789", "92360901\u00b2"):
            with self.subTest(text=text):
                code = problems.NUMBER_WRONG_CHARACTERS
                self.assertProblem(text, "NO", code, country="NO")
        for text in ("9,23609E+08", "9.23609016e8", "9E+08"):
            with self.subTest(text=text):
                self.assertProblem(text, "NO", problems.NUMBER_SCIENTIFIC)
        # Swedish law: the third digit of a company is at least 2, and no one is
        # born in month 13.
        code = problems.NUMBER_WRONG_DATE
        self.assertProblem(with_luhn("551336079"), "SE", code, country="SE")

    def test_numbers_that_only_look_right(self):
        # Danish numbers do not begin with 0, whatever their check digit says.
        code = problems.NUMBER_WRONG_CHECK_DIGIT
        self.assertProblem("01000004", "DK", code, country="DK")
        # The first ten of a person's twelve digits may pass for a company.
        company = with_luhn("196408231", "")
        self.assertNumber(company, "SE", company)
        for text in (f"{company}01", f"SE{company}01"):
            self.assertNumber(text, "SE", f"{company}01", PERSONAL)

    def test_number_of_another_country(self):
        code = problems.NUMBER_OTHER_COUNTRY
        for text, country, found in (
            ("SE556036079301", "NO", "SE"),
            ("NO 923 609 016 MVA", "SE", "NO"),
            ("923609016MVA", "DK", "NO"),
            ("DK13585628", "FI", "DK"),
            ("FI01120389", "DK", "FI"),
        ):
            with self.subTest(text=text):
                self.assertProblem(text, country, code, country=country, found=found)
                self.assertEqual(identity_key(text, country), identity_key(text, found))

    def test_every_wrong_digit_is_found(self):
        for country, numbers in COMPANIES.items():
            for number in numbers:
                for changed in single_digit_changes(number):
                    parsed = parse_organisation_number(changed, country, today=TODAY)
                    self.assertNotEqual(parsed.kind, ORGANISATION, changed)

    def test_sole_traders(self):
        for text, country, number in (
            ("640823-3234", "SE", "196408233234"),
            ("6408233234", "SE", "196408233234"),
            ("19640823-3234", "SE", "196408233234"),
            ("SE640823323401", "SE", "196408233234"),
            ("701063-2391", "SE", "197010632391"),
            ("131052-308T", "FI", "131052-308T"),
            ("131052y308t", "FI", "131052Y308T"),
            ("211062-5629", "DK", "2110625629"),
            *((number, "NO", number) for number in SYNTHETIC.values()),
        ):
            with self.subTest(text=text):
                self.assertNumber(text, country, number, PERSONAL)
                self.assertEqual(identity_key(text, country), f"{country}:{number}")
                self.assertTrue(looks_personal(text))
                self.assertTrue(looks_personal(text, country))

    def test_companies_are_not_persons(self):
        for country, numbers in COMPANIES.items():
            for number in numbers:
                for text in (number, f"{country}{number}"):
                    with self.subTest(text=text):
                        self.assertFalse(looks_personal(text))
                        self.assertEqual(mask_personal_numbers(text), text)
        for text in ("165560360793", "SE202100383101", "SE202100629701"):
            self.assertFalse(looks_personal(text))

    def test_keys_of_numbers_that_are_not_valid(self):
        for text, country, key in (
            ("923 609 017", "NO", "NO:923609017"),
            ("hrb 12-345", "DE", "DE:HRB12345"),
            ("HRB12345", "de", "DE:HRB12345"),
            ("923609016", None, "ZZ:923609016"),
            ("---", "NO", None),
        ):
            with self.subTest(text=text):
                self.assertEqual(identity_key(text, country), key)

    def test_speed(self):
        started = time.process_time()
        for _ in range(20_000):
            parse_organisation_number("NO 923 609 016 MVA", "NO")
        seconds = time.process_time() - started
        _logger.info("20,000 organisation numbers parsed in %.2f s", seconds)
        self.assertLess(seconds, 2)
