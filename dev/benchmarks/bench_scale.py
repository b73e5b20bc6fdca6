"""Memory and speed of the import of 100,000 customers, compared with 10,000.

Each size is imported by a process of its own, whose peak of memory is measured. Odoo
itself is in it too.
"""

import gc
import json
import os
import resource
import runpy
import subprocess
import sys
import time
from pathlib import Path

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.service.server import load_server_wide_modules
from odoo.tools import config

SIZES = (10_000, 100_000)
# Apart from those of other sizes, rounds and benchmarks in the same database.
FIRST_NUMBERS = {10_000: 90_000_000, 100_000: 95_000_000}
MANY_NUMBERS = 200_000
ROUNDS = 2
MOST_MEGABYTES = 700
LEAST_RELATIVE_SPEED = 0.8
WARM_UP = 200


def run(env):
    """Print speed and memory of both sizes.

    :param env: the environment of the superuser in a fresh database
    :raise SystemExit: when one of them is not what it should be
    """
    print("Import of many customers, in a process of its own:")
    best = dict.fromkeys(SIZES, 0)
    megabytes = relative = 0
    for turn in range(ROUNDS):
        for size in SIZES:
            result = _in_own_process(env.cr.dbname, size, turn)
            speed = size / result["seconds"]
            best[size] = max(best[size], speed)
            megabytes = max(megabytes, result["megabytes"])
            print(
                f"  {size:7} rows {speed:8.0f} rows/s, at most"
                f" {result['megabytes']:.0f} MB in memory,"
                f" machine load {os.getloadavg()[0]:.1f}",
                flush=True,
            )
        relative = best[SIZES[-1]] / best[SIZES[0]]
        if relative >= LEAST_RELATIVE_SPEED:
            # another round takes minutes and can't make it worse
            break
    print(f"  speed compared     {relative:8.2f} (at least {LEAST_RELATIVE_SPEED})")
    print(f"  allowed memory     {MOST_MEGABYTES:5} MB", flush=True)
    if megabytes > MOST_MEGABYTES:
        raise SystemExit("The import of many customers takes too much memory.")
    if relative < LEAST_RELATIVE_SPEED:
        raise SystemExit("The import becomes slower with the number of customers.")


def _in_own_process(database, size, turn):
    numbers = FIRST_NUMBERS[size] + turn * MANY_NUMBERS
    command = [sys.executable, __file__, config["config"], database]
    command += [str(size), f"{size}x{turn}x", str(numbers)]
    process = subprocess.run(command, stdout=subprocess.PIPE, check=False, text=True)
    if process.returncode:
        raise SystemExit(f"The import of {size} customers failed: see above.")
    return json.loads(process.stdout.splitlines()[-1])


def main(configuration, database, size, mark, first_number):
    """Import customers into the database, and print a line of JSON.

    :param str size: how many
    :param str mark: in their names
    :param str first_number: of their organisation numbers, without the check digit
    """
    config.parse_config(
        ["-c", configuration, "-d", database, "--log-level=warn"], setup_logging=True
    )
    load_server_wide_modules()
    shared = runpy.run_path(str(Path(__file__).with_name("bench_import.py")))
    with Registry(database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        env = env(user=env.ref("base.user_admin"))
        numbers = shared["organisation_numbers"](int(first_number))
        for count, prefix in ((WARM_UP, f"W{mark}"), (int(size), f"S{mark}")):
            # the file alone stays in memory, not what it was made of
            content = shared["make_file"](shared["make_rows"](numbers, count, prefix))
            gc.collect()
            start = time.perf_counter()
            customer_import = shared["start_import"](env, content)
            shared["run_import"](customer_import)
            seconds = time.perf_counter() - start
            assert customer_import.created_count == count, customer_import.error_count
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": megabytes}))


if __name__ == "__main__":
    # the folder of this file, not to import from
    sys.path.pop(0)
    main(*sys.argv[1:])
