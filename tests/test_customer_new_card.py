from odoo import Command
from odoo.tests import TransactionCase, tagged

from odoo.addons.customer_register.models.res_partner_new_card import NEW_CARD_VALUES

SPECIFICATION = {name: {} for name in (*NEW_CARD_VALUES, "ref", "name")}


@tagged("post_install", "-at_install")
class TestCustomerNewCard(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customers = cls.env["res.partner"].with_context(
            res_partner_search_mode="customer"
        )

    def test_new_card_is_what_a_second_look_shows(self):
        [saved] = self.customers.web_save({"name": "New AS"}, SPECIFICATION)
        customer = self.customers.browse(saved["id"])
        self.assertEqual(saved["ref"], customer.ref)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(customer.web_read(SPECIFICATION), [saved])

    def test_what_comes_later_is_counted(self):
        [saved] = self.customers.web_save({"name": "New AS"}, SPECIFICATION)
        customer = self.customers.browse(saved["id"])
        self.env["sale.order"].create({"partner_id": customer.id})
        self.env["customer.facility"].create(
            {"name": "Works", "partner_id": customer.id}
        )
        self.env.invalidate_all()
        [later] = customer.web_read(SPECIFICATION)
        self.assertEqual(later["quotation_count"], 1)
        self.assertEqual(len(later["newest_quotation_ids"]), 1)
        self.assertEqual(later["facility_count"], 1)

    def test_what_comes_along_is_counted(self):
        [saved] = self.customers.web_save(
            {
                "name": "New AS",
                "facility_ids": [Command.create({"name": "Works"})],
            },
            SPECIFICATION,
        )
        self.assertEqual(saved["facility_count"], 1)
