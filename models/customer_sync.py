from datetime import date

from psycopg2 import IntegrityError

from odoo import api, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..importing.identity_numbers import identity_key
from ..importing.record_cleaner import clean_record
from .door import FAILED, Door
from .problem_messages import problem_message
from .res_company_numbering import customer_number_key
from .res_partner_matching import email_name_key

MOST_RECORDS = 1_000


class CustomerSync(models.AbstractModel):
    """What other systems call over XML-RPC and JSON-2.

    See doc/sync.md. The caller is a user with ordinary permissions, which apply. What
    comes in passes the one door into the register, as rows of an import do.
    """

    _name = "customer.sync"
    _description = "Synchronisation with Other Systems"

    # === PUBLIC METHODS === #

    @api.model
    def upsert(self, source, records):
        """Add customers to the register, or update those that are there.

        Each record succeeds or fails alone. Repeating a call writes nothing.

        :param str source: code of the external system
        :param list records: dicts of the fields that the register is told; what is
            absent stays as it is; 1,000 at most
        :return: for each record, in order: ``{"external_id", "id", "ref", "active",
            "status": created|updated|unchanged|error, "errors": [{"field",
            "message"}]}``; ``field`` is empty for what concerns the whole record
        :rtype: list
        :raise UserError: when the system is unknown or the records are no list
        :raise AccessError: when the user may not see customers at all
        """
        self._check_sync_access()
        system = self._sync_system(source)
        self._check_records(records)
        with self.env["customer.sync.change"]._changed_by(system):
            results = SyncCall(self.env, system).upsert(records)
        self._log_results(system, "upsert", results)
        return results

    @api.model
    def set_active(self, source, external_id, active):
        """Activate or inactivate the customer that a system knows by an id.

        :param str source: code of the external system
        :param str external_id: the system's id of the customer
        :param bool active: False makes it inactive
        :return: as :meth:`upsert` returns for one record; ``status`` is updated,
            unchanged or error
        :rtype: dict
        """
        self._check_sync_access()
        system = self._sync_system(source)
        record = {"external_id": external_id, "active": active}
        call = SyncCall(self.env, system)
        with self.env["customer.sync.change"]._changed_by(system):
            [result] = call.upsert([record], only_known=True)
        self._log_results(system, "set_active", [result])
        return result

    # === CHECKS === #

    @api.model
    def _check_sync_access(self):
        if not (self.env.su or self.env.user._has_customer_permission("view_assigned")):
            raise AccessError(
                self.env._(
                    "You need a permission of the customer register to synchronise "
                    "customers, “View” at least."
                )
            )

    @api.model
    def _sync_system(self, source):
        """Return the external system with this code.

        :raise UserError: when there is none
        """
        code = source.strip() if isinstance(source, str) else ""
        escaped = code.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        systems = self.env["customer.erp.system"]
        system = systems.search([("code", "=ilike", escaped)], limit=1)
        if not system:
            raise UserError(
                self.env._(
                    "There is no external system with the code “%s”. A customer "
                    "administrator adds it under Configuration > External Systems.",
                    code,
                )
            )
        return system

    @api.model
    def _check_records(self, records):
        if not isinstance(records, list):
            raise ValidationError(self.env._("The records must be a list."))
        if len(records) > MOST_RECORDS:
            raise ValidationError(
                self.env._(
                    "A call takes %(limit)s records at most, this one has %(count)s. "
                    "Part them into several calls.",
                    limit=MOST_RECORDS,
                    count=len(records),
                )
            )

    @api.model
    def _page_size(self, limit, most):
        if isinstance(limit, bool) or not isinstance(limit, int) or limit < 1:
            raise ValidationError(
                self.env._("The limit must be a whole number above zero.")
            )
        return min(limit, most)


class SyncCall:
    """Let the records of one call through the door.

    :param env: environment of the user
    :param system: customer.erp.system that sends them
    """

    def __init__(self, env, system):
        self.env = env
        self.system = system
        self.country_code = env.company.sudo().country_id.code

    def upsert(self, records, only_known=False):
        """Return the result of each record, see :meth:`CustomerSync.upsert`.

        :param list records: as they were sent
        :param bool only_known: whether to refuse ids that have no customer yet
        """
        self.sent = records
        self.results = [None] * len(records)
        self.values = {}
        for position, record in enumerate(records):
            self._clean(position, record)
        self._refuse_unknown_ids()
        if only_known:
            self._refuse_unlinked()
        waiting = list(self.values)
        while waiting:
            wave, waiting = self._part(waiting)
            waiting = self._write(wave) + waiting
        return self.results

    # === BEFORE THE DOOR === #

    def _clean(self, position, record):
        clean = clean_record(record, self.country_code, date.today())
        if clean.problems:
            self._refuse(
                position,
                [
                    (path, problem_message(self.env, problem))
                    for path, problem in clean.problems
                ],
            )
        else:
            self.values[position] = clean.values

    def _refuse_unknown_ids(self):
        """An id that stands for nobody would make a new customer each time."""
        wanted = {values["id"] for values in self.values.values() if values.get("id")}
        if not wanted:
            return
        partners = self.env["res.partner"].with_context(active_test=False)
        known = set(
            partners.search(
                [("id", "in", list(wanted)), ("is_customer", "=", True)]
            ).ids
        )
        for position, values in list(self.values.items()):
            if values.get("id") and values["id"] not in known:
                del self.values[position]
                message = self.env._("There is no customer with this ID.")
                self._refuse(position, [("id", message)])

    def _refuse_unlinked(self):
        known = self.env["res.partner"]._match_external_ids(
            list(self.values.values()), self.system
        )
        for position, values in list(self.values.items()):
            if values.get("external_id") not in known:
                del self.values[position]
                message = self.env._("The system has no customer with this ID here.")
                self._refuse(position, [("external_id", message)])

    def _part(self, positions):
        """Part off the records that can be handled together.

        What may mean the same customer as one before waits until that is written.
        """
        seen, wave, later = set(), [], []
        for position in positions:
            keys = self._keys(self.values[position])
            (later if seen & keys else wave).append(position)
            seen |= keys
        return wave, later

    def _keys(self, values):
        number = values.get("personal_identity_number") or values.get(
            "company_registry"
        )
        country = values.get("country_code") or self.country_code
        keys = {
            ("id", values.get("id")),
            ("external", values.get("external_id")),
            ("ref", customer_number_key(values.get("ref"))),
            ("identity", number and identity_key(number, country)),
            ("email", email_name_key(values)),
        }
        return {key for key in keys if key[1]}

    # === THROUGH THE DOOR === #

    def _write(self, positions):
        """Write records together; when the register refuses one, in halves.

        :return: positions that have to wait
        """
        try:
            with self.env.cr.savepoint():
                return self._let_in(positions)
        except (UserError, IntegrityError) as error:
            if len(positions) == 1:
                message = str(error)
                if isinstance(error, IntegrityError):
                    message = self.env["res.partner"]._sql_error_to_message(error)
                self._refuse(positions[0], [("", message)])
                return []
        middle = len(positions) // 2
        return self._write(positions[:middle]) + self._write(positions[middle:])

    def _let_in(self, positions):
        door = Door(self.env, system=self.system, trust_external=True)
        judgements = door.judge([self.values[position] for position in positions])
        accepted, later, meant = [], [], set()
        results = {}
        for position, judgement in zip(positions, judgements, strict=True):
            if judgement.partner and judgement.partner.id in meant:
                # another record of the call changes this customer first
                later.append(position)
                continue
            errors = self._errors(judgement)
            if errors:
                partner = judgement.partner if judgement.is_visible else None
                results[position] = self._result(position, "error", partner, errors)
            elif judgement.outcome == "unchanged":
                results[position] = self._result(
                    position, "unchanged", judgement.partner
                )
            else:
                accepted.append((position, judgement))
                meant.update(judgement.partner.ids)
        entered = door.let_in([judgement for _position, judgement in accepted])
        # refused here, not later with records of another kind
        self.env.flush_all()
        for (position, judgement), (customer, _journal) in zip(
            accepted, entered, strict=True
        ):
            status = "created" if judgement.outcome == "create" else "updated"
            results[position] = self._result(position, status, customer)
        for position, result in results.items():
            self.results[position] = result
        return later

    def _errors(self, judgement):
        if judgement.outcome in FAILED:
            messages = list(judgement.errors)
            if judgement.message:
                messages.append(("", judgement.message))
            if len(judgement.partner) != 1:
                judgement.is_visible = False
            return messages
        user = self.env.user
        if judgement.outcome == "create" and not user._has_customer_permission(
            "create"
        ):
            return [
                ("", self.env._("You need the permission “Create” to add customers."))
            ]
        if judgement.outcome == "update" and not user._has_customer_permission(
            "edit_assigned"
        ):
            return [
                ("", self.env._("You need the permission “Edit” to change customers."))
            ]
        return []

    # === RESULTS === #

    def _refuse(self, position, errors):
        self.results[position] = self._result(position, "error", None, errors)

    def _result(self, position, status, customer=None, errors=()):
        record = self.sent[position]
        external_id = record.get("external_id") if isinstance(record, dict) else False
        customer_sudo = customer.sudo() if customer else customer
        return {
            "external_id": external_id if isinstance(external_id, str) else False,
            "id": customer_sudo.id if customer_sudo else False,
            "ref": customer_sudo.ref or False if customer_sudo else False,
            "active": customer_sudo.active if customer_sudo else False,
            "status": status,
            "errors": [
                {"field": path, "message": message or ""} for path, message in errors
            ],
        }
