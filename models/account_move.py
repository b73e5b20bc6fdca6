from odoo import models


class AccountMove(models.Model):
    _inherit = "account.move"

    def _get_printed_partner(self):
        """Return the partner whose address is printed on the invoice.

        Note: self.ensure_one()
        """
        self.ensure_one()
        if self.is_sale_document():
            return self.partner_id._get_invoice_address()
        return self.partner_id
