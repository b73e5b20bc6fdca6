"""Find the records that the texts of incoming records stand for, in batches."""

import re
from typing import NamedTuple

from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..importing.identity_numbers import mask_personal_numbers

# Several names in one cell.
_SEPARATOR = re.compile(r"[;|\n]|,(?!\d)")


class Relation(NamedTuple):
    """How the records of a relation are called in files.

    names: fields of the model that may be written in a cell, the surest first
    several: whether a cell may name more than one
    unknown: function (env, text) that says there is no such record
    """

    names: tuple
    several: bool
    unknown: object


def _no_pricelist(env, text):
    return env._("There is no price list “%s”.", text)


def _no_payment_term(env, text):
    return env._("There are no payment terms “%s”.", text)


def _no_user(env, text):
    return env._("No active internal user has the log-in, e-mail or name “%s”.", text)


def _no_cost_center(env, text):
    return env._("There is no cost center “%s”.", text)


def _no_industry(env, text):
    return env._("There is no industry “%s”.", text)


def _no_tag(env, text):
    return env._(
        "There is no tag “%s”. Add it, or let the import add unknown tags.", text
    )


RELATIONS = {
    "property_product_pricelist": Relation(("name",), False, _no_pricelist),
    "property_payment_term_id": Relation(("name",), False, _no_payment_term),
    "technician_ids": Relation(("login", "email", "name"), True, _no_user),
    "user_id": Relation(("login", "email", "name"), False, _no_user),
    "cost_center_id": Relation(("code", "name"), False, _no_cost_center),
    "industry_id": Relation(("name", "full_name"), False, _no_industry),
    "category_id": Relation(("name",), True, _no_tag),
}


class RelationCache:
    """The records behind texts, each looked up once.

    :param env: environment of the user, whose access rights apply
    :param bool create_missing: whether unknown tags are added
    """

    def __init__(self, env, create_missing=False):
        self.env = env
        self.create_missing = create_missing
        self._found = {}
        self._countries = None
        self._states = {}
        self._languages = None
        self._labels = {}

    # === RELATIONS BY NAME === #

    def look_up(self, records):
        """Look up every text of the records that is not known yet."""
        for name, relation in RELATIONS.items():
            texts = {
                text
                for record in records
                if record.get(name)
                for text in _split(record[name], relation)
            }
            missing = texts - self._found.setdefault(name, {}).keys()
            if missing:
                self._look_up(name, relation, missing)

    def ids_of(self, name, text):
        """Return what a cell stands for.

        :param str name: field of the customer, a key of RELATIONS
        :param str text: cell
        :return: (ids, names of tags to add, messages of what is wrong)
        :rtype: tuple
        """
        relation = RELATIONS[name]
        ids, to_add, messages = [], [], []
        for part in _split(text, relation):
            found = self._found[name].get(part, ())
            if isinstance(found, str):
                messages.append(found)
            elif len(found) == 1:
                ids += found
            elif found:
                messages.append(
                    self.env._(
                        "“%s” is the name of several records. Rename one of them.",
                        _shown(part),
                    )
                )
            elif name == "category_id" and self.create_missing:
                to_add.append(part)
            else:
                messages.append(relation.unknown(self.env, _shown(part)))
        return list(dict.fromkeys(ids)), to_add, messages

    def add_tags(self, names):
        """Create the tags that are missing; the next look-up finds them."""
        found = self._found.setdefault("category_id", {})
        missing = list(
            {_key(name): name for name in names if not found.get(name)}.values()
        )
        tags = self.env["res.partner.category"].create(
            [{"name": name} for name in missing]
        )
        by_key = {_key(tag.name): tag.id for tag in tags}
        for name in names:
            if not found.get(name):
                found[name] = (by_key[_key(name)],)

    def _look_up(self, name, relation, texts):
        field = self.env["res.partner"]._fields[name]
        model = self.env[field.comodel_name].with_context(active_test=True)
        wanted = {_key(text): text for text in texts}
        by_name = {field_name: {} for field_name in relation.names}
        try:
            records = model.search_fetch(
                self._relation_domain(name, field)
                & Domain.OR(
                    Domain(field_name, "=ilike", _escaped(text))
                    for field_name in relation.names
                    for text in texts
                ),
                relation.names,
                order="id",
            )
        except AccessError:
            message = self.env._(
                "You do not have access to this. Leave the cell empty, or ask an "
                "administrator."
            )
            self._found[name].update(dict.fromkeys(texts, message))
            return
        for record in records:
            for field_name in relation.names:
                key = _key(record[field_name] or "")
                if key in wanted:
                    by_name[field_name].setdefault(key, []).append(record.id)
        for text in texts:
            key = _key(text)
            self._found[name][text] = next(
                (
                    tuple(ids)
                    for field_name in relation.names
                    if (ids := by_name[field_name].get(key))
                ),
                (),
            )

    def _relation_domain(self, name, field):
        if name in ("technician_ids", "user_id"):
            return Domain("share", "=", False)
        domain = Domain.TRUE
        if "company_id" in self.env[field.comodel_name]._fields:
            domain = Domain("company_id", "in", (False, self.env.company.id))
        if name == "cost_center_id":
            # sudo: whoever may choose cost centers need not read their plans
            plan = self.env.ref(
                "customer_register.analytic_plan_cost_center", raise_if_not_found=False
            )
            plans_sudo = self.env["account.analytic.plan"].sudo()
            domain &= Domain(
                "plan_id",
                "in",
                plans_sudo.search([("id", "child_of", plan.id)]).ids if plan else [],
            )
        return domain

    # === COUNTRIES, STATES, LANGUAGES === #

    def country_id(self, code):
        """Return the id of a country by its ISO code, or False."""
        if self._countries is None:
            countries = self.env["res.country"].sudo().search_fetch([], ["code"])
            self._countries = {country.code: country.id for country in countries}
        return self._countries.get(code, False)

    def state_id(self, text, country_id):
        """Return the id of a state by its code or name.

        :return: (id or False, message when there is none)
        """
        if country_id not in self._states:
            states = (
                self.env["res.country.state"]
                .sudo()
                .search_fetch([("country_id", "=", country_id)], ["code", "name"])
            )
            self._states[country_id] = {
                **{_key(state.name): state.id for state in states},
                **{_key(state.code): state.id for state in states},
            }
        state_id = self._states[country_id].get(_key(text))
        if state_id:
            return state_id, None
        return False, self.env._(
            "There is no state or county “%(state)s” in %(country)s.",
            state=_shown(text),
            country=self.label("res.country", country_id)
            or self.env._("a customer without a country"),
        )

    def language(self, code):
        """Return an installed language for a code such as ``sv_SE`` or ``sv``.

        :return: (code or False, message when it is not installed)
        """
        if self._languages is None:
            self._languages = [
                language for language, _name in self.env["res.lang"].get_installed()
            ]
        if code in self._languages:
            return code, None
        short = code.partition("_")[0]
        alike = [
            language
            for language in self._languages
            if language.partition("_")[0] == short
        ]
        # no_NO and nb_NO are one language
        if short in ("no", "nb"):
            alike = [
                language
                for language in self._languages
                if language.partition("_")[0] in ("no", "nb")
            ]
        if alike:
            return alike[0], None
        return False, self.env._(
            "The language %s is not installed. Leave the cell empty, or ask an "
            "administrator to install it.",
            _shown(code),
        )

    def label(self, model, record_ids):
        """Return the names of records as a text.

        :param str model: name of their model
        :param record_ids: one id or several
        """
        if isinstance(record_ids, int):
            record_ids = [record_ids] if record_ids else []
        missing = [
            record_id
            for record_id in record_ids
            if (model, record_id) not in self._labels
        ]
        if missing:
            for record in self.env[model].sudo().browse(missing):
                self._labels[model, record.id] = record.display_name or ""
        return ", ".join(self._labels[model, record_id] for record_id in record_ids)


def _split(text, relation):
    if isinstance(text, list):
        return text
    if not relation.several:
        return [text]
    return [part.strip() for part in _SEPARATOR.split(text) if part.strip()]


def _key(text):
    return " ".join(text.split()).casefold()


def _escaped(text):
    return re.sub(r"([\\%_])", r"\\\1", text)


def _shown(text):
    return mask_personal_numbers(text)
