import base64

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from .test_customer_document import PDF, DocumentCommon

ATTACHMENT_DOMAIN = [
    ("res_model", "=", "customer.document"),
    ("res_field", "=", "file"),
]


@tagged("post_install", "-at_install")
class TestCustomerDocumentAccess(DocumentCommon, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_documents()
        cls.portal_user = new_test_user(
            cls.env,
            "document_portal",
            groups="base.group_portal",
            partner_id=cls.env["res.partner"]
            .create({"name": "Eva", "parent_id": cls.partner.id})
            .id,
        )

    def _as(self, name, record):
        return record.with_user(self.users[name])

    def _attachment(self, document):
        return (
            self.env["ir.attachment"]
            .sudo()
            .search([*ATTACHMENT_DOMAIN, ("res_id", "=", document.id)])
        )

    # === UPLOADING === #

    def test_upload_needs_the_permission(self):
        for name in ("viewer", "editor", "deleter"):
            with (
                self.subTest(name=name),
                self.assertRaisesRegex(AccessError, "“Upload”"),
            ):
                self._document(self.users[name])
        for name in ("uploader", "office", "manager"):
            with self.subTest(name=name):
                self.assertTrue(self._document(self.users[name]))

    def test_uploader_cannot_show_files_to_customers(self):
        with self.assertRaisesRegex(AccessError, "“Edit”"):
            self._document(self.users["uploader"], visible_to_customer=True)
        self.assertTrue(self._document(self.users["office"], visible_to_customer=True))

    def test_nobody_uploads_for_customers_out_of_reach(self):
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models"):
            self._document(self.users["technician"])
        self.partner.technician_ids = [Command.link(self.users["technician"].id)]
        self.assertTrue(self._document(self.users["technician"]))

    # === CHANGING === #

    def test_changing_needs_edit(self):
        document = self._document()
        for name in ("viewer", "uploader", "deleter"):
            for vals in (
                {"visible_to_customer": True},
                {"folder_id": self.folder.id},
                {"name": "b.pdf"},
            ):
                with (
                    self.subTest(name=name, vals=vals),
                    self.assertRaisesRegex(AccessError, "“Edit”"),
                ):
                    self._as(name, document).write(vals)
        self._as("editor", document).write(
            {"visible_to_customer": True, "folder_id": self.folder.id}
        )
        self.assertTrue(document.visible_to_customer)

    def test_only_assigned_technicians_see_and_change(self):
        document = self._document()
        as_technician = self._as("technician", document)
        self.assertFalse(as_technician.search([("id", "=", document.id)]))
        with self.assertRaises(AccessError):
            as_technician.read(["name"])
        with self.assertRaises(AccessError):
            as_technician.write({"name": "b.pdf"})
        with self.assertRaises(AccessError):
            self._attachment(document).with_user(self.users["technician"]).read(
                ["datas"]
            )
        self.partner.technician_ids = [Command.link(self.users["technician"].id)]
        as_technician.write({"name": "b.pdf"})
        self.assertEqual(document.name, "b.pdf")

    def test_file_and_customer_are_fixed(self):
        document = self._document()
        for vals in (
            {"file": base64.b64encode(b"other")},
            {"file": False},
            {"partner_id": self.other.id},
            {"mimetype": "text/html"},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                self._as("manager", document).write(vals)
        self.assertEqual(base64.b64decode(document.file), PDF)

    def test_program_name_is_no_way_in(self):
        document = self._document()
        with self.assertRaises(UserError):
            self._as("editor", document).write({"name": "a.exe"})

    # === DELETING === #

    def test_deleting_needs_the_permission_for_own_files_too(self):
        for name in ("uploader", "office"):
            document = self._document(self.users[name])
            with (
                self.subTest(name=name),
                self.assertRaisesRegex(AccessError, "“Delete uploaded files”"),
            ):
                document.unlink()
            self.assertTrue(document.exists())
        for name in ("deleter", "manager"):
            with self.subTest(name=name):
                document = self._document()
                attachment = self._attachment(document)
                self._as(name, document).unlink()
                self.assertFalse(document.exists() or attachment.exists())

    def test_no_way_round_through_the_attachment(self):
        document = self._document()
        attachment = self._attachment(document)
        self.assertEqual(len(attachment), 1)
        for name in ("uploader", "office", "deleter", "manager"):
            as_user = attachment.with_user(self.users[name])
            self.assertEqual(as_user.raw, PDF)
            with self.subTest(name=name):
                with self.assertRaises(AccessError):
                    as_user.unlink()
                for vals in (
                    {"raw": b"other"},
                    {"public": True},
                    {"res_id": 0},
                    {"res_model": "res.partner", "res_id": self.partner.id},
                    {"mimetype": "text/html"},
                ):
                    with self.assertRaises(AccessError):
                        as_user.write(vals)
                with self.assertRaises(AccessError):
                    as_user.generate_access_token()
        self.assertEqual(attachment.raw, PDF)

    def test_no_file_is_put_in_behind_the_document(self):
        document = self._document()
        attachments = self.env["ir.attachment"].with_user(self.users["office"])
        with self.assertRaises(AccessError):
            attachments.create(
                {
                    "name": "file",
                    "res_model": "customer.document",
                    "res_field": "file",
                    "res_id": document.id,
                    "raw": b"other",
                }
            )
        own = attachments.create({"name": "own.txt", "raw": b"x"})
        with self.assertRaises(AccessError):
            own.write({"res_model": "customer.document", "res_id": document.id})

    def test_deleting_the_customer_or_folder_deletes_no_file(self):
        document = self._document(folder_id=self.folder.id)
        user = new_test_user(
            self.env,
            "customer_deleter",
            groups="customer_register.group_customer_delete,"
            "customer_register.group_customer_edit",
        )
        with self.assertRaises(UserError):
            self.partner.with_user(user).unlink()
        with self.assertRaises(UserError):
            self.folder.with_user(user).unlink()
        self.assertTrue(document.exists())

    def test_partner_commands_obey_the_same_permissions(self):
        document = self._document()
        as_editor = self._as("editor", self.partner)
        for command in (
            Command.delete(document.id),
            Command.unlink(document.id),
            Command.clear(),
        ):
            with self.subTest(command=command), self.assertRaises(UserError):
                as_editor.write({"document_ids": [command]})
        self.assertTrue(document.exists())

    # === FOLDERS === #

    def test_folders_of_all_customers_belong_to_the_manager(self):
        Folder = self.env["customer.document.folder"]
        shared = Folder.create({"name": "Shared"})
        message = "“Customer administrator”"
        with self.assertRaisesRegex(AccessError, message):
            Folder.with_user(self.users["editor"]).create({"name": "Mine"})
        with self.assertRaisesRegex(AccessError, message):
            self._as("editor", shared).write({"name": "Mine"})
        with self.assertRaisesRegex(AccessError, message):
            self._as("editor", shared).unlink()
        self._as("manager", shared).write({"name": "Ours"})
        self._as("editor", self.folder).write({"name": "Contracts"})
        with self.assertRaises(AccessError):
            self._as("uploader", self.folder).write({"name": "X"})
        with self.assertRaises(AccessError):
            Folder.with_user(self.users["viewer"]).create(
                {"name": "X", "partner_id": self.partner.id}
            )
        with self.assertRaisesRegex(AccessError, message):
            self._as("editor", self.folder).write({"partner_id": False})

    # === COMPANIES === #

    def test_documents_of_another_company_stay_there(self):
        company = self.env["res.company"].create({"name": "Other company"})
        partner = self.env["res.partner"].create(
            {
                "name": "Far away",
                "is_company": True,
                "customer_rank": 1,
                "company_id": company.id,
            }
        )
        document = self._document(partner_id=partner.id)
        viewer = self.users["viewer"]
        self.assertFalse(document.with_user(viewer).search([("id", "=", document.id)]))
        with self.assertRaises(AccessError):
            document.with_user(viewer).read(["name"])
        with self.assertRaises(AccessError):
            self._attachment(document).with_user(viewer).read(["name"])

    # === CUSTOMER USERS === #

    def test_customer_users_read_nothing_over_rpc(self):
        document = self._document(visible_to_customer=True)
        attachment = self._attachment(document)
        for records in (document, self.folder):
            as_portal = records.with_user(self.portal_user)
            for call in (
                lambda r: r.read(["name"]),
                lambda r: r.search([]),
                lambda r: r.search_read([], ["name"]),
                lambda r: r.write({"name": "x"}),
                lambda r: r.unlink(),
                lambda r: r.formatted_read_group([], ["create_uid"], ["__count"]),
            ):
                with self.assertRaises(AccessError):
                    call(as_portal)
            with self.assertRaises(UserError):
                as_portal.export_data(["name"])
        as_portal = attachment.with_user(self.portal_user)
        with self.assertRaises(AccessError):
            as_portal.read(["datas"])
        with self.assertRaises(AccessError):
            as_portal.search(ATTACHMENT_DOMAIN)
        self.assertFalse(as_portal.search([("id", "=", attachment.id)]))
        partner = self.partner.with_user(self.portal_user)
        for field_name in ("document_ids", "document_count"):
            with self.assertRaises(AccessError):
                partner.read([field_name])
        with self.assertRaises(AccessError):
            partner.search([("document_ids.name", "ilike", "a")])


@tagged("post_install", "-at_install")
class TestCustomerDocumentDownload(DocumentCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_documents()
        new_test_user(
            cls.env,
            "document_portal_http",
            groups="base.group_portal",
            partner_id=cls.env["res.partner"]
            .create({"name": "Eva", "parent_id": cls.partner.id})
            .id,
        )

    def test_only_those_who_see_the_document_get_the_file(self):
        document = self._document(visible_to_customer=True)
        attachment = (
            self.env["ir.attachment"]
            .sudo()
            .search([*ATTACHMENT_DOMAIN, ("res_id", "=", document.id)])
        )
        addresses = (
            f"/web/content/customer.document/{document.id}/file",
            f"/web/content/{attachment.id}",
        )
        for login, expected in (
            ("document_viewer", 200),
            ("document_technician", 404),
            ("document_portal_http", 404),
            (None, 404),
        ):
            self.authenticate(login, login)
            for address in addresses:
                with self.subTest(login=login, address=address):
                    self.assertEqual(self.url_open(address).status_code, expected)
