"""Customers created at the same moment, in real transactions of their own."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg2

from odoo import SUPERUSER_ID, api
from odoo.exceptions import ValidationError
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

MARK = "Parallel test customer"
WORKERS = 50
FIRST = 7_300_001


@contextmanager
def transaction():
    """Have an environment of its own; commit at the end of the block."""
    with Registry(get_db_name()).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})


@tagged("post_install", "-at_install", "customer_register")
class TestParallel(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addClassCleanup(cls.clean_up)
        with transaction() as env:
            company = env.company
            sequence = company.customer_number_sequence_id
            cls.saved = {
                "auto": company.customer_number_auto,
                "lengths": (
                    company.customer_number_min_length,
                    company.customer_number_max_length,
                ),
                "next": sequence.number_next_actual,
            }
            cls.set_policy(env, True, (0, 0), FIRST)

    @classmethod
    def clean_up(cls):
        with transaction() as env:
            env["res.partner"].with_context(active_test=False).search(
                [("name", "=like", f"{MARK}%")]
            ).unlink()
            if hasattr(cls, "saved"):
                cls.set_policy(
                    env, cls.saved["auto"], cls.saved["lengths"], cls.saved["next"]
                )

    @staticmethod
    def set_policy(env, auto, lengths, next_number):
        env.company.write(
            {
                "customer_number_auto": auto,
                "customer_number_min_length": lengths[0],
                "customer_number_max_length": lengths[1],
            }
        )
        env.company.customer_number_sequence_id.number_next = next_number

    def setUp(self):
        super().setUp()
        self.addCleanup(self.remove_customers)
        with transaction() as env:
            sequence = env.company.customer_number_sequence_id
            sequence.write({"implementation": "standard", "number_next": FIRST})

    @staticmethod
    def remove_customers():
        with transaction() as env:
            env["res.partner"].with_context(active_test=False).search(
                [("name", "=like", f"{MARK}%")]
            ).unlink()

    def in_parallel(self, function, count=WORKERS):
        """Run function(env, index, start) in `count` open transactions at once.

        It has to wait for `start`, a barrier: by then every transaction has its
        snapshot, and sees nothing of what the others will write.
        """
        start = threading.Barrier(count, timeout=120)

        def run(index):
            threading.current_thread().dbname = get_db_name()
            try:
                with transaction() as env:
                    env.cr.execute("SHOW transaction_isolation")
                    self.assertEqual(env.cr.fetchone()[0], "repeatable read")
                    env.cr.execute("SELECT COUNT(*) FROM res_partner")
                    result = function(env, index, start)
                    env.flush_all()
                return result
            except BaseException:
                start.abort()
                raise

        with ThreadPoolExecutor(count) as threads:
            return list(threads.map(run, range(count)))

    def customers(self, env):
        return env["res.partner"].search([("name", "=like", f"{MARK}%")])

    def test_fifty_at_once(self):
        def create(env, index, start):
            start.wait()
            return (
                env["res.partner"]
                .create({"name": f"{MARK} {index}", "customer_rank": 1})
                .ref
            )

        numbers = self.in_parallel(create)
        self.assertEqual(len(set(numbers)), WORKERS)
        self.assertTrue(all(numbers))
        with transaction() as env:
            self.assertCountEqual(self.customers(env).mapped("ref"), numbers)

    def test_manual_numbers_ahead_of_the_sequence(self):
        """The numbers that the sequence comes to next are typed in already."""
        with transaction() as env:
            env["res.partner"].create(
                [
                    {
                        "name": f"{MARK} typed {number}",
                        "customer_rank": 1,
                        "ref": str(FIRST + number),
                    }
                    for number in range(0, 60, 2)
                ]
            )

        def create(env, index, start):
            start.wait()
            return (
                env["res.partner"]
                .create([{"name": f"{MARK} {index}", "customer_rank": 1}] * 2)
                .mapped("ref")
            )

        numbers = sum(self.in_parallel(create, 20), [])
        self.assertEqual(len(set(numbers)), 40)
        with transaction() as env:
            refs = self.customers(env).mapped("ref")
        self.assertEqual(len(set(refs)), 70)

    def test_rank_raised_at_once(self):
        with transaction() as env:
            ids = (
                env["res.partner"]
                .create([{"name": f"{MARK} {index}"} for index in range(20)])
                .ids
            )

        def raise_rank(env, index, start):
            start.wait()
            partner = env["res.partner"].browse(ids[index])
            partner.customer_rank = 1
            return partner.ref

        self.assertEqual(len(set(self.in_parallel(raise_rank, 20))), 20)

    def test_same_manual_number(self):
        """The unique index decides what no transaction can see."""

        def create(env, index, start):
            partners = env["res.partner"]
            number = f"{FIRST}-X"
            start.wait()
            try:
                with mute_logger("odoo.sql_db"):
                    partner = partners.create(
                        {
                            "name": f"{MARK} {index}",
                            "customer_rank": 1,
                            # letter case is no difference
                            "ref": number if index % 2 else number.lower(),
                        }
                    )
                    env.flush_all()
                    return bool(partner)
            except (psycopg2.IntegrityError, ValidationError) as error:
                env.cr.rollback()
                if isinstance(error, psycopg2.IntegrityError):
                    self.assertEqual(
                        error.diag.constraint_name, "res_partner_customer_number_uniq"
                    )
                return False

        outcomes = self.in_parallel(create, 8)
        self.assertEqual(sum(outcomes), 1, outcomes)
        with transaction() as env:
            self.assertEqual(len(self.customers(env)), 1)

    def test_message_for_the_loser(self):
        with transaction() as env:
            index = env["res.partner"]._table_objects[
                "res_partner_customer_number_uniq"
            ]
            message = index.get_error_message(env["res.partner"], None)
        self.assertIn("at the same moment", message)

    def test_number_typed_while_the_sequence_reaches_it(self):
        """Exactly one has the number: the other is refused and may save again."""
        number = str(FIRST)

        def create(env, index, start):
            vals = {"name": f"{MARK} {index}", "customer_rank": 1}
            start.wait()
            try:
                with mute_logger("odoo.sql_db"):
                    ref = (
                        env["res.partner"]
                        .create(vals if index else {**vals, "ref": number})
                        .ref
                    )
                    env.flush_all()
                    return ref
            except (psycopg2.IntegrityError, ValidationError):
                env.cr.rollback()
                return env["res.partner"].create(vals).ref

        numbers = self.in_parallel(create, 2)
        self.assertEqual(len(set(numbers)), 2)
        with transaction() as env:
            self.assertEqual(len(set(self.customers(env).mapped("ref"))), 2)
