from odoo import models
from odoo.tools import SQL

# Their tables grow by a whole file.
GROWING_MODELS = ("res.partner", "customer.import.line", "customer.identity.claim")
# They have grown much when they are so many times as large as PostgreSQL knows...
GROWTH = 2
# ... and have more pages than can be read in no time.
FEW_PAGES = 16


class CustomerImport(models.Model):
    """Imports into a register that is almost empty."""

    _inherit = "customer.import"

    def _refresh_statistics(self):
        """Let PostgreSQL know of tables that have grown much.

        It reads a small table as a whole, for each foreign key to it, too, and keeps to
        that until it has new statistics; by itself it makes them a minute later. A
        register that is filled for the first time would get slower with every chunk.
        """
        self.env.flush_all()
        outgrown = self.env.execute_query(
            SQL(
                """
                SELECT relname FROM pg_class
                 WHERE oid = ANY(%s::regclass[]) AND pg_relation_size(oid)
                       > GREATEST(%s * relpages, %s)
                         * current_setting('block_size')::int
                """,
                [self.env[name]._table for name in GROWING_MODELS],
                GROWTH,
                FEW_PAGES,
            )
        )
        for [table] in outgrown:
            # what another worker is at is left to it
            self.env.cr.execute(SQL("ANALYZE (SKIP_LOCKED) %s", SQL.identifier(table)))
