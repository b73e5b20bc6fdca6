"""`make clean`: stop the private PostgreSQL servers and remove `.dev/`."""

import postgres
from workplace import DEV, remove, say


def run():
    """Remove everything that the other commands made."""
    if any(
        (DEV / f"postgres-{purpose}.lock").exists() for purpose in postgres.PURPOSES
    ):
        postgres.stop_and_remove()
    remove(DEV)
    say("Removed .dev/")
    return 0
