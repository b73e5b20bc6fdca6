from odoo import api, fields, models
from odoo.fields import Command


class CustomerImportFix(models.TransientModel):
    """Correct the cells of one row of an import."""

    _name = "customer.import.fix"
    _description = "Correct a Row"

    line_id = fields.Many2one("customer.import.line", required=True, readonly=True)
    row_number = fields.Integer(related="line_id.row_number")
    message = fields.Text(related="line_id.message")
    cell_ids = fields.One2many("customer.import.fix.cell", "fix_id", string="Cells")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        line = self.env["customer.import.line"].browse(values.get("line_id"))
        if line and "cell_ids" in fields:
            labels = dict(self.env["customer.import.column"]._selection_target())
            values["cell_ids"] = [
                Command.create(
                    {
                        "position": cell["position"],
                        "header": cell["header"],
                        "target_label": labels.get(cell["target"], ""),
                        "text": cell["text"],
                        "original": cell["text"],
                        "problem": cell["error"],
                    }
                )
                for cell in line.get_cells()
            ]
        return values

    def action_save(self):
        """Check the row again with what was corrected.

        :return: True
        """
        self.ensure_one()
        corrected = {
            cell.position: cell.text or ""
            for cell in self.cell_ids
            if (cell.text or "") != (cell.original or "")
        }
        if corrected:
            self.line_id._fix(corrected)
        return True


class CustomerImportFixCell(models.TransientModel):
    _name = "customer.import.fix.cell"
    _description = "Cell of a Row"
    _order = "position"

    fix_id = fields.Many2one("customer.import.fix", required=True, ondelete="cascade")
    position = fields.Integer(readonly=True)
    header = fields.Char(string="Column", readonly=True)
    target_label = fields.Char(string="Goes to", readonly=True)
    text = fields.Char()
    original = fields.Char(readonly=True)
    problem = fields.Char(readonly=True)
