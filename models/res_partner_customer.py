from odoo import api, fields, models


class ResPartner(models.Model):
    """Tell customers from other contacts."""

    _inherit = "res.partner"
    _rec_names_search = [
        "complete_name",
        "email",
        "ref",
        "company_registry",
        "customer_number_history_ids.number",
    ]

    is_customer = fields.Boolean(
        compute="_compute_is_customer",
        store=True,
        index=True,
        help="A company or private person of its own, not a contact or address, "
        "with a customer rank above 0.",
    )

    # === DEFAULT METHODS === #

    @api.model
    def default_get(self, fields):
        """A new customer is from the company's own country unless said otherwise."""
        values = super().default_get(fields)
        if (
            "country_id" in fields
            and self.env.context.get("res_partner_search_mode") == "customer"
            and not values.get("country_id")
            and not values.get("parent_id")
        ):
            values["country_id"] = self.env.company.country_id.id
        return values

    # === COMPUTE METHODS === #

    @api.depends("customer_rank", "commercial_partner_id")
    def _compute_is_customer(self):
        for partner in self:
            commercial = partner.commercial_partner_id
            partner.is_customer = partner.customer_rank > 0 and (
                commercial == partner
                # in a form, the same record has two identities
                or bool(partner._origin and commercial._origin == partner._origin)
            )

    @api.depends("ref", "is_customer")
    @api.depends_context("company", "customer_number_hidden")
    def _compute_display_name(self):
        super()._compute_display_name()
        if (
            not self.env.company.sudo().customer_number_in_display_name
            or self.env.context.get("customer_number_hidden")
        ):
            return
        for partner in self:
            if partner.is_customer and partner.ref:
                partner.display_name = f"[{partner.ref}] {partner.display_name}"

    # === CRUD METHODS === #

    def copy_data(self, default=None):
        vals_list = super().copy_data(default=default)
        for partner, vals in zip(self, vals_list, strict=True):
            if partner.is_customer:
                vals.setdefault("customer_rank", 1)
        return vals_list

    # === BUSINESS METHODS === #

    @api.model
    def _becomes_customer(self, vals):
        """Tell whether values given to create() make a customer.

        The rank follows Odoo's own rule for the context of customer lists.
        """
        context = self.env.context
        if "customer_rank" in vals:
            rank = vals["customer_rank"]
        elif context.get("res_partner_search_mode") == "customer":
            rank = 1
        else:
            rank = context.get("default_customer_rank")
        parent = vals.get("parent_id", context.get("default_parent_id"))
        is_company = vals.get("is_company", context.get("default_is_company"))
        if vals.get("company_type"):
            is_company = vals["company_type"] == "company"
        return bool(rank and rank > 0 and (is_company or not parent))
