"""`make run`: serve the database `customer_register` until Ctrl-C."""

import socket
import threading
import urllib.error
import urllib.request

import addon
import browser
import odoo_process
import postgres
from databases import PREFIX, Databases
from workplace import ADDON, Problem, foreground, only_one, say

DATABASE = ADDON
LOGIN = PASSWORD = "admin"


def run(host, port):
    """Set up, bring the database up to date and serve it.

    :return: the server's exit code
    """
    _require_free(host, port)
    with postgres.server("run") as environ:
        browser.offer_wkhtmltopdf()
        odoo = odoo_process.prepare("run", environ)
        with only_one("database"):
            _bring_up_to_date(odoo)
        return _serve(odoo, host, port)


def _require_free(host, port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Problem(
                f"{host}:{port} cannot be used ({error.strerror}): choose another port"
                f" with `make run PORT={port + 1}`."
            ) from error


def _bring_up_to_date(odoo):
    """Install the register with demo data, or update it if its files have changed.

    The comment on the database tells which Odoo and which addon it was made for.

    :raise Problem: when a database of that name has another origin
    """
    databases = Databases(odoo)
    logs = odoo.folder / "logs"
    state = f"{odoo.source.identity} {addon.checksum()}"
    if not databases.exists(DATABASE):
        say("Installing the register with demo data (two minutes or three, once)")
        # Under another name until it is whole, in case this is interrupted.
        unfinished = f"{PREFIX}_unfinished"
        databases.drop(unfinished)
        odoo.install(unfinished, [ADDON], logs / "install.log", "--with-demo")
        databases.set_comment(unfinished, state)
        databases.rename(unfinished, DATABASE)
        return
    last_state = databases.comment(DATABASE)
    if not last_state:
        raise Problem(
            f"The database {DATABASE} on this server was not made by `make run`:"
            " rename it, or unset PGHOST to use a private server."
        )
    if last_state != state:
        same_odoo = last_state.startswith(f"{odoo.source.identity} ")
        say("Updating the register")
        odoo.update(DATABASE, ADDON if same_odoo else "base", logs / "update.log")
        databases.set_comment(DATABASE, state)


def _serve(odoo, host, port):
    over = threading.Event()
    name = "localhost" if host in ("127.0.0.1", "0.0.0.0") else host
    address = f"http://{name}:{port}"
    threading.Thread(target=_announce, args=(address, over), daemon=True).start()
    command = odoo.command(
        *("server", "-d", DATABASE, f"--db-filter=^{DATABASE}$"),
        *(f"--http-interface={host}", f"--http-port={port}"),
    )
    try:
        return foreground(command, env=odoo.environ, cwd=odoo.folder)
    except KeyboardInterrupt:
        say("Stopped; the data is kept for the next `make run`")
        return 0
    finally:
        over.set()


def _announce(address, over):
    """Print the address and the log-in when the server answers."""
    while not over.wait(0.5):
        try:
            with urllib.request.urlopen(f"{address}/web/health", timeout=5):
                break
        except (urllib.error.URLError, OSError):
            continue
    else:
        return
    say(f"Customer Register: {address}  log-in: {LOGIN}  password: {PASSWORD}")
    say("Ctrl-C stops it")
