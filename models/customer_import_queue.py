from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL


class CustomerImport(models.Model):
    """Large imports in the background: OCA queue_job where installed, else the cron."""

    _inherit = "customer.import"

    # === BUSINESS METHODS === #

    def _run_in_background(self):
        """Let the background import the waiting rows, or undo what was imported."""
        if self._uses_queue():
            for customer_import in self:
                customer_import._delay_chunks()
        else:
            self.env.ref("customer_register.ir_cron_customer_import")._trigger()

    @api.model
    def _uses_queue(self):
        return "queue.job" in self.env

    def _delay_chunks(self):
        """Make a job of each chunk: as many workers as there are take them."""
        self.ensure_one()
        # the permissions of the import's user apply, whoever pressed the button
        as_user = self.with_user(self.user_id)
        if self.is_undoing:
            as_user.with_delay(description=self._job_description())._undo_job()
            return
        for first_row, last_row in self._waiting_ranges(self._chunk_size()):
            as_user.with_delay(
                description=self._job_description(first_row, last_row)
            )._run_chunk_job(first_row, last_row)

    def _job_description(self, first_row=None, last_row=None):
        if first_row is None:
            return self.env._("Undo the import of %s", self.file_name)
        return self.env._(
            "Import %(file)s, rows %(first)s to %(last)s",
            file=self.file_name,
            first=first_row,
            last=last_row,
        )

    def _waiting_ranges(self, size):
        """Return (first, last) row numbers of the waiting rows, `size` in each."""
        self.line_ids.flush_recordset()
        return self.env.execute_query(
            SQL(
                """
                SELECT MIN(row_number), MAX(row_number)
                  FROM (SELECT row_number,
                               (ROW_NUMBER() OVER (ORDER BY row_number) - 1) / %s
                                   AS part
                          FROM customer_import_line
                         WHERE import_id = %s AND state = 'pending'
                           AND outcome IN ('create', 'update')) AS waiting
                 GROUP BY part
                 ORDER BY 1
                """,
                size,
                self.id,
            )
        )

    def _run_chunk_job(self, first_row, last_row):
        """Import some waiting rows: a job of its own, in a transaction of its own."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                while self._run_chunk(first_row=first_row, last_row=last_row):
                    pass
        except AccessError as error:
            # the user may import no more
            self.sudo()._stop_with_error(str(error))
            return
        # another transaction sees whether this chunk was the last one
        self.with_delay(
            description=self._job_description(first_row, last_row)
        )._finish_job()

    def _finish_job(self):
        """Mark the import as done when no row is left."""
        self.ensure_one()
        if self.state == "running" and not self.create_count + self.update_count:
            self._finish_run()

    def _undo_job(self):
        """Take back the next rows, and make a job of those that are left."""
        self.ensure_one()
        if self._run_chunk():
            self._delay_chunks()

    def _run_in_background_later(self):
        self.env.ref("customer_register.ir_cron_customer_import")._trigger(
            at=fields.Datetime.add(fields.Datetime.now(), minutes=1)
        )
