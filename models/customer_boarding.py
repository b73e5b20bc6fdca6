from markupsafe import Markup

from odoo import api, fields, models

OPEN_STATES = ("running", "ready")


class CustomerBoarding(models.Model):
    """The onboarding or offboarding of a customer: a plan's activities, and how far.

    The activities are Odoo's own, on the customer. Done ones are archived by Odoo and
    keep their link, so that they count; those that are deleted no longer count.
    """

    _name = "customer.boarding"
    _description = "Onboarding or Offboarding"
    _order = "id desc"

    # === FIELDS === #

    name = fields.Char(required=True, readonly=True, help="Name of the plan.")
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    kind = fields.Selection(
        [("onboarding", "Onboarding"), ("offboarding", "Offboarding")],
        required=True,
        readonly=True,
    )
    plan_id = fields.Many2one(
        "mail.activity.plan", readonly=True, index="btree_not_null", ondelete="set null"
    )
    date_start = fields.Date(
        string="Started", default=fields.Date.context_today, readonly=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Started by",
        default=lambda self: self.env.user,
        readonly=True,
    )
    is_closed = fields.Boolean(
        readonly=True,
        help="Technical: cancelled, or the customer was inactivated.",
    )
    is_cancelled = fields.Boolean(readonly=True)
    activity_ids = fields.One2many(
        "mail.activity",
        "customer_boarding_id",
        string="Activities",
        context={"active_test": False},
        readonly=True,
    )
    total_count = fields.Integer(
        string="Activities in All", compute="_compute_progress", store=True
    )
    done_count = fields.Integer(
        string="Activities Done", compute="_compute_progress", store=True
    )
    progress = fields.Float(
        compute="_compute_progress", store=True, aggregator="avg", digits=(5, 1)
    )
    state = fields.Selection(
        [
            ("running", "Running"),
            ("ready", "Ready to inactivate"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        compute="_compute_state",
        store=True,
    )
    progress_text = fields.Char(
        string="Activities Done of All", compute="_compute_progress_text"
    )
    revoked_user_ids = fields.Many2many(
        "res.users",
        "customer_boarding_revoked_user_rel",
        string="Log-ins Taken Away",
        context={"active_test": False},
        readonly=True,
        groups="customer_register.group_customer_user_create",
    )

    _one_at_a_time = models.UniqueIndex(
        "(partner_id) WHERE state IN ('running', 'ready')",
        "A customer can only be in one onboarding or offboarding at a time.",
    )

    # === COMPUTE METHODS === #

    @api.depends("activity_ids.active")
    def _compute_progress(self):
        counts = {}
        groups = (
            self.env["mail.activity"]
            .sudo()
            .with_context(active_test=False)
            ._read_group(
                [("customer_boarding_id", "in", self.ids)],
                ["customer_boarding_id", "active"],
                ["__count"],
            )
        )
        for boarding_sudo, is_open, count in groups:
            counts[boarding_sudo.id, is_open] = count
        for boarding in self:
            done = counts.get((boarding._origin.id, False), 0)
            total = done + counts.get((boarding._origin.id, True), 0)
            boarding.done_count = done
            boarding.total_count = total
            boarding.progress = 100 * done / total if total else 100

    @api.depends("kind", "is_closed", "is_cancelled", "total_count", "done_count")
    def _compute_state(self):
        for boarding in self:
            if boarding.is_closed:
                boarding.state = "cancelled" if boarding.is_cancelled else "done"
            elif boarding.done_count < boarding.total_count:
                boarding.state = "running"
            else:
                boarding.state = "done" if boarding.kind == "onboarding" else "ready"

    @api.depends("done_count", "total_count")
    def _compute_progress_text(self):
        for boarding in self:
            boarding.progress_text = self.env._(
                "%(done)s of %(total)s done",
                done=boarding.done_count,
                total=boarding.total_count,
            )

    # === ACTION METHODS === #

    def action_cancel(self):
        """Stop: open activities are deleted, done ones stay.

        :raise AccessError: without the permission to edit the customers
        """
        self.check_access("read")
        self.partner_id.check_access("write")
        self._close(is_cancelled=True)
        return True

    def action_view_activities(self):
        """Open the activities, those done too."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "mail.activity",
            "views": [
                (self.env.ref("customer_register.mail_activity_view_list").id, "list"),
                (False, "form"),
            ],
            "view_mode": "list,form",
            "domain": [("customer_boarding_id", "=", self.id)],
            "context": {"active_test": False, "create": False},
        }

    # === BUSINESS METHODS === #

    @api.model
    def _start(self, customers, kind, plan, user, date):
        """Start a plan for customers, all with the same number of queries.

        What is open of them before is cancelled by whoever calls this.

        :param customers: the customers, which the user may edit
        :param str kind: onboarding or offboarding
        :param plan: the plan, may be empty
        :param user: responsible for the activities that the plan gives to nobody
        :param datetime.date date: the day that the plan counts from
        :return: records of ``customer.boarding``, in the order of the customers
        :raise UserError: when somebody would get activities of a hidden customer
        """
        responsible = plan.template_ids._customer_responsible(customers, user)
        customers._check_seen_by_responsible(responsible)
        labels = dict(self._fields["kind"]._description_selection(self.env))
        boardings = (
            self.sudo()
            .create(
                [
                    {
                        "partner_id": customer.id,
                        "kind": kind,
                        "plan_id": plan.id,
                        "name": plan.name or labels[kind],
                        "user_id": self.env.uid,
                    }
                    for customer in customers
                ]
            )
            .with_env(self.env)
        )
        model_id = self.env["ir.model"]._get_id("res.partner")
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "res_model_id": model_id,
                    "res_id": boarding.partner_id.id,
                    "activity_type_id": template.activity_type_id.id,
                    "summary": template.summary,
                    "note": template.note,
                    "user_id": responsible[template, boarding.partner_id].id,
                    "date_deadline": template._get_date_deadline(date),
                    "customer_boarding_id": boarding.id,
                }
                for boarding in boardings
                for template in plan.template_ids
            ]
        )
        boardings._log_start()
        return boardings

    def _log_start(self):
        """Write to the customers' histories; tell those who got activities."""
        labels = dict(self._fields["kind"]._description_selection(self.env))
        self.partner_id._message_log_batch(
            {
                boarding.partner_id.id: self.env._(
                    "%(kind)s started: %(plan)s",
                    kind=labels[boarding.kind],
                    plan=boarding.name,
                )
                for boarding in self
            }
        )
        others = self.sudo().activity_ids.filtered("active").grouped("user_id")
        for user_sudo, activities_sudo in others.items():
            if user_sudo == self.env.user:
                continue
            env = self.with_context(lang=user_sudo.lang).env
            customers_sudo = activities_sudo.customer_boarding_id.partner_id
            subject, body = self._activities_notice(
                env, activities_sudo, customers_sudo
            )
            single = len(customers_sudo) == 1
            env["mail.thread"].sudo().message_notify(
                partner_ids=user_sudo.partner_id.ids,
                author_id=self.env.user.partner_id.id,
                subject=subject,
                body=body,
                model=single and customers_sudo._name,
                res_id=single and customers_sudo.id,
            )

    @api.model
    def _activities_notice(self, env, activities_sudo, customers_sudo):
        count = len(activities_sudo)
        if len(customers_sudo) == 1:
            subject = env._(
                "Activities for you with %(customer)s: %(count)s",
                customer=customers_sudo.name,
                count=count,
            )
        else:
            subject = env._("Activities for you with customers: %s", count)
        notice = env["customer.technician.notice"]
        customers_sudo = customers_sudo.with_env(env(su=True))
        return subject, Markup("<p>%s</p>") % subject + notice._customer_list(
            env, customers_sudo, True
        )

    def _close(self, is_cancelled=False):
        """End what is open of them; its open activities are no longer needed."""
        open_sudo = self.sudo().filtered(lambda boarding: boarding.state in OPEN_STATES)
        open_sudo.write({"is_closed": True, "is_cancelled": is_cancelled})
        open_sudo.activity_ids.filtered("active").unlink()
