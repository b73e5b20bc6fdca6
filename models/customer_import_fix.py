from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..importing.masks import mask_cell
from ..importing.table import Row
from .customer_import_check import RowChecker
from .customer_import_line import pack, unpack
from .door_values import has_mask
from .res_company_numbering import customer_number_key

SHOWN_FIELDS = ("outcome", "state", "message", "changes", "cell_errors", "values")


class CustomerImportLine(models.Model):
    """Correct cells of a row in place and check the row again."""

    _inherit = "customer.import.line"

    # === ACTION METHODS === #

    def action_fix(self, position, text):
        """Correct one cell of the row, and check the row again.

        The file itself stays as it is; the correction is kept beside it.

        :param int position: of the column, from 1
        :param str text: what the cell should have said
        :return: what the row says now: outcome, state, message, changes, cell_errors,
            values, cells
        :rtype: dict
        """
        self.ensure_one()
        return self._fix({position: text})

    def get_cells(self):
        """Return the row's cells, to show or correct them; numbers of persons masked.

        :return: list of dicts with position (from 1), header, target, text and error
        :rtype: list
        """
        self.ensure_one()
        self.check_access("read")
        cells = self._cells()
        errors = self.cell_errors or {}
        return [
            {
                "position": column.position,
                "header": column.header or "",
                "target": column.target or "",
                "text": mask_cell(
                    column.target or "", _cell(cells, column.position - 1)
                ),
                "error": errors.get(str(column.position), ""),
            }
            for column in self.import_id.column_ids.sorted("position")
        ]

    # === BUSINESS METHODS === #

    def _fix(self, cells):
        """Correct cells and check the row again.

        :param dict cells: position (from 1) -> text; a masked number stays as it is
        """
        self._check_fixable()
        customer_import = self.import_id
        cells = {
            position - 1: " ".join(str(text or "").split())
            for position, text in cells.items()
            if not has_mask(text)
        }
        row = self._row(cells)
        fixed = unpack(customer_import.sudo().fixed_cells, {})
        fixed[str(self.row_number)] = {
            **fixed.get(str(self.row_number), {}),
            **{str(place): text for place, text in cells.items()},
        }
        customer_import.sudo().fixed_cells = pack(fixed)
        checker = RowChecker(customer_import)
        checker.remember_rows(customer_import._good_rows(self._alike(checker, row)))
        [values] = checker.check([row])
        for name in ("import_id", "row_number"):
            values.pop(name)
        self.sudo().write(values)
        [result] = self.read(SHOWN_FIELDS)
        return {**result, "cells": self.get_cells()}

    def _check_fixable(self):
        customer_import = self.import_id
        customer_import.check_access("write")
        customer_import._check_state("checked", "done")
        if self.state not in ("pending", "error") and self.outcome != "skip":
            raise UserError(
                self.env._("Row %s is already in the register.", self.row_number)
            )

    def _row(self, cells):
        values = self._cells()
        for place, text in cells.items():
            values += [""] * (place + 1 - len(values))
            values[place] = text
        return Row(self.row_number, tuple(values), {})

    def _cells(self):
        """Return the row's cells, from the row itself or else from the file."""
        cells = unpack(self.sudo().cells)
        if cells is not None:
            return cells
        return self.import_id._cells_by_row({self.row_number})[self.row_number]

    def _alike(self, checker, row):
        """Return the SQL condition of rows that may have the numbers of this one.

        Rows with hidden values are among them: what is hidden is not searched.
        """
        [clean] = checker.clean([row])
        values = clean.values
        conditions = [SQL("hidden_values IS NOT NULL")]
        if number := customer_number_key(values.get("ref")):
            conditions.append(SQL("UPPER(TRIM(values->>'ref')) = %s", number))
        for name in ("company_registry", "external_id", "email"):
            if value := values.get(name):
                conditions.append(
                    SQL("LOWER(values->>%s) = %s", name, value.strip().lower())
                )
        return SQL("id != %s AND (%s)", self.id, SQL(" OR ").join(conditions))


class CustomerImport(models.Model):
    _inherit = "customer.import"

    def _cells_by_row(self, row_numbers):
        """Return {row number: cells} from the file; one pass for all of them."""
        return {
            row.number: list(row.values)
            for row in self._file_rows()
            if row.number in row_numbers
        }


def _cell(cells, place):
    return cells[place] if place < len(cells) else ""
