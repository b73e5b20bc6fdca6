from odoo import api, fields, models


class ResPartner(models.Model):
    """Addresses and contact persons of a customer."""

    _inherit = "res.partner"
    _complete_name_displayed_types = (
        "invoice",
        "delivery",
        "visiting",
        "mail",
        "other",
    )

    type = fields.Selection(
        selection_add=[
            ("visiting", "Visiting"),
            ("mail", "Mail"),
            ("other",),
        ],
        ondelete={"visiting": "set other", "mail": "set other"},
    )
    send_service_protocol = fields.Boolean(
        groups="base.group_user",
        tracking=True,
        help="Asked for when an order is invoiced: the service protocol goes to this "
        "person's e-mail address.",
    )
    send_work_order = fields.Boolean(
        groups="base.group_user",
        tracking=True,
        help="Asked for when an order is invoiced: the work order goes to this person's "
        "e-mail address.",
    )
    is_main_contact = fields.Boolean(
        string="Main Contact",
        groups="base.group_user",
        tracking=True,
        help="For information only. A customer has one main contact at most.",
    )

    _main_contact_uniq = models.UniqueIndex(
        "(parent_id) WHERE is_main_contact AND parent_id IS NOT NULL",
        "The customer has another main contact.",
    )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("is_main_contact") and vals.get("parent_id"):
                self._pass_on_main_contact([vals["parent_id"]])
        return super().create(vals_list)

    def write(self, vals):
        if vals.get("is_main_contact"):
            self._pass_on_main_contact(self.parent_id.ids, self)
        return super().write(vals)

    # === BUSINESS METHODS === #

    @api.model
    def _pass_on_main_contact(self, customer_ids, new_contacts=None):
        """Take the mark from the customers' main contacts: it goes to another."""
        previous = self.with_context(active_test=False).search(
            [("parent_id", "in", customer_ids), ("is_main_contact", "=", True)]
        )
        if new_contacts:
            previous -= new_contacts
        previous.is_main_contact = False
        previous.flush_recordset(["is_main_contact"])
