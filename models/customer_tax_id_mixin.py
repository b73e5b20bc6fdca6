from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..importing.identity_numbers import identity_country, looks_personal
from .masked_number import COVERED_FIELDS, MASKED_NUMBER

# A Swedish personal identity number as VAT number: in other countries, sole traders'
# VAT numbers are not made of one. Digits tell it from an organisation's, whose third
# digit is at least 2.
PERSONAL_TAX_ID = (
    r"^(SE)?[- ]?(19|20)?\d\d(0[1-9]|1[0-2])([0-3]|[6-9])\d[-+ ]?\d{4}(01)?$"
)
# The whole number has to be known for these; others find by a part of it.
WHOLE_NUMBER_OPERATORS = ("=", "!=", "in", "not in")


class CustomerTaxIdMixin(models.AbstractModel):
    """Sole traders' VAT numbers contain a personal identity number: they are covered.

    They stay what they are on invoices and in electronic documents. Reading, exporting,
    grouping and aggregates show a mask, as for the personal identity number itself.
    Searching finds whole numbers only, and sorting takes no account of them.
    """

    _name = "customer.tax.id.mixin"
    _description = "Covered VAT Numbers"

    def _is_tax_id_personal(self, name="vat"):
        """Tell whether a number contains a personal identity number.

        Note: self.ensure_one()

        :param str name: one of the covered fields
        """
        self.ensure_one()
        number = self[name]
        if not number:
            return False
        return looks_personal(
            number, identity_country(number) or self.country_id.code or None
        )

    def _read_format(self, fnames, load="_classic_read"):
        rows = super()._read_format(fnames, load)
        names = [name for name in COVERED_FIELDS if name in fnames]
        if names and not self.env.su:
            for row in rows:
                for name in names:
                    if row[name] and self.browse(row["id"])._is_tax_id_personal(name):
                        row[name] = MASKED_NUMBER
        return rows

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        rows = super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)
        if self.env.su:
            return rows
        for column, path in enumerate(fields):
            if len(path) != 1 or path[0] not in COVERED_FIELDS:
                continue
            [name] = path
            personal = {
                record[name] for record in self if record._is_tax_id_personal(name)
            }
            for row in rows:
                if row[column] in personal:
                    row[column] = MASKED_NUMBER
        return rows

    def _read_group_postprocess_groupby(self, groupby_spec, raw_values):
        values = super()._read_group_postprocess_groupby(groupby_spec, raw_values)
        if groupby_spec not in COVERED_FIELDS or self.env.su:
            return values
        return [_masked(value) for value in values]

    def _read_group_postprocess_aggregate(self, aggregate_spec, raw_values):
        values = super()._read_group_postprocess_aggregate(aggregate_spec, raw_values)
        if self.env.su or aggregate_spec.partition(":")[0] not in COVERED_FIELDS:
            return values
        return [
            [_masked(item) for item in value]
            if isinstance(value, list)
            else _masked(value)
            for value in values
        ]

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        if field_name not in COVERED_FIELDS or self.env.su:
            return super()._order_field_to_sql(
                alias, field_name, direction, nulls, query
            )
        number = self._field_to_sql(alias, field_name, query)
        query._order_groupby.append(number)
        return SQL(
            "CASE WHEN %s ~ %s THEN '' ELSE %s END %s %s",
            number,
            PERSONAL_TAX_ID,
            number,
            direction,
            nulls,
        )

    @api.model
    def _search(self, domain, *args, **kwargs):
        if not self.env.su:
            domain = Domain(domain).map_conditions(self._without_personal_parts)
        return super()._search(domain, *args, **kwargs)

    @api.model
    def _without_personal_parts(self, condition):
        """Keep a condition on parts of numbers from telling personal numbers.

        :param condition: of a domain
        :rtype: odoo.fields.Domain
        """
        name = condition.field_expr
        if name not in COVERED_FIELDS or condition.operator in WHOLE_NUMBER_OPERATORS:
            return condition
        return condition & Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "COALESCE(%s !~ %s, TRUE)",
                model._field_to_sql(alias, name, query),
                PERSONAL_TAX_ID,
            )
        )

    def copy_data(self, default=None):
        """Leave the numbers out for remote callers; copies get one of their own."""
        vals_list = super().copy_data(default)
        if not self.env.su:
            for record, vals in zip(self, vals_list, strict=True):
                for name in COVERED_FIELDS:
                    if name not in (default or {}) and record._is_tax_id_personal(name):
                        vals.pop(name, None)
        return vals_list


def _masked(value):
    is_personal = isinstance(value, str) and looks_personal(value)
    return MASKED_NUMBER if is_personal else value


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "customer.tax.id.mixin"]

    def _compute_display_name(self):
        covered = self.filtered(
            lambda partner: (
                partner.env.context.get("show_vat") and partner._is_tax_id_personal()
            )
        )
        result = super(ResPartner, self - covered)._compute_display_name()
        hidden = covered.with_context(show_vat=False)
        super(ResPartner, hidden)._compute_display_name()
        for partner, without_number in zip(covered, hidden, strict=True):
            partner.display_name = without_number.display_name
        return result

    @api.model
    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        if not value or operator in Domain.NEGATIVE_OPERATORS:
            return domain
        # parts of a personal number find nobody
        return Domain(domain) | self._without_personal_parts(
            Domain("vat", operator, value)
        )


class ResUsers(models.Model):
    _name = "res.users"
    _inherit = ["res.users", "customer.tax.id.mixin"]
