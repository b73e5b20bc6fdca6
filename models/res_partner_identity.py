from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import NO_ACCESS

from ..importing.identity_numbers import (
    ORGANISATION,
    PERSONAL,
    identity_key,
    parse_organisation_number,
    parse_personal_number,
)
from .problem_messages import problem_message

IDENTITY_FIELDS = {
    "company_registry",
    "company_registry_provisional",
    "personal_identity_number",
    "country_id",
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
        return {
            **super()._get_company_registry_labels(),
            "NO": self.env._("Organisation Number"),
            "SE": self.env._("Organisation Number"),
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

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        default_country_id = self.env.context.get("default_country_id")
        cleaned_list = []
        personal_numbers = []
        for vals in vals_list:
            country_code = self._identity_country_code(
                vals.get("country_id", default_country_id)
            )
            vals, personal_number = self._clean_identity_numbers(vals, country_code)
            cleaned_list.append(vals)
            personal_numbers.append(personal_number)
        partners = super().create(cleaned_list)
        for partner, personal_number in zip(partners, personal_numbers, strict=True):
            if personal_number:
                partner.sudo().personal_identity_number = personal_number
        return partners

    def write(self, vals):
        if not IDENTITY_FIELDS & vals.keys():
            return super().write(vals)
        by_country = self.grouped(
            lambda partner: self._identity_country_code(
                vals.get("country_id", partner.country_id.id)
            )
        )
        for country_code, partners in by_country.items():
            group_vals, personal_number = self._clean_identity_numbers(
                vals, country_code
            )
            super(ResPartner, partners).write(group_vals)
            if personal_number:
                partners.sudo().write({"personal_identity_number": personal_number})
        if "company_registry" not in vals:
            self._clean_stored_organisation_numbers()
        return True

    # === BUSINESS METHODS === #

    @api.model
    def _identity_country_code(self, country_id):
        return self.env["res.country"].browse(country_id or ()).code or None

    @api.model
    def _clean_identity_numbers(self, vals, country_code):
        """Bring the numbers among values into their compact form.

        A sole trader's organisation number is a personal identity number. It is taken
        out of the values, to be kept in the protected field.

        :param dict vals: values for create() or write()
        :param country_code: ISO code of the partner's country, or None
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
            if vals.get("company_registry_provisional"):
                cleaned["company_registry"] = registry.strip()
            elif number.kind == PERSONAL:
                cleaned["company_registry"] = False
                personal_number = number.number
            else:
                cleaned["company_registry"] = number.number
        if personal := vals.get("personal_identity_number"):
            cleaned["personal_identity_number"] = parse_personal_number(
                personal, country_code
            ).number
        return {**vals, **cleaned}, personal_number

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
                if number.number != partner.company_registry and not number.problem:
                    partner.company_registry = number.number
