from odoo import api, fields, models
from odoo.api import NewId

from .res_company_card import CARD_SETTINGS

# What makes a partner an organisation with a number, or ends it.
ORGANISATION_FIELDS = {"company_registry", "personal_identity_number", "is_company"}


class ResPartner(models.Model):
    """What the card of a customer says beside Odoo's own fields."""

    _inherit = "res.partner"

    # === FIELDS === #

    comment = fields.Html(groups="base.group_user")
    # custom fields are made for the staff
    properties = fields.Properties(groups="base.group_user")
    vat_type = fields.Selection(
        [("normal", "Normal VAT"), ("none", "No VAT")],
        string="VAT Type",
        compute="_compute_vat_type",
        store=True,
        readonly=False,
        groups="base.group_user",
        tracking=True,
        help="No VAT: quotations and orders show amounts without VAT. Invoices always "
        "state the VAT. A customer with an organisation number starts with No VAT.",
    )
    cost_center_id = fields.Many2one(
        "account.analytic.account",
        # no company check: customers belong to no company, cost centers often to one
        domain=lambda self: self._domain_cost_center(),
        groups="base.group_user",
        tracking=True,
        index="btree_not_null",
    )
    technician_ids = fields.Many2many(
        "res.users",
        relation="customer_technician_rel",
        column1="partner_id",
        column2="user_id",
        string="Technicians",
        domain=[("share", "=", False)],
        copy=False,
        groups="base.group_user",
        help="Get all new orders and error reports of the customer.",
    )
    birthdate = fields.Date(groups="base.group_user", tracking=True)
    facilities_disabled = fields.Boolean(
        string="No Facilities",
        groups="base.group_user",
        tracking=True,
        help="Facilities can't be added to this customer.",
    )
    facility_required = fields.Boolean(
        string="Facility Obligatory on Orders", groups="base.group_user", tracking=True
    )
    cost_center_required = fields.Boolean(
        string="Cost Center Obligatory on Orders",
        groups="base.group_user",
        tracking=True,
    )
    erp_always_invoice = fields.Boolean(
        string="Always Send to ERP as Invoice",
        groups="base.group_user",
        tracking=True,
        help="An invoice instead of an order goes to the accounting system, whatever "
        "the integration's own setting says.",
    )
    customer_show_cost_center = fields.Boolean(compute="_compute_card_settings")
    customer_show_language = fields.Boolean(compute="_compute_card_settings")
    customer_show_order_number = fields.Boolean(compute="_compute_card_settings")
    customer_show_vat_type = fields.Boolean(compute="_compute_card_settings")
    customer_show_service_articles = fields.Boolean(compute="_compute_card_settings")
    customer_show_work_order_articles = fields.Boolean(compute="_compute_card_settings")
    customer_use_tax_reduction = fields.Boolean(compute="_compute_card_settings")

    # === DEFAULT METHODS === #

    @api.model
    def _domain_cost_center(self):
        plan = self.env.ref(
            "customer_register.analytic_plan_cost_center", raise_if_not_found=False
        )
        # not "child_of": few users may read analytic plans
        return [("root_plan_id", "=", plan.id if plan else False)]

    # === COMPUTE METHODS === #

    @api.depends("company_registry", "is_company")
    def _compute_vat_type(self):
        for partner in self:
            default = partner._default_vat_type()
            saved = partner._origin
            is_form = isinstance(partner.id, NewId)
            if is_form and (not saved or saved._default_vat_type() != default):
                partner.vat_type = default
            else:
                partner.vat_type = partner.vat_type or default

    @api.depends_context("company")
    def _compute_card_settings(self):
        company = self.env.company.sudo()
        for name in CARD_SETTINGS:
            if name in self._fields:
                self[name] = company[name]

    # === CRUD METHODS === #

    def write(self, vals):
        if "vat_type" in vals or not ORGANISATION_FIELDS & vals.keys():
            return super().write(vals)
        before = {partner: partner._default_vat_type() for partner in self}
        result = super().write(vals)
        for partner, old_default in before.items():
            new_default = partner._default_vat_type()
            # a choice of one's own stays
            if new_default != old_default and partner.sudo().vat_type == old_default:
                partner.sudo().vat_type = new_default
        return result

    # === BUSINESS METHODS === #

    def _default_vat_type(self):
        """Companies see amounts without VAT, private customers with it.

        Source: seed 001_89ddd0bb9fc3d60e.txt, "VAT or No VAT?".
        """
        self.ensure_one()
        is_organisation = self.company_registry or (
            self.is_company and self.sudo().personal_identity_number
        )
        return "none" if is_organisation else "normal"
