"""Turn a spreadsheet's number into the text that its number format shows.

A workbook holds bare numbers. Whether 1234 is the customer number 001234, the postal
code 012 34, a date or 123400 % is only in the format of the cell, written as Excel's
format codes, which .xls and .xlsx share (ECMA-376 part 1, 18.8.31).

Only what changes the meaning is followed: dates and times come as ISO 8601, percentages
with their sign, and numbers with leading zeros or as telephone numbers the way their
format writes them. Decimals and thousands separators do not: the number comes with all
its digits.
"""

import re
from datetime import datetime, timedelta
from decimal import Decimal

#: The codes of the formats that have a number only (ECMA-376 part 1, 18.8.30).
BUILTIN_CODES = {
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((14, 15, 16, 17, *range(27, 32), 36, *range(50, 55)), "yyyy-mm-dd"),
    **dict.fromkeys((57, 58), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, *range(32, 36), 45, 47, 55, 56), "hh:mm:ss"),
    22: "yyyy-mm-dd hh:mm:ss",
    46: "[h]:mm:ss",
}

# What a code says literally, and colours, currencies and languages in brackets.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKETS = re.compile(r"\[(?![hms]+\])[^\]]*\]", re.IGNORECASE)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
# What needs no rounding: at most 15 digits, which is what a binary fraction can hold.
_EXACT_NUMBER = r"-?(?!0\d)\d{1,8}(?:\.\d{0,6}[1-9])?"
_EXACT = re.compile(_EXACT_NUMBER)
_ALL_EXACT = re.compile(f"(?:{_EXACT_NUMBER},)*")

_TESTS = {
    "<=": lambda number, limit: number <= limit,
    ">=": lambda number, limit: number >= limit,
    "<>": lambda number, limit: number != limit,
    "<": lambda number, limit: number < limit,
    ">": lambda number, limit: number > limit,
    "=": lambda number, limit: number == limit,
}

_MAX_CODE = 255
_EPOCH_1900 = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
# Excel takes 1900 for a leap year: until then its days are one too high.
_FALSE_LEAP_DAY = 60
_LAST_DAY = 2_958_466
_DAY_SECONDS = 24 * 60 * 60


def number_text(number):
    """Return a number as digits: no exponent, no ``.0``, no noise of binary fractions.

    :param number: float, or text of one as a workbook has it
    :rtype: str
    """
    if isinstance(number, str):
        if number.isdecimal() or _EXACT.fullmatch(number):
            return number
        try:
            number = float(number)
        except ValueError:
            return number
    if number != number or number in (float("inf"), float("-inf")):
        return ""
    if number == int(number):
        return str(int(number))
    text = f"{number:.15g}"
    return f"{Decimal(text):f}" if "e" in text else text


def are_exact(numbers):
    """Tell whether :func:`number_text` would leave all these numbers as they are.

    :param numbers: texts as a workbook has them, none of them empty
    """
    if "".join(numbers).isdecimal():
        return True
    return bool(_ALL_EXACT.fullmatch(",".join(numbers) + ","))


def format_function(code, date_1904=False):
    """Return the function that writes numbers in a format.

    :param str code: of the format
    :param bool date_1904: whether the workbook counts its days from 1904
    :return: a function from float, or text of one, to text; None for formats that do
        not change what a number means
    """
    sections = [section.strip() for section in _sections(code[:_MAX_CODE])]
    bare = _BRACKETS.sub("", _LITERAL.sub("", sections[0])).lower()
    if not bare or "general" in bare or "@" in bare:
        return None
    if "%" in bare:
        return percentage_text
    if re.search("[dymhs]", bare):
        return _date_function(bare, _EPOCH_1904 if date_1904 else _EPOCH_1900)
    masks = [(_CONDITION.search(section), _mask(section)) for section in sections[:3]]
    if not any(mask for _condition, mask in masks):
        return None
    if set(sections[0]) == {"0"}:
        return lambda number: _zero_padded(number, len(sections[0]), masks)
    return lambda number: _masked(number, masks)


def _sections(code):
    """Split a code at the semicolons that are not literal."""
    parts = re.findall(r'(?:"[^"]*"|\\.|[^;"\\]|["\\])+|;', code)
    sections = [""]
    for part in parts:
        if part == ";":
            sections.append("")
        else:
            sections[-1] += part
    return sections


def percentage_text(number):
    """Return a share as percentage: ``25%`` for a quarter.

    :param number: float, or text of one as a workbook has it
    :rtype: str
    """
    value = _float(number)
    return number if value is None else number_text(float(f"{value * 100:.15g}")) + "%"


def _float(number):
    try:
        return float(number)
    except ValueError:
        return None


def _mask(section):
    """Return a section as list of literal characters and None for each digit's place.

    :return: the list and the number of digits that are always shown, or None if the
        section is not of the kind that numbers of customers or telephones have
    """
    places, shown = [], 0
    for token in re.findall(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|.', section, re.DOTALL):
        if token in "0#":
            places.append(None)
            shown += bool(shown) or token == "0"
        elif token in "?.,/%eE@":
            return None
        elif token[0] == '"':
            places.extend(token[1:-1])
        elif token[0] == "\\":
            places.append(token[1])
        elif token[0] not in "_*[":
            places.append(token)
    begins = "".join(place or "0" for place in places).lstrip()[:1]
    if None not in places or (shown < 2 and begins != "+"):
        return None
    return places, shown


def _zero_padded(number, length, masks):
    if isinstance(number, str) and number.isdecimal():
        return number.rjust(length, "0")
    return _masked(number, masks)


def _masked(number, masks):
    value = _float(number)
    if value is None or value != value or abs(value) >= 1e15 or value != int(value):
        return number_text(number)
    conditional = any(condition for condition, _mask in masks)
    chosen = masks[0][1]
    if conditional:
        for condition, mask in masks:
            if not condition or _TESTS[condition[1]](value, float(condition[2])):
                chosen = mask
                break
    if not chosen:
        return number_text(number)
    places, shown = chosen
    digits = str(abs(int(value))).rjust(shown, "0")
    # Digits that have no place stand before the first; places without one vanish.
    spare = len(digits) - places.count(None)
    text, at, started = [], 0, False
    for place in places:
        if place is not None:
            text.append(place)
            continue
        if spare < 0:
            spare += 1
            continue
        end = at + 1 + (0 if started else spare)
        text.append(digits[at:end])
        at, started = end, True
    return ("-" if value < 0 else "") + "".join(text).strip()


def _date_function(bare, epoch):
    elapsed = re.search(r"\[[hms]+\]", bare)
    clock = bool(re.search("[hs]", bare))
    calendar = not elapsed and (
        bool(re.search("[dy]", bare)) or ("m" in bare and not clock)
    )

    def write(number):
        value = _float(number)
        if value is None or not 0 <= value < _LAST_DAY:
            return number_text(number)
        if elapsed:
            return _clock(round(value * _DAY_SECONDS))
        if not calendar:
            return _clock(round(value % 1 * _DAY_SECONDS) % _DAY_SECONDS)
        days = value
        if epoch is _EPOCH_1900 and value < _FALSE_LEAP_DAY:
            days += 1
        moment = epoch + timedelta(seconds=round(days * _DAY_SECONDS))
        return date_text(moment, clock)

    return write


def _clock(seconds):
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")


def date_text(moment, clock=True):
    """Return a date, with the time of the day where it has one.

    :param datetime moment: the date
    :param bool clock: whether the time is wanted
    :rtype: str
    """
    text = moment.strftime("%Y-%m-%d").rjust(10, "0")
    if clock and (moment.hour or moment.minute or moment.second):
        text += f" {moment:%H:%M:%S}"
    return text
