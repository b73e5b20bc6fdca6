"""The one door into the register: judge incoming records, then let them in."""

from dataclasses import dataclass, field

from .door_children import ChildPlanner
from .door_rules import DoorRules
from .door_values import NESTED, NEVER, Policies, ValueConverter
from .door_writing import DoorWriting
from .res_company_numbering import customer_number_key
from .res_partner_matching import email_name_key

FAILED = ("error", "ambiguous")


@dataclass(slots=True)
class Judgement:
    """What a record from outside does to the register.

    :param str outcome: "create", "update", "unchanged", "ambiguous" or "error"
    :param partner: the customer it means, in sudo mode; empty for a new one
    :param bool is_visible: whether the user may see that customer
    :param identity: key of the record's organisation or personal number
    :param list errors: (path, message) of every value that is wrong; the path is empty
        for what concerns the whole record
    :param str message: what else there is to say, or False
    :param dict changes: path -> [shown old value, shown new value]
    :param dict values: plain values to create or write the customer with
    :param list children: ChildPlan of contacts, addresses, facilities, tax persons
    :param list tags: names of tags to add
    :param str external_id: to link the customer with, or ""
    :param bool joins_project: whether the customer is attached to the door's project
    """

    outcome: str = ""
    partner: object = None
    is_visible: bool = True
    identity: str | None = field(default=None, repr=False)
    errors: list = field(default_factory=list)
    message: str | bool = False
    changes: dict = field(default_factory=dict)
    values: dict = field(default_factory=dict, repr=False)
    children: list = field(default_factory=list, repr=False)
    tags: list = field(default_factory=list)
    external_id: str = ""
    joins_project: bool = False
    claims: list = field(default_factory=list, repr=False)

    def fail(self, outcome, message):
        self.outcome = outcome
        self.message = message
        self.changes = {}
        return self


class Door(DoorRules, DoorWriting):
    """Match records with the register and find out what they change, in batches.

    A record is a dict of cleaned values: fields of the customer by name (relations as
    texts, ``country_code`` and ``lang`` as codes, dates as ISO texts), ``external_id``,
    and lists of dicts: ``contacts``, ``addresses`` (with ``type``), ``facilities``,
    ``tax_persons``; ``properties`` is a dict of custom fields. What is absent stays as
    it is. ``id`` names a customer that was downloaded before.

    :param env: environment of the user whose permissions apply, in the right company
    :param str mode: "create", "update" or "create_update"
    :param Policies policies: what may be overwritten
    :param system: customer.erp.system of the external ids, or None
    :param project: project.project that customers and their facilities are attached to
    :param bool create_missing: whether unknown tags are added
    :param bool attach_only: whether existing customers are attached to the project and
        otherwise left alone
    :param bool country_is_inferred: whether countries were only told from numbers; then
        they replace no known country of an unchanged number
    :param bool trust_external: whether a customer that the system knows by its id may
        get other numbers; else such a record is ambiguous
    """

    def __init__(
        self,
        env,
        *,
        mode="create_update",
        policies=None,
        system=None,
        project=None,
        create_missing=False,
        attach_only=False,
        country_is_inferred=False,
        trust_external=False,
    ):
        self.env = env
        self.trust_external = trust_external
        self.mode = mode
        self.policies = policies or Policies()
        self.system = system
        self.project = project
        self.attach_only = attach_only
        self.country_is_inferred = country_is_inferred
        self.converter = ValueConverter(env, create_missing)
        self.children = ChildPlanner(self.converter, self.policies, project, system)
        self.partners = env["res.partner"]
        self.company_sudo = env.company.sudo()
        self.default_country_id = self.company_sudo.country_id.id
        self.default_country_code = self.company_sudo.country_id.code
        self._shows_numbers = self.company_sudo.customer_number_in_display_name
        self._numbers_given_out = self.company_sudo.customer_number_auto
        self._shortest_number = self.company_sudo.customer_number_min_length
        self._longest_number = self.company_sudo.customer_number_max_length

    def judge(self, records):
        """Tell what each record does to the register; nothing is written.

        :param list records: see the class; none may stand for another's customer
        :rtype: list
        """
        matches = self.partners._match_customers(
            records, self.system, self.default_country_code
        )
        meant = [match.partners for match in matches]
        found_sudo = self.partners.sudo().browse(
            dict.fromkeys(
                partner_id for partners in meant for partner_id in partners._ids
            )
        )
        visible = found_sudo.with_env(self.env)._filtered_access("read")
        writable = visible
        # without the permission at all, the run says so once
        if self.env.user._has_customer_permission("edit_assigned"):
            writable = visible._filtered_access("write")
        self._visible_ids, self._writable_ids = set(visible.ids), set(writable.ids)
        self._linked_ids = self._ids_linked_to_system(found_sudo)
        self._attached_ids = set()
        if self.project:
            attached_sudo = self.project.sudo().with_context(active_test=False)
            self._attached_ids.update(attached_sudo.customer_ids.ids)
        self.converter.relations.look_up(records)
        self._fetch(records, found_sudo)
        self.children.load(records, found_sudo)
        return [
            # read together with the others, not one by one
            self._judge_one(record, match, partners.with_prefetch(found_sudo._ids))
            for record, match, partners in zip(records, matches, meant, strict=True)
        ]

    def _ids_linked_to_system(self, found_sudo):
        """Return the ids of customers that the external system knows already."""
        if not self.system or not found_sudo:
            return set()
        links_sudo = (
            self.env["customer.erp.link"]
            .sudo()
            .search_fetch(
                [
                    ("system_id", "=", self.system.id),
                    ("partner_id", "in", found_sudo.ids),
                ],
                ["partner_id"],
            )
        )
        return set(links_sudo.partner_id.ids)

    def _fetch(self, records, found_sudo):
        names = {"name", "ref", "active", "company_id", "country_id", "is_customer"}
        names |= {"identity_key", "customer_number_key", "facilities_disabled"}
        for record in records:
            names.update(record)
        names -= set(NESTED)
        stored = [
            name
            for name in names
            if (fld := self.partners._fields.get(name)) and (fld.store or fld.related)
        ]
        found_sudo.fetch(stored)

    def _judge_one(self, record, match, partners_sudo):
        judgement = Judgement(partner=partners_sudo, identity=match.identity)
        judgement.external_id = (record.get("external_id") or "").strip()
        if judgement.external_id and not self.system:
            judgement.errors.append(
                ("external_id", self.env._("Choose the external system of the ids."))
            )
        if not partners_sudo:
            return self._judge_new(record, match, judgement)
        if len(partners_sudo) > 1:
            return judgement.fail(
                "ambiguous", self._several_message(match, partners_sudo)
            )
        return self._judge_known(record, match, judgement)

    def _judge_new(self, record, match, judgement):
        values, tags, errors = self.converter.convert(
            self.partners, record, default_country_id=self.default_country_id
        )
        judgement.errors += errors
        if self.mode == "update":
            return judgement.fail(
                "error",
                self.env._(
                    "No such customer in the register, and this import only updates."
                ),
            )
        values.setdefault("country_id", self.default_country_id)
        values.setdefault("is_company", not self._is_person(record))
        values["customer_rank"] = 1
        judgement.values, judgement.tags = values, tags
        judgement.children, _changes, messages = self.children.plan(record)
        judgement.errors += messages
        judgement.errors += self.check_new(record, values)
        judgement.errors += self.check_children(record, judgement.children)
        judgement.joins_project = bool(self.project)
        judgement.claims = self._claims(record, match, judgement)
        judgement.outcome = "error" if judgement.errors else "create"
        return judgement

    def _judge_known(self, record, match, judgement):
        partner_sudo = judgement.partner
        judgement.is_visible = partner_sudo.id in self._visible_ids
        if not match.by_id and not (
            self.trust_external and match.by_external == partner_sudo
        ):
            conflict = self.conflict_with(
                record, match, partner_sudo, judgement.is_visible
            )
            if conflict:
                return judgement.fail("ambiguous", conflict)
        there = self.already_there_message(partner_sudo, judgement.is_visible)
        if not judgement.is_visible:
            return judgement.fail(
                "error",
                self.env._(
                    "%s You do not have access to it. Ask an administrator.", there
                ),
            )
        self._find_changes(record, match, judgement)
        if judgement.errors:
            return judgement.fail("error", False)
        if not judgement.changes:
            judgement.outcome, judgement.message = "unchanged", there
            return judgement
        if self.mode == "create" and partner_sudo.is_customer and not self.attach_only:
            return judgement.fail(
                "error",
                self.env._(
                    "%s The row differs from it, and this import only adds customers.",
                    there,
                ),
            )
        if partner_sudo.id not in self._writable_ids and not (
            # to make a customer of a contact is to add a customer
            not partner_sudo.is_customer
            and self.env.user._has_customer_permission("create")
        ):
            return judgement.fail(
                "error",
                self.env._("You may not change %s.", self.name_of(partner_sudo)),
            )
        judgement.outcome = "update"
        if not partner_sudo.is_customer:
            judgement.message = self.env._(
                "A contact with this organisation number becomes a customer."
            )
        return judgement

    def _find_changes(self, record, match, judgement):
        partner_sudo = judgement.partner
        attach_only = self.attach_only and partner_sudo.is_customer
        if not attach_only:
            values, judgement.tags, errors = self.converter.convert(
                self.partners,
                record,
                default_country_id=partner_sudo.country_id.id
                or self.default_country_id,
            )
            judgement.errors += errors
            if self.country_is_inferred and _same_numbers(partner_sudo, values):
                values.pop("country_id", None)
            judgement.changes, judgement.values = self.converter.compare(
                partner_sudo, values, self.policies
            )
            if not partner_sudo.is_customer:
                judgement.changes["customer_rank"] = [0, 1]
                judgement.values["customer_rank"] = 1
            if judgement.tags and self.policies.of("category_id") != NEVER:
                self._add_tag_change(judgement, partner_sudo, values)
            judgement.errors += self.check_known(partner_sudo, judgement.values)
        judgement.children, changes, errors = self.children.plan(
            record, partner_sudo, only_facilities=attach_only
        )
        judgement.changes.update(changes)
        judgement.errors += errors
        judgement.errors += self.check_children(
            record, judgement.children, partner_sudo
        )
        if judgement.external_id and self.system and not match.by_external:
            judgement.changes["external_id"] = ["", judgement.external_id]
        else:
            judgement.external_id = ""
        if self.project and partner_sudo.id not in self._attached_ids:
            judgement.joins_project = True
            judgement.changes["project"] = ["", self.project.sudo().display_name]

    def _add_tag_change(self, judgement, partner_sudo, values):
        old = self.converter.shown(
            self.partners, "category_id", partner_sudo.category_id.ids
        )
        known = self.converter.shown(
            self.partners, "category_id", values.get("category_id")
        )
        new = ", ".join(filter(None, [known, *judgement.tags]))
        judgement.values.setdefault("category_id", values.get("category_id", []))
        judgement.changes["category_id"] = [old, new]

    def _is_person(self, record):
        if record.get("company_registry"):
            return False
        return bool(
            record.get("personal_identity_number")
            or record.get("birthdate")
            or self.attach_only
        )

    def _claims(self, record, match, judgement):
        """Return the keys under which no other transaction may add this customer."""
        company = self.env.company.id
        claims = []
        if number := customer_number_key(record.get("ref")):
            claims.append(("ref", company, number))
        if match.identity:
            claims.append(("identity", company, match.identity))
        if judgement.external_id and self.system:
            claims.append(("external", self.system.id, judgement.external_id))
        if not claims and (key := email_name_key(record)):
            claims.append(("email", company, *key))
        return claims

    def _several_message(self, match, partners_sudo):
        names = ", ".join(
            self.name_of(partner_sudo)
            for partner_sudo in partners_sudo
            if partner_sudo.id in self._visible_ids
        )
        if match.by_email == partners_sudo:
            text = self.env._("Several customers have this e-mail and name. %s", names)
        else:
            text = self.env._(
                "The customer number and the organisation number belong to "
                "different customers, or one of them to several. %s",
                names,
            )
        return text.strip()

    def _identity_differs(self, partner_sudo, match):
        own = partner_sudo.identity_key
        return bool(
            own
            and match.identity
            and own.partition(":")[2] != match.identity.partition(":")[2]
        )


def _same_numbers(partner_sudo, values):
    """Tell whether a known country is all the better: its numbers stay as they are."""
    return bool(partner_sudo.country_id) and all(
        values.get(name) in (None, False, partner_sudo[name])
        for name in ("company_registry", "vat")
    )
