"""Turn the records of another system into cleaned records for the register.

Unlike the cells of a file, values have types: ``False``, ``None`` and an empty text
erase a field, which comes out as ``False``. What is absent stays as it is. Texts are
kept as they are, a name such as "N/A" too: no person typed them into a wrong column.
"""

import datetime
from dataclasses import dataclass, field
from functools import cache

from . import problems
from .identity_columns import read_identity, read_personal
from .identity_numbers import PERSONAL
from .problems import Problem
from .targets import ADDRESSES, TARGETS
from .value_words import SELECTIONS
from .values import cleaner_for

PROPERTIES = "properties"
#: List of a record -> group of the targets that its items have.
LISTS = {
    "contacts": "contact",
    "addresses": "invoice",
    "facilities": "facility",
    "tax_persons": "tax_person",
}
#: What an item of a list may say beside the targets of its group.
ITEM_KEYS = {
    "contacts": {"id": "id", "external_id": "code", "active": "boolean"},
    "addresses": {
        "id": "id",
        "external_id": "code",
        "active": "boolean",
        "type": "address_type",
    },
    "facilities": {
        "id": "id",
        "external_id": "code",
        "active": "boolean",
        "state_id": "state",
    },
    "tax_persons": {},
}
#: Lists whose missing items can be set inactive, see REPLACE.
REPLACEABLE = ("contacts", "addresses", "facilities")
#: Key that names the lists which are complete: what is not in them becomes inactive.
REPLACE = "replace"
# Targets of files that have no field of their own.
_NO_FIELDS = {
    "first_name",
    "last_name",
    "identity_number",
    "is_private",
    "inactive",
    "zip_city",
    "phone_other",
    "email_other",
}
_NOT_A = {
    "country": problems.VALUE_NOT_COUNTRY,
    "email": problems.VALUE_NOT_EMAIL,
    "language": problems.VALUE_NOT_LANGUAGE,
    "phone": problems.VALUE_NOT_PHONE,
    "url": problems.VALUE_NOT_URL,
    "vat": problems.VALUE_NOT_VAT,
}
# Texts that are not cleaned.
_TEXTS = frozenset({"text", "long_text", "state", "code"})
_SEVERAL = frozenset({"category_id", "technician_ids"})
_LONGEST_CODE = 128
_LONGEST_RELATION = 255
_MOST_ITEMS = 1_000


@dataclass(slots=True)
class CleanRecord:
    """A record as the register takes it.

    :param dict values: cleaned values, see :class:`models.door.Door`
    :param list problems: (path, Problem) of every value that is wrong
    """

    values: dict = field(default_factory=dict, repr=False)
    problems: list = field(default_factory=list)


@cache
def field_kinds(group=""):
    """Return {name of a field: kind of its values} of a customer or an item.

    :param str group: "" for the customer, or a value of :data:`LISTS`
    :rtype: dict
    """
    kinds = {}
    for target in TARGETS.values():
        if target.group == group and target.field not in _NO_FIELDS:
            name = "country_code" if target.field == "country_id" else target.field
            kinds[name] = target.kind
    if not group:
        kinds["id"] = "id"
    return kinds


def clean_record(record, country_code="", today=None):
    """Clean one record; all that is wrong with it is told at once.

    :param dict record: as the other system sent it
    :param str country_code: of customers whose record names no country
    :param today: the date to read years by
    :rtype: CleanRecord
    """
    clean = CleanRecord()
    if not isinstance(record, dict):
        clean.problems.append(("", Problem(problems.VALUE_NOT_DICT)))
        return clean
    today = today or datetime.date.today()
    kinds = field_kinds()
    for name, value in record.items():
        if name in LISTS:
            _clean_list(name, value, clean, today)
        elif name == PROPERTIES:
            _clean_properties(value, clean)
        elif name == REPLACE:
            _clean_replace(value, record, clean)
        elif name in kinds:
            result = _read("", name, kinds[name], value, today)
            if type(result) is Problem:
                clean.problems.append((name, result))
            else:
                clean.values[name] = result
        else:
            clean.problems.append((str(name), Problem(problems.FIELD_UNKNOWN)))
    _read_identity(clean, record, country_code, today)
    return clean


def _read(group, name, kind, value, today):
    """Return a cleaned value, or the Problem it has."""
    is_boolean = kind == "boolean" or name in ("active", "is_company")
    if is_boolean:
        if isinstance(value, bool):
            return value
        return Problem(problems.VALUE_NOT_BOOLEAN)
    if kind == "id":
        is_id = isinstance(value, int) and not isinstance(value, bool) and value > 0
        return value if is_id else Problem(problems.VALUE_NOT_ID)
    if kind == "number":
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return float(value) if is_number else Problem(problems.VALUE_NOT_NUMBER)
    if value is None or value is False:
        return False
    if kind == "relation":
        return _read_relation(name, value)
    if not isinstance(value, str):
        return Problem(problems.VALUE_NOT_TEXT)
    text = value.replace("\x00", "").strip()
    if not text:
        return False
    return _read_text(group, name, kind, text, today)


def _read_text(group, name, kind, text, today):
    if kind == "address_type":
        return text if text in ADDRESSES else Problem(problems.VALUE_NOT_CHOICE)
    if kind == "selection":
        is_choice = text in SELECTIONS[name].values()
        return text if is_choice else Problem(problems.VALUE_NOT_CHOICE)
    target = TARGETS.get(_target_name(group, name))
    limit = target.max_length if target else _LONGEST_CODE
    if limit and len(text) > limit:
        params = {"found": len(text), "limit": limit}
        return Problem(problems.VALUE_TOO_LONG, params)
    if kind in ("organisation_number", "personal_number") and not group:
        # read together with the country, see _read_identity
        if name in ("company_registry", "personal_identity_number"):
            return text
    if kind in _TEXTS:
        return text.replace("\r\n", "\n")
    if kind == "date":
        return _read_date(text, today)
    if kind == "organisation_number":
        number = read_identity(text, "SE", "SE", today)
        return number.problem or number.number
    if kind == "personal_number":
        person = read_personal(text, "SE", "SE", today)
        if person.problem or person.kind != PERSONAL:
            return person.problem or Problem(
                problems.NUMBER_WRONG_DATE, {"country": "SE"}
            )
        return person.number
    result = cleaner_for(target, today=today)(text)
    if not result:
        # what a person writes for nothing
        return Problem(_NOT_A[kind])
    # several addresses in one field
    return ", ".join(result) if isinstance(result, tuple) else result


def _target_name(group, name):
    name = "country_id" if name == "country_code" else name
    return f"{group}.{name}" if group else name


def _read_date(text, today):
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        return Problem(problems.VALUE_NOT_DATE)
    if date > today:
        return Problem(problems.VALUE_DATE_IN_FUTURE)
    return date.isoformat()


def _read_relation(name, value):
    """Return a name, or a list of names where there may be several."""
    several = name in _SEVERAL
    names = value if several and isinstance(value, list) else [value]
    if not all(isinstance(text, str) for text in names):
        return Problem(problems.VALUE_NOT_TEXT)
    names = [text.strip() for text in names if text.strip()]
    for text in names:
        if len(text) > _LONGEST_RELATION:
            params = {"found": len(text), "limit": _LONGEST_RELATION}
            return Problem(problems.VALUE_TOO_LONG, params)
    if several:
        return names or False
    return names[0] if names else False


# === LISTS === #


def _clean_list(name, items, clean, today):
    if items is None or items is False:
        items = []
    if not isinstance(items, list) or len(items) > _MOST_ITEMS:
        clean.problems.append((name, Problem(problems.VALUE_NOT_LIST)))
        return
    group = LISTS[name]
    kinds = {**field_kinds(group), **ITEM_KEYS[name]}
    cleaned = clean.values[name] = []
    for index, item in enumerate(items):
        path = f"{name}.{index}."
        if not isinstance(item, dict):
            clean.problems.append((path[:-1], Problem(problems.VALUE_NOT_DICT)))
            continue
        values = {}
        for key, value in item.items():
            result = Problem(problems.FIELD_UNKNOWN)
            if key in kinds:
                result = _read(group, key, kinds[key], value, today)
            if type(result) is Problem:
                clean.problems.append((f"{path}{key}", result))
            else:
                values[key] = result
        _complete_item(name, values, clean, path)
        cleaned.append(values)


def _complete_item(name, values, clean, path):
    """Refuse what can't be found again or has no name."""
    if name == "addresses":
        if not values.get("type"):
            clean.problems.append((f"{path}type", Problem(problems.VALUE_MISSING)))
        return
    if values.get("name") or values.get("id") or values.get("external_id"):
        return
    other = {
        "contacts": ("email", "phone"),
        "facilities": ("unit_number", "street"),
        "tax_persons": ("personal_identity_number",),
    }[name]
    found = next((values[key] for key in other if values.get(key)), None)
    if not found:
        clean.problems.append((f"{path}name", Problem(problems.VALUE_MISSING)))
    elif name != "tax_persons":
        values["name"] = found


def _clean_properties(value, clean):
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        clean.problems.append((PROPERTIES, Problem(problems.VALUE_NOT_DICT)))
        return
    clean.values[PROPERTIES] = value


def _clean_replace(value, record, clean):
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        clean.problems.append((REPLACE, Problem(problems.VALUE_NOT_LIST)))
        return
    for name in value:
        if name not in REPLACEABLE:
            clean.problems.append((REPLACE, Problem(problems.VALUE_NOT_CHOICE)))
        elif name not in record:
            clean.problems.append((name, Problem(problems.VALUE_MISSING)))
    clean.values[REPLACE] = value


# === NUMBERS === #


def _read_identity(clean, record, default_country, today):
    """Put the number that the record has into the field that its kind belongs to.

    A sole trader's organisation number is a personal number, and goes there.
    """
    values, country = clean.values, clean.values.get("country_code") or ""
    named = [
        name
        for name in ("company_registry", "personal_identity_number")
        if values.get(name)
    ]
    if len(named) > 1:
        # the register itself keeps a person's number in one field only
        clean.problems.append((named[0], Problem(problems.ROW_TWO_NUMBERS)))
        return
    for name in named:
        read = read_identity if name == "company_registry" else read_personal
        identity = read(values[name], country, default_country, today)
        if identity.problem:
            del values[name]
            clean.problems.append((name, identity.problem))
            return
        del values[name]
        right = "personal_identity_number"
        if identity.kind != PERSONAL:
            right = "company_registry"
        values[right] = identity.number
        if identity.country_code and not record.get("country_code"):
            values["country_code"] = identity.country_code
