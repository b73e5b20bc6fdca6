"""Open a database and call `run(env)` of each benchmark in `benchmarks/`.

`make bench` starts it with Odoo's configuration file and the database's name. Each
benchmark gets an environment of its own, in a transaction that is rolled back unless
the benchmark commits. One that misses its limits does not stop the others.
"""

import runpy
import sys
from pathlib import Path

# Only benchmarks/ is imported from here; the other files of dev/ are not for Odoo.
sys.path.pop(0)

import odoo.modules.registry  # noqa: E402
from odoo import SUPERUSER_ID, api  # noqa: E402
from odoo.service.server import load_server_wide_modules  # noqa: E402
from odoo.tools import config  # noqa: E402

BENCHMARKS = Path(__file__).parent / "benchmarks"


def main(configuration, database):
    config.parse_config(
        ["-c", configuration, "-d", database, "--log-level=warn"], setup_logging=True
    )
    load_server_wide_modules()
    registry = odoo.modules.registry.Registry(database)
    missed = []
    for path in sorted(BENCHMARKS.glob("bench_*.py")):
        benchmark = runpy.run_path(str(path))
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            try:
                benchmark["run"](env)
            except SystemExit as refusal:
                print(refusal, flush=True)
                missed.append(path.name)
            cr.rollback()
    if missed:
        raise SystemExit(f"Limits are missed in {', '.join(missed)}.")


if __name__ == "__main__":
    main(*sys.argv[1:])
