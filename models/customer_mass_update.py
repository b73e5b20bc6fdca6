from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

from .door_properties import CustomFields

# More customers than this are updated in the background, in chunks of as many.
CHUNK_SIZE = 500
# Field of the form → field of the customer.
PLAIN_FIELDS = {
    "industry_id": "industry_id",
    "account_owner_id": "user_id",
    "vat_type": "vat_type",
    "lang": "lang",
    "cost_center_id": "cost_center_id",
    "pricelist_id": "property_product_pricelist",
}
SETTINGS = (
    "facilities_disabled",
    "facility_required",
    "cost_center_required",
    "erp_always_invoice",
)
# What can be emptied.
CLEARABLE = ("industry_id", "user_id", "cost_center_id", "category_id")
YES_NO = [("yes", "Yes"), ("no", "No")]
MODES = [("add", "Add"), ("remove", "Remove"), ("replace", "Replace with")]


class CustomerMassUpdate(models.Model):
    """Change the same on many customers: preview, run, undo.

    Source: ``seeds/004``, "mass update feature". The update has the permissions of its
    user; customers that he or she may not edit are left out and listed.
    """

    _name = "customer.mass.update"
    _description = "Mass Update of Customers"
    _order = "id desc"

    user_id = fields.Many2one(
        "res.users",
        string="Updated by",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    state = fields.Selection(
        [
            ("draft", "Values"),
            ("previewed", "Preview"),
            ("running", "Updating"),
            ("done", "Done"),
            ("undone", "Undone"),
        ],
        string="Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    is_undoing = fields.Boolean(readonly=True, copy=False)
    partner_ids = fields.Many2many(
        "res.partner",
        "customer_mass_update_partner_rel",
        string="Customers",
        domain=[("is_customer", "=", True)],
        context={"active_test": False},
    )
    partner_count = fields.Integer(
        string="Customers Selected", compute="_compute_partner_count"
    )
    # what to change; empty: leave as it is
    industry_id = fields.Many2one("res.partner.industry")
    account_owner_id = fields.Many2one("res.users", domain=[("share", "=", False)])
    technician_mode = fields.Selection(MODES, default="add")
    technician_ids = fields.Many2many(
        "res.users",
        "customer_mass_update_technician_rel",
        string="Technicians",
        domain=[("share", "=", False)],
    )
    vat_type = fields.Selection(
        [("normal", "Normal VAT"), ("none", "No VAT")], string="VAT Type"
    )
    lang = fields.Selection("_get_languages", string="Language")
    cost_center_id = fields.Many2one(
        "account.analytic.account",
        domain="[('plan_id', '=', cost_center_plan_id)]",
    )
    cost_center_plan_id = fields.Many2one(
        "account.analytic.plan", compute="_compute_cost_center_plan_id"
    )
    pricelist_id = fields.Many2one("product.pricelist", string="Discount Letter")
    category_mode = fields.Selection(MODES, default="add")
    category_ids = fields.Many2many("res.partner.category", string="Tags")
    facilities_disabled = fields.Selection(YES_NO)
    facility_required = fields.Selection(YES_NO, string="Facility Obligatory")
    cost_center_required = fields.Selection(YES_NO, string="Cost Center Obligatory")
    erp_always_invoice = fields.Selection(
        YES_NO, string="Always Send to ERP as Invoice"
    )
    property_name = fields.Selection("_get_properties", string="Custom Field")
    property_value = fields.Char(string="Its Value")
    clear_field_ids = fields.Many2many(
        "ir.model.fields",
        string="Empty",
        domain=[("model", "=", "res.partner"), ("name", "in", CLEARABLE)],
        help="Fields that are emptied.",
    )
    # what becomes of it
    line_ids = fields.One2many(
        "customer.mass.update.line", "update_id", string="Preview", readonly=True
    )
    change_count = fields.Integer(string="To Change", compute="_compute_counts")
    unchanged_count = fields.Integer(string="Already So", compute="_compute_counts")
    left_out_count = fields.Integer(string="Left Out", compute="_compute_counts")
    done_count = fields.Integer(string="Changed", compute="_compute_counts")
    undone_count = fields.Integer(string="Undone", compute="_compute_counts")

    # === COMPUTE METHODS === #

    @api.depends("partner_ids")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for update in self:
            update.display_name = self.env._(
                "Update of %s customers", len(update.partner_ids)
            )

    @api.depends("partner_ids")
    def _compute_partner_count(self):
        for update in self:
            update.partner_count = len(update.partner_ids)

    def _compute_cost_center_plan_id(self):
        plan = self.env.ref("customer_register.analytic_plan_cost_center")
        self.cost_center_plan_id = plan

    @api.depends("line_ids.state")
    def _compute_counts(self):
        counts = {}
        for update, state, count in self.env["customer.mass.update.line"]._read_group(
            [("update_id", "in", self.ids)], ["update_id", "state"], ["__count"]
        ):
            counts[update.id, state] = count
        for update in self:
            figures = {
                state: counts.get((update._origin.id, state), 0)
                for state in ("change", "unchanged", "left_out", "done", "undone")
            }
            update.change_count = figures["change"]
            update.unchanged_count = figures["unchanged"]
            update.left_out_count = figures["left_out"]
            update.done_count = figures["done"]
            update.undone_count = figures["undone"]

    @api.model
    def _get_languages(self):
        return self.env["res.lang"].get_installed()

    @api.model
    def _get_properties(self):
        definitions = CustomFields(self.env).definitions
        return [(name, entry["string"]) for name, entry in definitions.items()]

    # === DEFAULT METHODS === #

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        context = self.env.context
        if "partner_ids" in fields and context.get("active_model") == "res.partner":
            chosen = self.env["res.partner"].browse(context.get("active_ids") or [])
            customers = chosen.exists().commercial_partner_id.filtered("is_customer")
            values["partner_ids"] = [Command.set(customers.ids)]
        return values

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        updates = super().create(vals_list)
        if not self.env.su and updates.user_id - self.env.user:
            raise AccessError(self.env._("You can only update in your own name."))
        return updates

    def write(self, vals):
        if not self.env.su and {"user_id", "company_id", "state"} & vals.keys():
            raise AccessError(
                self.env._("User, company and status of an update can't be set.")
            )
        return super().write(vals)

    # === ACTION METHODS === #

    def action_preview(self):
        """Show for every customer what changes, old → new; write nothing.

        :return: True
        :raise UserError: when nothing is to be changed, or a value can't be used
        :raise AccessError: when technicians need the permission to assign
        """
        for update in self:
            update._check_state("draft", "previewed")
            update._preview()
        return True

    def action_change_values(self):
        """Go back from the preview to the values.

        :return: True
        """
        for update in self:
            update._check_state("previewed")
            update.sudo().line_ids.unlink()
            update.sudo().state = "draft"
        return True

    def action_run(self):
        """Write what the preview shows: few at once, many in the background.

        :return: True
        """
        for update in self:
            update._check_state("previewed")
            update._start()
        return True

    def action_undo(self):
        """Restore the old values, where nobody changed them since.

        :return: True
        """
        for update in self:
            update._check_state("done")
            update.sudo().is_undoing = True
            update._start()
        return True

    # === BUSINESS METHODS === #

    def _check_state(self, *allowed):
        self.ensure_one()
        self.check_access("write")
        if self.state not in allowed:
            states = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._("This is not possible in the step “%s”.", states[self.state])
            )

    def _start(self):
        self.sudo().state = "running"
        waiting = self.done_count if self.is_undoing else self.change_count
        if waiting > CHUNK_SIZE:
            self.env.ref(
                "customer_register.ir_cron_customer_mass_update"
            ).sudo()._trigger()
            return
        while self._run_chunk():
            pass

    @api.model
    def _cron_run(self):
        """Go on with updates that run, a chunk for each transaction."""
        running = self.search([("state", "=", "running")], order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(running))
        for update in running:
            as_user = update.with_user(update.user_id).with_company(update.company_id)
            while as_user._run_chunk():
                if not cron._commit_progress():
                    return
            if not cron._commit_progress(1):
                return

    def _run_chunk(self):
        """Handle the next lines; the update is done when none is left.

        :return: how many lines were handled
        :rtype: int
        """
        self.ensure_one()
        waiting = "done" if self.is_undoing else "change"
        lines = self.env["customer.mass.update.line"].search(
            [("update_id", "=", self.id), ("state", "=", waiting)], limit=CHUNK_SIZE
        )
        if not lines:
            self.sudo().write(
                {
                    "state": "undone" if self.is_undoing else "done",
                    "is_undoing": False,
                }
            )
        elif self.is_undoing:
            lines._restore()
        else:
            lines._apply()
        return len(lines)

    # === PREVIEW === #

    def _preview(self):
        wanted = self._wanted()
        if not wanted:
            raise UserError(self.env._("Choose first what to change."))
        if not self.partner_ids:
            raise UserError(self.env._("Select at least one customer."))
        if "technician_ids" in wanted:
            self._check_may_assign()
        partners = self.partner_ids.with_company(self.company_id)
        editable = partners._filtered_access("write")
        lines = []
        fields_by_name = CustomFields(self.env)
        for partner in partners:
            line = {"update_id": self.id, "partner_id": partner.id}
            if partner not in editable:
                line["state"] = "left_out"
                line["message"] = self.env._("You may not edit this customer.")
            else:
                line.update(self._line(partner, wanted, fields_by_name))
            lines.append(line)
        # sudo: users may not write lines; each was judged by the user's permissions
        self.sudo().line_ids.unlink()
        self.env["customer.mass.update.line"].sudo().create(lines)
        self.sudo().state = "previewed"

    def _check_may_assign(self):
        if not self.env.user._has_customer_permission("assign"):
            raise AccessError(
                self.env._("You need the permission “Assign” to assign technicians.")
            )

    def _wanted(self):
        """Return {field of the customer: (mode, value)} of what is to be changed."""
        self.ensure_one()
        wanted = {}
        for own, name in PLAIN_FIELDS.items():
            if self[own]:
                value = self[own]
                is_record = isinstance(value, models.BaseModel)
                wanted[name] = ("set", value.id if is_record else value)
        for name in SETTINGS:
            if self[name]:
                wanted[name] = ("set", self[name] == "yes")
        for own, name, mode in (
            ("technician_ids", "technician_ids", self.technician_mode),
            ("category_ids", "category_id", self.category_mode),
        ):
            if self[own]:
                wanted[name] = (mode, self[own].ids)
        for name in self.sudo().clear_field_ids.mapped("name"):
            if name in wanted:
                raise UserError(
                    self.env._(
                        "%s can't be emptied and set at once.",
                        self.env["res.partner"].fields_get([name])[name]["string"],
                    )
                )
            if name in CLEARABLE:
                wanted[name] = ("set", [] if name == "category_id" else False)
        if self.property_name:
            value, message = CustomFields(self.env).convert(
                self.property_name, self.property_value or ""
            )
            if message:
                raise UserError(message)
            wanted[f"properties.{self.property_name}"] = ("set", value)
        return wanted

    def _line(self, partner, wanted, custom_fields):
        old, new = {}, {}
        for name, (mode, value) in wanted.items():
            before = self._current(partner, name, custom_fields)
            after = value
            if mode == "add":
                after = sorted({*before, *value})
            elif mode == "remove":
                after = sorted({*before} - {*value})
            elif isinstance(value, list):
                after = sorted(value)
            if after != before:
                old[name], new[name] = before, after
        return {
            "state": "change" if new else "unchanged",
            "old_values": old,
            "new_values": new,
        }

    @api.model
    def _current(self, partner, name, custom_fields):
        """Return the plain value that a customer has now."""
        if name.startswith("properties."):
            name = name.removeprefix("properties.")
            return custom_fields.stored(partner).get(name) or False
        value = partner[name]
        if not partner._fields[name].relational:
            return value
        if partner._fields[name].type == "many2one":
            return value.id
        return sorted(value.ids)
