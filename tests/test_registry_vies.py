"""The EU's VAT register, as recorded; and which client is for which country."""

import json

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_register.registries import (
    CLIENTS,
    RegistryNotSupported,
    client_for,
    expected_vat_number,
)
from odoo.addons.customer_register.registries import errors as e
from odoo.addons.customer_register.registries.vies import ViesClient

from .registry_common import ClientCase
from .registry_server import RegistryServer, Reply

PATH = "/check-vat-number"
BIKES = "SE529999999401"


@tagged("post_install", "-at_install", "customer_register")
class TestVies(ClientCase):
    client_class = ViesClient

    def ask(self, reply, number=BIKES):
        self.server.on(PATH, reply, method="POST")
        return self.client.is_valid(number)

    def test_valid(self):
        self.assertIs(self.ask(Reply.sample("eu_vies_post_valid_200")), True)
        [question] = self.server.questions
        self.assertEqual(
            json.loads(question.body),
            {"countryCode": "SE", "vatNumber": "529999999401"},
        )
        self.assertIs(self.ask(Reply.sample("eu_vies_get_valid_200")), True)

    def test_invalid(self):
        for name in (
            "eu_vies_post_invalid_200",
            "eu_vies_get_invalid_200",
            "eu_vies_post_error_invalid_input_200",
        ):
            self.assertIs(self.ask(Reply.sample(name)), False)

    def test_no_number_is_not_asked_for(self):
        for number in ("", None, "5299999994", "SE", "SE1234/5"):
            self.assertIs(self.client.is_valid(number), False)
        self.assertFalse(self.server.questions)

    def test_outage_does_not_mean_invalid(self):
        for name, kind in (
            ("eu_vies_post_error_ms_unavailable_200", e.RegistryUnavailable),
            ("eu_vies_post_error_ms_max_concurrent_req_200", e.RegistryRateLimited),
            ("eu_vies_get_ms_unavailable_200", e.RegistryUnavailable),
            ("eu_vies_get_ip_blocked_200", e.RegistryRateLimited),
        ):
            with self.subTest(name), self.assertRaises(kind):
                self.ask(Reply.sample(name))
        for document in ({"valid": None}, {"valid": "false"}, {}):
            with self.subTest(document), self.assertRaises(e.RegistryUnreadable):
                self.ask(Reply.json(document))

    def test_faults(self):
        self.assertAnswersFaults(lambda: self.client.is_valid(BIKES))

    def test_wrong_certificate(self):
        with RegistryServer(secure=True) as secure:
            client = self.new_client(secure.url)
            self.assertAsks(
                e.RegistryUnavailable,
                e.BAD_CERTIFICATE,
                lambda: client.is_valid(BIKES),
            )


@tagged("post_install", "-at_install", "customer_register")
class TestClients(BaseCase):
    def test_countries(self):
        self.assertEqual(set(CLIENTS), {"NO", "SE", "FI", "DK"})
        for code, kind in CLIENTS.items():
            client = client_for(f" {code.lower()} ")
            self.assertIsInstance(client, kind)
            self.assertTrue(client.base_url.startswith("https://"))

    def test_country_without_registry(self):
        for code in ("DE", "", None):
            with self.assertRaises(RegistryNotSupported) as caught:
                client_for(code)
            self.assertEqual(caught.exception.code, e.NO_REGISTRY)

    def test_vat_numbers(self):
        for country, number, expected in (
            ("NO", "923609016", "NO923609016MVA"),
            ("SE", "5299999994", BIKES),
            ("SE", "196408233234", "SE640823323401"),
            ("FI", "01120389", "FI01120389"),
            ("DK", "10150817", "DK10150817"),
        ):
            self.assertEqual(expected_vat_number(country, number), expected)
