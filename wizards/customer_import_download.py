import ast
import base64

from odoo import api, fields, models
from odoo.fields import Domain

from ..importing.targets import TARGETS
from ..importing.workbook_writer import TemplateColumn, write_template
from ..models.customer_exporter import CustomerExporter, exportable
from ..models.customer_import_reference import REFERENCE_HEADER, customer_references

# Columns that most lists of customers have.
USUAL = (
    "ref name identity_number is_company vat street street2 zip city country_id email "
    "phone website lang vat_type property_product_pricelist property_payment_term_id "
    "technician_ids user_id cost_center_id industry_id category_id comment "
    "invoice.street invoice.zip invoice.city invoice.email "
    "contact.name contact.function contact.email contact.phone"
).split()
# What each company of the database has its own of.
OF_COMPANIES = {
    "property_product_pricelist",
    "property_payment_term_id",
    "cost_center_id",
}
BATCH_SIZE = 1_000
MOST_OPTIONS = 500


class CustomerImportDownload(models.TransientModel):
    """A file to fill in and import: empty, or with customers of the register."""

    _name = "customer.import.download"
    _description = "Download a File to Fill In"

    content = fields.Selection(
        [("empty", "No customers"), ("existing", "Customers of the register")],
        default="empty",
        required=True,
    )
    columns = fields.Selection(
        [("usual", "The usual ones"), ("all", "Every field")],
        default="usual",
        required=True,
    )
    partner_ids = fields.Many2many("res.partner", string="Customers")
    domain = fields.Char(string="Which Customers", default="[]")
    file = fields.Binary(readonly=True, attachment=False)
    file_name = fields.Char(readonly=True)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        context = self.env.context
        if context.get("active_model") == "res.partner" and context.get("active_ids"):
            customers = self.env["res.partner"].browse(context["active_ids"])
            values["content"] = "existing"
            values["partner_ids"] = customers.commercial_partner_id.ids
        return values

    # === ACTION METHODS === #

    def action_download(self):
        """Make the file and download it.

        :return: the action that downloads it; the file is in ``file``
        """
        self.ensure_one()
        self.write(
            {
                "file": base64.b64encode(self._workbook()),
                "file_name": self.env._("Customers.xlsx"),
            }
        )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/file/{self.file_name}"
            "?download=true",
            "target": "self",
        }

    # === BUSINESS METHODS === #

    def _customers(self):
        """Return the customers to write, those that the user sees."""
        if self.content == "empty":
            return self.env["res.partner"]
        if self.partner_ids:
            return self.partner_ids.filtered("is_customer")
        domain = Domain("is_customer", "=", True) & Domain(
            ast.literal_eval(self.domain or "[]")
        )
        return self.env["res.partner"].search(domain, order="ref, id")

    def _targets(self):
        known = self.env["customer.import.column"]._targets()
        if self.columns == "all":
            names = [target["target"] for target in known]
            names = [
                name
                for name in names
                if name in exportable(names) or name.startswith("properties.")
            ]
            return [name for name in names if name not in _OTHERWISE]
        custom = [
            target["target"]
            for target in known
            if target["target"].startswith("properties.")
        ]
        return exportable(USUAL) + custom

    def _workbook(self):
        targets = self._targets()
        customers = self._customers()
        columns = [self._column(target) for target in targets]
        if customers:
            # hidden: it tells the import which customer a row was, and how it looked
            columns.append(TemplateColumn("", REFERENCE_HEADER))
        return write_template(
            columns, self._rows(customers, targets), labels=self._labels()
        )

    def _rows(self, customers, targets):
        exporter = CustomerExporter(self.env, targets)
        for start in range(0, len(customers), BATCH_SIZE):
            batch = customers[start : start + BATCH_SIZE]
            rows = exporter.rows(batch)
            references = customer_references(batch, targets, rows)
            for row, reference in zip(rows, references, strict=True):
                yield [*row, reference]

    def _column(self, target):
        labels = {
            entry["target"]: entry["full_label"]
            for entry in self.env["customer.import.column"]._targets()
        }
        known = TARGETS.get(target)
        return TemplateColumn(
            target,
            labels[target],
            self._need(target),
            self._help(target),
            known.max_length if known else 0,
            self._options(target),
        )

    def _need(self, target):
        if target == "name":
            return "required"
        if target == "ref" and not self.env.company.sudo().customer_number_auto:
            return "required"
        if target in OF_COMPANIES and len(self.env.user.company_ids) > 1:
            return "multi_company"
        return "optional"

    def _help(self, target):
        if target == "ref":
            return self.env._("Empty: the customer gets the next number.")
        if target == "identity_number":
            return self.env._("Organisation number, or a private person's number.")
        field = self.env["res.partner"]._fields.get(target)
        return field._description_help(self.env) or "" if field else ""

    def _options(self, target):
        """Return what may be chosen for a column, if that is a short list."""
        name = target.rpartition(".")[2]
        if name == "lang":
            return [code for code, _name in self.env["res.lang"].get_installed()]
        field = self.env["res.partner"]._fields.get(name)
        if target.startswith("properties.") or field is None:
            return []
        if field.type == "boolean":
            return ["TRUE", "FALSE"]
        if field.type == "selection":
            return [key for key, _label in field._description_selection(self.env)]
        if field.type == "many2one" and name in OF_COMPANIES | {"industry_id"}:
            model = self.env[field.comodel_name]
            if model.has_access("read"):
                return model.search([], limit=MOST_OPTIONS).mapped("name")
        return []

    def _labels(self):
        return {
            "sheet": self.env._("Customers"),
            "legend": self.env._("Legend"),
            "required": self.env._("Required"),
            "optional": self.env._("Optional"),
            "multi_company": self.env._("Only for several companies"),
            "column": self.env._("Column"),
            "need": self.env._("Required or optional"),
            "help": self.env._("What to enter"),
            "max_length": self.env._("Characters at most"),
            "options": self.env._("Choices"),
            "colours": self.env._("Colours of the columns"),
        }


# Of two ways to write a number, one is enough.
_OTHERWISE = {"company_registry", "personal_identity_number"}
