"""What a public registry says of one company, in the same form for every country."""

from dataclasses import dataclass, field, fields

ACTIVE = "active"
BANKRUPT = "bankrupt"
LIQUIDATION = "liquidation"
DELETED = "deleted"
#: A registry that leaves out what it usually says has not said "active".
UNKNOWN = ""
STATUSES = (ACTIVE, BANKRUPT, LIQUIDATION, DELETED)


@dataclass(frozen=True, slots=True)
class Address:
    """A postal or visiting address; parts that the registry does not have are empty.

    :param str country_code: ISO code
    """

    street: str = ""
    street2: str = ""
    zip: str = ""
    city: str = ""
    country_code: str = ""

    def __bool__(self):
        return bool(self.street or self.street2 or self.zip or self.city)

    def as_dict(self):
        """Return the parts by name, or an empty dict if there is no address."""
        if not self:
            return {}
        return {each.name: getattr(self, each.name) for each in fields(self)}


@dataclass(frozen=True, slots=True)
class Company:
    """One company, as a registry describes it.

    :param str number: in compact form, as the register keeps it
    :param str name: the current name, the last one of a company that is deleted
    :param str legal_form: in the registry's own words, ``legal_form_code`` its code
    :param str status: one of :data:`STATUSES`, or empty if the registry does not tell
    :param str status_date: ISO date of that status, where the registry tells it
    :param bool restructuring: the company negotiates with its creditors; it is active
    :param vat_registered: None if nobody who knows has told
    :param str vat_number: only of a company that is registered for VAT
    :param str industry_code: as the country's classification writes it
    :param int employees: 0 if unknown; of a range, its lower end
    :param Address visiting_address: where the company is
    :param Address mail_address: where its post goes
    :param tuple previous_names: former names, latest first
    :param tuple other_names: the same company in other languages and its trade names
    :param bool is_sub_unit: a workplace of the company ``parent_number``
    :param bool protected: must not be sent advertising
    :param str peppol_eas: scheme of the usual electronic address in the country
    :param str peppol_endpoint: that address; whether it is in use, nobody has asked
    :param str source: code of the registry
    :param str fetched_at: UTC, as Odoo writes date and time
    """

    number: str
    name: str
    country_code: str
    source: str
    fetched_at: str
    legal_form: str = ""
    legal_form_code: str = ""
    status: str = UNKNOWN
    status_date: str = ""
    restructuring: bool = False
    vat_registered: bool | None = None
    vat_number: str = ""
    industry_code: str = ""
    industry_name: str = ""
    employees: int = 0
    visiting_address: Address = field(default_factory=Address)
    mail_address: Address = field(default_factory=Address)
    email: str = ""
    phone: str = ""
    website: str = ""
    previous_names: tuple = ()
    other_names: tuple = ()
    is_sub_unit: bool = False
    parent_number: str = ""
    protected: bool = False
    peppol_eas: str = ""
    peppol_endpoint: str = ""

    def as_dict(self):
        """Return plain values that XML-RPC can carry: no ``None`` among them.

        ``vat_registered`` is then a boolean; ``vat_known`` tells whether it was told.
        """
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        values.update(
            vat_registered=bool(self.vat_registered),
            vat_known=self.vat_registered is not None,
            visiting_address=self.visiting_address.as_dict(),
            mail_address=self.mail_address.as_dict(),
            previous_names=list(self.previous_names),
            other_names=list(self.other_names),
        )
        return values
