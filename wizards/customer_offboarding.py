from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.customer_boarding import OPEN_STATES


class CustomerOffboarding(models.TransientModel):
    """Offboard a customer: reason, plan, what is open, who logs in; then inactivate.

    With a plan, the customer stays active until its activities are done: accounts are
    handed over and the last invoices sent meanwhile. Then the same window finishes it.
    """

    _name = "customer.offboarding"
    _inherit = ["customer.plan.mixin"]
    _description = "Offboard Customer"

    # === FIELDS === #

    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, readonly=True
    )
    boarding_id = fields.Many2one(
        "customer.boarding",
        compute="_compute_boarding_id",
        string="Started Offboarding",
    )
    boarding_state = fields.Selection(related="boarding_id.state")
    progress_text = fields.Char(related="boarding_id.progress_text")
    reason = fields.Selection(
        selection=lambda self: self.env["res.partner"]
        ._fields["offboarding_reason"]
        ._description_selection(self.env),
        compute="_compute_reason",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    note = fields.Char(
        compute="_compute_reason", store=True, readonly=False, precompute=True
    )
    mode = fields.Selection(
        [
            ("plan", "Start the plan, inactivate the customer when it is done"),
            ("now", "Inactivate the customer now"),
        ],
        string="How",
        compute="_compute_mode",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    customer_user_names = fields.Char(
        string="Customer Users", compute="_compute_customer_users"
    )
    can_take_log_ins_away = fields.Boolean(compute="_compute_customer_users")
    take_log_ins_away = fields.Boolean(
        string="Take their access away",
        compute="_compute_take_log_ins_away",
        store=True,
        readonly=False,
        help="They can't log in any more. Activating the customer again asks whether "
        "they get it back.",
    )
    order_ids = fields.Many2many(
        "sale.order",
        string="Open Quotations and Orders",
        compute="_compute_open",
        compute_sudo=True,
    )
    task_ids = fields.Many2many(
        "project.task",
        string="Open Error Reports",
        compute="_compute_open",
        compute_sudo=True,
    )
    open_count = fields.Integer(compute="_compute_open", compute_sudo=True)
    hidden_count = fields.Integer(
        compute="_compute_open",
        compute_sudo=True,
        help="Open ones that the user may not see.",
    )

    # === COMPUTE METHODS === #

    @api.depends("partner_id")
    def _compute_boarding_id(self):
        for wizard in self:
            current = wizard.partner_id.boarding_id
            goes_on = current.kind == "offboarding" and current.state in OPEN_STATES
            wizard.boarding_id = goes_on and current

    @api.depends("partner_id")
    def _compute_reason(self):
        for wizard in self:
            wizard.reason = wizard.partner_id.offboarding_reason
            wizard.note = wizard.partner_id.offboarding_note

    @api.depends("partner_id")
    def _compute_mode(self):
        for wizard in self:
            has_plan = wizard.plan_id and not wizard.boarding_id
            wizard.mode = "plan" if has_plan else "now"

    @api.depends("partner_id")
    def _compute_customer_users(self):
        may = self.env.user._has_customer_permission("user_delete")
        self.partner_id.check_access("read")
        for wizard in self:
            users_sudo = wizard.partner_id._get_customer_users()
            wizard.customer_user_names = ", ".join(users_sudo.mapped("name"))
            wizard.can_take_log_ins_away = may

    @api.depends("customer_user_names", "can_take_log_ins_away", "mode")
    def _compute_take_log_ins_away(self):
        for wizard in self:
            wizard.take_log_ins_away = (
                wizard.mode == "now"
                and bool(wizard.customer_user_names)
                and wizard.can_take_log_ins_away
            )

    @api.depends("partner_id")
    def _compute_open(self):
        # in sudo only to set the fields for users without access to orders
        self.partner_id.sudo(False).check_access("read")
        for wizard in self:
            customer = wizard.partner_id
            orders = self.env["sale.order"].sudo(False)
            tasks = self.env["project.task"].sudo(False)
            total = 0
            if customer:
                order_domain = customer._open_orders_domain()
                task_domain = customer._open_error_reports_domain()
                if orders.has_access("read"):
                    orders = orders.search(order_domain)
                if tasks.has_access("read"):
                    tasks = tasks.search(task_domain)
                total = orders.sudo().search_count(order_domain)
                total += tasks.sudo().search_count(task_domain)
            wizard.order_ids = orders
            wizard.task_ids = tasks
            wizard.open_count = total
            wizard.hidden_count = total - len(orders) - len(tasks)

    # === ACTION METHODS === #

    def action_offboard(self):
        """Start the plan, or inactivate the customer.

        :raise AccessError: without the permission to edit the customer, or to delete
            customer users where their access is taken away
        :raise UserError: saying what is in the way
        """
        self.ensure_one()
        customer = self.partner_id
        customer.check_access("write")
        if not (customer.is_customer and customer.active):
            raise UserError(self.env._("%s is no active customer.", customer.name))
        if self.mode == "plan":
            self._start_plan()
        else:
            self._inactivate()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    # === BUSINESS METHODS === #

    def _get_default_plan(self):
        return self.company_id.customer_offboarding_plan_id

    def _start_plan(self):
        customer = self.partner_id
        if self.boarding_id:
            raise UserError(
                self.env._("The offboarding of %s goes on already.", customer.name)
            )
        self._check_plan()
        self._end_onboarding()
        self._write_reason()
        self.env["customer.boarding"]._start(
            customer, "offboarding", self.plan_id, self.user_id, self.plan_date
        )

    def _inactivate(self):
        customer = self.partner_id
        offboarding = self.boarding_id
        if not offboarding:
            self._end_onboarding()
            offboarding = self.env["customer.boarding"]._start(
                customer,
                "offboarding",
                self.env["mail.activity.plan"],
                self.user_id,
                self.plan_date,
            )
        self._write_reason()
        if self.take_log_ins_away:
            users_sudo = customer._take_log_ins_away()
            offboarding.sudo().revoked_user_ids = users_sudo
        customer.action_inactivate_customer()

    def _end_onboarding(self):
        """Who leaves needs no onboarding any more."""
        self.partner_id.sudo().boarding_ids._close(is_cancelled=True)

    def _write_reason(self):
        self.partner_id.write(
            {"offboarding_reason": self.reason, "offboarding_note": self.note}
        )
