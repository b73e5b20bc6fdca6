"""Inactive customers get no new orders or error reports, whatever the way in.

Sources: seeds/001_89ddd0bb9fc3d60e.txt, "Inactivate"; 000_26c010d3a1eadc26.txt,
"Activate inactive customers".
"""

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import Form, HttpCase, new_test_user, tagged

from .sale_order_common import SaleOrderCommon

ACCEPT_BUTTON = 'data-bs-target="#modalaccept"'
# The smallest picture there is.
SIGNATURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ"
    "RU5ErkJggg=="
)


class InactiveCommon(SaleOrderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact, cls.address = cls.env["res.partner"].create(
            [
                {"name": "Anna", "parent_id": cls.customer.id},
                {
                    "type": "visiting",
                    "street": "Harbour 1",
                    "parent_id": cls.customer.id,
                },
            ]
        )
        cls.quotation, cls.executed = (
            cls.new_order(order_line=[cls.line(cls.travel, 1)]) for _index in range(2)
        )
        cls.executed.action_confirm()

    def new_report(self, **values):
        return self.env["project.task"].create(
            {
                "name": "Door is stuck",
                "is_error_report": True,
                "partner_id": self.customer.id,
                **values,
            }
        )


@tagged("post_install", "-at_install")
class TestInactiveCustomer(InactiveCommon):
    def test_no_orders(self):
        elsewhere = self.new_order(partner_id=self.other_customer.id)
        lead = self.env["crm.lead"].create(
            {"name": "Lead", "partner_id": self.customer.id}
        )
        self.customer.action_inactivate_customer()

        def save_form():
            with Form(self.env["sale.order"]) as form:
                form.partner_id = self.contact

        ways = {
            "the customer": lambda: self.new_order(),
            "its contact": lambda: self.new_order(partner_id=self.contact.id),
            "its address": lambda: self.new_order(partner_id=self.address.id),
            "form": save_form,
            "copy": lambda: self.executed.copy(),
            "another order": lambda: elsewhere.write({"partner_id": self.contact.id}),
            "confirmation": lambda: self.quotation.action_confirm(),
            "card": lambda: self.customer.action_add_quotation(),
            "card, service": lambda: self.customer.action_add_service_order(),
            "lead": lambda: self.env["sale.order"].create(
                {"partner_id": lead.partner_id.id, "opportunity_id": lead.id}
            ),
        }
        for way, call in ways.items():
            with self.subTest(way=way), self.assertRefused("is inactive"):
                call()

    def test_no_orders_by_import(self):
        self.customer.ref = "C-77"
        self.customer.action_inactivate_customer()
        orders = self.env["sale.order"]
        for columns, value in (
            (["partner_id/.id"], str(self.customer.id)),
            (["partner_id/.id"], str(self.contact.id)),
            (["partner_id"], self.contact.display_name),
        ):
            with self.subTest(columns=columns, value=value):
                result = orders.load(columns, [[value]])
                self.assertFalse(result["ids"])
                self.assertIn("inactive", result["messages"][0]["message"])

    def test_no_error_reports(self):
        elsewhere = self.new_report(partner_id=self.other_customer.id)
        old = self.new_report()
        self.customer.action_inactivate_customer()
        ways = {
            "the customer": lambda: self.new_report(),
            "its contact": lambda: self.new_report(partner_id=self.contact.id),
            "its address": lambda: self.new_report(partner_id=self.address.id),
            "copy": lambda: old.copy(),
            "another report": lambda: elsewhere.write({"partner_id": self.contact.id}),
            "card": lambda: self.customer.action_add_error_report(),
        }
        for way, call in ways.items():
            with self.subTest(way=way), self.assertRefused("is inactive"):
                call()
        result = self.env["project.task"].load(
            ["name", "is_error_report", "partner_id/.id"],
            [["Imported", "1", str(self.contact.id)]],
        )
        self.assertFalse(result["ids"])

    def test_old_ones_remain_and_can_be_followed(self):
        report = self.new_report()
        self.customer.action_inactivate_customer()
        self.executed.client_order_ref = "PO 2"
        self.executed._create_invoices()
        report.stage_id = self.env.ref("customer_register.error_report_stage_done")
        self.assertEqual(self.customer.work_order_count, 1)
        self.assertEqual(self.customer.newest_work_order_ids, self.executed)
        self.assertEqual(self.customer.newest_error_report_ids, report)
        self.executed.write({"partner_id": self.contact.id})

    def test_active_again(self):
        self.customer.action_inactivate_customer()
        self.customer.action_activate_customer()
        self.quotation.action_confirm()
        self.assertTrue(self.new_order(partner_id=self.contact.id))

    def test_many_orders_at_once(self):
        partners = self.customer | self.other_customer
        self.customer.action_inactivate_customer()
        with self.assertRefused("Northern Lifts is inactive", ValidationError):
            self.env["sale.order"].create(
                [{"partner_id": partner.id} for partner in partners]
            )


@tagged("post_install", "-at_install")
class TestInactiveCustomerPortal(HttpCase, InactiveCommon):
    def setUp(self):
        super().setUp()
        user = new_test_user(
            self.env,
            "inactive_portal",
            "base.group_portal",
            partner_id=self.contact.id,
        )
        self.quotation.write(
            {
                "partner_id": self.contact.id,
                "require_signature": True,
                "require_payment": False,
                "state": "sent",
            }
        )
        self.authenticate(user.login, user.login)

    def accept(self):
        return self.make_jsonrpc_request(
            f"/my/orders/{self.quotation.id}/accept",
            {
                "access_token": self.quotation._portal_ensure_token(),
                "name": "Anna",
                "signature": SIGNATURE,
            },
        )

    def test_customer_user_accepts_nothing(self):
        self.customer.action_inactivate_customer()
        page = self.url_open(self.quotation.get_portal_url()).text
        self.assertIn(self.quotation.name, page)
        self.assertNotIn(ACCEPT_BUTTON, page)
        self.assertIn("error", self.accept())
        self.assertEqual(self.quotation.state, "sent")
        self.assertFalse(self.quotation.signature)

    def test_nor_what_lacks_an_obligatory_field(self):
        self.customer.facility_required = True
        self.assertIn("error", self.accept())
        self.assertEqual(self.quotation.state, "sent")

    def test_active_customer_accepts(self):
        page = self.url_open(self.quotation.get_portal_url()).text
        self.assertIn(ACCEPT_BUTTON, page)
        self.assertNotIn("error", self.accept())
        self.assertEqual(self.quotation.state, "sale")

    def test_customer_user_creates_no_orders_by_rpc(self):
        response = self.url_open(
            "/web/dataset/call_kw/sale.order/create",
            json={
                "params": {
                    "model": "sale.order",
                    "method": "create",
                    "args": [[{"partner_id": self.contact.id}]],
                    "kwargs": {},
                }
            },
        ).json()
        self.assertIn("AccessError", response["error"]["data"]["name"])


@tagged("post_install", "-at_install")
class TestObligatoryFields(SaleOrderCommon):
    """Required in the form from the first save, checked at confirmation."""

    def test_each_field_in_the_form(self):
        self.company.write(
            {
                "customer_show_order_number": False,
                "customer_show_cost_center": False,
                "customer_require_order_number": True,
            }
        )
        self.customer.write(
            {
                "facility_required": True,
                "cost_center_required": True,
                "cost_center_id": False,
            }
        )
        form = Form(self.env["sale.order"])
        form.partner_id = self.customer
        for name, value in (
            ("facility_id", self.facility),
            ("cost_center_id", self.cost_center),
            ("client_order_ref", "PO 1"),
        ):
            # required also where the setting does not show it otherwise
            self.assertFalse(form._get_modifier(name, "invisible"), name)
            self.assertTrue(form._get_modifier(name, "required"), name)
            with self.assertRaises(AssertionError):
                form.save()
            form[name] = value
        form.save().action_confirm()
        form.partner_id = self.other_customer
        self.assertFalse(form._get_modifier("facility_id", "required"))
        self.assertFalse(form._get_modifier("cost_center_id", "required"))

    def test_contacts_count_as_the_customer(self):
        contact = self.env["res.partner"].create(
            {"name": "Anna", "parent_id": self.customer.id}
        )
        self.customer.write({"facility_required": True, "cost_center_required": True})
        order = self.new_order(partner_id=contact.id, cost_center_id=False)
        with self.assertRefused("Facility.*Cost Center|Cost Center.*Facility"):
            order.action_confirm()

    def test_several_orders_are_confirmed_or_named(self):
        self.customer.facility_required = True
        complete = self.new_order(facility_id=self.facility.id)
        lacking = self.new_order()
        with self.assertRefused(lacking.name):
            (complete | lacking).action_confirm()
        complete.action_confirm()
        self.assertEqual(complete.state, "sale")

    def test_setting_of_the_orders_company(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.env.user.company_ids = [Command.link(other.id)]
        other.customer_require_order_number = True
        order = self.new_order()
        order.action_confirm()
        elsewhere = self.env["sale.order"].create(
            {"partner_id": self.customer.id, "company_id": other.id}
        )
        with self.assertRefused("Customer's Order Number"):
            elsewhere.action_confirm()
