"""Turn what a registry says of a company into values of a customer.

A company is a dict of plain values here, as ``customer.registry`` hands it out.
"""

from ..importing.identity_numbers import PERSONAL, parse_organisation_number
from ..registries.company import DELETED

ADDRESS_PARTS = ("street", "street2", "zip", "city", "country_code")
_SIMPLE = (
    "name",
    "email",
    "phone",
    "website",
    "legal_form",
    "legal_form_code",
    "industry_code",
    "industry_name",
)
# Divisions that begin a section of NACE, by which Odoo's industries are called.
_SECTIONS = (
    (1, "A"),
    (5, "B"),
    (10, "C"),
    (35, "D"),
    (36, "E"),
    (41, "F"),
    (45, "G"),
    (49, "H"),
    (55, "I"),
    (58, "J"),
    (64, "K"),
    (68, "L"),
    (69, "M"),
    (77, "N"),
    (84, "O"),
    (85, "P"),
    (86, "Q"),
    (90, "R"),
    (94, "S"),
    (97, "T"),
    (99, "U"),
)


def customer_record(env, company):
    """Return a company as a record for the register's door (see ``Door``).

    :param env: Odoo environment of the user
    :param dict company: as ``customer.registry`` describes it
    :rtype: dict
    """
    record = {name: company[name] for name in _SIMPLE if company.get(name)}
    record.update(
        is_company=True,
        country_code=company["country_code"],
        **registry_fields(company),
    )
    own, others = split_addresses(company)
    record.update((name, own[name]) for name in ADDRESS_PARTS if own.get(name))
    if others:
        record["addresses"] = others
    if industry := industry_of(env, company):
        record["industry_id"] = industry.name
    record.update(protected_values(env, company))
    return record


def registry_fields(company):
    """Return what the register keeps of a registry's answer beside the card.

    :param dict company: as ``customer.registry`` describes it
    :return: values of fields
    :rtype: dict
    """
    return {
        "registry_source": company["source"],
        "registry_fetched_at": company["fetched_at"],
        "registry_checked_at": company["fetched_at"],
        "registry_name": company["name"],
        "registry_address": address_line(split_addresses(company)[0]),
        "registry_status": company["status"] or False,
        "registry_status_date": company["status_date"] or False,
        "registry_vat": vat_state(company),
        "registry_employees": company["employees"],
        "registry_protected": company["protected"],
    }


def protected_values(env, company):
    """Return VAT number and electronic address, of organisations only.

    A sole trader's would show the personal identity number.

    :param env: Odoo environment of the user
    :param dict company: as ``customer.registry`` describes it
    :rtype: dict
    """
    country = company["country_code"]
    number = parse_organisation_number(company["number"], country)
    if number.kind == PERSONAL:
        return {}
    values = {}
    if company["vat_number"]:
        values["vat"] = company["vat_number"]
    if (
        company["peppol_endpoint"]
        and company["status"] != DELETED
        # with electronic invoicing
        and "peppol_endpoint" in env["res.partner"]._fields
    ):
        values["peppol_eas"] = company["peppol_eas"]
        values["peppol_endpoint"] = company["peppol_endpoint"]
    return values


def vat_state(company):
    """Return "yes" or "no" as the register keeps it, False if nobody has told."""
    if not company["vat_known"]:
        return False
    return "yes" if company["vat_registered"] else "no"


def split_addresses(company):
    """Return the customer's own address, and those that are kept beside it.

    The own one is where the company is. It has to be in the company's country, by
    which its number is checked: a foreign one is kept as an address of its own.

    :return: (address, list of addresses with their type)
    """
    country = company["country_code"]
    found = [
        (kind, company.get(f"{kind}_address") or {}) for kind in ("visiting", "mail")
    ]
    found = [(kind, address) for kind, address in found if address]
    own = next(
        (
            address
            for _kind, address in found
            if address.get("country_code") in ("", country)
        ),
        {},
    )
    others = [
        {"type": kind, **{name: address[name] for name in address if address[name]}}
        for kind, address in found
        if not _is_same_place(address, own)
    ]
    return own, others


def address_line(address):
    """Return an address on one line, as it is compared and shown."""
    place = " ".join(filter(None, (address.get("zip"), address.get("city"))))
    return ", ".join(
        filter(None, (address.get("street"), address.get("street2"), place))
    )


def industry_of(env, company):
    """Return Odoo's industry of a company, empty if there is none."""
    digits = "".join(filter(str.isdigit, company["industry_code"]))[:2]
    division = int(digits) if len(digits) == 2 else 0
    letter = None
    for first, section in _SECTIONS:
        if division >= first:
            letter = section
    industry = letter and env.ref(
        f"base.res_partner_industry_{letter}", raise_if_not_found=False
    )
    return industry or env["res.partner.industry"]


def _is_same_place(address, other):
    return all(address.get(name) == other.get(name) for name in ADDRESS_PARTS)
