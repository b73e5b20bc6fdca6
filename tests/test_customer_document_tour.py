import base64

from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestCustomerDocumentTour(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls.env["res.partner"].create(
            {"name": "Kylhuset Tour", "is_company": True, "customer_rank": 1}
        )
        cls.folder = cls.env["customer.document.folder"].create(
            {"name": "Agreements", "partner_id": cls.partner.id}
        )

    def _user(self, name, *groups):
        return new_test_user(
            self.env,
            f"tour_{name}",
            groups=",".join(f"customer_register.group_customer_{g}" for g in groups),
        )

    def _add_document(self):
        return self.env["customer.document"].create(
            {
                "name": "first.txt",
                "partner_id": self.partner.id,
                "file": base64.b64encode(b"Text"),
            }
        )

    def test_drop_files_and_show_one(self):
        self._user("office", "edit", "upload")
        self.start_tour("/odoo", "customer_document_upload", login="tour_office")
        documents = self.partner.document_ids.sorted("name")
        self.assertRecordValues(
            documents,
            [
                {"name": "first.txt", "visible_to_customer": False},
                {"name": "second.txt", "visible_to_customer": True},
            ],
        )
        self.assertEqual(documents.folder_id, self.folder)

    def test_delete_with_permission(self):
        self._add_document()
        self._user("deleter", "view", "file_delete")
        self.start_tour("/odoo", "customer_document_delete", login="tour_deleter")
        self.assertFalse(self.partner.document_ids)

    def test_viewer_has_no_buttons_to_change(self):
        self._add_document()
        self._user("viewer", "view")
        self.start_tour("/odoo", "customer_document_read_only", login="tour_viewer")

    def test_private_customer_with_personal_number(self):
        user = self._user("creator", "edit", "create")
        self.env.company.country_id = self.env.ref("base.se")
        self.start_tour("/odoo", "customer_personal_number", login="tour_creator")
        partner = self.env["res.partner"].search([("name", "=", "Linnea Tour")])
        self.assertEqual(partner.sudo().personal_identity_number, "199001012385")
        log = self.env["customer.personal.number.log"].search(
            [("partner_id", "=", partner.id)]
        )
        self.assertEqual(log.user_id, user)
