"""Ways on which a personal identity number could get out."""

import base64
import io
import json

from openpyxl import load_workbook
from psycopg2 import IntegrityError

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, TransactionCase, new_test_user, tagged

from .common import DANISH_PERSON, NORWEGIAN_PERSON, SWEDISH_PERSON
from .permission_common import PermissionMixin, groups

FINNISH_PERSON = "131052-308T"
FIELD = "personal_identity_number"
MASKED = f"{FIELD}_masked"


class PersonalNumberMixin(PermissionMixin):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.env["res.partner"].create(
            {
                "name": "Linnea",
                "customer_rank": 1,
                "country_id": cls.env.ref("base.se").id,
                "email": "linnea@example.com",
                FIELD: SWEDISH_PERSON,
            }
        )
        cls.digits = SWEDISH_PERSON[-10:]

    def assertNotSaid(self, text):
        self.assertNotIn(self.digits, text.replace("-", ""))


@tagged("post_install", "-at_install")
class TestPermissionPersonalNumber(PersonalNumberMixin, TransactionCase):
    def test_refused_statements_in_the_log(self):
        persons = self.env["customer.tax.reduction.person"]
        values = {
            "partner_id": self.person.id,
            "name": "Linnea",
            "share": 10,
            FIELD: SWEDISH_PERSON,
        }
        persons.create(values)
        with (
            self.assertLogs("odoo.sql_db", "ERROR") as logs,
            self.assertRaises(IntegrityError),
            self.cr.savepoint(),
        ):
            persons.create(values)
            self.env.flush_all()
        self.assertIn("bad query", logs.output[0])
        self.assertIn("Linnea", logs.output[0], "only the number is left out")
        for line in logs.output:
            self.assertNotSaid(line)

    def test_numbers_of_all_countries_in_the_log(self):
        for number in (
            SWEDISH_PERSON,
            "811218-9876",
            NORWEGIAN_PERSON,
            DANISH_PERSON,
            FINNISH_PERSON,
        ):
            with (
                self.subTest(number[:6]),
                self.assertLogs("odoo.sql_db", "ERROR") as logs,
                self.assertRaises(Exception),  # noqa: B017
                self.cr.savepoint(),
            ):
                self.env.cr.execute(
                    "UPDATE res_partner SET personal_identity_number = %s "
                    "WHERE id = 1 / (id - id)",
                    [number],
                )
            self.assertNotIn(number, logs.output[0])

    def test_other_statements_stay_readable(self):
        with (
            self.assertLogs("odoo.sql_db", "ERROR") as logs,
            self.assertRaises(Exception),  # noqa: B017
            self.cr.savepoint(),
        ):
            self.env.cr.execute("SELECT '198112189876' FROM no_such_table")
        self.assertIn("198112189876", logs.output[0])

    def test_export_of_all_fields(self):
        exporter = self.user("exporter", "manager", odoo=["base.group_allow_export"])
        partners = self.person.with_user(exporter)
        names = [
            name
            for name, field in partners.fields_get().items()
            if field.get("exportable", True)
            and field["type"] in ("char", "text", "html", "json", "selection")
        ]
        self.assertIn(MASKED, names)
        self.assertNotIn(FIELD, names)
        for row in partners.export_data(names)["datas"]:
            for value in row:
                self.assertNotSaid(str(value))
        with self.assertRaises(AccessError):
            partners.export_data([FIELD])

    def test_names_found_and_messages(self):
        manager = self.user("manager", "manager")
        person = self.person.with_user(manager)
        found = person.name_search(SWEDISH_PERSON)
        self.assertEqual([entry[0] for entry in found], self.person.ids)
        self.assertNotSaid(str(found))
        self.assertNotSaid(str(person.web_name_search(SWEDISH_PERSON, {"name": {}})))
        viewer = self.user("viewer", "view")
        self.assertFalse(person.with_user(viewer).name_search(SWEDISH_PERSON))
        person.write({MASKED: "19811218-9876"})
        person.write({MASKED: False})
        self.env.cr.flush()
        for message in self.env["mail.message"].search(
            [("model", "=", "res.partner"), ("res_id", "=", person.id)]
        ):
            self.assertNotSaid(str(message.body))
            for value in message.sudo().tracking_value_ids:
                self.assertNotSaid(str(value.read()))

    def test_mails_render_no_number(self):
        editor = self.user("editor", "edit", odoo=["mail.group_mail_template_editor"])
        for expression in (FIELD, "identity_key", MASKED):
            template = self.env["mail.template"].create(
                {
                    "name": "Tell",
                    "model_id": self.env["ir.model"]._get_id("res.partner"),
                    "subject": f"Number {{{{ object.{expression} }}}}",
                }
            )
            with self.subTest(expression):
                try:
                    said = template.with_user(editor)._render_field(
                        "subject", self.person.ids
                    )[self.person.id]
                except UserError:
                    continue
                self.assertNotSaid(said)

    def test_import_keeps_no_number(self):
        """Rows of a file show a mask, whoever imports, and errors too."""
        importer = self.user("importer", "upload", "create", "edit")
        content = (
            "Name;Customer ID;Organization number\r\n"
            f"Linnea;;{SWEDISH_PERSON}\r\n"
            f"Kari;;{NORWEGIAN_PERSON}\r\n"
        )
        customer_import = (
            self.env["customer.import"]
            .with_user(importer)
            .create(
                {
                    "file": base64.b64encode(content.encode()),
                    "file_name": "persons.csv",
                }
            )
        )
        customer_import.action_read()
        customer_import.action_check()
        self.env.flush_all()
        for model in (customer_import, customer_import.line_ids):
            for values in model.read():
                values.pop("file", None)
                self.assertNotSaid(str(values))
                self.assertNotIn(NORWEGIAN_PERSON, str(values))


@tagged("post_install", "-at_install")
class TestPermissionPersonalNumberExport(PersonalNumberMixin, HttpCase):
    def test_workbook(self):
        new_test_user(
            self.env,
            "number_exporter",
            groups=groups("manager", odoo=["base.group_allow_export"]),
        )
        self.authenticate("number_exporter", "number_exporter")
        columns = [{"name": name, "label": name} for name in ("name", MASKED)]
        response = self.url_open(
            "/web/export/xlsx",
            data={
                "data": json.dumps(
                    {
                        "model": "res.partner",
                        "fields": columns,
                        "ids": self.person.ids,
                        "domain": [],
                        "groupby": [],
                        "import_compat": False,
                        "context": {},
                    }
                ),
                "csrf_token": http.Request.csrf_token(self),
            },
        )
        self.assertEqual(response.status_code, 200)
        sheet = load_workbook(io.BytesIO(response.content)).active
        rows = [[cell.value for cell in row] for row in sheet.rows]
        self.assertEqual(rows[1][0], "Linnea")
        self.assertNotSaid(str(rows))
