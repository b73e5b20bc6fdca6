"""Cleaning the rows of the three-column file, and finding doubles in it.

Companies are real and public, personal numbers are published examples (see
``test_identity_numbers``).
"""

import logging
import time

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_register.importing import problems
from odoo.addons.customer_register.importing.problems import Problem
from odoo.addons.customer_register.importing.reader import open_table
from odoo.addons.customer_register.importing.register_rows import (
    EarlierRows,
    clean_strict_row,
)
from odoo.addons.customer_register.importing.table import Row

_logger = logging.getLogger(__name__)

NORWAY = {"country": "NO"}


@tagged("post_install", "-at_install", "customer_register")
class TestCleanStrictRow(BaseCase):
    def clean(self, *values):
        return clean_strict_row(Row(7, values))

    def codes(self, *values):
        return [problem.code for problem in self.clean(*values).problems]

    def test_good_row(self):
        row = self.clean(" Equinor\u00a0 ASA ", " 007 ", "NO 923 609 016 MVA", "more")
        self.assertEqual(
            row.values,
            {
                "name": "Equinor ASA",
                "ref": "007",
                "company_registry": "923609016",
                "country_code": "NO",
            },
        )
        self.assertEqual((row.row_number, row.problems, row.manual), (7, [], None))
        self.assertTrue(row.is_importable)
        self.assertTrue(self.clean("Equinor ASA", "", "923609016").is_importable)

    def test_long_names_are_kept(self):
        self.assertEqual(
            self.clean("x" * 300, "", "923609016").values["name"], "x" * 300
        )

    def test_wrong_numbers(self):
        def length(found):
            return "number_wrong_length", {**NORWAY, "expected": "9", "found": found}

        for number, (code, params) in {
            "923609017": ("number_wrong_check_digit", NORWAY),
            "NO 923 609 017 MVA": ("number_wrong_check_digit", NORWAY),
            "92360901": length(8),
            "01120389": length(8),
            "9236090161": length(10),
            "NO92360901": length(8),
            "unknown": ("number_wrong_characters", NORWAY),
            "?": ("number_wrong_characters", NORWAY),
            "92360901x": ("number_wrong_characters", NORWAY),
            "9,23609E+08": ("number_scientific", {}),
        }.items():
            with self.subTest(number=number):
                row = self.clean("A", "1", number)
                self.assertEqual(row.problems, [Problem(code, params)])
                self.assertIsNone(row.manual)
                self.assertFalse(row.is_importable)

    def test_foreign_numbers_are_entered_by_hand(self):
        for typed, country, number in (
            ("SE556036079301", "SE", "5560360793"),
            ("556036-0793", "SE", "5560360793"),
            ("556036\u20130793", "SE", "5560360793"),
            ("5560360793", "SE", "5560360793"),
            ("16556036-0793", "SE", "5560360793"),
            ("0112038-9", "FI", "01120389"),
            ("FI01120389", "FI", "01120389"),
            ("DK 13 58 56 28", "DK", "13585628"),
            ("13585628", "DK", "13585628"),
            ("13 58 56 28", "DK", "13585628"),
            ("GB 123 4567 89", "GB", "GB 123 4567 89"),
            ("DE811569869", "DE", "DE811569869"),
            ("ATU12345678", "AT", "ATU12345678"),
            ("NL123456789B01", "NL", "NL123456789B01"),
            ("EL123456789", "GR", "EL123456789"),
        ):
            with self.subTest(typed=typed):
                row = self.clean("A", "1", typed)
                self.assertEqual(row.problems, [])
                self.assertEqual(
                    row.manual, Problem(problems.MANUAL_FOREIGN, {"country": country})
                )
                self.assertEqual(row.values["company_registry"], number)
                self.assertEqual(row.values["country_code"], country)
                self.assertFalse(row.is_importable)

    def test_no_number_is_entered_by_hand(self):
        for typed in ("", " ", "\u00a0"):
            row = self.clean("A", "1", typed)
            self.assertEqual(row.manual, Problem(problems.MANUAL_NO_NUMBER))
            self.assertEqual(row.problems, [])

    def test_persons_are_refused_and_forgotten(self):
        for typed in (
            "640823-3234",
            "19640823-3234",
            "6408233234",
            "SE640823323401",
            "701063-2391",
            "131052-308T",
            "211062-5629",
            "15108695088",
        ):
            with self.subTest(typed=typed):
                row = self.clean("A", "1", typed)
                self.assertEqual(row.problems, [Problem(problems.ROW_PERSONAL_NUMBER)])
                self.assertEqual(row.values["company_registry"], "")
                self.assertNotIn(typed, repr(row))

    def test_mistyped_persons_are_forgotten_too(self):
        for typed in ("640823-3235", "131052-308U", "15108695089", "19640823-3235"):
            with self.subTest(typed=typed):
                row = self.clean("A", "1", typed)
                self.assertEqual(len(row.problems), 1)
                self.assertEqual(row.values["company_registry"], "")

    def test_all_problems_at_once(self):
        self.assertEqual(
            self.codes(" ", "1,23457E+11", "923609017"),
            ["row_name_missing", "row_ref_scientific", "number_wrong_check_digit"],
        )
        self.assertEqual(
            self.codes("", "1"), ["row_too_few_columns", "row_name_missing"]
        )
        self.assertEqual(
            self.clean("A").problems,
            [Problem(problems.ROW_TOO_FEW_COLUMNS, {"expected": 3, "found": 1})],
        )
        row = self.clean("", "1", "GB123456789")
        self.assertEqual(row.manual.code, "manual_foreign")
        self.assertEqual(
            [problem.code for problem in row.problems], ["row_name_missing"]
        )

    def test_speed(self):
        data = b"".join(
            b"Customer %d AS;%d;NO 923 609 016 MVA\n" % (number, number)
            for number in range(5_000)
        )
        started = time.process_time()
        earlier_rows = EarlierRows()
        for row in open_table(data).rows:
            clean_row = clean_strict_row(row)
            earlier_rows.find_duplicate(clean_row)
            earlier_rows.remember(clean_row)
        seconds = time.process_time() - started
        _logger.info("5,000 rows read and cleaned in %.3f s", seconds)
        self.assertLess(seconds, 1)


@tagged("post_install", "-at_install", "customer_register")
class TestEarlierRows(BaseCase):
    def find(self, *rows):
        """Return {row: (earlier row, column)} when right rows go into the register."""
        earlier_rows = EarlierRows()
        found = {}
        for number, values in enumerate(rows, 2):
            row = clean_strict_row(Row(number, ("Name", *values)))
            problem = None if row.manual else earlier_rows.find_duplicate(row)
            if problem:
                found[number] = (problem.params["row"], problem.params["column"])
            elif row.is_importable:
                earlier_rows.remember(row)
        return found

    def test_both_columns(self):
        self.assertEqual(
            self.find(
                ("A1", "923609016"),
                (" a1 ", "982463718"),
                ("B1", "NO 923 609 016 MVA"),
                ("A1", "923609016"),
                ("C1", "914778271"),
            ),
            {
                3: (2, "ref"),
                4: (2, "company_registry"),
                5: (2, "company_registry"),
            },
        )

    def test_empty_customer_numbers_are_no_duplicates(self):
        self.assertEqual(self.find(("", "923609016"), ("", "982463718")), {})

    def test_only_rows_that_are_imported_count(self):
        # Row 2 is wrong, row 4 a double: neither keeps a later row out.
        self.assertEqual(
            self.find(
                ("A1", "923609017"),
                ("A1", "923609016"),
                ("A1", "982463718"),
                ("B1", "982463718"),
                ("C1", "556036-0793"),
                ("C1", "914778271"),
            ),
            {4: (3, "ref")},
        )

    def test_rows_entered_by_hand_are_left_alone(self):
        self.assertEqual(self.find(("A1", "923609016"), ("A1", "556036-0793")), {})

    def test_wrong_rows_are_told_too(self):
        self.assertEqual(
            self.find(("A1", "923609016"), ("A1", "923609017")), {3: (2, "ref")}
        )
