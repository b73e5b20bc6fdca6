from odoo import api, fields, models
from odoo.fields import Domain

from ..importing.identity_numbers import (
    ORGANISATION,
    parse_organisation_number,
    registry_country_codes,
)

# Fewer digits are no telephone number, and Odoo refuses to search for them.
SHORTEST_PHONE_SEARCH = 4


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
        """Search name, number (former ones too), e-mail, telephone, organisation
        number in any form, contact persons and facilities.
        """
        if operator == "in":
            return Domain.OR(
                self._search_customer_search("ilike", text) for text in value if text
            )
        if operator not in ("ilike", "=ilike", "like", "=like"):
            return NotImplemented
        text = (value or "").strip()
        if not text:
            return Domain.TRUE
        domain = Domain.OR(
            [
                Domain("display_name", operator, text),
                Domain("child_ids.name", operator, text),
                Domain("child_ids.email", operator, text),
                Domain(
                    "id",
                    "in",
                    self.env["customer.facility"]
                    ._search([("name", operator, text)])
                    .subselect("partner_id"),
                ),
            ]
        )
        if sum(char.isdigit() for char in text) >= SHORTEST_PHONE_SEARCH:
            domain |= Domain("phone_mobile_search", "ilike", text)
            domain |= Domain("child_ids.phone_mobile_search", "ilike", text)
            numbers = {
                parsed.number
                for code in registry_country_codes()
                if (parsed := parse_organisation_number(text, code)).kind
                == ORGANISATION
            }
            domain |= Domain("company_registry", "in", list(numbers))
        return domain
