"""Plan how the columns of a file are cleaned: some need to be seen as a whole."""

import datetime
from itertools import islice

from .dates import date_order
from .row_cleaner import ColumnPlan
from .targets import get_target

_SAMPLE = 1_000


def plan_columns(columns, read_table, *, today=None):
    """Return the plan of each column.

    :param columns: (position from 0, name of a target, name of the column)
    :param read_table: function without arguments that returns the
        :class:`.table.Table`; only called where the values have to be seen
    :param today: the date to read two-digit years by
    :rtype: list[ColumnPlan]
    """
    kinds = {position: get_target(target).kind for position, target, _name in columns}
    rows, is_workbook = (), False
    if "date" in kinds.values():
        table = read_table()
        rows, is_workbook = list(islice(table.rows, _SAMPLE)), table.format != "csv"
    plans = []
    for position, target, name in columns:
        options = {}
        if kinds[position] == "date":
            cells = [row.values[position] for row in rows if position < len(row.values)]
            order = date_order(cells, today or datetime.date.today())
            # a bare number is a day of the calendar only where cells are numbers
            options = {"date_order": order, "serial": is_workbook}
        elif kinds[position] in ("phone", "email"):
            options = {"label": " ".join((name or "").split())}
        plans.append(ColumnPlan(position, target, options))
    return plans
