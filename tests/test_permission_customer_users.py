"""Customer users: each step takes its own permission, and no other right."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, new_test_user, tagged

from .permission_common import PermissionMixin

STEPS = {
    "action_grant_access": ("user_create", "Create customer users"),
    "action_invite_again": ("user_rights", "Change customer users' rights"),
    "action_revoke_access": ("user_delete", "Delete customer users"),
}


@tagged("post_install", "-at_install")
class TestPermissionCustomerUsers(PermissionMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            name: cls.user(name, name)
            for name in ("user_create", "user_rights", "user_delete", "edit")
        }
        cls.contact = cls.customers["assigned"]["Contacts and addresses of customers"]

    def line(self, user, contact=None):
        """Return the contact's line in the window of customer users."""
        wizard = (
            self.env["portal.wizard"]
            .with_user(user)
            .with_context(active_ids=self.assigned.ids)
            .create({})
        )
        contact = contact or self.contact
        return wizard.user_ids.filtered(lambda line: line.partner_id == contact)

    def log_in_of(self, contact):
        return contact.sudo().user_ids.filtered(lambda user: user._is_portal())

    # === THE BUTTON OF THE CARD === #

    def test_each_step_takes_its_permission(self):
        for method, (name, label) in STEPS.items():
            for other, user in self.users.items():
                if other in (name, "edit"):
                    continue
                with self.subTest(method, user=other):
                    line = self.line(user)
                    self.assertFalse(line[self._flag(method)])
                    with self.assertMissing(label):
                        getattr(line, method)()
        with self.assertRaises(AccessError):
            self.assigned.with_user(self.users["edit"]).action_manage_customer_users()

    def _flag(self, method):
        return {
            "action_grant_access": "can_grant",
            "action_invite_again": "can_invite",
            "action_revoke_access": "can_revoke",
        }[method]

    def test_the_permission_is_enough(self):
        line = self.line(self.users["user_create"])
        self.assertTrue(line.can_grant)
        line.email = "new.address@example.com"
        line.action_grant_access()
        log_in = self.log_in_of(self.contact)
        self.assertEqual(log_in.login, "new.address@example.com")
        self.assertEqual(self.contact.email, "new.address@example.com")
        self.assertTrue(log_in.share)
        self.line(self.users["user_rights"]).action_invite_again()
        self.assertTrue(self.log_in_of(self.contact))
        self.line(self.users["user_delete"]).action_revoke_access()
        self.assertFalse(self.contact.user_ids)

    def test_only_customers_one_sees(self):
        user = self.users["user_create"]
        with self.assertMissing("View"):
            self.other.with_user(user).action_manage_customer_users()
        wizard = self.env["portal.wizard"].with_user(user)
        contact = self.customers["other"]["Contacts and addresses of customers"]
        with self.assertMissing("View"):
            wizard.create({"partner_ids": [Command.link(contact.id)]})
        with self.assertMissing("View"):
            wizard.with_context(active_ids=self.other.ids).create({})
        line = self.line(user)
        with self.assertMissing("View"):
            line.wizard_id.partner_ids = contact
        with self.assertMissing("View"):
            line.create({"wizard_id": line.wizard_id.id, "partner_id": contact.id})
        with self.assertMissing("View"):
            line.partner_id = contact
            line.action_grant_access()

    def test_contacts_of_nobody_keep_odoos_rule(self):
        free = self.env["res.partner"].create(
            {"name": "Free", "email": "free@example.com"}
        )
        wizards = self.env["portal.wizard"].with_context(active_ids=free.ids)
        wizard = wizards.with_user(self.users["user_create"]).create({})
        self.assertFalse(wizard.user_ids.can_grant)
        with self.assertRaisesRegex(AccessError, "right to create contacts"):
            wizard.user_ids.action_grant_access()
        manager = new_test_user(
            self.env, "contacts", groups="base.group_user,base.group_partner_manager"
        )
        wizard = wizards.with_user(manager).create({})
        wizard.user_ids.action_grant_access()
        self.assertTrue(self.log_in_of(free))

    def test_contact_managers_need_the_permissions_for_customers(self):
        manager = self.user("contacts", "view", odoo=["base.group_partner_manager"])
        wizard = (
            self.env["portal.wizard"]
            .with_user(manager)
            .with_context(active_ids=self.assigned.ids)
            .create({})
        )
        line = wizard.user_ids.filtered(lambda line: line.partner_id == self.contact)
        with self.assertMissing("Create customer users"):
            line.action_grant_access()

    def test_windows_button_goes_with_the_permission(self):
        actions = self.env["ir.actions.actions"]
        action = self.env.ref("portal.partner_wizard_action_create_and_open")
        for name, user in self.users.items():
            bindings = actions.with_user(user).get_bindings("res.partner")
            shown = action.id in [entry["id"] for entry in bindings.get("action", ())]
            with self.subTest(name):
                self.assertEqual(shown, name != "edit")
            arch = (
                self.env["res.partner"]
                .with_user(user)
                .get_view(
                    self.env.ref("customer_register.res_partner_customer_view_form").id
                )["arch"]
            )
            with self.subTest(name, button=True):
                self.assertEqual("action_manage_customer_users" in arch, name != "edit")

    # === USERS THEMSELVES === #

    def test_users_of_customers_by_whoever_manages_users(self):
        """“Access Rights” of Odoo alone doesn't reach customers' log-ins."""
        names = ("user_create", "user_rights", "user_delete")
        keeper = self.user(
            "keeper",
            "edit",
            odoo=["base.group_erp_manager", "base.group_partner_manager"],
        )
        portal = self.env.ref("base.group_portal")
        values = {
            "name": "Customer user",
            "login": "customer_user",
            "partner_id": self.contact.id,
            "group_ids": [Command.set(portal.ids)],
        }
        users = self.env["res.users"].with_user(keeper)
        with self.assertMissing("Create customer users"):
            users.create(values)
        user = self.env["res.users"].create(values).with_user(keeper)
        with self.assertMissing("Change customer users' rights"):
            user.login = "another"
        with self.assertMissing("Change customer users' rights"):
            user.password = "another"
        for values in (
            {"active": False},
            {"group_ids": [Command.set(self.env.ref("base.group_public").ids)]},
        ):
            with self.subTest(values=values):
                with self.assertMissing("Delete customer users"):
                    user.write(values)
        with self.assertMissing("Delete customer users"):
            user.unlink()
        self.env["res.users"].browse(user.id).active = False
        with self.assertMissing("Create customer users"):
            user.active = True
        group = "customer_register.group_customer_%s"
        keeper.group_ids += self.env["res.groups"].union(
            *(self.env.ref(group % name) for name in names)
        )
        user.active = True
        user.login = "another"
        user.active = False
        user.unlink()

    def test_customer_user_changes_own_preferences(self):
        user = new_test_user(
            self.env,
            "preferring",
            groups="base.group_portal",
            partner_id=self.contact.id,
        )
        user.with_user(user).write({"tz": "Europe/Oslo"})
        self.assertEqual(user.tz, "Europe/Oslo")

    def test_sign_up_of_a_contact(self):
        self.env["ir.config_parameter"].set_param("auth_signup.invitation_scope", "b2c")
        self.contact.signup_prepare()
        token = self.contact._generate_signup_token()
        public = self.env.ref("base.public_user")
        login, _password = (
            self.env["res.users"]
            .with_user(public)
            .sudo()
            .signup(
                {"login": "signed_up", "password": "signed_up_1", "name": "S"}, token
            )
        )
        self.assertEqual(self.log_in_of(self.contact).login, login)

    def test_refused_for_another_reason(self):
        """Odoo's own checks stay."""
        self.contact.email = False
        line = self.line(self.users["user_create"])
        with self.assertRaises(UserError):
            line.action_grant_access()
