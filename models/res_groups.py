from odoo import Command, api, models

# Right on res.partner that a user already had -> permission that keeps it.
PERMISSION_BY_OPERATION = {
    "write": "customer_register.group_customer_edit",
    "create": "customer_register.group_customer_create",
    "unlink": "customer_register.group_customer_delete",
}


class ResGroups(models.Model):
    _inherit = "res.groups"

    @api.model
    def _init_customer_permissions(self):
        """Give existing internal users the permissions for what they could do before.

        Everybody may view customers; editing, creating and deleting follow from the
        rights on contacts. New users start with the permission to view.
        """
        view = self.env.ref("customer_register.group_customer_view")
        default_group = self.env.ref(
            "base.default_user_group", raise_if_not_found=False
        )
        if default_group:
            default_group.implied_ids = [Command.link(view.id)]
        users = (
            self.env["res.users"]
            .with_context(active_test=False)
            .search([("share", "=", False)])
        )
        for user in users:
            partners = self.env["res.partner"].with_user(user)
            user.group_ids = [
                Command.link(view.id),
                *(
                    Command.link(self.env.ref(permission).id)
                    for operation, permission in PERMISSION_BY_OPERATION.items()
                    if partners.has_access(operation)
                ),
            ]
