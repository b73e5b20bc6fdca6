from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import NO_ACCESS

from ..importing.record_cleaner import clean_record
from .customer_sync import SyncCall

# More than this are imported in the background.
AT_ONCE = 100
CHUNK_SIZE = 500


class CustomerErpCandidate(models.Model):
    """A customer that an external system offers: activated there, not imported yet.

    Source: seed 000_26c010d3a1eadc26.txt, "Import customers from ERP system": all that
    are activated in the ERP and not yet in the register; some may be there, inactive.
    """

    _name = "customer.erp.candidate"
    _description = "Customer Offered by an External System"
    _order = "name, id"

    system_id = fields.Many2one(
        "customer.erp.system",
        string="External System",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    external_id = fields.Char(string="External ID", required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    ref = fields.Char(string="Customer Number", readonly=True)
    # never a personal number: those are in the values only
    company_registry = fields.Char(string="Organisation Number", readonly=True)
    city = fields.Char(readonly=True)
    values = fields.Json(groups=NO_ACCESS, help="The record as the system sent it.")
    state = fields.Selection(
        [("waiting", "Offered"), ("running", "Being imported"), ("error", "Refused")],
        default="waiting",
        required=True,
        readonly=True,
    )
    message = fields.Char(readonly=True)
    import_user_id = fields.Many2one("res.users", readonly=True)
    match_state = fields.Selection(
        [
            ("new", "Not in the register"),
            ("active", "Already in the register"),
            ("inactive", "Already in the register, but inactive"),
            ("several", "Fits several customers"),
        ],
        string="In the Register",
        compute="_compute_match",
    )
    match_id = fields.Many2one(
        "res.partner", string="Customer", compute="_compute_match"
    )

    _external_id_uniq = models.UniqueIndex("(system_id, company_id, external_id)")

    # === COMPUTE METHODS === #

    @api.depends("values", "ref", "company_registry")
    @api.depends_context("uid", "company")
    def _compute_match(self):
        """Find who they are in the register; hidden customers are not named."""
        for (system, company), candidates in self.grouped(
            lambda candidate: (candidate.system_id, candidate.company_id)
        ).items():
            partners = self.env["res.partner"].with_company(company)
            country_code = company.sudo().country_id.code
            matches = partners._match_customers(
                [
                    clean_record(candidate.sudo().values, country_code).values
                    for candidate in candidates
                ],
                system,
                country_code,
            )
            found_sudo = partners.sudo().union(*(match.partners for match in matches))
            visible = found_sudo.with_env(self.env)._filtered_access("read")
            for candidate, match in zip(candidates, matches, strict=True):
                partner = match.partners
                candidate.match_id = (
                    partner.id
                    if len(partner) == 1 and partner.id in visible.ids
                    else False
                )
                if len(partner) > 1:
                    candidate.match_state = "several"
                elif not partner or not partner.is_customer:
                    candidate.match_state = "new"
                else:
                    candidate.match_state = "active" if partner.active else "inactive"

    # === ACTION METHODS === #

    def action_import(self):
        """Import these: a few at once, many in the background.

        Those that are in the register already are updated and linked to the system.

        :return: a notification as client action
        :rtype: dict
        :raise AccessError: without the permissions to upload and to create customers
        """
        self._check_import_permission()
        waiting_sudo = self.sudo().filtered(lambda line: line.state != "running")
        if len(waiting_sudo) > AT_ONCE:
            waiting_sudo.write(
                {"state": "running", "message": False, "import_user_id": self.env.uid}
            )
            self.env.ref("customer_register.ir_cron_customer_erp_candidate")._trigger()
            text = self.env._(
                "%s customers are being imported. You get a notice when it is done.",
                len(waiting_sudo),
            )
            return self._notice(text, "info")
        imported, refused = self._import_now()
        text = self._outcome_text(imported, refused)
        return self._notice(text, "warning" if refused else "success")

    def action_reactivate(self):
        """Activate the inactive customer that the candidate is, and link it.

        :return: a notification as client action
        :rtype: dict
        """
        self.ensure_one()
        if self.match_state == "inactive" and self.match_id:
            self.match_id.write({"active": True})
        return self.action_import()

    def action_open_customer(self):
        """Open the customer in the register that the candidate is.

        :rtype: dict
        """
        self.ensure_one()
        return self.match_id._get_records_action()

    # === BUSINESS METHODS === #

    def _check_import_permission(self):
        user = self.env.user
        if not self.env.su and not (
            user._has_customer_permission("upload")
            and user._has_customer_permission("create")
        ):
            raise AccessError(
                self.env._(
                    "You need the permissions “Upload” and “Create” to import "
                    "customers."
                )
            )
        self.check_access("read")

    def _import_now(self):
        """Import these through the door, as the current user.

        :return: (number of imported ones, number of refused ones)
        """
        imported = refused = 0
        for (system, company), candidates in self.grouped(
            lambda candidate: (candidate.system_id, candidate.company_id)
        ).items():
            env = self.with_company(company).env
            results = SyncCall(env, system).upsert(
                [candidate.sudo().values for candidate in candidates]
            )
            done = self.browse()
            for candidate, result in zip(candidates, results, strict=True):
                if result["status"] != "error":
                    done |= candidate
                    continue
                refused += 1
                message = " ".join(error["message"] for error in result["errors"])
                candidate.sudo().write({"state": "error", "message": message})
            imported += len(done)
            done.sudo().unlink()
        return imported, refused

    @api.model
    def _cron_import(self):
        """Import what waits, a chunk in each transaction, for who asked for it."""
        cron = self.env["ir.cron"]
        waiting = [("state", "=", "running")]
        totals = {}
        left = self.search_count(waiting)
        cron._commit_progress(remaining=left)
        while chunk := self.search(
            waiting, order="import_user_id, id", limit=CHUNK_SIZE
        ):
            user, chunk = next(iter(chunk.grouped("import_user_id").items()))
            count = len(chunk)
            as_user = chunk.with_user(user).with_context(lang=user.lang)
            try:
                as_user._check_import_permission()
                imported, refused = as_user._import_now()
            except AccessError as error:
                chunk.write({"state": "error", "message": str(error)})
                imported, refused = 0, count
            before = totals.get(user, (0, 0))
            totals[user] = before[0] + imported, before[1] + refused
            if not self.search_count([*waiting, ("import_user_id", "=", user.id)]):
                as_user._notify_user(user, *totals.pop(user))
            if not cron._commit_progress(count):
                return

    def _notify_user(self, user, imported, refused):
        user.sudo()._bus_send(
            "simple_notification",
            {
                "type": "warning" if refused else "success",
                "title": self.env._("Import from ERP is done"),
                "message": self._outcome_text(imported, refused),
                "sticky": True,
            },
        )

    def _outcome_text(self, imported, refused):
        text = self.env._("Imported: %s.", imported)
        if refused:
            text += " " + self.env._("Refused: %s. The list says why.", refused)
        return text

    def _notice(self, message, kind):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": kind,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
