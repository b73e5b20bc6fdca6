"""Assign, Upload, Delete uploaded files, Import, merge: by every way in."""

import base64
from itertools import chain

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, tagged

from .permission_common import GROUP, ODOO_GROUPS, PermissionMixin
from .permission_table import labels, permissions


@tagged("post_install", "-at_install")
class TestPermissionActions(PermissionMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the strongest user without each of the permissions
        cls.lacking = {
            name: cls.user(
                f"lacks_{name}",
                *(other for other in permissions() if other not in (name, "manager")),
                odoo=ODOO_GROUPS,
            )
            for name in (
                "assign",
                "upload",
                "file_delete",
                "create",
                "delete",
                "manager",
            )
        }
        cls.label = labels()

    def _refused(self, name, attempt):
        user = self.lacking[name]
        with self.assertMissing(self.label[name]), self.requested_by(user) as env:
            attempt(env)
            env.flush_all()

    def test_each_lacks_one(self):
        for name, user in self.lacking.items():
            with self.subTest(name):
                self.assertFalse(user.has_group(GROUP % name))

    # === ASSIGN === #

    def test_assign(self):
        contact = self.customers["assigned"]["Contacts and addresses of customers"]
        values = {"technician_ids": [Command.link(self.owner.id)]}
        ways = {
            "write": lambda env: env["res.partner"]
            .browse(self.assigned.id)
            .write(values),
            "contact": lambda env: env["res.partner"].browse(contact.id).write(values),
            "create": lambda env: env["res.partner"].create(
                {"name": "New", "customer_rank": 1, **values}
            ),
            "default": lambda env: env["res.partner"]
            .with_context(default_technician_ids=values["technician_ids"])
            .create({"name": "New", "customer_rank": 1}),
            "children": lambda env: env["res.partner"]
            .browse(self.assigned.id)
            .write({"child_ids": [Command.create({"name": "C", **values})]}),
            "save": lambda env: env["res.partner"]
            .browse(self.assigned.id)
            .web_save(values, {}),
            "wizard": lambda env: env["customer.assign"].create({}),
            "user's form": lambda env: env["res.users"]
            .browse(env.uid)
            .partner_id.commercial_partner_id.browse(self.other.id)
            .write({"technician_ids": [Command.set([])] + values["technician_ids"]}),
        }
        for way, attempt in ways.items():
            with self.subTest(way):
                self._refused("assign", attempt)
        result = (
            self.env["res.partner"]
            .with_user(self.lacking["assign"])
            .with_context(import_file=True, default_customer_rank=1)
            .load(["name", "technician_ids"], [["A", self.owner.login]])
        )
        self.assertIn("“Assign”", result["messages"][0]["message"])

    def test_assign_alone_assigns(self):
        user = self.user("assigner", "assign")
        wizard = (
            self.env["customer.assign"]
            .with_user(user)
            .with_context(active_model="res.partner", active_ids=self.assigned.ids)
            .create({"user_ids": [Command.link(self.owner.id)]})
        )
        wizard.action_assign()
        self.assertIn(self.owner, self.assigned.technician_ids)
        with self.assertMissing("View"):
            self.env["customer.assign"].with_user(user).create(
                {
                    "partner_ids": [Command.link(self.other.id)],
                    "user_ids": [Command.link(user.id)],
                }
            ).action_assign()

    def test_assigner_unassigns_oneself(self):
        user = self.user("assigner", "assign", "edit_assigned")
        self.assigned.with_user(user).technician_ids = [Command.unlink(user.id)]
        self.assertFalse(self.assigned.with_user(user).has_access("read"))

    # === FILES === #

    def test_upload(self):
        values = {
            "name": "new.txt",
            "partner_id": self.assigned.id,
            "file": base64.b64encode(b"new"),
        }
        document = self.customers["assigned"]["Documents"]
        attachment = {
            "name": "new.txt",
            "res_model": "customer.document",
            "res_id": document.id,
            "raw": b"new",
        }
        self._refused("upload", lambda env: env["customer.document"].create(values))
        self._refused(
            "upload",
            lambda env: env["res.partner"]
            .browse(self.assigned.id)
            .write({"document_ids": [Command.create(values)]}),
        )
        for name in ("upload", "file_delete"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.env["ir.attachment"].with_user(self.lacking[name]).create(
                    attachment
                )
        self._refused("upload", lambda env: env["customer.import"].create({}))

    def test_delete_files(self):
        document = self.customers["assigned"]["Documents"]
        attachment = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "customer.document"),
                ("res_field", "=", "file"),
                ("res_id", "=", document.id),
            ]
        )
        self._refused(
            "file_delete",
            lambda env: env["customer.document"].browse(document.id).unlink(),
        )
        self._refused(
            "file_delete",
            lambda env: env["res.partner"]
            .browse(self.assigned.id)
            .write({"document_ids": [Command.delete(document.id)]}),
        )
        user = self.lacking["file_delete"]
        for attempt in (
            attachment.with_user(user).unlink,
            lambda: attachment.with_user(user).write({"raw": b""}),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                attempt()
        for attempt in (
            lambda: document.with_user(user).write({"file": base64.b64encode(b"x")}),
            self.customers["assigned"]["Folders of a customer"].with_user(user).unlink,
            self.assigned.with_user(user).unlink,
        ):
            document.folder_id = self.customers["assigned"]["Folders of a customer"]
            with self.assertRaises(UserError), self.cr.savepoint():
                attempt()
        self.assertTrue(document.exists())

    def test_files_attached_to_a_customer(self):
        for record in (
            self.assigned,
            self.customers["assigned"]["Contacts and addresses of customers"],
            self.customers["assigned"]["Facilities"],
            self.customers["assigned"]["Service objects"],
        ):
            values = {
                "name": "plan.txt",
                "raw": b"plan",
                "res_model": record._name,
                "res_id": record.id,
            }
            with self.subTest(record._name):
                self._refused(
                    "upload",
                    lambda env, v=values: env["ir.attachment"].create(v),
                )
                attachment = (
                    self.env["ir.attachment"]
                    .with_user(self.lacking["file_delete"])
                    .create(values)
                )
                self._refused(
                    "file_delete", lambda env, a=attachment: a.with_env(env).unlink()
                )
                attachment.with_user(self.lacking["upload"]).unlink()
        # what is said on a customer may come with a file
        user = self.lacking["upload"]
        message = self.assigned.with_user(user).message_post(
            body="See", attachments=[("photo.txt", b"photo")]
        )
        self.assertTrue(message.attachment_ids)
        self.env["ir.attachment"].with_user(user).create(
            {"name": "a", "raw": b"a", "res_model": "res.partner", "res_id": 0}
        )

    # === IMPORT === #

    def test_odoos_own_import_needs_upload(self):
        for fields, row in (
            (["name", "customer_rank"], ["Loaded", "1"]),
            (["name", "ref"], ["Loaded", "L-1"]),
        ):
            customers = (
                self.env["res.partner"]
                .with_user(self.lacking["upload"])
                .with_context(import_file=True, default_customer_rank=1)
            )
            result = customers.load(fields, [row])
            with self.subTest(fields=fields):
                self.assertIn("“Upload”", result["messages"][0]["message"])
        result = (
            self.env["res.partner"]
            .with_user(self.lacking["upload"])
            .with_context(import_file=True)
            .load([".id", "city"], [[str(self.assigned.id), "Oslo"]])
        )
        self.assertIn("“Upload”", result["messages"][0]["message"])
        result = (
            self.env["res.partner"]
            .with_user(self.lacking["upload"])
            .with_context(import_file=True)
            .load(["name"], [["A supplier"]])
        )
        self.assertFalse(result["messages"])

    def test_view_offers_what_is_allowed(self):
        offers = {"create": "create", "delete": "delete", "import": "upload"}
        for view_type in ("list", "kanban", "form"):
            view = self.env.ref(
                f"customer_register.res_partner_customer_view_{view_type}"
            )
            for offer, name in offers.items():
                for other, user in self.lacking.items():
                    arch = (
                        self.env["res.partner"]
                        .with_user(user)
                        .get_view(view.id, view_type)["arch"]
                    )
                    root = arch[: arch.index(">")]
                    with self.subTest(view_type, offer=offer, user=other):
                        self.assertEqual(f'{offer}="False"' in root, name == other)
        viewer = self.user("viewer", "view", odoo=ODOO_GROUPS)
        arch = (
            self.env["res.partner"].with_user(viewer).get_view(view.id, "form")["arch"]
        )
        self.assertIn('edit="False"', arch[: arch.index(">")])

    def test_orders_offer_new_customers_to_who_adds_them(self):
        for name in ("create", "upload"):
            arch = (
                self.env["sale.order"]
                .with_user(self.lacking[name])
                .get_view(view_type="form")["arch"]
            )
            [field] = [part for part in arch.split("<") if 'name="partner_id"' in part][
                :1
            ]
            with self.subTest(name):
                self.assertEqual(
                    'can_create="True"' in field.lower().replace("true", "True"),
                    name != "create",
                )

    def test_buttons_of_the_card_go_with_editing(self):
        viewer = self.user("viewer", "view")
        editor = self.user("editor", "view", "edit_assigned")
        for user, expected in ((viewer, [False, False]), (editor, [True, False])):
            partners = (self.assigned | self.other).with_user(user)
            with self.subTest(user.login):
                self.assertEqual(partners.mapped("customer_editable"), expected)
        self.assertTrue(
            self.env["res.partner"].with_user(editor).new().customer_editable
        )

    # === THE REST === #

    def test_customer_number_and_settings(self):
        self._refused(
            "manager",
            lambda env: env["res.partner"]
            .browse(self.assigned.id)
            .write({"ref": "changed"}),
        )
        self._refused("manager", lambda env: env["customer.settings"].create({}))
        self._refused(
            "manager",
            lambda env: env["customer.document.folder"].create({"name": "Of all"}),
        )
        self._refused(
            "manager",
            lambda env: env["customer.personal.number.log"].search([]),
        )

    def test_create_and_delete(self):
        self._refused(
            "create",
            lambda env: env["res.partner"].create({"name": "N", "customer_rank": 1}),
        )
        self._refused("create", lambda env: self.assigned.with_env(env).copy())
        self._refused("delete", lambda env: self.assigned.with_env(env).unlink())

    def test_inactivating_is_editing(self):
        viewer = self.user("viewer", "view", odoo=ODOO_GROUPS)
        for method in (
            "action_inactivate_customer",
            "action_activate_customer",
            "action_archive",
        ):
            with self.subTest(method), self.assertMissing("Edit"):
                getattr(self.assigned.with_user(viewer), method)()

    # === MERGING === #

    def _merge(self, user, *partners):
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(user)
        wizard._merge([partner.id for partner in partners], partners[0].with_user(user))

    def test_merging_needs_edit_and_delete(self):
        third = self.env["res.partner"].create(
            {"name": "Third", "customer_rank": 1, "email": self.assigned.email}
        )
        with self.assertMissing("Delete"):
            self._merge(self.lacking["delete"], self.assigned, third)
        viewer = self.user("viewer", "view", "delete", odoo=ODOO_GROUPS)
        with self.assertMissing("Edit"):
            self._merge(viewer, self.assigned, third)
        narrow = self.user("narrow", "edit_assigned", "delete", odoo=ODOO_GROUPS)
        with self.assertMissing("View"):
            self._merge(narrow, self.assigned, third)
        self._merge(self.lacking["create"], self.assigned, third)
        self.assertFalse(third.exists())

    def test_merging_others_is_odoos_own(self):
        first, second = self.env["res.partner"].create(
            [{"name": "Supplier"}, {"name": "Supplier 2"}]
        )
        user = self.user("contacts", "view", odoo=["base.group_partner_manager"])
        self._merge(user, first, second)
        self.assertFalse(second.exists())

    def test_every_refusal_is_translated_with_the_group(self):
        """Permissions are called what the user's form calls them."""
        names = self.env["ir.rule"]._customer_permission_names(
            list(chain(["view", "view_assigned"]))
        )
        self.assertEqual(names, "“View” or “View (only) assigned”")
