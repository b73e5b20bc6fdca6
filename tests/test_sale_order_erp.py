"""What the accounting system is told: order or invoice, and our reference.

Source: seeds/001_89ddd0bb9fc3d60e.txt, "More settings" and "Concerning Visma".
"""

from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from .sale_order_common import SaleOrderCommon


@tagged("post_install", "-at_install")
class TestSaleOrderErp(SaleOrderCommon):
    def test_customer_asks_for_invoices(self):
        order = self.new_order(order_line=[self.line(self.travel, 1)])
        other = self.new_order(partner_id=self.other_customer.id)
        self.assertEqual(order.erp_document_type, "order")
        invoiced = order.copy()
        (order | invoiced).action_confirm()
        invoiced._create_invoices().action_post()
        self.customer.erp_always_invoice = True
        self.assertEqual(order.erp_document_type, "invoice")
        self.assertEqual(self.new_order().erp_document_type, "invoice")
        self.assertEqual(other.erp_document_type, "order")
        self.assertEqual(invoiced.erp_document_type, "order")

    def test_contacts_count_as_the_customer(self):
        contact = self.env["res.partner"].create(
            {"name": "Anna", "parent_id": self.customer.id}
        )
        self.customer.erp_always_invoice = True
        self.assertEqual(
            self.new_order(partner_id=contact.id).erp_document_type, "invoice"
        )

    def test_it_can_be_chosen_per_order(self):
        order = self.new_order(erp_document_type="invoice")
        self.assertEqual(order.erp_document_type, "invoice")
        order.erp_document_type = "order"
        order.action_confirm()
        self.assertEqual(order.erp_document_type, "order")

    def test_our_reference(self):
        order = self.new_order()
        self.assertEqual(order.our_reference, order.user_id.name)
        settings = self.env["res.config.settings"].create(
            {"customer_erp_assigned_as_reference": True}
        )
        settings.execute()
        self.assertTrue(self.company.customer_erp_assigned_as_reference)
        self.assertEqual(order.our_reference, "Tea Technician")
        order.technician_ids = self.other_technician
        self.assertEqual(order.our_reference, "Otto Technician")
        order.technician_ids = False
        self.assertEqual(order.our_reference, order.user_id.name)

    def test_our_reference_on_the_order(self):
        form = Form(self.new_order())
        self.assertTrue(form._get_modifier("our_reference", "invisible"))
        self.company.customer_erp_assigned_as_reference = True
        form = Form(self.new_order())
        self.assertFalse(form._get_modifier("our_reference", "invisible"))

    def test_customer_users_do_not_read_it(self):
        portal = new_test_user(self.env, "erp_portal", groups="base.group_portal")
        order = self.new_order(partner_id=portal.partner_id.id)
        order.message_subscribe(portal.partner_id.ids)
        for name in ("our_reference", "erp_document_type"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                order.with_user(portal).read([name])

    def test_same_number_of_queries_for_10_and_100(self):
        self.company.customer_erp_assigned_as_reference = True
        orders = self.env["sale.order"].create(
            [{"partner_id": self.customer.id} for _index in range(100)]
        )

        def queries(orders):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            orders.mapped("our_reference")
            return self.cr.sql_log_count - before

        queries(orders)
        self.assertEqual(queries(orders[:10]), queries(orders))
