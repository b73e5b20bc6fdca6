from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CustomerServiceObject(models.Model):
    """A thing that is serviced at a facility: a heat pump, a lift, a boiler."""

    _name = "customer.service.object"
    _description = "Service Object"
    _inherit = ["customer.history.mixin", "mail.thread"]
    _history_owner_fields = frozenset({"facility_id"})
    _order = "facility_id, name, id"
    _rec_names_search = ["name", "serial_number", "manufacturer", "model"]
    _serial_number_uniq = models.UniqueIndex(
        "(facility_id, lower(btrim(serial_number))) "
        "WHERE active AND btrim(serial_number) != ''",
        "The facility already has a service object with this serial number.",
    )

    # === FIELDS === #

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True, tracking=True)
    facility_id = fields.Many2one(
        "customer.facility",
        required=True,
        index=True,
        ondelete="cascade",
        tracking=True,
    )
    partner_id = fields.Many2one(
        related="facility_id.partner_id", string="Customer", store=True, index=True
    )
    company_id = fields.Many2one(
        related="facility_id.company_id", store=True, index="btree_not_null"
    )
    product_id = fields.Many2one(
        "product.product",
        string="Article",
        index="btree_not_null",
        tracking=True,
        help="The article this object was sold as.",
    )
    serial_number = fields.Char(index="btree_not_null", tracking=True)
    manufacturer = fields.Char(tracking=True)
    model = fields.Char(tracking=True)
    installation_date = fields.Date(string="Installed On", tracking=True)
    warranty_date = fields.Date(string="Warranty Until", tracking=True)
    description = fields.Text(tracking=True)
    error_report_count = fields.Integer(compute="_compute_error_report_count")

    # === COMPUTE METHODS === #

    @api.depends("name", "serial_number")
    def _compute_display_name(self):
        for service_object in self:
            name, number = service_object.name or "", service_object.serial_number
            service_object.display_name = f"{name} ({number})" if number else name

    def _compute_error_report_count(self):
        counts = dict(
            self.env["project.task"]._read_group(
                [
                    ("is_error_report", "=", True),
                    ("service_object_ids", "in", self.ids),
                ],
                ["service_object_ids"],
                ["__count"],
            )
        )
        for service_object in self:
            service_object.error_report_count = counts.get(service_object._origin, 0)

    # === CONSTRAINT METHODS === #

    @api.constrains("installation_date", "warranty_date")
    def _check_warranty_date(self):
        for service_object in self:
            installed = service_object.installation_date
            warranty = service_object.warranty_date
            if installed and warranty and warranty < installed:
                raise ValidationError(
                    self.env._(
                        "The warranty of “%s” can’t end before the installation.",
                        service_object.name,
                    )
                )

    # === ONCHANGE METHODS === #

    @api.onchange("serial_number")
    def _onchange_serial_number(self):
        number = (self.serial_number or "").strip()
        if not number:
            return None
        twin = self.search(
            [("serial_number", "=ilike", number), ("id", "!=", self._origin.id)],
            limit=1,
        )
        if not twin:
            return None
        return {
            "warning": {
                "title": self.env._("Serial number in use"),
                "message": self.env._(
                    "%(object)s at %(facility)s (%(customer)s) has the same serial "
                    "number.",
                    object=twin.name,
                    facility=twin.facility_id.name,
                    customer=twin.partner_id.name,
                ),
            }
        }

    @api.onchange("product_id")
    def _onchange_product_id(self):
        if self.product_id and not self.name:
            self.name = self.product_id.name

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        # a serial number that was just given up is free
        self.flush_model(["active", "facility_id", "serial_number"])
        return super().create(vals_list)

    # === ACTION METHODS === #

    def action_view_error_reports(self):
        """Open the error reports of the service object."""
        self.ensure_one()
        return self.partner_id._error_report_action(
            [("service_object_ids", "in", self.ids)],
            facility=self.facility_id,
            service_objects=self,
        )
