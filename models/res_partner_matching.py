from typing import NamedTuple

from odoo import api, models

from ..importing.identity_numbers import identity_key
from .res_company_numbering import customer_number_key

# Stands for the country in the key of a number whose country nobody entered.
NO_COUNTRY = "ZZ"


class CustomerMatch(NamedTuple):
    """Who in the register answers to the numbers of one incoming record.

    by_number: customers with the same customer number
    by_identity: partners with the same organisation or personal identity number
    Both see archived and hidden partners and are in sudo mode: show nothing of them
    to the user without a check.
    """

    by_number: models.BaseModel
    by_identity: models.BaseModel

    @property
    def partners(self):
        return self.by_number | self.by_identity


class ResPartner(models.Model):
    """The one door into the register: find who a record from outside is."""

    _inherit = "res.partner"

    @api.model
    def _match_customers(self, records):
        """Match records from a file, a registry or another system with the register.

        :param list records: dicts with any of ``ref``, ``company_registry``,
            ``personal_identity_number`` and ``country_code``
        :return: one CustomerMatch per record, in order; two queries for all of them
        """
        number_keys = [customer_number_key(record.get("ref")) for record in records]
        identity_keys = [
            identity_key(
                record.get("personal_identity_number")
                or record.get("company_registry"),
                record.get("country_code"),
            )
            for record in records
        ]
        partners_sudo = self.sudo().with_context(active_test=False)
        company_domain = [("company_id", "in", (False, self.env.company.id))]
        by_number = partners_sudo.search_fetch(
            [("customer_number_key", "in", [*filter(None, set(number_keys))])]
            + company_domain,
            ["customer_number_key"],
        ).grouped("customer_number_key")
        wanted_keys = {
            variant for key in set(identity_keys) for variant in _key_variants(key)
        }
        by_identity = partners_sudo.search_fetch(
            [("identity_key", "in", list(wanted_keys))] + company_domain,
            ["identity_key"],
        ).grouped("identity_key")
        nobody = partners_sudo.browse()
        return [
            CustomerMatch(
                by_number.get(number_key, nobody),
                nobody.union(
                    *(by_identity.get(key, nobody) for key in _key_variants(identity))
                ),
            )
            for number_key, identity in zip(number_keys, identity_keys, strict=True)
        ]


def _key_variants(key):
    if not key:
        return ()
    return key, f"{NO_COUNTRY}:{key.partition(':')[2]}"
