"""The words that columns are called by, and their one compact form.

Each language's file has four kinds of words, separated by commas. ``{nr}`` stands for
all ways to write "number":

- ``CONCEPTS``: what a column holds. The key is a field of the register, for which the
  words are understood the same way whether they stand alone or behind the name of a
  group: "Postnr", "Fakturaadresse postnr".
- ``ROLES``: the group that a column belongs to, as in "Faktura e-post".
- ``ROLE_PHRASES``: names of a group that stand for its first field when they are alone:
  "Fakturaadresse" is a street, "Kontaktperson" a name.
- ``FILLERS`` add nothing, ``IGNORED`` name what the register has no field for.
"""

import re
import unicodedata
from functools import cache

from . import (
    header_words_da,
    header_words_en,
    header_words_fi,
    header_words_no,
    header_words_sv,
)
from .header_words_systems import SYSTEMS

CONCEPT, ROLE, ROLE_PHRASE, FILLER, IGNORED = range(5)

#: The field that a group's name means when nothing else is said.
FIRST_FIELD = {
    "contact": "name",
    "facility": "name",
    "tax_person": "name",
    "invoice": "street",
    "visiting": "street",
    "mail": "street",
    "delivery": "street",
}

_LANGUAGES = (
    header_words_no,
    header_words_sv,
    header_words_en,
    header_words_da,
    header_words_fi,
)
_NUMBERS = {
    "{nr}": ("nr", "nummer", "no", "num"),
    "{no}": ("no", "number", "nr", "num", "nbr"),
    "{nro}": ("nro", "numero", "nr", "no", "num"),
}
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "Ø": "o",
        "æ": "ae",
        "Æ": "ae",
        "ß": "ss",
        "đ": "d",
        "ð": "d",
        "#": " nr ",
    }
)
_HUMPS = re.compile(r"(?<=[a-zæøåäö])(?=[A-ZÆØÅÄÖ])|(?<=[A-Z])(?=[A-ZÆØÅ][a-z])")
_TOKEN = re.compile(r"[a-z]+|[0-9]+")
# (dd.mm.yyyy), (ÅÅMMDD-XXXX), [kr], (J/N), "max. 30": how to fill a column, not what it
# is. And the sign before the number of one of several.
_FORMAT_HINTS = re.compile(
    r"[(\[]\s*\w{1,3}(?:\s*/\s*\w{1,3})+\s*[)\]]|#(?=\d)"
    r"|[(\[]\s*(?:[dmyåhx.\-/:\s]+|\d+ [^\W\d]+)[)\]]"
    r"|[(\[]\s*(?:kr|sek|nok|dkk|eur|isk|%|\*)\s*[)\]]"
    r"|\bmax\.?\s*\d+\b|\bmaks\.?\s*\d+\b",
    re.IGNORECASE,
)


def tokens_of(header):
    """Return the words and numbers of a header without case, accents and signs.

    >>> tokens_of("Fødselsdato (dd.mm.åååå) *"), tokens_of("CompanyPostCode2")
    (['fodselsdato'], ['company', 'post', 'code', '2'])

    :rtype: list[str]
    """
    text = _FORMAT_HINTS.sub(" ", header)
    text = _HUMPS.sub(" ", text).translate(_LETTERS)
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(char for char in text if not unicodedata.combining(char))
    return _TOKEN.findall(text)


def compact(header):
    """Return a header as one word: ``Org. nummer *`` and ``orgnummer`` are the same.

    :rtype: str
    """
    return "".join(tokens_of(header))


def _phrases(text):
    """Yield the compact form of every phrase, with all ways to write "number"."""
    for phrase in text.split(","):
        for mark, words in _NUMBERS.items():
            if mark in phrase:
                for word in words:
                    yield compact(phrase.replace(mark, word))
                break
        else:
            yield compact(phrase)


def _read_languages():
    lexicon = {}

    def add(text, kind, value):
        for word in _phrases(text):
            meanings = lexicon.setdefault(word, [])
            if word and (kind, value) not in meanings:
                meanings.append((kind, value))

    for language in _LANGUAGES:
        for field, text in language.CONCEPTS.items():
            add(text, CONCEPT, field)
        for group, text in language.ROLE_PHRASES.items():
            add(text, ROLE_PHRASE, group)
        for group, text in language.ROLES.items():
            add(text, ROLE, group)
        add(language.FILLERS, FILLER, "")
        add(language.IGNORED, IGNORED, "")
    return {word: tuple(meanings) for word, meanings in lexicon.items()}


def _read_systems():
    headers = {}
    for targets in SYSTEMS.values():
        for target, text in targets.items():
            name = "" if target == "*" else target
            for header in text.split(","):
                headers.setdefault(compact(header), name)
    return headers


#: Compact word -> its meanings, each a kind and a field or group.
LEXICON = _read_languages()
LONGEST_WORD = max(map(len, LEXICON))
#: Compact header of another system -> target, "" for one that stays out.
SYSTEM_HEADERS = _read_systems()


@cache
def words_of(field):
    """Return the compact header words of a field, in all languages.

    :param str field: such as ``email``
    :rtype: tuple[str, ...]
    """
    return tuple(
        word for word, meanings in LEXICON.items() if (CONCEPT, field) in meanings
    )
