"""Asking the company registries: who may, what comes back, what refusals say."""

import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.customer_register.registries import errors as e

from ..models.registry_messages import _MESSAGES, registry_message
from .permission_common import groups
from .registry_customer import (
    BIKES,
    BOLAGSVERKET,
    EQUINOR,
    NOBODY,
    NOKIA,
    NOVO,
    VIES,
    RegistryMixin,
)
from .registry_server import HTML, Reply

ADDRESS_PARTS = {"street", "street2", "zip", "city", "country_code"}


@tagged("post_install", "-at_install", "customer_register")
class TestCustomerRegistry(RegistryMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.creator = new_test_user(cls.env, "registry_user", groups=groups("create"))
        cls.model = cls.env["customer.registry"].with_user(cls.creator)

    def test_company_of_each_country(self):
        for number, country, source, vat in (
            ("NO 923 609 016 MVA", "NO", "brreg", "NO923609016MVA"),
            ("0112038-9", "fi", "prh", "FI01120389"),
            ("529999-9994", "SE", "bolagsverket", "SE529999999401"),
            ("DK10150817", "DK", "cvrapi", "DK10150817"),
        ):
            with self.subTest(country):
                company = self.model.get_company(number, country)
                self.assertEqual(company["country_code"], country.upper())
                self.assertEqual(company["source"], source)
                self.assertEqual(company["status"], "active")
                self.assertIs(company["vat_registered"], True)
                self.assertIs(company["vat_known"], True)
                self.assertEqual(company["vat_number"], vat)
                self.assertIn(set(company["mail_address"]), (set(), ADDRESS_PARTS))
                self.assertTrue(company["peppol_endpoint"])

    def test_unknown_company(self):
        self.assertIs(self.model.get_company(NOBODY, "NO"), False)
        self.assertIs(self.model.get_company("22756214", "DK"), False)

    def test_search(self):
        self.server.on("/no/enheter", Reply.sample("no_enheter_search_200"))
        companies = self.model.search_companies("equinor", "NO", limit=2)
        self.assertEqual(len(companies), 2)
        [company] = self.model.search_companies("923 609 016", "NO")
        self.assertEqual(company["name"], "EQUINOR ASA")
        self.assertEqual(self.model.search_companies("", "NO"), [])

    def test_search_has_a_limit(self):
        self.server.on("/no/enheter", Reply.sample("no_enheter_search_empty_200"))
        self.model.search_companies("equinor", "NO", limit=5000)
        self.assertEqual(self.server.asked("/no/enheter")[0].query["size"], "100")

    def test_many(self):
        answers = self.model.get_companies([EQUINOR, NOBODY, "12"], "NO")
        self.assertEqual(
            [answer["number"] for answer in answers], [EQUINOR, NOBODY, "12"]
        )
        good, unknown, wrong = answers
        self.assertEqual(good["company"]["name"], "EQUINOR ASA")
        self.assertEqual(good["error"], "")
        self.assertEqual((unknown["company"], unknown["error"]), (False, ""))
        self.assertIs(wrong["company"], False)
        self.assertIn("Correct the number", wrong["error"])
        self.assertEqual(self.model.get_companies([], "NO"), [])

    def test_swedish_name(self):
        with self.assertRaisesRegex(UserError, "Type the organisation number"):
            self.model.search_companies("Cykelbolaget", "SE")

    def test_country_without_registry(self):
        for country in ("DE", "", False):
            with self.assertRaisesRegex(UserError, "no company registry"):
                self.model.get_company("1", country)
        [answer] = self.model.get_companies(["1"], "DE")
        self.assertIn("no company registry", answer["error"])

    # === VAT === #

    def test_vat_registration_by_vies(self):
        self.serve_vat("eu_vies_post_invalid_200")
        for number, country in ((BIKES, "SE"), (NOVO, "DK")):
            company = self.model.get_company(number, country)
            self.assertIs(company["vat_registered"], False)
            self.assertIs(company["vat_known"], True)
            self.assertEqual(company["vat_number"], "")

    def test_vies_is_asked_where_the_registry_does_not_tell(self):
        self.model.get_company(EQUINOR, "NO")
        self.model.get_company(NOKIA, "FI")
        self.assertFalse(self.server.asked(VIES))

    def test_vies_out_of_order_leaves_it_unknown(self):
        self.server.on(VIES, Reply(status=500), method="POST")
        for name in (
            "eu_vies_post_error_ms_unavailable_200",
            "eu_vies_post_error_ms_max_concurrent_req_200",
        ):
            self.serve_vat(name)
            company = self.model.get_company(BIKES, "SE")
            self.assertEqual(company["name"], "Cykelbolaget AB")
            self.assertIs(company["vat_registered"], False)
            self.assertIs(company["vat_known"], False)
            self.assertEqual(company["vat_number"], "")

    def test_vies_out_of_order_is_not_asked_for_each_company(self):
        self.server.on(VIES, Reply(status=500), method="POST")
        document = json.loads(Reply.sample("dk_cvrapi_vat_200").body)
        for number in (NOVO, "22756214"):
            self.server.on("/dk", Reply.json({**document, "vat": number}), vat=number)
        answers = self.model.get_companies([NOVO, "22756214"], "DK")
        self.assertTrue(all(answer["company"] for answer in answers))
        self.assertEqual(len(self.server.asked(VIES)), 2)

    def test_wrong_address_of_vies(self):
        self.parameters.set_param("customer_register.registry_vies_url", "file:///x")
        self.assertIs(self.model.get_company(BIKES, "SE")["vat_known"], False)

    # === FAULTS === #

    def test_registry_that_is_down(self):
        for reply, message in (
            (Reply(status=500), "Brønnøysund.* is out of order. Try again later"),
            (Reply(status=429), "takes no more questions"),
            (HTML, "can't be read"),
            (Reply.json([]), "not what it should be"),
            (Reply.sample("no_400_validation"), "does not take this number"),
            (
                Reply(status=302, headers={"Location": "http://localhost:1"}),
                "sends us elsewhere",
            ),
        ):
            with self.subTest(message):
                self.server.fail(reply)
                with self.assertRaisesRegex(UserError, message):
                    self.model.get_company(EQUINOR, "NO")
                with self.assertRaisesRegex(UserError, message):
                    self.model.search_companies("Equinor", "NO")

    def test_address_of_a_registry(self):
        for address in ("file:///etc/passwd", "ftp://127.0.0.1/", "nowhere"):
            self.parameters.set_param("customer_register.registry_no_url", address)
            with self.assertRaisesRegex(UserError, "wrong address"):
                self.model.get_company(EQUINOR, "NO")

    def test_swedish_credentials(self):
        self.parameters.set_param("customer_register.registry_se_client_secret", "")
        with self.assertRaisesRegex(UserError, "agreement of your own"):
            self.model.get_company(BIKES, "SE")
        self.assertFalse(self.server.asked(BOLAGSVERKET))

    def test_every_error_has_a_message(self):
        codes = {
            value
            for name, value in vars(e).items()
            if name.isupper() and isinstance(value, str)
        }
        self.assertEqual(codes, set(_MESSAGES))
        for code in codes:
            for registry in ("brreg", "prh", "bolagsverket", "cvrapi", "vies", ""):
                message = registry_message(self.env, e.RegistryError(code, registry))
                self.assertRegex(message, r"^[A-Z].*\.\)?$")

    def test_numbers_are_not_logged(self):
        self.server.on(BOLAGSVERKET, Reply.sample("se_400"), method="POST")
        with (
            self.assertLogs("odoo.addons.customer_register", "DEBUG") as logs,
            self.assertRaises(UserError) as caught,
        ):
            self.model.get_company("640823-3234", "SE")
        text = "\n".join(logs.output) + str(caught.exception)
        self.assertNotRegex(text, "640823|3234")

    # === PERMISSIONS === #

    def test_who_may_ask(self):
        for name in ("edit", "edit_assigned", "manager"):
            user = new_test_user(self.env, f"registry_{name}", groups=groups(name))
            model = self.env["customer.registry"].with_user(user)
            self.assertTrue(model.get_company(EQUINOR, "NO"))

    @mute_logger("odoo.http")
    def test_who_may_not(self):
        users = [
            new_test_user(self.env, "registry_viewer", groups=groups("view", "upload")),
            new_test_user(self.env, "registry_portal", groups="base.group_portal"),
            self.env.ref("base.public_user"),
        ]
        for user in users:
            model = self.env["customer.registry"].with_user(user)
            for ask in (
                lambda model=model: model.get_company(EQUINOR, "NO"),
                lambda model=model: model.get_companies([EQUINOR], "NO"),
                lambda model=model: model.search_companies("Equinor", "NO"),
            ):
                with self.assertRaises(AccessError):
                    ask()
        self.assertFalse(self.server.questions)


@tagged("post_install", "-at_install", "customer_register")
class TestCustomerRegistryRpc(RegistryMixin, HttpCase):
    def test_answers_travel_over_rpc(self):
        user = new_test_user(
            self.env, "registry_rpc", groups=groups("create"), password="registry_rpc"
        )
        for number, country in (
            (EQUINOR, "NO"),
            (NOKIA, "FI"),
            (BIKES, "SE"),
            (NOVO, "DK"),
            (NOBODY, "NO"),
        ):
            answer = self.xmlrpc_object.execute_kw(
                self.env.cr.dbname,
                user.id,
                "registry_rpc",
                "customer.registry",
                "get_companies",
                [[number], country],
            )
            self.assertEqual(answer[0]["number"], number)
            company = answer[0]["company"]
            self.assertEqual(company and company["number"], number != NOBODY and number)
