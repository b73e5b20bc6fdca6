from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request

from odoo.addons.mail.controllers.attachment import AttachmentController


class CustomerAttachmentController(AttachmentController):
    """The paper clip of a customer: uploading and deleting take the permissions.

    Odoo checks the access to the record and goes on in sudo mode.
    """

    @http.route()
    def mail_attachment_upload(
        self, ufile, thread_id, thread_model, is_pending=False, **kwargs
    ):
        """Keep a file with a record; one that waits for its message goes with that."""
        if not is_pending or is_pending == "false":
            try:
                request.env["ir.attachment"]._check_customer_files(
                    "upload", {thread_model: [int(thread_id)]}
                )
            except AccessError as error:
                return request.make_json_response({"error": str(error)})
        return super().mail_attachment_upload(
            ufile, thread_id, thread_model, is_pending, **kwargs
        )

    @http.route()
    def mail_attachment_delete(self, attachment_id, access_token=None):
        """Delete a file that is kept with a record or message."""
        attachment_sudo = (
            request.env["ir.attachment"].sudo().browse(int(attachment_id)).exists()
        )
        request.env["ir.attachment"]._check_customer_files(
            "file_delete", {attachment_sudo.res_model: attachment_sudo.mapped("res_id")}
        )
        return super().mail_attachment_delete(attachment_id, access_token)
