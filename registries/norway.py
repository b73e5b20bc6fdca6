"""Norway: Brønnøysund Register Centre, Enhetsregisteret (open data, NLOD).

What the answers mean is in the official OpenAPI of the service. Not there:

- a deleted company answers 200 with ``respons_klasse`` "SlettetEnhet", none of the
  flags and few values; 410 is one that was taken out of the open data, 404 is empty
- the number of a workplace (underenhet) is found under an address of its own
- a search takes a list of numbers, but never finds deleted companies
- ``oppdateringsid`` of the change feed is where it begins: that one included
"""

import datetime
from dataclasses import dataclass

from . import errors as e
from .client import (
    RegistryClient,
    date_text,
    expected_vat_number,
    part,
    text,
    whole_number,
)
from .company import ACTIVE, BANKRUPT, DELETED, LIQUIDATION, UNKNOWN, Address, Company

_ENTITIES = "enheter"
_SUB_UNITS = "underenheter"
# (page + 1) * size may be no more
_CEILING = 10_000
_PAGE = 100
_DISSOLUTION_FLAGS = ("underAvvikling", "underTvangsavviklingEllerTvangsopplosning")
_DISSOLUTION_DATES = (
    "tvangsavvikletPgaManglendeSlettingDato",
    "tvangsopplostPgaManglendeDagligLederDato",
    "tvangsopplostPgaManglendeRevisorDato",
    "tvangsopplostPgaManglendeRegnskapDato",
    "tvangsopplostPgaMangelfulltStyreDato",
    "underAvviklingDato",
)


@dataclass(frozen=True, slots=True)
class Change:
    """Something has changed about a company.

    :param int id: grows from one change to the next
    :param str number: of the company
    :param str kind: the registry's word: Ny, Endring, Sletting, Fjernet, Ukjent
    """

    id: int
    number: str
    kind: str


class NorwayClient(RegistryClient):
    """Ask the Norwegian register of legal entities."""

    code = "brreg"
    country_code = "NO"
    default_url = "https://data.brreg.no/enhetsregisteret/api"
    interval = 0.2
    # a page of the change feed has up to 10,000 entries
    max_bytes = 16 * 1024 * 1024
    tells_vat = True

    def _get_company(self, number):
        for kind in (_ENTITIES, _SUB_UNITS):
            answer = self._service.get(f"/{kind}/{number}")
            if answer.status == 410:
                return self._removed(number, answer.data)
            if answer.status != 404:
                return self._company(self._document(answer), kind)
        return None

    def _get_companies(self, numbers):
        if len(numbers) < 2:
            return super()._get_companies(numbers)
        answers = {}
        try:
            for first in range(0, len(numbers), _PAGE):
                some = numbers[first : first + _PAGE]
                for kind in (_ENTITIES, _SUB_UNITS):
                    missing = [number for number in some if number not in answers]
                    if missing:
                        answers.update(self._find(kind, missing))
        except (e.RegistryUnavailable, e.RegistryNotAllowed) as error:
            return {number: answers.get(number, error) for number in numbers}
        # a search doesn't know those that are deleted
        missing = [number for number in numbers if number not in answers]
        answers.update(super()._get_companies(missing))
        return answers

    def _find(self, kind, numbers):
        """Return {number: company} of those that a search finds."""
        params = {"organisasjonsnummer": ",".join(numbers), "size": len(numbers)}
        try:
            companies = self._pages(kind, params, len(numbers))
        except e.RegistryBadRequest:
            # one number that the registry doesn't like: they are asked one by one
            return {}
        return {company.number: company for company in companies}

    def _search(self, name, limit):
        params = {
            "navn": name,
            "navnMetodeForSoek": "FORTLOEPENDE",
            "size": min(limit, _PAGE),
        }
        return self._pages(_ENTITIES, params, limit)

    def _pages(self, kind, params, limit):
        """Return up to `limit` companies, from as many pages as it takes."""
        companies = []
        size = params["size"]
        for page in range(_CEILING // size):
            answer = self._service.get(f"/{kind}", {**params, "page": page})
            if answer.status in (404, 410):
                break
            document = self._document(answer)
            # there is no such part without a hit
            hits = part(part(document.get("_embedded")).get(kind), list)
            companies += [self._company(part(hit), kind) for hit in hits]
            pages = part(document.get("page")).get("totalPages", 0)
            if not hits or len(companies) >= limit or page + 1 >= whole_number(pages):
                break
        return companies[:limit]

    # === CHANGES === #

    def changes(self, after_id, limit=1000, sub_units=False):
        """Return the changes that came after one, in their order.

        :param int after_id: the last change that is known
        :param int limit: how many at most; fewer means that there are no more
        :param bool sub_units: ask for workplaces instead of companies
        :rtype: list[Change]
        """
        return self._changes(
            {"oppdateringsid": after_id + 1, "size": min(limit, _CEILING)}, sub_units
        )

    def change_to_begin_after(self, since=None, sub_units=False):
        """Return a change to begin with, for those who have not asked before.

        The feed goes back many years; it can't be asked for its end, but from a day.

        :param datetime since: UTC; a day ago if not given
        :param bool sub_units: ask for workplaces instead of companies
        :return: the id before the first change since then, 0 if there was none
        :rtype: int
        """
        if since is None:
            since = datetime.datetime.now(datetime.timezone.utc).replace(
                tzinfo=None
            ) - datetime.timedelta(days=1)
        changes = self._changes(
            {"dato": f"{since:%Y-%m-%dT%H:%M:%S}.000Z", "size": 1}, sub_units
        )
        return changes[0].id - 1 if changes else 0

    def _changes(self, params, sub_units):
        kind = _SUB_UNITS if sub_units else _ENTITIES
        document = self._document(self._service.get(f"/oppdateringer/{kind}", params))
        entries = part(document.get("_embedded")).get(f"oppdaterte{kind.capitalize()}")
        changes = [
            Change(
                whole_number(entry.get("oppdateringsid")),
                text(entry.get("organisasjonsnummer")),
                text(entry.get("endringstype")),
            )
            for entry in part(entries, list)
            if isinstance(entry, dict)
        ]
        return sorted(changes, key=lambda change: change.id)

    # === READING === #

    def _company(self, data, kind):
        number = text(data.get("organisasjonsnummer"))
        if not number:
            raise self._unreadable()
        is_sub_unit = kind == _SUB_UNITS
        status, status_date = _status(data, is_sub_unit)
        form = part(data.get("organisasjonsform"))
        industry = part(data.get("naeringskode1"))
        has_vat = data.get("registrertIMvaregisteret")
        if status == DELETED:
            has_vat = False
        elif not isinstance(has_vat, bool):
            has_vat = None
        visiting = data.get(
            "beliggenhetsadresse" if is_sub_unit else "forretningsadresse"
        )
        return Company(
            number=number,
            name=text(data.get("navn")),
            country_code=self.country_code,
            legal_form=text(form.get("beskrivelse")),
            legal_form_code=text(form.get("kode")),
            status=status,
            status_date=date_text(status_date),
            vat_registered=has_vat,
            # the company's own number is the one on invoices
            vat_number=expected_vat_number("NO", number)
            if has_vat and not is_sub_unit
            else "",
            industry_code=text(industry.get("kode")),
            industry_name=text(industry.get("beskrivelse")),
            employees=whole_number(data.get("antallAnsatte")),
            visiting_address=_address(part(visiting)),
            mail_address=_address(part(data.get("postadresse"))),
            email=text(data.get("epostadresse")),
            phone=text(data.get("telefon") or data.get("mobil")),
            website=text(data.get("hjemmeside")),
            previous_names=tuple(
                text(former.get("navn"))
                for former in reversed(part(data.get("historiskeNavn"), list))
                if isinstance(former, dict) and former.get("navn")
            ),
            is_sub_unit=is_sub_unit,
            parent_number=text(data.get("overordnetEnhet")),
            **self._peppol(number),
            **self._origin(),
        )

    def _removed(self, number, data):
        """Return the company that was taken out of the open data: there is no more."""
        return Company(
            number=number,
            name="",
            country_code=self.country_code,
            status=DELETED,
            status_date=date_text(part(data).get("slettedato")),
            vat_registered=False,
            **self._origin(),
        )


def _status(data, is_sub_unit):
    """Return status and its date: the gravest one goes first."""
    deleted = data.get("slettedato") or (is_sub_unit and data.get("nedleggelsesdato"))
    if deleted or data.get("respons_klasse") == "SlettetEnhet":
        return DELETED, text(deleted)
    if is_sub_unit:
        # workplaces have no flags; they are there until they are closed
        return ACTIVE, ""
    if data.get("konkurs"):
        return BANKRUPT, text(data.get("konkursdato"))
    if any(data.get(flag) for flag in _DISSOLUTION_FLAGS):
        dates = (data.get(name) for name in _DISSOLUTION_DATES)
        return LIQUIDATION, text(next(filter(None, dates), ""))
    if all(data.get(flag) is False for flag in ("konkurs", *_DISSOLUTION_FLAGS)):
        return ACTIVE, ""
    return UNKNOWN, ""


def _address(data):
    lines = [text(line) for line in part(data.get("adresse"), list)]
    lines = [line for line in lines if line]
    # "c/o" comes first in the registry, in an Odoo address below the street
    if len(lines) > 1 and lines[0].lower().startswith("c/o"):
        lines = [*lines[1:], lines[0]]
    return Address(
        street=lines[0] if lines else "",
        street2=", ".join(lines[1:]),
        zip=text(data.get("postnummer")),
        # of foreign addresses with the post code before it
        city=text(data.get("poststed")),
        country_code=text(data.get("landkode"))
        if lines or data.get("poststed")
        else "",
    )
