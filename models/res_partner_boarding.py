from odoo import api, fields, models
from odoo.exceptions import UserError

from .customer_boarding import OPEN_STATES
from .customer_survey import VIEW_GROUP


class ResPartner(models.Model):
    """Onboarding of new customers: activities by a plan, with their progress."""

    _inherit = "res.partner"

    boarding_ids = fields.One2many(
        "customer.boarding",
        "partner_id",
        string="Onboarding and Offboarding",
        groups=VIEW_GROUP,
    )
    boarding_id = fields.Many2one(
        "customer.boarding",
        string="Current Onboarding or Offboarding",
        compute="_compute_boarding_id",
        compute_sudo=True,
        groups=VIEW_GROUP,
        help="What goes on, else what was last.",
    )
    boarding_kind = fields.Selection(
        selection=lambda self: self._boarding_selection("kind"),
        string="Onboarding or Offboarding Now",
        compute="_compute_boarding_id",
        compute_sudo=True,
        groups=VIEW_GROUP,
    )
    boarding_state = fields.Selection(
        selection=lambda self: self._boarding_selection("state"),
        string="State of the Plan",
        compute="_compute_boarding_id",
        compute_sudo=True,
        groups=VIEW_GROUP,
    )
    boarding_progress = fields.Float(
        string="Plan Progress",
        compute="_compute_boarding_id",
        compute_sudo=True,
        groups=VIEW_GROUP,
    )
    boarding_progress_text = fields.Char(
        string="Activities of the Plan",
        compute="_compute_boarding_id",
        compute_sudo=True,
        groups=VIEW_GROUP,
    )

    # === COMPUTE METHODS === #

    @api.depends("boarding_ids.state", "boarding_ids.done_count")
    def _compute_boarding_id(self):
        boardings = self.env["customer.boarding"].search(
            [("partner_id", "in", self._origin.ids)], order="id"
        )
        current = {}
        for is_open in (False, True):
            for boarding in boardings:
                if (boarding.state in OPEN_STATES) is is_open:
                    current[boarding.partner_id.id] = boarding
        for partner in self:
            boarding = current.get(partner._origin.id, boardings.browse())
            partner.boarding_id = boarding
            partner.boarding_kind = boarding.kind
            partner.boarding_state = boarding.state
            partner.boarding_progress = boarding.progress
            partner.boarding_progress_text = boarding.progress_text

    @api.model
    def _boarding_selection(self, name):
        field = self.env["customer.boarding"]._fields[name]
        return field._description_selection(self.env)

    # === ACTION METHODS === #

    def action_start_onboarding(self):
        """Ask for the plan and who does it.

        :return: the action that opens the question
        :rtype: dict
        :raise AccessError: without the permission to edit the customers
        :raise UserError: while an onboarding or offboarding goes on
        """
        customers = self.commercial_partner_id
        customers._check_may_be_boarded()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Start Onboarding"),
            "res_model": "customer.boarding.start",
            "views": [(False, "form")],
            "view_mode": "form",
            "target": "new",
            "context": {"default_partner_ids": customers.ids},
        }

    def action_view_boarding_activities(self):
        """Open the activities of what goes on, those done too."""
        self.ensure_one()
        self.check_access("read")
        return self.boarding_id.action_view_activities()

    def action_cancel_boarding(self):
        """Stop what goes on; its open activities are deleted.

        :raise AccessError: without the permission to edit the customers
        """
        self.check_access("write")
        self.sudo().boarding_ids._close(is_cancelled=True)
        return True

    # === BUSINESS METHODS === #

    def _check_may_be_boarded(self):
        """Refuse a second onboarding at the same time.

        :raise AccessError: without the permission to edit the customers
        :raise UserError: naming the customers
        """
        self.check_access("write")
        others = self.filtered(lambda partner: not partner.is_customer)
        if others:
            raise UserError(
                self.env._("No customer, so no plan: %s.", others.mapped("name"))
            )
        inactive = self.filtered(lambda customer: not customer.active)
        if inactive:
            raise UserError(
                self.env._(
                    "Activate these customers before you start a plan: %s.",
                    inactive.mapped("name"),
                )
            )
        busy_sudo = (
            self.env["customer.boarding"]
            .sudo()
            .search([("partner_id", "in", self.ids), ("state", "in", OPEN_STATES)])
        )
        if busy_sudo:
            raise UserError(
                self.env._(
                    "An onboarding or offboarding goes on. Finish or cancel it first: "
                    "%s.",
                    busy_sudo.partner_id.mapped("name"),
                )
            )

    def _check_seen_by_responsible(self, responsible):
        """Refuse to give activities to who may not see the customer.

        :param dict responsible: {(template, customer): user}
        :raise UserError: naming the user and the customers
        """
        customers_of = {}
        for (__, customer), user in responsible.items():
            customers_of[user] = customers_of.get(user, self.browse()) | customer
        for user, customers in customers_of.items():
            seen = customers.with_user(user)._filtered_access("read")
            hidden = customers - seen.with_env(self.env)
            if hidden:
                raise UserError(
                    self.env._(
                        "%(user)s may not see %(customers)s. Assign the technician or "
                        "choose somebody else.",
                        user=user.sudo().name,
                        customers=hidden.mapped("name"),
                    )
                )
