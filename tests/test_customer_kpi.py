"""The figures above the list: the formulas of seed 004, and the records behind them."""

from datetime import date, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, new_test_user, tagged

TODAY = date(2026, 5, 20)


@tagged("post_install", "-at_install", "customer_register")
class TestCustomerKpi(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(f"{TODAY} 12:00:00"))
        cls.company = cls.env["res.company"].create(
            {"name": "Kpi AS", "country_id": cls.env.ref("base.fi").id}
        )
        cls.env.user.company_ids += cls.company
        cls.env = cls.env(
            context={**cls.env.context, "allowed_company_ids": cls.company.ids}
        )
        cls.env["account.chart.template"].try_loading(
            "generic_coa", company=cls.company, install_demo=False
        )
        cls.company.currency_id = cls.env.ref("base.EUR")
        cls.customers = cls.env["res.partner"].create(
            [{"name": f"Customer {n}", "customer_rank": 1} for n in range(5)]
        )
        cls.kpi = cls.env["customer.kpi"]
        cls.before = cls.kpi.get_kpis()

    @classmethod
    def invoice(cls, customer, amount, day=TODAY, move_type="out_invoice", **values):
        options = {"post": True, "is_move_sent": True, **values}
        move = cls.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": customer.id,
                "invoice_date": day,
                "date": day,
                "invoice_line_ids": [
                    Command.create(
                        {"name": "Work", "price_unit": amount, "tax_ids": False}
                    )
                ],
            }
        )
        if options["post"]:
            move.action_post()
        move.is_move_sent = options["is_move_sent"]
        return move

    def case(self, customer, **values):
        return self.env["crm.lead"].create(
            {
                "name": "Sales case",
                "type": "opportunity",
                "partner_id": customer.id,
                **values,
            }
        )

    def project(self, customer=None, **values):
        account = self.env["account.analytic.account"].create(
            {
                "name": "Project",
                "plan_id": self.env.ref("analytic.analytic_plan_projects").id,
                "company_id": self.company.id,
            }
        )
        return self.env["project.project"].create(
            {
                "name": "Project",
                "partner_id": customer and customer.id,
                "account_id": account.id,
                "company_id": self.company.id,
                **values,
            }
        )

    def cost(self, project, amount, day=TODAY):
        return self.env["account.analytic.line"].create(
            {
                "name": "Cost",
                "account_id": project.account_id.id,
                "amount": amount,
                "date": day,
                "company_id": self.company.id,
            }
        )

    def value(self, name, kpi=None):
        """Return a figure, which is always that of the records behind it."""
        figure = (kpi or self.kpi).get_kpis()[name]
        records = self.env[figure["model"]].search(figure["domain"])
        if figure["field"]:
            behind = sum(records.mapped(figure["field"]))
        else:
            behind = len(records)
        self.assertAlmostEqual(figure["value"], behind)
        if name != "margin_this_year":
            self.assertAlmostEqual(figure["trend"][-1], figure["value"])
        self.assertEqual(len(figure["trend"]), 12)
        return figure["value"] - self.before[name]["value"]

    def test_plain_values(self):
        """What other systems get can travel over XML-RPC."""
        for name, figure in self.kpi.get_kpis().items():
            with self.subTest(name):
                self.assertEqual(
                    {type(value) for value in figure.values()}
                    - {str, int, float, list},
                    set(),
                )
                self.assertTrue(figure["label"])
                self.assertTrue(figure["formula"])

    def test_billing(self):
        customer = self.customers[0]
        self.invoice(customer, 1000)
        self.invoice(customer, 300, date(2026, 5, 1))
        self.invoice(customer, 50, date(2026, 5, 31))
        self.invoice(customer, 200, move_type="out_refund")
        self.invoice(customer, 700, date(2026, 4, 30))
        self.assertEqual(self.value("billing_this_month"), 1150)
        self.assertEqual(self.value("billing_last_month"), 700)
        self.assertEqual(
            self.kpi.get_kpis()["billing_this_month"]["trend"][-2:], [700, 1150]
        )

    def test_what_is_no_billing(self):
        customer = self.customers[0]
        self.invoice(customer, 1, post=False)
        self.invoice(customer, 2, is_move_sent=False)
        self.invoice(customer, 8, move_type="in_invoice")
        self.invoice(customer, 16, date(2026, 6, 1))
        self.invoice(customer, 32, date(2026, 3, 31))
        self.assertEqual(self.value("billing_this_month"), 0)
        self.assertEqual(self.value("billing_last_month"), 0)

    def test_margin(self):
        customer = self.customers[0]
        self.invoice(customer, 1000, date(2026, 1, 1))
        self.invoice(customer, 5000, date(2025, 12, 31))
        self.cost(self.project(customer), -400, date(2026, 2, 1))
        self.cost(self.project(customer), -3, date(2025, 12, 31))
        self.cost(self.project(), -90)
        self.cost(self.project(self.company.partner_id), -80)
        self.cost(self.project(customer), 70)
        self.assertEqual(self.value("margin_this_year"), 600)

    def test_active_customers(self):
        by_case, by_project, lost, closed, internal = self.customers
        contact = self.env["res.partner"].create(
            {"name": "Contact", "parent_id": by_case.id}
        )
        self.case(contact)
        self.case(by_case)
        self.project(by_project)
        self.case(lost).action_set_lost()
        self.project(closed).active = False
        self.project()
        self.project(internal, is_template=True)
        self.assertEqual(self.value("active_customers"), 2)
        self.assertEqual(self.customers.filtered("has_open_work"), by_case + by_project)

    def test_prospects(self):
        prospect, billed, won, at_work, none = self.customers
        for customer in prospect + billed + won + at_work:
            self.case(customer)
        self.invoice(billed, 10, date(2020, 1, 1))
        self.case(won).action_set_won()
        self.project(at_work)
        self.assertEqual(self.value("prospects_in_pipeline"), 1)
        self.assertEqual(self.customers.filtered("is_prospect"), prospect)
        self.assertFalse(none.is_prospect)

    def test_trend_of_customers(self):
        first, second = self.customers[:2]
        with freeze_time("2026-02-10"):
            lead = self.case(first)
            self.env.cr.execute(
                "UPDATE crm_lead SET create_date = %s WHERE id = %s",
                ["2026-02-10", lead.id],
            )
        with freeze_time("2026-04-10"):
            lead.action_set_won()
        self.case(second)
        self.env.flush_all()
        trend = self.kpi.get_kpis()["active_customers"]["trend"]
        before = self.before["active_customers"]["trend"]
        self.assertEqual(
            [new - old for new, old in zip(trend, before, strict=True)],
            [0] * 8 + [1, 1, 0, 1],
        )

    def test_currencies(self):
        """Amounts of several companies, in the currency of the first of them."""
        other = self.env["res.company"].create({"name": "Other"})
        self.env["account.chart.template"].try_loading(
            "generic_coa", company=other, install_demo=False
        )
        self.env.user.company_ids += other
        self.env.ref("base.USD").active = True
        self.env["res.currency.rate"].create(
            {
                "currency_id": self.env.ref("base.USD").id,
                "company_id": self.company.id,
                "name": TODAY - timedelta(days=1),
                "rate": 2.0,
            }
        )
        self.invoice(self.customers[0], 100)
        both = self.kpi.with_context(allowed_company_ids=[self.company.id, other.id])
        invoice = type(self).invoice.__func__
        with_other = self.env(
            context={
                **self.env.context,
                "allowed_company_ids": [other.id, self.company.id],
            }
        )
        holder = type("Holder", (), {"env": with_other})
        invoice(holder, self.customers[0].with_env(with_other), 500)
        rate = self.env["res.currency"]._get_conversion_rate(
            self.env.ref("base.USD"), self.env.ref("base.EUR"), self.company, TODAY
        )
        self.assertAlmostEqual(
            both.get_kpis()["billing_this_month"]["value"], 100 + 500 * rate, 2
        )
        self.assertAlmostEqual(self.value("billing_this_month"), 100)

    def test_only_what_the_user_may_see(self):
        seller = new_test_user(
            self.env,
            "kpi-seller",
            "base.group_user,sales_team.group_sale_salesman,customer_register.group_customer_view",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        self.invoice(self.customers[0], 100)
        own = self.invoice(self.customers[0], 30)
        own.invoice_user_id = seller
        figures = self.kpi.with_user(seller).get_kpis()
        if "billing_this_month" in figures:
            self.assertEqual(figures["billing_this_month"]["value"], 30)
        plain = new_test_user(
            self.env,
            "kpi-plain",
            "base.group_user,customer_register.group_customer_view",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        figures = self.kpi.with_user(plain).get_kpis()
        self.assertNotIn("billing_this_month", figures)
        self.assertNotIn("margin_this_year", figures)
        self.assertNotIn("prospects_in_pipeline", figures)
        with self.assertRaises(AccessError):
            self.kpi.with_user(plain).action_open("billing_this_month")

    def test_margin_shows_only_what_the_user_may_see(self):
        seller = new_test_user(
            self.env,
            "kpi-margin",
            "base.group_user,customer_register.group_customer_view,"
            "account.group_account_invoice",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        self.invoice(self.customers[0], 100)
        self.cost(self.project(self.customers[0]), -40)
        margin = self.env["customer.margin"]
        domain = [("partner_id", "=", self.customers[0].id)]
        self.assertEqual(sum(margin.search(domain).mapped("amount")), 60)
        if not self.env["project.project"].with_user(seller).has_access("read"):
            with self.assertRaises(AccessError):
                margin.with_user(seller).search(domain)

    def test_customer_users_get_none(self):
        portal = new_test_user(self.env, "kpi-portal", "base.group_portal")
        with self.assertRaises(AccessError):
            self.kpi.with_user(portal).get_kpis()
        with self.assertRaises(AccessError):
            self.env["customer.margin"].with_user(portal).search([])

    def test_click_opens_the_records(self):
        for name, figure in self.kpi.get_kpis().items():
            action = self.kpi.action_open(name)
            with self.subTest(name):
                self.assertEqual(action["res_model"], figure["model"])
                self.assertEqual(action["domain"], figure["domain"])
                for view_id, view_type in action["views"]:
                    self.env[figure["model"]].get_view(view_id, view_type)
        with self.assertRaises(AccessError):
            self.kpi.action_open("_secret")
