from odoo.addons.web.controllers import export

from ..importing.formula_starts import without_formula


class TextXlsxWriter(export.GroupExportXlsxWriter):
    """Write texts as texts: Odoo's writer makes a formula of a name like `=1+1`."""

    def write(self, row, column, cell_value, style=None):
        if isinstance(cell_value, str):
            return self.worksheet.write_string(row, column, cell_value, style)
        return super().write(row, column, cell_value, style)


class ExcelExport(export.ExcelExport):
    def from_group_data(self, fields, columns_headers, groups):
        with TextXlsxWriter(fields, columns_headers, groups.count) as writer:
            row, column = 1, 0
            for name, group in groups.children.items():
                row, column = writer.write_group(row, column, name, group)
        return writer.value

    def from_data(self, fields, columns_headers, rows):
        with TextXlsxWriter(fields, columns_headers, len(rows)) as writer:
            for number, row in enumerate(rows, 1):
                for position, value in enumerate(row):
                    writer.write_cell(number, position, value)
        return writer.value


class CSVExport(export.CSVExport):
    def from_data(self, fields, columns_headers, rows):
        safe = [[without_formula(cell) for cell in row] for row in rows]
        headers = [without_formula(header) for header in columns_headers]
        return super().from_data(fields, headers, safe)
