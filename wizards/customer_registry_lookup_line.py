from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import NO_ACCESS
from odoo.tools import format_date

from ..importing.identity_numbers import PERSONAL, parse_organisation_number
from ..models.door import Door
from ..models.door_values import FILL, Policies
from ..models.masked_number import MASKED_NUMBER
from ..models.registry_messages import registry_label
from ..models.registry_values import (
    address_line,
    customer_record,
    protected_values,
    split_addresses,
)
from ..registries.company import ACTIVE, BANKRUPT, DELETED, LIQUIDATION

DETAILS = (
    "warning",
    "other_names",
    "vat",
    "visiting_address",
    "mail_address",
    "einvoice_address",
    "industry",
    "employees",
    "phone",
    "email",
    "website",
    "source",
    "fetched_at",
)


class CustomerRegistryLookupLine(models.TransientModel):
    """A company that a registry has found: look at it, then add it."""

    _name = "customer.registry.lookup.line"
    _description = "Company of a Registry"
    _rec_name = "name"

    # === FIELDS === #

    lookup_id = fields.Many2one(
        "customer.registry.lookup",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    purpose = fields.Selection(related="lookup_id.purpose")
    company = fields.Json(
        groups=NO_ACCESS,
        help="Technical: what the registry says; the number may be a person's.",
    )
    number = fields.Char(string="Organisation Number", readonly=True)
    name = fields.Char(readonly=True)
    place = fields.Char(readonly=True)
    legal_form = fields.Char(readonly=True)
    status = fields.Selection(
        [
            (ACTIVE, "Active"),
            (LIQUIDATION, "In Liquidation"),
            (BANKRUPT, "Bankrupt"),
            (DELETED, "Deleted"),
        ],
        readonly=True,
    )
    partner_id = fields.Many2one("res.partner", readonly=True)
    register_state = fields.Selection(
        [
            ("customer", "In the register"),
            ("archived", "Inactive"),
            ("contact", "Contact"),
            ("hidden", "In the register, not shown to you"),
        ],
        string="In the Register",
        readonly=True,
    )
    message = fields.Char(readonly=True)
    # what the review shows
    warning = fields.Text(compute="_compute_details")
    other_names = fields.Char(compute="_compute_details")
    vat = fields.Char(string="VAT Number", compute="_compute_details")
    visiting_address = fields.Char(compute="_compute_details")
    mail_address = fields.Char(compute="_compute_details")
    einvoice_address = fields.Char(
        string="E-Invoice Address",
        compute="_compute_details",
        help="Peppol scheme and number. It is the usual address in the country; "
        "whether it is in use, nobody has asked.",
    )
    industry = fields.Char(compute="_compute_details")
    employees = fields.Integer(compute="_compute_details")
    phone = fields.Char(compute="_compute_details")
    email = fields.Char(compute="_compute_details")
    website = fields.Char(compute="_compute_details")
    source = fields.Char(compute="_compute_details")
    fetched_at = fields.Datetime(string="Fetched on", compute="_compute_details")
    ref = fields.Char(string="Customer Number")
    number_required = fields.Boolean(compute="_compute_number_required")

    # === COMPUTE METHODS === #

    @api.depends("company")
    def _compute_details(self):
        for line in self:
            company = line.sudo().company
            if not company:
                line.update(dict.fromkeys(DETAILS, False))
                continue
            own, _others = split_addresses(company)
            protected = protected_values(self.env, company)
            line.warning = line._warning_of(company)
            line.other_names = ", ".join(
                [*company["other_names"], *company["previous_names"]]
            )
            line.vat = protected.get("vat") or self._vat_text(company)
            mail = company["mail_address"]
            line.visiting_address = address_line(company["visiting_address"] or own)
            line.mail_address = address_line(mail)
            line.einvoice_address = ":".join(
                filter(
                    None,
                    (protected.get("peppol_eas"), protected.get("peppol_endpoint")),
                )
            )
            line.industry = " ".join(
                filter(None, (company["industry_code"], company["industry_name"]))
            )
            line.employees = company["employees"]
            line.phone = company["phone"]
            line.email = company["email"]
            line.website = company["website"]
            line.source = registry_label(self.env, company["source"])
            line.fetched_at = company["fetched_at"]

    @api.depends_context("company")
    def _compute_number_required(self):
        self.number_required = not self.env.company.sudo().customer_number_auto

    @api.model
    def _vat_text(self, company):
        if not company["vat_known"] or company["vat_registered"]:
            return False
        return self.env._("Not registered for VAT")

    @api.model
    def _warning_of(self, company):
        """Return what one should know before adding a company, "" if nothing."""
        since = fields.Date.to_date(company["status_date"] or False)
        warnings = {
            BANKRUPT: self.env._("This company is bankrupt."),
            LIQUIDATION: self.env._("This company is being wound up."),
            DELETED: self.env._("This company is deleted from the registry."),
        }
        lines = []
        if text := warnings.get(company["status"]):
            lines.append(text)
            if since:
                lines.append(self.env._("Since %s.", format_date(self.env, since)))
        if company["restructuring"]:
            lines.append(self.env._("It negotiates with its creditors."))
        if company["is_sub_unit"]:
            lines.append(
                self.env._(
                    "This is a workplace of the company with the number %s. Invoices "
                    "usually go to the company.",
                    company["parent_number"],
                )
            )
        if company["protected"]:
            lines.append(self.env._("It must not be sent advertising."))
        return " ".join(lines)

    # === ACTION METHODS === #

    def action_choose(self):
        """Show all that the registry says, before anything is written.

        :rtype: dict
        """
        self.ensure_one()
        self.lookup_id._check_may_look_up()
        self._complete()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "view_mode": "form",
            "target": "new",
        }

    def action_back(self):
        """Return to the list of companies."""
        return self.lookup_id._action_window()

    def action_add(self):
        """Add the company as a customer, without the client survey.

        :return: the action that opens the customer's card
        :rtype: dict
        :raise AccessError: without the permission to add customers
        :raise UserError: when the register refuses the customer; it says why
        """
        return self._action_added(self._add_customer())

    def action_add_with_survey(self):
        """Add the company as a customer and start the client survey.

        :return: the action that starts the survey
        :rtype: dict
        :raise AccessError: without the permission to add customers
        :raise UserError: when the register refuses the customer; it says why
        """
        customer = self._add_customer()
        return self._action_added(customer, customer.action_start_client_survey())

    def action_open_customer(self):
        """Open the customer that the register has already, or take it.

        :rtype: dict
        """
        self.ensure_one()
        self.partner_id.check_access("read")
        return self._action_added(self.partner_id)

    def action_reactivate_customer(self):
        """Ask what comes back with an inactive customer.

        :rtype: dict
        :raise AccessError: without the permission to edit the customer
        """
        return self.partner_id.action_reactivate_customer()

    # === BUSINESS METHODS === #

    @api.model
    def _create_for(self, lookup, companies):
        """Create lines for companies and mark those that the register has.

        The number of queries does not depend on the number of companies.

        :param lookup: the customer.registry.lookup
        :param list companies: dicts as ``customer.registry`` describes them
        """
        # pages of a registry that changes meanwhile overlap
        companies = [*{company["number"]: company for company in companies}.values()]
        vals_list = [
            {
                "lookup_id": lookup.id,
                "number": self._shown_number(company),
                "name": company["name"],
                "place": split_addresses(company)[0].get("city")
                or company["mail_address"].get("city"),
                "legal_form": company["legal_form"],
                "status": company["status"] or False,
                "company": company,
                **marks,
            }
            for company, marks in zip(
                companies, self._register_marks(companies), strict=True
            )
        ]
        # what the registry has said is written by nobody else
        return self.sudo().create(vals_list).sudo(self.env.su)

    @api.model
    def _register_marks(self, companies):
        """Return values that say whom of companies the register has, for each.

        :param list companies: dicts as ``customer.registry`` describes them
        :rtype: list
        """
        partners = self.env["res.partner"]
        matches = partners._match_customers(
            [
                {
                    "company_registry": company["number"],
                    "country_code": company["country_code"],
                }
                for company in companies
            ]
        )
        found_sudo = partners.sudo().union(*(match.partners for match in matches))
        readable = found_sudo.with_env(self.env)._filtered_access("read")
        marks = []
        for match in matches:
            # customers first; with several of a number, any visible one will do
            known_sudo = match.partners.sorted(
                lambda partner: (
                    partner.id not in readable.ids,
                    not partner.is_customer,
                    not partner.active,
                )
            )[:1]
            state = False
            if known_sudo and known_sudo.id not in readable.ids:
                state = "hidden"
            elif known_sudo and not known_sudo.is_customer:
                state = "contact"
            elif known_sudo:
                state = "customer" if known_sudo.active else "archived"
            is_shown = state and state != "hidden"
            marks.append(
                {
                    "register_state": state,
                    "partner_id": known_sudo.id if is_shown else False,
                }
            )
        return marks

    @api.model
    def _shown_number(self, company):
        number = parse_organisation_number(company["number"], company["country_code"])
        return MASKED_NUMBER if number.kind == PERSONAL else company["number"]

    def _complete(self):
        """Ask for what a search does not tell, such as the registration for VAT.

        A registry that is down meanwhile leaves what the search has told.
        """
        line_sudo = self.sudo()
        company = line_sudo.company
        self.message = False
        try:
            fresh = self.env["customer.registry"].get_company(
                company["number"], company["country_code"]
            )
        except AccessError:
            raise
        except UserError as error:
            self.message = str(error)
            return
        if fresh:
            line_sudo.company = fresh

    def _record(self):
        """Return the company as a record for the register's door."""
        company = self.sudo().company
        return {
            **customer_record(self.env, company),
            "company_registry": company["number"],
        }

    def _add_customer(self):
        """Add the company; one that the register has already is only returned.

        :return: the customer
        """
        self.ensure_one()
        self.lookup_id._check_may_add()
        [marks] = self._register_marks([self.sudo().company])
        self.write(marks)
        if self.register_state == "customer":
            return self.partner_id
        if self.register_state == "archived":
            raise UserError(
                self.env._(
                    "%s is in the register already, but inactive. Activate the "
                    "customer instead of adding it again.",
                    self.partner_id.name,
                )
            )
        record = self._record()
        if ref := (self.ref or "").strip():
            record["ref"] = ref
        # a contact that becomes a customer keeps what is known of it
        door = Door(self.env, mode="create", policies=Policies(default=FILL))
        [judgement] = door.judge([record])
        if judgement.outcome not in ("create", "update"):
            raise UserError(refusal(judgement))
        [(customer, _journal)] = door.let_in([judgement])
        self.partner_id = customer
        self.register_state = "customer"
        return customer

    def _action_added(self, customer, then=False):
        """Return the action for a customer that was added or found.

        :param customer: the customer
        :param then: an action to go on with, or False
        """
        if self.lookup_id.purpose == "return":
            return customer._action_return_customer(then)
        return then or customer._action_customer_card()


def refusal(judgement):
    """Return why the register refuses what was judged.

    :param Judgement judgement: of the register's door
    :rtype: str
    """
    messages = [message for _path, message in judgement.errors]
    return " ".join(filter(None, [judgement.message, *messages]))
