"""The Finnish business information system, as recorded."""

from odoo.tests import tagged

from odoo.addons.customer_register.registries import errors as e
from odoo.addons.customer_register.registries.company import Address
from odoo.addons.customer_register.registries.finland import FinlandClient

from .registry_common import ClientCase
from .registry_server import RegistryServer, Reply, sample

NOKIA = "01120389"
NOBODY = "99999917"


def nokia(**values):
    """Return the answer with the company of the sample and other values."""
    document = sample("fi_companies_businessid_200")
    document["companies"][0].update(values)
    return Reply.json(document)


class FinlandCase(ClientCase):
    client_class = FinlandClient

    def company(self, reply, number=NOKIA, **options):
        self.server.on("/companies", reply)
        return self.new_client(**options).get_company(number)


@tagged("post_install", "-at_install", "customer_register")
class TestFinnishCompany(FinlandCase):
    def test_company(self):
        company = self.company(Reply.sample("fi_companies_businessid_200"))

        self.assertEqual(
            [question.query for question in self.server.questions],
            [{"businessId": "0112038-9"}],
        )
        self.assertEqual(company.number, NOKIA)
        self.assertEqual(company.name, "Nokia Oyj")
        self.assertEqual(company.previous_names, ("Oy Nokia Ab",))
        self.assertEqual(company.other_names[:2], ("Nokia Abp", "Nokia Corporation"))
        self.assertEqual(company.status, "active")
        self.assertEqual(company.legal_form, "Public limited company")
        self.assertEqual(company.legal_form_code, "17")
        self.assertEqual(company.industry_code, "70100")
        self.assertEqual(company.industry_name, "Activities of head offices")
        self.assertIs(company.vat_registered, True)
        self.assertEqual(company.vat_number, "FI01120389")
        self.assertEqual(company.website, "www.nokia.com")
        self.assertEqual(company.source, "prh")
        self.assertEqual(
            (company.peppol_eas, company.peppol_endpoint), ("0216", "003701120389")
        )
        self.assertEqual(
            company.visiting_address,
            Address("Karakaari 7", "", "02610", "ESPOO", "FI"),
        )
        self.assertEqual(
            company.mail_address, Address("PL 226", "", "00045", "NOKIA GROUP", "FI")
        )

    def test_languages(self):
        reply = Reply.sample("fi_companies_businessid_200")
        swedish = self.company(reply, lang="sv")
        self.assertEqual(swedish.legal_form, "Publikt aktiebolag")
        self.assertEqual(swedish.visiting_address.city, "ESBO")
        self.assertEqual(swedish.mail_address.street, "PB 226")
        finnish = self.company(reply, lang="fi")
        self.assertEqual(finnish.industry_name, "Pääkonttorien toiminta")
        # others read English descriptions, and the address as it is in Finnish
        danish = self.company(reply, lang="da")
        self.assertEqual(danish.legal_form, "Public limited company")
        self.assertEqual(danish.visiting_address.city, "ESPOO")

    def test_only_a_swedish_name_of_the_place(self):
        offices = [{"city": "MARIEHAMN", "languageCode": "2"}]
        address = {"type": 1, "street": "Torggatan", "postOffices": offices}
        company = self.company(nokia(addresses=[address]), lang="fi")
        self.assertEqual(company.visiting_address.city, "MARIEHAMN")
        self.assertFalse(company.mail_address)

    def test_order_of_names_says_nothing(self):
        names = sample("fi_companies_businessid_200")["companies"][0]["names"]
        company = self.company(nokia(names=list(reversed(names))))
        self.assertEqual(company.name, "Nokia Oyj")

    def test_bankrupt_company(self):
        company = self.company(Reply.sample("fi_companies_konkurssi_200"), NOBODY)
        self.assertEqual(
            (company.status, company.status_date), ("bankrupt", "2026-03-18")
        )
        self.assertEqual(company.visiting_address.street, "Esimerkkikatu 12 B 34")

    def test_other_situations(self):
        for code, ended, status, restructuring in (
            ("SELTILA", None, "liquidation", False),
            ("SANE", None, "active", True),
            ("KONK", "2020-01-01", "active", False),
        ):
            situation = {"type": code, "registrationDate": "2019-01-01"}
            if ended:
                situation["endDate"] = ended
            company = self.company(nokia(companySituations=[situation]))
            self.assertEqual(
                (company.status, company.restructuring), (status, restructuring)
            )

    def test_dissolved_company(self):
        company = self.company(Reply.sample("fi_companies_lakannut_200"), NOBODY)
        self.assertEqual(
            (company.status, company.status_date), ("deleted", "2026-04-30")
        )
        self.assertEqual(company.name, "Lakannut Esimerkki Oy")
        self.assertIs(company.vat_registered, False)
        self.assertEqual(company.vat_number, "")
        self.assertFalse(company.visiting_address)

    def test_not_in_the_trade_register(self):
        for status in ("3", "4", None):
            company = self.company(nokia(tradeRegisterStatus=status))
            self.assertEqual(company.status, "")

    def test_vat_is_for_business_and_goes_on(self):
        entry = {"register": "6", "type": "80", "registrationDate": "1994-06-01"}
        for entries, expected in (
            ([entry], True),
            ([{**entry, "endDate": None}], True),
            ([{**entry, "endDate": "2025-01-01"}], False),
            ([{**entry, "type": "82"}], False),
            ([{**entry, "register": "5"}], False),
            ([], False),
        ):
            company = self.company(nokia(registeredEntries=entries))
            self.assertIs(company.vat_registered, expected)
            self.assertEqual(company.vat_number, "FI01120389" if expected else "")

    def test_foreign_address(self):
        address = {
            "type": 2,
            "freeAddressLine": "Storgatan_1 111_22_STOCKHOLM",
            "country": "Ruotsi",
        }
        company = self.company(nokia(addresses=[address]))
        self.assertEqual(
            company.mail_address,
            Address("Storgatan 1 111 22 STOCKHOLM", "", "", "", ""),
        )
        company = self.company(nokia(addresses=[{**address, "country": "SE"}]))
        self.assertEqual(company.mail_address.country_code, "SE")

    def test_no_company(self):
        self.assertIsNone(self.company(Reply.sample("fi_companies_not_found_200")))

    def test_another_company_is_no_answer(self):
        reply = Reply.sample("fi_companies_businessid_200")
        self.assertIsNone(self.company(reply, NOBODY))

    def test_wrong_number_is_not_asked_for(self):
        self.assertAsks(
            e.RegistryBadRequest,
            e.WRONG_NUMBER,
            lambda: self.client.get_company("0112038-8"),
        )
        self.assertFalse(self.server.questions)

    def test_many(self):
        found = sample("fi_companies_businessid_200")
        nothing = Reply.sample("fi_companies_not_found_200")
        self.server.on("/companies", nothing)
        self.server.on("/companies", Reply.json(found), businessId="0112038-9")
        answers = self.client.get_companies([NOKIA, NOBODY, "x"])
        self.assertEqual(answers[NOKIA].name, "Nokia Oyj")
        self.assertIsNone(answers[NOBODY])
        self.assertEqual(answers["x"].code, e.WRONG_NUMBER)

        self.server.questions.clear()
        self.server.fail(Reply(status=503))
        answers = self.client.get_companies([NOKIA, NOBODY])
        self.assertEqual({error.code for error in answers.values()}, {e.OUT_OF_ORDER})
        # the second one was not asked for
        self.assertEqual(len(self.server.questions), 2)

    def test_faults(self):
        self.assertAnswersFaults(lambda: self.client.get_company(NOKIA))
        for name, kind, code in (
            ("fi_400", e.RegistryBadRequest, e.WRONG_REQUEST),
            ("fi_429", e.RegistryRateLimited, e.TOO_MANY_REQUESTS),
            ("fi_500", e.RegistryUnavailable, e.OUT_OF_ORDER),
            ("fi_503", e.RegistryUnavailable, e.OUT_OF_ORDER),
        ):
            self.server.fail(Reply.sample(name))
            self.assertAsks(kind, code, lambda: self.client.get_company(NOKIA))
        self.server.fail(Reply.json({"totalResults": 1}))
        self.assertAsks(
            e.RegistryUnreadable,
            e.UNEXPECTED_ANSWER,
            lambda: self.client.get_company(NOKIA),
        )

    def test_wrong_certificate(self):
        with RegistryServer(secure=True) as secure:
            client = self.new_client(secure.url)
            self.assertAsks(
                e.RegistryUnavailable,
                e.BAD_CERTIFICATE,
                lambda: client.get_company(NOKIA),
            )


@tagged("post_install", "-at_install", "customer_register")
class TestFinnishSearch(FinlandCase):
    def test_by_name(self):
        self.server.on("/companies", Reply.sample("fi_companies_name_200"))
        companies = self.client.search_companies("Nokia")
        self.assertEqual(
            [company.number for company in companies],
            [
                each["businessId"]["value"].replace("-", "")
                for each in sample("fi_companies_name_200")["companies"]
            ],
        )
        self.assertEqual(self.server.questions[0].query, {"name": "Nokia", "page": "1"})

    def test_by_number(self):
        self.server.on("/companies", Reply.sample("fi_companies_businessid_200"))
        [company] = self.client.search_companies("0112038-9")
        self.assertEqual(company.name, "Nokia Oyj")

    def test_pages_end_with_the_first_one_again(self):
        def page(question):
            first = {"1": 0, "2": 60}.get(question.query["page"], 0)
            companies = [
                {"businessId": {"value": f"{i:07}-0"}, "names": []}
                for i in range(first, min(first + 60, 100))
            ]
            return Reply.json({"totalResults": 991, "companies": companies})

        self.server.on("/companies", page)
        self.assertEqual(len(self.client.search_companies("Oy", limit=50)), 50)
        self.assertEqual(len(self.server.questions), 1)
        self.assertEqual(len(self.client.search_companies("Oy", limit=500)), 100)
        self.assertEqual(len(self.server.questions), 4)

    def test_nothing_found(self):
        self.server.on("/companies", Reply.sample("fi_companies_not_found_200"))
        self.assertEqual(self.client.search_companies("jibberish"), [])

    def test_faults(self):
        self.assertAnswersFaults(lambda: self.client.search_companies("Nokia"))
