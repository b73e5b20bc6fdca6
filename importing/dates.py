"""Read dates in the forms that Nordic people and their programs write."""

import datetime
import re
from functools import cache

from babel import Locale

from .value_words import plain

#: Orders in which a date's day, month and year can stand.
DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "dmy", "mdy", "ymd"

_LANGUAGES = ("en", "nb", "nn", "sv", "da", "fi")
_TIME = re.compile(
    r"(?:(?<=\d)T|,?\s+(?:kl\.?|klo|klokken|at)?\s*)\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
    r"(?:[.,]\d+)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?$"
)
_SHAPE = re.compile(r"[\w\s.,/\\'’–-]+")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_FILLERS = frozenset({"den", "st", "nd", "rd", "th", "of", "the", "e", "a"})
# Day 1 of a spreadsheet's calendar is 1 January 1900; it thinks 1900 was a leap year.
_SERIAL_ORIGIN = datetime.date(1899, 12, 30)
_SERIALS = range(1, 110_000)


@cache
def _words():
    """Return {plain month name: number} and the plain names of weekdays."""
    months, weekdays = {}, set()
    for language in _LANGUAGES:
        locale = Locale(language)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context].get(width, {}).items():
                    months.setdefault(plain(name), number)
                    if language == "fi":
                        # tammikuun 1. päivä
                        months.setdefault(f"{plain(name)}n", number)
                names = locale.days[context].get(width, {}).values()
                weekdays.update(map(plain, names))
    months.setdefault("sept", 9)
    return months, frozenset(weekdays)


def parse_date(text, today, *, order="", serial=False):
    """Return the date that a text says, or None.

    A year of two digits is the latest one that is not in the future.

    :param str text: such as ``24.12.1984``, ``1984-12-24``, ``24. des. 84``
    :param datetime.date today: the date to read two-digit years by
    :param str order: the one order that is accepted for dates in digits; "" tries day
        first, and another order where only that one makes a date
    :param bool serial: whether a bare number counts the days as spreadsheets do
    :rtype: datetime.date | None
    """
    text = text.strip()
    if serial and text.isascii() and text.replace(".", "", 1).isdigit():
        days = int(text.partition(".")[0])
        if days in _SERIALS:
            return _SERIAL_ORIGIN + datetime.timedelta(days=days)
    text = _TIME.sub("", text)
    if not _SHAPE.fullmatch(text):
        return None
    tokens = _TOKEN.findall(text)
    digits = [token for token in tokens if token.isdigit()]
    if len(digits) != len(tokens):
        return _with_month_name(tokens, digits, today)
    if len(digits) == 3:
        return _of_three(digits, today, order)
    return _of_one(digits[0], today, order) if len(digits) == 1 else None


def date_order(texts, today):
    """Return the order that makes dates of most texts: day first in case of doubt.

    :param texts: cells of one column
    :rtype: str
    """
    texts = [text for text in texts if text and text.strip()]
    counts = {
        order: sum(parse_date(text, today, order=order) is not None for text in texts)
        for order in (DAY_FIRST, YEAR_FIRST, MONTH_FIRST)
    }
    return max(counts, key=counts.get)


def _with_month_name(tokens, digits, today):
    months, weekdays = _words()
    found = []
    for token in tokens:
        if token.isdigit():
            continue
        word = plain(token)
        if word in months:
            found.append(months[word])
        elif word not in weekdays and word not in _FILLERS:
            return None
    if len(found) != 1 or len(digits) != 2:
        return None
    day, year = digits if len(digits[0]) < 3 else digits[::-1]
    return _date(year, found[0], day, today)


def _of_three(digits, today, order):
    first, second, third = digits
    if len(first) == 4:
        return _date(first, second, third, today)
    if len(first) > 2 or len(second) > 2 or len(third) not in (2, 4):
        return None
    by_order = {
        DAY_FIRST: (third, second, first),
        MONTH_FIRST: (third, first, second),
        YEAR_FIRST: (first, second, third),
    }
    if len(third) == 4:
        # nobody writes the year in the middle
        by_order[YEAR_FIRST] = by_order[DAY_FIRST]
    if order:
        return _date(*by_order[order], today)
    dates = (_date(*by_order[each], today) for each in by_order)
    return next((date for date in dates if date), None)


def _of_one(digits, today, order):
    if len(digits) == 8:
        year_first = _date(digits[:4], digits[4:6], digits[6:], today)
        day_first = _date(digits[4:], digits[2:4], digits[:2], today)
        return year_first if year_first and digits[:2] < "22" else day_first
    if len(digits) != 6:
        return None
    year_first = _date(digits[:2], digits[2:4], digits[4:], today)
    day_first = _date(digits[4:], digits[2:4], digits[:2], today)
    if order:
        return year_first if order == YEAR_FIRST else day_first
    # two dates that differ are no date
    return year_first or day_first if not (year_first and day_first) else None


def _date(year, month, day, today):
    number = int(year)
    if len(year) <= 2:
        number += today.year // 100 * 100
    elif len(year) != 4:
        return None
    try:
        date = datetime.date(number, int(month), int(day))
        if len(year) <= 2 and date > today:
            date = date.replace(year=number - 100)
    except ValueError:
        return _leap_day(year, month, day, number)
    return date


def _leap_day(year, month, day, number):
    """29 February of a year that only the last century had."""
    if len(year) > 2 or (int(month), int(day)) != (2, 29):
        return None
    try:
        return datetime.date(number - 100, 2, 29)
    except ValueError:
        return None
