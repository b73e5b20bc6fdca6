"""Orders, error reports and the like of customers that the user may not see."""

from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, TransactionCase, tagged

from .permission_common import PermissionMixin

ODOO = (
    "sales_team.group_sale_salesman_all_leads",
    "project.group_project_user",
    "account.group_account_invoice",
)


@tagged("post_install", "-at_install")
class TestPermissionDocuments(PermissionMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technician = cls.user("technician", "edit_assigned", odoo=ODOO)
        cls.viewer = cls.user("viewer", "view", odoo=ODOO)
        cls.order = cls.customers["other"]["Quotations and orders"]
        cls.report = cls.customers["other"]["Error reports"]
        cls.contact = cls.customers["other"]["Contacts and addresses of customers"]
        if not cls.env["account.journal"].search([("type", "=", "sale")]):
            cls.env["account.chart.template"].try_loading(
                "generic_coa", company=cls.env.company, install_demo=False
            )

    def listed(self, record, user=None):
        records = record.with_user(user or self.technician)
        records.invalidate_model()
        return records.search([("id", "=", record.id)])

    # === LISTS === #

    def test_documents_of_hidden_customers_are_not_listed(self):
        for label in ("Quotations and orders", "Order lines", "Error reports"):
            record = self.customers["other"][label]
            with self.subTest(label):
                self.assertFalse(self.listed(record))
                self.assertEqual(self.listed(record, self.viewer), record)
                self.assertTrue(self.listed(self.customers["assigned"][label]))
                for operation in ("read", "write", "unlink"):
                    self.assertFalse(
                        record.with_user(self.technician).has_access(operation)
                    )
                with self.assertMissing("View"):
                    record.with_user(self.technician).read(["display_name"])

    def test_responsible_users_see_them(self):
        for field, record in (
            ("user_id", self.order),
            ("technician_ids", self.order),
            ("user_ids", self.report),
        ):
            with self.subTest(field=field, record=record._name):
                self.assertFalse(self.listed(record))
                record[field] = self.technician
                self.assertTrue(self.listed(record))
                if record == self.order:
                    self.assertTrue(self.listed(record.order_line))
                partner = self.other.with_user(self.technician)
                self.assertTrue(partner.has_access("read"))
                self.assertFalse(partner.has_access("write"))
                record[field] = False
                self.assertFalse(partner.has_access("read"))

    def test_responsible_for_one_sees_not_the_others(self):
        another = self.order.copy({"user_id": False})
        self.order.user_id = self.technician
        self.assertTrue(self.listed(self.order))
        self.assertFalse(self.listed(another))
        self.assertTrue(self.listed(self.customers["other"]["Facilities"]))

    def test_reports(self):
        for order in (self.order, self.customers["assigned"]["Quotations and orders"]):
            order.action_confirm()
        self.env.flush_all()
        for model, domain in (
            ("sale.report", [("partner_id", "in", (self.other | self.assigned).ids)]),
            (
                "report.project.task.user",
                [("partner_id", "in", (self.other | self.assigned).ids)],
            ),
        ):
            rows = self.env[model]
            with self.subTest(model):
                self.assertEqual(
                    rows.with_user(self.technician).search(domain).partner_id,
                    self.assigned,
                )
                self.assertEqual(
                    rows.with_user(self.viewer).search(domain).partner_id,
                    self.assigned | self.other,
                )
                self.assertEqual(
                    rows.with_user(self.technician)
                    ._read_group(domain, ["partner_id"], ["__count"])[0][0]
                    .id,
                    self.assigned.id,
                )

    def test_ordinary_tasks_are_odoos_own(self):
        task = self.env["project.task"].create(
            {
                "name": "Plan",
                "project_id": self.project.id,
                "partner_id": self.other.id,
                "is_error_report": False,
            }
        )
        as_technician = task.with_user(self.technician)
        self.assertTrue(self.listed(task))
        view = as_technician.get_views([(False, "form")])
        names = view["models"]["project.task"]["fields"]
        [values] = as_technician.web_read({name: {} for name in names})
        self.assertEqual(values["partner_id"], self.other.id)

    # === WORK ON A DOCUMENT OF A HIDDEN CUSTOMER === #

    def test_order_of_a_hidden_customer(self):
        """Open, edit, confirm, print, send, invoice and post it."""
        self.order.user_id = self.technician
        self.order.write(
            {
                "partner_invoice_id": self.contact.id,
                "partner_shipping_id": self.contact.id,
                "facility_id": self.customers["other"]["Facilities"].id,
            }
        )
        self.env.flush_all()
        self.env.invalidate_all()
        order = self.order.with_user(self.technician)
        with Form(order) as form:
            form.validity_date = "2027-01-31"
            with form.order_line.edit(0) as line:
                line.product_uom_qty = 2
        self.assertTrue(order.partner_id.name)
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        self.env.invalidate_all()
        html, _type = (
            self.env["ir.actions.report"]
            .with_user(self.technician)
            ._render_qweb_html("sale.action_report_saleorder", order.ids)
        )
        self.assertIn(self.other.name, html.decode())
        recipients = order._message_get_suggested_recipients()
        self.assertIn(self.other.id, [entry["partner_id"] for entry in recipients])
        action = order.action_quotation_send()
        composer = (
            self.env["mail.compose.message"]
            .with_user(self.technician)
            .with_context(**action["context"])
            .create({"partner_ids": [Command.link(self.other.id)]})
        )
        composer._action_send_mail()
        order.order_line.qty_delivered = 2
        invoice = order._create_invoices(final=True)
        invoice.action_post()
        self.assertEqual(invoice.state, "posted")
        self.env.invalidate_all()
        self.assertTrue(invoice.with_user(self.technician).partner_id.name)
        html, _type = (
            self.env["ir.actions.report"]
            .with_user(self.technician)
            ._render_qweb_html("account.account_invoices", invoice.ids)
        )
        self.assertIn(self.contact.name, html.decode())

    def test_error_report_of_a_hidden_customer(self):
        self.report.user_ids = self.technician
        report = self.report.with_user(self.technician)
        with Form(report, "customer_register.error_report_view_form") as form:
            form.name = "Still no heat"
        report.message_post(body="On my way")
        recipients = report._message_get_suggested_recipients()
        self.assertIn(self.other.id, [entry["partner_id"] for entry in recipients])

    def test_lead_of_a_hidden_customer(self):
        lead = self.env["crm.lead"].create(
            {
                "name": "Renovation",
                "type": "opportunity",
                "partner_id": self.other.id,
                "user_id": self.technician.id,
            }
        )
        self.env.invalidate_all()
        with Form(lead.with_user(self.technician)) as form:
            form.name = "Big renovation"
        self.assertTrue(lead.with_user(self.technician).partner_id.name)

    def test_invoice_of_a_hidden_customer(self):
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.other.id,
                "invoice_user_id": self.technician.id,
                "invoice_line_ids": [
                    Command.create({"name": "Work", "price_unit": 100})
                ],
            }
        )
        self.env.invalidate_all()
        as_technician = invoice.with_user(self.technician)
        as_technician.action_post()
        self.assertEqual(as_technician.partner_id.name, self.other.name)

    def test_posting_raises_the_rank_of_others(self):
        """Who may not edit or add customers still posts invoices."""
        partner = self.env["res.partner"].create({"name": "Prospect"})
        invoice = (
            self.env["account.move"]
            .with_user(self.viewer)
            .create(
                {
                    "move_type": "out_invoice",
                    "partner_id": partner.id,
                    "invoice_line_ids": [
                        Command.create({"name": "Work", "price_unit": 100})
                    ],
                }
            )
        )
        invoice.action_post()
        self.assertTrue(partner.is_customer)
        self.assertTrue(partner.ref)

    def test_confirming_makes_a_customer_of_a_prospect(self):
        partner = self.env["res.partner"].create({"name": "Prospect"})
        order = (
            self.env["sale.order"]
            .with_user(self.viewer)
            .create({"partner_id": partner.id})
        )
        order.action_confirm()
        self.assertTrue(partner.is_customer)

    # === NAMING ONESELF RESPONSIBLE === #

    def test_documents_are_made_out_to_customers_one_sees(self):
        as_technician = self.env(user=self.technician)
        for model, values in (
            ("sale.order", {}),
            ("project.task", {"name": "x", "project_id": self.project.id}),
            ("crm.lead", {"name": "x"}),
            ("account.move", {"move_type": "out_invoice"}),
        ):
            for partner in (self.other, self.contact):
                with self.subTest(model, partner=partner.name):
                    with self.assertMissing("View"):
                        as_technician[model].create(
                            {**values, "partner_id": partner.id}
                        )
                    with self.assertMissing("View"):
                        as_technician[model].with_context(
                            default_partner_id=partner.id
                        ).create(values)
            record = as_technician[model].create(
                {**values, "partner_id": self.assigned.id}
            )
            with self.subTest(model, by="write"), self.assertMissing("View"):
                record.partner_id = self.other
            record.write({"partner_id": self.assigned.id})
        self.assertFalse(self.other.with_user(self.technician).has_access("read"))

    def test_nobody_becomes_responsible_for_what_is_hidden(self):
        for record, values in (
            (self.order, {"user_id": self.technician.id}),
            (self.order, {"technician_ids": [Command.link(self.technician.id)]}),
            (self.report, {"user_ids": [Command.link(self.technician.id)]}),
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                record.with_user(self.technician).write(values)

    def test_mail_of_the_salesperson_to_a_hidden_customer(self):
        self.order.user_id = self.technician
        with patch.object(
            type(self.env["mail.thread"]), "_notify_thread_by_email", autospec=True
        ) as notify:
            self.order.with_user(self.technician).message_post(
                body="Hello",
                partner_ids=self.other.ids,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
        self.assertTrue(notify.called)
