"""Find out in which encoding a text file was saved.

UTF-8 comes first and is never guessed: bytes that are valid UTF-8 and have a letter
beyond ASCII are practically never anything else. Only a file that is not UTF-8 is
judged by its letters. Its eight-bit encoding is the one in which the bytes that stand
in words are letters, and best those of Nordic names.
"""

import codecs
import re

from . import problems
from .table import refusal

UTF_8 = "utf-8"

#: Eight-bit encodings that Nordic files come in, the most usual first: of Windows, of
#: its command line, of old Macintosh programs, of Linux, and of Windows in the Baltic
#: countries.
EIGHT_BIT = ("windows-1252", "cp850", "mac_roman", "iso-8859-15", "windows-1257")

_PIECE = 1024 * 1024
_SAMPLE = 4096
_MAX_SAMPLED_WORDS = 5_000
_WORD = re.compile(rb"[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*")
_UTF8_LETTER = re.compile(rb"[\xc3-\xc5][\x80-\xbf]|\xe2[\x80-\x82][\x80-\xbf]")
_HIGH = re.compile(rb"[\x80-\xff]")

_NORDIC = frozenset("åäöæøÅÄÖÆØ")
_NAMES = frozenset("éèêëáàâíîóôõúüûñçßðþýšžŠŽÉÈÁÍÓÚÜÑÇÐÞÝčđŋŧČĐłŁńśźżęą")
# May stand beside words: typographic quotes, dashes, currencies, no-break spaces.
_BESIDE_WORDS = frozenset("–—’‘“”…€£§°´«»· \u00a0")

_FALLBACK_ERRORS = "customer_register.windows_1252"


def find_encoding(data):
    """Return the encoding of a text file.

    :param bytes data: the file
    :return: Python codec name
    :rtype: str
    :raise ImportFileError: if it is no text
    """
    wide = wide_encoding(data)
    if wide:
        return wide
    if 0 in data:
        raise refusal(problems.FILE_NOT_TABLE, kind="binary")
    position = first_undecodable(data, UTF_8)
    if position is None or _is_mostly_utf8(data, position):
        return UTF_8
    return likely_eight_bit(data)


def check_encoding(data, encoding):
    """Refuse a file that does not have the encoding somebody chose.

    :param bytes data: the file
    :param str encoding: Python codec name
    :raise ImportFileError: if the file can't be decoded so
    :raise LookupError: if Python has no such encoding
    """
    name = codecs.lookup(encoding).name
    wide = wide_encoding(data)
    if wide and not name.startswith(("utf-16", "utf-32")):
        raise refusal(
            problems.FILE_WRONG_ENCODING, expected=encoding, likely=wide, line=1
        )
    if not wide and 0 in data:
        raise refusal(problems.FILE_NOT_TABLE, kind="binary")
    position = first_undecodable(data, encoding)
    if position is None or (_is_utf8(encoding) and _is_mostly_utf8(data, position)):
        return
    raise refusal(
        problems.FILE_WRONG_ENCODING,
        expected=encoding,
        likely=find_encoding(data),
        line=line_of(data, position),
    )


def codec_of(encoding):
    """Return how to decode a file.

    :param str encoding: as :func:`find_encoding` gives it
    :return: Python codec name and error handler
    :rtype: tuple
    """
    if not _is_utf8(encoding):
        return encoding, "strict"
    # A byte order mark is no text. Single bytes of another encoding are what a program
    # leaves that puts together lines of several files.
    return "utf-8-sig", _FALLBACK_ERRORS


def first_undecodable(data, encoding):
    """Return the position of the first byte that is not text.

    :param bytes data: the file
    :param str encoding: Python codec name
    :return: the position, or None
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    for offset in range(0, len(data), _PIECE):
        waiting = len(decoder.getstate()[0])
        final = offset + _PIECE >= len(data)
        try:
            decoder.decode(data[offset : offset + _PIECE], final)
        except UnicodeDecodeError as error:
            return offset - waiting + error.start
    return None


def line_of(data, position):
    """Return the line in which a byte stands, from 1.

    :param bytes data: the file
    :param int position: of the byte
    """
    # A line may end in CR LF, LF or, from old Macintosh programs, CR alone.
    end = b"\n" if b"\n" in data else b"\r"
    return data.count(end, 0, position) + 1


def likely_eight_bit(data):
    """Return the eight-bit encoding in which a file's words make most sense.

    :param bytes data: text that is not UTF-8
    :return: one of :data:`EIGHT_BIT`
    :rtype: str
    """
    words = {}
    for found in _WORD.finditer(data):
        words[found[0]] = words.get(found[0], 0) + 1
        if len(words) >= _MAX_SAMPLED_WORDS:
            break

    def plausibility(encoding):
        return sum(
            _plausibility(word.decode(encoding, "replace")) * count
            for word, count in words.items()
        )

    return max(EIGHT_BIT, key=plausibility)


def _plausibility(word):
    """Return how much a word looks like one of a Nordic language."""
    points = 0
    for place, letter in enumerate(word):
        if letter < "\x80":
            continue
        before = word[place - 1] if place else ""
        after = word[place + 1 : place + 2]
        if letter in _NORDIC or letter in _NAMES:
            points += 4 if letter in _NORDIC else 1
            # Capitals do not stand behind small letters.
            points -= 3 if letter.isupper() and before.islower() else 0
        elif letter.isalpha():
            points -= 2
        elif letter not in _BESIDE_WORDS or (before.isalpha() and after.isalpha()):
            points -= 4
    return points


def wide_encoding(data):
    """Return UTF-16 or UTF-32 where a file has it, by its mark or its null bytes.

    :param bytes data: the file
    :return: Python codec name, or None
    """
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = data[:_SAMPLE]
    # Latin letters have a null byte beside them.
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        nulls = sample[first::2].count(0)
        if nulls > len(sample) // 4 and not sample[1 - first :: 2].count(0):
            return encoding
    return None


def _is_utf8(encoding):
    return codecs.lookup(encoding).name in {"utf-8", "utf-8-sig"}


def _is_mostly_utf8(data, position):
    """Tell whether a file is UTF-8 but for a few bytes.

    :param int position: of the first byte that is not
    """
    around = data[max(0, position - _PIECE) : position + _PIECE]
    letters = len(_UTF8_LETTER.findall(around))
    strays = len(_HIGH.findall(_UTF8_LETTER.sub(b"", around)))
    return letters > 2 * strays


def _as_windows_1252(error):
    if not isinstance(error, UnicodeDecodeError):
        raise error
    text = error.object[error.start : error.end].decode("cp1252", "replace")
    return text, error.end


codecs.register_error(_FALLBACK_ERRORS, _as_windows_1252)
