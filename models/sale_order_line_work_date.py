from odoo import api, fields, models
from odoo.tools import float_compare


class SaleOrder(models.Model):
    _inherit = "sale.order"

    has_time_articles = fields.Boolean(compute="_compute_has_time_articles")

    # === COMPUTE METHODS === #

    @api.depends("order_line.is_time_article")
    def _compute_has_time_articles(self):
        for order in self:
            order.has_time_articles = any(order.order_line.mapped("is_time_article"))


class SaleOrderLine(models.Model):
    """The day on which the hours of a time article were worked.

    Source: seed 001_89ddd0bb9fc3d60e.txt, "Time article as a work order article".
    """

    _inherit = "sale.order.line"

    work_date = fields.Date(
        copy=False,
        help="Set to today when the hours change. Set it by hand for another day.",
    )
    is_time_article = fields.Boolean(compute="_compute_is_time_article")

    # === COMPUTE METHODS === #

    @api.depends("product_uom_id")
    def _compute_is_time_article(self):
        hour = self.env.ref("uom.product_uom_hour", raise_if_not_found=False)
        for line in self:
            unit_sudo = line.product_uom_id.sudo()
            line.is_time_article = bool(
                hour and unit_sudo and unit_sudo._has_common_reference(hour.sudo())
            )

    # === ONCHANGE METHODS === #

    @api.onchange("product_uom_qty")
    def _onchange_product_uom_qty_work_date(self):
        if self._states_work() and self._quantity_differs(self._origin.product_uom_qty):
            self.work_date = fields.Date.context_today(self)

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        worked = self.browse(
            line.id
            for line, vals in zip(lines, vals_list, strict=True)
            if "work_date" not in vals
            and not vals.get("customer_article_id")
            and line.state == "sale"
            and line.is_time_article
            and line.product_uom_qty
        )
        if worked:
            worked.work_date = fields.Date.context_today(self)
        return lines

    def write(self, vals):
        if "product_uom_qty" not in vals or "work_date" in vals:
            return super().write(vals)
        changed = self.filtered(
            lambda line: line.is_time_article
            and line._quantity_differs(vals["product_uom_qty"])
        )
        result = super().write(vals)
        if changed:
            changed.write({"work_date": fields.Date.context_today(self)})
        return result

    # === BUSINESS METHODS === #

    def _states_work(self):
        """Tell whether hours on the line are work, not those of a new quotation."""
        self.ensure_one()
        return self.is_time_article and (self._origin or self.state == "sale")

    def _quantity_differs(self, quantity):
        self.ensure_one()
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        return bool(
            float_compare(self.product_uom_qty, quantity or 0, precision_digits=digits)
        )

    def _is_open_time(self):
        """Tell whether the line's hours are still to be worked."""
        self.ensure_one()
        return (
            self.is_time_article
            and not self.product_uom_qty
            # offered to the customer, who chooses the quantity
            and not self._is_line_optional()
        )
