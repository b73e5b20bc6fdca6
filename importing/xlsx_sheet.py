"""Read the cells of one sheet of an .xlsx workbook, piece by piece.

ECMA-376 part 1, 18.3. The sheet is never held as a whole: it comes in blocks of rows.
Each block is read the fast way of :mod:`.xlsx_fast_rows` or, if it has a form unknown
there, as XML cell by cell. Both ways give the same.
"""

import re

from . import problems
from .packed_rows import PackedRows
from .table import refusal
from .xlsx_book import XlsxBook, element_text, local_name, unescaped
from .xlsx_cells import CellTexts
from .xlsx_fast_rows import FastRows
from .zip_parts import check_markup, parse_xml, split_at

_START = re.compile(rb"<(?:([\w.-]+):)?worksheet\b[^>]*>")
_DATA = re.compile(rb"<(?:[\w.-]+:)?sheetData\s*(/?)>")
_MAX_FRAME = 4 * 1024 * 1024
# The first block shows which columns there are. It is read the slower way.
_FIRST_BLOCK = 32 * 1024
_REFERENCE = re.compile(r"([A-Z]{1,3})\d*")


class XlsxWorkbook(XlsxBook):
    """An .xlsx workbook whose sheets can be read."""

    def read_sheet(self, name):
        """Read a sheet.

        :param str name: of the sheet
        :rtype: PackedRows
        :raise ImportFileError: if the sheet is damaged or breaks a limit
        """
        return _Sheet(self, self.limits).read_part(self.sheets[name])


class _Sheet:
    def __init__(self, book, limits):
        self._book = book
        self._limits = limits
        self._rows = PackedRows(limits)
        self._cells = CellTexts(book)
        self._number = 0
        self._width = 0
        self._fast_rows = None

    def read_part(self, path):
        for block in self._blocks(path):
            if not (self._fast_rows and self._read_fast(block)):
                self._read_exactly(block)
        return self._rows

    def _blocks(self, path):
        """Yield the sheet's rows in blocks; learn how its elements are named."""
        pieces = self._book.parts.pieces(path, self._limits.sheet_bytes)
        frame, data = b"", None
        for piece in pieces:
            frame += piece
            data = _DATA.search(frame)
            if data or len(frame) > _MAX_FRAME:
                break
        start = _START.search(frame)
        if not start or not data:
            raise refusal(problems.FILE_CORRUPT)
        check_markup(frame[: start.end()])
        prefix = start[1] + b":" if start[1] else b""
        self._start = start[0]
        self._end = b"</%sworksheet>" % prefix
        self._has_prefix = bool(prefix)
        if not data[1]:
            yield from self._row_blocks(frame[data.end() :], pieces, prefix)

    def _row_blocks(self, rest, pieces, prefix):
        def first_small():
            yield rest[:_FIRST_BLOCK]
            yield rest[_FIRST_BLOCK:]
            yield from pieces

        data_end = b"</%ssheetData>" % prefix
        for block in split_at(first_small(), b"</%srow>" % prefix):
            if block.lstrip().startswith(data_end):
                return
            yield block
        raise refusal(problems.FILE_CORRUPT)

    def _read_fast(self, block):
        """Read a block the fast way.

        :return: whether it could be read so
        """
        try:
            text = block.decode()
        except UnicodeDecodeError as error:
            raise refusal(problems.FILE_CORRUPT) from error
        found = self._fast_rows.read_block(text)
        if not found:
            return False
        numbers, rows, errors = found
        if numbers[0] <= self._number or numbers != sorted(set(numbers)):
            return False
        self._number = numbers[-1]
        self._rows.extend(numbers, rows, errors)
        return True

    def _read_exactly(self, block):
        root = parse_xml(self._start + block + self._end)
        numbers, rows, errors = [], [], {}
        width = self._width
        for row in root:
            if local_name(row) != "row":
                continue
            self._number = _row_number(row.get("r"), self._number)
            cells = self._row_cells(row, errors)
            row_width = max(cells, default=-1) + 1
            if row_width > self._limits.columns:
                raise refusal(
                    problems.FILE_TOO_MANY_COLUMNS,
                    row=self._number,
                    found=row_width,
                    limit=self._limits.columns,
                )
            width = max(width, row_width)
            numbers.append(self._number)
            rows.append([cells.get(position, "") for position in range(row_width)])
        self._rows.extend(numbers, rows, errors)
        if width > self._width and not self._has_prefix:
            self._width = width
            self._fast_rows = FastRows(self._cells, width)

    def _row_cells(self, row, errors):
        """Return the texts of a row's cells that are not blank, by position."""
        cells, position = {}, -1
        for cell in row:
            if local_name(cell) != "c":
                continue
            reference = _REFERENCE.match(cell.get("r", ""))
            position = _position(reference[1]) if reference else position + 1
            text = ""
            kind = self._cells.kind_of(cell.get("t", "n"), cell.get("s", ""))
            for child in cell:
                name = local_name(child)
                if name == "is":
                    text = element_text(child)
                elif name == "v" and child.text:
                    text = kind.text(unescaped(child.text))
            if text:
                cells[position] = text
                if kind.is_error:
                    errors.setdefault(self._number, {})[position] = text
        return cells


def _row_number(text, previous):
    try:
        number = int(text) if text else previous + 1
    except ValueError as error:
        raise refusal(problems.FILE_CORRUPT) from error
    # Rows come in order; where a file breaks that, they are counted.
    return number if number > previous else previous + 1


def _position(letters):
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - ord("A") + 1
    return position - 1
