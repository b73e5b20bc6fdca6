"""What a column of a file can be for: the fields of the customer card.

A target is named as the register's field, or as a dotted path for what a customer has
several of: ``contact2.email``, ``invoice.zip``, ``facility.unit_number``. Four targets
have no field of that name: ``zip_city`` is split, ``identity_number`` becomes one of
the two numbers, ``is_private`` and ``inactive`` are the opposite of a field.
``phone_other`` and ``email_other`` are kept beside the one number and the one address
that a partner has room for.
"""

from dataclasses import dataclass

from .header_words import words_of

CONTACTS = ("contact", "contact2", "contact3", "contact4", "contact5")
ADDRESSES = ("invoice", "visiting", "mail", "delivery")
FACILITIES = ("facility", "facility2", "facility3")
TAX_PERSONS = ("tax_person", "tax_person2", "tax_person3", "tax_person4")
PROPERTIES = "properties"

#: The list of a cleaned row that a group's values go to.
LIST_BY_GROUP = {
    **dict.fromkeys(CONTACTS, "contacts"),
    **dict.fromkeys(ADDRESSES, "addresses"),
    **dict.fromkeys(FACILITIES, "facilities"),
    **dict.fromkeys(TAX_PERSONS, "tax_persons"),
}

#: Targets that several columns of a file may have: their values are joined.
MULTIPLE = frozenset(
    {"comment", "phone_other", "email_other", "category_id", "technician_ids"}
)

_TEXT_LENGTHS = {
    "name": 255,
    "first_name": 120,
    "last_name": 120,
    "ref": 64,
    "external_id": 128,
    "street": 255,
    "street2": 255,
    "zip": 24,
    "city": 120,
    "zip_city": 144,
    "function": 120,
    "unit_number": 64,
    "property_designation": 40,
    "apartment_number": 25,
}
_LENGTHS = {
    "email": 254,
    "phone": 64,
    "url": 2000,
    "long_text": 30_000,
    "relation": 255,
    "property": 30_000,
}

_ADDRESS_KINDS = {
    "street": "text",
    "street2": "text",
    "zip": "text",
    "city": "text",
    "zip_city": "text",
}
_CUSTOMER_KINDS = {
    "name": "text",
    "first_name": "text",
    "last_name": "text",
    "ref": "text",
    "external_id": "text",
    "company_registry": "organisation_number",
    "personal_identity_number": "personal_number",
    "identity_number": "organisation_number",
    "vat": "vat",
    "is_company": "selection",
    "is_private": "selection",
    "active": "selection",
    "inactive": "selection",
    "country_id": "country",
    "state_id": "state",
    **_ADDRESS_KINDS,
    "email": "email",
    "email_other": "email",
    "phone": "phone",
    "phone_other": "phone",
    "website": "url",
    "lang": "language",
    "vat_type": "selection",
    "birthdate": "date",
    "comment": "long_text",
    "property_product_pricelist": "relation",
    "property_payment_term_id": "relation",
    "technician_ids": "relation",
    "user_id": "relation",
    "cost_center_id": "relation",
    "industry_id": "relation",
    "category_id": "relation",
    "facilities_disabled": "boolean",
    "facility_required": "boolean",
    "cost_center_required": "boolean",
    "erp_always_invoice": "boolean",
    "tax_reduction_type": "selection",
    "property_designation": "text",
    "housing_association_number": "organisation_number",
    "apartment_number": "text",
}
_CONTACT_KINDS = {
    "name": "text",
    "first_name": "text",
    "last_name": "text",
    "function": "text",
    "email": "email",
    "email_other": "email",
    "phone": "phone",
    "phone_other": "phone",
    "lang": "language",
    "comment": "long_text",
    "send_service_protocol": "boolean",
    "send_work_order": "boolean",
    "is_main_contact": "boolean",
}
_ADDRESS_GROUP_KINDS = {
    "name": "text",
    **_ADDRESS_KINDS,
    "state_id": "state",
    "country_id": "country",
    "email": "email",
    "email_other": "email",
    "phone": "phone",
    "phone_other": "phone",
}
_FACILITY_KINDS = {
    "name": "text",
    "unit_number": "text",
    **_ADDRESS_KINDS,
    "country_id": "country",
    "description": "long_text",
}
_TAX_PERSON_KINDS = {
    "name": "text",
    "personal_identity_number": "personal_number",
    "share": "number",
}


@dataclass(frozen=True, slots=True)
class Target:
    """What a column can be for.

    :param str name: the field of the register, or a dotted path
    :param str kind: how its cells are cleaned: ``text``, ``long_text``, ``number``,
        ``organisation_number``, ``personal_number``, ``vat``, ``date``, ``boolean``,
        ``country``, ``state``, ``language``, ``email``, ``phone``, ``url``,
        ``selection``, ``relation`` or ``property``
    :param str group: the part before the dot, "" for the customer's own
    :param int max_length: characters that are accepted; 0 where the kind decides
    """

    name: str
    kind: str
    group: str = ""
    max_length: int = 0

    @property
    def field(self):
        """The name of the field inside its group."""
        return self.name.rpartition(".")[2]

    @property
    def words(self):
        """The header words for the field, compact, in all languages.

        :rtype: tuple[str, ...]
        """
        return words_of(self.field)


def _make(group, kinds):
    for field, kind in kinds.items():
        name = f"{group}.{field}" if group else field
        length = _TEXT_LENGTHS.get(field, 255 if kind == "text" else 0)
        yield name, Target(name, kind, group, _LENGTHS.get(kind, length))


#: Every target by its name, in the order in which a user looks for them. Custom fields
#: come on top: see :func:`get_target`.
TARGETS = dict(
    target
    for group, kinds in (
        ("", _CUSTOMER_KINDS),
        *((group, _CONTACT_KINDS) for group in CONTACTS),
        *((group, _ADDRESS_GROUP_KINDS) for group in ADDRESSES),
        *((group, _FACILITY_KINDS) for group in FACILITIES),
        *((group, _TAX_PERSON_KINDS) for group in TAX_PERSONS),
    )
    for target in _make(group, kinds)
)


def get_target(name):
    """Return the target of that name.

    :param str name: a key of :data:`TARGETS`, or ``properties.<name>`` for a custom
        field
    :rtype: Target
    :raise KeyError: when there is no such target
    """
    group, _dot, field = name.partition(".")
    if group == PROPERTIES and field:
        return Target(name, "property", PROPERTIES, _LENGTHS["property"])
    return TARGETS[name]
