"""Queries to create one customer in the form, with the register and in plain Odoo.

Counted for `web_save`, the call of Odoo's form, with every field of the form read back.
Plain Odoo is a clone of the database that has the register's dependencies only.
"""

import os
from contextlib import closing, contextmanager

import odoo.modules.registry
from odoo import SUPERUSER_ID, api
from odoo.sql_db import close_db, db_connect
from odoo.tools import SQL

MOST_QUERIES_MORE = 3
# The least of them counts: the first ones fill caches.
REPETITIONS = 4


def run(env):
    """Print both counts and their difference.

    :param env: the environment of the superuser in a fresh database
    :raise SystemExit: when a customer takes more queries than allowed
    """
    ours = _queries(env, "customer_register.res_partner_customer_view_form")
    with _plain_odoo(env) as plain_env:
        plain = _queries(plain_env, "base.view_partner_form")
    print("Queries to create one customer in the form:")
    print(f"  customer register  {ours:4}")
    print(f"  plain Odoo         {plain:4}")
    print(f"  difference         {ours - plain:+4} (at most +{MOST_QUERIES_MORE})")
    if ours - plain > MOST_QUERIES_MORE:
        raise SystemExit("Creating a customer takes too many queries.")


def _queries(env, form):
    env = env(user=env.ref("base.user_admin"))
    customers = env["res.partner"].with_context(
        res_partner_search_mode="customer", default_is_company=True
    )
    fields = customers.get_view(env.ref(form).id, "form")["models"]["res.partner"]
    specification = {name: {} for name in fields}
    counts = []
    for place in range(REPETITIONS):
        values = {
            "name": f"Benchmark {place} AS",
            "is_company": True,
            "company_type": "company",
            "country_id": env.ref("base.no").id,
        }
        env.flush_all()
        env.invalidate_all()
        before = env.cr.sql_log_count
        [saved] = customers.browse().web_save(values, specification)
        env.flush_all()
        counts.append(env.cr.sql_log_count - before)
        assert customers.browse(saved["id"]).customer_rank == 1
    return min(counts)


@contextmanager
def _plain_odoo(env):
    """Have an environment in a database without the register."""
    prefix = env.cr.dbname.partition("_clone_")[0]
    [[template]] = env.execute_query(
        SQL(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)",
            f"{prefix}_dependencies_plain_",
        )
    )
    # a name that `make` drops if this process is killed
    name = f"{prefix}_clone_{os.getpid()}"
    source, target = SQL.identifier(template), SQL.identifier(name)
    _administer(SQL("CREATE DATABASE %s TEMPLATE %s", target, source))
    try:
        with odoo.modules.registry.Registry(name).cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})
            cr.rollback()
    finally:
        odoo.modules.registry.Registry.delete(name)
        close_db(name)
        _administer(SQL("DROP DATABASE IF EXISTS %s WITH (FORCE)", target))


def _administer(statement):
    with closing(db_connect("postgres").cursor()) as cr:
        cr._cnx.rollback()
        cr._cnx.autocommit = True
        cr.execute(statement)
