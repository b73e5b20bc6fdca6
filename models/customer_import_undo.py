from collections import defaultdict

from psycopg2 import IntegrityError

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .customer_import_line import unpack
from .customer_import_run import ROWS_AT_ONCE
from .door_values import ValueConverter, journal_value, orm_values
from .record_use import RecordUse, fingerprints

# Records that an import makes beside customers, in the order they are deleted in.
DEPENDENT_MODELS = (
    "customer.erp.link",
    "customer.tax.reduction.person",
    "customer.facility",
)
PARTNER = "res.partner"


class CustomerImport(models.Model):
    """Take an import back: as if it had not been, where nothing depends on it."""

    _inherit = "customer.import"

    is_undoing = fields.Boolean(
        readonly=True,
        copy=False,
        export_string_translation=False,
        help="Technical: the running import is being taken back.",
    )

    def action_undo(self):
        """Delete the customers that the import added, and restore what it changed.

        Customers that somebody changed or uses become inactive instead; values that
        somebody changed since stay. What was left is said on each row.

        :return: True
        :raise AccessError: when the user may neither add nor delete customers
        """
        for customer_import in self:
            customer_import._check_state("done", "cancelled")
            customer_import._check_undo_permission()
            customer_import.write(
                {
                    "state": "running",
                    "is_undoing": True,
                    "started_at": fields.Datetime.now(),
                    "finished_at": False,
                }
            )
            to_undo = customer_import.created_count + customer_import.updated_count
            if to_undo <= ROWS_AT_ONCE:
                while customer_import._run_chunk():
                    pass
            else:
                customer_import._run_in_background()
        return True

    def _check_undo_permission(self):
        """Whoever may add customers may take back what their import added."""
        self.check_access("write")
        user = self.env.user
        may_remove = user._has_customer_permission(
            "create"
        ) or user._has_customer_permission("delete")
        if self.created_count and not may_remove:
            raise AccessError(
                self.env._(
                    "You need the permission “Create” or “Delete” to undo an import "
                    "that added customers."
                )
            )
        if self.updated_count and not user._has_customer_permission("edit_assigned"):
            raise AccessError(
                self.env._(
                    "You need the permission “Edit” to undo an import that changed "
                    "customers."
                )
            )

    def _undo_chunk(self, limit):
        """Take back the next rows, the last ones first.

        :return: how many rows were handled
        :rtype: int
        """
        # whoever may undo the import undoes all of it, hidden customers included
        lines = (
            self.env["customer.import.line"]
            .sudo()
            .search(
                [
                    ("import_id", "=", self.id),
                    ("state", "=", "done"),
                    ("outcome", "in", ("create", "update")),
                ],
                order="row_number desc",
                limit=limit,
            )
        )
        if not lines:
            self.write(
                {
                    "state": "undone",
                    "is_undoing": False,
                    "finished_at": fields.Datetime.now(),
                }
            )
            self._notify_done()
            return 0
        lines = lines.try_lock_for_update(allow_referencing=True)
        if lines:
            lines.with_company(self.company_id)._undo_rows()
        return len(lines)


class CustomerImportLine(models.Model):
    _inherit = "customer.import.line"

    def _undo_rows(self):
        """Take back what these rows created and wrote."""
        journals = {line: unpack(line.sudo().journal, {}) for line in self}
        reports = defaultdict(list)
        converter = ValueConverter(self.env)
        for line, journal in journals.items():
            if journal.get("written") or journal.get("projects"):
                line._restore_values(journal, converter, reports[line])
        self._remove_created(journals, reports)
        self._update_lines(
            [
                {
                    "id": line.id,
                    "state": "undone",
                    "message": "\n".join(reports[line]) or False,
                }
                for line in self
            ]
        )

    # === WHAT WAS WRITTEN === #

    def _restore_values(self, journal, converter, report):
        """Write the old values back where nobody changed the new ones since."""
        self.ensure_one()
        for model_name, record_id, changed in journal.get("written", ()):
            # the rows are in sudo mode, what they changed is restored by the user
            record = self.env[model_name].sudo(False).browse(record_id).exists()
            if not record:
                continue
            kept, values = [], {}
            for name, (old, new) in changed.items():
                if journal_value(record.sudo(), name, converter) == new:
                    values[name] = old
                else:
                    kept.append(record._fields[name]._description_string(self.env))
            if values:
                self._restore_record(record, values, report)
            if kept:
                report.append(
                    self.env._(
                        "Left as it is, because it was changed since: %(fields)s of "
                        "%(customer)s.",
                        fields=", ".join(kept),
                        customer=record.sudo().display_name,
                    )
                )
        self._leave_projects(journal)

    def _restore_record(self, record, values, report):
        try:
            with self.env.cr.savepoint():
                record.check_access("write")
                # the import gave the number itself: to take it back needs no right more
                record_sudo = record.sudo()
                record_sudo.write(restoring_values(record_sudo, values))
                record_sudo.flush_recordset()
            report.append(
                self.env._("%s is as it was before.", record.sudo().display_name)
            )
        except UserError as error:
            report.append(
                self.env._(
                    "%(customer)s could not be restored: %(reason)s",
                    customer=record.sudo().display_name,
                    reason=error,
                )
            )

    def _leave_projects(self, journal):
        for project_id in journal.get("projects", ()):
            project_sudo = self.env["project.project"].sudo().browse(project_id)
            if project_sudo.exists():
                project_sudo.customer_ids = [Command.unlink(self.partner_id.id)]

    # === WHAT WAS CREATED === #

    def _remove_created(self, journals, reports):
        """Delete what the rows created; what is used or changed becomes inactive."""
        busy = self._find_busy(_by_model(journals), journals)
        removable = {}
        for line, journal in journals.items():
            entries = [tuple(entry) for entry in journal.get("created", ())]
            reasons = list(
                dict.fromkeys(busy[entry] for entry in entries if entry in busy)
            )
            if line.outcome == "create" and reasons:
                line._keep_inactive(reasons, reports[line])
                continue
            if reasons:
                line._report_kept(reasons, reports[line])
            removable[line] = [entry for entry in entries if entry not in busy]
        names = {line: line.partner_id.sudo().display_name for line in removable}
        if not _delete(self.env, removable.values()):
            # something that nothing told of stands against one of them
            for line, entries in list(removable.items()):
                if not _delete(self.env, [entries]):
                    del removable[line]
                    reason = self.env._("it can't be deleted any more")
                    if line.outcome == "create":
                        line._keep_inactive([reason], reports[line])
                    else:
                        line._report_kept([reason], reports[line])
        for line in removable:
            if line.outcome == "create":
                reports[line].append(self.env._("%s is deleted.", names[line]))

    def _find_busy(self, created, journals):
        """Return {(model, id): why it is kept} of created records that are in use."""
        busy = {}
        printed = {}
        for journal in journals.values():
            printed.update(
                {
                    (model, record_id): text
                    for model, record_id, text in journal.get("fingerprints", ())
                }
            )
        for model_name, ids in created.items():
            records = self.env[model_name].sudo().browse(ids).exists()
            current = fingerprints(records)
            for record_id in records.ids:
                before = printed.get((model_name, record_id))
                if before and before != current.get(record_id):
                    busy[model_name, record_id] = self.env._("changed since")
            if model_name not in (PARTNER, "customer.facility"):
                continue
            ignored = {name: set(other_ids) for name, other_ids in created.items()}
            ignored["customer.import.line"] = self._all_line_ids(records)
            used = RecordUse(self.env[model_name]).find(records.ids, ignored)
            for record_id, user in used.items():
                busy[model_name, record_id] = self.env._("used by: %s", user)
        return busy

    def _all_line_ids(self, partners):
        """Return the ids of import rows of customers: to be in a file is no use."""
        lines_sudo = self.sudo().search([("partner_id", "in", partners.ids)])
        return lines_sudo.ids if partners._name == PARTNER else ()

    def _keep_inactive(self, reasons, report):
        customer_sudo = self.partner_id.sudo()
        text = self.env._(
            "%(customer)s is kept, but inactive: %(reasons)s.",
            customer=customer_sudo.display_name,
            reasons=", ".join(reasons),
        )
        try:
            with self.env.cr.savepoint():
                customer_sudo.action_inactivate_customer()
                customer_sudo.flush_recordset()
        except UserError as error:
            text = self.env._(
                "%(customer)s is kept: %(reasons)s. %(error)s",
                customer=customer_sudo.display_name,
                reasons=", ".join(reasons),
                error=error,
            )
        report.append(text)

    def _report_kept(self, reasons, report):
        report.append(
            self.env._(
                "Something that was added to %(customer)s is kept: %(reasons)s.",
                customer=self.partner_id.sudo().display_name,
                reasons=", ".join(reasons),
            )
        )


def _delete(env, entry_lists):
    """Delete records, all of them or none.

    :param entry_lists: lists of (name of the model, id)
    :return: whether they are deleted
    """
    by_model = defaultdict(list)
    for entries in entry_lists:
        for model_name, record_id in entries:
            by_model[model_name].append(record_id)
    try:
        with env.cr.savepoint():
            for model_name in (*DEPENDENT_MODELS, PARTNER):
                # the last created first: contacts before their customer
                ids = list(reversed(by_model.get(model_name, [])))
                env[model_name].sudo().browse(ids).exists().unlink()
            env.flush_all()
    except (UserError, IntegrityError):
        return False
    return True


def restoring_values(record, values):
    """Return values for write() that bring journalled ones back."""
    result = {}
    for name, value in values.items():
        kind = name != "properties" and record._fields[name].type
        if kind == "html":
            # stored as it was, not as a text
            result[name] = value
        elif name == "properties":
            result[name] = value
        else:
            result.update(orm_values(record, {name: value}))
    return result


def _by_model(journals):
    created = defaultdict(list)
    for journal in journals.values():
        for model_name, record_id in journal.get("created", ()):
            created[model_name].append(record_id)
    return created
