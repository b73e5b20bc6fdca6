from odoo import fields, models


class CustomerServiceObject(models.Model):
    _name = "customer.service.object"
    _description = "Service Object"
    _order = "facility_id, name, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    facility_id = fields.Many2one(
        "customer.facility", required=True, index=True, ondelete="cascade"
    )
    serial_number = fields.Char(index="btree_not_null")
