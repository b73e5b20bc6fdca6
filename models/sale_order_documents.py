from odoo import Command, fields, models

# Mark on a contact, by the type of order whose document it asks for.
RECIPIENT_MARK = {"service": "send_service_protocol", "work": "send_work_order"}
DOCUMENT_TEMPLATE = {
    "service": "customer_register.mail_template_service_protocol",
    "work": "customer_register.mail_template_work_order",
}


class SaleOrder(models.Model):
    """Service protocols and work orders, and sending them to the customer."""

    _inherit = "sale.order"

    work_comment = fields.Html(
        string="Comments", help="Printed on the work order and the service protocol."
    )

    def _get_document_lang(self):
        """Return the language to print in: the recipient's, else the customer's."""
        self.ensure_one()
        return self.env.context.get("document_lang") or self._get_lang()

    def _has_work_place(self):
        """Tell whether the work is done at a place that documents have to name."""
        self.ensure_one()
        return bool(self.facility_id) or self.partner_shipping_id.type == "visiting"

    def _get_service_protocol_filename(self):
        self.ensure_one()
        order = self.with_context(lang=self._get_document_lang())
        return order.env._("Service Protocol %s", order.name)

    def _get_worked_lines(self):
        """Return the lines with hours worked, by day."""
        self.ensure_one()
        return self.order_line.filtered(
            lambda line: not line.display_type
            and not line.is_downpayment
            and line.is_time_article
            and line.product_uom_qty
        ).sorted(lambda line: (line.work_date or fields.Date.end_of_time(), line.id))

    def _get_material_lines(self):
        """Return the lines that are no hours."""
        self.ensure_one()
        return self.order_line.filtered(
            lambda line: not line.display_type
            and not line.is_downpayment
            and not line.is_time_article
            and line.product_uom_qty
        )

    def _get_document_recipients(self):
        """Return the contacts that are marked for the orders' documents.

        :return: {order: contacts}, orders without marked contacts left out
        :rtype: dict
        """
        contacts = self.env["res.partner"].search(
            [
                ("commercial_partner_id", "in", self.customer_id.ids),
                "|",
                ("send_service_protocol", "=", True),
                ("send_work_order", "=", True),
            ]
        )
        recipients = {}
        for order in self:
            customer = order.customer_id
            marked = contacts.filtered(
                lambda contact,
                customer=customer,
                mark=RECIPIENT_MARK[order.order_type]: contact.commercial_partner_id
                == customer
                and contact[mark]
            )
            if marked:
                recipients[order] = marked
        return recipients

    def _send_documents(self, recipients):
        """E-mail each order's document to contacts, each in its own language.

        :param dict recipients: {order: contacts}; those without an e-mail address are
            left out
        :return: the e-mails, waiting in Odoo's queue
        :rtype: mail.mail recordset
        """
        mails = self.env["mail.mail"].sudo()
        for order, contacts in recipients.items():
            order.check_access("read")
            template = self.env.ref(DOCUMENT_TEMPLATE[order.order_type])
            sent_to = contacts.filtered("email")
            for contact in sent_to:
                mail_id = template.with_context(
                    document_lang=contact.lang or order._get_lang()
                ).send_mail(
                    order.id,
                    email_values={"recipient_ids": [Command.set(contact.ids)]},
                    email_layout_xmlid="mail.mail_notification_light",
                )
                mails |= mails.browse(mail_id)
            if sent_to:
                order.message_post(
                    body=self.env._(
                        "%(document)s sent to %(contacts)s.",
                        document=(
                            self.env._("Service protocol")
                            if order.order_type == "service"
                            else self.env._("Work order")
                        ),
                        contacts=sent_to.mapped("name"),
                    ),
                    subtype_xmlid="mail.mt_note",
                )
        return mails
