"""Reading the strict CSV file: rows, numbering, header, and every refusal."""

import io
import logging
import time
import tracemalloc
import zipfile

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_register.importing import problems
from odoo.addons.customer_register.importing.csv_reader import read_csv
from odoo.addons.customer_register.importing.problems import ImportFileError

_logger = logging.getLogger(__name__)

HEADER = "Name;Customer ID;Organization number\n"
EQUINOR = "Equinor ASA;10001;923609016\n"
TELENOR = "Telenor ASA;10002;982463718\n"


@tagged("post_install", "-at_install", "customer_register")
class TestCsvReader(BaseCase):
    def table(self, text, **options):
        data = text if isinstance(text, bytes) else text.encode()
        return read_csv(data, **options)

    def rows(self, text, **options):
        return [(row.number, row.values) for row in self.table(text, **options).rows]

    def assertRefused(self, text, code, options=None, **params):
        with self.assertRaises(ImportFileError) as caught:
            self.table(text, **(options or {}))
        problem = caught.exception.problem
        self.assertEqual((problem.code, problem.params), (code, params))

    def test_table(self):
        table = self.table(HEADER + EQUINOR + TELENOR)
        self.assertEqual(table.encoding, "utf-8")
        self.assertEqual(table.delimiter, ";")
        self.assertIs(table.has_header, True)
        self.assertEqual(table.header, ("Name", "Customer ID", "Organization number"))
        self.assertEqual((table.row_count, table.column_count), (2, 3))
        rows = [(row.number, row.values) for row in table.rows]
        self.assertEqual(rows[0], (2, ("Equinor ASA", "10001", "923609016")))
        self.assertEqual(rows, [(row.number, row.values) for row in table.rows])
        self.assertNotIn("Equinor", repr(table) + repr(list(table.rows)))

    def test_bytes_people_save(self):
        expected = [(2, ("Ås Bygg", "1", "923609016")), (3, ("Bø", "2", "982463718"))]
        text = HEADER + "Ås Bygg;1;923609016\nBø;2;982463718"
        for data in (
            text.encode(),
            text.encode("utf-8-sig"),
            (text + "\n").encode(),
            text.replace("\n", "\r\n").encode(),
            text.replace("\n", "\r").encode(),
            text.replace("Bø", " \u00a0Bø\ufeff\t").encode(),
            text.replace("Ås Bygg", '"Ås Bygg"').encode(),
        ):
            with self.subTest(data=data[:12]):
                self.assertEqual(self.rows(data), expected)
        for encoding in ("windows-1252", "utf-16"):
            data = text.encode(encoding)
            self.assertEqual(self.rows(data, encoding=encoding), expected)
        data = text.replace(";", "\t").encode()
        self.assertEqual(self.rows(data, delimiter="\t"), expected)

    def test_numbering(self):
        text = (
            "Our customers\n\n" + HEADER + " ; ;\n" + EQUINOR + "\n"
            '"Two\nlines";2;982463718\n' + TELENOR
        )
        table = self.table(text, skip_rows=2)
        self.assertEqual([row.number for row in table.rows], [5, 7, 8])
        self.assertEqual(table.row_count, 3)

    def test_quotes(self):
        for cell, value in (
            ('"A; B"', "A; B"),
            ('"The ""Best"" Ltd"', 'The "Best" Ltd'),
            ('Ola "Snekker" Hansen', 'Ola "Snekker" Hansen'),
            ('"Best" Cars', "Best Cars"),
            ('"Two\r\nlines"', "Two\r\nlines"),
        ):
            for tail in ("", "\n", "\n" + EQUINOR):
                with self.subTest(cell=cell, tail=tail):
                    rows = self.rows(f"{cell};1;982463718{tail}")
                    self.assertEqual(rows[0], (1, (value, "1", "982463718")))

    def test_short_and_long_rows_are_delivered(self):
        rows = self.rows(EQUINOR + "Short;2\n" + "Long;3;982463718;x;y\nOne\n")
        self.assertEqual(rows[1], (2, ("Short", "2")))
        self.assertEqual(rows[2], (3, ("Long", "3", "982463718", "x", "y")))
        self.assertEqual(rows[3], (4, ("One",)))
        table = self.table(EQUINOR + "Long;3;982463718;x;y\n")
        self.assertEqual(table.header, ("A", "B", "C", "D", "E"))

    def test_header_is_recognised(self):
        for header in (
            HEADER,
            "Navn;Kundenummer;Organisasjonsnummer\n",
            "Namn;Kundnr;Orgnr\n",
            "Nimi;Asiakasnumero;Y-tunnus\n",
            "Kunde;Nr.;Org.nr.\n",
            "KUNDENAVN;KUNDENR;\n",
            "Kunde;;Orgnr\n",
            "Bezeichnung;Nummer;Kennung\n",
        ):
            with self.subTest(header=header):
                self.assertEqual(self.rows(header + EQUINOR)[0][0], 2)

    def test_first_customer_is_not_taken_for_a_header(self):
        for first in (
            EQUINOR,
            "Firma;1;923609016\n",
            "Name;Customer ID;923609016\n",
            "Foreign Ltd;10000;GB123456789\n",
            "No Number AS;10000;\n",
            "Customer;;\n",
            "Wrong AS;10000;unknown\n",
            "Short AS;10000\n",
        ):
            for others in ("", TELENOR, TELENOR * 30):
                if not others and first.count(";") < 2:
                    continue
                with self.subTest(first=first, others=len(others)):
                    table = self.table(first + others)
                    self.assertIs(table.has_header, False)
                    self.assertEqual(next(iter(table.rows)).number, 1)

    def test_header_as_told(self):
        self.assertEqual(len(self.rows(HEADER + EQUINOR, has_header=False)), 2)
        self.assertEqual(len(self.rows(EQUINOR + TELENOR, has_header=True)), 1)

    def test_empty_files(self):
        self.assertRefused(b"", problems.FILE_EMPTY)
        for blank in (b"\xef\xbb\xbf", b" ", b"\n\n", b";;\n ; ;\n", b'"";""\n'):
            with self.subTest(blank=blank):
                self.assertRefused(blank, problems.FILE_ONLY_BLANK_ROWS)
        self.assertRefused(
            EQUINOR, problems.FILE_ONLY_BLANK_ROWS, options={"skip_rows": 1}
        )
        self.assertRefused(HEADER, problems.FILE_ONLY_HEADER)
        self.assertRefused(
            EQUINOR, problems.FILE_ONLY_HEADER, options={"has_header": True}
        )

    def test_not_text(self):
        for data, kind in (
            (zip_of("xl/workbook.xml"), "xlsx"),
            (zip_of("customers.csv"), "zip"),
            (
                b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
                "ods",
            ),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "xls"),
            (b"%PDF-1.7", "pdf"),
            (b"\x1f\x8b\x08", "gzip"),
            (b"\xef\xbb\xbf <HTML><table>", "html"),
            (b"<?xml version='1.0'?>", "xml"),
            (b"\x89PNG\r\n", "image"),
            (EQUINOR.encode() + b"\x00" + TELENOR.encode(), "binary"),
        ):
            with self.subTest(kind=kind):
                self.assertRefused(data, problems.FILE_NOT_TEXT, kind=kind)

    def test_wrong_encoding(self):
        text = HEADER + EQUINOR + "Ålesund Blåskjell;3;982463718\n"
        for encoding, likely, line in (
            ("windows-1252", "windows-1252", 3),
            ("latin-1", "windows-1252", 3),
            ("cp850", "cp850", 3),
            ("mac_roman", "mac_roman", 3),
            ("utf-16", "utf-16", 1),
            ("utf-16-le", "utf-16-le", 1),
            ("utf-16-be", "utf-16-be", 1),
        ):
            for line_end in ("\n", "\r\n", "\r"):
                with self.subTest(encoding=encoding, line_end=line_end):
                    self.assertRefused(
                        text.replace("\n", line_end).encode(encoding),
                        problems.FILE_WRONG_ENCODING,
                        expected="utf-8",
                        likely=likely,
                        line=line,
                    )
        # The wrong byte may stand far down, across a boundary of what is read at once.
        many = EQUINOR * 80_000
        self.assertRefused(
            many.encode() + "Bø;1;2".encode("latin-1"),
            problems.FILE_WRONG_ENCODING,
            expected="utf-8",
            likely="windows-1252",
            line=80_001,
        )

    def test_wrong_separator(self):
        for found in (",", "\t", "|"):
            for text in (HEADER + EQUINOR, EQUINOR, HEADER + EQUINOR + TELENOR * 50):
                with self.subTest(found=found):
                    self.assertRefused(
                        text.replace(";", found),
                        problems.FILE_WRONG_DELIMITER,
                        expected=";",
                        found=found,
                    )

    def test_too_few_columns(self):
        self.assertRefused(
            "Name\nEquinor ASA;1\n",
            problems.FILE_TOO_FEW_COLUMNS,
            expected=3,
            found=2,
            row=2,
        )
        self.assertRefused(
            "One, two\nThree\n",
            problems.FILE_TOO_FEW_COLUMNS,
            expected=3,
            found=1,
            row=1,
        )

    def test_unclosed_quote(self):
        for text, row in (
            (EQUINOR + '"Open;2;982463718\n' + TELENOR, 2),
            (EQUINOR + '"Open;2;982463718', 2),
            (EQUINOR + '"Open;2;982463718\n' + TELENOR * 5000, 2),
            (EQUINOR + TELENOR * 50 + '"Open;2;9\n' + '"Shut";3;9\n' + TELENOR, 52),
        ):
            with self.subTest(text=text[:60]):
                self.assertRefused(text, problems.FILE_UNCLOSED_QUOTE, row=row)

    def test_limits(self):
        self.assertRefused(
            EQUINOR,
            problems.FILE_TOO_LARGE,
            options={"max_bytes": 10},
            size=len(EQUINOR),
            limit=10,
        )
        options = {"max_rows": 2}
        self.assertEqual(len(self.rows(HEADER + EQUINOR + TELENOR, **options)), 2)
        self.assertRefused(
            HEADER + EQUINOR * 3, problems.FILE_TOO_MANY_ROWS, options, limit=2
        )
        self.assertRefused(
            EQUINOR + ";" * 1000 + "x",
            problems.FILE_TOO_MANY_COLUMNS,
            row=2,
            found=1001,
            limit=1000,
        )
        for length in (32_768, 200_000):
            self.assertRefused(
                EQUINOR + f"A;{'x' * length};9",
                problems.FILE_CELL_TOO_LONG,
                row=2,
                column=2,
                found=length,
                limit=32_767,
            )

    def test_large_file_streams(self):
        data = HEADER.encode() + b"".join(
            b"Customer number %d AS;%d;923609016\n" % (number, number)
            for number in range(100_000)
        )
        started = time.process_time()
        table = self.table(data)
        count = sum(1 for _ in table.rows)
        seconds = time.process_time() - started
        _logger.info("100,000 rows read twice in %.2f s", seconds)
        self.assertEqual(count, table.row_count)
        tracemalloc.start()
        try:
            for _row in self.table(data).rows:
                pass
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        self.assertLess(peak, len(data) + 8 * 1024 * 1024)


def zip_of(name):
    """Return a zip archive with one small file of this name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "content")
    return buffer.getvalue()
