from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL, sql


class CustomerFacilityMixin(models.AbstractModel):
    """What an order or error report has to do with a customer and its facility.

    The model that inherits it has a `partner_id` of its own: the customer or one of
    its contacts. It decides itself when a facility that is required has to be there.
    """

    _name = "customer.facility.mixin"
    _description = "Document for a Facility of a Customer"

    # === FIELDS === #

    partner_id = fields.Many2one("res.partner")
    company_id = fields.Many2one("res.company")
    customer_id = fields.Many2one(
        "res.partner",
        string="Customer of the Register",
        compute="_compute_customer_id",
        compute_sudo=True,
        store=True,
        index="btree_not_null",
        help="The customer itself where a contact person is chosen.",
    )
    facility_id = fields.Many2one(
        "customer.facility",
        compute="_compute_facility_id",
        store=True,
        readonly=False,
        copy=True,
        domain="[('partner_id', '=', customer_id)]",
        index="btree_not_null",
        ondelete="restrict",
    )
    service_object_ids = fields.Many2many(
        "customer.service.object",
        string="Service Objects",
        compute="_compute_service_object_ids",
        store=True,
        readonly=False,
        copy=True,
        domain="[('partner_id', '=', customer_id), ('facility_id', '=?', facility_id)]",
    )
    is_facility_required = fields.Boolean(
        compute="_compute_facility_rules", compute_sudo=True, groups="base.group_user"
    )
    is_facility_hidden = fields.Boolean(
        compute="_compute_facility_rules", compute_sudo=True, groups="base.group_user"
    )
    customer_or_facility_name = fields.Char(
        string="Customer or Facility",
        compute="_compute_customer_or_facility_name",
        search="_search_customer_or_facility_name",
        help="The facility's name where there is one and the settings of the customer "
        "register say so, else the customer's.",
    )

    # === COMPUTE METHODS === #

    @api.depends("partner_id")
    def _compute_customer_id(self):
        """Stays when the contact person goes to work for another customer."""
        for document in self:
            document.customer_id = document.partner_id.commercial_partner_id

    @api.depends("customer_id")
    def _compute_facility_id(self):
        """Another customer's facility goes when the customer changes."""
        for document in self:
            facility = document.facility_id
            owner = facility.sudo().partner_id._origin
            is_own = owner == document.customer_id._origin
            document.facility_id = facility if is_own else False

    @api.depends("customer_id")
    def _compute_service_object_ids(self):
        """Another customer's service objects go when the customer changes."""
        for document in self:
            document.service_object_ids = document.service_object_ids.filtered(
                lambda service_object, customer=document.customer_id._origin: (
                    service_object.sudo().partner_id._origin == customer
                )
            )

    @api.depends(
        "facility_id",
        "customer_id.facility_required",
        "customer_id.facilities_disabled",
    )
    def _compute_facility_rules(self):
        for document in self:
            customer = document.customer_id
            is_disabled = customer.facilities_disabled
            document.is_facility_required = (
                customer.facility_required and not is_disabled
            )
            document.is_facility_hidden = is_disabled and not document.facility_id

    @api.depends(
        "partner_id.display_name",
        "facility_id.name",
        "company_id.customer_show_facility_name",
    )
    @api.depends_context("company", "customer_number_hidden", "lang")
    def _compute_customer_or_facility_name(self):
        for document in self:
            # whoever sees the document sees whom it is for
            document_sudo = document.sudo()
            company_sudo = document_sudo.company_id or self.env.company.sudo()
            facility_name = document_sudo.facility_id.name
            document.customer_or_facility_name = (
                company_sudo.customer_show_facility_name and facility_name
            ) or document_sudo.partner_id.display_name

    @api.model
    def _search_customer_or_facility_name(self, operator, value):
        if operator not in ("ilike", "="):
            return NotImplemented
        return [
            "|",
            ("partner_id", operator, value),
            ("facility_id.name", operator, value),
        ]

    # === CONSTRAINT METHODS === #

    @api.constrains("facility_id", "partner_id")
    def _check_facility_customer(self):
        for document in self.sudo():
            facility = document.facility_id
            if facility and facility.partner_id != document.customer_id:
                raise ValidationError(
                    self.env._(
                        "The facility “%(facility)s” belongs to another customer. "
                        "Choose one of %(customer)s.",
                        facility=facility.name,
                        customer=document.customer_id.name or "",
                    )
                )
            if facility and document.customer_id.facilities_disabled:
                raise ValidationError(
                    self.env._(
                        "Facilities are disabled for %(customer)s: take the facility "
                        "off %(document)s.",
                        customer=document.customer_id.name,
                        document=document.display_name,
                    )
                )

    @api.constrains("partner_id", "facility_id", "service_object_ids")
    def _check_service_objects(self):
        for document in self.sudo():
            facility = document.facility_id
            for service_object in document.service_object_ids:
                is_other_customer = service_object.partner_id != document.customer_id
                if is_other_customer or (
                    facility and service_object.facility_id != facility
                ):
                    raise ValidationError(
                        self.env._(
                            "The service object “%(object)s” is not at %(place)s.",
                            object=service_object.name,
                            place=facility.name or document.customer_id.name or "",
                        )
                    )

    # === ONCHANGE METHODS === #

    @api.onchange("facility_id", "customer_id")
    def _onchange_facility_id(self):
        facilities = self.facility_id or self.customer_id.facility_ids
        self.service_object_ids = self.service_object_ids._origin.filtered(
            lambda service_object: service_object.facility_id in facilities._origin
        )

    @api.onchange("service_object_ids")
    def _onchange_service_object_ids(self):
        facilities = self.service_object_ids._origin.facility_id
        if len(facilities) == 1 and not self.facility_id:
            self.facility_id = facilities

    # === CRUD METHODS === #

    def _auto_init(self):
        """Fill the columns of existing documents in one statement, not one by one."""
        cr = self.env.cr
        if sql.table_exists(cr, self._table) and not sql.column_exists(
            cr, self._table, "customer_id"
        ):
            sql.create_column(cr, self._table, "customer_id", "int4")
            if not sql.column_exists(cr, self._table, "facility_id"):
                sql.create_column(cr, self._table, "facility_id", "int4")
            cr.execute(
                SQL(
                    """
                    UPDATE %(table)s AS document
                       SET customer_id = partner.commercial_partner_id
                      FROM res_partner AS partner
                     WHERE partner.id = document.partner_id
                    """,
                    table=SQL.identifier(self._table),
                )
            )
        return super()._auto_init()

    @api.model_create_multi
    def create(self, vals_list):
        documents = super().create(vals_list)
        documents._customer_documents()._check_customer_active()
        return documents

    def write(self, vals):
        if not self._customer_document_fields() & vals.keys():
            return super().write(vals)
        before = {
            document: document.customer_id for document in self._customer_documents()
        }
        result = super().write(vals)
        # what an archived customer already has can still be worked on
        self._customer_documents().filtered(
            lambda document: before.get(document) != document.customer_id
        )._check_customer_active()
        return result

    # === BUSINESS METHODS === #

    def _customer_documents(self):
        """Return the records that follow the customer's rules: by default all."""
        return self

    @api.model
    def _customer_document_fields(self):
        """Return the fields that may make a record a document of another customer."""
        return {"partner_id"}

    def _hand_over_to(self, customer):
        """Make documents those of the customer that their customer belongs to by now.

        What they say stays: nothing is filled in anew from the other card.
        """
        filled_in = [
            field
            for field in self._fields.values()
            if field.compute and field.store and not field.readonly
        ]
        with self.env.protecting(filled_in, self):
            self.customer_id = customer
            self.flush_recordset(["customer_id"])

    def _check_customer_active(self):
        """Refuse documents of archived customers.

        :raise ValidationError: when a customer is archived
        """
        self.partner_id._check_may_get_orders()

    def _check_facility_required(self):
        """Refuse documents without a facility of customers that require one.

        :raise ValidationError: when a facility is missing
        """
        for document in self.sudo():
            if document.is_facility_required and not document.facility_id:
                raise ValidationError(
                    self.env._(
                        "%s needs a facility here. Choose one of the customer’s "
                        "facilities.",
                        document.customer_id.name or document.customer_id.display_name,
                    )
                )
