"""Denmark: CVR, by cvrapi.dk (private service, 50 questions a day without charge).

The register itself, distribution.virk.dk, takes an agreement, and has been seen without
encryption only. What this service answers, as its users describe it:

- one company, the best hit, never a list
- errors have a key ``error``, some of them with status 200
- a ``User-Agent`` that says who asks is obligatory
- nothing about VAT
- ``protected`` companies must not be sent advertising (reklamebeskyttelse): their
  e-mail and telephone are left out, so that nobody writes to them by mistake
"""

from . import errors as e
from .client import RegistryClient, date_text, part, text, whole_number
from .company import ACTIVE, BANKRUPT, DELETED, Address, Company

_NOT_FOUND = "NOT_FOUND"
_A_DAY = 24 * 60 * 60
_REFUSALS = {
    "INVALID_VAT": (e.RegistryBadRequest, e.WRONG_NUMBER),
    "NO_SEARCH": (e.RegistryBadRequest, e.WRONG_REQUEST),
    "BANNED": (e.RegistryNotAllowed, e.BLOCKED),
    "QUOTA_EXCEEDED": (e.RegistryRateLimited, e.TOO_MANY_REQUESTS),
    "INTERNAL_ERROR": (e.RegistryUnavailable, e.OUT_OF_ORDER),
}


class DenmarkClient(RegistryClient):
    """Ask the Danish business register through cvrapi.dk."""

    code = "cvrapi"
    country_code = "DK"
    default_url = "https://cvrapi.dk/api"
    interval = 1.0

    def _get_company(self, number):
        company = self._ask("vat", number)
        # the service looks for the best hit
        return company if company and company.number == number else None

    def _search(self, name, limit):
        company = self._ask("name", name)
        return [company] if company else []

    def _ask(self, key, value):
        try:
            answer = self._service.get(
                "", {"country": "dk", "version": 6, "format": "json", key: value}
            )
            data = answer.data
        except e.RegistryBadRequest as error:
            answer, data = None, error.data
            if not part(data).get("error"):
                raise
        if answer and answer.status == 404 and not isinstance(data, dict):
            return None
        if not isinstance(data, dict):
            raise self._unreadable()
        if fault := text(data.get("error")):
            return self._refuse(fault)
        return self._company(data)

    def _refuse(self, fault):
        if fault == _NOT_FOUND:
            return None
        kind, code = _REFUSALS.get(fault, (e.RegistryUnreadable, e.UNEXPECTED_ANSWER))
        error = kind(code, self.code)
        if fault == "QUOTA_EXCEEDED":
            error.retry_after = _A_DAY
        raise error

    # === READING === #

    def _company(self, data):
        number = text(data.get("vat"))
        if not number:
            raise self._unreadable()
        number = number.zfill(8)
        status, status_date = _status(data)
        is_protected = bool(data.get("protected"))
        industry = text(data.get("industrycode"))
        address = _address(data)
        return Company(
            number=number,
            name=text(data.get("name")),
            country_code=self.country_code,
            legal_form=text(data.get("companydesc")),
            legal_form_code=text(data.get("companycode")),
            status=status,
            status_date=date_text(status_date),
            vat_registered=False if status == DELETED else None,
            # as a number it has lost its leading zero
            industry_code=industry.zfill(6) if industry else "",
            industry_name=text(data.get("industrydesc")),
            employees=whole_number(data.get("employees")),
            visiting_address=address,
            mail_address=address,
            email="" if is_protected else text(data.get("email")),
            phone="" if is_protected else text(data.get("phone")),
            protected=is_protected,
            **self._peppol(number),
            **self._origin(),
        )


def _status(data):
    """Return status and its date."""
    if data.get("enddate"):
        return DELETED, _date(data["enddate"])
    if data.get("creditbankrupt"):
        return BANKRUPT, _date(data.get("creditstartdate"))
    return ACTIVE, ""


def _date(value):
    """Return the ISO form of a date such as ``28/11 - 1931``, "" if it is none."""
    digits = "".join(char if char.isdigit() else " " for char in text(value)).split()
    if len(digits) != 3 or len(digits[2]) != 4:
        return ""
    day, month, year = digits
    return f"{year}-{month:0>2}-{day:0>2}"


def _address(data):
    street = text(data.get("address"))
    zip_code, city = text(data.get("zipcode")), text(data.get("city"))
    if not (street or zip_code or city):
        return Address()
    # cityname: the village within the postal district
    more = [text(data.get("cityname")), text(data.get("addressco"))]
    if more[1] and not more[1].lower().startswith("c/o"):
        more[1] = f"c/o {more[1]}"
    return Address(
        street=street,
        street2=", ".join(filter(None, more)),
        zip=zip_code,
        city=city,
        country_code="DK",
    )
