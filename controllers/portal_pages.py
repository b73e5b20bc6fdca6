"""What all pages of the customer portal have in common."""

from functools import wraps

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal

# Pictures that a page shows; other files are saved.
SHOWN_TYPES = ("image/gif", "image/jpeg", "image/png", "image/webp")


def closed_page(function):
    """Answer “not found” alike for what is not there and what is another's."""

    @wraps(function)
    def answer(self, *args, **kwargs):
        try:
            return function(self, *args, **kwargs)
        except (AccessError, MissingError):
            return request.not_found()

    return answer


class CustomerPages(CustomerPortal):
    """Home of customer users, and helpers of the pages."""

    # === HOME === #

    @http.route()
    def home(self, **kw):
        """Show how much there is behind each tile."""
        response = super().home(**kw)
        rights = self._customer_rights()
        if rights:
            response.qcontext["customer_counts"] = self._customer_counts(rights)
        return response

    def _customer_counts(self, rights):
        """Return how many records are behind the tiles that the user has."""
        door = request.env["customer.portal"]
        counts = {"customer_facility_count": len(door._facilities())}
        if rights.see_orders:
            counts["service_order_count"] = len(door._service_orders())
        if rights.report_errors:
            counts["error_report_count"] = door._error_report_counts()[0]
        if rights.see_documents:
            counts["customer_document_count"] = len(door._documents())
        return counts

    def _prepare_portal_layout_values(self):
        values = super()._prepare_portal_layout_values()
        values["customer_rights"] = self._customer_rights()
        return values

    # === HELPERS === #

    def _customer_rights(self):
        """Return the rights of the customer user, None for others."""
        try:
            return request.env["customer.portal"]._rights()
        except AccessError:
            return None

    def _page(self, template, page_name, **values):
        """Render a page of a customer user."""
        return request.render(
            f"customer_register.{template}",
            {
                **self._prepare_portal_layout_values(),
                "page_name": page_name,
                "door": request.env["customer.portal"],
                "done": None,
                "error": None,
                **values,
            },
        )

    def _sent_files(self, name="files"):
        """Return the files of a form: (name, bytes), cut where they are too large."""
        limit = request.env["customer.portal"]._max_file_bytes()
        count = request.env["customer.portal"]._limit("portal_max_files")
        return [
            (file.filename, file.stream.read(limit + 1))
            # one more than allowed tells that there are too many
            for file in request.httprequest.files.getlist(name)[: count + 1]
            if file.filename
        ]

    def _try(self, function):
        """Call what writes; undo all of it when it is refused.

        :return: (result, message of the refusal or None)
        """
        try:
            with request.env.cr.savepoint():
                return function(), None
        except (AccessError, MissingError):
            raise
        except UserError as error:
            return None, str(error)

    def _file_response(self, record, field_name, name, mimetype):
        """Send a file that the user may see, in a form that no browser runs."""
        stream = request.env["ir.binary"]._get_stream_from(
            record, field_name, filename=name, mimetype=mimetype
        )
        return stream.get_response(as_attachment=mimetype not in SHOWN_TYPES)
