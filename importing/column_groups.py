"""Settle what columns are for by the columns beside them."""

from dataclasses import replace

from .header_parsing import meanings_of
from .header_words import compact
from .targets import CONTACTS, FACILITIES, TAX_PERSONS

_SERIES = (CONTACTS, FACILITIES, TAX_PERSONS)
_PLACE = ("street", "zip", "city", "zip_city")
_ADDRESS = (*_PLACE, "street2", "state_id", "country_id")
# What is likeliest the customer's own address where the file has no other.
_LIKELIEST = ("mail", "invoice", "visiting")
# The customer's own address is the one that invoices go to (seed
# ``001_89ddd0bb9fc3d60e.txt``); a visiting address is another.
_OWN = ("mail", "invoice")


def settle_groups(header, result, columns):
    """Correct the targets of columns that only their neighbours explain, in place.

    :param header: a name for each column, "" without one
    :param list result: a Recognition for each column
    :param list columns: the ValueKinds of each column
    """
    _settle_series(header, result)
    _settle_address(result)
    _settle_names(result, columns)
    _settle_contact(header, result)
    _settle_only_ones(result)


def _positions(result):
    return {found.target: at for at, found in enumerate(result) if found.target}


def _retarget(result, position, target):
    result[position] = replace(result[position], target=target)


def _settle_series(header, result):
    """The first of the columns of one name is the first contact's."""
    series = {}
    for position, found in enumerate(result):
        group, _dot, field = found.target.rpartition(".")
        kind = next((kind for kind in _SERIES if group in kind), None)
        if kind:
            key = (compact(header[position]), field, kind[0])
            series.setdefault(key, []).append(position)
    for (_word, _field, group), positions in series.items():
        targets = sorted(
            (result[position].target for position in positions),
            key=lambda target, group=group: target.removeprefix(group),
        )
        for position, target in zip(positions, targets, strict=True):
            _retarget(result, position, target)


def _settle_address(result):
    """Give the customer an address of its own, if the file has only another kind.

    "Postadress; Postnr; Ort" is one address. And a file whose only full address is the
    postal one, or else the invoice address, means the customer's by it.
    """
    at = _positions(result)
    if "street" in at:
        return
    places = [at[field] for field in ("zip", "city", "zip_city") if field in at]
    if places:
        for group in _LIKELIEST:
            parts = {f"{group}.{field}" for field in _PLACE} & at.keys()
            if parts == {f"{group}.street"}:
                # the address before the postal code belongs to it
                if 0 < min(places) - at[f"{group}.street"] <= 2:
                    _move(result, at, group, ("street", "street2"))
                    return
        return
    for group in _OWN:
        parts = {f"{group}.{field}" for field in _PLACE} & at.keys()
        if f"{group}.street" in parts and len(parts) > 1:
            _move(result, at, group, _ADDRESS)
            return


def _move(result, at, group, fields):
    for field in fields:
        position = at.get(f"{group}.{field}")
        if position is not None and field not in at:
            _retarget(result, position, field)


def _settle_names(result, columns):
    """First and last name beside a company's name are those of its contact."""
    at = _positions(result)
    if not {"name", "first_name", "last_name"} <= at.keys() or "contact.name" in at:
        return
    names = "\n".join(columns[at["name"]].values).casefold()
    last_names = columns[at["last_name"]].values
    known = sum(last_name.casefold() in names for last_name in last_names)
    if last_names and known / len(last_names) >= 0.5:
        # the full name and its parts
        return
    for field in ("first_name", "last_name"):
        _retarget(result, at[field], f"contact.{field}")


def _settle_contact(header, result):
    """ "Navn, E-post, Kontaktperson, E-post": the second address is the contact's."""
    at = _positions(result)
    contact = at.get("contact.name")
    if contact is None:
        return
    for field in ("email", "phone"):
        own = at.get(field)
        if own is None or own > contact or f"contact.{field}" in at:
            continue
        for position in range(contact + 1, len(result)):
            meanings = meanings_of(header[position]) if header[position] else ()
            if (
                result[position].target == f"{field}_other"
                and meanings
                and meanings[0].target == field
            ):
                _retarget(result, position, f"contact.{field}")
                break


def _settle_only_ones(result):
    """The only telephone of a file is the telephone, whatever it is called."""
    at = _positions(result)
    for position, found in enumerate(result):
        group, dot, field = found.target.rpartition(".")
        if field in ("phone_other", "email_other"):
            main = f"{group}{dot}{field.removesuffix('_other')}"
            if main not in at:
                at[main] = position
                _retarget(result, position, main)
