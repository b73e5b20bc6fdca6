from odoo import api, fields, models


class SaleAdvancePaymentInv(models.TransientModel):
    """Ask whether the protocol or work order goes to the customer's contacts."""

    _inherit = "sale.advance.payment.inv"

    document_recipient_ids = fields.Many2many(
        "res.partner",
        compute="_compute_document_recipient_ids",
        string="Recipients",
        help="Contacts of the customer that are marked on its card.",
    )
    document_recipients_text = fields.Text(
        compute="_compute_document_recipient_ids", string="To"
    )
    send_documents = fields.Selection(
        [("yes", "Yes, send by e-mail"), ("no", "No")],
        string="Send to the Customer's Contacts?",
    )

    @api.depends("sale_order_ids")
    def _compute_document_recipient_ids(self):
        for wizard in self:
            recipients = wizard.sale_order_ids._origin._get_document_recipients()
            contacts = self.env["res.partner"].union(*recipients.values())
            wizard.document_recipient_ids = contacts.filtered("email")
            wizard.document_recipients_text = "\n".join(
                self.env._(
                    "%(document)s to %(contact)s, %(email)s",
                    document=(
                        order.env._("Service protocol %s", order.name)
                        if order.order_type == "service"
                        else order.env._("Work order %s", order.name)
                    ),
                    contact=contact.name,
                    email=contact.email or self.env._("no e-mail address: not sent"),
                )
                for order, marked in recipients.items()
                for contact in marked
            )

    def create_invoices(self):
        """Create the invoices, and send the documents if the answer was yes."""
        action = super().create_invoices()
        orders = self.sale_order_ids
        if self.send_documents == "yes" and self.advance_payment_method == "delivered":
            orders._send_documents(orders._get_document_recipients())
        return action
