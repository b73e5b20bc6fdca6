from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL


class ResPartner(models.Model):
    """Active and inactive customers.

    Sources: seed 001_89ddd0bb9fc3d60e.txt, "Inactivate" (an inactive customer cannot be
    selected for new orders, executed ones remain) and 000_26c010d3a1eadc26.txt,
    "Activate inactive customers" (click the Status column, change, confirm). Contacts
    and addresses keep their own state, so that activating brings back what was there.
    """

    _inherit = "res.partner"

    customer_status = fields.Selection(
        [("active", "Active"), ("inactive", "Inactive")],
        compute="_compute_customer_status",
        inverse="_inverse_customer_status",
        search="_search_customer_status",
        groups="base.group_user",
        tracking=True,
        help="An inactive customer can't be chosen for new orders. Executed orders "
        "remain.",
    )

    # === COMPUTE METHODS === #

    @api.depends("active")
    def _compute_customer_status(self):
        for partner in self:
            partner.customer_status = "active" if partner.active else "inactive"

    def _inverse_customer_status(self):
        inactive = self.filtered(lambda partner: partner.customer_status == "inactive")
        inactive.write({"active": False})
        (self - inactive).write({"active": True})

    @api.model
    def _search_customer_status(self, operator, value):
        if operator != "in":
            return NotImplemented
        states = {"active": True, "inactive": False}
        return [("active", "in", [states[state] for state in value if state in states])]

    def _field_to_sql(self, alias, fname, query=None):
        if fname != "customer_status":
            return super()._field_to_sql(alias, fname, query)
        # makes the status a column to sort and group by, without storing it twice
        return SQL(
            "CASE WHEN %s THEN 'active' ELSE 'inactive' END",
            self._field_to_sql(alias, "active", query),
        )

    @api.model
    def _search(
        self,
        domain,
        offset=0,
        limit=None,
        order=None,
        *,
        active_test=True,
        bypass_access=False,
    ):
        if active_test and any(
            condition.field_expr == "customer_status"
            for condition in Domain(domain).iter_conditions()
        ):
            # who asks for a status means the inactive ones too
            active_test = False
        return super()._search(
            domain,
            offset,
            limit,
            order,
            active_test=active_test,
            bypass_access=bypass_access,
        )

    # === CRUD METHODS === #

    def write(self, vals):
        if "active" in vals and not vals["active"]:
            self._check_nobody_logs_in()
        return super().write(vals)

    # === ACTION METHODS === #

    def action_inactivate_customer(self):
        """Keep the customers from being chosen for new orders.

        :raise AccessError: without the permission to edit a customer
        :raise UserError: when somebody logs in as one of the customers themselves
        """
        self.check_access("write")
        self.filtered("active").write({"active": False})
        return True

    def action_activate_customer(self):
        """Let inactive customers be chosen for new orders again.

        :raise AccessError: without the permission to edit a customer
        """
        self.check_access("write")
        self.filtered(lambda partner: not partner.active).write({"active": True})
        return True

    # === BUSINESS METHODS === #

    def _check_may_get_orders(self):
        """Refuse new orders and error reports for inactive customers.

        :raise ValidationError: when the customer, or the contact chosen, is archived
        """
        for partner_sudo in self.sudo():
            customer_sudo = partner_sudo.commercial_partner_id
            if customer_sudo.is_customer and not (
                customer_sudo.active and partner_sudo.active
            ):
                raise ValidationError(
                    self.env._(
                        "%s is inactive and can't get new orders or error reports. "
                        "Activate the customer first.",
                        partner_sudo.name or customer_sudo.name,
                    )
                )

    def _check_nobody_logs_in(self):
        """Say who logs in as a customer that is about to become inactive.

        Odoo refuses to archive such partners too, in words about contacts and users.
        """
        customers = self.filtered("is_customer")
        if not customers:
            return
        users_sudo = (
            self.env["res.users"].sudo().search([("partner_id", "in", customers.ids)])
        )
        if users_sudo:
            raise UserError(
                self.env._(
                    "%(customers)s can't be inactivated while they can log in. "
                    "Take the log-in away first: %(logins)s.",
                    customers=users_sudo.partner_id.mapped("name"),
                    logins=users_sudo.mapped("login"),
                )
            )
