from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from .door_properties import CustomFields


class CustomerMassUpdateLine(models.Model):
    """What a mass update does to one customer."""

    _name = "customer.mass.update.line"
    _description = "Customer of a Mass Update"
    _order = "update_id, id"
    _rec_name = "partner_id"

    update_id = fields.Many2one(
        "customer.mass.update", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, index=True, ondelete="cascade"
    )
    state = fields.Selection(
        [
            ("change", "Changes"),
            ("unchanged", "Already So"),
            ("left_out", "Left Out"),
            ("done", "Changed"),
            ("undone", "Undone"),
        ],
        string="Outcome",
        required=True,
        readonly=True,
    )
    old_values = fields.Json(readonly=True)
    new_values = fields.Json(readonly=True)
    changes = fields.Text(compute="_compute_changes")
    message = fields.Char(string="Reason", readonly=True)

    @api.depends("old_values", "new_values")
    @api.depends_context("lang")
    def _compute_changes(self):
        partners = self.env["res.partner"]
        labels = partners.fields_get(attributes=["string"])
        custom_fields = CustomFields(self.env)
        for line in self:
            texts = []
            for name, after in (line.new_values or {}).items():
                before = (line.old_values or {}).get(name)
                if name.startswith("properties."):
                    key = name.removeprefix("properties.")
                    label = custom_fields.label(key)
                    shown = [
                        custom_fields.shown(key, value) for value in (before, after)
                    ]
                else:
                    label = labels.get(name, {"string": name})["string"]
                    shown = [_shown(partners, name, value) for value in (before, after)]
                texts.append(f"{label}: {shown[0] or '–'} → {shown[1] or '–'}")
            line.changes = "\n".join(texts)

    # === BUSINESS METHODS === #

    def _apply(self):
        """Write the new values, all customers with the same ones at once."""
        self._write_values("old_values", "new_values", "done")

    def _restore(self):
        """Write the old values back, of fields that nobody changed since."""
        self._write_values("new_values", "old_values", "undone")

    def _write_values(self, expected, wanted, state):
        update = self.update_id
        custom_fields = CustomFields(self.env)
        groups = {}
        editable = self.partner_id._filtered_access("write")
        for line in self.with_company(update.company_id):
            partner = line.partner_id
            if partner not in editable:
                line._leave(self.env._("You may not edit this customer."))
                continue
            moved = [
                name
                for name, value in (line[expected] or {}).items()
                if update._current(partner, name, custom_fields) != value
            ]
            if moved:
                line._leave(self.env._("It was changed by somebody in the meantime."))
                continue
            key = repr(sorted((line[wanted] or {}).items()))
            groups.setdefault(key, self.browse())
            groups[key] += line
        for lines in groups.values():
            lines._write_group(lines[:1][wanted], state, custom_fields)

    def _write_group(self, values, state, custom_fields):
        partners = self.partner_id.with_company(self.update_id.company_id)
        plain = {
            name: [Command.set(value)] if isinstance(value, list) else value
            for name, value in values.items()
            if not name.startswith("properties.")
        }
        custom = {
            name.removeprefix("properties."): value
            for name, value in values.items()
            if name.startswith("properties.")
        }
        try:
            with self.env.cr.savepoint():
                if plain:
                    partners.write(plain)
                if custom:
                    for partner in partners:
                        partner.properties = {**custom_fields.stored(partner), **custom}
                self.env.flush_all()
        except UserError as error:
            if len(self) == 1:
                self._leave(str(error))
                return
            for line in self:
                line._write_group(values, state, custom_fields)
            return
        self.sudo().write({"state": state, "message": False})

    def _leave(self, reason):
        # sudo: users may not write lines; this one says why nothing was written
        self.sudo().write({"state": "left_out", "message": reason})


def _shown(partners, name, value):
    field = partners._fields[name]
    if field.relational:
        ids = value if isinstance(value, list) else [value] if value else []
        records = partners.env[field.comodel_name].sudo().browse(ids)
        return ", ".join(records.mapped("display_name"))
    if field.type == "selection":
        return dict(field._description_selection(partners.env)).get(value, value)
    if field.type == "boolean":
        return partners.env._("Yes") if value else partners.env._("No")
    return value
