import hashlib

from odoo import api, fields, models
from odoo.tools import SQL

HOURS_KEPT = 24


class CustomerIdentityClaim(models.Model):
    """Who is being added to the register at this moment.

    Two transactions that add the same customer can't see each other's record. Each
    claims the identity first: the second waits for the first, and is then told to start
    over by PostgreSQL, with the customer in sight. Nobody has access; the identities
    are kept as hashes, for as long as transactions may last.
    """

    _name = "customer.identity.claim"
    _description = "Customer Being Added"
    _log_access = False

    digest = fields.Char(required=True)
    claimed_at = fields.Datetime(required=True)

    _digest_uniq = models.UniqueIndex("(digest)")

    @api.model
    def _claim(self, keys):
        """Wait until no other transaction adds a customer with one of these keys.

        :param keys: tuples of strings that identify customers
        :raise SerializationFailure: when another transaction has just added one; who
            repeats the transaction meets that customer
        """
        secret = self.env["ir.config_parameter"].sudo().get_param("database.uuid", "")
        # in one order for all: two transactions that claim the same don't deadlock
        digests = sorted(
            hashlib.blake2b(
                "\0".join(map(str, key)).encode(),
                digest_size=16,
                key=secret.encode()[:64],
            ).hexdigest()
            for key in set(keys)
        )
        if digests:
            self.env.execute_query(
                SQL(
                    """
                    INSERT INTO customer_identity_claim (digest, claimed_at)
                    SELECT digest, %s FROM unnest(%s) AS digest
                    ON CONFLICT (digest) DO UPDATE SET claimed_at = EXCLUDED.claimed_at
                    RETURNING id
                    """,
                    self.env.cr.now(),
                    digests,
                )
            )

    @api.autovacuum
    def _gc_claims(self):
        self.env.execute_query(
            SQL(
                """
                DELETE FROM customer_identity_claim
                 WHERE claimed_at < now() at time zone 'UTC' - %s * interval '1 hour'
                RETURNING id
                """,
                HOURS_KEPT,
            )
        )
