import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..importing.workbook_writer import write_rows
from .customer_import_line import pack, unpack
from .customer_import_read import masked_cell
from .customer_import_reference import REFERENCE_HEADER, import_reference
from .import_targets import REFERENCE


class CustomerImport(models.Model):
    """The rows that failed, as a file to correct and import."""

    _inherit = "customer.import"

    error_file = fields.Binary(
        string="Failed Rows",
        compute="_compute_error_file",
        help="The rows that failed, with the reason in the first column. Correct them "
        "and import the file as it is.",
    )
    error_file_name = fields.Char(compute="_compute_error_file_name")

    # === COMPUTE METHODS === #

    @api.depends("line_ids.outcome", "line_ids.message")
    def _compute_error_file(self):
        for customer_import in self:
            content = customer_import.error_count and customer_import._error_workbook()
            customer_import.error_file = content and base64.b64encode(content)

    @api.depends("file_name")
    def _compute_error_file_name(self):
        for customer_import in self:
            name = (customer_import.file_name or "").rpartition(".")[0]
            customer_import.error_file_name = self.env._(
                "%s - failed rows.xlsx", name or self.env._("Import")
            )

    # === ACTION METHODS === #

    def action_error_file(self):
        """Download the rows that failed.

        :raise UserError: when none failed
        """
        self.ensure_one()
        if not self.error_count:
            raise UserError(self.env._("No row failed."))
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/error_file/"
            f"{self.error_file_name}?download=true",
            "target": "self",
        }

    # === BUSINESS METHODS === #

    def _error_workbook(self):
        """Return the failed rows as a workbook: reason first, personal numbers masked.

        A reference at the end says which row it was: a masked number that nobody
        touched is then taken from there.
        """
        self.ensure_one()
        columns = self.column_ids.sorted("position").filtered(
            lambda column: column.target != REFERENCE
        )
        lines = self.env["customer.import.line"].search(
            [("import_id", "=", self.id), ("outcome", "in", ("error", "ambiguous"))],
            order="row_number",
        )
        lines._keep_cells()
        rows = (
            [
                (line.message or "").replace("\n", " "),
                *(self._error_cell(column, cells) for column in columns),
                import_reference(self.id, line.row_number),
            ]
            for line in lines
            for cells in [unpack(line.sudo().cells, [])]
        )
        return write_rows(
            [*columns.mapped("header"), REFERENCE_HEADER],
            rows,
            reason_header=self.env._("Reason"),
        )

    def _error_cell(self, column, cells):
        place = column.position - 1
        if place >= len(cells):
            return ""
        return masked_cell(self.source, place, cells[place], column.target)


class CustomerImportLine(models.Model):
    _inherit = "customer.import.line"

    def _keep_cells(self):
        """Take the cells of rows that have none from the file, in one pass."""
        without_sudo = self.sudo().filtered(lambda line: not line.cells)
        for customer_import, lines in without_sudo.grouped("import_id").items():
            cells = customer_import._cells_by_row(set(lines.mapped("row_number")))
            for line in lines:
                line.cells = pack(cells.get(line.row_number, []))
