"""Who may import, and whose imports they see."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .import_common import CustomerImportCase, file_of, organisation_numbers

BEST, SECOND, THIRD = organisation_numbers(3)
MODELS = (
    "customer.import",
    "customer.import.line",
    "customer.import.column",
    "customer.import.template",
    "customer.import.template.line",
    "customer.import.download",
    "customer.import.fix",
    "customer.import.fix.cell",
)
NO_ACCESS_FIELDS = ("hidden_values", "cells", "journal")


@tagged("post_install", "-at_install", "customer_register")
class TestImportAccess(CustomerImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = new_test_user(
            cls.env,
            "customer_colleague",
            groups="base.group_user,customer_register.group_customer_upload,"
            "customer_register.group_customer_create,"
            "customer_register.group_customer_view",
        )
        cls.uploader = new_test_user(
            cls.env,
            "customer_uploader",
            groups="base.group_user,customer_register.group_customer_upload",
        )
        cls.manager = new_test_user(
            cls.env,
            "customer_boss",
            groups="base.group_user,customer_register.group_customer_manager",
        )

    def test_without_the_permission(self):
        customer_import = self.checked(f"Best AS;B1;{BEST}")
        outsiders = {
            "internal": "base.group_user,customer_register.group_customer_create,"
            "customer_register.group_customer_edit,"
            "customer_register.group_customer_view",
            "portal": "base.group_portal",
            "public": "base.group_public",
        }
        for login, groups in outsiders.items():
            user = new_test_user(self.env, f"customer_{login}", groups=groups)
            for model in MODELS:
                with self.subTest(user=login, model=model):
                    records = self.env[model].with_user(user)
                    with self.assertRaises(AccessError):
                        records.search([]).mapped("display_name")
                    with self.assertRaises(AccessError):
                        records.create({})
            for method in (
                "action_read",
                "action_check",
                "action_run",
                "action_cancel",
                "action_continue",
                "action_undo",
                "action_error_file",
                "action_save_template",
                "action_change_columns",
            ):
                with self.subTest(user=login, method=method):
                    with self.assertRaises(AccessError):
                        getattr(customer_import.with_user(user), method)()
            for field in ("file", "preview", "line_ids"):
                with self.subTest(user=login, field=field):
                    with self.assertRaises(AccessError):
                        customer_import.with_user(user).read([field])
        self.assertEqual(customer_import.state, "checked")

    def test_hidden_values_are_readable_by_nobody(self):
        customer_import = self.imported(f"Best AS;B1;{BEST}", f";B2;{SECOND}")
        for user in (self.importer, self.manager, self.env.ref("base.user_admin")):
            lines = customer_import.line_ids.with_user(user)
            for field in NO_ACCESS_FIELDS:
                with self.subTest(user=user.login, field=field):
                    with self.assertRaises(AccessError):
                        lines.read([field])
                    with self.assertRaises(AccessError):
                        lines.search([(field, "!=", False)])
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                customer_import.with_user(user).read(["fixed_cells"])
            self.assertFalse(set(lines[0].read()[0]) & set(NO_ACCESS_FIELDS))

    def test_external_ids(self):
        customer = self.customer("Best AS", "B1")
        system = self.env["customer.erp.system"].create(
            {"name": "Fortnox", "code": "fortnox"}
        )
        link = self.env["customer.erp.link"].create(
            {
                "system_id": system.id,
                "partner_id": customer.id,
                "external_id": " F-1 ",
            }
        )
        self.assertEqual(link.external_id, "F-1")
        with self.assertRaises(AccessError):
            system.with_user(self.importer).name = "Mine"
        self.assertEqual(link.with_user(self.importer).external_id, "F-1")
        for login, groups in {
            "portal": "base.group_portal",
            "public": "base.group_public",
        }.items():
            user = new_test_user(self.env, f"customer_{login}", groups=groups)
            for record in (link, system):
                with self.subTest(user=login, model=record._name):
                    with self.assertRaises(AccessError):
                        record.with_user(user).read(["display_name"])

    def test_identity_claims_are_nobodys(self):
        with self.assertRaises(AccessError):
            self.env["customer.identity.claim"].with_user(self.manager).search([])

    def test_own_imports_only(self):
        theirs = self.checked(f"Best AS;B1;{BEST}")
        mine = self.checked(f"Second AS;B2;{SECOND}", user=self.colleague)
        as_colleague = self.env["customer.import"].with_user(self.colleague)
        self.assertEqual(as_colleague.search([]), mine)
        lines = self.env["customer.import.line"].with_user(self.colleague)
        self.assertEqual(lines.search([]).import_id, mine)
        columns = self.env["customer.import.column"].with_user(self.colleague)
        self.assertEqual(columns.search([]).import_id, mine)
        for method in ("action_check", "action_run", "unlink"):
            with self.subTest(method), self.assertRaises(AccessError):
                getattr(theirs.with_user(self.colleague), method)()

    def test_manager_sees_all(self):
        imports = self.checked(f"Best AS;B1;{BEST}") | self.checked(
            f"Second AS;B2;{SECOND}", user=self.colleague
        )
        as_manager = self.env["customer.import"].with_user(self.manager)
        self.assertEqual(as_manager.search([]) & imports, imports)
        imports.with_user(self.manager).action_run()
        self.assertEqual(imports.sudo().mapped("created_count"), [1, 1])

    def test_imports_of_other_companies_are_hidden(self):
        company = self.env["res.company"].create({"name": "Other AS"})
        self.manager.company_ids = [Command.link(company.id)]
        customer_import = self.checked(
            f"Best AS;B1;{BEST}", user=self.manager, company_id=company.id
        )
        self.manager.company_ids = [Command.unlink(company.id)]
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            customer_import.read(["state"])
        with self.assertRaises(AccessError):
            customer_import.sudo().line_ids.sudo(False).read(["values"])
        self.assertFalse(customer_import.search([("id", "=", customer_import.id)]))

    def test_no_import_for_a_company_of_others(self):
        company = self.env["res.company"].create({"name": "Other AS"})
        with self.assertRaises(AccessError):
            self.new_import(file_of(), company_id=company.id)

    def test_upload_alone_adds_nobody(self):
        """The check may be made; the run says which permission is missing."""
        customer_import = self.checked(f"Best AS;B1;{BEST}", user=self.uploader)
        self.assertEqual(customer_import.create_count, 1)
        with self.assertRaisesRegex(AccessError, "permission “Create”"):
            customer_import.action_run()
        self.assertEqual(customer_import.state, "checked")
        self.assertFalse(self.found(BEST))

    def test_update_needs_edit(self):
        self.customer("Old AS", "B1", BEST)
        customer_import = self.checked(
            f"New AS;B1;{BEST}", user=self.colleague, mode="create_update"
        )
        self.assertEqual(customer_import.update_count, 1)
        with self.assertRaisesRegex(AccessError, "permission “Edit”"):
            customer_import.action_run()
        self.assertEqual(self.found(BEST).name, "Old AS")

    def test_nobody_imports_in_the_name_of_another(self):
        """The background runs an import with the permissions of its user."""
        for user in (self.importer, self.manager):
            imports = self.env["customer.import"].with_user(user)
            with self.subTest(user.login), self.assertRaises(AccessError):
                imports.create({"user_id": self.env.ref("base.user_admin").id})
            with self.subTest(user.login), self.assertRaises(AccessError):
                imports.with_context(
                    default_user_id=self.env.ref("base.user_admin").id
                ).create({})
            customer_import = imports.create({})
            for values in (
                {"user_id": self.env.ref("base.user_admin").id},
                {"company_id": self.env.company.id},
            ):
                with self.subTest(user.login, **values), self.assertRaises(AccessError):
                    customer_import.write(values)

    def test_rows_are_written_by_the_import_alone(self):
        other = self.checked(f"Best AS;B1;{BEST}", user=self.manager)
        mine = self.checked(f"Second AS;B2;{SECOND}")
        line = mine.line_ids
        for values in (
            {"import_id": other.id},
            {"values": {"name": "Other AS"}},
            {"changes": {"user_ids": [[], []]}},
        ):
            with self.subTest(**values), self.assertRaises(AccessError):
                line.write(values)
        with self.assertRaises(AccessError):
            mine.write({"line_ids": [Command.update(line.id, {"state": "done"})]})
        with self.assertRaises(AccessError):
            line.copy({"import_id": mine.id})

    def test_menu(self):
        menu = self.env.ref("customer_register.customer_import_menu_new")
        visible = self.env["ir.ui.menu"].with_user(self.importer)._visible_menu_ids()
        self.assertIn(menu.id, visible)
        reader = new_test_user(self.env, "customer_reader", groups="base.group_user")
        visible = self.env["ir.ui.menu"].with_user(reader)._visible_menu_ids()
        self.assertNotIn(menu.id, visible)
