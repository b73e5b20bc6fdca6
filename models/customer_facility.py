from odoo import api, fields, models
from odoo.exceptions import ValidationError

ADDRESS_FIELDS = ("street", "street2", "zip", "city", "state_id", "country_id")


class CustomerFacility(models.Model):
    """A place where work is done for a customer; also a housing unit of a project."""

    _name = "customer.facility"
    _description = "Facility"
    _inherit = ["customer.history.mixin", "mail.thread"]
    _order = "name, id"
    _rec_names_search = ["name", "unit_number", "street", "city", "partner_id"]
    # names differ by more than letter case and spaces
    _name_uniq = models.UniqueIndex(
        r"(partner_id, lower(regexp_replace(btrim(name), '\s+', ' ', 'g'))) "
        "WHERE active",
        "The customer already has a facility with this name.",
    )

    # === FIELDS === #

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True, tracking=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_customer", "=", True)],
        tracking=True,
    )
    customer_active = fields.Boolean(
        related="partner_id.active", string="Active Customer"
    )
    company_id = fields.Many2one(
        related="partner_id.company_id", store=True, index="btree_not_null"
    )
    contact_id = fields.Many2one(
        "res.partner",
        string="Contact Person",
        domain="[('id', 'child_of', partner_id), ('id', '!=', partner_id)]",
        index="btree_not_null",
        tracking=True,
    )
    contact_phone = fields.Char(related="contact_id.phone", string="Phone")
    project_id = fields.Many2one(
        "project.project",
        index="btree_not_null",
        tracking=True,
        help="The building project this housing unit belongs to.",
    )
    unit_number = fields.Char(
        index="btree_not_null",
        tracking=True,
        help="Number of the housing unit or apartment.",
    )
    street = fields.Char(
        compute="_compute_address", store=True, readonly=False, tracking=True
    )
    street2 = fields.Char(
        compute="_compute_address", store=True, readonly=False, tracking=True
    )
    zip = fields.Char(
        compute="_compute_address", store=True, readonly=False, tracking=True
    )
    city = fields.Char(
        compute="_compute_address", store=True, readonly=False, tracking=True
    )
    state_id = fields.Many2one(
        "res.country.state",
        compute="_compute_address",
        store=True,
        readonly=False,
        domain="[('country_id', '=?', country_id)]",
        tracking=True,
    )
    country_id = fields.Many2one(
        "res.country",
        compute="_compute_address",
        store=True,
        readonly=False,
        tracking=True,
    )
    description = fields.Text(
        string="Directions",
        tracking=True,
        help="How to get there and in: parking, keys, codes, whom to ask.",
    )
    service_object_ids = fields.One2many("customer.service.object", "facility_id")
    service_object_count = fields.Integer(compute="_compute_service_object_count")
    error_report_count = fields.Integer(compute="_compute_error_report_count")

    # === COMPUTE METHODS === #

    @api.depends("name", "unit_number")
    def _compute_display_name(self):
        for facility in self:
            name, unit = facility.name or "", facility.unit_number
            facility.display_name = (
                f"{name} ({unit})" if unit and unit not in name else name
            )

    @api.depends("partner_id")
    def _compute_address(self):
        """Start with the customer's visiting address, else the customer's own."""
        for facility in self:
            customer_sudo = facility.partner_id.sudo()
            visiting = customer_sudo.child_ids.filtered(
                lambda address: address.type == "visiting"
            )
            is_entered = facility._origin and any(
                facility._origin[name] for name in ADDRESS_FIELDS
            )
            source = (visiting[:1] or customer_sudo) if not is_entered else facility
            for name in ADDRESS_FIELDS:
                facility[name] = source[name]

    def _compute_service_object_count(self):
        counts = dict(
            self.env["customer.service.object"]._read_group(
                [("facility_id", "in", self.ids)], ["facility_id"], ["__count"]
            )
        )
        for facility in self:
            facility.service_object_count = counts.get(facility._origin, 0)

    def _compute_error_report_count(self):
        counts = dict(
            self.env["project.task"]._read_group(
                [("is_error_report", "=", True), ("facility_id", "in", self.ids)],
                ["facility_id"],
                ["__count"],
            )
        )
        for facility in self:
            facility.error_report_count = counts.get(facility._origin, 0)

    # === CONSTRAINT METHODS === #

    @api.constrains("partner_id")
    def _check_partner_is_customer(self):
        for facility in self.sudo():
            if not facility.partner_id.is_customer:
                raise ValidationError(
                    self.env._(
                        "%s is not a customer. Facilities belong to the customer, "
                        "not to its contacts and addresses.",
                        facility.partner_id.display_name,
                    )
                )

    @api.constrains("partner_id", "contact_id")
    def _check_contact(self):
        for facility in self.sudo():
            contact = facility.contact_id
            if contact and contact.commercial_partner_id != facility.partner_id:
                raise ValidationError(
                    self.env._(
                        "%(contact)s is not a contact person of %(customer)s.",
                        contact=contact.name,
                        customer=facility.partner_id.name,
                    )
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._prepare_facility_values(vals) for vals in vals_list]
        # a name that was just given up is free
        self.flush_model(["active", "name", "partner_id"])
        facilities = super().create(vals_list)
        facilities._check_facilities_allowed()
        return facilities

    def write(self, vals):
        moved = self.browse()
        added = self.browse()
        if vals.get("partner_id"):
            moved = self.filtered(lambda f: f.partner_id.id != vals["partner_id"])
            moved._check_can_move(vals["partner_id"])
        if vals.get("active"):
            added = self.filtered(lambda facility: not facility.active)
        if vals.get("name"):
            vals = {**vals, "name": " ".join(vals["name"].split())}
        result = super().write(vals)
        (moved | added)._check_facilities_allowed()
        return result

    def unlink(self):
        # not left to the database: the history tells of each of them
        self.with_context(active_test=False).service_object_ids.unlink()
        return super().unlink()

    def copy_data(self, default=None):
        vals_list = super().copy_data(default=default)
        for facility, vals in zip(self, vals_list, strict=True):
            if "name" not in (default or {}):
                vals["name"] = self.env._("%s (copy)", facility.name)
        return vals_list

    # === ACTION METHODS === #

    def action_view_service_objects(self):
        """Open the facility's service objects."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "customer_register.customer_service_object_action"
            ),
            "domain": [("facility_id", "=", self.id)],
            "context": {"default_facility_id": self.id},
        }

    def action_view_error_reports(self):
        """Open the facility's error reports."""
        self.ensure_one()
        return self.partner_id._error_report_action(
            [("facility_id", "=", self.id)], facility=self
        )

    # === BUSINESS METHODS === #

    @api.model
    def _prepare_facility_values(self, vals):
        """Return values for create(): a tidy name, and a given address as it is."""
        vals = dict(vals)
        if vals.get("name"):
            vals["name"] = " ".join(vals["name"].split())
        if any(vals.get(name) for name in ADDRESS_FIELDS):
            for name in ADDRESS_FIELDS:
                vals.setdefault(name, False)
        return vals

    def _get_address_lines(self):
        """Return the address as it is written in its country, line by line.

        Note: self.ensure_one()
        """
        self.ensure_one()
        place = self.env["res.partner"].new(
            {name: self[name] for name in ADDRESS_FIELDS}
        )
        lines = place._display_address(without_company=True).splitlines()
        return [line for line in lines if line.strip()]

    def _check_facilities_allowed(self):
        """Refuse facilities of customers that are set to have none.

        :raise ValidationError: when facilities are disabled for a customer
        """
        for customer in self.sudo().partner_id:
            if customer.facilities_disabled:
                raise ValidationError(
                    self.env._(
                        "Facilities are disabled for %s. The setting is on the "
                        "customer card.",
                        customer.name,
                    )
                )

    def _check_can_move(self, customer_id):
        """Refuse to give facilities with a history to another customer.

        They go along when all they were used for is that customer's by now.

        :param int customer_id: the other customer
        :raise ValidationError: when an order or error report uses a facility
        """
        for model_name in self._document_models():
            document = (
                self.env[model_name]
                .sudo()
                .with_context(active_test=False)
                .search(
                    [
                        ("facility_id", "in", self.ids),
                        ("partner_id.commercial_partner_id", "!=", customer_id),
                    ],
                    limit=1,
                )
            )
            if document:
                raise ValidationError(
                    self.env._(
                        "The facility “%(facility)s” is used by “%(document)s” and "
                        "stays with its customer. Archive it and add a new one.",
                        facility=document.facility_id.name,
                        document=document.display_name,
                    )
                )

    @api.model
    def _document_models(self):
        """Return the names of the models that use facilities by the common mixin."""
        mixin = self.env.registry["customer.facility.mixin"]
        return [
            name
            for name, model in self.env.registry.items()
            if issubclass(model, mixin) and not model._abstract
        ]
