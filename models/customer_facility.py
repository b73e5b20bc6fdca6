from odoo import fields, models


class CustomerFacility(models.Model):
    _name = "customer.facility"
    _description = "Facility"
    _order = "name, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_customer", "=", True)],
    )
    project_id = fields.Many2one("project.project", index="btree_not_null")
