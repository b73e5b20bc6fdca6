from lxml import etree

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..models.res_company_boarding import PLAN_DOMAIN

MANAGER_GROUP = "customer_register.group_customer_manager"
EDIT_GROUP = "customer_register.group_customer_edit"
CUSTOM_FIELDS_GROUP = "customer_register.group_customer_custom_fields"


class CustomerSettings(models.TransientModel):
    """The settings of the register for customer administrators.

    Odoo's settings page opens for system administrators only, as it holds everybody's
    settings. This one shows the register's part of it, and writes what is on it to the
    company after asking for the permission.
    """

    _name = "customer.settings"
    _description = "Settings of the Customer Register"

    # === FIELDS === #

    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, readonly=True
    )
    customer_number_auto = fields.Boolean(
        related="company_id.customer_number_auto", readonly=False
    )
    customer_number_min_length = fields.Integer(
        related="company_id.customer_number_min_length", readonly=False
    )
    customer_number_max_length = fields.Integer(
        related="company_id.customer_number_max_length", readonly=False
    )
    customer_number_in_display_name = fields.Boolean(
        related="company_id.customer_number_in_display_name", readonly=False
    )
    customer_number_sequence_id = fields.Many2one(
        related="company_id.customer_number_sequence_id"
    )
    customer_number_prefix = fields.Char(
        string="Prefix",
        related="company_id.customer_number_sequence_id.prefix",
        readonly=False,
    )
    customer_number_next_actual = fields.Integer(
        string="Next",
        related="company_id.customer_number_sequence_id.number_next_actual",
        readonly=False,
    )
    customer_number_next = fields.Char(
        string="Next Customer Number", compute="_compute_customer_number_next"
    )
    customer_number_violation_count = fields.Integer(
        string="Customers that Break the Rules",
        compute="_compute_customer_number_violation_count",
    )
    customer_number_missing_count = fields.Integer(
        string="Customers without a Number",
        compute="_compute_customer_number_violation_count",
    )
    customer_show_facility_name = fields.Boolean(
        related="company_id.customer_show_facility_name", readonly=False
    )
    customer_show_cost_center = fields.Boolean(
        related="company_id.customer_show_cost_center", readonly=False
    )
    customer_show_order_number = fields.Boolean(
        related="company_id.customer_show_order_number", readonly=False
    )
    customer_require_order_number = fields.Boolean(
        related="company_id.customer_require_order_number", readonly=False
    )
    customer_show_language = fields.Boolean(
        related="company_id.customer_show_language", readonly=False
    )
    customer_show_vat_type = fields.Boolean(
        related="company_id.customer_show_vat_type", readonly=False
    )
    customer_show_service_articles = fields.Boolean(
        related="company_id.customer_show_service_articles", readonly=False
    )
    customer_show_work_order_articles = fields.Boolean(
        related="company_id.customer_show_work_order_articles", readonly=False
    )
    customer_use_tax_reduction = fields.Boolean(
        related="company_id.customer_use_tax_reduction", readonly=False
    )
    customer_erp_assigned_as_reference = fields.Boolean(
        related="company_id.customer_erp_assigned_as_reference", readonly=False
    )
    customer_survey_id = fields.Many2one(
        related="company_id.customer_survey_id", readonly=False
    )
    customer_onboarding_plan_id = fields.Many2one(
        related="company_id.customer_onboarding_plan_id",
        readonly=False,
        domain=PLAN_DOMAIN % "company_id",
    )
    customer_offboarding_plan_id = fields.Many2one(
        related="company_id.customer_offboarding_plan_id",
        readonly=False,
        domain=PLAN_DOMAIN % "company_id",
    )
    group_customer_fields_by_manager = fields.Boolean(
        string="Customer Administrators Define Custom Fields",
        compute="_compute_custom_field_groups",
        inverse="_inverse_group_customer_fields_by_manager",
    )
    group_customer_fields_by_editor = fields.Boolean(
        string="Everyone Who Edits Customers Defines Custom Fields",
        compute="_compute_custom_field_groups",
        inverse="_inverse_group_customer_fields_by_editor",
    )

    # === COMPUTE METHODS === #

    @api.depends("company_id", "customer_number_min_length")
    def _compute_customer_number_next(self):
        for settings in self:
            settings.customer_number_next = (
                settings.company_id.sudo()._next_customer_number_preview(
                    settings.customer_number_min_length
                )
            )

    @api.depends(
        "company_id", "customer_number_min_length", "customer_number_max_length"
    )
    def _compute_customer_number_violation_count(self):
        partners = self.env["res.partner"].with_context(active_test=False)
        for settings in self:
            company = settings.company_id
            settings.customer_number_violation_count = partners.search_count(
                company._customer_number_violation_domain(
                    settings.customer_number_min_length,
                    settings.customer_number_max_length,
                )
            )
            settings.customer_number_missing_count = partners.search_count(
                company._customer_number_missing_domain()
            )

    @api.depends("company_id")
    def _compute_custom_field_groups(self):
        custom_fields = self.env.ref(CUSTOM_FIELDS_GROUP)
        for name, xmlid in (
            ("group_customer_fields_by_manager", MANAGER_GROUP),
            ("group_customer_fields_by_editor", EDIT_GROUP),
        ):
            group_sudo = self.env.ref(xmlid).sudo()
            self[name] = custom_fields in group_sudo.all_implied_ids

    def _inverse_group_customer_fields_by_manager(self):
        for settings in self:
            settings._set_custom_fields_group(
                MANAGER_GROUP, settings.group_customer_fields_by_manager
            )

    def _inverse_group_customer_fields_by_editor(self):
        for settings in self:
            settings._set_custom_fields_group(
                EDIT_GROUP, settings.group_customer_fields_by_editor
            )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        self._check_may_change_settings()
        company = self.env.company
        current = self.new({"company_id": company.id})
        # an unchanged setting is no change of the company
        changed = [
            {
                **{
                    name: value
                    for name, value in vals.items()
                    if name == "company_id"
                    or current._convert_to_write({name: current[name]})[name] != value
                },
                "company_id": company.id,
            }
            for vals in vals_list
        ]
        settings_sudo = super(CustomerSettings, self.sudo()).create(changed)
        return settings_sudo.with_env(self.env)

    def write(self, vals):
        self._check_may_change_settings()
        self.check_access("write")
        vals = {name: vals[name] for name in vals if name != "company_id"}
        return super(CustomerSettings, self.sudo()).write(vals)

    # === VIEW METHODS === #

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Show the register's part of Odoo's settings page."""
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "form":
            page = self.env.ref("base.res_config_settings_view_form").sudo()
            for app in page._get_combined_arch().xpath(
                "//app[@name='customer_register']"
            ):
                app.attrib.pop("groups", None)
                self._fit_settings(app)
                arch.append(app)
        return arch, view

    @api.model
    def _fit_settings(self, app):
        """Leave out what is a system administrator's, such as sequences."""
        for button in app.xpath(
            "//button[@name='action_open_customer_number_sequence']"
        ):
            parent = button.getparent()
            parent.remove(button)
            for name in ("customer_number_prefix", "customer_number_next_actual"):
                etree.SubElement(parent, "label", {"for": name})
                etree.SubElement(
                    parent, "field", name=name, **{"class": "oe_inline mx-2"}
                )
        for setting in app.xpath("//setting"):
            names = setting.xpath(".//field/@name")
            if any(name not in self._fields for name in names):
                setting.getparent().remove(setting)

    # === ACTION METHODS === #

    @api.model
    def action_open(self):
        """Open the settings page that the user may use.

        :rtype: dict
        """
        name = (
            "res_config_settings_action"
            if self.env.user.has_group("base.group_system")
            else "customer_settings_action"
        )
        return self.env["ir.actions.act_window"]._for_xml_id(
            f"customer_register.{name}"
        )

    def execute(self):
        """Load the screen anew: the settings were written when they were saved."""
        return {"type": "ir.actions.client", "tag": "reload"}

    def cancel(self):
        """Leave the settings as they are."""
        return self.action_open()

    def action_view_customer_number_violations(self):
        """Open the customers whose number breaks the saved rules."""
        return self._page().action_view_customer_number_violations()

    def action_number_customers(self):
        """Give the next numbers to the company's customers that have none."""
        self._check_may_change_settings()
        return self._page().action_number_customers()

    # === BUSINESS METHODS === #

    @api.model
    def _check_may_change_settings(self):
        """Refuse everybody but customer administrators.

        :raise AccessError: naming the permission
        """
        if not self.env.su and not self.env.user.has_group(MANAGER_GROUP):
            raise AccessError(
                self.env._(
                    "You need the permission “Customer administrator” to change the "
                    "settings of the customer register."
                )
            )

    def _page(self):
        """Return Odoo's settings page for the same company, which has the actions."""
        self.ensure_one()
        return self.env["res.config.settings"].new({"company_id": self.company_id.id})

    @api.model
    def _set_custom_fields_group(self, xmlid, is_allowed):
        group_sudo = self.env.ref(xmlid).sudo()
        custom_fields_sudo = self.env.ref(CUSTOM_FIELDS_GROUP).sudo()
        if is_allowed:
            group_sudo._apply_group(custom_fields_sudo)
        else:
            group_sudo._remove_group(custom_fields_sudo)
