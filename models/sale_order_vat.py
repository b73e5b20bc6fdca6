from odoo import api, fields, models
from odoo.tools import format_amount


class SaleOrder(models.Model):
    """Amounts with or without VAT, as the customer is used to see them.

    Invoices are not concerned: they state the VAT whatever the order shows.
    Source: seed 001_89ddd0bb9fc3d60e.txt, "VAT or No VAT?".
    """

    _inherit = "sale.order"

    # readable by portal users: their own pages depend on it
    vat_type = fields.Selection(
        [("normal", "Normal VAT"), ("none", "No VAT")],
        string="VAT Type",
        compute="_compute_vat_type",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="No VAT: the order shows amounts without VAT, on screen and in print. "
        "Invoices always state the VAT.",
    )
    amount_shown = fields.Monetary(
        string="Amount",
        compute="_compute_amount_shown",
        store=True,
        help="Total with or without VAT, by the VAT type of the order.",
    )
    amounts_note = fields.Char(
        string="VAT in Words", compute="_compute_amounts_note", compute_sudo=True
    )
    customer_show_vat_type = fields.Boolean(
        string="Show VAT Type",
        related="company_id.customer_show_vat_type",
        groups="base.group_user",
    )

    # === COMPUTE METHODS === #

    @api.depends("customer_id")
    def _compute_vat_type(self):
        for order in self:
            customer_sudo = order.customer_id.sudo()
            order.vat_type = customer_sudo.vat_type or "normal"

    @api.depends("vat_type", "amount_untaxed", "amount_total")
    def _compute_amount_shown(self):
        for order in self:
            order.amount_shown = (
                order.amount_untaxed if order.vat_type == "none" else order.amount_total
            )

    @api.depends("vat_type", "amount_tax", "currency_id", "order_line.tax_ids")
    @api.depends_context("lang")
    def _compute_amounts_note(self):
        for order in self:
            if order.vat_type == "none":
                order.amounts_note = self.env._("All amounts exclude VAT.")
            elif order.order_line.tax_ids:
                order.amounts_note = self.env._(
                    "Total including VAT %s",
                    format_amount(self.env, order.amount_tax, order.currency_id),
                )
            else:
                order.amounts_note = False

    @api.depends("vat_type")
    def _compute_tax_totals(self):
        result = super()._compute_tax_totals()
        for order in self.filtered(lambda order: order.vat_type == "none"):
            totals = order.tax_totals
            order.tax_totals = {
                **totals,
                "has_tax_groups": False,
                "subtotals": [],
                "tax_amount": 0.0,
                "tax_amount_currency": 0.0,
                "total_amount": totals["base_amount"],
                "total_amount_currency": totals["base_amount_currency"],
            }
        return result

    # === BUSINESS METHODS === #

    def _format_amount_shown(self):
        """Return the order's amount with words about VAT, in the context's language.

        Note: self.ensure_one()
        """
        self.ensure_one()
        amount = format_amount(self.env, self.amount_shown, self.currency_id)
        if self.vat_type == "none":
            return self.env._("%s (excluding VAT)", amount)
        if self.order_line.tax_ids:
            return self.env._("%s (including VAT)", amount)
        return amount

    def _notify_by_email_prepare_rendering_context(self, message, *args, **kwargs):
        context = super()._notify_by_email_prepare_rendering_context(
            message, *args, **kwargs
        )
        order = self.with_context(lang=context.get("lang") or self.env.lang)
        if order.amount_total and len(context.get("subtitles", ())) > 1:
            context["subtitles"][1] = order._format_amount_shown()
        return context


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    price_unit_shown = fields.Float(
        string="Price Shown",
        compute="_compute_price_unit_shown",
        min_display_digits="Product Price",
        help="Unit price in print: without VAT where the order shows none.",
    )

    @api.depends("price_unit", "tax_ids", "order_id.vat_type")
    def _compute_price_unit_shown(self):
        for line in self:
            price = line.price_unit
            if line.order_id.vat_type == "none" and any(
                tax.price_include for tax in line.tax_ids
            ):
                price = line.tax_ids.compute_all(
                    price,
                    currency=line.currency_id,
                    product=line.product_id,
                    partner=line.order_id.partner_shipping_id,
                )["total_excluded"]
            line.price_unit_shown = price
