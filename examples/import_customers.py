#!/usr/bin/env python3
"""Import a file of customers into a running Customer Register over XML-RPC.

The same four steps as in the menu Import Customers: create the import, read the file,
check every row, import the good ones. What was not imported is listed with its reason.

    python3 examples/import_customers.py --url http://localhost:8069 \\
        --database customer_register --user admin demo/norwegian_companies.csv

The password (or an API key, which is better) is asked for, or taken from the variable
ODOO_PASSWORD or the option --password. Needs nothing but Python 3.10 or newer.

Exit code: 0 when every row is in the register, 1 when rows are left to correct or to
enter manually, 2 when nothing was imported: wrong log-in, no server, refused file.
"""

import argparse
import base64
import getpass
import http.client
import os
import sys
import time
import xmlrpc.client
from pathlib import Path

COUNTS = {
    "row_count": "Rows in the file",
    "created_count": "Added",
    "updated_count": "Updated",
    "unchanged_count": "Already there",
    "skipped_count": "To enter manually",
    "error_count": "Errors",
}
SECONDS_BETWEEN_LOOKS = 2


class Refusal(Exception):
    """Why nothing can be imported, in a sentence for the user."""


class Register:
    """A database of a server, and the calls to it as one user."""

    def __init__(self, url, database, user, password):
        self.url = url.rstrip("/")
        self.database = database
        self.password = password
        self.models = self._proxy("object")
        self.user_id = self._call(
            self._proxy("common").authenticate, database, user, password, {}
        )
        if not self.user_id:
            raise Refusal(f"{user} can't log in to {database}: wrong user or password.")

    def call(self, model, method, *arguments, **options):
        """Call a public method of a model."""
        return self._call(
            self.models.execute_kw,
            *(self.database, self.user_id, self.password),
            *(model, method, arguments, options),
        )

    def _proxy(self, service):
        try:
            return xmlrpc.client.ServerProxy(f"{self.url}/xmlrpc/2/{service}")
        except OSError as error:
            raise Refusal(f"{self.url} is no address of a server: {error}.") from error

    def _call(self, function, *arguments):
        try:
            return function(*arguments)
        except xmlrpc.client.Fault as fault:
            # an unforeseen error comes with its traceback: the last line says it
            lines = fault.faultString.strip().splitlines()
            is_traceback = lines and lines[0].startswith("Traceback")
            raise Refusal(lines[-1] if is_traceback else fault.faultString) from fault
        except xmlrpc.client.ProtocolError as error:
            raise Refusal(
                f"{self.url} answers with {error.errcode} {error.errmsg}. "
                "Is it the address of an Odoo server?"
            ) from error
        except (OSError, http.client.HTTPException) as error:
            raise Refusal(f"{self.url} can't be reached: {error}.") from error


def main(arguments=None):
    options = _parser().parse_args(arguments)
    try:
        content = Path(options.file).read_bytes()
    except OSError as error:
        print(f"{options.file}: {error.strerror}.", file=sys.stderr)
        return 2
    password = options.password or os.environ.get("ODOO_PASSWORD")
    try:
        if password is None:
            password = getpass.getpass(f"Password of {options.user}: ")
        register = Register(options.url, options.database, options.user, password)
        import_id = import_file(
            register, Path(options.file).name, content, options.mode
        )
        return report(register, import_id)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except (EOFError, KeyboardInterrupt):
        print("Stopped.", file=sys.stderr)
        return 2


def import_file(register, name, content, mode):
    """Take the file through the four steps; return the id of the import."""
    import_id = register.call(
        "customer.import",
        "create",
        {
            "file": base64.b64encode(content).decode(),
            "file_name": name,
            "mode": mode,
        },
    )
    for method in ("action_read", "action_check", "action_run"):
        register.call("customer.import", method, [import_id])
    while True:
        [values] = register.call(
            "customer.import", "read", [import_id], ["state", "progress"]
        )
        if values["state"] != "running":
            return import_id
        print(f"Importing: {values['progress']:.0f} %", file=sys.stderr)
        time.sleep(SECONDS_BETWEEN_LOOKS)


def report(register, import_id):
    """Print the counts and the rows that were left out; return the exit code."""
    [values] = register.call("customer.import", "read", [import_id], list(COUNTS))
    for field, label in COUNTS.items():
        print(f"{label + ':':<20}{values[field]:>8}")
    left_out = register.call(
        "customer.import.line",
        "search_read",
        ["&", ("import_id", "=", import_id), "|", ("state", "!=", "done")]
        + [("outcome", "=", "skip")],
        ["row_number", "name", "message"],
        order="row_number",
    )
    if left_out:
        print("\nNot imported:")
    for line in left_out:
        reasons = " ".join((line["message"] or "").split("\n"))
        print(f"Row {line['row_number']}, {line['name'] or '(no name)'}: {reasons}")
    return 1 if left_out else 0


def _parser():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("file", metavar="FILE", help="CSV, Excel or OpenDocument")
    parser.add_argument("--url", default="http://localhost:8069")
    parser.add_argument("--database", required=True)
    parser.add_argument("--user", required=True)
    parser.add_argument("--password", help="else ODOO_PASSWORD, else asked for")
    parser.add_argument(
        "--mode",
        choices=["create", "update", "create_update"],
        default="create",
        help="add new customers (default), update existing ones, or both",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
