"""Say in the user's language what the pure code in importing/ found wrong."""

from ..importing import problems as p
from .problem_messages_files import FILE_MESSAGES
from .problem_messages_values import VALUE_MESSAGES


def problem_message(env, problem):
    """Return the translated sentence for a problem.

    :param env: Odoo environment, for the language
    :param problem: importing.problems.Problem
    :rtype: str
    """
    return _MESSAGES[problem.code](env, **problem.params)


# Odoo's external ids of countries follow the ISO code, but for one.
_EXTERNAL_IDS = {"GB": "base.uk"}


def _country_name(env, code):
    xmlid = _EXTERNAL_IDS.get(code, f"base.{code.lower()}")
    country = env.ref(xmlid, raise_if_not_found=False)
    return country.name if country else code


def _delimiter_name(env, delimiter):
    return {
        ";": env._("semicolons (;)"),
        ",": env._("commas (,)"),
        "\t": env._("tabs"),
        "|": env._("vertical bars (|)"),
    }.get(delimiter, delimiter)


def _wrong_encoding(env, expected, likely, line):
    return env._(
        "The file is not %(expected)s text: line %(line)s can't be read. It looks like "
        "%(likely)s. Save it again as “CSV UTF-8”.",
        expected=expected.upper(),
        line=line,
        likely=likely,
    )


def _wrong_delimiter(env, expected, found):
    return env._(
        "The columns must be separated by %(expected)s, but this file uses %(found)s. "
        "Save it again as CSV with %(expected)s.",
        expected=_delimiter_name(env, expected),
        found=_delimiter_name(env, found),
    )


def _not_text(env, kind):
    return env._(
        "This is not a CSV text file (it is of the kind “%s”). Open it in a "
        "spreadsheet and save it as “CSV UTF-8”.",
        kind,
    )


def _duplicate(env, row, column):
    if column == "ref":
        return env._("Row %s of the file has the same customer number.", row)
    if column == "external_id":
        return env._("Row %s of the file has the same ID of the external system.", row)
    if column == "personal_identity_number":
        return env._("Row %s of the file has the same personal identity number.", row)
    return env._("Row %s of the file has the same organisation number.", row)


_MESSAGES = {
    p.FILE_EMPTY: lambda env: env._("The file is empty."),
    p.FILE_ONLY_BLANK_ROWS: lambda env: env._("The file has only blank rows."),
    p.FILE_ONLY_HEADER: lambda env: env._(
        "The file has a header but no customers below it."
    ),
    p.FILE_NOT_TEXT: _not_text,
    p.FILE_WRONG_ENCODING: _wrong_encoding,
    p.FILE_WRONG_DELIMITER: _wrong_delimiter,
    p.FILE_TOO_FEW_COLUMNS: lambda env, expected, found, row: env._(
        "The file needs at least %(expected)s columns in the order Name; Customer ID; "
        "Organization number. The widest row (row %(row)s) has %(found)s.",
        expected=expected,
        row=row,
        found=found,
    ),
    p.FILE_UNCLOSED_QUOTE: lambda env, row: env._(
        "Row %s has a cell that opens with a quotation mark and never closes. Correct "
        "that row and try again.",
        row,
    ),
    p.FILE_TOO_LARGE: lambda env, size, limit: env._(
        "The file has %(size)s MB; at most %(limit)s MB can be imported. Split it.",
        size=round(size / 1024**2),
        limit=round(limit / 1024**2),
    ),
    p.FILE_TOO_MANY_ROWS: lambda env, limit: env._(
        "The file has more than %s rows. Split it.", limit
    ),
    p.FILE_TOO_MANY_COLUMNS: lambda env, row, found, limit: env._(
        "Row %(row)s has %(found)s columns; at most %(limit)s are read.",
        row=row,
        found=found,
        limit=limit,
    ),
    p.FILE_CELL_TOO_LONG: lambda env, row, column, found, limit: env._(
        "The cell in row %(row)s, column %(column)s has %(found)s characters; at most "
        "%(limit)s are read.",
        row=row,
        column=column,
        found=found,
        limit=limit,
    ),
    **FILE_MESSAGES,
    p.ROW_TOO_FEW_COLUMNS: lambda env, expected, found: env._(
        "The row has %(found)s columns instead of %(expected)s.",
        found=found,
        expected=expected,
    ),
    p.ROW_NAME_MISSING: lambda env: env._("The name is missing."),
    p.ROW_REF_SCIENTIFIC: lambda env: env._(
        "The customer number was shortened by a spreadsheet (like 1,23E+08). Format "
        "the column as text and enter it again."
    ),
    p.ROW_PERSONAL_NUMBER: lambda env: env._(
        "The organisation number is a personal identity number. Enter this customer "
        "manually."
    ),
    p.ROW_DUPLICATE: _duplicate,
    **VALUE_MESSAGES,
    p.MANUAL_FOREIGN: lambda env, country: env._(
        "Not a Norwegian company (%s). Enter this customer manually.",
        _country_name(env, country),
    ),
    p.MANUAL_NO_NUMBER: lambda env: env._(
        "No organisation number. Enter this customer manually."
    ),
    p.NUMBER_WRONG_LENGTH: lambda env, country, expected, found: env._(
        "The number has %(found)s digits; in %(country)s it has %(expected)s.",
        found=found,
        country=_country_name(env, country),
        expected=expected,
    ),
    p.NUMBER_WRONG_CHARACTERS: lambda env, country: env._(
        "The number has characters that do not belong to one in %s.",
        _country_name(env, country),
    ),
    p.NUMBER_WRONG_CHECK_DIGIT: lambda env, country: env._(
        "The check digit is wrong for %s: a digit is mistyped.",
        _country_name(env, country),
    ),
    p.NUMBER_WRONG_DATE: lambda env, country: env._(
        "The date in the personal identity number does not exist (%s).",
        _country_name(env, country),
    ),
    p.NUMBER_SCIENTIFIC: lambda env: env._(
        "The number was shortened by a spreadsheet (like 9,23E+08). Format the column "
        "as text and enter it again."
    ),
    p.NUMBER_OTHER_COUNTRY: lambda env, country, found: env._(
        "The number is from %(found)s, but the country is %(country)s.",
        found=_country_name(env, found),
        country=_country_name(env, country),
    ),
    p.NUMBER_COUNTRY_NEEDED: lambda env: env._(
        "Choose the country first: the number could be from more than one."
    ),
}
