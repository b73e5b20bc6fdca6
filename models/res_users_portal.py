from odoo import models, tools
from odoo.fields import Domain

from .customer_user_rights import DEFAULT_RIGHTS


class ResUsers(models.Model):
    """What customer users see of Odoo's own models, as domains of global rules.

    The register's own models are closed to them: the portal's pages read those through
    ``customer.portal``. See security/customer_portal_security.xml.
    """

    _inherit = "res.users"

    def _is_customer_user(self):
        """Tell whether the user is somebody of a customer: a portal user."""
        return self._is_portal()

    @tools.ormcache("self.id")
    def _customer_rights(self):
        """Return what the user may do in the portal.

        Kept until rights of any customer user change.

        :rtype: CustomerRights
        """
        self.ensure_one()
        record_sudo = (
            self.env["customer.user"].sudo().search([("user_id", "=", self.id)])
        )
        return record_sudo._rights() if record_sudo else DEFAULT_RIGHTS

    def _sees_prices(self):
        """Tell whether the user may see what things cost; staff may."""
        return not self._is_customer_user() or self._customer_rights().see_prices

    # === RECORD RULES === #

    def _customer_portal_order_domain(self, path="facility_id"):
        """Return the domain of the orders that a customer user may see.

        :param str path: field that leads to the facility
        :rtype: odoo.fields.Domain
        """
        if not self._is_customer_user():
            return Domain.TRUE
        rights = self._customer_rights()
        if not rights.see_orders:
            return Domain.FALSE
        if rights.facility_ids is None:
            return Domain.TRUE
        return Domain(path, "in", list(rights.facility_ids))

    def _customer_portal_invoice_domain(self):
        """Return the domain of the invoices, which state prices of all facilities."""
        if not self._is_customer_user():
            return Domain.TRUE
        rights = self._customer_rights()
        sees_all = rights.see_prices and rights.facility_ids is None
        return Domain.TRUE if sees_all else Domain.FALSE

    def _customer_portal_task_domain(self):
        """Return the domain of tasks: error reports have pages of their own.

        Whoever shares a project must not open its error reports with it.
        """
        if not self._is_customer_user():
            return Domain.TRUE
        return Domain("is_error_report", "=", False)
