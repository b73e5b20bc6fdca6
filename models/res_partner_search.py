import re

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..importing.identity_numbers import (
    ORGANISATION,
    identity_key,
    parse_organisation_number,
    registry_country_codes,
)

# Fewer digits are looked for neither as telephone nor as organisation number.
SHORTEST_NUMBER_SEARCH = 4
LIKE_OPERATORS = ("ilike", "=ilike", "like", "=like")
ONLY_DIGITS = re.compile(r"[\d\s.,'/()+-]+")


class ResPartner(models.Model):
    """One search box that finds a customer by whatever the user knows of it."""

    _inherit = "res.partner"

    customer_search = fields.Char(
        string="Customer",
        compute="_compute_customer_search",
        search="_search_customer_search",
        groups="base.group_user",
        export_string_translation=False,
    )

    # === COMPUTE METHODS === #

    def _compute_customer_search(self):
        for partner in self:
            partner.customer_search = partner.display_name

    @api.model
    def _search_customer_search(self, operator, value):
        """Search name, number (former ones too), e-mail, telephone and organisation
        number in any form, contact persons and facilities.
        """
        if operator == "in":
            return Domain.OR(
                self._search_customer_search("ilike", text) for text in value if text
            )
        if operator not in LIKE_OPERATORS:
            return NotImplemented
        text = (value or "").strip()
        if not text:
            return Domain.TRUE
        phone = self._get_phone_domain(text)
        contact = (
            Domain("name", operator, text) | Domain("email", operator, text) | phone
        )
        contacts = self._search(Domain("parent_id", "!=", False) & contact)
        facilities = self.env["customer.facility"]._search(
            Domain("name", operator, text) | Domain("unit_number", operator, text)
        )
        return (
            Domain("display_name", operator, text)
            | phone
            | Domain("id", "in", contacts.subselect("commercial_partner_id"))
            | Domain("id", "in", facilities.subselect("partner_id"))
        )

    @api.model
    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        if operator not in LIKE_OPERATORS or not isinstance(value, str):
            return domain
        return Domain(domain) | self._get_organisation_number_domain(value)

    # === BUSINESS METHODS === #

    @api.model
    def _get_organisation_number_domain(self, text):
        """Return the domain of partners with an organisation number, or a part of one.

        :param str text: the number in any spelling
        """
        keys = {
            identity_key(text, code)
            for code in registry_country_codes()
            if parse_organisation_number(text, code).kind == ORGANISATION
        }
        domain = Domain.FALSE
        if keys:
            # also those who only have it as VAT number
            domain |= Domain.custom(
                to_sql=lambda model, alias, query: SQL(
                    "%s IN %s",
                    # nobody may read it, and the whole number is asked for
                    model.sudo()._field_to_sql(alias, "identity_key", query),
                    tuple(keys),
                )
            )
        digits = "".join(filter(str.isdigit, text))
        if (
            len(digits) >= SHORTEST_NUMBER_SEARCH
            and digits != text
            and ONLY_DIGITS.fullmatch(text)
        ):
            domain |= Domain("company_registry", "=like", f"{digits}%")
        return domain

    @api.model
    def _get_phone_domain(self, text):
        """Return the domain of partners with a telephone number, or a part of one.

        Country code and leading zero don't matter: +46 8 123 and 08-123 are the same.

        :param str text: the number in any spelling
        """
        digits = "".join(filter(str.isdigit, text))
        if len(digits) < SHORTEST_NUMBER_SEARCH or not ONLY_DIGITS.fullmatch(text):
            return Domain.FALSE
        number = re.sub(r"^\s*00", "+", text).strip()
        if number.startswith("+"):
            digits = self._without_calling_code("".join(filter(str.isdigit, number)))
        pattern = f"%{digits.lstrip('0')}%"
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                r"regexp_replace(%s, '\D', '', 'g') LIKE %s",
                model._field_to_sql(alias, "phone", query),
                pattern,
            )
        )

    @api.model
    def _without_calling_code(self, digits):
        """Return a number without the calling code of its country.

        :param str digits: of an international number
        """
        countries = self.env["res.country"].search_fetch([], ["phone_code"])
        codes = {str(code) for code in countries.mapped("phone_code")}
        for length in (3, 2, 1):
            if digits[:length] in codes:
                return digits[length:]
        return digits
