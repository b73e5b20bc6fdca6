"""Lists of customers that the server sends by e-mail."""

import csv
import io
from datetime import date

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import TransactionCase, new_test_user, tagged

from .common import SWEDISH_PERSON


@tagged("post_install", "-at_install", "customer_register")
class TestCustomerExtract(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = cls._user("extract-office", "view")
        cls.technician = cls._user("extract-technician", "view_assigned")
        cls.seen, cls.hidden = cls.env["res.partner"].create(
            [
                {
                    "name": "=1+1 AS",
                    "customer_rank": 1,
                    "city": "Extractville",
                    "technician_ids": [Command.set(cls.technician.ids)],
                },
                {"name": "Hidden AS", "customer_rank": 1, "city": "Extractville"},
            ]
        )
        cls.favorite = cls.env["ir.filters"].create(
            {
                "name": "Extractville",
                "model_id": "res.partner",
                "domain": "[('city', '=', 'Extractville')]",
                "sort": '["name desc"]',
            }
        )
        cls.extract = (
            cls.env["customer.extract"]
            .with_user(cls.office)
            .create(
                {
                    "name": "Our list",
                    "filter_id": cls.favorite.id,
                    "recipient_ids": [Command.set((cls.office + cls.technician).ids)],
                    "next_date": "2026-05-01",
                }
            )
        )

    @classmethod
    def _user(cls, login, permission):
        return new_test_user(
            cls.env,
            login,
            "base.group_user,base.group_allow_export,"
            f"customer_register.group_customer_{permission}",
            email=f"{login}@example.com",
        )

    def sent(self, extract=None):
        """Return {user: attachment} of what is sent now."""
        last = self.env["mail.mail"].search([], limit=1, order="id desc").id or 0
        self.patch(type(self.env["mail.mail"]), "send", lambda mails, **kw: True)
        (extract or self.extract).action_send_now()
        mails = self.env["mail.mail"].search(
            [("id", ">", last), ("subject", "=", self.extract.name)]
        )
        return {
            self.env["res.users"].search(
                [("partner_id", "=", mail.recipient_ids.id)]
            ): mail.attachment_ids
            for mail in mails
        }

    def names(self, attachment):
        sheet = load_workbook(io.BytesIO(attachment.raw)).active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        place = rows[0].index("Name")
        return [row[place] for row in rows[1:]]

    def test_everybody_gets_what_he_may_see(self):
        sent = self.sent()
        self.assertEqual(self.names(sent[self.office]), ["Hidden AS", "=1+1 AS"])
        self.assertEqual(self.names(sent[self.technician]), ["=1+1 AS"])
        self.assertEqual(sent[self.office].name, "Our list.xlsx")
        sheet = load_workbook(io.BytesIO(sent[self.office].raw)).active
        types = {cell.data_type for row in sheet.iter_rows() for cell in row}
        self.assertNotIn("f", types)
        self.assertFalse(self.extract.last_error)
        self.assertTrue(self.extract.last_date)

    def test_text_file_and_columns(self):
        columns = self.env["ir.exports"].create(
            {
                "name": "Columns",
                "resource": "res.partner",
                "export_fields": [
                    Command.create({"name": "name"}),
                    Command.create({"name": "country_id/code"}),
                ],
            }
        )
        self.seen.country_id = self.env.ref("base.no")
        self.extract.write({"file_format": "csv", "export_id": columns.id})
        raw = self.sent()[self.technician].raw
        rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
        self.assertEqual(rows, [["Name", "Country/Country Code"], ["'=1+1 AS", "NO"]])

    def test_who_gets_none(self):
        stranger = new_test_user(self.env, "extract-none", "base.group_user")
        stranger.group_ids -= self.env.ref("customer_register.group_customer_view")
        self.extract.recipient_ids += stranger
        sent = self.sent()
        self.assertNotIn(stranger, sent)
        self.assertEqual(len(sent), 2)
        self.assertIn(stranger.name, self.extract.last_error)

    def test_nothing_protected(self):
        self.seen.write(
            {"is_company": False, "personal_identity_number": SWEDISH_PERSON}
        )
        columns = self.env["ir.exports"].create(
            {
                "name": "Columns",
                "resource": "res.partner",
                "export_fields": [Command.create({"name": "personal_identity_number"})],
            }
        )
        self.extract.export_id = columns
        self.assertFalse(self.sent())
        self.assertIn(self.office.name, self.extract.last_error)
        self.assertNotIn(SWEDISH_PERSON, self.extract.last_error)

    def test_relative_favorite(self):
        self.favorite.domain = (
            "[('create_date', '<=', (context_today() + relativedelta(days=2))"
            ".strftime('%Y-%m-%d')), ('city', '=', 'Extractville')]"
        )
        self.assertEqual(len(self.names(self.sent()[self.office])), 2)
        self.favorite.domain = "[('city', '=', open('/etc/passwd'))]"
        self.assertFalse(self.sent())
        self.assertTrue(self.extract.last_error)

    def test_schedule(self):
        self.patch(type(self.env["mail.mail"]), "send", lambda mails, **kw: True)
        self.env["customer.extract"].search([("id", "!=", self.extract.id)]).unlink()
        cron = self.env.ref("customer_register.ir_cron_customer_extract")
        with freeze_time("2026-04-30"), self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertFalse(self.extract.last_date)
        with freeze_time("2026-05-10"), self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertEqual(self.extract.last_date, date(2026, 5, 10))
        self.assertEqual(self.extract.next_date, date(2026, 5, 15))

    def test_refusals(self):
        with self.assertRaises(ValidationError):
            self.extract.interval_number = 0
        portal = new_test_user(self.env, "extract-portal", "base.group_portal")
        with self.assertRaises(ValidationError):
            self.extract.sudo().recipient_ids += portal
        with self.assertRaises(AccessError):
            self.extract.with_user(portal).read(["name"])
        with self.assertRaises(AccessError):
            self.extract.with_user(self.technician).action_send_now()
