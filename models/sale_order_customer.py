from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class SaleOrder(models.Model):
    """Work orders and service orders: what the customer's card asks of them."""

    _inherit = "sale.order"

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
    commercial_partner_id = fields.Many2one(related="partner_id.commercial_partner_id")
    client_order_ref = fields.Char(string="Customer's Order Number")
    facility_id = fields.Many2one(
        "customer.facility",
        compute="_compute_facility_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('partner_id', '=', commercial_partner_id)]",
        index="btree_not_null",
        tracking=True,
    )
    service_object_ids = fields.Many2many(
        "customer.service.object",
        compute="_compute_service_object_ids",
        store=True,
        readonly=False,
        string="Service Objects",
        domain="[('facility_id.partner_id', '=', commercial_partner_id),"
        " ('facility_id', '=?', facility_id)]",
    )
    erp_document_type = fields.Selection(
        [("order", "Order"), ("invoice", "Invoice")],
        string="Sent to ERP as",
        compute="_compute_erp_document_type",
        store=True,
        readonly=False,
        precompute=True,
        groups="base.group_user",
        help="What the accounting system receives. The customer's card may always ask "
        "for an invoice.",
    )
    customer_or_facility_name = fields.Char(
        string="Customer or Facility", compute="_compute_customer_or_facility_name"
    )
    customer_show_order_number = fields.Boolean(
        string="Show Customer's Order Number",
        related="company_id.customer_show_order_number",
        groups="base.group_user",
    )
    customer_require_order_number = fields.Boolean(
        related="company_id.customer_require_order_number", groups="base.group_user"
    )
    facility_required = fields.Boolean(
        compute="_compute_obligations", groups="base.group_user"
    )
    facilities_disabled = fields.Boolean(
        compute="_compute_obligations", groups="base.group_user"
    )
    cost_center_required = fields.Boolean(
        compute="_compute_obligations", groups="base.group_user"
    )

    # === COMPUTE METHODS === #

    @api.depends("partner_id")
    def _compute_facility_id(self):
        for order in self:
            if order._facility_mismatch():
                order.facility_id = False
            else:
                order.facility_id = order.facility_id

    @api.depends("partner_id", "facility_id")
    def _compute_service_object_ids(self):
        for order in self:
            order.service_object_ids -= order._mismatched_service_objects()

    @api.depends("partner_id")
    def _compute_erp_document_type(self):
        for order in self:
            customer_sudo = order.partner_id.commercial_partner_id.sudo()
            order.erp_document_type = (
                "invoice" if customer_sudo.erp_always_invoice else "order"
            )

    @api.depends("partner_id", "facility_id")
    @api.depends_context("company", "lang")
    def _compute_customer_or_facility_name(self):
        show_facility = self.env.company.sudo().customer_show_facility_name
        for order in self:
            facility_sudo = order.facility_id.sudo()
            order.customer_or_facility_name = (
                show_facility and facility_sudo.name or order.partner_id.display_name
            )

    @api.depends("partner_id")
    def _compute_obligations(self):
        for order in self:
            customer_sudo = order.partner_id.commercial_partner_id.sudo()
            order.facility_required = customer_sudo.facility_required
            order.facilities_disabled = customer_sudo.facilities_disabled
            order.cost_center_required = customer_sudo.cost_center_required

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

    @api.constrains("partner_id", "facility_id", "service_object_ids")
    def _check_facility(self):
        for order in self:
            customer_sudo = order.partner_id.commercial_partner_id.sudo()
            facility_sudo = order.facility_id.sudo()
            if facility_sudo and customer_sudo.facilities_disabled:
                raise ValidationError(
                    self.env._(
                        "Facilities are disabled for %(customer)s: take the facility "
                        "off order %(order)s.",
                        customer=customer_sudo.name,
                        order=order.name,
                    )
                )
            if order._facility_mismatch():
                raise ValidationError(
                    self.env._(
                        "Facility %(facility)s does not belong to %(customer)s, the "
                        "customer of order %(order)s.",
                        facility=facility_sudo.name,
                        customer=customer_sudo.name,
                        order=order.name,
                    )
                )
            if mismatched := order._mismatched_service_objects():
                raise ValidationError(
                    self.env._(
                        "Service object %(object)s is not at the facility of order "
                        "%(order)s.",
                        object=mismatched[0].sudo().name,
                        order=order.name,
                    )
                )

    @api.constrains(
        "state", "partner_id", "facility_id", "cost_center_id", "client_order_ref"
    )
    def _check_obligatory_fields(self):
        for order in self.filtered(lambda order: order.state == "sale"):
            if message := order._obligatory_fields_message():
                raise ValidationError(message)

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        for order in orders:
            order.partner_id._check_may_get_orders()
        return orders

    def write(self, vals):
        if "partner_id" in vals:
            partner = self.env["res.partner"].browse(vals["partner_id"])
            if self.filtered(lambda order: order.partner_id != partner):
                partner._check_may_get_orders()
        return super().write(vals)

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
        self.partner_id._check_may_get_orders()
        return self._obligatory_fields_message()

    def _action_confirm(self):
        result = super()._action_confirm()
        # whoever gets an order is a customer, and gets a number
        customers = self.partner_id.commercial_partner_id
        customers.filtered(
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
            customer=order_sudo.partner_id.commercial_partner_id.name,
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
            "facility_id": order_sudo.facility_required
            and not order_sudo.facilities_disabled,
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

    def _facility_mismatch(self):
        """Tell whether the facility is another customer's."""
        self.ensure_one()
        facility_sudo = self.facility_id.sudo()
        customer = self.partner_id.commercial_partner_id
        owner = facility_sudo.partner_id.commercial_partner_id
        return bool(facility_sudo) and owner._origin.id != customer._origin.id

    def _mismatched_service_objects(self):
        """Return the service objects that are not at the facility or customer."""
        self.ensure_one()
        customer = self.partner_id.commercial_partner_id
        facility = self.facility_id
        return self.service_object_ids.filtered(
            lambda service_object: (
                service_object.sudo().facility_id._origin.id != facility._origin.id
                if facility
                else service_object.sudo().facility_id.partner_id._origin.id
                != customer._origin.id
            )
        )


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _check_may_get_orders(self):
        """Refuse new orders for inactive customers.

        :raise UserError: when the customer, or the contact chosen, is archived
        """
        for partner_sudo in self.sudo():
            customer_sudo = partner_sudo.commercial_partner_id
            if customer_sudo.is_customer and not (
                customer_sudo.active and partner_sudo.active
            ):
                raise UserError(
                    self.env._(
                        "%s is inactive and can't get new orders. Activate the "
                        "customer first.",
                        partner_sudo.name or customer_sudo.name,
                    )
                )
