"""Columns whose values the register does not know are left out, and say so."""

from odoo import models

from ..importing.places import country_code_of, language_code_of
from .customer_import_reference import REFERENCE_HEADER
from .door_relations import RELATIONS, RelationCache

# One value may be a slip, which its row reports.
_FEW = 2


class CustomerImport(models.Model):
    _inherit = "customer.import"

    def _unknown_columns(self, found, table, sample):
        """Return the columns that would make each of their rows fail.

        Exports of other systems name sellers, payment terms, groups and price lists by
        codes of their own. Where the register knows none of a column's values, every
        row would fail for something that nobody asked to import. Files of our own are
        asked for by name: there, an unknown value is an error of its row.

        :param list found: (target, confidence) of each column
        :param table: importing.table.Table
        :param list sample: the first rows
        :return: {place of the column: why it is left out}
        :rtype: dict
        """
        if REFERENCE_HEADER in table.header:
            return {}
        env = self.with_company(self.company_id).env
        relations = RelationCache(env, self.create_missing)
        values = {
            place: [
                row.values[place]
                for row in sample
                if place < len(row.values) and row.values[place]
            ]
            for place, (target, _sure) in enumerate(found)
            if target in RELATIONS or target in ("country_id", "lang")
        }
        values = {place: cells for place, cells in values.items() if len(cells) >= _FEW}
        relations.look_up(
            [
                {found[place][0]: cell}
                for place, cells in values.items()
                if found[place][0] in RELATIONS
                for cell in set(cells)
            ]
        )
        notes = {}
        for place, cells in values.items():
            messages = []
            for cell in dict.fromkeys(cells):
                message = self._unknown_value(relations, found[place][0], cell)
                if not message:
                    break
                messages.append(message)
            else:
                notes[place] = self.env._(
                    "Left out, as none of its values is known here: %(problem)s Choose "
                    "the field to have them checked.",
                    problem=messages[0],
                )
        return notes

    def _unknown_value(self, relations, target, cell):
        """Return what is wrong with a cell that names something, or None."""
        if target == "country_id":
            if relations.country_id(country_code_of(cell)):
                return None
            return self.env._("There is no country of this name or code.")
        if target == "lang":
            code = language_code_of(cell)
            if not code:
                return self.env._("There is no language of this name or code.")
            return relations.language(code)[1]
        _ids, to_add, messages = relations.ids_of(target, cell)
        return None if to_add or not messages else messages[0]
