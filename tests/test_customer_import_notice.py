"""Telling the user that an import is done, and showing how far it is."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .import_common import CustomerImportCase, organisation_numbers

BEST, SECOND, THIRD = organisation_numbers(3)


@tagged("post_install", "-at_install", "customer_register")
class TestNotice(CustomerImportCase):
    def setUp(self):
        super().setUp()
        self.importer.email = "importer@example.com"
        self.known_mails = self.env["mail.mail"].search([])

    def new_mails(self):
        return self.env["mail.mail"].search([]) - self.known_mails

    def test_mail_and_notice(self):
        sent = []
        self.patch(
            self.env.registry["res.users"],
            "_bus_send",
            lambda users, *args: sent.append((users, *args)),
        )
        customer_import = self.imported(f"Best AS;B1;{BEST}", f";B2;{SECOND}")
        mail = self.new_mails()
        self.assertEqual(len(mail), 1)
        self.assertIn("importer@example.com", str(mail.recipient_ids.mapped("email")))
        self.assertIn("1 added, 1 not imported", mail.body_html)
        self.assertIn(f"/odoo/customer.import/{customer_import.id}", mail.body_html)
        [(user, kind, notice)] = sent
        self.assertEqual(user, self.importer)
        self.assertEqual(kind, "customer_register/import_done")
        self.assertEqual(notice["id"], customer_import.id)
        self.assertEqual(notice["message"], "1 added, 1 not imported")
        self.assertEqual(notice["type"], "warning")

    def test_user_with_an_inbox_gets_both(self):
        self.importer.notification_type = "inbox"
        customer_import = self.imported(f"Best AS;B1;{BEST}")
        self.assertEqual(len(self.new_mails()), 1)
        message = self.env["mail.message"].search(
            [("model", "=", "customer.import"), ("res_id", "=", customer_import.id)]
        )
        self.assertEqual(
            message.notification_ids.mapped("notification_type"), ["inbox"]
        )

    def test_no_mail_if_not_wanted(self):
        self.imported(f"Best AS;B1;{BEST}", notify=False)
        self.assertFalse(self.new_mails())

    def test_customers_get_nothing(self):
        """No invitation, no notice: nothing goes to the imported customers."""
        customer_import = self.free_import(
            "Customer ID;Name;E-mail",
            "C1;Best AS;best@example.com",
            targets={"E-mail": "email"},
        )
        customer_import.action_run()
        mails = self.new_mails()
        self.assertNotIn("best@example.com", str(mails.mapped("email_to")))
        self.assertNotIn("best@example.com", str(mails.recipient_ids.mapped("email")))
        self.assertFalse(customer_import.line_ids.partner_id.user_ids)
        self.assertFalse(customer_import.line_ids.partner_id.message_ids)

    def test_speed_and_time_left(self):
        customer_import = self.checked(
            f"Best AS;B1;{BEST}", f"Second AS;B2;{SECOND}", f"Third AS;B3;{THIRD}"
        )
        customer_import.state = "running"
        customer_import.started_at = fields.Datetime.now() - timedelta(seconds=10)
        self.assertEqual(customer_import.time_left, "Starting…")
        customer_import._run_chunk(limit=1)
        self.assertAlmostEqual(customer_import.rows_per_second, 0.1, 2)
        self.assertAlmostEqual(customer_import.seconds_left, 20, delta=2)
        self.assertIn("seconds", customer_import.time_left)

    def test_customer_shows_its_imports(self):
        first = self.imported(f"Best AS;B1;{BEST}")
        customer = first.line_ids.partner_id
        update = self.free_import("Customer ID;City", "B1;Oslo", mode="update")
        update.action_run()
        unchanged = self.imported(f"Best AS;B1;{BEST}")
        self.assertEqual(unchanged.unchanged_count, 1)
        as_importer = customer.with_user(self.importer)
        self.assertEqual(as_importer.import_count, 2)
        self.assertEqual(
            as_importer.import_line_ids.import_id, first | update | unchanged
        )
        action = as_importer.action_view_imports()
        self.assertEqual(action["res_model"], "customer.import.line")
