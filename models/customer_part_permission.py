from odoo import models


class CustomerPartMixin(models.AbstractModel):
    """What belongs to a customer and may be moved to another one.

    Record rules look at a record before it is written. Where it goes to has to be
    looked at afterwards: giving a customer something is editing that customer.
    """

    _name = "customer.part.mixin"
    _description = "Part of a Customer"

    def _customer_path_fields(self):
        """Return the names of the fields that decide whose part the record is.

        :rtype: set
        """
        return {"partner_id"}

    def write(self, vals):
        result = super().write(vals)
        if self._customer_path_fields() & vals.keys():
            self.check_access("write")
        return result


class CustomerFacility(models.Model):
    _name = "customer.facility"
    _inherit = ["customer.facility", "customer.part.mixin"]


class CustomerServiceObject(models.Model):
    _name = "customer.service.object"
    _inherit = ["customer.service.object", "customer.part.mixin"]

    def _customer_path_fields(self):
        return {"facility_id"}


class CustomerArticle(models.Model):
    _name = "customer.article"
    _inherit = ["customer.article", "customer.part.mixin"]


class CustomerTaxReductionPerson(models.Model):
    _name = "customer.tax.reduction.person"
    _inherit = ["customer.tax.reduction.person", "customer.part.mixin"]


class CustomerErpLink(models.Model):
    _name = "customer.erp.link"
    _inherit = ["customer.erp.link", "customer.part.mixin"]


class CustomerDocumentFolder(models.Model):
    _name = "customer.document.folder"
    _inherit = ["customer.document.folder", "customer.part.mixin"]
