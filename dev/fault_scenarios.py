"""What `make check-faults` puts an import through.

Each scenario yields (what is expected, the faults found): none is a pass.
"""

import os
import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from fault_imports import (
    PASSWORD,
    CustomerFile,
    Import,
    faults_in_lines,
    faults_in_register,
    make_importer,
    organisation_numbers,
)
from live_server import wait_until

USERS = ("anna", "bjarne")
# The register imports more rows than a thousand in the background. There have to be
# enough of them that some are left after servers were killed twice.
MANY_ROWS = 12_000
SOME_ROWS = 1_500
ROWS_AT_ONCE = 900


class Scenarios:
    """The scenarios on one server; `wake` tells its background that work is waiting."""

    def __init__(self, server, wake, background_pids):
        """
        :param server: the live_server.LiveServer
        :param wake: function that lets the background look for work
        :param background_pids: function that returns the ids of the processes that
            import in the background
        """
        self.server = server
        self.wake = wake
        self.background_pids = background_pids
        self.numbers = organisation_numbers()
        self.admin = server.login("admin", "admin")
        for login in USERS:
            make_importer(self.admin, login)
        self.users = [server.login(login, PASSWORD) for login in USERS]

    def file(self, prefix, count):
        return CustomerFile.of(prefix, count, self.numbers)

    def killed_twice(self):
        """The workers are killed in the middle of a chunk, then the whole server."""
        file = self.file("Killed", MANY_ROWS)
        customer_import = Import(self.server, self.users[0], file)
        customer_import.call("action_run")
        done = customer_import.wait_for_rows(0)

        self.server.stop_writing(self.background_pids)
        for pid in self.background_pids():
            os.kill(pid, signal.SIGKILL)
        wait_until(
            "their transactions are rolled back",
            lambda: not self.server.uncommitted_writers(),
        )
        left = len(file.rows) - customer_import.rows_done
        yield "the workers die with rows left to import", _unless(left, "no row left")

        done = self._wait_for_more(customer_import, customer_import.rows_done)
        self.server.stop_writing(self.server.worker_pids)
        self.server.kill()
        left = len(file.rows) - customer_import.rows_done
        yield "the server dies with rows left to import", _unless(left, "no row left")
        yield (
            "what was committed before the server died is there",
            _unless(customer_import.rows_done >= done, "committed rows are gone"),
        )

        self.server.start()
        customer_import.wait_until_over(self.wake)
        yield (
            "every customer is there exactly once",
            faults_in_register(self.server, file),
        )
        yield (
            "no row of the import is lost or repeated",
            faults_in_lines(customer_import),
        )
        yield (
            "the counts are right",
            _unless_equal(
                customer_import.figures("row_count", "created_count", "error_count"),
                (MANY_ROWS, MANY_ROWS, 0),
            ),
        )

    def jobs_in_parallel(self):
        """Two jobs of queue_job import parts of one file at the same time."""
        file = self.file("Parallel", MANY_ROWS)
        customer_import = Import(self.server, self.users[0], file)
        last_job = self.server.number("SELECT COALESCE(max(id), 0) FROM queue_job")
        customer_import.call("action_run")
        customer_import.wait_until_over(self.wake)
        overlaps = self.server.number(
            "SELECT count(*) FROM queue_job one JOIN queue_job other"
            " ON one.id < other.id AND one.worker_pid != other.worker_pid"
            " AND one.date_started < other.date_done"
            " AND other.date_started < one.date_done"
            f" WHERE one.id > {last_job} AND one.model_name LIKE 'customer.import%'"
        )
        yield "two workers import at the same time", _unless(overlaps, "never")
        yield (
            "every customer is there exactly once",
            faults_in_register(self.server, file),
        )
        yield (
            "no row of the import is lost or repeated",
            faults_in_lines(customer_import),
        )
        yield (
            "the counts are right",
            _unless_equal(
                customer_import.figures("created_count", "error_count", "progress"),
                (MANY_ROWS, 0, 100),
            ),
        )

    def same_file_twice(self):
        """Two users press Import at the same moment, with the same file."""
        file = self.file("Twice", ROWS_AT_ONCE)
        imports = [Import(self.server, user, file) for user in self.users]
        with ThreadPoolExecutor(len(imports)) as threads:
            with _no_customer_written(self.server):
                runs = [
                    threads.submit(customer_import.call, "action_run")
                    for customer_import in imports
                ]
                wait_until(
                    "both imports are about to write",
                    lambda: self.server.waiting_for_locks() == len(imports),
                )
            for run in runs:
                run.result()
        yield from self._both_together(file, imports)

    def same_file_twice_in_background(self):
        """The same with a file that is imported in the background."""
        file = self.file("Both", SOME_ROWS)
        imports = [Import(self.server, user, file) for user in self.users]
        for customer_import in imports:
            customer_import.call("action_run")
        for customer_import in imports:
            customer_import.wait_until_over(self.wake)
        yield from self._both_together(file, imports)

    def failing_rows(self):
        """Rows that the register refuses after the check found them good."""
        file = self.file("Failing", SOME_ROWS)
        taken, too_long = 101, 1_001
        rows = list(file.rows)
        name, _ref, number = rows[too_long]
        rows[too_long] = (name, "Failing-with-a-long-number", number)
        file = CustomerFile(file.prefix, tuple(rows))
        customer_import = Import(self.server, self.users[0], file)
        self.admin(
            "res.partner",
            "create",
            {"name": "Faster AS", "ref": rows[taken][1], "customer_rank": 1},
        )
        [company_id] = self.admin("res.company", "search", [], limit=1)
        longest = "customer_number_max_length"
        self.admin("res.company", "write", [company_id], {longest: 15})
        try:
            customer_import.call("action_run")
            customer_import.wait_until_over(self.wake)
        finally:
            self.admin("res.company", "write", [company_id], {longest: 0})
        refused = customer_import.refused()
        yield (
            "only the rows at fault are refused",
            _unless_equal(sorted(refused), [taken + 2, too_long + 2]),
        )
        yield (
            "each says why",
            [
                f"row {number} says nothing"
                for number, message in refused.items()
                if not message
            ],
        )
        yield (
            "every other customer is there exactly once",
            faults_in_register(self.server, file, left_out={taken + 2, too_long + 2}),
        )
        yield (
            "the counts are right",
            _unless_equal(
                customer_import.figures("created_count", "error_count"),
                (SOME_ROWS - 2, 2),
            ),
        )

    def _wait_for_more(self, customer_import, done):
        def has_more():
            self.wake()
            return customer_import.rows_done > done

        wait_until("the import goes on after its workers died", has_more, pause=0.1)
        return customer_import.rows_done

    def _both_together(self, file, imports):
        yield (
            "every customer is there exactly once",
            faults_in_register(self.server, file),
        )
        created = [customer_import.created() for customer_import in imports]
        both, none = set.intersection(*created), self._rows_without(file, *created)
        yield (
            "every row was created by one of the two",
            [f"row {number} was created by both" for number in both]
            + [f"row {number} was created by nobody" for number in none],
        )
        for number, customer_import in enumerate(imports):
            who = USERS[number]
            yield f"no row of {who} is lost", faults_in_lines(customer_import)
            yield (
                f"{who} is told what became of each row",
                [
                    f"row {row} has an error without a reason"
                    for row, message in customer_import.refused().items()
                    if not message
                ]
                + self._unsettled(customer_import),
            )
        for customer_import in imports:
            if customer_import.refused():
                customer_import.call("action_retry")
                customer_import.wait_until_over(self.wake)
        yield (
            "trying again finds the rows already there",
            [
                f"row {row} of {USERS[number]}: {message}"
                for number, customer_import in enumerate(imports)
                for row, message in customer_import.refused().items()
            ]
            + faults_in_register(self.server, file),
        )

    @staticmethod
    def _rows_without(file, *created):
        return set(range(2, len(file.rows) + 2)).difference(*created)

    @staticmethod
    def _unsettled(customer_import):
        return [
            f"{count} rows are {kind}"
            for kind, count in customer_import.outcomes().items()
            if kind.endswith(" pending")
        ]


@contextmanager
def _no_customer_written(server):
    """Let nobody write a customer while the block runs; who tries, waits."""
    session = subprocess.Popen(
        ["psql", "-XqtA", "-v", "ON_ERROR_STOP=1", "-d", server.database],
        env=server.odoo.environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with session:
        session.stdin.write(
            "BEGIN; LOCK TABLE res_partner IN SHARE MODE; SELECT 'locked';\n"
        )
        session.stdin.flush()
        session.stdout.readline()
        yield
        # the end of its input ends the session, and so the lock


def _unless(condition, fault):
    return [] if condition else [fault]


def _unless_equal(found, expected):
    return [] if found == expected else [f"{found} instead of {expected}"]
