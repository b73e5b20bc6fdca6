from odoo import Command, models


class ResUsers(models.Model):
    _inherit = "res.users"

    def write(self, vals):
        result = super().write(vals)
        if "group_ids" in vals:
            self._end_assignments_of_portal_users()
        return result

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
