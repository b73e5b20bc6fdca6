"""Reports as the PDF files that customers get, made by the real wkhtmltopdf."""

from odoo import Command
from odoo.tests import HttpCase, tagged

from .sale_order_common import SaleOrderCommon


@tagged("post_install", "-at_install")
class TestPrintedFiles(SaleOrderCommon, HttpCase):
    def test_order_and_service_protocol(self):
        # the program fetches the report's styles from the server of the test
        self.env["ir.config_parameter"].set_param("report.url", self.base_url())
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_type": "service",
                "facility_id": self.facility.id,
                "order_line": [Command.create({"product_id": self.travel.id})],
            }
        )
        order.action_confirm()
        self.env.flush_all()
        reports = self.env["ir.actions.report"].with_context(
            force_report_rendering=True
        )
        for name in (
            "sale.action_report_saleorder",
            "customer_register.action_report_service_protocol",
        ):
            with self.subTest(report=name):
                content, kind = reports._render_qweb_pdf(name, order.ids)
                self.assertEqual(kind, "pdf")
                self.assertEqual(content[:5], b"%PDF-")
                self.assertGreater(len(content), 5000)
