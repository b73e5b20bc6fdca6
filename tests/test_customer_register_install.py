"""Installing into a database in use: numbers, identities, permissions, menus."""

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.customer_register.hooks import post_init_hook, pre_init_hook

from .common import EQUINOR, VOLVO, CustomerCase

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
class TestPreInit(CustomerCase):
    """The hook runs on partners that no code of the register has seen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.other_company()

    def setUp(self):
        super().setUp()
        self.ids = {}

    def insert(self, key, ref=None, rank=1, company=None, parent=None, **values):
        """Insert a partner by SQL."""
        values = {
            "name": key,
            "ref": ref,
            "customer_rank": rank,
            "company_id": company and company.id,
            "parent_id": parent and self.ids[parent],
            "autopost_bills": "ask",
            "active": True,
            **values,
        }
        self.cr.execute(
            f"INSERT INTO res_partner ({', '.join(values)})"
            f" VALUES ({', '.join(['%s'] * len(values))}) RETURNING id",
            list(values.values()),
        )
        (self.ids[key],) = self.cr.fetchone()
        self.cr.execute(
            "UPDATE res_partner SET commercial_partner_id = %s WHERE id = %s",
            [self.ids[parent or key], self.ids[key]],
        )

    def install(self):
        """Take the register's columns away and run the hook as at installation."""
        self.env.flush_all()
        self.cr.execute("DROP INDEX res_partner_customer_number_uniq")
        self.cr.execute(
            """
            ALTER TABLE res_partner DROP COLUMN is_customer,
                DROP COLUMN in_customer_register,
                DROP COLUMN customer_number_key, DROP COLUMN customer_number_duplicate,
                DROP COLUMN identity_key
            """
        )
        pre_init_hook(self.env)
        index = self.env["res.partner"]._table_objects[
            "res_partner_customer_number_uniq"
        ]
        definition = index.get_definition(self.registry).removeprefix("UNIQUE INDEX")
        self.cr.execute(
            f"CREATE UNIQUE INDEX res_partner_customer_number_uniq"
            f" ON res_partner {definition}"
        )
        self.env.invalidate_all()

    def installed(self, key):
        return self.env["res.partner"].browse(self.ids[key])

    def test_duplicates(self):
        country = self.env.ref("base.no").id
        self.insert("first", "100")
        self.insert("second", "100")
        self.insert("third, spaced", " 100 ")
        self.insert("letters", "ab")
        self.insert("other case", "AB")
        self.insert("in own", "200", company=self.company)
        self.insert("in other", "200", company=self.other)
        self.insert("shared later", "200")
        self.insert("own again", "200", company=self.company)
        self.insert("archived", "300", active=False)
        self.insert("after archived", "300")
        self.insert("vendor", "100", rank=0)
        self.insert("contact", "100", parent="first")
        self.insert("no number")
        self.insert("empty number", "")
        self.insert("no rank", "100", rank=None)
        self.insert(
            "norwegian", "1", company_registry="923 609 016", country_id=country
        )
        self.insert(
            "by vat",
            "2",
            vat="SE556012579001",
            country_id=self.env.ref("base.se").id,
            company_registry="",
        )
        self.insert("contact of it", parent="norwegian", company_registry=EQUINOR)
        self.install()
        for key, number, duplicate in [
            ("first", "100", False),
            ("second", "100", True),
            ("third, spaced", "100", True),
            ("letters", "AB", False),
            ("other case", "AB", True),
            ("in own", "200", False),
            ("in other", "200", False),
            ("shared later", "200", True),
            ("own again", "200", True),
            ("archived", "300", False),
            ("after archived", "300", True),
            ("vendor", False, False),
            ("contact", False, False),
            ("no number", False, False),
            ("empty number", False, False),
            ("no rank", False, False),
        ]:
            with self.subTest(key):
                self.assertRecordValues(
                    self.installed(key),
                    [
                        {
                            "is_customer": bool(number)
                            or key in ("no number", "empty number"),
                            "customer_number_key": number,
                            "customer_number_duplicate": duplicate,
                        }
                    ],
                )
        self.assertEqual(self.installed("contact").ref, "100")
        for key, identity in [
            ("norwegian", f"NO:{EQUINOR}"),
            ("by vat", f"SE:{VOLVO}"),
            ("contact of it", False),
            ("first", False),
        ]:
            with self.subTest(key):
                self.assertEqual(self.installed(key).identity_key, identity)

    def test_duplicates_afterwards(self):
        self.insert("first", "100")
        self.insert("second", "100")
        self.insert("third", "100")
        self.install()
        first, second, third = map(self.installed, self.ids)
        with self.assertRefused("100", error=ValidationError):
            self.customer("New", "100")
        with self.assertRefused("100", error=ValidationError):
            self.new_partner("Vendor", ref="100").customer_rank = 1
        second.name = "Still the same"
        self.assertTrue(second.customer_number_duplicate)
        second.with_user(self.manager).ref = "101"
        self.assertFalse(second.customer_number_duplicate)
        self.assertTrue(third.customer_number_duplicate)
        self.assertEqual(second.customer_number_history_ids.number, "100")
        with self.assertRefused("100", error=ValidationError):
            second.with_user(self.manager).ref = "100"
        first.unlink()
        self.env.flush_all()
        self.assertFalse(third.customer_number_duplicate)

    def test_stored_values_are_those_that_would_be_computed(self):
        self.insert("company", "100")
        self.insert("contact", "5", parent="company")
        self.insert("twin", "100", company=self.company)
        self.install()
        partners = self.env["res.partner"].browse(self.ids.values())
        names = ["is_customer", "customer_number_key", "identity_key"]
        stored = partners.read(["is_customer", "customer_number_key"])
        for name in names:
            self.env.add_to_compute(partners._fields[name], partners)
        self.assertEqual(partners.read(["is_customer", "customer_number_key"]), stored)

    def test_numbering_goes_on_above_the_highest(self):
        self.insert("highest", "12345")
        self.insert("telephone", "4722334455")
        self.insert("text", "X99999")
        self.insert("vendor", "55555", rank=0)
        self.insert("contact", "66666", parent="highest")
        self.insert("in other", "20000", company=self.other)
        self.insert("too long for a number", "9" * 30)
        self.install()
        for company, number in [(self.company, 12346), (self.other, 20001)]:
            with self.subTest(company=company.name):
                company.customer_number_sequence_id = False
                company._create_customer_number_sequences()
                self.assertEqual(company._next_customer_number_preview(), str(number))

    def test_who_is_in_the_register(self):
        self.insert("customer")
        self.insert("contact", rank=0, parent="customer")
        self.insert("vendor", rank=0)
        self.insert("contact of vendor", parent="vendor")
        self.install()
        for key, expected in [
            ("customer", True),
            ("contact", True),
            ("vendor", False),
            ("contact of vendor", False),
        ]:
            with self.subTest(key):
                partner = self.installed(key)
                self.assertEqual(partner.in_customer_register, expected)
                self.env.add_to_compute(
                    partner._fields["in_customer_register"], partner
                )
                self.assertEqual(partner.in_customer_register, expected)

    def test_empty_database(self):
        self.install()


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
