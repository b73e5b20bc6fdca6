from odoo import models


class IrBinary(models.AbstractModel):
    _inherit = "ir.binary"

    def _get_stream_from(
        self,
        record,
        field_name="raw",
        filename=None,
        filename_field="name",
        mimetype=None,
        default_mimetype="application/octet-stream",
    ):
        """Serve documents as the type they are kept as, whatever the address says."""
        is_document = record._name == "customer.document" or (
            record._name == "ir.attachment"
            and record.sudo().res_model == "customer.document"
        )
        return super()._get_stream_from(
            record,
            field_name,
            filename,
            filename_field,
            None if is_document else mimetype,
            default_mimetype,
        )
