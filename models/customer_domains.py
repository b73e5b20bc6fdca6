"""Domains on res.partner that the permissions are made of.

Odoo keeps the evaluated domain of a rule for all transactions of a user: nothing of an
environment may be kept with it. Each domain here looks up the user when it is used.

They compare the customer of a partner, not the partner: a contact that was just added
or moved has the technicians of its customer a moment later.
"""

from contextlib import contextmanager

from odoo.fields import Domain
from odoo.tools import SQL

# How many calls that add partners are under way in the transaction.
ADDING_KEY = "customer_register.adding"


def assigned_to_user():
    """Return the domain of customers, with contacts, that the user is technician of."""
    return Domain.custom(
        to_sql=lambda model, alias, query: _in_customers(
            model, alias, query, assigned_customers_sql(model)
        ),
        predicate=lambda partner: (
            partner.env.uid in partner.commercial_partner_id.technician_ids._ids
        ),
    )


def of_companies():
    """Return the domain of the contacts of companies, and of what belongs to them."""
    return Domain.custom(
        to_sql=lambda model, alias, query: _in_customers(
            model, alias, query, companies_sql()
        ),
        predicate=lambda partner: bool(partner.commercial_partner_id.ref_company_ids),
    )


def on_users_documents():
    """Return the domain of customers of documents that the user is responsible for."""
    return Domain.custom(
        to_sql=lambda model, alias, query: _in_customers(
            model, alias, query, customers_of_documents_sql(model)
        )
    )


def added_in_this_transaction():
    """Return the domain of what the user added a moment ago, in the same transaction.

    It is seen and completed by whoever was allowed to add it, before an assignment or
    another record says so.
    """
    return Domain.custom(
        to_sql=lambda model, alias, query: SQL(
            "(%s = %s AND %s = (now() AT TIME ZONE 'UTC'))",
            model._field_to_sql(alias, "create_uid", query),
            model.env.uid,
            model._field_to_sql(alias, "create_date", query),
        )
    )


@contextmanager
def adding(env):
    """Let who adds partners write them while the block runs.

    :param env: environment of the transaction
    """
    cache = env.cr.cache
    cache[ADDING_KEY] = cache.get(ADDING_KEY, 0) + 1
    try:
        yield
    finally:
        cache[ADDING_KEY] -= 1


def being_added():
    """Return the domain of what the user is adding: the call is not complete yet.

    Adding a customer goes on to write it. Afterwards it is changed by who may edit it.
    """
    added = added_in_this_transaction()
    return Domain.custom(
        to_sql=lambda model, alias, query: (
            added._to_sql(model, alias, query)
            if model.env.cr.cache.get(ADDING_KEY)
            else SQL("FALSE")
        )
    )


def among_users_customers():
    """Return the domain of all customers that a user may see who doesn't see all.

    It says the same as the others together, for customers only and in a form that makes
    the database look up these few by their ids instead of filtering all.
    """
    return Domain.custom(
        to_sql=lambda model, alias, query: SQL(
            "%s = ANY(ARRAY(%s))",
            model._field_to_sql(alias, "id", query),
            SQL(" UNION ").join(
                [
                    assigned_customers_sql(model),
                    companies_sql(),
                    customers_of_documents_sql(model),
                    SQL("SELECT partner_id FROM res_users WHERE share IS NOT TRUE"),
                ]
            ),
        )
    )


def assigned_customers_sql(model):
    """Return the query of the ids of the customers that the user is technician of."""
    return SQL(
        "SELECT partner_id FROM customer_technician_rel WHERE user_id = %s",
        model.env.uid,
    )


def companies_sql():
    """Return the query of the ids of the companies' contacts."""
    return SQL("SELECT partner_id FROM res_company")


def customers_of_documents_sql(model):
    """Return the query of the ids of the customers of the user's documents."""
    return SQL(
        "SELECT commercial_partner_id FROM res_partner WHERE id IN (%s)",
        SQL(" UNION ALL ").join(model._responsible_document_queries()),
    )


def _in_customers(model, alias, query, ids):
    return SQL(
        "%s IN (%s)", model._field_to_sql(alias, "commercial_partner_id", query), ids
    )
