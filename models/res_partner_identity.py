from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import NO_ACCESS

from ..importing.identity_numbers import (
    ORGANISATION,
    PERSONAL,
    identity_country,
    identity_key,
    is_vat_number,
    parse_organisation_number,
    parse_personal_number,
)
from .masked_number import COVERED_FIELDS, is_masked
from .problem_messages import problem_message

IDENTITY_FIELDS = {
    "company_registry",
    "company_registry_provisional",
    "personal_identity_number",
    "country_id",
    *COVERED_FIELDS,
}
COMPANY_REGISTRY_EXAMPLES = {
    "NO": "923609016",
    "SE": "5560360793",
    "FI": "01120389",
    "DK": "22756214",
}


class ResPartner(models.Model):
    """Organisation numbers and personal identity numbers, in one form each."""

    _inherit = "res.partner"

    company_registry_provisional = fields.Boolean(
        string="Provisional Number",
        help="A fictitious organisation number until the real one is known. It is "
        "neither checked nor used to recognise the customer.",
    )
    personal_identity_number = fields.Char(
        string="Personal Identity Number (stored)",
        # who may write it: res_partner_personal_number.py
        groups=NO_ACCESS,
        copy=False,
        index="btree_not_null",
        help="Of private customers and of sole traders whose organisation number is "
        "their personal identity number.",
    )
    identity_key = fields.Char(
        compute="_compute_identity_key",
        compute_sudo=True,
        store=True,
        index="btree_not_null",
        groups=NO_ACCESS,
        help="Technical: how imports and registries recognise a customer.",
    )

    # === COMPUTE METHODS === #

    @api.depends(
        "company_registry",
        "company_registry_provisional",
        "personal_identity_number",
        "vat",
        "country_id",
        "commercial_partner_id",
    )
    def _compute_identity_key(self):
        for partner in self:
            number = partner.personal_identity_number or (
                not partner.company_registry_provisional
                and (partner.company_registry or partner.vat)
            )
            partner.identity_key = (
                partner.commercial_partner_id == partner
                and number
                and identity_key(number, partner.country_id.code)
            )

    def _get_company_registry_labels(self):
        # the localization of a country knows best
        return {
            "NO": self.env._("Organisation Number"),
            "SE": self.env._("Organisation Number"),
            "FI": self.env._("Business ID"),
            "DK": self.env._("CVR"),
            **super()._get_company_registry_labels(),
        }

    @api.depends("country_id")
    def _compute_company_registry_placeholder(self):
        result = super()._compute_company_registry_placeholder()
        for partner in self:
            example = COMPANY_REGISTRY_EXAMPLES.get(partner.country_id.code)
            if example:
                partner.company_registry_placeholder = example
        return result

    # === CONSTRAINT METHODS === #

    @api.constrains(
        "company_registry", "company_registry_provisional", "country_id", "parent_id"
    )
    def _check_company_registry(self):
        for partner in self:
            if (
                not partner.company_registry
                or partner.company_registry_provisional
                or partner.commercial_partner_id != partner
            ):
                continue
            problem = parse_organisation_number(
                partner.company_registry, partner.country_id.code or None
            ).problem
            if problem:
                raise ValidationError(
                    self.env._(
                        "%(name)s: %(problem)s Correct the number or the country, or "
                        "mark the number as provisional.",
                        name=partner.name,
                        problem=problem_message(self.env, problem),
                    )
                )

    @api.constrains(
        "personal_identity_number", "company_registry", "country_id", "parent_id"
    )
    def _check_personal_identity_number(self):
        for partner in self.sudo().filtered("personal_identity_number"):
            if partner.commercial_partner_id != partner:
                raise ValidationError(
                    self.env._(
                        "%s is a contact of a customer. Enter the personal identity "
                        "number on the customer itself.",
                        partner.display_name,
                    )
                )
            if partner.company_registry:
                raise ValidationError(
                    self.env._(
                        "%s can't have an organisation number and a personal identity "
                        "number at the same time.",
                        partner.display_name,
                    )
                )
            problem = parse_personal_number(
                partner.personal_identity_number, partner.country_id.code or None
            ).problem
            if problem:
                raise ValidationError(
                    self.env._(
                        "%(name)s: %(problem)s",
                        name=partner.name,
                        problem=problem_message(self.env, problem),
                    )
                )

    def _check_vat(self, validation="error"):
        # Odoo asks whenever a country is set; most customers have no VAT number
        return super(ResPartner, self.filtered("vat"))._check_vat(validation)

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        context = self.env.context
        default_country_id = context.get("default_country_id")
        cleaned_list = []
        personal_numbers = []
        for vals in vals_list:
            country_code = self._identity_country_code(
                vals.get("country_id", default_country_id)
            )
            vals, personal_number = self._clean_identity_numbers(
                vals,
                country_code,
                provisional=vals.get("company_registry_provisional"),
                is_contact=_is_contact(
                    vals,
                    context.get("default_parent_id"),
                    context.get("default_is_company"),
                ),
            )
            cleaned_list.append(vals)
            personal_numbers.append(personal_number)
        partners = super().create(cleaned_list)
        for partner, personal_number in zip(partners, personal_numbers, strict=True):
            if personal_number:
                partner.sudo().personal_identity_number = personal_number
        partners._take_number_of_tax_id()
        return partners

    def write(self, vals):
        if not IDENTITY_FIELDS & vals.keys():
            return super().write(vals)
        groups = self.grouped(
            lambda partner: (
                self._identity_country_code(
                    vals.get("country_id", partner.country_id.id)
                ),
                vals.get(
                    "company_registry_provisional",
                    partner.company_registry_provisional,
                ),
                _is_contact(vals, partner.parent_id.id, partner.is_company),
            )
        )
        for (country_code, provisional, is_contact), partners in groups.items():
            group_vals, personal_number = self._clean_identity_numbers(
                vals, country_code, provisional, is_contact
            )
            super(ResPartner, partners).write(group_vals)
            if personal_number:
                partners.sudo().write({"personal_identity_number": personal_number})
        if vals.get("vat"):
            self._take_number_of_tax_id()
        if "company_registry" not in vals:
            self._clean_stored_organisation_numbers()
        return True

    # === BUSINESS METHODS === #

    @api.model
    def _identity_country_code(self, country_id):
        return self.env["res.country"].browse(country_id or ()).code or None

    @api.model
    def _clean_identity_numbers(self, vals, country_code, provisional, is_contact):
        """Bring the numbers among values into their compact form.

        A sole trader's organisation number is a personal identity number, and some type
        a person's as VAT number. It is taken out of the values, to be kept in the
        protected field. A mask says nothing about the number behind it.

        :param dict vals: values for create() or write()
        :param country_code: ISO code of the partner's country, or None
        :param bool provisional: whether the organisation number is provisional
        :param bool is_contact: whether it is a contact, with the number of its company
        :return: (values, personal identity number or None)
        """
        cleaned = {}
        personal_number = None
        if registry := vals.get("company_registry"):
            number = parse_organisation_number(registry, country_code)
            if not country_code and number.kind != ORGANISATION:
                home = parse_organisation_number(
                    registry, self.env.company.country_id.code or None
                )
                number = home if home.kind == PERSONAL else number
            if provisional or is_contact:
                cleaned["company_registry"] = registry.strip()
            elif number.kind == PERSONAL:
                cleaned["company_registry"] = False
                personal_number = number.number
            else:
                cleaned["company_registry"] = number.number
        vals = {
            name: value
            for name, value in vals.items()
            if name not in COVERED_FIELDS or not is_masked(value)
        }
        if vals.get("vat") and not is_vat_number(vals["vat"]):
            country = country_code or self.env.company.country_id.code or None
            number = parse_organisation_number(vals["vat"], country)
            if country and number.kind == PERSONAL:
                cleaned["vat"] = False
                personal_number = number.number
        if personal := vals.get("personal_identity_number"):
            cleaned["personal_identity_number"] = parse_personal_number(
                personal, country_code
            ).number
        return {**vals, **cleaned}, personal_number

    def _take_number_of_tax_id(self):
        """Protect the personal identity number in sole traders' VAT numbers."""
        for partner_sudo in self.sudo():
            if (
                partner_sudo.vat
                and not partner_sudo.personal_identity_number
                and not partner_sudo.company_registry
                and partner_sudo.commercial_partner_id == partner_sudo
            ):
                country = identity_country(partner_sudo.vat)
                number = country and parse_organisation_number(
                    partner_sudo.vat, country
                )
                if (
                    number
                    and number.kind == PERSONAL
                    and partner_sudo.country_id.code in (None, False, country)
                ):
                    partner_sudo.personal_identity_number = number.number

    def _clean_stored_organisation_numbers(self):
        """Bring stored numbers into compact form once the country is known."""
        for partner in self:
            if (
                partner.company_registry
                and not partner.company_registry_provisional
                and partner.commercial_partner_id == partner
            ):
                number = parse_organisation_number(
                    partner.company_registry, partner.country_id.code or None
                )
                if not number.problem and (
                    number.number != partner.company_registry or number.kind == PERSONAL
                ):
                    partner.company_registry = number.number

    def _hand_over_identity(self, partner):
        """Give up the identity numbers to a partner that these are merged into.

        :param partner: the one that stays; its own number goes before a source's, and
            a real number before a provisional one
        :return: values that the partner has to get once it has all its others
        :rtype: dict
        """
        own_sudo, sources_sudo = partner.sudo(), self.sudo()
        candidates = [own_sudo] + [
            source
            for source in sources_sudo
            # Odoo has already put the kept one for their commercial entity
            if (source.is_company or not source.parent_id)
            and own_sudo.country_id.id in (False, source.country_id.id)
        ]
        numbered = [
            candidate
            for candidate in candidates
            if candidate.company_registry or candidate.personal_identity_number
        ]
        best = min(
            numbered,
            key=lambda candidate: candidate.company_registry_provisional,
            default=own_sudo,
        )
        values = {}
        if best != own_sudo and own_sudo.commercial_partner_id == own_sudo:
            values = {
                "company_registry": best.company_registry,
                "company_registry_provisional": best.company_registry_provisional,
                "personal_identity_number": best.personal_identity_number,
            }
        sources_sudo.with_context(tracking_disable=True).write(
            {
                "company_registry": False,
                "company_registry_provisional": False,
                "personal_identity_number": False,
            }
        )
        return values


def _is_contact(vals, parent_id, is_company):
    """Tell whether a partner with these new values carries its company's numbers."""
    if "company_type" in vals:
        is_company = vals["company_type"] == "company"
    return bool(vals.get("parent_id", parent_id)) and not vals.get(
        "is_company", is_company
    )
