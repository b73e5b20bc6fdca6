"""Find out what the columns of a file are for: by their headers, else by their values.

A header is understood word by word, in all languages at once, with the words of
:mod:`.header_words`; the values agree or contradict. Where a word means several things,
and where there is none, the values decide. In doubt a column gets no target: a wrong
guess costs more than a click.
"""

import hashlib
from dataclasses import dataclass
from itertools import islice

from .column_groups import settle_groups
from .header_parsing import HEADER, HEADER_PART, UNWANTED, Meaning, meanings_of
from .header_words import compact
from .targets import CONTACTS, FACILITIES, MULTIPLE, TARGETS, TAX_PERSONS, get_target
from .value_guesses import agreement, guess_by_neighbours, guess_by_values
from .value_kinds import ValueKinds

#: Targets recognised with less than this are not proposed.
THRESHOLD = 0.5

LABEL, TEMPLATE = "label", "template"

_STICOS_TARGETS = ("name", "ref", "company_registry")
_STICOS_ENCODINGS = frozenset({"utf-8", "utf-8-sig", "ascii"})
_APEX_HINTS = frozenset({"bolignummer", "boligid"})
_KOMET_HINTS = frozenset(
    {"customercode", "salesgroup", "cargoagency", "printgroup", "carrier"}
)
# The groups that a file may have several of, without numbers in the headers.
_SERIES = {series[0]: series for series in (CONTACTS, FACILITIES, TAX_PERSONS)}
_SAMPLE = 200
# One value may be a slip.
_FEW = 3


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a column is taken for.

    :param str target: a target's name, "" for none
    :param float confidence: from 0 to 1
    :param str reason: ``header``; ``header_part``, of which some is unknown; ``label``,
        a name given by the caller; ``template``, a place in a known form of file;
        ``values``; ``ignored``, known and without a place in the register; "" where
        nothing was recognised
    """

    target: str
    confidence: float
    reason: str


_NOTHING = Recognition("", 0.0, "")


def file_signature(header):
    """Return what recognises a file of the same form next time.

    The order of the columns and the letter case of their names don't matter.

    :param header: names of the columns
    :rtype: str
    """
    names = sorted(filter(None, (compact(name) or name.strip() for name in header)))
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:32]


def detect_source(table):
    """Tell which system's form of file a table has.

    Sticos: a UTF-8 file separated by semicolons whose three columns are name, customer
    ID and organisation number in this order, by their names or, without names, by a
    third column of organisation numbers (seed ``000_26c010d3a1eadc26.txt``). A file
    with more columns that mean something is not of that form.

    :param Table table: as :func:`.reader.open_table` returns it
    :return: ``sticos``, ``apex``, ``komet`` or ""
    :rtype: str
    """
    header = table.header if table.has_header else ()
    words = {compact(name) for name in header}
    if words & _APEX_HINTS and "navn" in words:
        return "apex"
    if len(words & _KOMET_HINTS) > 1:
        return "komet"
    if (
        table.format != "csv"
        or table.delimiter != ";"
        or table.encoding.replace("_", "-").lower() not in _STICOS_ENCODINGS
        or table.column_count < len(_STICOS_TARGETS)
    ):
        return ""
    if not table.has_header:
        sample = list(islice(table.rows, _SAMPLE))
        numbers = ValueKinds([_cell(row, 2) for row in sample], "NO")
        if table.column_count > len(_STICOS_TARGETS) + 1:
            return ""
        return "sticos" if numbers.share("organisation_number") >= 0.5 else ""
    meant = [{meaning.target for meaning in meanings_of(name)} for name in header]
    ours, more = meant[: len(_STICOS_TARGETS)], meant[len(_STICOS_TARGETS) :]
    if any(targets - {""} for targets in more) or len(ours) < len(_STICOS_TARGETS):
        return ""
    named = zip(_STICOS_TARGETS, ours, strict=True)
    return "sticos" if all(target in targets for target, targets in named) else ""


def recognise_columns(
    header, rows, *, has_header, country_code="", extra=(), source=""
):
    """Find the target of every column.

    A target is given once; several columns of a kind get the next of its series, such
    as ``contact2.email``, or the place for further ones, such as ``phone_other``.

    :param header: a name for each column
    :param rows: some rows of the file
    :param bool has_header: whether the names are the file's own
    :param str country_code: the country that most customers are from
    :param extra: (target, label) of more names for targets, and of custom fields
    :param str source: ``sticos``, ``apex``, ``komet``, or "" for any file
    :rtype: list[Recognition]
    """
    if source == "sticos":
        known = [Recognition(target, 1.0, TEMPLATE) for target in _STICOS_TARGETS]
        return [*known, *[_NOTHING] * len(header)][: len(header)]
    rows = list(islice(rows, _SAMPLE))
    labels = {compact(label): target for target, label in extra}
    columns = [
        ValueKinds([_cell(row, position) for row in rows], country_code)
        for position in range(len(header))
    ]
    names = header if has_header else [""] * len(header)
    candidates = [
        _candidates(name, kinds, labels)
        for name, kinds in zip(names, columns, strict=True)
    ]
    guess_by_neighbours(candidates, columns, has_header)
    result = _distribute(names, candidates)
    settle_groups(names, result, columns)
    return [
        Recognition(found.target, round(found.confidence, 2), found.reason)
        for found in result
    ]


def _cell(row, position):
    values = row.values
    if position >= len(values) or position in (getattr(row, "errors", None) or ()):
        return ""
    return values[position]


def _candidates(name, kinds, labels):
    """Return what a column could be, the best first."""
    word = compact(name)
    meanings = meanings_of(name) if word else ()
    exact = name.strip().casefold()
    label = labels.get(word) if word else None
    if not label and ("_" in exact or "." in exact) and exact in TARGETS:
        label = exact
    if not label and meanings and meanings[0].reason == UNWANTED:
        return [meanings[0]]
    # a name that the register itself gave is right whatever the values are
    found = [Meaning(label, 1.0, LABEL)] if label else []
    weighed = [_weighed(meaning, kinds) for meaning in meanings if meaning.target]
    weighed.sort(key=lambda meaning: -meaning.confidence)
    found += [meaning for meaning in weighed if meaning.confidence >= THRESHOLD]
    if found or word and meanings and not kinds.count:
        return found
    return guess_by_values(kinds, has_header=bool(word))


def _weighed(meaning, kinds):
    """Let the values agree with what the header says, or contradict it."""
    if not kinds.count:
        # an empty column: what is only part of a header is no proof
        needed = meaning.reason == HEADER
        return meaning if needed else meaning._replace(confidence=0.3)
    fit = agreement(meaning.target, kinds)
    if meaning.reason == HEADER_PART:
        # the unknown words may have turned the meaning round
        if fit is None:
            factor = 1.0 if meaning.confidence >= 0.6 else 0.6
        else:
            factor = 1.0 if fit >= 0.8 else 0.5
    elif fit is None:
        factor = 1.0
    elif fit <= 0.1 and (kinds.count >= _FEW or _is_telling(meaning.target)):
        factor = 0.4
    else:
        factor = 0.75 + 0.25 * fit
    return meaning._replace(confidence=meaning.confidence * factor)


def _is_telling(target):
    """Tell whether one value can contradict a target, not only several.

    A wrong e-mail address below "E-mail" is a mistake to be told, but a choice that is
    none is hardly one.
    """
    return get_target(target).kind in ("selection", "boolean")


def _distribute(header, candidates):
    """Give every target once: the surest column has it, others the next best."""
    result = [_NOTHING] * len(candidates)
    # target -> header of the column that has it
    taken, done = {}, set()
    order = sorted(
        (
            (-meaning.confidence, position, rank, meaning)
            for position, column in enumerate(candidates)
            for rank, meaning in enumerate(column)
        ),
        key=lambda item: item[:3],
    )
    for _confidence, position, _rank, meaning in order:
        if position in done or meaning.confidence < THRESHOLD:
            continue
        word = compact(header[position])
        target = _free_target(meaning.target, word, taken)
        if target is None:
            continue
        done.add(position)
        if target:
            taken[target] = word
        result[position] = Recognition(target, meaning.confidence, meaning.reason)
    return result


def _free_target(target, word, taken):
    """Return the target if it is free, None if not.

    Columns that are called the same are a series: the second "Kontaktperson" is
    ``contact2.name``.
    """
    group, _dot, field = target.rpartition(".")
    if not target or target not in taken or field in MULTIPLE:
        return target
    if word and taken[target] == word:
        for other in _SERIES.get(group, ()):
            if f"{other}.{field}" not in taken:
                return f"{other}.{field}"
    return None
