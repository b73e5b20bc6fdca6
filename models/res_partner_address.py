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
        help="Asked for when an order is invoiced: the work order goes to this "
        "person's e-mail address.",
    )
    is_main_contact = fields.Boolean(
        string="Main Contact",
        groups="base.group_user",
        tracking=True,
        help="For information only. A customer has one main contact at most.",
    )

    has_invoice_address = fields.Boolean(compute="_compute_has_addresses")
    has_visiting_address = fields.Boolean(compute="_compute_has_addresses")
    has_mail_address = fields.Boolean(compute="_compute_has_addresses")

    _main_contact_uniq = models.UniqueIndex(
        "(parent_id) WHERE is_main_contact AND parent_id IS NOT NULL",
        "The customer has another main contact.",
    )

    # === COMPUTE METHODS === #

    @api.depends("child_ids.type")
    def _compute_has_addresses(self):
        for partner in self:
            types = set(partner.child_ids.mapped("type"))
            partner.has_invoice_address = "invoice" in types
            partner.has_visiting_address = "visiting" in types
            partner.has_mail_address = "mail" in types

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

    # === ACTION METHODS === #

    def action_add_contact_person(self):
        """Open an empty contact person of the customer."""
        return self._open_new_contact("contact", self.env._("New Contact Person"))

    def action_add_invoice_address(self):
        """Open an empty invoice address of the customer."""
        return self._open_new_contact("invoice", self.env._("New Invoice Address"))

    def action_add_visiting_address(self):
        """Open an empty visiting address of the customer."""
        return self._open_new_contact("visiting", self.env._("New Visiting Address"))

    def action_add_mail_address(self):
        """Open an empty mail address of the customer."""
        return self._open_new_contact("mail", self.env._("New Mail Address"))

    # === BUSINESS METHODS === #

    def _open_new_contact(self, address_type, title):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "res.partner",
            "view_mode": "form",
            "views": [
                (
                    self.env.ref("customer_register.res_partner_contact_view_form").id,
                    "form",
                )
            ],
            "target": "new",
            "context": {
                "default_parent_id": self.id,
                "default_type": address_type,
                "default_is_company": False,
                "default_lang": self.lang,
                "default_user_id": self.user_id.id,
                "default_country_id": self.country_id.id,
            },
        }

    def address_get(self, adr_pref=None):
        """Work is done at the visiting address, unless there is a delivery address."""
        result = super().address_get(adr_pref)
        if "delivery" in (adr_pref or ()):
            address = self.browse(result["delivery"])
            if address.type != "delivery":
                visiting = super().address_get(["visiting"])["visiting"]
                if self.browse(visiting).type == "visiting":
                    result["delivery"] = visiting
        return result

    def _get_postal_address(self):
        """Return the address for letters: the mail address, else the partner itself.

        Note: self.ensure_one()
        """
        self.ensure_one()
        address = self.browse(self.address_get(["mail"])["mail"])
        return address if address.type == "mail" else self

    def _get_invoice_address(self):
        """Return the address printed on invoices to this partner.

        The invoice address where the customer itself is invoiced; a contact or address
        that was chosen by hand stays.

        Note: self.ensure_one()
        """
        self.ensure_one()
        if self.commercial_partner_id != self:
            return self
        address = self.browse(self.address_get(["invoice"])["invoice"])
        return address if address.type == "invoice" else self

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
