"""What a registry says otherwise than the card of a customer, and what to do about it.

A company is a dict of plain values here, as ``customer.registry`` hands it out.
"""

import re
from dataclasses import dataclass, field

from ..registries import expected_vat_number
from ..registries.company import BANKRUPT, DELETED, LIQUIDATION
from .door import Door
from .registry_values import (
    address_line,
    industry_of,
    protected_values,
    split_addresses,
    vat_state,
)

RENAMED, MOVED, VAT_ENDED, GONE = "renamed", "moved", "vat_ended", "gone"
#: Findings that a person has to know, whatever is written by itself.
GRAVE = (BANKRUPT, LIQUIDATION, DELETED, VAT_ENDED, GONE)
# Parts of the own address; what the registry leaves out is emptied with the rest.
_OWN_ADDRESS = ("street", "street2", "zip", "city")
# Forms of companies, which some write and others don't.
_FORMS = re.compile(
    r"\b(?:asa|as|a s|ab|publ|oy|oyj|abp|aps|konkursbo|tvangsavviklet)\b"
)


@dataclass(slots=True)
class Proposal:
    """One thing on the card that the registry would have otherwise.

    :param str key: name, address, mail_address, vat, legal_form, industry, phone,
        email, website or peppol
    :param str old: what the card says, for people
    :param str new: what the registry says, for people
    :param dict record: what goes to the register's door
    :param tuple erased: fields that are emptied
    :param bool is_sure: whether it is right unless somebody knows better
    """

    key: str
    old: str
    new: str
    record: dict = field(default_factory=dict)
    erased: tuple = ()
    is_sure: bool = True


@dataclass(slots=True)
class Finding:
    """Something that has happened to a customer.

    :param str kind: a status, or one of the constants of this module
    :param str old: what was known before, for people
    :param str new: what the registry says now, for people
    """

    kind: str
    old: str = ""
    new: str = ""


def proposals(env, partner_sudo, company):
    """Return what would change on a card.

    :param env: Odoo environment of the user
    :param partner_sudo: the customer, in sudo mode
    :param dict company: what the registry says
    :rtype: list[Proposal]
    """
    found = [
        *_name_proposal(partner_sudo, company),
        *_address_proposals(partner_sudo, company),
        *_vat_proposal(env, partner_sudo, company),
        *_form_and_industry(env, partner_sudo, company),
    ]
    for name in ("phone", "email", "website"):
        new, old = company[name], partner_sudo[name] or ""
        if new and not _is_alike(_bare(new), _bare(old)):
            # the card's own is often the better one
            found.append(Proposal(name, old, new, {name: new}, is_sure=not old))
    values = protected_values(env, company)
    if values.get("peppol_endpoint") and not partner_sudo.peppol_endpoint:
        record = {key: values[key] for key in ("peppol_eas", "peppol_endpoint")}
        new = f"{values['peppol_eas']}:{values['peppol_endpoint']}"
        found.append(Proposal("peppol", "", new, record))
    return found


def findings(partner_sudo, company):
    """Return what has happened since a customer was compared the last time.

    Who was never compared is compared with the card; as people write names and
    addresses in their own way, only what is clearly different counts then.

    :param partner_sudo: the customer, in sudo mode
    :param company: what the registry says, a dict; False if it has no such company
    :rtype: list[Finding]
    """
    if not company:
        is_new = partner_sudo.registry_name and partner_sudo.registry_status != DELETED
        return [Finding(GONE)] if is_new else []
    found = []
    if _is_renamed(partner_sudo, company):
        old = partner_sudo.registry_name or partner_sudo.name
        found.append(Finding(RENAMED, old, company["name"]))
    if moved := _moved(partner_sudo, company):
        found.append(Finding(MOVED, *moved))
    status = company["status"]
    if status in (BANKRUPT, LIQUIDATION, DELETED) and (
        partner_sudo.registry_status != status
    ):
        found.append(Finding(status, new=company["status_date"]))
    had_vat = partner_sudo.registry_vat == "yes" or (
        not partner_sudo.registry_vat and _has_expected_vat(partner_sudo, company)
    )
    if had_vat and vat_state(company) == "no" and status != DELETED:
        found.append(Finding(VAT_ENDED))
    return found


def carry_out(env, chosen):
    """Write what was chosen, through the register's door.

    :param env: Odoo environment of the user whose permissions apply
    :param dict chosen: customer -> proposals
    :return: {customer: why nothing was written}
    :rtype: dict
    """
    refused = {}
    for company, partners in (
        env["res.partner"].union(*chosen).grouped("company_id").items()
    ):
        company_env = partners.with_company(company or env.company).env
        some = {partner: chosen[partner] for partner in chosen if partner in partners}
        refused.update(_carry_out(Door(company_env, mode="update"), some))
    return refused


def _carry_out(door, chosen):
    records = []
    for partner, wanted in chosen.items():
        record = {"id": partner.id}
        for proposal in wanted:
            record.update(proposal.record)
        records.append(record)
    refused = {}
    accepted = []
    judgements = door.judge(records)
    for (partner, wanted), judgement in zip(chosen.items(), judgements, strict=True):
        if judgement.outcome not in ("update", "unchanged"):
            texts = [message for _path, message in judgement.errors]
            refused[partner] = " ".join([*texts, judgement.message or ""]).strip()
            continue
        for proposal in wanted:
            # a record from outside can't say "nothing"
            judgement.values.update(dict.fromkeys(proposal.erased, False))
        judgement.outcome = "update"
        accepted.append(judgement)
    door.let_in(accepted)
    return refused


def _name_proposal(partner_sudo, company):
    if company["name"] and not _is_alike(company["name"], partner_sudo.name):
        yield Proposal(
            "name", partner_sudo.name, company["name"], {"name": company["name"]}
        )


def _address_proposals(partner_sudo, company):
    own, others = split_addresses(company)
    old = _own_address(partner_sudo)
    if own and not _is_alike(address_line(own), address_line(old)):
        yield Proposal(
            "address",
            address_line(old),
            address_line(own),
            {name: own[name] for name in _OWN_ADDRESS if own.get(name)},
            tuple(name for name in _OWN_ADDRESS if not own.get(name) and old[name]),
        )
    mail = next((address for address in others if address["type"] == "mail"), None)
    if mail:
        child = partner_sudo.child_ids.filtered(lambda child: child.type == "mail")[:1]
        old = address_line(_own_address(child))
        if not _is_alike(address_line(mail), old):
            yield Proposal(
                "mail_address", old, address_line(mail), {"addresses": [mail]}
            )


def _vat_proposal(env, partner_sudo, company):
    new = protected_values(env, company).get("vat")
    old = partner_sudo.vat or ""
    if new and not _is_alike(_bare(new), _bare(old)):
        yield Proposal("vat", old, new, {"vat": new})
    elif (
        vat_state(company) == "no"
        and company["status"] != DELETED
        and _has_expected_vat(partner_sudo, company)
    ):
        yield Proposal("vat", old, "", erased=("vat",))


def _form_and_industry(env, partner_sudo, company):
    code = company["legal_form_code"]
    if company["legal_form"] and code != (partner_sudo.legal_form_code or ""):
        record = {key: company[key] for key in ("legal_form", "legal_form_code")}
        old = partner_sudo.legal_form or ""
        yield Proposal("legal_form", old, company["legal_form"], record)
    code = company["industry_code"]
    if code and code != partner_sudo.industry_code:
        record = {key: company[key] for key in ("industry_code", "industry_name")}
        if industry := industry_of(env, company):
            record["industry_id"] = industry.name
        yield Proposal(
            "industry",
            _coded(partner_sudo.industry_code, partner_sudo.industry_name),
            _coded(code, company["industry_name"]),
            record,
        )


def _is_renamed(partner_sudo, company):
    new = company["name"]
    if not new or _is_alike(new, partner_sudo.name):
        return False
    if partner_sudo.registry_name:
        return not _is_alike(new, partner_sudo.registry_name)
    return not _is_alike(_short_name(new), _short_name(partner_sudo.name))


def _moved(partner_sudo, company):
    """Return old and new address of a company that moved, else None."""
    own, _others = split_addresses(company)
    new = address_line(own)
    card = _own_address(partner_sudo)
    if not new or _place(new) == _place(address_line(card)):
        return None
    if old := partner_sudo.registry_address:
        return None if _place(new) == _place(old) else (old, new)
    if not card["zip"] or _bare(card["zip"]) == _bare(own.get("zip")):
        return None
    return address_line(card), new


def _has_expected_vat(partner_sudo, company):
    expected = expected_vat_number(company["country_code"], company["number"])
    return _bare(partner_sudo.vat) in (_bare(expected), _bare(expected)[:-3])


def _place(line):
    """Return an address without the city: that has other names in other languages."""
    street, _comma, place = (line or "").casefold().rpartition(", ")
    # Finnish and Swedish for a post office box
    return _bare(re.sub(r"^pb ", "pl ", street)), _bare(place.partition(" ")[0])


def _own_address(partner):
    return {name: partner[name] or "" for name in _OWN_ADDRESS}


def _short_name(name):
    """Return a name without the form of the company, letters and digits only."""
    words = " ".join(re.sub(r"[^\w]+", " ", (name or "").casefold()).split())
    return "".join(_FORMS.sub("", words).split())


def _bare(text):
    return re.sub(r"^https?:?//|[^\w]", "", (text or "").casefold())


def _is_alike(text, other):
    """Tell whether two texts differ in letter case, spaces and commas at most."""

    def bare(value):
        return re.sub(r"[\s,]+", " ", (value or "").casefold()).strip()

    return bare(text) == bare(other)


def _coded(code, name):
    return " ".join(filter(None, (code, name)))
