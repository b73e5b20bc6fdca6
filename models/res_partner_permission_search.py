from odoo import api, models
from odoo.fields import Domain

from .customer_domains import among_users_customers


class ResPartner(models.Model):
    """Spare who sees few customers the search through all of them."""

    _inherit = "res.partner"

    @api.model
    def _search(
        self,
        domain,
        offset=0,
        limit=None,
        order=None,
        *,
        active_test=True,
        bypass_access=False,
    ):
        domain = Domain(domain)
        if (
            not bypass_access
            and _wants_customers(domain)
            and not self._sees_all_customers()
        ):
            # the rule says the same, in a form that is true of other partners too
            domain &= among_users_customers()
        return super()._search(
            domain,
            offset,
            limit,
            order,
            active_test=active_test,
            bypass_access=bypass_access,
        )


def _wants_customers(domain):
    """Tell whether a domain is for customers only, as that of the app is."""
    conditions = domain.children if hasattr(domain, "children") else [domain]
    is_and = len(conditions) == 1 or domain.OPERATOR == "&"
    return is_and and any(
        getattr(condition, "field_expr", None) == "is_customer"
        and (condition.operator, condition.value) in (("=", True), ("in", {True}))
        for condition in conditions
    )
