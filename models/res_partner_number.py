from collections import defaultdict
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .res_company_numbering import customer_number_key

# Values of a partner that decide whether it carries a customer number.
NUMBER_FIELDS = {
    "ref",
    "customer_rank",
    "parent_id",
    "is_company",
    "company_type",
    "company_id",
}
# Only the register itself sets these.
TECHNICAL_FIELDS = {
    "is_customer",
    "in_customer_register",
    "customer_number_key",
    "customer_number_duplicate",
}
# Context values. They are objects of our own, so that no remote caller can pass one.
# Posting an invoice must not fail because of a number:
LENIENT = object()
# The number was drawn free or is given up: nothing to check, remember or give instead.
SETTLED = object()


class NumberState(NamedTuple):
    """What the numbering knew of a partner before a write."""

    key: str
    number: str
    company: models.BaseModel
    duplicate: bool


class ResPartner(models.Model):
    """Customer numbers: unique, assigned, protected and remembered."""

    _inherit = "res.partner"

    ref = fields.Char(string="Customer Number", copy=False, tracking=True)
    customer_number_key = fields.Char(
        compute="_compute_customer_number_key",
        store=True,
        export_string_translation=False,
        help="Technical: customer number without letter case and outer spaces.",
    )
    customer_number_duplicate = fields.Boolean(
        string="Duplicate Customer Number",
        readonly=True,
        copy=False,
        help="Another customer had the same number before numbers became unique. "
        "Give one of them a new number.",
    )
    customer_number_history_ids = fields.One2many(
        "customer.number.history",
        "partner_id",
        string="Former Customer Numbers",
        readonly=True,
        bypass_search_access=True,
    )
    customer_number_editable = fields.Boolean(
        compute="_compute_customer_number_editable", export_string_translation=False
    )
    customer_number_required = fields.Boolean(
        compute="_compute_customer_number_required", export_string_translation=False
    )

    _customer_number_uniq = models.UniqueIndex(
        "(COALESCE(company_id, 0), customer_number_key) "
        "WHERE customer_number_key IS NOT NULL "
        "AND customer_number_duplicate IS NOT TRUE",
        lambda env, diagnostics: env._(
            "This customer number was given to another customer at the same moment. "
            "Save again to get the next number, or type another one."
        ),
    )
    _customer_number_key_index = models.Index(
        "(customer_number_key) WHERE customer_number_key IS NOT NULL"
    )

    # === COMPUTE METHODS === #

    @api.depends("ref", "is_customer")
    def _compute_customer_number_key(self):
        for partner in self:
            partner.customer_number_key = partner.is_customer and customer_number_key(
                partner.ref
            )

    @api.depends("is_customer")
    @api.depends_context("uid")
    def _compute_customer_number_editable(self):
        is_manager = self._can_change_customer_numbers()
        for partner in self:
            origin = partner._origin
            partner.customer_number_editable = is_manager or not (
                origin.is_customer and origin.ref
            )

    @api.depends("is_customer", "company_id", "parent_id")
    @api.depends_context("company", "res_partner_search_mode")
    def _compute_customer_number_required(self):
        adds_customer = self.env.context.get("res_partner_search_mode") == "customer"
        for partner in self:
            is_customer = partner.is_customer or (
                adds_customer and not partner._origin and not partner.parent_id
            )
            partner.customer_number_required = (
                is_customer and not partner._numbering_company().customer_number_auto
            )

    # === CONSTRAINT METHODS === #

    @api.constrains("ref")
    def _check_customer_number_length(self):
        for partners in self.grouped("company_id").values():
            company = partners._numbering_company()
            shortest = company.customer_number_min_length
            longest = company.customer_number_max_length
            for partner in partners if shortest or longest else ():
                length = len(partner.ref or "")
                is_wrong = length < shortest or (longest and length > longest)
                if length and is_wrong and partner.is_customer:
                    raise ValidationError(
                        self.env._(
                            "Customer number %(number)s of %(name)s has %(length)s "
                            "characters. Allowed are %(allowed)s.",
                            number=partner.ref,
                            name=partner.name,
                            length=length,
                            allowed=company._customer_number_length_text(),
                        )
                    )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        # copies: the caller may use its values again, for a customer of another number
        vals_list = [dict(self._clean_customer_number(vals)) for vals in vals_list]
        self._assign_numbers_to_values(vals_list)
        partners = super().create(vals_list)
        # those of whom it could not be foreseen that they become customers, if any
        unnumbered = partners.browse(
            partner.id
            for partner, vals in zip(partners, vals_list, strict=True)
            if not vals.get("ref")
        )
        unnumbered._number_new_customers()
        unnumbered._require_customer_numbers()
        return partners

    def write(self, vals):
        vals = self._clean_customer_number(vals)
        settled = self.env.context.get("customer_number_settled") is SETTLED
        if settled or not NUMBER_FIELDS & vals.keys():
            return super().write(vals)
        before = self._customer_number_snapshot()
        # Until a new number is found free, the unique index must not see it.
        self._mark_numbers_to_settle(vals)
        result = super().write(vals)
        self._follow_up_customer_numbers(before)
        return result

    def unlink(self):
        customers_sudo = self.sudo().with_context(active_test=False)
        keys = set(customers_sudo.filtered("is_customer").mapped("customer_number_key"))
        # a deleted customer's company contacts stay behind as customers of their own
        children = customers_sudo.child_ids.filtered("customer_rank") - customers_sudo
        result = super().unlink()
        if children:
            children.invalidate_recordset()
            children._number_new_customers()
        self._release_customer_number_keys(keys)
        return result

    def _increase_rank(self, field, n=1):
        lenient = self.with_context(customer_number_lenient=LENIENT)
        return super(ResPartner, lenient)._increase_rank(field, n)

    # === BUSINESS METHODS === #

    @api.model
    def _can_change_customer_numbers(self):
        return self.env.su or self.env.user.has_group(
            "customer_register.group_customer_manager"
        )

    def _numbering_company(self):
        """Return the company whose number policy applies to the customer."""
        return (self.company_id or self.env.company).sudo()

    def _is_customer_number_lenient(self):
        return self.env.context.get("customer_number_lenient") is LENIENT

    @api.model
    def _clean_customer_number(self, vals):
        number = vals.get("ref")
        if isinstance(number, str) and number != number.strip():
            vals = {**vals, "ref": number.strip()}
        if not self.env.su and not TECHNICAL_FIELDS.isdisjoint(vals):
            vals = {name: vals[name] for name in vals if name not in TECHNICAL_FIELDS}
        return vals

    @api.model
    def _assign_numbers_to_values(self, vals_list):
        """Number the customers among values for create(), before they are stored."""
        given = []
        missing = defaultdict(list)
        for vals in vals_list:
            if not self._becomes_customer(vals):
                continue
            company_id = vals.get(
                "company_id", self.env.context.get("default_company_id")
            )
            if key := customer_number_key(vals.get("ref")):
                given.append((key, company_id or False, vals.get("name") or ""))
            else:
                missing[company_id or False].append(vals)
        if given:
            self._check_customer_numbers_free(given)
        used = [(key, company_id) for key, company_id, _name in given]
        for company_id, company_vals in missing.items():
            company = self.env["res.company"].browse(company_id) or self.env.company
            if not company.sudo().customer_number_auto:
                continue
            numbers = company._next_customer_numbers(
                len(company_vals),
                shared=not company_id,
                reserved={
                    key
                    for key, used_company_id in used
                    if self._numbers_meet(company_id, used_company_id)
                },
            )
            used += [(customer_number_key(number), company_id) for number in numbers]
            for vals, number in zip(company_vals, numbers, strict=True):
                vals["ref"] = number

    def _number_new_customers(self):
        """Give customers without a number the next one of their company."""
        missing_sudo = self.sudo().filtered(
            lambda partner: partner.is_customer and not partner.ref
        )
        for (company, shared), partners_sudo in missing_sudo.grouped(
            lambda partner: (partner._numbering_company(), not partner.company_id)
        ).items():
            if not company.customer_number_auto:
                continue
            try:
                numbers = company._next_customer_numbers(
                    len(partners_sudo), shared=shared
                )
            except UserError:
                if self.env.context.get("customer_number_lenient"):
                    continue
                raise
            for partner_sudo, number in zip(partners_sudo, numbers, strict=True):
                partner_sudo._write_settled_number(number)

    def _write_settled_number(self, number):
        self.with_context(customer_number_settled=SETTLED).write({"ref": number})

    def _require_customer_numbers(self):
        """Refuse customers without a number, where numbers are not given out.

        :raise ValidationError: naming the customer
        """
        if self._is_customer_number_lenient():
            return
        for partner in self:
            if partner.is_customer and not partner.ref:
                raise ValidationError(
                    self.env._(
                        "Enter a customer number for %s. Automatic numbering is off.",
                        partner.name,
                    )
                )

    def _customer_number_snapshot(self):
        return {
            partner.id: NumberState(
                partner.customer_number_key,
                partner.ref,
                partner.company_id,
                partner.customer_number_duplicate,
            )
            for partner in self.sudo()
        }

    def _mark_numbers_to_settle(self, vals):
        for partner_sudo in self.sudo():
            new_key = customer_number_key(vals.get("ref", partner_sudo.ref))
            if new_key and (
                new_key != partner_sudo.customer_number_key
                or vals.get("company_id", partner_sudo.company_id.id)
                != partner_sudo.company_id.id
            ):
                partner_sudo.customer_number_duplicate = True

    def _follow_up_customer_numbers(self, before):
        """Check, remember and hand on numbers after a write.

        :param dict before: result of _customer_number_snapshot
        :raise AccessError: when a number changed without the permission
        :raise ValidationError: when a new number is taken
        """
        changed_sudo = self.sudo().filtered(
            lambda partner: before[partner.id].key
            and before[partner.id].number != (partner.is_customer and partner.ref)
        )
        if changed_sudo and not self._can_change_customer_numbers():
            raise AccessError(
                self.env._(
                    "You need the permission “Customer administrator” to change or "
                    "remove a customer number: %s",
                    ", ".join(changed_sudo.mapped("name")[:5]),
                )
            )
        self.env["customer.number.history"].sudo().create(
            [
                {"partner_id": partner.id, "number": before[partner.id].number}
                for partner in changed_sudo
            ]
        )
        # contacts and addresses never carry a number of their own
        changed_sudo.filtered(
            lambda partner: partner.commercial_partner_id != partner
        ).ref = False
        self._number_new_customers()
        self._require_customer_numbers()
        moved_sudo = self.sudo().filtered(
            lambda partner: partner.customer_number_key
            and (partner.customer_number_key, partner.company_id)
            != (before[partner.id].key, before[partner.id].company)
        )
        moved_sudo._settle_customer_numbers()
        for partner_sudo in self.sudo() - moved_sudo:
            duplicate = bool(
                partner_sudo.customer_number_key and before[partner_sudo.id].duplicate
            )
            if partner_sudo.customer_number_duplicate != duplicate:
                partner_sudo.customer_number_duplicate = duplicate
        self._release_customer_number_keys(
            {before[partner.id].key for partner in changed_sudo | moved_sudo}
        )

    def _hand_over_customer_numbers(self, partner):
        """Give up the numbers of these customers to one that they are merged into.

        A customer without a number takes the first one; the others stay findable as its
        former numbers.

        :param partner: the one that stays
        """
        customers_sudo = self.sudo().filtered(lambda customer: customer.is_customer)
        numbers = {
            customer.customer_number_key: customer.ref
            for customer in customers_sudo
            if customer.ref
        }
        customers_sudo.with_context(tracking_disable=True)._write_settled_number(False)
        partner_sudo = partner.sudo()
        if (
            numbers
            and not partner_sudo.ref
            and partner_sudo.commercial_partner_id == partner_sudo
        ):
            partner_sudo.ref = numbers[next(iter(numbers))]
        self._release_customer_number_keys(set(numbers))
        known = {
            customer_number_key(number)
            for number in [
                partner_sudo.ref,
                *partner_sudo.customer_number_history_ids.mapped("number"),
            ]
        }
        self.env["customer.number.history"].sudo().create(
            [
                {"partner_id": partner.id, "number": number}
                for key, number in numbers.items()
                if key not in known
            ]
        )

    def _settle_customer_numbers(self):
        """Refuse numbers that are taken; where refusing is no way out, mark them."""
        if not self:
            return
        if not self._is_customer_number_lenient():
            self._check_customer_numbers_free(
                [(p.customer_number_key, p.company_id.id, p.name) for p in self],
                self.ids,
            )
            self._check_customer_number_length()
            self.customer_number_duplicate = False
            return
        holders = self._customer_number_holders(self.mapped("customer_number_key"))
        for partner in self:
            partner.customer_number_duplicate = any(
                self._numbers_meet(holder.company_id.id, partner.company_id.id)
                for holder in holders[partner.customer_number_key] - partner
            )
