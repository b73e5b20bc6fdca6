from odoo import Command
from odoo.tests import Form, tagged

from .sale_order_common import SaleOrderCommon
from .test_sale_order_vat import text_of


@tagged("post_install", "-at_install")
class TestSaleOrderDocuments(SaleOrderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("sv_SE")
        cls.customer.comment = "<p>Pays late, internal</p>"
        cls.order = cls.new_order(
            order_type="service",
            facility_id=cls.facility.id,
            service_object_ids=[Command.set(cls.lift.ids)],
            work_comment="<p>Rope changed</p>",
            order_line=[
                cls.line(cls.travel, 1),
                cls.line(cls.hours, 2.5, work_date="2025-03-03", name="Yearly service"),
                cls.line(cls.hours, 0, name="Hours not worked"),
            ],
        )
        cls.order.action_confirm()
        cls.protocol_contact, cls.work_contact, cls.unmarked = cls.env[
            "res.partner"
        ].create(
            [
                {
                    "name": "Per Protocol",
                    "parent_id": cls.customer.id,
                    "email": "per@lifts.example.com",
                    "lang": "sv_SE",
                    "send_service_protocol": True,
                },
                {
                    "name": "Wilma Work",
                    "parent_id": cls.customer.id,
                    "email": "wilma@lifts.example.com",
                    "send_work_order": True,
                },
                {"name": "Una Unmarked", "parent_id": cls.customer.id},
            ]
        )

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

    def protocol(self, report="customer_register.report_service_protocol", **context):
        html, _type = (
            self.env["ir.actions.report"]
            .with_context(**context)
            ._render_qweb_html(report, self.order.ids)
        )
        return text_of(html)

    def test_protocol(self):
        protocol = self.protocol()
        for text in (
            "Service Protocol",
            self.order.name,
            "Tower",
            "Lift 1",
            "SN-77",
            "Yearly service",
            "2.5",
            "03/03/2025",
            "Travel to site",
            "Rope changed",
            self.technician.name,
            "Signature",
        ):
            with self.subTest(text=text):
                self.assertIn(text, protocol)
        for text in ("Pays late", "Hours not worked", "800"):
            with self.subTest(text=text):
                self.assertNotIn(text, protocol)
        self.assertEqual(
            self.order._get_service_protocol_filename(),
            f"Service Protocol {self.order.name}",
        )

    def test_protocol_names_the_place_of_work(self):
        self.facility.write({"street": "Towerstreet 4", "zip": "411 01", "city": "X"})
        for report in (
            "customer_register.report_service_protocol",
            "sale.report_saleorder",
        ):
            with self.subTest(report=report):
                printed = self.protocol(report)
                self.assertIn("Work Place", printed)
                self.assertIn("Towerstreet 4", printed)

    def test_protocol_in_the_recipients_language(self):
        self.assertIn("2025-03-03", self.protocol(document_lang="sv_SE"))
        self.customer.lang = "sv_SE"
        self.assertIn("2025-03-03", self.protocol())

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
