"""The register of customers with registries on this machine."""

from odoo.addons.customer_register.registries import sweden

from .registry_server import RegistryServer, Reply, no_pauses, sample

EQUINOR = "923609016"
# valid, and given to nobody
NOBODY = "999999999"
BIKES = "5299999994"
NOKIA = "01120389"
NOVO = "10150817"
VIES = "/vies/check-vat-number"
BOLAGSVERKET = "/se/organisationer"


class RegistryMixin:
    """All registries are one server on this machine: ``/no``, ``/fi`` and so on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.enterClassContext(RegistryServer())
        parameters = cls.env["ir.config_parameter"].sudo()
        for code in ("no", "fi", "se", "dk", "vies"):
            parameters.set_param(
                f"customer_register.registry_{code}_url", f"{cls.server.url}/{code}"
            )
        parameters.set_param("customer_register.registry_se_client_id", "id")
        parameters.set_param("customer_register.registry_se_client_secret", "secret")
        cls.parameters = parameters

    def setUp(self):
        super().setUp()
        self.server.reset()
        sweden._tokens.clear()
        self.enterContext(no_pauses())
        self.server.on("/oauth2/token", Reply.sample("se_token_200"), method="POST")
        self.serve_norwegian(EQUINOR)
        self.server.on("/fi/companies", Reply.sample("fi_companies_not_found_200"))
        self.server.on(
            "/fi/companies",
            Reply.sample("fi_companies_businessid_200"),
            businessId="0112038-9",
        )
        self.server.on(
            BOLAGSVERKET, Reply.sample("se_organisationer_active_200"), method="POST"
        )
        self.server.on("/dk", Reply.sample("dk_cvrapi_404_not_found"))
        self.server.on("/dk", Reply.sample("dk_cvrapi_vat_200"), vat=NOVO)
        self.serve_vat("eu_vies_post_valid_200")

    def serve_norwegian(self, number, name="no_enhet_200", **values):
        """Let the Norwegian register have a company, as in a sample but for values."""
        document = {**sample(name), "organisasjonsnummer": number, **values}
        self.server.on(f"/no/enheter/{number}", Reply.json(document))
        return document

    def serve_vat(self, name):
        """Let VIES answer as in a sample."""
        self.server.on(VIES, Reply.sample(name), method="POST")
