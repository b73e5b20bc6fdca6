from odoo import Command, api, fields, models
from odoo.exceptions import AccessError

from .customer_domains import adding
from .res_partner_number import NUMBER_FIELDS, TECHNICAL_FIELDS

# What makes a customer of a contact; a number is given in the same moment or never.
NEW_CUSTOMER_FIELDS = ("customer_rank", "ref")


class ResPartner(models.Model):
    """Who may see, add, change and delete customers and what belongs to them.

    Record rules do it, see ``res.users._customer_domain``. Here is what a rule can't
    tell: what a write makes of a partner.
    """

    _inherit = "res.partner"

    in_customer_register = fields.Boolean(
        compute="_compute_in_customer_register",
        store=True,
        groups="base.group_user",
        export_string_translation=False,
        help="Technical: a customer, or a contact or address of one.",
    )

    # === COMPUTE METHODS === #

    # on the own state only: write() tells contacts, which spares each new customer the
    # search for contacts that it can't have
    @api.depends("is_customer", "commercial_partner_id")
    def _compute_in_customer_register(self):
        for partner in self:
            partner.in_customer_register = partner.commercial_partner_id.is_customer

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        creating = self._without_technical_defaults()
        with adding(self.env):
            partners = super(ResPartner, creating).create(vals_list).with_env(self.env)
        # computed now, to be stored together with the rest
        partners.sudo().mapped("in_customer_register")
        partners._check_may_import()
        if not self._sees_all_customers():
            partners._assign_to_who_added()
        return partners

    def write(self, vals):
        self._check_may_import()
        if vals.get("name") and not self.env.su:
            self._rename_bank_account_holders(vals["name"])
        if not NUMBER_FIELDS & vals.keys():
            return super().write(vals)
        before = {partner for partner in self.sudo() if partner.is_customer}
        if self.env.su or not self.env.user._is_bound_by_customer_permissions():
            result = super().write(vals)
            self._tell_contacts_of_register(before)
            return result
        added = self.browse()
        if vals.get("customer_rank", 0) > 0:
            added = self._make_customers(vals)
        others = self - added
        result = super(ResPartner, others).write(vals) if others or not added else True
        rest = {name: vals[name] for name in vals if name not in NEW_CUSTOMER_FIELDS}
        if added and rest:
            added.write(rest)
        self._tell_contacts_of_register(before)
        self._check_who_is_customer(before)
        if "parent_id" in vals:
            # what is now a contact of another customer changes that customer
            self.check_access("write")
        return result

    # === BUSINESS METHODS === #

    @api.model
    def _sees_all_customers(self):
        user = self.env.user
        return (
            self.env.su
            or not user._is_bound_by_customer_permissions()
            or user._has_customer_permission("view")
        )

    @api.model
    def _without_technical_defaults(self):
        """Return the model without default values of what only the register sets."""
        names = {f"default_{name}" for name in TECHNICAL_FIELDS}
        context = self.env.context
        if self.env.su or names.isdisjoint(context):
            return self
        kept = {name: context[name] for name in context if name not in names}
        return self.with_env(self.env(context=kept))

    def _tell_contacts_of_register(self, before):
        """Have contacts know that their customer is one now, or no more.

        :param set before: partners that were customers before, in sudo mode
        """
        after = {partner for partner in self.sudo() if partner.is_customer}
        if changed := before ^ after:
            contacts_sudo = (
                self.sudo()
                .with_context(active_test=False)
                .search(
                    [("commercial_partner_id", "in", [p.id for p in changed])],
                )
            )
            field = self._fields["in_customer_register"]
            self.env.add_to_compute(field, contacts_sudo)

    def _check_may_import(self):
        """Refuse customers from Odoo's own import without the permission.

        :raise AccessError: naming the permission
        """
        if (
            self.env.context.get("import_file")
            and not self._may_import()
            and any(self.sudo().mapped("in_customer_register"))
        ):
            raise AccessError(
                self.env._("You need the permission “Upload” to import customers.")
            )

    @api.model
    def _may_import(self):
        return self.env.su or self.env.user._has_customer_permission("upload")

    def _assign_to_who_added(self):
        """Make the user technician of customers that would vanish before their eyes."""
        for partner_sudo in self.sudo():
            if partner_sudo.is_customer and (
                self.env.user not in partner_sudo.technician_ids
            ):
                partner_sudo.technician_ids = [Command.link(self.env.uid)]

    def _rename_bank_account_holders(self, name):
        """Let who renames a customer rename the holder of its bank accounts too.

        Odoo asks for its own right to bank accounts, which editing customers is not.
        """
        customers = self.sudo().filtered("in_customer_register").with_env(self.env)
        customers.check_access("write")
        for partner_sudo in customers.sudo():
            partner_sudo.bank_ids.filtered(
                lambda bank, old=partner_sudo.name: bank.acc_holder_name == old
            ).acc_holder_name = name

    def _make_customers(self, vals):
        """Let who adds customers make one of a contact that Odoo doesn't let them edit.

        :param dict vals: values of a write, with the customer rank
        :return: the partners to which NEW_CUSTOMER_FIELDS were written
        """
        candidates = self.sudo().filtered(
            lambda partner: (
                not partner.is_customer
                and partner.commercial_partner_id == partner
                and partner.partner_share
                and not partner.ref_company_ids
            )
        )
        candidates = candidates.with_env(self.env)
        if not candidates or not self.env.user._has_customer_permission("create"):
            return self.browse()
        candidates.check_access("read")
        added = candidates - candidates._filtered_access("write")
        added.sudo().write(
            {name: vals[name] for name in NEW_CUSTOMER_FIELDS if name in vals}
        )
        if not self._sees_all_customers():
            added._assign_to_who_added()
        return added

    def _check_who_is_customer(self, before):
        """Refuse customers that a write made or ended without the permission.

        :param set before: partners that were customers before, in sudo mode
        :raise AccessError: naming the permission and the partners
        """
        after = {partner for partner in self.sudo() if partner.is_customer}
        user = self.env.user
        if after - before and not user._has_customer_permission("create"):
            raise AccessError(
                self.env._(
                    "You need the permission “Create” to make a customer of %s.",
                    [partner.name or "" for partner in after - before],
                )
            )
        if before - after and not user._has_customer_permission("delete"):
            raise AccessError(
                self.env._(
                    "You need the permission “Delete” to take a customer out of the "
                    "register: %s.",
                    [partner.name or "" for partner in before - after],
                )
            )

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        """Whoever sees a customer may leave a note on it, without editing it."""
        operations = super()._mail_get_operation_for_mail_message_operation(
            message_operation
        )
        if message_operation == "create" and self.env.user._is_internal():
            for partner in self:
                if partner.sudo().in_customer_register:
                    operations[partner] = "read"
        return operations
