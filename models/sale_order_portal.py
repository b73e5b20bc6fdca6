from odoo import api, models

# What customer users read of an order who may not see prices. A list of what is open,
# so that a field that another addon brings is closed.
OPEN_ORDER_FIELDS = frozenset(
    {
        "client_order_ref",
        "commitment_date",
        "company_id",
        "create_date",
        "customer_id",
        "customer_or_facility_name",
        "date_order",
        "display_name",
        "facility_id",
        "has_time_articles",
        "id",
        "name",
        "order_line",
        "order_type",
        "partner_id",
        "state",
        "validity_date",
        "work_comment",
        "write_date",
    }
)
OPEN_LINE_FIELDS = frozenset(
    {
        "create_date",
        "display_name",
        "display_type",
        "id",
        "is_time_article",
        "name",
        "order_id",
        "product_uom_id",
        "product_uom_qty",
        "qty_delivered",
        "sequence",
        "state",
        "work_date",
        "write_date",
    }
)


class SaleOrder(models.Model):
    """Orders as customer users see them."""

    _inherit = "sale.order"

    @api.model
    def _has_field_access(self, field, operation):
        if (
            not self.env.su
            and field.name not in OPEN_ORDER_FIELDS
            and not self.env.user._sees_prices()
        ):
            return False
        return super()._has_field_access(field, operation)

    def get_portal_url(self, *args, **kwargs):
        """Hand out no token, which opens the prices, to those who see none."""
        if self.env.user._sees_prices():
            return super().get_portal_url(*args, **kwargs)
        self.ensure_one()
        return self.access_url

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        """Messages hold quotations as files: closed to those who see no prices."""
        operations = super()._mail_get_operation_for_mail_message_operation(
            message_operation
        )
        if self.env.user._sees_prices():
            return operations
        return dict.fromkeys(operations, "unlink")


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    @api.model
    def _has_field_access(self, field, operation):
        if (
            not self.env.su
            and field.name not in OPEN_LINE_FIELDS
            and not self.env.user._sees_prices()
        ):
            return False
        return super()._has_field_access(field, operation)
