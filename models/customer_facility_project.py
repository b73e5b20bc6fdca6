from odoo import fields, models
from odoo.fields import Command


class CustomerFacility(models.Model):
    """Facilities as housing units of a building project.

    Source: seed 002_a8a069dd9c20dcd3.txt: customers are added to a project "and
    directly to its units" (boligene); buyers of a unit are often two.
    """

    _inherit = "customer.facility"

    customer_ids = fields.Many2many(
        "res.partner",
        relation="customer_facility_customer_rel",
        column1="facility_id",
        column2="partner_id",
        string="Other Customers",
        copy=False,
        domain=[("is_customer", "=", True)],
        help="Who shares the housing unit with its customer.",
    )

    _project_unit_uniq = models.UniqueIndex(
        "(project_id, lower(btrim(unit_number))) "
        "WHERE active AND project_id IS NOT NULL AND unit_number IS NOT NULL",
        "The project already has a housing unit with this number.",
    )

    # === BUSINESS METHODS === #

    def _attach_customer(self, customer):
        """Give a housing unit to a customer: as its own, if nobody has it yet.

        A unit that is still the builder's becomes the customer's; one that has a
        customer, or a history, is shared.

        :param customer: the customer
        :return: {field: [old, new]} of what changed, as ids
        :rtype: dict
        """
        self.ensure_one()
        project_sudo = self.sudo().project_id
        builders_sudo = (
            project_sudo.partner_id.commercial_partner_id
            | project_sudo.company_id.partner_id
        )
        is_builders = self.partner_id in builders_sudo or bool(
            self.partner_id.sudo().ref_company_ids
        )
        if is_builders and not self._is_used():
            old = self.partner_id.id
            self.write({"partner_id": customer.id})
            return {"partner_id": [old, customer.id]}
        if customer in self.partner_id | self.customer_ids:
            return {}
        old = self.customer_ids.ids
        self.write({"customer_ids": [Command.link(customer.id)]})
        return {"customer_ids": [old, [*old, customer.id]]}

    def _is_used(self):
        """Tell whether an order, error report or other document uses the facility."""
        return any(
            self.env[model_name]
            .sudo()
            .with_context(active_test=False)
            .search_count([("facility_id", "in", self.ids)], limit=1)
            for model_name in self._document_models()
        )


class ProjectProject(models.Model):
    _inherit = "project.project"

    customer_ids = fields.Many2many(
        "res.partner",
        relation="customer_project_rel",
        column1="project_id",
        column2="partner_id",
        string="Customers of the Housing Units",
        copy=False,
        domain=[("is_customer", "=", True)],
        groups="base.group_user",
    )
    facility_ids = fields.One2many(
        "customer.facility",
        "project_id",
        string="Housing Units",
        groups="base.group_user",
    )


class ResPartner(models.Model):
    _inherit = "res.partner"

    customer_project_ids = fields.Many2many(
        "project.project",
        relation="customer_project_rel",
        column1="partner_id",
        column2="project_id",
        string="Building Projects",
        copy=False,
        groups="base.group_user",
        help="Projects whose housing units the customer buys.",
    )
