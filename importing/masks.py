"""What of a row may be shown, or written into a file: no personal identity numbers."""

from .identity_columns import read_identity
from .identity_numbers import (
    MASK,
    ORGANISATION,
    looks_personal,
    mask_personal_numbers,
    registry_country_codes,
)
from .register_rows import may_be_personal
from .row_groups import ADDED_LINES
from .targets import get_target
from .values import strip_cell

_PERSONAL_FIELD = "personal_identity_number"
# Texts of these kinds hold no personal numbers, but numbers that look like them.
_HARMLESS_KINDS = frozenset(
    {"boolean", "country", "date", "language", "number", "selection", "state", "url"}
)
_HARMLESS_FIELDS = frozenset({"zip", "country_code", "lang", "birthdate", "type"})
# Shorter texts than this hold no personal number.
_SHORTEST = 10
# With fewer digits it is the name of the column, or a word.
_TELLING_DIGITS = 4


def mask(values):
    """Return what may be shown of a cleaned record.

    :param dict values: a cleaned record, or an item of its lists
    :rtype: dict
    """
    masked = {}
    for name, value in values.items():
        if type(value) is str:
            if name == _PERSONAL_FIELD:
                value = value and MASK
            elif len(value) >= _SHORTEST and name not in _HARMLESS_FIELDS:
                value = _mask_text(name, value)
        elif type(value) is list:
            value = [
                mask(item) if type(item) is dict else _mask_text(ADDED_LINES, item)
                for item in value
            ]
        elif type(value) is dict:
            value = mask(value)
        masked[name] = value
    return masked


def mask_cell(target, text):
    """Return what may be shown of a cell as it stands in the file.

    A number with a typing error is hardly less personal than a right one: of a column
    of organisation numbers only what surely is one is shown.

    :param str target: name of the column's target, "" for none
    :param str text: the cell
    :rtype: str
    """
    if not text:
        return text
    kind, field = "", ""
    if target:
        try:
            found = get_target(target)
        except KeyError:
            # the column of references in our own files
            return mask_personal_numbers(text)
        kind, field = found.kind, found.field
    stripped = strip_cell(text)
    if kind == "personal_number" and sum(map(str.isdigit, text)) >= _TELLING_DIGITS:
        return text if _is_company(stripped) else MASK
    if len(stripped) < _SHORTEST or kind in _HARMLESS_KINDS or field == "zip":
        return text
    if kind == "organisation_number":
        is_safe = not (may_be_personal(stripped) or looks_personal(stripped))
        return text if is_safe or _is_company(stripped) else MASK
    return _mask_text("phone" if kind == "phone" else field, text)


def _mask_text(name, text):
    if name in ("phone", "phone_other") and text[:1] in ("+", "0", "("):
        # 070-123 45 67 would pass for a Danish number
        return text
    if name == ADDED_LINES:
        # "Mobil: 070-123 45 67"
        lines = (line.rpartition(": ") for line in text.split("\n"))
        return "\n".join(
            f"{label}{colon}{_mask_text('phone_other', value)}"
            for label, colon, value in lines
        )
    if name == "vat":
        return MASK if looks_personal(text) else text
    if not any(map(str.isdigit, text)):
        return text
    return mask_personal_numbers(text)


def _is_company(text):
    return any(
        read_identity(text, code).kind == ORGANISATION
        for code in registry_country_codes()
    )
