"""The Swedish Companies Registration Office, as recorded."""

import json
from urllib.parse import parse_qsl

from odoo.tests import tagged

from odoo.addons.customer_register.registries import errors as e
from odoo.addons.customer_register.registries import sweden
from odoo.addons.customer_register.registries.company import Address
from odoo.addons.customer_register.registries.sweden import SwedenClient

from .registry_common import SHORT, ClientCase
from .registry_server import RegistryServer, Reply, sample

BIKES = "5299999994"
PERSON = "196408233234"
PATH = "/v1/organisationer"
TOKEN_PATH = "/oauth2/token"


def bikes(**values):
    """Return the answer with the company of the sample and other values."""
    document = sample("se_organisationer_active_200")
    document["organisationer"][0].update(values)
    return Reply.json(document)


class SwedenCase(ClientCase):
    client_class = SwedenClient

    def setUp(self):
        super().setUp()
        sweden._tokens.clear()
        self.addCleanup(sweden._tokens.clear)
        self.server.on(TOKEN_PATH, Reply.sample("se_token_200"), method="POST")

    def new_client(self, url=None, **kwargs):
        kwargs.setdefault("client_id", "id")
        kwargs.setdefault("client_secret", "secret")
        kwargs.setdefault("patience", SHORT)
        return SwedenClient(f"{url or self.server.url}/v1", **kwargs)

    def company(self, reply, number=BIKES):
        self.server.on(PATH, reply, method="POST")
        return self.client.get_company(number)


@tagged("post_install", "-at_install", "customer_register")
class TestSwedishCompany(SwedenCase):
    def test_company(self):
        company = self.company(
            Reply.sample("se_organisationer_active_200"), "529999-9994"
        )

        self.assertEqual(company.number, BIKES)
        self.assertEqual(company.name, "Cykelbolaget AB")
        self.assertEqual(company.other_names, ("Mopedbolaget",))
        self.assertEqual(company.legal_form, "Aktiebolag")
        self.assertEqual(company.legal_form_code, "AB")
        self.assertEqual(company.status, "active")
        self.assertEqual(company.industry_code, "47642")
        self.assertIs(company.vat_registered, None)
        self.assertEqual(company.vat_number, "")
        self.assertFalse(company.protected)
        self.assertFalse(company.visiting_address)
        self.assertEqual(
            company.mail_address,
            Address("Jobbstigen 2", "C/o Annat företag", "12345", "Grönköping", "SE"),
        )
        self.assertEqual((company.peppol_eas, company.peppol_endpoint), ("0007", BIKES))
        [question] = self.server.asked(PATH)
        self.assertEqual(json.loads(question.body), {"identitetsbeteckning": BIKES})
        self.assertEqual(
            question.headers["Authorization"], "Bearer EXAMPLE-TOKEN-NOT-REAL"
        )
        self.assertTrue(question.headers["X-Request-Id"])

    def test_example_of_the_office(self):
        company = self.company(
            Reply.sample("se_organisationer_aktiebolag_official_200")
        )
        self.assertTrue(company.name)
        self.assertEqual(company.status, "deleted")

    def test_bankrupt_company(self):
        company = self.company(Reply.sample("se_organisationer_konkurs_200"))
        self.assertEqual(
            (company.status, company.status_date), ("bankrupt", "2026-01-26")
        )

    def test_deregistered_company(self):
        company = self.company(Reply.sample("se_organisationer_avregistrerad_200"))
        self.assertEqual(
            (company.status, company.status_date), ("deleted", "2023-05-05")
        )
        self.assertIs(company.vat_registered, False)
        self.assertFalse(company.mail_address)

    def test_other_procedures(self):
        name = "pagaendeAvvecklingsEllerOmstruktureringsforfarande"
        for key in (name, name.replace("pagaende", "pagande")):
            for code, status, restructuring in (
                ("LI", "liquidation", False),
                ("FR", "active", True),
                ("FUOT", "active", False),
            ):
                block = {
                    f"{key}Lista": [{"kod": code, "fromDatum": "2026-02-03"}],
                    "fel": None,
                }
                company = self.company(bikes(**{name: None, key: block}))
                self.assertEqual(
                    (company.status, company.restructuring), (status, restructuring)
                )

    def test_part_that_would_tell_is_missing(self):
        fault = {"fel": {"typ": "OTILLGANGLIG_UPPGIFTSKALLA"}}
        for name in (
            "avregistreradOrganisation",
            "pagaendeAvvecklingsEllerOmstruktureringsforfarande",
        ):
            self.assertEqual(self.company(bikes(**{name: fault})).status, "")

    def test_yes_and_no_are_words(self):
        for word, expected in (("JA", True), ("NEJ", False), (None, False)):
            block = {"kod": word, "fel": None, "dataproducent": "SCB"}
            self.assertIs(self.company(bikes(reklamsparr=block)).protected, expected)

    def test_faulty_part_has_no_values(self):
        fault = {"typ": "OTILLGANGLIG_UPPGIFTSKALLA"}
        block = {"postadress": {"postort": "Grönköping"}, "fel": fault}
        company = self.company(bikes(postadressOrganisation=block))
        self.assertFalse(company.mail_address)

    def test_padded_industries(self):
        sni = [
            {"kod": "     ", "klartext": " "},
            {"kod": "47642 ", "klartext": "Cyklar"},
        ]
        company = self.company(bikes(naringsgrenOrganisation={"sni": sni, "fel": None}))
        self.assertEqual(company.industry_code, "47642")

    def test_address_abroad(self):
        address = {"utdelningsadress": "Karl Johans gate 1", "land": "Norge"}
        block = {"postadress": address, "fel": None}
        company = self.company(bikes(postadressOrganisation=block))
        self.assertEqual(
            company.mail_address, Address("Karl Johans gate 1", "", "", "", "")
        )

    def test_not_found_answers_as_if_it_were_there(self):
        self.assertIsNone(self.company(Reply.sample("se_organisationer_finns_ej_200")))
        self.assertIsNone(self.company(Reply.json({"organisationer": []})))

    def test_source_out_of_order_is_not_an_answer(self):
        reply = Reply.sample("se_organisationer_fel_uppgiftskalla_200")
        self.assertAsks(
            e.RegistryUnavailable, e.OUT_OF_ORDER, lambda: self.company(reply)
        )

    def test_sole_trader(self):
        reply = Reply.sample("se_organisationer_enskild_official_200")

        company = self.company(reply, "640823-3234")

        self.assertEqual(company.number, PERSON)
        self.assertEqual(company.name, "CITY SKOR EXEMPEL")
        # no electronic address is made of a person's number
        self.assertEqual(company.peppol_endpoint, "")
        [question] = self.server.asked(PATH)
        self.assertEqual(json.loads(question.body), {"identitetsbeteckning": PERSON})
        self.assertFalse(question.query)

    def test_business_that_goes_on_is_the_one(self):
        document = sample("se_organisationer_enskild_official_200")
        document["organisationer"][1]["avregistreradOrganisation"] = None
        company = self.company(Reply.json(document), PERSON)
        self.assertEqual(company.name, "SKO-STALLET EXEMPEL")
        self.assertEqual(company.status, "active")

    def test_no_search_by_name(self):
        self.assertAsks(
            e.RegistryNotSupported,
            e.NO_NAME_SEARCH,
            lambda: self.client.search_companies("Cykelbolaget"),
        )
        self.assertFalse(self.server.questions)

    def test_search_by_number(self):
        self.company(Reply.sample("se_organisationer_active_200"))
        [company] = self.client.search_companies("SE529999999401")
        self.assertEqual(company.number, BIKES)

    def test_faults(self):
        def ask():
            self.client.get_company(BIKES)

        with self.subTest("of the token"):
            self.assertAnswersFaults(ask)
        self.company(Reply.sample("se_organisationer_active_200"))
        for name, kind, code in (
            ("se_400", e.RegistryBadRequest, e.WRONG_REQUEST),
            ("se_400_test_allowlist", e.RegistryBadRequest, e.WRONG_REQUEST),
            ("se_401", e.RegistryNotAllowed, e.CREDENTIALS_REFUSED),
            ("se_403", e.RegistryNotAllowed, e.CREDENTIALS_REFUSED),
            ("se_429", e.RegistryRateLimited, e.TOO_MANY_REQUESTS),
            ("se_500", e.RegistryUnavailable, e.OUT_OF_ORDER),
        ):
            with self.subTest(name):
                self.server.on(PATH, Reply.sample(name), method="POST")
                self.assertAsks(kind, code, ask)

    def test_wrong_certificate(self):
        with RegistryServer(secure=True) as secure:
            client = self.new_client(secure.url)
            self.assertAsks(
                e.RegistryUnavailable,
                e.BAD_CERTIFICATE,
                lambda: client.get_company(BIKES),
            )


@tagged("post_install", "-at_install", "customer_register")
class TestSwedishAccess(SwedenCase):
    def setUp(self):
        super().setUp()
        self.server.on(
            PATH, Reply.sample("se_organisationer_active_200"), method="POST"
        )

    def test_token_is_kept(self):
        self.client.get_company(BIKES)
        self.new_client().get_company(BIKES)
        [question] = self.server.asked(TOKEN_PATH)
        self.assertEqual(
            dict(parse_qsl(question.body)),
            {
                "grant_type": "client_credentials",
                "client_id": "id",
                "client_secret": "secret",
                "scope": "vardefulla-datamangder:read vardefulla-datamangder:ping",
            },
        )
        # other credentials have their own
        self.new_client(client_secret="other").get_company(BIKES)
        self.assertEqual(len(self.server.asked(TOKEN_PATH)), 2)

    def test_token_that_ends_soon_is_not_kept(self):
        for lifetime in (30, 0, None, "soon"):
            token = {"access_token": "a", "expires_in": lifetime}
            self.server.on(TOKEN_PATH, Reply.json(token), method="POST")
            self.server.questions.clear()
            self.client.get_company(BIKES)
            self.client.get_company(BIKES)
            self.assertEqual(len(self.server.asked(TOKEN_PATH)), 2)

    def test_withdrawn_token_is_renewed(self):
        self.client.get_company(BIKES)
        self.server.on(
            PATH,
            Reply.sample("se_401"),
            Reply.sample("se_organisationer_active_200"),
            method="POST",
        )
        self.assertTrue(self.client.get_company(BIKES))
        self.assertEqual(len(self.server.asked(TOKEN_PATH)), 2)

    def test_refused_credentials(self):
        for name in ("se_token_401", "se_400"):
            self.server.on(TOKEN_PATH, Reply.sample(name), method="POST")
            self.assertAsks(
                e.RegistryNotAllowed,
                e.CREDENTIALS_REFUSED,
                lambda: self.client.get_company(BIKES),
            )
        self.assertFalse(self.server.asked(PATH))

    def test_missing_credentials(self):
        for missing in ("client_id", "client_secret"):
            client = self.new_client(**{missing: ""})
            self.assertAsks(
                e.RegistryNotAllowed,
                e.CREDENTIALS_MISSING,
                lambda client=client: client.get_company(BIKES),
            )
        self.assertFalse(self.server.questions)

    def test_refused_credentials_are_not_tried_for_each_number(self):
        self.server.on(TOKEN_PATH, Reply.sample("se_token_401"), method="POST")
        answers = self.client.get_companies([BIKES, "5560360793"])
        self.assertEqual(
            {error.code for error in answers.values()}, {e.CREDENTIALS_REFUSED}
        )

    def test_where_tokens_are_given_out(self):
        for base_url, token_url in (
            (
                "https://gw.api.bolagsverket.se/vardefulla-datamangder/v1",
                "https://portal.api.bolagsverket.se/oauth2/token",
            ),
            (
                "https://gw-accept2.api.bolagsverket.se/vardefulla-datamangder/v1",
                "https://portal-accept2.api.bolagsverket.se/oauth2/token",
            ),
            ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/oauth2/token"),
        ):
            self.assertEqual(sweden._token_url(base_url), token_url)
        client = self.new_client(token_url=f"{self.server.url}/my/token")
        self.server.on("/my/token", Reply.sample("se_token_200"), method="POST")
        self.assertTrue(client.get_company(BIKES))
        self.assertFalse(self.server.asked(TOKEN_PATH))
