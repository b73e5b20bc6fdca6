"""What the permissions cost in the list of customers.

Times two calls of the list in the browser, its first page with the count and a search
by name, for users with “View” and with “View (only) assigned”. Compared with the same
calls without the register's record rules, so that everything is seen.
"""

from contextlib import contextmanager
from time import perf_counter

from odoo import Command
from odoo.tools import SQL

CUSTOMERS = 50_000
CONTACTS = 25_000
ORDERS = 20_000
ASSIGNED = 500
OWN_ORDERS = 200
HIGHEST_RATIO = 3
REPETITIONS = 15
PAGE = 80
COUNT_LIMIT = 10_001
COLUMNS = ("complete_name", "ref", "email", "phone", "city", "active")


def run(env):
    """Print the time of each call and its ratio to that without the rules.

    :param env: the environment of the superuser in a fresh database
    :raise SystemExit: when a permission costs more than allowed
    """
    customers = _fill(env)
    viewer, technician = _users(env, customers)
    print(f"List of {CUSTOMERS:,} customers, milliseconds:")
    print(f"  {'':24}{'no rules':>10}{'View':>18}{'assigned only':>18}")
    too_slow = False
    for name, domain in (
        ("first page and count", [("is_customer", "=", True)]),
        (
            "search by name",
            [("is_customer", "=", True), ("display_name", "ilike", "Kunde 123")],
        ),
    ):
        with _without_rules(env):
            plain = _time(env(user=viewer, su=False), domain)
        ratios = []
        cells = []
        for user in (viewer, technician):
            duration = _time(env(user=user, su=False), domain)
            ratios.append(duration / plain)
            cells.append(f"{duration * 1000:8.1f} ({ratios[-1]:4.1f}x)")
        print(f"  {name:24}{plain * 1000:10.1f}{cells[0]:>18}{cells[1]:>18}")
        too_slow |= max(ratios) > HIGHEST_RATIO
    print(f"  allowed are {HIGHEST_RATIO}x")
    if too_slow:
        raise SystemExit("The permissions make the list of customers too slow.")


def _fill(env):
    """Copy a customer, a contact and an order many times, in SQL."""
    customer = env["res.partner"].create(
        {"name": "Kunde", "is_company": True, "customer_rank": 1, "city": "Bergen"}
    )
    contact = env["res.partner"].create({"name": "Kontakt", "parent_id": customer.id})
    order = env["sale.order"].create({"partner_id": customer.id, "user_id": False})
    env.flush_all()
    _copy(
        env,
        customer,
        CUSTOMERS,
        name=SQL("'Kunde ' || number"),
        complete_name=SQL("'Kunde ' || number"),
        ref=SQL("'B' || number"),
        customer_number_key=SQL("'B' || number"),
    )
    env.cr.execute(
        "UPDATE res_partner SET commercial_partner_id = id "
        "WHERE customer_number_key ~ '^B[0-9]+$'"
    )
    env.cr.execute(
        "SELECT id FROM res_partner WHERE customer_number_key ~ '^B[0-9]+$' ORDER BY id"
    )
    ids = [row[0] for row in env.cr.fetchall()]
    any_customer = SQL("%s + number %% %s", ids[0], len(ids))
    _copy(
        env,
        contact,
        CONTACTS,
        name=SQL("'Kontakt ' || number"),
        complete_name=SQL("'Kunde, Kontakt ' || number"),
        parent_id=any_customer,
        commercial_partner_id=any_customer,
    )
    _copy(
        env,
        order,
        ORDERS,
        name=SQL("'S' || number"),
        access_token=SQL("NULL"),
        partner_id=any_customer,
        partner_invoice_id=any_customer,
        partner_shipping_id=any_customer,
    )
    env.invalidate_all()
    return env["res.partner"].browse(ids)


def _copy(env, record, count, **changed):
    """Insert copies of a record's row with other values in some columns."""
    env.cr.execute(
        "SELECT column_name FROM information_schema.columns "
        "WHERE table_name = %s AND column_name != 'id'",
        [record._table],
    )
    columns = [row[0] for row in env.cr.fetchall()]
    env.execute_query(
        SQL(
            "INSERT INTO %s (%s) SELECT %s FROM %s AS source, "
            "generate_series(1, %s) AS number WHERE source.id = %s RETURNING 1",
            SQL.identifier(record._table),
            SQL(", ").join(SQL.identifier(name) for name in columns),
            SQL(", ").join(
                changed.get(name, SQL.identifier("source", name)) for name in columns
            ),
            SQL.identifier(record._table),
            count,
            record.id,
        )
    )


def _users(env, customers):
    """Return a user who sees all customers and one who sees some."""
    groups = {
        name: env.ref(f"customer_register.group_customer_{name}").ids
        for name in ("view", "view_assigned")
    }
    salesman = env.ref("sales_team.group_sale_salesman").ids
    viewer, technician = env["res.users"].create(
        [
            {
                "name": name,
                "login": f"bench_{name}",
                "group_ids": [Command.set(ids + salesman)],
            }
            for name, ids in groups.items()
        ]
    )
    env.flush_all()
    step = CUSTOMERS // ASSIGNED
    env.cr.execute_values(
        "INSERT INTO customer_technician_rel (partner_id, user_id) VALUES %s",
        [(customer_id, technician.id) for customer_id in customers.ids[::step]],
    )
    env.cr.execute(
        "UPDATE sale_order SET user_id = %s WHERE id IN "
        "(SELECT id FROM sale_order ORDER BY id DESC LIMIT %s)",
        [technician.id, OWN_ORDERS],
    )
    for table in ("res_partner", "sale_order", "customer_technician_rel"):
        env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))
    env.invalidate_all()
    return viewer, technician


@contextmanager
def _without_rules(env):
    rules = env["ir.rule"].search(
        [("model_id.model", "=", "res.partner"), ("name", "like", "Customers: ")]
    )
    rules.active = False
    try:
        yield
    finally:
        rules.active = True


def _time(env, domain):
    """Return the seconds of the call of the list, the quickest of a few."""
    partners = env["res.partner"].with_context(res_partner_search_mode="customer")
    specification = {name: {} for name in COLUMNS}
    durations = []
    for _repetition in range(REPETITIONS):
        env.invalidate_all()
        start = perf_counter()
        partners.web_search_read(
            domain,
            specification,
            limit=PAGE,
            order="complete_name",
            count_limit=COUNT_LIMIT,
        )
        durations.append(perf_counter() - start)
    return min(durations)
