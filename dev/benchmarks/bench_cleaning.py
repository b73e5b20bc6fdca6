"""Cleaning the rows of a usual customer list of ten columns, without the register.

Every row is another customer: nothing is cleaned twice but towns and countries.
"""

import time

from odoo.addons.customer_register.importing.masks import mask
from odoo.addons.customer_register.importing.recognise import recognise_columns
from odoo.addons.customer_register.importing.row_cleaner import ColumnPlan, RowCleaner
from odoo.addons.customer_register.importing.table import Row

ROWS = 20_000
ROUNDS = 3
LEAST_ROWS_PER_SECOND = 15_000
HEADER = (
    "Kundenr",
    "Navn",
    "Org.nr",
    "Adresse",
    "Postnr",
    "Poststed",
    "Land",
    "Telefon",
    "E-post",
    "Kontaktperson",
)
TARGETS = [
    "ref",
    "name",
    "company_registry",
    "street",
    "zip",
    "city",
    "country_id",
    "phone",
    "email",
    "contact.name",
]
WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


def run(env):
    """Print how many rows are cleaned in a second.

    :param env: not used: nothing here needs a database
    :raise SystemExit: when they are fewer than they should be
    """
    rows = [Row(place + 2, _cells(place)) for place in range(ROWS)]
    found = recognise_columns(HEADER, rows[:200], has_header=True, country_code="NO")
    targets = [column.target for column in found]
    assert targets == TARGETS, targets
    cleaner = RowCleaner(
        [ColumnPlan(place, target) for place, target in enumerate(targets)],
        country_code="NO",
    )
    best = best_mask = float("inf")
    for _round in range(ROUNDS):
        start = time.process_time()
        cleaned = [cleaner.clean(row) for row in rows]
        best = min(best, time.process_time() - start)
        start = time.process_time()
        for row in cleaned:
            mask(row.values)
        best_mask = min(best_mask, time.process_time() - start)
    assert not any(row.problems for row in cleaned)
    print(f"Cleaning {ROWS} rows of ten columns, best of {ROUNDS}:")
    print(f"  clean               {ROWS / best:8.0f} rows/s")
    print(f"  mask                {ROWS / best_mask:8.0f} rows/s", flush=True)
    if ROWS / best < LEAST_ROWS_PER_SECOND:
        raise SystemExit("Rows are cleaned too slowly.")


def _cells(place):
    return (
        str(10_000 + place),
        f"Benchmark {place} AS",
        _organisation_number(place),
        f"Storgata {place}",
        f"{place % 10_000:04}",
        f"Tettsted {place % 400}",
        "Norge",
        f"22 33 {place % 100:02} {place // 100 % 100:02}",
        f"post{place}@example.no",
        f"Kari Nordmann {place}",
    )


def _organisation_number(place):
    """Return a made-up Norwegian organisation number with its check digit."""
    first = 80_000_000 + 10 * place
    while True:
        pairs = zip(str(first), WEIGHTS, strict=True)
        check = -sum(int(digit) * weight for digit, weight in pairs) % 11
        if check < 10:
            return f"{first}{check}"
        first += 1
