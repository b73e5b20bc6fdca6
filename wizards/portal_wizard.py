from odoo import api, fields, models
from odoo.exceptions import AccessError

# Handed down while log-ins are given without an invitation. An object, so that no
# remote caller can pass it in the context.
NO_INVITATION = object()


class PortalWizard(models.TransientModel):
    """The window copies e-mail addresses: only of contacts that the user may see."""

    _inherit = "portal.wizard"

    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        wizards.partner_ids.check_access("read")
        return wizards

    def write(self, vals):
        result = super().write(vals)
        self.partner_ids.check_access("read")
        return result


class PortalWizardUser(models.TransientModel):
    """Customer users: each step takes the permission of its own, and no other right.

    Contacts that belong to no customer keep Odoo's own rule, "Contact: Creation".
    """

    _inherit = "portal.wizard.user"

    can_grant = fields.Boolean(compute="_compute_can")
    can_invite = fields.Boolean(compute="_compute_can")
    can_revoke = fields.Boolean(compute="_compute_can")

    # === COMPUTE METHODS === #

    @api.depends("partner_id")
    @api.depends_context("uid")
    def _compute_can(self):
        for line in self:
            line.can_grant = line._has_permission("user_create")
            line.can_invite = line._has_permission("user_rights")
            line.can_revoke = line._has_permission("user_delete")

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.partner_id.check_access("read")
        return lines

    # === ACTION METHODS === #

    def action_grant_access(self):
        """Give the contact a log-in.

        :raise AccessError: without “Create customer users”
        """
        line = self._with_permission("user_create")
        return super(PortalWizardUser, line).action_grant_access()

    def action_invite_again(self):
        """Send the invitation once more, to a new address if one was typed.

        :raise AccessError: without “Change customer users' rights”
        """
        line = self._with_permission("user_rights")
        return super(PortalWizardUser, line).action_invite_again()

    def action_revoke_access(self):
        """Take the log-in away.

        :raise AccessError: without “Delete customer users”
        """
        line = self._with_permission("user_delete")
        return super(PortalWizardUser, line).action_revoke_access()

    # === BUSINESS METHODS === #

    def _send_email(self):
        """Send the invitation, unless it was not asked for."""
        if self.env.context.get("customer_user_invitation") is NO_INVITATION:
            return True
        return super()._send_email()

    def _has_permission(self, name):
        self.ensure_one()
        if self.env.su:
            return True
        if self.partner_id.sudo().in_customer_register:
            return self.env.user._has_customer_permission(name)
        return self.env.user.has_group("base.group_partner_manager")

    def _with_permission(self, name):
        """Return the line in a mode in which the permission is enough.

        Odoo's own steps write the contact's e-mail address and the user.

        :param str name: user_create, user_rights or user_delete
        :raise AccessError: naming the permission
        """
        self.ensure_one()
        partner = self.partner_id
        partner.check_access("read")
        if not self._has_permission(name):
            if not partner.sudo().in_customer_register:
                raise AccessError(
                    self.env._(
                        "You need the right to create contacts to change the log-in of "
                        "%s, who belongs to no customer.",
                        partner.name,
                    )
                )
            self._check_customer_user_permission(name)
        return self.sudo() if partner.sudo().in_customer_register else self

    def _check_customer_user_permission(self, name):
        # the contact may have no user yet
        user = self.env["res.users"].new({"partner_id": self.partner_id.id})
        user._check_customer_user_permission(name)
