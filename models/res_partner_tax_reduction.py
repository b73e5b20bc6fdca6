from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..importing.identity_numbers import parse_organisation_number
from .problem_messages import problem_message

# Limits of Skatteverket's import files for ROT and RUT, HUS version 6.0
# (http://xmls.skatteverket.se/se/skatteverket/ht/komponent/begaran/6.0).
PROPERTY_DESIGNATION_LENGTH = 40
APARTMENT_NUMBER_LENGTH = 25
# Types whose request names the dwelling: ROT work and green technology.
TYPES_WITH_DWELLING = ("rot", "green")


class ResPartner(models.Model):
    """What a Swedish tax reduction needs to know about a customer.

    Sources: seed 001_89ddd0bb9fc3d60e.txt, "Tax reduction" (a housing association, or
    the personal identity numbers of private persons); Skatteverket's file for ROT and
    RUT requests, version 6.0: a property designation (Fastighetsbeteckning, 40
    characters), or the association's organisation number (BrfOrgNr, 12) with the
    apartment's number (LagenhetsNr, 25), never both.
    """

    _inherit = "res.partner"

    tax_reduction_type = fields.Selection(
        [
            ("none", "None"),
            ("rot", "ROT (building)"),
            ("rut", "RUT (household)"),
            ("green", "Green technology"),
        ],
        default="none",
        groups="base.group_user",
        tracking=True,
    )
    property_designation = fields.Char(
        groups="base.group_user",
        tracking=True,
        copy=False,
        help="Of a house, as in the land register: Stockholm Storön 1:23.",
    )
    housing_association_number = fields.Char(
        string="Housing Association",
        groups="base.group_user",
        tracking=True,
        copy=False,
        help="Organisation number of the association (bostadsrättsförening).",
    )
    apartment_number = fields.Char(
        groups="base.group_user",
        tracking=True,
        copy=False,
        help="The association's own number of the apartment, or the official one.",
    )
    tax_reduction_person_ids = fields.One2many(
        "customer.tax.reduction.person",
        "partner_id",
        string="Tax Reduction Persons",
        groups="base.group_user",
    )

    # === CONSTRAINT METHODS === #

    @api.constrains("property_designation", "apartment_number")
    def _check_dwelling_lengths(self):
        limits = {
            "property_designation": PROPERTY_DESIGNATION_LENGTH,
            "apartment_number": APARTMENT_NUMBER_LENGTH,
        }
        for partner in self.sudo():
            for name, limit in limits.items():
                if len(partner[name] or "") > limit:
                    raise ValidationError(
                        self.env._(
                            "%(field)s can have %(limit)s characters at most.",
                            field=self._fields[name]._description_string(self.env),
                            limit=limit,
                        )
                    )

    @api.constrains("housing_association_number")
    def _check_housing_association_number(self):
        for partner in self.sudo().filtered("housing_association_number"):
            problem = parse_organisation_number(
                partner.housing_association_number, "SE"
            ).problem
            if problem:
                raise ValidationError(
                    self.env._(
                        "Housing association: %s", problem_message(self.env, problem)
                    )
                )

    @api.constrains(
        "tax_reduction_type",
        "property_designation",
        "housing_association_number",
        "apartment_number",
    )
    def _check_dwelling(self):
        for partner in self.sudo():
            apartment = partner.housing_association_number and partner.apartment_number
            if partner.property_designation and (
                partner.housing_association_number or partner.apartment_number
            ):
                raise ValidationError(
                    self.env._(
                        "%s: enter either the property designation of a house, or the "
                        "housing association and the apartment number.",
                        partner.name,
                    )
                )
            if partner.tax_reduction_type in TYPES_WITH_DWELLING and not (
                partner.property_designation or apartment
            ):
                raise ValidationError(
                    self.env._(
                        "%s: this tax reduction needs the property designation of a "
                        "house, or the housing association and the apartment number.",
                        partner.name,
                    )
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._clean_dwelling(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._clean_dwelling(vals))

    # === BUSINESS METHODS === #

    @api.model
    def _clean_dwelling(self, vals):
        """Bring what was typed about a dwelling into its compact form."""
        cleaned = {
            name: vals[name].strip()
            for name in ("property_designation", "apartment_number")
            if isinstance(vals.get(name), str)
        }
        if number := vals.get("housing_association_number"):
            cleaned["housing_association_number"] = parse_organisation_number(
                number, "SE"
            ).number
        return {**vals, **cleaned} if cleaned else vals
