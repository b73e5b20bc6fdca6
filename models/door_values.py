"""Turn what a record from outside says into values of the register; compare them."""

import re
from typing import NamedTuple

from markupsafe import Markup

from odoo.fields import Command
from odoo.tools import html2plaintext, plaintext2html

from ..importing.identity_numbers import MASK
from .door_properties import CustomFields
from .door_relations import RELATIONS, RelationCache
from .res_company_numbering import customer_number_key
from .res_partner_personal_number import MASKED_NUMBER

# Keys of an incoming record that are no simple fields of the customer.
NESTED = ("contacts", "addresses", "facilities", "tax_persons", "properties")
# Keys that serve to find the customer.
IDENTIFYING = ("id", "external_id", "country_code", "replace")
# Keys that say something about the record itself.
NOT_STORED = ("type", "_name_follows")
# Lines to add to the comment, where they are not in it.
ADDED_LINES = "comment_lines"
# What fills a field where it is blank, and is a line of the comment elsewhere.
FALLBACKS = {"phone_fallback": "phone", "email_fallback": "email"}
_STORED_IN = {ADDED_LINES: "comment", **FALLBACKS}
# Fields that everybody has a value of -> what was chosen, and can be erased.
_OWN = {"property_product_pricelist": "specific_property_product_pricelist"}
OVERWRITE, FILL, NEVER = "overwrite", "fill", "never"
_CAREFULNESS = (OVERWRITE, FILL, NEVER)
_PUNCTUATION = re.compile(r"[\s().\-/]+")


class Policies:
    """What may happen to a value that the register already has.

    :param dict by_path: dotted path -> "overwrite", "fill" (only where the register has
        nothing) or "never"; contacts, addresses and facilities go by their kind, such
        as ``contact.email``
    :param str default: for paths that are not listed
    """

    def __init__(self, by_path=None, default=OVERWRITE):
        self._by_path = by_path or {}
        self._default = default

    def of(self, path):
        return self._by_path.get(path, self._default)

    @staticmethod
    def strictest(policies):
        return max(policies, key=_CAREFULNESS.index)


class Conversion(NamedTuple):
    """Values of one record, and what is wrong with others.

    values: field -> plain value
    tags: names of tags to add
    errors: (path, message)
    """

    values: dict
    tags: list
    errors: list


class ValueConverter:
    """Values of the register for what records say; remembers what it looked up.

    :param env: environment of the user
    :param bool create_missing: whether unknown tags are added
    """

    def __init__(self, env, create_missing=False):
        self.env = env
        self.relations = RelationCache(env, create_missing)
        self._custom_fields = None
        self._writable = {}

    @property
    def custom_fields(self):
        if self._custom_fields is None:
            self._custom_fields = CustomFields(self.env)
        return self._custom_fields

    def convert(self, model, data, path="", default_country_id=False):
        """Return values for one record of a model.

        Values are plain: ids, lists of ids, texts (of comments too), dicts of custom
        fields. :func:`orm_values` makes them fit for create() and write().

        :param model: empty recordset of the model
        :param dict data: field -> cleaned value
        :param str path: what messages put in front of the field, such as ``contact.``
        :param default_country_id: where states are looked for if no country is given
        :rtype: Conversion
        """
        found = Conversion({}, [], [])
        country_id = default_country_id
        if data.get("country_code") is False:
            found.values["country_id"] = False
        if code := data.get("country_code"):
            country_id = self.relations.country_id(code)
            if country_id:
                found.values["country_id"] = country_id
            else:
                message = self.env._("There is no country %s.", code)
                found.errors.append((f"{path}country_id", message))
        for name, value in data.items():
            if name in NESTED or name in IDENTIFYING or name in NOT_STORED:
                continue
            # a blank never erases
            if value is not None and value != "":
                self._convert_field(model, name, value, path, country_id, found)
        self._convert_properties(data.get("properties"), found)
        return found

    def _convert_field(self, model, name, value, path, country_id, found):
        message = self._refusal(model, _STORED_IN.get(name, name))
        if message:
            pass
        elif value is False and model._fields[name].type != "boolean":
            # only systems say it: they erase what they know to be empty
            several = name in RELATIONS and RELATIONS[name].several
            found.values[name] = [] if several else False
        elif name in RELATIONS and not path:
            ids, tags, messages = self.relations.ids_of(name, value)
            found.errors.extend((name, message) for message in messages)
            found.tags.extend(tags)
            if RELATIONS[name].several:
                found.values[name] = ids
            elif ids:
                found.values[name] = ids[0]
        elif name == "state_id":
            found.values[name], message = self.relations.state_id(value, country_id)
        elif name == "lang":
            found.values[name], message = self.relations.language(value)
        else:
            found.values[name] = value
        if message:
            found.errors.append((path + name, message))

    def _convert_properties(self, properties, found):
        if not properties:
            return
        values = found.values["properties"] = {}
        for name, value in properties.items():
            value, message = self.custom_fields.convert(name, value)
            if message:
                found.errors.append((f"properties.{name}", message))
            else:
                values[name] = value

    def _refusal(self, model, name):
        """Say why the user may not set a field, if so; asked once for each field."""
        key = model._name, name
        if key not in self._writable:
            self._writable[key] = self._ask_writable(model, name)
        return self._writable[key]

    def _ask_writable(self, model, name):
        env = model.env
        field = model._fields.get(name)
        if field is None:
            return env._("There is no field “%s” on customers.", name)
        if not model._has_field_access(field, "write"):
            return env._(
                "You may not set this field. Leave the cell empty, or ask an "
                "administrator."
            )
        return None

    # === COMPARING === #

    def compare(self, record_sudo, values, policies, path="", shown_path=""):
        """Tell what values change on a record.

        :param record_sudo: one record, in sudo mode
        :param dict values: as :meth:`convert` returns them
        :param Policies policies: what may be overwritten
        :param str path: in front of a field's name in the policies, as ``contact.``
        :param str shown_path: in front of a field's name in the changes
        :return: ({path: [shown old value, shown new value]}, values to write)
        """
        changes, to_write = {}, {}
        for name, new in _settle_fallbacks(values, record_sudo).items():
            if name == "properties":
                self._compare_properties(record_sudo, new, policies, changes, to_write)
                continue
            if name == ADDED_LINES:
                if policies.of(f"{path}comment") != NEVER:
                    _add_lines(record_sudo, new, shown_path, changes, to_write)
                continue
            policy = policies.of(path + name)
            if policy == NEVER:
                continue
            old = plain_value(record_sudo, new is False and _OWN.get(name) or name)
            if old and policy == FILL:
                continue
            if _is_same(name, old, new):
                continue
            to_write[name] = new
            changes[shown_path + name] = [
                self.shown(record_sudo, name, old),
                self.shown(record_sudo, name, new),
            ]
        return changes, to_write

    def _compare_properties(self, record_sudo, new, policies, changes, to_write):
        stored = self.custom_fields.stored(record_sudo)
        changed = {}
        for name, value in new.items():
            old = stored.get(name)
            policy = policies.of(f"properties.{name}")
            is_blank = old in (None, False, "", [])
            if policy == NEVER or (policy == FILL and not is_blank):
                continue
            if old == value or (is_blank and value in (False, "", [])):
                continue
            changed[name] = value
            changes[f"properties.{name}"] = [
                self.custom_fields.shown(name, old),
                self.custom_fields.shown(name, value),
            ]
        if changed:
            to_write["properties"] = changed

    def shown(self, model, name, value):
        """Return a value as the user reads it; personal numbers masked."""
        if name == "personal_identity_number":
            return MASKED_NUMBER if value else ""
        field = model._fields[name]
        if field.relational:
            return self.relations.label(field.comodel_name, value or [])
        if field.type == "selection" and value:
            selection = dict(field._description_selection(self.env))
            return selection.get(value, value)
        if field.type in ("boolean", "integer", "float"):
            return value
        return value or ""


def plain_value(record, name):
    """Return a field's value in the form of :meth:`ValueConverter.convert`."""
    value = record[name]
    kind = record._fields[name].type
    if kind == "many2one":
        return value.id
    if kind in ("many2many", "one2many"):
        return value.ids
    if kind == "html":
        return html2plaintext(value).strip() if value else ""
    if kind in ("date", "datetime"):
        return value and str(value)
    return value


def journal_value(record_sudo, name, converter):
    """Return a field's value in the form that an undo compares and writes back.

    :param record_sudo: one record, in sudo mode
    :param str name: field
    :param ValueConverter converter: knows the custom fields
    """
    if name == "properties":
        return converter.custom_fields.stored(record_sudo)
    if record_sudo._fields[name].type == "html":
        return str(record_sudo[name] or "")
    return plain_value(record_sudo, name)


def orm_values(model, values, stored_properties=None):
    """Return values for create() and write() from plain ones.

    :param model: recordset of the model
    :param dict values: as :meth:`ValueConverter.convert` returns them
    :param dict stored_properties: custom fields of the record that keep their value
    """
    result = _settle_fallbacks(values)
    if lines := result.pop(ADDED_LINES, None):
        result["comment"] = plaintext2html(lines)
    for name, value in list(result.items()):
        if isinstance(value, Markup):
            continue
        if name == "properties":
            result[name] = {**(stored_properties or {}), **value}
            continue
        kind = model._fields[name].type
        if kind == "many2many":
            result[name] = [Command.set(value)]
        elif kind == "html" and value:
            result[name] = plaintext2html(value)
    return result


def _settle_fallbacks(values, record_sudo=None):
    """Return values in which every fallback is the field, or a line of the comment.

    :param dict values: as :meth:`ValueConverter.convert` returns them
    :param record_sudo: the record that they are for, None for a new one
    """
    result = dict(values)
    for key, name in FALLBACKS.items():
        value, line = result.pop(key, ("", ""))
        old = record_sudo[name] if record_sudo and value else ""
        if value and not old:
            result[name] = value
        elif value and not _is_same(name, old, value):
            lines = result.get(ADDED_LINES)
            result[ADDED_LINES] = f"{lines}\n{line}" if lines else line
    return result


def _add_lines(record_sudo, text, shown_path, changes, to_write):
    """Add lines to a comment, which keeps its form."""
    known = plain_value(record_sudo, "comment")
    present = {" ".join(line.split()) for line in known.splitlines()}
    new = [line for line in text.splitlines() if " ".join(line.split()) not in present]
    if new:
        added = "\n".join(new)
        to_write["comment"] = Markup(record_sudo.comment or "") + plaintext2html(added)
        changes[f"{shown_path}comment"] = [known, f"{known}\n{added}".strip()]


def has_mask(value):
    """Tell whether a text is a covered number, which says nothing about the number."""
    return isinstance(value, str) and (MASKED_NUMBER[0] in value or MASK in value)


def _is_same(name, old, new):
    if isinstance(old, bool) and isinstance(new, bool):
        return old == new
    old, new = old or "", new or ""
    if old == new:
        return True
    if name == "ref":
        return customer_number_key(old) == customer_number_key(new)
    if isinstance(old, list) and isinstance(new, list):
        return set(old) == set(new)
    if not (isinstance(old, str) and isinstance(new, str)):
        return False
    if name == "phone":
        return _PUNCTUATION.sub("", old) == _PUNCTUATION.sub("", new)
    if name == "website":
        return _bare_url(old) == _bare_url(new)
    if name == "vat":
        return _compact(old) == _compact(new)
    if name == "comment":
        return old.split() == new.split()
    return False


def _bare_url(url):
    return url.casefold().partition("://")[2].rstrip("/") or url.casefold().rstrip("/")


def _compact(number):
    return "".join(filter(str.isalnum, number.upper()))
