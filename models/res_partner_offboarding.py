from odoo import Command, api, fields, models
from odoo.fields import Domain

from .customer_boarding import OPEN_STATES
from .customer_survey import VIEW_GROUP

OFFBOARDING_FIELDS = ("offboarding_reason", "offboarding_note", "offboarding_date")


class ResPartner(models.Model):
    """Customers that leave: why, what is still open, who logs in; and their return.

    Source: seed 000_26c010d3a1eadc26.txt, "Activate inactive customers".
    """

    _inherit = "res.partner"

    offboarding_reason = fields.Selection(
        [
            ("customer_left", "The customer terminated the agreement"),
            ("we_left", "We terminated the agreement"),
            ("closed", "The company closed or is bankrupt"),
            ("merged", "Merged or sold"),
            ("moved", "Moved to another office or system"),
            ("other", "Other"),
        ],
        tracking=True,
        copy=False,
        groups=VIEW_GROUP,
    )
    offboarding_note = fields.Char(
        string="About the Offboarding", tracking=True, copy=False, groups=VIEW_GROUP
    )
    offboarding_date = fields.Date(
        string="Offboarded On",
        copy=False,
        readonly=True,
        groups=VIEW_GROUP,
        help="The day on which the customer was inactivated by an offboarding.",
    )

    was_offboarded = fields.Boolean(
        compute="_compute_was_offboarded",
        groups="base.group_user",
        export_string_translation=False,
        help="Technical: activating the customer asks what comes back.",
    )

    # === COMPUTE METHODS === #

    @api.depends("active", "offboarding_date")
    def _compute_was_offboarded(self):
        for partner_sudo in self.sudo():
            partner_sudo.was_offboarded = bool(
                not partner_sudo.active and partner_sudo.offboarding_date
            )

    # === CRUD METHODS === #

    def write(self, vals):
        result = super().write(vals)
        if "active" in vals:
            if vals["active"]:
                self._end_of_absence()
            else:
                self._end_of_offboarding()
        return result

    # === ACTION METHODS === #

    def action_start_offboarding(self):
        """Ask for the reason, the plan, and what happens to what is open.

        While an offboarding goes on, the question is how to finish it.

        :return: the action that opens the question
        :rtype: dict
        :raise AccessError: without the permission to edit the customer
        """
        self.ensure_one()
        customer = self.commercial_partner_id
        customer.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Offboard %s", customer.name),
            "res_model": "customer.offboarding",
            "views": [(False, "form")],
            "view_mode": "form",
            "target": "new",
            "context": {"default_partner_id": customer.id},
        }

    def action_reactivate_customer(self):
        """Ask what comes back along with a customer that was offboarded.

        :return: the action that opens the question
        :rtype: dict
        :raise AccessError: without the permission to edit the customer
        """
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Activate customer"),
            "res_model": "customer.reactivation",
            "views": [(False, "form")],
            "view_mode": "form",
            "target": "new",
            "context": {"default_partner_id": self.id},
        }

    # === BUSINESS METHODS === #

    def _end_of_offboarding(self):
        """Whoever is inactivated while an offboarding goes on is offboarded."""
        offboardings_sudo = (
            self.env["customer.boarding"]
            .sudo()
            .search(
                [
                    ("partner_id", "in", self.ids),
                    ("kind", "=", "offboarding"),
                    ("state", "in", OPEN_STATES),
                ]
            )
        )
        if offboardings_sudo:
            offboardings_sudo._close()
            offboardings_sudo.partner_id.write(
                {"offboarding_date": fields.Date.context_today(self)}
            )

    def _end_of_absence(self):
        """Who is active again has no reason to have left; the history keeps it."""
        returned_sudo = self.sudo().filtered(
            lambda partner: partner.offboarding_reason or partner.offboarding_date
        )
        if returned_sudo:
            returned_sudo.write(dict.fromkeys(OFFBOARDING_FIELDS, False))

    def _open_orders_domain(self):
        """Return the domain of what is not yet invoiced of the customers."""
        return self._get_orders_domain() & (
            Domain("state", "in", ("draft", "sent"))
            | (
                Domain("state", "=", "sale")
                & Domain("invoice_status", "!=", "invoiced")
            )
        )

    def _open_error_reports_domain(self):
        return (
            Domain("is_error_report", "=", True)
            & Domain("customer_id", "in", self.ids)
            & Domain(
                "state",
                "not in",
                list(self.env["project.task"]._closed_error_report_states()),
            )
        )

    def _get_customer_users(self):
        """Return who logs in for the customers, in sudo mode."""
        return (
            self.env["res.users"]
            .sudo()
            .search(
                [
                    ("partner_id", "child_of", self.ids),
                    ("share", "=", True),
                    ("all_group_ids", "in", self.env.ref("base.group_portal").ids),
                ]
            )
        )

    def _take_log_ins_away(self):
        """End the access of the customers' users, as Odoo's own window does.

        :return: the users, in sudo mode
        :raise AccessError: without “Delete customer users”
        """
        self.check_access("read")
        users_sudo = self._get_customer_users()
        users_sudo.with_env(self.env)._check_customer_user_permission("user_delete")
        users_sudo.write(
            {
                "group_ids": [
                    Command.unlink(self.env.ref("base.group_portal").id),
                    Command.link(self.env.ref("base.group_public").id),
                ],
                "active": False,
            }
        )
        return users_sudo

    @api.model
    def _give_log_ins_back(self, users_sudo):
        """Let users log in again as before; nobody gets an e-mail.

        :param users_sudo: users whose log-in was taken away
        :raise AccessError: without “Create customer users”
        """
        users_sudo.partner_id.with_env(self.env).check_access("read")
        users_sudo.with_env(self.env)._check_customer_user_permission("user_create")
        users_sudo.write(
            {
                "group_ids": [
                    Command.link(self.env.ref("base.group_portal").id),
                    Command.unlink(self.env.ref("base.group_public").id),
                ],
                "active": True,
            }
        )
