"""Find out what separates the columns of a text file."""

import csv
import io
import re
from collections import Counter
from itertools import islice

from .text_encoding import codec_of

#: In the order in which they are preferred where several would do.
DELIMITERS = (";", "\t", ",", "|")
DEFAULT_DELIMITER = ";"

_SAMPLE_CHARACTERS = 256 * 1024
_SAMPLE_ROWS = 200
# Excel's own: the first line of a CSV file may say what separates its columns.
_SEPARATOR_LINE = re.compile(r'"?sep=([^\r\n"])"?\r?\n?', re.IGNORECASE)
_FEW_COLUMNS = 4


def separator_line(data, encoding):
    """Return the separator that the file's first line declares, as ``sep=;`` does.

    :param bytes data: the file
    :param str encoding: Python codec name
    :return: one character, or None
    """
    found = _SEPARATOR_LINE.fullmatch(_sample(data, encoding, 20).split("\n")[0] + "\n")
    return found[1] if found else None


def find_delimiter(data, encoding, file_name=""):
    """Return what separates the columns most consistently.

    Each candidate separates the first rows, with regard to quotes. It is right if the
    rows have the same number of columns, and the more columns the better: a decimal
    comma or the comma in a name divides some cells of some rows.

    :param bytes data: the file
    :param str encoding: Python codec name
    :param str file_name: its ending decides where the content does not
    :rtype: str
    """
    text = _sample(data, encoding, _SAMPLE_CHARACTERS)
    is_whole = len(text) < _SAMPLE_CHARACTERS
    scores = {
        delimiter: _consistency(text, delimiter, is_whole) for delimiter in DELIMITERS
    }
    best = max(DELIMITERS, key=scores.get)
    if scores[best]:
        return best
    return "\t" if file_name.lower().endswith((".tsv", ".tab")) else DEFAULT_DELIMITER


def _sample(data, encoding, size):
    codec, errors = codec_of(encoding)
    return io.TextIOWrapper(io.BytesIO(data), codec, errors, newline="").read(size)


def _consistency(text, delimiter, is_whole):
    """Return how well a delimiter fits, to be compared with the others' figure."""
    if delimiter not in text:
        return 0
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows = list(islice(reader, _SAMPLE_ROWS))
    except csv.Error:
        return 0
    if not is_whole and 1 < len(rows) < _SAMPLE_ROWS:
        rows.pop()
    filled = [len(row) for row in rows if any(map(str.strip, row))]
    widths = Counter(width for width in filled if width > 1)
    if not widths:
        return 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    share = count / len(filled)
    if share < 1 / 3 and width < _FEW_COLUMNS:
        return 0
    in_text = text.count(delimiter + " ") / text.count(delimiter)
    return share * min(width, 20) / (1 + (len(widths) - 1) / 2) * (1 - in_text * 0.8)
