"""Only assigned customers, and still nobody is locked out of anything else."""

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, HttpCase, TransactionCase, new_test_user, tagged

from .permission_common import ODOO_GROUPS, PermissionMixin, groups


class ScopeMixin(PermissionMixin):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technician = cls.user("technician", "edit_assigned")
        cls.nobody = new_test_user(
            cls.env, "permission_nobody", groups="base.group_user"
        )

    def visible(self, user, domain=()):
        return self.env["res.partner"].with_user(user).search(list(domain))


@tagged("post_install", "-at_install")
class TestPermissionScope(ScopeMixin, TransactionCase):
    # === WHAT IS NEVER HIDDEN === #

    def test_users_are_found(self):
        for user in self.technician | self.nobody:
            users = self.env["res.users"].with_user(user).search([])
            with self.subTest(user.login):
                self.assertLessEqual(self.owner | self.nobody | self.technician, users)
                self.assertTrue(users.mapped("email") is not None)
                self.assertTrue(all(users.mapped("name")))

    def test_own_contact_and_companies(self):
        other_company = self.env["res.company"].create({"name": "Sister"})
        # a company that buys from another one is its customer
        other_company.partner_id.customer_rank = 1
        address = self.env["res.partner"].create(
            {"name": "Warehouse", "parent_id": other_company.partner_id.id}
        )
        seen = (
            self.env.company.partner_id
            | other_company.partner_id
            | address
            | self.owner.partner_id
        )
        for user in self.technician | self.nobody:
            with self.subTest(user.login):
                partners = (seen | user.partner_id).with_user(user)
                partners.invalidate_recordset()
                self.assertTrue(all(partners.mapped("name")))
                self.assertEqual(
                    self.visible(user, [("id", "in", partners.ids)]).ids.sort(),
                    partners.ids.sort(),
                )

    def test_user_context_and_preferences(self):
        as_user = self.technician.with_user(self.technician)
        self.assertEqual(as_user.context_get()["uid"], self.technician.id)
        as_user.write({"email": "technician@example.com", "tz": "Europe/Oslo"})
        self.assertEqual(self.technician.partner_id.email, "technician@example.com")
        with Form(as_user, view="base.view_users_form_simple_modif") as form:
            form.signature = "Me"

    def test_those_who_are_no_customers(self):
        supplier = self.env["res.partner"].create(
            {"name": "Supplier", "supplier_rank": 1}
        )
        prospect = self.env["res.partner"].create({"name": "Prospect"})
        for user in self.technician | self.nobody:
            with self.subTest(user.login):
                self.assertEqual(
                    self.visible(
                        user, [("id", "in", (supplier | prospect).ids)]
                    ).sudo(),
                    supplier | prospect,
                )

    def test_contacts_follow_their_customer(self):
        contacts = [
            customer["Contacts and addresses of customers"]
            for customer in self.customers.values()
        ]
        ids = [contact.id for contact in contacts]
        domain = [("id", "in", ids)]
        self.assertEqual(self.visible(self.technician, domain).ids, ids[:1])
        self.assertFalse(self.visible(self.nobody, domain))
        below = self.env["res.partner"].create(
            {"name": "Below", "parent_id": contacts[0].id}
        )
        self.assertTrue(below.with_user(self.technician).has_access("write"))
        self.assigned.technician_ids = False
        self.assertFalse(self.visible(self.technician, domain))

    def test_archived_customers_too(self):
        self.other.active = self.assigned.active = False
        partners = self.env["res.partner"].with_context(active_test=False)
        found = partners.with_user(self.technician).search(
            [("id", "in", (self.other | self.assigned).ids)]
        )
        self.assertEqual(found.ids, self.assigned.ids)

    # === WHAT OTHER GROUPS OPEN: NOTHING === #

    def test_odoos_own_groups_open_nothing(self):
        for xmlid in (
            *ODOO_GROUPS,
            "base.group_erp_manager",
            "account.group_account_manager",
            "project.group_project_manager",
        ):
            login = xmlid.replace(".", "_")
            user = new_test_user(self.env, login, groups=f"base.group_user,{xmlid}")
            with self.subTest(xmlid):
                self.assertFalse(self.visible(user, [("id", "=", self.other.id)]))
                as_user = self.other.with_user(user)
                with self.assertMissing("View", "View (only) assigned"):
                    as_user.read(["name"])
                for values in ({"name": "Mine"}, {"customer_rank": 0}, {"active": 0}):
                    with self.assertRaises(AccessError):
                        as_user.write(values)
                with self.assertRaises(AccessError):
                    as_user.unlink()
                user.group_ids += self.env.ref("customer_register.group_customer_view")
                self.assertTrue(as_user.name)
                with self.assertMissing("Edit"):
                    as_user.write({"name": "Mine"})
                with self.assertMissing("Delete"):
                    as_user.unlink()

    def test_group_rule_that_allows_all_opens_nothing(self):
        group = self.env["res.groups"].create({"name": "Sees all"})
        self.env["ir.rule"].create(
            {
                "name": "All",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "groups": [Command.link(group.id)],
                "domain_force": "[(1, '=', 1)]",
            }
        )
        self.technician.group_ids += group
        self.assertFalse(self.visible(self.technician, [("id", "=", self.other.id)]))

    def test_non_customers_keep_odoos_own_rules(self):
        supplier = self.env["res.partner"].create({"name": "Supplier"})
        contact_manager = new_test_user(
            self.env, "contacts", groups="base.group_user,base.group_partner_manager"
        )
        as_manager = supplier.with_user(contact_manager)
        as_manager.name = "Supplier AS"
        added = as_manager.create({"name": "Another", "parent_id": supplier.id})
        added.unlink()
        # the permissions of the register give nothing beside the register
        editor = self.user("editor", "edit", "create", "delete")
        for operation in ("write", "create", "unlink"):
            with self.subTest(operation):
                self.assertFalse(supplier.with_user(editor).has_access(operation))
                self.assertTrue(as_manager.has_access(operation))

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

    # === SEARCHES, SUGGESTIONS AND DUPLICATES === #

    def test_searches_find_no_hidden_customer(self):
        partners = self.env["res.partner"].with_user(self.technician)
        for domain in (
            [("name", "=", self.other.name)],
            [("ref", "=", self.other.ref)],
            [("email", "=", self.other.email)],
            [("customer_search", "ilike", self.other.name)],
            [("child_ids.name", "ilike", "Contact other")],
        ):
            with self.subTest(domain=domain):
                self.assertFalse(partners.search(domain))
        self.assertFalse(partners.name_search(self.other.name))
        self.assertEqual(
            partners.formatted_read_group(
                [("id", "in", (self.other | self.assigned).ids)], [], ["__count"]
            )[0]["__count"],
            1,
        )
        self.technician.group_ids += self.env.ref("base.group_allow_export")
        with self.assertMissing("View"):
            partners.browse(self.other.id).export_data(["name"])
        found = partners.get_mention_suggestions("permission_owner")
        names = [partner["name"] for partner in found.get("res.partner", ())]
        self.assertTrue(names)
        self.assertFalse(
            partners.get_mention_suggestions(self.other.name).get("res.partner")
        )

    def test_numbers_of_hidden_customers_are_taken_without_a_name(self):
        creator = self.user("creator", "create")
        partners = self.env["res.partner"].with_user(creator)
        with self.assertRaises(ValidationError) as raised:
            partners.create({"name": "New", "customer_rank": 1, "ref": self.other.ref})
        self.assertIn("already in use", str(raised.exception))
        self.assertNotIn(self.other.name, str(raised.exception))

    def test_hidden_customer_with_the_same_organisation_number(self):
        self.other.write(
            {
                "country_id": self.env.ref("base.no").id,
                "company_registry": "923609016",
                "vat": "NO923609016MVA",
            }
        )
        values = {
            "name": "Again",
            "is_company": True,
            "customer_rank": 1,
            "country_id": self.env.ref("base.no").id,
            "company_registry": "923609016",
        }
        creator = self.user("creator", "create")
        for user, named in ((creator, False), (self.owner, True)):
            again = self.env["res.partner"].with_user(user).new(values)
            with self.subTest(user.login):
                duplicate = again.same_company_registry_partner_id
                self.assertEqual(duplicate.id, self.other.id if named else False)
                self.assertEqual(again.has_hidden_duplicate, not named)

    # === NOTES === #

    def test_whoever_sees_a_customer_leaves_a_note(self):
        viewer = self.user("viewer", "view_assigned")
        message = self.assigned.with_user(viewer).message_post(body="Called")
        self.assertEqual(message.author_id, viewer.partner_id)
        self.assertTrue(message.with_user(viewer).read(["body"]))
        self.assigned.with_user(viewer).message_subscribe(viewer.partner_id.ids)
        with self.assertRaises(AccessError):
            self.other.with_user(viewer).message_post(body="Called")
        hidden = self.other.message_post(body="Secret")
        self.assertFalse(
            self.env["mail.message"].with_user(viewer).search([("id", "=", hidden.id)])
        )


@tagged("post_install", "-at_install")
class TestPermissionLogin(ScopeMixin, HttpCase):
    def test_log_in_and_open_the_app(self):
        for user in self.technician | self.nobody:
            with self.subTest(user.login):
                self.authenticate(user.login, user.login)
                response = self.url_open("/odoo/customer-register")
                self.assertEqual(response.status_code, 200)
                self.assertIn("odoo.__session_info__", response.text)
                found = self.make_jsonrpc_request(
                    "/web/dataset/call_kw",
                    {
                        "model": "res.partner",
                        "method": "web_search_read",
                        "args": [[("is_customer", "=", True)], {"name": {}}],
                        "kwargs": {},
                    },
                )
                self.assertEqual(
                    [record["id"] for record in found["records"]],
                    self.assigned.ids if user == self.technician else [],
                )
