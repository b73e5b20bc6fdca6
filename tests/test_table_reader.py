"""Reading text files: encoding, separator, titles, header, numbering."""

import random

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_register.importing import problems
from odoo.addons.customer_register.importing.problems import ImportFileError
from odoo.addons.customer_register.importing.reader import open_table
from odoo.addons.customer_register.importing.table import Limits

from .table_files import csv_file, ods_file, xls_file, xlsx_file

HEADER = ["Namn", "Kundnr", "Ort"]
ROWS = [
    ["Åsa Öberg AB", "00012", "Malmö"],
    ["Bø & Sønn", "00013", "Tromsø"],
    ["Nordic, Ltd", "00014", "Å"],
]


class ReaderCase(BaseCase):
    def cells(self, table):
        return [list(row.values) for row in table.rows]

    def assertReads(self, data, rows, name="a.csv", **options):
        table = open_table(data, name, **options)
        self.assertEqual(self.cells(table), rows)
        self.assertEqual(table.row_count, len(rows))
        # the rows can be read again
        self.assertEqual(self.cells(table), rows)
        return table

    def assertRefused(self, data, code, name="a.csv", **options):
        with self.assertRaises(ImportFileError) as caught:
            open_table(data, name, **options)
        self.assertEqual(caught.exception.problem.code, code)
        return caught.exception.problem.params


@tagged("post_install", "-at_install", "customer_register")
class TestTextFiles(ReaderCase):
    def test_encodings(self):
        for encoding in (
            "utf-8",
            "utf-8-sig",
            "utf-16",
            "utf-16-le",
            "utf-16-be",
            "cp1252",
            "cp850",
            "mac_roman",
        ):
            with self.subTest(encoding):
                data = csv_file([HEADER, *ROWS], encoding)
                self.assertReads(data, ROWS)

    def test_finnish_utf8_is_not_guessed_to_be_another(self):
        rows = [["Yhtiö Oy", "1", "Äänekoski"]]
        table = self.assertReads(csv_file([["Nimi", "Nro", "Kunta"], *rows]), rows)
        self.assertEqual(table.encoding, "utf-8")

    def test_chosen_encoding_that_is_wrong_is_refused_with_the_line(self):
        data = csv_file([HEADER, *ROWS], "cp1252")
        params = self.assertRefused(
            data, problems.FILE_WRONG_ENCODING, encoding="utf-8"
        )
        self.assertEqual((params["line"], params["likely"]), (2, "windows-1252"))

    def test_delimiters(self):
        for delimiter in (";", ",", "\t", "|"):
            with self.subTest(delimiter):
                data = csv_file([HEADER, *ROWS], delimiter=delimiter)
                table = self.assertReads(data, ROWS)
                self.assertEqual(table.delimiter, delimiter)

    def test_excel_says_its_delimiter(self):
        data = b"sep=|\r\n" + csv_file([HEADER, *ROWS], delimiter="|")
        table = self.assertReads(data, ROWS)
        self.assertEqual([row.number for row in table.rows], [2, 3, 4])

    def test_decimal_commas_and_names_with_commas(self):
        rows = [[f"Berg, Per {place}", "1,5", "Oslo, Norge"] for place in range(9)]
        self.assertReads(csv_file([["Navn", "Antall", "By"], *rows]), rows)

    def test_line_breaks_and_quotes_inside_cells(self):
        rows = [['Best "Cars"', "1", "Two\nlines"], ["Plain", "2", "a;b"]]
        for line_end in ("\n", "\r\n"):
            table = self.assertReads(csv_file([HEADER, *rows], line_end=line_end), rows)
            self.assertEqual([row.number for row in table.rows], [2, 3])

    def test_open_quote_is_refused_with_its_row(self):
        data = b'Name;No;City\nA;1;B\n"C;2;D\nE;3;F\n'
        params = self.assertRefused(data, problems.FILE_UNCLOSED_QUOTE)
        self.assertEqual(params["row"], 3)

    def test_formula_is_text(self):
        rows = [["=cmd|' /C calc'!A0", "+1", "@SUM(1)"], ["B", "2", "C"]]
        self.assertReads(csv_file([HEADER, *rows]), rows)

    def test_titles_above_the_header_are_found(self):
        titles = [["Kundlista Solbacken"], [], ["Utskriven", "2024-01-02"], []]
        data = csv_file([*titles, HEADER, *ROWS])
        table = self.assertReads(data, ROWS)
        self.assertEqual((table.skip_rows, table.header), (4, tuple(HEADER)))
        self.assertEqual([row.number for row in table.rows], [6, 7, 8])

    def test_given_number_of_rows_is_skipped(self):
        data = csv_file([["Namn", "Kundnr", "Ort"], ["x"], HEADER, *ROWS])
        table = self.assertReads(data, ROWS, skip_rows=2, has_header=True)
        self.assertEqual(table.header, tuple(HEADER))

    def test_without_header(self):
        table = self.assertReads(csv_file(ROWS), ROWS)
        self.assertFalse(table.has_header)
        self.assertEqual(table.header, ("A", "B", "C"))
        table = self.assertReads(
            csv_file([HEADER, *ROWS]), [HEADER, *ROWS], has_header=False
        )
        self.assertFalse(table.has_header)

    def test_blank_rows_count_and_are_left_out(self):
        data = csv_file([HEADER, ROWS[0], ["", " ", ""], [], ROWS[1]])
        table = open_table(data)
        self.assertEqual([row.number for row in table.rows], [2, 5])

    def test_personal_data_stays_out_of_representations(self):
        table = open_table(csv_file([HEADER, *ROWS]))
        self.assertNotIn("Åsa", repr(table) + repr(list(table.rows)))

    def test_refusals(self):
        small = Limits(rows=2, columns=3, cell_length=12, bytes=200)
        for data, code in (
            (b"", problems.FILE_EMPTY),
            (b"\n;;\n \n", problems.FILE_ONLY_BLANK_ROWS),
            (csv_file([HEADER]), problems.FILE_ONLY_HEADER),
            (csv_file([HEADER, *ROWS]), problems.FILE_TOO_MANY_ROWS),
            (csv_file([HEADER, ["A", "1", "B", "C"]]), problems.FILE_TOO_MANY_COLUMNS),
            (csv_file([HEADER, ["A" * 13, "1", "B"]]), problems.FILE_CELL_TOO_LONG),
            (b"A;1;B\n" * 100, problems.FILE_TOO_LARGE),
            (b"%PDF-1.7 ...", problems.FILE_NOT_TABLE),
            (b"<html><table><tr><td>A", problems.FILE_NOT_TABLE),
            (b"\x89PNG\r\n\x1a\n....", problems.FILE_NOT_TABLE),
            (b"A;1;\0\0\1\0\0\0B\n", problems.FILE_NOT_TABLE),
        ):
            with self.subTest(data[:20]):
                self.assertRefused(data, code, limits=small)


@tagged("post_install", "-at_install", "customer_register")
class TestEveryFormat(ReaderCase):
    """What was written is read, whatever the format."""

    LETTERS = "abcdefghåäöæøÅÄÖÆØéü ABC"

    def table_of_texts(self, chance, signs):
        width = chance.randint(3, 8)

        def text():
            size = chance.randint(0, 12)
            letters = "".join(chance.choices(self.LETTERS + signs, k=size))
            return " ".join(letters.split(" ")).strip()

        rows = [
            [f"Å{number}", *(text() for _place in range(width - 2)), "z"]
            for number in range(chance.randint(3, 40))
        ]
        return rows

    def test_random_tables(self):
        for seed in range(12):
            chance = random.Random(seed)
            quoted = self.table_of_texts(chance, ';,|"\n')
            simple = self.table_of_texts(chance, ".-/")
            files = {
                f"{encoding} {delimiter}": (
                    csv_file(quoted, encoding, delimiter),
                    quoted,
                    {"delimiter": delimiter},
                )
                for encoding in ("utf-8", "utf-16", "cp1252")
                for delimiter in (";", ",", "\t", "|")
            }
            files["xlsx"] = (xlsx_file(simple), simple, {})
            files["xlsx constant memory"] = (
                xlsx_file(simple, constant_memory=True),
                simple,
                {},
            )
            files["xls"] = (xls_file(simple), simple, {})
            files["ods"] = (ods_file(simple), simple, {})
            for name, (data, rows, options) in files.items():
                with self.subTest(seed=seed, file=name):
                    self.assertReads(
                        data, rows, has_header=False, skip_rows=0, **options
                    )
