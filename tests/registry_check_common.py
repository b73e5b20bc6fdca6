"""Customers that are compared with registries on this machine."""

from odoo.tests import TransactionCase, new_test_user

from .import_common import organisation_numbers
from .permission_common import groups
from .registry_customer import EQUINOR, RegistryMixin
from .registry_server import Reply

NUMBERS = organisation_numbers(120)
CHANGES = "/no/oppdateringer/enheter"
LAST_CHANGE = "customer_register.registry_no_last_change"
KIND = "customer_register.mail_activity_type_registry"


def events(*numbers, first=101):
    """Return the answer that tells of changes of these numbers."""
    return Reply.json(
        {
            "_embedded": {
                "oppdaterteEnheter": [
                    {
                        "oppdateringsid": change,
                        "organisasjonsnummer": number,
                        "endringstype": "Endring",
                    }
                    for change, number in enumerate(numbers, first)
                ]
            }
        }
    )


class RegistryCheckCase(RegistryMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = new_test_user(
            cls.env, "registry_seller", groups=groups("edit", "view")
        )
        # whoever is there already is none of these tests' business
        cls.env["res.partner"].search([("is_customer", "=", True)]).write(
            {"company_registry_provisional": True}
        )
        cls.company = cls.env.company

    def setUp(self):
        super().setUp()
        self.patch(
            self.env.registry["ir.cron"],
            "_commit_progress",
            lambda _cron, *args, **kwargs: self.commit(*args, **kwargs),
        )
        self.commits = []
        self.time_left = float("inf")
        nothing = Reply.sample("no_enheter_search_empty_200")
        self.server.on(CHANGES, nothing)
        self.server.on(CHANGES, events(EQUINOR), size="1")
        self.server.on("/no/oppdateringer/underenheter", nothing)

    def commit(self, processed=0, *, remaining=None):
        self.env.flush_all()
        self.commits.append((processed, remaining))
        return self.time_left

    def customer(self, number=EQUINOR, country="no", **values):
        return self.env["res.partner"].create(
            {
                "name": "EQUINOR ASA",
                "is_company": True,
                "customer_rank": 1,
                "company_registry": number,
                "country_id": self.env.ref(f"base.{country}").id,
                "user_id": self.seller.id,
                **values,
            }
        )

    def check(self):
        self.env["customer.registry.check"]._cron_check()
        self.env.invalidate_all()

    def found(self, customer):
        """Return what the activities of a customer say."""
        kind = self.env.ref(KIND)
        activities = customer.activity_ids.filtered(
            lambda activity: activity.activity_type_id == kind
        )
        return " ".join(activities.sorted("id").mapped("note"))

    def change(self, number=EQUINOR, name="no_enhet_200", **values):
        """Let Norway tell of a change of a company."""
        self.serve_norwegian(number, name, **values)
        last = int(self.parameters.get_param(LAST_CHANGE))
        self.server.on(
            CHANGES, events(number, first=last + 1), oppdateringsid=str(last + 1)
        )
