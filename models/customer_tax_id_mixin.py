from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..importing.identity_numbers import identity_country, looks_personal
from .masked_number import COVERED_FIELDS, MASKED_NUMBER


class CustomerTaxIdMixin(models.AbstractModel):
    """Sole traders' VAT numbers contain a personal identity number: they are covered.

    They stay what they are on invoices and in electronic documents. Reading, exporting
    and grouping show a mask, as for the personal identity number itself.
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
        return [
            MASKED_NUMBER if value and looks_personal(value) else value
            for value in values
        ]


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
        organisations = Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s IS NULL",
                model.sudo()._field_to_sql(alias, "personal_identity_number", query),
            )
        )
        return Domain(domain) | (Domain("vat", operator, value) & organisations)


class ResUsers(models.Model):
    _name = "res.users"
    _inherit = ["res.users", "customer.tax.id.mixin"]
