"""VIES: whether a VAT number of the EU is valid (European Commission).

Outages answer with status 200. They are told from "not valid" by the missing key
``valid``, or by a ``userError`` that names an outage: what is not said is not known.
"""

import re

from . import errors as e
from .client import part, text, user_agent
from .http import INTERACTIVE, WebService

_NOT_A_NUMBER = "INVALID_INPUT"
_FINAL = {"", "VALID", "INVALID", _NOT_A_NUMBER}
_RATE_LIMITS = re.compile(r"MAX_CONCURRENT|IP_BLOCKED")
_FORM = re.compile(r"(?P<country>[A-Z]{2})(?P<number>[0-9A-Z+*]{2,12})")


class ViesClient:
    """Ask the VAT Information Exchange System.

    :param str base_url: where it is, empty for the public one
    :param Patience patience: how long to wait for answers
    :param str contact: who asks
    """

    code = "vies"
    default_url = "https://ec.europa.eu/taxation_customs/vies/rest-api"

    def __init__(self, base_url="", *, patience=INTERACTIVE, contact=""):
        self._service = WebService(
            self.code,
            base_url or self.default_url,
            user_agent=user_agent(contact),
            patience=patience,
            interval=0.5,
            max_bytes=256 * 1024,
        )

    def is_valid(self, vat_number):
        """Tell whether a VAT number is valid today.

        :param str vat_number: with the country in front
        :return: True or False; nothing else is an answer
        :rtype: bool
        :raise RegistryError: if that is not known; it does not mean "no"
        """
        match = _FORM.fullmatch(re.sub(r"[\s.-]", "", vat_number or "").upper())
        if not match:
            return False
        answer = self._service.request(
            "POST",
            "/check-vat-number",
            json={"countryCode": match["country"], "vatNumber": match["number"]},
        )
        data = part(answer.data)
        faults = {
            text(part(wrapper).get("error"))
            for wrapper in part(data.get("errorWrappers"), list)
        }
        faults.add(text(data.get("userError")))
        outages = faults - _FINAL
        if any(_RATE_LIMITS.search(fault) for fault in outages):
            raise e.RegistryRateLimited(e.TOO_MANY_REQUESTS, self.code)
        if outages:
            raise e.RegistryUnavailable(e.OUT_OF_ORDER, self.code)
        if _NOT_A_NUMBER in faults:
            return False
        valid = data.get("valid", data.get("isValid"))
        if not isinstance(valid, bool):
            raise e.RegistryUnreadable(e.UNEXPECTED_ANSWER, self.code)
        return valid
