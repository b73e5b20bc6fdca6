"""Technicians of a customer: who may assign them, who hears of it, who does not.

Source: seeds/001_89ddd0bb9fc3d60e.txt, "Assign technician to customer".
"""

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, TransactionCase, new_test_user, tagged

ASSIGN = "customer_register.group_customer_assign"
EDIT = ",".join(
    (
        "base.group_partner_manager",
        "customer_register.group_customer_edit",
        "customer_register.group_customer_create",
        "customer_register.group_customer_upload",
    )
)


@tagged("post_install", "-at_install")
class TestTechnician(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chief = new_test_user(
            cls.env, "tech_chief", groups=f"{EDIT},{ASSIGN}", name="Chief"
        )
        cls.editor = new_test_user(cls.env, "tech_editor", groups=EDIT)
        cls.assigner = new_test_user(
            cls.env,
            "tech_assigner",
            groups=f"{ASSIGN},customer_register.group_customer_view",
        )
        cls.anna = new_test_user(
            cls.env, "tech_anna", groups="base.group_user", name="Anna"
        )
        cls.bo = new_test_user(cls.env, "tech_bo", groups="base.group_user", name="Bo")
        cls.portal = new_test_user(cls.env, "tech_portal", groups="base.group_portal")
        (cls.anna + cls.bo).notification_type = "inbox"
        cls.customers = cls.env["res.partner"].create(
            [
                {
                    "name": f"Customer {number}",
                    "is_company": True,
                    "customer_rank": 1,
                    "email": f"customer{number}@example.com",
                }
                for number in range(3)
            ]
        )
        cls.customer = cls.customers[0]
        cls.flush()

    @classmethod
    def flush(cls):
        cls.env.flush_all()
        cls.cr.flush()

    def notices(self, user):
        self.flush()
        return self.env["mail.message"].search(
            [
                ("message_type", "=", "user_notification"),
                ("notified_partner_ids", "in", user.partner_id.ids),
            ]
        )

    def wizard(self, customers, user=None, **values):
        return (
            self.env["customer.assign"]
            .with_user(user or self.chief)
            .with_context(active_model="res.partner", active_ids=customers.ids)
            .create(values)
        )

    def test_assigned_user_and_nobody_else_is_notified(self):
        self.customer.with_user(self.chief).technician_ids = self.anna
        notice = self.notices(self.anna)
        self.assertEqual(len(notice), 1)
        self.assertIn("Customer 0", notice.subject)
        self.assertIn("assigned", notice.subject)
        self.assertEqual(notice.author_id, self.chief.partner_id)
        self.assertEqual(notice.notified_partner_ids, self.anna.partner_id)
        self.assertFalse(self.notices(self.bo))

    def test_customer_is_not_notified_and_does_not_follow(self):
        self.customer.with_user(self.chief).technician_ids = self.anna
        self.flush()
        messages = self.env["mail.message"].search(
            [("model", "=", "res.partner"), ("res_id", "=", self.customer.id)]
        )
        self.assertNotIn(self.customer, messages.notified_partner_ids)
        self.assertNotIn(self.customer, messages.partner_ids)
        self.assertNotIn(self.customer, self.customer.message_partner_ids)
        self.assertNotIn(self.anna.partner_id, self.customer.message_partner_ids)
        self.assertFalse(
            self.env["mail.mail"].search([("recipient_ids", "in", self.customer.ids)])
        )

    def test_user_who_prefers_email_gets_an_email(self):
        self.anna.notification_type = "email"
        self.customer.technician_ids = self.anna
        notification = self.notices(self.anna).notification_ids
        self.assertEqual(notification.notification_type, "email")

    def test_unassigned_user_is_notified_without_a_link(self):
        self.customer.technician_ids = self.anna
        self.flush()
        self.customer.technician_ids = [Command.clear()]
        notice = self.notices(self.anna)[0]
        self.assertIn("no longer", notice.subject)
        self.assertFalse(notice.model)

    def test_one_notice_for_many_customers(self):
        self.customers.with_user(self.chief).technician_ids = self.anna
        notice = self.notices(self.anna)
        self.assertEqual(len(notice), 1)
        for customer in self.customers:
            self.assertIn(customer.name, notice.body)

    def test_assigned_and_unassigned_at_once_is_no_news(self):
        self.customer.technician_ids = self.anna
        self.customer.technician_ids = False
        self.assertFalse(self.notices(self.anna))

    def test_permission_is_checked_on_every_way_in(self):
        customer = self.customer.with_user(self.editor)
        customer.phone = "+47 22 33 44 55"
        with self.assertRaisesRegex(AccessError, "“Assign”"):
            customer.technician_ids = self.anna
        with self.assertRaises(AccessError):
            customer.write({"technician_ids": [Command.create({"name": "X"})]})
        with self.assertRaises(AccessError):
            self.env["res.partner"].with_user(self.editor).create(
                {
                    "name": "New",
                    "customer_rank": 1,
                    "technician_ids": [Command.link(self.anna.id)],
                }
            )
        with self.assertRaises(AccessError):
            self.env["res.partner"].with_user(self.editor).with_context(
                default_technician_ids=self.anna.ids
            ).create({"name": "New", "customer_rank": 1})
        with self.assertRaises(AccessError):
            self.wizard(self.customer, self.editor, user_ids=self.anna.ids)

    def test_what_changes_nothing_needs_no_permission(self):
        self.customer.technician_ids = self.anna
        customer = self.customer.with_user(self.editor)
        customer.write({"technician_ids": [Command.set(self.anna.ids)]})
        created = (
            self.env["res.partner"]
            .with_user(self.editor)
            .create({"name": "New", "technician_ids": [Command.clear()]})
        )
        self.assertFalse(created.technician_ids)

    def test_import_of_a_file_needs_the_permission_and_notifies_once(self):
        rows = [["A", "Anna"], ["B", "Anna"]]
        names = ["name", "technician_ids"]
        Partner = self.env["res.partner"].with_context(
            import_file=True, default_customer_rank=1
        )
        result = Partner.with_user(self.editor).load(names, rows)
        self.assertIn("“Assign”", result["messages"][0]["message"])
        self.env.cr.precommit.clear()
        result = Partner.with_user(self.chief).load(names, rows)
        self.assertFalse(result["messages"])
        self.assertEqual(len(self.notices(self.anna)), 1)

    def test_only_active_internal_users(self):
        with self.assertRaises(ValidationError):
            self.customer.technician_ids = self.portal
        self.bo.active = False
        with self.assertRaises(ValidationError):
            self.customer.technician_ids = self.bo

    def test_deactivated_user_is_hidden_and_comes_back(self):
        self.customer.technician_ids = self.anna + self.bo
        self.bo.active = False
        self.env.invalidate_all()
        self.assertEqual(self.customer.technician_ids, self.anna)
        self.bo.active = True
        self.env.invalidate_all()
        self.assertEqual(self.customer.technician_ids, self.anna + self.bo)

    def test_user_who_becomes_portal_user_loses_customers(self):
        self.customer.technician_ids = self.anna + self.bo
        self.bo.group_ids = self.env.ref("base.group_portal")
        self.assertEqual(self.customer.technician_ids, self.anna)

    def test_contacts_have_the_technicians_of_their_customer(self):
        contact = self.env["res.partner"].create(
            {"name": "Contact", "parent_id": self.customer.id}
        )
        self.customer.technician_ids = self.anna
        self.assertEqual(contact.technician_ids, self.anna)
        later = (
            self.env["res.partner"]
            .with_user(self.editor)
            .create({"name": "Later", "parent_id": self.customer.id})
        )
        self.assertEqual(later.technician_ids, self.anna)
        later.with_user(self.chief).technician_ids = self.bo
        self.assertEqual(self.customer.technician_ids, self.bo)
        self.assertEqual(contact.technician_ids, self.bo)
        contact.parent_id = self.customers[1]
        self.assertFalse(contact.technician_ids)

    def test_change_is_in_the_history(self):
        self.customer.with_user(self.chief).technician_ids = self.anna
        self.flush()
        change = self.env["customer.history"].search(
            [("partner_id", "=", self.customer.id), ("new_value", "=", "Anna")]
        )
        self.assertEqual(change.user_id, self.chief)
        created = self.env["res.partner"].create(
            {"name": "New", "customer_rank": 1, "technician_ids": self.bo.ids}
        )
        self.flush()
        changes = self.env["customer.history"].search([("partner_id", "=", created.id)])
        self.assertIn("Technicians: Bo", changes.mapped("change"))

    # === WIZARD === #

    def test_wizard_ticks_and_unticks_for_one_customer(self):
        self.customer.technician_ids = self.anna
        form = Form(
            self.env["customer.assign"]
            .with_user(self.chief)
            .with_context(active_model="res.partner", active_ids=self.customer.ids)
        )
        self.assertEqual(form.user_ids[:], self.anna)
        self.assertFalse(form.some_text)
        form.user_ids.remove(self.anna.id)
        form.user_ids.add(self.bo)
        form.save().action_assign()
        self.assertEqual(self.customer.technician_ids, self.bo)

    def test_wizard_for_several_customers(self):
        self.customers.technician_ids = self.anna
        self.customer.technician_ids = self.anna + self.bo
        context = {"active_model": "res.partner", "active_ids": self.customers.ids}
        form = Form(
            self.env["customer.assign"].with_user(self.chief).with_context(**context)
        )
        self.assertEqual(form.user_ids[:], self.anna)
        self.assertIn("Bo", form.some_text)
        form.user_ids.remove(self.anna.id)
        form.save().action_assign()
        self.assertEqual(self.customer.technician_ids, self.bo)
        self.assertFalse(self.customers[1].technician_ids)
        self.wizard(self.customers, user_ids=self.anna.ids).action_assign()
        self.assertEqual(self.customer.technician_ids, self.anna + self.bo)
        self.wizard(
            self.customers, user_ids=self.anna.ids, mode="remove"
        ).action_assign()
        self.assertEqual(self.customers.technician_ids, self.bo)
        self.wizard(
            self.customers, user_ids=self.anna.ids, mode="replace"
        ).action_assign()
        for customer in self.customers:
            self.assertEqual(customer.technician_ids, self.anna)

    def test_wizard_needs_only_the_permission_to_assign(self):
        self.wizard(
            self.customers, self.assigner, user_ids=self.anna.ids
        ).action_assign()
        self.assertEqual(self.customers.technician_ids, self.anna)
        notice = self.notices(self.anna)
        self.assertEqual(notice.author_id, self.assigner.partner_id)

    def test_wizard_without_customers(self):
        with self.assertRaises(UserError):
            self.wizard(self.customers.browse()).action_assign()

    # === SCALE === #

    def test_same_number_of_queries_for_10_and_100_customers(self):
        def assign(count, user):
            customers = (
                self.env["res.partner"]
                .with_context(tracking_disable=True)
                .create(
                    [
                        {"name": f"Many {number}", "customer_rank": 1}
                        for number in range(count)
                    ]
                )
            )
            self.flush()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            customers.write({"technician_ids": [Command.link(user.id)]})
            self.flush()
            return self.cr.sql_log_count - start

        assign(1, self.bo)
        few, many = assign(10, self.anna), assign(100, self.anna)
        self.assertLessEqual(many, few + 2)
