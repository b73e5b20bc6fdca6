"""The frame of an .xlsx workbook: its sheets, shared texts and number formats.

ECMA-376 part 1 (SpreadsheetML): 18.2 workbook, 18.4 shared strings, 18.8 styles.
Elements are found by their local names: the strict variant of the standard has other
namespaces for the same elements.
"""

import html
import posixpath
import re

from . import problems
from .number_formats import BUILTIN_CODES, format_function
from .table import BLANKS, refusal
from .zip_parts import Parts, check_markup, parse_xml, split_at

_WORKBOOK = "xl/workbook.xml"
_ROOT_RELATIONS = "_rels/.rels"
# One shared text in its usual form; the others have rich text or read-out aids.
_PLAIN_TEXT = re.compile(r"<si><t(?: xml:space=\"preserve\")?>([^<]*)</t></si>")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class XlsxBook:
    """The parts of a workbook that its sheets need.

    :param bytes data: the file
    :param Limits limits: how much is read
    :raise ImportFileError: if the file is damaged, encrypted or made to harm
    """

    def __init__(self, data, limits):
        self.parts = Parts(data, limits)
        self.limits = limits
        path = self._workbook_path()
        workbook = self.parts.read_xml(path)
        self._targets = self._relations(path)
        self.date_1904 = any(
            element.get("date1904") in ("1", "true")
            for element in _all(workbook, "workbookPr")
        )
        #: path of each sheet's part by the sheet's name, in the workbook's order
        self.sheets = {}
        self.hidden = set()
        for element in _all(workbook, "sheet"):
            self._add_sheet(element)
            if len(self.sheets) > limits.sheets:
                raise refusal(problems.FILE_TOO_MANY_SHEETS, limit=limits.sheets)
        self._texts = self._formats = None

    def _workbook_path(self):
        if _ROOT_RELATIONS in self.parts:
            for element in self.parts.read_xml(_ROOT_RELATIONS):
                if element.get("Type", "").endswith("/officeDocument"):
                    return element.get("Target", "").lstrip("/")
        return _WORKBOOK

    def _relations(self, path):
        """Return type and path of the parts a part refers to, by their ids."""
        folder, name = posixpath.split(path)
        relations = f"{folder}/_rels/{name}.rels".lstrip("/")
        targets = {}
        for element in self.parts.read_xml(relations):
            target = element.get("Target", "")
            if target.startswith("/"):
                target = target[1:]
            else:
                target = posixpath.normpath(posixpath.join(folder, target))
            targets[element.get("Id")] = (
                element.get("Type", "").rsplit("/", 1)[-1],
                target,
            )
        return targets

    def _add_sheet(self, element):
        key = next((val for name, val in element.items() if name.endswith("}id")), None)
        kind, path = self._targets.get(key, ("", ""))
        name = element.get("name", "")
        if kind != "worksheet" or name in self.sheets:
            return
        self.sheets[name] = path
        if element.get("state", "visible") != "visible":
            self.hidden.add(name)

    def _path_of(self, kind):
        for found, path in self._targets.values():
            if found == kind and path in self.parts:
                return path
        return None

    @property
    def texts(self):
        """The texts that cells refer to by their place in this list."""
        if self._texts is None:
            path = self._path_of("sharedStrings")
            self._texts = self._read_texts(path) if path else []
        return self._texts

    def _read_texts(self, path):
        texts = []
        pieces = self.parts.pieces(path, self.limits.text_bytes)
        start = None
        for block in split_at(pieces, b"</si>"):
            if start is None:
                check_markup(block[:10_000])
                found = re.search(rb"<(?:(\w+):)?sst\b[^>]*>", block)
                if not found:
                    raise refusal(problems.FILE_CORRUPT)
                start, block = found[0], block[found.end() :]
                end = b"</%ssst>" % (found[1] + b":" if found[1] else b"")
            plain = self._plain_texts(block)
            if plain is not None:
                texts.extend(plain)
            elif block.removesuffix(end).strip():
                root = parse_xml(start + block.removesuffix(end) + end)
                texts.extend(map(element_text, root))
        return texts

    @staticmethod
    def _plain_texts(block):
        """Return the texts of a block; None if one has more to it than its text."""
        try:
            text = block.decode()
        except UnicodeDecodeError as error:
            raise refusal(problems.FILE_CORRUPT) from error
        found = _PLAIN_TEXT.findall(text)
        if len(found) != text.count("</si>") or "<!" in text or not found:
            return None
        if "&" in text or "_x" in text:
            found = map(plain_text, found)
        return [text.strip(BLANKS) for text in found]

    @property
    def formats(self):
        """The functions that write the numbers of the cells, by the cells' style."""
        if self._formats is None:
            path = self._path_of("styles")
            self._formats = self._read_formats(path) if path else {}
        return self._formats

    def _read_formats(self, path):
        root = self.parts.read_xml(path)
        codes = dict(BUILTIN_CODES)
        for element in _all(root, "numFmt"):
            codes[_integer(element.get("numFmtId"))] = element.get("formatCode", "")
        functions = {
            key: format_function(code, self.date_1904) for key, code in codes.items()
        }
        styles = next(_all(root, "cellXfs"), ())
        found = {
            str(place): functions.get(_integer(element.get("numFmtId")))
            for place, element in enumerate(styles)
        }
        return {key: function for key, function in found.items() if function}


def unescaped(text):
    """Undo the way in which a workbook writes control characters, ``_x000D_``.

    :param str text: of an element
    :rtype: str
    """
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def plain_text(text):
    """Undo the escapes of XML and those of the workbook.

    :param str text: between two tags
    :rtype: str
    """
    return unescaped(html.unescape(text) if "&" in text else text)


def element_text(element):
    """Return the text of an element whose runs may have formats of their own.

    :param element: a shared text or an inline text
    :rtype: str
    """
    parts = []
    for child in element:
        name = local_name(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts.extend(run.text or "" for run in child if local_name(run) == "t")
    return unescaped("".join(parts)).strip(BLANKS)


def local_name(element):
    """Return an element's name without its namespace.

    :param element: of lxml
    :rtype: str
    """
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _all(root, name):
    return root.iter(f"{{*}}{name}")


def _integer(text):
    try:
        return int(text or 0)
    except ValueError:
        return 0
