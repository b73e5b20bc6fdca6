"""Read rows of an .xlsx sheet with one regular expression for a whole row.

Spreadsheets write nearly all cells in a few forms. An expression for these forms finds
all cells of a row at once, three times as fast as any XML parser tells of them one by
one. It is made anew for each sheet: columns whose cells are all there and of one kind
get a shorter form.

The expression knows what it does not know: its last groups catch every other piece of
XML. A block that has such a piece, the caller reads another way.
"""

import re
from functools import lru_cache

from .table import column_letters

_ROW = r'<row r="(\d+)"[^>]*>'
# A cell of a column whose cells are all there and of one kind.
_SAME_CELL = r'<c r="%s\1"%s><v>([^<]*)</v></c>'
# Any other cell: its attributes and its content, both empty where it is missing.
_ANY_CELL = (
    r'(?:<c r="%s\1"([^>]*)>(?:<f[^>]*>(?:[^<]*</f>)?)?'
    r"(?:<v ?/>|(?:<v>|<is><t[^>]*>)([^<]*)(?:</v>|</t></is>))?(?:</c>)?)?"
)
# Cells with a format and nothing in them, then the end. The two groups catch what does
# not belong: more in the row, and anything between rows.
_END = r"(?:<c [^>]*/>)*(?:</row>|(<))|(<)"

_CONTENT_TYPES = re.compile(r't="(?:inlineStr|e)"')
# A sheet whose rows change their form this often is read without guessing.
_MAX_SURPRISES = 8


class FastRows:
    """Find rows and cells in blocks of a sheet.

    :param CellTexts cells: what cells say
    :param int width: how many columns are expected
    """

    def __init__(self, cells, width):
        self._cells = cells
        self._width = width
        # For each column the attributes of all its cells, None where they differ.
        self._same = None
        self._surprises = 0

    def read_block(self, block):
        """Return the rows of a block.

        :param str block: the XML of whole rows
        :return: numbers of the rows, their texts, and the error cells as dict by number
            and position; None if the block has another form
        """
        found = None
        if self._same and self._surprises < _MAX_SURPRISES:
            found = self._find(block, self._same)
            self._surprises += not found
        if not found:
            found = self._find(block, (None,) * self._width)
            if not found:
                return None
            self._learn(found[1])
        numbers, columns = found
        errors = {}
        texts = [
            self._column_texts(position, column, numbers, errors)
            for position, column in enumerate(columns)
        ]
        return numbers, list(zip(*texts, strict=True)), errors

    def _find(self, block, same):
        groups = list(zip(*_row_pattern(same).findall(block), strict=True))
        if not groups or any(groups[-1]) or any(groups[-2]):
            return None
        contents = iter(groups)
        numbers = list(map(int, next(contents)))
        columns = [
            (next(contents) if kind is None else kind, next(contents)) for kind in same
        ]
        return numbers, columns

    def _learn(self, columns):
        """See which columns have all their cells, of one kind."""
        same = tuple(
            kinds[0]
            if len(set(kinds)) == 1
            and all(contents)
            and not _CONTENT_TYPES.search(kinds[0])
            else None
            for kinds, contents in columns
        )
        if self._same:
            pairs = zip(self._same, same, strict=True)
            same = tuple(old if old == new else None for old, new in pairs)
        self._same = same

    def _column_texts(self, position, column, numbers, errors):
        kinds, contents = column
        if isinstance(kinds, str):
            return self._cells.kind(kinds).column(contents)
        by_attributes = {kind: self._cells.kind(kind) for kind in set(kinds)}
        write = {kind: found.from_markup for kind, found in by_attributes.items()}
        pairs = zip(kinds, contents, strict=True)
        texts = [content and write[kind](content) for kind, content in pairs]
        if any(found.is_error for found in by_attributes.values()):
            for number, kind, text in zip(numbers, kinds, texts, strict=True):
                if text and by_attributes[kind].is_error:
                    errors.setdefault(number, {})[position] = text
        return texts


@lru_cache(maxsize=32)
def _row_pattern(same):
    cells = [
        _ANY_CELL % column_letters(position)
        if kind is None
        else _SAME_CELL % (column_letters(position), re.escape(kind))
        for position, kind in enumerate(same)
    ]
    return re.compile(_ROW + "".join(cells) + _END)
