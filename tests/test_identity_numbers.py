"""Organisation numbers and personal identity numbers.

Companies are real and public. Personal numbers are synthetic or published as examples:
``640823-3234`` and ``701063-2391`` by Skatteverket, ``131052-308T`` by Digi- ja
väestötietovirasto, ``211062-5629`` by python-stdnum; Norwegian ones are computed here
in the series of Skatteetaten's Tenor (month + 80), which no living person has.
"""

import datetime
import logging
import time

from stdnum.no import fodselsnummer

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_register.importing import problems
from odoo.addons.customer_register.importing.identity_numbers import (
    MASK,
    ORGANISATION,
    PERSONAL,
    UNKNOWN,
    identity_key,
    looks_personal,
    mask_personal_numbers,
    parse_organisation_number,
    parse_personal_number,
    registry_country_codes,
)
from odoo.addons.customer_register.importing.problems import (
    PARAMS_BY_CODE,
    ImportFileError,
    Problem,
)

_logger = logging.getLogger(__name__)

TODAY = datetime.date(2025, 6, 1)

NBSP, THIN, NARROW = "\u00a0", "\u2009", "\u202f"

COMPANIES = {
    "NO": ("923609016", "982463718", "914778271"),  # Equinor, Telenor, Norsk Hydro
    "SE": ("5560160680", "5560125790", "5560427220", "2021003831"),
    "FI": ("01120389", "20774740"),  # Nokia, and python-stdnum's example
    "DK": ("22756214", "24256790", "13585628"),  # Maersk, Novo Nordisk
}


def norwegian(nine_digits):
    """Return a fødselsnummer with the check digits of these nine, or None."""
    first = fodselsnummer.calc_check_digit1(nine_digits)
    second = fodselsnummer.calc_check_digit2(nine_digits + first)
    return nine_digits + first + second if len(first + second) == 2 else None


def some_norwegian(six_digits, serials=None):
    """Return the first number of a day that has check digits."""
    serials = serials or range(100, 500)
    numbers = (norwegian(f"{six_digits}{serial}") for serial in serials)
    return next(filter(None, numbers))


SYNTHETIC = {
    "tenor": some_norwegian("018180"),
    "tenor_d": some_norwegian("418180"),
    "health": some_norwegian("016680"),
    "h_number": some_norwegian("014180"),
    "d_number": some_norwegian("718180"),
}


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


@tagged("post_install", "-at_install", "customer_register")
class TestPersonalNumbers(BaseCase):
    def assertPerson(self, text, country, number, born, found=None):
        parsed = parse_personal_number(text, country, today=TODAY)
        self.assertEqual(
            (parsed.number, parsed.country_code, parsed.problem),
            (number, found or country, None),
        )
        self.assertEqual(parsed.birthdate and parsed.birthdate.isoformat(), born)

    def assertProblem(self, text, country, code):
        parsed = parse_personal_number(text, country, today=TODAY)
        self.assertEqual(parsed.problem and parsed.problem.code, code)
        self.assertIsNone(parsed.birthdate)

    def test_swedish(self):
        for text, number, born in (
            ("640823-3234", "196408233234", "1964-08-23"),
            ("640823 3234", "196408233234", "1964-08-23"),
            ("640823\u20133234", "196408233234", "1964-08-23"),
            ("6408233234", "196408233234", "1964-08-23"),
            ("19640823-3234", "196408233234", "1964-08-23"),
            ("1964-08-23-3234", "196408233234", "1964-08-23"),
            ("640823+3234", "186408233234", "1864-08-23"),
            ("701063-2391", "197010632391", "1970-10-03"),
            (with_luhn("250601001"), None, "2025-06-01"),
            (with_luhn("250602001"), None, "1925-06-02"),
            (with_luhn("250602001", "+"), None, "1925-06-02"),
            (with_luhn("250601001", "+"), None, "1925-06-01"),
            (with_luhn("700060123"), None, None),
            (with_luhn("701060123"), None, None),
        ):
            with self.subTest(text=text):
                number = number or parse_personal_number(text, "SE", today=TODAY).number
                self.assertEqual(len(number), 12)
                self.assertPerson(text, "SE", number, born)

    def test_norwegian(self):
        for name, born in (
            ("tenor", "1980-01-01"),
            ("tenor_d", "1980-01-01"),
            ("health", "1980-01-01"),
            ("h_number", "1980-01-01"),
        ):
            number = SYNTHETIC[name]
            for text in (number, f"{number[:6]} {number[6:]}", f" {number}{NBSP}"):
                with self.subTest(name=name):
                    self.assertPerson(text, "NO", number, born)
                    self.assertPerson(text, None, number, born, found="NO")
        help_number = some_norwegian("812345")
        self.assertPerson(help_number, "NO", help_number, None)
        for serials, born in (
            (range(500, 750), "2020-01-01"),
            (range(900, 1000), "2020-01-01"),
        ):
            number = some_norwegian("018120", serials)
            self.assertPerson(number, "NO", number, born)
        nineteenth = some_norwegian("018160", range(500, 750))
        self.assertPerson(nineteenth, "NO", nineteenth, "1860-01-01")
        no_century = some_norwegian("018145", range(500, 750))
        self.assertPerson(no_century, "NO", no_century, None)

    def test_finnish(self):
        for sign, born in (
            *((sign, "1952-10-13") for sign in "-YXWVU"),
            ("+", "1852-10-13"),
        ):
            with self.subTest(sign=sign):
                number = f"131052{sign}308T"
                self.assertPerson(number.lower(), "FI", number, born)
                self.assertPerson(number, None, number, born, found="FI")
        for sign in "ABCDEF":
            with self.subTest(sign=sign):
                number = with_finnish_check(f"010101{sign}900")
                self.assertPerson(number, "FI", number, "2001-01-01")

    def test_danish(self):
        self.assertPerson("211062-5629", "DK", "2110625629", "1862-10-21")
        self.assertPerson("010180 0000", "DK", "0101800000", "1980-01-01")
        self.assertPerson("610180-0000", "DK", "6101800000", "1980-01-01")
        self.assertPerson("010120-4000", "DK", "0101204000", "2020-01-01")

    def test_country_is_asked_for_where_two_fit(self):
        self.assertProblem("640823-3234", None, problems.NUMBER_COUNTRY_NEEDED)
        self.assertProblem("010180-0000", None, problems.NUMBER_COUNTRY_NEEDED)
        self.assertProblem("somebody", None, problems.NUMBER_COUNTRY_NEEDED)
        self.assertPerson(
            "19640823-3234", None, "196408233234", "1964-08-23", found="SE"
        )
        self.assertPerson("211062-5629", None, "2110625629", "1862-10-21", found="DK")

    def test_problems(self):
        for text, country, code in (
            ("640823-3235", "SE", problems.NUMBER_WRONG_CHECK_DIGIT),
            ("640823-323", "SE", problems.NUMBER_WRONG_LENGTH),
            ("640823-T234", "SE", problems.NUMBER_WRONG_CHARACTERS),
            (with_luhn("641323323"), "SE", problems.NUMBER_WRONG_DATE),
            (with_luhn("640832323"), "SE", problems.NUMBER_WRONG_DATE),
            ("0101801234", "NO", problems.NUMBER_WRONG_LENGTH),
            ("0101801234x", "NO", problems.NUMBER_WRONG_CHARACTERS),
            (some_norwegian("329380"), "NO", problems.NUMBER_WRONG_DATE),
            (some_norwegian("018126", range(500, 750)), "NO", "number_wrong_date"),
            ("131052-308U", "FI", problems.NUMBER_WRONG_CHECK_DIGIT),
            ("310252-308Y", "FI", problems.NUMBER_WRONG_DATE),
            ("131052308T", "FI", problems.NUMBER_WRONG_LENGTH),
            ("131052*308T", "FI", problems.NUMBER_WRONG_CHARACTERS),
            ("511362-5629", "DK", problems.NUMBER_WRONG_DATE),
            ("21106256", "DK", problems.NUMBER_WRONG_LENGTH),
        ):
            with self.subTest(text=text):
                self.assertProblem(text, country, code)

    def test_every_wrong_digit_is_found(self):
        for number, country in (
            ("196408233234", "SE"),
            *((number, "NO") for number in SYNTHETIC.values()),
        ):
            # The century is no part of the Swedish check digit.
            for changed in single_digit_changes(number, start=len(number) - 10):
                parsed = parse_personal_number(changed, country, today=TODAY)
                self.assertIsNotNone(parsed.problem, changed)

    def test_other_countries_and_nothing(self):
        self.assertPerson(" 12-34 ab ", "DE", "12-34 ab", None)
        for text in (None, False, "", " "):
            self.assertPerson(text, "SE", "", None)


@tagged("post_install", "-at_install", "customer_register")
class TestPrivacy(BaseCase):
    def test_mask(self):
        tenor = SYNTHETIC["tenor"]
        for number in (
            tenor,
            f"{tenor[:6]} {tenor[6:]}",
            f"{tenor[:6]}{NBSP}{tenor[6:]}",
            f"{tenor[:2]}.{tenor[2:4]}.{tenor[4:6]} {tenor[6:]}",
            "640823-3234",
            "640823+3234",
            "19640823-3234",
            "196408233234",
            "640823\u20133234",
            "701063-2391",
            "131052-308T",
            "131052y308t",
            "211062-5629",
        ):
            for pattern in ("{}", "Kari ({}), ring!", "x:{};y", "1 {} 2", "{},{}"):
                with self.subTest(number=number, pattern=pattern):
                    self.assertEqual(
                        mask_personal_numbers(pattern.format(number, number)),
                        pattern.format(MASK, MASK),
                    )
        self.assertEqual(mask_personal_numbers("SE640823323401"), f"SE{MASK}")
        self.assertEqual(mask_personal_numbers(False), "")

    def test_mask_leaves_the_rest(self):
        for text in (
            "NO 923 609 016 MVA",
            "556036-0793 SE556036079301 165560360793",
            "0112038-9, DK 13 58 56 28 12",
            "10103940 12",
            "2025-06-01 12:30:45",
            "+47 22 33 44 55",
            "7 rows of 200000",
        ):
            with self.subTest(text=text):
                self.assertEqual(mask_personal_numbers(text), text)

    def test_values_do_not_show_persons(self):
        tenor = SYNTHETIC["tenor"]
        wrong = f"{tenor[:10]}{(int(tenor[10]) + 1) % 10}"
        for text in (tenor, wrong):
            for country in (None, "NO", "SE", "DE"):
                for value in (
                    parse_organisation_number(text, country),
                    parse_personal_number(text, country),
                ):
                    with self.subTest(country=country):
                        self.assertNotIn(text[:6], repr(value))
                        self.assertNotIn(text[6:], str(value))
                        if value.problem:
                            self.assertNotIn(text, str(value.problem.params))

    def test_problem_contract(self):
        with self.assertRaises(ValueError):
            Problem("no_such_problem")
        with self.assertRaises(ValueError):
            Problem(problems.ROW_DUPLICATE, {"row": 1})
        constants = {
            value
            for name, value in vars(problems).items()
            if name.isupper() and isinstance(value, str)
        }
        self.assertEqual(constants, set(PARAMS_BY_CODE))
        error = ImportFileError(Problem(problems.FILE_UNCLOSED_QUOTE, {"row": 3}))
        self.assertEqual(str(error), "file_unclosed_quote (row=3)")
        self.assertEqual(error.problem.params, {"row": 3})


def single_digit_changes(number, start=0):
    """Yield the number with each digit from start on replaced by each other one."""
    for place in range(start, len(number)):
        for digit in "0123456789":
            if digit != number[place]:
                yield number[:place] + digit + number[place + 1 :]


def with_luhn(nine_digits, sign="-"):
    """Return a Swedish ten-digit number with its check digit."""
    total = sum(
        sum(map(int, str(int(digit) * (2 - place % 2))))
        for place, digit in enumerate(nine_digits)
    )
    return f"{nine_digits[:6]}{sign}{nine_digits[6:]}{-total % 10}"


def with_finnish_check(ten_characters):
    """Return a henkilötunnus with its check character."""
    digits = int(ten_characters[:6] + ten_characters[7:])
    return ten_characters + "0123456789ABCDEFHJKLMNPRSTUVWXY"[digits % 31]
