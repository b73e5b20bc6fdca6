from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.res_company_boarding import PLAN_DOMAIN


class CustomerPlanMixin(models.AbstractModel):
    """What is asked before a plan starts: which, who, from when; and what will come."""

    _name = "customer.plan.mixin"
    _description = "Question for a Plan"

    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, readonly=True
    )
    plan_id = fields.Many2one(
        "mail.activity.plan",
        compute="_compute_plan_id",
        store=True,
        readonly=False,
        domain=PLAN_DOMAIN % "company_id",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        help="Does what the plan gives to nobody, and what is for a technician or a "
        "salesperson where the customer has none.",
    )
    plan_date = fields.Date(
        default=fields.Date.context_today,
        help="The day that the plan counts from.",
    )
    template_ids = fields.One2many(related="plan_id.template_ids")

    @api.depends("company_id")
    def _compute_plan_id(self):
        for wizard in self:
            wizard.plan_id = wizard._get_default_plan()

    def _get_default_plan(self):
        """Return the plan of the settings."""
        return self.env["mail.activity.plan"]

    def _check_plan(self):
        """Refuse what can't be started.

        :raise UserError: saying what is missing
        """
        if not self.plan_id:
            raise UserError(self.env._("Choose a plan."))
        self.plan_id.check_access("read")
        if self.plan_id.res_model != "res.partner":
            raise UserError(
                self.env._("“%s” is no plan for customers.", self.plan_id.name)
            )
        if not self.plan_id.template_ids:
            raise UserError(
                self.env._("The plan “%s” has no activities.", self.plan_id.name)
            )


class CustomerBoardingStart(models.TransientModel):
    """Start the onboarding of customers.

    Source: seed 000_26c010d3a1eadc26.txt, "Continue with client survey and Onboarding".
    """

    _name = "customer.boarding.start"
    _inherit = ["customer.plan.mixin"]
    _description = "Start Onboarding"

    partner_ids = fields.Many2many(
        "res.partner", string="Customers", context={"active_test": False}
    )

    # === DEFAULT METHODS === #

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if "partner_ids" in fields and not values.get("partner_ids"):
            values["partner_ids"] = (
                self.env["customer.assign"]._customers_of_context().ids
            )
        return values

    # === ACTION METHODS === #

    def action_start(self):
        """Give the activities to those who do them.

        :raise AccessError: without the permission to edit the customers
        :raise UserError: while an onboarding goes on, or without a plan
        """
        self.ensure_one()
        customers = self.partner_ids.commercial_partner_id
        if not customers:
            raise UserError(self.env._("Select at least one customer."))
        customers._check_may_be_boarded()
        self._check_plan()
        self.env["customer.boarding"]._start(
            customers, "onboarding", self.plan_id, self.user_id, self.plan_date
        )
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    # === BUSINESS METHODS === #

    def _get_default_plan(self):
        return self.company_id.customer_onboarding_plan_id
