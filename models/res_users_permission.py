from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from .customer_domains import (
    added_in_this_transaction,
    assigned_to_user,
    being_added,
    of_companies,
    on_users_documents,
)

PERMISSION_GROUP = "customer_register.group_customer_%s"


class ResUsers(models.Model):
    """What the permissions of the customer register let a user do, as domains.

    The record rules of the register are global and call the ``_customer_…_domain``
    methods here: a global rule binds everybody, whatever other groups allow. The
    domains depend on the user alone, as Odoo keeps evaluated rules per user and forgets
    them when groups or access rights change. What changes more often than these, such
    as assignments, is looked up by the domain itself.
    """

    _inherit = "res.users"

    # === PERMISSIONS === #

    def _has_customer_permission(self, name):
        """Tell whether the user has a permission of the register.

        :param str name: of a group, without ``group_customer_``
        :rtype: bool
        """
        return self.has_group(PERMISSION_GROUP % name)

    def _has_own_partner_right(self, operation):
        """Tell whether Odoo itself lets the user do something to contacts.

        That is: not counting what the register's own permissions give.

        :param str operation: read, write, create or unlink
        :rtype: bool
        """
        self.env["ir.model.access"].flush_model()
        [[has_right]] = self.env.execute_query(
            SQL(
                """
                SELECT EXISTS (
                    SELECT FROM ir_model_access AS access
                      JOIN ir_model AS model ON model.id = access.model_id
                     WHERE model.model = 'res.partner'
                       AND access.active
                       AND %s
                       AND (access.group_id IS NULL OR access.group_id IN %s)
                       AND NOT EXISTS (
                           SELECT FROM ir_model_data AS data
                            WHERE data.model = 'ir.model.access'
                              AND data.module = 'customer_register'
                              AND data.res_id = access.id))
                """,
                SQL.identifier("access", f"perm_{operation}"),
                tuple(self._get_group_ids()) or (None,),
            )
        )
        return has_right

    # === RECORD RULES === #

    def _is_bound_by_customer_permissions(self):
        """Customer users and the public keep to Odoo's own, narrower rules."""
        return self._is_internal()

    def _customer_domain(self, operation):
        """Return the domain of the partners that the user may do something to.

        Partners outside the register, those of internal users and of companies keep
        Odoo's own rights: without them, nobody could log in or print.

        :param str operation: read, write, create or unlink
        :return: domain on res.partner
        :rtype: odoo.fields.Domain
        """
        if not self._is_bound_by_customer_permissions():
            return Domain.TRUE
        if operation == "read":
            return self._customer_read_domain()
        inside = self._customer_inside_domain(operation)
        is_free = self._has_own_partner_right(operation)
        if is_free and inside.is_true():
            return inside
        domain = Domain("in_customer_register", "=", True) & inside
        if is_free:
            domain |= self._customer_outside_domain()
        if operation == "write":
            domain |= being_added()
        return domain

    def _customer_inside_domain(self, operation):
        """Return which customers and contacts the user may write, create or unlink."""
        is_customer = Domain("is_customer", "=", True)
        edited = self._customer_edit_domain()
        if operation == "write":
            return edited
        if operation == "unlink":
            domain = ~is_customer & edited
            if self._has_customer_permission("delete"):
                domain |= self._customer_assigned_domain()
            return domain
        if not self._has_customer_permission("create"):
            return ~is_customer & edited
        if edited.is_true():
            return edited
        added = Domain("commercial_partner_id", "any", added_in_this_transaction())
        return is_customer | edited | added

    def _customer_part_domain(self, operation, path="partner_id", shared=False):
        """Return the domain of a model whose records belong to a customer.

        Reading follows the customer. Changing, adding and removing is editing it, and
        belongs to adding it.

        :param str operation: read, write, create or unlink; ``upload`` for what may be
            added to every customer that the user sees
        :param str path: field that leads to the customer
        :param bool shared: also records without a customer, which serve all
        :rtype: odoo.fields.Domain
        """
        if not self._is_bound_by_customer_permissions():
            return Domain.TRUE
        domain = self._customer_edit_domain()
        if operation == "read" or (
            operation == "upload" and self._has_customer_permission("upload")
        ):
            domain = self._customer_read_domain()
        elif operation == "create" and self._has_customer_permission("create"):
            domain |= added_in_this_transaction()
        if domain.is_true():
            return domain
        domain = Domain(path, "any", domain)
        return domain | Domain(path, "=", False) if shared else domain

    def _customer_document_domain(self, path="partner_id", responsible=()):
        """Return the domain of orders and the like, which name a customer.

        Those of customers that the user may not see are seen by whoever is
        responsible for them.

        :param str path: field that leads to the customer or its contact
        :param responsible: names of the fields with the users who are responsible
        :rtype: odoo.fields.Domain
        """
        if (
            not self._is_bound_by_customer_permissions()
            or self._has_customer_permission("view")
        ):
            return Domain.TRUE
        return Domain.OR(
            [
                Domain(path, "=", False),
                Domain(path, "any", self._customer_assigned_domain(outside=True)),
                *(Domain(name, "in", self.ids) for name in responsible),
            ]
        )

    def _customer_error_report_domain(self, path=None):
        """Return the domain of the tasks that the register lets the user see.

        :param str path: field that leads to the task, of another model than tasks
        :rtype: odoo.fields.Domain
        """
        domain = self._customer_document_domain("partner_id", ["user_ids"])
        if domain.is_true():
            return domain
        domain |= Domain("is_error_report", "=", False)
        return Domain(path, "any", domain) if path else domain

    def _customer_outside_domain(self):
        """Return the domain of partners to which Odoo's own rights apply."""
        return (
            Domain("in_customer_register", "=", False)
            | Domain("partner_share", "=", False)
            | of_companies()
        )

    def _customer_assigned_domain(self, outside=False):
        """Return the domain of the customers that the user is allowed to see.

        :param bool outside: also the partners that are not in the register
        """
        if self._has_customer_permission("view"):
            return Domain.TRUE
        domain = Domain.FALSE
        if self._has_customer_permission("view_assigned"):
            domain = assigned_to_user()
        return domain | self._customer_outside_domain() if outside else domain

    def _customer_read_domain(self):
        domain = self._customer_assigned_domain(outside=True)
        if domain.is_true():
            return domain
        # an order, task or lead can't be worked on without its customer, and a new
        # customer or contact is there before its technicians
        return domain | on_users_documents() | added_in_this_transaction()

    def _customer_edit_domain(self):
        if self._has_customer_permission("edit"):
            return Domain.TRUE
        if self._has_customer_permission("edit_assigned"):
            return assigned_to_user()
        return Domain.FALSE
