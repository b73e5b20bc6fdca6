from itertools import islice

from odoo import models
from odoo.tools import SQL

from ..importing.column_plans import plan_columns
from ..importing.identity_numbers import identity_key
from ..importing.masks import mask
from ..importing.register_rows import CleanRow, EarlierRows, clean_strict_row
from ..importing.row_cleaner import RowCleaner
from ..importing.table import Row
from .customer_import_line import pack, unpack
from .door import FAILED, Door
from .door_values import Policies, has_mask
from .import_targets import REFERENCE, policies_by_path, position_of
from .problem_messages import problem_message
from .res_partner_matching import email_name_key

BATCH_SIZE = 1_000
# What makes a row more than a name and an e-mail.
IDENTIFYING = (
    "ref",
    "external_id",
    "company_registry",
    "personal_identity_number",
    "id",
)


class CustomerImport(models.Model):
    """Foretell what becomes of every row, writing no customer."""

    _inherit = "customer.import"

    def action_check(self):
        """Check every row: outcome and all reasons at once.

        :return: True
        :raise ValidationError: when the file can't be read any more
        """
        for customer_import in self:
            customer_import._check_state("read", "checked")
            customer_import._check_ready()
            customer_import.line_ids.unlink()
            customer_import._check_rows()
            customer_import.state = "checked"
        return True

    def _check_rows(self, row_numbers=None):
        """Create a line for each row of the file.

        :param row_numbers: set of the rows to check; None for all
        """
        self.ensure_one()
        rows = (
            row
            for row in self._file_rows()
            if row_numbers is None or row.number in row_numbers
        )
        checker = RowChecker(self)
        if row_numbers is not None:
            checker.remember_rows(self._good_rows())
        batch = list(islice(rows, BATCH_SIZE))
        while batch:
            self.env["customer.import.line"]._insert_lines(checker.check(batch))
            if batch := list(islice(rows, BATCH_SIZE)):
                # a large file must not fill the memory with the customers it meets
                self.env.invalidate_all()

    def _good_rows(self, condition=None):
        """Yield (row number, cleaned values) of the rows that go into the register.

        :param SQL condition: only these rows
        """
        self.line_ids.flush_recordset()
        last_row = 0
        while rows := self.env.execute_query(
            SQL(
                """
                SELECT row_number, values, hidden_values
                  FROM customer_import_line
                 WHERE import_id = %s AND row_number > %s AND outcome NOT IN %s AND %s
                 ORDER BY row_number
                 LIMIT %s
                """,
                self.id,
                last_row,
                (*FAILED, "skip"),
                condition or SQL("TRUE"),
                10 * BATCH_SIZE,
            )
        ):
            for row_number, values, hidden_values in rows:
                yield row_number, {**(values or {}), **unpack(hidden_values, {})}
            last_row = rows[-1][0]

    def _file_rows(self):
        """Yield the rows of the file, with what was corrected in them."""
        fixes = {
            int(number): {int(place): text for place, text in cells.items()}
            for number, cells in unpack(self.sudo().fixed_cells, {}).items()
        }
        for row in self._read_table().rows:
            yield _fixed(row, fixes[row.number]) if row.number in fixes else row

    def _door(self):
        """Return the door for the rows of this import, as its user may pass it."""
        self.ensure_one()
        is_apex = self.source == "apex"
        return Door(
            self.with_company(self.company_id).env,
            mode="create" if is_apex else self.mode,
            policies=Policies(policies_by_path(self.column_ids)),
            system=self.erp_system_id or None,
            project=self.project_id or None,
            create_missing=self.create_missing,
            attach_only=is_apex,
            country_is_inferred="country_id" not in self.column_ids.mapped("target"),
        )


class RowChecker:
    """Check the rows of one import, batch by batch.

    :param customer_import: one customer.import
    """

    def __init__(self, customer_import):
        self.customer_import = customer_import
        self.env = customer_import.env
        self.columns = customer_import.column_ids.sorted("position")
        self.is_strict = customer_import.source == "sticos"
        self.targets = {
            column.position - 1: column.target
            for column in self.columns
            if column.target
        }
        self.headers = {
            column.position - 1: column.header or "" for column in self.columns
        }
        self.door = customer_import._door()
        self.earlier_rows = EarlierRows()
        self.earlier_emails = {}
        self.references = customer_import._references()
        self._clean = clean_strict_row
        if not self.is_strict:
            self._clean = RowCleaner(
                plan_columns(
                    [
                        (position, target, self.headers[position])
                        for position, target in self.targets.items()
                        if target != REFERENCE
                    ],
                    customer_import._read_table,
                ),
                country_code=customer_import.company_id.country_id.code or "",
            ).clean

    def check(self, rows):
        """Return the values of the lines for rows.

        :param list rows: importing.table.Row
        """
        rows = self.references.resolve(rows)
        cleaned = self.clean(rows)
        judged = [clean for clean in cleaned if not clean.manual]
        self.customer_import._expect_names(judged)
        judgements = self.door.judge([clean.values for clean in judged])
        self.references.compare(judged, judgements)
        by_row = {
            clean.row_number: judgement
            for clean, judgement in zip(judged, judgements, strict=True)
        }
        return [
            self._line(row, clean, by_row.get(clean.row_number))
            for row, clean in zip(rows, cleaned, strict=True)
        ]

    def clean(self, rows):
        """Return the cleaned rows; covered numbers in them say nothing."""
        cleaned = [self._clean(_without_masks(row)) for row in rows]
        for row, clean in zip(rows, cleaned, strict=True):
            self.references.identify(row, clean)
        return cleaned

    def remember_rows(self, rows):
        """Make rows duplicates of these, which were checked before.

        :param rows: (row number, cleaned values) of each
        """
        for row_number, values in rows:
            self._remember(CleanRow(row_number, values), self._identity(values))

    def _line(self, row, clean, judgement):
        shown = mask(clean.values)
        line = {
            "import_id": self.customer_import.id,
            "row_number": clean.row_number,
            "values": shown,
            "hidden_values": False,
            "cells": False,
            "cell_errors": False,
            "state": "pending",
            "outcome": "error",
            "message": False,
            "changes": False,
            "partner_id": False,
        }
        if clean.manual:
            line["outcome"] = "skip"
            line["message"] = problem_message(self.env, clean.manual)
        else:
            self._judge(line, clean, judgement)
        if line["outcome"] in FAILED:
            line["state"] = "error"
        elif line["outcome"] == "unchanged":
            line["state"] = "done"
        if line["outcome"] in (*FAILED, "skip"):
            line["cells"] = pack(row.values)
        else:
            line["hidden_values"] = pack(
                {
                    name: value
                    for name, value in clean.values.items()
                    if shown.get(name) != value
                }
            )
        return line

    def _judge(self, line, clean, judgement):
        errors = [
            (position, problem_message(self.env, problem))
            for position, problem in _positioned(clean.problems)
        ]
        duplicate = self._find_duplicate(clean, judgement.identity)
        if duplicate:
            errors.append((None, duplicate))
        known = {message for _position, message in errors}
        # what the cleaning says of a cell is not said again
        cells = {position for position, _message in errors}
        for path, message in judgement.errors:
            position = position_of(path, self.targets)
            if message not in known and (position is None or position not in cells):
                errors.append((position, message))
        if errors:
            self._fail(line, errors)
            return
        line["outcome"] = judgement.outcome
        line["message"] = judgement.message
        if judgement.outcome in ("update", "unchanged", "error"):
            # nothing of a customer that the user may not see gets into the row
            line["partner_id"] = judgement.is_visible and judgement.partner.id
        if judgement.outcome == "update":
            line["changes"] = judgement.changes
        # a row that stays out must not keep a later, right one out
        if judgement.outcome not in FAILED:
            self._remember(clean, judgement.identity)

    def _fail(self, line, errors):
        by_position = {}
        texts = []
        for position, message in errors:
            if position is not None:
                by_position.setdefault(str(position + 1), []).append(message)
            header = self.headers.get(position)
            # the strict file has three columns: its sentences name them
            texts.append(
                message if self.is_strict or not header else f"{header}: {message}"
            )
        line["message"] = "\n".join(texts)
        line["cell_errors"] = {
            position: "\n".join(messages) for position, messages in by_position.items()
        } or False

    # === DUPLICATES IN THE FILE === #

    def _find_duplicate(self, clean, identity):
        problem = self.earlier_rows.find_duplicate(clean, identity)
        if problem:
            return problem_message(self.env, problem)
        if any(clean.values.get(name) for name in IDENTIFYING):
            return None
        row_number = self.earlier_emails.get(email_name_key(clean.values))
        if row_number:
            return self.env._(
                "Row %s of the file has the same e-mail and name.", row_number
            )
        return None

    def _identity(self, values):
        return identity_key(
            values.get("personal_identity_number") or values.get("company_registry"),
            values.get("country_code") or self.door.default_country_code,
        )

    def _remember(self, clean, identity):
        self.earlier_rows.remember(clean, identity)
        if key := email_name_key(clean.values):
            self.earlier_emails.setdefault(key, clean.row_number)


def _without_masks(row):
    # mostly there is none: one look at the whole row tells
    if not has_mask("\n".join(row.values)):
        return row
    values = tuple("" if has_mask(cell) else cell for cell in row.values)
    return Row(row.number, values, row.errors)


def _positioned(problems):
    """Yield (position, problem); rows of the strict file tell no position."""
    for entry in problems:
        yield entry if isinstance(entry, tuple) else (None, entry)


def _fixed(row, cells):
    values = list(row.values) + [""] * (max(cells) + 1 - len(row.values))
    for place, text in cells.items():
        values[place] = text
    errors = {place: text for place, text in row.errors.items() if place not in cells}
    return Row(row.number, tuple(values), errors)
