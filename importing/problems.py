"""What can be wrong with a file, a row or a number, as plain values.

The code here is untranslated: whoever shows a problem to a person turns its code and
parameters into a sentence. :data:`PARAMS_BY_CODE` is the contract for that: it lists
every code with the names of its parameters.

Parameters never hold what somebody typed. They hold counts, positions, country codes
and words of our own, so no personal identity number can travel in a problem, and from
there into a message, a log or an error file.
"""

from dataclasses import dataclass, field

# The whole file is refused.
FILE_EMPTY = "file_empty"
FILE_ONLY_BLANK_ROWS = "file_only_blank_rows"
FILE_ONLY_HEADER = "file_only_header"
FILE_NOT_TEXT = "file_not_text"
FILE_WRONG_ENCODING = "file_wrong_encoding"
FILE_WRONG_DELIMITER = "file_wrong_delimiter"
FILE_TOO_FEW_COLUMNS = "file_too_few_columns"
FILE_UNCLOSED_QUOTE = "file_unclosed_quote"
FILE_TOO_LARGE = "file_too_large"
FILE_TOO_MANY_ROWS = "file_too_many_rows"
FILE_TOO_MANY_COLUMNS = "file_too_many_columns"
FILE_CELL_TOO_LONG = "file_cell_too_long"
FILE_NOT_TABLE = "file_not_table"
FILE_CORRUPT = "file_corrupt"
FILE_ENCRYPTED = "file_encrypted"
FILE_BOMB = "file_bomb"
FILE_ENTITIES = "file_entities"
FILE_TOO_MANY_SHEETS = "file_too_many_sheets"
FILE_NO_SHEET = "file_no_sheet"

# One row is refused.
ROW_TOO_FEW_COLUMNS = "row_too_few_columns"
ROW_NAME_MISSING = "row_name_missing"
ROW_REF_SCIENTIFIC = "row_ref_scientific"
ROW_PERSONAL_NUMBER = "row_personal_number"
ROW_DUPLICATE = "row_duplicate"
ROW_TWO_NUMBERS = "row_two_numbers"

# One cell is not what its column is for.
VALUE_ERROR_CELL = "value_error_cell"
VALUE_TOO_LONG = "value_too_long"
VALUE_SCIENTIFIC = "value_scientific"
VALUE_NOT_BOOLEAN = "value_not_boolean"
VALUE_NOT_CHOICE = "value_not_choice"
VALUE_NOT_COUNTRY = "value_not_country"
VALUE_NOT_DATE = "value_not_date"
VALUE_NOT_EMAIL = "value_not_email"
VALUE_NOT_LANGUAGE = "value_not_language"
VALUE_NOT_NUMBER = "value_not_number"
VALUE_NOT_PHONE = "value_not_phone"
VALUE_NOT_URL = "value_not_url"
VALUE_NOT_VAT = "value_not_vat"
VALUE_DATE_IN_FUTURE = "value_date_in_future"

# One value of a record from another system has the wrong type.
VALUE_NOT_TEXT = "value_not_text"
VALUE_NOT_LIST = "value_not_list"
VALUE_NOT_DICT = "value_not_dict"
VALUE_NOT_ID = "value_not_id"
VALUE_MISSING = "value_missing"
FIELD_UNKNOWN = "field_unknown"

# One row is right, but a person has to enter it.
MANUAL_FOREIGN = "manual_foreign"
MANUAL_NO_NUMBER = "manual_no_number"

# A number is not one.
NUMBER_WRONG_LENGTH = "number_wrong_length"
NUMBER_WRONG_CHARACTERS = "number_wrong_characters"
NUMBER_WRONG_CHECK_DIGIT = "number_wrong_check_digit"
NUMBER_WRONG_DATE = "number_wrong_date"
NUMBER_SCIENTIFIC = "number_scientific"
NUMBER_OTHER_COUNTRY = "number_other_country"
NUMBER_COUNTRY_NEEDED = "number_country_needed"

#: Every code with the names of its parameters. Rows and columns count from 1, as a
#: spreadsheet shows them; countries are two-letter ISO codes.
PARAMS_BY_CODE = {
    FILE_EMPTY: (),
    FILE_ONLY_BLANK_ROWS: (),
    FILE_ONLY_HEADER: (),
    # kind: "xlsx", "xls", "ods", "zip", "gzip", "pdf", "rtf", "html", "xml", "image"
    # or "binary"
    FILE_NOT_TEXT: ("kind",),
    # expected, likely: Python codec names; line: of the first undecodable byte
    FILE_WRONG_ENCODING: ("expected", "likely", "line"),
    # expected, found: the separator itself
    FILE_WRONG_DELIMITER: ("expected", "found"),
    # found: columns of the widest row; row: where that row stands
    FILE_TOO_FEW_COLUMNS: ("expected", "found", "row"),
    # row: where the quoted cell begins
    FILE_UNCLOSED_QUOTE: ("row",),
    # size, limit: bytes
    FILE_TOO_LARGE: ("size", "limit"),
    FILE_TOO_MANY_ROWS: ("limit",),
    FILE_TOO_MANY_COLUMNS: ("row", "found", "limit"),
    # found, limit: characters
    FILE_CELL_TOO_LONG: ("row", "column", "found", "limit"),
    # kind: "xlsb", "numbers", "document", "pdf", "rtf", "html", "xml", "zip", "gzip",
    # "archive", "image" or "binary"
    FILE_NOT_TABLE: ("kind",),
    FILE_CORRUPT: (),
    FILE_ENCRYPTED: (),
    # unpacked, the file would be enormous
    FILE_BOMB: (),
    # XML that declares entities: they can grow without end or read other files
    FILE_ENTITIES: (),
    FILE_TOO_MANY_SHEETS: ("limit",),
    # the workbook has no sheet of the name asked for, or none that is visible
    FILE_NO_SHEET: (),
    ROW_TOO_FEW_COLUMNS: ("expected", "found"),
    ROW_NAME_MISSING: (),
    ROW_REF_SCIENTIFIC: (),
    ROW_PERSONAL_NUMBER: (),
    # column: "ref", "external_id", "company_registry" or "personal_identity_number"
    ROW_DUPLICATE: ("row", "column"),
    # two different organisation numbers, or an organisation and a personal number
    ROW_TWO_NUMBERS: (),
    # a formula of the spreadsheet that failed, such as a division by zero
    VALUE_ERROR_CELL: (),
    # found, limit: characters
    VALUE_TOO_LONG: ("found", "limit"),
    VALUE_SCIENTIFIC: (),
    VALUE_NOT_BOOLEAN: (),
    VALUE_NOT_CHOICE: (),
    VALUE_NOT_COUNTRY: (),
    VALUE_NOT_DATE: (),
    VALUE_NOT_EMAIL: (),
    VALUE_NOT_LANGUAGE: (),
    VALUE_NOT_NUMBER: (),
    VALUE_NOT_PHONE: (),
    VALUE_NOT_URL: (),
    VALUE_NOT_VAT: (),
    VALUE_DATE_IN_FUTURE: (),
    VALUE_NOT_TEXT: (),
    VALUE_NOT_LIST: (),
    VALUE_NOT_DICT: (),
    VALUE_NOT_ID: (),
    VALUE_MISSING: (),
    FIELD_UNKNOWN: (),
    MANUAL_FOREIGN: ("country",),
    MANUAL_NO_NUMBER: (),
    # expected, found: digits; expected is text, as it may name two lengths
    NUMBER_WRONG_LENGTH: ("country", "expected", "found"),
    NUMBER_WRONG_CHARACTERS: ("country",),
    NUMBER_WRONG_CHECK_DIGIT: ("country",),
    NUMBER_WRONG_DATE: ("country",),
    NUMBER_SCIENTIFIC: (),
    # country: the one that was asked for; found: the one the number names
    NUMBER_OTHER_COUNTRY: ("country", "found"),
    NUMBER_COUNTRY_NEEDED: (),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    :param str code: a key of :data:`PARAMS_BY_CODE`
    :param dict params: exactly the parameters listed there; strings and integers
    :raise ValueError: if code and parameters do not fit together
    """

    code: str
    params: dict[str, str | int] = field(default_factory=dict, hash=False)

    def __post_init__(self):
        if self.code not in PARAMS_BY_CODE:
            raise ValueError(f"Unknown problem code {self.code}")
        if set(self.params) != set(PARAMS_BY_CODE[self.code]):
            raise ValueError(f"Wrong parameters for problem {self.code}")


class ImportFileError(Exception):
    """The whole file is refused.

    :param Problem problem: why; its code begins with ``file_``
    """

    def __init__(self, problem):
        super().__init__(problem)
        self.problem = problem

    def __str__(self):
        details = ", ".join(
            f"{key}={val!r}" for key, val in self.problem.params.items()
        )
        return f"{self.problem.code} ({details})" if details else self.problem.code
