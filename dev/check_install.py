"""`make check-install`: install with demo data, update and uninstall without a warning.

Each step works in a new database and reads Odoo's log of it afterwards.
"""

import log_check
import odoo_process
import postgres
from databases import Templates
from workplace import ADDON, ROOT, Problem, say

UNINSTALL = ROOT / "dev" / "uninstall_addon.py"


def run():
    """Do the three steps.

    :raise Problem: when the addon causes a warning or leaves something behind
    """
    with postgres.server("test") as environ:
        odoo = odoo_process.prepare("test", environ)
        templates = Templates(odoo)
        findings = []
        for step in (_check_installation, _check_update, _check_uninstallation):
            with templates.clone_with_addon(demo=True) as database:
                findings += step(odoo, templates, database)
    if findings:
        print("\n".join(findings))
        raise Problem(f"{len(findings)} findings in the logs: see the lines above.")
    say("Installation with demo data, update and uninstallation are without a warning")
    return 0


def _check_installation(odoo, templates, database):
    say("Checking the installation with demo data")
    findings = list(database.findings)
    demo = f"SELECT demo FROM ir_module_module WHERE name = '{ADDON}'"
    if templates.query(demo, database.name) != ["t"]:
        findings.append("The demo data was not installed.")
    return findings


def _check_update(odoo, templates, database):
    say("Checking the update")
    log = odoo.folder / "logs" / "check_update.log"
    odoo.update(database.name, ADDON, log)
    return log_check.caused_by_addon(log, database.baseline)


def _check_uninstallation(odoo, templates, database):
    say("Checking the uninstallation")
    log = odoo.folder / "logs" / "check_uninstall.log"
    with UNINSTALL.open() as script:
        odoo.call(
            *("shell", "-d", database.name, "--no-http"),
            log=log,
            problem=f"Odoo could not uninstall {ADDON}.",
            stdin=script,
        )
    findings = log_check.caused_by_addon(log, database.baseline)
    for table, condition in (
        ("ir_module_module", f"name = '{ADDON}' AND state != 'uninstalled'"),
        ("ir_model_data", f"module = '{ADDON}'"),
    ):
        left = f"SELECT count(*) FROM {table} WHERE {condition}"
        count = int(templates.query(left, database.name)[0])
        if count:
            findings.append(f"Uninstalling left {count} rows in {table}.")
    return findings
