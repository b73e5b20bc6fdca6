"""Sweden: Bolagsverket, "Värdefulla datamängder" (free, own credentials).

What the answers mean is in the official OpenAPI of the service. Not there:

- a company that is not found, and even a source that is out of order, answer 200: every
  part has its own ``fel``, which comes before its values
- booleans are the texts JA and NEJ
- there is no search by name, and nothing about VAT
- sole traders are asked for with their personal identity number. It travels in the body
  of the request only, never in addresses that are written to logs
"""

import hashlib
import threading
import time
import uuid
from urllib.parse import urlsplit, urlunsplit

from . import errors as e
from .client import RegistryClient, date_text, part, text
from .company import ACTIVE, BANKRUPT, DELETED, LIQUIDATION, UNKNOWN, Address, Company

_SCOPE = "vardefulla-datamangder:read vardefulla-datamangder:ping"
_NOT_FOUND = "ORGANISATION_FINNS_EJ"
_OUT_OF_ORDER = "OTILLGANGLIG_UPPGIFTSKALLA"
# A company that takes over another one (FUOT, DEOT) is in no trouble.
_PROCEDURES = {"KK": BANKRUPT, "LI": LIQUIDATION}
_RESTRUCTURING = {"FR", "AC"}
# a new token is fetched this many seconds before the old one ends
_TOKEN_MARGIN = 60

_tokens = {}
_tokens_lock = threading.Lock()


class SwedenClient(RegistryClient):
    """Ask the Swedish Companies Registration Office.

    :param str client_id: of the agreement with the office
    :param str client_secret: of the same
    :param str token_url: where tokens are given out, empty for the usual place
    """

    code = "bolagsverket"
    country_code = "SE"
    default_url = "https://gw.api.bolagsverket.se/vardefulla-datamangder/v1"
    # 60 questions a minute
    interval = 1.0
    has_name_search = False

    def __init__(
        self, base_url="", *, client_id="", client_secret="", token_url="", **kwargs
    ):
        super().__init__(base_url, **kwargs)
        self._credentials = (client_id, client_secret)
        self._tokens = self._connect(token_url or _token_url(self.base_url))
        secret = hashlib.sha256(client_secret.encode()).hexdigest()
        self._token_key = (token_url or self.base_url, client_id, secret)

    def _get_company(self, number):
        answer = self._post("/organisationer", {"identitetsbeteckning": number})
        found = part(self._document(answer).get("organisationer"), list)
        if not found:
            return None
        # a sole trader may have several businesses: one that goes on is the company
        companies = [self._company(part(data), number) for data in found]
        companies = [company for company in companies if company]
        companies.sort(key=lambda company: company.status == DELETED)
        return companies[0] if companies else None

    # === ACCESS === #

    def _post(self, path, body):
        token = self._token()
        try:
            return self._authorized("POST", path, token, json=body)
        except e.RegistryNotAllowed:
            # tokens can be withdrawn: one new one is tried
            with _tokens_lock:
                _tokens.pop(self._token_key, None)
            return self._authorized("POST", path, self._token(), json=body)

    def _authorized(self, method, path, token, **kwargs):
        headers = {
            "Authorization": f"Bearer {token}",
            "X-Request-Id": str(uuid.uuid4()),
        }
        return self._service.request(method, path, headers=headers, **kwargs)

    def _token(self):
        if not all(self._credentials):
            raise e.RegistryNotAllowed(e.CREDENTIALS_MISSING, self.code)
        with _tokens_lock:
            token, end = _tokens.get(self._token_key, ("", 0))
        if token and time.monotonic() < end:
            return token
        client_id, client_secret = self._credentials
        form = {
            "grant_type": "client_credentials",
            "client_id": client_id,
            "client_secret": client_secret,
            "scope": _SCOPE,
        }
        try:
            answer = self._tokens.request("POST", "", data=form)
        except e.RegistryBadRequest as error:
            raise e.RegistryNotAllowed(e.CREDENTIALS_REFUSED, self.code) from error
        document = self._document(answer)
        token = text(document.get("access_token"))
        if not token:
            raise self._unreadable()
        try:
            lifetime = float(document.get("expires_in") or 0)
        except (TypeError, ValueError):
            lifetime = 0
        with _tokens_lock:
            _tokens[self._token_key] = (
                token,
                time.monotonic() + lifetime - _TOKEN_MARGIN,
            )
        return token

    # === READING === #

    def _company(self, data, number):
        """Return the company of an answer, None if the office doesn't know it."""
        names = _names(data)
        if not names:
            if _OUT_OF_ORDER in _faults(data):
                raise e.RegistryUnavailable(e.OUT_OF_ORDER, self.code)
            if _NOT_FOUND in _faults(data):
                return None
            raise self._unreadable()
        status, status_date, restructuring = _status(data)
        form = _block(data, "organisationsform")
        legal_form = _block(data, "juridiskForm")
        industry = _industry(data)
        return Company(
            number=number,
            name=names[0],
            country_code=self.country_code,
            legal_form=text(form.get("klartext") or legal_form.get("klartext")),
            legal_form_code=text(form.get("kod") or legal_form.get("kod")),
            status=status,
            status_date=date_text(status_date),
            restructuring=restructuring,
            vat_registered=False if status == DELETED else None,
            industry_code=text(industry.get("kod")),
            industry_name=text(industry.get("klartext")),
            mail_address=_address(data),
            other_names=tuple(names[1:]),
            protected=text(_block(data, "reklamsparr").get("kod")) == "JA",
            **self._peppol(number),
            **self._origin(),
        )


def _token_url(base_url):
    """Return where the tokens for a service are given out: a host beside it."""
    parts = urlsplit(base_url)
    host = parts.netloc
    if host.startswith("gw"):
        host = f"portal{host[2:]}"
    return urlunsplit((parts.scheme, host, "/oauth2/token", "", ""))


def _block(data, name):
    """Return a part of an answer, without its values if it is faulty."""
    block = part(data.get(name))
    return {} if block.get("fel") else block


def _faults(data):
    return {
        text(part(block.get("fel")).get("typ"))
        for block in data.values()
        if isinstance(block, dict)
    }


def _names(data):
    """Return the names, the company's own one first."""
    entries = part(
        _block(data, "organisationsnamn").get("organisationsnamnLista"), list
    )
    names = [
        (part(entry.get("organisationsnamntyp")).get("kod"), text(entry.get("namn")))
        for entry in entries
        if isinstance(entry, dict)
    ]
    names.sort(key=lambda name: name[0] not in ("FORETAGSNAMN", "NAMN"))
    return [name for _kind, name in names if name]


def _status(data):
    """Return status, its date, and whether the company is restructured."""
    deregistered = part(data.get("avregistreradOrganisation"))
    date = text(_block(data, "avregistreradOrganisation").get("avregistreringsdatum"))
    if date:
        return DELETED, date[:10], False
    name = "pagaendeAvvecklingsEllerOmstruktureringsforfarande"
    ongoing = part(data.get(name))
    # in one of its examples the office misspells the word
    block = _block(data, name) or _block(data, name.replace("pagaende", "pagande"))
    entries = block.get(f"{name}Lista") or block.get(
        f"{name.replace('pagaende', 'pagande')}Lista"
    )
    procedures = {
        text(entry.get("kod")): text(entry.get("fromDatum"))[:10]
        for entry in part(entries, list)
        if isinstance(entry, dict)
    }
    for code, status in _PROCEDURES.items():
        if code in procedures:
            return status, procedures[code], False
    restructuring = bool(_RESTRUCTURING & procedures.keys())
    if deregistered.get("fel") or ongoing.get("fel"):
        # the part that would tell is missing
        return UNKNOWN, "", restructuring
    return ACTIVE, "", restructuring


def _industry(data):
    """Return the first industry; the office pads its list with blank ones."""
    entries = part(_block(data, "naringsgrenOrganisation").get("sni"), list)
    for entry in entries:
        if isinstance(entry, dict) and text(entry.get("kod")):
            return entry
    return {}


def _address(data):
    address = part(_block(data, "postadressOrganisation").get("postadress"))
    street = text(address.get("utdelningsadress"))
    care_of = text(address.get("coAdress"))
    if not street:
        street, care_of = care_of, ""
    zip_code, city = text(address.get("postnummer")), text(address.get("postort"))
    country = text(address.get("land"))
    if not (street or zip_code or city):
        return Address()
    return Address(
        street=street,
        street2=care_of,
        zip=zip_code,
        city=city,
        # countries are words; a foreign one is not guessed
        country_code="SE" if country.casefold() in ("", "sverige", "sweden") else "",
    )
