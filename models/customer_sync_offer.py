from odoo import api, models
from odoo.exceptions import AccessError

from .customer_sync import SyncCall


class CustomerSync(models.AbstractModel):
    _inherit = "customer.sync"

    @api.model
    def offer(self, source, records):
        """Offer customers that were activated in the external system for import.

        A person picks from them under *Import from ERP*. ``"active": False`` takes an
        offer back. Customers that are imported already are not offered again.

        :param str source: code of the external system
        :param list records: as for :meth:`upsert`, with ``external_id`` and ``name``
        :return: as :meth:`upsert` returns; ``id`` is that of the customer who is in the
            register already, False for others
        :rtype: list
        """
        self._check_sync_access()
        if not self.env.su and not self.env.user._has_customer_permission("upload"):
            raise AccessError(
                self.env._("You need the permission “Upload” to offer customers.")
            )
        system = self._sync_system(source)
        self._check_records(records)
        results = OfferCall(self.env, system).offer(records)
        self._log_results(system, "offer", results)
        return results


class OfferCall(SyncCall):
    """Keep the records of one call as candidates."""

    def offer(self, records):
        """Return the result of each record, see :meth:`CustomerSync.offer`."""
        self.sent, self.values = records, {}
        self.results = [None] * len(records)
        for position, record in enumerate(records):
            self._clean(position, record)
        # sudo: the permission is checked, and candidates are written by systems only
        candidates_sudo = self.env["customer.erp.candidate"].sudo()
        known = {
            candidate.external_id: candidate
            for candidate in candidates_sudo.search(
                [
                    ("system_id", "=", self.system.id),
                    ("company_id", "=", self.env.company.id),
                    ("external_id", "in", self._external_ids()),
                ]
            )
        }
        linked = self.env["res.partner"]._match_external_ids(
            list(self.values.values()), self.system
        )
        new = {}
        for position, values in self.values.items():
            external_id, record = values["external_id"], self.sent[position]
            customer_sudo = linked.get(external_id)
            is_done = bool(customer_sudo) and customer_sudo.active
            candidate = known.get(external_id)
            status = "unchanged"
            if is_done or values.get("active") is False:
                if candidate:
                    known.pop(external_id).unlink()
                    status = "updated"
                new.pop(external_id, None)
            elif candidate:
                if candidate.values != record:
                    candidate.write(self._vals(values, record))
                    status = "updated"
            else:
                status = "created"
                new[external_id] = self._vals(values, record)
            visible = customer_sudo and customer_sudo.with_env(
                self.env
            )._filtered_access("read")
            self.results[position] = self._result(position, status, visible)
        candidates_sudo.create(list(new.values()))
        return self.results

    def _clean(self, position, record):
        super()._clean(position, record)
        values = self.values.get(position)
        if values is None:
            return
        needed = ["external_id"] + ["name"] * (values.get("active") is not False)
        missing = [name for name in needed if not values.get(name)]
        if missing:
            del self.values[position]
            message = self.env._("This is missing.")
            self._refuse(position, [(name, message) for name in missing])

    def _external_ids(self):
        return [values["external_id"] for values in self.values.values()]

    def _vals(self, values, record):
        return {
            "system_id": self.system.id,
            "company_id": self.env.company.id,
            "external_id": values["external_id"],
            "name": values["name"],
            "ref": values.get("ref"),
            "company_registry": values.get("company_registry"),
            "city": values.get("city"),
            "values": record,
            "state": "waiting",
            "message": False,
        }
