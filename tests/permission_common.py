"""Two customers with all that belongs to one: one is assigned, the other is not."""

import base64
from contextlib import contextmanager

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

GROUP = "customer_register.group_customer_%s"
# What Odoo itself asks for orders, error reports and bank accounts.
ODOO_GROUPS = (
    "sales_team.group_sale_manager",
    "project.group_project_user",
    "base.group_partner_manager",
)


def groups(*names, odoo=()):
    """Return group names for new_test_user: permissions, and groups of Odoo."""
    return ",".join(("base.group_user", *odoo, *(GROUP % name for name in names)))


class PermissionMixin:
    @classmethod
    def external_system(cls):
        systems = cls.env["customer.erp.system"]
        return systems.search([("code", "=", "permission")]) or systems.create(
            {"name": "ERP", "code": "permission"}
        )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner = new_test_user(
            cls.env, "permission_owner", groups=groups("manager", odoo=ODOO_GROUPS)
        )
        cls.product = cls.env["product.product"].create(
            {"name": "Travel", "type": "service"}
        )
        cls.project = cls.env.ref("customer_register.project_error_reports")
        cls.project.privacy_visibility = "employees"
        cls.shared_folder = cls.env["customer.document.folder"].create(
            {"name": "Contracts"}
        )
        cls.customers = {
            name: cls._new_customer(name) for name in ("assigned", "other")
        }
        cls.assigned = cls.customers["assigned"]["Customers"]
        cls.other = cls.customers["other"]["Customers"]

    @classmethod
    def _new_customer(cls, name):
        """Return {row of the documentation: a record of the customer}."""
        customer = cls.env["res.partner"].create(
            {
                "name": f"Customer {name}",
                "is_company": True,
                "customer_rank": 1,
                "email": f"{name}@example.com",
            }
        )
        records = {
            "Customers": customer,
            "Contacts and addresses of customers": cls.env["res.partner"].create(
                {
                    "name": f"Contact {name}",
                    "parent_id": customer.id,
                    "email": f"contact.{name}@example.com",
                }
            ),
        }
        facility = cls.env["customer.facility"].create(
            {"name": f"Tower {name}", "partner_id": customer.id}
        )
        order = cls.env["sale.order"].create(
            {
                "partner_id": customer.id,
                "user_id": False,
                "order_line": [Command.create({"product_id": cls.product.id})],
            }
        )
        plan = cls.env["mail.activity.plan"].create(
            {
                "name": f"Plan {name}",
                "res_model": "res.partner",
                "template_ids": [Command.create({"summary": "Call"})],
            }
        )
        customer_import = cls.env["customer.import"].create({"file_name": "a.csv"})
        mass_update = cls.env["customer.mass.update"].create({"vat_type": "none"})
        records.update(
            {
                "Facilities": facility,
                "Service objects": cls.env["customer.service.object"].create(
                    {"name": "Lift", "facility_id": facility.id}
                ),
                "Customer articles": cls.env["customer.article"].create(
                    {"partner_id": customer.id, "product_id": cls.product.id}
                ),
                "Tax reduction persons": cls.env[
                    "customer.tax.reduction.person"
                ].create({"partner_id": customer.id, "name": "Person", "share": 10}),
                "IDs in external systems": cls.env["customer.erp.link"].create(
                    {
                        "system_id": cls.external_system().id,
                        "partner_id": customer.id,
                        "external_id": f"X {name}",
                    }
                ),
                "Customer users": cls._new_customer_user(customer, name),
                "Documents": cls.env["customer.document"].create(
                    {
                        "name": "plan.txt",
                        "partner_id": customer.id,
                        "file": base64.b64encode(b"plan"),
                    }
                ),
                "Folders of a customer": cls.env["customer.document.folder"].create(
                    {"name": "Plans", "partner_id": customer.id}
                ),
                "Folders of all customers": cls.shared_folder,
                "Former customer numbers": cls.env["customer.number.history"].create(
                    {"partner_id": customer.id, "number": f"old {name}"}
                ),
                "Own imports": customer_import,
                "Own mass updates": mass_update,
                "Customers of own mass updates": cls.env[
                    "customer.mass.update.line"
                ].create(
                    {
                        "update_id": mass_update.id,
                        "partner_id": customer.id,
                        "state": "change",
                    }
                ),
                "Rows of own imports": cls.env["customer.import.line"].create(
                    {
                        "import_id": customer_import.id,
                        "row_number": 2,
                        "outcome": "unchanged",
                        "state": "done",
                        "partner_id": customer.id,
                    }
                ),
                "Shown personal identity numbers": cls.env[
                    "customer.personal.number.log"
                ].create(
                    {
                        "partner_id": customer.id,
                        "partner_name": customer.name,
                        "user_id": cls.owner.id,
                    }
                ),
                "Onboarding and offboarding": cls.env["customer.boarding"].create(
                    {"partner_id": customer.id, "kind": "onboarding", "name": "Plan"}
                ),
                "Answers of client surveys": cls.env["survey.user_input"].create(
                    {
                        "survey_id": cls.env.ref("customer_register.client_survey").id,
                        "customer_id": customer.id,
                    }
                ),
                "Onboarding and offboarding plans": plan,
                "Activities of plans": plan.template_ids,
                "Bank accounts of customers": cls.env["res.partner.bank"].create(
                    {"partner_id": customer.id, "acc_number": f"SE{name}"}
                ),
                "Quotations and orders": order,
                "Order lines": order.order_line,
                "Error reports": cls.env["project.task"].create(
                    {
                        "name": "No heat",
                        "is_error_report": True,
                        "project_id": cls.project.id,
                        "partner_id": customer.id,
                        "user_ids": False,
                    }
                ),
            }
        )
        customer.city = "Bergen"
        cls.cr.flush()
        # the history shows tracked changes and notes
        customer._message_log(body="A note")
        records["History"] = cls.env["customer.history"].search(
            [("partner_id", "=", customer.id)], limit=1
        )
        return records

    @classmethod
    def _new_customer_user(cls, customer, name):
        caretaker = cls.env["res.partner"].create(
            {
                "name": f"Caretaker {name}",
                "parent_id": customer.id,
                "email": f"caretaker.{name}@example.com",
            }
        )
        user = new_test_user(
            cls.env,
            f"caretaker_{name}",
            groups="base.group_portal",
            partner_id=caretaker.id,
        )
        return cls.env["customer.user"].search([("user_id", "=", user.id)])

    @classmethod
    def user(cls, login, *names, odoo=()):
        """Return a new user with permissions, who is technician of one customer."""
        user = new_test_user(
            cls.env, f"permission_{login}", groups=groups(*names, odoo=odoo)
        )
        cls.assigned.technician_ids = [Command.link(user.id)]
        return user

    @contextmanager
    def requested_by(self, user):
        """Do as in a request of the user, which Odoo's commands on contacts go back to.

        In a test, that would be the superuser.
        """
        transaction = self.env.transaction
        before = transaction.default_env
        transaction.default_env = self.env(user=user)
        try:
            yield transaction.default_env
        finally:
            transaction.default_env = before

    @contextmanager
    def assertMissing(self, *permissions):
        """Expect a refusal that names the permissions, and undo what came before."""
        with (
            mute_logger("odoo.addons.base.models.ir_rule"),
            mute_logger("odoo.addons.base.models.ir_model"),
            self.assertRaises(AccessError) as raised,
            self.cr.savepoint(),
        ):
            yield
        for permission in permissions:
            self.assertIn(f"“{permission}”", str(raised.exception))
