"""Only assigned customers, and still nobody is locked out of anything else."""

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, HttpCase, TransactionCase, new_test_user, tagged

from .permission_common import ODOO_GROUPS, PermissionMixin


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
                self.assertCountEqual(
                    self.visible(user, [("id", "in", partners.ids)]).ids, partners.ids
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

    def test_hidden_customer_with_the_same_address_is_not_doubled(self):
        user = self.user("contacts", "view_assigned", odoo=ODOO_GROUPS)
        partners = self.env["res.partner"].with_user(user)
        found = partners.find_or_create(f"Somebody <{self.other.email}>")
        self.assertEqual(found.id, self.other.id)
        with self.assertMissing("View"):
            found.read(["name"])
        self.assertEqual(partners.find_or_create(self.assigned.email), self.assigned)
        new = partners.find_or_create("new@example.com")
        self.assertTrue(new.has_access("write"))
        self.assertFalse(new.is_customer)

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
