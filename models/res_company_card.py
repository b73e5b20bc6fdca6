from odoo import fields, models

# Settings of the customer card, in the order of the settings page.
CARD_SETTINGS = (
    "customer_show_facility_name",
    "customer_show_cost_center",
    "customer_show_order_number",
    "customer_require_order_number",
    "customer_show_language",
    "customer_show_vat_type",
    "customer_show_service_articles",
    "customer_show_work_order_articles",
    "customer_use_tax_reduction",
)


class ResCompany(models.Model):
    """Settings that decide what the customer card and its orders show."""

    _inherit = "res.company"

    customer_show_facility_name = fields.Boolean(
        string="Facility Instead of Customer in Lists",
        help="Lists of orders and error reports show the facility's name where there "
        "is one, else the customer's.",
    )
    customer_show_cost_center = fields.Boolean(
        string="Cost Centers",
        help="Adds the cost center to the customer card and to orders.",
    )
    customer_show_order_number = fields.Boolean(
        string="Customer's Order Number",
        help="Shows the customer's order number on orders.",
    )
    customer_require_order_number = fields.Boolean(
        string="Require the Customer's Order Number",
        help="Orders can't be saved without the customer's order number.",
    )
    customer_show_language = fields.Boolean(
        string="Language",
        help="Lets you choose the language of the system's own texts in messages, "
        "orders and protocols to the customer.",
    )
    customer_show_vat_type = fields.Boolean(
        string="VAT Type",
        help="Lets you choose whether a customer's quotations and orders show VAT.",
    )
    customer_show_service_articles = fields.Boolean(
        string="Service Articles",
        help="Articles on the customer card that can be loaded on service orders.",
    )
    customer_show_work_order_articles = fields.Boolean(
        string="Work Order Articles",
        help="Articles on the customer card that can be loaded on work orders.",
    )
    customer_use_tax_reduction = fields.Boolean(
        string="Tax Reductions",
        help="Property, housing association and persons for ROT, RUT and green "
        "technology reductions.",
    )
    customer_erp_assigned_as_reference = fields.Boolean(
        string="Add Assigned to Our Reference",
        help="The technician of an order is its reference in the accounting system, "
        "instead of the salesperson.",
    )
