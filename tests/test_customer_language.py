"""The system's own texts reach customers and technicians in their language.

Source: seeds/001_89ddd0bb9fc3d60e.txt, "Language". The translations are made up here:
those of the addon are not needed.
"""

from unittest.mock import patch

from odoo import Command
from odoo.tests import tagged
from odoo.tools.translate import code_translations

from .sale_order_common import SaleOrderCommon
from .test_sale_order_vat import text_of

SWEDISH = {
    "All amounts exclude VAT.": "Alla belopp är exklusive moms.",
    "%s (excluding VAT)": "%s (exklusive moms)",
    "Work Order": "Arbetsorder",
    "Service Order": "Serviceorder",
    "Service Protocol %s": "Serviceprotokoll %s",
    "You are assigned to %(type)s %(order)s for %(customer)s": (
        "Du har tilldelats %(type)s %(order)s för %(customer)s"
    ),
    "You are assigned to %s": "Du har tilldelats %s",
}


@tagged("post_install", "-at_install")
class TestCustomerLanguage(SaleOrderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("sv_SE")
        texts = {("customer_register", "sv_SE"): SWEDISH}
        cls.enterClassContext(patch.dict(code_translations.python_translations, texts))
        cls.customer.write({"lang": "sv_SE", "vat_type": "none"})
        cls.order = cls.new_order(
            order_type="service",
            work_comment="<p>Rope changed</p>",
            service_object_ids=[Command.set(cls.lift.ids)],
            order_line=[cls.line(cls.travel, 1)],
        )
        cls.order.action_confirm()

    def translate_view(self, xmlid, terms):
        self.env.ref(xmlid).update_field_translations("arch_db", {"sv_SE": terms})

    def translate_mail(self, xmlid, term, translation):
        template = self.env.ref(xmlid)
        body = str(template.body_html)
        self.assertIn(term, body)
        template.with_context(lang="sv_SE").body_html = body.replace(term, translation)
        return template

    def printed(self, report):
        content, _type = self.env["ir.actions.report"]._render_qweb_html(
            report, self.order.ids
        )
        return text_of(content)

    # === PRINT === #

    def test_order(self):
        self.translate_view(
            "customer_register.report_saleorder_document",
            {"<strong>Comments</strong>": "<strong>Kommentarer</strong>"},
        )
        text = self.printed("sale.report_saleorder")
        self.assertIn("Serviceorder # ", text)
        self.assertIn("Alla belopp är exklusive moms.", text)
        self.assertIn("Kommentarer", text)
        # what somebody wrote is not the system's text
        self.assertIn("Rope changed", text)
        self.assertIn("Travel to site", text)

    def test_service_protocol(self):
        self.translate_view(
            "customer_register.report_service_protocol_document",
            {"Service Objects": "Serviceobjekt", "Signature and name": "Underskrift"},
        )
        text = self.printed("customer_register.report_service_protocol")
        self.assertIn("Serviceobjekt", text)
        self.assertIn("Underskrift", text)
        self.assertIn("Lift 1", text)
        self.assertEqual(
            self.order._get_service_protocol_filename(),
            f"Serviceprotokoll {self.order.name}",
        )

    def test_other_customers_read_theirs(self):
        self.order.partner_id.lang = "en_US"
        text = self.printed("sale.report_saleorder")
        self.assertIn("All amounts exclude VAT.", text)

    # === E-MAIL AND SMS === #

    def test_mail_of_the_order(self):
        template = self.translate_mail(
            "sale.mail_template_sale_confirmation", "Do not hesitate", "Tveka inte"
        )
        [body] = template._render_field(
            "body_html", self.order.ids, compute_lang=True
        ).values()
        self.assertIn("Tveka inte", text_of(body))
        self.assertIn("(exklusive moms)", text_of(body))

    def test_protocol_in_the_language_of_each_contact(self):
        swede, briton = self.env["res.partner"].create(
            [
                {
                    "name": name,
                    "parent_id": self.customer.id,
                    "email": f"{name}@example.com",
                    "lang": lang,
                    "send_service_protocol": True,
                }
                for name, lang in (("Siv", "sv_SE"), ("Bill", "en_US"))
            ]
        )
        template = self.translate_mail(
            "customer_register.mail_template_service_protocol", "Hello,", "Hej,"
        )
        template.with_context(lang="sv_SE").subject = "Protokoll {{ object.name }}"
        mails = self.order._send_documents({self.order: swede | briton})
        swedish, english = mails.sorted(lambda mail: mail.recipient_ids == briton)
        self.assertEqual(swedish.subject, f"Protokoll {self.order.name}")
        self.assertIn("Hej,", text_of(swedish.body_html))
        self.assertIn("Serviceprotokoll", swedish.attachment_ids.name)
        self.assertIn("service protocol", english.subject)
        self.assertIn("Hello,", text_of(english.body_html))
        self.assertIn("Service Protocol", english.attachment_ids.name)

    def test_sms_of_orders_and_error_reports(self):
        # the module sms comes with those that the register needs
        report = self.env["project.task"].create(
            {
                "name": "Lift stands still",
                "is_error_report": True,
                "partner_id": self.customer.id,
            }
        )
        for record in (self.order, report):
            with self.subTest(model=record._name):
                template = self.env["sms.template"].create(
                    {
                        "name": "On our way",
                        "model_id": self.env["ir.model"]._get_id(record._name),
                        "body": "We are on our way: {{ object.name }}",
                    }
                )
                template.with_context(
                    lang="sv_SE"
                ).body = "Vi är på väg: {{ object.name }}"
                composer = self.env["sms.composer"].create(
                    {
                        "composition_mode": "comment",
                        "res_model": record._name,
                        "res_id": record.id,
                        "template_id": template.id,
                    }
                )
                self.assertEqual(composer.body, f"Vi är på väg: {record.name}")

    # === TECHNICIANS === #

    def test_notices_in_the_technicians_language(self):
        self.technician.lang = "sv_SE"
        self.order.technician_ids = self.other_technician
        self.order.technician_ids = self.technician | self.other_technician
        message = self.env["mail.message"].search(
            [
                ("model", "=", "sale.order"),
                ("res_id", "=", self.order.id),
                ("notified_partner_ids", "in", self.technician.partner_id.ids),
            ],
            limit=1,
        )
        self.assertIn(
            f"Du har tilldelats Serviceorder {self.order.name}", message.subject
        )

    # === CONTACTS === #

    def test_contacts_follow_the_customer(self):
        follower, own = self.env["res.partner"].create(
            [
                {"name": "Follower", "parent_id": self.customer.id},
                {"name": "Own", "parent_id": self.customer.id, "lang": "en_US"},
            ]
        )
        self.env["res.lang"]._activate_lang("nb_NO")
        self.assertEqual(follower.lang, "sv_SE")
        self.customer.lang = "nb_NO"
        self.assertEqual(follower.lang, "nb_NO")
        self.assertEqual(own.lang, "en_US")

    def test_language_is_chosen_where_the_setting_says(self):
        form_id = self.env.ref("customer_register.res_partner_customer_view_form").id
        arch = self.env["res.partner"].get_view(form_id, "form")["arch"]
        self.assertIn("not customer_show_language", arch)
