from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import NO_ACCESS

from .door import FAILED

# How the file is read. Empty ones are found out.
READ_OPTIONS = ("encoding", "delimiter", "sheet", "skip_rows", "has_header", "source")
# What the outcome of the rows was foretold with.
CHECK_OPTIONS = (
    "mode",
    "project_id",
    "erp_system_id",
    "create_missing",
    "fill_from_registry",
)
OPEN_STATES = ("draft", "read", "checked")


class CustomerImport(models.Model):
    """One file of customers on its way into the register.

    draft: file uploaded; read: columns known; checked: outcome of every row known,
    nothing written; running, done: customers written; cancelled; undone: taken back.
    """

    _name = "customer.import"
    _description = "Customer Import"
    _inherit = ["mail.thread"]
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
            ("undone", "Undone"),
        ],
        string="Status",
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
    source = fields.Selection(
        [
            ("free", "Any file"),
            ("sticos", "Sticos: name, customer ID, organization number"),
            ("apex", "APEX: customers of a building project"),
            ("komet", "Komet: template of customers"),
        ],
        string="Kind of File",
        copy=False,
        help="Empty: recognised by the file itself. Sticos: a CSV file in UTF-8 with "
        "semicolons and three columns in this order; only Norwegian companies. APEX: "
        "adds customers to a project and to its housing units, changes none.",
    )
    project_id = fields.Many2one(
        "project.project",
        string="Building Project",
        check_company=True,
        index="btree_not_null",
        help="Customers are attached to the project, and to its housing units.",
    )
    erp_system_id = fields.Many2one(
        "customer.erp.system",
        string="External System",
        compute="_compute_erp_system_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        help="The system whose ids of customers are in the file.",
    )
    has_external_ids = fields.Boolean(
        string="Has External IDs", compute="_compute_has_external_ids"
    )
    template_id = fields.Many2one(
        "customer.import.template",
        string="Saved Columns",
        index="btree_not_null",
        check_company=True,
        copy=False,
        help="What the columns of files like this one go to.",
    )
    create_missing = fields.Boolean(
        string="Add Unknown Tags", help="Tags in the file that do not exist are added."
    )
    fill_from_registry = fields.Boolean(
        string="Fill from the Company Registry",
        help="What the file does not say of a company is taken from the public "
        "registry of its country.",
    )
    notify = fields.Boolean(
        string="Tell Me When Done",
        default=True,
        help="By e-mail and on the screen. Customers never get a message.",
    )
    skip_rows = fields.Integer(
        string="Rows to Skip", help="Rows above the header, such as a title."
    )
    has_header = fields.Boolean(string="First Row is a Header", default=True)
    encoding = fields.Char(copy=False, help="Empty: found out from the file.")
    delimiter = fields.Char(
        string="Separator", copy=False, help="Empty: found out from the file."
    )
    sheet = fields.Char(copy=False, help="Empty: the first one with rows.")
    given_options = fields.Json(
        copy=False,
        readonly=True,
        export_string_translation=False,
        help="Technical: options of reading that a person chose.",
    )
    signature = fields.Char(
        copy=False,
        readonly=True,
        export_string_translation=False,
        help="Technical: what files with the same columns have in common.",
    )
    fixed_cells = fields.Text(
        copy=False,
        readonly=True,
        groups=NO_ACCESS,
        help="Technical: cells that were corrected, by row and position, packed.",
    )
    file_format = fields.Char(readonly=True, copy=False)
    sheets = fields.Json(readonly=True, copy=False)
    row_count = fields.Integer(string="Rows", readonly=True, copy=False)
    column_count = fields.Integer(string="Columns", readonly=True, copy=False)
    preview = fields.Json(readonly=True, copy=False)
    column_ids = fields.One2many(
        "customer.import.column", "import_id", string="Column Targets"
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
    undone_count = fields.Integer(string="Undone", compute="_compute_counts")
    progress = fields.Float(compute="_compute_counts", help="Percent of the rows.")

    # === COMPUTE METHODS === #

    @api.depends("column_ids.target")
    def _compute_has_external_ids(self):
        for customer_import in self:
            targets = customer_import.column_ids.mapped("target")
            customer_import.has_external_ids = "external_id" in targets

    @api.depends("column_ids.target")
    def _compute_erp_system_id(self):
        """Take the only external system when a column has ids of one."""
        system = self.env["customer.erp.system"].search([], limit=2)
        for customer_import in self:
            if customer_import.has_external_ids and len(system) == 1:
                customer_import.erp_system_id = customer_import.erp_system_id or system

    @api.depends("line_ids.outcome", "line_ids.state", "state")
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
        self.error_count = total(FAILED)
        self.undone_count = total(None, ["undone"])
        to_do = total(["create", "update"])
        left = self.create_count + self.update_count
        if self.is_undoing or self.state == "undone":
            self.progress = 100 * self.undone_count / to_do if to_do else 100
        elif self.state in ("running", "done", "cancelled"):
            self.progress = 100 * (to_do - left) / to_do if to_do else 100
        else:
            self.progress = 0

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [
            {**vals, "given_options": _given_at_creation(vals)} for vals in vals_list
        ]
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
            self._start_over()
        options = vals.keys() & {*READ_OPTIONS, *CHECK_OPTIONS, "template_id"}
        if not options or self.env.context.get("customer_import_reading"):
            return super().write(vals)
        if "file" not in vals:
            self._check_still_open()
        result = True
        for customer_import in self:
            given = {
                **(customer_import.given_options or {}),
                **{name: True for name in (*READ_OPTIONS, "mode") if name in vals},
            }
            result = super(CustomerImport, customer_import).write(
                {**vals, "given_options": given}
            )
        self._follow_options(options)
        return result

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

    def action_cancel(self):
        """Stop: rows that are already imported stay, the others are left.

        :return: True
        """
        for customer_import in self:
            customer_import._check_state("draft", "read", "checked", "running")
            customer_import.write(
                {"state": "cancelled", "finished_at": fields.Datetime.now()}
            )
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

    def _check_columns_editable(self):
        if self.filtered(lambda record: record.source == "sticos"):
            raise UserError(
                self.env._(
                    "The columns of a Sticos file are fixed. Choose “Any file” as the "
                    "kind of file to choose them yourself."
                )
            )

    def _check_still_open(self):
        if self.filtered(lambda record: record.state not in OPEN_STATES):
            raise UserError(
                self.env._(
                    "This import has started. Create a new one for another file."
                )
            )

    def _start_over(self):
        """Forget what was found out of the former file."""
        self._check_still_open()
        started = self.filtered(lambda record: record.state != "draft")
        started.line_ids.unlink()
        started.sudo().fixed_cells = False
        for customer_import in started:
            found_out = [
                name
                for name in READ_OPTIONS
                if name not in (customer_import.given_options or {})
            ]
            customer_import.with_context(customer_import_reading=True).write(
                {
                    "state": "draft",
                    "given_options": False,
                    **dict.fromkeys(found_out, False),
                    "has_header": True,
                }
            )

    def _follow_options(self, options):
        """Read or check again what other options make out of date."""
        outdated = self.filtered(lambda record: record.state in ("read", "checked"))
        for customer_import in outdated:
            if options & {"encoding", "delimiter", "sheet"}:
                # corrections of cells that are others now
                customer_import.sudo().fixed_cells = False
            if options & {*READ_OPTIONS, "template_id"}:
                customer_import.action_read()
        outdated._outdate_check()

    def _outdate_check(self):
        """Drop the outcome of the rows: it was foretold with something else."""
        checked = self.filtered(lambda record: record.state == "checked")
        checked.line_ids.unlink()
        checked.state = "read"


def _given_at_creation(vals):
    """Return the options of reading that a new import's values choose.

    Forms send their defaults, too: those choose nothing.
    """
    given = {
        name: True for name in READ_OPTIONS if name != "has_header" and vals.get(name)
    }
    if vals.get("has_header") is False:
        given["has_header"] = True
    if vals.get("mode", "create") != "create":
        given["mode"] = True
    return given or False
