from odoo import api, fields, models

from .res_company_card import CARD_SETTINGS

SETTING_PREFIX = "customer_"


class ResCompany(models.Model):
    """Customer users read their company's name and address, not its settings."""

    _inherit = "res.company"

    @api.model
    def _has_field_access(self, field, operation):
        if (
            field.name.startswith(SETTING_PREFIX)
            and not self.env.su
            and not self.env.user._is_internal()
        ):
            return False
        return super()._has_field_access(field, operation)


class ResPartner(models.Model):
    """What Odoo shows customer users of their own company, and is internal."""

    _inherit = "res.partner"

    property_product_pricelist = fields.Many2one(groups="base.group_user")
    specific_property_product_pricelist = fields.Many2one(groups="base.group_user")
    sale_warn_msg = fields.Text(groups="base.group_user")
    trust = fields.Selection(groups="base.group_user")

    @api.depends_context("uid")
    def _compute_card_settings(self):
        """Say nothing of the settings to customer users; forms need the fields."""
        result = super()._compute_card_settings()
        if not self.env.user._is_internal():
            for name in CARD_SETTINGS:
                if name in self._fields:
                    self[name] = False
        return result
