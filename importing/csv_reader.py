"""Read a CSV file into rows that are numbered as its user sees them.

The rules of the file are those of seed ``000_26c010d3a1eadc26.txt``: UTF-8, semicolon,
at least three columns in the order name, customer ID, organization number. They are the
defaults of :func:`read_csv`. A file that breaks them is refused with a
:class:`~.problems.Problem` that says where and what it looks like instead.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from . import problems
from .problems import ImportFileError, Problem

DEFAULT_ENCODING = "utf-8"
DEFAULT_DELIMITER = ";"
MIN_COLUMNS = 3
MAX_ROWS = 200_000
MAX_BYTES = 100 * 1024 * 1024
MAX_COLUMNS = 1_000
#: What a spreadsheet cell can hold.
MAX_CELL_LENGTH = 32_767

_OTHER_DELIMITERS = (",", "\t", "|")
_SAMPLE_ROWS = 20
_SAMPLE_BYTES = 1024 * 1024

# Longer than any row that could be meant; only an unclosed quote collects as much.
_MAX_QUOTED_LINES = 1_000

# Fed to the parser behind the last line: if it does not come back as a row of its own,
# a quote is still open. The character is from a private use area of Unicode.
_END_MARK = "\U0010fffdend of file"

_BLANKS = "\ufeff\u200b\u2060\u00a0\u2007\u202f \t\r\n\f\v"

_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
)
# Eight-bit encodings that Nordic files come in, the most usual first.
_LIKELY_ENCODINGS = ("windows-1252", "cp850", "mac_roman")
_NORDIC_LETTERS = "åäöæøÅÄÖÆØéü"

#: First cells that can only be column names, without spaces and punctuation.
_HEADER_WORDS = frozenset(
    """
    name navn namn nimi customername kundenavn kundnamn asiakasnimi asiakkaannimi
    company companyname firma firmanavn firmanamn bedrift bedriftsnavn företag
    företagsnamn virksomhed virksomhedsnavn selskap yritys yrityksennimi
    customerid customernumber customerno kundenummer kundenr kundnummer kundnr kundid
    kundeid asiakasnumero asiakasnro asiakastunnus clientid clientnumber
    organizationnumber organisationnumber organizationno organisationno orgnumber orgno
    organisasjonsnummer organisasjonsnr organisationsnummer organisationsnr orgnr
    orgnummer ytunnus yritystunnus cvr cvrnr cvrnummer companyregistry vat vatnumber
    """.split()
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file.

    :param int number: the row's number in a spreadsheet: from 1, with header, skipped
        and blank rows counted, and a quoted line break not
    :param tuple values: the cells without outer white space, as many as the row has
    """

    number: int
    # Cells may hold personal numbers: they stay out of logs and tracebacks.
    values: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A file that can be imported.

    :param str encoding: Python codec name
    :param str delimiter: one character
    :param bool has_header: whether the first row names the columns
    :param tuple header: a name for each column: the file's own, else the letter that
        spreadsheets give the column
    :param int column_count: columns of the widest row
    :param int row_count: rows with data
    :param rows: the :class:`Row` objects, read anew from the file by each iteration
    """

    encoding: str
    delimiter: str
    has_header: bool
    header: tuple[str, ...]
    column_count: int
    row_count: int
    rows: Iterable[Row] = field(repr=False)


def read_csv(
    data,
    *,
    encoding=None,
    delimiter=None,
    skip_rows=0,
    has_header=None,
    min_columns=MIN_COLUMNS,
    max_rows=MAX_ROWS,
    max_bytes=MAX_BYTES,
    max_columns=MAX_COLUMNS,
    max_cell_length=MAX_CELL_LENGTH,
):
    """Check a whole CSV file and return it as a table whose rows are read one by one.

    :param bytes data: the file
    :param encoding: Python codec name; None for UTF-8, with or without byte order mark
    :param delimiter: one character; None for semicolon
    :param int skip_rows: rows above the header or the first customer
    :param has_header: True, False, or None to find out
    :param int min_columns: the widest row has to have as many
    :param int max_rows: most rows with data
    :param int max_bytes: largest file
    :param int max_columns: most cells in a row
    :param int max_cell_length: most characters in a cell
    :rtype: Table
    :raise ImportFileError: if the file cannot be read, is empty or breaks a limit
    :raise LookupError: if Python has no such encoding
    """
    if not data:
        raise _refusal(problems.FILE_EMPTY)
    if len(data) > max_bytes:
        raise _refusal(problems.FILE_TOO_LARGE, size=len(data), limit=max_bytes)
    encoding = encoding or DEFAULT_ENCODING
    delimiter = delimiter or DEFAULT_DELIMITER
    _check_text(data, encoding)
    _check_encoding(data, encoding)
    source = _CsvRows(data, encoding, delimiter, skip_rows)
    sample = list(islice(source, _SAMPLE_ROWS))
    if not sample:
        raise _refusal(problems.FILE_ONLY_BLANK_ROWS)
    _check_delimiter(source, sample, min_columns)
    if has_header is None:
        has_header = _looks_like_header(sample)
    widest = row_count = 0
    widest_row = sample[0].number
    for row in source:
        row_count += 1
        if row_count > max_rows + has_header:
            raise _refusal(problems.FILE_TOO_MANY_ROWS, limit=max_rows)
        if len(row.values) > widest:
            widest, widest_row = len(row.values), row.number
        _check_size(row, max_columns, max_cell_length)
    if has_header and row_count == 1:
        raise _refusal(problems.FILE_ONLY_HEADER)
    if widest < min_columns:
        raise _refusal(
            problems.FILE_TOO_FEW_COLUMNS,
            expected=min_columns,
            found=widest,
            row=widest_row,
        )
    return Table(
        encoding=encoding,
        delimiter=delimiter,
        has_header=has_header,
        header=_header(sample[0].values if has_header else (), widest),
        column_count=widest,
        row_count=row_count - has_header,
        rows=_CsvRows(data, encoding, delimiter, skip_rows, has_header),
    )


class _CsvRows:
    """The rows of a file that are not blank, parsed anew by each iteration."""

    def __init__(self, data, encoding, delimiter, skip_rows, skip_header=False):
        self._data = data
        self._encoding = encoding
        self.delimiter = delimiter
        self._skip_rows = skip_rows
        self._skip_header = skip_header

    def __iter__(self) -> Iterator[Row]:
        skip_header = self._skip_header
        for number, cells in self._records():
            if number <= self._skip_rows:
                continue
            values = tuple([cell.strip(_BLANKS) for cell in cells])
            if not any(values):
                continue
            if skip_header:
                skip_header = False
                continue
            yield Row(number, values)

    def with_delimiter(self, delimiter):
        """Return the same rows, separated in another way."""
        return _CsvRows(self._data, self._encoding, delimiter, self._skip_rows)

    def _records(self):
        """Yield each record with its number, and refuse a quote that stays open.

        Python's strict mode would refuse names such as ``"Best" Cars`` too. So the
        parser is lenient, and only records of several lines, the ones an open quote
        could make, are parsed again strictly.
        """
        lines = _Lines(self._data, self._encoding)
        reader = csv.reader(lines, delimiter=self.delimiter)
        number = 0
        while True:
            lines.pending.clear()
            number += 1
            try:
                cells = next(reader)
            except (csv.Error, _TooManyLines) as error:
                if len(lines.pending) > 1:
                    raise _refusal(problems.FILE_UNCLOSED_QUOTE, row=number) from error
                # One line with a cell longer than the parser takes: whoever checks the
                # size of the cells refuses it, and needs to know the column.
                cells = lines.pending[0].split(self.delimiter)
            except StopIteration:
                return
            if cells == [_END_MARK]:
                return
            if len(lines.pending) > 1 and not self._is_well_quoted(lines.pending):
                raise _refusal(problems.FILE_UNCLOSED_QUOTE, row=number)
            yield number, cells

    def _is_well_quoted(self, lines):
        try:
            list(csv.reader(lines, delimiter=self.delimiter, strict=True))
        except csv.Error:
            return False
        return True


class _TooManyLines(Exception):
    """One record has taken more lines than any record can mean to."""


class _Lines:
    """The lines of a file for the CSV parser, remembering those of one record."""

    def __init__(self, data, encoding):
        # BytesIO shares the bytes and TextIOWrapper decodes them in small pieces.
        codec = "utf-8-sig" if _is_utf8(encoding) else encoding
        self._text = io.TextIOWrapper(io.BytesIO(data), codec, newline="")
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


def _refusal(code, **params):
    return ImportFileError(Problem(code, params))


def _is_utf8(encoding):
    return codecs.lookup(encoding).name in {"utf-8", "utf-8-sig"}


def _check_text(data, encoding):
    """Refuse files that are not text, naming what they are."""
    kind = next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)
    if data.startswith(b"PK\x03\x04"):
        kind = "zip"
        if b"opendocument.spreadsheet" in data[:200]:
            kind = "ods"
        elif b"xl/" in data:
            kind = "xlsx"
    start = data[:200].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    # Old "Excel" exports of web systems are HTML tables.
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        kind = "html"
    elif start.startswith(b"<?xml"):
        kind = "xml"
    if kind:
        raise _refusal(problems.FILE_NOT_TEXT, kind=kind)
    if not codecs.lookup(encoding).name.startswith(("utf-16", "utf-32")):
        _check_null_bytes(data, encoding)


def _check_null_bytes(data, encoding):
    """Refuse UTF-16, which has a null byte beside each Latin letter, and binaries."""
    likely = None
    sample = data[:4096]
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        likely = "utf-16"
    elif sample[1::2].count(0) > len(sample) // 4:
        likely = "utf-16-le"
    elif sample[::2].count(0) > len(sample) // 4:
        likely = "utf-16-be"
    if likely:
        raise _refusal(
            problems.FILE_WRONG_ENCODING, expected=encoding, likely=likely, line=1
        )
    if 0 in data:
        raise _refusal(problems.FILE_NOT_TEXT, kind="binary")


def _check_encoding(data, encoding):
    position = _first_undecodable(data, encoding)
    if position is None:
        return
    before = data[:position]
    # A line may end in CR LF, LF or, from old Macintosh programs, CR alone.
    line = before.count(b"\n") or before.count(b"\r")
    around = data[max(0, position - _SAMPLE_BYTES) : position + _SAMPLE_BYTES]
    likely = max(
        _LIKELY_ENCODINGS,
        key=lambda name: sum(
            around.count(letter.encode(name, "ignore") or b"\0")
            for letter in _NORDIC_LETTERS
        ),
    )
    raise _refusal(
        problems.FILE_WRONG_ENCODING, expected=encoding, likely=likely, line=line + 1
    )


def _first_undecodable(data, encoding):
    """Return the position of the first byte that is not text, decoding piecemeal."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for offset in range(0, len(data), _SAMPLE_BYTES):
        waiting = len(decoder.getstate()[0])
        final = offset + _SAMPLE_BYTES >= len(data)
        try:
            decoder.decode(data[offset : offset + _SAMPLE_BYTES], final)
        except UnicodeDecodeError as error:
            return offset - waiting + error.start
    return None


def _check_delimiter(source, sample, min_columns):
    """Refuse a file most of whose rows have enough columns by another separator."""

    def fitting(rows):
        return sum(len(row.values) >= min_columns for row in rows)

    if fitting(sample) * 2 > len(sample):
        return
    counts = {}
    for delimiter in _OTHER_DELIMITERS:
        try:
            rows = list(islice(source.with_delimiter(delimiter), _SAMPLE_ROWS))
        except ImportFileError:
            continue
        counts[delimiter] = fitting(rows) if fitting(rows) * 2 > len(rows) else 0
    found = max(counts, key=counts.get, default=None)
    if found and counts[found] > fitting(sample):
        raise _refusal(
            problems.FILE_WRONG_DELIMITER, expected=source.delimiter, found=found
        )


def _check_size(row, max_columns, max_cell_length):
    if len(row.values) > max_columns:
        raise _refusal(
            problems.FILE_TOO_MANY_COLUMNS,
            row=row.number,
            found=len(row.values),
            limit=max_columns,
        )
    longest = max(row.values, key=len)
    if len(longest) > max_cell_length:
        raise _refusal(
            problems.FILE_CELL_TOO_LONG,
            row=row.number,
            column=row.values.index(longest) + 1,
            found=len(longest),
            limit=max_cell_length,
        )


def _looks_like_header(sample):
    """Tell whether the first row names columns; in doubt it is a customer's.

    A customer taken for a header would be lost without a word, a header taken for a
    customer is reported as a wrong row.
    """
    first, *others = (row.values for row in sample)
    number = first[2] if len(first) > 2 else ""
    if _is_number_like(number):
        return False
    known = [re.sub(r"[\W\d_]", "", cell.lower()) in _HEADER_WORDS for cell in first]
    if known[2:3] == [True] or sum(known[:3]) >= 2:
        return True
    if not all(first[:3]) or re.search(r"\d", "".join(first[:3])):
        return False
    following = [values[2] for values in others if len(values) > 2 and values[2]]
    return sum(map(_is_number_like, following)) * 2 > len(following)


def _is_number_like(text):
    return sum(char.isdigit() for char in text) >= 6


def _header(names, column_count):
    """Return a name for each column, the spreadsheet's letters where there is none."""
    names = (*names, *("",) * (column_count - len(names)))
    return tuple(name or _letters(place) for place, name in enumerate(names))


def _letters(place):
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
