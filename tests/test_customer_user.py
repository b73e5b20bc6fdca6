"""Customer users' rights: who sets them, and what they close on every path."""

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from .customer_portal_common import CustomerPortalMixin

GROUP = "customer_register.group_customer_%s"


@tagged("post_install", "-at_install")
class TestCustomerUser(CustomerPortalMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contacts = cls.env["res.partner"].create(
            [
                {
                    "name": name,
                    "parent_id": cls.customer.id,
                    "email": f"{name}@own.example.com",
                    "lang": "en_US",
                }
                for name in ("anna", "bo")
            ]
        )

    def staff(self, *names):
        return new_test_user(
            self.env,
            "staff_" + "_".join(names),
            groups=",".join(["base.group_user", *(GROUP % name for name in names)]),
        )

    def add(self, user, **values):
        wizard = (
            self.env["customer.user.add"]
            .with_user(user)
            .create(
                {
                    "customer_id": self.customer.id,
                    "partner_ids": [Command.set(self.contacts.ids)],
                    **values,
                }
            )
        )
        return wizard.action_add()

    def added(self):
        return self.env["customer.user"].search(
            [("partner_id", "in", self.contacts.ids)]
        )

    def invitations(self):
        return self.env["mail.mail"].search(
            [("recipient_ids", "in", self.contacts.ids)]
        ) | self.env["mail.mail"].search(
            [("email_to", "ilike", "@own.example.com"), ("model", "=", "res.users")]
        )

    # === ADDING, CHANGING AND REMOVING === #

    def test_added_with_rights_and_without_invitation(self):
        action = self.add(
            self.staff("view", "user_create"),
            see_prices=False,
            edit_company=True,
            facility_scope="some",
            facility_ids=[Command.set(self.tower.ids)],
        )
        self.assertEqual(action["res_model"], "customer.user")
        self.assertEqual(len(self.added()), 2)
        for customer_user in self.added():
            self.assertRecordValues(
                customer_user,
                [
                    {
                        "customer_id": self.customer.id,
                        "see_orders": True,
                        "see_prices": False,
                        "edit_company": True,
                        "facility_scope": "some",
                        "facility_ids": self.tower.ids,
                        "login_date": False,
                    }
                ],
            )
            self.assertTrue(customer_user.user_id._is_portal())
        self.assertFalse(self.invitations())

    def test_invitation_on_request(self):
        self.add(self.staff("view", "user_create"), send_invitation=True)
        self.assertEqual(len(self.invitations()), 2)

    def test_invited_later(self):
        self.add(self.staff("view", "user_create"))
        self.added().with_user(self.staff("view", "user_rights")).action_invite()
        self.assertEqual(len(self.invitations()), 2)

    def test_each_step_takes_its_permission(self):
        with self.assertRaises(AccessError):
            self.add(self.staff("view", "user_rights", "user_delete"))
        self.add(self.staff("view", "user_create"))
        added = self.added()
        without = self.staff("view", "user_create", "user_delete")
        with self.assertRaises(AccessError):
            added.with_user(without).see_prices = False
        with self.assertRaises(AccessError):
            added.with_user(without)[:1].action_invite()
        keeper = self.staff("view", "user_rights")
        added.with_user(keeper).see_prices = False
        with self.assertRaises(AccessError):
            added.with_user(keeper)[:1].action_remove()
        with self.assertRaises(AccessError):
            added.with_user(self.staff("view", "edit")).see_prices = True
        users = added.user_id
        added.with_user(without).action_remove()
        self.assertFalse(added.exists())
        self.assertFalse(any(users.mapped("active")))

    def test_only_of_customers_one_sees(self):
        staff = self.staff("view_assigned", "user_rights")
        self.assertFalse(self.env["customer.user"].with_user(staff).search([]))
        with self.assertRaises(AccessError):
            self.rights_of(self.boss).with_user(staff).see_prices = False
        self.customer.technician_ids = [Command.link(staff.id)]
        self.rights_of(self.boss).with_user(staff).see_prices = False

    def test_nobody_without_email_or_of_another_customer(self):
        staff = self.staff("view", "user_create")
        self.contacts[0].email = False
        with self.assertRaisesRegex(UserError, "anna"):
            self.add(staff)
        self.assertFalse(self.added())
        with self.assertRaisesRegex(UserError, "Other Company"):
            self.add(staff, partner_ids=[Command.set(self.other.ids)])

    def test_facilities_of_another_customer(self):
        with (
            self.assertRaisesRegex(ValidationError, "Choose the facilities"),
            self.cr.savepoint(),
        ):
            self.rights_of(self.boss).facility_scope = "some"
        with self.assertRaisesRegex(ValidationError, "Other Tower"):
            self.rights_of(self.boss).write(
                {
                    "facility_scope": "some",
                    "facility_ids": [Command.set(self.other_tower.ids)],
                }
            )

    def test_list_has_users_from_everywhere(self):
        """Odoo's own window, and a contact whose company becomes a customer later."""
        prospect = self.env["res.partner"].create({"name": "Prospect"})
        user = new_test_user(
            self.env, "prospect", "base.group_portal", partner_id=prospect.id
        )
        self.assertFalse(self.rights_of(user))
        prospect.customer_rank = 1
        self.env["customer.user"].with_user(
            self.staff("view", "user_rights")
        ).action_open_customer_users()
        self.assertEqual(self.rights_of(user).customer_id, prospect)
        user.active = False
        self.assertFalse(self.rights_of(user))

    def test_rights_are_told_in_the_history(self):
        self.rights_of(self.boss).see_prices = False
        note = self.customer.message_ids[0]
        self.assertIn(self.boss.name, note.body)
        self.assertIn("See Orders", note.body)
        self.assertNotIn("See Prices", note.body)

    # === WHAT THEY CLOSE OVER RPC === #

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def refused(self, function):
        try:
            function()
        except AccessError:
            return True
        return False

    def orders_of(self, user):
        return self.env["sale.order"].with_user(user).search([])

    def test_orders(self):
        both = self.tower_order | self.garage_order
        self.assertEqual(self.orders_of(self.boss), both)
        self.assertEqual(self.orders_of(self.limited), self.tower_order)
        self.assertFalse(self.orders_of(self.guest))
        for user, order in (
            (self.limited, self.garage_order),
            (self.guest, self.tower_order),
            (self.boss, self.other_order),
        ):
            for record in (order, order.order_line):
                as_user = record.with_user(user)
                with self.subTest(user.login, record=record._name):
                    self.assertTrue(self.refused(lambda r=as_user: r.read(["name"])))
        lines = self.env["sale.order.line"].with_user(self.limited).search([])
        self.assertEqual(lines, self.tower_order.order_line)

    def test_rights_apply_at_once(self):
        self.assertTrue(self.orders_of(self.boss))
        self.rights_of(self.boss).see_orders = False
        self.assertFalse(self.orders_of(self.boss))
        self.rights_of(self.boss).write(
            {
                "see_orders": True,
                "facility_scope": "some",
                "facility_ids": [Command.set(self.garage.ids)],
            }
        )
        self.assertEqual(self.orders_of(self.boss), self.garage_order)
        self.garage_order.facility_id = False
        self.assertFalse(self.orders_of(self.boss))

    def test_prices_on_no_field(self):
        """Every field of an order, in every way a field tells its value."""
        order = self.tower_order.with_user(self.limited)
        self.assertEqual(order.read(["name"])[0]["name"], order.name)
        self.assertEqual(order.order_line.read(["name"])[0]["name"], "Filter")
        amounts = {4321.0, order.sudo().amount_total, order.sudo().amount_untaxed}
        for records in (order, order.order_line):
            readable = list(records.fields_get())
            self.assertNotIn("access_token", readable)
            [values] = records.read(readable)
            for value in values.values():
                self.assertFalse(isinstance(value, float) and value in amounts)
            for name in set(records._fields) - set(readable):
                with self.subTest(records._name, field=name):
                    self.assertTrue(self.refused(lambda r=records, n=name: r.read([n])))
                    field = records._fields[name]
                    # a search for a value that is always there tells nothing
                    if field.store and not field.required:
                        self.assertTrue(
                            self.refused(
                                lambda r=records, n=name: r.search([(n, "!=", False)])
                            )
                        )
        self.assertIn(
            "amount_total", self.tower_order.with_user(self.boss).fields_get()
        )

    def test_messages_with_prices(self):
        message = self.tower_order.message_post(
            body="Costs 4321", subtype_xmlid="mail.mt_comment"
        )
        messages = self.env["mail.message"]
        self.assertTrue(messages.with_user(self.boss).search([("id", "=", message.id)]))
        self.assertFalse(
            messages.with_user(self.limited).search([("id", "=", message.id)])
        )

    def test_invoices(self):
        invoice = self.tower_order._create_invoices()
        invoice.action_post()
        moves = self.env["account.move"]
        self.assertIn(invoice, moves.with_user(self.boss).search([]))
        self.rights_of(self.boss).see_prices = False
        self.assertFalse(moves.with_user(self.boss).search([]))
        self.assertTrue(
            self.refused(lambda: invoice.with_user(self.boss).read(["name"]))
        )
        self.assertTrue(
            self.refused(lambda: invoice.line_ids.with_user(self.boss).read(["name"]))
        )

    def test_error_reports_in_a_shared_project(self):
        report = self._new_report(self.tower)
        report.project_id.privacy_visibility = "portal"
        report.message_subscribe(self.boss.partner_id.ids)
        self.assertTrue(
            self.refused(lambda: report.with_user(self.boss).read(["name"]))
        )
