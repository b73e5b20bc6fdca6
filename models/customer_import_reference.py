import re
import time
from collections import defaultdict
from datetime import timezone
from typing import NamedTuple

from odoo import models
from odoo.exceptions import UserError

from ..importing.table import Row
from .customer_exporter import (
    CustomerExporter,
    columns_fingerprint,
    fingerprint,
)
from .customer_import_line import unpack
from .door_values import has_mask
from .import_targets import REFERENCE

# Not translated: a file that was written in one language may be read in another.
REFERENCE_HEADER = "Register reference"
_IMPORT_ROW = re.compile(r"import-(\d{1,12})-(\d{1,9})")
_CUSTOMER = re.compile(r"customer-(\d{1,10})-([0-9a-f]{32})-([0-9a-f]{8})-(\d{1,12})")


def import_reference(import_id, row_number):
    """Return what stands for a row of an import in its error file."""
    return f"import-{import_id}-{row_number}"


def customer_references(partners, targets, rows):
    """Return what stands for customers in a download: who, how they looked, and when.

    :param partners: the customers
    :param targets: what the columns are
    :param rows: cells of each customer, see customer_exporter
    """
    columns = columns_fingerprint(targets)
    now = int(time.time())
    looks = [fingerprint(_by_target(targets, cells)) for cells in rows]
    return [
        f"customer-{partner.id}-{look}-{columns}-{now}"
        for partner, look in zip(partners, looks, strict=True)
    ]


class CustomerReference(NamedTuple):
    """What a downloaded row says of itself."""

    customer_id: int
    fingerprint: str
    columns: str
    downloaded_at: int


class RowReferences:
    """Rows of files that the register itself wrote: whose they are.

    :param customer_import: one customer.import
    """

    def __init__(self, customer_import):
        self.customer_import = customer_import
        self.env = customer_import.env
        self.headers = {
            column.position - 1: column.header for column in customer_import.column_ids
        }
        self.targets = {
            column.position - 1: column.target
            for column in customer_import.column_ids
            if column.target
        }
        self._downloaded = {}

    # === ROWS OF AN ERROR FILE === #

    def resolve(self, rows):
        """Return rows of an error file with the numbers that were masked in it.

        A masked cell is taken from the row that the error file was made of, if the user
        may see that import.

        :param list rows: importing.table.Row
        """
        place = self._place()
        if place is None:
            return rows
        wanted = defaultdict(set)
        for row in rows:
            found = _IMPORT_ROW.fullmatch(_cell(row, place))
            if found and any(map(has_mask, row.values)):
                wanted[int(found[1])].add(int(found[2]))
        originals = {
            import_id: self._original_rows(import_id, numbers)
            for import_id, numbers in wanted.items()
        }
        return [self._unmasked(row, place, originals) for row in rows]

    def _place(self):
        return next(
            (place for place, target in self.targets.items() if target == REFERENCE),
            None,
        )

    def _original_rows(self, import_id, numbers):
        """Return {row number: {header: cell}} of an earlier import."""
        earlier = self.env["customer.import"].browse(import_id).exists()
        if not earlier._filtered_access("read"):
            return {}
        lines = self.env["customer.import.line"].search(
            [("import_id", "=", import_id), ("row_number", "in", list(numbers))]
        )
        lines._keep_cells()
        headers = [column.header for column in earlier.column_ids.sorted("position")]
        return {
            line.row_number: dict(
                zip(headers, unpack(line.sudo().cells, []), strict=False)
            )
            for line in lines
        }

    def _unmasked(self, row, place, originals):
        found = _IMPORT_ROW.fullmatch(_cell(row, place))
        if not found:
            return row
        original = originals.get(int(found[1]), {}).get(int(found[2]), {})
        values = tuple(
            original.get(self.headers.get(position), "") if has_mask(cell) else cell
            for position, cell in enumerate(row.values)
        )
        return Row(row.number, values, row.errors)

    # === ROWS OF A DOWNLOAD === #

    def identify(self, row, clean):
        """Make a row mean the customer that it was downloaded of.

        :param row: importing.table.Row
        :param clean: the cleaned row; its values get the customer's id
        """
        place = self._place()
        found = _CUSTOMER.fullmatch(_cell(row, place)) if place is not None else None
        if not found:
            return
        reference = CustomerReference(int(found[1]), found[2], found[3], int(found[4]))
        cells = {
            target: _cell(row, position)
            for position, target in self.targets.items()
            if target != REFERENCE
        }
        self._downloaded[clean.row_number] = (reference, cells)
        clean.values["id"] = reference.customer_id

    def compare(self, cleaned, judgements):
        """Leave alone what was not changed in the file, and find conflicts.

        A row that looks as it did when it was downloaded changes nothing, whatever
        happened in the register since. One that was changed both in the file and in
        the register is nobody's to decide.

        :param list cleaned: cleaned rows
        :param list judgements: their judgements, in order
        """
        changed = []
        for clean, judgement in zip(cleaned, judgements, strict=True):
            if clean.row_number not in self._downloaded:
                continue
            reference, cells = self._downloaded.pop(clean.row_number)
            if judgement.partner.ids != [reference.customer_id]:
                judgement.fail(
                    "ambiguous",
                    self.env._(
                        "This customer was deleted or merged after the file was "
                        "downloaded."
                    ),
                )
            elif fingerprint(cells) == reference.fingerprint:
                if judgement.is_visible:
                    judgement.errors.clear()
                    judgement.outcome, judgement.message = "unchanged", False
            elif judgement.outcome == "update":
                changed.append((reference, cells, judgement))
        self._find_conflicts(changed)

    def _find_conflicts(self, changed):
        if not changed:
            return
        targets = list(changed[0][1])
        partners = self.env["res.partner"].browse(
            [reference.customer_id for reference, _cells, _judgement in changed]
        )
        rows = CustomerExporter(self.env, targets).rows(partners)
        columns = columns_fingerprint(targets)
        for (reference, _cells, judgement), row, partner in zip(
            changed, rows, partners, strict=True
        ):
            now = fingerprint(_by_target(targets, row))
            if now == reference.fingerprint:
                continue
            written_at = partner.write_date.replace(tzinfo=timezone.utc).timestamp()
            if columns != reference.columns and written_at <= reference.downloaded_at:
                # other columns look otherwise; the customer did not change
                continue
            judgement.fail(
                "ambiguous",
                self.env._(
                    "%(customer)s was changed in the register after the file was "
                    "downloaded, last by %(user)s. Download it again, or change the "
                    "customer itself.",
                    customer=partner.display_name,
                    user=partner.sudo().write_uid.name,
                ),
            )


class CustomerImport(models.Model):
    _inherit = "customer.import"

    def _references(self):
        return RowReferences(self)

    def _check_ready(self):
        """Refuse to check what lacks something that a person has to choose.

        :raise UserError: saying what
        """
        self.ensure_one()
        if self.source == "apex" and not self.project_id:
            raise UserError(self.env._("Choose the building project first."))
        targets = set(self.column_ids.mapped("target"))
        if not targets - {False, REFERENCE}:
            raise UserError(
                self.env._("Choose for one column at least which field it goes to.")
            )
        if self.has_external_ids and not self.erp_system_id:
            column = self.column_ids.filtered(lambda col: col.target == "external_id")
            raise UserError(
                self.env._(
                    "Choose the external system whose ids are in the column "
                    "“%(column)s”, or leave that column out.",
                    column=column[0].header or column[0].position,
                )
            )


def _cell(row, place):
    return row.values[place] if place < len(row.values) else ""


def _by_target(targets, cells):
    return dict(zip(targets, cells, strict=True))
