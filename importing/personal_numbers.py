"""Personal identity numbers: how each country's number is read.

The way in is :func:`.identity_numbers.parse_personal_number`; the sources of the rules
stand there too.
"""

import datetime
import re
from dataclasses import dataclass

from stdnum import luhn
from stdnum.dk import cpr
from stdnum.exceptions import ValidationError
from stdnum.fi import hetu
from stdnum.no import fodselsnummer

from . import problems
from .problems import Problem

#: Stands where a personal identity number was.
MASK = "***********"


_SE_PERSON = re.compile(r"(18|19|20)?(\d\d)(\d\d)(\d\d)([-+]?)(\d{4})", re.ASCII)
_FI_PERSON = re.compile(
    r"(\d\d)(\d\d)(\d\d)([-+A-FU-Y])(\d{3})([0-9A-Y])", re.ASCII | re.IGNORECASE
)
_FI_CENTURY = {
    "+": 1800,
    **dict.fromkeys("-YXWVU", 1900),
    **dict.fromkeys("ABCDEF", 2000),
}


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """A personal identity number as it was understood.

    :param str number: SE ``YYYYMMDDNNNN``, NO eleven digits, FI upper case with century
        sign, DK ten digits; as typed without outer spaces where it was not understood
    :param country_code: ISO code of the country whose rules apply, or None
    :param birthdate: a :class:`datetime.date`, or None where the number holds none
    :param problem: a :class:`Problem`, or None
    """

    number: str
    country_code: str | None
    birthdate: datetime.date | None = None
    problem: Problem | None = None

    def __repr__(self):
        # The birth date is personal too and half of the number.
        return (
            f"PersonalNumber(number={MASK if self.number else ''!r},"
            f" country_code={self.country_code!r}, problem={self.problem!r})"
        )


def is_digits(text):
    # str.isdigit alone accepts superscripts and the digits of other scripts.
    return text.isascii() and text.isdigit()


# Personal identity numbers: each function reads text with plain dashes, without spaces
# and dots, in upper case, and returns a PersonalNumber.


def _personal_problem(form, country, code, **params):
    problem = Problem(code, {"country": country, **params})
    return PersonalNumber(form, country, None, problem)


def _wrong_form(form, country, expected):
    """Say whether the characters or only the number of digits are wrong."""
    digits = form.replace("-", "").replace("+", "")
    if not is_digits(digits):
        return _personal_problem(form, country, problems.NUMBER_WRONG_CHARACTERS)
    return _personal_problem(
        form,
        country,
        problems.NUMBER_WRONG_LENGTH,
        expected=expected,
        found=len(digits),
    )


def _read_norwegian_person(form, today):
    digits = form.replace("-", "")
    if len(digits) != 11 or not is_digits(digits):
        return _wrong_form(form, "NO", "11")
    if (
        fodselsnummer.calc_check_digit1(digits) != digits[9]
        or fodselsnummer.calc_check_digit2(digits) != digits[10]
    ):
        return _personal_problem(form, "NO", problems.NUMBER_WRONG_CHECK_DIGIT)
    if digits[0] in "89":
        return PersonalNumber(digits, "NO")
    day = int(digits[:2])
    month = int(digits[2:4])
    day -= 40 if day > 40 else 0
    month -= next((added for added in (80, 65, 40) if month > added), 0)
    year = _norwegian_year(int(digits[4:6]), int(digits[6:9]))
    # Without a known century the day and month are checked in a leap year.
    birthdate = _date(year or 2000, month, day)
    if birthdate is None or birthdate > today:
        return _personal_problem(form, "NO", problems.NUMBER_WRONG_DATE)
    return PersonalNumber(digits, "NO", birthdate if year else None)


def _norwegian_year(year, individual):
    """Return the full year by the individual number, or None outside its ranges."""
    if individual < 500:
        return 1900 + year
    if year < 40:
        return 2000 + year
    if individual >= 900:
        return 1900 + year
    if individual < 750 and year >= 54:
        return 1800 + year
    return None


def _read_swedish_person(form, today):
    # A date written with dashes has them in the date part as well.
    match = _SE_PERSON.fullmatch(form) or _SE_PERSON.fullmatch(form.replace("-", ""))
    if not match:
        return _wrong_form(form, "SE", "10/12")
    century, year, month, day, sign, serial = match.groups()
    if luhn.checksum(year + month + day + serial) != 0:
        return _personal_problem(form, "SE", problems.NUMBER_WRONG_CHECK_DIGIT)
    if century:
        full_year = int(century + year)
        birthdate = _swedish_date(full_year, month, day)
    else:
        full_year = today.year - (today.year - int(year)) % 100
        birthdate = _swedish_date(full_year, month, day)
        if sign == "+" or (birthdate and birthdate > today):
            full_year -= 100
            birthdate = _swedish_date(full_year, month, day)
    # Coordination numbers of people whose birth date nobody knows.
    unknown_date = day == "60" and int(month) <= 12
    if birthdate is None and not unknown_date or birthdate and birthdate > today:
        return _personal_problem(form, "SE", problems.NUMBER_WRONG_DATE)
    return PersonalNumber(f"{full_year}{month}{day}{serial}", "SE", birthdate)


def _swedish_date(year, month, day):
    day = int(day)
    return _date(year, int(month), day - 60 if day > 60 else day)


def _read_finnish_person(form, today):
    match = _FI_PERSON.fullmatch(form)
    if not match:
        if len(form) == 11:
            return _personal_problem(form, "FI", problems.NUMBER_WRONG_CHARACTERS)
        return _personal_problem(
            form,
            "FI",
            problems.NUMBER_WRONG_LENGTH,
            expected="11",
            found=len(form),
        )
    day, month, year = map(int, match.groups()[:3])
    birthdate = _date(_FI_CENTURY[match[4]] + year, month, day)
    if birthdate is None or birthdate > today:
        return _personal_problem(form, "FI", problems.NUMBER_WRONG_DATE)
    try:
        number = hetu.validate(form, allow_temporary=True)
    except ValidationError:
        return _personal_problem(form, "FI", problems.NUMBER_WRONG_CHECK_DIGIT)
    return PersonalNumber(number, "FI", birthdate)


def _read_danish_person(form, today):
    digits = form.replace("-", "")
    if len(digits) != 10 or not is_digits(digits):
        return _wrong_form(form, "DK", "10")
    day = int(digits[:2])
    plain = f"{day - 60 if day > 60 else day:02}{digits[2:]}"
    try:
        birthdate = cpr.get_birth_date(plain)
    except ValidationError:
        birthdate = None
    if birthdate is None or birthdate > today:
        return _personal_problem(form, "DK", problems.NUMBER_WRONG_DATE)
    return PersonalNumber(digits, "DK", birthdate)


def personal_number_of_some_country(form, today):
    """Read a personal number whose country only its own shape can tell."""
    digits = form.replace("-", "")
    if _FI_PERSON.fullmatch(form) and not is_digits(digits):
        return _read_finnish_person(form, today)
    if len(digits) == 11 and is_digits(digits):
        return _read_norwegian_person(form, today)
    if "+" in form or len(digits) == 12:
        return _read_swedish_person(form, today)
    rules = (_read_swedish_person, _read_finnish_person, _read_danish_person)
    fitting = [person for rule in rules if not (person := rule(form, today)).problem]
    if len(fitting) == 1:
        person = fitting[0]
        # A Danish date alone proves little; the check digit of old numbers does.
        if person.country_code != "DK" or cpr.checksum(person.number) == 0:
            return person
    return PersonalNumber(form, None, None, Problem(problems.NUMBER_COUNTRY_NEEDED))


def _date(year, month, day):
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


#: Country -> function(text, today) -> PersonalNumber.
PERSONAL_RULES = {
    "NO": _read_norwegian_person,
    "SE": _read_swedish_person,
    "FI": _read_finnish_person,
    "DK": _read_danish_person,
}
