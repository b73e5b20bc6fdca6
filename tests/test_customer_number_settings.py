"""The settings page: next number, and the customers that break the policy."""

from ast import literal_eval

from odoo.tests import Form, tagged

from .common import CustomerCase


@tagged("post_install", "-at_install", "customer_register")
class TestSettings(CustomerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # customers that other modules' tests and data have
        cls.before = cls.partners.search([("is_customer", "=", True)])
        cls.before.filtered(lambda partner: not partner.user_ids).customer_rank = 0
        cls.short = cls.customer("Short", "12")
        cls.archived = cls.customer("Archived", "13", active=False)
        cls.right = cls.customer("Right", "1234")
        cls.long = cls.customer("Long", "123456")
        cls.odd = cls.customer("Odd characters", "%_x\\")
        cls.policy(auto=False)
        cls.missing = cls.new_partner("Missing")
        cls.missing.with_context(tracking_disable=True)._increase_rank("customer_rank")
        cls.policy(auto=True)
        cls.foreign = cls.customer("Foreign", "1", company_id=cls.other_company().id)
        cls.doubled = cls.legacy_customer("Doubled", "1234")
        cls.new_partner("Contact", parent_id=cls.short.id, ref="1")
        cls.new_partner("Vendor", ref="1")

    def settings(self, **values):
        return self.env["res.config.settings"].create(values)

    def violating(self, settings):
        action = settings.action_view_customer_number_violations()
        domain = action["domain"]
        if isinstance(domain, str):
            domain = literal_eval(domain)
        return self.env["res.partner"].with_context(**action["context"]).search(domain)

    def test_violations(self):
        always = self.missing | self.doubled
        for shortest, longest, expected in [
            (0, 0, always),
            (3, 0, always | self.short | self.archived),
            (4, 0, always | self.short | self.archived),
            (5, 0, always | self.short | self.archived | self.right | self.odd),
            (0, 4, always | self.long),
            (
                0,
                1,
                always | self.short | self.archived | self.right | self.long | self.odd,
            ),
            (3, 5, always | self.short | self.archived | self.long),
        ]:
            with self.subTest(shortest=shortest, longest=longest):
                self.policy(shortest=shortest, longest=longest)
                settings = self.settings()
                self.assertEqual(self.violating(settings), expected.sorted())
                self.assertEqual(
                    settings.customer_number_violation_count, len(expected)
                )
                self.assertEqual(settings.customer_number_missing_count, 1)

    def test_unsaved_lengths(self):
        form = Form(self.env["res.config.settings"])
        self.assertEqual(form.customer_number_violation_count, 2)
        self.assertEqual(form.customer_number_missing_count, 1)
        self.assertEqual(form.customer_number_next, "5001")
        form.customer_number_max_length = 5
        self.assertEqual(form.customer_number_violation_count, 3)
        form.customer_number_min_length = 5
        self.assertEqual(form.customer_number_violation_count, 7)
        self.assertEqual(form.customer_number_missing_count, 1)
        self.assertEqual(form.customer_number_next, "05001")
        self.assertEqual(self.company.customer_number_min_length, 0)
        form.customer_number_max_length = 0
        self.assertEqual(form.customer_number_violation_count, 6)
        form.save().execute()
        self.assertEqual(self.company.customer_number_min_length, 5)
        self.assertEqual(self.customer().ref, "05001")

    def test_number_those_without(self):
        archived = self.new_partner("Archived without")
        archived._increase_rank("customer_rank")
        archived.with_user(self.manager).ref = False
        self.assertTrue(archived.ref, "a customer is given a new number at once")
        settings = self.settings()
        action = settings.action_number_customers()
        self.assertEqual(action["tag"], "display_notification")
        self.assertIn("1", action["params"]["message"])
        self.assertTrue(self.missing.ref)
        self.assertEqual(self.missing.customer_number_key, self.missing.ref)
        self.assertEqual(self.settings().customer_number_missing_count, 0)
        self.assertFalse(self.missing.customer_number_history_ids)

    def test_number_many_without(self):
        def missing(count):
            self.policy(auto=False)
            for number in range(count):
                self.new_partner(f"Without {number}")._increase_rank("customer_rank")
            self.policy(auto=True)

        self.company._number_customers_without()
        queries = []
        for count in (10, 30):
            missing(count)
            queries.append(self.count_queries(self.company._number_customers_without))
        self.assertEqual(queries[0], queries[1])

    def test_settings_are_the_company_s(self):
        self.settings(
            customer_number_auto=False,
            customer_number_min_length=2,
            customer_number_max_length=9,
            customer_number_in_display_name=True,
        ).execute()
        self.assertRecordValues(
            self.company,
            [
                {
                    "customer_number_auto": False,
                    "customer_number_min_length": 2,
                    "customer_number_max_length": 9,
                    "customer_number_in_display_name": True,
                }
            ],
        )
        action = self.settings().action_open_customer_number_sequence()
        self.assertEqual(action["res_id"], self.sequence.id)
