"""What a write makes of a partner, and reading back what was added."""

import base64

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, TransactionCase, new_test_user, tagged

from .permission_common import ODOO_GROUPS, PermissionMixin, groups


@tagged("post_install", "-at_install")
class TestPermissionChanges(PermissionMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technician = cls.user("technician", "edit_assigned")

    # === WHAT A WRITE MAKES OF A PARTNER === #

    def test_making_a_customer_needs_create(self):
        contact_manager = new_test_user(
            self.env, "contacts", groups=groups("view", odoo=ODOO_GROUPS)
        )
        contact = self.env["res.partner"].create({"name": "Prospect"})
        with self.assertMissing("Create"):
            contact.with_user(contact_manager).customer_rank = 1
        with self.assertMissing("Create"):
            contact.with_user(contact_manager).create(
                {"name": "New", "customer_rank": 1}
            )
        with self.assertMissing("Create"):
            self.env["res.partner"].with_user(contact_manager).with_context(
                res_partner_search_mode="customer"
            ).name_create("New")
        with self.assertMissing("Create"):
            # a former contact of a customer, with a rank of its own
            part = self.customers["other"]["Contacts and addresses of customers"]
            part.customer_rank = 1
            self.env.flush_all()
            editor = self.user("editor", "edit")
            part.with_user(editor).parent_id = False

    def test_who_only_adds_does_not_edit_afterwards(self):
        creator = self.user("creator", "view", "create")
        customer = (
            self.env["res.partner"]
            .with_user(creator)
            .create(
                {
                    "name": "New",
                    "customer_rank": 1,
                    "child_ids": [Command.create({"name": "Anna"})],
                }
            )
        )
        self.assertTrue(customer.ref)
        with self.assertMissing("Edit"):
            customer.name = "Other"
        with self.assertMissing("Edit"):
            customer.child_ids.phone = "112"

    def test_technical_values_are_no_way_round(self):
        """Who is in the register is computed, whatever a remote caller says."""
        user = self.user("contacts", "edit_assigned", odoo=ODOO_GROUPS)
        partners = self.env["res.partner"].with_user(user)
        values = {"name": "New", "customer_rank": 1}
        technical = {"in_customer_register": False, "is_customer": False}
        with self.assertMissing("Create"):
            partners.create({**values, **technical})
        with self.assertMissing("Create"):
            partners.with_context(
                **{f"default_{name}": value for name, value in technical.items()}
            ).create(values)
        self.assigned.with_user(user).write(technical)
        self.assertTrue(self.assigned.in_customer_register)
        self.assertTrue(self.assigned.is_customer)

    def test_creator_makes_a_customer_of_what_is_there(self):
        creator = self.user("creator", "create")
        contact = self.env["res.partner"].create({"name": "Prospect"})
        contact.with_user(creator).write({"customer_rank": 1, "ref": "P-1"})
        self.assertTrue(contact.is_customer)
        self.assertEqual(contact.ref, "P-1")
        self.assertEqual(contact.technician_ids, creator)
        for refused in (self.owner.partner_id, self.env.company.partner_id):
            with self.subTest(refused.name), self.assertRaises(AccessError):
                refused.with_user(creator).customer_rank = 1

    def test_taking_a_customer_out_needs_delete(self):
        editor = self.user("editor", "edit")
        self.other.ref = False
        self.env.cr.execute(
            "UPDATE res_partner SET ref = NULL, customer_number_key = NULL "
            "WHERE id = %s",
            [self.other.id],
        )
        self.env.invalidate_all()
        with self.assertMissing("Delete"):
            self.other.with_user(editor).customer_rank = 0

    def test_moving_a_contact_to_another_customer(self):
        contact = self.customers["assigned"]["Contacts and addresses of customers"]
        with self.assertMissing("View"):
            contact.with_user(self.technician).parent_id = self.other
        viewer = self.user("viewer", "view", "edit_assigned")
        with self.assertMissing("Edit"):
            contact.with_user(viewer).parent_id = self.other
        supplier_contact = self.env["res.partner"].create({"name": "Free"})
        contact_manager = self.user(
            "contacts", "view_assigned", odoo=["base.group_partner_manager"]
        )
        for customer, permission in ((self.other, "View"), (self.assigned, "Edit")):
            with self.assertMissing(permission):
                supplier_contact.with_user(contact_manager).parent_id = customer

    def test_moving_a_contact_between_assigned_customers(self):
        self.other.technician_ids = self.technician
        contact = self.customers["other"]["Contacts and addresses of customers"]
        contact.with_user(self.technician).parent_id = self.assigned
        self.assertEqual(contact.commercial_partner_id, self.assigned)
        self.assertIn(self.technician, contact.technician_ids)

    def test_renaming_a_customer_with_a_bank_account(self):
        account = self.customers["assigned"]["Bank accounts of customers"]
        account.acc_holder_name = self.assigned.name
        self.assigned.with_user(self.technician).name = "Renamed"
        self.assertEqual(account.acc_holder_name, "Renamed")

    def test_moving_what_belongs_to_a_customer(self):
        viewer = self.user("viewer", "view", "edit_assigned")
        for label in ("Facilities", "Customer articles", "Tax reduction persons"):
            record = self.customers["assigned"][label].with_user(viewer)
            with self.subTest(label), self.assertMissing("Edit"):
                record.partner_id = self.other
        service_object = self.customers["assigned"]["Service objects"]
        with self.assertMissing("Edit"):
            service_object.with_user(viewer).facility_id = self.customers["other"][
                "Facilities"
            ]

    # === ADDING AND READING BACK === #

    def test_creator_of_assigned_customers_reads_back(self):
        creator = self.user("creator", "create")
        for place, address in enumerate(({"city": "Bergen"}, {})):
            with self.subTest(address=address), self.requested_by(creator) as env:
                self._add_with_all_parts(creator, env, f"New {place}", **address)

    def _add_with_all_parts(self, creator, env, name, **address):
        customer = env["res.partner"].create(
            {
                "name": name,
                "is_company": True,
                "customer_rank": 1,
                **address,
                "child_ids": [
                    Command.create({"name": "Person", "street": "Road 1"}),
                    Command.create({"name": "Mail", "type": "mail"}),
                ],
                "facility_ids": [
                    Command.create(
                        {
                            "name": "Tower",
                            "service_object_ids": [Command.create({"name": "Lift"})],
                        }
                    )
                ],
                "customer_article_ids": [
                    Command.create({"product_id": self.product.id})
                ],
                "tax_reduction_person_ids": [
                    Command.create({"name": "Person", "share": 50})
                ],
            }
        )
        customer.invalidate_recordset()
        self.assertEqual(customer.name, name)
        self.assertEqual(customer.technician_ids, creator)
        self.assertEqual(len(customer.child_ids), 2)
        self.assertEqual(customer.child_ids.technician_ids, creator)
        self.assertEqual(customer.facility_ids.name, "Tower")
        self.assertTrue(customer.ref)

    def test_creator_saves_the_form(self):
        creator = self.user("creator", "create")
        customers = (
            self.env["res.partner"]
            .with_user(creator)
            .with_context(res_partner_search_mode="customer", default_is_company=True)
        )
        view = "customer_register.res_partner_customer_view_form"
        with Form(customers, view) as form:
            form.name = "From the form"
        self.assertEqual(form.record.technician_ids, creator)
        [saved] = customers.web_save({"name": "Saved"}, {"name": {}, "ref": {}})
        self.assertEqual(saved["name"], "Saved")

    def test_creator_who_sees_all_is_not_assigned(self):
        creator = self.user("creator", "create", "view")
        customer = (
            self.env["res.partner"]
            .with_user(creator)
            .create({"name": "New", "customer_rank": 1})
        )
        self.assertFalse(customer.technician_ids)

    def test_what_was_added_before_is_not_edited_by_the_creator(self):
        creator = self.user("creator", "create")
        customer = (
            self.env["res.partner"]
            .with_user(creator)
            .create({"name": "New", "customer_rank": 1})
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET create_date = create_date - interval '1 day' "
            "WHERE id = %s",
            [customer.id],
        )
        self.env.invalidate_all()
        with self.assertMissing("Edit"):
            customer.name = "Changed"
        with self.assertMissing("Edit"):
            customer.create({"name": "Person", "parent_id": customer.id})
        with self.assertMissing("Edit"):
            self.env["customer.facility"].with_user(creator).create(
                {"name": "Tower", "partner_id": customer.id}
            )

    def test_editor_adds_and_removes_contacts(self):
        with self.requested_by(self.technician) as env:
            customer = env["res.partner"].browse(self.assigned.id)
            customer.child_ids = [Command.create({"name": "Added", "type": "invoice"})]
            added = customer.child_ids.filtered(lambda child: child.name == "Added")
            self.assertEqual(added.technician_ids, self.technician)
            customer.child_ids = [Command.update(added.id, {"phone": "12345678"})]
            self.assertEqual(added.phone, "12345678")
            customer.child_ids = [Command.delete(added.id)]
            self.assertFalse(added.exists())

    # === IMPORTS === #

    def test_import_of_a_customer_that_is_hidden_meanwhile(self):
        user = self.user("importer", "upload", "edit_assigned", "create")
        self.other.technician_ids = user
        self.other.write(
            {"country_id": self.env.ref("base.no").id, "company_registry": "923609016"}
        )
        content = (
            "Name;Customer ID;Organization number\r\n"
            f"Renamed;{self.other.ref};923609016\r\n"
        )
        customer_import = (
            self.env["customer.import"]
            .with_user(user)
            .create(
                {
                    "file": base64.b64encode(content.encode()),
                    "file_name": "a.csv",
                    "mode": "create_update",
                }
            )
        )
        customer_import.action_read()
        customer_import.action_check()
        line = customer_import.line_ids
        self.assertEqual(line.partner_id, self.other)
        self.other.technician_ids = False
        self.env.invalidate_all()
        with self.assertMissing("View"):
            line.read(["partner_id"])
        customer_import.action_run()
        self.assertEqual(customer_import.state, "done")
        self.assertNotEqual(self.other.name, "Renamed")
        line_sudo = line.sudo()
        self.assertEqual(line_sudo.state, "error")
        self.assertIn("no longer", line_sudo.message)
        customer_import.unlink()
        self.assertFalse(line_sudo.exists())

    def test_checking_again_leaves_no_hidden_row_behind(self):
        user = self.user("importer", "upload", "create")
        content = "Name;Customer ID;Organization number\r\nNew;;923609016\r\n"
        customer_import = (
            self.env["customer.import"]
            .with_user(user)
            .create({"file": base64.b64encode(content.encode()), "file_name": "a.csv"})
        )
        customer_import.action_read()
        for restart in ("action_check", "action_check", "action_read"):
            line = self.env["customer.import.line"].create(
                {
                    "import_id": customer_import.id,
                    "row_number": 3,
                    "outcome": "update",
                    "state": "pending",
                    "partner_id": self.other.id,
                }
            )
            self.env.invalidate_all()
            with self.subTest(restart):
                self.assertFalse(line.with_user(user).search([("id", "=", line.id)]))
                getattr(customer_import, restart)()
                self.assertFalse(line.exists())
