"""Texts that a spreadsheet would take for a formula."""

#: With one of these a formula can start, in one program or another.
FORMULA_STARTS = tuple("=+-@\t\r")


def without_formula(cell):
    """Return a cell for a text file: what starts like a formula is quoted.

    :param cell: anything; only texts are changed
    """
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell
