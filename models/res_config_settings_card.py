from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of the customer card, kept on the company."""

    _inherit = "res.config.settings"

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
    group_customer_fields_by_manager = fields.Boolean(
        string="Customer Administrators Define Custom Fields",
        group="customer_register.group_customer_manager",
        implied_group="customer_register.group_customer_custom_fields",
    )
    group_customer_fields_by_editor = fields.Boolean(
        string="Everyone Who Edits Customers Defines Custom Fields",
        group="customer_register.group_customer_edit",
        implied_group="customer_register.group_customer_custom_fields",
    )
