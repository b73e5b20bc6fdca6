from odoo import models


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def _inaccessible_comodel_records(self, model_and_ids, operation):
        """Let nobody change the files of documents behind the documents' back.

        Reading follows the document. Adding, changing and deleting happen through the
        document, which asks for the permissions and tells the customer's history.
        """
        yield from super()._inaccessible_comodel_records(model_and_ids, operation)
        if not self.env.su and operation != "read":
            for document_id in model_and_ids.get("customer.document", ()):
                yield "customer.document", document_id
