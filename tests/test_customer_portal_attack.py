"""The portal as an attacker tries it: over HTTP and XML-RPC."""

from odoo import http
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .customer_portal_common import PIXEL, CustomerPortalMixin

PAGES = ("/my/error-reports", "/my/documents", "/my/facilities", "/my/company")
LOGGER = "odoo.addons.customer_register.models.customer_portal"


@tagged("post_install", "-at_install")
class TestCustomerPortalAttack(CustomerPortalMixin, HttpCase):
    def setUp(self):
        super().setUp()
        self.report = self._new_report(self.garage)
        self.other_report = self._new_report(self.other_tower)
        self.document = self._new_document(self.customer)
        self.hidden = self._new_document(self.customer, visible_to_customer=False)
        self.other_document = self._new_document(self.other)

    def log_in(self, user):
        self.authenticate(user.login, user.login)

    def post(self, url, data=None, files=None, csrf=True):
        form = dict(data or {})
        if csrf:
            form["csrf_token"] = http.Request.csrf_token(self)
        return self.url_open(url, data=form, files=files, allow_redirects=True)

    def reports(self):
        return self.env["project.task"].search(
            [("is_error_report", "=", True), ("name", "=", "Attack")]
        )

    # === GUESSED IDS AND TOKENS === #

    def test_nobody_logged_out(self):
        self.authenticate(None, None)
        for url in (*PAGES, f"/my/documents/{self.document.id}"):
            response = self.url_open(url, allow_redirects=False)
            self.assertIn(response.status_code, (302, 303))
            self.assertIn("/web/login", response.headers["Location"])

    def test_guessed_ids(self):
        file = self.other_report.message_post(
            body="Photo",
            subtype_xmlid="mail.mt_comment",
            attachments=[("p.png", PIXEL)],
        ).attachment_ids
        token = self.other_report._portal_ensure_token()
        urls = {
            self.boss: [
                f"/my/error-reports/{self.other_report.id}",
                f"/my/error-reports/{self.other_report.id}?access_token={token}",
                f"/my/error-reports/{self.other_report.id}/files/{file.id}",
                f"/my/error-reports/{self.report.id}/files/{file.id}",
                f"/my/facilities/{self.other_tower.id}",
                f"/my/documents/{self.other_document.id}",
                f"/my/documents/{self.hidden.id}",
                f"/my/company/contacts/{self.other.id}",
                f"/my/company/contacts/{self.customer.id}",
                f"/my/service-orders/{self.other_order.id}/protocol",
                "/my/documents/999999999999999",
            ],
            self.limited: [
                f"/my/error-reports/{self.report.id}",
                f"/my/facilities/{self.garage.id}",
                f"/my/documents/{self.document.id}",
                f"/my/service-orders/{self.garage_order.id}/protocol",
            ],
            self.guest: [
                f"/my/error-reports/{self.report.id}",
                "/my/error-reports",
                "/my/error-reports/new",
                "/my/documents",
                f"/my/documents/{self.document.id}",
                "/my/service-orders",
                f"/my/service-orders/{self.tower_order.id}/protocol",
            ],
        }
        for user, addresses in urls.items():
            self.log_in(user)
            for url in addresses:
                with self.subTest(user.login, url=url):
                    response = self.url_open(url, allow_redirects=False)
                    self.assertIn(response.status_code, (403, 404))

    def test_odoos_own_ways_to_an_error_report(self):
        self.log_in(self.boss)
        token = self.other_report._portal_ensure_token()
        response = self.url_open(
            f"/my/tasks/{self.other_report.id}?access_token={token}"
        )
        self.assertEqual(response.status_code, 404)
        for url in (
            f"/mail/view?model=project.task&res_id={self.other_report.id}",
            f"/web/content/customer.document/{self.document.id}/file",
            f"/web/content/customer.document/{self.other_document.id}/file",
            f"/web/image/customer.document/{self.other_document.id}/file",
        ):
            text = self.url_open(url).text
            self.assertNotIn(self.other_report.name, text)
            self.assertNotIn("%PDF-1.4 plan", text)

    def test_prices(self):
        self.log_in(self.limited)
        order = self.tower_order
        token = order._portal_ensure_token()
        for url in (
            "/my",
            "/my/orders",
            f"/my/orders/{order.id}",
            f"/my/orders/{order.id}?access_token={token}",
            f"/my/orders/{order.id}?report_type=html&access_token={token}",
            f"/my/orders/{order.id}?report_type=text",
            f"/my/facilities/{self.tower.id}",
            "/my/service-orders",
            f"/report/html/sale.report_saleorder/{order.id}",
        ):
            with self.subTest(url):
                text = self.url_open(url).text
                self.assertNotIn("4,321", text)
                self.assertNotIn("4321", text)
                if "access_token" not in url:
                    self.assertNotIn(token, text)
        self.assertIn(order.name, self.url_open("/my/orders").text)
        self.assertIn("Filter", self.url_open(f"/my/orders/{order.id}").text)
        self.log_in(self.boss)
        self.assertIn("4,321", self.url_open(f"/my/orders/{order.id}").text)

    def test_signing_without_prices(self):
        quotation = self._new_order(self.customer, self.tower)
        quotation.write(
            {"state": "sent", "require_signature": True, "require_payment": False}
        )
        self.log_in(self.limited)
        answer = self.make_jsonrpc_request(
            f"/my/orders/{quotation.id}/accept",
            {
                "access_token": quotation._portal_ensure_token(),
                "name": "Me",
                "signature": "iVBORw0KGgo=",
            },
        )
        self.assertIn("error", answer)
        self.assertEqual(quotation.state, "sent")

    def test_tiles_by_rights(self):
        self.log_in(self.boss)
        page = self.url_open("/my").text
        for url in PAGES:
            self.assertIn(f'href="{url}"', page)
        self.log_in(self.guest)
        page = self.url_open("/my").text
        self.assertNotIn('href="/my/error-reports"', page)
        self.assertNotIn('href="/my/documents"', page)
        self.assertNotIn('href="/my/orders"', page)
        self.assertIn('href="/my/facilities"', page)

    # === RPC === #

    def test_register_over_rpc(self):
        for user in (self.boss, self.limited):
            for model in (
                "customer.facility",
                "customer.service.object",
                "customer.document",
                "customer.document.folder",
                "customer.user",
                "customer.user.add",
                "customer.history",
            ):
                with self.subTest(user.login, model=model):
                    self.assertRefused(user, model, "search_read", [], ["id"])
            self.assertRefused(
                user, "customer.portal", "_submit_error_report", {"name": "Attack"}
            )
            self.assertRefused(
                user, "customer.user", "write", self.rights_of(user).ids, {}
            )
            self.assertRefused(user, "customer.user", "action_open_customer_users")
        files = self.env["ir.attachment"].search(
            [("res_model", "=", "customer.document"), ("res_field", "=", "file")]
        )
        self.assertTrue(files)
        domain = [("id", "in", files.ids), ("res_field", "=", "file")]
        self.assertFalse(self.rpc(self.boss, "ir.attachment", "search", domain))
        own = self.rpc(self.boss, "project.task", "search", [])
        self.assertNotIn(self.report.id, own)
        self.assertEqual(
            self.rpc(self.limited, "sale.order", "search", []), self.tower_order.ids
        )
        self.assertRefused(
            self.limited, "sale.order", "read", self.tower_order.ids, ["amount_total"]
        )
        self.assertRefused(
            self.limited, "sale.order", "read", self.garage_order.ids, ["name"]
        )

    def rpc(self, user, model, method, *args):
        # as new_test_user makes it
        password = user.login.ljust(8, "x")
        return self.xmlrpc_object.execute(
            self.env.cr.dbname, user.id, password, model, method, *args
        )

    def assertRefused(self, user, model, method, *args):
        with (
            mute_logger("odoo.addons.base.models.ir_model"),
            mute_logger("odoo.addons.base.models.ir_rule"),
            mute_logger("odoo.http"),
            mute_logger("odoo.addons.rpc.controllers.xmlrpc"),
            self.assertRaises(Exception) as raised,
        ):
            self.rpc(user, model, method, *args)
        self.assertRegex(str(raised.exception), "(?i)not allowed|access|private|exist")

    # === FORMS === #

    def test_csrf(self):
        self.log_in(self.boss)
        for url, data in (
            ("/my/error-reports/new", {"name": "Attack"}),
            (f"/my/error-reports/{self.report.id}/answer", {"body": "x"}),
            ("/my/documents/upload", {"folder_id": ""}),
            ("/my/company", {"phone": "1"}),
            ("/my/company/contacts/new", {"name": "Attack"}),
        ):
            with self.subTest(url), mute_logger("odoo.http"):
                response = self.post(url, data, csrf=False)
                self.assertEqual(response.status_code, 400)
        self.assertFalse(self.reports())

    def test_others_ids_in_the_form(self):
        self.log_in(self.boss)
        thing = self.other_tower.service_object_ids
        for data in (
            {"facility_id": self.other_tower.id},
            {"service_object_id": thing.id},
        ):
            response = self.post("/my/error-reports/new", {"name": "Attack", **data})
            self.assertEqual(response.status_code, 404)
        self.log_in(self.limited)
        for data in ({"facility_id": self.garage.id}, {}):
            self.post("/my/error-reports/new", {"name": "Attack", **data})
        self.assertFalse(self.reports())

    def test_fields_outside_the_list(self):
        self.log_in(self.boss)
        with self.assertLogs(LOGGER, "WARNING") as logs:
            self.post(
                "/my/error-reports/new",
                {
                    "name": "Attack",
                    "partner_id": self.other.id,
                    "user_ids": "1",
                    "stage_id": "1",
                    "priority": "9",
                    "description": "<script>alert(1)</script>",
                },
            )
        self.assertIn("partner_id, stage_id, user_ids", logs.output[0])
        self.assertRecordValues(
            self.reports(),
            [
                {
                    "partner_id": self.customer.id,
                    "user_ids": self.technician.ids,
                    "priority": "0",
                }
            ],
        )
        self.assertNotIn("<script", self.reports().description)
        with self.assertLogs(LOGGER, "WARNING") as logs:
            self.post(
                "/my/company",
                {"phone": "+46 8 1", "name": "Mine", "comment": "x", "ref": "1"},
            )
        self.assertIn("comment, name, ref", logs.output[0])
        self.assertEqual(self.customer.phone, "+46 8 1")
        self.assertEqual(self.customer.name, "Own Company")

    def test_odoos_address_pages(self):
        """They rename the company of whoever sends company_name."""
        self.log_in(self.guest)
        address = {
            "name": "Guest",
            "email": self.guest.email,
            "phone": "+46 8 123",
            "street": "Road 1",
            "zip": "111 11",
            "city": "Stockholm",
            "country_id": str(self.env.ref("base.se").id),
            "company_name": "Hacked",
            "required_fields": "",
        }
        self.post(
            "/my/address/submit", {**address, "partner_id": self.guest.partner_id.id}
        )
        self.assertEqual(self.customer.name, "Own Company")
        before = self.customer.child_ids
        invoice = self.env["res.partner"].create(
            {"name": "Invoice", "type": "invoice", "parent_id": self.customer.id}
        )
        for partner_id in ("", self.customer.id, invoice.id):
            self.post("/my/address/submit", {**address, "partner_id": partner_id})
        self.assertEqual(self.customer.child_ids - invoice, before)
        self.assertEqual(invoice.name, "Invoice")

    def test_taking_over_a_log_in(self):
        """A new password goes to the e-mail address of the contact."""
        self.log_in(self.boss)
        victim = self.limited.partner_id
        email = victim.email
        self.post(
            f"/my/company/contacts/{victim.id}",
            {"name": "V", "email": "a@evil.example"},
        )
        self.post(f"/my/company/contacts/{victim.id}/remove")
        self.assertEqual(victim.email, email)
        self.assertTrue(victim.active)

    def test_rights_to_change(self):
        self.log_in(self.limited)
        self.post("/my/company", {"phone": "1"})
        self.post("/my/company/contacts/new", {"name": "Attack"})
        self.post(f"/my/company/contacts/{self.boss.partner_id.id}", {"name": "Attack"})
        self.post("/my/documents/upload", files={"files": ("a.txt", b"a")})
        self.assertEqual(self.customer.phone, "+46 8 123 45 67")
        self.assertFalse(self.env["res.partner"].search([("name", "=", "Attack")]))
        self.assertFalse(self.env["customer.document"].search([("name", "=", "a.txt")]))

    def test_archived_customer(self):
        self.customer.action_inactivate_customer()
        self.log_in(self.boss)
        for url, data in (
            ("/my/error-reports/new", {"name": "Attack"}),
            (f"/my/error-reports/{self.report.id}/answer", {"body": "Attack"}),
            ("/my/company", {"phone": "1"}),
            ("/my/company/contacts/new", {"name": "Attack"}),
        ):
            self.assertEqual(self.post(url, data).status_code, 404)
        self.assertFalse(self.reports())
        self.assertNotEqual(self.customer.phone, "1")

    # === FILES AND FLOOD === #

    def upload(self, name, content):
        return self.post("/my/documents/upload", files={"files": (name, content)})

    def uploaded(self):
        return self.env["customer.document"].search([("create_uid", "=", self.boss.id)])

    def test_files(self):
        self.env["ir.config_parameter"].set_param("customer_register.portal_max_mb", 1)
        self.log_in(self.boss)
        for name, content in (
            ("big.txt", b"a" * (1024 * 1024 + 1)),
            ("tool.exe", b"MZ\0\0"),
            ("script.sh", b"#!/bin/sh"),
            ("picture.png", b"\x7fELF\0\0"),
            ("blob.bin", b"\0\1\2\3"),
            ("archive.zip", b"PK\x05\x06" + b"\0" * 18),
            ("empty.txt", b""),
        ):
            with self.subTest(name):
                self.upload(name, content)
                self.assertFalse(self.uploaded())
        self.upload("../../etc/p\u202elan.html", b"<script>alert(1)</script>")
        document = self.uploaded()
        self.assertEqual(document.name, "plan.html")
        self.assertEqual(document.mimetype, "text/plain")
        self.assertTrue(document.visible_to_customer)
        response = self.url_open(f"/my/documents/{document.id}")
        self.assertTrue(response.headers["Content-Type"].startswith("text/plain"))
        self.assertIn("attachment", response.headers["Content-Disposition"])
        self.assertEqual(response.headers["X-Content-Type-Options"], "nosniff")

    def test_a_refused_file_leaves_nothing(self):
        self.log_in(self.boss)
        response = self.post(
            "/my/error-reports/new",
            {"name": "Attack"},
            files={"files": ("tool.exe", b"MZ\0\0")},
        )
        self.assertIn("tool.exe is a program", response.text)
        self.assertFalse(self.reports())

    def test_flood(self):
        self.env["ir.config_parameter"].set_param(
            "customer_register.portal_reports_per_hour", 2
        )
        self.log_in(self.boss)
        with self.assertLogs(LOGGER, "WARNING"):
            for _time in range(4):
                response = self.post("/my/error-reports/new", {"name": "Attack"})
        self.assertIn("wait a while", response.text)
        self.assertEqual(len(self.reports()), 2)

    # === WHAT STAFF SAYS TO STAFF === #

    def test_no_internal_notes(self):
        self.report.message_post(body="Pays late", subtype_xmlid="mail.mt_note")
        file = self.report.message_post(
            body="Note with photo",
            subtype_xmlid="mail.mt_note",
            attachments=[("n.png", PIXEL)],
        ).attachment_ids
        self.report.message_post(
            body="We come today",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.log_in(self.boss)
        page = self.url_open(f"/my/error-reports/{self.report.id}").text
        self.assertIn("We come today", page)
        self.assertNotIn("Pays late", page)
        self.assertNotIn("Note with photo", page)
        for url in (
            f"/my/error-reports/{self.report.id}/files/{file.id}",
            f"/web/content/{file.id}",
        ):
            self.assertEqual(self.url_open(url).status_code, 404)
        for url in (*PAGES, "/my", f"/my/facilities/{self.garage.id}"):
            self.assertNotIn("Secret remark", self.url_open(url).text)
