from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from .res_partner_pipeline import WON_CASE

# Read by SQL, beside what the searches look at.
READ = {
    "crm.lead": ["partner_id", "date_closed", "won_status"],
    "project.project": ["partner_id", "active", "stage_id"],
    "project.project.stage": ["fold"],
    "account.move": ["commercial_partner_id", "invoice_date"],
    "res.partner": ["commercial_partner_id"],
}


class CustomerKpi(models.AbstractModel):
    """How many customers were active, or prospects, at the end of past months.

    It is told from the records as they are today: a sales case is open from its
    creation until it was won or lost, a project until it was last changed after it was
    closed.
    """

    _inherit = "customer.kpi"

    def _trend_of_open_work(self, months):
        """Return the number of active customers at the end of each month.

        :param list months: first day of each
        :rtype: list
        """
        spans = SQL("(%s UNION ALL %s)", self._case_spans(), self._project_spans())
        return self._count(months, spans)

    def _trend_of_prospects(self, months):
        """Return the number of prospects at the end of each month.

        :param list months: first day of each
        :rtype: list
        """
        settled = SQL(
            """
            (SELECT partner_id, min(since) AS since FROM (
                SELECT contact.commercial_partner_id AS partner_id,
                       COALESCE(sales_case.date_closed, sales_case.create_date) AS since
                  FROM crm_lead AS sales_case
                  JOIN res_partner AS contact ON contact.id = sales_case.partner_id
                 WHERE sales_case.id IN %s
                 UNION ALL
                SELECT partner_id, since FROM %s AS project
                 UNION ALL
                SELECT commercial_partner_id, invoice_date
                  FROM account_move
                 WHERE id IN %s
            ) AS won GROUP BY partner_id)
            """,
            self.env["crm.lead"]
            ._search(WON_CASE & Domain("partner_id", "!=", False), active_test=False)
            .subselect(),
            self._project_spans(),
            self.env["account.move"]._search(self._billing_domain()).subselect(),
        )
        return self._count(months, self._case_spans(), settled)

    def _case_spans(self):
        cases = self.env["crm.lead"]._search(
            Domain("type", "=", "opportunity") & Domain("partner_id", "!=", False),
            active_test=False,
        )
        return SQL(
            """
            (SELECT contact.commercial_partner_id AS partner_id,
                    sales_case.create_date AS since,
                    CASE WHEN sales_case.won_status != 'pending'
                         THEN COALESCE(sales_case.date_closed, sales_case.create_date)
                     END AS until
               FROM crm_lead AS sales_case
               JOIN res_partner AS contact ON contact.id = sales_case.partner_id
              WHERE sales_case.id IN %s)
            """,
            cases.subselect(),
        )

    def _project_spans(self):
        return SQL(
            """
            (SELECT contact.commercial_partner_id AS partner_id,
                    project.create_date AS since,
                    CASE WHEN NOT project.active OR stage.fold
                         THEN project.write_date
                     END AS until
               FROM project_project AS project
               JOIN res_partner AS contact ON contact.id = project.partner_id
          LEFT JOIN project_project_stage AS stage ON stage.id = project.stage_id
              WHERE project.id IN %s)
            """,
            self.env["res.partner"]._customer_projects().subselect(),
        )

    def _count(self, months, spans, settled=None):
        for model, names in READ.items():
            self.env[model].flush_model(names)
        customers = self.env["res.partner"]._search([("is_customer", "=", True)])
        ends = [month + relativedelta(months=1) for month in months]
        rows = self.env.execute_query(
            SQL(
                """
                SELECT month.ends, count(DISTINCT span.partner_id)
                  FROM unnest(%s::date[]) AS month(ends)
             LEFT JOIN (
                        SELECT span.partner_id, span.since,
                               LEAST(span.until, settled.since) AS until
                          FROM %s AS span
                     LEFT JOIN %s AS settled
                            ON settled.partner_id = span.partner_id
                         WHERE span.partner_id IN %s
                       ) AS span
                    ON span.since < month.ends
                   AND (span.until IS NULL OR span.until >= month.ends)
                 GROUP BY month.ends
                """,
                ends,
                spans,
                settled
                or SQL("(SELECT NULL::integer AS partner_id, NULL::date AS since)"),
                customers.subselect(),
            )
        )
        counts = dict(rows)
        return [counts.get(end, 0) for end in ends]
