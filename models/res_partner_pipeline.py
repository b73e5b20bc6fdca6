from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

OPEN_CASE = Domain("type", "=", "opportunity") & Domain("won_status", "=", "pending")
WON_CASE = Domain("type", "=", "opportunity") & Domain("won_status", "=", "won")


class ResPartner(models.Model):
    """Where customers stand: at work, or still to be won.

    Both are by what the user may see: sales cases, projects and invoices alike.
    """

    _inherit = "res.partner"

    has_open_work = fields.Boolean(
        string="Open Sales Case or Project",
        compute="_compute_pipeline",
        search="_search_has_open_work",
        groups="customer_register.group_customer_view_assigned",
        export_string_translation=False,
    )
    is_prospect = fields.Boolean(
        string="Prospect in the Pipeline",
        compute="_compute_pipeline",
        search="_search_is_prospect",
        groups="customer_register.group_customer_view_assigned",
        export_string_translation=False,
    )

    def _compute_pipeline(self):
        everybody = self.with_context(active_test=False)
        among = Domain("id", "in", self._origin.ids)
        working = everybody.search(among & Domain("has_open_work", "=", True))
        prospects = everybody.search(among & Domain("is_prospect", "=", True))
        for partner in self:
            partner.has_open_work = partner._origin in working
            partner.is_prospect = partner._origin in prospects

    def _search_has_open_work(self, operator, value):
        """Active customers of ``seeds/004``: an open sales case or project."""
        if operator != "in":
            return NotImplemented
        return Domain("is_customer", "=", True) & Domain(
            "id",
            "in",
            SQL(
                "(%s UNION %s)",
                self._customers_of_cases(OPEN_CASE),
                self._customers_of_projects(only_open=True),
            ),
        )

    def _search_is_prospect(self, operator, value):
        """Prospects of ``seeds/004``.

        Customers with a sales case in progress, but no billing, and no sales case or
        project that was won. A customer's project is what a won case leads to.
        """
        if operator != "in":
            return NotImplemented
        return (
            Domain("is_customer", "=", True)
            & Domain("id", "in", self._customers_of_cases(OPEN_CASE))
            & Domain(
                "id",
                "not in",
                SQL(
                    "(%s UNION %s UNION %s)",
                    self._customers_of_cases(WON_CASE),
                    self._customers_of_projects(),
                    self._billed_customers(),
                ),
            )
        )

    # === WHO HAS THEM === #

    @api.model
    def _customers_of_cases(self, domain):
        self.env["crm.lead"].flush_model(["partner_id"])
        cases = self.env["crm.lead"]._search(
            domain & Domain("partner_id", "!=", False), active_test=False
        )
        return SQL(
            """
            SELECT contact.commercial_partner_id
              FROM crm_lead AS sales_case
              JOIN res_partner AS contact ON contact.id = sales_case.partner_id
             WHERE sales_case.id IN %s
            """,
            cases.subselect(),
        )

    @api.model
    def _customers_of_projects(self, only_open=False):
        self.env["project.project"].flush_model(["partner_id", "active", "stage_id"])
        return SQL(
            """
            SELECT contact.commercial_partner_id
              FROM project_project AS project
              JOIN res_partner AS contact ON contact.id = project.partner_id
         LEFT JOIN project_project_stage AS stage ON stage.id = project.stage_id
             WHERE project.id IN %s AND %s
            """,
            self._customer_projects().subselect(),
            SQL("project.active AND stage.fold IS NOT TRUE")
            if only_open
            else SQL("TRUE"),
        )

    @api.model
    def _customer_projects(self):
        """Return the query of customers' projects; all others are internal."""
        return self.env["project.project"]._search(
            Domain("partner_id", "!=", False)
            & Domain("is_template", "=", False)
            & Domain("partner_id.commercial_partner_id.ref_company_ids", "=", False),
            active_test=False,
        )

    @api.model
    def _billed_customers(self):
        self.env["account.move"].flush_model(["commercial_partner_id"])
        invoices = self.env["account.move"]._search(
            self.env["customer.kpi"]._billing_domain()
        )
        return SQL(
            "SELECT commercial_partner_id FROM account_move WHERE id IN %s",
            invoices.subselect(),
        )
