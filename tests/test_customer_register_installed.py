"""After the installation: permissions of users, sequences, menus."""

from psycopg2 import IntegrityError

from odoo import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.customer_register.hooks import post_init_hook

from .common import CustomerCase

PERMISSIONS = (
    "view_assigned",
    "view",
    "edit_assigned",
    "edit",
    "create",
    "delete",
    "upload",
    "user_create",
    "user_rights",
    "user_delete",
    "assign",
    "file_delete",
    "manager",
)


@tagged("post_install", "-at_install", "customer_register")
class TestPostInit(CustomerCase):
    def group(self, name):
        return self.env.ref(f"customer_register.group_customer_{name}")

    def permissions(self, user):
        return {name for name in PERMISSIONS if self.group(name) in user.all_group_ids}

    def test_existing_users_keep_what_they_could_do(self):
        """Without the register's groups, Odoo's own decide."""
        plain, partner_manager, archived = (
            new_test_user(self.env, login, groups=groups)
            for login, groups in [
                ("plain_user", "base.group_user"),
                ("partner_manager", "base.group_user,base.group_partner_manager"),
                ("archived_user", "base.group_user,base.group_partner_manager"),
            ]
        )
        portal = new_test_user(self.env, "portal_user", groups="base.group_portal")
        register_groups = self.env["res.groups"].union(*map(self.group, PERMISSIONS))
        for user in plain | partner_manager | archived:
            user.group_ids -= register_groups
        self.env.ref("base.group_user").implied_ids -= register_groups
        archived.active = False
        post_init_hook(self.env)
        viewing = {"view_assigned", "view"}
        editing = viewing | {"edit_assigned", "edit", "create", "delete"}
        for user, expected in [
            (plain, viewing),
            (partner_manager, editing),
            (archived, editing),
            (portal, set()),
            (self.env.ref("base.user_admin"), set(PERMISSIONS)),
            (self.env.ref("base.user_root"), set(PERMISSIONS)),
            (self.env.ref("base.public_user"), set()),
        ]:
            with self.subTest(user.login):
                self.assertEqual(self.permissions(user), expected)
        self.assertTrue(portal._is_portal())

    def test_new_users_start_with_view(self):
        user = self.env["res.users"].create({"name": "New", "login": "new_user"})
        self.assertTrue(user._is_internal())
        self.assertIn("view", self.permissions(user))
        self.assertNotIn("manager", self.permissions(user))
        portal = self.env["res.users"].create(
            {
                "name": "Portal",
                "login": "new_portal",
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )
        self.assertFalse(self.permissions(portal))

    def test_administrators_get_everything(self):
        user = new_test_user(self.env, "new_admin", groups="base.group_system")
        self.assertEqual(self.permissions(user), set(PERMISSIONS))

    def test_groups(self):
        groups = [self.group(name) for name in PERMISSIONS]
        privilege = self.env.ref(
            "customer_register.res_groups_privilege_customer_register"
        )
        self.assertEqual(privilege.name, "Customer Register")
        for group in groups:
            with self.subTest(group.name):
                self.assertEqual(group.privilege_id, privilege)
                self.assertTrue(group.name)
                self.assertTrue(group.comment)
        orders = [group.sequence for group in groups]
        self.assertEqual(orders, sorted(set(orders)))
        self.assertEqual(
            set(groups), set(privilege.group_ids), "no group beside the contract's"
        )
        for name, implied in [
            ("view", {"view_assigned"}),
            ("edit", {"view", "edit_assigned"}),
            ("manager", set(PERMISSIONS) - {"manager"}),
        ]:
            with self.subTest(name):
                implied_groups = self.group(name).all_implied_ids
                for other in implied:
                    self.assertIn(self.group(other), implied_groups)

    def test_rights_on_customers(self):
        customer = self.customer()
        for name, allowed in [
            ("view", {"read"}),
            ("edit", {"read", "write"}),
            ("create", {"read", "create"}),
            ("delete", {"read", "unlink"}),
            ("manager", {"read", "write", "create", "unlink"}),
        ]:
            with self.subTest(name):
                user = new_test_user(
                    self.env,
                    f"user_{name}",
                    groups=f"base.group_user,customer_register.group_customer_{name}",
                )
                customer.technician_ids = user
                as_user = customer.with_user(user)
                self.assertEqual(
                    {
                        operation
                        for operation in ("read", "write", "create", "unlink")
                        if as_user.has_access(operation)
                    },
                    allowed,
                )

    def test_sequences(self):
        companies = self.env["res.company"].search([])
        new = self.env["res.company"].create(
            [{"name": "New company 1"}, {"name": "New company 2"}]
        )
        sequences = (companies | new).mapped("customer_number_sequence_id")
        self.assertEqual(len(sequences), len(companies | new))
        for company in companies | new:
            with self.subTest(company.name):
                sequence = company.customer_number_sequence_id
                self.assertEqual(sequence.company_id, company)
                self.assertTrue(company.customer_number_auto)
                self.assertGreaterEqual(sequence.number_next_actual, 1001)
        self.company._init_customer_number_sequences()
        self.assertEqual(self.company.customer_number_sequence_id, self.sequence)
        with mute_logger("odoo.sql_db"), self.assertRefused(error=IntegrityError):
            self.sequence.unlink()
            self.env.flush_all()

    def test_menus(self):
        def visible(user):
            menus = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            return {
                name
                for name in (
                    "customer_register_menu_root",
                    "customer_register_menu_customers",
                    "customer_register_menu_import",
                    "customer_register_menu_configuration",
                )
                if self.env.ref(f"customer_register.{name}").id in menus
            }

        root = {"customer_register_menu_root", "customer_register_menu_customers"}
        viewer = new_test_user(self.env, "viewer", groups="base.group_user")
        uploader = new_test_user(
            self.env,
            "uploader",
            groups="base.group_user,customer_register.group_customer_upload",
        )
        admin = new_test_user(self.env, "administrator", groups="base.group_system")
        for user, expected in [
            (viewer, root),
            (uploader, root | {"customer_register_menu_import"}),
            (
                admin,
                root
                | {
                    "customer_register_menu_import",
                    "customer_register_menu_configuration",
                },
            ),
        ]:
            with self.subTest(user.login):
                self.assertEqual(visible(user), expected)

    def test_customers_action(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_register.res_partner_customer_action"
        )
        self.assertEqual(
            [mode for _view, mode in action["views"]],
            ["list", "kanban", "form", "activity"],
        )
        customer = self.customer()
        self.new_partner("Contact", parent_id=customer.id)
        for _view_id, mode in action["views"]:
            with self.subTest(mode):
                self.env["res.partner"].with_user(self.editor).get_view(_view_id, mode)
