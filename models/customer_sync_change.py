import json
from contextlib import contextmanager

from odoo import api, fields, models
from odoo.tools import SQL

# Kinds of changes. When one transaction makes several, the last of these counts.
CHANGED, CREATED, DELETED, MERGED = "changed", "created", "deleted", "merged"
_STRENGTH = (CHANGED, CREATED, DELETED, MERGED)
# What was changed in the running transaction, and by which external system.
_NOTES_KEY = "customer_register.sync_notes"
_SOURCE_KEY = "customer_register.sync_source"


class CustomerSyncChange(models.Model):
    """What changed in the register, for the systems that follow it.

    Changes are noted in memory and written with one statement just before the
    transaction ends: into it, not after it. Each has the id of its transaction. A
    reader takes those of transactions that are older than every running one: whatever
    commits later has a higher id, and nothing is missed, whatever the clocks say.
    Nobody has access; :meth:`customer.sync.changes` shows each user the own part.
    """

    _name = "customer.sync.change"
    _description = "Change of a Customer"
    _log_access = False
    _order = "id"

    # no relation: the customer may be gone
    customer_id = fields.Integer(required=True)
    change = fields.Selection(
        [
            (CREATED, "Created"),
            (CHANGED, "Changed"),
            (DELETED, "Deleted"),
            (MERGED, "Merged"),
        ],
        required=True,
    )
    system_id = fields.Integer(help="The external system that made the change.")
    data = fields.Json(help="What is left of a deleted customer.")

    def init(self):
        """Add the column that Odoo has no type for: PostgreSQL fills it in itself."""
        self.env.execute_query(
            SQL(
                """
                ALTER TABLE customer_sync_change
                  ADD COLUMN IF NOT EXISTS xid xid8 NOT NULL
                      DEFAULT pg_current_xact_id();
                CREATE INDEX IF NOT EXISTS customer_sync_change_xid_index
                    ON customer_sync_change (xid, id);
                SELECT 1
                """
            )
        )

    # === NOTING === #

    @api.model
    def _note(self, partner_ids, change=CHANGED, data=None):
        """Note that customers changed, or something that belongs to them.

        :param partner_ids: customers, their contacts or addresses
        :param str change: one of CHANGED, CREATED, DELETED, MERGED
        :param dict data: partner id -> what is left of it
        """
        precommit = self.env.cr.precommit
        if _NOTES_KEY not in precommit.data:
            precommit.data[_NOTES_KEY] = {}
            precommit.add(self._write_notes)
        notes = precommit.data[_NOTES_KEY]
        source = self.env.cr.cache.get(_SOURCE_KEY)
        for partner_id in partner_ids:
            known, left = notes.get((partner_id, source), (CHANGED, None))
            if _STRENGTH.index(change) >= _STRENGTH.index(known):
                known, left = change, (data or {}).get(partner_id) or left
            notes[partner_id, source] = known, left

    @contextmanager
    def _changed_by(self, system):
        """Say which external system makes the changes in this block.

        No remote caller can say so by the context: it would hide changes from a system.

        :param system: customer.erp.system
        """
        cache = self.env.cr.cache
        # what is waiting is not the system's
        self.env.flush_all()
        before = cache.get(_SOURCE_KEY)
        cache[_SOURCE_KEY] = system.id
        try:
            yield
            self.env.flush_all()
        finally:
            cache[_SOURCE_KEY] = before

    @api.model
    def _write_notes(self):
        """Write what was noted, with one statement for all."""
        notes = self.env.cr.precommit.data.pop(_NOTES_KEY, None)
        if not notes:
            return
        rows = [
            (partner_id, source, change, left)
            for (partner_id, source), (change, left) in notes.items()
        ]
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO customer_sync_change (customer_id, change, system_id, data)
                SELECT whose.id,
                       CASE MAX(CASE WHEN whose.id = note.partner_id
                                     THEN note.strength ELSE 0 END)
                           WHEN 3 THEN 'merged' WHEN 2 THEN 'deleted'
                           WHEN 1 THEN 'created' ELSE 'changed' END,
                       note.source,
                       (array_agg(note.data) FILTER (WHERE note.data IS NOT NULL))[1]
                  FROM unnest(%s::int[], %s::int[], %s::int[], %s::jsonb[])
                       AS note(partner_id, source, strength, data)
             LEFT JOIN res_partner AS partner ON partner.id = note.partner_id
             LEFT JOIN res_partner AS customer
                    ON customer.id = partner.commercial_partner_id
                   AND customer.is_customer
         CROSS JOIN LATERAL (
                       SELECT CASE WHEN note.strength < 2 THEN customer.id
                                   -- not for a deletion that was rolled back
                                   WHEN partner.is_customer IS NOT TRUE
                                   THEN note.partner_id END) AS whose(id)
                 WHERE whose.id IS NOT NULL
              GROUP BY whose.id, note.source
              ORDER BY whose.id
                """,
                [partner_id for partner_id, _source, _change, _left in rows],
                [source or None for _id, source, _change, _left in rows],
                [_STRENGTH.index(change) for _id, _source, change, _left in rows],
                [left and json.dumps(left) for _id, _source, _change, left in rows],
            )
        )

    @api.model
    def _note_deletion(self, partners_sudo, change=DELETED, into=None):
        """Note that customers go, with what their followers knew of them.

        :param partners_sudo: partners in sudo mode, customers and others
        :param str change: DELETED or MERGED
        :param into: the customer that remains of a merge
        """
        customers_sudo = partners_sudo.filtered("is_customer")
        others_sudo = partners_sudo - customers_sudo
        self._note(others_sudo.commercial_partner_id.ids)
        self._note(customers_sudo.ids, change, self._what_is_left(customers_sudo, into))

    @api.model
    def _what_is_left(self, customers_sudo, into=None):
        """Return {id: what is told of a customer that goes} for customers.

        :param customers_sudo: customers in sudo mode
        :param into: the customer that remains of a merge
        """
        if not customers_sudo:
            return {}
        links = {}
        # a customer that was just added is known to have none
        for link in customers_sudo.erp_link_ids:
            known = links.setdefault(link.partner_id.id, {})
            known.setdefault(str(link.system_id.id), link.external_id)
        return {
            customer.id: {
                "ref": customer.ref or False,
                "company_id": customer.company_id.id,
                "user_ids": customer.technician_ids.ids,
                "external_ids": links.get(customer.id, {}),
                **({"merged_into": into.id} if into else {}),
            }
            for customer in customers_sudo
        }

    # === READING === #

    @api.model
    def _settled(self):
        """Return the condition that no running transaction can come in before."""
        return SQL("xid < pg_snapshot_xmin(pg_current_snapshot())")

    # === HOUSEKEEPING === #

    @api.autovacuum
    def _gc_changes(self):
        """Keep the newest change of each customer by each system.

        Who reads on from anywhere before it is told of that one; what it was called in
        between makes no difference to the customer as it is now.
        """
        self.env.execute_query(
            SQL(
                """
                DELETE FROM customer_sync_change AS old
                      USING (SELECT id, row_number() OVER (
                                        PARTITION BY customer_id, system_id
                                            ORDER BY xid DESC, id DESC) AS place
                               FROM customer_sync_change
                              WHERE %s) AS ranked
                      WHERE ranked.id = old.id AND ranked.place > 1
                  RETURNING old.id
                """,
                self._settled(),
            )
        )


def deleted_from(user, company_ids):
    """Return the domain-like test whether a user may know of a deleted customer.

    :param user: res.users
    :param company_ids: ids of the companies the user works in
    :return: function(dict of what is left) -> bool
    """
    sees_all = user._customer_read_domain().is_true()

    def may_know(left):
        company_id = left.get("company_id")
        if company_id and company_id not in company_ids:
            return False
        return sees_all or user.id in left.get("user_ids", ())

    return may_know
