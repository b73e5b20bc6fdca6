"""Parse separated text into rows, one by one, as often as asked."""

import csv
import io

from . import problems
from .table import BLANKS, NO_ERRORS, Row, check_row, refusal, width_of
from .text_encoding import codec_of

# Longer than any row that could be meant; only an unclosed quote collects as much.
_MAX_QUOTED_LINES = 1_000

# Fed to the parser behind the last line: if it does not come back as a row of its own,
# a quote is still open. The character is from a private use area of Unicode.
_END_MARK = "\U0010fffdend of file"

#: What spreadsheets write in place of a result they could not compute, in English and
#: in the words of Nordic Excel. In a text file they are cells like any other.
ERROR_TEXTS = frozenset(
    """
    #DIV/0! #N/A #NAME? #NULL! #NUM! #REF! #VALUE! #SPILL! #CALC! #FIELD! #GETTING_DATA
    #DIVISION/0! #SAKNAS! #NAMN? #SKÄRNING! #OGILTIGT! #REFERENS! #VÄRDEFEL!
    #I/T #NAVN? #NULL! #REFERANSE! #VERDI! #NUM!
    #I/T #NAVN? #NUL! #NUM! #REFERENCE! #VÆRDI!
    #JAKO/0! #PUUTTUU! #NIMI? #TYHJÄ! #LUKU! #VIITTAUS! #ARVO!
    """.split()
)


class CsvRows:
    """The rows of a file that are not blank, parsed anew by each iteration.

    :param bytes data: the file
    :param str encoding: Python codec name
    :param str delimiter: one character
    :param int skip_rows: leave out so many rows at the beginning
    :param int skip_lines: lines before the first row, which no row number counts
    """

    def __init__(self, data, encoding, delimiter, skip_rows=0, skip_lines=0):
        self._data = data
        #: Python codec name
        self.encoding = encoding
        #: one character
        self.delimiter = delimiter
        self._skip_rows = skip_rows
        self._skip_lines = skip_lines

    def __iter__(self):
        for number, cells in self._records():
            if number <= self._skip_rows:
                continue
            values = tuple([cell.strip(BLANKS) for cell in cells])
            if any(values):
                yield Row(number, values, _errors(values))

    def from_row(self, number):
        """Return the rows from a number on.

        :param int number: of a row
        :rtype: CsvRows
        """
        return CsvRows(
            self._data, self.encoding, self.delimiter, number - 1, self._skip_lines
        )

    def measure(self, limits):
        """Parse all rows and count them.

        :param Limits limits: how many there may be, and how large
        :return: number of rows, and columns of the widest
        :rtype: tuple
        :raise ImportFileError: if a row breaks a limit or there are too many
        """
        count = width = 0
        for row in self:
            count += 1
            if count > limits.rows:
                raise refusal(problems.FILE_TOO_MANY_ROWS, limit=limits.rows)
            check_row(row, limits)
            width = max(width, width_of(row.values))
        return count, width

    def _records(self):
        """Yield each record with its number, and refuse a quote that stays open.

        Python's strict mode would refuse names such as ``"Best" Cars`` too. So the
        parser is lenient, and only records of several lines, the ones an open quote
        could make, are parsed again strictly.
        """
        lines = _Lines(self._data, self.encoding)
        for _line in range(self._skip_lines):
            next(lines)
        reader = csv.reader(lines, delimiter=self.delimiter)
        number = 0
        while True:
            lines.pending.clear()
            number += 1
            try:
                cells = next(reader)
            except (csv.Error, _TooManyLines) as error:
                if len(lines.pending) > 1:
                    raise refusal(problems.FILE_UNCLOSED_QUOTE, row=number) from error
                # One line with a cell longer than the parser takes: whoever checks the
                # size of the cells refuses it, and needs to know the column.
                cells = lines.pending[0].split(self.delimiter)
            except StopIteration:
                return
            if cells == [_END_MARK]:
                return
            if len(lines.pending) > 1 and not self._is_well_quoted(lines.pending):
                raise refusal(problems.FILE_UNCLOSED_QUOTE, row=number)
            yield number, cells

    def _is_well_quoted(self, lines):
        try:
            list(csv.reader(lines, delimiter=self.delimiter, strict=True))
        except csv.Error:
            return False
        return True


def is_error_text(text):
    """Tell whether a cell's text is what spreadsheets write for an error.

    :param str text: of a cell
    """
    return text in ERROR_TEXTS or (text.startswith("Err:") and text[4:].isdigit())


def _errors(values):
    found = {
        position: value
        for position, value in enumerate(values)
        if value[:1] in ("#", "E") and is_error_text(value)
    }
    return found or NO_ERRORS


class _TooManyLines(Exception):
    """One record has taken more lines than any record can mean to."""


class _Lines:
    """The lines of a file for the CSV parser, remembering those of one record."""

    def __init__(self, data, encoding):
        # BytesIO shares the bytes and TextIOWrapper decodes them in small pieces.
        codec, errors = codec_of(encoding)
        self._text = io.TextIOWrapper(io.BytesIO(data), codec, errors, newline="")
        self.pending = []
        self._ended = False

    def __iter__(self):
        return self

    def __next__(self):
        if len(self.pending) >= _MAX_QUOTED_LINES:
            raise _TooManyLines
        line = self._text.readline()
        if not line:
            if self._ended:
                raise StopIteration
            self._ended = True
            line = _END_MARK
        self.pending.append(line)
        return line
