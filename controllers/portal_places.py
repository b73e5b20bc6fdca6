from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request

from .portal_pages import CustomerPages, closed_page


class PlacePages(CustomerPages):
    """Facilities with what happened there, and documents."""

    # === FACILITIES === #

    @http.route("/my/facilities", type="http", auth="user", website=True)
    @closed_page
    def facilities(self, **_kw):
        """List the facilities of the customer."""
        return self._page(
            "portal_facilities",
            "facilities",
            facilities=request.env["customer.portal"]._facilities(),
        )

    @http.route(
        "/my/facilities/<int:facility_id>", type="http", auth="user", website=True
    )
    @closed_page
    def facility(self, facility_id, **_kw):
        """Show one facility with its service objects and history."""
        door = request.env["customer.portal"]
        facility = door._facility(facility_id)
        return self._page(
            "portal_facility",
            "facilities",
            facility=facility,
            orders=door._service_orders(facility),
            reports=self._allowed(lambda: door._error_reports(facility, limit=50)),
            documents=self._allowed(lambda: door._documents(facility)),
        )

    def _allowed(self, look_up):
        """Return what is found, None without the right to it."""
        try:
            return look_up()
        except AccessError:
            return None

    # === DOCUMENTS === #

    @http.route("/my/documents", type="http", auth="user", website=True)
    @closed_page
    def documents(self, sent=None, **_kw):
        """List the documents by folder."""
        return self._documents_page(sent=bool(sent))

    @http.route(
        "/my/documents/upload",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    @closed_page
    def upload_documents(self, folder_id=None, facility_id=None, **_form):
        """Keep the files of the form."""
        door = request.env["customer.portal"]
        _documents, error = self._try(
            lambda: door._upload_documents(self._sent_files(), folder_id, facility_id)
        )
        if error:
            return self._documents_page(error=error)
        return request.redirect("/my/documents?sent=1")

    @http.route("/my/documents/<int:document_id>", type="http", auth="user")
    @closed_page
    def document(self, document_id, **_kw):
        """Send one document."""
        document_sudo = request.env["customer.portal"]._document(document_id)
        return self._file_response(
            document_sudo, "file", document_sudo.name, document_sudo.mimetype
        )

    def _documents_page(self, **values):
        door = request.env["customer.portal"]
        documents = door._documents()
        return self._page(
            "portal_documents",
            "documents",
            **{
                "folders": documents.grouped("folder_id"),
                "upload_folders": door._upload_folders(),
                "facilities": door._facilities(),
                "sent": False,
                **values,
            },
        )
