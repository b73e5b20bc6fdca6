from odoo import SUPERUSER_ID, http
from odoo.exceptions import AccessError, MissingError
from odoo.http import request

from odoo.addons.project.controllers.portal import ProjectCustomerPortal
from odoo.addons.sale.controllers.portal import CustomerPortal as SalePortal

from .portal_pages import CustomerPages, closed_page

PRICED_MODELS = ("account.move", "sale.order")


class OrderPages(CustomerPages, SalePortal):
    """Odoo's pages of orders, without prices for whoever may not see them."""

    def _document_check_access(self, model_name, document_id, access_token=None):
        """Close every page of orders and invoices to those who see no prices.

        A link with a token opens no more than the log-in does.
        """
        document_sudo = super()._document_check_access(
            model_name, document_id, access_token
        )
        if model_name in PRICED_MODELS and not request.env.user._sees_prices():
            raise AccessError(
                request.env._(
                    "Your log-in doesn't include prices. Ask us to change it."
                )
            )
        return document_sudo

    @http.route()
    def portal_order_page(self, order_id, **kw):
        """Show the order; without prices where the user may not see them."""
        if request.env.user._sees_prices():
            return super().portal_order_page(order_id, **kw)
        try:
            order = self._readable_order(order_id)
        except (AccessError, MissingError):
            return request.redirect("/my")
        return self._page("portal_order_without_prices", "order", order=order)

    @http.route("/my/service-orders", type="http", auth="user", website=True)
    @closed_page
    def service_orders(self, **_kw):
        """List the service orders with their protocols."""
        door = request.env["customer.portal"]
        door._require("see_orders")
        return self._page(
            "portal_service_orders",
            "service_orders",
            orders=door._service_orders().sudo(),
        )

    @http.route("/my/service-orders/<int:order_id>/protocol", type="http", auth="user")
    @closed_page
    def service_protocol(self, order_id, **_kw):
        """Send the service protocol, which states no prices."""
        order_sudo = self._readable_order(order_id)
        if order_sudo.order_type != "service" or order_sudo.state != "sale":
            raise MissingError(request.env._("There is no service protocol."))
        return self._show_report(
            model=order_sudo,
            report_type="pdf",
            report_ref="customer_register.action_report_service_protocol",
            download=True,
        )

    def _readable_order(self, order_id):
        """Return an order that the user's log-in opens, as the superuser sees it."""
        order = request.env["sale.order"].browse(order_id)
        if not order.sudo().exists():
            raise MissingError(request.env._("This page doesn't exist (any more)."))
        order.check_access("read")
        return order.with_user(SUPERUSER_ID)


class TaskPages(ProjectCustomerPortal):
    """Error reports have a page of their own."""

    @http.route()
    def portal_my_task(self, task_id, **kw):
        """Lead to the error report instead of the task; a token opens neither."""
        task_sudo = request.env["project.task"].sudo().browse(task_id).exists()
        if task_sudo.is_error_report and not request.env.user._is_internal():
            return request.redirect(f"/my/error-reports/{task_id}")
        return super().portal_my_task(task_id, **kw)
