"""Rows of a workbook, kept in little memory.

A workbook is parsed once. Its rows are kept as bytes, some thousand rows to a block,
and become text again as they are iterated: 100,000 rows of ten columns take some ten
megabytes instead of a hundred.
"""

from array import array
from itertools import chain, repeat

from . import problems
from .table import NO_ERRORS, Row, check_row, refusal

# Control characters that belong in no text; whatever cell has them loses them.
_CELL_END = "\x1f"
_ROW_END = "\x1e"
_CLEANED = {ord(_CELL_END): None, ord(_ROW_END): None}

# Rows above the table do not count, and how many there are shows later.
_ROWS_BESIDE_DATA = 1_000


class PackedRows:
    """The rows that are not blank, in the order of the sheet.

    :param Limits limits: a row beyond them refuses the file
    :param PackedRows part_of: rows to share instead of holding some
    :param int first_number: leave out the rows above this number
    """

    def __init__(self, limits, part_of=None, first_number=0):
        self._limits = limits
        self._first_number = first_number
        self._blocks = part_of._blocks if part_of else []
        self._errors = part_of._errors if part_of else {}
        self._count = 0

    def extend(self, numbers, rows, errors=None):
        """Take rows in.

        :param list numbers: of each row, ascending
        :param list rows: sequences of text
        :param dict errors: by row number the row's error cells, by position
        :raise ImportFileError: if a row is too wide, a cell too long, or a row too many
        """
        lines = list(map(_CELL_END.join, rows))
        text = _ROW_END.join(lines)
        cells = sum(map(len, rows))
        if text.count(_ROW_END) > max(len(rows) - 1, 0) or text.count(
            _CELL_END
        ) > cells - len(rows) + rows.count(()):
            rows = [[cell.translate(_CLEANED) for cell in row] for row in rows]
            lines = list(map(_CELL_END.join, rows))
        lines = [line.rstrip(_CELL_END) for line in lines]
        if "" in lines:
            kept = [place for place, line in enumerate(lines) if line]
            numbers = [numbers[place] for place in kept]
            lines = [lines[place] for place in kept]
        if not lines:
            return
        width = max(map(str.count, lines, repeat(_CELL_END))) + 1
        if width > self._limits.columns or len(max(lines, key=len)) > (
            self._limits.cell_length
        ):
            for number, line in zip(numbers, lines, strict=True):
                check_row(Row(number, line.split(_CELL_END)), self._limits)
        self._count += len(lines)
        if self._count > self._limits.rows + _ROWS_BESIDE_DATA:
            raise refusal(problems.FILE_TOO_MANY_ROWS, limit=self._limits.rows)
        text = _ROW_END.join(lines).encode("utf-8", "replace")
        self._blocks.append((array("L", numbers), text, width))
        self._errors.update(errors or {})

    def __bool__(self):
        return bool(self._blocks)

    def measure(self, limits):
        """Count the rows.

        :param Limits limits: how many there may be
        :return: number of rows, and columns of the widest
        :rtype: tuple
        :raise ImportFileError: if there are too many
        """
        count = width = 0
        for block in self._blocks:
            numbers, _text, block_width = block
            if numbers[0] >= self._first_number:
                count += len(numbers)
                width = max(width, block_width)
            elif numbers[-1] >= self._first_number:
                # rows above the table do not count
                rows = self._block_rows(block)
                count += len(rows)
                width = max(width, *(len(row.values) for row in rows))
        if count > limits.rows:
            raise refusal(problems.FILE_TOO_MANY_ROWS, limit=limits.rows)
        return count, width

    def from_row(self, number):
        """Return the rows from a number on, without a copy of them.

        :param int number: of a row
        :rtype: PackedRows
        """
        return PackedRows(self._limits, self, number)

    def __iter__(self):
        return chain.from_iterable(map(self._block_rows, self._blocks))

    def _block_rows(self, block):
        numbers, text, _width = block
        first = self._first_number
        if numbers[-1] < first:
            return ()
        lines = text.decode().split(_ROW_END)
        values = map(tuple, map(str.split, lines, repeat(_CELL_END)))
        found = self._errors
        errors = (
            [found.get(n, NO_ERRORS) for n in numbers] if found else repeat(NO_ERRORS)
        )
        # not Row(...): it is called for each row, and this way not from Python
        rows = map(
            tuple.__new__, repeat(Row), zip(numbers, values, errors, strict=False)
        )
        if numbers[0] < first:
            rows = [row for row in rows if row.number >= first]
        return rows
