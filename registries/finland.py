"""Finland: Patent and Registration Office, YTJ open data v3 (CC BY 4.0).

What the answers mean is in the schema of the service. Not there:

- the Business ID is only found with its hyphen; no hit is an empty list
- a page beyond the last one is the first page again
- ``status`` is "2" for everybody: whether a company lives is told by ``endDate``,
  ``companySituations`` and ``tradeRegisterStatus``
- the current name is the one of type 1 without ``endDate``, wherever it stands
"""

from .client import (
    RegistryClient,
    date_text,
    expected_vat_number,
    part,
    text,
    whole_number,
)
from .company import ACTIVE, BANKRUPT, DELETED, LIQUIDATION, UNKNOWN, Address, Company

_LANGUAGES = {"fi": "1", "sv": "2", "en": "3"}
_COMPANY_NAME = "1"
_VISITING = "1"
_POSTAL = "2"
# register of VAT, liable for business
_VAT = ("6", "80")
_SITUATIONS = {"KONK": BANKRUPT, "SELTILA": LIQUIDATION}
_RESTRUCTURING = "SANE"


class FinlandClient(RegistryClient):
    """Ask the Finnish business information system.

    :param str lang: ``fi``, ``sv`` or ``en`` for forms and industries; addresses are in
        Swedish if it is ``sv``, else in Finnish
    """

    code = "prh"
    country_code = "FI"
    default_url = "https://avoindata.prh.fi/opendata-ytj-api/v3"
    interval = 0.5
    # two companies have been seen to take 200 kB, and a page has up to a hundred
    max_bytes = 32 * 1024 * 1024
    tells_vat = True

    def _get_company(self, number):
        business_id = f"{number[:7]}-{number[7:]}"
        companies, _total = self._page({"businessId": business_id})
        for company in companies:
            if company.number == number:
                return company
        return None

    def _search(self, name, limit):
        found = {}
        page = 1
        while True:
            companies, total = self._page({"name": name, "page": page})
            known = len(found)
            found.update((company.number, company) for company in companies)
            if len(found) >= min(limit, total) or len(found) == known:
                return list(found.values())[:limit]
            page += 1

    def _page(self, params):
        """Return the companies of a page, and how many there are on all."""
        document = self._document(self._service.get("/companies", params))
        if not isinstance(document.get("companies"), list):
            raise self._unreadable()
        companies = [self._company(part(data)) for data in document["companies"]]
        return companies, whole_number(document.get("totalResults"))

    # === READING === #

    def _company(self, data):
        number = text(part(data.get("businessId")).get("value")).replace("-", "")
        if not number:
            raise self._unreadable()
        status, status_date, restructuring = _status(data)
        has_vat = status != DELETED and any(
            (text(entry.get("register")), text(entry.get("type"))) == _VAT
            for entry in _open(data.get("registeredEntries"))
        )
        forms = _dicts(data.get("companyForms"))
        form = next(iter(_current(forms)), {})
        industry = part(data.get("mainBusinessLine"))
        name, previous_names, other_names = _names(data)
        visiting = self._address(data, _VISITING)
        return Company(
            number=number,
            name=name,
            country_code=self.country_code,
            legal_form=self._description(form),
            legal_form_code=text(form.get("type")),
            status=status,
            status_date=date_text(status_date),
            restructuring=restructuring,
            vat_registered=has_vat,
            vat_number=expected_vat_number("FI", number) if has_vat else "",
            industry_code=text(industry.get("type")),
            industry_name=self._description(industry),
            visiting_address=visiting,
            mail_address=self._address(data, _POSTAL),
            website=text(part(data.get("website")).get("url")),
            previous_names=previous_names,
            other_names=other_names,
            **self._peppol(number),
            **self._origin(),
        )

    def _in_language(self, entries, key, lang):
        """Return the text of entries in a language, in English, Finnish or any."""
        by_language = {
            text(entry.get("languageCode")): text(entry.get(key))
            for entry in _dicts(entries)
        }
        for code in (_LANGUAGES.get(lang), "3", "1", "2"):
            if by_language.get(code):
                return by_language[code]
        return next(iter(by_language.values()), "")

    def _description(self, coded):
        return self._in_language(coded.get("descriptions"), "description", self.lang)

    def _address(self, data, kind):
        for address in _open(data.get("addresses")):
            if text(address.get("type")) == kind:
                return self._read_address(address)
        return Address()

    def _read_address(self, data):
        is_swedish = self.lang == "sv"
        flat = (
            f"{text(data.get('apartmentNumber'))}{text(data.get('apartmentIdSuffix'))}"
        )
        street = " ".join(
            filter(
                None,
                (
                    text(data.get("street")),
                    text(data.get("buildingNumber")),
                    text(data.get("entrance")),
                    flat,
                ),
            )
        )
        lines = [street] if street else []
        if box := text(data.get("postOfficeBox")):
            lines.append(f"{'PB' if is_swedish else 'PL'} {box}")
        if free := text(text(data.get("freeAddressLine")).replace("_", " ")):
            lines.append(free)
        if care_of := text(data.get("co")):
            lines.append(f"c/o {care_of}")
        zip_code = text(data.get("postCode"))
        city = self._in_language(
            data.get("postOffices"), "city", "sv" if is_swedish else "fi"
        )
        country = text(data.get("country")).upper()
        if not (lines or zip_code or city):
            return Address()
        if len(country) != 2 or not country.isalpha():
            # countries are written in various ways; a foreign one is not guessed
            country = "" if country or data.get("freeAddressLine") else "FI"
        return Address(
            street=lines[0] if lines else "",
            street2=", ".join(lines[1:]),
            zip=zip_code,
            city=city,
            country_code=country,
        )


def _dicts(value):
    return [entry for entry in part(value, list) if isinstance(entry, dict)]


def _open(value):
    """Return the entries that have not ended."""
    return [entry for entry in _dicts(value) if not entry.get("endDate")]


def _current(entries):
    """Return entries with those first that are in force, the latest version first."""
    return sorted(
        entries,
        key=lambda entry: (
            bool(entry.get("endDate")),
            whole_number(entry.get("version")) or 1,
        ),
    )


def _names(data):
    """Return the current name, former ones, and those in other languages."""
    names = _dicts(data.get("names"))
    own = [name for name in names if text(name.get("type")) == _COMPANY_NAME]
    own.sort(key=lambda name: text(name.get("registrationDate")), reverse=True)
    own = _current(own)
    others = [name for name in _open(names) if text(name.get("type")) != _COMPANY_NAME]
    # names in another language before trade names
    others.sort(key=lambda name: text(name.get("type")))
    return (
        text(own[0].get("name")) if own else "",
        tuple(text(name.get("name")) for name in own[1:]),
        tuple(text(name.get("name")) for name in others),
    )


def _status(data):
    """Return status, its date, and whether the company is restructured."""
    if data.get("endDate"):
        return DELETED, text(data["endDate"]), False
    situations = {
        text(entry.get("type")).upper(): text(entry.get("registrationDate"))
        for entry in _open(data.get("companySituations"))
    }
    for code, status in _SITUATIONS.items():
        if code in situations:
            return status, situations[code], False
    if text(data.get("tradeRegisterStatus")) == "1":
        return ACTIVE, "", _RESTRUCTURING in situations
    return UNKNOWN, "", _RESTRUCTURING in situations
