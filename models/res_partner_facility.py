from odoo import fields, models
from odoo.fields import Domain

# The newest error reports that the card lists.
CARD_ERROR_REPORT_LIMIT = 10


class ResPartner(models.Model):
    """Facilities and error reports of a customer."""

    _inherit = "res.partner"

    # === FIELDS === #

    facility_ids = fields.One2many(
        "customer.facility",
        "partner_id",
        string="Facilities",
        groups="base.group_user",
    )
    facility_count = fields.Integer(
        compute="_compute_facility_count", groups="base.group_user"
    )
    error_report_ids = fields.One2many(
        "project.task",
        "customer_id",
        string="Error Reports",
        domain=[("is_error_report", "=", True)],
        copy=False,
        groups="base.group_user",
        help="Those of the customer and of its contact persons.",
    )
    error_report_count = fields.Integer(
        compute="_compute_error_report_count", groups="base.group_user"
    )
    open_error_report_count = fields.Integer(
        compute="_compute_error_report_count", groups="base.group_user"
    )

    newest_error_report_ids = fields.Many2many(
        "project.task",
        string="Newest Error Reports",
        compute="_compute_newest_error_report_ids",
        groups="base.group_user",
        exportable=False,
    )

    # === COMPUTE METHODS === #

    def _compute_facility_count(self):
        counts = dict(
            self.env["customer.facility"]._read_group(
                [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
            )
        )
        for partner in self:
            partner.facility_count = counts.get(partner._origin, 0)

    def _compute_error_report_count(self):
        counts = {}
        open_counts = {}
        groups = self.env["project.task"]._read_group(
            [("is_error_report", "=", True), ("customer_id", "in", self.ids)],
            ["customer_id", "state"],
            ["__count"],
        )
        closed_states = self.env["project.task"]._closed_error_report_states()
        for customer, state, count in groups:
            counts[customer] = counts.get(customer, 0) + count
            if state not in closed_states:
                open_counts[customer] = open_counts.get(customer, 0) + count
        for partner in self:
            partner.error_report_count = counts.get(partner._origin, 0)
            partner.open_error_report_count = open_counts.get(partner._origin, 0)

    def _compute_newest_error_report_ids(self):
        for partner in self:
            reports = self.env["project.task"]
            if partner._origin:
                reports = reports.search(
                    [
                        ("is_error_report", "=", True),
                        ("customer_id", "=", partner._origin.id),
                    ],
                    order="create_date desc, id desc",
                    limit=CARD_ERROR_REPORT_LIMIT,
                )
            partner.newest_error_report_ids = reports

    # === ACTION METHODS === #

    def action_view_facilities(self):
        """Open the customer's facilities."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "customer_register.customer_facility_action"
            ),
            "domain": [("partner_id", "=", self.id)],
            "context": {"default_partner_id": self.id},
        }

    def action_view_error_reports(self):
        """Open the error reports of the customer and its contact persons."""
        self.ensure_one()
        customer = self.commercial_partner_id
        return customer._error_report_action([("customer_id", "=", customer.id)])

    def action_add_error_report(self):
        """Open a new error report with what is known of the customer filled in."""
        self.ensure_one()
        self._check_may_get_orders()
        customer = self.commercial_partner_id
        facilities = customer.facility_ids
        context = customer._error_report_context(
            facilities if len(facilities) == 1 else facilities.browse()
        )
        if self != customer:
            context["default_reported_by_id"] = self.id
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Error Report"),
            "res_model": "project.task",
            "view_mode": "form",
            "views": [
                (
                    self.env.ref("customer_register.error_report_view_form").id,
                    "form",
                )
            ],
            "context": context,
        }

    # === BUSINESS METHODS === #

    def _error_report_action(self, domain, **known):
        """Return the action of the error reports that `domain` limits.

        :param domain: the error reports to show
        :param known: `facility` and `service_objects` of new error reports
        """
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "customer_register.error_report_action"
            ),
            "domain": list(Domain("is_error_report", "=", True) & Domain(domain)),
            "context": self._error_report_context(**known),
        }

    def _error_report_context(self, facility=None, service_objects=None):
        """Return the context of new error reports of the customer."""
        context = {
            "default_is_error_report": True,
            "default_partner_id": self.id,
            "default_user_ids": self.technician_ids.ids,
        }
        project = self.env["project.task"]._error_report_project()
        if project:
            context["default_project_id"] = project.id
        if facility:
            context["default_facility_id"] = facility.id
        if service_objects:
            context["default_service_object_ids"] = service_objects.ids
        return context

    def _available_technicians(self):
        """Return the technicians that can be given work: active internal users."""
        return self.sudo().technician_ids.filtered(
            lambda user: user.active and not user.share
        )
