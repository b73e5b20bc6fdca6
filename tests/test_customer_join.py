"""A person with orders becomes a contact of a company: the company's orders."""

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .sale_order_common import SaleOrderCommon


@tagged("post_install", "-at_install")
class TestCustomerJoin(SaleOrderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.env["res.partner"].create(
            {"name": "Anna Andersson", "customer_rank": 1}
        )
        cls.cottage = cls.env["customer.facility"].create(
            {"name": "Cottage", "partner_id": cls.person.id}
        )
        cls.stove = cls.env["customer.service.object"].create(
            {"name": "Stove", "facility_id": cls.cottage.id}
        )
        cls.order = cls.new_order(
            partner_id=cls.person.id,
            vat_type="normal",
            client_order_ref="By phone",
            facility_id=cls.cottage.id,
            service_object_ids=[Command.set(cls.stove.ids)],
            technician_ids=[Command.set(cls.other_technician.ids)],
        )
        cls.order.action_confirm()
        cls.report = cls.env["project.task"].create(
            {
                "name": "No heat",
                "is_error_report": True,
                "partner_id": cls.person.id,
                "facility_id": cls.cottage.id,
            }
        )
        cls.customer.write({"vat_type": "none", "customer_order_number": "Frame"})

    def join(self):
        self.person.parent_id = self.customer
        self.env.flush_all()
        self.env.invalidate_all()

    def test_orders_and_error_reports_are_the_customers(self):
        self.join()
        self.assertEqual(self.order.customer_id, self.customer)
        self.assertEqual(self.report.customer_id, self.customer)
        self.assertEqual(self.customer.work_order_count, 1)
        self.assertEqual(self.customer.newest_work_order_ids, self.order)
        self.assertEqual(self.customer.error_report_count, 1)

    def test_what_they_say_stays(self):
        self.join()
        self.assertRecordValues(
            self.order,
            [
                {
                    "partner_id": self.person.id,
                    "vat_type": "normal",
                    "client_order_ref": "By phone",
                    "facility_id": self.cottage.id,
                    "service_object_ids": self.stove.ids,
                    "technician_ids": self.other_technician.ids,
                    "cost_center_id": False,
                }
            ],
        )
        self.assertEqual(self.report.facility_id, self.cottage)
        self.assertEqual(self.cottage.partner_id, self.customer)
        self.assertEqual(self.stove.partner_id, self.customer)
        # and can be worked on
        self.order.service_object_ids = False
        self.order.facility_id = self.facility

    def test_facility_of_somebody_elses_order_stays(self):
        with self.assertRaises(ValidationError):
            self.cottage.partner_id = self.customer

    def test_nobody_is_told(self):
        count = len(self.order.message_ids)
        self.join()
        notices = self.order.message_ids[: len(self.order.message_ids) - count]
        self.assertFalse(notices.notified_partner_ids)
