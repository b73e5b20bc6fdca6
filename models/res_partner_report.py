from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class ResPartner(models.Model):
    """What lists of customers and contact persons look for."""

    _inherit = "res.partner"

    customer_ref = fields.Char(
        related="commercial_partner_id.ref",
        string="Number of the Customer",
        groups="customer_register.group_customer_view_assigned",
        help="Of the customer that a contact person belongs to.",
    )
    has_twin = fields.Boolean(
        string="Possible Duplicate",
        compute="_compute_has_twin",
        search="_search_has_twin",
        groups="customer_register.group_customer_view_assigned",
        export_string_translation=False,
        help="Another customer has the same organisation number, personal identity "
        "number or customer number.",
    )

    def _compute_has_twin(self):
        twins = self.with_context(active_test=False).search(
            Domain("id", "in", self._origin.ids) & Domain("has_twin", "=", True)
        )
        for partner in self:
            partner.has_twin = partner._origin in twins

    def _search_has_twin(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("is_customer", "=", True) & Domain("id", "in", self._twins_sql())

    @api.model
    def _twins_sql(self):
        """Return the ids of customers that the user sees, who share a number.

        A hidden customer is nobody's twin: it can't be merged with.
        """
        self.flush_model(["identity_key", "ref", "company_registry_provisional"])
        seen = self.with_context(active_test=False)._search(
            [("is_customer", "=", True)]
        )
        return SQL(
            """
            (SELECT unnest(array_agg(partner.id))
               FROM res_partner AS partner
         CROSS JOIN LATERAL (
                    VALUES ('identity', partner.identity_key),
                           ('number', upper(btrim(partner.ref)))
                    ) AS key(kind, text)
              WHERE partner.id IN %s
                AND key.text IS NOT NULL AND key.text != ''
              GROUP BY key.kind, key.text
             HAVING count(*) > 1)
            """,
            seen.subselect(),
        )
