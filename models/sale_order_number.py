from odoo import api, fields, models


class SaleOrder(models.Model):
    """The customer's order number; from the card where it is always the same.

    Source: seed 001_89ddd0bb9fc3d60e.txt, "Show order number (also applies to orders)".
    """

    _inherit = "sale.order"

    client_order_ref = fields.Char(
        string="Customer's Order Number",
        compute="_compute_client_order_ref",
        store=True,
        readonly=False,
        precompute=True,
    )
    customer_show_order_number = fields.Boolean(
        string="Show Customer's Order Number",
        related="company_id.customer_show_order_number",
        groups="base.group_user",
    )
    customer_require_order_number = fields.Boolean(
        related="company_id.customer_require_order_number", groups="base.group_user"
    )

    @api.depends("customer_id")
    def _compute_client_order_ref(self):
        """Take the number of the customer's card; what somebody typed stays."""
        typed = {order.client_order_ref for order in self} - {False}
        card_numbers = set()
        if typed:
            customers_sudo = (
                self.env["res.partner"]
                .sudo()
                .search_fetch(
                    [("customer_order_number", "in", list(typed))],
                    ["customer_order_number"],
                )
            )
            card_numbers = set(customers_sudo.mapped("customer_order_number"))
        for order in self:
            number = order.client_order_ref
            if not number or number in card_numbers:
                number = order.customer_id.sudo().customer_order_number
            order.client_order_ref = number


class ResPartner(models.Model):
    _inherit = "res.partner"

    customer_order_number = fields.Char(
        string="Customer's Order Number",
        groups="base.group_user",
        tracking=True,
        copy=False,
        index="btree_not_null",
        help="Of a standing order: new orders get it.",
    )
