"""The one normalisation of organisation numbers and personal identity numbers.

The customer card, the import, the registry look-up and the synchronisation all come
here, so that one company or person is found again however its number was written.

Checked countries are Norway, Sweden, Finland and Denmark; numbers of other countries
are kept as typed. When in doubt a number passes: a valid number that is refused stops
somebody's work, an invalid one that passes is mended later.

Sources of the rules:

- Norway: organisation number and MVA suffix, Brønnøysundregistrene and
  merverdiavgiftsloven; fødselsnummer and D-number (day + 40), folkeregisterforskriften
  § 2-2; FH-number (first digit 8 or 9, no date), H-number (month + 40) and the
  synthetic numbers of Tenor (month + 80) and the health sector (month + 65).
- Sweden: lag (1974:174) om identitetsbeteckning för juridiska personer (third digit at
  least 2, so that no company collides with a person); folkbokföringslag (1991:481) § 18
  (personnummer, ``+`` from the year of the 100th birthday) and lag (2022:1697) om
  samordningsnummer (day + 60, unknown day or month 0); VAT number, Skatteverket.
- Finland: Y-tunnus, PRH and Verohallinto; henkilötunnus, Digi- ja väestötietovirasto
  (century signs extended in 2023; individual numbers 900-999 are for temporary use).
- Denmark: CVR, Erhvervsstyrelsen; CPR, cpr.dk (no check digit since 2007; replacement
  numbers have day + 60).
- Forms people type: seed ``001_89ddd0bb9fc3d60e.txt`` and ``000_26c010d3a1eadc26.txt``.
"""

import datetime
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from stdnum import luhn
from stdnum.dk import cvr
from stdnum.fi import alv
from stdnum.no import orgnr

from . import problems
from .personal_numbers import (
    MASK,
    PERSONAL_RULES,
    PersonalNumber,
    is_digits,
    personal_number_of_some_country,
)
from .problems import Problem

ORGANISATION = "organisation"
PERSONAL = "personal"
UNKNOWN = "unknown"

#: Country part of the identity key of a number whose country nobody knows: the code
#: that ISO 3166 leaves to its users and CLDR calls "Unknown Region".
_NO_COUNTRY = "ZZ"


def _character_tables():
    """Return two tables for :meth:`str.translate`: keep the form, and digits only.

    All spaces, dashes and invisible characters that Unicode has in the scripts people
    paste from stand below U+3100, but for the compatibility forms added by hand.
    """
    form = {}
    for code in range(0x3100):
        category = unicodedata.category(chr(code))
        if category in {"Zs", "Zl", "Zp", "Cc", "Cf"}:
            form[code] = None
        elif category == "Pd":
            form[code] = "-"
    form.update(dict.fromkeys(map(ord, "\ufeff.'\u2019`\u00b4\u00b7"), None))
    form.update(dict.fromkeys(map(ord, "\u2212\ufe58\ufe63\uff0d"), "-"))
    # Full-width letters and digits, as Asian keyboards give them.
    form.update((code, chr(code - 0xFEE0)) for code in range(0xFF10, 0xFF5B))
    compact = {code: None if char == "-" else char for code, char in form.items()}
    compact.update(dict.fromkeys(map(ord, "-,:/"), None))
    return form, compact


_FORM, _COMPACT = _character_tables()
_OUTER = " \t\r\n\f\v\u00a0\u2007\u2009\u202f\u200b\u2060\ufeff"

# Programs that read a column as decimal numbers write 923609016.0.
_DECIMAL = re.compile(r"\s*(\d{7,12})[.,]0{1,2}\s*", re.ASCII)
_SCIENTIFIC = re.compile(r"\s*\d(?:[.,]\d+)?E[+-]?\d{1,2}\s*", re.ASCII | re.IGNORECASE)
_LABEL = re.compile(
    r"(?:ORGNR|ORGNO|ORGANISASJONSNUMMER|ORGANISATIONSNUMMER|CVRNR|CVRNUMMER|CVR"
    r"|YTUNNUS|FORETAKSREGISTERET|MVA)(?=(?:NO|SE|FI|DK)?\d)"
)
_NAMES_COUNTRY = re.compile(
    r"(?P<NO>NO\d{9}(?:MVA)?(?:FORETAKSREGISTERET)?|\d{9}MVA(?:FORETAKSREGISTERET)?)"
    r"|(?P<SE>SE\d{10}(?:\d\d)?)|(?P<FI>FI\d{8})|(?P<DK>DK\d{8})",
    re.ASCII,
)
_NO_NUMBER = re.compile(r"(?:NO)?(\d+)(?:MVA)?(?:FORETAKSREGISTERET)?", re.ASCII)
# Ten digits without a sign, as in Sweden and Denmark.
_SHORTEST_PERSON = 10
# Spaces inside the date are left out on purpose: "10 10 39 40 12" is a Danish company
# number with something after it rather than a person.
_PERSON_IN_TEXT = re.compile(
    r"(?<![0-9])"
    r"(?P<number>(?:[0-9]{8}|[0-9]{6}|[0-9]{4}-[0-9]{2}-[0-9]{2}|(?:[0-9]{2}\.){2}[0-9]{2})"
    r"[^\S\n]{0,2}[-+\u2010-\u2015\u2212.]?[^\S\n]{0,2}[0-9]{4,5})"
    r"(?:[\s-]?01)?(?![0-9])"
    r"|(?<![0-9A-Z])"
    r"(?P<hetu>[0-9]{6}\s?[-+\u2010-\u2015\u2212A-FU-Y]\s?[0-9]{3}[0-9A-Y])"
    r"(?![0-9A-Z])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class OrganisationNumber:
    """An organisation number as it was understood.

    :param str number: compact form, canonical personal form for a sole trader, as typed
        without outer spaces for other countries, "" if nothing was given
    :param country_code: ISO code of the country whose rules apply, or None
    :param str kind: ``organisation``, ``personal`` (a sole trader's number that is a
        personal identity number: protect it) or ``unknown`` (not checked, or wrong)
    :param problem: a :class:`Problem`, or None
    """

    number: str
    country_code: str | None
    kind: str
    problem: Problem | None = None

    def __repr__(self):
        # A wrong number may be a person's with a typing error: it stays hidden too.
        shown = self.number if self.kind == ORGANISATION or not self.number else MASK
        return (
            f"OrganisationNumber(number={shown!r}, country_code={self.country_code!r},"
            f" kind={self.kind!r}, problem={self.problem!r})"
        )


def registry_country_codes():
    """Return the ISO codes of the countries whose numbers are checked.

    :rtype: tuple[str, ...]
    """
    return tuple(_ORGANISATION_RULES)


def parse_organisation_number(text, country_code=None, *, today=None):
    """Read an organisation number in any form people write it.

    Spaces, dashes, dots, the VAT prefix and suffix and labels such as ``Org.nr.`` are
    tolerated. A sole trader's number that is a personal identity number is read too.
    Without a country only a number that names its own (``NO … MVA``, ``SE…01``,
    ``FI…``, ``DK…``) is checked; use :func:`looks_personal` to know whether any other
    has to be protected.

    :param text: what was typed; None, False and "" are no number
    :param country_code: ISO code in any case, or None
    :param today: the date to read two-digit years by, for tests
    :rtype: OrganisationNumber
    """
    return _read_organisation_number(
        _typed(text), _country(country_code), today or datetime.date.today()
    )


# One number is read again and again while its customer is matched, cleaned, checked and
# stored. The last chunk of an import is remembered, in memory only.
@lru_cache(maxsize=4096)
def _read_organisation_number(typed, country, today):
    if not typed:
        return OrganisationNumber("", country, UNKNOWN)
    if country is not None and country not in _ORGANISATION_RULES:
        return OrganisationNumber(typed, country, UNKNOWN)
    compact = _compact(typed)
    named = _NAMES_COUNTRY.fullmatch(compact)
    if named:
        found = named.lastgroup
        if country and found != country:
            params = {"country": country, "found": found}
            problem = Problem(problems.NUMBER_OTHER_COUNTRY, params)
            return OrganisationNumber(compact, country, UNKNOWN, problem)
        country = found
    if country is None:
        return OrganisationNumber(typed, None, UNKNOWN)
    number, problem = _ORGANISATION_RULES[country](compact)
    if problem is None:
        return OrganisationNumber(number, country, ORGANISATION)
    person = _sole_trader(typed, country, number, today)
    if person:
        return OrganisationNumber(person.number, country, PERSONAL)
    if _SCIENTIFIC.fullmatch(typed):
        problem = Problem(problems.NUMBER_SCIENTIFIC)
    return OrganisationNumber(number, country, UNKNOWN, problem)


def parse_personal_number(text, country_code=None, *, today=None):
    """Read a personal identity number in any form people write it.

    Swedish coordination numbers, Norwegian D-, H- and FH-numbers, Finnish temporary and
    Danish replacement numbers are personal numbers like the others. Without a country
    the shape and the check digits tell it, where only one of the four fits.

    :param text: what was typed; None, False and "" are no number
    :param country_code: ISO code in any case, or None
    :param today: the date to read two-digit years by, for tests
    :rtype: PersonalNumber
    """
    typed = _typed(text)
    country = _country(country_code)
    if not typed or (country is not None and country not in PERSONAL_RULES):
        return PersonalNumber(typed, country)
    form = _DECIMAL.sub(r"\1", typed).translate(_FORM).upper()
    today = today or datetime.date.today()
    if country:
        return PERSONAL_RULES[country](form, today)
    return personal_number_of_some_country(form, today)


def identity_key(text, country_code=None, *, today=None):
    """Return the key under which one company or person meets itself.

    Pass the country of the customer (or of the company that imports it) whenever it is
    known: without it only a number that names its country gets that country's key. The
    key of a sole trader holds the personal identity number: protect it like the number.

    :param text: what was typed
    :param country_code: ISO code in any case, or None
    :param today: the date to read two-digit years by, for tests
    :return: such as ``NO:923609016`` or ``SE:5560360793``; None for no number
    :rtype: str | None
    """
    parsed = parse_organisation_number(text, country_code, today=today)
    if parsed.problem and parsed.problem.code == problems.NUMBER_OTHER_COUNTRY:
        named = parsed.problem.params["found"]
        parsed = parse_organisation_number(text, named, today=today)
    number = parsed.number
    if parsed.kind == UNKNOWN:
        number = "".join(filter(str.isalnum, number.upper()))
    if not number:
        return None
    return f"{parsed.country_code or _NO_COUNTRY}:{number}"


def looks_personal(text, country_code=None, *, today=None):
    """Tell whether a text is a personal identity number, alone or as a VAT number.

    :param text: what was typed
    :param country_code: ISO code to ask for one country; None asks for all four
    :param today: the date to read two-digit years by, for tests
    :rtype: bool
    """
    country = _country(country_code)
    codes = PERSONAL_RULES if country is None else (country,)
    return any(
        parse_organisation_number(text, code, today=today).kind == PERSONAL
        for code in codes
    )


def identity_country(text):
    """Return the country that a number names itself, as in ``SE…01``.

    :param text: what was typed
    :return: ISO code, or None
    """
    named = _NAMES_COUNTRY.fullmatch(_compact(_typed(text)))
    return named.lastgroup if named else None


def is_vat_number(text):
    """Tell whether a text has the form of a VAT number rather than of a bare number.

    :param text: what was typed
    :rtype: bool
    """
    compact = _compact(_typed(text))
    country = identity_country(text)
    return country is not None and (country != "SE" or len(compact) == 14)


def mask_personal_numbers(text):
    """Return a free text with every personal identity number replaced by :data:`MASK`.

    For messages, logs and error files. Organisation numbers stay. Ten digits that begin
    with a date are taken for a Danish number, which has no check digit: a telephone
    number may be masked, a person is not missed.

    :param text: any text; None and False give ""
    :rtype: str
    """
    if not text:
        return ""
    text = str(text)
    # no form is shorter, and most cells of a file are
    if len(text) < _SHORTEST_PERSON:
        return text
    return _PERSON_IN_TEXT.sub(_mask_match, text)


def _mask_match(match):
    candidate = match["number"] or match["hetu"]
    return MASK if looks_personal(candidate) else match[0]


def _typed(text):
    if not text:
        return ""
    return str(text).strip(_OUTER)


def _country(country_code):
    return country_code.strip().upper() or None if country_code else None


def _compact(typed):
    compact = _DECIMAL.sub(r"\1", typed).translate(_COMPACT).upper()
    if compact[:1].isalpha():
        compact = _LABEL.sub("", compact)
    return compact


# Organisation numbers: each function reads compact upper-case text and returns the
# digits and a Problem or None.


def _read_norwegian(compact):
    match = _NO_NUMBER.fullmatch(compact)
    return _checked("NO", match[1] if match else compact, 9, orgnr.checksum)


def _read_swedish(compact):
    digits = compact.removeprefix("SE")
    if len(digits) == 12 and is_digits(digits):
        if digits.startswith("16"):
            digits = digits[2:]
        elif digits.endswith("01") and digits[:2] not in (
            # A person's twelve digits that end in 01 pass for a VAT number, check digit
            # included. State agencies' VAT numbers begin with 20.
            {"18", "19", "20"} if digits == compact else {"18", "19"}
        ):
            digits = digits[:10]
    number, problem = _checked("SE", digits, 10, luhn.checksum)
    if problem is None and number[2] < "2":
        problem = Problem(problems.NUMBER_WRONG_DATE, {"country": "SE"})
    return number, problem


def _read_finnish(compact):
    digits = compact.removeprefix("FI")
    if len(digits) == 7 and is_digits(digits):
        # Numbers given before 1995 had six digits and a check digit.
        digits = f"0{digits}"
    return _checked("FI", digits, 8, alv.checksum)


def _read_danish(compact):
    number, problem = _checked("DK", compact.removeprefix("DK"), 8, cvr.checksum)
    if problem is None and number.startswith("0"):
        problem = Problem(problems.NUMBER_WRONG_CHECK_DIGIT, {"country": "DK"})
    return number, problem


def _checked(country, digits, length, checksum):
    if not is_digits(digits):
        return digits, Problem(problems.NUMBER_WRONG_CHARACTERS, {"country": country})
    if len(digits) != length:
        params = {"country": country, "expected": str(length), "found": len(digits)}
        return digits, Problem(problems.NUMBER_WRONG_LENGTH, params)
    if checksum(digits) != 0:
        return digits, Problem(problems.NUMBER_WRONG_CHECK_DIGIT, {"country": country})
    return digits, None


def _sole_trader(typed, country, digits, today):
    """Return the valid PersonalNumber that was given as organisation number, or None.

    The text as typed goes first, for the signs that tell the century; then the digits
    freed from prefix, suffix and label.
    """
    for text in (typed, digits):
        person = parse_personal_number(text, country, today=today)
        if person.number and person.problem is None:
            return person
    return None


_ORGANISATION_RULES = {
    "NO": _read_norwegian,
    "SE": _read_swedish,
    "FI": _read_finnish,
    "DK": _read_danish,
}
