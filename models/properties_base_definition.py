from odoo import models


class PropertiesBaseDefinition(models.Model):
    _inherit = "properties.base.definition"

    def _compute_display_name(self):
        """Name them for all who may read them: Odoo's import shows the name."""
        # the name is made of fields and models, which only administrators read
        return super(PropertiesBaseDefinition, self.sudo())._compute_display_name()
