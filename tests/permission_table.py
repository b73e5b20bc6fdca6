"""The tables of doc/permissions.md, which say what the matrix test expects."""

from functools import cache
from typing import NamedTuple

from odoo.tools import file_open

PAGE = "customer_register/doc/permissions.md"
OPERATIONS = {"See": "read", "Change": "write", "Add": "create", "Delete": "unlink"}


class Table(NamedTuple):
    """Rows of a Markdown table, each a dict of its cells by column."""

    columns: list
    rows: list


def tables(first_column):
    """Return the tables of the page whose first column has this title."""
    with file_open(PAGE) as page:
        lines = page.read().splitlines()
    result = []
    for index, line in enumerate(lines):
        if not line.startswith(f"| {first_column} |"):
            continue
        columns = _cells(line)
        rows = []
        for row in lines[index + 2 :]:
            if not row.startswith("|"):
                break
            rows.append(dict(zip(columns, _cells(row), strict=True)))
        result.append(Table(columns, rows))
    return result


@cache
def permissions():
    """Return {permission: {right: scope}}, scopes being all, assigned or yes."""
    [table] = tables("Permission")
    rights = table.columns[2:]
    return {
        row["XML id"].strip("`"): {right: row[right] for right in rights if row[right]}
        for row in table.rows
    }


def labels():
    """Return {permission: its name on the screen}."""
    [table] = tables("Permission")
    return {row["XML id"].strip("`"): row["Permission"] for row in table.rows}


def roles():
    """Return {role: (name, its permissions, Odoo's own groups)}."""
    [table] = tables("Role")
    return {
        row["XML id"].strip("`"): (
            row["Role"],
            _names(row["Permissions"]),
            _names(row["Odoo's own"]),
        )
        for row in table.rows
    }


def records():
    """Return (records, model, {operation: alternative rights})."""
    [table] = tables("Records")
    return [
        (
            row["Records"],
            row["Model"].strip("`"),
            {
                operation: row[column].removeprefix("Odoo, ").split(" or ")
                for column, operation in OPERATIONS.items()
            },
        )
        for row in table.rows
    ]


def is_allowed(names, rights, is_assigned):
    """Tell what a user may do to a customer by the tables.

    :param names: the user's permissions
    :param rights: rights of which one is enough
    :param bool is_assigned: the user is technician of the customer
    """
    return any(_has_right(names, right, is_assigned) for right in rights)


def _has_right(names, right, is_assigned):
    if right == "everybody":
        return bool(names)
    granted = permissions()
    scopes = {granted[name].get(right) for name in names}
    if "all" in scopes or ("assigned" in scopes and is_assigned):
        return True
    # what is not editing is done to the customers that the user sees
    return "yes" in scopes and (
        right in ("Add", "Administer") or _has_right(names, "See", is_assigned)
    )


def _cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _names(cell):
    return {name.strip(" `") for name in cell.split(",")}
