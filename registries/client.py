"""What the clients of all registries have in common."""

import datetime

from ..importing.identity_numbers import (
    ORGANISATION,
    PERSONAL,
    parse_organisation_number,
)
from . import errors as e
from .http import INTERACTIVE, WebService

#: Schemes of the electronic addresses that companies of a country usually have, with
#: what stands before the number. Sources: Peppol's code list of participant identifier
#: schemes; FI: TIEKE's OVT code; DK: the code list has dropped the country since 8.8.
_PEPPOL = {
    "NO": ("0192", ""),
    "SE": ("0007", ""),
    "FI": ("0216", "0037"),
    "DK": ("0184", ""),
}
# Number of a company that is registered for VAT.
_VAT_NUMBERS = {
    "NO": "NO{number}MVA",
    "SE": "SE{number}01",
    "FI": "FI{number}",
    "DK": "DK{number}",
}


class RegistryClient:
    """Ask one public registry of companies.

    :param str base_url: where the registry is, empty for the public one
    :param Patience patience: how long to wait for answers
    :param str contact: who asks, for the registry's people
    :param str lang: two-letter language of descriptions, where there is a choice
    """

    code = ""
    country_code = ""
    default_url = ""
    #: seconds between two requests
    interval = 0.2
    max_bytes = 2 * 1024 * 1024
    #: whether companies are found by name
    has_name_search = True
    #: whether answers say if a company is registered for VAT
    tells_vat = False

    def __init__(self, base_url="", *, patience=INTERACTIVE, contact="", lang="en"):
        self.base_url = base_url or self.default_url
        self.lang = lang
        self._patience = patience
        self._user_agent = user_agent(contact)
        self._service = self._connect(self.base_url)

    def _connect(self, url):
        return WebService(
            self.code,
            url,
            user_agent=self._user_agent,
            patience=self._patience,
            interval=self.interval,
            max_bytes=self.max_bytes,
        )

    # === QUESTIONS === #

    def get_company(self, number):
        """Return the company with a number, or None if the registry has none.

        :param str number: in any form people write it
        :rtype: Company | None
        :raise RegistryError: if there is no answer
        """
        return self._get_company(self._checked_number(number))

    def get_companies(self, numbers):
        """Return what the registry says of many numbers.

        A registry that is out of order is not asked for the rest of them.

        :param list numbers: in any form people write them
        :return: for each number a company, None, or the error why there is no answer
        :rtype: dict
        """
        answers = {}
        asked = {}
        for number in numbers:
            try:
                asked[number] = self._checked_number(number)
            except e.RegistryError as error:
                answers[number] = error
        found = self._get_companies(list(dict.fromkeys(asked.values())))
        answers.update((number, found[plain]) for number, plain in asked.items())
        return answers

    def search_companies(self, query, limit=10):
        """Return companies by number or by name, best first.

        :param str query: a number or a part of a name
        :param int limit: how many at most
        :rtype: list[Company]
        :raise RegistryError: if there is no answer
        """
        query = " ".join((query or "").split())
        if not query or limit < 1:
            return []
        number = parse_organisation_number(query, self.country_code)
        if number.kind in (ORGANISATION, PERSONAL):
            company = self._get_company(number.number)
            return [company] if company else []
        if not self.has_name_search:
            raise e.RegistryNotSupported(e.NO_NAME_SEARCH, self.code)
        return self._search(query, limit)

    # === FOR EACH REGISTRY === #

    def _get_company(self, number):
        """Return the company with a number in compact form, or None."""
        raise NotImplementedError

    def _search(self, name, limit):
        """Return up to `limit` companies by name."""
        raise e.RegistryNotSupported(e.NO_NAME_SEARCH, self.code)

    def _get_companies(self, numbers):
        """Return {number: company, None or error}: one after the other by default."""
        answers = {}
        broken = None
        for number in numbers:
            try:
                answers[number] = broken or self._get_company(number)
            except (e.RegistryUnavailable, e.RegistryNotAllowed) as error:
                answers[number] = broken = error
            except e.RegistryError as error:
                answers[number] = error
        return answers

    # === HELPERS === #

    def _checked_number(self, number):
        parsed = parse_organisation_number(number, self.country_code)
        if parsed.kind not in (ORGANISATION, PERSONAL):
            raise e.RegistryBadRequest(e.WRONG_NUMBER, self.code)
        return parsed.number

    def _unreadable(self):
        return e.RegistryUnreadable(e.UNEXPECTED_ANSWER, self.code)

    def _document(self, answer):
        """Return the JSON object of an answer."""
        if not isinstance(answer.data, dict):
            raise self._unreadable()
        return answer.data

    def _origin(self):
        """Return the values that say where and when a company was described."""
        now = datetime.datetime.now(datetime.timezone.utc)
        return {
            "source": self.code,
            "fetched_at": now.strftime("%Y-%m-%d %H:%M:%S"),
        }

    def _peppol(self, number):
        """Return the values of the usual electronic address of a company.

        :param str number: in compact form; a person's gives none
        """
        if parse_organisation_number(number, self.country_code).kind != ORGANISATION:
            return {}
        scheme, prefix = _PEPPOL[self.country_code]
        return {"peppol_eas": scheme, "peppol_endpoint": f"{prefix}{number}"}


def expected_vat_number(country_code, number):
    """Return the VAT number that a company has if it is registered for VAT.

    :param str country_code: ISO code of a country that has a registry here
    :param str number: in compact form; of a Swedish person's twelve digits the last ten
    """
    if country_code == "SE":
        number = number[-10:]
    return _VAT_NUMBERS[country_code].format(number=number)


def user_agent(contact=""):
    """Return how the register introduces itself: some registries insist on it.

    :param str contact: who asks
    """
    name = "Customer Register for Odoo"
    contact = " ".join(contact.encode("ascii", "ignore").decode().split())
    return f"{contact} - {name}" if contact else name


def text(value):
    """Return a value of an answer as text without outer spaces, "" for none."""
    return " ".join(str(value).split()) if value or value == 0 else ""


def date_text(value):
    """Return the ISO date that a value begins with, "" if it is none."""
    found = text(value)[:10]
    try:
        return datetime.date.fromisoformat(found).isoformat()
    except ValueError:
        return ""


def part(value, kind=dict):
    """Return a part of an answer, an empty one if it is missing or something else."""
    return value if isinstance(value, kind) else kind()


def whole_number(value):
    """Return the first whole number of a value such as ``50-99`` or ``1000+``."""
    digits = ""
    for char in text(value):
        if not char.isascii() or not char.isdigit():
            break
        digits += char
    return int(digits[:9] or 0)
