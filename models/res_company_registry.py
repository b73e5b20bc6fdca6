from odoo import fields, models


class ResCompany(models.Model):
    """What happens when a registry says something new about a customer."""

    _inherit = "res.company"

    customer_registry_auto_update = fields.Boolean(
        string="Update Customers from the Registries",
        help="What the scheduled check finds is written to the card at once, and kept "
        "in its history. Otherwise the person responsible for the customer decides.",
    )
