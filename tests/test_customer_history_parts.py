"""Articles, addresses, facilities, service objects, persons: in the customer's history.

Source: seeds/001_89ddd0bb9fc3d60e.txt, "All changes made to the customer card are
listed here".
"""

from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestCustomerHistoryParts(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.editor = new_test_user(
            cls.env,
            "parts_editor",
            groups="customer_register.group_customer_edit,base.group_partner_manager",
        )
        cls.customer, cls.other = cls.env["res.partner"].create(
            [
                {"name": name, "is_company": True, "customer_rank": 1}
                for name in ("Parts AB", "Other AB")
            ]
        )
        cls.travel, cls.ladder = cls.env["product.product"].create(
            [{"name": "Travel"}, {"name": "Ladder"}]
        )

    def add(self, model, **values):
        """Add a part of the customer as an editor."""
        return self.env[model].with_user(self.editor).create(values)

    def add_article(self, **values):
        return self.add(
            "customer.article",
            **{"partner_id": self.customer.id, "product_id": self.travel.id, **values},
        )

    def add_facility(self, **values):
        return self.add(
            "customer.facility", partner_id=self.customer.id, name="Tower", **values
        )

    def rows(self, customer=None):
        self.env.flush_all()
        self.cr.flush()
        return self.env["customer.history"].search(
            [("partner_id", "=", (customer or self.customer).id)]
        )

    def assertChange(self, subject, change, old, new):
        found = [
            (row.subject, row.change, row.old_value or "", row.new_value or "")
            for row in self.rows()
            if row.user_id == self.editor and row.date
        ]
        self.assertIn((subject, change, old, new), found)

    # === ARTICLES === #

    def test_article_added_changed_and_removed(self):
        article = self.add_article(quantity=0, price_unit=75, order_type="service")
        article.write({"quantity": 2.5, "price_unit": 80, "product_id": self.ladder.id})
        article.order_type = "work"
        article.description = "As agreed"
        article.unlink()
        self.assertIn(
            "Added: Customer Article: Travel, Service Order, quantity 0, price 75",
            self.rows().mapped("change"),
        )
        travel, ladder = "Customer Article: Travel", "Customer Article: Ladder"
        self.assertChange(travel, "Quantity", "0", "2.5")
        self.assertChange(travel, "Own Price", "75", "80")
        self.assertChange(travel, "Article", "Travel", "Ladder")
        self.assertChange(ladder, "Order Type", "Service Order", "Work Order")
        self.assertChange(ladder, "Description", "", "As agreed")
        self.assertIn(
            "Removed: Customer Article: Ladder, Work Order, quantity 2.5, price 80",
            self.rows().mapped("change"),
        )

    def test_articles_on_the_card(self):
        self.customer.with_user(self.editor).write(
            {
                "customer_work_article_ids": [
                    (0, 0, {"product_id": self.travel.id, "order_type": "work"})
                ]
            }
        )
        article = self.customer.customer_article_ids
        self.customer.with_user(self.editor).write(
            {"customer_work_article_ids": [(1, article.id, {"quantity": 4})]}
        )
        self.assertChange("Customer Article: Travel", "Quantity", "1", "4")
        self.customer.with_user(self.editor).write(
            {"customer_work_article_ids": [(2, article.id, 0)]}
        )
        self.assertTrue(self.rows()[0].change.startswith("Removed"))

    def test_what_stays_the_same_is_no_change(self):
        article = self.add_article()
        count = len(self.rows())
        article.write({"quantity": 1, "sequence": 99})
        self.assertEqual(len(self.rows()), count)

    def test_article_that_moves_is_told_on_both_customers(self):
        article = self.add_article()
        article.partner_id = self.other
        self.assertTrue(self.rows()[0].change.startswith("Removed: Customer Article"))
        self.assertTrue(
            self.rows(self.other)[0].change.startswith("Added: Customer Article")
        )

    def test_chatter_shows_the_change(self):
        article = self.add_article()
        article.quantity = 3
        message = self.customer.message_ids[0]
        self.assertIn("Customer Article: Travel", str(message.body))
        [value] = message.sudo().tracking_value_ids._tracking_value_format()
        self.assertEqual(value["fieldInfo"]["changedField"], "Quantity")
        self.assertEqual((value["oldValue"], value["newValue"]), (1, 3))
        self.assertFalse(message.notified_partner_ids)

    def test_nothing_is_kept_without_tracking(self):
        count = len(self.rows())
        article = self.add_article().with_context(tracking_disable=True)
        count += 1
        article.quantity = 5
        article.copy()
        article.unlink()
        self.assertEqual(len(self.rows()), count)

    # === FACILITIES AND SERVICE OBJECTS === #

    def test_facility_added_changed_and_removed(self):
        facility = self.add_facility(city="Lund")
        service_object = self.add(
            "customer.service.object",
            name="Lift",
            facility_id=facility.id,
            serial_number="A1",
        )
        self.rows()
        facility.city = "Malmö"
        service_object.serial_number = "B2"
        self.rows()
        self.assertChange("Facility: Tower", "City", "Lund", "Malmö")
        self.assertChange("Service Object: Lift", "Serial Number", "A1", "B2")
        subjects = self.rows().filtered("change").mapped("subject")
        self.assertIn("Facility: Tower", subjects)
        # not even recorded yet when it is removed
        facility.city = "Ystad"
        facility.unlink()
        removed = self.rows().mapped("change")
        self.assertIn("Removed: Facility: Tower", removed)
        self.assertIn("Removed: Service Object: Lift (B2)", removed)
        # what was changed can still be read
        self.assertChange("Facility: Tower", "City", "Lund", "Malmö")
        self.assertChange("Facility: Tower", "City", "Malmö", "Ystad")
        self.assertChange("Service Object: Lift (B2)", "Serial Number", "A1", "B2")

    def test_new_facilities_and_objects_are_listed(self):
        facility = self.add_facility()
        self.add("customer.service.object", name="Lift", facility_id=facility.id)
        lines = {row.subject: row.change for row in self.rows()}
        self.assertEqual(lines["Facility: Tower"], "Facility created")
        self.assertEqual(lines["Service Object: Lift"], "Service Object created")

    def test_facility_that_moves_is_told_on_both_customers(self):
        facility = self.add_facility()
        facility.partner_id = self.other
        self.assertIn("Removed: Facility: Tower", self.rows().mapped("change"))
        self.assertIn("Added: Facility: Tower", self.rows(self.other).mapped("change"))

    # === ADDRESSES === #

    def test_address_removed(self):
        address = self.add(
            "res.partner", type="mail", street="Box 1", parent_id=self.customer.id
        )
        self.rows()
        address.unlink()
        lines = self.rows().mapped("change")
        self.assertIn("Added: Mail: Parts AB, Box 1", lines)
        self.assertIn("Removed: Mail: Parts AB, Box 1", lines)

    # === SCALE === #

    def test_same_number_of_queries_for_10_and_100_articles(self):
        def edit(count):
            articles = self.env["customer.article"].create(
                [
                    {"partner_id": self.customer.id, "product_id": self.travel.id}
                    for _number in range(count)
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            articles.write({"quantity": 7})
            self.env.flush_all()
            changed = self.cr.sql_log_count - start
            articles.unlink()
            return changed, self.cr.sql_log_count - start - changed

        edit(1)
        few, many = edit(10), edit(100)
        # records are inserted and deleted by the hundred
        self.assertLessEqual(many[0], few[0] + 3)
        self.assertLessEqual(many[1], few[1] + 3)
