import re

from odoo import models

# How the templates of Odoo (and those made from them) write an order's amount.
ORDER_AMOUNT = re.compile(
    r"format_amount\(\s*object\.amount_total\s*,\s*object\.currency_id\s*\)"
)


class MailRenderMixin(models.AbstractModel):
    _inherit = "mail.render.mixin"

    def _render_template(self, template_src, model, res_ids, *args, **kwargs):
        """Write amounts of orders with or without VAT, as the order shows them.

        Done while rendering: Odoo's templates, their translations and those that a
        company has changed stay as they are, and are right again without this addon.
        """
        if model == "sale.order" and template_src:
            shown = ORDER_AMOUNT.sub("object._format_amount_shown()", template_src)
            # a str subclass (Markup) stays what it is
            template_src = type(template_src)(shown)
        return super()._render_template(template_src, model, res_ids, *args, **kwargs)
