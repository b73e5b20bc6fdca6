import base64
from itertools import islice

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..importing.csv_reader import read_csv
from ..importing.problems import ImportFileError
from ..importing.register_rows import STRICT_COLUMNS, mask_strict_cell
from .problem_messages import problem_message

PREVIEW_ROWS = 5
OUTCOME_FAILED = ("error", "ambiguous")
# What the outcome of the rows was foretold with.
OPTION_FIELDS = {"mode", "skip_rows", "has_header"}


class CustomerImport(models.Model):
    """One file of customers on its way into the register.

    draft: file uploaded; read: columns known; checked: outcome of every row known,
    nothing written; running, done: customers written; cancelled.
    """

    _name = "customer.import"
    _description = "Customer Import"
    _order = "create_date desc, id desc"
    _rec_name = "file_name"
    _check_company_auto = True

    # === FIELDS === #

    state = fields.Selection(
        [
            ("draft", "File"),
            ("read", "Columns"),
            ("checked", "Check"),
            ("running", "Importing"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    file = fields.Binary(attachment=True, copy=False)
    file_name = fields.Char(copy=False)
    user_id = fields.Many2one(
        "res.users",
        string="Imported by",
        default=lambda self: self.env.user,
        required=True,
        readonly=True,
        copy=False,
    )
    company_id = fields.Many2one(
        "res.company",
        default=lambda self: self.env.company,
        required=True,
        readonly=True,
    )
    mode = fields.Selection(
        [
            ("create", "Add new customers"),
            ("update", "Update existing customers"),
            ("create_update", "Add new and update existing customers"),
        ],
        string="What to Do",
        default="create",
        required=True,
    )
    skip_rows = fields.Integer(
        string="Rows to Skip", help="Rows above the header, such as a title."
    )
    has_header = fields.Boolean(string="First Row is a Header", default=True)
    encoding = fields.Char(readonly=True, copy=False)
    delimiter = fields.Char(string="Separator", readonly=True, copy=False)
    row_count = fields.Integer(string="Rows", readonly=True, copy=False)
    column_count = fields.Integer(string="Columns", readonly=True, copy=False)
    preview = fields.Json(readonly=True, copy=False)
    column_ids = fields.One2many(
        "customer.import.column", "import_id", string="Column Targets", readonly=True
    )
    line_ids = fields.One2many(
        "customer.import.line", "import_id", string="All Rows", readonly=True
    )
    problem_line_ids = fields.One2many(
        "customer.import.line",
        "import_id",
        string="Rows that Need Attention",
        domain=[("needs_attention", "=", True)],
        readonly=True,
    )
    create_count = fields.Integer(string="To Add", compute="_compute_counts")
    update_count = fields.Integer(string="To Update", compute="_compute_counts")
    created_count = fields.Integer(string="Added", compute="_compute_counts")
    updated_count = fields.Integer(string="Updated", compute="_compute_counts")
    unchanged_count = fields.Integer(string="Already There", compute="_compute_counts")
    error_count = fields.Integer(string="Errors", compute="_compute_counts")
    skipped_count = fields.Integer(
        string="To Enter Manually", compute="_compute_counts"
    )
    progress = fields.Float(compute="_compute_counts", help="Percent of the rows.")

    # === COMPUTE METHODS === #

    @api.depends("line_ids.outcome", "line_ids.state")
    def _compute_counts(self):
        groups = self.env["customer.import.line"]._read_group(
            [("import_id", "in", self.ids)],
            ["import_id", "outcome", "state"],
            ["__count"],
        )
        counts = {}
        for customer_import, outcome, state, count in groups:
            per_import = counts.setdefault(customer_import.id, {})
            per_import[outcome, state] = count
        for customer_import in self:
            customer_import._set_counts(counts.get(customer_import._origin.id, {}))

    def _set_counts(self, counts):
        """Set the figures from {(outcome, state): rows}."""

        def total(outcomes=None, states=None):
            return sum(
                count
                for (outcome, state), count in counts.items()
                if (not outcomes or outcome in outcomes)
                and (not states or state in states)
            )

        self.create_count = total(["create"], ["pending"])
        self.update_count = total(["update"], ["pending"])
        self.created_count = total(["create"], ["done"])
        self.updated_count = total(["update"], ["done"])
        self.unchanged_count = total(["unchanged"])
        self.skipped_count = total(["skip"])
        self.error_count = total(OUTCOME_FAILED)
        to_do = total(["create", "update"])
        left = self.create_count + self.update_count
        if self.state in ("running", "done"):
            self.progress = 100 * (to_do - left) / to_do if to_do else 100
        else:
            self.progress = 0

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        imports = super().create(vals_list)
        if not self.env.su and imports.user_id - self.env.user:
            # the background runs an import with the permissions of its user
            raise AccessError(self.env._("You can only import in your own name."))
        return imports

    def write(self, vals):
        if not self.env.su and {"user_id", "company_id"} & vals.keys():
            raise AccessError(
                self.env._("The user and the company of an import can't be changed.")
            )
        if "file" in vals:
            if self.filtered(
                lambda record: record.state not in ("draft", "read", "checked")
            ):
                raise UserError(
                    self.env._(
                        "This import has started. Create a new one for another file."
                    )
                )
            started_over = self.filtered(lambda record: record.state != "draft")
            super(CustomerImport, started_over).write(
                {"state": "draft", "has_header": True}
            )
            started_over.line_ids.unlink()
        elif OPTION_FIELDS & vals.keys() and "state" not in vals:
            outdated = self.filtered(lambda record: record.state == "checked")
            super(CustomerImport, outdated).write({"state": "read"})
            outdated.line_ids.unlink()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_running(self):
        running = self.filtered(lambda record: record.state == "running")
        if running:
            raise UserError(
                self.env._(
                    "%s is being imported. Cancel it first.",
                    ", ".join(running.mapped("display_name")),
                )
            )

    # === ACTION METHODS === #

    def action_read(self):
        """Read the file: its form, its counts, its columns and first rows.

        :return: True
        :raise ValidationError: when the file can't be imported, saying why
        """
        for customer_import in self:
            customer_import._check_state("draft", "read", "checked")
            table = customer_import._read_table(
                detect_header=customer_import.state == "draft"
                and customer_import.has_header
            )
            first_rows = list(islice(table.rows, PREVIEW_ROWS))
            customer_import.line_ids.unlink()
            customer_import.write(
                {
                    "state": "read",
                    "encoding": table.encoding,
                    "delimiter": table.delimiter,
                    "has_header": table.has_header,
                    "row_count": table.row_count,
                    "column_count": table.column_count,
                    "preview": {
                        "header": _masked(table.header),
                        "rows": [
                            [row.number, *_masked(row.values)] for row in first_rows
                        ],
                    },
                    "column_ids": [
                        Command.clear(),
                        *(
                            Command.create(values)
                            for values in self._prepare_columns(table, first_rows)
                        ),
                    ],
                }
            )
        return True

    def action_cancel(self):
        """Stop: rows that are already imported stay, the others are left.

        :return: True
        """
        for customer_import in self:
            customer_import._check_state("draft", "read", "checked", "running")
            customer_import.state = "cancelled"
        return True

    def action_view_lines(self):
        """Open the rows in a list of their own, filtered by the clicked figure."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_register.customer_import_line_action"
        )
        return {
            **action,
            "name": self.display_name,
            "domain": [("import_id", "=", self.id)],
            "context": {
                key: value
                for key, value in self.env.context.items()
                if key.startswith("search_default_")
            },
        }

    # === BUSINESS METHODS === #

    def _check_state(self, *allowed):
        self.ensure_one()
        if self.state not in allowed:
            states = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(name)s: this is not possible in the step “%(state)s”.",
                    name=self.display_name,
                    state=states[self.state],
                )
            )

    def _read_table(self, detect_header=False):
        """Return the importing.csv_reader.Table of the file.

        :param bool detect_header: find out whether the first row is a header
        :raise ValidationError: when the file can't be imported, saying why
        """
        self.ensure_one()
        if not self.file and not self.file_name:
            raise ValidationError(self.env._("Choose a file first."))
        data = base64.b64decode(self.with_context(bin_size=False).file or b"")
        try:
            return read_csv(
                data,
                skip_rows=max(self.skip_rows, 0),
                has_header=None if detect_header else self.has_header,
            )
        except ImportFileError as error:
            raise ValidationError(
                self.env._(
                    "%(file)s: %(problem)s",
                    file=self.file_name or self.env._("File"),
                    problem=problem_message(self.env, error.problem),
                )
            ) from error

    @api.model
    def _prepare_columns(self, table, first_rows):
        """Return values of the column records; the strict file has a fixed order."""
        return [
            {
                "position": position + 1,
                "header": header,
                "sample": next(
                    (
                        mask_strict_cell(position, row.values[position])
                        for row in first_rows
                        if position < len(row.values) and row.values[position]
                    ),
                    "",
                ),
                "target": (
                    STRICT_COLUMNS[position]
                    if position < len(STRICT_COLUMNS)
                    else False
                ),
            }
            for position, header in enumerate(_masked(table.header))
        ]


def _masked(cells):
    return [mask_strict_cell(position, cell) for position, cell in enumerate(cells)]
