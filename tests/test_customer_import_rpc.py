"""The import over XML-RPC, and the example that does so from a command line."""

import base64
import os
import socket
import subprocess
import sys
import tempfile
import xmlrpc.client
from pathlib import Path

from odoo.tests import HttpCase, tagged
from odoo.tools import file_path, mute_logger

from .import_common import (
    SAMPLE,
    CustomerImportMixin,
    file_of,
    organisation_numbers,
)

BEST, SECOND = organisation_numbers(2)
# Odoo 19 warns at each call that this door closes in Odoo 20.
DEPRECATED_DOOR = "odoo.addons.rpc.controllers.xmlrpc"
SCRIPT = Path(__file__).resolve().parent.parent / "examples" / "import_customers.py"


@tagged("post_install", "-at_install", "customer_register")
class TestImportRpc(CustomerImportMixin, HttpCase):
    def call(self, model, method, *arguments, **options):
        with mute_logger(DEPRECATED_DOOR):
            return self.xmlrpc_object.execute_kw(
                *(self.env.cr.dbname, self.importer.id, "customer_importer"),
                *(model, method, arguments, options),
            )

    def test_import(self):
        content = file_of(f"Best AS;B1;{BEST}", "Wrong AS;B2;123", "Volvo;B3;")
        import_id = self.call(
            "customer.import",
            "create",
            {"file": base64.b64encode(content).decode(), "file_name": "rpc.csv"},
        )
        for method in ("action_read", "action_check", "action_run", "action_retry"):
            with self.subTest(method):
                self.assertIs(self.call("customer.import", method, [import_id]), True)
        [values] = self.call("customer.import", "read", [import_id])
        self.assertEqual(values["state"], "done")
        self.assertEqual(values["preview"]["rows"][0], [2, "Best AS", "B1", BEST])
        counts = ("row_count", "created_count", "error_count", "skipped_count")
        self.assertEqual([values[name] for name in counts], [3, 1, 1, 1])
        lines = self.call(
            "customer.import.line", "search_read", [("import_id", "=", import_id)]
        )
        self.assertEqual(
            [line["outcome"] for line in lines], ["create", "error", "skip"]
        )
        for line, method in zip(
            lines,
            ("action_open_customer", "action_enter_manually", "action_enter_manually"),
            strict=True,
        ):
            action = self.call("customer.import.line", method, [line["id"]])
            self.assertEqual(action["res_model"], "res.partner")
        action = self.call("customer.import", "action_view_lines", [import_id])
        self.assertEqual(action["res_model"], "customer.import.line")

    def test_columns_cells_and_undo(self):
        content = "Customer ID;Name;E-mail\r\nB1;Best AS;wrong\r\n"
        import_id = self.call(
            "customer.import",
            "create",
            {
                "file": base64.b64encode(content.encode()).decode(),
                "file_name": "rpc.csv",
                "source": "free",
            },
        )
        self.call("customer.import", "action_read", [import_id])
        targets = self.call("customer.import.column", "get_targets")
        self.assertIn("email", [target["target"] for target in targets])
        columns = self.call(
            "customer.import.column",
            "search_read",
            [("import_id", "=", import_id)],
            ["header", "target", "confidence", "policy", "sample"],
        )
        self.assertEqual(
            [column["target"] for column in columns], ["ref", "name", "email"]
        )
        self.call("customer.import", "write", [import_id], {"template_name": "RPC"})
        for method in ("action_save_template", "action_check", "action_change_columns"):
            self.assertIs(self.call("customer.import", method, [import_id]), True)
        self.call("customer.import", "action_check", [import_id])
        self.call("customer.import", "action_error_file", [import_id])
        [line] = self.call(
            "customer.import.line", "search_read", [("import_id", "=", import_id)]
        )
        self.assertEqual(line["outcome"], "error")
        cells = self.call("customer.import.line", "get_cells", [line["id"]])
        self.assertEqual(cells[2]["text"], "wrong")
        self.assertTrue(cells[2]["error"])
        fixed = self.call(
            "customer.import.line", "action_fix", [line["id"]], 3, "best@example.com"
        )
        self.assertEqual(fixed["outcome"], "create")
        for method in ("action_run", "action_undo"):
            self.assertIs(self.call("customer.import", method, [import_id]), True)
        [values] = self.call("customer.import", "read", [import_id])
        self.assertEqual(values["state"], "undone")
        wizard_id = self.call("customer.import.download", "create", {})
        action = self.call("customer.import.download", "action_download", [wizard_id])
        self.assertEqual(action["type"], "ir.actions.act_url")

    def test_refusal_is_a_sentence(self):
        file = base64.b64encode(b"Name,Customer ID,E-mail\n").decode()
        import_id = self.call(
            "customer.import", "create", {"file": file, "file_name": "x.csv"}
        )
        with self.assertRaises(xmlrpc.client.Fault) as caught:
            self.call("customer.import", "action_read", [import_id])
        self.assertTrue(
            caught.exception.faultString.startswith("x.csv: The file has a header")
        )

    def test_private_methods_stay_private(self):
        for method in ("_run_chunk", "_check_rows", "_cron_run_imports"):
            with self.subTest(method), self.assertRaises(xmlrpc.client.Fault):
                self.call("customer.import", method, [])


@tagged("post_install", "-at_install", "customer_register")
class TestImportScript(CustomerImportMixin, HttpCase):
    def run_script(self, file, **options):
        """Run the example against this server; return the finished process."""
        options = {
            "url": self.base_url(),
            "database": self.env.cr.dbname,
            "user": "customer_importer",
            **options,
        }
        command = [
            *(sys.executable, "-I", str(SCRIPT)),
            *(f"--{name}={value}" for name, value in options.items()),
            str(file),
        ]
        self.env.cr.flush()
        self.env.cr.clear()
        with self.allow_requests(all_requests=True), mute_logger(DEPRECATED_DOOR):
            return subprocess.run(
                command,
                env={"ODOO_PASSWORD": "customer_importer", "PATH": os.environ["PATH"]},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )

    def run_on(self, content, **options):
        with tempfile.NamedTemporaryFile(suffix=".csv") as file:
            file.write(content)
            file.flush()
            return self.run_script(file.name, **options)

    def test_sample_file(self):
        result = self.run_script(file_path(SAMPLE))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertRegex(result.stdout, r"Added: +54\n")
        self.assertNotIn("Not imported", result.stdout)
        self.assertEqual(self.found("923609016").ref, "10016")
        again = self.run_script(file_path(SAMPLE))
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertRegex(again.stdout, r"Already there: +54\n")

    def test_rows_left_out(self):
        result = self.run_on(
            file_of(f"Best AS;B1;{BEST}", ";B2;123", "Volvo AB;B3;SE556012579001")
        )
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertRegex(result.stdout, r"Added: +1\n")
        self.assertIn(
            "Row 3, (no name): The name is missing. The number has 3 digits; in Norway "
            "it has 9.\n",
            result.stdout,
        )
        self.assertIn("Row 4, Volvo AB: Not a Norwegian company", result.stdout)

    def assertRefused(self, result, message):
        self.assertEqual(result.returncode, 2, result.stdout)
        self.assertEqual(result.stdout, "")
        self.assertRegex(result.stderr, f"^{message}\n$")

    def test_refused_file(self):
        self.assertRefused(
            self.run_on(b"Name,Customer ID,Organization number\n"),
            r"\S+\.csv: The file has a header but no customers below it\.",
        )

    def test_wrong_log_in(self):
        self.assertRefused(
            self.run_on(file_of(), password="wrong"),
            "customer_importer can't log in to .*: wrong user or password.",
        )

    def test_no_such_database(self):
        result = self.run_on(file_of(), database="customer_nowhere")
        self.assertEqual(result.returncode, 2, result.stdout)
        self.assertNotIn("Traceback", result.stderr)

    def test_server_not_reachable(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.assertRefused(
            self.run_on(file_of(), url=f"http://127.0.0.1:{port}"),
            r"http://127.0.0.1:\d+ can't be reached: .*",
        )

    def test_no_such_file(self):
        self.assertRefused(
            self.run_script("nowhere.csv"), "nowhere.csv: No such file or directory."
        )
