from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..importing.identity_numbers import (
    ORGANISATION,
    PERSONAL,
    parse_organisation_number,
)
from ..models.masked_number import MASKED_NUMBER, is_masked
from ..registries import CLIENTS

MOST_LINES = 20


class CustomerRegistryLookup(models.TransientModel):
    """Find a company in a public registry and add it as a customer.

    Source: seeds 000_26c010d3a1eadc26.txt, "Add new customer", and
    004_59b2628b0232ddd3.txt, "Adding a new customer from a public registry".
    """

    _name = "customer.registry.lookup"
    _description = "Add Customer"

    # === FIELDS === #

    query = fields.Char(string="Organisation Number or Name")
    country_id = fields.Many2one(
        "res.country",
        string="Registry of",
        required=True,
        domain=[("code", "in", list(CLIENTS))],
        default=lambda self: self._default_country_id(),
    )
    country_code = fields.Char(related="country_id.code", string="Country Code")
    has_name_search = fields.Boolean(compute="_compute_has_name_search")
    message = fields.Char(readonly=True, help="Why there are no lines.")
    line_ids = fields.One2many("customer.registry.lookup.line", "lookup_id")
    purpose = fields.Selection(
        [
            ("add", "Add a customer and open the card"),
            ("return", "Add a customer and go on where it was missing"),
            ("fill_form", "Fill in a card that is not saved yet"),
            ("fill_card", "Fill in a customer's card"),
        ],
        default="add",
        required=True,
        export_string_translation=False,
        help="Technical: where the question was asked.",
    )
    partner_id = fields.Many2one(
        "res.partner", readonly=True, help="The customer whose card is filled in."
    )

    # === DEFAULT METHODS === #

    @api.model
    def _default_country_id(self):
        """Return the company's country if it has a registry, else Norway."""
        home = self.env.company.sudo().country_id
        return home if home.code in CLIENTS else self.env.ref("base.no")

    # === COMPUTE METHODS === #

    @api.depends("country_id")
    def _compute_has_name_search(self):
        for lookup in self:
            client = CLIENTS.get(lookup.country_id.code)
            lookup.has_name_search = bool(client) and client.has_name_search

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        lookups = super().create(vals_list)
        for lookup in lookups:
            lookup._check_may_look_up()
        return lookups

    # === ACTION METHODS === #

    @api.model
    def action_open(self, query="", country_code="", purpose="add", partner_id=False):
        """Open the window, and search at once if there is something to search for.

        One company alone is opened for review.

        :param str query: organisation number or name
        :param str country_code: ISO code; without a registry, that of the company
        :param str purpose: see the field
        :param partner_id: id of the customer whose card is filled in, or False
        :rtype: dict
        """
        values = {"query": query, "purpose": purpose, "partner_id": partner_id}
        if country_code in CLIENTS:
            country = self.env["res.country"].search([("code", "=", country_code)])
            values["country_id"] = country.id
        lookup = self.create(values)
        if query:
            lookup.action_search()
            if len(lookup.line_ids) == 1:
                return lookup.line_ids.action_choose()
        return lookup._action_window()

    def action_search(self):
        """Search the registry, and mark whom the register has already.

        Whatever goes wrong is said in the window: it never blocks.

        :return: the action that shows the result
        :rtype: dict
        """
        self.ensure_one()
        self._check_may_look_up()
        query = " ".join((self.query or "").split())
        companies, message = [], False
        if is_masked(query):
            message = self.env._("Type the number again: it is not kept.")
        elif not query:
            message = self.env._("Type an organisation number or a name.")
        else:
            companies, message = self._ask(query)
        number = parse_organisation_number(query, self.country_id.code)
        self.write(
            {
                # a sole trader's number is not kept
                "query": MASKED_NUMBER if number.kind == PERSONAL else query,
                "message": message,
            }
        )
        self.line_ids.unlink()
        self.line_ids._create_for(self, companies)
        return self._action_window()

    def action_enter_manually(self):
        """Open a form for a new customer, with what was typed so far.

        :rtype: dict
        :raise AccessError: without the permission to add customers
        """
        self.ensure_one()
        self._check_may_add()
        if self.purpose in ("fill_form", "fill_card"):
            return {"type": "ir.actions.act_window_close"}
        context = {
            "default_customer_rank": 1,
            "default_is_company": True,
            "default_country_id": self.country_id.id,
            "res_partner_search_mode": "customer",
            "customer_returned": self.purpose == "return",
        }
        query = "" if is_masked(self.query) else (self.query or "").strip()
        number = parse_organisation_number(query, self.country_id.code)
        if number.kind == ORGANISATION:
            context["default_company_registry"] = number.number
        elif query and not any(map(str.isdigit, query)):
            context["default_name"] = query
        elif query and not any(map(str.isalpha, query)):
            context["default_company_registry"] = query
        elif query:
            context["default_name"] = query
        view = self.env.ref("customer_register.res_partner_customer_view_form_manual")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Enter Customer Manually"),
            "res_model": "res.partner",
            "views": [(view.id, "form")],
            "view_mode": "form",
            "target": "new",
            "context": context,
        }

    # === BUSINESS METHODS === #

    def _action_window(self):
        """Return the action that shows this window."""
        self.ensure_one()
        title = self.env._("Add Customer")
        if self.purpose in ("fill_form", "fill_card"):
            title = self.env._("Look Up in the Company Registry")
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "view_mode": "form",
            "target": "new",
        }

    def _ask(self, query):
        """Return (companies, message) for what was typed."""
        try:
            companies = self.env["customer.registry"].search_companies(
                query, self.country_id.code, MOST_LINES
            )
        except AccessError:
            raise
        except UserError as error:
            return [], str(error)
        if companies:
            return companies, False
        if parse_organisation_number(query, self.country_id.code).kind in (
            ORGANISATION,
            PERSONAL,
        ):
            return [], self.env._(
                "The registry has no company with this number. Check the number and "
                "the country, or enter the customer manually."
            )
        return [], self.env._(
            "The registry finds no company by this name. Try a part of the name or the "
            "organisation number, or enter the customer manually."
        )

    def _check_may_look_up(self):
        """Refuse those who may not do what the window is for.

        :raise AccessError: naming the permission
        """
        for lookup in self:
            if lookup.purpose == "fill_card":
                lookup.partner_id.check_access("write")
            else:
                lookup._check_may_add()

    @api.model
    def _check_may_add(self):
        """Refuse those who may not add customers.

        :raise AccessError: naming the permission
        """
        partners = self.env["res.partner"]
        if not self.env.user._has_customer_permission("create"):
            raise AccessError(
                self.env["ir.rule"]._customer_permission_message("create", partners)
            )
