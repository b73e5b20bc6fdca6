"""Countries, languages and postal codes as people write them.

Names of countries and languages in English, Norwegian, Swedish, Danish and Finnish are
those of Unicode's CLDR, through the library babel; here are only those that it lacks.
"""

import re
from functools import cache

from babel import Locale
from babel.core import get_global

from .value_words import plain

_NAME_LANGUAGES = ("en", "nb", "nn", "sv", "da", "fi")
# No countries: groups of them, and what CLDR calls unknown.
_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
_COUNTRY_ALIASES = {
    "GB": "uk, england, scotland, wales, northern ireland, great britain, skottland,"
    " storbritannia og nord irland, iso britannia, englanti, skotlanti",
    "US": "usa, us, united states of america, amerika, amerikas forente stater",
    "NL": "holland, the netherlands, hollanti",
    "CZ": "czech republic, tsjekkia, tjeckien, den tsjekkiske republikk",
    "IE": "eire, republic of ireland",
    "MK": "makedonia, macedonia, makedonien",
    "RU": "russian federation",
    "KR": "south korea, korea, sør korea, sydkorea, etelä korea",
    "NO": "n, norge, norja, norwegen",
    "SE": "s, ruotsi, schweden",
    "FI": "sf, suomi, finnland",
    "DK": "tanska, dänemark",
    "DE": "d, brd, deutschland, saksa",
    "FR": "f",
    "GR": "el",
    "EE": "viro",
    "IS": "island",
    "PL": "polska",
}
# CLDR's language -> the code that Odoo gives its main form.
_ODOO_LANGUAGES = {
    "ar": "ar_001", "bg": "bg_BG", "bs": "bs_BA", "ca": "ca_ES", "cs": "cs_CZ",
    "da": "da_DK", "de": "de_DE", "el": "el_GR", "en": "en_US", "es": "es_ES",
    "et": "et_EE", "eu": "eu_ES", "fa": "fa_IR", "fi": "fi_FI", "fr": "fr_FR",
    "gl": "gl_ES", "he": "he_IL", "hi": "hi_IN", "hr": "hr_HR", "hu": "hu_HU",
    "id": "id_ID", "is": "is_IS", "it": "it_IT", "ja": "ja_JP", "ko": "ko_KR",
    "lt": "lt_LT", "lv": "lv_LV", "mk": "mk_MK", "nb": "nb_NO", "nl": "nl_NL",
    "nn": "nb_NO", "no": "nb_NO", "pl": "pl_PL", "pt": "pt_PT", "ro": "ro_RO",
    "ru": "ru_RU", "sk": "sk_SK", "sl": "sl_SI", "sq": "sq_AL", "sr": "sr@latin",
    "sv": "sv_SE", "th": "th_TH", "tr": "tr_TR", "uk": "uk_UA", "vi": "vi_VN",
    "zh": "zh_CN",
}  # fmt: skip
# Words and country codes that stand in columns of languages; "SE" is Swedish there.
_LANGUAGE_ALIASES = {
    "nb": "norsk, norwegian, norska, norja, bokmål, bokmal, nor, nob, norwegian bokmål",
    "nn": "nynorsk, nno",
    "sv": "se, swe, ruo, svensk, svenska",
    "da": "dk, dan, tan",
    "fi": "fin, suo",
    "en": "gb, us, uk, eng, british, american, engl",
    "de": "ger, deu, at, ch, ty, tysk",
    "et": "ee, est",
    "cs": "cz",
    "zh": "cn",
}
_COUNTRY_IN_ZIP = re.compile(
    r"(?:NO|N|SE|S|FI|FIN|SF|DK|D|DE|AX)\s*[-–]\s*(?=\d)|(?:NO|SE|FI|DK)\s+(?=\d)", re.I
)
_ZIP_CITY = re.compile(
    r"(?P<zip>(?:[A-Za-z]{1,3}\s?[-–]\s?)?\d{3}\s?\d{2}|(?:[A-Za-z]{1,3}\s?[-–]\s?)?\d{3,5})"
    r"(?:\s*[,/]\s*|\s+)(?P<city>[^\W\d_].*)"
)
_CITY_ZIP = re.compile(r"(?P<city>[^\d,/]*[^\W\d_])[,/\s]+(?P<zip>\d{3}\s?\d{2}|\d{4})")


@cache
def _country_names():
    names = {}
    for code, text in _COUNTRY_ALIASES.items():
        for word in text.split(","):
            names[plain(word)] = code
    for language in _NAME_LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES:
                names.setdefault(plain(name), code)
                names.setdefault(code.casefold(), code)
    for alias, codes in get_global("territory_aliases").items():
        # three-letter codes: NOR
        if len(alias) == 3 and alias.isalpha() and codes[0] not in _NO_COUNTRIES:
            names.setdefault(alias.casefold(), codes[0])
    return names


@cache
def _language_names():
    names = dict(_ODOO_LANGUAGES)
    for code, text in _LANGUAGE_ALIASES.items():
        for word in text.split(","):
            names.setdefault(plain(word), _ODOO_LANGUAGES[code])
    for language in _NAME_LANGUAGES:
        for code, name in Locale(language).languages.items():
            if code in _ODOO_LANGUAGES:
                names.setdefault(plain(name), _ODOO_LANGUAGES[code])
    for code, odoo_code in _ODOO_LANGUAGES.items():
        # each language's name for itself
        names.setdefault(plain(Locale(code).languages.get(code, code)), odoo_code)
    for alias, code in get_global("language_aliases").items():
        if len(alias) == 3 and code in _ODOO_LANGUAGES:
            names.setdefault(alias, _ODOO_LANGUAGES[code])
    return names


def country_code_of(text):
    """Return the ISO code of a country given by name or code, "" if it is none.

    :rtype: str
    """
    names = _country_names()
    code = names.get(plain(text))
    if code is None and "(" in text:
        # Norge (NO)
        code = names.get(plain(text.partition("(")[0]))
    return code or ""


def language_code_of(text):
    """Return Odoo's code of a language given by name or code, "" if it is none.

    :return: such as ``sv_SE``
    :rtype: str
    """
    names = _language_names()
    language, _sign, country = text.strip().replace("-", "_").partition("_")
    if country and len(language) in (2, 3) and len(country) == 2:
        own = names.get(language.casefold())
        if not own or language.casefold() in ("no", "nn", "nb"):
            return own or ""
        return f"{language.casefold()}_{country.upper()}"
    if "@" in text or text.strip() == "ar_001":
        return text.strip() if text.strip() in _ODOO_LANGUAGES.values() else ""
    for part in (text, text.partition("(")[0], text.partition("/")[0]):
        if code := names.get(plain(part)):
            return code
    return ""


def split_zip_city(text):
    """Return the postal code and the city of a text that may hold both.

    >>> split_zip_city("0150 Oslo"), split_zip_city("Oslo"), split_zip_city("0150")
    (('0150', 'Oslo'), ('', 'Oslo'), ('0150', ''))

    :rtype: tuple[str, str]
    """
    match = _ZIP_CITY.fullmatch(text) or _CITY_ZIP.fullmatch(text)
    if match:
        return match["zip"].strip(), match["city"].strip()
    if any(char.isalpha() for char in _COUNTRY_IN_ZIP.sub("", text, count=1)):
        return "", text
    return text, ""


def postal_code(text, country_code):
    """Return a postal code without its country and with the zeros that it lost.

    :param str text: as it stands in the file
    :param str country_code: of the address
    :rtype: str
    """
    text = _COUNTRY_IN_ZIP.sub("", text, count=1) if text[:1].isalpha() else text
    if not text.isdigit():
        return text
    length = len(text)
    # A spreadsheet takes one zero from Oslo's 0150 and two from Helsinki's 00100.
    if country_code in ("NO", "DK") and length == 3:
        return f"0{text}"
    if country_code == "FI" and length in (3, 4):
        return text.zfill(5)
    return text
