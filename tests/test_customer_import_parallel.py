"""Imports that run at the same moment, in real transactions of their own."""

import base64
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

from .import_common import HEADER, organisation_numbers

MARK = "Parallel import"
NUMBERS = organisation_numbers(40, first=84_000_000)
SLEEP = "odoo.service.model.time.sleep"


@contextmanager
def transaction():
    """Have an environment of its own; commit at the end of the block."""
    with Registry(get_db_name()).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})


@tagged("post_install", "-at_install", "customer_register")
class TestParallelImports(BaseCase):
    def setUp(self):
        super().setUp()
        self.addCleanup(self.clean_up)

    @staticmethod
    def clean_up():
        with transaction() as env:
            imports = env["customer.import"].search(
                [("file_name", "=like", f"{MARK}%")]
            )
            imports.write({"state": "cancelled"})
            imports.unlink()
            env["res.partner"].with_context(active_test=False).search(
                [("name", "=like", f"{MARK}%")]
            ).unlink()

    def checked_import(self, rows, header=HEADER):
        """Return the id of a checked import, committed."""
        content = "\r\n".join([header, *rows, ""]).encode()
        with transaction() as env:
            customer_import = env["customer.import"].create(
                {
                    "file": base64.b64encode(content),
                    "file_name": f"{MARK}.csv",
                    "notify": False,
                }
            )
            customer_import.action_read()
            customer_import.action_check()
            return customer_import.id

    def in_parallel(self, functions):
        """Run functions(env) in transactions that all have their snapshot first.

        Each is repeated when another was faster, as Odoo repeats every request.
        """
        start = threading.Barrier(len(functions), timeout=60)

        def run(function):
            threading.current_thread().dbname = get_db_name()
            tries = []

            def attempt(env):
                env.cr.execute("SELECT COUNT(*) FROM res_partner")
                if not tries:
                    tries.append(True)
                    start.wait()
                return function(env)

            with transaction() as env, mute_logger("odoo.sql_db"):
                return retrying(partial(attempt, env), env)

        with patch(SLEEP, lambda seconds: None):
            with ThreadPoolExecutor(len(functions)) as threads:
                return list(threads.map(run, functions))

    def run_import(self, import_id):
        return lambda env: env["customer.import"].browse(import_id).action_run()

    def assertEachOnce(self, numbers):
        with transaction() as env:
            found = env["res.partner"].search([("company_registry", "in", numbers)])
            self.assertCountEqual(found.mapped("company_registry"), numbers)

    def test_same_file_twice(self):
        """Two users import the same file: no customer comes in twice."""
        # without customer numbers: no unique index keeps them apart
        rows = [f"{MARK} {number};;{number}" for number in NUMBERS]
        ids = [self.checked_import(rows) for _user in range(2)]
        self.in_parallel([self.run_import(import_id) for import_id in ids])
        self.assertEachOnce(NUMBERS)
        with transaction() as env:
            imports = env["customer.import"].browse(ids)
            self.assertEqual(imports.mapped("state"), ["done", "done"])
            self.assertEqual(sum(imports.mapped("created_count")), len(NUMBERS))

            for late in imports.filtered("error_count"):
                late.action_retry()
            self.assertEqual(sum(imports.mapped("unchanged_count")), len(NUMBERS))
            self.assertFalse(sum(imports.mapped("error_count")))

    def test_in_another_order(self):
        """Claims are made in one order, so that nobody waits for each other."""
        rows = [f"{MARK} {number};;{number}" for number in NUMBERS]
        ids = [self.checked_import(rows), self.checked_import(rows[::-1])]
        self.in_parallel([self.run_import(import_id) for import_id in ids])
        self.assertEachOnce(NUMBERS)

    def test_by_email_and_name(self):
        rows = [f"{MARK} {place};p{place}@example.com;Oslo" for place in range(10)]
        ids = [
            self.checked_import(rows, header="Name;E-mail;City") for _user in range(2)
        ]
        self.in_parallel([self.run_import(import_id) for import_id in ids])
        with transaction() as env:
            found = env["res.partner"].search([("name", "=like", f"{MARK}%")])
            self.assertEqual(len(found), 10)

    def test_two_workers_on_one_import(self):
        """Workers side by side take different rows of an import."""
        rows = [f"{MARK} {number};;{number}" for number in NUMBERS]
        import_id = self.checked_import(rows)
        with transaction() as env:
            env["customer.import"].browse(import_id).state = "running"

        def work(env):
            return env["customer.import"].browse(import_id)._run_chunk(limit=30)

        handled = self.in_parallel([work, work])
        self.assertLessEqual(sum(handled), len(NUMBERS))
        with transaction() as env:
            customer_import = env["customer.import"].browse(import_id)
            while customer_import._run_chunk():
                pass
            self.assertEqual(customer_import.state, "done")
        self.assertEachOnce(NUMBERS)

    def test_claims_do_not_pile_up(self):
        with transaction() as env:
            claims = env["customer.identity.claim"]
            claims._claim([("test", MARK)])
            claims.search([]).claimed_at = "2020-01-01"
            claims.flush_model()
            claims._gc_claims()
            claims.invalidate_model()
            self.assertFalse(claims.search([]))
