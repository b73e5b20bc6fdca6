"""The Danish business register by cvrapi.dk, as recorded."""

from odoo.tests import tagged

from odoo.addons.customer_register.registries import errors as e
from odoo.addons.customer_register.registries.company import Address
from odoo.addons.customer_register.registries.denmark import DenmarkClient

from .registry_common import ClientCase
from .registry_server import RegistryServer, Reply, sample

NOVO = "10150817"
PATH = "/api"


class DenmarkCase(ClientCase):
    client_class = DenmarkClient

    def new_client(self, url=None, **kwargs):
        return super().new_client(f"{url or self.server.url}{PATH}", **kwargs)

    def company(self, number=NOVO, **values):
        document = {**sample("dk_cvrapi_vat_200"), **values}
        self.server.on(PATH, Reply.json(document))
        return self.client.get_company(number)


@tagged("post_install", "-at_install", "customer_register")
class TestDanishCompany(DenmarkCase):
    def test_company(self):
        client = self.new_client(contact="Blåbær Nordic AS")
        self.server.on(PATH, Reply.sample("dk_cvrapi_vat_200"))

        company = client.get_company("DK 10 15 08 17")

        address = Address("Novo Allé 1", "", "2880", "Bagsværd", "DK")
        self.assertEqual(company.number, NOVO)
        self.assertEqual(company.name, "NOVO NORDISK A/S EKSEMPEL")
        self.assertEqual(company.visiting_address, address)
        self.assertEqual(company.mail_address, address)
        self.assertEqual(company.status, "active")
        self.assertEqual(company.legal_form, "Aktieselskab")
        self.assertEqual(company.industry_code, "212000")
        self.assertEqual(company.employees, 1000)
        self.assertEqual(company.email, "info@example.dk")
        self.assertIs(company.vat_registered, None)
        self.assertEqual(company.vat_number, "")
        self.assertEqual((company.peppol_eas, company.peppol_endpoint), ("0184", NOVO))
        [question] = self.server.questions
        self.assertEqual(
            question.query,
            {"country": "dk", "version": "6", "format": "json", "vat": NOVO},
        )
        self.assertEqual(
            question.headers["User-Agent"],
            "Blbr Nordic AS - Customer Register for Odoo",
        )

    def test_values_that_lose_zeros(self):
        company = self.company(industrycode=11100, employees=None)
        self.assertEqual(company.industry_code, "011100")
        self.assertEqual(company.employees, 0)
        self.assertEqual(self.company(employees="50-99").employees, 50)

    def test_protected_company(self):
        self.server.on(PATH, Reply.sample("dk_cvrapi_reklamebeskyttet_200"))
        company = self.client.get_company(NOVO)
        self.assertTrue(company.protected)
        self.assertEqual((company.email, company.phone), ("", ""))
        self.assertTrue(company.visiting_address)

    def test_status(self):
        company = self.company(enddate="05/3 - 2024")
        self.assertEqual(
            (company.status, company.status_date), ("deleted", "2024-03-05")
        )
        self.assertIs(company.vat_registered, False)
        company = self.company(creditbankrupt=True, creditstartdate="28/11 - 2025")
        self.assertEqual(
            (company.status, company.status_date), ("bankrupt", "2025-11-28")
        )
        self.assertEqual(self.company(enddate="gone").status_date, "")

    def test_address(self):
        company = self.company(cityname="Sandby", addressco="Bo Holm")
        self.assertEqual(company.visiting_address.street2, "Sandby, c/o Bo Holm")
        company = self.company(address=None, zipcode=None, city=None)
        self.assertFalse(company.visiting_address)

    def test_best_hit_is_not_always_the_company(self):
        self.assertIsNone(self.company(vat=22756214))

    def test_no_company(self):
        for reply in (Reply.sample("dk_cvrapi_404_not_found"), Reply(status=404)):
            self.server.on(PATH, reply)
            self.assertIsNone(self.client.get_company(NOVO))
            self.assertEqual(self.client.search_companies("Ukendt"), [])

    def test_search_gives_one_hit(self):
        self.server.on(PATH, Reply.sample("dk_cvrapi_vat_200"))
        [company] = self.client.search_companies("Novo Nordisk")
        self.assertEqual(company.number, NOVO)
        self.assertEqual(self.server.questions[0].query["name"], "Novo Nordisk")
        [company] = self.client.search_companies(NOVO)
        self.assertEqual(self.server.questions[1].query["vat"], NOVO)

    def test_errors_that_answer_as_if_all_were_well(self):
        for name, kind, code in (
            ("dk_cvrapi_banned", e.RegistryNotAllowed, e.BLOCKED),
            ("dk_cvrapi_internal_error", e.RegistryUnavailable, e.OUT_OF_ORDER),
            ("dk_cvrapi_invalid_vat", e.RegistryBadRequest, e.WRONG_NUMBER),
            ("dk_cvrapi_no_search", e.RegistryBadRequest, e.WRONG_REQUEST),
            ("dk_cvrapi_quota_exceeded", e.RegistryRateLimited, e.TOO_MANY_REQUESTS),
        ):
            for status in (200, 400):
                with self.subTest(name, status=status):
                    self.server.fail(Reply.sample(name, status=status))
                    error = self.assertAsks(
                        kind, code, lambda: self.client.get_company(NOVO)
                    )
                    if code == e.TOO_MANY_REQUESTS:
                        self.assertEqual(error.retry_after, 24 * 60 * 60)

    def test_quota_is_not_asked_for_each_number(self):
        self.server.fail(Reply.sample("dk_cvrapi_quota_exceeded"))
        answers = self.client.get_companies([NOVO, "22756214"])
        self.assertEqual(
            {error.code for error in answers.values()}, {e.TOO_MANY_REQUESTS}
        )
        self.assertEqual(len(self.server.questions), 1)

    def test_unknown_error(self):
        self.server.fail(Reply.json({"error": "SOMETHING_NEW"}))
        self.assertAsks(
            e.RegistryUnreadable,
            e.UNEXPECTED_ANSWER,
            lambda: self.client.get_company(NOVO),
        )
        self.server.fail(Reply(status=400))
        self.assertAsks(
            e.RegistryBadRequest,
            e.WRONG_REQUEST,
            lambda: self.client.get_company(NOVO),
        )

    def test_faults(self):
        self.assertAnswersFaults(lambda: self.client.get_company(NOVO))
        self.assertAnswersFaults(lambda: self.client.search_companies("Novo"))

    def test_wrong_certificate(self):
        with RegistryServer(secure=True) as secure:
            client = self.new_client(secure.url)
            self.assertAsks(
                e.RegistryUnavailable,
                e.BAD_CERTIFICATE,
                lambda: client.get_company(NOVO),
            )
