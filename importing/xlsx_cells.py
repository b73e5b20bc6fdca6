"""What the cells of an .xlsx sheet say, by their type and style.

ECMA-376 part 1, 18.18.11 lists the types.
"""

import re
from functools import lru_cache

from . import problems
from .number_formats import are_exact, number_text
from .table import BLANKS, refusal
from .xlsx_book import plain_text

ERROR = "e"

_ATTRIBUTE = re.compile(r'\b([st])="([^"]*)"')
_ISO_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)[\d.]*)?Z?")
# Dates and postal codes come again and again.
_REMEMBERED = 4096


class CellTexts:
    """Give the text of cells.

    :param XlsxBook book: has the shared texts and the formats
    """

    def __init__(self, book):
        self._book = book
        self._by_attributes = {}
        self._by_type_and_style = {}

    def kind(self, attributes):
        """Return the kind of a cell from its attributes.

        :param str attributes: as they stand in the file
        :rtype: CellKind
        """
        kind = self._by_attributes.get(attributes)
        if kind is None:
            found = dict(_ATTRIBUTE.findall(attributes))
            kind = self.kind_of(found.get("t", "n"), found.get("s", ""))
            if len(self._by_attributes) > _REMEMBERED:
                self._by_attributes.clear()
            self._by_attributes[attributes] = kind
        return kind

    def kind_of(self, type_, style):
        """Return the kind of a cell.

        :param str type_: the cell's type; ``n`` where the file says none
        :param str style: the number of the cell's style, may be empty
        :rtype: CellKind
        """
        key = type_, style if style in self._book.formats else ""
        kind = self._by_type_and_style.get(key)
        if kind is None:
            kind = self._by_type_and_style[key] = CellKind(self._book, *key)
        return kind


class CellKind:
    """The cells of one type and style.

    :param XlsxBook book: has the shared texts and the formats
    :param str type_: the cell's type; ``n`` where the file says none
    :param str style: the number of the cell's style, may be empty
    """

    def __init__(self, book, type_, style):
        self.is_error = type_ == ERROR
        self._texts = book.texts if type_ == "s" else ()
        self._is_plain = False
        if type_ == "s":
            #: gives the text of a cell from its content, which must not be empty
            self.text = self._shared
        elif type_ == "b":
            self.text = _boolean
        elif type_ == "d":
            self.text = _iso_date
        elif type_ in ("str", "inlineStr", ERROR):
            self.text = _stripped
        elif style in book.formats:
            self.text = lru_cache(_REMEMBERED)(book.formats[style])
        else:
            self.text = number_text
            self._is_plain = True
        #: the same from a content that still has XML's escapes
        self.from_markup = self.text
        if type_ in ("str", "inlineStr"):
            self.from_markup = _stripped_markup

    def column(self, contents):
        """Return the texts of many cells.

        :param contents: sequence of contents with XML's escapes, none of them empty
        :rtype: Sequence[str]
        """
        if self._texts:
            try:
                return list(map(self._texts.__getitem__, map(int, contents)))
            except (ValueError, IndexError) as error:
                raise refusal(problems.FILE_CORRUPT) from error
        if self._is_plain and are_exact(contents):
            return contents
        return list(map(self.from_markup, contents))

    def _shared(self, content):
        try:
            return self._texts[int(content)]
        except (ValueError, IndexError) as error:
            raise refusal(problems.FILE_CORRUPT) from error


def _stripped_markup(content):
    return plain_text(content).strip(BLANKS)


def _stripped(content):
    return content.strip(BLANKS)


def _boolean(content):
    return "FALSE" if content.strip() == "0" else "TRUE"


def _iso_date(content):
    found = _ISO_DATE.fullmatch(content.strip())
    if not found:
        return content.strip()
    clock = found[2] if found[2] and found[2] != "00:00:00" else ""
    return f"{found[1]} {clock}".strip()
