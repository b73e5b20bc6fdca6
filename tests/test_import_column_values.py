"""Recognising the columns of a file by their values."""

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_register.importing.recognise import (
    THRESHOLD,
    recognise_columns,
)
from odoo.addons.customer_register.importing.table import Row

from .test_import_recognition import ORGANISATIONS, recognise, targets


@tagged("post_install", "-at_install", "customer_register")
class TestValuesDecide(BaseCase):
    def test_ambiguous_headers(self):
        names = ("Kari Nordmann", "Ola Hansen", "Per Lie")
        codes = ("10001", "10002", "10003")
        emails = ("a@example.no", "b@example.no", "c@example.no")
        for header, values, target in (
            ("Nummer", codes, "ref"),
            ("Nummer", ORGANISATIONS, "company_registry"),
            ("Nr", ("11077941012",) * 3, "personal_identity_number"),
            ("Kunde", names, "name"),
            ("Kunde", codes, "ref"),
            ("Namn", names, "name"),
            ("Adress", ("Gatan 1", "Box 2", "Torget 3"), "street"),
            ("Adress", emails, "email"),
            ("Type", ("Bedrift", "Privat", "Privat"), "is_company"),
            ("Type", ("ROT", "RUT", "ROT"), "tax_reduction_type"),
            ("Type", ("A", "B", "C"), ""),
            ("Referanse", names, "contact.name"),
            ("Referanse", ("R-1001", "R-1002", "R-1003"), "ref"),
            ("Kontakt", emails, "contact.email"),
            ("Kontakt", ("22334455", "98765432", "51990000"), "contact.phone"),
            ("Status", ("Aktiv", "Inaktiv", "Aktiv"), "active"),
            ("Status", ("Tilbud sendt", "Vunnet", "Tapt"), ""),
            ("VAT", ("Normal", "No VAT", "Normal"), "vat_type"),
            ("VAT", ("NO923609016MVA", "", ""), "vat"),
            ("Hovedkontakt", ("Ja", "Nei", "Nei"), "contact.is_main_contact"),
            ("Hovedkontakt", names, "contact.name"),
            ("Postnr", ("0150 Oslo", "5003 Bergen", "1400 Ski"), "zip_city"),
            ("Poststed", ("0150 Oslo", "5003 Bergen", "1400 Ski"), "zip_city"),
        ):
            with self.subTest(header=header, values=values):
                self.assertEqual(targets([(header, values)]), [target])

    def test_values_contradict_a_header(self):
        self.assertEqual(targets([("E-post", ("ja", "nei", "ja"))]), [""])
        self.assertEqual(targets([("Telefon", ("x", "x", "x"))]), [""])
        self.assertEqual(targets([("Fødselsdato", ("Oslo", "Bergen", "Ski"))]), [""])
        # but a slip is none
        self.assertEqual(targets([("Navn", ("12", "", ""))]), ["name"])
        # and one wrong address is a mistake to be told
        self.assertEqual(targets([("E-post", ("wrong",))]), ["email"])
        self.assertEqual(targets([("Status", ("Tapt",))]), [""])

    def test_unknown_header_with_telling_values(self):
        found = recognise(
            [
                ("Xyz", ORGANISATIONS),
                ("Abc", ("a@example.no", "b@example.no", "c@example.no")),
                ("Levert", ("01.01.2020", "02.02.2021", "03.03.2022")),
                ("Tekst", ("lorem", "ipsum", "dolor")),
                ("Tall", ("1", "2", "3")),
            ]
        )
        self.assertEqual(
            [(each.target, each.reason) for each in found],
            [
                ("company_registry", "values"),
                ("email", "values"),
                ("", ""),
                ("", ""),
                ("", ""),
            ],
        )
        for each in found:
            self.assertTrue(not each.target or THRESHOLD <= each.confidence < 0.8)

    def test_no_header_norwegian(self):
        found = recognise(
            [
                ("A", ("10001", "10002", "10003")),
                ("B", ("Equinor ASA", "Telenor ASA", "Norsk Hydro ASA")),
                ("C", ("NO 923 609 016 MVA", *ORGANISATIONS[1:])),
                ("D", ("Forusbeen 50", "Snarøyveien 30", "Drammensveien 264")),
                ("E", ("4035", "1331", "0283")),
                ("F", ("Stavanger", "Fornebu", "Oslo")),
                ("G", ("a@example.no", "b@example.no", "c@example.no")),
                ("H", ("51990000", "22 33 44 55", "+47 987 65 432")),
                ("I", ("Norge", "NO", "Norway")),
                ("J", ("www.example.no", "https://example.com", "example.net")),
            ],
            has_header=False,
        )
        self.assertEqual(
            [each.target for each in found],
            [
                "ref",
                "name",
                "company_registry",
                "street",
                "zip",
                "city",
                "email",
                "phone",
                "country_id",
                "website",
            ],
        )
        self.assertEqual({each.reason for each in found}, {"values"})
        self.assertLess(max(each.confidence for each in found), 0.9)

    def test_no_header_swedish_persons(self):
        columns = [
            ("A", ("Anna Andersson", "Bo Ek", "Cia Berg")),
            ("B", ("640823-3234", "701063-2391", "640823-3234")),
            ("C", ("070-123 45 67", "08-12 34 56", "031-66 00 00")),
            ("D", ("123 45", "417 15", "164 40")),
            ("E", ("Ankeborg", "Göteborg", "Kista")),
            ("F", ("1964-08-23", "1970-10-03", "1964-08-23")),
        ]
        self.assertEqual(
            targets(columns, "SE", has_header=False),
            ["name", "personal_identity_number", "phone", "zip", "city", "birthdate"],
        )

    def test_no_header_and_nothing_to_tell(self):
        columns = [("A", ("x",)), ("B", ("y",)), ("C", ("",))]
        self.assertEqual(targets(columns, has_header=False), ["", "", ""])
        self.assertEqual(recognise_columns([], [], has_header=False), [])

    def test_error_cells_say_nothing(self):
        rows = [Row(2, ("#DIV/0!",), {0: "#DIV/0!"}), Row(3, ("a@example.no",))]
        [found] = recognise_columns(["E-post"], rows, has_header=True)
        self.assertEqual(found.target, "email")
