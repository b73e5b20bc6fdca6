"""The addon speaks Norwegian, Swedish, Danish and Finnish where a customer reads it."""

import re
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import polib
from lxml import etree

from odoo import Command
from odoo.tests import BaseCase, tagged

from ..importing.recognise import recognise_columns
from .sale_order_common import SaleOrderCommon
from .test_sale_order_vat import text_of

ADDON = Path(__file__).parent.parent
FILES = {"nb_NO": "nb.po", "sv_SE": "sv.po", "da_DK": "da.po", "fi_FI": "fi.po"}
# What a translation takes over as it is: Python's and QWeb's placeholders, tags with
# their attributes, entities.
UNTOUCHABLE = re.compile(
    r"%\(\w+\)[a-z]|%[a-z%]|\{\{.*?\}\}|\$\{.*?\}|</?[a-zA-Z][^>]*>|&#?\w+;", re.DOTALL
)
WORDS = {
    "nb_NO": {
        "headings": [
            "Serviceprotokoll",
            "Deres ordrenummer",
            "Ordredato",
            "Anlegg",
            "Teknikere",
            "Serviceobjekter",
            "Serienummer",
            "Utført arbeid",
            "Artikler",
            "Kommentarer",
            "Underskrift og navn",
        ],
        "without_vat": "Alle beløp er ekskl. mva.",
        "with_vat": "Totalt inkl. mva. ",
        "excluding": " (ekskl. mva.)",
        "including": " (inkl. mva.)",
        "work_order": "Arbeidsordre",
        "as_worked": "Etter medgått tid",
        "mail": "Her er serviceprotokollen for ordre %s (deres ordrenummer PO-7)",
        "file": "Serviceprotokoll %s",
        "assigned": "Du er tildelt kunden ",
        "order_assigned": "Du er tildelt Tilbud ",
        "personal_number": "Fødselsnummer",
        "menu": "Feilmeldinger",
    },
    "sv_SE": {
        "headings": [
            "Serviceprotokoll",
            "Ert ordernummer",
            "Orderdatum",
            "Anläggning",
            "Tekniker",
            "Serviceobjekt",
            "Serienummer",
            "Utfört arbete",
            "Artiklar",
            "Kommentarer",
            "Underskrift och namn",
        ],
        "without_vat": "Alla belopp är exkl. moms.",
        "with_vat": "Totalt inkl. moms ",
        "excluding": " (exkl. moms)",
        "including": " (inkl. moms)",
        "work_order": "Arbetsorder",
        "as_worked": "Enligt nedlagd tid",
        "mail": "Här är serviceprotokollet för order %s (ert ordernummer PO-7)",
        "file": "Serviceprotokoll %s",
        "assigned": "Du har tilldelats kunden ",
        "order_assigned": "Du har tilldelats Offert ",
        "personal_number": "Personnummer",
        "menu": "Felanmälningar",
    },
    "da_DK": {
        "headings": [
            "Serviceprotokol",
            "Jeres ordrenummer",
            "Ordredato",
            "Anlæg",
            "Teknikere",
            "Serviceobjekter",
            "Serienummer",
            "Udført arbejde",
            "Varer",
            "Bemærkninger",
            "Underskrift og navn",
        ],
        "without_vat": "Alle beløb er ekskl. moms.",
        "with_vat": "I alt inkl. moms ",
        "excluding": " (ekskl. moms)",
        "including": " (inkl. moms)",
        "work_order": "Arbejdsordre",
        "as_worked": "Efter medgået tid",
        "mail": "Her er serviceprotokollen for ordre %s (jeres ordrenummer PO-7)",
        "file": "Serviceprotokol %s",
        "assigned": "Du er tildelt kunden ",
        "order_assigned": "Du er tildelt Tilbud ",
        "personal_number": "CPR-nummer",
        "menu": "Fejlmeldinger",
    },
    "fi_FI": {
        "headings": [
            "Huoltopöytäkirja",
            "Tilausnumeronne",
            "Tilauksen päivämäärä",
            "Kohde",
            "Asentajat",
            "Huoltokohteet",
            "Sarjanumero",
            "Tehty työ",
            "Nimikkeet",
            "Kommentit",
            "Allekirjoitus ja nimenselvennys",
        ],
        "without_vat": "Kaikki summat ilman ALV:tä.",
        "with_vat": "Yhteensä, sis. ALV:n ",
        "excluding": " (ilman ALV:tä)",
        "including": " (sis. ALV:n)",
        "work_order": "Työtilaus",
        "as_worked": "Toteutuneiden tuntien mukaan",
        "mail": "tässä on huoltopöytäkirja tilauksesta %s (tilausnumeronne PO-7)",
        "file": "Huoltopöytäkirja %s",
        "assigned": "Sinulle on osoitettu asiakas ",
        "order_assigned": "Sinulle on osoitettu Tarjous ",
        "personal_number": "Henkilötunnus",
        "menu": "Vikailmoitukset",
    },
}


def customer_facing():
    """Return a test of a term's source: is it read by customers or technicians?

    That is: documents, e-mails, portal pages, and what orders and notices say.
    """
    files = [
        *ADDON.glob("report/*.xml"),
        *ADDON.glob("data/mail_template*.xml"),
        *ADDON.glob("views/*_templates.xml"),
    ]
    xmlids = {
        f"customer_register.{node.get('id')}"
        for file in files
        for node in etree.parse(file).iterfind(".//*[@id]")
        if node.tag in ("record", "template")
    }
    modules = {
        f"code:addons/customer_register/models/{file.name}"
        for file in [
            *ADDON.glob("models/sale_order_*.py"),
            ADDON / "models" / "customer_technician_notice.py",
        ]
    }
    return lambda source: source in modules or source.split(":")[-1] in xmlids


@tagged("post_install", "-at_install")
class TestTranslationFiles(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.template = polib.pofile(str(ADDON / "i18n" / "customer_register.pot"))
        cls.files = {
            name: polib.pofile(str(ADDON / "i18n" / name), check_for_duplicates=True)
            for name in FILES.values()
        }

    def assertAllTranslations(self, is_right):
        """Expect `is_right(source text, translation)` of every entry of every file."""
        for name, file in self.files.items():
            wrong = [
                (entry.msgid, entry.msgstr)
                for entry in file.translated_entries()
                if not is_right(entry.msgid, entry.msgstr)
            ]
            with self.subTest(file=name):
                self.assertFalse(wrong)

    def test_placeholders_and_markup_are_those_of_the_source(self):
        def same(source, translation):
            found, kept = map(UNTOUCHABLE.findall, (source, translation))
            # Python fills "%s" and "%d" in by their position
            in_order = [
                [mark for mark in marks if re.fullmatch("%[a-z]", mark)]
                for marks in (found, kept)
            ]
            return Counter(found) == Counter(kept) and in_order[0] == in_order[1]

        self.assertAllTranslations(same)

    def test_outer_spaces_are_those_of_the_source(self):
        def edges(text):
            return text[: -len(text.lstrip())], text[len(text.rstrip()) :]

        self.assertAllTranslations(lambda *texts: edges(texts[0]) == edges(texts[1]))

    def test_markup_is_well_formed(self):
        def is_well_formed(source, translation):
            if "<" not in source:
                return True
            try:
                etree.fromstring(f"<t>{translation}</t>")
            except etree.XMLSyntaxError:
                return False
            return True

        self.assertAllTranslations(is_well_formed)

    def test_nothing_is_left_over(self):
        for name, file in self.files.items():
            with self.subTest(file=name):
                self.assertFalse(file.fuzzy_entries())
                self.assertFalse(file.obsolete_entries())

    def test_what_customers_read_is_translated(self):
        is_customer_facing = customer_facing()
        texts = {
            entry.msgid
            for entry in self.template
            if any(is_customer_facing(source) for source, _line in entry.occurrences)
        }
        for known in ("Signature and name", "All amounts exclude VAT.", "As worked"):
            self.assertIn(known, texts)
        for name, file in self.files.items():
            translated = {entry.msgid for entry in file.translated_entries()}
            with self.subTest(file=name):
                self.assertFalse(texts - translated)


@tagged("post_install", "-at_install")
class TestTranslations(SaleOrderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for lang in FILES:
            cls.env["res.lang"]._activate_lang(lang)
        cls.env["ir.module.module"]._load_module_terms(
            ["sale", "customer_register"], list(FILES)
        )
        cls.customer.technician_ids = cls.technician
        cls.order = cls.new_order(
            order_type="service",
            client_order_ref="PO-7",
            facility_id=cls.facility.id,
            service_object_ids=[Command.set(cls.lift.ids)],
            work_comment="<p>Rope changed</p>",
            order_line=[
                cls.line(cls.travel, 1),
                cls.line(cls.hours, 2, work_date="2025-03-03", name="Yearly service"),
            ],
        )
        cls.order.action_confirm()
        cls.with_vat, cls.without_vat = (
            cls.new_order(
                vat_type=vat_type,
                order_line=[
                    cls.line(cls.travel, 10),
                    cls.line(cls.hours, 0, name="Hours to come"),
                ],
            )
            for vat_type in ("normal", "none")
        )
        cls.orders = cls.with_vat | cls.without_vat

    @contextmanager
    def in_language(self, lang):
        """Give the customer and its technician a language, name it in failures."""
        self.customer.lang = self.technician.lang = lang
        with self.subTest(lang=lang):
            yield

    def printed(self, report, order):
        html, _type = self.env["ir.actions.report"]._render_qweb_html(report, order.ids)
        return text_of(html)

    def notices(self):
        return self.env["mail.message"].search(
            [
                ("message_type", "=", "user_notification"),
                ("notified_partner_ids", "in", self.technician.partner_id.ids),
            ]
        )

    def test_service_protocol(self):
        for lang, words in WORDS.items():
            with self.in_language(lang):
                protocol = self.printed(
                    "customer_register.report_service_protocol", self.order
                )
                for heading in words["headings"]:
                    self.assertIn(heading, protocol)
                for english in ("Protocol ", "Technicians", "Work Done", "Signature"):
                    self.assertNotIn(english, protocol)

    def test_order_in_print(self):
        self.orders.action_confirm()
        for lang, words in WORDS.items():
            with self.in_language(lang):
                with_vat, without_vat = (
                    self.printed("sale.report_saleorder", order)
                    for order in self.orders
                )
                self.assertIn(f"{words['work_order']} # {self.with_vat.name}", with_vat)
                self.assertIn(words["with_vat"], with_vat)
                self.assertIn(words["as_worked"], with_vat)
                self.assertIn(words["without_vat"], without_vat)

    def test_amounts_note(self):
        for lang, words in WORDS.items():
            with self.in_language(lang):
                with_vat, without_vat = self.orders.with_context(lang=lang)
                self.assertTrue(with_vat.amounts_note.startswith(words["with_vat"]))
                self.assertEqual(without_vat.amounts_note, words["without_vat"])

    def test_order_mail(self):
        template = self.env.ref("sale.email_template_edi_sale")
        for lang, words in WORDS.items():
            with self.in_language(lang):
                bodies = template._render_field(
                    "body_html", self.orders.ids, compute_lang=True
                )
                self.assertIn(words["including"], text_of(bodies[self.with_vat.id]))
                self.assertIn(words["excluding"], text_of(bodies[self.without_vat.id]))

    def test_mail_with_the_protocol(self):
        contact = self.env["res.partner"].create(
            {
                "name": "Per Protocol",
                "parent_id": self.customer.id,
                "email": "per@lifts.example.com",
                "send_service_protocol": True,
            }
        )
        for lang, words in WORDS.items():
            with self.in_language(lang):
                contact.lang = lang
                mail = self.order._send_documents({self.order: contact})
                body = text_of(mail.body_html).replace(" )", ")")
                self.assertIn(words["mail"] % self.order.name, body)
                file_name = words["file"] % self.order.name
                self.assertIn(file_name, mail.attachment_ids.name)
                self.assertTrue(mail.subject.lower().endswith(file_name.lower()))

    def test_notices_to_technicians(self):
        for lang, words in WORDS.items():
            with self.in_language(lang):
                self.customer.technician_ids = False
                self.cr.flush()
                self.customer.technician_ids = self.technician
                self.cr.flush()
                notice = self.notices()[0]
                self.assertEqual(notice.subject, words["assigned"] + self.customer.name)
                self.assertIn(words["assigned"], notice.body)
                order = self.new_order()
                subject = self.notices()[0].subject
                self.assertTrue(
                    subject.startswith(words["order_assigned"] + order.name)
                )

    def test_screens(self):
        name = "personal_identity_number_masked"
        for lang, words in WORDS.items():
            with self.in_language(lang):
                env = self.env(context={"lang": lang})
                label = env["res.partner"].fields_get([name])[name]["string"]
                self.assertEqual(label, words["personal_number"])
                action = env.ref("customer_register.error_report_action")
                self.assertEqual(action.name, words["menu"])

    def test_columns_of_files_to_fill_in(self):
        """The labels of every language are recognised, whoever imports the file."""
        labels = self.env["customer.import"]._extra_targets()
        for lang in FILES:
            columns = self.env["customer.import.column"].with_context(lang=lang)
            targets = {
                target["full_label"]: target["target"] for target in columns._targets()
            }
            found = recognise_columns(list(targets), [], has_header=True, extra=labels)
            with self.subTest(lang=lang):
                self.assertEqual(len(targets), len(columns._targets()))
                self.assertEqual(
                    {
                        label: recognition.target
                        for label, recognition in zip(targets, found, strict=True)
                    },
                    targets,
                )
