from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import EQUINOR
from .sync_common import SyncCase


@tagged("post_install", "-at_install")
class TestSyncDocuments(SyncCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.integration.group_ids += cls.env.ref(
            "sales_team.group_sale_salesman_all_leads"
        )
        cls.fortnox.documents_from = fields.Date.today()
        plan = cls.env.ref("customer_register.analytic_plan_cost_center")
        cls.center = cls.env["account.analytic.account"].create(
            {"name": "North", "code": "N1", "plan_id": plan.id}
        )
        cls.product = cls.env["product.product"].create(
            {"name": "Hour", "default_code": "H1", "list_price": 500}
        )

    def setUp(self):
        super().setUp()
        self.customer = self.put(
            {"external_id": "C1", "name": "Best AS", "company_registry": EQUINOR}
        )

    def order(self, confirmed=True, **values):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "cost_center_id": self.center.id,
                "client_order_ref": "PO 7",
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.product.id,
                            "product_uom_qty": 2,
                            "discount": 10,
                        }
                    ),
                    Command.create({"display_type": "line_note", "name": "Thanks"}),
                ],
                **values,
            }
        )
        if confirmed:
            order.action_confirm()
        return order

    def documents(self, cursor=None, limit=100):
        return self.sync().documents("fortnox", cursor, limit)

    def confirm(self, *results):
        return self.sync().confirm_documents("fortnox", list(results))

    def ids(self):
        return [document["id"] for document in self.documents()["documents"]]

    def test_what_is_told(self):
        facility = self.env["customer.facility"].create(
            {"name": "Works", "partner_id": self.customer.id}
        )
        order = self.order(facility_id=facility.id)
        self.order(confirmed=False)
        [document] = self.documents()["documents"]
        for name, value in {
            "id": order.id,
            "name": order.name,
            "document_type": "order",
            "client_order_ref": "PO 7",
            "cost_center": "N1",
            "facility": "Works",
            "our_reference": order.our_reference,
            "amount_total": order.amount_total,
        }.items():
            self.assertEqual(document[name], value, name)
        self.assertEqual(document["customer"]["external_id"], "C1")
        self.assertEqual(document["customer"]["company_registry"], EQUINOR)
        line, note = document["lines"]
        self.assertEqual((line["article"], line["quantity"]), ("H1", 2))
        self.assertEqual(line["amount_untaxed"], 900)
        self.assertEqual(
            [tax["percent"] for tax in line["vat"]],
            order.order_line[0].tax_ids.mapped("amount"),
        )
        self.assertEqual(note, {"id": note["id"], "kind": "note", "name": "Thanks"})

    def test_invoice_and_reference(self):
        self.customer.erp_always_invoice = True
        self.env.company.customer_erp_assigned_as_reference = True
        self.order(technician_ids=[Command.set(self.integration.ids)])
        [document] = self.documents()["documents"]
        self.assertEqual(document["document_type"], "invoice")
        self.assertEqual(document["our_reference"], self.integration.name)

    def test_until_confirmed(self):
        first, second = self.order(), self.order()
        self.assertEqual(self.ids(), [first.id, second.id])
        self.assertEqual(self.ids(), [first.id, second.id])
        done = {"id": first.id, "status": "done", "external_id": "F-1"}
        [answer] = self.confirm(done)
        self.assertEqual(answer, {"id": first.id, "status": "updated", "errors": []})
        self.assertEqual(self.confirm(done)[0]["status"], "unchanged")
        self.assertEqual(self.ids(), [second.id])
        self.assertEqual(first.erp_received, "Fortnox F-1")
        # the other system has not answered
        told = self.sync().documents("visma")["documents"]
        self.assertEqual([each["id"] for each in told], [first.id, second.id])

    def test_failures_show_on_the_order(self):
        order = self.order()
        refused = {"id": order.id, "status": "error", "message": "No such article"}
        self.confirm(refused)
        self.assertEqual(order.erp_error, "Fortnox: No such article")
        self.assertEqual(self.ids(), [])
        self.assertIs(order.action_send_to_erp_again(), True)
        self.assertFalse(order.erp_error)
        self.assertEqual(self.ids(), [order.id])

    def test_pages(self):
        orders = [self.order() for _number in range(3)]
        page = self.documents(limit=2)
        self.assertTrue(page["has_more"])
        rest = self.documents(page["cursor"], 2)
        self.assertFalse(rest["has_more"])
        told = page["documents"] + rest["documents"]
        self.assertEqual([each["id"] for each in told], [order.id for order in orders])

    def test_old_orders_are_not_sent(self):
        order = self.order()
        self.fortnox.documents_from = fields.Date.today() + timedelta(days=1)
        self.assertNotIn(order.id, self.ids())

    def test_wrong_answers(self):
        order = self.order()
        results = self.confirm(
            {"id": 999_999_999, "status": "done"},
            {"id": order.id, "status": "lost"},
            {"id": order.id, "status": "done", "external_id": 5},
            "done",
        )
        fields_named = [result["errors"][0]["field"] for result in results]
        self.assertEqual(fields_named, ["id", "status", "external_id", "id"])
        self.assertEqual(self.ids(), [order.id])
        with self.assertRaises(ValidationError):
            self.sync().confirm_documents("fortnox", {"id": order.id})

    def test_takes_the_right_on_orders(self):
        self.integration.group_ids -= self.env.ref(
            "sales_team.group_sale_salesman_all_leads"
        )
        with self.assertRaises(AccessError):
            self.documents()
