from lxml import etree

from odoo import api, fields, models
from odoo.exceptions import AccessError

CUSTOMER_VIEWS = ("form", "list", "kanban")
# What a view offers, and the permission that it takes.
VIEW_PERMISSIONS = {
    "create": "create",
    "edit": "edit_assigned",
    "delete": "delete",
    "import": "upload",
}


class ResPartner(models.Model):
    """Offer in the customer views only what the user is allowed to do."""

    _inherit = "res.partner"

    customer_editable = fields.Boolean(
        compute="_compute_customer_editable",
        export_string_translation=False,
        help="Technical: the user may edit the customer.",
    )

    # === COMPUTE METHODS === #

    @api.depends("technician_ids", "is_customer")
    @api.depends_context("uid")
    def _compute_customer_editable(self):
        editable = self._origin._filtered_access("write")
        for partner in self:
            origin = partner._origin
            partner.customer_editable = not origin or origin in editable

    # === VIEW METHODS === #

    @api.model
    def get_view(self, view_id=None, view_type="form", **options):
        """Return a view without what the user lacks the permission for."""
        result = super().get_view(view_id, view_type, **options)
        if view_type not in CUSTOMER_VIEWS or result["id"] != (
            self.env["ir.model.data"]._xmlid_to_res_id(
                f"customer_register.res_partner_customer_view_{view_type}",
                raise_if_not_found=False,
            )
        ):
            return result
        arch = etree.fromstring(result["arch"])
        for offer, permission in VIEW_PERMISSIONS.items():
            if not self.env.user._has_customer_permission(permission):
                arch.set(offer, "False")
        result["arch"] = etree.tostring(arch, encoding="unicode")
        return result

    # === ACTION METHODS === #

    def action_manage_customer_users(self):
        """Open who of the customer logs in, to add, change, invite and remove.

        :raise AccessError: without a permission for customer users
        """
        self.ensure_one()
        self.check_access("read")
        if not any(
            self.env.user._has_customer_permission(name)
            for name in ("user_create", "user_rights", "user_delete")
        ):
            raise AccessError(
                self.env._(
                    "You need the permission “Create customer users”, “Change customer "
                    "users' rights” or “Delete customer users” to open the customer "
                    "users of %s.",
                    self.name,
                )
            )
        return {
            **self.env["customer.user"].action_open_customer_users(),
            "name": self.env._("Customer Users of %s", self.name),
            "domain": [("customer_id", "=", self.id)],
            "context": {"default_customer_id": self.id},
        }


class SaleOrder(models.Model):
    _inherit = "sale.order"

    @api.model
    def get_view(self, view_id=None, view_type="form", **options):
        """Return a view that adds customers only with the permission for it."""
        result = super().get_view(view_id, view_type, **options)
        if view_type != "form" or self.env.user._has_customer_permission("create"):
            return result
        arch = etree.fromstring(result["arch"])
        for node in arch.xpath("//field[@name='partner_id'][@can_create]"):
            node.set("can_create", "False")
        result["arch"] = etree.tostring(arch, encoding="unicode")
        return result
