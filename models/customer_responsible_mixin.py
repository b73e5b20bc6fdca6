from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL


class CustomerResponsibleMixin(models.AbstractModel):
    """A document whose customer is seen by who is responsible for it.

    Naming oneself responsible for a document of any customer would open every customer:
    a document is made out to a customer that the user sees.
    """

    _name = "customer.responsible.mixin"
    _description = "Document that Shows its Customer to who is Responsible"

    @api.model_create_multi
    def create(self, vals_list):
        names = self._customer_field_names()
        defaults = [self.env.context.get(f"default_{name}") for name in names]
        self._check_chosen_customers(
            {vals.get(name) for vals in vals_list for name in names} | {*defaults}
        )
        return super().create(vals_list)

    def write(self, vals):
        names = self._customer_field_names() & vals.keys()
        if names and not self.env["res.partner"]._sees_all_customers():
            self._check_chosen_customers(
                {
                    vals[name]
                    for record in self
                    for name in names
                    if record[name].id != vals[name]
                }
            )
        return super().write(vals)

    @api.model
    def _customer_field_names(self):
        sources = self.env["res.partner"]._get_responsible_sources()
        _users, names = sources.get(self._name, ((), ()))
        return set(names)

    @api.model
    def _check_chosen_customers(self, partner_ids):
        """Refuse customers that the user may not see.

        :param set partner_ids: ids of partners, or other false values
        :raise AccessError: naming the permission, not the customers
        """
        partners = self.env["res.partner"]
        if partners._sees_all_customers():
            return
        chosen = partners.browse(
            partner_id for partner_id in partner_ids if isinstance(partner_id, int)
        )
        chosen = chosen.filtered("id").exists()
        if chosen - chosen._filtered_access("read"):
            raise AccessError(
                self.env._(
                    "You need the permission “View” to choose a customer that is not "
                    "assigned to you."
                )
            )


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _get_responsible_sources(self):
        """Return the documents whose customers are seen by who works on them.

        Extend it for models of your own, and let them inherit
        ``customer.responsible.mixin``.

        :return: {model: (fields with the users, fields with the customer)}
        :rtype: dict
        """
        return {
            "sale.order": (
                ["user_id", "technician_ids"],
                ["partner_id", "partner_invoice_id", "partner_shipping_id"],
            ),
            "project.task": (["user_ids"], ["partner_id"]),
            "project.project": (["user_id"], ["partner_id"]),
            "crm.lead": (["user_id"], ["partner_id"]),
            "account.move": (["invoice_user_id"], ["partner_id"]),
        }

    @api.model
    def _responsible_document_queries(self):
        """Return queries of the ids of customers and contacts on the user's documents.

        :rtype: list of odoo.tools.SQL
        """
        queries = []
        for model_name, (users, partners) in self._get_responsible_sources().items():
            documents = self.env[model_name]
            documents.flush_model([*users, *partners])
            columns = SQL(", ").join(
                SQL("(%s)", SQL.identifier("document", name)) for name in partners
            )
            # one query for each field with users: each has an index
            queries += [
                SQL(
                    "SELECT customer.id FROM %s AS document %s "
                    "CROSS JOIN LATERAL (VALUES %s) AS customer(id) WHERE %s = %s",
                    SQL.identifier(documents._table),
                    join,
                    columns,
                    user_id,
                    self.env.uid,
                )
                for join, user_id in (
                    self._responsible_user_sql(documents._fields[name])
                    for name in users
                )
            ]
        return queries

    @api.model
    def _responsible_user_sql(self, field):
        """Return the join to the responsible users and the column of their ids."""
        if field.type == "many2one":
            return SQL(""), SQL.identifier("document", field.name)
        join = SQL(
            "JOIN %s AS responsible ON %s = document.id",
            SQL.identifier(field.relation),
            SQL.identifier("responsible", field.column1),
        )
        return join, SQL.identifier("responsible", field.column2)


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "customer.responsible.mixin"]


class ProjectTask(models.Model):
    _name = "project.task"
    _inherit = ["project.task", "customer.responsible.mixin"]


class ProjectProject(models.Model):
    _name = "project.project"
    _inherit = ["project.project", "customer.responsible.mixin"]


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "customer.responsible.mixin"]


class AccountMove(models.Model):
    _name = "account.move"
    _inherit = ["account.move", "customer.responsible.mixin"]
