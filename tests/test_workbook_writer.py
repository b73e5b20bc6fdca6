"""Workbooks to fill in, and of rows that failed, read back as a spreadsheet does."""

import io

from openpyxl import load_workbook

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_register.importing.reader import open_table
from odoo.addons.customer_register.importing.workbook_writer import (
    TemplateColumn,
    write_rows,
    write_template,
)

LABELS = {
    "sheet": "Customers",
    "legend": "Legend",
    "required": "Required",
    "optional": "Optional",
    "multi_company": "Only for several companies",
    "column": "Column",
    "need": "Needed",
    "help": "What to enter",
    "max_length": "Characters at most",
    "options": "Choices",
    "colours": "Colours",
}
HOSTILE = [
    '=HYPERLINK("http://x.example")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "#N/A",
    "\x01control",
]


@tagged("post_install", "-at_install", "customer_register")
class TestWorkbookWriter(BaseCase):
    def load(self, content):
        return load_workbook(io.BytesIO(content))

    def template(self, columns=None, rows=()):
        columns = columns or [
            TemplateColumn("name", "Name", "required", "Of the company", 255),
            TemplateColumn("lang", "Language", options=["sv_SE", "nb_NO"]),
            TemplateColumn("property_product_pricelist", "List", "multi_company"),
            TemplateColumn("", "Reference"),
        ]
        return self.load(write_template(columns, rows, labels=LABELS))

    def test_headers_have_colours_and_words(self):
        sheet = self.template()["Customers"]
        self.assertEqual(
            [cell.value for cell in sheet[1]], ["Name", "Language", "List", "Reference"]
        )
        colours = [cell.fill.fgColor.rgb for cell in sheet[1][:3]]
        self.assertEqual(len(set(colours)), 3)
        self.assertIn("Required", sheet["A1"].comment.text)
        self.assertIn("255", sheet["A1"].comment.text)
        self.assertIn("Only for several companies", sheet["C1"].comment.text)
        self.assertIsNone(sheet["D1"].comment)
        self.assertTrue(sheet.column_dimensions["D"].hidden)
        self.assertFalse(sheet.column_dimensions["A"].hidden)

    def test_legend(self):
        legend = self.template()["Legend"]
        texts = [[cell.value for cell in row] for row in legend.iter_rows()]
        self.assertIn("Required", texts[1])
        self.assertIn(
            ["Name", "Required", "Of the company", "255", None],
            [row[:5] for row in texts],
        )
        self.assertIn("sv_SE, nb_NO", [row[4] for row in texts])
        self.assertNotIn("Reference", [row[0] for row in texts])

    def test_limits_and_choices(self):
        sheet = self.template()["Customers"]
        rules = {
            str(rule.sqref).partition("2")[0]: rule
            for rule in sheet.data_validations.dataValidation
        }
        self.assertEqual(rules["A"].type, "textLength")
        self.assertEqual(rules["A"].formula1, "255")
        self.assertEqual(rules["B"].type, "list")
        self.assertEqual(rules["B"].formula1, '"sv_SE,nb_NO"')

    def test_long_lists_stand_on_a_hidden_sheet(self):
        options = [f"Price list, number {number}" for number in range(100)]
        book = self.template([TemplateColumn("x", "List", options=options)])
        self.assertEqual(book["_lists"].sheet_state, "hidden")
        self.assertEqual(book["_lists"]["A100"].value, options[-1])
        [rule] = book["Customers"].data_validations.dataValidation
        self.assertEqual(rule.formula1, "'_lists'!$A$1:$A$100")

    def test_no_formula(self):
        rows = [[text] for text in HOSTILE]
        for sheet in (
            self.template([TemplateColumn("name", "Name")], rows)["Customers"],
            self.load(write_rows([], rows, reason_header="Reason")).active,
        ):
            for place, text in enumerate(HOSTILE, 2):
                cell = sheet.cell(place, 1)
                with self.subTest(text):
                    self.assertEqual(cell.data_type, "s")
                    self.assertEqual(cell.value, text.replace("\x01", ""))
                    self.assertEqual(cell.number_format, "@")
                    self.assertEqual(cell.quotePrefix, text[0] in "=+-@")

    def test_numbers_stay_texts(self):
        content = write_rows(
            ["No", "Zip"], [["Wrong", "00007", "0150"]], reason_header="Reason"
        )
        table = open_table(content, "x.xlsx")
        self.assertEqual(table.header, ("Reason", "No", "Zip"))
        self.assertEqual(
            [row.values for row in table.rows], [("Wrong", "00007", "0150")]
        )

    def test_template_is_read_as_it_was_written(self):
        rows = [["Åkeri AB", "sv_SE", "", "customer-1"], ["Två\nrader", "", "", "c-2"]]
        columns = [
            TemplateColumn("name", "Name"),
            TemplateColumn("lang", "Language"),
            TemplateColumn("x", "List"),
            TemplateColumn("", "Reference"),
        ]
        table = open_table(write_template(columns, rows, labels=LABELS), "x.xlsx")
        self.assertEqual(table.sheet, "Customers")
        self.assertEqual(table.header[-1], "Reference")
        self.assertEqual([list(row.values) for row in table.rows], rows)
