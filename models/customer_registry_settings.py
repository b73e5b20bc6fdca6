from odoo import api, fields, models

from .customer_registry import PARAMETER

_CLIENT_ID = PARAMETER % "se_client_id"
_CLIENT_SECRET = PARAMETER % "se_client_secret"


class CustomerRegistrySettings(models.AbstractModel):
    """Settings of the company registries, on both settings pages."""

    _name = "customer.registry.settings"
    _description = "Settings of the Company Registries"

    customer_registry_se_client_id = fields.Char(
        string="Client ID",
        compute="_compute_customer_registry_se",
        inverse="_inverse_customer_registry_se_client_id",
        help="From the agreement with Bolagsverket about “Värdefulla datamängder”.",
    )
    # never read back: it goes one way
    customer_registry_se_client_secret = fields.Char(
        string="Secret",
        compute="_compute_customer_registry_se",
        inverse="_inverse_customer_registry_se_client_secret",
        help="Is not shown again. Leave it empty to keep the one that is stored.",
    )
    customer_registry_se_has_secret = fields.Boolean(
        compute="_compute_customer_registry_se"
    )

    # computed at once: the pages are filled from the defaults of new records
    @api.depends_context("uid")
    def _compute_customer_registry_se(self):
        parameters_sudo = self.env["ir.config_parameter"].sudo()
        client_id = parameters_sudo.get_param(_CLIENT_ID)
        has_secret = bool(parameters_sudo.get_param(_CLIENT_SECRET))
        for settings in self:
            settings.customer_registry_se_client_id = client_id
            settings.customer_registry_se_client_secret = False
            settings.customer_registry_se_has_secret = has_secret

    def _inverse_customer_registry_se_client_id(self):
        for settings in self:
            client_id = (settings.customer_registry_se_client_id or "").strip()
            parameters_sudo = self.env["ir.config_parameter"].sudo()
            parameters_sudo.set_param(_CLIENT_ID, client_id)
            if not client_id:
                # an agreement that has ended leaves nothing behind
                parameters_sudo.set_param(_CLIENT_SECRET, False)

    def _inverse_customer_registry_se_client_secret(self):
        for settings in self:
            if secret := (settings.customer_registry_se_client_secret or "").strip():
                self.env["ir.config_parameter"].sudo().set_param(_CLIENT_SECRET, secret)
