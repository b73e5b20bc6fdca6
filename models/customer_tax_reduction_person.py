from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import NO_ACCESS

from ..importing.identity_numbers import parse_personal_number
from .masked_number import MASKED_NUMBER, is_masked
from .problem_messages import problem_message

# Skatteverket: the buyer has to be 18 at the end of the year of the payment.
AGE_OF_BUYER = 18


class CustomerTaxReductionPerson(models.Model):
    """A person who shares the tax reduction of a customer.

    The personal identity number can be written and never read again: lists, exports,
    searches and remote calls see a mask. Only server code that makes the request to
    Skatteverket reads it.
    """

    _name = "customer.tax.reduction.person"
    _description = "Tax Reduction Person"
    _inherit = ["customer.history.mixin"]
    # never the number
    _history_fields = ("name", "share")
    _order = "partner_id, id"

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        ondelete="cascade",
    )
    name = fields.Char(required=True)
    personal_identity_number = fields.Char(
        string="Stored Personal Identity Number", groups=NO_ACCESS, copy=False
    )
    personal_identity_number_masked = fields.Char(
        string="Personal Identity Number",
        compute="_compute_personal_identity_number_masked",
        inverse="_inverse_personal_identity_number_masked",
        compute_sudo=True,
    )
    share = fields.Float(
        string="Share %",
        default=100,
        digits=(5, 2),
        help="Part of the tax reduction, in percent. Together 100 at most.",
    )

    _person_uniq = models.UniqueIndex(
        "(partner_id, personal_identity_number) "
        "WHERE personal_identity_number IS NOT NULL",
        "The same person is entered twice for this customer.",
    )
    _check_share_range = models.Constraint(
        "CHECK(share >= 0 AND share <= 100)", "A share is between 0 and 100 percent."
    )

    # === COMPUTE METHODS === #

    @api.depends("personal_identity_number")
    def _compute_personal_identity_number_masked(self):
        for person in self:
            person.personal_identity_number_masked = (
                person.personal_identity_number and MASKED_NUMBER
            )

    def _inverse_personal_identity_number_masked(self):
        for person in self:
            number = (person.personal_identity_number_masked or "").strip()
            if not is_masked(number):
                person.write({"personal_identity_number": number or False})
        self.invalidate_recordset(["personal_identity_number_masked"])

    # === CONSTRAINT METHODS === #

    @api.constrains("personal_identity_number")
    def _check_personal_identity_number(self):
        today = fields.Date.context_today(self)
        for person in self.sudo().filtered("personal_identity_number"):
            number = parse_personal_number(person.personal_identity_number, "SE")
            if number.problem:
                raise ValidationError(
                    self.env._(
                        "%(name)s: %(problem)s",
                        name=person.name,
                        problem=problem_message(self.env, number.problem),
                    )
                )
            born = number.birthdate
            if born and today.year - born.year < AGE_OF_BUYER:
                raise ValidationError(
                    self.env._(
                        "%(name)s is too young for a tax reduction: the person has to "
                        "turn %(age)s in the year of the payment at the latest.",
                        name=person.name,
                        age=AGE_OF_BUYER,
                    )
                )

    @api.constrains("share", "partner_id")
    def _check_shares(self):
        totals = self.sudo()._read_group(
            [("partner_id", "in", self.partner_id.ids)],
            ["partner_id"],
            ["share:sum"],
            having=[("share:sum", ">", 100.001)],
        )
        if totals:
            partner, total = totals[0]
            raise ValidationError(
                self.env._(
                    "The shares of %(customer)s add up to %(total)s %%. Together they "
                    "can be 100 %% at most.",
                    customer=partner.name,
                    total=f"{total:g}",
                )
            )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._clean_number(vals) for vals in vals_list])

    def write(self, vals):
        if "personal_identity_number" not in vals:
            return super().write(vals)
        vals = self._clean_number(vals)
        number = vals["personal_identity_number"] or False
        changed = self.filtered(
            lambda person: (person.sudo().personal_identity_number or False) != number
        )
        result = super().write(vals)
        if self._keeps_history():
            changed._log_event(self.env._("Personal identity number changed"))
        return result

    @api.model
    def _has_field_access(self, field, operation):
        if field.name == "personal_identity_number" and operation == "write":
            return self.env.su or self.has_access("write")
        return super()._has_field_access(field, operation)

    # === BUSINESS METHODS === #

    @api.model
    def _clean_number(self, vals):
        if number := vals.get("personal_identity_number"):
            number = parse_personal_number(number, "SE").number
            return {**vals, "personal_identity_number": number}
        return vals

    def _history_summary(self):
        return self.env._(
            "%(person)s, %(share)s %%",
            person=self._history_label(),
            share=f"{self.share:g}",
        )
