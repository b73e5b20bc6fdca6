"""Write workbooks that are filled in and read again: templates, and rows that failed.

Everything is written as text, with the number format of text: a spreadsheet neither
drops leading zeros nor makes a date or a formula of what it finds. A text that begins
like a formula is marked as quoted, so that it stays a text when somebody edits it.

Colours: a header is green for required, red for optional and blue for what only
matters with several companies, as seed ``003_79e6aae4e62decf2.txt`` has it in its
list of meanings. The seed says the opposite elsewhere; so the legend and a note on each
header say it in words.
"""

import io
import re
from dataclasses import dataclass, field
from itertools import chain

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from .formula_starts import FORMULA_STARTS

REQUIRED, OPTIONAL, MULTI_COMPANY = "required", "optional", "multi_company"
#: What a spreadsheet cell can hold.
MAX_CELL_LENGTH = 32_767

_COLOURS = {REQUIRED: "C6E7C8", OPTIONAL: "F4CCCC", MULTI_COMPANY: "C9DAF8"}
_TEXT = "@"
# Characters that XML can't hold.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Rows of a template that have drop-downs and limits.
_FILLABLE_ROWS = 10_000
# A longer list of choices has to stand in cells.
_INLINE_LENGTH = 250
_LISTS = "_lists"
_REASON_WIDTH = 60


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column of a file to fill in.

    :param str target: what it is for; columns without one are hidden
    :param str header: its name in the file
    :param str need: ``required``, ``optional`` or ``multi_company``
    :param str help: what to enter
    :param int max_length: characters that are accepted, 0 for any
    :param list options: what can be chosen, if that is a short list
    """

    target: str
    header: str
    need: str = OPTIONAL
    help: str = ""
    max_length: int = 0
    options: list = field(default_factory=list)


def write_template(columns, rows, *, labels):
    """Return a workbook to fill in.

    :param columns: the TemplateColumn objects
    :param rows: lists of texts, one for each column
    :param dict labels: words of the workbook in the user's language: ``sheet``,
        ``legend``, ``required``, ``optional``, ``multi_company``, ``column``, ``need``,
        ``help``, ``max_length``, ``options``, ``colours``
    :rtype: bytes
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(labels["sheet"]))
    sheet.freeze_panes = "A2"
    lists = _Lists()
    for place, column in enumerate(columns, 1):
        letter = get_column_letter(place)
        dimension = sheet.column_dimensions[letter]
        dimension.width = min(max(len(column.header) + 3, 12), 40)
        dimension.number_format = _TEXT
        dimension.hidden = not column.target
        cells = f"{letter}2:{letter}{_FILLABLE_ROWS}"
        if validation := _validation(column, lists, labels):
            validation.add(cells)
            sheet.data_validations.append(validation)
    sheet.append([_header_cell(sheet, column, labels) for column in columns])
    for row in rows:
        sheet.append([_text_cell(sheet, text) for text in row])
    _write_legend(book.create_sheet(_sheet_name(labels["legend"])), columns, labels)
    lists.add_sheet(book)
    return _saved(book)


def write_rows(header, rows, *, reason_header):
    """Return a workbook of rows with what is wrong with each in the first column.

    :param header: names of the columns behind the reason
    :param rows: lists of texts, the reason first
    :param str reason_header: name of the first column
    :rtype: bytes
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "B2"
    sheet.column_dimensions["A"].width = _REASON_WIDTH
    for place, name in enumerate(header, 2):
        dimension = sheet.column_dimensions[get_column_letter(place)]
        dimension.width = min(max(len(name) + 3, 12), 40)
        dimension.number_format = _TEXT
    names = [_text_cell(sheet, name) for name in chain((reason_header,), header)]
    for cell in names:
        cell.font = Font(bold=True)
    sheet.append(names)
    for row in rows:
        sheet.append([_text_cell(sheet, text) for text in row])
    return _saved(book)


def write_list(header, rows):
    """Return a workbook of a list: every cell is a text.

    :param header: names of the columns
    :param rows: lists of texts
    :rtype: bytes
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for place, name in enumerate(header, 1):
        width = min(max(len(name) + 3, 15), 40)
        sheet.column_dimensions[get_column_letter(place)].width = width
    names = [_text_cell(sheet, name) for name in header]
    for cell in names:
        cell.font = Font(bold=True)
    sheet.append(names)
    for row in rows:
        sheet.append([_text_cell(sheet, text) for text in row])
    return _saved(book)


# === CELLS === #


def _text_cell(sheet, text):
    text = _FORBIDDEN.sub("", text or "")[:MAX_CELL_LENGTH]
    cell = WriteOnlyCell(sheet, text or None)
    cell.number_format = _TEXT
    if text:
        # openpyxl would make a formula of "=…" and an error of "#N/A"
        cell.data_type = "s"
        if text.startswith(FORMULA_STARTS):
            cell.quotePrefix = True
    return cell


def _header_cell(sheet, column, labels):
    cell = _text_cell(sheet, column.header)
    cell.font = Font(bold=True)
    cell.fill = _fill(column.need)
    if column.target:
        lines = [labels[column.need], column.help]
        if column.max_length:
            lines.append(f"{labels['max_length']}: {column.max_length}")
        cell.comment = Comment("\n".join(filter(None, lines)), labels["legend"])
    return cell


def _fill(need):
    return PatternFill("solid", fgColor=_COLOURS[need])


def _sheet_name(name):
    return re.sub(r"[\[\]:*?/\\']", " ", name)[:31].strip() or "Sheet"


def _saved(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


# === CHOICES AND LIMITS === #


class _Lists:
    """Lists of choices that are too long for a cell's own rule."""

    def __init__(self):
        self._columns = []

    def add(self, options):
        """Keep a list; return the formula that refers to it."""
        self._columns.append(options)
        letter = get_column_letter(len(self._columns))
        return f"'{_LISTS}'!${letter}$1:${letter}${len(options)}"

    def add_sheet(self, book):
        if not self._columns:
            return
        sheet = book.create_sheet(_LISTS)
        sheet.sheet_state = "hidden"
        longest = max(map(len, self._columns))
        for place in range(longest):
            sheet.append(
                [
                    _text_cell(sheet, options[place] if place < len(options) else "")
                    for options in self._columns
                ]
            )


def _validation(column, lists, labels):
    """Return what a spreadsheet shall allow in the cells of a column, or None."""
    if column.options:
        inline = ",".join(column.options)
        is_short = len(inline) <= _INLINE_LENGTH and not any(
            "," in option or '"' in option for option in column.options
        )
        formula = f'"{inline}"' if is_short else lists.add(column.options)
        # a hint, no bar: names of new records may be typed
        return DataValidation(
            "list", formula1=formula, allow_blank=True, showErrorMessage=False
        )
    if column.max_length:
        return DataValidation(
            "textLength",
            operator="lessThanOrEqual",
            formula1=str(column.max_length),
            allow_blank=True,
            showErrorMessage=True,
            errorTitle=column.header[:32],
            error=f"{labels['max_length']}: {column.max_length}",
        )
    return None


def _write_legend(sheet, columns, labels):
    """Say in words what the colours and the columns mean."""
    for letter, width in zip("ABCDE", (36, 28, 60, 20, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([_bold(sheet, labels["colours"])])
    for need in (REQUIRED, OPTIONAL, MULTI_COMPANY):
        cell = _text_cell(sheet, labels[need])
        cell.fill = _fill(need)
        sheet.append([cell])
    sheet.append([])
    titles = ("column", "need", "help", "max_length", "options")
    sheet.append([_bold(sheet, labels[title]) for title in titles])
    for column in columns:
        if not column.target:
            continue
        name = _text_cell(sheet, column.header)
        name.fill = _fill(column.need)
        texts = (
            labels[column.need],
            column.help,
            str(column.max_length or ""),
            ", ".join(column.options),
        )
        cells = [_text_cell(sheet, text) for text in texts]
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append([name, *cells])


def _bold(sheet, text):
    cell = _text_cell(sheet, text)
    cell.font = Font(bold=True)
    return cell
