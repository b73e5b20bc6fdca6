"""Reading a workbook of ten columns, beside openpyxl's fastest way to read one."""

import io
import time

import openpyxl
import xlsxwriter

from odoo.addons.customer_register.importing.reader import open_table

ROWS = 50_000
ROUNDS = 3
LEAST_RATIO = 8
HEADER = (
    "Kundenr",
    "Navn",
    "Org.nr",
    "Adresse",
    "Postnr",
    "Poststed",
    "Land",
    "Telefon",
    "E-post",
    "Kontaktperson",
)


def run(env):
    """Print how long each takes from the file's bytes to the texts of all cells.

    :param env: not used: nothing here needs a database
    :raise SystemExit: when the addon is not as much faster as it should be
    """
    data = _workbook()
    ours = theirs = float("inf")
    for _round in range(ROUNDS):
        start = time.process_time()
        table = open_table(data, "customers.xlsx")
        rows = [row.values for row in table.rows]
        ours = min(ours, time.process_time() - start)
        start = time.process_time()
        expected = _read_with_openpyxl(data)
        theirs = min(theirs, time.process_time() - start)
        assert table.header == HEADER, table.header
        assert [[value or None for value in row] for row in rows] == expected
    print(f"Reading {ROWS} rows of .xlsx, best of {ROUNDS}:")
    print(f"  openpyxl, read-only {ROWS / theirs:8.0f} rows/s")
    print(f"  the addon           {ROWS / ours:8.0f} rows/s   {theirs / ours:.2f}x")
    if theirs / ours < LEAST_RATIO:
        raise SystemExit(f"Reading .xlsx should be {LEAST_RATIO} times openpyxl's.")


def _workbook():
    """Return a workbook as spreadsheet programs write it: texts in a table of texts."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("Kunder")
    sheet.write_row(0, 0, HEADER)
    for place in range(ROWS):
        sheet.write_row(place + 1, 0, _customer(place))
    book.close()
    return file.getvalue()


def _customer(place):
    return (
        10_000 + place,
        f"Åsen & Benchmark {place} AS",
        f"{800_000_000 + place}",
        f"Storgata {place}",
        f"{place % 10_000:04}",
        f"Tettsted {place % 400}",
        "Norge",
        f"22 33 {place % 100:02} {place // 100 % 100:02}",
        # not everybody has an address to write to
        f"post{place}@example.no" if place % 5 else None,
        f"Kari Nordmann {place}",
    )


def _read_with_openpyxl(data):
    """Return the rows below the header, every cell as text or None."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    rows = book.active.iter_rows(min_row=2, values_only=True)
    return [[None if value is None else str(value) for value in row] for row in rows]
