from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools.safe_eval import safe_eval

VIEW = ("view", "view_assigned")
EDIT = ("edit", "edit_assigned")
# What may be missing where something is refused, in the order in which it is named.
PART_PERMISSIONS = {"read": VIEW, "write": EDIT, "create": EDIT, "unlink": EDIT}
DOCUMENT_PERMISSIONS = dict.fromkeys(("read", "write", "create", "unlink"), VIEW)
IMPORT_PERMISSIONS = dict.fromkeys(("read", "write", "create", "unlink"), ("upload",))
MANAGER_PERMISSIONS = dict.fromkeys(("read", "write", "create", "unlink"), ("manager",))
LOOK_UP_PERMISSIONS = dict.fromkeys(("read", "write", "create", "unlink"), ("create",))
MODEL_PERMISSIONS = {
    "customer.facility": PART_PERMISSIONS,
    "customer.service.object": PART_PERMISSIONS,
    "customer.article": PART_PERMISSIONS,
    "customer.tax.reduction.person": PART_PERMISSIONS,
    "customer.erp.link": PART_PERMISSIONS,
    "customer.boarding": {"read": VIEW},
    "survey.user_input": {"read": VIEW},
    "customer.survey.start": PART_PERMISSIONS,
    "customer.boarding.start": PART_PERMISSIONS,
    "customer.offboarding": PART_PERMISSIONS,
    "customer.reactivation": PART_PERMISSIONS,
    "mail.activity.plan": {
        name: right for name, right in MANAGER_PERMISSIONS.items() if name != "read"
    },
    "customer.history": PART_PERMISSIONS,
    "customer.number.history": PART_PERMISSIONS,
    "res.partner.bank": {"read": VIEW},
    "customer.document": {
        "read": VIEW,
        "write": EDIT,
        "create": ("upload",),
        "unlink": ("file_delete",),
    },
    "customer.document.folder": {**PART_PERMISSIONS, "create": ("upload", *EDIT)},
    "customer.assign": dict.fromkeys(
        ("read", "write", "create", "unlink"), ("assign",)
    ),
    "customer.registry.update": dict.fromkeys(("read", "write"), EDIT),
    "customer.registry.update.line": dict.fromkeys(("read", "write"), EDIT),
    "customer.registry.lookup": LOOK_UP_PERMISSIONS,
    "customer.registry.lookup.line": LOOK_UP_PERMISSIONS,
    "customer.registry.lookup.change": LOOK_UP_PERMISSIONS,
    "customer.import": IMPORT_PERMISSIONS,
    "customer.import.column": IMPORT_PERMISSIONS,
    "customer.import.template": IMPORT_PERMISSIONS,
    "customer.import.template.line": IMPORT_PERMISSIONS,
    "customer.import.fix": IMPORT_PERMISSIONS,
    "customer.import.download": IMPORT_PERMISSIONS,
    "customer.import.line": {**IMPORT_PERMISSIONS, "read": ("upload", "view")},
    "customer.personal.number.log": MANAGER_PERMISSIONS,
    "sale.order": DOCUMENT_PERMISSIONS,
    "sale.order.line": DOCUMENT_PERMISSIONS,
    "sale.report": DOCUMENT_PERMISSIONS,
    "project.task": DOCUMENT_PERMISSIONS,
    "report.project.task.user": DOCUMENT_PERMISSIONS,
}


class IrRule(models.Model):
    _inherit = "ir.rule"

    def _make_access_error(self, operation, records):
        error = super()._make_access_error(operation, records)
        if not self.env.user._is_internal():
            return error
        if not self._fails_customer_rule(operation, records):
            return error
        message = self._customer_permission_message(operation, records)
        return AccessError(message) if message else error

    def _fails_customer_rule(self, operation, records):
        """Tell whether a rule of the register refuses the records."""
        rules_sudo = self._get_rules(records._name, operation).sudo()
        names = rules_sudo._get_external_ids()
        eval_context = self._eval_context()
        records_sudo = records.sudo().with_context(active_test=False)
        return any(
            records_sudo.filtered_domain(safe_eval(rule.domain_force, eval_context))
            != records_sudo
            for rule in rules_sudo
            if any(name.startswith("customer_register.") for name in names[rule.id])
        )

    @api.model
    def _customer_permission_message(self, operation, records):
        """Say which permission is missing.

        :param str operation: read, write, create or unlink
        :param records: what it was tried on, no records for the model in general
        :return: a message, or False where permissions of the register don't decide
        """
        if records._name == "res.partner":
            return self._customer_refusal_message(operation, records)
        names = [
            name
            for name in MODEL_PERMISSIONS.get(records._name, {}).get(operation, ())
            if not self.env.user._has_customer_permission(name)
        ]
        if not names:
            return False
        permissions = self._customer_permission_names(names)
        what = self.env["ir.model"]._get(records._name).name
        if operation == "read":
            return self.env._(
                "You need the permission %(permissions)s to see this: %(what)s.",
                permissions=permissions,
                what=what,
            )
        if operation == "write":
            return self.env._(
                "You need the permission %(permissions)s to change this: %(what)s.",
                permissions=permissions,
                what=what,
            )
        if operation == "create":
            return self.env._(
                "You need the permission %(permissions)s to add this: %(what)s.",
                permissions=permissions,
                what=what,
            )
        return self.env._(
            "You need the permission %(permissions)s to delete this: %(what)s.",
            permissions=permissions,
            what=what,
        )

    @api.model
    def _customer_refusal_message(self, operation, partners):
        """Say which permission is missing for customers and their contacts."""
        if operation == "read":
            return self.env._(
                "You need the permission “View” to see this customer. “View (only) "
                "assigned” shows the customers that you are assigned to."
            )
        if operation == "create":
            if partners and not any(partners.sudo().mapped("is_customer")):
                return self.env._(
                    "You need the permission “Edit” to add contacts and addresses to "
                    "this customer. “Edit (only) assigned” is for the customers that "
                    "you are assigned to."
                )
            return self.env._("You need the permission “Create” to add customers.")
        # nobody learns the name of a customer by being refused
        readable = partners._filtered_access("read")[:5].sudo()
        names = [partner.display_name or "" for partner in readable]
        customers = names or self.env._("this customer")
        if operation == "write":
            return self.env._(
                "You need the permission “Edit” to change %s. “Edit (only) assigned” "
                "is for the customers that you are assigned to.",
                customers,
            )
        return self.env._(
            "You need the permission “Delete” to delete %s. It is for the customers "
            "that you see.",
            customers,
        )

    @api.model
    def _customer_permission_names(self, names):
        """Return permissions as users know them, such as: “View” or “Edit”."""
        groups = [
            self.env.ref(f"customer_register.group_customer_{name}").sudo()
            for name in names
        ]
        return self.env._(" or ").join(f"“{group.name}”" for group in groups)


class IrModelAccess(models.Model):
    _inherit = "ir.model.access"

    def _make_access_error(self, model, mode):
        error = super()._make_access_error(model, mode)
        if not self.env.user._is_internal():
            return error
        if model != "res.partner" and not model.startswith("customer."):
            return error
        message = self.env["ir.rule"]._customer_permission_message(
            mode, self.env[model]
        )
        if model == "res.partner":
            # the model also holds those to whom Odoo's own rights apply
            message = f"{error}\n\n{message}"
        return AccessError(message) if message else error
