"""Comments on the card are for the staff: not in print, e-mails or the portal.

Source: seeds/001_89ddd0bb9fc3d60e.txt, "Comments".
"""

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged

from .test_sale_order_documents import DocumentCommon

SECRET = "Pays late"
PRINTED_MODELS = ("sale.order", "account.move", "res.partner", "project.task")


@tagged("post_install", "-at_install")
class TestCustomerComments(HttpCase, DocumentCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        contacts = cls.protocol_contact | cls.work_contact | cls.unmarked
        invoice_address = cls.env["res.partner"].create(
            {"type": "invoice", "street": "Box 1", "parent_id": cls.customer.id}
        )
        cls.partners = cls.customer | contacts | invoice_address
        cls.partners.comment = f"<p>{SECRET}</p>"
        cls.work_order = cls.new_order(
            partner_id=cls.unmarked.id, order_line=[cls.line(cls.travel, 1)]
        )
        cls.quotation = cls.work_order.copy()
        cls.work_order.action_confirm()
        cls.invoice = cls.order._create_invoices()
        cls.invoice.action_post()
        cls.report = cls.env["project.task"].create(
            {
                "name": "Lift stands still",
                "is_error_report": True,
                "partner_id": cls.customer.id,
            }
        )
        cls.records = {
            "sale.order": cls.order | cls.work_order | cls.quotation,
            "account.move": cls.invoice,
            "res.partner": cls.customer,
            "project.task": cls.report,
        }

    def test_no_print_shows_them(self):
        reports = self.env["ir.actions.report"].search(
            [("model", "in", PRINTED_MODELS), ("report_type", "like", "qweb")]
        )
        names = set(reports.mapped("report_name"))
        self.assertLessEqual(
            {
                "sale.report_saleorder",
                "customer_register.report_service_protocol",
                "account.report_invoice",
            },
            names,
        )
        for report in reports:
            with self.subTest(report=report.report_name):
                content, _type = report._render_qweb_html(
                    report, self.records[report.model].ids
                )
                self.assertIn("<html", content.decode())
                self.assertNotIn(SECRET, content.decode())

    def test_no_mail_shows_them(self):
        templates = self.env["mail.template"].search([("model", "in", PRINTED_MODELS)])
        self.assertTrue(templates)
        for template in templates:
            records = self.records[template.model]
            with self.subTest(template=template.name):
                for field in ("subject", "body_html"):
                    rendered = template._render_field(field, records.ids)
                    self.assertNotIn(SECRET, str(rendered))
        message = self.order.message_post(
            body="Done", partner_ids=self.customer.ids, subtype_xmlid="mail.mt_comment"
        )
        mails = self.env["mail.mail"].search([("mail_message_id", "=", message.id)])
        self.assertNotIn(SECRET, str(mails.mapped("body_html")))

    def test_customer_users_never_see_them(self):
        user = new_test_user(
            self.env,
            "comments_portal",
            groups="base.group_portal",
            partner_id=self.unmarked.id,
        )
        for order in self.order | self.work_order | self.quotation:
            order.message_subscribe(user.partner_id.ids)
        self.quotation.action_quotation_sent()
        self.authenticate(user.login, user.login)
        for url in (
            "/my",
            "/my/account",
            "/my/addresses",
            "/my/quotes",
            "/my/orders",
            "/my/invoices",
            "/my/tasks",
            self.order.get_portal_url(),
            self.work_order.get_portal_url(),
            self.quotation.get_portal_url(),
            self.invoice.get_portal_url(),
            self.order.get_portal_url(report_type="html"),
            self.invoice.get_portal_url(report_type="html"),
        ):
            with self.subTest(url=url.partition("?")[0]):
                response = self.url_open(url)
                self.assertEqual(response.status_code, 200)
                self.assertNotIn(SECRET, response.text)
        for partner in self.partners.with_user(user):
            for call in (
                lambda partner=partner: partner.read(["comment"]),
                lambda partner=partner: partner.search([("comment", "ilike", "late")]),
                lambda partner=partner: partner.search([], order="comment"),
                lambda partner=partner: partner.formatted_read_group(
                    [], ["comment"], ["__count"]
                ),
            ):
                with self.assertRaises(AccessError):
                    call()

    def test_staff_reads_them(self):
        user = new_test_user(
            self.env,
            "comments_staff",
            groups="base.group_user,customer_register.group_customer_view",
        )
        self.assertIn(SECRET, self.customer.with_user(user).comment)

    def test_comments_of_the_order_are_printed(self):
        self.assertIn("Rope changed", self.protocol())
        self.assertNotIn(SECRET, self.protocol())
