"""What the register would refuse, said before anything is written."""

from odoo import fields

from ..importing.identity_numbers import parse_personal_number
from .customer_tax_reduction_person import AGE_OF_BUYER
from .res_company_numbering import customer_number_key
from .res_partner_tax_reduction import (
    APARTMENT_NUMBER_LENGTH,
    PROPERTY_DESIGNATION_LENGTH,
    TYPES_WITH_DWELLING,
)

DWELLING_FIELDS = (
    "tax_reduction_type",
    "property_designation",
    "housing_association_number",
    "apartment_number",
)
# Mark of a record whose name is not known yet, but will be when it is let in.
NAME_FOLLOWS = "_name_follows"
_LENGTHS = {
    "property_designation": PROPERTY_DESIGNATION_LENGTH,
    "apartment_number": APARTMENT_NUMBER_LENGTH,
}


class DoorRules:
    """Rules of the register that the door foretells; see :class:`door.Door`."""

    # === NEW CUSTOMERS === #

    def check_new(self, record, values):
        """Return [(path, message)] of what stands against a new customer."""
        errors = self._check_number(record.get("ref"), is_new=True)
        if not values.get("name") and not record.get(NAME_FOLLOWS):
            errors.append(("name", self.env._("The name is missing.")))
        errors += self._check_values(values, None)
        return errors

    def _check_number(self, number, is_new):
        if not number:
            if is_new and not self._numbers_given_out:
                return [
                    (
                        "ref",
                        self.env._(
                            "The customer number is missing. Automatic numbering is "
                            "off."
                        ),
                    )
                ]
            return []
        if len(number) < self._shortest_number or (
            self._longest_number and len(number) > self._longest_number
        ):
            return [
                (
                    "ref",
                    self.env._(
                        "The customer number has %(length)s characters. Allowed are "
                        "%(allowed)s.",
                        length=len(number),
                        allowed=self.company_sudo._customer_number_length_text(),
                    ),
                )
            ]
        return []

    # === KNOWN CUSTOMERS === #

    def check_known(self, partner_sudo, values):
        """Return [(path, message)] of what stands against values to write."""
        errors = []
        for name in ("name", "ref"):
            if name in values and not values[name]:
                errors.append((name, self.env._("This can't be empty.")))
        if values.get("ref"):
            errors += self._check_number(values["ref"], is_new=False)
            if partner_sudo.ref and partner_sudo.is_customer:
                if not self.partners._can_change_customer_numbers():
                    errors.append(
                        (
                            "ref",
                            self.env._(
                                "You need the permission “Customer administrator” to "
                                "change a customer number."
                            ),
                        )
                    )
        if values.get("active") is False and partner_sudo.user_ids.filtered("active"):
            errors.append(
                (
                    "active",
                    self.env._(
                        "%s has a log-in and can't be inactive.",
                        self.name_of(partner_sudo),
                    ),
                )
            )
        return errors + self._check_values(values, partner_sudo)

    def check_children(self, record, children, partner_sudo=None):
        """Return [(path, message)] of what stands against facilities and tax persons.

        :param dict record: incoming record
        :param list children: ChildPlan of the record
        :param partner_sudo: the customer it matches, None for a new one
        """
        errors = []
        if (
            record.get("facilities")
            and partner_sudo
            and partner_sudo.facilities_disabled
        ):
            errors.append(
                (
                    "facility.name",
                    self.env._(
                        "Facilities are disabled for %s. The setting is on the "
                        "customer card.",
                        self.name_of(partner_sudo),
                    ),
                )
            )
        persons = [plan for plan in children if plan.kind == "tax_persons"]
        if persons:
            errors += self._check_tax_persons(persons, partner_sudo)
        return errors

    def _check_tax_persons(self, plans, partner_sudo):
        errors = []
        known = {plan.record: plan.values.get("share") for plan in plans if plan.record}
        total = sum(plan.values.get("share", 100) for plan in plans if not plan.record)
        if partner_sudo:
            total += sum(
                person.share if known.get(person) is None else known[person]
                for person in partner_sudo.tax_reduction_person_ids
            )
        if total > 100.001:
            errors.append(
                (
                    "tax_person.share",
                    self.env._(
                        "The shares add up to %s %%. Together they can be 100 %% at "
                        "most.",
                        f"{total:g}",
                    ),
                )
            )
        oldest = fields.Date.context_today(self.partners).year - AGE_OF_BUYER
        for plan in plans:
            number = plan.values.get("personal_identity_number")
            born = number and parse_personal_number(number, "SE").birthdate
            if born and born.year > oldest:
                errors.append(
                    (
                        "tax_person.personal_identity_number",
                        self.env._(
                            "A person has to turn %s in the year of the payment.",
                            AGE_OF_BUYER,
                        ),
                    )
                )
        return errors

    def _check_values(self, values, partner_sudo):
        errors = []
        technicians = values.get("technician_ids")
        if technicians or (technicians is not None and partner_sudo):
            if not self.partners._can_assign_technicians():
                errors.append(
                    (
                        "technician_ids",
                        self.env._(
                            "You need the permission “Assign” to set technicians."
                        ),
                    )
                )
        for name, limit in _LENGTHS.items():
            if len(values.get(name) or "") > limit:
                errors.append(
                    (name, self.env._("At most %s characters are allowed.", limit))
                )
        if any(name in values for name in DWELLING_FIELDS):
            errors += self._check_dwelling(
                {
                    name: values.get(name, partner_sudo and partner_sudo[name])
                    for name in DWELLING_FIELDS
                }
            )
        if values.get("vat"):
            errors += self._check_vat(values, partner_sudo)
        return errors

    def _check_dwelling(self, values):
        apartment = values["housing_association_number"] and values["apartment_number"]
        if values["property_designation"] and (
            values["housing_association_number"] or values["apartment_number"]
        ):
            message = self.env._(
                "Enter either the property designation of a house, or the housing "
                "association and the apartment number."
            )
        elif values["tax_reduction_type"] in TYPES_WITH_DWELLING and not (
            values["property_designation"] or apartment
        ):
            message = self.env._(
                "This tax reduction needs the property designation of a house, or the "
                "housing association and the apartment number."
            )
        else:
            return []
        return [("tax_reduction_type", message)]

    def _check_vat(self, values, partner_sudo):
        country_id = values.get("country_id") or (
            partner_sudo and partner_sudo.country_id.id
        )
        country = self.env["res.country"].sudo().browse(country_id or ())
        checked, _code = self.partners._run_vat_checks(
            country, values["vat"], validation="setnull"
        )
        if checked:
            return []
        return [
            (
                "vat",
                self.env._("This is not a VAT number of %s.", country.name),
            )
        ]

    # === WHO IS MEANT === #

    def name_of(self, partner_sudo):
        """Return the customer's name as it is displayed.

        Odoo's own display name of thousands takes longer than the check itself.
        """
        if self._shows_numbers and partner_sudo.is_customer and partner_sudo.ref:
            return f"[{partner_sudo.ref}] {partner_sudo.name}"
        return partner_sudo.name or ""

    def conflict_with(self, record, match, partner_sudo, is_visible):
        """Say why the matched customer can't be the one that is meant, if it can't."""
        shown = (
            self.name_of(partner_sudo) if is_visible else self.env._("another customer")
        )
        if self._identity_differs(partner_sudo, match):
            return self.env._(
                "Customer number %(number)s belongs to %(customer)s, which has another "
                "organisation number.",
                number=record.get("ref") or "",
                customer=shown,
            )
        if self._has_other_external_id(record, match, partner_sudo):
            return self.env._(
                "%s is known to the external system by another ID.", shown
            )
        number = customer_number_key(record.get("ref"))
        own_number = partner_sudo.customer_number_key
        if number and own_number and number != own_number:
            known_as = f" ({partner_sudo.ref})" if is_visible else ""
            if match.by_email == partner_sudo:
                return self.env._(
                    "This e-mail and name belong to %(customer)s, which has another "
                    "customer number%(number)s.",
                    customer=shown,
                    number=known_as,
                )
            return self.env._(
                "The organisation number belongs to %(customer)s, which has another "
                "customer number%(number)s.",
                customer=shown,
                number=known_as,
            )
        return None

    def _has_other_external_id(self, record, match, partner_sudo):
        if not self.system or not record.get("external_id") or match.by_external:
            return False
        return partner_sudo.id in self._linked_ids

    def already_there_message(self, partner_sudo, is_visible):
        """Say that the customer is in the register, as far as the user may know."""
        if not is_visible:
            return self.env._("Already in the register.")
        if not partner_sudo.active:
            return self.env._(
                "Already in the register, but inactive: %s.", self.name_of(partner_sudo)
            )
        return self.env._("Already in the register: %s.", self.name_of(partner_sudo))
