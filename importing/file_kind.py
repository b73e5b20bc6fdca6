"""Tell what a file is, by what is in it and not by what it is called."""

import codecs
import io
import zipfile

#: The kinds that can be read, besides text.
WORKBOOKS = ("xlsx", "xls", "ods")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"PAR1", "binary"),
    (b"SQLite format 3", "binary"),
)
# Streams of a compound file, whose directory has names in UTF-16.
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("WordDocument", "document"),
    ("PowerPoint Document", "document"),
)
_MARKUP_START = 1_000


def kind_of(data):
    """Return the kind of a file.

    :param bytes data: the file
    :return: ``text``, one of :data:`WORKBOOKS`, or the word of a kind that is not read:
        see ``FILE_NOT_TABLE`` in :mod:`.problems`
    :rtype: str
    """
    if data.startswith(_OLE):
        return next(
            (kind for name, kind in _OLE_STREAMS if name.encode("utf-16-le") in data),
            "xls",
        )
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    return _markup_kind(data) or "text"


def _zip_kind(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except Exception:  # whatever is wrong with it, the reader says so
        names = set()
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if "content.xml" in names:
        # the type stands first and uncompressed
        return "ods" if b"opendocument.spreadsheet" in data[:200] else "document"
    if any(name.endswith(".iwa") or name == "Index.zip" for name in names):
        return "numbers"
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return "document"
    if names:
        return "zip"
    # A list of contents that can't be read: the file ends too early.
    if b"opendocument.spreadsheet" in data[:200]:
        return "ods"
    return "xlsx" if b"xl/" in data or b"[Content_Types].xml" in data else "zip"


def _markup_kind(data):
    start = data[:_MARKUP_START]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        start = start.decode("utf-16", "ignore").encode()
    start = start.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    # Old "Excel" exports of web systems are HTML tables.
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        return "html"
    if start.startswith(b"<?xml"):
        return "html" if b"<html" in start or b"<table" in start else "xml"
    return "html" if start.startswith(b"mime-version:") else ""
