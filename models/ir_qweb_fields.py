from odoo import api, models


class IrQwebFieldContact(models.AbstractModel):
    """Keep the customer number out of printed and published addresses."""

    _inherit = "ir.qweb.field.contact"

    @api.model
    def value_to_html(self, value, options):
        if value:
            value = value.with_context(customer_number_hidden=True)
        return super().value_to_html(value, options)
