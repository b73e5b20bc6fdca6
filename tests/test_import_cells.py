"""Cleaning one cell by the kind of its target."""

import datetime

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_register.importing import problems as p
from odoo.addons.customer_register.importing.places import (
    country_code_of,
    language_code_of,
    postal_code,
    split_zip_city,
)
from odoo.addons.customer_register.importing.problems import Problem
from odoo.addons.customer_register.importing.targets import get_target
from odoo.addons.customer_register.importing.values import cleaner_for, read_number

TODAY = datetime.date(2026, 11, 25)
CHRISTMAS = "1984-12-24"


class CellCase(BaseCase):
    def clean(self, target, text, **options):
        cleaner = cleaner_for(get_target(target), today=TODAY, options=options)
        return cleaner(text)

    def assertCleaned(self, target, expected):
        """Assert {typed: cleaned}; a text of a problem's code stands for it."""
        clean = cleaner_for(get_target(target), today=TODAY)
        for typed, value in expected.items():
            with self.subTest(target=target, typed=typed):
                cleaned = clean(typed)
                if isinstance(cleaned, Problem):
                    cleaned = cleaned.code
                self.assertEqual(cleaned, value)
                self.assertIs(type(cleaned), type(value))


@tagged("post_install", "-at_install", "customer_register")
class TestTexts(CellCase):
    def test_blanks_say_nothing(self):
        blanks = (" ", "\u00a0", "-", "–", "N/A", "#N/A", "NULL", "null", ".", "(tom)")
        for target in ("name", "ref", "email", "phone", "is_company", "zip", "comment"):
            self.assertCleaned(target, dict.fromkeys(blanks))
        self.assertCleaned("phone", {"0": None, "+47": None, "Mangler": None})
        self.assertCleaned("email", {"0": None, "ingen": None, "SAKNAS": None})
        self.assertCleaned("website", {"http://": None})
        self.assertCleaned("zip", {"0000": None, "0": None})
        self.assertCleaned(
            "birthdate", {"0000-00-00": None, "00.00.0000": None, "1900-01-01": None}
        )
        self.assertCleaned("ref", {"0": "0", "None": "None"})
        # a name, and a choice
        self.assertCleaned("name", {"Na": "Na", "Nan": "Nan", "X": "X"})
        self.assertCleaned("tax_reduction_type", {"none": "none"})

    def test_white_space_and_apostrophes(self):
        self.assertCleaned(
            "name",
            {
                " Equinor\u00a0 ASA ": "Equinor ASA",
                "To\nlinjer": "To linjer",
                "'t Hart BV": "'t Hart BV",
                "\ufeffÅs": "Ås",
            },
        )
        self.assertCleaned(
            "ref", {"'00123": "00123", " 007 ": "007", "'=1+1": "=1+1", "A-1": "A-1"}
        )
        self.assertCleaned("phone", {"'+47 22 33 44 55": ("+47 22 33 44 55",)})

    def test_lengths(self):
        found = self.clean("name", "x" * 256)
        self.assertEqual(found, Problem(p.VALUE_TOO_LONG, {"found": 256, "limit": 255}))
        self.assertEqual(self.clean("name", " " + "x" * 255 + " "), "x" * 255)
        self.assertEqual(
            self.clean("property_designation", "x" * 41).params["limit"], 40
        )

    def test_comments_keep_their_lines(self):
        self.assertCleaned("comment", {"en\r\nto\n\ntre ": "en\nto\n\ntre"})

    def test_shortened_numbers(self):
        self.assertCleaned(
            "ref",
            {
                "1,23457E+11": p.ROW_REF_SCIENTIFIC,
                "1.2E+5": p.ROW_REF_SCIENTIFIC,
                "1E+05": p.ROW_REF_SCIENTIFIC,
                "1E5": "1E5",
                "E100": "E100",
                "1EA": "1EA",
            },
        )
        self.assertCleaned("phone", {"4,79123E+09": p.VALUE_SCIENTIFIC})

    def test_problems_never_hold_what_was_typed(self):
        for target in ("email", "phone", "birthdate", "country_id", "lang", "vat"):
            found = self.clean(target, "secret text")
            with self.subTest(target=target):
                self.assertIsInstance(found, Problem)
                self.assertNotIn("secret", repr(found))


@tagged("post_install", "-at_install", "customer_register")
class TestNumbersAndChoices(CellCase):
    def test_numbers(self):
        for text, number in {
            "50": 50.0,
            "33,33": 33.33,
            "33.33": 33.33,
            "1 234,50": 1234.5,
            "1\u00a0234,50": 1234.5,
            "1\u202f234": 1234.0,
            "1.234,50": 1234.5,
            "1,234.50": 1234.5,
            "1.234.567": 1234567.0,
            "1,234,567": 1234567.0,
            "1'234.50": 1234.5,
            "12,5 %": 12.5,
            "kr 100": 100.0,
            "100 SEK": 100.0,
            "-5": -5.0,
            "−5": -5.0,
            "+5": 5.0,
        }.items():
            with self.subTest(text=text):
                self.assertEqual(read_number(text), number)
        for text in ("x", "1 2x", "1,2,3", "1-2", "--1", "%", "1.2.3"):
            with self.subTest(text=text):
                self.assertEqual(read_number(text), Problem(p.VALUE_NOT_NUMBER))

    def test_booleans(self):
        words = "yes Ja JA j kyllä joo true TRUE sann sant tosi 1 x X ✓ on"
        self.assertCleaned("facility_required", dict.fromkeys(words.split(), True))
        words = "no Nei nej ei false FALSE usann falskt epätosi 0 off n"
        self.assertCleaned("facility_required", dict.fromkeys(words.split(), False))
        self.assertCleaned("facility_required", {"kanskje": p.VALUE_NOT_BOOLEAN})

    def test_company_or_private(self):
        words = (
            "Företag, Bedrift, Yritys, Virksomhed, Company, COMPANY, Firma, B2B, ja, 1"
        )
        expected = dict.fromkeys(words.split(", "), True)
        self.assertCleaned("is_company", expected)
        words = (
            "Privat, Privatperson, Yksityinen, Yksityishenkilö, PRIVATE, Forbruker,"
            " Kuluttaja, Konsument, nei, 0"
        )
        self.assertCleaned("is_company", dict.fromkeys(words.split(","), False))
        words = ("Annet", "K", "E", "P")
        self.assertCleaned("is_company", dict.fromkeys(words, p.VALUE_NOT_CHOICE))
        self.assertCleaned("is_private", {"ja": True, "Privat": True, "Bedrift": False})

    def test_active_or_not(self):
        words = "Aktiv, active, Aktiivinen, aktiva, ja, 1, Käytössä"
        self.assertCleaned("active", dict.fromkeys(words.split(", "), True))
        words = (
            "Inaktiv, inactive, Passiivinen, Passiv, Sperret, Spärrad, Avsluttet, nej"
        )
        self.assertCleaned("active", dict.fromkeys(words.split(", "), False))
        self.assertCleaned(
            "inactive", {"ja": True, "nei": False, "Inaktiv": True, "Aktiv": False}
        )
        self.assertCleaned("active", {"Vunnet": p.VALUE_NOT_CHOICE})

    def test_vat_types(self):
        words = "normal, Normal VAT, Med moms, inkl. mva, Inkl. moms, sis. ALV, ja"
        self.assertCleaned("vat_type", dict.fromkeys(words.split(", "), "normal"))
        words = (
            "none, No VAT, NoVAT, exkl. moms, Uten MVA, utan moms, ej moms, ilman ALV"
        )
        self.assertCleaned("vat_type", dict.fromkeys(words.split(", "), "none"))
        self.assertCleaned("vat_type", {"SEVAT": p.VALUE_NOT_CHOICE})

    def test_tax_reductions(self):
        self.assertCleaned(
            "tax_reduction_type",
            {
                "ROT": "rot",
                "rot-avdrag": "rot",
                "ROT (building)": "rot",
                "RUT": "rut",
                "RUT (household)": "rut",
                "Grön teknik": "green",
                "GRON TEKNIK": "green",
                "Green technology": "green",
                "Ingen": "none",
                "nej": "none",
                "Solceller": p.VALUE_NOT_CHOICE,
            },
        )


@tagged("post_install", "-at_install", "customer_register")
class TestPlaces(CellCase):
    def test_countries(self):
        for code, words in {
            "NO": "NO, no, NOR, Norge, Noreg, Norway, Norja, NORGE, Norge (NO), N",
            "SE": "SE, SWE, Sverige, Sweden, Ruotsi, S",
            "DK": "DK, Danmark, Denmark, Tanska",
            "FI": "FI, FIN, Finland, Suomi, SF",
            "DE": "DE, Tyskland, Germany, Saksa, D",
            "GB": "GB, UK, Storbritannia, Storbritannien, Iso-Britannia, England",
            "US": "US, USA, United States, Yhdysvallat",
            "NL": "Holland, Nederland, Nederländerna, Alankomaat",
            "EE": "Estland, Viro, Estonia",
            "AX": "Åland, AX",
            "IS": "Island, Iceland, Islanti",
        }.items():
            self.assertCleaned("country_id", dict.fromkeys(words.split(", "), code))
        for text in ("XX", "ZZ", "EU", "12", "Europa", ""):
            with self.subTest(text=text):
                self.assertEqual(country_code_of(text), "")
        self.assertCleaned("country_id", {"Narnia": p.VALUE_NOT_COUNTRY})

    def test_languages(self):
        for code, words in {
            "sv_SE": "sv, SE, SV, swe, sv_SE, sv-SE, Svenska, svensk, Swedish, Ruotsi",
            "nb_NO": "nb, no, NO, nb_NO, nb-NO, no_NO, Norsk, Norska, Norwegian, Norja,"
            " Bokmål, norsk bokmål, Nynorsk",
            "da_DK": "da, DK, da_DK, Dansk, Danska, Danish, Tanska",
            "fi_FI": "fi, FIN, fi_FI, Finsk, Finska, Finnish, Suomi",
            "en_US": "en, ENG, en_US, Engelsk, Engelska, English, Englanti",
            "en_GB": "en_GB, en-GB",
            "de_DE": "de, Tysk, Tyska, German, Deutsch, Saksa",
        }.items():
            self.assertCleaned(
                "lang", {word.strip(): code for word in words.split(",")}
            )
        self.assertCleaned(
            "lang", {"klingon": p.VALUE_NOT_LANGUAGE, "xx_YY": p.VALUE_NOT_LANGUAGE}
        )
        self.assertEqual(language_code_of("Swedish / Svenska"), "sv_SE")
        self.assertEqual(language_code_of("English (US)"), "en_US")

    def test_postal_codes_get_their_zeros_back(self):
        for text, country, code in (
            ("150", "NO", "0150"),
            ("0150", "NO", "0150"),
            ("N-0150", "NO", "0150"),
            ("NO 0150", "NO", "0150"),
            ("15", "NO", "15"),
            ("800", "DK", "0800"),
            ("100", "FI", "00100"),
            ("2610", "FI", "02610"),
            ("FI-00100", "FI", "00100"),
            ("SE-123 45", "SE", "123 45"),
            ("12345", "SE", "12345"),
            ("123", "SE", "123"),
            ("150", "", "150"),
            ("SW1A 1AA", "GB", "SW1A 1AA"),
        ):
            with self.subTest(text=text, country=country):
                self.assertEqual(postal_code(text, country), code)

    def test_postal_code_and_city(self):
        for text, parts in {
            "0150 Oslo": ("0150", "Oslo"),
            "0150, Oslo": ("0150", "Oslo"),
            "150 Oslo": ("150", "Oslo"),
            "123 45 Stockholm": ("123 45", "Stockholm"),
            "12345 Upplands Väsby": ("12345", "Upplands Väsby"),
            "SE-123 45 Stockholm": ("SE-123 45", "Stockholm"),
            "00100 Helsinki": ("00100", "Helsinki"),
            "1400 Å": ("1400", "Å"),
            "Oslo 0150": ("0150", "Oslo"),
            "0150/Oslo": ("0150", "Oslo"),
            "Oslo": ("", "Oslo"),
            "0150": ("0150", ""),
        }.items():
            with self.subTest(text=text):
                self.assertEqual(split_zip_city(text), parts)


@tagged("post_install", "-at_install", "customer_register")
class TestReaching(CellCase):
    def test_email(self):
        self.assertCleaned(
            "email",
            {
                "a@example.no": ("a@example.no",),
                " Kari.Li+x@Example.NO ": ("Kari.Li+x@Example.NO",),
                "Kari Li <kari@example.no>": ("kari@example.no",),
                "mailto:a@example.no": ("a@example.no",),
                "a@example.no; b@example.no": ("a@example.no", "b@example.no"),
                "a@example.no,a@example.no": ("a@example.no",),
                "a@example.no / b@example.se": ("a@example.no", "b@example.se"),
                "åse@bøler.no": ("åse@bøler.no",),
                "a@example": p.VALUE_NOT_EMAIL,
                "a@@example.no": p.VALUE_NOT_EMAIL,
                "example.no": p.VALUE_NOT_EMAIL,
                "a@example.no; b@example": p.VALUE_NOT_EMAIL,
                "a b": p.VALUE_NOT_EMAIL,
                "@": p.VALUE_NOT_EMAIL,
            },
        )

    def test_phone(self):
        self.assertCleaned(
            "phone",
            {
                "22 33 44 55": ("22 33 44 55",),
                "0047 22 33 44 55": ("+47 22 33 44 55",),
                "004722334455": ("+4722334455",),
                "+46 (0)8-12 34 56": ("+46 (0)8-12 34 56",),
                "070\u00a0123 45 67": ("070 123 45 67",),
                "4722334455.0": ("4722334455",),
                "tel: 22334455": ("22334455",),
                "Mob. 98765432": ("98765432",),
                "22334455 / 98765432": ("22334455", "98765432"),
                "22334455; 98765432": ("22334455", "98765432"),
                "08-12 34 56, 070-123 45 67": ("08-12 34 56", "070-123 45 67"),
                "22334455 eller 98765432": ("22334455", "98765432"),
                "02/123456": ("02/123456",),
                "110": ("110",),
                "12": p.VALUE_NOT_PHONE,
                "ring mamma": p.VALUE_NOT_PHONE,
                "22334455 Kari": p.VALUE_NOT_PHONE,
            },
        )

    def test_website(self):
        self.assertCleaned(
            "website",
            {
                "www.example.no": "www.example.no",
                "https://example.no/a?b=1": "https://example.no/a?b=1",
                "example.no": "example.no",
                "http://blåbær.example.no:8069": "http://blåbær.example.no:8069",
                "example": p.VALUE_NOT_URL,
                "a@example.no": p.VALUE_NOT_URL,
                "javascript:alert(1)": p.VALUE_NOT_URL,
                "two words.no": p.VALUE_NOT_URL,
            },
        )

    def test_vat(self):
        self.assertCleaned(
            "vat",
            {
                "NO 923 609 016 MVA": "NO923609016MVA",
                "NO923609016": "NO923609016",
                "se556012-579001": "SE556012579001",
                "FI01120389": "FI01120389",
                "DK 24 25 67 90": "DK24256790",
                "DE 136,695 976": "DE136695976",
                "923609016": "923609016",
                "NO923609017MVA": p.VALUE_NOT_VAT,
                "SE556012579101": p.VALUE_NOT_VAT,
                "DE136695977": p.VALUE_NOT_VAT,
                "none of it": p.VALUE_NOT_VAT,
                "1": p.VALUE_NOT_VAT,
            },
        )
