"""Invoice, visiting and mail address in print.

Source: seeds/001_89ddd0bb9fc3d60e.txt, "Addresses".
"""

from lxml import html

from odoo.tests import tagged

from .sale_order_common import SaleOrderCommon


@tagged("post_install", "-at_install")
class TestPrintedAddresses(SaleOrderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.street = "Headquarters 1"
        cls.contact = cls.env["res.partner"].create(
            {"name": "Anna", "parent_id": cls.customer.id}
        )

    def address(self, address_type, street, **values):
        return self.env["res.partner"].create(
            {
                "type": address_type,
                "street": street,
                "parent_id": self.customer.id,
                **values,
            }
        )

    def printed(self, report, record):
        """Return the address window, the other addresses, the whole document."""
        content, _type = self.env["ir.actions.report"]._render_qweb_html(
            report, record.ids
        )
        page = html.fromstring(content)

        def text(expression):
            return " ".join(
                " ".join(node.text_content().split()) for node in page.xpath(expression)
            )

        return (
            text("//*[@name='address']"),
            text("//*[@name='information_block']"),
            page,
        )

    def order_documents(self, order):
        for report in (
            "sale.report_saleorder",
            "customer_register.report_service_protocol",
        ):
            with self.subTest(report=report):
                yield self.printed(report, order)

    def test_without_a_mail_address_letters_go_to_the_customer(self):
        order = self.new_order()
        for window, _others, _page in self.order_documents(order):
            self.assertIn("Northern Lifts", window)
            self.assertIn("Headquarters 1", window)

    def test_letters_go_to_the_mail_address(self):
        self.address("mail", "Box 17")
        for order in (
            self.new_order(),
            self.new_order(partner_id=self.contact.id),
            self.new_order(order_type="service"),
        ):
            order.action_confirm()
            for window, _others, _page in self.order_documents(order):
                self.assertIn("Northern Lifts", window)
                self.assertIn("Box 17", window)
                self.assertNotIn("Headquarters 1", window)
                # what kind of address it is, is not part of it
                self.assertNotIn("Mail", window)

    def test_contact_and_name_of_the_mail_address(self):
        self.address("mail", "Box 17", name="Registry")
        order = self.new_order(partner_id=self.contact.id)
        for window, _others, _page in self.order_documents(order):
            self.assertIn("Northern Lifts, Anna", window)
            self.assertIn("Registry", window)

    def test_archived_mail_address_is_not_used(self):
        self.address("mail", "Box 17").active = False
        for window, _others, _page in self.order_documents(self.new_order()):
            self.assertIn("Headquarters 1", window)

    def test_work_is_done_at_the_visiting_address(self):
        self.address("visiting", "Workshop 9")
        order = self.new_order()
        for window, others, page in self.order_documents(order):
            self.assertNotIn("Workshop 9", window + others)
            self.assertIn("Work Place", page.text_content())
            self.assertIn("Workshop 9", page.text_content())
        self.facility.street = "Tower 4"
        order.facility_id = self.facility
        for _window, _others, page in self.order_documents(order):
            self.assertIn("Tower 4", page.text_content())
            self.assertNotIn("Workshop 9", page.text_content())

    def test_delivery_address_is_still_shown(self):
        self.address("delivery", "Warehouse 3")
        _window, others, _page = self.printed("sale.report_saleorder", self.new_order())
        self.assertIn("Shipping Address", others)
        self.assertIn("Warehouse 3", others)

    def test_invoices_go_to_the_invoice_address(self):
        self.address("invoice", "Invoice Box 5")
        self.address("mail", "Box 17")
        order = self.new_order(order_line=[self.line(self.travel, 1)])
        _window, others, _page = self.printed("sale.report_saleorder", order)
        self.assertIn("Invoice Box 5", others)
        order.action_confirm()
        without_order = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_line_ids": [(0, 0, {"name": "Travel", "price_unit": 100})],
            }
        )
        for invoice in (order._create_invoices(), without_order):
            window = self.printed("account.report_invoice", invoice)[0]
            self.assertIn("Invoice Box 5", window)
            self.assertNotIn("Box 17", window)
            self.assertNotIn("Headquarters 1", window)

    def test_vendor_bills_are_not_concerned(self):
        self.address("invoice", "Invoice Box 5")
        bill = self.env["account.move"].create(
            {"move_type": "in_invoice", "partner_id": self.customer.id}
        )
        self.assertEqual(bill._get_printed_partner(), self.customer)
