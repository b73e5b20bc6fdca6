from odoo import api, fields, models
from odoo.fields import Domain

# The newest orders that the card lists.
CARD_ORDER_LIMIT = 10

ORDER_KINDS = ("quotation", "work_order", "service_order")


class ResPartner(models.Model):
    """Quotations, work orders and service orders on the customer's card."""

    _inherit = "res.partner"

    quotation_count = fields.Integer(
        compute="_compute_order_counts", groups="base.group_user"
    )
    work_order_count = fields.Integer(
        compute="_compute_order_counts", groups="base.group_user"
    )
    service_order_count = fields.Integer(
        compute="_compute_order_counts", groups="base.group_user"
    )
    newest_quotation_ids = fields.Many2many(
        "sale.order",
        string="Quotations",
        compute="_compute_newest_orders",
        compute_sudo=True,
        groups="base.group_user",
    )
    newest_work_order_ids = fields.Many2many(
        "sale.order",
        string="Work Orders",
        compute="_compute_newest_orders",
        compute_sudo=True,
        groups="base.group_user",
    )
    newest_service_order_ids = fields.Many2many(
        "sale.order",
        string="Service Orders",
        compute="_compute_newest_orders",
        compute_sudo=True,
        groups="base.group_user",
    )

    # === COMPUTE METHODS === #

    def _compute_order_counts(self):
        self.quotation_count = self.work_order_count = self.service_order_count = 0
        if not self.env["sale.order"].has_access("read"):
            return
        groups = self.env["sale.order"]._read_group(
            self._get_orders_domain() & Domain("state", "!=", "cancel"),
            ["partner_id", "customer_id", "state", "order_type"],
            ["__count"],
        )
        counted = set(self.ids)
        for partner, customer, state, order_type, count in groups:
            kind = f"{order_type}_order" if state == "sale" else "quotation"
            for owner in partner | customer:
                if owner.id in counted:
                    owner[f"{kind}_count"] += count

    def _compute_newest_orders(self):
        # in sudo only to set the field for users without access to orders
        orders = self.env["sale.order"].sudo(False)
        may_read = orders.has_access("read")
        for partner in self:
            for kind in ORDER_KINDS:
                found = orders
                if may_read and partner._origin:
                    found = orders.search(
                        partner._get_orders_domain()
                        & partner._get_order_kind_domain(kind),
                        order="date_order desc, id desc",
                        limit=CARD_ORDER_LIMIT,
                    )
                partner[f"newest_{kind}_ids"] = found

    # === ACTION METHODS === #

    def action_view_quotations(self):
        """Open the customer's quotations."""
        return self._action_view_orders("quotation")

    def action_view_work_orders(self):
        """Open the customer's work orders."""
        return self._action_view_orders("work_order")

    def action_view_service_orders(self):
        """Open the customer's service orders."""
        return self._action_view_orders("service_order")

    def action_add_quotation(self):
        """Open a new quotation for the customer."""
        return self._action_add_order("quotation")

    def action_add_work_order(self):
        """Open a new work order for the customer."""
        return self._action_add_order("work_order")

    def action_add_service_order(self):
        """Open a new service order for the customer."""
        return self._action_add_order("service_order")

    # === BUSINESS METHODS === #

    def _get_orders_domain(self):
        """Return the domain of the orders made for the customers or contacts."""
        ids = self._origin.ids
        return Domain("customer_id", "in", ids) | Domain("partner_id", "in", ids)

    @api.model
    def _get_order_kind_domain(self, kind):
        if kind == "quotation":
            return Domain("state", "in", ("draft", "sent"))
        return Domain("state", "=", "sale") & Domain(
            "order_type", "=", kind.removesuffix("_order")
        )

    def _action_view_orders(self, kind):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"customer_register.sale_order_{kind}_action"
        )
        return {
            **action,
            "domain": list(
                self._get_orders_domain() & self._get_order_kind_domain(kind)
            ),
            "context": self._prepare_new_order_context(kind),
        }

    def _action_add_order(self, kind):
        self.ensure_one()
        self._check_may_get_orders()
        return {
            "type": "ir.actions.act_window",
            "name": {
                "quotation": self.env._("New Quotation"),
                "work_order": self.env._("New Work Order"),
                "service_order": self.env._("New Service Order"),
            }[kind],
            "res_model": "sale.order",
            "views": [(False, "form")],
            "view_mode": "form",
            "target": "current",
            "context": self._prepare_new_order_context(kind),
        }

    def _prepare_new_order_context(self, kind):
        """Return the context with the defaults of the customer's new orders.

        Technicians, cost center and VAT type follow from the customer by themselves.
        """
        self.ensure_one()
        customer_sudo = self.commercial_partner_id.sudo()
        context = {
            "default_partner_id": self.id,
            "default_order_type": "service" if kind == "service_order" else "work",
        }
        if not customer_sudo.facilities_disabled:
            facilities = self.env["customer.facility"].search(
                [("partner_id", "=", customer_sudo.id)], limit=2
            )
            if len(facilities) == 1:
                context["default_facility_id"] = facilities.id
        return context
