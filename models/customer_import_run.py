import logging
import random
import time

from psycopg2 import IntegrityError

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from .customer_import_line import pack
from .customer_import_registry import REGISTRY_CHUNK_SIZE
from .door import FAILED

_logger = logging.getLogger(__name__)

CHUNK_SIZE = 1_000
# More rows than this are imported in the background.
ROWS_AT_ONCE = 1_000
MAX_TRIES = 5
# What the run looks at of a row.
ROW_FIELDS = (
    "import_id",
    "row_number",
    "values",
    "hidden_values",
    "outcome",
    "state",
    "partner_id",
)


class CustomerImport(models.Model):
    """Write checked rows into the register, chunk by chunk."""

    _inherit = "customer.import"

    missing_permission = fields.Char(compute="_compute_missing_permission")

    @api.depends("create_count", "update_count")
    @api.depends_context("uid")
    def _compute_missing_permission(self):
        for customer_import in self:
            customer_import.missing_permission = customer_import._missing_permission()

    # === ACTION METHODS === #

    def action_run(self):
        """Import the good rows: small files at once, large ones in the background.

        :return: True
        :raise AccessError: when the user may not create or edit customers
        """
        for customer_import in self:
            customer_import._check_state("checked")
            customer_import._check_run_permission()
            customer_import._start_run()
        return True

    def action_continue(self):
        """Import the rows that were left when the import was cancelled.

        :return: True
        :raise AccessError: when the user may not create or edit customers
        """
        for customer_import in self:
            customer_import._check_state("cancelled")
            customer_import._check_run_permission()
            customer_import._start_run()
        return True

    def action_retry(self):
        """Check and import once more the rows that failed.

        :return: True
        """
        for customer_import in self:
            customer_import._check_state("done")
            failed = self.env["customer.import.line"].search(
                [("import_id", "=", customer_import.id), ("state", "=", "error")]
            )
            row_numbers = set(failed.mapped("row_number"))
            failed.unlink()
            if row_numbers:
                customer_import._check_rows(row_numbers)
            customer_import.state = "checked"
        return self.action_run()

    # === BUSINESS METHODS === #

    def _start_run(self):
        """Import at once, or leave it to the background."""
        self.ensure_one()
        self.write(
            {
                "state": "running",
                "started_at": fields.Datetime.now(),
                "finished_at": False,
            }
        )
        if self.create_count + self.update_count <= self._rows_at_once():
            while self._run_chunk():
                pass
        else:
            self._run_in_background()

    @api.model
    def _cron_run_imports(self):
        """Import chunks of running imports, one transaction each."""
        running = self.search([("state", "=", "running")], order="id")
        cron = self.env["ir.cron"]
        # one more for each: after its last row an import has to be finished, too
        cron._commit_progress(
            remaining=sum(customer_import._rows_left() for customer_import in running)
            + len(running)
        )
        for customer_import in running:
            as_user = customer_import.with_user(customer_import.user_id)
            while customer_import.state == "running":
                try:
                    processed = as_user._repeat_on_conflict(as_user._run_chunk)
                except AccessError as error:
                    # the user may import no more: the next import must not wait
                    self.env.cr.rollback()
                    processed = customer_import._stop_with_error(str(error))
                is_finished = customer_import.state != "running"
                if not cron._commit_progress(processed + is_finished):
                    return
                if not processed and customer_import.state == "running":
                    # other workers have the last rows; look again if they fail
                    self._run_in_background_later()
                    break

    def _repeat_on_conflict(self, method):
        """Call a method that writes; start over when another transaction was faster.

        Only for the background, where a chunk is a transaction of its own.

        :return: what the method returns
        :raise OperationalError: when others are faster again and again
        """
        left = MAX_TRIES
        while True:
            try:
                result = method()
                self.env.flush_all()
                return result
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                self.env.cr.rollback()
                self.env.transaction.reset()
                left -= 1
                if not left:
                    raise
                _logger.info("Import %s: another was faster, once more", self.id)
                time.sleep(random.uniform(0, 1))

    def _chunk_size(self):
        return REGISTRY_CHUNK_SIZE if self.fill_from_registry else CHUNK_SIZE

    def _rows_at_once(self):
        return REGISTRY_CHUNK_SIZE if self.fill_from_registry else ROWS_AT_ONCE

    def _run_chunk(self, limit=None, first_row=None, last_row=None):
        """Import the next waiting rows; the import is done when none is left.

        Line and customer change in one transaction: a stopped worker loses nothing and
        repeats nothing. Workers side by side take different rows.

        :param int limit: most rows of the chunk, None for the usual
        :param int first_row: only rows from this number on
        :param int last_row: only rows up to this number
        :return: how many rows were handled
        :rtype: int
        """
        self.ensure_one()
        if self.state != "running":
            return 0
        limit = limit or self._chunk_size()
        if self.is_undoing:
            return self._undo_chunk(limit)
        # sudo: users may not write rows; the door refuses what they may not see
        lines_sudo = self.env["customer.import.line"].sudo()
        # the network before the locks: it takes its time
        answers = {}
        if self.fill_from_registry:
            waiting_sudo = lines_sudo.browse(
                self._waiting_ids(limit, first_row, last_row)
            )
            answers = waiting_sudo._ask_registry()
        ids = self._waiting_ids(limit, first_row, last_row, lock=True)
        if ids:
            lines = lines_sudo.browse(ids).with_company(self.company_id)
            lines._import_chunk(answers)
            self._refresh_statistics()
        elif first_row is None and not self._waiting_ids(1):
            self._finish_run()
        return len(ids)

    def _waiting_ids(self, limit, first_row=None, last_row=None, lock=False):
        """Return the ids of the next waiting rows.

        :param int limit: most rows
        :param int first_row: only rows from this number on
        :param int last_row: only rows up to this number
        :param bool lock: whether to lock them; rows that another worker has locked are
            then left to it
        """
        self.env["customer.import.line"].flush_model(["state", "outcome"])
        conditions = [SQL("import_id = %s", self.id)]
        if first_row is not None:
            conditions.append(SQL("row_number >= %s", first_row))
        if last_row is not None:
            conditions.append(SQL("row_number <= %s", last_row))
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM customer_import_line
                 WHERE %s AND state = 'pending' AND outcome IN ('create', 'update')
                 ORDER BY row_number
                 LIMIT %s %s
                """,
                SQL(" AND ").join(conditions),
                limit,
                SQL("FOR NO KEY UPDATE SKIP LOCKED") if lock else SQL(),
            )
        )
        return [line_id for [line_id] in rows]

    def _finish_run(self):
        """Mark the import as done and tell its user."""
        self.write({"state": "done", "finished_at": fields.Datetime.now()})
        self._notify_done()

    def _stop_with_error(self, message):
        """Refuse all waiting rows; they can be tried again.

        :return: how many rows were refused
        :rtype: int
        """
        self.ensure_one()
        lines = self.env["customer.import.line"].search(
            [
                ("import_id", "=", self.id),
                ("state", "=", "pending"),
                ("outcome", "in", ("create", "update")),
            ]
        )
        lines._refuse(message)
        self._finish_run()
        return len(lines)

    def _check_run_permission(self):
        message = self._missing_permission()
        if message:
            raise AccessError(message)

    def _missing_permission(self):
        """Say which permission the user needs to run the import, if one is missing."""
        self.ensure_one()
        user = self.env.user
        if self.create_count and not user._has_customer_permission("create"):
            return self.env._(
                "You need the permission “Create” to import new customers."
            )
        if self.update_count and not user._has_customer_permission("edit_assigned"):
            return self.env._("You need the permission “Edit” to update customers.")
        return False


class CustomerImportLine(models.Model):
    _inherit = "customer.import.line"

    def _import_chunk(self, answers):
        """Import rows together; when that fails, one by one.

        :param dict answers: row -> what the registry says, see _ask_registry
        """
        try:
            with self.env.cr.savepoint():
                self._import_rows(answers)
        except (UserError, IntegrityError):
            for line in self:
                line._import_alone(answers)

    def _import_rows(self, answers):
        """Create or update the customers of the rows.

        :raise UserError: when the register refuses one of them
        """
        self.fetch(ROW_FIELDS)
        # the rows are in sudo mode; the user of the import passes the door
        customer_import = self.import_id.sudo(False)
        door = customer_import._door()
        records = [line._real_values() for line in self]
        self._fill_from_registry(records, answers)
        judgements = door.judge(records)
        accepted = []
        for line, judgement in zip(self, judgements, strict=True):
            if line.state == "pending" and line._is_as_foretold(judgement):
                accepted.append((line, judgement))
        entered = door.let_in([judgement for _line, judgement in accepted])
        self._update_lines(
            [
                {
                    "id": line.id,
                    "partner_id": customer.id,
                    "journal": pack(journal),
                    "state": "done",
                }
                for (line, _judgement), (customer, journal) in zip(
                    accepted, entered, strict=True
                )
            ]
        )

    def _is_as_foretold(self, judgement):
        """Tell whether the register is as it was when the row was checked.

        A row whose customer came or went since is set aside.
        """
        self.ensure_one()
        same_customer = judgement.partner.ids == self.sudo().partner_id.ids
        if judgement.outcome == self.outcome and same_customer:
            return True
        if judgement.outcome == "unchanged" and same_customer:
            # somebody entered the same in the meantime
            self.sudo().write({"outcome": "unchanged", "state": "done"})
            return False
        if same_customer and not judgement.is_visible:
            self._refuse(self.env._("The customer is no longer one that you may see."))
            return False
        if judgement.outcome in FAILED and same_customer:
            messages = [message for _path, message in judgement.errors]
            self._refuse("\n".join(messages) or judgement.message)
            return False
        self._refuse(
            self.env._(
                "The register changed after the check. Try again to check the "
                "row once more."
            )
        )
        return False

    def _import_alone(self, answers):
        """Import one row; a refusal stays on it and spoils no other."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                self._import_rows(answers)
        except UserError as error:
            self._refuse(str(error))
        except IntegrityError as error:
            self._refuse(self.env["res.partner"]._sql_error_to_message(error))

    def _refuse(self, message):
        self.sudo().write({"state": "error", "outcome": "error", "message": message})
