from odoo import Command, api, models, tools

# Right on res.partner that a user already had -> permission that keeps it.
PERMISSION_BY_OPERATION = {
    "write": "customer_register.group_customer_edit",
    "create": "customer_register.group_customer_create",
    "unlink": "customer_register.group_customer_delete",
}
PRIVILEGE = "customer_register.res_groups_privilege_customer_register"
ROLE_PRIVILEGE = "customer_register.res_groups_privilege_customer_role"


class ResGroups(models.Model):
    _inherit = "res.groups"

    # === BUSINESS METHODS === #

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
            user.group_ids = [
                Command.link(view.id),
                *(
                    Command.link(self.env.ref(permission).id)
                    for operation, permission in PERMISSION_BY_OPERATION.items()
                    if user._has_own_partner_right(operation)
                ),
            ]

    @api.model
    def _customer_permission_groups(self):
        """Return the groups that are one permission each."""
        return self.env.ref(PRIVILEGE).sudo().group_ids

    @api.model
    @tools.ormcache("self.env.lang", cache="groups")
    def _get_view_group_hierarchy(self):
        """Show the roles and each permission of the register on lines of their own.

        The form lets one group of a privilege be chosen, and forgets the others when it
        is saved. Permissions are chosen one by one: each is presented as a privilege.
        """
        hierarchy = super()._get_view_group_hierarchy()
        privilege = self.env.ref(PRIVILEGE, raise_if_not_found=False)
        role_privilege = self.env.ref(ROLE_PRIVILEGE, raise_if_not_found=False)
        if not privilege or not role_privilege:
            return hierarchy
        own = {privilege.id, role_privilege.id}
        groups = dict(hierarchy["groups"])
        privileges = dict(hierarchy["privileges"])
        shown = privileges.pop(privilege.id)
        lines = []
        for group in privilege.group_ids.sorted("sequence"):
            line = f"customer_{group.id}"
            lines.append(line)
            privileges[line] = {
                **shown,
                "id": line,
                "name": group.name,
                "description": group.comment,
                "group_ids": group.ids,
            }
            groups[group.id] = {
                **groups[group.id],
                "name": self.env._("Allowed"),
                "privilege_id": line,
            }
        categories = [
            {
                **category,
                "privilege_ids": [
                    privilege_id
                    for privilege_id in category["privilege_ids"]
                    if privilege_id not in own
                ],
            }
            for category in hierarchy["categories"]
        ]
        categories.append(
            {
                "id": "customer_register",
                "name": privilege.name,
                "privilege_ids": [role_privilege.id, *lines],
            }
        )
        return {
            "groups": groups,
            "privileges": privileges,
            "categories": [
                category for category in categories if category["privilege_ids"]
            ],
        }
