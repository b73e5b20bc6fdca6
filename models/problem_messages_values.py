"""Sentences for cells that are not what their column is for."""

from ..importing import problems as p

VALUE_MESSAGES = {
    p.VALUE_ERROR_CELL: lambda env: env._(
        "The cell is an error of the spreadsheet (such as #DIV/0!). Correct the "
        "formula or type the value."
    ),
    p.VALUE_TOO_LONG: lambda env, found, limit: env._(
        "The text has %(found)s characters; at most %(limit)s fit.",
        found=found,
        limit=limit,
    ),
    p.VALUE_SCIENTIFIC: lambda env: env._(
        "The number was shortened by a spreadsheet (like 4,79E+09). Format the column "
        "as text and enter it again."
    ),
    p.VALUE_NOT_BOOLEAN: lambda env: env._("Write yes or no."),
    p.VALUE_NOT_CHOICE: lambda env: env._(
        "This is none of the choices. The template lists them."
    ),
    p.VALUE_NOT_COUNTRY: lambda env: env._(
        "No such country. Write its name or two-letter code, such as SE."
    ),
    p.VALUE_NOT_DATE: lambda env: env._("This is no date. Write it as 2024-12-31."),
    p.VALUE_NOT_EMAIL: lambda env: env._("This is no e-mail address."),
    p.VALUE_NOT_LANGUAGE: lambda env: env._(
        "No such language. Write its name or code, such as sv_SE."
    ),
    p.VALUE_NOT_NUMBER: lambda env: env._("This is no number."),
    p.VALUE_NOT_PHONE: lambda env: env._("This is no telephone number."),
    p.VALUE_NOT_URL: lambda env: env._("This is no web address."),
    p.VALUE_NOT_VAT: lambda env: env._(
        "The VAT number is not valid: a digit or its country is mistyped."
    ),
    p.VALUE_DATE_IN_FUTURE: lambda env: env._("The date is in the future."),
    p.VALUE_NOT_TEXT: lambda env: env._("A text is expected here."),
    p.VALUE_NOT_LIST: lambda env: env._("A list is expected here, of 1,000 at most."),
    p.VALUE_NOT_DICT: lambda env: env._("Fields with their values are expected here."),
    p.VALUE_NOT_ID: lambda env: env._("This is no ID of the register."),
    p.VALUE_MISSING: lambda env: env._("This is missing."),
    p.FIELD_UNKNOWN: lambda env: env._("There is no field of this name."),
    p.ROW_TWO_NUMBERS: lambda env: env._(
        "The row has two numbers: a customer has one organisation number or one "
        "personal identity number. Leave one of the cells empty."
    ),
}
