"""An installation locks nobody out, with the rules in force."""

from odoo import Command
from odoo.tests import TransactionCase, new_test_user, tagged

from odoo.addons.customer_register.hooks import post_init_hook

from .permission_common import GROUP, PermissionMixin
from .permission_table import permissions


@tagged("post_install", "-at_install")
class TestPermissionInstall(PermissionMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        register_groups = cls.env["res.groups"].union(
            *(cls.env.ref(GROUP % name) for name in permissions())
        )
        cls.before = {
            name: new_test_user(cls.env, f"before_{name}", groups=groups)
            for name, groups in {
                "plain": "base.group_user",
                "contacts": "base.group_user,base.group_partner_manager",
                "sales": "sales_team.group_sale_salesman_all_leads",
                "project": "project.group_project_user",
                "account": "account.group_account_manager",
                "portal": "base.group_portal",
            }.items()
        }
        for user in cls.before.values():
            user.group_ids -= register_groups
        post_init_hook(cls.env)

    def test_everybody_does_what_they_did(self):
        """Sees all customers; edits and adds them as Odoo allowed it before."""
        customers = self.assigned | self.other
        for name, operations in {
            "plain": {"read"},
            "contacts": {"read", "write", "create", "unlink"},
            "sales": {"read", "write", "create"},
            "project": {"read"},
            "account": {"read"},
        }.items():
            as_user = customers.with_user(self.before[name])
            with self.subTest(name):
                self.assertEqual(
                    {
                        operation
                        for operation in ("read", "write", "create", "unlink")
                        if as_user.has_access(operation)
                    },
                    operations,
                )
                self.assertCountEqual(
                    as_user.search([("id", "in", customers.ids)]).ids, customers.ids
                )
        order = self.customers["other"]["Quotations and orders"]
        self.assertTrue(order.with_user(self.before["sales"]).has_access("write"))

    def test_portal_users_get_nothing(self):
        portal = self.before["portal"]
        self.assertFalse(
            [name for name in permissions() if portal.has_group(GROUP % name)]
        )
        self.assertTrue(portal._is_portal())

    def test_users_added_later_start_with_view(self):
        added = self.env["res.users"].create({"name": "Added", "login": "added"})
        copied = added.copy({"login": "copied", "name": "Copied"})
        for user in added | copied:
            with self.subTest(user.login):
                as_user = self.other.with_user(user)
                self.assertTrue(as_user.has_access("read"))
                self.assertFalse(as_user.has_access("write"))

    def test_user_without_any_permission_sees_no_customer(self):
        user = new_test_user(self.env, "explicit", groups="base.group_user")
        self.assertFalse(self.other.with_user(user).has_access("read"))
        user.group_ids = [Command.link(self.env.ref(GROUP % "view").id)]
        self.assertTrue(self.other.with_user(user).has_access("read"))
        user.group_ids = [Command.unlink(self.env.ref(GROUP % "view").id)]
        self.assertFalse(self.other.with_user(user).has_access("read"))

    def test_administrators(self):
        admin = new_test_user(self.env, "new_admin", groups="base.group_system")
        self.assertTrue(self.other.with_user(admin).has_access("unlink"))
        self.assertTrue(admin.has_group(GROUP % "manager"))

    def test_who_is_in_the_register_is_known_of_all(self):
        """The column that the hook filled says what the field computes."""
        partners = self.env["res.partner"].with_context(active_test=False).search([])
        stored = {partner.id: partner.in_customer_register for partner in partners}
        self.env.add_to_compute(partners._fields["in_customer_register"], partners)
        for partner in partners:
            self.assertEqual(partner.in_customer_register, stored[partner.id])
        self.assertTrue(stored[self.other.id])

    def test_contacts_follow_who_becomes_a_customer(self):
        company = self.env["res.partner"].create({"name": "C", "is_company": True})
        contact = self.env["res.partner"].create(
            {"name": "Contact", "parent_id": company.id}
        )
        self.assertFalse(contact.in_customer_register)
        company.customer_rank = 1
        self.assertTrue(contact.in_customer_register)
        contact.parent_id = False
        self.assertFalse(contact.in_customer_register)

    def test_rules_do_not_depend_on_what_changes(self):
        """Odoo keeps a rule's domain; assignments and companies count at once."""
        user = self.user("technician", "view_assigned")
        as_user = self.other.with_user(user)
        self.assertFalse(as_user.has_access("read"))
        self.other.technician_ids = user
        self.assertTrue(as_user.has_access("read"))
        self.other.technician_ids = False
        self.assertFalse(as_user.has_access("read"))
        order = self.customers["other"]["Quotations and orders"]
        order.user_id = user
        self.assertTrue(as_user.has_access("read"))
        order.user_id = False
        self.assertFalse(as_user.has_access("read"))

    def test_same_number_of_queries_for_10_and_100(self):
        user = self.user("technician", "edit_assigned", "create")

        def queries(count):
            customers = self.env["res.partner"].create(
                [{"name": f"C {n}", "customer_rank": 1} for n in range(count)]
            )
            customers.technician_ids = user
            self.cr.flush()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            as_user = customers.with_user(user)
            as_user.check_access("read")
            as_user.check_access("write")
            as_user.mapped("name")
            self.env.flush_all()
            return self.cr.sql_log_count - before

        queries(1)
        self.assertEqual(queries(10), queries(100))
