"""Files of every format that tests of reading make."""

import io
import zipfile
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt


def csv_file(rows, encoding="utf-8", delimiter=";", line_end="\r\n"):
    """Return the bytes of a text file; cells that need quotes get them."""

    def cell(text):
        if any(sign in text for sign in (delimiter, '"', "\n", "\r")):
            return '"' + text.replace('"', '""') + '"'
        return text

    text = "".join(delimiter.join(map(cell, row)) + line_end for row in rows)
    return text.encode(encoding)


def xlsx_file(rows, formats=None, sheet="Customers", **options):
    """Return the bytes of an .xlsx file.

    :param rows: lists of values as xlsxwriter takes them
    :param dict formats: column -> number format
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, **options}) as book:
        page = book.add_worksheet(sheet)
        styles = {
            column: book.add_format({"num_format": code})
            for column, code in (formats or {}).items()
        }
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value != "" and value is not None:
                    page.write(number, column, value, styles.get(column))
    return stream.getvalue()


def xls_file(rows, formats=None):
    """Return the bytes of an .xls file."""
    book = xlwt.Workbook()
    page = book.add_sheet("Customers")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            style = xlwt.Style.default_style
            if formats and column in formats and not isinstance(value, str):
                style = xlwt.easyxf(num_format_str=formats[column])
            page.write(number, column, value, style)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


ODS_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="Customers">"""
ODS_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"


def ods_file(rows, head=ODS_HEAD):
    """Return the bytes of an .ods file of texts."""

    def cell(text):
        if not text:
            return "<table:table-cell/>"
        paragraphs = "".join(
            f"<text:p>{escape(line)}</text:p>" for line in text.split("\n")
        )
        return (
            '<table:table-cell office:value-type="string">'
            f"{paragraphs}</table:table-cell>"
        )

    body = "".join(
        "<table:table-row>" + "".join(map(cell, row)) + "</table:table-row>"
        for row in rows
    )
    return zip_file(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": head + body + ODS_TAIL,
        }
    )


def zip_file(parts):
    """Return the bytes of an archive; the first part is stored uncompressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, (name, content) in enumerate(parts.items()):
            kind = None if place else zipfile.ZIP_STORED
            archive.writestr(name, content, kind)
    return stream.getvalue()


def with_part(data, name, change):
    """Return an archive with one part changed by a function of its bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    parts[name] = change(parts[name])
    return zip_file(parts)
