from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.portal import pager

from .portal_pages import CustomerPages, closed_page

PER_PAGE = 40


class ErrorReportPages(CustomerPages):
    """Error reports: the list, one with its conversation, a new one."""

    @http.route(
        ["/my/error-reports", "/my/error-reports/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
    )
    @closed_page
    def error_reports(self, page=1, **_kw):
        """List the error reports of the customer."""
        door = request.env["customer.portal"]
        pages = pager(
            url="/my/error-reports",
            total=door._error_report_counts()[1],
            page=page,
            step=PER_PAGE,
        )
        return self._page(
            "portal_error_reports",
            "error_reports",
            reports=door._error_reports(limit=PER_PAGE, offset=pages["offset"]),
            pager=pages,
        )

    @http.route("/my/error-reports/new", type="http", auth="user", website=True)
    @closed_page
    def new_error_report(self, **form):
        """Show the form, and take what was entered."""
        door = request.env["customer.portal"]
        door._require_to_act("report_errors")
        error = None
        if request.httprequest.method == "POST":
            form.pop("files", None)
            report, error = self._try(
                lambda: door._submit_error_report(form, self._sent_files())
            )
            if report:
                return request.redirect(f"/my/error-reports/{report.id}?sent=1")
        return self._page(
            "portal_error_report_new",
            "error_reports",
            new_report=True,
            form=form,
            error=error,
            facilities=door._facilities(),
            objects=door._service_objects(),
        )

    @http.route(
        "/my/error-reports/<int:report_id>", type="http", auth="user", website=True
    )
    @closed_page
    def error_report(self, report_id, sent=None, **_kw):
        """Show one error report with its conversation."""
        return self._error_report_page(report_id, sent=bool(sent))

    @http.route(
        "/my/error-reports/<int:report_id>/answer",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    @closed_page
    def answer_error_report(self, report_id, body="", **_form):
        """Write to staff."""
        door = request.env["customer.portal"]
        _nothing, error = self._try(
            lambda: door._answer_error_report(report_id, body, self._sent_files())
        )
        if error:
            return self._error_report_page(report_id, error=error, body=body)
        return request.redirect(f"/my/error-reports/{report_id}#conversation")

    @http.route(
        "/my/error-reports/<int:report_id>/files/<int:attachment_id>",
        type="http",
        auth="user",
    )
    @closed_page
    def error_report_file(self, report_id, attachment_id, **_kw):
        """Send a file of the conversation."""
        file_sudo = request.env["customer.portal"]._conversation_file(
            report_id, attachment_id
        )
        return self._file_response(file_sudo, "raw", file_sudo.name, file_sudo.mimetype)

    def _error_report_page(self, report_id, **values):
        door = request.env["customer.portal"]
        report = door._error_report(report_id)
        return self._page(
            "portal_error_report",
            "error_reports",
            **{
                "report": report,
                "messages": door._conversation(report),
                "sent": False,
                "body": "",
                **values,
            },
        )
