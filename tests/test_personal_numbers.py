"""Personal identity numbers and what keeps them private."""

import logging

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_register.importing import problems
from odoo.addons.customer_register.importing.identity_numbers import (
    MASK,
    mask_personal_numbers,
    parse_organisation_number,
    parse_personal_number,
)
from odoo.addons.customer_register.importing.problems import (
    PARAMS_BY_CODE,
    ImportFileError,
    Problem,
)

from .identity_samples import (
    NBSP,
    SYNTHETIC,
    TODAY,
    single_digit_changes,
    some_norwegian,
    with_finnish_check,
    with_luhn,
)

_logger = logging.getLogger(__name__)


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
