"""Where a reader of the feed of changes is, as a text that says nothing to it."""

import base64
import binascii
import json
from dataclasses import asdict, dataclass

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the feed.

    :param str home: the database that it belongs to, see ``_sync_home``
    :param int listed: while existing customers are listed: the id of the last one told;
        0 afterwards
    :param int xid: transaction of the last change told
    :param int event: the last change told
    :param bool listing: whether existing customers are still being listed
    """

    home: str
    xid: int = 0
    event: int = 0
    listed: int = 0
    listing: bool = False

    def to_text(self):
        """Return the cursor as callers keep it."""
        packed = json.dumps([_VERSION, *asdict(self).values()], separators=(",", ":"))
        return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")

    @classmethod
    def from_text(cls, text):
        """Return the cursor behind a text.

        :raise ValueError: when the text is no cursor
        """
        try:
            padded = text + "=" * (-len(text) % 4)
            values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
            version, home, xid, event, listed, listing = values
        except (TypeError, ValueError, binascii.Error) as error:
            raise ValueError("no cursor") from error
        numbers = (xid, event, listed)
        if (
            version != _VERSION
            or not isinstance(home, str)
            or not all(
                type(number) is int and 0 <= number < 2**63 for number in numbers
            )
            or not isinstance(listing, bool)
        ):
            raise ValueError("no cursor")
        return cls(home, xid, event, listed, listing)
