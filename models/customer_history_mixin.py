from collections import defaultdict

from markupsafe import escape

from odoo import api, models


class CustomerHistoryMixin(models.AbstractModel):
    """A part of a customer's card: what happens to it is in the customer's history.

    Kept on the customer, where it stays when the part is removed. Models that inherit
    ``mail.thread`` record their changes themselves and hand them over at the end;
    others name the fields in ``_history_fields``.
    """

    _name = "customer.history.mixin"
    _description = "Part of a Customer's Card"

    # fields whose changes are recorded, for models that are no threads
    _history_fields = ()
    # fields that decide whose part it is
    _history_owner_fields = frozenset({"partner_id"})

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        if self._history_fields and self._keeps_history():
            records._log_event(self.env._("Added"))
        return records

    def write(self, vals):
        names = [name for name in self._history_fields if name in vals]
        may_move = not self._history_owner_fields.isdisjoint(vals)
        if not (names or may_move) or not self._keeps_history():
            return super().write(vals)
        customers = {record: record._history_customer() for record in self}
        labels = {record: record._history_label() for record in self}
        before = {record: [record[name] for name in names] for record in self}
        result = super().write(vals)
        infos = self.fields_get(names) if names else {}
        changes = []
        for record, old_values in before.items():
            commands = [
                self.env["mail.tracking.value"]._create_tracking_values(
                    old, record[name], name, infos[name], record
                )
                for name, old in zip(names, old_values, strict=True)
                if old != record[name]
            ]
            if commands:
                changes.append((customers[record], labels[record], commands))
        self.env["res.partner"]._log_changes(changes)
        self._log_moved(customers)
        return result

    def unlink(self):
        if not self._keeps_history():
            return super().unlink()
        lines = self._event_lines(self.env._("Removed"))
        if "message_ids" in self._fields:
            self._hand_over_history()
        result = super().unlink()
        self.env["res.partner"]._log_notes(lines)
        return result

    # === BUSINESS METHODS === #

    @api.model
    def _keeps_history(self):
        return self.env["res.partner"]._keeps_history()

    def _history_customer(self):
        """Return the customer whose history it is.

        Note: self.ensure_one()
        """
        self.ensure_one()
        return self.sudo().partner_id.commercial_partner_id

    def _history_label(self):
        """Return what the history calls the record, in the user's language.

        Note: self.ensure_one()
        """
        self.ensure_one()
        kind = self.env["ir.model"]._get(self._name).sudo().name
        return f"{kind}: {self.sudo().display_name}"

    def _history_summary(self):
        """Return what the history says of a record that is added or removed.

        Note: self.ensure_one()
        """
        return self._history_label()

    def _event_lines(self, event):
        """Return lines about the records per customer.

        :param str event: what happened to them
        :rtype: dict
        """
        lines = defaultdict(list)
        for record in self:
            lines[record._history_customer()].append(
                f"{event}: {record._history_summary()}"
            )
        return lines

    def _log_event(self, event):
        self.env["res.partner"]._log_notes(self._event_lines(event))

    def _log_moved(self, customers):
        """Tell both customers of records that went from one to the other.

        :param dict customers: the customer of each record before
        """
        moved = self.filtered(
            lambda record: record._history_customer() != customers[record]
        )
        if not moved:
            return
        lines = moved._event_lines(self.env._("Added"))
        for record in moved:
            lines[customers[record]].append(
                self.env._("Removed: %s", record._history_summary())
            )
        self.env["res.partner"]._log_notes(lines)

    def _hand_over_history(self):
        """Keep what was recorded on threads that are about to be deleted."""
        self._track_finalize()
        messages_sudo = (
            self.env["mail.message"]
            .sudo()
            .search([("model", "=", self._name), ("res_id", "in", self.ids)])
            .filtered("tracking_value_ids")
        )
        for res_id, messages in messages_sudo.grouped("res_id").items():
            record = self.browse(res_id)
            messages.write(
                {
                    "model": "res.partner",
                    "res_id": record._history_customer().id,
                    "body": escape(record._history_label()),
                }
            )
