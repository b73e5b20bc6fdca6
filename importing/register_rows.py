"""Turn the rows of the three-column file into cleaned values for the register.

The file and its rules are those of seed ``000_26c010d3a1eadc26.txt``: name, customer
ID, organization number; "Only Norwegian companies with an organization number are
imported. Foreign companies must be entered manually". So a foreign number, or none, is
no mistake: the row is set aside for a person. All mistakes of a row are told at once.
"""

import re
from dataclasses import dataclass, field

from . import problems
from .identity_numbers import (
    MASK,
    ORGANISATION,
    identity_key,
    looks_personal,
    mask_personal_numbers,
    parse_organisation_number,
)
from .problems import Problem

#: The columns of the strict file, in their order.
STRICT_COLUMNS = ("name", "ref", "company_registry")

_REGISTER_COUNTRY = "NO"

# A VAT or registration number that begins with its country: GB123456789, DE 811 569 869
_FOREIGN_PREFIX = re.compile(r"([A-Z]{2})(?=(?:[A-Z]*\d){5})[A-Z0-9]{5,13}")
# VAT prefixes that differ from the ISO code of the country.
_ISO_CODES = {"EL": "GR", "XI": "GB", "UK": "GB"}
# Numbers without a prefix that only one other country writes so.
_FOREIGN_SHAPES = (
    (re.compile(r"\d{7}-\d"), "FI"),
    (re.compile(r"(?:16)?\d{2}[2-9]\d{3}-?\d{4}"), "SE"),
    (re.compile(r"\d{8}|\d{2} \d{2} \d{2} \d{2}"), "DK"),
)
_SCIENTIFIC = re.compile(r"\d[.,]\d+E\+\d+", re.IGNORECASE)
_FINNISH_PERSON_SHAPE = re.compile(r"\d{6}[-+A-Z]\d{3}[0-9A-Z]", re.IGNORECASE)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


@dataclass(frozen=True, slots=True)
class CleanRow:
    """One row, ready for the register or with the reasons why it is not.

    :param int row_number: as the user sees it in the file
    :param dict values: ``name``, ``ref``, ``company_registry`` (compact, "" if there
        is none or it may be a person's), ``country_code`` ("" if unknown)
    :param list problems: every mistake of the row; empty for a good one
    :param manual: a Problem that says why a person has to enter this customer, or None
    """

    row_number: int
    # A name may hold what it should not: values stay out of logs and tracebacks.
    values: dict[str, str] = field(repr=False, hash=False)
    problems: list[Problem] = field(default_factory=list, hash=False)
    manual: Problem | None = None

    @property
    def is_importable(self):
        """Whether nothing stands in the way of importing the row."""
        return not self.problems and self.manual is None


def clean_strict_row(row):
    """Clean one row of the three-column file.

    :param Row row: as :mod:`.reader` delivers it
    :rtype: CleanRow
    """
    name, ref, typed = (*row.values, "", "", "")[:3]
    found = []
    if len(row.values) < len(STRICT_COLUMNS):
        params = {"expected": len(STRICT_COLUMNS), "found": len(row.values)}
        found.append(Problem(problems.ROW_TOO_FEW_COLUMNS, params))
    values = {
        "name": " ".join(name.split()),
        "ref": ref.strip(),
        "company_registry": "",
        "country_code": "",
    }
    if not values["name"]:
        found.append(Problem(problems.ROW_NAME_MISSING))
    if _SCIENTIFIC.fullmatch(values["ref"]):
        found.append(Problem(problems.ROW_REF_SCIENTIFIC))
    manual = None
    if len(row.values) >= len(STRICT_COLUMNS):
        number, country, problem, manual = _clean_number(typed)
        values["company_registry"] = number
        values["country_code"] = country
        if problem:
            found.append(problem)
    return CleanRow(row.number, values, found, manual)


def mask_strict_cell(position, text):
    """Return what may be shown of a cell before its row is cleaned.

    :param int position: of the cell in its row, from 0
    :param str text: as :mod:`.reader` delivers it
    :rtype: str
    """
    masked = mask_personal_numbers(text)
    if STRICT_COLUMNS[position : position + 1] == ("company_registry",):
        number, _country, problem, _manual = _clean_number(text)
        # What is kept out of the cleaned values is not shown either.
        if problem and not number:
            return MASK
    return masked


def may_be_personal(text):
    """Tell whether a number that was not understood may be meant as a person's.

    A personal number with a typing error is hardly less personal.

    :rtype: bool
    """
    digits = sum(char.isdigit() for char in text)
    return digits >= 10 or bool(_FINNISH_PERSON_SHAPE.search(text))


class EarlierRows:
    """Remember the customers of a file, to find those that stand in it again.

    Only a row that is remembered makes a later one a duplicate: whoever reads the file
    remembers the rows that go into the register. Letter case and outer spaces do not
    make another customer number; ids of other systems are taken as they are.
    """

    def __init__(self):
        self._first_rows = {}

    def find_duplicate(self, row, identity=None):
        """Tell whether an earlier row has a number that only one customer can have.

        These are the customer number, the organisation or personal identity number and
        the id in another system.

        :param CleanRow row: one that nobody has to enter by hand
        :param identity: its identity key, where the caller knows it
        :return: a Problem that names the earlier row and the column, or None
        """
        for column, key in _duplicate_keys(row.values, identity):
            if key in self._first_rows:
                params = {"row": self._first_rows[key], "column": column}
                return Problem(problems.ROW_DUPLICATE, params)
        return None

    def remember(self, row, identity=None):
        """Make later rows with the numbers of this :class:`CleanRow` duplicates."""
        for _column, key in _duplicate_keys(row.values, identity):
            self._first_rows.setdefault(key, row.row_number)


def _duplicate_keys(values, identity):
    """Return (column, key) of each number; the column is not part of the key."""
    personal = values.get("personal_identity_number")
    number = identity or identity_key(
        personal or values.get("company_registry"), values.get("country_code")
    )
    ref = values.get("ref", "").strip().lower()
    external_id = values.get("external_id", "").strip()
    # one number may stand in the column of either kind: the key is the same
    column = "personal_identity_number" if personal else "company_registry"
    keys = (
        (column, ("identity", number)),
        ("ref", ("ref", ref)),
        ("external_id", ("external_id", external_id)),
    )
    return [(column, key) for column, key in keys if key[1]]


def _clean_number(typed):
    """Return the number, its country, what is wrong, and why it is entered by hand."""
    if not typed.strip():
        return "", "", None, Problem(problems.MANUAL_NO_NUMBER)
    own = parse_organisation_number(typed, _REGISTER_COUNTRY)
    if own.kind == ORGANISATION:
        return own.number, own.country_code, None, None
    if looks_personal(typed):
        return "", "", Problem(problems.ROW_PERSONAL_NUMBER), None
    if own.problem.code != problems.NUMBER_SCIENTIFIC:
        foreign = _foreign_number(typed, own.number)
        if foreign:
            number, country = foreign
            manual = Problem(problems.MANUAL_FOREIGN, {"country": country})
            return number, country, None, manual
    if may_be_personal(typed):
        return "", _REGISTER_COUNTRY, own.problem, None
    return own.number, _REGISTER_COUNTRY, own.problem, None


def _foreign_number(typed, compact):
    """Return number and country of a number from abroad, or None."""
    prefix = _FOREIGN_PREFIX.fullmatch(compact)
    if prefix and prefix[1] != _REGISTER_COUNTRY:
        country = _ISO_CODES.get(prefix[1], prefix[1])
        return parse_organisation_number(typed, country).number, country
    shape = " ".join(typed.translate(_DASHES).split())
    for pattern, country in _FOREIGN_SHAPES:
        if pattern.fullmatch(shape):
            parsed = parse_organisation_number(typed, country)
            if parsed.kind == ORGANISATION:
                return parsed.number, country
    return None
