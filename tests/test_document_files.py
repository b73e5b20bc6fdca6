import base64

from odoo.tests import TransactionCase, tagged

from ..models.document_files import clean_file_name, document_mimetype, is_program

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGA"
    "WjR9awAAAABJRU5ErkJggg=="
)
PDF = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">'
    b"<script>alert(1)</script></svg>"
)


@tagged("post_install", "-at_install")
class TestDocumentFiles(TransactionCase):
    def test_names_lose_folders_and_invisible_characters(self):
        cases = {
            "offer.pdf": "offer.pdf",
            "../../etc/passwd": "passwd",
            "C:\\Users\\Eva\\offert.pdf": "offert.pdf",
            "a\r\nSet-Cookie: x.txt": "aSet-Cookie: x.txt",
            "invoice\u202efdp.exe": "invoicefdp.exe",
            "  många   ord .pdf ": "många ord .pdf",
            "A\u030angmanual.pdf": "Ångmanual.pdf",
            "..": "",
            "///": "",
            None: "",
        }
        for given, expected in cases.items():
            with self.subTest(given=given):
                self.assertEqual(clean_file_name(given), expected)

    def test_long_name_keeps_its_extension(self):
        name = clean_file_name("x" * 500 + ".pdf")
        self.assertEqual(len(name), 200)
        self.assertTrue(name.endswith(".pdf"))

    def test_programs_are_recognised(self):
        for name, content in (
            ("setup.exe", b"anything"),
            ("SETUP.EXE", b"anything"),
            ("report.pdf", b"MZ\x90\x00\x03" + b"\0" * 100),
            ("tool", b"\x7fELF\x02"),
            ("note.txt", b"#!/bin/sh\nrm -rf /"),
            ("link.lnk", b"x"),
        ):
            with self.subTest(name=name):
                self.assertTrue(is_program(name, content))
        self.assertFalse(is_program("MZ.txt", b"MZ is the code of Mozambique"))

    def test_type_follows_the_content_and_is_never_a_page(self):
        for name, content, expected in (
            ("a.pdf", PDF, "application/pdf"),
            ("a.txt", PNG, "image/png"),
            ("a.png", HTML, "text/plain"),
            ("a.html", HTML, "text/plain"),
            ("a.svg", SVG, "text/plain"),
            ("a.xhtml", b'<?xml version="1.0"?><html/>', "text/plain"),
            ("a.csv", b"name;number\nA;1\n", "text/plain"),
            ("film.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0", "video/mp4"),
        ):
            with self.subTest(name=name):
                self.assertEqual(document_mimetype(name, content), expected)
