from odoo import Command, api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import plaintext2html

from .document_files import document_mimetype

REPORT_FIELDS = ("name", "facility_id", "service_object_id", "description", "priority")
PRIORITIES = ("0", "1", "2", "3")
MAX_TITLE = 120
MAX_TEXT = 10_000
# What a conversation consists of; notes and tracking are none of the customer's.
MESSAGE_TYPES = ("auto_comment", "comment", "email", "email_outgoing")


class CustomerPortal(models.AbstractModel):
    """Error reports from the portal."""

    _inherit = "customer.portal"

    @api.model
    def _error_reports_domain(self):
        self._require("report_errors")
        return (
            Domain("is_error_report", "=", True)
            & Domain("customer_id", "=", self._customer().id)
            & self._facility_domain()
        )

    @api.model
    def _error_reports(self, facility=None, limit=None, offset=0):
        """Return error reports of the customer, newest first, in sudo mode."""
        domain = self._error_reports_domain()
        if facility:
            domain &= Domain("facility_id", "=", facility.id)
        return (
            self.env["project.task"]
            .sudo()
            .search(
                domain, order="create_date desc, id desc", limit=limit, offset=offset
            )
        )

    @api.model
    def _error_report_counts(self):
        """Return how many error reports there are: open ones, all."""
        tasks_sudo = self.env["project.task"].sudo()
        domain = self._error_reports_domain()
        closed = list(tasks_sudo._closed_error_report_states())
        return (
            tasks_sudo.search_count(domain & Domain("state", "not in", closed)),
            tasks_sudo.search_count(domain),
        )

    @api.model
    def _error_report(self, report_id):
        """Return one error report of the customer, in sudo mode."""
        return self._one("project.task", report_id, self._error_reports_domain())

    @api.model
    def _conversation(self, report):
        """Return what the customer and staff wrote to each other, oldest first.

        :param report: project.task in sudo mode
        :return: mail.message in sudo mode, without internal notes
        """
        return (
            self.env["mail.message"]
            .sudo()
            .search(
                [
                    ("model", "=", "project.task"),
                    ("res_id", "=", report.id),
                    ("message_type", "in", MESSAGE_TYPES),
                    ("is_internal", "=", False),
                    ("subtype_id", "=", self.env.ref("mail.mt_comment").id),
                ],
                order="date, id",
            )
        )

    @api.model
    def _conversation_file(self, report_id, attachment_id):
        """Return a file of the conversation of an error report, in sudo mode."""
        messages_sudo = self._conversation(self._error_report(report_id))
        return self._one(
            "ir.attachment",
            attachment_id,
            Domain("id", "in", messages_sudo.attachment_ids.ids),
        )

    @api.model
    def _submit_error_report(self, form, files=()):
        """Add an error report for staff.

        :param dict form: what the browser sent
        :param list files: (name, bytes content)
        :return: project.task in sudo mode
        :raise UserError: saying what is missing or too much
        """
        self._require_to_act("report_errors")
        values = self._pick(form, REPORT_FIELDS, "an error report")
        files = self._checked_files(list(files))
        vals = self._prepare_report_values(values)
        self._check_flood(
            "project.task",
            "portal_reports_per_hour",
            domain=Domain("is_error_report", "=", True),
        )
        report_sudo = self.env["project.task"].sudo().create(vals)
        report_sudo._thank_for_error_report()
        self._follow(report_sudo)
        if files:
            self._post(report_sudo, self.env._("Pictures and files"), files)
        if not report_sudo.user_ids:
            self._tell_responsible(report_sudo)
        return report_sudo

    @api.model
    def _prepare_report_values(self, values):
        """Return values for create() from the allowed values of the form."""
        customer_sudo = self._customer()
        person_sudo = self.env.user.sudo().partner_id
        facility_sudo = self.env["customer.facility"].sudo()
        object_sudo = self.env["customer.service.object"].sudo()
        title = values.get("name", "")
        if not title:
            raise UserError(self.env._("Write in a few words what is wrong."))
        if values.get("facility_id"):
            facility_sudo = self._facility(values["facility_id"])
        if values.get("service_object_id"):
            object_sudo = self._one(
                "customer.service.object",
                values["service_object_id"],
                Domain("id", "in", self._service_objects().ids),
            )
            facility_sudo = facility_sudo or object_sudo.facility_id
            if object_sudo.facility_id != facility_sudo:
                raise UserError(
                    self.env._(
                        "%(object)s is at %(facility)s. Choose that facility.",
                        object=object_sudo.name,
                        facility=object_sudo.facility_id.name,
                    )
                )
        is_needed = (
            customer_sudo.facility_required and not customer_sudo.facilities_disabled
        ) or self._rights().facility_ids is not None
        if is_needed and not facility_sudo:
            raise UserError(self.env._("Choose the facility where the error is."))
        priority = values.get("priority")
        return {
            "name": title[:MAX_TITLE],
            "is_error_report": True,
            "partner_id": customer_sudo.id,
            "reported_by_id": (
                person_sudo.id if person_sudo != customer_sudo else False
            ),
            "facility_id": facility_sudo.id,
            "service_object_ids": [Command.set(object_sudo.ids)],
            "description": plaintext2html(values.get("description", "")[:MAX_TEXT]),
            "priority": priority if priority in PRIORITIES else "0",
        }

    @api.model
    def _answer_error_report(self, report_id, body, files=()):
        """Write to staff about an error report.

        :param report_id: id as it came from the browser
        :param str body: plain text
        :param list files: (name, bytes content)
        :raise UserError: when there is nothing, or too much
        """
        self._require_to_act("report_errors")
        report_sudo = self._error_report(report_id)
        files = self._checked_files(list(files))
        body = (body or "").strip()[:MAX_TEXT]
        if not body and not files:
            raise UserError(self.env._("Write something, or choose a file."))
        self._check_flood(
            "mail.message",
            "portal_answers_per_hour",
            domain=Domain("model", "=", "project.task"),
        )
        self._follow(report_sudo)
        self._post(report_sudo, body, files)

    @api.model
    def _follow(self, report_sudo):
        """Send the user the answers, and nothing but these."""
        report_sudo.message_subscribe(
            self.env.user.partner_id.ids,
            subtype_ids=self.env.ref("mail.mt_comment").ids,
        )

    @api.model
    def _post(self, report_sudo, body, files):
        attachments_sudo = (
            self.env["ir.attachment"]
            .sudo()
            .with_context(attachments_mime_plainxml=True)
            .create(
                [
                    {
                        "name": name,
                        "raw": content,
                        "mimetype": document_mimetype(name, content),
                        # Odoo hands files of customers over only from there
                        "res_model": "mail.compose.message",
                        "res_id": 0,
                    }
                    for name, content in files
                ]
            )
        )
        report_sudo.message_post(
            body=plaintext2html(body) if body else "",
            author_id=self.env.user.partner_id.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachment_ids=attachments_sudo.ids,
        )

    @api.model
    def _tell_responsible(self, report_sudo):
        """Tell somebody about an error report that no technician is assigned to."""
        partners = self._responsible_partners()
        if partners:
            report_sudo.message_notify(
                partner_ids=partners.ids,
                subject=self.env._(
                    "Error report of %s without a technician",
                    report_sudo.customer_id.name,
                ),
                body=report_sudo.name,
            )


class ProjectTask(models.Model):
    _inherit = "project.task"

    def _compute_access_url(self):
        """Links in e-mails to customers lead to the page of the error report."""
        result = super()._compute_access_url()
        for report in self.filtered("is_error_report"):
            report.access_url = f"/my/error-reports/{report.id}"
        return result

    def _get_customer_person(self):
        """Return whom to answer: who reported the error, else the customer."""
        self.ensure_one()
        return self.reported_by_id or self.partner_id

    def _thank_for_error_report(self):
        """Tell the customer by e-mail that the error report has arrived."""
        template_sudo = (
            self.env.ref(
                "customer_register.mail_template_error_report_received",
                raise_if_not_found=False,
            )
            or self.env["mail.template"]
        ).sudo()
        if template_sudo and self._get_customer_person().email:
            template_sudo.send_mail(
                self.id, email_layout_xmlid="mail.mail_notification_light"
            )
