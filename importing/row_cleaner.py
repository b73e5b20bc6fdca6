"""Turn the rows of any file into cleaned records for the register.

A record is plain data in the form that the register takes from every source: fields of
the customer by name, and lists of contacts, addresses, facilities and tax reduction
persons. A blank cell is absent: it never erases. All mistakes of a row are told at
once, each with the column it is in; what was typed is never part of a problem.
"""

import datetime
from dataclasses import dataclass, field

from . import problems
from .identity_columns import read_identity, read_personal
from .identity_numbers import ORGANISATION, PERSONAL, parse_organisation_number
from .problems import Problem
from .register_rows import CleanRow
from .row_groups import finish_customer, finish_group
from .targets import (
    ADDRESSES,
    LIST_BY_GROUP,
    MULTIPLE,
    PROPERTIES,
    get_target,
)
from .values import cleaner_for, is_blank, strip_cell

# Columns whose cells are the identity of a customer, and how they are read.
_IDENTITY_READERS = {
    "company_registry": read_identity,
    "identity_number": read_identity,
    "personal_identity_number": read_personal,
}
# Columns with few different cells: each is cleaned once.
_REPEATING_KINDS = frozenset(
    {"boolean", "country", "date", "language", "relation", "selection", "state"}
)
_REPEATING_FIELDS = frozenset({"zip", "city", "zip_city", "function", "first_name"})
_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """What one column is for.

    :param int position: of the column, from 0
    :param str target: name of a target
    :param dict options: ``label``, which goes before what is kept as a line of the
        comment, such as "Telefon jobb"; ``date_order`` and ``serial``, see
        :func:`.dates.parse_date`
    """

    position: int
    target: str
    options: dict = field(default_factory=dict)


class RowCleaner:
    """Clean rows whose columns have targets.

    :param columns: the ColumnPlan objects; other columns are left out
    :param str country_code: of customers whose row says no country
    :param today: the date to read two-digit years by
    :param extra: (target, label) of custom fields; their columns need no other label
    """

    def __init__(self, columns, *, country_code="", today=None, extra=()):
        self._country_code = country_code or ""
        self._today = today or datetime.date.today()
        self._labels = dict(extra)
        self._identities = []
        self._housing = None
        self._plain, self._special = [], []
        for column in sorted(columns, key=lambda column: column.position):
            self._add(column)

    def _add(self, column):
        target = get_target(column.target)
        if column.target in _IDENTITY_READERS:
            reader = _IDENTITY_READERS[column.target]
            self._identities.append((column.position, reader))
            return
        clean = self._cleaner(target, column.options)
        label = column.options.get("label") or self._labels.get(column.target, "")
        put = _putter(target, label)
        if put:
            self._special.append((column.position, clean, target.group, put))
        else:
            self._plain.append((column.position, clean, target.name))

    def _cleaner(self, target, options):
        field_name = target.field
        if field_name == "housing_association_number":
            return _read_association
        if target.kind == "personal_number":
            return self._read_tax_person
        clean = cleaner_for(target, today=self._today, options=options)
        if target.kind in _REPEATING_KINDS or field_name in _REPEATING_FIELDS:
            return _remembering(clean)
        return clean

    def _read_tax_person(self, text):
        text = strip_cell(text)
        if is_blank(text):
            return None
        # tax reductions are Swedish
        person = read_personal(text, "SE", "", self._today)
        if person.problem or person.kind != PERSONAL:
            return person.problem or Problem(
                problems.NUMBER_WRONG_DATE, {"country": "SE"}
            )
        return person.number

    def clean(self, row):
        """Clean one row.

        Whether a row without a name is one to add, is for the register to say: here it
        is no mistake.

        :param Row row: as :mod:`.reader` delivers it
        :return: with ``problems`` as (position of the column or None, Problem)
        :rtype: CleanRow
        """
        values, groups, found = {}, {}, []
        cells, errors = row.values, row.errors
        width = len(cells)
        for position, clean, name in self._plain:
            if position >= width:
                break
            text = cells[position]
            if text and not (errors and position in errors):
                value = clean(text)
                if type(value) is Problem:
                    found.append((position, value))
                elif value is not None:
                    values[name] = value
        for position, clean, group, put in self._special:
            if position >= width:
                break
            text = cells[position]
            if text and not (errors and position in errors):
                value = clean(text)
                if type(value) is Problem:
                    found.append((position, value))
                elif value is not None:
                    if group:
                        put(groups.setdefault(group, {}), value)
                    else:
                        put(values, value)
        if errors:
            self._tell_errors(errors, found)
        if self._identities:
            self._read_identities(row, values, found)
        finish_customer(values, groups, self._country_code)
        if groups:
            self._build_lists(values, groups)
        if len(found) > 1:
            found.sort(key=lambda entry: entry[0])
        return CleanRow(row.number, values, found)

    def _tell_errors(self, errors, found):
        used = {position for position, *_rest in (*self._plain, *self._special)}
        used.update(position for position, _reader in self._identities)
        for position in sorted(used & set(errors)):
            found.append((position, Problem(problems.VALUE_ERROR_CELL)))

    def _read_identities(self, row, values, found):
        country = values.get("country_id", "")
        for position, reader in self._identities:
            if position in (row.errors or ()) or position >= len(row.values):
                continue
            text = strip_cell(row.values[position])
            if is_blank(text) or not text.strip("0-. "):
                continue
            identity = reader(text, country, self._country_code, self._today)
            if identity.problem:
                found.append((position, identity.problem))
                continue
            name, other = "company_registry", "personal_identity_number"
            if identity.kind == PERSONAL:
                name, other = other, name
            if other in values or values.get(name, identity.number) != identity.number:
                found.append((position, Problem(problems.ROW_TWO_NUMBERS)))
                continue
            values[name] = identity.number
            if identity.country_code:
                values.setdefault("country_id", identity.country_code)

    def _build_lists(self, values, groups):
        country = values.get("country_code") or self._country_code
        for group in sorted(groups, key=_group_order):
            holder = groups[group]
            if group == PROPERTIES:
                values[PROPERTIES] = holder
                continue
            item = finish_group(group, holder, country, values.get("name"))
            if item:
                if group in ADDRESSES:
                    item = {"type": group, **item}
                values.setdefault(LIST_BY_GROUP[group], []).append(item)


def _group_order(group):
    return list(LIST_BY_GROUP).index(group) if group in LIST_BY_GROUP else -1


def _remembering(clean):
    """Return a cleaner that cleans equal cells of a column once."""
    known = {}

    def remembering(text):
        try:
            return known[text]
        except KeyError:
            value = clean(text)
            if len(known) < _REMEMBERED:
                known[text] = value
            return value

    return remembering


def _read_association(text):
    """Read the organisation number of a Swedish housing association."""
    text = strip_cell(text)
    if is_blank(text):
        return None
    parsed = parse_organisation_number(text, "SE")
    if parsed.kind == ORGANISATION:
        return parsed.number
    return parsed.problem or Problem(problems.NUMBER_WRONG_DATE, {"country": "SE"})


def _putter(target, label):
    """Return function(holder, value) that keeps a value, None for a plain one."""
    name = target.field
    if target.kind in ("email", "phone"):
        return _several_putter(name, target.kind, label)
    if name in MULTIPLE:
        joiner = "\n" if name == "comment" else "; "

        def join(holder, value):
            before = holder.get(name)
            holder[name] = f"{before}{joiner}{value}" if before else value

        return join
    if not target.group:
        return None

    def put(holder, value):
        holder[name] = value

    return put


def _several_putter(name, kind, label):
    """Keep the first number or address of a cell, and the others beside it."""
    main, other = kind, f"{kind}_other"

    def put(holder, values):
        if name == main:
            holder[main] = values[0]
            values = values[1:]
        for value in values:
            holder.setdefault(other, []).append((label, value))

    return put
