"""Let judged records into the register, and keep a journal to undo it by."""

from odoo.fields import Command

from .door_values import journal_value, orm_values
from .record_use import fingerprints


class DoorWriting:
    """Create and write what was judged; see :class:`door.Door`."""

    def let_in(self, judgements):
        """Create and update the customers of judged records.

        Judge them in the same transaction: what was judged before another transaction
        came in between may be wrong.

        :param list judgements: with outcome "create" or "update"
        :return: (customer, journal) of each; a journal is a dict with ``created``:
            [[model, id]] and ``written``: [[model, id, {field: [old, new]}]]
        :rtype: list
        :raise SerializationFailure: when another transaction adds the same customer;
            repeat the transaction
        """
        new = [jdg for jdg in judgements if jdg.outcome == "create"]
        self.env["customer.identity.claim"].sudo()._claim(
            claim for judgement in new for claim in judgement.claims
        )
        self._add_tags(judgements)
        journals = [{"created": [], "written": []} for _judgement in judgements]
        created = iter(
            self.partners._create_customers_in_bulk(
                [orm_values(self.partners, judgement.values) for judgement in new]
            )
            if new
            else ()
        )
        # all that writing looks at, for all of them at once
        self.partners.sudo().union(
            *(jdg.partner for jdg in judgements if jdg.outcome == "update")
        ).fetch()
        customers = []
        for judgement, journal in zip(judgements, journals, strict=True):
            if judgement.outcome == "create":
                customer = next(created)
                journal["created"].append([customer._name, customer.id])
            else:
                customer = judgement.partner.with_env(self.env)
                if judgement.values:
                    self._write(customer, judgement.values, journal)
            customers.append(customer)
        done = list(zip(judgements, customers, journals, strict=True))
        self._let_in_children(done)
        self._link_externally(done)
        self._join_project(done)
        self._note_fingerprints(journals)
        return list(zip(customers, journals, strict=True))

    def _note_fingerprints(self, journals):
        """Note how created records look, to know later if somebody changed them."""
        ids = {}
        for journal in journals:
            for model, record_id in journal["created"]:
                ids.setdefault(model, []).append(record_id)
        printed = {
            model: fingerprints(self.env[model].sudo().browse(record_ids))
            for model, record_ids in ids.items()
        }
        for journal in journals:
            journal["fingerprints"] = [
                [model, record_id, printed[model].get(record_id)]
                for model, record_id in journal["created"]
            ]

    def _add_tags(self, judgements):
        names = {tag for judgement in judgements for tag in judgement.tags}
        if not names:
            return
        relations = self.converter.relations
        relations.add_tags(names)
        for judgement in judgements:
            if judgement.tags:
                ids = [
                    tag_id
                    for name in judgement.tags
                    for tag_id in relations.ids_of("category_id", name)[0]
                ]
                judgement.values["category_id"] = [
                    *judgement.values.get("category_id", []),
                    *ids,
                ]

    def _write(self, record, values, journal):
        """Write plain values on one record, as the user, and note what was before."""
        record_sudo = record.sudo()
        stored = None
        if "properties" in values:
            stored = self.converter.custom_fields.stored(record_sudo)
        before = {
            name: journal_value(record_sudo, name, self.converter) for name in values
        }
        record.write(orm_values(record, values, stored))
        changed = {
            name: [old, new]
            for name, old in before.items()
            if (new := journal_value(record_sudo, name, self.converter)) != old
        }
        if changed:
            journal["written"].append([record._name, record.id, changed])

    def _let_in_children(self, done):
        plans = [
            (plan, customer)
            for judgement, customer, _journal in done
            for plan in judgement.children
        ]
        if not plans:
            return
        created = self.children.create_new(plans)
        self._link_parts(plans, created)
        for judgement, customer, journal in done:
            for plan in judgement.children:
                if record := created.get(id(plan)):
                    journal["created"].append([record._name, record.id])
                    continue
                record = plan.record.with_env(self.env)
                if plan.values:
                    self._write(record, plan.values, journal)
                if plan.attach:
                    changed = record._attach_customer(customer)
                    if changed:
                        journal["written"].append([record._name, record.id, changed])

    def _link_parts(self, plans, created):
        """Remember the external system's ids of contacts, addresses and facilities."""
        parts = [
            (record._name, record.id, plan.external_id)
            for plan, _customer in plans
            if plan.external_id and (record := created.get(id(plan)) or plan.record)
        ]
        if parts:
            links_sudo = self.env["customer.erp.part.link"].sudo()
            links_sudo._link_parts(self.system, parts)

    def _link_externally(self, done):
        new = [
            (judgement, customer, journal)
            for judgement, customer, journal in done
            if judgement.external_id and self.system
        ]
        links = self.env["customer.erp.link"].create(
            [
                {
                    "system_id": self.system.id,
                    "partner_id": customer.id,
                    "external_id": judgement.external_id,
                }
                for judgement, customer, _journal in new
            ]
        )
        for (_judgement, _customer, journal), link in zip(new, links, strict=True):
            journal["created"].append([link._name, link.id])

    def _join_project(self, done):
        joining = [
            (customer, journal)
            for judgement, customer, journal in done
            if judgement.joins_project
        ]
        if not joining:
            return
        # attaching customers is part of importing them: no right on projects is needed
        project_sudo = self.project.sudo()
        project_sudo.write(
            {"customer_ids": [Command.link(customer.id) for customer, _jnl in joining]}
        )
        for _customer, journal in joining:
            journal.setdefault("projects", []).append(project_sudo.id)
