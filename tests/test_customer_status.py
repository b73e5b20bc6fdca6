"""Active and inactive customers.

Sources: seeds/001_89ddd0bb9fc3d60e.txt, "Inactivate", and
000_26c010d3a1eadc26.txt, "Activate inactive customers".
"""

from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestCustomerStatus(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer, cls.other = cls.env["res.partner"].create(
            [
                {"name": "Status One", "is_company": True, "customer_rank": 1},
                {"name": "Status Two", "is_company": True, "customer_rank": 1},
            ]
        )
        cls.contact = cls.env["res.partner"].create(
            {"name": "Contact", "parent_id": cls.customer.id}
        )

    def test_inactivate_and_activate(self):
        self.assertEqual(self.customer.customer_status, "active")
        self.assertIs(self.customer.action_inactivate_customer(), True)
        self.assertFalse(self.customer.active)
        self.assertEqual(self.customer.customer_status, "inactive")
        self.assertTrue(self.contact.active)
        self.assertIs(self.customer.action_activate_customer(), True)
        self.assertTrue(self.customer.active)

    def test_repeating_changes_nothing(self):
        self.customer.action_activate_customer()
        self.customer.action_inactivate_customer()
        self.customer.action_inactivate_customer()
        self.assertFalse(self.customer.active)

    def test_status_can_be_written(self):
        (self.customer + self.other).customer_status = "inactive"
        self.assertFalse(self.customer.active or self.other.active)
        self.customer.customer_status = "active"
        self.assertTrue(self.customer.active)

    def test_status_can_be_searched_and_grouped(self):
        self.customer.action_inactivate_customer()
        Partner = self.env["res.partner"]
        both = self.customer + self.other
        inside = [("id", "in", both.ids)]
        self.assertEqual(
            Partner.search([*inside, ("customer_status", "=", "inactive")]),
            self.customer,
        )
        self.assertEqual(
            Partner.search([*inside, ("customer_status", "!=", "inactive")]), self.other
        )
        self.assertEqual(
            Partner.search(
                [*inside, ("customer_status", "in", ("active", "inactive"))]
            ),
            both,
        )
        self.assertEqual(Partner.search(inside), self.other)
        groups = Partner.with_context(active_test=False)._read_group(
            inside, ["customer_status"], ["__count"]
        )
        self.assertEqual(dict(groups), {"active": 1, "inactive": 1})
        description = Partner.fields_get(["customer_status"])["customer_status"]
        self.assertTrue(description["groupable"] and description["sortable"])

    def test_permission_to_edit_is_needed(self):
        viewer = new_test_user(
            self.env, "status_viewer", groups="customer_register.group_customer_view"
        )
        with self.assertRaises(AccessError):
            self.customer.with_user(viewer).action_inactivate_customer()
        self.customer.action_inactivate_customer()
        with self.assertRaises(AccessError):
            self.customer.with_user(viewer).action_activate_customer()

    def test_customer_who_logs_in_is_named(self):
        user = new_test_user(
            self.env, "status_portal", groups="base.group_portal", name="Private Bo"
        )
        user.partner_id.customer_rank = 1
        for change in (
            user.partner_id.action_inactivate_customer,
            user.partner_id.action_archive,
        ):
            with self.assertRaisesRegex(UserError, "Private Bo.*status_portal"):
                change()

    def test_change_is_in_the_history(self):
        editor = new_test_user(
            self.env,
            "status_editor",
            groups="customer_register.group_customer_edit,base.group_partner_manager",
        )
        self.env.flush_all()
        self.cr.flush()
        self.customer.with_user(editor).action_inactivate_customer()
        self.env.flush_all()
        self.cr.flush()
        change = self.env["customer.history"].search(
            [("partner_id", "=", self.customer.id), ("change", "=", "Customer Status")]
        )
        self.assertRecordValues(
            change,
            [
                {
                    "user_id": editor.id,
                    "old_value": "Active",
                    "new_value": "Inactive",
                }
            ],
        )

    def test_list_shows_active_customers(self):
        action = self.env.ref("customer_register.res_partner_customer_action")
        self.assertNotIn("active_test", action.context)
