import re
from typing import NamedTuple

from odoo import api, models
from odoo.tools import email_normalize

from ..importing.identity_numbers import (
    ORGANISATION,
    identity_key,
    parse_organisation_number,
    registry_country_codes,
)
from .res_company_numbering import customer_number_key

_PLAIN_EMAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
# Stands for the country in the key of a number whose country nobody entered.
NO_COUNTRY = "ZZ"


class CustomerMatch(NamedTuple):
    """Who in the register answers to the numbers of one incoming record.

    by_number: customers with the same customer number
    by_identity: partners with the same organisation or personal identity number
    by_external: customers that the external system knows by the same id
    by_email: partners with the same e-mail and name; asked for only when nobody answers
        to a number
    by_id: the customer that a downloaded row was made from; it alone is meant
    identity: the record's key, see importing.identity_numbers.identity_key
    All see archived and hidden partners and are in sudo mode: show nothing of them to
    the user without a check.
    """

    by_number: models.BaseModel
    by_identity: models.BaseModel
    by_external: models.BaseModel
    by_email: models.BaseModel
    by_id: models.BaseModel
    identity: str | None

    @property
    def partners(self):
        if self.by_id:
            return self.by_id
        found = [
            partners
            for partners in (self.by_number, self.by_identity, self.by_external)
            if partners
        ]
        if not found:
            return self.by_email
        return found[0].union(*found[1:]) if len(found) > 1 else found[0]


class ResPartner(models.Model):
    """The one door into the register: find who a record from outside is."""

    _inherit = "res.partner"

    _email_match_index = models.Index(
        "(email_normalized) WHERE email_normalized IS NOT NULL AND parent_id IS NULL"
    )

    @api.model
    def _match_customers(self, records, system=None, country_code=None):
        """Match records from a file, a registry or another system with the register.

        :param list records: dicts with any of ``ref``, ``company_registry``,
            ``personal_identity_number``, ``country_code``, ``external_id``, ``email``,
            ``name`` and ``id`` (of a customer that was downloaded before)
        :param system: the ``customer.erp.system`` of the external ids
        :param country_code: of records that name no country
        :return: one CustomerMatch per record, in order; two queries for all of them,
            and one more for each of external ids, ids and e-mail addresses
        """
        number_keys = [customer_number_key(record.get("ref")) for record in records]
        identity_keys = [
            identity_key(_number(record), record.get("country_code") or country_code)
            for record in records
        ]
        variants = [
            _key_variants(key, record, country_code)
            for key, record in zip(identity_keys, records, strict=True)
        ]
        partners_sudo = self.sudo().with_context(active_test=False)
        company_domain = [("company_id", "in", (False, self.env.company.id))]
        by_number = partners_sudo.search_fetch(
            [("customer_number_key", "in", [*filter(None, set(number_keys))])]
            + company_domain,
            ["customer_number_key"],
        ).grouped("customer_number_key")
        wanted_keys = {variant for keys in variants for variant in keys}
        by_identity = partners_sudo.search_fetch(
            [("identity_key", "in", list(wanted_keys))] + company_domain,
            ["identity_key"],
        ).grouped("identity_key")
        by_external = self._match_external_ids(records, system)
        by_id = self._match_ids(records, company_domain)
        nobody = partners_sudo.browse()

        def of_identity(keys):
            found = [by_identity[key] for key in keys if key in by_identity]
            return nobody.union(*found) if found else nobody

        matches = [
            CustomerMatch(
                by_number.get(number_key, nobody),
                of_identity(keys) if by_identity else nobody,
                by_external.get((record.get("external_id") or "").strip(), nobody),
                nobody,
                by_id.get(record.get("id"), nobody),
                identity,
            )
            for record, number_key, identity, keys in zip(
                records, number_keys, identity_keys, variants, strict=True
            )
        ]
        return self._match_emails(records, matches, company_domain)

    @api.model
    def _match_external_ids(self, records, system):
        wanted = {
            record["external_id"].strip()
            for record in records
            if system and record.get("external_id")
        }
        if not wanted:
            return {}
        links_sudo = (
            self.env["customer.erp.link"]
            .sudo()
            .search_fetch(
                [("system_id", "=", system.id), ("external_id", "in", list(wanted))],
                ["external_id", "partner_id"],
            )
        )
        return {
            link.external_id: link.partner_id.with_context(active_test=False)
            for link in links_sudo
            if self._numbers_meet(self.env.company.id, link.partner_id.company_id.id)
        }

    @api.model
    def _match_ids(self, records, company_domain):
        wanted = {record["id"] for record in records if record.get("id")}
        if not wanted:
            return {}
        partners_sudo = self.sudo().with_context(active_test=False)
        return {
            partner.id: partner
            for partner in partners_sudo.search(
                [("id", "in", list(wanted)), *company_domain]
            )
        }

    @api.model
    def _match_emails(self, records, matches, company_domain):
        """Complete the matches of records that nobody answered to by a number."""
        keys = [
            None if match.partners else email_name_key(record)
            for record, match in zip(records, matches, strict=True)
        ]
        emails = {key[0] for key in keys if key}
        if not emails:
            return matches
        partners_sudo = self.sudo().with_context(active_test=False)
        by_key = partners_sudo.search_fetch(
            [
                ("email_normalized", "in", list(emails)),
                ("parent_id", "=", False),
                *company_domain,
            ],
            ["email_normalized", "name"],
        ).grouped(lambda partner: _email_name(partner.email_normalized, partner.name))
        return [
            match._replace(by_email=by_key[key]) if key in by_key else match
            for key, match in zip(keys, matches, strict=True)
        ]


def email_name_key(record):
    """Return what a record without numbers is recognised by.

    :param dict record: with or without ``email`` and ``name``
    :return: (e-mail, name) in comparable form, or None when one is missing
    """
    if not record.get("email") or not record.get("name"):
        return None
    email = normalised_email(record["email"])
    return email and _email_name(email, record["name"])


def normalised_email(text):
    """Return an e-mail address as Odoo compares it, or False.

    Odoo's own parser takes longer than everything else that is done with a row.
    """
    if _PLAIN_EMAIL.fullmatch(text):
        return text.lower()
    return email_normalize(text, strict=False)


def _email_name(email, name):
    return email, " ".join((name or "").split()).casefold()


def _number(record):
    return record.get("personal_identity_number") or record.get("company_registry")


def _key_variants(key, record, default_country_code):
    """Return the keys under which the register may have the number of a record.

    A record that names no country is taken for one of the company's country. Where that
    country's numbers have no check digit that we know, a number of another country
    would pass for one of them: so it is looked for there, too.
    """
    if not key:
        return ()
    variants = [key, f"{NO_COUNTRY}:{key.partition(':')[2]}"]
    known = registry_country_codes()
    if not record.get("country_code") and default_country_code not in known:
        number = _number(record)
        variants += [
            identity_key(number, code)
            for code in known
            if parse_organisation_number(number, code).kind == ORGANISATION
        ]
    return tuple(dict.fromkeys(variants))
