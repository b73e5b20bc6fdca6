from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class CustomerImportTemplate(models.Model):
    """What the columns of files of one form go to, to be used again."""

    _name = "customer.import.template"
    _description = "Saved Columns of an Import"
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    user_id = fields.Many2one(
        "res.users",
        string="Saved by",
        default=lambda self: self.env.user,
        required=True,
        readonly=True,
    )
    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, required=True
    )
    source = fields.Selection(
        selection=lambda self: self.env["customer.import"]
        ._fields["source"]
        ._description_selection(self.env),
        string="Kind of File",
    )
    signature = fields.Char(
        readonly=True,
        index="btree_not_null",
        export_string_translation=False,
        help="Technical: recognises a file with the same columns.",
    )
    mode = fields.Selection(
        selection=lambda self: self.env["customer.import"]
        ._fields["mode"]
        ._description_selection(self.env),
        string="What to Do",
    )
    line_ids = fields.One2many(
        "customer.import.template.line", "template_id", string="Columns", copy=True
    )

    @api.model
    def _find(self, signature, company):
        """Return the template saved last for files of a form, if there is one.

        :param str signature: see importing.recognise.file_signature
        :param company: company of the import
        """
        if not signature:
            return self.browse()
        return self.search(
            [("signature", "=", signature), ("company_id", "=", company.id)],
            order="write_date desc, id desc",
            limit=1,
        )


class CustomerImportTemplateLine(models.Model):
    _name = "customer.import.template.line"
    _description = "Saved Column of an Import"
    _order = "template_id, id"
    _rec_name = "header"

    template_id = fields.Many2one(
        "customer.import.template", required=True, index=True, ondelete="cascade"
    )
    header = fields.Char(string="Column in the File", required=True)
    target = fields.Selection(
        selection=lambda self: self.env["customer.import.column"]._selection_target(),
        string="Goes to",
    )
    policy = fields.Selection(
        selection=lambda self: self.env["customer.import.column"]
        ._fields["policy"]
        ._description_selection(self.env),
        string="Existing Customers",
        default="overwrite",
        required=True,
    )


class CustomerImport(models.Model):
    _inherit = "customer.import"

    template_name = fields.Char(
        string="Save Columns as",
        copy=False,
        help="The next file with the same columns is recognised by itself.",
    )

    # === ACTION METHODS === #

    def action_save_template(self):
        """Save what the columns go to under the name in ``template_name``.

        :return: True
        :raise UserError: when there is no name or no column
        """
        for customer_import in self:
            customer_import._check_has_columns()
            name = (customer_import.template_name or "").strip()
            if not name:
                raise UserError(self.env._("Enter a name for the saved columns."))
            template = self.env["customer.import.template"].search(
                [
                    ("name", "=", name),
                    ("company_id", "=", customer_import.company_id.id),
                    ("user_id", "=", self.env.uid),
                ],
                limit=1,
            )
            values = customer_import._prepare_template(name)
            if template:
                template.write(values)
            else:
                template = template.create(values)
            customer_import.with_context(customer_import_reading=True).write(
                {"template_id": template.id, "template_name": False}
            )
        return True

    # === BUSINESS METHODS === #

    def _check_has_columns(self):
        if not self.column_ids:
            raise UserError(self.env._("%s has not been read yet.", self.display_name))

    def _prepare_template(self, name):
        self.ensure_one()
        return {
            "name": name,
            "company_id": self.company_id.id,
            "source": self.source,
            "signature": self.signature,
            "mode": self.mode,
            "line_ids": [
                Command.clear(),
                *(
                    Command.create(
                        {
                            "header": column.header,
                            "target": column.target,
                            "policy": column.policy,
                        }
                    )
                    for column in self.column_ids
                    if column.header
                ),
            ],
        }
