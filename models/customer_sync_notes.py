"""Note for the feed of changes what happens to customers and what belongs to them."""

from odoo import api, models

from .customer_sync_change import CREATED, DELETED

# What the feed tells of a customer, as columns and as lists of other records. Of
# contacts and addresses it is the same; whose they are counts, too.
PARTNER_COLUMNS = frozenset(
    {
        "active",
        "apartment_number",
        "birthdate",
        "city",
        "comment",
        "company_id",
        "company_registry",
        "cost_center_id",
        "cost_center_required",
        "country_id",
        "email",
        "erp_always_invoice",
        "facilities_disabled",
        "facility_required",
        "function",
        "housing_association_number",
        "industry_id",
        "is_company",
        "is_main_contact",
        "lang",
        "name",
        "commercial_partner_id",
        "personal_identity_number",
        "phone",
        "properties",
        "property_designation",
        "property_payment_term_id",
        "ref",
        "send_service_protocol",
        "send_work_order",
        "specific_property_product_pricelist",
        "state_id",
        "street",
        "street2",
        "tax_reduction_type",
        "type",
        "user_id",
        "vat",
        "vat_type",
        "website",
        "zip",
    }
)
PARTNER_LISTS = frozenset({"category_id", "technician_ids"})
# What makes somebody a customer, or no longer one.
MOVING = frozenset({"customer_rank", "is_company", "parent_id"})


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        self.env["customer.sync.change"]._note(partners.ids, CREATED)
        return partners

    def write(self, vals):
        changes = self.env["customer.sync.change"]
        if MOVING.isdisjoint(vals):
            result = super().write(vals)
        else:
            before = {partner: partner.commercial_partner_id for partner in self.sudo()}
            customers_sudo = self.sudo().filtered("is_customer")
            left = changes._what_is_left(customers_sudo)
            result = super().write(vals)
            for partner, customer in before.items():
                if partner.commercial_partner_id != customer:
                    changes._note((partner.commercial_partner_id | customer).ids)
            gone_sudo = customers_sudo.filtered(lambda partner: not partner.is_customer)
            changes._note(gone_sudo.ids, DELETED, left)
        if not PARTNER_LISTS.isdisjoint(vals):
            changes._note(self.ids)
        return result

    def unlink(self):
        self.env["customer.sync.change"]._note_deletion(self.sudo())
        return super().unlink()

    def _write_multi(self, vals_list):
        # here, only what really changes arrives, however it was written or computed
        changed, came = [], []
        for partner_id, vals in zip(self._ids, vals_list, strict=True):
            if vals.get("is_customer"):
                came.append(partner_id)
            elif not PARTNER_COLUMNS.isdisjoint(vals):
                changed.append(partner_id)
        changes = self.env["customer.sync.change"]
        changes._note(came, CREATED)
        changes._note(changed)
        return super()._write_multi(vals_list)


class CustomerFacility(models.Model):
    _inherit = "customer.facility"

    @api.model_create_multi
    def create(self, vals_list):
        facilities = super().create(vals_list)
        facilities._note_customers()
        return facilities

    def write(self, vals):
        self._note_customers()
        result = super().write(vals)
        if "partner_id" in vals or "customer_ids" in vals:
            self._note_customers()
        return result

    def unlink(self):
        self._note_customers()
        return super().unlink()

    def _note_customers(self):
        facilities_sudo = self.sudo()
        customers = facilities_sudo.partner_id | facilities_sudo.customer_ids
        self.env["customer.sync.change"]._note(customers.ids)


class CustomerTaxReductionPerson(models.Model):
    _inherit = "customer.tax.reduction.person"

    @api.model_create_multi
    def create(self, vals_list):
        persons = super().create(vals_list)
        persons._note_customers()
        return persons

    def write(self, vals):
        self._note_customers()
        result = super().write(vals)
        if "partner_id" in vals:
            self._note_customers()
        return result

    def unlink(self):
        self._note_customers()
        return super().unlink()

    def _note_customers(self):
        self.env["customer.sync.change"]._note(self.sudo().partner_id.ids)
