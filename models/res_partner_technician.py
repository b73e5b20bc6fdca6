from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, ValidationError

from .customer_technician_notice import NOTICE_KEY

ASSIGN_GROUP = "customer_register.group_customer_assign"


class ResPartner(models.Model):
    """Technicians of a customer: who may assign them, and who hears of it.

    They belong to the customer; its contacts and addresses show the same ones.
    Deactivated users keep their place and are not shown, so that somebody who comes
    back has their customers again. Users who become portal users lose it.
    """

    _inherit = "res.partner"

    technician_ids = fields.Many2many(tracking=True)

    # === CONSTRAINT METHODS === #

    @api.constrains("technician_ids")
    def _check_technician_ids(self):
        self._check_technicians(self.sudo().technician_ids)

    @api.model
    def _check_technicians(self, users):
        refused = users.sudo().filtered(lambda user: user.share or not user.active)
        if refused:
            raise ValidationError(
                self.env._(
                    "Only active internal users can be technicians. Remove %s.",
                    refused.mapped("name"),
                )
            )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        default = self.env.context.get("default_technician_ids")
        given = [
            self._technicians_after(vals.get("technician_ids", default), ())
            for vals in vals_list
        ]
        if any(given):
            self._check_may_assign_technicians()
            self._check_new_technicians(set().union(*given))
        partners = super().create(vals_list)
        partners._follow_technicians()
        customers = partners.browse(
            partner.id
            for partner, user_ids in zip(partners, given, strict=True)
            if user_ids and partner.commercial_partner_id == partner
        )
        customers._note_technician_changes({})
        customers._log_first_technicians()
        return partners

    def write(self, vals):
        if "technician_ids" not in vals:
            result = super().write(vals)
            if {"parent_id", "is_company", "company_type"} & vals.keys():
                self._contacts_below()._follow_technicians()
            return result
        before = {partner: set(partner.sudo().technician_ids.ids) for partner in self}
        after = {
            partner: self._technicians_after(vals["technician_ids"], before[partner])
            for partner in self
        }
        contacts = self.filtered(
            lambda partner: partner.commercial_partner_id != partner
        )
        if any(
            after[partner] != before[partner]
            and not (
                partner in contacts
                and after[partner]
                == set(partner.sudo().commercial_partner_id.technician_ids.ids)
            )
            for partner in self
        ):
            self._check_may_assign_technicians()
        self._check_new_technicians(
            {
                user_id
                for partner in self
                for user_id in after[partner] - before[partner]
            }
        )
        result = super().write(vals)
        customers = self - contacts
        customers._note_technician_changes(before)
        customers._contacts_below()._follow_technicians()
        for contact in contacts:
            # a contact shows the customer's technicians: changing them changes those
            customer_sudo = contact.sudo().commercial_partner_id
            ids = contact.sudo().technician_ids.ids
            if set(ids) != set(customer_sudo.technician_ids.ids):
                customer_sudo.technician_ids = [Command.set(ids)]
        return result

    # === BUSINESS METHODS === #

    def _assign_technicians(self, added, removed):
        """Assign and unassign users, whatever else the user may change on customers.

        :param added: res.users to assign
        :param removed: res.users to unassign
        :raise AccessError: without the permission to assign, or to see a customer
        """
        self._check_may_assign_technicians()
        self.check_access("read")
        commands = [Command.unlink(user.id) for user in removed]
        commands += [Command.link(user.id) for user in added]
        if commands:
            self.sudo().commercial_partner_id.write({"technician_ids": commands})

    @api.model
    def _can_assign_technicians(self):
        return self.env.su or self.env.user.has_group(ASSIGN_GROUP)

    @api.model
    def _check_may_assign_technicians(self):
        if not self._can_assign_technicians():
            raise AccessError(
                self.env._(
                    "You need the permission “Assign” to change a customer's "
                    "technicians."
                )
            )

    @api.model
    def _check_new_technicians(self, user_ids):
        """Refuse deactivated users, whom the field itself does not show."""
        self._check_technicians(self.env["res.users"].browse(filter(None, user_ids)))

    @api.model
    def _technicians_after(self, commands, ids):
        """Return the user ids that commands on ``technician_ids`` lead to.

        :param commands: as given to create() or write()
        :param ids: ids of the technicians before
        :rtype: set
        """
        result = set(ids)
        for command in commands or ():
            if isinstance(command, int):
                result.add(command)
                continue
            code, user_id, values = [*command, None, None][:3]
            if code in (Command.CREATE, Command.UPDATE, Command.LINK):
                result.add(user_id or 0)
            elif code in (Command.UNLINK, Command.DELETE):
                result.discard(user_id)
            elif code in (Command.SET, Command.CLEAR):
                result = set(values or ()) if code == Command.SET else set()
        return result

    def _contacts_below(self):
        """Return the contacts and addresses of these partners, archived ones too."""
        return (
            self.sudo()
            .with_context(active_test=False)
            .search([("id", "child_of", self.ids), ("parent_id", "!=", False)])
            .with_context(active_test=True)
        )

    def _follow_technicians(self):
        """Give contacts and addresses the technicians of their customer."""
        contacts_sudo = self.sudo().filtered(
            lambda partner: partner.commercial_partner_id != partner
        )
        by_technicians = contacts_sudo.grouped(
            lambda partner: partner.commercial_partner_id.technician_ids
        )
        for technicians, contacts in by_technicians.items():
            different = contacts.filtered(
                lambda contact: contact.technician_ids != technicians  # noqa: B023
            )
            if different:
                # the customer's history tells it, once
                different.with_context(tracking_disable=True).write(
                    {"technician_ids": [Command.set(technicians.ids)]}
                )

    def _note_technician_changes(self, before):
        """Remember who was assigned and unassigned until the transaction is complete.

        Each user then gets one notice, however many customers changed.

        :param dict before: partner -> ids of its technicians, no entry = none
        """
        data = self.env.cr.precommit.data
        changed = False
        for partner in self:
            old = before.get(partner, set())
            new = set(partner.sudo().technician_ids.ids)
            for user_id in old ^ new:
                changes = data.setdefault(NOTICE_KEY, {}).setdefault(user_id, {})
                # assigned and unassigned again: nothing happened
                if changes.pop(partner.id, None) is None:
                    changes[partner.id] = user_id in new
                changed = True
        if changed:
            self.env.cr.precommit.add(
                self.env["customer.technician.notice"]._send_pending
            )

    def _log_first_technicians(self):
        """Tell in the history whom a new customer was assigned to."""
        if self and not self.env.context.get("tracking_disable"):
            self._message_log_batch(
                {
                    partner.id: self.env._(
                        "Technicians: %s", partner.sudo().technician_ids.mapped("name")
                    )
                    for partner in self
                }
            )
