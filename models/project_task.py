from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL, sql

from odoo.addons.project.models.project_task import CLOSED_STATES


class ProjectTask(models.Model):
    """A task that reports an error at a customer's facility."""

    _name = "project.task"
    _inherit = ["project.task", "customer.facility.mixin"]

    # === FIELDS === #

    is_error_report = fields.Boolean(
        string="Error Report",
        default=lambda self: self._default_is_error_report(),
        index=True,
    )
    facility_id = fields.Many2one(tracking=True)
    service_object_ids = fields.Many2many(
        relation="customer_error_report_object_rel",
        column1="task_id",
        column2="service_object_id",
        ondelete="restrict",
        tracking=True,
    )
    reported_by_id = fields.Many2one(
        "res.partner",
        domain="[('id', 'child_of', customer_id)]",
        index="btree_not_null",
        tracking=True,
        help="The person at the customer who told about the error.",
    )

    # === DEFAULT METHODS === #

    @api.model
    def _default_is_error_report(self):
        """What is added in the project of error reports is an error report."""
        project_id = self.env.context.get(
            "default_project_id", self.env.context.get("default_create_in_project_id")
        )
        return bool(project_id) and project_id == self._error_report_project().id

    # === COMPUTE METHODS === #

    def _compute_partner_id(self):
        """An error report keeps its customer, whatever its project says."""
        reports = self.filtered(lambda task: task.is_error_report and task.partner_id)
        return super(ProjectTask, self - reports)._compute_partner_id()

    # === CONSTRAINT METHODS === #

    @api.constrains("is_error_report", "partner_id", "facility_id")
    def _check_error_report(self):
        reports = self.filtered("is_error_report")
        for report in reports:
            if not report.partner_id:
                raise ValidationError(
                    self.env._("Choose the customer of the error report.")
                )
        reports._check_facility_required()

    @api.constrains("partner_id", "reported_by_id")
    def _check_reported_by(self):
        for task in self.sudo():
            person = task.reported_by_id
            if person and person.commercial_partner_id != task.customer_id:
                raise ValidationError(
                    self.env._(
                        "%(person)s is not a contact person of %(customer)s.",
                        person=person.name,
                        customer=task.customer_id.name or "",
                    )
                )

    # === ONCHANGE METHODS === #

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        if not self.is_error_report:
            return
        customer = self.partner_id.commercial_partner_id
        if self.reported_by_id.commercial_partner_id != customer:
            self.reported_by_id = False
        if not self._origin and "default_user_ids" not in self.env.context:
            self.user_ids = customer._available_technicians()

    # === CRUD METHODS === #

    def _auto_init(self):
        """Existing tasks are no error reports: spare a large database the update."""
        if not sql.column_exists(self.env.cr, self._table, "is_error_report"):
            self.env.cr.execute(
                SQL("ALTER TABLE project_task ADD is_error_report bool DEFAULT false")
            )
            self.env.cr.execute(
                SQL("ALTER TABLE project_task ALTER is_error_report DROP DEFAULT")
            )
        return super()._auto_init()

    @api.model_create_multi
    def create(self, vals_list):
        tasks = super().create(self._prepare_error_report_values(vals_list))
        reports = tasks.filtered("is_error_report")
        if reports and self.env.user.share:
            # Odoo makes everybody a follower of what they add
            reports.sudo().message_unsubscribe(self.env.user.partner_id.ids)
        return tasks

    def write(self, vals):
        if (
            "partner_id" in vals
            and "company_id" not in vals
            and all(task.is_error_report for task in self)
        ):
            partner = self.env["res.partner"].browse(vals["partner_id"])
            vals = {**vals, "company_id": partner.company_id.id}
        if "stage_id" not in vals or "state" in vals:
            return super().write(vals)
        stage = self.env["project.task.type"].browse(vals["stage_id"])
        moved = self.filtered(
            lambda task: task.is_error_report and task.stage_id != stage
        )
        result = super().write(vals)
        if stage.fold:
            moved.filtered(lambda task: not task.is_closed).state = "1_done"
        else:
            moved.filtered(lambda task: task.state == "1_done").state = "01_in_progress"
        return result

    def _message_auto_subscribe(self, updated_values, followers_existing_policy="skip"):
        """Customers that follow the project don't hear of error reports by that."""
        reports = self.sudo().filtered("is_error_report")
        followers = {report: report.message_partner_ids for report in reports}
        result = super()._message_auto_subscribe(
            updated_values, followers_existing_policy
        )
        for report, before in followers.items():
            new_followers = report.message_partner_ids - before
            outsiders = new_followers.filtered("partner_share")
            if outsiders:
                report.message_unsubscribe(outsiders.ids)
        return result

    # === BUSINESS METHODS === #

    @api.model
    def _error_report_project(self):
        """Return the project of error reports; none when it was deleted."""
        return (
            self.env.ref(
                "customer_register.project_error_reports", raise_if_not_found=False
            )
            or self.env["project.project"]
        )

    @api.model
    def _closed_error_report_states(self):
        """Return the states of error reports that need no more work."""
        return set(CLOSED_STATES)

    @api.model
    def _prepare_error_report_values(self, vals_list):
        """Return values for create(): the project and technicians of error reports."""
        context = self.env.context
        is_default = context.get(
            "default_is_error_report", self._default_is_error_report()
        )
        if not is_default and not any(
            vals.get("is_error_report") for vals in vals_list
        ):
            return vals_list
        default_partner_id = context.get("default_partner_id")
        customers = {
            partner.id: partner.commercial_partner_id
            for partner in self.env["res.partner"]
            .sudo()
            .browse(
                {vals.get("partner_id", default_partner_id) for vals in vals_list}
                - {False, None}
            )
        }
        project = self._error_report_project()
        prepared_list = []
        for vals in vals_list:
            vals = dict(vals)
            prepared_list.append(vals)
            if not vals.get("is_error_report", is_default):
                continue
            if not context.get("default_project_id"):
                vals["project_id"] = vals.get("project_id") or project.id
            customer = customers.get(vals.get("partner_id", default_partner_id))
            if not customer:
                continue
            if "user_ids" not in vals and "default_user_ids" not in context:
                technicians = customer._available_technicians()
                vals["user_ids"] = [fields.Command.set(technicians.ids)]
            if customer.company_id:
                vals["company_id"] = vals.get("company_id") or customer.company_id.id
        return prepared_list

    @api.model
    def _customer_document_fields(self):
        return super()._customer_document_fields() | {"is_error_report"}

    def _customer_documents(self):
        return self.filtered("is_error_report")
