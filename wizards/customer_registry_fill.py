from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.door import Door
from ..models.door_values import NEVER, Policies
from ..models.registry_values import ADDRESS_PARTS, customer_record, industry_of
from .customer_registry_lookup_line import refusal

# What people maintain by hand: a registry doesn't replace it unasked.
KEPT = ("email", "phone", "website")
STREET_PARTS = [name for name in ADDRESS_PARTS if name != "country_code"]


class CustomerRegistryLookup(models.TransientModel):
    _inherit = "customer.registry.lookup"

    # === A CARD THAT IS NOT SAVED YET === #

    @api.model
    def get_card_values(self, number, country_code):
        """Return what a registry says of a company, for a card that is not saved yet.

        :param str number: organisation number
        :param str country_code: ISO code of the country whose registry is asked
        :return: field -> value as forms take it, False if there is no such company
        :raise AccessError: without the permission to add customers
        :raise UserError: if the registry does not answer
        """
        self._check_may_add()
        company = self.env["customer.registry"].get_company(number, country_code)
        return self._form_values(company) if company else False

    @api.model
    def _form_values(self, company):
        record = customer_record(self.env, company)
        addresses = record.get("addresses", ())
        codes = {address.get("country_code") for address in (record, *addresses)}
        countries = {
            country.code: {"id": country.id, "display_name": country.display_name}
            for country in self.env["res.country"].search([("code", "in", [*codes])])
        }
        values = {
            name: value
            for name, value in record.items()
            if name not in ("addresses", "country_code", "industry_id")
        }
        values.update(
            company_registry=company["number"],
            company_registry_provisional=False,
            company_type="company",
            country_id=countries[record["country_code"]],
            # an address is taken as a whole
            **{name: record.get(name) or False for name in STREET_PARTS},
        )
        if industry := industry_of(self.env, company):
            values["industry_id"] = {
                "id": industry.id,
                "display_name": industry.display_name,
            }
        values["child_ids"] = [
            {
                **{
                    name: val for name, val in address.items() if name != "country_code"
                },
                "country_id": countries.get(address.get("country_code"), False),
            }
            for address in addresses
        ]
        return values


class CustomerRegistryLookupLine(models.TransientModel):
    """Fill in a card: one that is there, or one that is not saved yet."""

    _inherit = "customer.registry.lookup.line"

    change_ids = fields.One2many("customer.registry.lookup.change", "line_id")

    # === ACTION METHODS === #

    def action_choose(self):
        """Show what would change on the card, too."""
        action = super().action_choose()
        if self.lookup_id.purpose == "fill_card":
            self._find_changes()
        return action

    def action_fill_form(self):
        """Hand the company to the form that asked for it.

        :rtype: dict
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window_close",
            "infos": {
                "registry_values": self.lookup_id._form_values(self.sudo().company)
            },
        }

    def action_fill_card(self):
        """Write the ticked changes on the customer's card.

        :rtype: dict
        :raise AccessError: without the permission to edit the customer
        :raise UserError: when the register refuses a value; it says why
        """
        self.ensure_one()
        self.lookup_id._check_may_look_up()
        left = self.change_ids.filtered(lambda change: not change.is_applied)
        door, judgement = self._judge_card(left.mapped("path"))
        if judgement.outcome == "update":
            door.let_in([judgement])
        elif judgement.outcome != "unchanged":
            raise UserError(refusal(judgement))
        return {
            "type": "ir.actions.act_window_close",
            "infos": {"customer_filled": True},
        }

    # === BUSINESS METHODS === #

    def _judge_card(self, left=()):
        """Return (door, judgement) of filling in the customer's card.

        :param left: paths of changes that are not wanted
        """
        customer = self.lookup_id.partner_id
        policies = Policies(dict.fromkeys(left, NEVER))
        door = Door(self.env, mode="update", policies=policies)
        record = {
            **self._record(),
            "id": customer.id,
            "company_registry_provisional": False,
        }
        [judgement] = door.judge([record])
        [marks] = self._register_marks([self.sudo().company])
        if marks["register_state"] and marks["partner_id"] != customer.id:
            judgement.fail("error", self._taken_message(marks))
        return door, judgement

    def _taken_message(self, marks):
        if marks["register_state"] == "hidden":
            return self.env._(
                "A customer that you may not see has this organisation number. Ask a "
                "customer administrator."
            )
        partner = self.env["res.partner"].browse(marks["partner_id"])
        return self.env._(
            "%s has this organisation number already. Merge the two instead.",
            partner.display_name,
        )

    def _find_changes(self):
        """Note what filling in the customer's card would change."""
        self.change_ids.unlink()
        _door, judgement = self._judge_card()
        if judgement.outcome not in ("update", "unchanged"):
            self.message = refusal(judgement)
            return
        labels = self.env["customer.import.line"]._change_labels()
        partners = self.env["res.partner"]
        vals_list = []
        for path, (old, new) in judgement.changes.items():
            if path.startswith("registry_"):
                continue
            field = partners._fields.get(path)
            vals_list.append(
                {
                    "line_id": self.id,
                    "path": path,
                    "label": labels.get(path)
                    or (field and field._description_string(self.env))
                    or path,
                    "old_value": self._value_text(old),
                    "new_value": self._value_text(new),
                    "is_applied": not (path in KEPT and old),
                }
            )
        self.env["customer.registry.lookup.change"].create(vals_list)

    @api.model
    def _value_text(self, value):
        if isinstance(value, bool):
            return self.env._("Yes") if value else self.env._("No")
        return str(value or "")


class CustomerRegistryLookupChange(models.TransientModel):
    """What filling in a card changes: old → new, each to be taken or left."""

    _name = "customer.registry.lookup.change"
    _description = "Change from a Registry"

    line_id = fields.Many2one(
        "customer.registry.lookup.line",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    path = fields.Char(required=True, readonly=True)
    label = fields.Char(string="Field", readonly=True)
    old_value = fields.Char(string="On the Card", readonly=True)
    new_value = fields.Char(string="In the Registry", readonly=True)
    is_applied = fields.Boolean(string="Take")
