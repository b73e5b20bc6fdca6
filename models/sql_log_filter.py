import logging
import re

# Statements about other things are logged as they are.
_MARKS = ("personal_identity_number", "identity_key")
# Digits of a birthday, perhaps a sign of the century, and an individual number.
_PERSONAL_NUMBER = re.compile(
    r"(?<!\w)(?:\d{8}|\d{6})[-+A-FU-Y]?\d{3}[0-9A-Y]{1,2}(?!\w)"
)
_MASK = "••••••••••"


class PersonalNumberFilter(logging.Filter):
    """Keep personal identity numbers out of the server's log.

    Odoo logs each statement that the database refuses, values included: two customers
    with the same number are enough.
    """

    def filter(self, record):
        """Mask what looks like a personal number in statements that may have one."""
        message = record.getMessage()
        if any(mark in message for mark in _MARKS):
            record.msg = _PERSONAL_NUMBER.sub(_MASK, message)
            record.args = None
        return True


logging.getLogger("odoo.sql_db").addFilter(PersonalNumberFilter())
