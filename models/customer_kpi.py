from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import date_utils

TREND_MONTHS = 12
# What a figure is made of: the models that its user must be able to read.
SOURCES = {
    "margin_this_year": ("account.move", "account.analytic.line", "project.project"),
    "billing_this_month": ("account.move",),
    "billing_last_month": ("account.move",),
    "active_customers": ("crm.lead", "project.project"),
    "prospects_in_pipeline": ("crm.lead", "project.project", "account.move"),
}


class CustomerKpi(models.AbstractModel):
    """The figures above the list of customers, as ``seeds/004`` defines them.

    They are made of what the user may see, for the companies that are chosen, in the
    currency of the first of them, at the rates of today.
    """

    _name = "customer.kpi"
    _description = "Figures of the Customers"

    @api.model
    def get_kpis(self):
        """Return the figures that the user may see.

        :return: ``{name: {"value", "model", "domain", "field", "trend", "currency_id",
            "label", "formula"}}``: the value is the sum of ``field`` of the records of
            ``model`` in ``domain``, or their number if ``field`` is empty. ``trend``
            has the values of the last twelve months, the oldest first.
            ``currency_id`` is 0 for numbers of customers.
        :rtype: dict
        :raise AccessError: when the user may see no customers
        """
        if not self.env.user._has_customer_permission("view_assigned"):
            raise AccessError(
                self.env._("You need the permission “View” to see these figures.")
            )
        kpis = {}
        for name in self._available():
            kpis[name] = {
                **getattr(self, f"_get_{name}")(),
                "label": self._labels()[name],
                "formula": self._formulas()[name],
            }
        return kpis

    @api.model
    def action_open(self, name):
        """Open the records behind a figure.

        :param str name: of the figure, as :meth:`get_kpis` returns it
        :return: action
        :raise AccessError: when the user may not see the figure
        """
        if name not in self._available():
            raise AccessError(self.env._("There is no such figure, or not for you."))
        kpi = getattr(self, f"_get_{name}")()
        views = {
            "account.move": "account_move_kpi_view_list",
            "customer.margin": "customer_margin_view_list",
            "res.partner": "res_partner_customer_view_list",
        }
        view = self.env.ref(f"customer_register.{views[kpi['model']]}")
        form = False
        if kpi["model"] == "res.partner":
            form = self.env.ref("customer_register.res_partner_customer_view_form").id
        modes = [(view.id, "list")]
        if kpi["model"] == "customer.margin":
            modes += [(False, "pivot"), (False, "graph")]
        else:
            modes.append((form, "form"))
        return {
            "type": "ir.actions.act_window",
            "name": self._labels()[name],
            "res_model": kpi["model"],
            "domain": kpi["domain"],
            "views": modes,
            "context": {"create": False},
        }

    # === FIGURES === #

    def _get_margin_this_year(self):
        first, last = self._this_year()
        start = min(first, self._month_starts()[0])
        months = self._sum_by_month("customer.margin", "date", "amount", start, last)
        return {
            "value": sum(amount for month, amount in months.items() if month >= first),
            "model": "customer.margin",
            "domain": [("date", ">=", str(first)), ("date", "<=", str(last))],
            "field": "amount",
            "trend": self._as_trend(months),
            "currency_id": self.env.company.currency_id.id,
        }

    def _get_billing_this_month(self):
        return self._get_billing(fields.Date.context_today(self))

    def _get_billing_last_month(self):
        return self._get_billing(
            fields.Date.context_today(self) - relativedelta(months=1)
        )

    def _get_billing(self, day):
        first, last = date_utils.get_month(day)
        starts = self._month_starts(first)
        months = self._sum_by_month(
            "account.move",
            "invoice_date",
            "amount_untaxed_signed",
            starts[0],
            last,
            self._billing_domain(),
        )
        return {
            "value": months.get(first, 0.0),
            "model": "account.move",
            "domain": list(
                self._billing_domain()
                & Domain("invoice_date", ">=", str(first))
                & Domain("invoice_date", "<=", str(last))
            ),
            "field": "amount_untaxed_signed",
            "trend": self._as_trend(months, first),
            "currency_id": self.env.company.currency_id.id,
        }

    def _get_active_customers(self):
        return self._get_number_of_customers("has_open_work", "_trend_of_open_work")

    def _get_prospects_in_pipeline(self):
        return self._get_number_of_customers("is_prospect", "_trend_of_prospects")

    def _get_number_of_customers(self, field, trend):
        domain = [("is_customer", "=", True), (field, "=", True)]
        value = self.env["res.partner"].search_count(domain)
        past = getattr(self, trend)(self._month_starts())
        return {
            "value": value,
            "model": "res.partner",
            "domain": domain,
            "field": "",
            "trend": [*past[:-1], value],
            "currency_id": 0,
        }

    # === PARTS === #

    @api.model
    def _billing_domain(self):
        """Sent invoices and credit notes with a number, of the chosen companies."""
        return (
            Domain("move_type", "in", ("out_invoice", "out_refund"))
            & Domain("state", "=", "posted")
            & Domain("is_move_sent", "=", True)
            & Domain("name", "not in", (False, "", "/"))
            & Domain("company_id", "in", self.env.companies.ids)
        )

    def _available(self):
        return [
            name
            for name, models_needed in SOURCES.items()
            if all(self.env[model].has_access("read") for model in models_needed)
        ]

    def _labels(self):
        return {
            "margin_this_year": self.env._("Margin this year"),
            "billing_this_month": self.env._("Billing this month"),
            "billing_last_month": self.env._("Billing last month"),
            "active_customers": self.env._("Active customers"),
            "prospects_in_pipeline": self.env._("Prospects in pipeline"),
        }

    def _formulas(self):
        billing = self.env._(
            "Invoices that are sent and numbered, by invoice date, without VAT, less "
            "credit notes. Only those that you may see."
        )
        return {
            "margin_this_year": self.env._(
                "Billing - total cost of this year. Costs of internal projects, those "
                "without a customer, are left out."
            ),
            "billing_this_month": billing,
            "billing_last_month": billing,
            "active_customers": self.env._(
                "Customers with an open sales case or an open project. Internal "
                "projects do not count."
            ),
            "prospects_in_pipeline": self.env._(
                "Customers with a sales case in progress, who have no billing, no won "
                "sales case and no project."
            ),
        }

    def _this_year(self):
        today = fields.Date.context_today(self)
        return date_utils.get_fiscal_year(today, 31, 12)

    def _month_starts(self, last=None):
        """Return the first days of twelve months up to one, the oldest first."""
        last = last or fields.Date.context_today(self).replace(day=1)
        return [
            last - relativedelta(months=months)
            for months in reversed(range(TREND_MONTHS))
        ]

    def _sum_by_month(self, model, date, amount, first, last, domain=Domain.TRUE):
        """Return {first day of a month: sum} in the currency of the company."""
        groups = self.env[model]._read_group(
            domain & Domain(date, ">=", first) & Domain(date, "<=", last),
            [f"{date}:month"],
            [f"{amount}:sum_currency"],
        )
        return {
            month: self.env.company.currency_id.round(total or 0.0)
            for month, total in groups
        }

    def _as_trend(self, months, last=None):
        return [months.get(start, 0.0) for start in self._month_starts(last)]
