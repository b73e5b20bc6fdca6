"""The question at invoicing: send the protocol or work order to the marked contacts?

Source: seeds/001_89ddd0bb9fc3d60e.txt, "Persons of contact".
"""

from odoo import Command
from odoo.tests import Form, tagged

from odoo.addons.mail.tests.common import MailCase

from .test_sale_order_documents import DocumentCommon
from .test_sale_order_vat import text_of


@tagged("post_install", "-at_install")
class TestSaleOrderRecipients(DocumentCommon, MailCase):
    def wizard(self, order, answer=None):
        return self.env["sale.advance.payment.inv"].create(
            {"sale_order_ids": [Command.set(order.ids)], "send_documents": answer}
        )

    def mails(self, order):
        mails = self.env["mail.mail"].search(
            [("model", "=", "sale.order"), ("res_id", "=", order.id)]
        )
        # technicians are told of their orders as well
        return mails.filtered(lambda mail: mail.message_type != "user_notification")

    def test_asks_only_with_marked_contacts(self):
        wizard = self.wizard(self.order)
        self.assertIn("Per Protocol", wizard.document_recipients_text)
        self.assertNotIn("Wilma", wizard.document_recipients_text)
        self.protocol_contact.send_service_protocol = False
        self.assertFalse(self.wizard(self.order).document_recipients_text)

    def test_answer_is_obligatory_in_the_form(self):
        context = {"active_model": "sale.order", "active_ids": self.order.ids}
        form = Form(self.env["sale.advance.payment.inv"].with_context(**context))
        with self.assertRaisesRegex(AssertionError, "send_documents"):
            form.save()
        form.send_documents = "no"
        form.save()

    def test_no_sends_nothing(self):
        self.wizard(self.order, "no").create_invoices()
        self.assertTrue(self.order.invoice_ids)
        self.assertFalse(self.mails(self.order))

    def test_yes_sends_the_protocol_in_the_contacts_language(self):
        self.wizard(self.order, "yes").create_invoices()
        mail = self.mails(self.order)
        self.assertEqual(mail.recipient_ids, self.protocol_contact)
        attachment = mail.attachment_ids
        self.assertIn(self.order.name, attachment.name)
        content = text_of(attachment.raw)
        self.assertIn("2025-03-03", content)
        self.assertIn("Lift 1", content)
        notes = self.order.message_ids.mapped("body")
        self.assertTrue(any("Per Protocol" in note for note in notes))

    def test_yes_sends_the_work_order(self):
        order = self.new_order(order_line=[self.line(self.travel, 1)])
        order.action_confirm()
        self.wizard(order, "yes").create_invoices()
        mail = self.mails(order)
        self.assertEqual(mail.recipient_ids, self.work_contact)
        self.assertIn(f"Work Order {order.name}", mail.attachment_ids.name)

    def test_contact_without_address_gets_nothing(self):
        self.protocol_contact.email = False
        wizard = self.wizard(self.order, "yes")
        self.assertIn("no e-mail address", wizard.document_recipients_text)
        wizard.create_invoices()
        self.assertFalse(self.mails(self.order))

    def test_archived_contacts_get_nothing(self):
        self.protocol_contact.active = False
        self.assertFalse(self.wizard(self.order).document_recipients_text)

    def test_addresses_and_the_customer_itself_may_be_marked(self):
        self.protocol_contact.send_service_protocol = False
        self.customer.send_service_protocol = True
        self.wizard(self.order, "yes").create_invoices()
        self.assertEqual(self.mails(self.order).recipient_ids, self.customer)

    def test_order_of_a_contact(self):
        order = self.new_order(
            partner_id=self.unmarked.id, order_line=[self.line(self.travel, 1)]
        )
        order.action_confirm()
        self.wizard(order, "yes").create_invoices()
        self.assertEqual(self.mails(order).recipient_ids, self.work_contact)

    def test_several_orders_of_several_customers(self):
        work_order, others_order, quiet_order = (
            self.new_order(
                partner_id=partner.id, order_line=[self.line(self.travel, 1)]
            )
            for partner in (
                self.customer,
                self.other_customer,
                self.customer.copy({"name": "Quiet"}),
            )
        )
        others_contact = self.env["res.partner"].create(
            {
                "name": "Ove",
                "parent_id": self.other_customer.id,
                "email": "ove@doors.example.com",
                "send_service_protocol": True,
                "send_work_order": True,
            }
        )
        orders = self.order | work_order | others_order | quiet_order
        (work_order | others_order | quiet_order).action_confirm()
        wizard = self.wizard(orders, "yes")
        self.assertEqual(
            wizard.document_recipients_text.splitlines(),
            [
                f"Service protocol {self.order.name} to Per Protocol, "
                "per@lifts.example.com",
                f"Work order {work_order.name} to Wilma Work, wilma@lifts.example.com",
                f"Work order {others_order.name} to Ove, ove@doors.example.com",
            ],
        )
        wizard.create_invoices()
        self.assertTrue(all(order.invoice_ids for order in orders))
        for order, contact in (
            (self.order, self.protocol_contact),
            (work_order, self.work_contact),
            (others_order, others_contact),
            (quiet_order, self.env["res.partner"]),
        ):
            self.assertEqual(self.mails(order).recipient_ids, contact)

    def test_down_payments_ask_nothing(self):
        wizard = self.wizard(self.order, "yes")
        wizard.write({"advance_payment_method": "percentage", "amount": 10})
        wizard.create_invoices()
        self.assertFalse(self.mails(self.order))

    def test_what_arrives(self):
        self.wizard(self.order, "yes").create_invoices()
        mail = self.mails(self.order)
        with self.mock_mail_gateway():
            mail.send()
        [sent] = self._mails
        self.assertEqual(sent["email_to"], ['"Per Protocol" <per@lifts.example.com>'])
        self.assertFalse(sent["email_cc"])
        [attachment] = sent["attachments"]
        self.assertIn(self.order.name, attachment[0])
        self.assertIn("Lift 1", text_of(attachment[1]))
        self.assertIn(self.order.name, text_of(sent["body"]))
        self.assertNotIn("Pays late", sent["body"] + text_of(attachment[1]))

    def test_nobody_else_is_told(self):
        self.order.message_subscribe(self.unmarked.ids)
        with self.mock_mail_gateway():
            self.wizard(self.order, "yes").create_invoices()
        note = self.order.message_ids.filtered(lambda m: "Per Protocol" in m.body)
        self.assertFalse(note.notified_partner_ids)
        self.assertFalse(self._mails)
