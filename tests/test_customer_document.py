import base64
import json

from odoo.exceptions import UserError, ValidationError
from odoo.http import Request
from odoo.tests import HttpCase, TransactionCase, new_test_user, tagged

PDF = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"


class DocumentCommon:
    """A customer and users with one permission each."""

    @classmethod
    def _set_up_documents(cls):
        cls.partner = cls.env["res.partner"].create(
            {"name": "Kylhuset AB", "is_company": True, "customer_rank": 1}
        )
        cls.other = cls.env["res.partner"].create(
            {"name": "Värmehuset AB", "is_company": True, "customer_rank": 1}
        )
        cls.folder = cls.env["customer.document.folder"].create(
            {"name": "Agreements", "partner_id": cls.partner.id}
        )
        cls.users = {
            name: new_test_user(
                cls.env,
                f"document_{name}",
                groups=",".join(
                    f"customer_register.group_customer_{group}" for group in groups
                ),
            )
            for name, groups in {
                "viewer": ["view"],
                "uploader": ["view", "upload"],
                "editor": ["edit"],
                "office": ["edit", "upload"],
                "deleter": ["view", "file_delete"],
                "technician": ["edit_assigned", "upload"],
                "manager": ["manager"],
            }.items()
        }

    def _document(self, user=None, name="offer.pdf", content=PDF, **vals):
        Document = self.env["customer.document"]
        return Document.with_user(user or self.env.user).create(
            {
                "name": name,
                "partner_id": self.partner.id,
                "file": base64.b64encode(content),
                **vals,
            }
        )

    def _history(self, partner=None):
        messages = (partner or self.partner).message_ids
        return "\n".join(str(message.body) for message in messages)


@tagged("post_install", "-at_install")
class TestCustomerDocument(DocumentCommon, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_documents()

    def test_upload_keeps_the_file_as_it_came(self):
        document = self._document(self.users["uploader"])
        self.assertEqual(base64.b64decode(document.file), PDF)
        self.assertRecordValues(
            document,
            [
                {
                    "name": "offer.pdf",
                    "mimetype": "application/pdf",
                    "file_size": len(PDF),
                    "visible_to_customer": False,
                    "create_uid": self.users["uploader"].id,
                }
            ],
        )
        self.assertEqual(self.partner.document_count, 1)

    def test_pages_are_kept_as_text_for_administrators_too(self):
        document = self._document(name="page.html", content=HTML)
        attachment = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", "customer.document"),
                    ("res_field", "=", "file"),
                    ("res_id", "=", document.id),
                ]
            )
        )
        self.assertEqual(attachment.mimetype, "text/plain")
        self.assertEqual(attachment.raw, HTML)
        self.assertFalse(attachment.public)

    def test_type_and_size_cannot_be_claimed(self):
        document = self._document(mimetype="text/html", file_size=1)
        self.assertEqual(document.mimetype, "application/pdf")
        self.assertEqual(document.file_size, len(PDF))

    def test_refused_files_say_why_and_the_good_ones_go_on(self):
        self.env["ir.config_parameter"].set_param(
            "customer_register.document_max_mb", "0.001"
        )
        documents, refused = self.env["customer.document"]._upload_files(
            self.partner,
            [
                ("good.pdf", PDF),
                ("huge.pdf", PDF + b"x" * 2000),
                ("empty.pdf", b""),
                ("virus.exe", b"MZ"),
                ("also good.txt", b"text"),
            ],
            folder=self.folder,
        )
        self.assertEqual(documents.mapped("name"), ["good.pdf", "also good.txt"])
        self.assertEqual(documents.folder_id, self.folder)
        self.assertEqual(len(refused), 3)
        for message, name in zip(
            refused, ["huge.pdf", "empty.pdf", "virus.exe"], strict=True
        ):
            self.assertIn(name, message)

    def test_size_limit_falls_back_to_25_megabytes(self):
        parameters = self.env["ir.config_parameter"]
        for value in ("", "many", "0", "-3"):
            with self.subTest(value=value):
                parameters.set_param("customer_register.document_max_mb", value)
                self.assertEqual(
                    self.env["customer.document"]._max_file_bytes(), 25 * 1024 * 1024
                )

    def test_create_refuses_bad_files(self):
        for name, content in (("a.exe", b"x"), ("", PDF), ("a.pdf", b"")):
            with self.subTest(name=name), self.assertRaises(ValidationError):
                self._document(name=name, content=content)
        with self.assertRaises(ValidationError):
            self.env["customer.document"].create(
                {"name": "a.pdf", "partner_id": self.partner.id, "file": "no base64!"}
            )

    def test_only_customers_have_documents(self):
        contact = self.env["res.partner"].create(
            {"name": "Eva", "parent_id": self.partner.id}
        )
        with self.assertRaises(ValidationError):
            self._document(partner_id=contact.id)

    def test_folder_and_facility_belong_to_the_same_customer(self):
        foreign = self.env["customer.document.folder"].create(
            {"name": "Other", "partner_id": self.other.id}
        )
        shared = self.env["customer.document.folder"].create({"name": "Shared"})
        document = self._document(folder_id=shared.id)
        with self.assertRaises(ValidationError):
            document.folder_id = foreign
        facility = self.env["customer.facility"].create(
            {"name": "Plant", "partner_id": self.other.id}
        )
        with self.assertRaises(ValidationError):
            document.facility_id = facility

    def test_folders_have_no_circles_and_one_customer(self):
        inner = self.env["customer.document.folder"].create(
            {
                "name": "Inner",
                "parent_id": self.folder.id,
                "partner_id": self.partner.id,
            }
        )
        self.assertEqual(inner.display_name, "Agreements / Inner")
        with self.assertRaises(UserError):
            self.folder.parent_id = inner
        with self.assertRaises(ValidationError):
            inner.partner_id = self.other
        self._document(folder_id=self.folder.id)
        inner.unlink()
        with self.assertRaises(ValidationError):
            self.folder.partner_id = self.other

    def test_folder_in_use_stays(self):
        inner = self.env["customer.document.folder"].create(
            {
                "name": "Inner",
                "parent_id": self.folder.id,
                "partner_id": self.partner.id,
            }
        )
        document = self._document(folder_id=inner.id)
        with self.assertRaisesRegex(UserError, "holds documents"):
            self.folder.unlink()
        document.folder_id = False
        self.folder.unlink()
        self.assertFalse(inner.exists())

    def test_customer_with_documents_is_not_deleted(self):
        self._document()
        with self.assertRaisesRegex(UserError, "has documents"):
            self.partner.unlink()

    def test_merging_customers_keeps_the_documents(self):
        document = self._document(partner_id=self.other.id)
        admin = self.env.ref("base.user_admin")
        self.env["base.partner.merge.automatic.wizard"].with_user(admin)._merge(
            (self.partner | self.other).ids, self.partner.with_user(admin)
        )
        document.invalidate_recordset()
        self.assertEqual(document.partner_id, self.partner)
        self.assertEqual(base64.b64decode(document.file), PDF)

    def test_history_has_one_message_for_many_files(self):
        before = len(self.partner.message_ids)
        documents, _refused = (
            self.env["customer.document"]
            .with_user(self.users["office"])
            ._upload_files(
                self.partner.with_user(self.users["office"]),
                [("a.pdf", PDF), ("b.pdf", PDF)],
            )
        )
        self.assertEqual(len(self.partner.message_ids), before + 1)
        message = self.partner.message_ids[0]
        self.assertIn("a.pdf, b.pdf", message.body)
        self.assertEqual(message.author_id, self.users["office"].partner_id)
        documents.write({"visible_to_customer": True})
        documents.write({"folder_id": self.folder.id})
        documents[0].write({"name": "c.pdf"})
        self.assertEqual(len(self.partner.message_ids), before + 4)
        documents.with_user(self.users["manager"]).unlink()
        history = self._history()
        for text in (
            "made visible to customer users: ",
            "to “Agreements”: ",
            "renamed to c.pdf: a.pdf",
            "deleted: ",
        ):
            self.assertIn(text, history)

    def test_unchanged_values_say_nothing(self):
        document = self._document()
        before = len(self.partner.message_ids)
        document.write({"visible_to_customer": False, "name": "offer.pdf"})
        self.assertEqual(len(self.partner.message_ids), before)

    def test_names_in_the_history_are_text(self):
        self._document(name="<img src=x onerror=alert(1)>.pdf")
        self.assertNotIn("<img", self._history())

    def test_the_panel_shows_folders_of_the_customer_and_shared_ones(self):
        folders = self.env["customer.document.folder"].create(
            [
                {"name": "Other", "partner_id": self.other.id},
                {"name": "Shared"},
            ]
        )
        values = (
            self.env["customer.document"]
            .with_context(default_partner_id=self.partner.id)
            .search_panel_select_range("folder_id", expand=True, enable_counters=True)
        )["values"]
        ids = {value["id"] for value in values}
        self.assertIn(self.folder.id, ids)
        self.assertIn(folders[1].id, ids)
        self.assertNotIn(folders[0].id, ids)

    def test_button_opens_the_documents_of_the_customer(self):
        action = self.partner.action_view_documents()
        self.assertEqual(action["domain"], [("partner_id", "=", self.partner.id)])

    def test_history_costs_the_same_for_many_files(self):
        def count_queries(number):
            files = [(f"{index}.txt", b"text") for index in range(number)]
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            self.env["customer.document"]._upload_files(self.partner, files)
            return self.cr.sql_log_count - start

        count_queries(2)
        self.assertLessEqual(count_queries(40) - count_queries(20), 25)


@tagged("post_install", "-at_install")
class TestCustomerDocumentUpload(DocumentCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_documents()

    def _upload(self, login, files, **data):
        self.authenticate(login, login)
        response = self.url_open(
            "/customer_register/document/upload",
            data={"partner_id": self.partner.id, "csrf_token": self._csrf(), **data},
            files=[("ufile", file) for file in files],
        )
        return response

    def _csrf(self):
        return Request.csrf_token(self)

    def test_many_files_go_into_the_open_folder(self):
        answer = self._upload(
            "document_uploader",
            [("a.pdf", PDF), ("../b.txt", b"text"), ("c.exe", b"MZ")],
            folder_id=self.folder.id,
        ).json()
        documents = self.env["customer.document"].browse(answer["documents"])
        self.assertEqual(documents.mapped("name"), ["a.pdf", "b.txt"])
        self.assertEqual(documents.folder_id, self.folder)
        self.assertEqual(len(answer["refused"]), 1)
        self.assertIn("c.exe", answer["refused"][0])

    def test_without_permission_nothing_is_kept(self):
        answer = self._upload("document_viewer", [("a.pdf", PDF)]).json()
        self.assertIn("“Upload”", answer["error"]["message"])
        self.assertFalse(self.partner.document_ids)

    def test_without_token_nothing_is_kept(self):
        self.authenticate("document_uploader", "document_uploader")
        response = self.url_open(
            "/customer_register/document/upload",
            data={"partner_id": self.partner.id},
            files=[("ufile", ("a.pdf", PDF))],
        )
        self.assertEqual(response.status_code, 400)
        self.assertFalse(self.partner.document_ids)

    def test_pages_are_served_as_text_whatever_the_address_asks(self):
        document = self._document(name="page.html", content=HTML)
        self.authenticate("document_viewer", "document_viewer")
        for query in ("", "?mimetype=text/html"):
            response = self.url_open(
                f"/web/content/customer.document/{document.id}/file{query}"
            )
            self.assertEqual(response.status_code, 200)
            self.assertIn("text/plain", response.headers["Content-Type"])
            self.assertEqual(response.headers["X-Content-Type-Options"], "nosniff")

    def test_rights_for_the_screens(self):
        self.authenticate("document_viewer", "document_viewer")
        rights = self.make_jsonrpc_request(
            "/web/dataset/call_kw",
            {
                "model": "customer.document",
                "method": "get_document_rights",
                "args": [],
                "kwargs": {},
            },
        )
        self.assertFalse(rights["can_upload"] or rights["can_edit"])
        json.dumps(rights)
