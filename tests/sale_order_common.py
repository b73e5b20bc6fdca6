from contextlib import contextmanager

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import new_test_user

from odoo.addons.base.tests.common import BaseCommon


class SaleOrderCommon(BaseCommon):
    """A customer with facilities, articles and technicians."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.company.write(
            {
                "customer_show_service_articles": True,
                "customer_show_work_order_articles": True,
            }
        )
        country = cls.company.account_fiscal_country_id or cls.env.ref("base.se")
        cls.company.account_fiscal_country_id = country
        tax_group = cls.env["account.tax.group"].create(
            {"name": "VAT 25%", "country_id": country.id}
        )
        cls.tax = cls.env["account.tax"].create(
            {
                "name": "VAT 25%",
                "amount": 25,
                "type_tax_use": "sale",
                "tax_group_id": tax_group.id,
                "country_id": country.id,
            }
        )
        cls.travel, cls.hours = cls.env["product.product"].create(
            [
                {
                    "name": "Travel to site",
                    "type": "service",
                    "list_price": 100,
                    "taxes_id": [Command.set(cls.tax.ids)],
                },
                {
                    "name": "Working hour",
                    "type": "service",
                    "list_price": 800,
                    "uom_id": cls.env.ref("uom.product_uom_hour").id,
                    "taxes_id": [Command.set(cls.tax.ids)],
                },
            ]
        )
        cls.technician, cls.other_technician = (
            new_test_user(cls.env, login, groups="base.group_user", name=name)
            for login, name in (
                ("order_technician", "Tea Technician"),
                ("order_other_technician", "Otto Technician"),
            )
        )
        cls.cost_center = cls.env["account.analytic.account"].create(
            {
                "name": "Workshop",
                "plan_id": cls.env.ref(
                    "customer_register.analytic_plan_cost_center"
                ).id,
            }
        )
        cls.customer = cls.env["res.partner"].create(
            {
                "name": "Northern Lifts",
                "is_company": True,
                "customer_rank": 1,
                "email": "office@lifts.example.com",
                "technician_ids": [Command.set(cls.technician.ids)],
                "cost_center_id": cls.cost_center.id,
            }
        )
        cls.other_customer = cls.env["res.partner"].create(
            {"name": "Southern Doors", "is_company": True, "customer_rank": 1}
        )
        cls.facility, cls.other_facility = cls.env["customer.facility"].create(
            [
                {"name": "Tower", "partner_id": cls.customer.id},
                {"name": "Gate", "partner_id": cls.other_customer.id},
            ]
        )
        cls.lift, cls.door = cls.env["customer.service.object"].create(
            [
                {
                    "name": "Lift 1",
                    "facility_id": cls.facility.id,
                    "serial_number": "SN-77",
                },
                {"name": "Door 1", "facility_id": cls.other_facility.id},
            ]
        )

    @contextmanager
    def assertRefused(self, regex, exception=UserError):
        """Expect a refusal with this text, and undo what was done before it."""
        with self.assertRaisesRegex(exception, regex), self.cr.savepoint():
            yield

    @classmethod
    def new_order(cls, **values):
        return cls.env["sale.order"].create({"partner_id": cls.customer.id, **values})

    @classmethod
    def line(cls, product, quantity, **values):
        return Command.create(
            {"product_id": product.id, "product_uom_qty": quantity, **values}
        )
