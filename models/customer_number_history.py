from odoo import fields, models


class CustomerNumberHistory(models.Model):
    """A number that a customer had before.

    Old invoices and other systems keep the old number, so it stays searchable.
    """

    _name = "customer.number.history"
    _description = "Former Customer Number"
    _order = "create_date desc, id desc"
    _rec_name = "number"

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    number = fields.Char(
        string="Former Number", required=True, readonly=True, index="trigram"
    )
    create_uid = fields.Many2one("res.users", string="Changed by")
    create_date = fields.Datetime(string="Changed on")

    # Automatic numbering skips former numbers by their comparison key.
    _number_key_index = models.Index("(UPPER(number))")
