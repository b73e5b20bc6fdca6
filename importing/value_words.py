"""Words for the choices that a cell can make, in English and the Nordic languages.

Letter case, accents, spaces and signs don't matter: ``Exkl. moms`` and ``EXKL MOMS``
are one word. The names that the register itself gives its choices are among them.
"""

import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ð": "d"})
_SIGNS = str.maketrans({"✓": "yes", "✔": "yes", "☑": "yes", "☒": "yes", "☐": "no"})

_TRUE = (
    "true, yes, y, ja, j, kyllä, k, joo, sann, sant, tosi, x, 1, on, checked, på,"
    " päällä, vrai, oui, wahr, stämmer, si"
)
_FALSE = (
    "false, no, n, nei, nej, ne, ei, e, usann, usant, falsk, falskt, osann, osant,"
    " epätosi, 0, off, inte, ikke, unchecked, av, pois"
)
_COMPANY = (
    "company, business, corporate, corporation, organisation, organization, firma,"
    " bedrift, foretak, selskap, næring, næringsdrivende, virksomhed, erhverv, företag,"
    " bolag, yritys, yhtiö, organisasjon, organisaatio, juridisk person, juridisk, b2b,"
    " näringsidkare, bedriftskunde, företagskund, erhvervskunde, yritysasiakas,"
    " company customer, business customer, firmakunde, firmakund, forening, förening,"
    " yhdistys, kommun, kommune, kunta, offentlig, public sector, julkinen, myndighet,"
    " corporate customer, enterprise, bostadsrättsförening, brf, borettslag,"
    " taloyhtiö, oikeushenkilö, legal person, legal entity"
)
_PRIVATE = (
    "private, private person, private customer, private individual, individual,"
    " person, consumer, privat, privatperson, privatkunde, privatkund, forbruker,"
    " forbruger, konsument, kuluttaja, yksityinen, yksityishenkilö, yksityisasiakas,"
    " henkilö, henkilöasiakas, fysisk person, b2c, enkeltperson, kuluttaja asiakas,"
    " privatkunder, luonnollinen henkilö, natural person, end user, household,"
    " husholdning, hushåll, kotitalous"
)
_ACTIVE = (
    "active, aktiv, aktivt, aktiva, aktive, aktiivinen, open, åpen, öppen, åben, avoin,"
    " enabled, in use, i bruk, i drift, käytössä, voimassa, customer, kunde, kund,"
    " asiakas, normal, ok, løpende, pågående, current"
)
_INACTIVE = (
    "inactive, inaktiv, inaktivt, inaktiva, inaktive, passiivinen, epäaktiivinen, ei"
    " aktiivinen, ej aktiv, ikke aktiv, closed, avsluttet, avslutad, afsluttet,"
    " suljettu, stengt, stängd, lukket, spärrad, sperret, spærret, archived,"
    " arkivert, arkiverad, arkiveret, arkistoitu, disabled, utgått, passiv, blocked,"
    " blockerad, deaktivert, inaktiverad, tidligere kunde, tidigare kund, former"
    " customer, ophørt, opphørt, upphörd, ei käytössä, poistettu, lopettanut,"
    " deleted, slettet, borttagen, not active"
)
_WITH_VAT = (
    "normal, normal vat, with vat, incl vat, including vat, inkl mva, inklusive mva,"
    " med mva, mva, inkl moms, inklusive moms, med moms, moms, normal moms, normal"
    " mva, sis alv, sisältää alv, alv, verollinen, ja, yes, true, 1, vat, normalt,"
    " vanlig moms, ordinær mva, vanlig mva, tavallinen alv, normaali alv, normaali,"
    " momspliktig, mva pliktig, kyllä"
)
_WITHOUT_VAT = (
    "none, no vat, without vat, excl vat, excluding vat, ekskl mva, eksklusive mva,"
    " uten mva, eks mva, exkl moms, exklusive moms, utan moms, ex moms, ekskl moms,"
    " eksklusive moms, uden moms, ingen mva, ingen moms, ej moms, ikke mva, ikke moms,"
    " alv 0, veroton, ilman alv, nei, nej, no, false, 0, ei alv, ei alvia, momsfri,"
    " mva fri, avgiftsfri, momsfritt, ei, vat free, exempt"
)
_REDUCTIONS = {
    "none": "none, no, nej, nei, ei, ingen, inget, 0, false, ei mitään, ej, ei mikään",
    "rot": "rot, rot avdrag, rotarbete, rot arbete, construction, renovation,"
    " rot building, rot bygg, rot byggnad, rot rakentaminen",
    "rut": "rut, rut avdrag, rut arbete, household services, hushållsnära tjänster,"
    " rut household, rut hushåll, hushållsarbete",
    "green": "green, green technology, grön teknik, grön, grønn teknologi, grøn"
    " teknologi, skattereduktion grön teknik, vihreä teknologia, vihreä tekniikka,"
    " grønn, grøn, installation av grön teknik, grønn teknikk",
}


@lru_cache(maxsize=4096)
def plain(text):
    """Return a text without case, accents, spaces and signs.

    :rtype: str
    """
    text = text.casefold().translate(_SIGNS).translate(_LETTERS)
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text)))


def _choices(pairs):
    choices = {}
    for value, text in pairs:
        for word in text.split(","):
            choices.setdefault(plain(word), value)
    return choices


def _opposite(choices):
    return {word: not value for word, value in choices.items()}


#: Plain word -> True or False.
BOOLEANS = _choices([(True, _TRUE), (False, _FALSE)])
_IS_COMPANY = _choices([(True, _COMPANY), (False, _PRIVATE)])
_IS_ACTIVE = _choices([(True, _ACTIVE), (False, _INACTIVE)])
# Among other choices "K" may be a consumer and "E" a company.
_YES_NO = {word: value for word, value in BOOLEANS.items() if word not in ("k", "e")}

#: Field -> {plain word: value}. ``is_private`` and ``inactive`` are themselves: "ja" in
#: the column "Inaktiv" is True, but "aktiv" there is False.
SELECTIONS = {
    "is_company": {**_IS_COMPANY, **_YES_NO},
    "is_private": {**_opposite(_IS_COMPANY), **_YES_NO},
    "active": {**_IS_ACTIVE, **_YES_NO},
    "inactive": {**_opposite(_IS_ACTIVE), **_YES_NO},
    "vat_type": _choices([("normal", _WITH_VAT), ("none", _WITHOUT_VAT)]),
    "tax_reduction_type": _choices(_REDUCTIONS.items()),
}

#: Words that stand in a column of customer types and hardly in another.
CUSTOMER_TYPES = frozenset(_IS_COMPANY)

#: What stands in a cell that is meant to be empty.
BLANKS = frozenset(
    {
        "",
        "-",
        "--",
        "---",
        "–",
        "—",
        "−",
        ".",
        "..",
        "...",
        "?",
        "'",
        "null",
        "(null)",
        "n/a",
        "#n/a",
        "n.a.",
        "(blank)",
        "(tom)",
        "(tomt)",
        "(tyhjä)",
        "undefined",
    }
)
_MISSING = frozenset(
    """
    0 x none null mangler saknas savnes puuttuu missing unknown ukjent okänd ukendt
    tuntematon ingen ikke-oppgitt nei nej ei
    """.split()
)
#: What stands for nothing in the cells of some kinds of targets.
NOTHINGS = {
    "phone": _MISSING
    | {"00", "000", "00000000", "+47", "+46", "+45", "+358", "0047", "0046", "0045"},
    "email": _MISSING,
    "url": _MISSING | {"http://", "https://", "www."},
    "zip": frozenset({"0", "00", "000", "0000", "00000", "000 00"}),
    "date": _MISSING
    | {
        "0000-00-00",
        "00.00.0000",
        "00000000",
        "0001-01-01",
        # the first days of spreadsheets' and programs' calendars
        "1899-12-30",
        "1899-12-31",
        "1900-01-00",
        "1900-01-01",
        "01.01.1900",
    },
}
