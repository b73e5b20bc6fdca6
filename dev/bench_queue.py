"""The import by two workers of queue_job against one, with its real job runner."""

import odoo_process
from fault_imports import CustomerFile, Import, faults_in_register, organisation_numbers
from live_server import LiveServer

ROWS = 20_000
WARM_UP = 3_000
ROUNDS = 2
LEAST_RATIO = 1.6
WORKERS = (1, 2)


def run(odoo, templates):
    """Print both speeds and their ratio.

    :param odoo: the odoo_process.Odoo without queue_job
    :param templates: the databases.Templates
    :return: 1 when two workers are not as much faster as they should be, else 0
    """
    odoos = {count: odoo_process.with_queue_job(odoo, count) for count in WORKERS}
    best = dict.fromkeys(WORKERS, 0)
    numbers = organisation_numbers()
    with templates.clone_with_queue_job(odoos[1]) as database:
        for turn in range(ROUNDS):
            for count in WORKERS:
                speed = _speed(odoos[count], database.name, count, turn, numbers)
                best[count] = max(best[count], speed)
    ratio = best[2] / best[1]
    print(f"Import of {ROWS} customers by queue_job, best of {ROUNDS}:")
    print(f"  one worker          {best[1]:8.0f} rows/s")
    print(f"  two workers         {best[2]:8.0f} rows/s")
    print(f"  ratio               {ratio:8.2f} (at least {LEAST_RATIO})", flush=True)
    if ratio < LEAST_RATIO:
        print("Two workers are too slow beside one.")
        return 1
    return 0


def _speed(odoo, database, count, turn, numbers):
    """Import a file with `count` workers and return its rows per second.

    The time is that from the start of the first job to the end of the last one.
    """
    # and one more worker answers the requests
    with LiveServer(odoo, database, f"bench_queue_{count}", count + 1) as server:
        admin = server.login("admin", "admin")
        # every worker loads the register at its first job
        warm_up = CustomerFile.of(f"Warm{count}x{turn}", WARM_UP, numbers)
        _import(server, admin, warm_up)
        last_job = server.number("SELECT max(id) FROM queue_job")
        file = CustomerFile.of(f"Bench{count}x{turn}", ROWS, numbers)
        _import(server, admin, file)
        assert not faults_in_register(server, file)
        milliseconds = server.number(
            "SELECT round(1000 * extract("
            "epoch FROM max(date_done) - min(date_started)"
            f")) FROM queue_job WHERE id > {last_job}"
        )
    speed = ROWS / milliseconds * 1000
    print(f"  {count} of queue_job's workers {speed:8.0f} rows/s", flush=True)
    return speed


def _import(server, user, file):
    customer_import = Import(server, user, file)
    customer_import.call("action_run")
    # looking more often would take time from the workers
    customer_import.wait_until_over(pause=3)
