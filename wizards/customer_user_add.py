from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..models.customer_user_rights import RIGHT_FIELDS
from .portal_wizard import NO_INVITATION


class CustomerUserAdd(models.TransientModel):
    """Give one or several contact persons of a customer a log-in and its rights."""

    _name = "customer.user.add"
    _description = "Add Customer Users"
    _inherit = ["customer.user.rights"]

    # === FIELDS === #

    customer_id = fields.Many2one(
        required=True,
        ondelete="cascade",
        domain=[("is_customer", "=", True)],
    )
    partner_ids = fields.Many2many(
        "res.partner",
        relation="customer_user_add_partner_rel",
        string="Contact Persons",
        domain="[('id', 'child_of', customer_id), ('type', 'in', ('contact', 'other')),"
        " ('user_ids', '=', False)]",
    )
    facility_ids = fields.Many2many(relation="customer_user_add_facility_rel")
    send_invitation = fields.Boolean(
        help="Send an e-mail with a link to choose a password, in the language of each "
        "contact person. It can also be sent later.",
    )
    welcome_message = fields.Text(
        string="Message", help="Added to the text of the invitation."
    )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        (wizards.customer_id | wizards.partner_ids).check_access("read")
        return wizards

    def write(self, vals):
        result = super().write(vals)
        (self.customer_id | self.partner_ids).check_access("read")
        return result

    # === ACTION METHODS === #

    def action_add(self):
        """Add the log-ins.

        :return: the action that shows the customer's users
        :raise AccessError: without “Create customer users”
        :raise UserError: naming the contact persons that can't have a log-in
        """
        self.ensure_one()
        self._check_partners()
        wizard = self.env["portal.wizard"].create(
            {
                "partner_ids": [Command.set(self.partner_ids.ids)],
                "welcome_message": self.welcome_message,
            }
        )
        lines = wizard.user_ids
        if not self.send_invitation:
            lines = lines.with_context(customer_user_invitation=NO_INVITATION)
        for line in lines:
            line.action_grant_access()
        # who may create customer users sets their first rights
        added_sudo = (
            self.env["customer.user"]
            .sudo()
            .search([("partner_id", "in", self.partner_ids.ids)])
        )
        added_sudo.write(self._prepare_rights_values())
        return self.customer_id.action_manage_customer_users()

    # === BUSINESS METHODS === #

    def _prepare_rights_values(self):
        return {
            **{name: self[name] for name in RIGHT_FIELDS},
            "facility_scope": self.facility_scope,
            "facility_ids": [
                Command.set(
                    self.facility_ids.ids if self.facility_scope == "some" else ()
                )
            ],
        }

    def _check_partners(self):
        """Refuse before the first log-in is given.

        :raise UserError: when a contact person can't have one
        """
        if not self.partner_ids:
            raise UserError(self.env._("Choose at least one contact person."))
        others = self.partner_ids.filtered(
            lambda partner: partner.commercial_partner_id != self.customer_id
        )
        if others:
            raise UserError(
                self.env._(
                    "%(persons)s are no contact persons of %(customer)s.",
                    persons=others.mapped("name"),
                    customer=self.customer_id.name,
                )
            )
        without_email = self.partner_ids.filtered(lambda partner: not partner.email)
        if without_email:
            raise UserError(
                self.env._(
                    "Enter an e-mail address for %s first: it is the log-in.",
                    without_email.mapped("name"),
                )
            )
