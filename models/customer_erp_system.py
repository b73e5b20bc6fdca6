from odoo import api, fields, models


class CustomerErpSystem(models.Model):
    """An external system that knows customers by ids of its own."""

    _name = "customer.erp.system"
    _description = "External System"
    _order = "name, id"

    name = fields.Char(required=True)
    code = fields.Char(
        required=True, help="How the system calls itself in remote calls: fortnox."
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(lower(btrim(code)))", "Another external system has this code."
    )


class CustomerErpLink(models.Model):
    """The id that an external system has for a customer."""

    _name = "customer.erp.link"
    _description = "Customer in an External System"
    _order = "system_id, external_id, id"
    _rec_name = "external_id"

    system_id = fields.Many2one(
        "customer.erp.system", required=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, index=True, ondelete="cascade"
    )
    external_id = fields.Char(string="External ID", required=True)

    _external_id_uniq = models.UniqueIndex(
        "(system_id, external_id)",
        "The external system knows another customer by this ID.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([_tidy(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(_tidy(vals))


class ResPartner(models.Model):
    _inherit = "res.partner"

    erp_link_ids = fields.One2many(
        "customer.erp.link",
        "partner_id",
        string="External IDs",
        groups="customer_register.group_customer_view_assigned",
    )


def _tidy(vals):
    if isinstance(vals.get("external_id"), str):
        return {**vals, "external_id": vals["external_id"].strip()}
    return vals
