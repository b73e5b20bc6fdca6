"""Contacts, addresses, facilities and tax persons of incoming customers."""

from dataclasses import dataclass, field

from .door_values import orm_values
from .res_partner_matching import normalised_email

# Key of the record -> (model, field that points to the customer, start of its paths)
CHILD_KINDS = {
    "contacts": ("res.partner", "parent_id", "contact"),
    "addresses": ("res.partner", "parent_id", ""),
    "facilities": ("customer.facility", "partner_id", "facility"),
    "tax_persons": ("customer.tax.reduction.person", "partner_id", "tax_person"),
}


@dataclass(slots=True)
class ChildPlan:
    """A contact, address, facility or tax person to create or write.

    :param str kind: key of CHILD_KINDS
    :param record: the existing record in sudo mode, or None for a new one
    :param dict values: plain values to create or write
    :param bool attach: whether an existing housing unit gets the customer, too
    :param str external_id: by which the external system knows it from now on, or ""
    """

    kind: str
    record: object = None
    values: dict = field(default_factory=dict)
    attach: bool = False
    external_id: str = ""


class ChildPlanner:
    """Find out what the nested lists of records change.

    :param converter: door_values.ValueConverter
    :param policies: door_values.Policies
    :param project: project whose housing units the facilities are, or None
    :param system: customer.erp.system whose ids the items have, or None
    """

    def __init__(self, converter, policies, project=None, system=None):
        self.env = converter.env
        self.converter = converter
        self.policies = policies
        self.project = project
        self.system = system
        self._existing = {}
        self._known_ids = {}
        self._units = {}

    def load(self, records, partners_sudo):
        """Read what exists of the kinds that the records mention, one query each.

        :param list records: incoming records
        :param partners_sudo: the customers that they match
        """
        self._existing = {}
        kinds = {kind for kind in CHILD_KINDS for record in records if kind in record}
        self._load_known_ids(records)
        is_partner = kinds & {"contacts", "addresses"}
        for kind in kinds:
            model, parent, _path = CHILD_KINDS[kind]
            if model == "res.partner":
                continue
            self._existing[kind] = self._children(model, parent, partners_sudo)
        if is_partner:
            children = self._children("res.partner", "parent_id", partners_sudo)
            self._existing["contacts"] = self._existing["addresses"] = children
        if self.project and "facilities" in kinds:
            self._load_units(records)

    def _load_known_ids(self, records):
        """Look up the ids that the external system has for items of the records."""
        self._known_ids = {}
        if not self.system:
            return
        wanted = {}
        for kind, (model, _parent, _path) in CHILD_KINDS.items():
            wanted.setdefault(model, set()).update(
                item["external_id"]
                for record in records
                for item in record.get(kind) or ()
                if item.get("external_id")
            )
        links_sudo = self.env["customer.erp.part.link"].sudo()
        for model, external_ids in wanted.items():
            found = links_sudo._find_parts(self.system, model, external_ids)
            self._known_ids[model] = found

    def _children(self, model, parent, partners_sudo):
        records_sudo = self.env[model].sudo().with_context(active_test=False)
        return records_sudo.search([(parent, "in", partners_sudo.ids)]).grouped(parent)

    def _load_units(self, records):
        numbers = {
            _key(unit.get("unit_number"))
            for record in records
            for unit in record.get("facilities", ())
        } - self._units.keys()
        self._units.update(dict.fromkeys(numbers))
        units_sudo = (
            self.env["customer.facility"]
            .sudo()
            .search([("project_id", "=", self.project.id)])
        )
        self._units.update(
            {_key(unit.unit_number): unit for unit in units_sudo if unit.unit_number}
        )

    def plan(self, record, partner_sudo=None, only_facilities=False):
        """Return what becomes of the nested lists of one record.

        :param dict record: incoming record
        :param partner_sudo: the customer it matches, None for a new one
        :param bool only_facilities: whether the card itself is left alone
        :return: ([ChildPlan], {path: [old, new]}, [(path, message)])
        :rtype: tuple
        """
        plans, changes, errors = [], {}, []
        for kind, (model_name, _parent, path) in CHILD_KINDS.items():
            if kind not in record or (only_facilities and kind != "facilities"):
                continue
            existing = self._existing.get(kind, {}).get(partner_sudo)
            remaining = existing or self.env[model_name].sudo().browse()
            if kind in record.get("replace", ()):
                self._plan_missing(kind, record[kind], remaining, plans, changes)
            for index, data in enumerate(record[kind]):
                start = path or data["type"]
                shown_path = f"{start}{index + 1 if index and path else ''}."
                values, _tags, messages = self.converter.convert(
                    self.env[model_name],
                    data,
                    shown_path,
                    values_country(partner_sudo, record, self.converter),
                )
                errors += messages
                found = self._find(kind, data, remaining)
                plan = self._plan_one(
                    kind, data, values, found, partner_sudo, len(record[kind])
                )
                if self._is_new_id(model_name, data, found):
                    plan.external_id = data["external_id"]
                if not found:
                    plans.append(plan)
                    changes.update(self._new_changes(model_name, plan, shown_path))
                    continue
                remaining -= found
                changed, plan.values = self.converter.compare(
                    found, values, self.policies, f"{start}.", shown_path
                )
                if plan.attach:
                    changed[f"{start}.unit_number"] = ["", found.display_name]
                if plan.external_id:
                    changed[f"{start}.external_id"] = ["", plan.external_id]
                if changed:
                    plans.append(plan)
                    changes.update(changed)
        return plans, changes, errors

    def _plan_one(self, kind, data, values, found, partner_sudo, count):
        plan = ChildPlan(kind, found or None, values)
        if kind == "facilities":
            if found:
                plan.attach = (
                    partner_sudo is None
                    or partner_sudo not in found.partner_id | found.customer_ids
                )
            else:
                values.setdefault("name", values.get("unit_number"))
                if self.project:
                    values["project_id"] = self.project.id
        elif kind == "tax_persons" and not found and "share" not in values:
            # who says nothing of shares means equal ones
            values["share"] = round(100 / count, 2)
        elif kind == "addresses":
            values["type"] = data["type"]
        elif kind == "tax_persons" and not found and partner_sudo:
            values.setdefault("name", partner_sudo.name)
        elif kind == "contacts" and not found:
            values.setdefault("name", values.get("email") or values.get("phone"))
        return plan

    def _new_changes(self, model_name, plan, shown_path):
        model = self.env[model_name]
        return {
            shown_path + name: ["", self.converter.shown(model, name, value)]
            for name, value in plan.values.items()
            if name in model._fields and name not in ("type", "project_id")
        }

    def _plan_missing(self, kind, items, existing, plans, changes):
        """Set inactive what is not in a list that is complete."""
        missing = existing.filtered("active")
        if kind in ("contacts", "addresses"):
            is_contact = kind == "contacts"
            missing = missing.filtered(
                lambda child: (child.type == "contact") == is_contact
            )
        remaining = existing
        for data in items:
            found = self._find(kind, data, remaining)
            remaining -= found
            missing -= found
        for record in missing:
            plans.append(ChildPlan(kind, record, {"active": False}))
            changes[f"{kind}.{record.id}.active"] = [True, False]

    # === WHO IS MEANT === #

    def _find(self, kind, data, existing):
        """Return which of the existing records an item means, if any."""
        model = existing._name
        known_id = self._known_ids.get(model, {}).get(data.get("external_id"))
        for record_id in (data.get("id"), known_id):
            if record_id and record_id in existing._ids:
                return existing.browse(record_id)
        return getattr(self, f"_find_{kind}")(data, existing)

    def _is_new_id(self, model, data, found):
        external_id = data.get("external_id")
        if not external_id or not self.system:
            return False
        return not found or self._known_ids[model].get(external_id) != found.id

    def _find_contacts(self, data, existing):
        contacts = existing.filtered(lambda child: child.type == "contact")
        if email := data.get("email"):
            email = normalised_email(email)
            same = contacts.filtered(lambda child: child.email_normalized == email)
            if same:
                return same[:1]
        if name := data.get("name"):
            return contacts.filtered(lambda child: _key(child.name) == _key(name))[:1]
        return contacts.browse()

    def _find_addresses(self, data, existing):
        same = existing.filtered(lambda child: child.type == data["type"])
        # of several, the one that is used
        return same.filtered("active")[:1] or same[:1]

    def _find_facilities(self, data, existing):
        number = _key(data.get("unit_number"))
        if self.project and number:
            return self._units.get(number) or existing.browse()
        if number:
            same = existing.filtered(lambda unit: _key(unit.unit_number) == number)
            if same:
                return same[:1]
        name = _key(data.get("name") or data.get("unit_number"))
        return existing.filtered(lambda unit: _key(unit.name) == name)[:1]

    def _find_tax_persons(self, data, existing):
        number = data.get("personal_identity_number")
        if number:
            same = existing.filtered(
                lambda person: person.personal_identity_number == number
            )
            if same:
                return same
        return existing.filtered(
            lambda person: _key(person.name) == _key(data.get("name"))
        )[:1]

    # === WRITING === #

    def create_new(self, plans):
        """Create the new ones among plans for customers, one create() per model.

        :param list plans: (ChildPlan, customer)
        :return: {id of the ChildPlan: record}
        """
        created = {}
        for kind, (model_name, parent, _path) in CHILD_KINDS.items():
            new = [
                (plan, customer)
                for plan, customer in plans
                if plan.kind == kind and not plan.record
            ]
            if not new:
                continue
            model = self.env[model_name].with_context(
                tracking_disable=True,
                mail_create_nolog=True,
                mail_create_nosubscribe=True,
            )
            records = model.create(
                [
                    {parent: customer.id, **orm_values(model, plan.values)}
                    for plan, customer in new
                ]
            )
            for (plan, _customer), record in zip(new, records, strict=True):
                created[id(plan)] = record
        return created


def values_country(partner_sudo, record, converter):
    """Return the id of the country whose states a record means."""
    if code := record.get("country_code"):
        return converter.relations.country_id(code)
    return bool(partner_sudo) and partner_sudo.country_id.id


def _key(text):
    return " ".join((text or "").split()).casefold()
