"""Reading workbooks: what cells say, sheets, and files made to harm."""

import datetime
import io
import random
import tracemalloc
import zipfile

import openpyxl
import xlsxwriter

from odoo.tests import tagged

from odoo.addons.customer_register.importing import problems
from odoo.addons.customer_register.importing.reader import open_table
from odoo.addons.customer_register.importing.table import Limits

from .table_files import (
    ODS_HEAD,
    ODS_TAIL,
    ods_file,
    with_part,
    xls_file,
    xlsx_file,
    zip_file,
)
from .test_table_reader import ReaderCase

SHEET = "xl/worksheets/sheet1.xml"
HEADER = ["Kundnr", "Namn", "Ort"]


@tagged("post_install", "-at_install", "customer_register")
class TestCells(ReaderCase):
    def test_numbers_as_they_are_shown(self):
        rows = [
            ["Nr", "Name", "Org no", "Person", "Price", "Share"],
            [12, "A", 923609016, 198112189876, 1234.5, 0.25],
            [7, "B", 5560125790, 198112189876, 10, 1],
        ]
        formats = {0: "00000", 5: "0%"}
        for data in (xlsx_file(rows, formats), xls_file(rows, formats)):
            table = open_table(data)
            self.assertEqual(
                [row[:5] for row in self.cells(table)],
                [
                    ["00012", "A", "923609016", "198112189876", "1234.5"],
                    ["00007", "B", "5560125790", "198112189876", "10"],
                ],
            )

    def test_dates_and_booleans(self):
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream) as book:
            page = book.add_worksheet()
            page.write_row(0, 0, ["Name", "Born", "Seen", "Active"])
            day = book.add_format({"num_format": "dd.mm.yyyy"})
            clock = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
            page.write(1, 0, "A")
            page.write_datetime(1, 1, datetime.date(1981, 12, 18), day)
            page.write_datetime(1, 2, datetime.datetime(2024, 1, 2, 3, 4), clock)
            page.write_boolean(1, 3, True)
        [row] = self.cells(open_table(stream.getvalue()))
        self.assertEqual(row[:2] + row[3:], ["A", "1981-12-18", "TRUE"])
        self.assertTrue(row[2].startswith("2024-01-02 03:04"), row[2])

    def test_error_cell_spoils_its_row_only(self):
        book = openpyxl.Workbook()
        page = book.active
        page.append(["Name", "No", "City"])
        page.append(["A", "#DIV/0!", "B"])
        page["B2"].data_type = "e"
        page.append(["C", "2", "D"])
        stream = io.BytesIO()
        book.save(stream)
        first, second = open_table(stream.getvalue()).rows
        self.assertEqual(dict(first.errors), {1: "#DIV/0!"})
        self.assertFalse(second.errors)
        self.assertEqual(second.values, ("C", "2", "D"))

    def test_formula_counts_by_its_last_value(self):
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream) as book:
            page = book.add_worksheet()
            page.write_row(0, 0, HEADER)
            page.write_row(1, 0, ["1", "A"])
            page.write_formula(1, 2, '="Os"&"lo"', None, "Oslo")
        self.assertEqual(
            self.cells(open_table(stream.getvalue())), [["1", "A", "Oslo"]]
        )

    def test_ods_values(self):
        row = (
            "<table:table-row>"
            '<table:table-cell office:value-type="float" office:value="12">'
            "<text:p>00012</text:p></table:table-cell>"
            '<table:table-cell office:value-type="date" office:date-value="1981-12-18">'
            "<text:p>18.12.81</text:p></table:table-cell>"
            '<table:table-cell office:value-type="string" '
            'table:number-columns-repeated="2"><text:p>same</text:p></table:table-cell>'
            '<table:table-cell table:number-columns-repeated="16380"/>'
            "</table:table-row>"
            '<table:table-row table:number-rows-repeated="1048570">'
            '<table:table-cell table:number-columns-repeated="16384"/>'
            "</table:table-row>"
        )
        data = zip_file(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": ODS_HEAD + row + ODS_TAIL,
            }
        )
        self.assertReads(data, [["00012", "1981-12-18", "same", "same"]])

    def test_sheets(self):
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream) as book:
            book.add_worksheet("Empty")
            for name in ("Secret", "First", "Second"):
                page = book.add_worksheet(name)
                page.write_row(0, 0, HEADER)
                page.write_row(1, 0, ["1", name, "Oslo"])
            book.get_worksheet_by_name("Secret").hide()
        data = stream.getvalue()
        table = open_table(data)
        self.assertEqual(table.sheets, ("Empty", "First", "Second"))
        self.assertEqual((table.sheet, self.cells(table)[0][1]), ("First", "First"))
        table = open_table(data, sheet="Second")
        self.assertEqual(self.cells(table)[0][1], "Second")
        self.assertRefused(data, problems.FILE_NO_SHEET, sheet="Third")


@tagged("post_install", "-at_install", "customer_register")
class TestHostileFiles(ReaderCase):
    ROWS = [HEADER, ["1", "A", "Oslo"], ["2", "B", "Bergen"]]

    def test_zip_bomb(self):
        data = with_part(
            xlsx_file(self.ROWS),
            SHEET,
            lambda part: part.replace(
                b"<sheetData>", b"<sheetData>" + b" " * 100_000_000
            ),
        )
        self.assertLess(len(data), 1_000_000)
        tracemalloc.start()
        try:
            self.assertRefused(data, problems.FILE_BOMB)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        self.assertLess(peak, 50_000_000)

    def test_archive_that_lies_about_its_sizes(self):
        data = bytearray(
            with_part(xlsx_file(self.ROWS), SHEET, lambda part: part + b" " * 50_000)
        )
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = archive.getinfo(SHEET).file_size
        # in the central directory and in the entry itself
        data = bytes(data).replace(
            size.to_bytes(4, "little"), (9).to_bytes(4, "little")
        )
        with self.assertRaises(Exception) as caught:
            list(open_table(data).rows)
        self.assertEqual(type(caught.exception).__name__, "ImportFileError")

    def test_entities(self):
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        for name, data in (
            (SHEET, xlsx_file(self.ROWS)),
            ("xl/workbook.xml", xlsx_file(self.ROWS)),
            ("xl/sharedStrings.xml", xlsx_file(self.ROWS)),
            ("content.xml", ods_file(self.ROWS)),
        ):
            with self.subTest(name):
                hostile = with_part(
                    data, name, lambda part: part.replace(b"?>", b"?>" + bomb, 1)
                )
                self.assertRefused(hostile, problems.FILE_ENTITIES)

    def test_a_million_columns(self):
        far = with_part(
            xlsx_file(self.ROWS),
            SHEET,
            lambda part: part.replace(b'r="C3"', b'r="XFD3"'),
        )
        self.assertRefused(far, problems.FILE_TOO_MANY_COLUMNS)
        row = (
            "<table:table-row><table:table-cell office:value-type='string' "
            "table:number-columns-repeated='1000000'><text:p>x</text:p>"
            "</table:table-cell></table:table-row>"
        )
        wide = zip_file(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": ODS_HEAD + row + ODS_TAIL,
            }
        )
        self.assertRefused(wide, problems.FILE_TOO_MANY_COLUMNS)

    def test_rows_repeated_without_end(self):
        row = (
            "<table:table-row table:number-rows-repeated='100000000'>"
            "<table:table-cell office:value-type='string'><text:p>x</text:p>"
            "</table:table-cell></table:table-row>"
        )
        data = zip_file(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": ODS_HEAD + row + ODS_TAIL,
            }
        )
        self.assertRefused(data, problems.FILE_TOO_MANY_ROWS)

    def test_limits_hold_for_workbooks(self):
        data = xlsx_file(self.ROWS)
        for limits, code in (
            (Limits(rows=1), problems.FILE_TOO_MANY_ROWS),
            (Limits(columns=2), problems.FILE_TOO_MANY_COLUMNS),
            (Limits(cell_length=3), problems.FILE_CELL_TOO_LONG),
        ):
            with self.subTest(code):
                self.assertRefused(data, code, limits=limits)

    def test_too_many_sheets(self):
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream) as book:
            for number in range(5):
                book.add_worksheet(f"S{number}")
        self.assertRefused(
            stream.getvalue(), problems.FILE_TOO_MANY_SHEETS, limits=Limits(sheets=4)
        )

    def test_damaged_files(self):
        for data in (xlsx_file(self.ROWS), ods_file(self.ROWS), xls_file(self.ROWS)):
            for cut in (len(data) // 3, len(data) * 2 // 3, len(data) - 30):
                with self.subTest(size=len(data), cut=cut):
                    try:
                        table = open_table(data[:cut])
                    except Exception as error:
                        self.assertEqual(type(error).__name__, "ImportFileError")
                    else:
                        # what is still whole is read rightly
                        self.assertEqual(self.cells(table), self.ROWS[1:])

    def test_random_damage_is_a_refusal_or_a_table(self):
        for seed in range(60):
            chance = random.Random(seed)
            for data in (xlsx_file(self.ROWS), ods_file(self.ROWS)):
                broken = bytearray(data)
                for _time in range(5):
                    broken[chance.randrange(len(broken))] = chance.randrange(256)
                try:
                    list(open_table(bytes(broken)).rows)
                except Exception as error:
                    self.assertEqual(
                        type(error).__name__,
                        "ImportFileError",
                        f"seed {seed}: {error!r}",
                    )
