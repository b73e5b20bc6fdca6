"""`make check-faults`: imports whose server is killed, and imports at the same time.

Real servers with real workers: Odoo alone, whose scheduled action imports in the
background, and Odoo with OCA's queue_job, whose jobs do.
"""

import traceback

import odoo_process
import postgres
from databases import Templates
from fault_scenarios import Scenarios
from live_server import LiveServer
from workplace import Problem, say

JOBS_AT_ONCE = 2


def run():
    """Run every scenario.

    :return: 0 when all expectations are met
    """
    tally = Tally()
    with postgres.server("test") as environ:
        odoo = odoo_process.prepare("test", environ)
        templates = Templates(odoo)
        with templates.clone_with_addon() as database:
            say("The scheduled action imports")
            _check_cron(tally, odoo, database.name)
        queue_odoo = odoo_process.with_queue_job(odoo, JOBS_AT_ONCE)
        with templates.clone_with_queue_job(queue_odoo) as database:
            say("Jobs of queue_job import")
            _check_queue(tally, queue_odoo, database.name)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


class Tally:
    """Counts and prints what was found."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def scenario(self, function):
        """Take a scenario to its end, or to what it waits for in vain."""
        print(f"{function.__doc__.splitlines()[0]}", flush=True)
        try:
            for expectation, faults in function():
                self.note(expectation, faults)
        except Problem as problem:
            self.note("it comes to an end", [str(problem)])
        except Exception:
            self.note("it comes to an end", traceback.format_exc().splitlines()[-8:])

    def note(self, expectation, faults):
        if not faults:
            self.passed += 1
            print(f"  passed: {expectation}", flush=True)
            return
        self.failed += 1
        print(f"  FAILED: {expectation}")
        for fault in faults[:8]:
            print(f"          {fault}")
        if len(faults) > 8:
            print(f"          … and {len(faults) - 8} more", flush=True)


def _check_cron(tally, odoo, database):
    with LiveServer(odoo, database, "faults_cron") as server:
        scenarios = Scenarios(server, server.wake_cron, server.cron_workers)
        for scenario in (
            scenarios.killed_twice,
            scenarios.same_file_twice,
            scenarios.same_file_twice_in_background,
            scenarios.failing_rows,
        ):
            tally.scenario(scenario)


def _check_queue(tally, odoo, database):
    # a job takes a worker for itself, and the check wants to be answered meanwhile
    workers = JOBS_AT_ONCE + 1
    with LiveServer(odoo, database, "faults_queue", workers) as server:
        scenarios = Scenarios(server, server.wake_job_runner, server.job_workers)
        for scenario in (
            scenarios.jobs_in_parallel,
            scenarios.killed_twice,
            scenarios.same_file_twice_in_background,
            scenarios.failing_rows,
        ):
            tally.scenario(scenario)
