"""Understand a header that is made of several words.

``Fakturaadress postnr``, ``Kontakt 2 e-post`` and ``CompanyPostCode`` are cut into the
words of :mod:`.header_words`, the fewest that explain the whole header. A word that
nobody knows may be left out, at a price: ``Kundens huvudsakliga e-post``.
"""

from functools import lru_cache
from typing import NamedTuple

from .header_words import (
    CONCEPT,
    FILLER,
    FIRST_FIELD,
    IGNORED,
    LEXICON,
    LONGEST_WORD,
    ROLE,
    ROLE_PHRASE,
    SYSTEM_HEADERS,
    tokens_of,
)
from .targets import ADDRESSES, TARGETS

HEADER, HEADER_PART = "header", "header_part"
#: The register has no field for what the column holds.
UNWANTED = "ignored"

# Fields that belong to a group even where no word says so.
_OWN_GROUP = {
    "function": "contact",
    "send_service_protocol": "contact",
    "send_work_order": "contact",
    "is_main_contact": "contact",
    "unit_number": "facility",
    "description": "facility",
    "share": "tax_person",
}
# Concept -> the fields it may be for, the likeliest first, and how sure each is.
_FIELDS = {
    "phone": (("phone", 1.0), ("phone_other", 0.85)),
    "mobile": (("phone", 0.97), ("phone_other", 0.87)),
    "email": (("email", 1.0), ("email_other", 0.85)),
    "zip": (("zip", 1.0), ("zip_city", 0.98)),
    "city": (("city", 1.0), ("zip_city", 0.98)),
    "is_main_contact": (("is_main_contact", 1.0), ("name", 0.95)),
}
# The same concept with the number 2: "Adresse 2", "Telefon 2".
_SECOND_FIELDS = {
    "phone": "phone_other",
    "mobile": "phone_other",
    "phone_other": "phone_other",
    "email": "email_other",
    "street": "street2",
    "comment": "comment",
    "category_id": "category_id",
}
# A header of nothing but one of these words: the values decide.
_AMBIGUOUS = (
    (
        "nr, nummer, no, number, num, nro, numero, kode, kod, koodi, code, nbr, tunnus",
        (
            ("ref", 0.8),
            ("company_registry", 0.78),
            ("personal_identity_number", 0.77),
            ("phone", 0.5),
        ),
    ),
    ("id", (("ref", 0.72), ("company_registry", 0.71))),
    (
        "kunde, kund, customer, client, asiakas, firma, bedrift, foretag, company,"
        " virksomhed, yritys, debitor, account",
        (("name", 0.95), ("ref", 0.9)),
    ),
    (
        "referanse, referens, reference, ref, viite",
        (("contact.name", 0.8), ("ref", 0.75)),
    ),
    (
        "kontakt, contact, kontakti, kontaktperson, contactperson, yhteyshenkilo",
        (("contact.name", 0.97), ("contact.email", 0.9), ("contact.phone", 0.9)),
    ),
    (
        "type, typ, tyyppi, art",
        (("is_company", 0.8), ("vat_type", 0.75), ("tax_reduction_type", 0.75)),
    ),
    (
        "moms, mva, vat, alv, merverdiavgift, arvonlisavero",
        (("vat", 0.81), ("vat_type", 0.8)),
    ),
    (
        "privat, private, yksityinen",
        (("is_private", 0.9), ("phone_other", 0.6)),
    ),
    ("adresse, adress, address, osoite, addr", (("street", 0.97), ("email", 0.7))),
    ("gruppe, grupp, group, ryhma", (("category_id", 0.8),)),
    ("rot, rut, rotrut", (("tax_reduction_type", 0.9),)),
)
_AMBIGUOUS_WORDS = {
    word.strip(): targets for words, targets in _AMBIGUOUS for word in words.split(",")
}
# Two concepts that mean one field together.
_TOGETHER = (
    ({"zip", "city"}, "zip_city"),
    ({"company_registry", "personal_identity_number"}, "identity_number"),
    ({"vat", "personal_identity_number"}, "identity_number"),
    ({"company_registry", "vat"}, "company_registry"),
    ({"first_name", "last_name"}, "name"),
    ({"phone", "mobile"}, "phone"),
    ({"phone_other", "mobile"}, "phone_other"),
    ({"phone", "email"}, ""),
    ({"is_company", "is_private"}, "is_company"),
    ({"street", "street2"}, "street"),
    ({"ref", "number"}, "ref"),
)
# Concepts that say less than another one beside them: "Adresse e-post", "Kunde navn".
_WEAK = ("number", "name", "street", "ref")

# Pieces of a header that are no words of the lexicon.
_DIGITS, _UNKNOWN = -1, -2
_COSTS = {_DIGITS: 0.5, _UNKNOWN: 4.0, FILLER: 0.9}
_MAX_PARSES = 24


class Meaning(NamedTuple):
    """What a header can mean.

    :param str target: a target's name; "" where the register has no place for it
    :param float confidence: from 0 to 1
    :param str reason: ``header``, ``header_part`` where some of it is unknown, or
        ``ignored``
    """

    target: str
    confidence: float
    reason: str


@lru_cache(maxsize=4096)
def meanings_of(header):
    """Return what a header can mean, the surest first; nothing for an unknown one.

    :param str header: as the file has it
    :rtype: tuple[Meaning, ...]
    """
    tokens = tokens_of(header)[:12]
    word = "".join(tokens)
    if word in _AMBIGUOUS_WORDS:
        return tuple(
            Meaning(target, confidence, HEADER)
            for target, confidence in _AMBIGUOUS_WORDS[word]
        )
    if word in SYSTEM_HEADERS:
        target = SYSTEM_HEADERS[word]
        return (
            Meaning(target, 0.97 if target else 0.9, HEADER if target else UNWANTED),
        )
    best = {}
    for cost, parse in _parses(tokens):
        for meaning in _interpret(parse, cost, word):
            before = best.get(meaning.target)
            if before is None or before.confidence < meaning.confidence:
                best[meaning.target] = meaning
    wanted = {target for target in best if target}
    if wanted and "" in best:
        # "there is no place for it" holds where it explains the header better
        if best[""].confidence > max(best[target].confidence for target in wanted):
            return (best[""],)
        del best[""]
    return tuple(sorted(best.values(), key=lambda meaning: -meaning.confidence))


def _parses(tokens):
    """Yield (cost, pieces) of the cheapest ways to cut a header into words."""
    text = "".join(tokens)
    ends, at = {}, 0
    for token in tokens:
        ends[at] = at + len(token)
        at += len(token)
    # position -> the cheapest (cost, pieces) that end there
    ways = {0: [(0.0, ())]}
    for start in range(len(text)):
        if start not in ways:
            continue
        steps = []
        for end in range(start + 1, min(start + LONGEST_WORD, len(text)) + 1):
            for meaning in LEXICON.get(text[start:end], ()):
                # one letter explains little
                cost = _COSTS.get(meaning[0], 1.0) + (end - start < 2)
                steps.append((end, cost, meaning))
        if start in ends:
            token = text[start : ends[start]]
            kind = _DIGITS if token.isdigit() else _UNKNOWN
            steps.append((ends[start], _COSTS[kind], (kind, token)))
        for end, cost, piece in steps:
            kept = ways.setdefault(end, [])
            kept.extend((before + cost, (*way, piece)) for before, way in ways[start])
            kept.sort(key=lambda way: way[0])
            del kept[_MAX_PARSES:]
    found = ways.get(len(text), [])
    if found:
        # a dearer way may be the one that means something
        yield from (way for way in found if way[0] <= found[0][0] + 1.5)


def _interpret(parse, cost, word):
    """Yield the meanings of one way to cut a header."""
    by_kind = {}
    for kind, value in parse:
        by_kind.setdefault(kind, []).append(value)
    unknown = sum(map(len, by_kind.get(_UNKNOWN, ())))
    known = 1 - unknown / len(word)
    sure = max(1.0 - 0.03 * cost, 0.75) if not unknown else 0.85 * known
    reason = HEADER_PART if unknown else HEADER
    if IGNORED in by_kind:
        yield Meaning("", sure - 0.05, UNWANTED)
        return
    numbers = [int(value) for value in by_kind.get(_DIGITS, ()) if len(value) < 3]
    if len(numbers) != len(by_kind.get(_DIGITS, ())) or len(numbers) > 2:
        return
    groups = _one_group([*by_kind.get(ROLE, ()), *by_kind.get(ROLE_PHRASE, ())])
    concepts = list(dict.fromkeys(by_kind.get(CONCEPT, ())))
    concept = _one_concept(concepts)
    if groups is None or concept is None:
        return
    if not concept and ROLE_PHRASE not in by_kind:
        return
    for target, factor in _targets(groups, concept, numbers):
        yield Meaning(target, round(sure * factor, 3), reason)


def _one_group(groups):
    """Return the group that the words name, "" for none, None for too many."""
    groups = list(dict.fromkeys(groups))
    if len(groups) > 1:
        # "Kontaktperson faktura", "Faktura postadress"
        others = [group for group in groups if group != "mail"]
        groups = [group for group in others if group not in ADDRESSES] or others
    return groups[0] if len(groups) == 1 else "" if not groups else None


def _one_concept(concepts):
    """Return what one or more concepts mean together, "" for none, None for nothing."""
    for pair, field in _TOGETHER:
        if pair <= set(concepts):
            concepts = [field, *(name for name in concepts if name not in pair)]
    for weak in _WEAK:
        if len(concepts) > 1 and weak in concepts:
            concepts.remove(weak)
    if len(concepts) > 1:
        return None
    return concepts[0] if concepts else ""


def _targets(group, concept, numbers):
    """Yield (target, factor) for a concept within a group."""
    number = numbers[0] if numbers else 1
    if numbers and concept == "number":
        # "Kontakt nr 2"
        concept = ""
    concept = concept or FIRST_FIELD.get(group, "")
    if not group:
        if concept == "number":
            if number == 1:
                yield from _AMBIGUOUS_WORDS["nummer"]
            return
        group = _OWN_GROUP.get(concept, "")
    elif concept in ("number", "ref"):
        concept = "unit_number" if group == "facility" else "phone"
        if group not in ("facility", "contact"):
            return
    elif concept == "company_registry" and group == "tax_person":
        concept = "personal_identity_number"
    second = numbers[1] if len(numbers) > 1 else 1
    if number > 1 and f"{group}{number}.name" in TARGETS:
        group, number = f"{group}{number}", second
    elif second > 1:
        # "Fakturaadress 1 rad 2"
        number = second
    fields = _FIELDS.get(concept, ((concept, 1.0),))
    if number > 1:
        field = _SECOND_FIELDS.get(concept) if number == 2 else None
        if number > 2 and _SECOND_FIELDS.get(concept, "").endswith("_other"):
            field = _SECOND_FIELDS[concept]
        fields = ((field, 1.0),) if field else ()
    for field, factor in fields:
        target = f"{group}.{field}" if group else field
        if target in TARGETS:
            yield target, factor
