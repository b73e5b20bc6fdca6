"""Recognising the form of a file, and what its columns need to be cleaned."""

from types import SimpleNamespace

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_register.importing.column_plans import plan_columns
from odoo.addons.customer_register.importing.header_words import compact
from odoo.addons.customer_register.importing.recognise import (
    detect_source,
    file_signature,
    recognise_columns,
)
from odoo.addons.customer_register.importing.table import Row

from .export_samples import EXPORTS


@tagged("post_install", "-at_install", "customer_register")
class TestFiles(BaseCase):
    def table(self, *rows, header=(), **values):
        width = max(map(len, (*rows, header)))
        return SimpleNamespace(
            **{
                "format": "csv",
                "delimiter": ";",
                "encoding": "utf-8",
                "has_header": bool(header),
                "header": header,
                "column_count": width,
                "rows": [Row(number, row) for number, row in enumerate(rows, 1)],
                **values,
            }
        )

    def test_signature(self):
        signature = file_signature(("Kundenr", "Navn", "Org.nr."))
        self.assertEqual(signature, file_signature(("navn", "ORGNR", " kundenr. ")))
        self.assertNotEqual(signature, file_signature(("Kundenr", "Navn")))
        self.assertNotEqual(
            file_signature(("A", "B", "B")), file_signature(("A", "A", "B"))
        )
        self.assertEqual(len(signature), 32)

    def test_sticos(self):
        good = ("Equinor ASA", "1", "923609016")
        for header in (
            ("Name", "Customer ID", "Organization number"),
            ("Navn", "Kundenr", "Orgnr"),
            ("Namn", "Kundnummer", "Organisationsnummer"),
            (),
        ):
            with self.subTest(header=header):
                self.assertEqual(
                    detect_source(self.table(good, header=header)), "sticos"
                )
        header = ("Name", "Customer ID", "Organization number")
        for values in (
            {"delimiter": ","},
            {"encoding": "cp1252"},
            {"format": "xlsx", "encoding": "", "delimiter": ""},
        ):
            with self.subTest(values=values):
                self.assertEqual(
                    detect_source(self.table(good, header=header, **values)), ""
                )
        for header in (
            ("Customer ID", "Name", "Organization number"),
            ("Name", "Customer ID"),
            ("Name", "Customer ID", "Organization number", "E-mail"),
        ):
            with self.subTest(header=header):
                self.assertEqual(detect_source(self.table(good, header=header)), "")
        self.assertEqual(
            detect_source(self.table(("A", "1", "x"), ("B", "2", "y"))), ""
        )

    def test_sticos_columns_go_by_their_place(self):
        found = recognise_columns(
            ("Org.nr", "Navn", "Kundenr", "More"), [], has_header=True, source="sticos"
        )
        self.assertEqual(
            [(each.target, each.reason) for each in found],
            [
                ("name", "template"),
                ("ref", "template"),
                ("company_registry", "template"),
                ("", ""),
            ],
        )

    def test_apex_and_komet(self):
        for system, source in (("APEX", "apex"), ("Komet Sales", "komet")):
            header = [name for name, *_rest in EXPORTS[system][1]]
            table = self.table(tuple(header), header=tuple(header))
            self.assertEqual(detect_source(table), source)
        for system in EXPORTS.keys() - {"APEX", "Komet Sales", "Sticos"}:
            header = tuple(name for name, *_rest in EXPORTS[system][1])
            with self.subTest(system=system):
                self.assertEqual(detect_source(self.table(header, header=header)), "")

    def test_plans_look_at_dates_as_a_whole(self):
        for texts, form, options in (
            (("24.12.1984", "01.02.1990"), "csv", ("dmy", False)),
            (("12/24/1984", "01/02/1990"), "csv", ("mdy", False)),
            (("841224", "900201"), "csv", ("ymd", False)),
            (("x",), "xlsx", ("dmy", True)),
        ):
            table = self.table(*((text,) for text in texts), format=form)
            with self.subTest(texts=texts):
                [plan] = plan_columns([(0, "birthdate", "Født")], lambda t=table: t)
                self.assertEqual(
                    (plan.options["date_order"], plan.options["serial"]), options
                )
        plans = plan_columns(
            [(3, "phone_other", " Telefon  jobb"), (5, "name", "Navn")], None
        )
        self.assertEqual(
            [(plan.position, plan.target, plan.options) for plan in plans],
            [(3, "phone_other", {"label": "Telefon jobb"}), (5, "name", {})],
        )

    def test_compact(self):
        self.assertEqual(compact("Org. nummer *"), compact("ORGNUMMER"))
        self.assertEqual(compact("Kunde #"), "kundenr")
        self.assertEqual(compact("CompanyPostCode"), "companypostcode")
