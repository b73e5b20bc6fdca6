from odoo.exceptions import UserError
from odoo.http import Controller, request, route


class CustomerDocumentController(Controller):
    """Take the files that are dropped on a customer's documents."""

    @route(
        "/customer_register/document/upload",
        type="http",
        methods=["POST"],
        auth="user",
    )
    def upload_documents(self, partner_id, folder_id=None, **_kwargs):
        """Keep several files at once.

        :param partner_id: id of the customer
        :param folder_id: id of the folder, or empty
        :return: JSON with ``documents`` (ids) and ``refused`` (one message per file
            that was not kept), or with ``error``
        """
        files = request.httprequest.files.getlist("ufile")
        try:
            with request.env.cr.savepoint():
                documents, refused = self._upload(partner_id, folder_id, files)
        except UserError as error:
            return request.make_json_response({"error": {"message": str(error)}})
        return request.make_json_response(
            {"documents": documents.ids, "refused": refused}
        )

    def _upload(self, partner_id, folder_id, files):
        partner = self._browse("res.partner", partner_id)
        folder = self._browse("customer.document.folder", folder_id)
        Document = request.env["customer.document"]
        limit = Document._max_file_bytes()
        # one byte more than allowed tells that a file is too large
        return Document._upload_files(
            partner,
            [(file.filename, file.stream.read(limit + 1)) for file in files],
            folder=folder,
        )

    def _browse(self, model, record_id):
        """Return the record that the user may see, or none for an empty id."""
        record = request.env[model].browse(
            int(record_id) if str(record_id or "").isdigit() else ()
        )
        record.check_access("read")
        return record.exists()
