"""Recognising the columns of a file by headers in five languages, and by values."""

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_register.importing.recognise import (
    recognise_columns,
)
from odoo.addons.customer_register.importing.table import Row
from odoo.addons.customer_register.importing.targets import TARGETS, get_target

from .export_samples import EXPORTS
from .header_samples import HEADERS

ORGANISATIONS = ("923609016", "982463718", "914778271")


def recognise(columns, country_code="NO", **options):
    """Recognise columns given as (header, values)."""
    height = max(len(values) for _header, values in columns)
    cells = [(*values, *[""] * (height - len(values))) for _header, values in columns]
    rows = [
        Row(number, values) for number, values in enumerate(zip(*cells, strict=True), 2)
    ]
    header = [header for header, _values in columns]
    options.setdefault("has_header", True)
    return recognise_columns(header, rows, country_code=country_code, **options)


def targets(columns, country_code="NO", **options):
    found = recognise(columns, country_code, **options)
    return [recognition.target for recognition in found]


@tagged("post_install", "-at_install", "customer_register")
class TestHeaders(BaseCase):
    def test_samples_are_many_and_real_targets(self):
        count = sum(
            len(headers)
            for by_target in HEADERS.values()
            for headers in by_target.values()
        )
        self.assertGreater(count, 500)
        for by_target in HEADERS.values():
            self.assertLessEqual(by_target.keys() - {""}, TARGETS.keys())

    def test_headers_in_five_languages(self):
        for language, by_target in HEADERS.items():
            for target, headers in by_target.items():
                for header in headers:
                    with self.subTest(language=language, header=header):
                        [found] = recognise_columns([header], [], has_header=True)
                        self.assertEqual(found.target, target)

    def test_case_accents_and_signs_do_not_matter(self):
        for header in (
            "FØDSELSDATO",
            "fodselsdato",
            "Fødsels-dato:",
            "  Fødselsdato * ",
            "Fødselsdato (dd.mm.åååå)",
            "fødsels_dato",
            "FødselsDato",
        ):
            with self.subTest(header=header):
                [found] = recognise_columns([header], [], has_header=True)
                self.assertEqual(found.target, "birthdate")

    def test_unknown_headers_get_nothing(self):
        for header in (
            "Sist fakturert",
            "Antall ordrer",
            "Kundens ordrenr",
            "Prosjektnr",
            "Adress-ID",
            "Telefontid",
            "E-post utskick (ja/nej)",
            "Created by",
            "Navn på revisor",
            "Leverantörens namn",
            "Supplier e-mail",
            "Leverandør telefon",
            "Kontraktsnummer",
            "Kundnöjdhet",
            "Kund sedan",
            "Telefon verifierad",
            "Region manager",
            "Namnteckning",
            "Last contact",
            "Prosjektleder e-post",
            "???",
            "",
        ):
            with self.subTest(header=header):
                [found] = recognise_columns([header], [], has_header=True)
                self.assertEqual(found.target, "")

    def test_known_words_without_a_place_are_told(self):
        [found] = recognise_columns(["Valuta"], [], has_header=True)
        self.assertEqual((found.target, found.reason), ("", "ignored"))

    def test_exports_are_recognised_wholly(self):
        for system, (country, columns) in EXPORTS.items():
            with self.subTest(system=system):
                found = targets([(name, cells) for name, _t, cells in columns], country)
                expected = [target for _name, target, _cells in columns]
                self.assertEqual(found, expected)

    def test_exports_do_not_need_their_values(self):
        for system, (country, columns) in EXPORTS.items():
            if system == "Fortnox":
                # its VAT types are not ours: only the values tell
                columns = [column for column in columns if column[0] != "Momstyp"]
            with self.subTest(system=system):
                found = targets([(name, ()) for name, *_rest in columns], country)
                expected = [target for _name, target, _cells in columns]
                self.assertEqual(found, expected)

    def test_labels_of_the_caller_come_first(self):
        extra = [("properties.abc", "Avtaletype"), ("ref", "Navn")]
        found = recognise([("avtaletype", ("A",)), ("Navn", ("x",))], extra=extra)
        self.assertEqual(
            [(each.target, each.confidence, each.reason) for each in found],
            [("properties.abc", 1.0, "label"), ("ref", 1.0, "label")],
        )
        # the register's own names are right whatever the values are
        extra = [("website", "Website Link"), ("contact.name", "Contact person: Name")]
        columns = [
            ("Website Link", ()),
            ("Contact person: Name", tuple(f"Contact {n}" for n in range(5000, 5009))),
        ]
        self.assertEqual(targets(columns, extra=extra), ["website", "contact.name"])
        # but the second column of a name is understood as a word
        extra = [("email", "E-mail"), ("contact.name", "Contact person")]
        names = ("E-mail", "Contact person", "E-mail")
        self.assertEqual(
            targets([(name, ()) for name in names], extra=extra),
            ["email", "contact.name", "contact.email"],
        )

    def test_names_of_targets_are_headers(self):
        names = ("contact2.email", "property_payment_term_id", "invoice.zip")
        self.assertEqual(targets([(name, ()) for name in names]), list(names))

    def test_every_target_has_words_or_belongs_to_a_group(self):
        for name, target in TARGETS.items():
            with self.subTest(target=name):
                self.assertTrue(target.words)
        self.assertEqual(get_target("properties.x").kind, "property")
        self.assertRaises(KeyError, get_target, "no_such_target")

    def test_many_columns_take_no_time(self):
        header = [f"Fakturaadress postnr {number} xyz" for number in range(1_000)]
        found = recognise_columns(header, [], has_header=True)
        self.assertEqual(len(found), 1_000)


@tagged("post_install", "-at_install", "customer_register")
class TestNeighbours(BaseCase):
    def names(self, *headers):
        return targets([(header, ()) for header in headers])

    def test_a_target_is_given_once(self):
        self.assertEqual(self.names("Navn", "Navn"), ["name", ""])
        self.assertEqual(
            self.names("Telefon", "Mobil", "E-post", "Epost"),
            ["phone", "phone_other", "email", "email_other"],
        )
        self.assertEqual(self.names("Mobil", "Telefon"), ["phone_other", "phone"])
        self.assertEqual(self.names("Mobil"), ["phone"])
        for header in (
            "Telefon (private)",
            "Telefon jobb",
            "Telefon 2",
            "Hemtelefon",
            "Home phone",
            "Phone 2",
            "Muu puhelin",
        ):
            with self.subTest(header=header):
                self.assertEqual(self.names("Telefon", header)[1], "phone_other")
                # the only one is the telephone, whatever it is called
                self.assertEqual(self.names(header), ["phone"])
        self.assertEqual(self.names("Email", "Email 2"), ["email", "email_other"])
        self.assertEqual(self.names("Notat", "Merknad"), ["comment", "comment"])

    def test_columns_of_one_name_are_a_series(self):
        self.assertEqual(
            self.names(*("Kontaktperson", "Kontakt e-post") * 3),
            [
                "contact.name",
                "contact.email",
                "contact2.name",
                "contact2.email",
                "contact3.name",
                "contact3.email",
            ],
        )

    def test_numbers_name_the_contact(self):
        self.assertEqual(
            self.names(
                "Kontakt 1 navn", "Kontakt 2 navn", "Contact3 Email", "Kontakt 6 navn"
            ),
            ["contact.name", "contact2.name", "contact3.email", ""],
        )

    def test_address_beside_postal_code_is_the_customers(self):
        self.assertEqual(
            self.names("Namn", "Postadress", "Postnr", "Ort"),
            ["name", "street", "zip", "city"],
        )
        self.assertEqual(
            self.names("Namn", "Fakturaadress", "Postnr", "Ort"),
            ["name", "street", "zip", "city"],
        )
        self.assertEqual(
            self.names("Postnr", "Ort", "Telefon", "Fakturaadress"),
            ["zip", "city", "phone", "invoice.street"],
        )

    def test_only_postal_address_is_the_customers(self):
        self.assertEqual(
            self.names("Postadresse", "Postadresse postnr", "Postadresse sted"),
            ["street", "zip", "city"],
        )
        self.assertEqual(
            self.names(
                "Fakturaadress", "Fakturapostnr", "Fakturaort", "E-post faktura"
            ),
            ["street", "zip", "city", "invoice.email"],
        )
        self.assertEqual(
            self.names("Besöksadress", "Besöksadress postnr", "Besöksadress ort"),
            ["visiting.street", "visiting.zip", "visiting.city"],
        )
        self.assertEqual(
            self.names("Adresse", "Postadresse", "Postadresse postnr"),
            ["street", "mail.street", "mail.zip"],
        )

    def test_names_of_persons_beside_a_company(self):
        company = ("Bygg AS", "Rør AS", "Malt AS")
        first, last = ("Kari", "Ola", "Per"), ("Li", "Hansen", "Bø")
        full = [" ".join(pair) for pair in zip(first, last, strict=True)]
        persons = [("Fornavn", first), ("Etternavn", last)]
        self.assertEqual(
            targets([("Firma", company), *persons]),
            ["name", "contact.first_name", "contact.last_name"],
        )
        self.assertEqual(
            targets([("Navn", full), *persons]), ["name", "first_name", "last_name"]
        )
        self.assertEqual(targets(persons), ["first_name", "last_name"])

    def test_second_email_behind_the_contact_is_the_contacts(self):
        self.assertEqual(
            self.names("Navn", "E-post", "Kontaktperson", "E-post", "Telefon"),
            ["name", "email", "contact.name", "contact.email", "phone"],
        )
        self.assertEqual(
            self.names("E-post", "Kontaktperson", "E-post 2"),
            ["email", "contact.name", "email_other"],
        )

    def test_contact_with_digits_is_no_telephone(self):
        firms = ("Bygg AS", "Rør AS", "Malt AS")
        for values, target in (
            (("Per 5001", "Per 5002", "Per 5003"), "contact.name"),
            (("22334455", "22334456", "22334457"), "contact.phone"),
            (("Tlf. 22 33 44 55", "tel: 22334456", "+47 22334457"), "contact.phone"),
        ):
            with self.subTest(values=values):
                columns = [("Firma", firms), ("Kontaktperson", values)]
                self.assertEqual(targets(columns), ["name", target])
