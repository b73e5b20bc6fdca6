"""Which files may be kept with a customer, and under what name and type."""

import mimetypes
import unicodedata
from pathlib import PurePosixPath

from odoo.tools.mimetypes import guess_mimetype

MAX_NAME_LENGTH = 200

# Programs of Linux and macOS, by what they begin with.
_PROGRAM_STARTS = (
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",
)
# Kinds that a double click runs.
_PROGRAM_EXTENSIONS = frozenset(
    ".apk .app .appimage .bat .chm .cmd .com .cpl .deb .dll .dmg .exe .gadget .hta "
    ".iso .jar .jse .lnk .msc .msi .msp .pif .ps1 .psm1 .reg .rpm .scr .sh .sys .url "
    ".vb .vbe .vbs .wsf .wsh".split()
)
# Types that the content does not tell and that no browser runs.
_TRUSTED_FAMILIES = ("audio/", "image/", "video/")


def clean_file_name(name):
    """Return a file's name without folders, control and invisible characters.

    :param name: as the browser or another system sent it
    :return: "" when nothing is left
    :rtype: str
    """
    name = unicodedata.normalize("NFC", str(name or ""))
    # Cc and Cf are control and direction signs: “exe.pdf” must not read “fdp.exe”
    name = "".join(
        " " if unicodedata.category(char) in {"Zl", "Zp", "Zs"} else char
        for char in name
        if unicodedata.category(char) not in {"Cc", "Cf", "Cs"}
    )
    name = " ".join(name.replace("\\", "/").split("/")[-1].split()).strip(". ")
    if len(name) > MAX_NAME_LENGTH:
        suffix = PurePosixPath(name).suffix[:20]
        name = name[: MAX_NAME_LENGTH - len(suffix)].rstrip() + suffix
    return name


def is_program(name, content):
    """Tell whether a file could be run by opening it.

    :param str name: cleaned name
    :param bytes content:
    :rtype: bool
    """
    return (
        PurePosixPath(name.lower()).suffix in _PROGRAM_EXTENSIONS
        or content.startswith(_PROGRAM_STARTS)
        # a text may begin with these letters too
        or (content.startswith(b"MZ") and b"\0" in content[:1024])
    )


def document_mimetype(name, content):
    """Return the type under which a file is kept and served.

    The content decides, not what the sender claims. Web pages and vector drawings can
    carry scripts: they are kept as plain text.

    :param str name: cleaned name
    :param bytes content:
    :rtype: str
    """
    mimetype = guess_mimetype(content)
    by_name = mimetypes.guess_type(name)[0] or ""
    if mimetype in {"application/octet-stream", "text/plain"} and (
        by_name.startswith(_TRUSTED_FAMILIES)
    ):
        mimetype = by_name
    if mimetype.startswith("application/vnd.openxmlformats"):
        return mimetype
    if mimetype.startswith("text/") or any(
        sign in mimetype for sign in ("xml", "html", "script")
    ):
        return "text/plain"
    return mimetype
