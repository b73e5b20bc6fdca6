"""In the browser: figures above the list, and what is behind them."""

from odoo import Command, fields
from odoo.tests import HttpCase, tagged

from odoo.addons.account.tests.common import AccountTestInvoicingHttpCommon


@tagged("post_install", "-at_install", "customer_register")
class TestCustomerKpiTour(AccountTestInvoicingHttpCommon, HttpCase):
    def test_kpis(self):
        self.env.user.group_ids += (
            self.env.ref("customer_register.group_customer_manager")
            + self.env.ref("sales_team.group_sale_salesman_all_leads")
            + self.env.ref("project.group_project_user")
        )
        customer = self.env["res.partner"].create(
            {"name": "Prospect Tour AS", "customer_rank": 1}
        )
        self.env["crm.lead"].create(
            {"name": "Case", "type": "opportunity", "partner_id": customer.id}
        )
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.partner_a.id,
                "invoice_date": fields.Date.today(),
                "invoice_line_ids": [
                    Command.create({"name": "Work", "price_unit": 1234, "tax_ids": []})
                ],
            }
        )
        invoice.action_post()
        invoice.is_move_sent = True
        self.start_tour(
            "/odoo/customer-register",
            "customer_register_kpis",
            login=self.env.user.login,
        )
        self.start_tour(
            "/odoo/customer-dashboard",
            "customer_register_dashboard",
            login=self.env.user.login,
        )
