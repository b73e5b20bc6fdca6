from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.registry_changes import Proposal, carry_out, proposals

# Most registries answer for one company at a time, and somebody waits.
MOST_AT_ONCE = 50


class CustomerRegistryUpdate(models.TransientModel):
    """Show what registries say otherwise than the cards, and write what is ticked."""

    _name = "customer.registry.update"
    _description = "Update from the Company Registries"

    # === FIELDS === #

    partner_ids = fields.Many2many("res.partner", string="Customers", readonly=True)
    customer_count = fields.Integer(compute="_compute_customer_count")
    line_ids = fields.One2many("customer.registry.update.line", "wizard_id")
    message = fields.Text(readonly=True)
    companies = fields.Json(groups="base.group_system")

    # === COMPUTE METHODS === #

    @api.depends("partner_ids")
    def _compute_customer_count(self):
        for wizard in self:
            wizard.customer_count = len(wizard.partner_ids)

    # === ACTION METHODS === #

    @api.model
    def action_open(self, partner_ids):
        """Ask the registries about customers and show what they say.

        :param list partner_ids: ids of customers
        :return: the action that shows it
        :rtype: dict
        :raise UserError: if nobody can be asked about any of them
        """
        partners = self.env["res.partner"].browse(partner_ids).commercial_partner_id
        partners.check_access("write")
        if len(partners) > MOST_AT_ONCE:
            raise UserError(
                self.env._(
                    "Select at most %s customers at a time. The scheduled check goes "
                    "through all of them by itself.",
                    MOST_AT_ONCE,
                )
            )
        numbers = partners._registry_numbers()
        if not numbers:
            raise UserError(
                self.env._(
                    "Registries are asked by organisation number and country. Enter "
                    "them on the card first."
                )
            )
        companies, messages = self._ask(numbers)
        # what goes to the register is not for the browser to make up
        wizard = self.sudo().create(
            {
                "partner_ids": partners.ids,
                "message": "\n".join(messages),
                "companies": {
                    str(partner.id): {
                        name: value
                        for name, value in company.items()
                        # a sole trader's are the personal identity number
                        if name not in ("number", "vat_number", "peppol_endpoint")
                    }
                    for partner, company in companies.items()
                },
                "line_ids": [
                    fields.Command.create(values)
                    for partner, company in companies.items()
                    for values in self._line_values(partner, company)
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Update from the Registry"),
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_update(self):
        """Write what is ticked, and remember what the registries said.

        :raise UserError: naming the customers that the register refuses to change
        """
        self.ensure_one()
        self.partner_ids.check_access("write")
        chosen = {}
        for line in self.line_ids.filtered("is_ticked"):
            chosen.setdefault(line.partner_id, []).append(line._proposal())
        refused = carry_out(self.env, chosen) if chosen else {}
        if refused:
            raise UserError(
                "\n".join(
                    self.env._("%(name)s: %(why)s", name=partner.display_name, why=why)
                    for partner, why in refused.items()
                )
            )
        now = fields.Datetime.now()
        companies = self.sudo().companies or {}
        for partner in self.partner_ids:
            if company := companies.get(str(partner.id)):
                partner._remember_registry(company)
                values = {"registry_checked_at": now}
                if partner in chosen:
                    values["registry_fetched_at"] = company["fetched_at"]
                partner.write(values)
        return {"type": "ir.actions.act_window_close"}

    # === BUSINESS METHODS === #

    @api.model
    def _ask(self, numbers):
        """Return ({customer: company}, messages) for {customer: (number, country)}."""
        registry = self.env["customer.registry"]
        companies, messages = {}, []
        by_country = {}
        for partner, (number, country) in numbers.items():
            by_country.setdefault(country, {})[partner] = number
        for country, partners in by_country.items():
            answers = registry.get_companies(list(partners.values()), country)
            for partner, answer in zip(partners, answers, strict=True):
                if company := answer["company"]:
                    companies[partner] = company
                    message = self._status_message(partner, company)
                else:
                    message = self.env._(
                        "%(name)s: %(why)s",
                        name=partner.display_name,
                        why=answer["error"]
                        or self.env._(
                            "The company registry does not know this number."
                        ),
                    )
                if message:
                    messages.append(message)
        # the same for many says it once too often
        return companies, list(dict.fromkeys(messages))

    @api.model
    def _status_message(self, partner, company):
        if company["status"] in ("", "active"):
            return None
        labels = dict(
            partner._fields["registry_status"]._description_selection(self.env)
        )
        return self.env._(
            "%(name)s: the registry says “%(status)s” %(date)s",
            name=partner.display_name,
            status=labels[company["status"]],
            date=company["status_date"],
        ).strip()

    @api.model
    def _line_values(self, partner, company):
        return [
            {
                "partner_id": partner.id,
                "key": proposal.key,
                "old_value": proposal.old,
                "new_value": proposal.new,
                "record": proposal.record,
                "erased": list(proposal.erased),
                "is_ticked": proposal.is_sure,
            }
            for proposal in proposals(self.env, partner.sudo(), company)
        ]


class CustomerRegistryUpdateLine(models.TransientModel):
    """One thing that a registry says otherwise than a card."""

    _name = "customer.registry.update.line"
    _description = "Change from a Company Registry"
    _order = "partner_id, id"

    wizard_id = fields.Many2one(
        "customer.registry.update", required=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        ondelete="cascade",
        readonly=True,
    )
    key = fields.Selection(
        [
            ("name", "Name"),
            ("address", "Address"),
            ("mail_address", "Mail address"),
            ("vat", "VAT number"),
            ("legal_form", "Legal form"),
            ("industry", "Industry"),
            ("phone", "Phone"),
            ("email", "E-mail"),
            ("website", "Website"),
            ("peppol", "E-invoice address"),
        ],
        string="What",
        required=True,
        readonly=True,
    )
    old_value = fields.Char(string="Now", readonly=True)
    new_value = fields.Char(string="In the Registry", readonly=True)
    # what goes to the register's door; nobody changes it on the way
    record = fields.Json(groups="base.group_system")
    erased = fields.Json(groups="base.group_system")
    is_ticked = fields.Boolean(string="Update")

    def _proposal(self):
        line_sudo = self.sudo()
        return Proposal(
            line_sudo.key,
            line_sudo.old_value or "",
            line_sudo.new_value or "",
            line_sudo.record or {},
            tuple(line_sudo.erased or ()),
        )
