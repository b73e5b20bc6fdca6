from odoo import Command, api, fields, models
from odoo.exceptions import UserError

ARTICLE_SETTING = {
    "service": "customer_show_service_articles",
    "work": "customer_show_work_order_articles",
}


class SaleOrder(models.Model):
    """Ask whether to load the customer's articles, and load them."""

    _inherit = "sale.order"

    articles_offer = fields.Selection(
        [("open", "Not Answered"), ("loaded", "Loaded"), ("declined", "Declined")],
        string="Customer's Articles",
        compute="_compute_articles_offer",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        groups="base.group_user",
        help="The answer to the question whether to load the customer's articles. "
        "Another customer or type of order asks again.",
    )
    articles_question = fields.Char(
        compute="_compute_articles_question", groups="base.group_user"
    )

    # === COMPUTE METHODS === #

    @api.depends("customer_id", "order_type")
    def _compute_articles_offer(self):
        self.articles_offer = "open"

    @api.depends("customer_id", "order_type", "company_id", "order_line.product_id")
    @api.depends_context("lang")
    def _compute_articles_question(self):
        for order in self:
            articles_sudo = order._unloaded_customer_articles().sudo()
            setting = ARTICLE_SETTING.get(order.order_type)
            if not articles_sudo or not order.company_id.sudo()[setting]:
                order.articles_question = False
                continue
            names = ", ".join(articles_sudo.product_id.mapped("name"))
            if len(articles_sudo) == 1:
                order.articles_question = self.env._(
                    "Load 1 article of this customer? %s", names
                )
            else:
                order.articles_question = self.env._(
                    "Load %(count)s articles of this customer? %(names)s",
                    count=len(articles_sudo),
                    names=names,
                )

    # === ACTION METHODS === #

    def action_load_customer_articles(self):
        """Add a line for every article of the customer that is not on the order yet.

        :return: True
        """
        for order in self:
            order.check_access("write")
            if order.state == "cancel" or order.locked:
                raise UserError(
                    self.env._(
                        "Order %s is cancelled or locked: articles can't be loaded.",
                        order.name,
                    )
                )
            sequence = max(order.order_line.mapped("sequence"), default=9) + 1
            order.write(
                {
                    "articles_offer": "loaded",
                    "order_line": [
                        Command.create(
                            {
                                **article_sudo._prepare_order_line_values(),
                                "sequence": sequence + position,
                            }
                        )
                        for position, article_sudo in enumerate(
                            order._unloaded_customer_articles().sudo()
                        )
                    ],
                }
            )
        return True

    def action_decline_customer_articles(self):
        """Remember that the customer's articles are not wanted on the orders.

        :return: True
        """
        self.write({"articles_offer": "declined"})
        return True

    # === BUSINESS METHODS === #

    def _unloaded_customer_articles(self):
        """Return the customer's articles for this type of order without a line."""
        self.ensure_one()
        customer_sudo = self.customer_id._origin.sudo()
        loaded = self.order_line.sudo().customer_article_id
        return (
            customer_sudo.customer_article_ids.filtered(
                lambda article: article.order_type == self.order_type
                and article.product_id.active
                and article.product_id.company_id.id in (False, self.company_id.id)
                and article not in loaded
            )
            .sorted(lambda article: (article.sequence, article.id))
            .with_env(self.env)
        )

    def _get_update_prices_lines(self):
        """Prices agreed with the customer stay when others follow the price list."""
        return super()._get_update_prices_lines() - self.order_line._own_price_lines()


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    customer_article_id = fields.Many2one(
        "customer.article",
        string="Customer's Article",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        groups="base.group_user",
        help="The article of the customer that this line was loaded from.",
    )

    def _own_price_lines(self):
        """Return the lines whose price is agreed with the customer."""
        return self.filtered(lambda line: line.sudo().customer_article_id.price_unit)

    def _compute_discount(self):
        own_price_lines = self._own_price_lines()
        for line in own_price_lines:
            line.discount = line.discount
        return super(SaleOrderLine, self - own_price_lines)._compute_discount()
