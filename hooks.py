from odoo.tools import SQL

from .importing.identity_numbers import identity_key
from .models.res_company_numbering import customer_number_key

BATCH_SIZE = 10_000


def pre_init_hook(env):
    """Fill the register's columns of existing partners before Odoo sees them.

    A database in use may hold the same reference twice, which the unique index would
    refuse. The first customer keeps the number, the others are marked as duplicates and
    stay visible. Doing it in SQL spares a large database a computation row by row.
    """
    env.cr.execute(
        """
        ALTER TABLE res_partner
            ADD COLUMN IF NOT EXISTS is_customer boolean,
            ADD COLUMN IF NOT EXISTS in_customer_register boolean,
            ADD COLUMN IF NOT EXISTS customer_number_key varchar,
            ADD COLUMN IF NOT EXISTS customer_number_duplicate boolean,
            ADD COLUMN IF NOT EXISTS identity_key varchar;
        UPDATE res_partner
           SET is_customer = (COALESCE(customer_rank, 0) > 0
                              AND commercial_partner_id = id);
        UPDATE res_partner AS partner
           SET in_customer_register = TRUE
          FROM res_partner AS customer
         WHERE customer.id = partner.commercial_partner_id
           AND customer.is_customer
        """
    )
    _fill_column(
        env,
        "customer_number_key",
        SQL("SELECT id, ref FROM res_partner WHERE is_customer AND ref IS NOT NULL"),
        customer_number_key,
    )
    _fill_column(
        env,
        "identity_key",
        SQL(
            """
            SELECT partner.id,
                   COALESCE(NULLIF(partner.company_registry, ''), partner.vat),
                   country.code
              FROM res_partner AS partner
              LEFT JOIN res_country AS country ON country.id = partner.country_id
             WHERE partner.commercial_partner_id = partner.id
               AND (partner.company_registry IS NOT NULL OR partner.vat IS NOT NULL)
            """
        ),
        identity_key,
    )
    env.cr.execute(
        """
        UPDATE res_partner AS partner
           SET customer_number_duplicate = TRUE
         WHERE partner.customer_number_key IS NOT NULL
           AND EXISTS (
               SELECT 1
                 FROM res_partner AS earlier
                WHERE earlier.customer_number_key = partner.customer_number_key
                  AND earlier.id < partner.id
                  AND (earlier.company_id = partner.company_id
                       OR earlier.company_id IS NULL
                       OR partner.company_id IS NULL))
        """
    )


def _fill_column(env, column, query, function):
    """Set a column from (id, *arguments) rows with a function of the arguments."""
    rows = env.execute_query(query)
    for start in range(0, len(rows), BATCH_SIZE):
        values = [
            (partner_id, function(*arguments) or None)
            for partner_id, *arguments in rows[start : start + BATCH_SIZE]
        ]
        env.cr.execute_values(
            f"""
            UPDATE res_partner AS partner
               SET {column} = filled.value
              FROM (VALUES %s) AS filled(id, value)
             WHERE partner.id = filled.id
            """,
            values,
        )


def post_init_hook(env):
    """Lock nobody out: internal users keep seeing and editing customers."""
    env["res.groups"]._init_customer_permissions()
