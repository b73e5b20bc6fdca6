from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _name = "res.config.settings"
    _inherit = ["res.config.settings", "customer.registry.settings"]

    customer_registry_auto_update = fields.Boolean(
        related="company_id.customer_registry_auto_update", readonly=False
    )


class CustomerSettings(models.TransientModel):
    """Settings of the company registries for customer administrators."""

    _name = "customer.settings"
    _inherit = ["customer.settings", "customer.registry.settings"]

    customer_registry_auto_update = fields.Boolean(
        related="company_id.customer_registry_auto_update", readonly=False
    )
