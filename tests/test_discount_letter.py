"""Discount letters: price lists with discounts, chosen on the customer card.

Source: seeds/001_89ddd0bb9fc3d60e.txt, "Discount letter".
"""

from odoo import Command
from odoo.tests import Form, new_test_user, tagged

from .sale_order_common import SaleOrderCommon


@tagged("post_install", "-at_install")
class TestDiscountLetter(SaleOrderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # orders show discounts in a column of their own
        cls.env.user.group_ids += cls.env.ref("sale.group_discount_per_so_line")
        cls.spare_parts = cls.env["product.category"].create({"name": "Spare Parts"})
        cls.rope, cls.ladder = cls.env["product.product"].create(
            [
                {
                    "name": "Rope",
                    "list_price": 200,
                    "categ_id": cls.spare_parts.id,
                    "taxes_id": False,
                },
                {"name": "Ladder", "list_price": 500, "taxes_id": False},
            ]
        )
        cls.letter = cls.env["product.pricelist"].create(
            {
                "name": "Letter of Association",
                "item_ids": [
                    Command.create(
                        {
                            "applied_on": "2_product_category",
                            "categ_id": cls.spare_parts.id,
                            "compute_price": "percentage",
                            "percent_price": 20,
                        }
                    ),
                    Command.create(
                        {
                            "applied_on": "1_product",
                            "product_tmpl_id": cls.travel.product_tmpl_id.id,
                            "compute_price": "percentage",
                            "percent_price": 50,
                        }
                    ),
                ],
            }
        )
        cls.customer.property_product_pricelist = cls.letter

    def lines(self, partner):
        order = self.new_order(
            partner_id=partner.id,
            order_line=[
                self.line(product, 1)
                for product in (self.rope, self.travel, self.ladder)
            ],
        )
        return order.order_line

    def test_discount_by_category_and_by_article(self):
        lines = self.lines(self.customer)
        self.assertEqual(lines.order_id.pricelist_id, self.letter)
        self.assertRecordValues(
            lines,
            [
                {"price_unit": 200, "discount": 20, "price_subtotal": 160},
                {"price_unit": 100, "discount": 50, "price_subtotal": 50},
                {"price_unit": 500, "discount": 0, "price_subtotal": 500},
            ],
        )

    def test_without_the_column_the_price_is_lower(self):
        self.env.user.group_ids -= self.env.ref("sale.group_discount_per_so_line")
        self.assertEqual(self.lines(self.customer).mapped("price_unit"), [160, 50, 500])

    def test_contacts_have_the_customers_letter(self):
        before = self.other_customer
        contact, later = self.env["res.partner"].create(
            [
                {"name": "Anna", "parent_id": self.customer.id},
                {"name": "Bo", "parent_id": before.id},
            ]
        )
        self.assertEqual(self.lines(contact).mapped("discount"), [20, 50, 0])
        self.assertEqual(self.lines(later).mapped("discount"), [0, 0, 0])
        before.property_product_pricelist = self.letter
        self.assertEqual(self.lines(later).mapped("discount"), [20, 50, 0])

    def test_other_customers_have_none(self):
        self.assertEqual(self.lines(self.other_customer).mapped("discount"), [0, 0, 0])

    def test_letter_is_searched_and_picked_on_the_card(self):
        editor = new_test_user(
            self.env,
            "letter_editor",
            groups="customer_register.group_customer_edit,base.group_partner_manager",
        )
        lists = self.env["product.pricelist"].with_user(editor)
        self.assertIn(self.letter.id, [row[0] for row in lists.name_search("")])
        self.assertEqual(
            [row[0] for row in lists.name_search("association")], self.letter.ids
        )
        with Form(
            self.other_customer.with_user(editor),
            view="customer_register.res_partner_customer_view_form",
        ) as form:
            form.property_product_pricelist = self.letter
        self.assertEqual(self.lines(self.other_customer)[0].discount, 20)

    def test_form_follows_the_customer(self):
        with Form(self.env["sale.order"]) as form:
            form.partner_id = self.customer
            self.assertEqual(form.pricelist_id, self.letter)
            with form.order_line.new() as line:
                line.product_id = self.rope
                self.assertEqual(line.discount, 20)
