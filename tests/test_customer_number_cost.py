"""What numbering costs in queries: creating customers is the busiest way in."""

from odoo.tests import tagged

from .common import CustomerCase


@tagged("post_install", "-at_install", "customer_register")
class TestNumberCost(CustomerCase):
    def create_partners(self, count, **values):
        return self.env["res.partner"].create(
            [{"name": f"Partner {number}", **values} for number in range(count)]
        )

    def queries(self, count, **values):
        self.env.invalidate_all()
        return self.count_queries(lambda: self.create_partners(count, **values))

    def test_one_customer_costs_three_queries_more(self):
        for _ in range(2):
            self.queries(1)
            self.queries(1, customer_rank=1)
        plain = self.queries(1)
        for name, values in [
            ("next number", {}),
            ("given number", {"ref": "G-1"}),
        ]:
            with self.subTest(name):
                cost = self.queries(1, customer_rank=1, **values)
                self.assertLessEqual(cost - plain, 3)

    def test_one_customer_by_its_creator(self):
        """Permissions are cheap too."""
        partners = self.env["res.partner"].with_user(self.editor)

        def cost(**values):
            self.env.invalidate_all()
            return self.count_queries(lambda: partners.create({"name": "P", **values}))

        for _ in range(2):
            cost()
            cost(customer_rank=1)
        self.assertLessEqual(cost(customer_rank=1) - cost(), 3)

    def test_batch_costs_no_more_per_record(self):
        """Beside the rows themselves, which Odoo inserts 100 at a time."""
        for _ in range(2):
            self.queries(2)
            self.queries(2, customer_rank=1)
        extra = {
            count: self.queries(count, customer_rank=1) - self.queries(count)
            for count in (10, 100)
        }
        self.assertEqual(extra[10], extra[100])
        self.assertLessEqual(extra[100], 3)

    def test_batch_of_ten_and_of_a_hundred(self):
        for _ in range(2):
            self.queries(2, customer_rank=1)
        self.assertEqual(
            self.queries(10, customer_rank=1), self.queries(100, customer_rank=1)
        )

    def test_rank_raised_for_many(self):
        def raise_rank(partners):
            partners.customer_rank = 1

        costs = []
        for count in (2, 10, 50):
            partners = self.create_partners(count)
            self.env.flush_all()
            costs.append(self.count_queries(raise_rank, partners))
        self.assertEqual(costs[1], costs[2])
