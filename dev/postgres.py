"""PostgreSQL: the server that PGHOST names, else a private one on a socket.

There are two private clusters: `run` keeps the data of `make run`, and `test` trades
safety after a power cut for speed. A cluster is started by the first command that
needs it and stopped by the last one that used it.
"""

import fcntl
import os
import pwd
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import debian
from workplace import DEV, Problem, is_root, remove, say, short_hash

ROLE = "odoo"
OLDEST_VERSION = 13
PURPOSES = ("run", "test")
PROGRAMS = Path("/usr/lib/postgresql")
LONGEST_SOCKET_PATH = 107
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "synchronous_commit": "off",
    "jit": "off",
}
TEST_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "1h",
}


@contextmanager
def server(purpose):
    """Have a PostgreSQL server while the block runs.

    :param str purpose: `run` or `test`
    :return: the environment of a process that shall use it
    """
    if os.environ.get("PGHOST"):
        if not shutil.which("psql"):
            debian.install(["postgresql-client"], "Talking to PostgreSQL")
        yield dict(os.environ)
        return
    _require_programs()
    cluster = Cluster(purpose)
    users = cluster.join()
    try:
        others = (item for item in os.environ.items() if not item[0].startswith("PG"))
        yield {
            **dict(others),
            "PGHOST": str(cluster.socket),
            "PGPORT": "5432",
            "PGUSER": ROLE,
        }
    finally:
        cluster.leave(users)


def query(environ, sql, database="postgres"):
    """Run `sql` and return its rows as lines of text."""
    result = subprocess.run(
        ["psql", "-XqtA", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", sql],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise Problem(f"PostgreSQL refused `{sql}`: {result.stderr.strip()}")
    return result.stdout.splitlines()


def stop_and_remove():
    """Stop the private servers and remove their data."""
    for purpose in PURPOSES:
        cluster = Cluster(purpose)
        if cluster.data.is_dir():
            cluster.stop()
        remove(cluster.folder)
        remove(cluster.socket)


class Cluster:
    """One private PostgreSQL cluster.

    PostgreSQL refuses to run as root: then the cluster belongs to the system's user
    `postgres`, and lies outside `.dev/` if that user cannot reach it there.
    """

    def __init__(self, purpose):
        self.purpose = purpose
        self.owner = _owner() if is_root() else None
        self.folder = DEV / f"postgres-{purpose}"
        if self.owner and not self._owner_reaches(DEV):
            name = f"customer_register-{short_hash(str(self.folder))}"
            self.folder = Path("/var/lib") / name
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self.socket = self.folder / "socket"
        if len(f"{self.socket}/.s.PGSQL.5432") > LONGEST_SOCKET_PATH:
            name = f"customer_register-{short_hash(str(self.folder))}"
            self.socket = Path("/tmp") / name

    def join(self):
        """Start the server unless it runs; the caller counts as one of its users.

        :return: what `leave` needs
        """
        with self._door():
            users = (DEV / f"postgres-{self.purpose}.users").open("w")
            fcntl.flock(users, fcntl.LOCK_SH)
            self._make()
            if not self._runs():
                self._start()
        return users

    def leave(self, users):
        """Stop the server, if nobody else uses it."""
        with self._door(), users:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            self.stop()

    def stop(self):
        if self._runs():
            problem = f"PostgreSQL in {self.data} does not stop: see {self.log}."
            self._call("pg_ctl", "stop", "-m", "fast", "-w", problem=problem)

    @contextmanager
    def _door(self):
        """Let one command at a time start or stop the server."""
        with (DEV / f"postgres-{self.purpose}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _make(self):
        """Make the cluster, unless it is there."""
        uid = self.owner.pw_uid if self.owner else os.geteuid()
        for folder in (self.folder, self.socket):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.owner:
                os.chown(folder, uid, self.owner.pw_gid)
            if folder.stat().st_uid != uid:
                raise Problem(f"{folder} belongs to another user: remove it first.")
        if self.data.is_dir():
            return
        say(f"Making a PostgreSQL cluster in {self.folder}")
        part = self.data.with_name("data.part")
        remove(part)
        self._call(
            *("initdb", "--no-sync", "--auth=trust", "--encoding=UTF8"),
            *("--locale=C.UTF-8", f"--username={ROLE}"),
            data=part,
            problem="PostgreSQL's initdb failed: see the lines above.",
        )
        part.rename(self.data)

    def _start(self):
        settings = {**SETTINGS, "unix_socket_directories": self.socket}
        if self.purpose == "test":
            settings.update(TEST_SETTINGS)
        options = " ".join(f"-c {name}='{text}'" for name, text in settings.items())
        self._call(
            *("pg_ctl", "start", "-w", "-t", "60", "-s", "-l", self.log, "-o", options),
            problem=f"PostgreSQL does not start: see {self.log}; `make clean` makes"
            " everything anew and removes the data of `make run`.",
        )

    def _runs(self):
        command = [_program("pg_ctl", self.data), "status", "-D", self.data]
        result = subprocess.run(
            command, capture_output=True, check=False, **self._as_owner()
        )
        return result.returncode == 0

    def _call(self, program, *arguments, problem, data=None):
        """Run one of PostgreSQL's programs on the cluster as its owner."""
        data = data or self.data
        # A file, not a pipe: the server inherits it and would keep a pipe open.
        with (DEV / f"postgres-{self.purpose}.out").open("w+") as output:
            result = subprocess.run(
                [_program(program, data), "-D", data, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
                **self._as_owner(),
            )
            if result.returncode:
                output.seek(0)
                print(output.read().strip())
                raise Problem(problem)

    def _as_owner(self):
        if not self.owner:
            return {}
        return {
            "user": self.owner.pw_uid,
            "group": self.owner.pw_gid,
            "extra_groups": [],
            "cwd": "/",
        }

    def _owner_reaches(self, folder):
        command = ["test", "-x", str(folder)]
        result = subprocess.run(command, check=False, **self._as_owner())
        return result.returncode == 0


def _owner():
    """Return the user that runs PostgreSQL for root."""
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Problem(
        "PostgreSQL does not run as root and there is no user `postgres`:"
        " run `adduser --system postgres`."
    )


def _require_programs():
    """Have a server installed: with it comes the user `postgres`."""
    if not _installed_versions():
        debian.install(["postgresql"], "The database")
    if not _installed_versions():
        raise Problem(
            f"No PostgreSQL {OLDEST_VERSION} or newer was found in {PROGRAMS}: run"
            " `apt-get install postgresql`, or set PGHOST to a running server."
        )


def _program(name, data):
    """Return the path of PostgreSQL's program `name` for the cluster in `data`.

    A cluster can be used by the major version that made it only.
    """
    stamp = data / "PG_VERSION"
    version = stamp.read_text("utf-8").strip() if stamp.exists() else None
    versions = _installed_versions()
    if version and version not in versions:
        debian.install([f"postgresql-{version}"], f"The database in {data}")
    return PROGRAMS / (version or versions[-1]) / "bin" / name


def _installed_versions():
    """Return the major versions of the installed servers, oldest first."""
    found = (path.parent.parent.name for path in PROGRAMS.glob("*/bin/initdb"))
    return sorted(
        (name for name in found if name.isdigit() and int(name) >= OLDEST_VERSION),
        key=int,
    )
