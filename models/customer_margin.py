from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class CustomerMargin(models.Model):
    """Billing and costs, line by line: what the margin is the sum of.

    Margin = billing - total cost; costs of internal projects are left out
    (``seeds/004``). Costs are the negative analytic lines on the accounts of customers'
    projects: work, expenses and purchases.

    It is a query, not a table, made of the invoices and lines that the user may see.
    """

    _name = "customer.margin"
    _description = "Billing or Cost"
    _auto = False
    _order = "date desc, id desc"
    _depends = {
        "account.move": [
            "amount_untaxed_signed",
            "commercial_partner_id",
            "company_id",
            "invoice_date",
            "name",
        ],
        "account.analytic.line": ["account_id", "amount", "company_id", "date", "name"],
        "project.project": ["account_id", "partner_id"],
        "res.company": ["currency_id"],
        "res.partner": ["commercial_partner_id"],
    }

    name = fields.Char(readonly=True)
    kind = fields.Selection([("billing", "Billing"), ("cost", "Cost")], readonly=True)
    date = fields.Date(readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    project_account_id = fields.Many2one("account.analytic.account", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary(
        currency_field="currency_id", aggregator="sum_currency", readonly=True
    )
    move_id = fields.Many2one("account.move", string="Invoice", readonly=True)

    @property
    def _table_query(self):
        invoices = self.env["account.move"]._search(
            self.env["customer.kpi"]._billing_domain(), active_test=False
        )
        costs = self.env["account.analytic.line"]._search(
            Domain("amount", "<", 0)
            & Domain("account_id", "!=", False)
            & Domain("company_id", "in", self.env.companies.ids)
        )
        return SQL(
            """
            SELECT 2 * invoice.id AS id,
                   invoice.name AS name,
                   'billing' AS kind,
                   invoice.invoice_date AS date,
                   invoice.commercial_partner_id AS partner_id,
                   NULL::integer AS project_account_id,
                   invoice.company_id AS company_id,
                   company.currency_id AS currency_id,
                   invoice.amount_untaxed_signed AS amount,
                   invoice.id AS move_id
              FROM account_move AS invoice
              JOIN res_company AS company ON company.id = invoice.company_id
             WHERE invoice.id IN %s
             UNION ALL
            SELECT 2 * cost.id + 1,
                   cost.name,
                   'cost',
                   cost.date,
                   work.partner_id,
                   cost.account_id,
                   cost.company_id,
                   company.currency_id,
                   cost.amount,
                   NULL::integer
              FROM account_analytic_line AS cost
              JOIN res_company AS company ON company.id = cost.company_id
              JOIN (
                    SELECT project.account_id AS account_id,
                           min(contact.commercial_partner_id) AS partner_id
                      FROM project_project AS project
                      JOIN res_partner AS contact ON contact.id = project.partner_id
                     WHERE project.id IN %s
                     GROUP BY project.account_id
                   ) AS work ON work.account_id = cost.account_id
             WHERE cost.id IN %s
            """,
            invoices.subselect(),
            self.env["res.partner"]._customer_projects().subselect(),
            costs.subselect(),
        )

    def action_open_invoice(self):
        """Open the invoice behind the line.

        :return: action, or False for a cost
        """
        self.ensure_one()
        return self.move_id.get_formview_action() if self.move_id else False
