from odoo import api, fields, models


class CustomerReactivation(models.TransientModel):
    """Activate a customer that was offboarded: what comes back is asked.

    Source: seed 000_26c010d3a1eadc26.txt, "Activate inactive customers".
    """

    _name = "customer.reactivation"
    _description = "Activate Customer"

    # === FIELDS === #

    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, readonly=True
    )
    offboarding_reason = fields.Selection(related="partner_id.offboarding_reason")
    offboarding_note = fields.Char(related="partner_id.offboarding_note")
    offboarding_date = fields.Date(related="partner_id.offboarding_date")
    customer_user_names = fields.Char(
        string="Customer Users", compute="_compute_customer_user_names"
    )
    give_log_ins_back = fields.Boolean(
        string="Give them their access back",
        help="They log in as before. Nobody gets an e-mail.",
    )
    start_onboarding = fields.Boolean(string="Start an onboarding")

    # === COMPUTE METHODS === #

    @api.depends("partner_id")
    @api.depends_context("uid")
    def _compute_customer_user_names(self):
        self.partner_id.check_access("read")
        may = self.env.user._has_customer_permission("user_create")
        for wizard in self:
            users_sudo = wizard._get_revoked_users() if may else self.env["res.users"]
            wizard.customer_user_names = ", ".join(users_sudo.mapped("name"))

    # === ACTION METHODS === #

    def action_activate(self):
        """Activate the customer, and what else was ticked.

        :return: an action: the question for the onboarding, where it was asked for
        :rtype: dict
        :raise AccessError: without the permission to edit the customer, or to create
            customer users where their access is given back
        """
        self.ensure_one()
        customer = self.partner_id
        users_sudo = self._get_revoked_users()
        customer.action_activate_customer()
        if self.give_log_ins_back and users_sudo:
            customer._give_log_ins_back(users_sudo)
        if self.start_onboarding:
            return customer.action_start_onboarding()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    # === BUSINESS METHODS === #

    def _get_revoked_users(self):
        """Return who lost the log-in by the last offboarding, in sudo mode."""
        boarding_sudo = self.partner_id.sudo().boarding_ids.filtered(
            lambda boarding: boarding.kind == "offboarding"
        )[:1]
        return boarding_sudo.revoked_user_ids.filtered(
            lambda user: (
                not user.active
                and user.partner_id.commercial_partner_id == self.partner_id
            )
        )
