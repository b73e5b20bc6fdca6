"""In the browser: add customers, and what is added on their cards."""

from odoo.tests import HttpCase, new_test_user, tagged

LIST = "/odoo/customer-register"


@tagged("post_install", "-at_install")
class TestCustomerCardTour(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.write(
            {
                "country_id": cls.env.ref("base.se").id,
                "customer_number_auto": True,
                "customer_show_vat_type": True,
            }
        )

    def test_add_a_company(self):
        sequence = self.env.company.customer_number_sequence_id
        sequence.write({"implementation": "standard", "number_next": 8001})
        self.start_tour(LIST, "customer_register_add_company", login="admin")
        customer = self.env["res.partner"].search([("name", "=", "Tour Company AB")])
        self.assertRecordValues(
            customer,
            [
                {
                    "is_customer": True,
                    "is_company": True,
                    "ref": "8001",
                    "company_registry": "5560125790",
                    "vat_type": "none",
                }
            ],
        )
        contact, address = customer.child_ids.sorted("id")
        self.assertEqual(contact.name, "Tour Contact")
        self.assertTrue(contact.send_work_order)
        self.assertFalse(contact.send_service_protocol)
        self.assertEqual((address.type, address.street), ("visiting", "Tour Street 1"))

    def test_add_a_private_customer(self):
        self.start_tour(LIST, "customer_register_add_private", login="admin")
        customer = self.env["res.partner"].search([("name", "=", "Tour Person")])
        self.assertRecordValues(
            customer,
            [{"is_customer": True, "is_company": False, "vat_type": "normal"}],
        )
        self.assertEqual(customer.sudo().personal_identity_number, "196408233234")
        log = self.env["customer.personal.number.log"].search(
            [("partner_id", "=", customer.id)]
        )
        self.assertEqual(log.user_id, self.env.ref("base.user_admin"))

    def test_add_on_the_card(self):
        technician = new_test_user(
            self.env, "add_menu_technician", name="Add Menu Technician"
        )
        customer = self.env["res.partner"].create(
            {
                "name": "Add Menu Tour AS",
                "is_company": True,
                "customer_rank": 1,
                "technician_ids": technician.ids,
            }
        )
        self.start_tour(
            f"{LIST}/{customer.id}", "customer_register_add_menu", login="admin"
        )
        order = self.env["sale.order"].search([("partner_id", "=", customer.id)])
        self.assertEqual(order.order_type, "work")
        self.assertEqual(order.technician_ids, technician)
        report = customer.error_report_ids
        self.assertEqual(report.name, "Tour error")
        self.assertEqual(report.user_ids, technician)
