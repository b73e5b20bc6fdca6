"""Read a file of customers into a table: CSV in any form, .xlsx, .xls or .ods.

What the file is, how it is encoded and separated, which sheet and which rows hold the
table: all is found out, and all can be told.
"""

from . import problems
from .csv_delimiter import find_delimiter, separator_line
from .csv_rows import CsvRows
from .file_kind import kind_of
from .header_row import FirstRows
from .ods_reader import OdsBook
from .table import DEFAULT_LIMITS, Table, column_names, refusal, width_of
from .text_encoding import check_encoding, find_encoding
from .xls_reader import XlsBook
from .xlsx_sheet import XlsxWorkbook

_BOOKS = {"xlsx": XlsxWorkbook, "xls": XlsBook, "ods": OdsBook}


def open_table(
    data,
    file_name="",
    *,
    skip_rows=None,
    has_header=None,
    encoding=None,
    delimiter=None,
    sheet=None,
    limits=DEFAULT_LIMITS,
):
    """Check a whole file and return it as a table.

    :param bytes data: the file
    :param str file_name: decides only what the content does not tell
    :param skip_rows: rows above the header, or above the first customer; None to find
        titles and the like above the header
    :param has_header: True, False, or None to find out
    :param encoding: Python codec name of a text file; None to find out
    :param delimiter: what separates the columns of a text file; None to find out
    :param sheet: name of a workbook's sheet, also of a hidden one; None for the first
        visible one that is not empty
    :param Limits limits: how much is read
    :rtype: Table
    :raise ImportFileError: if the file cannot be read, is empty or breaks a limit
    :raise LookupError: if Python has no such encoding
    """
    if not data:
        raise refusal(problems.FILE_EMPTY)
    if len(data) > limits.bytes:
        raise refusal(problems.FILE_TOO_LARGE, size=len(data), limit=limits.bytes)
    kind = kind_of(data)
    if kind == "encrypted":
        raise refusal(problems.FILE_ENCRYPTED)
    facts = {"encoding": "", "delimiter": "", "sheets": (), "sheet": ""}
    if kind in _BOOKS:
        book = _BOOKS[kind](data, limits)
        name, rows = _sheet_rows(book, sheet)
        facts["sheet"] = name
        facts["sheets"] = tuple(key for key in book.sheets if key not in book.hidden)
    elif kind == "text":
        kind = "csv"
        rows = _text_rows(data, file_name, encoding, delimiter)
        facts.update(encoding=rows.encoding, delimiter=rows.delimiter)
    else:
        raise refusal(problems.FILE_NOT_TABLE, kind=kind)
    return _table(rows, skip_rows, has_header, limits, format=kind, **facts)


def _sheet_rows(book, name):
    """Return the name and the rows of a workbook's sheet."""
    if name is not None:
        if name not in book.sheets:
            raise refusal(problems.FILE_NO_SHEET)
        return name, book.read_sheet(name)
    visible = [name for name in book.sheets if name not in book.hidden]
    if not visible:
        raise refusal(problems.FILE_NO_SHEET)
    for name in visible:
        rows = book.read_sheet(name)
        if rows:
            return name, rows
    raise refusal(problems.FILE_ONLY_BLANK_ROWS)


def _text_rows(data, file_name, encoding, delimiter):
    if encoding:
        check_encoding(data, encoding)
    else:
        encoding = find_encoding(data)
    declared = separator_line(data, encoding)
    if not delimiter:
        delimiter = declared or find_delimiter(data, encoding, file_name)
    return CsvRows(data, encoding, delimiter, skip_lines=int(bool(declared)))


def _table(rows, skip_rows, has_header, limits, **facts):
    """Find where the table begins and count what it has."""
    find_titles = skip_rows is None
    if skip_rows:
        rows = rows.from_row(skip_rows + 1)
    first = FirstRows(rows, has_header, find_titles)
    if not first.first_number:
        raise refusal(problems.FILE_ONLY_BLANK_ROWS)
    header = first.header
    rows = rows.from_row(first.first_number + bool(header))
    if find_titles:
        skip_rows = first.first_number - 1
    count, width = rows.measure(limits)
    if header and not count:
        raise refusal(problems.FILE_ONLY_HEADER)
    names = header.values if header else ()
    width = max(width, width_of(names))
    return Table(
        skip_rows=skip_rows,
        has_header=bool(header),
        header=column_names(names[:width], width),
        column_count=width,
        row_count=count,
        rows=rows,
        **facts,
    )
