"""Numbers that the tests of organisation and personal numbers share.

Companies are real and public. Personal numbers are synthetic or published as examples:
``640823-3234`` and ``701063-2391`` by Skatteverket, ``131052-308T`` by Digi- ja
väestötietovirasto, ``211062-5629`` by python-stdnum; Norwegian ones are computed here
in the series of Skatteetaten's Tenor (month + 80), which no living person has.
"""

import datetime

from stdnum.no import fodselsnummer

TODAY = datetime.date(2025, 6, 1)

NBSP, THIN, NARROW = "\u00a0", "\u2009", "\u202f"

COMPANIES = {
    "NO": ("923609016", "982463718", "914778271"),  # Equinor, Telenor, Norsk Hydro
    "SE": ("5560160680", "5560125790", "5560427220", "2021003831"),
    "FI": ("01120389", "20774740"),  # Nokia, and python-stdnum's example
    "DK": ("22756214", "24256790", "13585628"),  # Maersk, Novo Nordisk
}


def norwegian(nine_digits):
    """Return a fødselsnummer with the check digits of these nine, or None."""
    first = fodselsnummer.calc_check_digit1(nine_digits)
    second = fodselsnummer.calc_check_digit2(nine_digits + first)
    return nine_digits + first + second if len(first + second) == 2 else None


def some_norwegian(six_digits, serials=None):
    """Return the first number of a day that has check digits."""
    serials = serials or range(100, 500)
    numbers = (norwegian(f"{six_digits}{serial}") for serial in serials)
    return next(filter(None, numbers))


SYNTHETIC = {
    "tenor": some_norwegian("018180"),
    "tenor_d": some_norwegian("418180"),
    "health": some_norwegian("016680"),
    "h_number": some_norwegian("014180"),
    "d_number": some_norwegian("718180"),
}


def single_digit_changes(number, start=0):
    """Yield the number with each digit from start on replaced by each other one."""
    for place in range(start, len(number)):
        for digit in "0123456789":
            if digit != number[place]:
                yield number[:place] + digit + number[place + 1 :]


def with_luhn(nine_digits, sign="-"):
    """Return a Swedish ten-digit number with its check digit."""
    total = sum(
        sum(map(int, str(int(digit) * (2 - place % 2))))
        for place, digit in enumerate(nine_digits)
    )
    return f"{nine_digits[:6]}{sign}{nine_digits[6:]}{-total % 10}"


def with_finnish_check(ten_characters):
    """Return a henkilötunnus with its check character."""
    digits = int(ten_characters[:6] + ten_characters[7:])
    return ten_characters + "0123456789ABCDEFHJKLMNPRSTUVWXY"[digits % 31]
