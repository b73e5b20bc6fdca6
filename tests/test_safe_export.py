"""Exported lists: no formulas in them, and nothing that is protected."""

import csv
import io
import json

from openpyxl import load_workbook

from odoo.http import Request
from odoo.tests import HttpCase, new_test_user, tagged

from .common import SWEDISH_PERSON

FORMULA = '=HYPERLINK("http://example.com","click")'


@tagged("post_install", "-at_install", "customer_register")
class TestSafeExport(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partners = cls.env["res.partner"].create(
            [
                {"name": FORMULA, "customer_rank": 1, "city": "@SUM(A1)"},
                {"name": "Plain AS", "customer_rank": 1, "city": "+1+1"},
            ]
        )
        cls.user = new_test_user(
            cls.env,
            "exporter",
            "base.group_user,base.group_allow_export,"
            "customer_register.group_customer_view",
        )

    def export(self, kind, fields=("name", "city"), **values):
        self.authenticate("exporter", "exporter")
        data = {
            "model": "res.partner",
            "fields": [{"name": f, "label": f, "type": "char"} for f in fields],
            "ids": self.partners.ids,
            "domain": [],
            "import_compat": False,
            "context": {},
            **values,
        }
        return self.url_open(
            f"/web/export/{kind}",
            data={"data": json.dumps(data), "csrf_token": Request.csrf_token(self)},
        )

    def cells(self, content):
        sheet = load_workbook(io.BytesIO(content)).active
        return [cell for row in sheet.iter_rows() for cell in row if cell.value]

    def test_workbook_has_texts(self):
        cells = self.cells(self.export("xlsx").content)
        self.assertIn(FORMULA, [cell.value for cell in cells])
        self.assertEqual({cell.data_type for cell in cells}, {"s"})

    def test_grouped_workbook_has_texts(self):
        response = self.export("xlsx", groupby=["name"])
        cells = self.cells(response.content)
        self.assertTrue(any(FORMULA in str(cell.value) for cell in cells))
        self.assertNotIn("f", {cell.data_type for cell in cells})

    def test_text_file(self):
        rows = list(csv.reader(io.StringIO(self.export("csv").content.decode())))
        self.assertEqual(
            rows[1:], [["'" + FORMULA, "'@SUM(A1)"], ["Plain AS", "'+1+1"]]
        )

    def test_nothing_protected(self):
        self.partners[1].write(
            {"is_company": False, "personal_identity_number": SWEDISH_PERSON}
        )
        fields = ("name", "personal_identity_number")
        response = self.export("xlsx", fields=fields)
        self.assertNotIn(SWEDISH_PERSON, response.text)
        self.assertEqual(response.status_code, 500, "Odoo's answer to a refusal")
