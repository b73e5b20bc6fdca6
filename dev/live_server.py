"""A real Odoo server on loopback that is stopped, killed and started again.

It is Odoo's prefork server, as in production: a main process with workers for HTTP, for
scheduled actions and, where queue_job is installed, for the runner of jobs.
"""

import ctypes
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
import xmlrpc.client
from contextlib import suppress
from pathlib import Path

import postgres
from workplace import Problem

STARTER = Path(__file__).parent / "start_odoo.py"
PATIENCE = 120
# Odoo's workers for scheduled actions step back by this much for all others.
CRON_NICENESS = 10
SET_DEATH_SIGNAL = 1


def wait_until(what, condition, patience=PATIENCE, pause=0.1):
    """Wait until `condition()` is true, and return what it returned.

    :param str what: the condition in words
    :raise Problem: when it does not become true in time
    """
    end = time.monotonic() + patience
    while not (result := condition()):
        if time.monotonic() > end:
            raise Problem(f"Waited {patience} seconds in vain until {what}.")
        time.sleep(pause)
    return result


class LiveServer:
    """One Odoo that serves one database, from `with` to the end of its block."""

    def __init__(self, odoo, database, name, workers=2):
        """
        :param odoo: the odoo_process.Odoo to start
        :param str database: the database to serve
        :param str name: of the log, in Odoo's folder
        :param int workers: processes for HTTP requests and jobs
        """
        self.odoo = odoo
        self.database = database
        self.workers = workers
        self.log = odoo.folder / "logs" / f"{name}.log"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.log.unlink(missing_ok=True)
        self.port, self.gevent_port = _free_ports(2)
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.kill()

    # === PROCESSES === #

    def start(self):
        """Start the server and wait until it answers."""
        command = [
            *(str(self.odoo.python / "bin" / "python"), str(STARTER)),
            *("-c", str(self.odoo.configuration)),
            *("-d", self.database, f"--db-filter=^{self.database}$"),
            *(f"--workers={self.workers}", "--max-cron-threads=1"),
            *(f"--http-port={self.port}", f"--gevent-port={self.gevent_port}"),
            f"--logfile={self.log}",
        ]
        self.process = subprocess.Popen(
            command,
            env=self.odoo.environ,
            cwd=self.odoo.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )
        try:
            wait_until("Odoo answers", self._answers)
        except BaseException:
            self.kill()
            raise

    def kill(self):
        """Kill the server and all its workers at once, as a power cut does.

        Returns when PostgreSQL has noticed, too: their transactions are rolled back.
        """
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None
        wait_until("PostgreSQL closed the killed server's connections", self._left)

    def cron_workers(self):
        """Return the ids of the processes that run scheduled actions."""
        return [
            pid
            for pid in self.worker_pids()
            if os.getpriority(os.PRIO_PROCESS, pid)
            >= os.getpriority(os.PRIO_PROCESS, self.process.pid) + CRON_NICENESS
        ]

    def job_workers(self):
        """Return the ids of the processes that run jobs of queue_job now."""
        alive = self.worker_pids()
        started = self.query("SELECT worker_pid FROM queue_job WHERE state = 'started'")
        return [pid for pid in map(int, started) if pid in alive]

    def worker_pids(self):
        """Return the ids of all processes below the main process."""
        pids = (int(path.name) for path in Path("/proc").glob("[0-9]*"))
        return [pid for pid in pids if _parent(pid) == self.process.pid]

    def stop_writing(self, pids, patience=PATIENCE):
        """Stop processes while one of them has written customers but not committed.

        They can be killed now, or continued. Which of the two kinds of moments a signal
        meets is no matter of luck then.

        :param pids: function that returns the ids of the processes
        """

        def is_in_the_middle():
            stopped = pids()
            _signal_all(stopped, signal.SIGSTOP)
            if stopped and self.uncommitted_writers():
                return True
            _signal_all(stopped, signal.SIGCONT)
            return False

        wait_until("customers are being written", is_in_the_middle, patience, 0.05)

    # === DATABASE === #

    def query(self, sql):
        """Run `sql` in the database and return its rows as lines of text."""
        return postgres.query(self.odoo.environ, sql, self.database)

    def number(self, sql):
        """Return the only value that `sql` finds as a number."""
        [line] = self.query(sql)
        return int(line)

    def uncommitted_writers(self):
        """Count transactions between two statements that have written customers."""
        return self.number(
            "SELECT count(DISTINCT lock.pid) FROM pg_locks lock"
            " JOIN pg_stat_activity activity ON activity.pid = lock.pid"
            " WHERE lock.relation = 'res_partner'::regclass"
            " AND lock.mode = 'RowExclusiveLock' AND lock.granted"
            " AND activity.datname = current_database()"
            " AND activity.state = 'idle in transaction'"
        )

    def waiting_for_locks(self):
        """Count the transactions that wait for another one."""
        return self.number(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )

    def wake_cron(self):
        """Say what Odoo says when work is waiting.

        Its workers look by themselves once a minute only.
        """
        postgres.query(
            self.odoo.environ, f"SELECT pg_notify('cron_trigger', '{self.database}')"
        )

    def wake_job_runner(self):
        """Say what queue_job's trigger says when a job has changed.

        Its runner looks for jobs of dead workers when it is told something, and by
        itself once a minute only.
        """
        self.query("SELECT pg_notify('queue_job', '')")

    def _left(self):
        return not self.number(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid != pg_backend_pid()"
        )

    # === REQUESTS === #

    def login(self, login, password):
        """Return a function that calls methods as this user over XML-RPC."""
        common = xmlrpc.client.ServerProxy(f"{self._address()}/xmlrpc/2/common")
        uid = common.authenticate(self.database, login, password, {})
        if not uid:
            raise Problem(f"Odoo did not let {login} in: see {self.log}.")

        def call(model, method, *arguments, **keywords):
            # not kept: a connection is for one thread, and the server is killed
            url = f"{self._address()}/xmlrpc/2/object"
            with xmlrpc.client.ServerProxy(url) as objects:
                return objects.execute_kw(
                    *(self.database, uid, password),
                    *(model, method, list(arguments), keywords),
                )

        return call

    def _address(self):
        return f"http://127.0.0.1:{self.port}"

    def _answers(self):
        if self.process.poll() is not None:
            text = self.log.read_text("utf-8") if self.log.is_file() else ""
            print("\n".join(text.splitlines()[-40:]))
            raise Problem(f"Odoo ended at once. The whole log is {self.log}.")
        try:
            with urllib.request.urlopen(f"{self._address()}/web/health", timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            return False


def _signal_all(pids, number):
    for pid in pids:
        # some live for a moment only
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def _parent(pid):
    """Return the id of the process's parent, or None when the process is gone."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", errors="replace")
    except OSError:
        return None
    # the name comes before, in brackets, and may contain anything
    return int(stat.rpartition(")")[2].split()[1])


def _die_with_parent():
    """Let the kernel kill this process when the one that started it is gone."""
    ctypes.CDLL(None).prctl(SET_DEATH_SIGNAL, signal.SIGKILL)


def _free_ports(count):
    """Return ports of the loopback interface that nobody listens on."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()
