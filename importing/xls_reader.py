"""Read an .xls workbook, the form of Excel 97 to 2003, with xlrd.

Such a sheet has at most 65,536 rows and 256 columns, so memory is bounded by the form.
"""

import xlrd

from . import problems
from .number_formats import format_function, number_text
from .packed_rows import PackedRows
from .problems import ImportFileError
from .table import BLANKS, refusal

_BLOCK = 1_000


class XlsBook:
    """An .xls workbook.

    :param bytes data: the file
    :param Limits limits: how much is read
    :raise ImportFileError: if the file is damaged or encrypted
    """

    def __init__(self, data, limits):
        self._limits = limits
        try:
            self._book = xlrd.open_workbook(
                file_contents=data,
                formatting_info=True,
                on_demand=True,
                ragged_rows=True,
                logfile=_Nowhere(),
            )
        except Exception as error:  # damaged files make xlrd raise anything
            encrypted = "encrypted" in str(error)
            code = problems.FILE_ENCRYPTED if encrypted else problems.FILE_CORRUPT
            raise refusal(code) from error
        names = self._book.sheet_names()
        if len(names) > limits.sheets:
            raise refusal(problems.FILE_TOO_MANY_SHEETS, limit=limits.sheets)
        #: place of each sheet by its name
        self.sheets = {name: place for place, name in enumerate(names)}
        # xlrd tells it publicly only of sheets that it has read
        visibility = self._book._sheet_visibility
        self.hidden = {name for name, place in self.sheets.items() if visibility[place]}
        self._writers = {}

    def read_sheet(self, name):
        """Read a sheet.

        :param str name: of the sheet
        :rtype: PackedRows
        :raise ImportFileError: if the sheet is damaged or breaks a limit
        """
        rows = PackedRows(self._limits)
        try:
            sheet = self._book.sheet_by_index(self.sheets[name])
            for start in range(0, sheet.nrows, _BLOCK):
                numbers = range(start, min(start + _BLOCK, sheet.nrows))
                errors = {}
                texts = [self._row(sheet, number, errors) for number in numbers]
                rows.extend([number + 1 for number in numbers], texts, errors)
        except ImportFileError:
            raise
        except Exception as error:  # as above
            raise refusal(problems.FILE_CORRUPT) from error
        finally:
            self._book.unload_sheet(self.sheets[name])
        return rows

    def _row(self, sheet, place, errors):
        texts = []
        cells = zip(sheet.row_types(place), sheet.row_values(place), strict=True)
        for position, (kind, value) in enumerate(cells):
            if kind == xlrd.XL_CELL_TEXT:
                text = value.strip(BLANKS)
            elif kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
                text = self._writer(sheet.cell_xf_index(place, position))(value)
            elif kind == xlrd.XL_CELL_BOOLEAN:
                text = "TRUE" if value else "FALSE"
            elif kind == xlrd.XL_CELL_ERROR:
                text = xlrd.error_text_from_code.get(value, "#N/A")
                errors.setdefault(place + 1, {})[position] = text
            else:
                text = ""
            texts.append(text)
        return texts

    def _writer(self, style):
        """Return the function that writes the numbers of a style."""
        if style not in self._writers:
            key = self._book.xf_list[style].format_key
            code = self._book.format_map[key].format_str
            self._writers[style] = (
                format_function(code, bool(self._book.datemode)) or number_text
            )
        return self._writers[style]


class _Nowhere:
    """Take the remarks that xlrd prints about odd files."""

    write = staticmethod(lambda text: None)
