"""Every permission, alone and combined, on every kind of record: as documented."""

import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from .permission_common import GROUP, ODOO_GROUPS, PermissionMixin
from .permission_table import is_allowed, labels, permissions, records, roles

COMBINATIONS = (
    ("view", "edit_assigned"),
    ("view", "create"),
    ("view", "delete"),
    ("view", "upload", "file_delete"),
    ("edit", "create", "delete"),
    ("edit_assigned", "create"),
    ("edit_assigned", "delete"),
    ("edit_assigned", "upload", "assign"),
    ("view_assigned", "user_create", "user_rights", "user_delete"),
)
# Here the rules alone don't tell.
DECIDED_IN_CODE = ("Folders of all customers",)
CHANGED_FIELD = {
    "res.partner": {"function": "Changed"},
    "res.partner.bank": {"acc_holder_name": "Changed"},
    "customer.article": {"description": "Changed"},
    "customer.erp.link": {"external_id": "changed"},
    "customer.import": {"file_name": "changed.csv"},
    "customer.import.line": {"message": "Changed"},
    "customer.mass.update": {"vat_type": "none"},
    "customer.mass.update.line": {"message": "Changed"},
    "customer.number.history": {"number": "changed"},
    "customer.personal.number.log": {"partner_name": "Changed"},
    "customer.history": {"subject": "Changed"},
    "customer.user": {"see_prices": False},
    "mail.activity.plan.template": {"summary": "Changed"},
    "sale.order": {"client_order_ref": "Changed"},
}

MASS_UPDATES = ("Own mass updates", "Customers of own mass updates")


@tagged("post_install", "-at_install")
class TestPermissionMatrix(PermissionMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cells = records()

    # === THE TABLES === #

    def test_table_names_the_permissions_of_the_database(self):
        privilege = self.env.ref(
            "customer_register.res_groups_privilege_customer_register"
        )
        expected = {
            self.env.ref(GROUP % name): label for name, label in labels().items()
        }
        self.assertEqual({group: group.name for group in privilege.group_ids}, expected)

    def test_table_names_every_model_that_hangs_on_a_customer(self):
        """A new model of the register can't be forgotten."""
        models = {model for _label, model, _cells in self.cells}
        for name, model in self.env.registry.items():
            if (
                model._module == "customer_register"
                and name.startswith("customer.")
                and not model._abstract
                and not model._transient
                # made of other records, and as visible as they are
                and (model._auto or name in models)
                and any(
                    field.comodel_name == "res.partner" and field.store
                    for field in model._fields.values()
                )
            ):
                with self.subTest(name):
                    self.assertIn(name, models)

    def test_roles_are_what_the_table_says(self):
        everything = {self.env.ref(GROUP % name): name for name in permissions()}
        for role, (label, names, odoo_groups) in roles().items():
            with self.subTest(role):
                group = self.env.ref(GROUP % role)
                self.assertEqual(group.name, label)
                stated = self.env["res.groups"].union(
                    *(self.env.ref(GROUP % name) for name in names)
                )
                self.assertEqual(
                    group.all_implied_ids & stated.browse(g.id for g in everything),
                    stated.all_implied_ids & stated.browse(g.id for g in everything),
                )
                for xmlid in odoo_groups:
                    self.assertIn(self.env.ref(xmlid), group.all_implied_ids)

    # === THE MATRIX === #

    def _check(self, login, names, attempt=None):
        """Compare what a user may do with the tables.

        :param names: the user's permissions
        :param attempt: how to find out: _try does it, _ask asks the rules only
        """
        attempt = attempt or self._ask
        user = self.user(login, *names, odoo=ODOO_GROUPS)
        granted = {name for name in permissions() if user.has_group(GROUP % name)}
        for whose, customer in self.customers.items():
            for label, model, operations in self.cells:
                record = customer[label].with_user(user)
                for operation, rights in operations.items():
                    if rights == ["Odoo"]:
                        continue
                    if label in ("Own imports", "Rows of own imports"):
                        customer["Own imports"].sudo().user_id = user
                    if label in MASS_UPDATES:
                        customer["Own mass updates"].sudo().user_id = user
                    with self.subTest(
                        login, whose=whose, record=label, operation=operation
                    ):
                        is_mine = (
                            whose == "assigned"
                            or label in ("Own imports", *MASS_UPDATES)
                            or (label == "Rows of own imports" and operation != "read")
                        )
                        ask = self._try if label in DECIDED_IN_CODE else attempt
                        self.assertEqual(
                            ask(record, operation),
                            is_allowed(granted, rights, is_mine),
                        )
                        self.assertEqual(record._name, model)

    def _ask(self, record, operation):
        if operation == "read":
            return self._try(record, operation)
        return record.has_access(operation)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def _try(self, record, operation):
        """Do it, and undo it."""
        try:
            if operation == "read":
                self._read(record)
                return True
            with self.cr.savepoint():
                if operation == "write":
                    values = CHANGED_FIELD.get(record._name, {"name": "Changed"})
                    record.write(values)
                elif operation == "create":
                    self._create(record)
                else:
                    self._delete(record)
                self.env.flush_all()
                raise _Undo
        except _Undo:
            return True
        except (AccessError, _Hidden):
            return False

    def _read(self, record):
        record.invalidate_recordset()
        found = record.search([("id", "=", record.id)])
        rows = record.read([record._rec_name or "id"])
        self.assertEqual(bool(rows), bool(found), "what can be read can be found")
        if not rows:
            # a view of the database leaves out what the user may not see
            raise _Hidden

    def _create(self, record):
        """Add another one like the record."""
        model = record.browse()
        sudo = record.sudo()
        customer = self._customer_of(record)
        if record._name == "res.partner":
            is_customer = record == customer
            return model.create(
                {
                    "name": "New",
                    "is_company": is_customer,
                    "customer_rank": int(is_customer),
                    "parent_id": not is_customer and customer.id,
                }
            )
        values = {
            "customer.facility": lambda: {"name": "New", "partner_id": customer.id},
            "customer.service.object": lambda: {
                "name": "New",
                "facility_id": sudo.facility_id.id,
            },
            "customer.article": lambda: {
                "partner_id": customer.id,
                "product_id": self.product.id,
            },
            "customer.tax.reduction.person": lambda: {
                "partner_id": customer.id,
                "name": "New",
                "share": 5,
            },
            "customer.erp.link": lambda: {
                "system_id": sudo.system_id.id,
                "partner_id": customer.id,
                "external_id": "new",
            },
            "customer.document": lambda: {
                "name": "new.txt",
                "partner_id": customer.id,
                "file": base64.b64encode(b"new"),
            },
            "customer.document.folder": lambda: {
                "name": "New",
                "partner_id": sudo.partner_id.id,
            },
            "customer.number.history": lambda: {
                "partner_id": customer.id,
                "number": "new",
            },
            "customer.history": lambda: {"subject": "New"},
            "customer.user": lambda: {"user_id": sudo.user_id.id},
            "customer.import": lambda: {"file_name": "new.csv"},
            "customer.import.line": lambda: {
                "import_id": sudo.import_id.id,
                "row_number": 3,
                "outcome": "skip",
                "state": "done",
            },
            "customer.mass.update": lambda: {"vat_type": "none"},
            "customer.mass.update.line": lambda: {
                "update_id": sudo.update_id.id,
                "partner_id": customer.id,
                "state": "change",
            },
            "customer.boarding": lambda: {
                "partner_id": customer.id,
                "kind": "offboarding",
                "name": "New",
            },
            "mail.activity.plan": lambda: {"name": "New", "res_model": "res.partner"},
            "mail.activity.plan.template": lambda: {"plan_id": sudo.plan_id.id},
            "customer.personal.number.log": lambda: {"partner_id": customer.id},
            "sale.order": lambda: {"partner_id": customer.id},
            "sale.order.line": lambda: {
                "order_id": sudo.order_id.id,
                "product_id": self.product.id,
            },
            "project.task": lambda: {
                "name": "New",
                "is_error_report": True,
                "partner_id": customer.id,
                "project_id": self.project.id,
            },
        }[record._name]()
        return model.create(values)

    def _delete(self, record):
        if record._name in ("sale.order", "project.task") or (
            record == self._customer_of(record)
        ):
            # what the customer has, and Odoo's own rights, stand in the way
            record.check_access("unlink")
            return
        try:
            record.unlink()
        except AccessError:
            raise
        except UserError:
            # allowed by the permissions, refused for another reason
            record.check_access("unlink")

    def _customer_of(self, record):
        for customer in self.customers.values():
            if any(record == other for other in customer.values()):
                return customer["Customers"]
        raise AssertionError(record)

    def test_each_permission_alone(self):
        for name in permissions():
            self._check(name, (name,), self._try)

    def test_usual_combinations(self):
        for names in COMBINATIONS:
            self._check("_".join(names), names)

    def test_roles(self):
        for role in roles():
            self._check(role, (role,))

    def test_no_permission(self):
        self._check("nothing", (), self._try)


class _Undo(Exception):
    """Leaves a savepoint after what was allowed."""


class _Hidden(Exception):
    """A record is left out without a refusal."""
