from markupsafe import Markup

from odoo import api, fields, models


class CustomerImport(models.Model):
    """How far an import is, and telling its user when it is done."""

    _inherit = "customer.import"

    started_at = fields.Datetime(readonly=True, copy=False)
    finished_at = fields.Datetime(readonly=True, copy=False)
    rows_per_second = fields.Float(
        compute="_compute_speed", digits=(16, 1), help="Since the start."
    )
    seconds_left = fields.Integer(compute="_compute_speed")
    time_left = fields.Char(compute="_compute_speed")

    # === COMPUTE METHODS === #

    @api.depends("started_at", "finished_at", "progress", "state")
    def _compute_speed(self):
        for customer_import in self:
            speed, seconds = customer_import._speed()
            customer_import.rows_per_second = speed
            customer_import.seconds_left = seconds
            customer_import.time_left = customer_import._time_left_text(seconds)

    def _speed(self):
        """Return (rows per second, seconds left)."""
        if not self.started_at:
            return 0.0, 0
        left = self._rows_left()
        done = self.created_count + self.updated_count
        if self.is_undoing or self.state == "undone":
            done = self.undone_count
        end = self.finished_at or fields.Datetime.now()
        elapsed = max((end - self.started_at).total_seconds(), 1)
        speed = done / elapsed
        if self.state != "running" or not speed:
            return speed, 0
        return speed, round(left / speed)

    def _rows_left(self):
        """Return how many rows wait to be imported, or to be taken back."""
        self.ensure_one()
        if self.is_undoing:
            return self.created_count + self.updated_count
        return self.create_count + self.update_count

    def _time_left_text(self, seconds):
        if self.state != "running":
            return False
        if not seconds:
            return self.env._("Starting…")
        if seconds < 60:
            return self.env._("%s seconds", seconds)
        return self.env._("%s minutes", -(-seconds // 60))

    # === BUSINESS METHODS === #

    def _notify_done(self):
        """Tell the user of the import what became of it; never a customer."""
        for customer_import in self.filtered("notify"):
            user_sudo = customer_import.user_id.sudo()
            localised = customer_import.with_context(lang=user_sudo.lang)
            subject = localised._done_subject()
            user_sudo._bus_send(
                "customer_register/import_done",
                {
                    "id": customer_import.id,
                    "type": "warning" if customer_import.error_count else "success",
                    "title": subject,
                    "message": localised._done_text(),
                },
            )
            if user_sudo.partner_id.email:
                customer_import._send_done_mail(
                    user_sudo, subject, localised._done_body()
                )

    def _send_done_mail(self, user_sudo, subject, body):
        """Put the result into the user's inbox, and send it by e-mail."""
        self.sudo().message_notify(
            partner_ids=user_sudo.partner_id.ids,
            subject=subject,
            body=body,
            force_send=False,
            email_layout_xmlid="mail.mail_notification_light",
        )
        if user_sudo.notification_type == "inbox":
            # the inbox alone would send no e-mail
            self.env["mail.mail"].sudo().create(
                {
                    "subject": subject,
                    "body_html": body,
                    "email_to": user_sudo.email_formatted,
                    "auto_delete": True,
                    "model": self._name,
                    "res_id": self.id,
                }
            )

    def _done_subject(self):
        name = self.file_name or ""
        if self.state == "undone":
            return self.env._("Import of %s is undone", name)
        return self.env._("Import of %s is done", name)

    def _done_text(self):
        """Return the counts in one sentence."""
        if self.state == "undone":
            return self.env._("%s rows were taken back.", self.undone_count)
        counts = [
            (self.created_count, self.env._("added")),
            (self.updated_count, self.env._("updated")),
            (self.unchanged_count, self.env._("already there")),
            (self.skipped_count, self.env._("to enter manually")),
            (self.error_count, self.env._("not imported")),
        ]
        return ", ".join(f"{count} {label}" for count, label in counts if count) or (
            self.env._("No rows were imported.")
        )

    def _done_body(self):
        return Markup("<p>{}</p><p><a href='{}'>{}</a></p>").format(
            self._done_text(),
            f"{self.get_base_url()}/odoo/customer.import/{self.id}",
            self.env._("Open the import"),
        )
