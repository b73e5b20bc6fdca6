from odoo import api, fields, models


class SaleOrder(models.Model):
    """What the accounting system is told about an order.

    Source: seed 001_89ddd0bb9fc3d60e.txt, "More settings" and "Concerning Visma".
    """

    _inherit = "sale.order"

    erp_document_type = fields.Selection(
        [("order", "Order"), ("invoice", "Invoice")],
        string="Sent to ERP as",
        compute="_compute_erp_document_type",
        store=True,
        readonly=False,
        precompute=True,
        groups="base.group_user",
        help="What the accounting system receives. The customer's card may always ask "
        "for an invoice.",
    )
    our_reference = fields.Char(
        compute="_compute_our_reference",
        compute_sudo=True,
        groups="base.group_user",
        help="Who answers for the order in the accounting system: the technician where "
        "the settings say so and one is assigned, else the salesperson.",
    )
    customer_erp_assigned_as_reference = fields.Boolean(
        related="company_id.customer_erp_assigned_as_reference",
        groups="base.group_user",
    )

    @api.depends("customer_id.erp_always_invoice")
    def _compute_erp_document_type(self):
        for order in self:
            if order.erp_document_type and order.invoice_status == "invoiced":
                # what was sent was sent
                order.erp_document_type = order.erp_document_type
                continue
            is_invoice = order.customer_id.sudo().erp_always_invoice
            order.erp_document_type = "invoice" if is_invoice else "order"

    @api.depends(
        "company_id.customer_erp_assigned_as_reference",
        "technician_ids.name",
        "user_id.name",
    )
    def _compute_our_reference(self):
        for order in self:
            technician = self.env["res.users"]
            if order.company_id.customer_erp_assigned_as_reference:
                # the field of the accounting system takes one person
                technician = order.technician_ids[:1]
            order.our_reference = (technician or order.user_id).name
