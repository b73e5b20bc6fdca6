"""The Norwegian register of legal entities, as recorded."""

import datetime

from odoo.tests import tagged

from odoo.addons.customer_register.registries import errors as e
from odoo.addons.customer_register.registries.company import Address

from .registry_norway_common import (
    EQUINOR,
    NOBODY,
    NorwayCase,
    entity,
    hits,
)
from .registry_server import RegistryServer, Reply, sample


@tagged("post_install", "-at_install", "customer_register")
class TestNorwegianCompany(NorwayCase):
    def test_company(self):
        self.serve(EQUINOR, Reply.sample("no_enhet_200"))

        company = self.client.get_company("NO 923 609 016 MVA")

        self.assertEqual(
            {**company.as_dict(), "fetched_at": ""},
            {
                "number": EQUINOR,
                "name": "EQUINOR ASA",
                "country_code": "NO",
                "legal_form": "Allmennaksjeselskap",
                "legal_form_code": "ASA",
                "status": "active",
                "status_date": "",
                "restructuring": False,
                "vat_number": "NO923609016MVA",
                "vat_registered": True,
                "vat_known": True,
                "industry_code": "06.100",
                "industry_name": "Utvinning av råolje",
                "employees": 21408,
                "visiting_address": {
                    "street": "Forusbeen 50",
                    "street2": "",
                    "zip": "4035",
                    "city": "STAVANGER",
                    "country_code": "NO",
                },
                "mail_address": {
                    "street": "Postboks 8500",
                    "street2": "",
                    "zip": "4035",
                    "city": "STAVANGER",
                    "country_code": "NO",
                },
                "email": "",
                "phone": "51 99 00 00",
                "website": "www.equinor.com",
                "previous_names": [],
                "other_names": [],
                "is_sub_unit": False,
                "parent_number": "",
                "protected": False,
                "peppol_eas": "0192",
                "peppol_endpoint": EQUINOR,
                "source": "brreg",
                "fetched_at": "",
            },
        )
        fetched = datetime.datetime.strptime(company.fetched_at, "%Y-%m-%d %H:%M:%S")
        now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
        self.assertLess(abs((now - fetched).total_seconds()), 10)

    def test_deleted_company_answers_as_if_it_were_there(self):
        self.serve(NOBODY, Reply.sample("no_enhet_slettet_200"))

        company = self.client.get_company(NOBODY)

        self.assertEqual(company.name, "SLETTET EKSEMPEL AS")
        self.assertEqual(
            (company.status, company.status_date), ("deleted", "2026-08-21")
        )
        self.assertIs(company.vat_registered, False)
        self.assertEqual(company.vat_number, "")
        self.assertEqual(company.previous_names, ("GAMMELT NAVN AS",))
        self.assertFalse(company.visiting_address)
        self.assertEqual(company.as_dict()["visiting_address"], {})

    def test_company_that_was_taken_out(self):
        self.serve(NOBODY, Reply.sample("no_enhet_410"))
        company = self.client.get_company(NOBODY)
        self.assertEqual(
            (company.status, company.status_date), ("deleted", "2026-09-21")
        )
        self.assertEqual((company.number, company.name), (NOBODY, ""))

        self.serve(NOBODY, Reply(status=410))
        self.assertEqual(self.client.get_company(NOBODY).status, "deleted")

    def test_bankrupt_company(self):
        self.serve(NOBODY, Reply.sample("no_enhet_konkurs_200"))
        company = self.client.get_company(NOBODY)
        self.assertEqual(
            (company.status, company.status_date), ("bankrupt", "2026-07-08")
        )
        self.assertEqual(
            company.visiting_address,
            Address(
                "Storgata 1", "c/o Advokatfirmaet Eksempel AS", "0155", "OSLO", "NO"
            ),
        )

    def test_company_that_is_wound_up(self):
        self.serve(NOBODY, Reply.sample("no_enhet_avvikling_200"))
        company = self.client.get_company(NOBODY)
        self.assertEqual(
            (company.status, company.status_date), ("liquidation", "2026-06-01")
        )

    def test_missing_flags_do_not_mean_active(self):
        for missing in (
            "konkurs",
            "underAvvikling",
            "underTvangsavviklingEllerTvangsopplosning",
        ):
            document = sample("no_enhet_200")
            del document[missing]
            self.serve(EQUINOR, Reply.json(document))
            self.assertEqual(self.client.get_company(EQUINOR).status, "")

    def test_vat_registration(self):
        for told, expected, number in (
            (True, True, "NO923609016MVA"),
            (False, False, ""),
            (None, None, ""),
        ):
            document = entity(EQUINOR, registrertIMvaregisteret=told)
            self.serve(EQUINOR, Reply.json(document))
            company = self.client.get_company(EQUINOR)
            self.assertIs(company.vat_registered, expected)
            self.assertEqual(company.vat_number, number)
            self.assertIs(company.as_dict()["vat_known"], told is not None)

    def test_sub_unit(self):
        document = {**sample("no_underenhet_200"), "organisasjonsnummer": NOBODY}
        del document["nedleggelsesdato"]
        self.server.on(f"/underenheter/{NOBODY}", Reply.json(document))

        company = self.client.get_company(NOBODY)

        self.assertEqual(company.name, "SESAM STASJON")
        self.assertTrue(company.is_sub_unit)
        self.assertEqual(company.parent_number, "112233445")
        self.assertEqual(company.status, "active")
        self.assertEqual(company.visiting_address.street, "Tyvholmen 1")
        self.assertEqual(
            company.mail_address,
            Address("Postboks 1752 Vika", "c/o reder K. Rusing", "0122", "OSLO", "NO"),
        )
        # invoices carry the number of the company
        self.assertEqual(company.vat_number, "")

    def test_sub_unit_that_was_closed(self):
        document = {**sample("no_underenhet_200"), "organisasjonsnummer": NOBODY}
        self.server.on(f"/underenheter/{NOBODY}", Reply.json(document))
        company = self.client.get_company(NOBODY)
        self.assertEqual(
            (company.status, company.status_date), ("deleted", "2018-10-20")
        )

    def test_no_company(self):
        self.serve(NOBODY, Reply.sample("no_enhet_404"))
        self.assertIsNone(self.client.get_company(NOBODY))
        self.assertEqual(
            [question.path for question in self.server.questions],
            [f"/enheter/{NOBODY}", f"/underenheter/{NOBODY}"],
        )

    def test_wrong_number_is_not_asked_for(self):
        for number in ("923609017", "92360901", "Equinor", "", None, "SE556036079301"):
            with self.subTest(number):
                self.assertAsks(
                    e.RegistryBadRequest,
                    e.WRONG_NUMBER,
                    lambda number=number: self.client.get_company(number),
                )
        self.assertFalse(self.server.questions)

    def test_foreign_and_missing_addresses(self):
        document = entity(
            EQUINOR,
            forretningsadresse={
                "land": "Polen",
                "landkode": "PL",
                "poststed": "81-336 GDYNIA",
                "adresse": ["UL. Polska 1", None, ""],
            },
        )
        del document["postadresse"]
        self.serve(EQUINOR, Reply.json(document))
        company = self.client.get_company(EQUINOR)
        self.assertEqual(
            company.visiting_address,
            Address("UL. Polska 1", "", "", "81-336 GDYNIA", "PL"),
        )
        self.assertFalse(company.mail_address)

    def test_values_of_another_kind(self):
        document = entity(
            EQUINOR,
            forretningsadresse="Forusbeen 50",
            postadresse=None,
            naeringskode1=[],
            organisasjonsform=None,
            historiskeNavn={"navn": "x"},
            antallAnsatte="mange",
        )
        self.serve(EQUINOR, Reply.json(document))
        company = self.client.get_company(EQUINOR)
        self.assertEqual(company.name, "EQUINOR ASA")
        self.assertEqual(company.employees, 0)
        self.assertEqual(company.legal_form, "")

    def test_faults(self):
        self.assertAnswersFaults(lambda: self.client.get_company(EQUINOR))
        self.server.fail(Reply.sample("no_400_validation"))
        self.assertAsks(
            e.RegistryBadRequest,
            e.WRONG_REQUEST,
            lambda: self.client.get_company(EQUINOR),
        )

    def test_wrong_certificate(self):
        with RegistryServer(secure=True) as secure:
            client = self.new_client(secure.url)
            self.assertAsks(
                e.RegistryUnavailable,
                e.BAD_CERTIFICATE,
                lambda: client.get_company(EQUINOR),
            )


@tagged("post_install", "-at_install", "customer_register")
class TestNorwegianSearch(NorwayCase):
    def test_by_name(self):
        self.server.on("/enheter", Reply.sample("no_enheter_search_200"))
        expected = sample("no_enheter_search_200")["_embedded"]["enheter"]

        companies = self.client.search_companies("  equinor  ", limit=3)

        self.assertEqual(
            [company.name for company in companies],
            [each["navn"] for each in expected[:3]],
        )
        [question] = self.server.questions
        self.assertEqual(
            question.query,
            {
                "navn": "equinor",
                "navnMetodeForSoek": "FORTLOEPENDE",
                "size": "3",
                "page": "0",
            },
        )

    def test_by_number(self):
        self.serve(EQUINOR, Reply.sample("no_enhet_200"))
        [company] = self.client.search_companies("923 609 016")
        self.assertEqual(company.number, EQUINOR)
        self.assertEqual(self.client.search_companies(NOBODY), [])

    def test_nothing_found(self):
        self.server.on("/enheter", Reply.sample("no_enheter_search_empty_200"))
        self.assertEqual(self.client.search_companies("jibberish"), [])
        self.assertEqual(self.client.search_companies("  "), [])
        self.assertEqual(self.client.search_companies("Equinor", limit=0), [])
        self.assertEqual(len(self.server.questions), 1)

    def test_pages(self):
        def page(question):
            number = int(question.query["page"])
            found = [entity(f"9{number}00{i:05}") for i in range(100)]
            return Reply.json(hits(*found, pages=3, total=250, number=number))

        self.server.on("/enheter", page)
        self.assertEqual(len(self.client.search_companies("AS", limit=150)), 150)
        self.assertEqual(len(self.server.questions), 2)
        self.assertEqual(len(self.client.search_companies("AS", limit=900)), 300)

    def test_end_of_what_can_be_paged(self):
        def page(question):
            if (int(question.query["page"]) + 1) * int(question.query["size"]) > 10_000:
                return Reply.sample("no_400_paging")
            number = int(question.query["page"])
            found = [entity(f"9{number:03}{i:05}") for i in range(100)]
            return Reply.json(hits(*found, pages=900, total=90_000, number=number))

        self.server.on("/enheter", page)
        self.assertEqual(len(self.client.search_companies("AS", limit=20_000)), 10_000)

    def test_faults(self):
        self.assertAnswersFaults(lambda: self.client.search_companies("Equinor"))
