from odoo import api, fields, models


class SaleOrder(models.Model):
    """Cost center of an order, from the customer's card."""

    _inherit = "sale.order"

    cost_center_id = fields.Many2one(
        "account.analytic.account",
        compute="_compute_cost_center_id",
        store=True,
        readonly=False,
        precompute=True,
        domain=lambda self: self.env["res.partner"]._domain_cost_center(),
        check_company=True,
        groups="base.group_user",
        index="btree_not_null",
        tracking=True,
        help="Goes into the analytic distribution of every line.",
    )
    customer_show_cost_center = fields.Boolean(
        related="company_id.customer_show_cost_center", groups="base.group_user"
    )

    @api.depends("customer_id")
    def _compute_cost_center_id(self):
        for order in self:
            customer_sudo = order.customer_id.sudo()
            cost_center_sudo = customer_sudo.cost_center_id
            # a customer shared by companies may have another company's cost center
            allowed = (False, order.company_id.id)
            is_allowed = cost_center_sudo.company_id.id in allowed
            order.cost_center_id = cost_center_sudo.id if is_allowed else False


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    @api.depends("order_id.cost_center_id")
    def _compute_analytic_distribution(self):
        """Put the order's cost center into its place in every line's distribution."""
        super()._compute_analytic_distribution()
        plan = self.env.ref(
            "customer_register.analytic_plan_cost_center", raise_if_not_found=False
        )
        if not plan:
            return
        accounts_sudo = self.env["account.analytic.account"].sudo()
        for line in self.filtered(lambda line: not line.display_type):
            cost_center_id = line.order_id.sudo().cost_center_id.id
            distribution = line.analytic_distribution or {}
            ids = {
                int(account_id) for key in distribution for account_id in key.split(",")
            }
            own_plan_ids = set(
                accounts_sudo.browse(ids)
                .exists()
                .filtered(lambda account: account.root_plan_id == plan)
                .ids
            )
            if not cost_center_id and not own_plan_ids:
                continue
            merged = {}
            for key, percentage in distribution.items():
                kept = [
                    part for part in key.split(",") if int(part) not in own_plan_ids
                ]
                if cost_center_id:
                    kept.append(str(cost_center_id))
                if kept:
                    new_key = ",".join(kept)
                    merged[new_key] = merged.get(new_key, 0) + percentage
            if not merged and cost_center_id:
                merged = {str(cost_center_id): 100}
            line.analytic_distribution = merged or False
