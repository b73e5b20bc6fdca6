from odoo import api, fields, models

from ..registries.company import ACTIVE, BANKRUPT, DELETED, LIQUIDATION
from .door_values import plain_value
from .registry_values import registry_fields


class ResPartner(models.Model):
    """What a public registry says about a customer, with its source and date."""

    _inherit = "res.partner"

    # === FIELDS === #

    legal_form = fields.Char(groups="base.group_user", tracking=True)
    legal_form_code = fields.Char(groups="base.group_user")
    industry_code = fields.Char(
        groups="base.group_user",
        tracking=True,
        help="In the country's classification of industries.",
    )
    industry_name = fields.Char(string="Line of Business", groups="base.group_user")
    registry_source = fields.Selection(
        [
            ("brreg", "Brønnøysund"),
            ("prh", "YTJ"),
            ("bolagsverket", "Bolagsverket"),
            ("cvrapi", "CVR"),
        ],
        string="Registry",
        copy=False,
        groups="base.group_user",
    )
    registry_fetched_at = fields.Datetime(
        string="Card Filled from the Registry on",
        copy=False,
        groups="base.group_user",
    )
    registry_checked_at = fields.Datetime(
        string="Compared with the Registry on",
        copy=False,
        index="btree_not_null",
        groups="base.group_user",
    )
    registry_status = fields.Selection(
        [
            (ACTIVE, "Active"),
            (LIQUIDATION, "In Liquidation"),
            (BANKRUPT, "Bankrupt"),
            (DELETED, "Deleted"),
        ],
        string="Status in the Registry",
        copy=False,
        tracking=True,
        groups="base.group_user",
    )
    registry_status_date = fields.Date(
        string="Status since", copy=False, groups="base.group_user"
    )
    registry_vat = fields.Selection(
        [("yes", "Registered"), ("no", "Not registered")],
        string="VAT Registration",
        copy=False,
        tracking=True,
        groups="base.group_user",
        help="Empty where nobody who knows has told.",
    )
    registry_employees = fields.Integer(
        string="Employees in the Registry", copy=False, groups="base.group_user"
    )
    registry_protected = fields.Boolean(
        string="No Advertising",
        copy=False,
        tracking=True,
        groups="base.group_user",
        help="The company has asked not to be sent advertising. Danish law forbids it "
        "then.",
    )
    registry_name = fields.Char(
        string="Name in the Registry", copy=False, groups="base.group_user"
    )
    registry_address = fields.Char(
        string="Address in the Registry", copy=False, groups="base.group_user"
    )

    # === ACTION METHODS === #

    def action_update_from_registry(self):
        """Show what the registry says otherwise than these cards.

        :rtype: dict
        """
        return self.env["customer.registry.update"].action_open(self.ids)

    # === BUSINESS METHODS === #

    @api.model
    def _commercial_fields(self):
        return super()._commercial_fields() + [
            "legal_form",
            "legal_form_code",
            "industry_code",
            "industry_name",
        ]

    def _registry_numbers(self):
        """Return {customer: (number, country code)} of those that registries know.

        Asked is for organisation numbers, and for the personal identity number of a
        sole trader who came from a registry: nobody asks a registry for a private
        customer. The numbers must not be shown.

        :rtype: dict
        """
        numbers = {}
        for partner_sudo in self.sudo():
            number = partner_sudo.company_registry
            if partner_sudo.company_registry_provisional:
                number = False
            elif not number and partner_sudo.registry_source:
                number = partner_sudo.personal_identity_number
            country = partner_sudo.country_id.code
            if number and country and partner_sudo.is_customer:
                numbers[partner_sudo.with_env(self.env)] = number, country
        return numbers

    def _remember_registry(self, company):
        """Keep what a registry says beside the card.

        What it leaves out of a company that is deleted, and what nobody has told, stays
        as it was.

        :param company: dict that describes the company, False if there is none
        """
        self.ensure_one()
        if company:
            values = registry_fields(company)
            del values["registry_fetched_at"], values["registry_checked_at"]
            for name in ("registry_name", "registry_address", "registry_vat"):
                if not values[name]:
                    del values[name]
        else:
            values = {"registry_status": DELETED} if self.registry_name else {}
        changed = {
            name: value
            for name, value in values.items()
            if plain_value(self, name) != value
        }
        if changed:
            # that all is well is no news, the first time
            is_first = not self.registry_name and values["registry_status"] == ACTIVE
            self.with_context(tracking_disable=is_first).write(changed)
