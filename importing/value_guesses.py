"""Let values agree with a column's target, or find the target for a nameless column."""

from .header_parsing import Meaning
from .targets import get_target
from .value_kinds import TEST_BY_KIND

VALUES = "values"

# Values that tell a target where the header doesn't: (test, target, confidence, part of
# the values that must pass, confidence under a header that nobody knows).
_TELLING = (
    ("email", "email", 0.85, 0.8, 0.6),
    ("organisation_number", "company_registry", 0.85, 0.7, 0.7),
    ("personal_number", "personal_identity_number", 0.8, 0.8, 0.7),
    ("vat", "vat", 0.85, 0.8, 0.7),
    ("url", "website", 0.8, 0.8, 0.6),
    ("international_phone", "phone", 0.75, 0.8, 0.55),
    ("eight_digit_number", "company_registry", 0.6, 0.95, 0),
    ("phone", "phone", 0.65, 0.9, 0.5),
    ("zip_city", "zip_city", 0.75, 0.8, 0.6),
    ("swedish_zip", "zip", 0.75, 0.9, 0.55),
    ("country", "country_id", 0.75, 0.95, 0.6),
    ("street", "street", 0.7, 0.7, 0),
    ("birthdate", "birthdate", 0.6, 0.95, 0),
    ("language", "lang", 0.6, 0.95, 0),
    ("customer_type", "is_company", 0.8, 0.9, 0.6),
)
_LIKELY_REF = 0.55
# One value may be a coincidence.
_FEW = 3


def agreement(target, kinds):
    """Return how well values fit a target, from 0 to 1, None where they can't tell.

    :param str target: name of a target
    :param ValueKinds kinds: values of a column, not all blank
    """
    found = get_target(target)
    test = _BY_FIELD.get(found.field)
    if found.field in ("name", "first_name", "last_name", "function", "city"):
        test = _fit_name
    if test:
        return test(kinds)
    if found.kind == "selection":
        share = kinds.share_of_words(found.field)
        return share if share >= 0.5 else 0.0
    if found.kind == "boolean":
        share = kinds.share("yes_no")
        return share if share >= 0.5 else 0.0
    if found.kind in TEST_BY_KIND:
        return kinds.share(TEST_BY_KIND[found.kind])
    return None


def _fit_name(kinds):
    share = max(kinds.share("text") - kinds.share("zip_city"), 0.0)
    # "R-1001" is hardly a name, but may be one
    return min(share, 0.3) if kinds.share("code") >= 0.8 else share


def _fit_ref(kinds):
    if kinds.share("email") >= 0.5:
        return 0.0
    identities = kinds.share("organisation_number") + kinds.share("personal_number")
    fit = 1 - 0.8 * min(identities, 1)
    # letters alone may be a code, too
    return fit if kinds.share("code") or kinds.share("number") else 0.3


def _fit_company(kinds):
    valid = kinds.share("organisation_number") + 0.9 * kinds.share("personal_number")
    return 0.4 * kinds.share("digits") + 0.6 * min(valid, 1)


def _fit_person(kinds):
    return 0.4 * kinds.share("digits") + 0.6 * kinds.share("personal_number")


def _fit_zip(kinds):
    if kinds.share("zip_city") >= 0.5 or kinds.share("email") >= 0.5:
        return 0.0
    return max(kinds.share("number"), kinds.share("zip"))


def _fit_street(kinds):
    return 0.0 if kinds.share("email") >= 0.5 else None


_BY_FIELD = {
    "ref": _fit_ref,
    "external_id": _fit_ref,
    "company_registry": _fit_company,
    "identity_number": _fit_company,
    "personal_identity_number": _fit_person,
    "zip": _fit_zip,
    "zip_city": lambda kinds: kinds.share("zip_city"),
    "street": _fit_street,
    "vat": lambda kinds: kinds.share("vat_like"),
}


def guess_by_values(kinds, *, has_header):
    """Return what the values alone tell; less of it where there is a header.

    :param ValueKinds kinds: values of the column
    :param bool has_header: whether the column has a name, one that nobody knows
    :rtype: list[Meaning]
    """
    if not kinds.count:
        return []
    doubt = min(1.0, 0.7 + 0.1 * kinds.count)
    for test, target, confidence, needed, under_header in _TELLING:
        if has_header:
            confidence = under_header
        if not confidence or has_header and kinds.count < _FEW:
            continue
        if kinds.share(test) >= needed:
            return [Meaning(target, confidence * doubt, VALUES)]
    return []


def guess_by_neighbours(candidates, columns, has_header):
    """Find name, customer number, postal code and city in a file without header.

    :param list candidates: what each column could be; completed in place
    :param list columns: the ValueKinds of each column
    :param bool has_header: with names, nothing is guessed
    """
    if has_header:
        return
    free = [place for place, found in enumerate(candidates) if not found]
    for place in list(free):
        if place not in free:
            continue
        if _is_zip_before_city(place, columns, free):
            candidates[place] = [Meaning("zip", 0.7, VALUES)]
            candidates[place + 1] = [Meaning("city", 0.65, VALUES)]
            free.remove(place)
            free.remove(place + 1)
        elif _follows_zip(place, candidates, columns):
            candidates[place] = [Meaning("city", 0.65, VALUES)]
            free.remove(place)
    name = _name_column(columns, free)
    if name is not None:
        is_sure = columns[name].share("company_name") >= 0.3
        candidates[name] = [Meaning("name", 0.75 if is_sure else 0.6, VALUES)]
        free.remove(name)
    for place in free:
        kinds = columns[place]
        if kinds.count >= 2 and kinds.distinct == 1 and kinds.share("code") == 1:
            candidates[place] = [Meaning("ref", _LIKELY_REF, VALUES)]
            break


def _is_words(kinds):
    return kinds.count and kinds.share("text") >= 0.9 and not kinds.share("code")


def _is_zip_before_city(place, columns, free):
    if not place or place + 1 not in free or not columns[place].count:
        return False
    following = columns[place + 1]
    return (
        columns[place].share("zip") >= 0.95
        and _is_words(following)
        and not following.share("company_name")
    )


def _follows_zip(place, candidates, columns):
    before = candidates[place - 1] if place else []
    return (
        bool(before) and before[0].target == "zip" and bool(_is_words(columns[place]))
    )


def _name_column(columns, free):
    """Return the column of names: of companies if there is one, else the first."""
    words = [
        place
        for place in free
        if _is_words(columns[place]) and columns[place].distinct >= 0.7
    ]
    by_form = [place for place in words if columns[place].share("company_name") >= 0.3]
    return (by_form or words or [None])[0]
