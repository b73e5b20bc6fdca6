"""Tell what a column holds by its values."""

import datetime
import re
from itertools import islice

from .dates import parse_date
from .identity_numbers import (
    ORGANISATION,
    looks_personal,
    parse_organisation_number,
    registry_country_codes,
)
from .places import country_code_of, language_code_of, split_zip_city
from .value_words import BOOLEANS, CUSTOMER_TYPES, SELECTIONS, plain
from .values import is_blank, strip_cell

_EMAIL = re.compile(r"[^@\s;,<>]+@[^@\s;,<>]+\.[^\W\d_]{2,}>?(?:[\s;,].*)?")
_URL = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:no|se|fi|dk|com|net|org|eu|nu|io)/?",
    re.IGNORECASE,
)
_VAT = re.compile(r"SE\d{10}01|FI\d{8}|DK\d{8}|NO\d{9}MVA|[A-Z]{2}(?=\w*\d{5})\w{8,12}")
_VAT_SIGNS = re.compile(r"[\s.-]")
_PHONE = re.compile(r"[+(]?[\d\s()/.–-]{5,24}")
_INTERNATIONAL = re.compile(r"(?:\+|00)[1-9]")
# "Tel. 22 33 44 55", but not "Per 4455"
_PHONE_START = re.compile(
    r"(?:(?:tel\w*|tlf|tfn|mob\w*|puh\w*|gsm|phone|ph|m|t)\W+)?[+(]*\d", re.I
)
_LOCAL_PHONES = {
    "NO": re.compile(r"[2-9]\d{7}"),
    "DK": re.compile(r"[2-9]\d{7}"),
    "SE": re.compile(r"0\d{6,10}"),
    "FI": re.compile(r"0\d{5,11}"),
}
_ZIP = re.compile(r"(?:[A-Z]{1,3}[- ])?(?:\d{4}|\d{5}|\d{3} \d{2})", re.IGNORECASE)
_SWEDISH_ZIP = re.compile(r"(?:SE?-)?[1-9]\d{2} \d{2}", re.IGNORECASE)
_STREET = re.compile(
    r"[^\W\d_][\w .'’/-]*[^\W\d_.] \d{1,4}\s?[A-Za-z]?(?:[ ,].*)?|(?:p\.?\s?o\.?\s?)?"
    r"(?:postboks|box|boks|pb|pl|postbox)\s?\d+.*",
    re.IGNORECASE,
)
_CODE = re.compile(r"[A-Za-z]{0,4}[-./ ]?\d[\w./-]{0,15}")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_COMPANY_FORM = re.compile(
    r"(?:^|\s)(?:AS|ASA|ANS|DA|AB|HB|KB|Oy|Oyj|Ky|Tmi|ApS|A/S|I/S|K/S|SA|BA|NUF|Ab|Ltd"
    r"|Inc|GmbH|AG|LLC|SE|AL|IVS|ENK)\.?(?=\s|$|,)"
)

# More values than these tell no more.
_ENOUGH = 40

#: Kinds of targets whose values can be told from others, and the test for each.
TEST_BY_KIND = {
    "email": "email",
    "url": "url",
    "date": "date",
    "country": "country",
    "language": "language",
    "vat": "vat_like",
    "organisation_number": "digits",
    "personal_number": "digits",
    "phone": "phone_like",
    "boolean": "yes_no",
    "number": "number",
}


class ValueKinds:
    """How many of some values look like what.

    :param values: cells of one column
    :param str country_code: of most customers, "" if unknown
    """

    def __init__(self, values, country_code=""):
        stripped = (strip_cell(value) for value in values if value)
        filled = (value for value in stripped if not is_blank(value))
        self.values = list(islice(filled, _ENOUGH))
        self.count = len(self.values)
        self.country_code = country_code
        self._today = datetime.date.today()
        self._shares = {}

    def share(self, kind):
        """Return the part of the values, from 0 to 1, that look like the kind."""
        if not self.values:
            return 0.0
        if kind not in self._shares:
            test = getattr(self, f"_is_{kind}")
            self._shares[kind] = sum(map(bool, map(test, self.values))) / self.count
        return self._shares[kind]

    def share_of_words(self, field):
        """Return the part of the values that are choices of a selection."""
        if not self.values:
            return 0.0
        words = SELECTIONS[field]
        return sum(plain(value) in words for value in self.values) / self.count

    @property
    def distinct(self):
        """The part of the values that are different from each other."""
        return len(set(self.values)) / self.count if self.values else 0.0

    def _is_email(self, text):
        return _EMAIL.match(text)

    def _is_url(self, text):
        return "@" not in text and _URL.fullmatch(text)

    def _is_vat(self, text):
        return text[:2].isalpha() and _VAT.fullmatch(_VAT_SIGNS.sub("", text).upper())

    def _is_vat_like(self, text):
        return sum(map(str.isdigit, text)) >= 6

    def _is_organisation_number(self, text):
        digits = sum(map(str.isdigit, text))
        if not 7 <= digits <= 14:
            return False
        countries = registry_country_codes()
        if digits == 8 and "-" not in text:
            # may be anything elsewhere: a telephone, a date
            countries = tuple({self.country_code} & set(countries))
        return any(
            parse_organisation_number(text, code).kind == ORGANISATION
            for code in countries
        )

    def _is_eight_digit_number(self, text):
        return sum(map(str.isdigit, text)) == 8 and any(
            parse_organisation_number(text, code).kind == ORGANISATION
            for code in ("DK", "FI")
        )

    def _is_personal_number(self, text):
        return 9 <= sum(map(str.isdigit, text)) <= 14 and looks_personal(text)

    def _is_digits(self, text):
        return sum(map(str.isdigit, text)) >= 6

    def _is_international_phone(self, text):
        return _INTERNATIONAL.match(text) and _PHONE.fullmatch(text)

    def _is_phone(self, text):
        if not _PHONE.fullmatch(text) or self._is_date(text):
            return False
        if _INTERNATIONAL.match(text):
            return True
        digits = "".join(filter(str.isdigit, text))
        pattern = _LOCAL_PHONES.get(self.country_code)
        if pattern:
            return pattern.fullmatch(digits)
        return any(each.fullmatch(digits) for each in _LOCAL_PHONES.values())

    def _is_phone_like(self, text):
        digits = sum(map(str.isdigit, text))
        return digits >= 3 and "@" not in text and _PHONE_START.match(text)

    def _is_zip(self, text):
        return _ZIP.fullmatch(text)

    def _is_swedish_zip(self, text):
        return _SWEDISH_ZIP.fullmatch(text)

    def _is_zip_city(self, text):
        # "Oslo 0150" may be a name with a number: it tells nothing
        code, city = split_zip_city(text)
        return code and city and text.startswith(code)

    def _is_street(self, text):
        return "@" not in text and _STREET.fullmatch(text)

    def _is_date(self, text):
        digits = sum(map(str.isdigit, text))
        if digits < 3 or digits == len(text) < 8 or len(text) > 40:
            return False
        return parse_date(text, self._today)

    def _is_birthdate(self, text):
        date = self._is_date(text)
        return date and 15 <= self._today.year - date.year <= 110

    def _is_country(self, text):
        return len(text) < 40 and country_code_of(text)

    def _is_language(self, text):
        return len(text) < 40 and language_code_of(text)

    def _is_yes_no(self, text):
        return plain(text) in BOOLEANS

    def _is_customer_type(self, text):
        return plain(text) in CUSTOMER_TYPES

    def _is_number(self, text):
        return any(map(str.isdigit, text)) and not _LETTERS.search(text)

    def _is_code(self, text):
        return _CODE.fullmatch(text)

    def _is_text(self, text):
        return "@" not in text and _LETTERS.search(text)

    def _is_company_name(self, text):
        return _COMPANY_FORM.search(text)
