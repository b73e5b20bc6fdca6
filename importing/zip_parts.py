"""Open the parts of a workbook file without trusting it.

An .xlsx or .ods file is a ZIP archive of XML. A small archive can unpack to terabytes,
say it doesn't, or hold XML whose entities grow or read other files. So sizes are
checked twice, first what the archive says of itself and then what comes out, parts come
in small pieces, and XML that declares entities is refused.
"""

import io
import zipfile
import zlib

from lxml import etree

from . import problems
from .table import refusal

_PIECE = 128 * 1024
# Descriptions of a workbook: its list of sheets, its formats. Usually some kilobytes.
_MAX_SMALL_PART = 32 * 1024 * 1024
# Deflate packs at most 1:1032, and it takes nothing but repetitions to come near.
_MAX_RATIO = 400
_SUSPICIOUS_SIZE = 64 * 1024 * 1024

_READ_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError)


class Parts:
    """The parts of one workbook file.

    :param bytes data: the file
    :param Limits limits: how much is read
    :raise ImportFileError: if it is no archive, or one made to harm
    """

    def __init__(self, data, limits):
        self._limits = limits
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (*_READ_ERRORS, NotImplementedError) as error:
            raise refusal(problems.FILE_CORRUPT) from error
        entries = self._archive.infolist()
        if len(entries) > limits.parts:
            raise refusal(problems.FILE_BOMB)
        for entry in entries:
            packed = max(entry.compress_size, 1)
            if (
                entry.file_size > _SUSPICIOUS_SIZE
                and entry.file_size / packed > _MAX_RATIO
            ):
                raise refusal(problems.FILE_BOMB)
            if entry.flag_bits & 1:
                raise refusal(problems.FILE_ENCRYPTED)
        # Overlapping entries count once for each name: the sum is what would come out.
        if sum(entry.file_size for entry in entries) > limits.sheet_bytes * 4:
            raise refusal(problems.FILE_BOMB)

    def __contains__(self, name):
        return name in self._archive.NameToInfo

    def pieces(self, name, limit):
        """Yield a part in pieces.

        :param str name: of the part
        :param int limit: bytes; a larger part refuses the file
        :raise ImportFileError: if the part is missing, damaged or too large
        """
        size = 0
        try:
            with self._archive.open(name) as part:
                while piece := part.read(_PIECE):
                    size += len(piece)
                    if size > limit:
                        raise refusal(problems.FILE_BOMB)
                    yield piece
        except (KeyError, RuntimeError, *_READ_ERRORS) as error:
            # RuntimeError: Python's word for "needs a password" and unknown methods
            raise refusal(problems.FILE_CORRUPT) from error

    def read_xml(self, name):
        """Return the root element of a small part.

        :param str name: of the part
        :rtype: lxml.etree._Element
        :raise ImportFileError: as :meth:`pieces`, or if it is not proper XML
        """
        return parse_xml(b"".join(self.pieces(name, _MAX_SMALL_PART)))


def parse_xml(data):
    """Parse XML that a stranger wrote.

    :param bytes data: UTF-8
    :rtype: lxml.etree._Element
    :raise ImportFileError: if it is damaged or declares entities
    """
    check_markup(data)
    try:
        return etree.fromstring(data, safe_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refusal(problems.FILE_CORRUPT) from error


def safe_parser():
    """Return an XML parser that reads nothing but what it is given.

    :rtype: lxml.etree.XMLParser
    """
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def check_markup(data):
    """Refuse XML in which entities could be declared.

    :param bytes data: the beginning of the XML, up to the root element
    :raise ImportFileError: if it has a document type, or is not UTF-8, which could hide
        one
    """
    if b"\0" in data[:200] or data.startswith((b"\xfe\xff", b"\xff\xfe")):
        raise refusal(problems.FILE_CORRUPT)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise refusal(problems.FILE_ENTITIES)


def split_at(pieces, end, limit=_MAX_SMALL_PART):
    """Cut pieces of bytes anew, so that each ends with a certain mark.

    :param pieces: iterable of bytes
    :param bytes end: the mark
    :param int limit: most bytes without the mark
    :return: generator of bytes; the last may lack the mark
    :raise ImportFileError: if the mark does not come
    """
    rest = b""
    for piece in pieces:
        data = rest + piece
        cut = data.rfind(end) + len(end)
        if cut < len(end):
            rest = data
        else:
            yield data[:cut]
            rest = data[cut:]
        if len(rest) > limit:
            raise refusal(problems.FILE_CORRUPT)
    if rest:
        yield rest
