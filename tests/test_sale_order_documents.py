from odoo import Command
from odoo.tests import tagged

from .sale_order_common import SaleOrderCommon
from .test_sale_order_vat import text_of


class DocumentCommon(SaleOrderCommon):
    """A service order whose customer has marked contacts."""

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

    def protocol(self, report="customer_register.report_service_protocol", **context):
        html, _type = (
            self.env["ir.actions.report"]
            .with_context(**context)
            ._render_qweb_html(report, self.order.ids)
        )
        return text_of(html)


@tagged("post_install", "-at_install")
class TestSaleOrderDocuments(DocumentCommon):
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
