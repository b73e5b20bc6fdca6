"""Read an .ods workbook, the form of LibreOffice (OpenDocument 1.3 part 3, 9).

The cells of an .ods file hold both a value and the text that is shown. A cell or row
that comes again is written once with a count, so a small file can have millions of
cells: only what is not blank is repeated, and only as far as the limits go.
"""

import re
from itertools import repeat

from lxml import etree

from . import problems
from .csv_rows import is_error_text
from .number_formats import number_text, percentage_text
from .packed_rows import PackedRows
from .table import BLANKS, refusal
from .zip_parts import Parts

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_BLOCK = 1_000
_MAX_SPACES = 1_000

_NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _OFFICE, _TEXT, _STYLE = (
    _NAMESPACE % name for name in ("table", "office", "text", "style")
)
_CELLS = (_TABLE + "table-cell", _TABLE + "covered-table-cell")
_CALC_TYPE = (
    "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
)
_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_DATE = re.compile(r"(-?\d{4,}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:[.,]\d+)?)?")
# Numbers that are shown otherwise than they are: 00123, +46701234567, (08) 12 34 56.
_SHOWN_AS_TEXT = re.compile(r"0\d[\d\s./-]*|[+(][\d\s()./-]+|0\d*-[\d\s-]+")
_NO_DIGIT = re.compile(r"\D")


class OdsBook:
    """An .ods workbook.

    :param bytes data: the file
    :param Limits limits: how much is read
    :raise ImportFileError: if the file is damaged, encrypted or made to harm
    """

    def __init__(self, data, limits):
        self._limits = limits
        self._parts = Parts(data, limits)
        if _MANIFEST in self._parts:
            manifest = self._parts.read_xml(_MANIFEST)
            if any(True for _element in manifest.iter("{*}encryption-data")):
                raise refusal(problems.FILE_ENCRYPTED)
        #: the sheets' names
        self.sheets = {}
        self.hidden = set()
        self._list_sheets()

    def _list_sheets(self):
        hidden_styles = set()
        for event, element in self._events():
            if event == "end" and element.tag == _STYLE + "style":
                properties = element.find(_STYLE + "table-properties")
                shown = properties is None or properties.get(_TABLE + "display")
                if shown == "false":
                    hidden_styles.add(element.get(_STYLE + "name"))
            elif event == "start" and element.tag == _TABLE + "table":
                name = element.get(_TABLE + "name", "")
                self.sheets.setdefault(name)
                if element.get(_TABLE + "style-name") in hidden_styles:
                    self.hidden.add(name)
            if len(self.sheets) > self._limits.sheets:
                raise refusal(problems.FILE_TOO_MANY_SHEETS, limit=self._limits.sheets)

    def read_sheet(self, name):
        """Read a sheet.

        :param str name: of the sheet
        :rtype: PackedRows
        :raise ImportFileError: if the sheet is damaged or breaks a limit
        """
        rows = _OdsRows(self._limits)
        inside = False
        for event, element in self._events():
            if element.tag == _TABLE + "table":
                if inside and event == "end":
                    break
                inside = inside or element.get(_TABLE + "name", "") == name
            elif inside and event == "end" and element.tag == _TABLE + "table-row":
                rows.add(element)
        return rows.finish()

    def _events(self):
        """Parse the content, and forget each row after it was looked at."""
        parser = etree.XMLPullParser(
            events=("start", "end"),
            tag=(_TABLE + "table", _TABLE + "table-row", _STYLE + "style"),
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for piece in self._parts.pieces(_CONTENT, self._limits.sheet_bytes):
                parser.feed(piece)
                for event, element in parser.read_events():
                    if element.getroottree().docinfo.internalDTD is not None:
                        raise refusal(problems.FILE_ENTITIES)
                    yield event, element
                    if event == "end":
                        _forget(element)
            parser.close()
        except (etree.XMLSyntaxError, ValueError) as error:
            raise refusal(problems.FILE_CORRUPT) from error


def _forget(element):
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


class _OdsRows:
    """Collect the rows of a sheet."""

    def __init__(self, limits):
        self._limits = limits
        self._rows = PackedRows(limits)
        self._number = 0
        self._waiting = []
        self._errors = {}

    def add(self, element):
        """Take in a row, as often as it says."""
        times = _count(element, "number-rows-repeated")
        values, errors = self._cells(element)
        if any(values):
            for number in range(self._number + 1, self._number + times + 1):
                self._waiting.append((number, values))
                if errors:
                    self._errors[number] = errors
                if len(self._waiting) >= _BLOCK:
                    self._store()
        self._number += times

    def finish(self):
        """Return the rows."""
        self._store()
        return self._rows

    def _store(self):
        if self._waiting:
            numbers, rows = zip(*self._waiting, strict=True)
            self._rows.extend(list(numbers), list(rows), self._errors)
            self._waiting.clear()
            self._errors = {}

    def _cells(self, row):
        """Return the texts of a row and its error cells."""
        values, errors, blank = [], {}, 0
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            times = _count(cell, "number-columns-repeated")
            text = _cell_text(cell)
            if not text:
                blank += times
                continue
            width = len(values) + blank + times
            if width > self._limits.columns:
                raise refusal(
                    problems.FILE_TOO_MANY_COLUMNS,
                    row=self._number + 1,
                    found=width,
                    limit=self._limits.columns,
                )
            values.extend(repeat("", blank))
            blank = 0
            if _is_error(cell, text):
                errors.update(dict.fromkeys(range(len(values), width), text))
            values.extend(repeat(text, times))
        return values, errors


def _count(element, name):
    try:
        return max(int(element.get(_TABLE + name, 1)), 1)
    except ValueError:
        return 1


def _is_error(cell, text):
    if cell.get(_CALC_TYPE) == "error":
        return True
    return cell.get(_TABLE + "formula") is not None and is_error_text(text)


def _cell_text(cell):
    kind = cell.get(_OFFICE + "value-type")
    shown = "\n".join(_paragraph(part) for part in cell.findall(_TEXT + "p"))
    shown = shown.strip(BLANKS)
    if kind is None or kind == "string" or _is_error(cell, shown):
        return shown
    if kind == "date":
        found = _DATE.fullmatch(cell.get(_OFFICE + "date-value", ""))
        if not found:
            return shown
        clock = found[2] if found[2] and found[2] != "00:00:00" else ""
        return f"{found[1]} {clock}".strip()
    if kind == "time":
        found = _DURATION.fullmatch(cell.get(_OFFICE + "time-value", ""))
        if not found:
            return shown
        return ":".join(found.groups()).removesuffix(":00")
    if kind == "boolean":
        return cell.get(_OFFICE + "boolean-value", "").upper()
    value = cell.get(_OFFICE + "value", "")
    if kind == "percentage":
        return percentage_text(value)
    value = number_text(value)
    if _SHOWN_AS_TEXT.fullmatch(shown) and _same_digits(shown, value):
        return shown
    return value


def _same_digits(shown, value):
    return _NO_DIGIT.sub("", shown).lstrip("0") == value.lstrip("0")


def _paragraph(element):
    """Return the text of a paragraph, in which spaces and breaks are elements."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == _TEXT + "s":
            parts.append(" " * min(_spaces(child), _MAX_SPACES))
        elif child.tag == _TEXT + "tab":
            parts.append("\t")
        elif child.tag == _TEXT + "line-break":
            parts.append("\n")
        else:
            parts.append(_paragraph(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _spaces(element):
    try:
        return int(element.get(_TEXT + "c", 1))
    except ValueError:
        return 1
