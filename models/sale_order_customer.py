from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SaleOrder(models.Model):
    """Work orders and service orders: what the customer's card asks of them."""

    _name = "sale.order"
    _inherit = ["sale.order", "customer.facility.mixin"]

    # === FIELDS === #

    order_type = fields.Selection(
        [("work", "Work Order"), ("service", "Service Order")],
        default="work",
        required=True,
        index=True,
        tracking=True,
        help="What the quotation becomes when it is confirmed.",
    )
    state = fields.Selection(selection_add=[("sale", "Order")])
    # known from the customer that is given: they need no second statement
    customer_id = fields.Many2one(
        compute="_compute_customer_id", store=True, precompute=True
    )
    facility_id = fields.Many2one(
        compute="_compute_facility_id", store=True, precompute=True, tracking=True
    )
    cost_center_required = fields.Boolean(
        related="customer_id.cost_center_required", groups="base.group_user"
    )

    # === COMPUTE METHODS === #

    @api.depends("state", "order_type")
    @api.depends_context("lang")
    def _compute_type_name(self):
        result = super()._compute_type_name()
        for order in self.filtered(lambda order: order.state == "sale"):
            order.type_name = (
                self.env._("Service Order")
                if order.order_type == "service"
                else self.env._("Work Order")
            )
        return result

    # === CONSTRAINT METHODS === #

    @api.constrains(
        "state", "partner_id", "facility_id", "cost_center_id", "client_order_ref"
    )
    def _check_obligatory_fields(self):
        for order in self.filtered(lambda order: order.state == "sale"):
            if message := order._obligatory_fields_message():
                raise ValidationError(message)

    # === VIEW METHODS === #

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, self.env.company.sudo().customer_show_facility_name)

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "list":
            show_facility = self.env.company.sudo().customer_show_facility_name
            for node in arch.xpath("./field[@name='customer_or_facility_name']"):
                node.set("column_invisible", str(not show_facility))
            if show_facility:
                for node in arch.xpath("./field[@name='partner_id']"):
                    node.set("optional", "hide")
        return arch, view

    # === BUSINESS METHODS === #

    def _confirmation_error_message(self):
        message = super()._confirmation_error_message()
        if message:
            return message
        self._check_customer_active()
        return self._obligatory_fields_message()

    def _has_to_be_signed(self):
        return super()._has_to_be_signed() and self._can_be_accepted()

    def _has_to_be_paid(self):
        return super()._has_to_be_paid() and self._can_be_accepted()

    def _can_be_accepted(self):
        """Tell whether the customer may sign or pay: what can't be confirmed can't.

        Note: self.ensure_one()
        """
        customer_sudo = self.customer_id.sudo()
        return (
            not (customer_sudo.is_customer and not customer_sudo.active)
            and not self._missing_obligatory_fields()
        )

    def _action_confirm(self):
        result = super()._action_confirm()
        # whoever gets an order is a customer, and gets a number
        self.customer_id.filtered(
            lambda customer: customer.customer_rank < 1
        ).sudo().customer_rank = 1
        return result

    def _obligatory_fields_message(self):
        """Say which obligatory fields of the order are empty.

        Note: self.ensure_one()

        :return: a message naming the order and the fields, False when none is missing
        """
        self.ensure_one()
        missing = self._missing_obligatory_fields()
        if not missing:
            return False
        order_sudo = self.sudo()
        return self.env._(
            "%(type)s %(order)s for %(customer)s lacks: %(fields)s. Fill it in before "
            "you confirm.",
            type=order_sudo.type_name,
            order=order_sudo.name,
            customer=order_sudo.customer_id.name,
            fields=[
                order_sudo._fields[name].get_description(self.env, ["string"])["string"]
                for name in missing
            ],
        )

    def _missing_obligatory_fields(self):
        """Return the names of obligatory fields that are empty on the order."""
        self.ensure_one()
        order_sudo = self.sudo()
        obligatory = {
            "facility_id": order_sudo.is_facility_required,
            "cost_center_id": order_sudo.cost_center_required,
            "client_order_ref": order_sudo.company_id.customer_require_order_number,
        }
        return [
            name
            for name, is_obligatory in obligatory.items()
            if is_obligatory
            and not (
                order_sudo[name].strip()
                if isinstance(order_sudo[name], str)
                else order_sudo[name]
            )
        ]
