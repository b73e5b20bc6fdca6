"""Bring together what several columns of a row say about one customer or contact."""

from .identity_numbers import ORGANISATION, parse_organisation_number
from .places import postal_code, split_zip_city
from .targets import ADDRESSES, CONTACTS, FACILITIES, TAX_PERSONS

# What alone makes no address or facility: a file often has it for every row.
_NOT_ENOUGH = {"country_code", "state_id"}
#: The key of lines that come on top of a comment.
ADDED_LINES = "comment_lines"
#: Field -> the key of what fills it where it is blank: the value, and the line of the
#: comment that it is elsewhere.
FALLBACKS = {"phone": "phone_fallback", "email": "email_fallback"}

_OTHERS = (("phone", "phone_other"), ("email", "email_other"))


def finish_customer(values, groups, default_country):
    """Complete the customer's own values, in place.

    :param dict values: cleaned cells by the name of their target
    :param dict groups: group -> cleaned cells by field; a contact may come on top
    :param str default_country: of customers whose row says none
    """
    if "country_id" in values:
        values["country_code"] = values.pop("country_id")
    country = values.get("country_code") or default_country
    if "is_private" in values:
        values.setdefault("is_company", not values["is_private"])
        del values["is_private"]
    if "inactive" in values:
        values.setdefault("active", not values["inactive"])
        del values["inactive"]
    if "first_name" in values or "last_name" in values:
        _join_names(values, groups)
    if "zip" in values or "zip_city" in values or "city" in values:
        _finish_place(values, country)
    if "phone_other" in values or "email_other" in values:
        _finish_others(values)
    if "vat" in values and not values.keys() & _NUMBERS:
        _number_of_vat(values, country)


_NUMBERS = {"company_registry", "personal_identity_number"}


def finish_group(group, holder, country, customer_name):
    """Return one contact, address, facility or tax person; {} where nothing is.

    :param str group: such as ``contact2``
    :param dict holder: cleaned cells by field
    :param str country: ISO code of the customer's country, for postal codes
    :param str customer_name: whose tax reduction it is, where nobody is named
    :rtype: dict
    """
    if "country_id" in holder:
        holder["country_code"] = holder.pop("country_id")
    if "first_name" in holder or "last_name" in holder:
        _join_names(holder, None)
    if "zip" in holder or "zip_city" in holder or "city" in holder:
        _finish_place(holder, holder.get("country_code") or country)
    if "phone_other" in holder or "email_other" in holder:
        _finish_others(holder)
    if group in CONTACTS:
        return _finish_contact(holder)
    if group in TAX_PERSONS:
        if "name" not in holder:
            if "personal_identity_number" not in holder:
                return {}
            if customer_name:
                return {"name": customer_name, **holder}
        return holder
    if (group in ADDRESSES or group in FACILITIES) and holder.keys() <= _NOT_ENOUGH:
        return {}
    if group in FACILITIES and "name" not in holder:
        name = holder.get("unit_number") or holder.get("street")
        if name:
            holder["name"] = name
    return holder


def _finish_contact(holder):
    """A contact needs a name: its address or number, if there is nothing better."""
    if "name" not in holder:
        name = holder.get("email") or holder.get("phone") or holder.get("function")
        if not name:
            fallbacks = (holder.get(key) for key in FALLBACKS.values())
            name = next((value for value, _line in filter(None, fallbacks)), "")
        if not name:
            # a tick in "main contact" is nobody
            return {}
        holder["name"] = name
    return holder


def _join_names(holder, groups):
    first, last = holder.pop("first_name", ""), holder.pop("last_name", "")
    joined = f"{first} {last}".strip()
    name = holder.get("name")
    if not name:
        holder["name"] = joined
        return
    known = name.casefold()
    if all(part.casefold() in known for part in (first, last) if part):
        return
    if first and not last and holder.get("is_company") is False:
        # some systems export a person's last name as the customer's name
        holder["name"] = f"{first} {name}"
    elif groups is not None:
        # of a company, it is the contact's name
        groups.setdefault(CONTACTS[0], {}).setdefault("name", joined)


def _finish_place(holder, country):
    """Part postal code and city where one column has both."""
    typed = holder.pop("zip_city", None)
    if typed:
        code, city = split_zip_city(typed)
        if code:
            holder.setdefault("zip", code)
        if city:
            holder.setdefault("city", city)
    code = holder.get("zip")
    if not code:
        return
    if not code.isdigit():
        own, city = split_zip_city(code)
        if own and city and len(city) > 1:
            holder.setdefault("city", city)
            code = own
    holder["zip"] = postal_code(code, country)


def _finish_others(holder):
    """Turn further numbers and addresses into lines of the comment.

    They come on top of a comment that the register has; only beside a comment of the
    row itself they are part of it. Without a main one, the first of them takes its
    place where the register has none either.
    """
    lines = []
    for main, other in _OTHERS:
        seen = {holder.get(main)}
        for label, value in holder.pop(other, ()):
            line = f"{label}: {value}" if label else value
            if seen == {None}:
                holder[FALLBACKS[main]] = [value, line]
            elif value not in seen:
                lines.append(line)
            seen.add(value)
    if not lines:
        return
    text = "\n".join(lines)
    if "comment" in holder:
        holder["comment"] = f"{holder['comment']}\n{text}"
    else:
        holder[ADDED_LINES] = text


def _number_of_vat(values, country):
    """A VAT number of a company holds its organisation number."""
    parsed = parse_organisation_number(values["vat"], None)
    if parsed.country_code is None:
        parsed = parse_organisation_number(values["vat"], country or None)
    if parsed.kind == ORGANISATION:
        values["company_registry"] = parsed.number
        values.setdefault("country_code", parsed.country_code)
