"""A customer with two facilities, and customer users with different rights."""

import base64

from odoo import Command
from odoo.tests import new_test_user

# A picture of one pixel.
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ"
    "RU5ErkJggg=="
)


class CustomerPortalMixin:
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technician = new_test_user(
            cls.env,
            "portal_technician",
            groups="base.group_user,project.group_project_user,"
            "customer_register.group_customer_edit",
            email="technician@example.com",
        )
        cls.seller = new_test_user(
            cls.env,
            "portal_seller",
            groups="base.group_user,customer_register.group_customer_edit",
            email="seller@example.com",
        )
        cls.article = cls.env["product.product"].create(
            {"name": "Filter", "type": "service", "list_price": 4321}
        )
        cls.customer, cls.tower, cls.garage = cls._new_customer("Own")
        cls.other, cls.other_tower, _other_garage = cls._new_customer("Other")
        cls.boss = cls._new_user(
            "boss", upload_documents=True, edit_company=True, manage_contacts=True
        )
        cls.limited = cls._new_user(
            "limited",
            see_prices=False,
            facility_scope="some",
            facility_ids=[Command.set(cls.tower.ids)],
        )
        cls.guest = cls._new_user(
            "guest", see_orders=False, report_errors=False, see_documents=False
        )
        cls.tower_order = cls._new_order(cls.customer, cls.tower)
        cls.garage_order = cls._new_order(cls.customer, cls.garage)
        cls.other_order = cls._new_order(cls.other, cls.other_tower)

    @classmethod
    def _new_customer(cls, name):
        customer = cls.env["res.partner"].create(
            {
                "name": f"{name} Company",
                "is_company": True,
                "customer_rank": 1,
                "email": f"{name.lower()}@example.com",
                "phone": "+46 8 123 45 67",
                "user_id": cls.seller.id,
                "technician_ids": [Command.set(cls.technician.ids)],
                "comment": "<p>Secret remark</p>",
            }
        )
        facilities = cls.env["customer.facility"].create(
            [
                {"name": f"{name} {kind}", "partner_id": customer.id}
                for kind in ("Tower", "Garage")
            ]
        )
        cls.env["customer.service.object"].create(
            [
                {"name": f"Lift {facility.name}", "facility_id": facility.id}
                for facility in facilities
            ]
        )
        return customer, *facilities

    @classmethod
    def _new_user(cls, login, **rights):
        contact = cls.env["res.partner"].create(
            {
                "name": f"Contact {login}",
                "parent_id": cls.customer.id,
                "email": f"{login}@own.example.com",
            }
        )
        user = new_test_user(
            cls.env, login, groups="base.group_portal", partner_id=contact.id
        )
        cls.rights_of(user).write(rights)
        return user

    @classmethod
    def rights_of(cls, user):
        return cls.env["customer.user"].search([("user_id", "=", user.id)])

    @classmethod
    def _new_order(cls, customer, facility, **values):
        order = cls.env["sale.order"].create(
            {
                "partner_id": customer.id,
                "order_type": "service",
                "facility_id": facility.id,
                "client_order_ref": f"PO {facility.name}",
                "order_line": [Command.create({"product_id": cls.article.id})],
                **values,
            }
        )
        order.action_confirm()
        return order

    @classmethod
    def _new_report(cls, facility, **values):
        return cls.env["project.task"].create(
            {
                "name": f"Broken {facility.name}",
                "is_error_report": True,
                "partner_id": facility.partner_id.id,
                "facility_id": facility.id,
                **values,
            }
        )

    @classmethod
    def _new_document(cls, customer, **values):
        return cls.env["customer.document"].create(
            {
                "name": "plan.pdf",
                "partner_id": customer.id,
                "file": base64.b64encode(b"%PDF-1.4 plan"),
                "visible_to_customer": True,
                **values,
            }
        )
