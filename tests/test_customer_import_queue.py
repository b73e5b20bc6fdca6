"""Large imports as jobs of OCA's queue_job; a real job runner is tested elsewhere."""

from unittest.mock import patch

from odoo import Command
from odoo.tests import tagged

from .import_common import CustomerImportCase, organisation_numbers

NUMBERS = organisation_numbers(6, first=85_000_000)
RUN = "odoo.addons.customer_register.models.customer_import_run"
UNDO = "odoo.addons.customer_register.models.customer_import_undo"


class Delayed:
    """Stands for what `with_delay()` of queue_job returns: keeps calls as jobs."""

    def __init__(self, jobs, records):
        self.jobs = jobs
        self.records = records

    def __getattr__(self, name):
        def enqueue(*args):
            self.jobs.append((self.records, name, args))

        return enqueue


@tagged("post_install", "-at_install", "customer_register")
class TestQueue(CustomerImportCase):
    def setUp(self):
        super().setUp()
        self.jobs = []
        imports = self.env.registry["customer.import"]
        self.patch(imports, "_uses_queue", lambda records: True)
        imports.with_delay = lambda records, **_options: Delayed(self.jobs, records)
        self.addCleanup(delattr, imports, "with_delay")
        for path in (f"{RUN}.ROWS_AT_ONCE", f"{UNDO}.ROWS_AT_ONCE"):
            self.enterContext(patch(path, 1))
        self.enterContext(patch(f"{RUN}.CHUNK_SIZE", 2))

    def run_jobs(self, order=None):
        """Run the jobs that wait; those that they make wait for the next call."""
        jobs, self.jobs[:] = list(self.jobs), []
        for records, name, args in order(jobs) if order else jobs:
            getattr(records, name)(*args)

    def started(self):
        customer_import = self.checked(
            *(f"Job {number};;{number}" for number in NUMBERS[:5])
        )
        customer_import.action_run()
        return customer_import

    def test_a_job_for_each_chunk(self):
        customer_import = self.started()
        self.assertEqual(
            [(name, args) for _records, name, args in self.jobs],
            [
                ("_run_chunk_job", (2, 3)),
                ("_run_chunk_job", (4, 5)),
                ("_run_chunk_job", (6, 6)),
            ],
        )
        self.assertEqual(
            {records.env.user for records, *_rest in self.jobs}, {self.importer}
        )
        self.run_jobs(order=reversed)
        self.assertEqual(customer_import.created_count, 5)
        self.assertEqual(customer_import.state, "running")
        self.assertEqual({name for _records, name, _args in self.jobs}, {"_finish_job"})
        self.run_jobs()
        self.assertEqual(customer_import.state, "done")
        self.assertFalse(self.jobs)

    def test_a_job_that_is_repeated_changes_nothing(self):
        customer_import = self.started()
        again = list(self.jobs)
        self.run_jobs()
        self.jobs[:] = again
        self.run_jobs()
        self.assertEqual(customer_import.created_count, 5)
        self.assertEqual(len(self.found(*NUMBERS)), 5)

    def test_cancel(self):
        customer_import = self.started()
        records, name, args = self.jobs.pop(0)
        getattr(records, name)(*args)
        customer_import.action_cancel()
        self.run_jobs()
        self.assertEqual(customer_import.state, "cancelled")
        self.assertEqual(customer_import.created_count, 2)

    def test_permission_lost(self):
        customer_import = self.started()
        self.importer.group_ids = [
            Command.unlink(self.env.ref("customer_register.group_customer_upload").id)
        ]
        self.run_jobs()
        self.assertEqual(customer_import.sudo().state, "done")
        self.assertEqual(customer_import.sudo().error_count, 5)

    def test_undo(self):
        customer_import = self.started()
        self.run_jobs()
        self.run_jobs()
        customer_import.action_undo()
        while self.jobs:
            self.run_jobs()
        self.assertEqual(customer_import.state, "undone")
        self.assertFalse(self.found(*NUMBERS))
