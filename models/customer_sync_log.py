from odoo import api, fields, models
from odoo.tools import SQL

# Of one call; more tell nothing new.
ERRORS_KEPT = 50
CALLS_KEPT = 1_000
OPERATIONS = [
    ("upsert", "Customers received"),
    ("changes", "Changes sent"),
    ("set_active", "Activated or inactivated"),
    ("offer", "Candidates received"),
    ("documents", "Documents sent"),
    ("confirm_documents", "Documents confirmed"),
]


class CustomerSyncLog(models.Model):
    """What an external system sent or fetched with one call, and who called."""

    _name = "customer.sync.log"
    _description = "Call of an External System"
    _order = "id desc"
    _rec_name = "operation"
    _log_access = False

    system_id = fields.Many2one(
        "customer.erp.system", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one("res.users", required=True, index="btree_not_null")
    called_at = fields.Datetime(required=True)
    operation = fields.Selection(OPERATIONS, required=True)
    created_count = fields.Integer("Added")
    updated_count = fields.Integer("Updated")
    unchanged_count = fields.Integer("Unchanged")
    sent_count = fields.Integer("Sent")
    error_count = fields.Integer("Errors")
    errors = fields.Text("Error Messages")

    @api.autovacuum
    def _gc_calls(self):
        """Keep the newest calls of each system."""
        self.env.execute_query(
            SQL(
                """
                DELETE FROM customer_sync_log AS old
                      USING (SELECT id, row_number() OVER (
                                        PARTITION BY system_id ORDER BY id DESC
                                    ) AS place
                               FROM customer_sync_log) AS ranked
                      WHERE ranked.id = old.id AND ranked.place > %s
                  RETURNING old.id
                """,
                CALLS_KEPT,
            )
        )


class CustomerErpSystem(models.Model):
    _inherit = "customer.erp.system"

    log_ids = fields.One2many(
        "customer.sync.log",
        "system_id",
        string="Calls",
        groups="customer_register.group_customer_manager",
    )
    link_count = fields.Integer("Customers", compute="_compute_link_count")
    last_call_at = fields.Datetime(
        compute="_compute_last_call", groups="customer_register.group_customer_manager"
    )
    last_errors = fields.Text(
        compute="_compute_last_call", groups="customer_register.group_customer_manager"
    )

    def _compute_link_count(self):
        # sudo: a number of links, whoever may see the customers
        counts = dict(
            self.env["customer.erp.link"]
            .sudo()
            ._read_group([("system_id", "in", self.ids)], ["system_id"], ["__count"])
        )
        for system in self:
            system.link_count = counts.get(system, 0)

    @api.depends("log_ids")
    def _compute_last_call(self):
        last = dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT system_id, MAX(called_at) FROM customer_sync_log
                     WHERE system_id = ANY(%s) GROUP BY system_id
                    """,
                    self.ids,
                )
            )
        )
        errors = dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT DISTINCT ON (system_id) system_id, errors
                      FROM customer_sync_log
                     WHERE system_id = ANY(%s) AND error_count > 0
                     ORDER BY system_id, id DESC
                    """,
                    self.ids,
                )
            )
        )
        for system in self:
            system.last_call_at = last.get(system.id)
            system.last_errors = errors.get(system.id)


class CustomerSync(models.AbstractModel):
    _inherit = "customer.sync"

    @api.model
    def _log_results(self, system, operation, results):
        """Note the outcome of every record of a call."""
        statuses = [result["status"] for result in results]
        lines = [
            ": ".join(
                filter(None, (result["external_id"], error["field"], error["message"]))
            )
            for result in results
            for error in result["errors"]
        ]
        if results:
            self._log(
                system,
                operation,
                created=statuses.count("created"),
                updated=statuses.count("updated"),
                unchanged=statuses.count("unchanged"),
                error=statuses.count("error"),
                errors=lines,
            )

    @api.model
    def _log(self, system, operation, errors=(), **counts):
        """Note a call; nobody may write that by hand.

        :param system: customer.erp.system
        :param str operation: key of OPERATIONS
        :param errors: sentences
        :param counts: created, updated, unchanged, sent, error
        """
        self.env["customer.sync.log"].sudo().create(
            {
                "system_id": system.id,
                "user_id": self.env.uid,
                "called_at": fields.Datetime.now(),
                "operation": operation,
                "errors": "\n".join(errors[:ERRORS_KEPT]) or False,
                **{f"{name}_count": count for name, count in counts.items()},
            }
        )
