"""Write customers as the rows that an import of the same columns reads."""

import hashlib

from ..importing.targets import TARGETS
from .door_children import CHILD_KINDS
from .door_properties import CustomFields
from .door_values import plain_value
from .res_partner_personal_number import MASKED_NUMBER

# What a relation is called in a cell: the surest name of door_relations.RELATIONS.
_NAMES = {
    "technician_ids": "login",
    "user_id": "login",
    "country_id": "code",
    "state_id": "name",
    "cost_center_id": "code",
}
_ADDRESSES = ("invoice", "visiting", "mail", "delivery")
# Other ways to write what another target says, and ids that need their system.
_OTHERWISE = frozenset(
    "first_name last_name zip_city phone_other email_other is_private inactive "
    "external_id company_registry".split()
)
# Where a target's value is stored, if not in the field that is called so.
_STORED_IN = {"property_product_pricelist": "specific_property_product_pricelist"}


class CustomerExporter:
    """The cells of customers for given targets.

    :param env: environment of the user, who sees what may be exported
    :param targets: keys of importing.targets.TARGETS and ``properties.<name>``
    """

    def __init__(self, env, targets):
        self.env = env
        self.targets = list(targets)
        self._custom_fields = None

    def rows(self, partners):
        """Return a list of cells for each customer, in the order of the targets."""
        partners = partners.with_env(self.env).with_context(active_test=False)
        children = self._children(partners)
        return [
            [self._cell(partner, target, children) for target in self.targets]
            for partner in partners
        ]

    def _children(self, partners):
        """Return {start of a target: {customer: records}}, one query for each model."""
        starts = {target.partition(".")[0] for target in self.targets if "." in target}
        starts.discard("properties")
        result = {}
        contacts = None
        for start in starts:
            base = start.rstrip("0123456789")
            if base in ("contact", *_ADDRESSES):
                if contacts is None:
                    contacts = self._search("res.partner", "parent_id", partners)
                kind = "contact" if base == "contact" else base
                result[start] = {
                    partner: records.filtered(lambda r, kind=kind: r.type == kind)
                    for partner, records in contacts.items()
                }
            else:
                kind = {"facility": "facilities", "tax_person": "tax_persons"}[base]
                model, parent, _path = CHILD_KINDS[kind]
                result[start] = self._search(model, parent, partners)
        return result

    def _search(self, model, parent, partners):
        records = self.env[model].search([(parent, "in", partners.ids)], order="id")
        return records.grouped(parent)

    def _cell(self, partner, target, children):
        start, _dot, name = target.rpartition(".")
        if start == "properties":
            return self._property_cell(partner, name)
        if not start:
            return self._value(partner, name)
        place = int(start[len(start.rstrip("0123456789")) :] or 1) - 1
        records = children[start].get(partner)
        if not records or place >= len(records):
            return ""
        return self._value(records[place], name)

    def _property_cell(self, partner, name):
        if self._custom_fields is None:
            self._custom_fields = CustomFields(self.env)
        stored = self._custom_fields.stored(partner)
        return _text(self._custom_fields.shown(name, stored.get(name)))

    def _value(self, record, name):
        if name in ("identity_number", "personal_identity_number"):
            if record.personal_identity_number_masked:
                return MASKED_NUMBER
            name = "company_registry" if name == "identity_number" else name
            if name == "personal_identity_number":
                return ""
        name = _STORED_IN.get(name, name)
        field = record._fields.get(name)
        if field is None:
            return ""
        if not field.relational:
            return _text(plain_value(record, name))
        names = [
            related[_NAMES.get(name, "name")] or related.display_name
            for related in record[name]
        ]
        return "; ".join(names)


def fingerprint(cells):
    """Return what a row of cells looks like, whatever the order of its columns.

    :param dict cells: target -> text
    :return: 32 hexadecimal digits
    """
    text = "\x1e".join(
        f"{target}\x1f{' '.join(cell.split())}"
        for target, cell in sorted(cells.items())
        if cell and cell.strip()
    )
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def columns_fingerprint(targets):
    """Return what stands for a set of columns: 8 hexadecimal digits."""
    text = "\x1e".join(sorted(targets))
    return hashlib.blake2b(text.encode(), digest_size=4).hexdigest()


def exportable(targets):
    """Return those targets that customers can be exported by, in order."""
    return [
        target
        for target in targets
        if target in TARGETS and target.rpartition(".")[2] not in _OTHERWISE
    ]


def _text(value):
    if value is True:
        return "TRUE"
    if value is False or value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)
