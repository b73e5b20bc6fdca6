from odoo import api, fields, models
from odoo.exceptions import UserError


class CustomerAssign(models.TransientModel):
    """Assign technicians to customers and unassign them.

    Source: seed 001_89ddd0bb9fc3d60e.txt, "Assign technician to customer".
    """

    _name = "customer.assign"
    _description = "Assign Technicians"

    partner_ids = fields.Many2many("res.partner", string="Customers")
    customer_count = fields.Integer(compute="_compute_customer_count")
    mode = fields.Selection(
        [
            ("add", "Tick to assign, untick to unassign"),
            ("remove", "Unassign those ticked"),
            ("replace", "Exactly those ticked, nobody else"),
        ],
        default="add",
        required=True,
    )
    user_ids = fields.Many2many(
        "res.users",
        relation="customer_assign_user_rel",
        string="Users",
        domain=[("share", "=", False)],
    )
    initial_user_ids = fields.Many2many(
        "res.users",
        relation="customer_assign_initial_user_rel",
        help="Technical: who was ticked when the window opened.",
    )
    some_text = fields.Char(compute="_compute_some_text")

    # === DEFAULT METHODS === #

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if "partner_ids" in fields and not values.get("partner_ids"):
            values["partner_ids"] = self._customers_of_context().ids
        # given users say everything: nobody was ticked before
        if "user_ids" in fields and not values.get("user_ids"):
            values["user_ids"] = self._assigned_to_all(self._customers_of_context()).ids
            if "initial_user_ids" in fields:
                values["initial_user_ids"] = values["user_ids"]
        return values

    @api.model
    def _customers_of_context(self):
        context = self.env.context
        if context.get("active_model") != "res.partner":
            return self.env["res.partner"]
        ids = context.get("active_ids") or [context.get("active_id")]
        return self.env["res.partner"].browse(ids).commercial_partner_id

    # === COMPUTE METHODS === #

    @api.depends("partner_ids")
    def _compute_customer_count(self):
        for wizard in self:
            wizard.customer_count = len(wizard.partner_ids)

    @api.depends("partner_ids")
    def _compute_some_text(self):
        for wizard in self:
            customers = wizard.partner_ids._origin
            users = customers.technician_ids - self._assigned_to_all(customers)
            wizard.some_text = bool(users) and self.env._(
                "Assigned to some of them: %s", users.mapped("name")
            )

    # === ONCHANGE METHODS === #

    @api.onchange("mode")
    def _onchange_mode(self):
        self.user_ids = (
            False if self.mode == "remove" else self.initial_user_ids._origin
        )

    # === ACTION METHODS === #

    def action_assign(self):
        """Carry out what is ticked.

        In the mode ``add``, users ticked are assigned and those whose tick was taken
        away are unassigned; all others stay as they are.

        :raise UserError: without customers
        :raise AccessError: without the permission to assign
        """
        self.ensure_one()
        customers = self.partner_ids.commercial_partner_id
        if not customers:
            raise UserError(self.env._("Select at least one customer."))
        ticked = self.user_ids
        if self.mode == "remove":
            customers._assign_technicians(ticked.browse(), ticked)
        elif self.mode == "replace":
            customers._assign_technicians(ticked, customers.technician_ids - ticked)
        else:
            customers._assign_technicians(ticked, self.initial_user_ids - ticked)
        return {"type": "ir.actions.act_window_close"}

    # === BUSINESS METHODS === #

    @api.model
    def _assigned_to_all(self, customers):
        """Return the users that all the customers have in common."""
        users = customers[:1].technician_ids
        for customer in customers[1:]:
            users &= customer.technician_ids
        return users
