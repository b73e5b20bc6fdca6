"""`make bench`: run the benchmarks in a fresh database with the addon."""

import odoo_process
import postgres
from databases import Templates
from workplace import ROOT, foreground

RUNNER = ROOT / "dev" / "bench.py"


def run():
    """Run every benchmark.

    :return: the runner's exit code
    """
    with postgres.server("test") as environ:
        odoo = odoo_process.prepare("test", environ)
        with Templates(odoo).clone_with_addon() as database:
            command = [
                *(str(odoo.python / "bin" / "python"), str(RUNNER)),
                *(str(odoo.configuration), database.name),
            ]
            return foreground(command, env=odoo.environ, cwd=odoo.folder)
