"""`make bench`: run the benchmarks in a fresh database with the addon."""

import bench_queue
import odoo_process
import postgres
from databases import Templates
from workplace import ROOT, foreground

RUNNER = ROOT / "dev" / "bench.py"


def run():
    """Run every benchmark.

    :return: 0 when every limit is kept
    """
    with postgres.server("test") as environ:
        odoo = odoo_process.prepare("test", environ)
        templates = Templates(odoo)
        with templates.clone_with_addon() as database:
            command = [
                *(str(odoo.python / "bin" / "python"), str(RUNNER)),
                *(str(odoo.configuration), database.name),
            ]
            code = foreground(command, env=odoo.environ, cwd=odoo.folder)
        return bench_queue.run(odoo, templates) or code
