"""What the import refuses: files and rows, each with its sentence and row number."""

import io
import logging

from openpyxl import Workbook
from stdnum.no import fodselsnummer

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from odoo.addons.customer_register.importing.problems import (
    NUMBER_OTHER_COUNTRY,
    PARAMS_BY_CODE,
    Problem,
)
from odoo.addons.customer_register.models.problem_messages import problem_message

from .import_common import HEADER, CustomerImportCase, file_of, organisation_numbers

_logger = logging.getLogger(__name__)

BEST, SECOND, THIRD, OTHER = organisation_numbers(4)


def mistyped(number):
    return f"{number[:-1]}{(int(number[-1]) + 1) % 10}"


def personal_number():
    """Return a number of Skatteetaten's test series, which no living person has."""
    for individual in range(100, 999):
        digits = f"018590{individual}"
        try:
            first = fodselsnummer.calc_check_digit1(digits)
            second = fodselsnummer.calc_check_digit2(digits + first)
        except ValueError:
            continue
        if len(first + second) == 2 and (first + second).isdigit():
            return digits + first + second
    raise AssertionError("No number found")


def xlsx():
    book = Workbook()
    book.active.append(["Name", "Customer ID", "Organization number"])
    book.active.append(["Best AS", "B1", BEST])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@tagged("post_install", "-at_install", "customer_register")
class TestRefusedFiles(CustomerImportCase):
    def test_refused_files(self):
        good = f"Best AS;B1;{BEST}"
        cases = {
            "empty": (b"", "The file is empty."),
            "blank rows": (b"\r\n;;\r\n \r\n", "The file has only blank rows."),
            "header only": (
                file_of(),
                "The file has a header but no customers below it.",
            ),
            "encoding": (
                file_of(good, f"Brønnøysund AS;B2;{SECOND}")
                .decode()
                .encode("windows-1252"),
                "The file is not UTF-8 text: line 3 can't be read. It looks like "
                "windows-1252. Save it again as “CSV UTF-8”.",
            ),
            "separator": (
                file_of(good).replace(b";", b","),
                "The columns must be separated by semicolons (;), but this file uses "
                "commas (,). Save it again as CSV with semicolons (;).",
            ),
            "columns": (
                b"Name;Customer ID\r\nBest AS;B1\r\n",
                "The file needs at least 3 columns in the order Name; Customer ID; "
                "Organization number. The widest row (row 1) has 2.",
            ),
            "xlsx": (
                xlsx(),
                "This is not a CSV text file (it is of the kind “xlsx”). Open it in a "
                "spreadsheet and save it as “CSV UTF-8”.",
            ),
            "quote": (
                f'{HEADER}\r\n"Best AS;B1;{BEST}\r\nSecond AS;B2;{SECOND}\r\n'.encode(),
                "Row 2 has a cell that opens with a quotation mark and never closes. "
                "Correct that row and try again.",
            ),
        }
        for name, (content, message) in cases.items():
            with self.subTest(name):
                customer_import = self.new_import(content, source="sticos")
                with self.assertRaises(ValidationError) as caught:
                    customer_import.action_read()
                self.assertEqual(str(caught.exception), f"customers.csv: {message}")
                self.assertEqual(customer_import.state, "draft")
                self.assertFalse(customer_import.line_ids)

    def test_every_problem_has_a_sentence(self):
        examples = {"country": "NO", "kind": "pdf", "column": "ref", "expected": "9"}
        for code, names in PARAMS_BY_CODE.items():
            with self.subTest(code):
                params = {name: examples.get(name, 7) for name in names}
                if code == NUMBER_OTHER_COUNTRY:
                    params["found"] = "SE"
                problem = Problem(code, params)
                self.assertTrue(problem_message(self.env, problem).endswith("."))

    def test_damaged_workbook(self):
        customer_import = self.new_import(xlsx()[:-200])
        with self.assertRaisesRegex(ValidationError, "The file is damaged"):
            customer_import.action_read()

    def test_no_file(self):
        customer_import = self.env["customer.import"].create({})
        with self.assertRaisesRegex(ValidationError, "Choose a file first"):
            customer_import.action_read()


@tagged("post_install", "-at_install", "customer_register")
class TestRefusedRows(CustomerImportCase):
    def assertRefused(self, row, *messages, outcome="error", **values):
        """Check one row between two good ones; return its line."""
        customer_import = self.checked(
            f"Second AS;G1;{SECOND}", row, f"Third AS;G2;{THIRD}", **values
        )
        before, line, after = customer_import.line_ids
        self.assertEqual(line.row_number, 3)
        self.assertLine(line, outcome, state="error", message=messages[0])
        self.assertEqual(line.message, "\n".join(messages))
        self.assertEqual(before.outcome, "create")
        self.assertEqual(after.outcome, "create")
        customer_import.action_run()
        self.assertEqual(customer_import.created_count, 2)
        return line

    def test_name_missing(self):
        self.assertRefused(f";B1;{BEST}", "The name is missing.")

    def test_check_digit(self):
        self.assertRefused(
            f"Best AS;B1;{mistyped(BEST)}",
            "The check digit is wrong for Norway: a digit is mistyped.",
        )

    def test_length(self):
        self.assertRefused(
            f"Best AS;B1;{BEST[:7]}",
            "The number has 7 digits; in Norway it has 9.",
        )

    def test_characters(self):
        self.assertRefused(
            "Best AS;B1;unknown",
            "The number has characters that do not belong to one in Norway.",
        )

    def test_number_cut_by_a_spreadsheet(self):
        self.assertRefused(
            "Best AS;1,23E+08;9,23E+08",
            "The customer number was shortened by a spreadsheet (like 1,23E+08). "
            "Format the column as text and enter it again.",
            "The number was shortened by a spreadsheet (like 9,23E+08). Format the "
            "column as text and enter it again.",
        )

    def test_too_few_columns(self):
        self.assertRefused("Best AS;B1", "The row has 2 columns instead of 3.")

    def test_every_problem_of_a_row_is_told(self):
        line = self.assertRefused(
            f";B1;{mistyped(BEST)}",
            "The name is missing.",
            "The check digit is wrong for Norway: a digit is mistyped.",
        )
        self.assertEqual(line.customer_number, "B1")

    def test_same_customer_number_twice(self):
        self.assertRefused(
            f"Best AS; g1 ;{BEST}", "Row 2 of the file has the same customer number."
        )

    def test_same_organisation_number_twice(self):
        for written in (SECOND, f"NO {SECOND[:3]} {SECOND[3:6]} {SECOND[6:]} MVA"):
            with self.subTest(written):
                self.partners.search([("ref", "in", ("G1", "G2"))]).unlink()
                self.assertRefused(
                    f"Best AS;B1;{written}",
                    "Row 2 of the file has the same organisation number.",
                )

    def test_refused_row_keeps_no_later_row_out(self):
        self.customer("Holder AS", "B1", OTHER)
        wrong, right = self.checked(f"Best AS;B1;{BEST}", f"Best AS;B2;{BEST}").line_ids
        self.assertLine(wrong, "ambiguous")
        self.assertLine(right, "create")

    def test_number_of_another_customer(self):
        self.customer("Holder AS", "B1", OTHER)
        self.assertRefused(
            f"Best AS;b1;{BEST}",
            "Customer number b1 belongs to Holder AS, which has another organisation "
            "number.",
            outcome="ambiguous",
        )

    def test_organisation_of_another_number(self):
        self.customer("Holder AS", "H1", BEST)
        self.assertRefused(
            f"Best AS;B1;{BEST}",
            "The organisation number belongs to Holder AS, which has another customer "
            "number (H1).",
            outcome="ambiguous",
        )

    def test_numbers_of_two_customers(self):
        self.customer("One AS", "B1", OTHER)
        self.customer("Two AS", "B2", BEST)
        line = self.assertRefused(
            f"Best AS;B1;{BEST}",
            "The customer number and the organisation number belong to different "
            "customers, or one of them to several. One AS, Two AS",
            outcome="ambiguous",
        )
        self.assertFalse(line.partner_id)

    def test_archived_match(self):
        archived = self.customer("Best AS", "B1", BEST, active=False)
        line = self.checked(f"Best AS;B1;{BEST}").line_ids
        self.assertLine(line, "unchanged", partner_id=archived, state="done")
        self.assertEqual(
            line.message, "Already in the register, but inactive: Best AS."
        )

    def test_existing_customer_differs(self):
        self.customer("Holder AS", "B1", BEST)
        self.assertRefused(
            f"Best AS;B1;{BEST}",
            "Already in the register: Holder AS. The row differs from it, and this "
            "import only adds customers.",
        )

    def test_hidden_match_is_not_named(self):
        """Nothing of a customer that the user may not see gets into the rows."""
        hidden = self.customer("Secret AS", "H1", BEST)
        self.hide(hidden)
        for mode in ("create", "update", "create_update"):
            for row in (
                f"Secret AS;H1;{BEST}",
                f"Best AS;H1;{BEST}",
                f"Best AS;B1;{BEST}",
                f"Best AS;H1;{SECOND}",
            ):
                with self.subTest(row, mode=mode):
                    line = self.checked(row, mode=mode).line_ids
                    self.assertIn(line.outcome, ("error", "ambiguous", "unchanged"))
                    self.assertFalse(line.sudo().partner_id)
                    self.assertFalse(line.changes)
                    self.assertNotIn("Secret", line.message)
                    if "H1" not in row:
                        self.assertNotIn("H1", line.message)
        self.assertEqual(hidden.name, "Secret AS")

    def test_automatic_numbers_off(self):
        self.env.company.customer_number_auto = False
        self.assertRefused(
            f"Best AS;;{BEST}",
            "The customer number is missing. Automatic numbering is off.",
        )

    def test_length_policy(self):
        self.env.company.write(
            {"customer_number_min_length": 2, "customer_number_max_length": 3}
        )
        self.assertRefused(
            f"Best AS;B123;{BEST}",
            "The customer number has 4 characters. Allowed are 2 to 3.",
        )

    def test_personal_number_stays_in_the_file(self):
        secret = personal_number()
        spaced = f"{secret[:6]} {secret[6:]}"
        rows = (
            f"Best AS;B1;{BEST}",
            f"Person;B2;{secret}",
            f"Person;B3;{spaced}",
            f"Person;B4;{mistyped(secret)}",
        )
        customer_import = self.new_import(file_of(*rows))
        with self.assertLogs("odoo", level="DEBUG") as logs:
            _logger.debug("assertLogs wants a line")
            customer_import.action_read()
            customer_import.action_check()
            customer_import.action_run()
            self.env.flush_all()
        self.assertEqual(
            customer_import.line_ids.mapped("outcome"), ["create", *["error"] * 3]
        )
        self.assertEqual(
            customer_import.line_ids[1].message,
            "The organisation number is a personal identity number. Enter this "
            "customer manually.",
        )
        kept = [
            *logs.output,
            str(customer_import.preview),
            *customer_import.column_ids.mapped(lambda column: str(column.sample)),
            *customer_import.line_ids.mapped(lambda line: str(line.values)),
            *customer_import.line_ids.mapped(lambda line: str(line.message)),
        ]
        for text in kept:
            for number in (secret, spaced, mistyped(secret)):
                self.assertNotIn(number, text)


@tagged("post_install", "-at_install", "customer_register")
class TestEnterManually(CustomerImportCase):
    def test_foreign_rows_are_set_aside(self):
        customer_import = self.imported(
            f"Best AS;B1;{BEST}",
            "Volvo AB;B2;SE556012579001",
            "Nokia Oyj;B3;0112038-9",
            "Lone AS;B4;",
        )
        _good, volvo, nokia, lone = customer_import.line_ids
        self.assertLine(volvo, "skip", "Not a Norwegian company (Sweden).")
        self.assertLine(nokia, "skip", "Not a Norwegian company (Finland).")
        self.assertLine(lone, "skip", "No organisation number.")
        self.assertEqual(customer_import.skipped_count, 3)
        self.assertEqual(customer_import.created_count, 1)

    def test_the_card_is_filled_in(self):
        lines = self.checked("Volvo AB;B2;SE556012579001", "Lone AS;B4;").line_ids
        action = lines[0].action_enter_manually()
        self.assertEqual(action["res_model"], "res.partner")
        self.assertNotIn("res_id", action)
        self.assertEqual(
            action["context"],
            {
                "res_partner_search_mode": "customer",
                "default_is_company": True,
                "default_name": "Volvo AB",
                "default_ref": "B2",
                "default_company_registry": "5560125790",
                "default_country_id": self.env.ref("base.se").id,
            },
        )
        form = Form(
            self.env["res.partner"].with_context(**action["context"]),
            view=action["views"][0][0],
        )
        customer = form.save()
        self.assertRecordValues(
            customer,
            [
                {
                    "name": "Volvo AB",
                    "ref": "B2",
                    "company_registry": "5560125790",
                    "country_id": self.env.ref("base.se").id,
                    "is_customer": True,
                }
            ],
        )
        lone = lines[1].action_enter_manually()["context"]
        self.assertEqual(lone["default_name"], "Lone AS")
        self.assertFalse(lone["default_company_registry"])
