"""Roles, the user's form, the settings of customer administrators."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tests.common import HttpCase

from .permission_common import GROUP, PermissionMixin
from .permission_table import labels, roles


@tagged("post_install", "-at_install")
class TestPermissionRoles(PermissionMixin, TransactionCase):
    def role_user(self, role):
        return self.user(role, role)

    # === WHAT ROLES DO === #

    def test_technician_works_on_own_documents(self):
        """The role brings what Odoo asks: orders and error reports open."""
        user = self.role_user("role_technician")
        for customer in self.customers.values():
            customer["Quotations and orders"].technician_ids = user
            customer["Error reports"].user_ids = user
        self.env.invalidate_all()
        for label in ("Quotations and orders", "Error reports"):
            for customer in self.customers.values():
                record = customer[label].with_user(user)
                with self.subTest(label, customer=customer["Customers"].name):
                    self.assertEqual(record.search([("id", "=", record.id)]), record)
                    views = record.get_views([(False, "form")])
                    names = views["models"][record._name]["fields"]
                    self.assertTrue(record.web_read({name: {} for name in names}))
        order = self.customers["other"]["Quotations and orders"].with_user(user)
        order.order_line.product_uom_qty = 3
        report = self.customers["other"]["Error reports"].with_user(user)
        report.state = "1_done"

    def test_office_does_the_daily_work(self):
        user = self.role_user("role_office")
        customers = self.env["res.partner"].with_user(user)
        customer = customers.create({"name": "New", "customer_rank": 1})
        customer.technician_ids = self.owner
        customer.city = "Oslo"
        self.other.with_user(user).city = "Oslo"
        customers.create({"name": "Supplier"}).name = "Supplier AS"
        self.env["customer.import"].with_user(user).create({})
        with self.assertMissing("Delete"):
            customer.unlink()
        with self.assertMissing("Customer administrator"):
            customer.ref = "changed"

    def test_administrator(self):
        user = self.role_user("role_administrator")
        customer = self.other.with_user(user)
        customer.ref = "changed"
        self.customers["other"]["Documents"].with_user(user).unlink()
        self.customers["other"]["Contacts and addresses of customers"].with_user(
            user
        ).unlink()

    # === THE USER'S FORM === #

    def test_each_permission_is_a_line_of_its_own(self):
        """Odoo's form would keep one permission only and drop the others."""
        hierarchy = self.env["res.groups"]._get_view_group_hierarchy()
        shown = {}
        for category in hierarchy["categories"]:
            for privilege_id in category["privilege_ids"]:
                privilege = hierarchy["privileges"][privilege_id]
                for group_id in privilege["group_ids"]:
                    self.assertEqual(
                        hierarchy["groups"][group_id]["privilege_id"], privilege_id
                    )
                    shown.setdefault(group_id, []).append(
                        (privilege["name"], len(privilege["group_ids"]))
                    )
        for name, label in labels().items():
            with self.subTest(name):
                self.assertEqual(shown[self.env.ref(GROUP % name).id], [(label, 1)])
        for role in roles():
            with self.subTest(role):
                self.assertEqual(
                    shown[self.env.ref(GROUP % role).id],
                    [("Role", len(roles()))],
                )

    def test_other_privileges_are_as_they_were(self):
        hierarchy = self.env["res.groups"]._get_view_group_hierarchy()
        sales = self.env.ref("sales_team.res_groups_privilege_sales")
        self.assertEqual(
            set(hierarchy["privileges"][sales.id]["group_ids"]),
            set(sales.group_ids.ids),
        )

    def test_choosing_a_role_takes_the_place_of_permissions(self):
        view = self.env.ref(GROUP % "view")
        delete = self.env.ref(GROUP % "delete")
        technician = self.env.ref(GROUP % "role_technician")
        user = new_test_user(self.env, "chosen", groups=GROUP % "view")
        form = user.new(origin=user)
        form.group_ids = user.group_ids | technician | delete
        form._onchange_customer_role()
        self.assertNotIn(view, form.group_ids._origin)
        self.assertIn(technician, form.group_ids._origin)
        self.assertIn(delete, form.group_ids._origin, "added beside the role")
        new_user = self.env["res.users"].new({})
        self.assertIn(view, new_user.group_ids._origin)
        new_user.group_ids |= technician
        new_user._onchange_customer_role()
        self.assertNotIn(view, new_user.group_ids._origin)
        without_role = user.new(origin=user)
        without_role.group_ids = user.group_ids | delete
        without_role._onchange_customer_role()
        self.assertIn(view, without_role.group_ids._origin)

    # === SETTINGS === #

    def settings(self, user):
        return self.env["customer.settings"].with_user(user)

    def test_settings_of_the_administrator(self):
        user = self.role_user("role_administrator")
        company = self.env.company
        company.customer_number_min_length = 0
        action = self.settings(user).action_open()
        self.assertEqual(action["res_model"], "customer.settings")
        settings = self.settings(user).create(
            {
                "customer_number_min_length": 4,
                "customer_show_vat_type": True,
                "customer_number_prefix": "K",
                "group_customer_fields_by_editor": True,
            }
        )
        self.assertEqual(company.customer_number_min_length, 4)
        self.assertTrue(company.customer_show_vat_type)
        self.assertEqual(company.customer_number_sequence_id.prefix, "K")
        custom_fields = self.env.ref("customer_register.group_customer_custom_fields")
        editors = self.env.ref(GROUP % "edit")
        self.assertIn(custom_fields, editors.all_implied_ids)
        self.assertTrue(settings.execute())
        self.settings(user).create({"group_customer_fields_by_editor": False})
        self.assertNotIn(custom_fields, editors.all_implied_ids)
        settings.write({"customer_show_vat_type": False})
        self.assertFalse(company.customer_show_vat_type)
        settings.action_view_customer_number_violations()
        settings.action_number_customers()

    def test_settings_change_the_own_company_only(self):
        user = self.role_user("role_administrator")
        other = self.env["res.company"].create({"name": "Sister"})
        settings = self.settings(user).create(
            {"company_id": other.id, "customer_number_min_length": 5}
        )
        self.assertEqual(settings.company_id, self.env.company)
        settings.write({"company_id": other.id, "customer_number_min_length": 6})
        self.assertFalse(other.customer_number_min_length)

    def test_settings_of_others(self):
        user = self.role_user("role_office")
        with self.assertMissing("Customer administrator"):
            self.settings(user).create({"customer_number_min_length": 4})
        with self.assertRaises(AccessError):
            self.settings(user).new({}).sudo(False).browse(1).read()
        admin = self.env.ref("base.user_admin")
        action = self.settings(admin).action_open()
        self.assertEqual(action["res_model"], "res.config.settings")

    def test_settings_are_complete(self):
        """What the register adds to Odoo's page is on the administrator's one."""
        own = self.env["customer.settings"]._fields
        page = self.env["res.config.settings"]._fields
        arch = self.settings(self.role_user("role_administrator")).get_view(
            self.env.ref("customer_register.customer_settings_view_form").id
        )["arch"]
        full = self.env.ref("base.res_config_settings_view_form")._get_combined_arch()
        shown = full.xpath("//app[@name='customer_register']//field/@name")
        self.assertTrue(shown)
        for name in shown:
            with self.subTest(name):
                self.assertIn(name, page)
                self.assertIn(name, own)
                self.assertIn(f'name="{name}"', arch)
                self.assertEqual(own[name].type, page[name].type)

    def test_roles_are_kept_by_saving_other_settings(self):
        user = new_test_user(self.env, "kept", groups=GROUP % "role_office")
        user.write({"group_ids": [Command.link(self.env.ref(GROUP % "delete").id)]})
        self.assertTrue(user.has_group(GROUP % "edit"))
        self.assertTrue(user.has_group(GROUP % "delete"))


@tagged("post_install", "-at_install")
class TestPermissionSettingsTour(HttpCase):
    def test_settings_and_user_form(self):
        new_test_user(self.env, "settings_manager", groups=GROUP % "role_administrator")
        self.start_tour(
            "/odoo/customer-register",
            "customer_register_manager_settings",
            login="settings_manager",
        )
        self.assertTrue(self.env.company.customer_show_vat_type)

    def test_permissions_in_the_user_form(self):
        user = new_test_user(
            self.env,
            "permitted",
            groups=",".join(GROUP % name for name in ("edit", "create", "delete")),
        )
        self.start_tour(
            f"/odoo/users/{user.id}", "customer_register_user_form", login="admin"
        )
        for name in ("edit", "create", "delete", "assign"):
            with self.subTest(name):
                self.assertTrue(user.has_group(GROUP % name))
