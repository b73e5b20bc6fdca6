"""Sentences for files that can't be read as a table."""

from ..importing import problems as p


def _not_table(env, kind):
    return env._(
        "This is no table (it is of the kind “%s”). Open it in a spreadsheet and save "
        "it as an Excel workbook or as “CSV UTF-8”.",
        kind,
    )


FILE_MESSAGES = {
    p.FILE_NOT_TABLE: _not_table,
    p.FILE_CORRUPT: lambda env: env._(
        "The file is damaged. Open it in a spreadsheet and save it again."
    ),
    p.FILE_ENCRYPTED: lambda env: env._(
        "The file is protected by a password. Save it without one."
    ),
    p.FILE_BOMB: lambda env: env._(
        "Unpacked, the file would be enormous. It is not read."
    ),
    p.FILE_ENTITIES: lambda env: env._(
        "The file contains XML that refers to something else. It is not read. Open it "
        "in a spreadsheet and save it again."
    ),
    p.FILE_TOO_MANY_SHEETS: lambda env, limit: env._(
        "The workbook has more than %s sheets. Save the one with the customers alone.",
        limit,
    ),
    p.FILE_NO_SHEET: lambda env: env._(
        "The workbook has no such sheet, or none that is visible."
    ),
}
