"""What reading a file gives: a table of numbered rows, whatever the file's format."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from . import problems
from .problems import ImportFileError, Problem

NO_ERRORS = MappingProxyType({})

#: White space and the invisible characters that come with copied text.
BLANKS = "\ufeff\u200b\u2060\u00a0\u2007\u202f \t\r\n\f\v"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read; a file beyond a limit is refused.

    :param int bytes: size of the file
    :param int rows: rows with data
    :param int columns: cells in a row, up to the last that is not blank
    :param int cell_length: characters in a cell; by default what a spreadsheet holds
    :param int sheets: sheets of a workbook
    :param int parts: files inside a workbook file
    :param int sheet_bytes: size of a sheet inside a workbook file, unpacked. A sheet is
        never held in memory as a whole.
    :param int text_bytes: the same of the texts that a workbook's sheets share
    """

    bytes: int = 100 * 1024 * 1024
    rows: int = 200_000
    columns: int = 1_000
    cell_length: int = 32_767
    sheets: int = 255
    parts: int = 10_000
    sheet_bytes: int = 1024 * 1024 * 1024
    text_bytes: int = 256 * 1024 * 1024


DEFAULT_LIMITS = Limits()


class Row(NamedTuple):
    """One row of a file.

    :param int number: the row's number in a spreadsheet: from 1, with header, skipped
        and blank rows counted, and a quoted line break not
    :param tuple values: the cells as text without outer white space; as many as the row
        has, which may be fewer than the table has columns
    :param errors: the cells that a spreadsheet could not compute: their position, from
        0, and what they show instead, such as ``#DIV/0!``
    """

    number: int
    values: tuple[str, ...]
    errors: Mapping[int, str] = NO_ERRORS

    def __repr__(self):
        # Cells may hold personal numbers: they stay out of logs and tracebacks.
        return f"Row(number={self.number!r})"


@dataclass(frozen=True, slots=True)
class Table:
    """A file that can be imported.

    :param str format: ``csv``, ``xlsx``, ``xls`` or ``ods``
    :param str encoding: Python codec name; empty for workbooks
    :param str delimiter: one character; empty for workbooks
    :param tuple sheets: the names of the visible sheets; empty for text files
    :param str sheet: the name of the sheet that is read; empty for text files
    :param int skip_rows: rows above the header or, without one, the first row with data
    :param bool has_header: whether the first row names the columns
    :param tuple header: a name for each column: the file's own, else the letter that
        spreadsheets give the column
    :param int column_count: columns of the widest row
    :param int row_count: rows with data
    :param rows: the :class:`Row` objects; may be iterated again and again
    """

    format: str
    encoding: str
    delimiter: str
    sheets: tuple[str, ...]
    sheet: str
    skip_rows: int
    has_header: bool
    header: tuple[str, ...] = field(repr=False)
    column_count: int
    row_count: int
    rows: Iterable[Row] = field(repr=False)


def refusal(code, **params):
    """Return the exception that refuses a file.

    :param str code: one of :mod:`.problems`
    :param params: the code's parameters
    :rtype: ImportFileError
    """
    return ImportFileError(Problem(code, params))


def width_of(values):
    """Return how many cells a row has up to the last that is not blank.

    :param values: the row's cells
    :rtype: int
    """
    width = len(values)
    while width and not values[width - 1]:
        width -= 1
    return width


def column_letters(position):
    """Return the name that spreadsheets give a column.

    :param int position: from 0
    :rtype: str
    """
    letters = ""
    position += 1
    while position:
        position, letter = divmod(position - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def column_names(names, column_count):
    """Return a name for each column, the spreadsheet's letters where there is none.

    :param names: the header's cells
    :param int column_count: how many names are needed
    :rtype: tuple
    """
    names = (*names, *("",) * (column_count - len(names)))
    return tuple(name or column_letters(at) for at, name in enumerate(names))


def check_row(row, limits):
    """Refuse a row with too many cells or a cell that is too long.

    :param Row row: the row
    :param Limits limits: how much is read
    :raise ImportFileError: if the row goes beyond
    """
    width = width_of(row.values)
    if width > limits.columns:
        raise refusal(
            problems.FILE_TOO_MANY_COLUMNS,
            row=row.number,
            found=width,
            limit=limits.columns,
        )
    longest = max(row.values, key=len)
    if len(longest) > limits.cell_length:
        raise refusal(
            problems.FILE_CELL_TOO_LONG,
            row=row.number,
            column=row.values.index(longest) + 1,
            found=len(longest),
            limit=limits.cell_length,
        )
