from odoo import fields, models


class CustomerPersonalNumberLog(models.Model):
    """Who was shown the personal identity number of whom, and when.

    Written by the method that shows a number, and by nobody else: there are no rights
    to add, change or delete entries. They outlive the customer.
    """

    _name = "customer.personal.number.log"
    _description = "Shown Personal Identity Number"
    _order = "create_date desc, id desc"
    _rec_name = "partner_name"

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    partner_name = fields.Char(string="Name", required=True, readonly=True)
    company_id = fields.Many2one("res.company", readonly=True, index="btree_not_null")
    user_id = fields.Many2one(
        "res.users",
        string="Shown to",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    create_date = fields.Datetime(string="Shown on", readonly=True)
