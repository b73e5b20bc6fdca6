"""Decide what the number of a row is: a company's or a person's, and of which country.

A personal number stands in an organisation number's column where the customer is a
private person or a sole trader. A column of countries decides the rule; without one the
number's own prefix, then the country that most customers are from, then the number's
shape. Where several countries fit, nothing is guessed.
"""

import re
from dataclasses import dataclass, field

from . import problems
from .identity_numbers import (
    ORGANISATION,
    PERSONAL,
    UNKNOWN,
    parse_organisation_number,
    parse_personal_number,
    registry_country_codes,
)
from .places import country_code_of
from .problems import Problem
from .values import SCIENTIFIC

# A VAT or registration number that begins with its country: GB123456789, DE 811 569 869
_PREFIX = re.compile(r"([A-Z]{2})(?=(?:[A-Z]*\d){5})[A-Z0-9]{5,13}")
_SIGNS = re.compile(r"[\s.\-–/]")
# VAT prefixes that differ from the ISO code of the country.
_ISO_CODES = {"EL": "GR", "XI": "GB", "UK": "GB"}
# The year of a Finnish company's number may have lost its zero, but never its dash.
_FINNISH = re.compile(r"\d{6,7}-\d")


@dataclass(frozen=True, slots=True)
class Identity:
    """A number as it was understood.

    :param str number: compact; "" where it was not understood
    :param str country_code: "" if unknown
    :param str kind: ``organisation``, ``personal`` or ``unknown``, for a number of a
        country whose numbers are not checked
    :param problem: a Problem, or None
    """

    number: str = field(repr=False)
    country_code: str
    kind: str
    problem: Problem | None = None


def read_identity(text, country_code="", default_country="", today=None):
    """Read a number that may be an organisation's or a person's.

    :param str text: as it stands in the file, not blank
    :param str country_code: what the row itself says, "" for nothing
    :param str default_country: the country of most customers, "" if unknown
    :param today: the date to read two-digit years by
    :rtype: Identity
    """
    if SCIENTIFIC.fullmatch(text):
        return _wrong(country_code, Problem(problems.NUMBER_SCIENTIFIC))
    if country_code:
        return _of_country(text, country_code, today)
    abroad = _abroad(text)
    if abroad:
        return abroad
    named = parse_organisation_number(text, None, today=today)
    if named.country_code:
        return _identity(named)
    if default_country:
        own = _of_country(text, default_country, today)
        if own.kind != UNKNOWN or not own.problem and own.number:
            return own
    found = _by_shape(text, default_country, today)
    if found:
        return found
    if default_country:
        return own
    return _wrong("", Problem(problems.NUMBER_COUNTRY_NEEDED))


def read_personal(text, country_code="", default_country="", today=None):
    """Read a number that can only be a person's.

    A company's number in its column is one, too: whoever made the file put both kinds
    into one column.

    :rtype: Identity
    """
    if SCIENTIFIC.fullmatch(text):
        return _wrong(country_code, Problem(problems.NUMBER_SCIENTIFIC))
    country = country_code or default_country
    own = parse_personal_number(text, country or None, today=today)
    if own.problem is None and own.country_code:
        return Identity(own.number, own.country_code, PERSONAL)
    any_number = read_identity(text, country_code, default_country, today)
    if any_number.problem is None:
        return any_number
    return _wrong(country, own.problem or any_number.problem)


def _of_country(text, country_code, today):
    own = _identity(parse_organisation_number(text, country_code, today=today))
    if own.kind == UNKNOWN and not own.problem:
        # who lives abroad keeps the personal number from home
        person = parse_personal_number(text, None, today=today)
        if person.problem is None and person.country_code:
            return Identity(person.number, country_code, PERSONAL)
    return own


def _identity(parsed):
    if parsed.problem:
        return _wrong(parsed.country_code or "", parsed.problem)
    return Identity(parsed.number, parsed.country_code or "", parsed.kind)


def _wrong(country_code, problem):
    # A wrong number may be a person's with a typing error: it goes no further.
    return Identity("", country_code, UNKNOWN, problem)


def _abroad(text):
    """Return a number that begins with a country whose numbers are not checked."""
    if not text[:2].isalpha():
        return None
    prefix = _PREFIX.fullmatch(_SIGNS.sub("", text).upper())
    if not prefix:
        return None
    country = _ISO_CODES.get(prefix[1], prefix[1])
    if country in registry_country_codes() or country_code_of(country) != country:
        return None
    return Identity(text, country, UNKNOWN)


def _by_shape(text, default_country, today):
    """Return a number that only one other country can have written so, or None."""
    others = [code for code in registry_country_codes() if code != default_country]
    fitting = [
        parsed
        for parsed in (parse_organisation_number(text, code) for code in others)
        if parsed.kind == ORGANISATION
    ]
    if len(fitting) > 1 and _FINNISH.fullmatch(text):
        fitting = [parsed for parsed in fitting if parsed.country_code == "FI"]
    if len(fitting) > 1:
        return _wrong("", Problem(problems.NUMBER_COUNTRY_NEEDED))
    if fitting:
        return _identity(fitting[0])
    person = parse_personal_number(text, None, today=today)
    if person.problem is None and person.country_code:
        return Identity(person.number, person.country_code, PERSONAL)
    return None
