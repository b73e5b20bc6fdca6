"""Find the warnings and errors in an Odoo log that the addon causes."""

import re
from collections import namedtuple

from workplace import ADDON, DEV, ROOT

LINE = re.compile(
    r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \d+ (?P<level>[A-Z]+) \S+ (?P<logger>\S+): "
)
LEVELS = {"WARNING", "ERROR", "CRITICAL"}
# What differs between two logs of the same event.
VARYING = re.compile(r"0x[0-9a-f]+|\d+(\.\d+)?|crdev_\w+")

Entry = namedtuple("Entry", "logger text")


def caused_by_addon(log, baseline):
    """Return the texts of the entries at WARNING or above that the addon causes.

    These are the addon's own, those that name it, and those that do not occur in
    `baseline` too: the log of the same work on the addon's dependencies alone.
    """
    known = {_essence(entry) for entry in _entries(baseline)}
    return [
        entry.text
        for entry in _entries(log)
        if _names_addon(entry) or _essence(entry) not in known
    ]


def _entries(log):
    """Return the entries at WARNING or above, with their tracebacks."""
    entries = []
    wanted = False
    for line in log.read_text("utf-8").splitlines():
        match = LINE.match(line)
        if match:
            wanted = match["level"] in LEVELS
            if wanted:
                entries.append(Entry(match["logger"], line))
        elif wanted:
            entries[-1] = entries[-1]._replace(text=f"{entries[-1].text}\n{line}")
    return entries


def _names_addon(entry):
    # The checkout's own path may contain the addon's name.
    text = entry.text.replace(str(DEV), "").replace(str(ROOT), "")
    return ADDON in text


def _essence(entry):
    """Return the entry's text without time, process and other numbers."""
    message = LINE.sub("", entry.text, count=1)
    return entry.logger, VARYING.sub("#", message)
