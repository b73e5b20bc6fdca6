"""Clean one cell by the kind of its target.

:func:`cleaner_for` returns the function for a column: the cell's text goes in; the
value comes out, None for a cell that says nothing, or the :class:`.problems.Problem`
that it has. Nothing that was typed is part of a problem.
"""

import datetime
import re

from stdnum import get_cc_module
from stdnum.exceptions import ValidationError

from . import problems
from .dates import parse_date
from .identity_numbers import parse_organisation_number, registry_country_codes
from .places import country_code_of, language_code_of
from .problems import Problem
from .value_words import BLANKS, BOOLEANS, NOTHINGS, SELECTIONS, plain

#: A number that a spreadsheet shortened: 4,79E+09.
SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)

_OUTER = " \t\r\n\f\v\u00a0\u2007\u2009\u202f\u200b\u2060\ufeff"
# What a spreadsheet is kept from computing by an apostrophe in front.
_AFTER_APOSTROPHE = frozenset("0123456789+-=@")
_EMAIL = re.compile(
    r"[^\s@;,:<>()\[\]\"'|/\\]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}"
)
_EMAIL_SEPARATOR = re.compile(r"[\s;,/|<>()\[\]\"]+")
_NOT_A_NUMBER = re.compile(r"[^\d.,\-−+]")
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_NUMBER_SIGNS = re.compile(r"[\s\u00a0\u2009\u202f'’%]|kr\.?|sek|nok|dkk|eur|€", re.I)
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+")
_URL = re.compile(
    r"(?:https?://)?(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}\.?(?::\d+)?(?:[/?#]\S*)?",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"[\d\s()+./\-–‑x*#,]+(?:\s*(?:ext|anknytning|ankn|vx|int)?\.?\s*\d+)?", re.I
)
_PHONE_SEPARATOR = re.compile(
    r"\s*[;|\n]\s*|\s+(?:/|eller|or|och|og|tai|ja|samt|alt\.?)\s+|,\s+(?=[+0]\d)", re.I
)
_PHONE_LABEL = re.compile(
    r"(?:tel(?:efon)?|tlf|tfn|mob(?:il)?|puh|gsm|phone|ph|m|t)\s*[.:]+\s*(?=[\d+(])",
    re.I,
)
_DECIMAL_ZERO = re.compile(r"(\d{5,})[.,]0")
_SPACES = re.compile(r"\s+")
_VAT_SIGNS = re.compile(r"[\s.,\-–:/]")
# VAT prefixes that python-stdnum knows under another name.
_VAT_MODULES = {"EL": "gr", "XI": "gb"}


def strip_cell(text):
    """Return a cell without outer spaces and the apostrophe of a spreadsheet.

    :rtype: str
    """
    text = text.strip(_OUTER)
    if text[:1] == "'" and text[1:2] in _AFTER_APOSTROPHE and len(text) > 1:
        text = text[1:].strip(_OUTER)
    return text


def is_blank(text):
    """Tell whether a cell says nothing: empty, a dash, NULL, N/A and the like."""
    return text in BLANKS or len(text) < 10 and text.casefold() in BLANKS


def cleaner_for(target, *, today=None, options=None):
    """Return the function that cleans the cells of a column.

    :param Target target: what the column is for
    :param today: the date to read two-digit years by
    :param dict options: of a column of dates: ``date_order`` and ``serial``, see
        :func:`.dates.parse_date`
    :rtype: collections.abc.Callable
    """
    if target.kind == "date":
        read = _date_reader(today or datetime.date.today(), options or {})
    elif target.kind == "selection":
        read = _selection_reader(SELECTIONS[target.field])
    elif target.field in ("ref", "external_id"):
        read = _code_reader(target.max_length)
    elif target.kind in _READERS:
        read = _READERS[target.kind]
    else:
        read = _text_reader(target.max_length, target.kind)
    kind = "zip" if target.field == "zip" else target.kind
    nothings = NOTHINGS.get(kind, frozenset())
    limit = 0 if target.kind in _LIMITLESS else target.max_length

    def clean(text):
        text = strip_cell(text)
        if text in BLANKS:
            return None
        if len(text) < 12 and (
            (small := text.casefold()) in BLANKS or small in nothings
        ):
            return None
        if limit and len(text) > limit:
            return _too_long(text, limit)
        return read(text)

    return clean


def _too_long(text, limit):
    return Problem(problems.VALUE_TOO_LONG, {"found": len(text), "limit": limit})


def _text_reader(limit, kind):
    def read(text):
        return text if text.isalnum() else _SPACES.sub(" ", text)

    def read_long(text):
        return text.replace("\r\n", "\n").replace("\r", "\n")

    return read_long if kind in ("long_text", "property") else read


def _code_reader(limit):
    def read(text):
        if not text.isalnum():
            if SCIENTIFIC.fullmatch(text):
                return Problem(problems.ROW_REF_SCIENTIFIC)
            text = _SPACES.sub(" ", text)
        return text

    return read


def _selection_reader(words):
    def read(text):
        value = words.get(plain(text))
        return Problem(problems.VALUE_NOT_CHOICE) if value is None else value

    return read


def _date_reader(today, options):
    order, serial = options.get("date_order", ""), bool(options.get("serial"))

    def read(text):
        date = parse_date(text, today, order=order, serial=serial)
        if date is None or date.year < 1850:
            return Problem(problems.VALUE_NOT_DATE)
        if date > today:
            return Problem(problems.VALUE_DATE_IN_FUTURE)
        return date.isoformat()

    return read


def read_number(text):
    """Return a number as its writer meant it, or a Problem.

    One point or comma is the decimal sign; with both, the last one is. Several of one
    kind part thousands.

    >>> read_number("1 234,50"), read_number("1,234.5"), read_number("1.234.567")
    (1234.5, 1234.5, 1234567.0)
    """
    compact = _NUMBER_SIGNS.sub("", text).replace("−", "-")
    if _NOT_A_NUMBER.search(compact):
        return Problem(problems.VALUE_NOT_NUMBER)
    comma, point = compact.rfind(","), compact.rfind(".")
    if _THOUSANDS.fullmatch(compact):
        compact = compact.replace(",", "").replace(".", "")
    elif comma > point:
        compact = compact.replace(".", "").replace(",", ".")
    else:
        compact = compact.replace(",", "")
    if not _NUMBER.fullmatch(compact):
        return Problem(problems.VALUE_NOT_NUMBER)
    return float(compact)


def _read_boolean(text):
    value = BOOLEANS.get(plain(text))
    return Problem(problems.VALUE_NOT_BOOLEAN) if value is None else value


def _read_country(text):
    return country_code_of(text) or Problem(problems.VALUE_NOT_COUNTRY)


def _read_language(text):
    return language_code_of(text) or Problem(problems.VALUE_NOT_LANGUAGE)


def _read_emails(text):
    """Return all addresses of a cell, the customer's own first.

    A part that is no address, beside one that is, may be a name: "Kari <kari@…>".
    But what has an @ is meant as an address.
    """
    if _EMAIL.fullmatch(text):
        return (text,)
    found, wrong = [], False
    for part in _EMAIL_SEPARATOR.split(text):
        part = part.removeprefix("mailto:").strip(".'")
        if _EMAIL.fullmatch(part):
            found.append(part)
        elif "@" in part:
            wrong = True
    if wrong or not found:
        return Problem(problems.VALUE_NOT_EMAIL)
    return tuple(dict.fromkeys(found))


def _read_phones(text):
    """Return all numbers of a cell, the main one first, as they were typed."""
    parts = _PHONE_SEPARATOR.split(text) if len(text) > 12 else [text]
    numbers = []
    for part in parts:
        number = _read_phone(part)
        if type(number) is Problem:
            return number
        if number:
            numbers.append(number)
    return tuple(dict.fromkeys(numbers)) or None


def _read_phone(text):
    text = _PHONE_LABEL.sub("", text).removeprefix("tel:")
    text = text if text.isdigit() else _SPACES.sub(" ", text).strip()
    if match := _DECIMAL_ZERO.fullmatch(text):
        text = match[1]
    if SCIENTIFIC.fullmatch(text):
        return Problem(problems.VALUE_SCIENTIFIC)
    digits = sum(map(str.isdigit, text))
    if digits < 3 or digits > 20 or not _PHONE.fullmatch(text):
        return Problem(problems.VALUE_NOT_PHONE) if text else ""
    if text.startswith("00") and digits > 9:
        text = f"+{text[2:].lstrip()}"
    return text


def _read_url(text):
    if not _URL.fullmatch(text):
        return Problem(problems.VALUE_NOT_URL)
    return text


def _read_vat(text):
    """Return a VAT number as one word; one that names its country is checked."""
    compact = _VAT_SIGNS.sub("", text).upper()
    prefix = compact[:2]
    if SCIENTIFIC.fullmatch(text):
        return Problem(problems.NUMBER_SCIENTIFIC)
    if not prefix.isalpha():
        if sum(map(str.isdigit, compact)) < 6:
            return Problem(problems.VALUE_NOT_VAT)
        return compact
    if prefix in registry_country_codes():
        if parse_organisation_number(compact, prefix).problem:
            return Problem(problems.VALUE_NOT_VAT)
        return compact
    module = get_cc_module(_VAT_MODULES.get(prefix, prefix.lower()), "vat")
    try:
        if module:
            module.validate(compact)
        elif not compact[2:].isalnum():
            return Problem(problems.VALUE_NOT_VAT)
    except ValidationError:
        return Problem(problems.VALUE_NOT_VAT)
    return compact


#: Kind of target -> function(text without outer spaces, not blank).
_READERS = {
    "number": read_number,
    "boolean": _read_boolean,
    "country": _read_country,
    "language": _read_language,
    "email": _read_emails,
    "phone": _read_phones,
    "url": _read_url,
    "vat": _read_vat,
}
# Several addresses or numbers in a cell may be longer than one may be.
_LIMITLESS = frozenset({"email", "phone"})
