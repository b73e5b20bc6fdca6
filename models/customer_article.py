from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CustomerArticle(models.Model):
    """An article that is agreed with a customer and loaded on its orders."""

    _name = "customer.article"
    _description = "Customer Article"
    _inherit = ["customer.history.mixin"]
    _order = "order_type, sequence, id"
    _rec_name = "product_id"
    _history_fields = (
        "product_id",
        "order_type",
        "quantity",
        "price_unit",
        "description",
    )

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        ondelete="cascade",
        domain=[("is_customer", "=", True)],
    )
    product_id = fields.Many2one(
        "product.product",
        string="Article",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("sale_ok", "=", True)],
    )
    order_type = fields.Selection(
        [("work", "Work Order"), ("service", "Service Order")],
        required=True,
        default="work",
    )
    sequence = fields.Integer(default=10)
    quantity = fields.Float(
        default=1.0,
        digits="Product Unit",
        help="0 for time articles: the hours worked are filled in on the order.",
    )
    uom_id = fields.Many2one(related="product_id.uom_id")
    price_unit = fields.Float(
        string="Own Price",
        min_display_digits="Product Price",
        help="Agreed with this customer, in the currency of its price list. 0 takes "
        "the price and discount of the price list.",
    )
    description = fields.Text(help="On the order instead of the article's own text.")
    company_id = fields.Many2one(related="product_id.company_id")

    _quantity_not_negative = models.Constraint(
        "CHECK (quantity >= 0)", "The quantity of an article can't be below 0."
    )

    @api.constrains("partner_id")
    def _check_partner(self):
        for article in self:
            partner = article.partner_id
            if partner.commercial_partner_id != partner:
                raise ValidationError(
                    self.env._(
                        "Articles belong to the customer %(customer)s, not to its "
                        "contact %(contact)s.",
                        customer=partner.commercial_partner_id.name,
                        contact=partner.name or partner.display_name,
                    )
                )

    def _history_summary(self):
        kinds = dict(self._fields["order_type"]._description_selection(self.env))
        return self.env._(
            "%(article)s, %(kind)s, quantity %(quantity)s, price %(price)s",
            article=self._history_label(),
            kind=kinds[self.order_type],
            quantity=f"{self.quantity:g}",
            price=f"{self.price_unit:g}",
        )

    def _prepare_order_line_values(self):
        """Return the values of an order line made from the article.

        Note: self.ensure_one()
        """
        self.ensure_one()
        values = {
            "product_id": self.product_id.id,
            "product_uom_qty": self.quantity,
            "customer_article_id": self.id,
        }
        if self.description:
            values["name"] = self.description
        if self.price_unit:
            # the difference to the technical price tells Odoo to keep this one
            values |= {
                "price_unit": self.price_unit,
                "technical_price_unit": 0.0,
                "discount": 0.0,
            }
        return values


class ResPartner(models.Model):
    _inherit = "res.partner"

    customer_article_ids = fields.One2many(
        "customer.article",
        "partner_id",
        string="Customer Articles",
        groups="base.group_user",
    )
    customer_service_article_ids = fields.One2many(
        "customer.article",
        "partner_id",
        string="Service Articles",
        domain=[("order_type", "=", "service")],
        context={"default_order_type": "service"},
        groups="base.group_user",
    )
    customer_work_article_ids = fields.One2many(
        "customer.article",
        "partner_id",
        string="Work Order Articles",
        domain=[("order_type", "=", "work")],
        context={"default_order_type": "work"},
        groups="base.group_user",
    )
