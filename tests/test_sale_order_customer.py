from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from .sale_order_common import SaleOrderCommon


@tagged("post_install", "-at_install")
class TestSaleOrderCustomer(SaleOrderCommon):
    def test_type_gives_the_name(self):
        order = self.new_order(order_type="service")
        self.assertEqual(order.type_name, "Quotation")
        order.action_confirm()
        self.assertEqual(order.type_name, "Service Order")
        self.assertEqual(
            order._get_report_base_filename(), f"Service Order {order.name}"
        )
        self.assertEqual(self.new_order().order_type, "work")

    def test_form_takes_the_defaults_of_the_customer(self):
        self.customer.write({"vat_type": "none", "erp_always_invoice": True})
        with Form(self.env["sale.order"]) as form:
            form.partner_id = self.customer
            self.assertEqual(form.vat_type, "none")
            self.assertEqual(form.cost_center_id, self.cost_center)
            self.assertEqual(form.technician_ids[:], self.technician)
        order = form.record
        self.assertEqual(order.erp_document_type, "invoice")
        self.assertEqual(order.technician_ids, self.technician)
        order.vat_type = "normal"
        self.assertEqual(self.customer.vat_type, "none")

    def test_contact_of_the_customer_gives_the_same_defaults(self):
        contact = self.env["res.partner"].create(
            {"name": "Anna", "parent_id": self.customer.id}
        )
        order = self.new_order(partner_id=contact.id)
        self.assertEqual(order.cost_center_id, self.cost_center)
        self.assertEqual(order.technician_ids, self.technician)

    def test_facility_is_the_customers(self):
        order = self.new_order(
            facility_id=self.facility.id,
            service_object_ids=[Command.set(self.lift.ids)],
        )
        with self.assertRefused("Gate", ValidationError):
            order.facility_id = self.other_facility
        with self.assertRefused("Door 1", ValidationError):
            order.service_object_ids = self.door
        order.partner_id = self.other_customer
        self.assertFalse(order.facility_id)
        self.assertFalse(order.service_object_ids)

    def test_facility_of_an_order_stays_with_its_customer(self):
        self.new_order(facility_id=self.facility.id)._action_cancel()
        with self.assertRefused("Tower.*is used by", ValidationError):
            self.facility.partner_id = self.other_customer

    def test_order_stays_with_its_customer_when_the_contact_goes(self):
        contact = self.env["res.partner"].create(
            {"name": "Anna", "parent_id": self.customer.id}
        )
        order = self.new_order(
            partner_id=contact.id,
            facility_id=self.facility.id,
            service_object_ids=[Command.set(self.lift.ids)],
        )
        order.action_confirm()
        contact.parent_id = self.other_customer
        self.env.flush_all()
        self.assertEqual(order.customer_id, self.customer)
        self.assertEqual(order.facility_id, self.facility)
        self.assertEqual(order.service_object_ids, self.lift)
        self.assertEqual(order.technician_ids, self.technician)
        self.assertEqual(self.customer.work_order_count, 1)
        self.assertEqual(self.other_customer.work_order_count, 0)

    def test_form_takes_the_facility_of_the_objects(self):
        with Form(self.env["sale.order"]) as form:
            form.partner_id = self.customer
            form.service_object_ids.add(self.lift)
            self.assertEqual(form.facility_id, self.facility)
            form.partner_id = self.other_customer
            self.assertFalse(form.facility_id)
            self.assertFalse(form.service_object_ids.ids)

    def test_facilities_disabled(self):
        self.customer.facilities_disabled = True
        with self.assertRefused("disabled", ValidationError):
            self.new_order(facility_id=self.facility.id)
        self.customer.facility_required = True
        self.new_order().action_confirm()

    def test_obligatory_fields(self):
        self.company.customer_require_order_number = True
        self.customer.write({"facility_required": True, "cost_center_required": True})
        order = self.new_order(cost_center_id=False)
        with self.assertRaises(UserError) as refusal:
            order.action_confirm()
        message = str(refusal.exception)
        for text in (order.name, "Facility", "Cost Center", "Customer's Order Number"):
            self.assertIn(text, message)
        self.assertEqual(order.state, "draft")
        order.write(
            {
                "facility_id": self.facility.id,
                "cost_center_id": self.cost_center.id,
                "client_order_ref": "  ",
            }
        )
        with self.assertRaises(UserError):
            order.action_confirm()
        order.client_order_ref = "PO 4711"
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        with self.assertRaises(ValidationError):
            order.client_order_ref = False

    def test_obligatory_by_writing_the_state(self):
        self.customer.facility_required = True
        order = self.new_order()
        with self.assertRaises(ValidationError), self.cr.savepoint():
            order.write({"state": "sale", "date_order": "2025-01-01"})

    def test_form_asks_from_the_first_save(self):
        self.company.write(
            {"customer_show_order_number": True, "customer_require_order_number": True}
        )
        self.customer.facility_required = True
        form = Form(self.env["sale.order"])
        form.partner_id = self.customer
        form.client_order_ref = "PO 1"
        with self.assertRaisesRegex(AssertionError, "facility_id"):
            form.save()
        form.facility_id = self.facility
        form.save()

    def test_settings_show_fields_at_once(self):
        names = ("order_number", "cost_center", "vat_type")
        for shown in (True, False):
            for name in names:
                self.company[f"customer_show_{name}"] = shown
            form = Form(self.env["sale.order"])
            for name in ("client_order_ref", "cost_center_id", "vat_type"):
                with self.subTest(name=name, shown=shown):
                    self.assertEqual(
                        bool(form._get_modifier(name, "invisible")), not shown
                    )

    def test_archived_customer_gets_no_order(self):
        order = self.new_order()
        confirmed = self.new_order()
        confirmed.action_confirm()
        contact = self.env["res.partner"].create(
            {"name": "Anna", "parent_id": self.customer.id}
        )
        self.customer.action_archive()
        for partner in self.customer | contact:
            with self.assertRefused("inactive"):
                self.new_order(partner_id=partner.id)
        other = self.new_order(partner_id=self.other_customer.id)
        with self.assertRefused("inactive"):
            other.partner_id = self.customer
        with self.assertRefused("inactive"):
            confirmed.copy()
        with self.assertRefused("inactive"):
            order.action_confirm()
        with self.assertRefused("inactive"):
            self.customer.action_add_work_order()
        result = self.env["sale.order"].load(
            ["partner_id/.id"], [[str(self.customer.id)]]
        )
        self.assertFalse(result["ids"])
        # the old order stays, and can be followed
        confirmed.write({"partner_id": self.customer.id, "client_order_ref": "PO 2"})
        self.assertEqual(self.customer.work_order_count, 1)

    def test_order_number_of_the_card(self):
        self.customer.customer_order_number = "Frame 17"
        self.company.customer_show_order_number = True
        with Form(self.env["sale.order"]) as form:
            form.partner_id = self.customer
            self.assertEqual(form.client_order_ref, "Frame 17")
            form.partner_id = self.other_customer
            self.assertFalse(form.client_order_ref)
            form.client_order_ref = "PO 4"
            form.partner_id = self.customer
            self.assertEqual(form.client_order_ref, "PO 4")
        contact = self.env["res.partner"].create(
            {"name": "Anna", "parent_id": self.customer.id}
        )
        self.assertEqual(
            self.new_order(partner_id=contact.id).client_order_ref, "Frame 17"
        )
        self.assertEqual(self.new_order(client_order_ref="A").client_order_ref, "A")
        self.company.customer_require_order_number = True
        self.new_order().action_confirm()

    def test_confirming_makes_a_customer(self):
        prospect = self.env["res.partner"].create(
            {"name": "Prospect", "is_company": True, "customer_rank": 0}
        )
        order = self.new_order(partner_id=prospect.id)
        self.assertFalse(prospect.is_customer)
        order.action_confirm()
        self.assertTrue(prospect.is_customer)
        self.assertTrue(prospect.ref)

    def test_cost_center_in_the_lines(self):
        order = self.new_order(order_line=[self.line(self.travel, 1)])
        line = order.order_line
        self.assertEqual(line.analytic_distribution, {str(self.cost_center.id): 100})
        other_plan = self.env["account.analytic.plan"].create({"name": "Area"})
        area = self.env["account.analytic.account"].create(
            {"name": "North", "plan_id": other_plan.id}
        )
        line.analytic_distribution = {
            f"{area.id},{self.cost_center.id}": 40,
            str(self.cost_center.id): 60,
        }
        new_center = self.cost_center.copy({"name": "Office"})
        order.cost_center_id = new_center
        self.assertEqual(
            line.analytic_distribution,
            {f"{area.id},{new_center.id}": 40, str(new_center.id): 60},
        )
        order.cost_center_id = False
        self.assertEqual(line.analytic_distribution, {str(area.id): 40})

    def test_portal_user_reads_nothing_internal(self):
        portal_user = new_test_user(self.env, "order_portal", "base.group_portal")
        order = self.new_order(partner_id=portal_user.partner_id.id)
        order.message_subscribe(portal_user.partner_id.ids)
        as_portal = order.with_user(portal_user)
        self.assertTrue(as_portal.read(["amount_shown", "tax_totals", "vat_type"]))
        for name in (
            "technician_ids",
            "cost_center_id",
            "erp_document_type",
            "articles_offer",
            "is_facility_required",
            "customer_show_cost_center",
        ):
            with self.subTest(name=name), self.assertRaises(AccessError):
                as_portal.read([name])
        with self.assertRaises(AccessError):
            self.env["customer.article"].with_user(portal_user).search([])

    def test_list_shows_the_facility(self):
        order = self.new_order(facility_id=self.facility.id)
        without = self.new_order()
        orders = order | without
        self.assertEqual(
            orders.mapped("customer_or_facility_name"),
            [self.customer.display_name] * 2,
        )
        self.company.customer_show_facility_name = True
        orders.invalidate_recordset()
        self.assertEqual(
            orders.mapped("customer_or_facility_name"),
            ["Tower", self.customer.display_name],
        )
        arch = self.env["sale.order"].get_view(
            self.env.ref("customer_register.sale_order_customer_view_list").id, "list"
        )["arch"]
        self.assertIn('name="partner_id" readonly="1" optional="hide"', arch)


@tagged("post_install", "-at_install")
class TestSaleOrderTechnicians(SaleOrderCommon):
    def notices(self, order):
        messages = self.env["mail.message"].search(
            [
                ("model", "=", "sale.order"),
                ("res_id", "=", order.id),
                ("message_type", "=", "user_notification"),
            ],
            order="id",
        )
        return [(message.subject, message.notified_partner_ids) for message in messages]

    def test_technicians_are_told_and_nobody_else(self):
        order = self.new_order()
        order.technician_ids = self.other_technician
        notices = self.notices(order)
        self.assertEqual(
            [partners for _subject, partners in notices],
            [
                self.technician.partner_id,
                self.other_technician.partner_id,
                self.technician.partner_id,
            ],
        )
        subjects = [subject for subject, _partners in notices]
        self.assertIn("You are assigned", subjects[0])
        self.assertIn("no longer assigned", subjects[2])
        self.assertIn(order.name, subjects[0])
        order.write({"client_order_ref": "PO"})
        self.assertEqual(len(self.notices(order)), 3)

    def test_technician_works_on_orders_of_others(self):
        salesperson, technician = (
            new_test_user(self.env, login, "sales_team.group_sale_salesman")
            for login in ("order_salesperson", "order_sales_technician")
        )
        order = self.new_order(
            user_id=salesperson.id, order_line=[self.line(self.hours, 0)]
        )
        orders = self.env["sale.order"].with_user(technician)
        self.assertFalse(orders.search([("id", "=", order.id)]))
        order.technician_ids = technician
        line = orders.search([("id", "=", order.id)]).order_line
        line.product_uom_qty = 2
        self.assertTrue(line.work_date)

    def test_other_customer_other_technicians(self):
        order = self.new_order()
        self.other_customer.technician_ids = self.other_technician
        order.partner_id = self.other_customer
        self.assertEqual(order.technician_ids, self.other_technician)
        self.assertEqual(len(self.notices(order)), 3)
