from odoo import api, fields, models

from ..importing.targets import TARGETS
from .import_target_labels import group_labels, target_label
from .import_targets import REFERENCE


class CustomerImportColumn(models.Model):
    """A column of the file and the field of the register that it goes to."""

    _name = "customer.import.column"
    _description = "Customer Import Column"
    _order = "import_id, position"
    _rec_name = "header"

    import_id = fields.Many2one(
        "customer.import", required=True, readonly=True, index=True, ondelete="cascade"
    )
    position = fields.Integer(required=True, readonly=True)
    header = fields.Char(readonly=True)
    sample = fields.Char(readonly=True, help="First value of the column in the file.")
    target = fields.Selection(
        selection="_selection_target",
        string="Goes to",
        help="Field of the register, empty to leave the column out.",
    )
    target_label = fields.Char(string="Target", compute="_compute_target_label")
    confidence = fields.Integer(
        readonly=True, help="How sure the target was recognised, in percent."
    )
    policy = fields.Selection(
        [
            ("overwrite", "Overwrite"),
            ("fill", "Fill blanks only"),
            ("never", "Never change"),
        ],
        string="Existing Customers",
        default="overwrite",
        required=True,
        help="What the column does to values that a customer of the register already "
        "has. An empty cell never deletes a value.",
    )
    note = fields.Char(
        readonly=True, help="Why a column that was recognised is left out all the same."
    )
    is_chosen = fields.Boolean(
        readonly=True,
        export_string_translation=False,
        help="Technical: a person chose the target or the policy.",
    )

    # === COMPUTE METHODS === #

    @api.depends("target")
    def _compute_target_label(self):
        labels = dict(self._selection_target())
        for column in self:
            column.target_label = labels.get(
                column.target, self.env._("(not imported)")
            )

    # === SELECTION METHODS === #

    @api.model
    def _selection_target(self):
        """Return (target, label) of every field that a column can go to."""
        return [(target["target"], target["full_label"]) for target in self._targets()]

    @api.model
    def get_targets(self):
        """Return the targets in groups, for a screen or another program.

        :return: list of dicts with ``target``, ``label`` (within its group), ``group``,
            ``group_label`` and ``full_label``
        """
        self.check_access("read")
        return self._targets()

    @api.model
    def _targets(self):
        """Return the targets in groups, custom fields last.

        :return: list of dicts with ``target``, ``label`` (within its group), ``group``,
            ``group_label`` and ``full_label``
        """
        groups = group_labels(self.env)
        targets = []
        for name, target in TARGETS.items():
            if target.kind == "property":
                continue
            label = target_label(self.env, name)
            group = groups.get(target.group, target.group)
            is_part = "." in name
            targets.append(
                {
                    "target": name,
                    "label": label,
                    "group": target.group,
                    "group_label": group,
                    "full_label": f"{group}: {label}" if is_part else label,
                }
            )
        return [*targets, *self._custom_field_targets(), self._reference_target()]

    @api.model
    def _reference_target(self):
        label = self.env._("Reference of the register")
        return {
            "target": REFERENCE,
            "label": label,
            "group": "",
            "group_label": "",
            "full_label": label,
        }

    @api.model
    def _custom_field_targets(self):
        definition = self.env[
            "properties.base.definition"
        ]._get_definition_for_property_field("res.partner", "properties")
        group = self.env._("Custom fields")
        return [
            {
                "target": f"properties.{entry['name']}",
                "label": entry["string"],
                "group": "properties",
                "group_label": group,
                "full_label": f"{group}: {entry['string']}",
            }
            for entry in definition.sudo().properties_definition or []
            if entry.get("type") != "separator"
        ]

    # === CRUD METHODS === #

    def write(self, vals):
        if not {"target", "policy"} & vals.keys():
            return super().write(vals)
        self.import_id._check_still_open()
        self.import_id._check_columns_editable()
        result = super().write({**vals, "is_chosen": True, "note": False})
        self.import_id._outdate_check()
        return result
