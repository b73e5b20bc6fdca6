"""In the browser: add customers from the registries and without them."""

from odoo.tests import HttpCase, tagged

from .registry_customer import EQUINOR, RegistryMixin
from .registry_server import RegistryServer, Reply, sample

LIST = "/odoo/customer-register"


@tagged("post_install", "-at_install")
class TestCustomerRegistryTour(RegistryMixin, HttpCase):
    def setUp(self):
        super().setUp()
        found = sample("no_enheter_search_200")
        found["_embedded"]["enheter"].insert(0, sample("no_enhet_200"))
        self.server.on("/no/enheter", Reply.json(found))
        self.env.company.write(
            {"country_id": self.env.ref("base.no").id, "customer_number_auto": True}
        )
        sequence = self.env.company.customer_number_sequence_id
        sequence.write(
            {"implementation": "standard", "number_next": 7101, "prefix": False}
        )

    def customer(self, name):
        customer = self.env["res.partner"].search(
            [("name", "=", name), ("is_customer", "=", True)]
        )
        self.assertEqual(customer.ref, "7101")
        return customer

    def stop_registries(self):
        """Let nobody listen any more where the registries were."""
        with RegistryServer() as stopped:
            url = stopped.url
        self.parameters.set_param("customer_register.registry_no_url", f"{url}/no")

    def test_with_survey(self):
        self.start_tour(LIST, "customer_register_lookup_with_survey", login="admin")
        self.assertEqual(self.customer("EQUINOR ASA").registry_source, "brreg")

    def test_manually(self):
        self.start_tour(LIST, "customer_register_lookup_manually", login="admin")
        self.assertFalse(self.customer("Bakery Nordlys").registry_source)

    def test_registry_down(self):
        self.stop_registries()
        self.start_tour(LIST, "customer_register_lookup_down", login="admin")
        self.assertTrue(self.customer("Bakery Nordlyset"))

    def test_type_ahead(self):
        self.start_tour(LIST, "customer_register_lookup_type_ahead", login="admin")
        customer = self.customer("EQUINOR ASA")
        self.assertRecordValues(
            customer,
            [
                {
                    "company_registry": EQUINOR,
                    "vat": "NO923609016MVA",
                    "registry_source": "brreg",
                    "registry_status": "active",
                    "peppol_endpoint": EQUINOR,
                }
            ],
        )
        self.assertTrue(customer.registry_fetched_at)
        self.assertEqual(customer.child_ids.type, "mail")

    def test_magnifying_glass(self):
        customer = self.env["res.partner"].create(
            {
                "name": "Statoil",
                "is_company": True,
                "customer_rank": 1,
                "company_registry": EQUINOR,
                "country_id": self.env.ref("base.no").id,
            }
        )
        self.start_tour(
            f"{LIST}/{customer.id}", "customer_register_lookup_card", login="admin"
        )
        self.assertEqual(customer.name, "EQUINOR ASA")

    def test_order(self):
        self.start_tour(
            "/odoo/action-sale.action_quotations_with_onboarding/new",
            "customer_register_lookup_order",
            login="admin",
        )
        customer = self.customer("EQUINOR ASA")
        self.assertTrue(
            self.env["sale.order"].search([("partner_id", "=", customer.id)])
        )
