from odoo import Command, api, models
from odoo.exceptions import AccessError

from .res_groups import ROLE_PRIVILEGE

# Handed down while users are created: what Odoo then writes to them is no change.
# An object, so that no remote caller can pass it in the context.
_ADDING = object()


class ResUsers(models.Model):
    """Users as technicians, and customer users: who may add, change and remove them."""

    _inherit = "res.users"

    # === ONCHANGE METHODS === #

    @api.onchange("group_ids")
    def _onchange_customer_role(self):
        """A role takes the place of the permissions that the user had one by one.

        What is added beside the role in the same form stays.
        """
        before = self._origin.group_ids if self._origin else self._default_groups()
        chosen = self.group_ids._origin - before._origin
        if chosen.filtered(
            lambda group: group.privilege_id == self.env.ref(ROLE_PRIVILEGE)
        ):
            replaced = (
                before._origin & self.env["res.groups"]._customer_permission_groups()
            )
            self.group_ids = self.group_ids.filtered(
                lambda group: group._origin not in replaced
            )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        adding = self.with_context(customer_users_added=_ADDING)
        users = super(ResUsers, adding).create(vals_list).with_env(self.env)
        users._customer_users()._check_customer_user_permission("user_create")
        return users

    def write(self, vals):
        if self.env.context.get("customer_users_added") is _ADDING:
            return super().write(vals)
        before = self._customer_users()
        result = super().write(vals)
        if before or {"active", "group_ids", "partner_id"} & vals.keys():
            self._check_customer_user_changes(before, vals)
        if "group_ids" in vals:
            self._end_assignments_of_portal_users()
        return result

    def unlink(self):
        self.with_context(active_test=False)._customer_users(
            logged_in=False
        )._check_customer_user_permission("user_delete")
        return super().unlink()

    # === BUSINESS METHODS === #

    def _customer_users(self, logged_in=True):
        """Return those of the users who are customer users.

        Nobody in sudo mode, and nobody for customer users, who only change their own
        preferences.

        :param bool logged_in: only those who can log in
        """
        if self.env.su or not self.env.user._is_bound_by_customer_permissions():
            return self.browse()
        customer_users = self.sudo().filtered(
            lambda user: (
                user.partner_id.in_customer_register
                and user.share
                and (not logged_in or (user.active and user._is_portal()))
            )
        )
        return customer_users.with_env(self.env)

    def _check_customer_user_changes(self, before, vals):
        """Ask for the permission that fits what became of customer users.

        :param before: those who were customer users before the write
        :param dict vals: values of the write
        :raise AccessError: naming the permission
        """
        after = self._customer_users()
        (after - before)._check_customer_user_permission("user_create")
        (before - after)._check_customer_user_permission("user_delete")
        if vals.keys() - {"active"}:
            (before & after)._check_customer_user_permission("user_rights")

    def _check_customer_user_permission(self, name):
        """Refuse what is done to customer users without the permission.

        :param str name: user_create, user_rights or user_delete
        :raise AccessError: naming the permission and the users
        """
        if not self or self.env.su or self.env.user._has_customer_permission(name):
            return
        names = self.sudo().mapped("name")
        if name == "user_create":
            message = self.env._(
                "You need the permission “Create customer users” to give %s a log-in.",
                names,
            )
        elif name == "user_delete":
            message = self.env._(
                "You need the permission “Delete customer users” to take the log-in "
                "away from %s.",
                names,
            )
        else:
            message = self.env._(
                "You need the permission “Change customer users' rights” to change the "
                "log-in of %s.",
                names,
            )
        raise AccessError(message)

    def _end_assignments_of_portal_users(self):
        """Only internal users are technicians: others lose their customers."""
        users_sudo = self.sudo().filtered("share")
        if not users_sudo:
            return
        customers_sudo = (
            self.env["res.partner"]
            .sudo()
            .with_context(active_test=False)
            .search([("technician_ids", "in", users_sudo.ids)])
        )
        customers_sudo.write(
            {"technician_ids": [Command.unlink(user.id) for user in users_sudo]}
        )
