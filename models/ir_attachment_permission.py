from collections import defaultdict

from odoo import api, models
from odoo.exceptions import AccessError

# Records of a customer to which files are attached, and the way to the customer.
CUSTOMER_FILE_MODELS = {
    "res.partner": "commercial_partner_id",
    "customer.facility": "partner_id",
    "customer.service.object": "partner_id",
}


class IrAttachment(models.Model):
    """Files attached to a customer are uploaded files like its documents.

    Those of a note or message belong to what is said and go with it.
    """

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        records = defaultdict(set)
        for vals in vals_list:
            if not vals.get("res_field"):
                records[vals.get("res_model")].add(vals.get("res_id"))
        self._check_customer_files("upload", records)
        return super().create(vals_list)

    def unlink(self):
        records = defaultdict(set)
        for attachment_sudo in self.sudo():
            if not attachment_sudo.res_field:
                records[attachment_sudo.res_model].add(attachment_sudo.res_id)
        self._check_customer_files("file_delete", records)
        return super().unlink()

    @api.model
    def _check_customer_files(self, permission, records):
        """Refuse to add or delete files of customers without the permission.

        :param str permission: upload or file_delete
        :param dict records: {model name: ids}
        :raise AccessError: naming the permission
        """
        if self.env.su or not self.env.user._is_bound_by_customer_permissions():
            return
        if self.env.user._has_customer_permission(permission):
            return
        for model_name, path in CUSTOMER_FILE_MODELS.items():
            ids = [record_id for record_id in records.get(model_name, ()) if record_id]
            records_sudo = self.env[model_name].sudo().browse(ids).exists()
            if any(customer.is_customer for customer in records_sudo[path]):
                raise AccessError(self._customer_file_refusal(permission))

    @api.model
    def _customer_file_refusal(self, permission):
        if permission == "upload":
            return self.env._(
                "You need the permission “Upload” to attach files to a customer."
            )
        return self.env._(
            "You need the permission “Delete uploaded files” to delete files of a "
            "customer. This also goes for files that you uploaded yourself."
        )
