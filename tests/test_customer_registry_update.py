"""“Update from the Registry”: old and new side by side, written when ticked."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, TransactionCase, new_test_user, tagged

from .permission_common import groups
from .registry_customer import (
    BIKES,
    EQUINOR,
    NOBODY,
    NOKIA,
    RegistryMixin,
)
from .registry_server import Reply

PERSON = "196408233234"


@tagged("post_install", "-at_install", "customer_register")
class TestUpdateFromRegistry(RegistryMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.editor = new_test_user(cls.env, "registry_editor", groups=groups("edit"))
        cls.customer = cls.new_customer(
            EQUINOR,
            name="Statoil ASA",
            street="Old street 1",
            street2="c/o Somebody",
            zip="4035",
            city="Stavanger",
            phone="22 22 22 22",
        )

    @classmethod
    def new_customer(cls, number, country="no", **values):
        return cls.env["res.partner"].create(
            {
                "name": "Customer",
                "is_company": True,
                "customer_rank": 1,
                "company_registry": number,
                "country_id": cls.env.ref(f"base.{country}").id,
                **values,
            }
        )

    def open(self, partners, user=None):
        action = partners.with_user(user or self.editor).action_update_from_registry()
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        return wizard.with_user(user or self.editor)

    def lines(self, wizard):
        return {
            line.key: (line.old_value or "", line.new_value or "")
            for line in wizard.line_ids
        }

    def test_old_and_new(self):
        wizard = self.open(self.customer)
        self.assertEqual(
            self.lines(wizard),
            {
                "name": ("Statoil ASA", "EQUINOR ASA"),
                "address": (
                    "Old street 1, c/o Somebody, 4035 Stavanger",
                    "Forusbeen 50, 4035 STAVANGER",
                ),
                "mail_address": ("", "Postboks 8500, 4035 STAVANGER"),
                "vat": ("", "NO923609016MVA"),
                "legal_form": ("", "Allmennaksjeselskap"),
                "industry": ("", "06.100 Utvinning av råolje"),
                "phone": ("22 22 22 22", "51 99 00 00"),
                "website": ("", "www.equinor.com"),
                "peppol": ("", f"0192:{EQUINOR}"),
            },
        )
        # a person's own entry is often the better one
        unsure = wizard.line_ids.filtered(lambda line: not line.is_ticked)
        self.assertEqual(unsure.mapped("key"), ["phone"])
        self.assertEqual(self.customer.name, "Statoil ASA", "Nothing is written yet")
        self.assertFalse(self.customer.registry_checked_at)

    def test_what_is_ticked_is_written(self):
        wizard = self.open(self.customer)
        with Form(wizard) as form:
            for index, line in enumerate(wizard.line_ids):
                if line.key == "name":
                    with form.line_ids.edit(index) as edited:
                        edited.is_ticked = False
        wizard.action_update()
        self.assertRecordValues(
            self.customer,
            [
                {
                    "name": "Statoil ASA",
                    "street": "Forusbeen 50",
                    "street2": False,
                    "city": "STAVANGER",
                    "vat": "NO923609016MVA",
                    "phone": "22 22 22 22",
                    "legal_form": "Allmennaksjeselskap",
                    "industry_id": self.env.ref("base.res_partner_industry_B").id,
                    "peppol_eas": "0192",
                    "peppol_endpoint": EQUINOR,
                    "registry_source": "brreg",
                    "registry_name": "EQUINOR ASA",
                    "registry_status": "active",
                }
            ],
        )
        self.assertTrue(self.customer.registry_fetched_at)
        self.assertTrue(self.customer.registry_checked_at)
        self.assertRecordValues(
            self.customer.child_ids, [{"type": "mail", "street": "Postboks 8500"}]
        )
        # what is left is what was not ticked
        self.assertEqual(set(self.lines(self.open(self.customer))), {"name", "phone"})

    def test_ways_to_write_the_same_are_no_change(self):
        self.open(self.customer).action_update()
        self.customer.write({"name": "Equinor asa", "city": "Stavanger"})
        self.assertEqual(set(self.lines(self.open(self.customer))), {"phone"})

    def test_vat_that_ended(self):
        self.customer.vat = "NO923609016MVA"
        self.serve_norwegian(EQUINOR, registrertIMvaregisteret=False)
        wizard = self.open(self.customer)
        self.assertEqual(self.lines(wizard)["vat"], ("NO923609016MVA", ""))
        wizard.action_update()
        self.assertFalse(self.customer.vat)

    def test_vat_that_nobody_told_about_stays(self):
        customer = self.new_customer(BIKES, "se", vat="SE529999999401")
        self.serve_vat("eu_vies_post_error_ms_unavailable_200")
        wizard = self.open(customer)
        self.assertNotIn("vat", self.lines(wizard))
        wizard.action_update()
        self.assertEqual(customer.vat, "SE529999999401")

    def test_selection_over_countries(self):
        finnish = self.new_customer(NOKIA, "fi", name="Nokia")
        unknown = self.new_customer(NOBODY, name="Nobody AS")
        nameless = self.new_customer(False, name="No number")
        wizard = self.open(self.customer | finnish | unknown | nameless)
        self.assertEqual(wizard.line_ids.partner_id, self.customer | finnish)
        self.assertIn("Nobody AS: The company registry does not", wizard.message)
        wizard.action_update()
        self.assertEqual(finnish.name, "Nokia Oyj")
        self.assertEqual(self.customer.name, "EQUINOR ASA")
        self.assertFalse(unknown.registry_checked_at)

    def test_status_is_said(self):
        self.serve_norwegian(EQUINOR, "no_enhet_konkurs_200")
        wizard = self.open(self.customer)
        self.assertIn("the registry says “Bankrupt” 2026-07-08", wizard.message)
        wizard.action_update()
        self.assertEqual(self.customer.registry_status, "bankrupt")
        self.assertEqual(str(self.customer.registry_status_date), "2026-07-08")

    def test_registry_that_is_down(self):
        self.server.fail(Reply(status=503))
        wizard = self.open(self.customer)
        self.assertFalse(wizard.line_ids)
        self.assertIn("is out of order", wizard.message)
        wizard.action_update()
        self.assertFalse(self.customer.registry_checked_at)

    def test_nobody_to_ask_about(self):
        with self.assertRaisesRegex(UserError, "organisation number and country"):
            self.open(self.new_customer(False))
        provisional = self.new_customer("12345", company_registry_provisional=True)
        with self.assertRaisesRegex(UserError, "organisation number and country"):
            self.open(provisional)
        # a private customer is nobody a company registry is asked about
        person = self.new_customer(False, "se", is_company=False)
        person.sudo().personal_identity_number = PERSON
        with self.assertRaisesRegex(UserError, "organisation number and country"):
            self.open(person)
        self.assertFalse(self.server.questions)

    def test_too_many_at_once(self):
        many = self.env["res.partner"].create(
            [{"name": f"Customer {i}", "customer_rank": 1} for i in range(51)]
        )
        with self.assertRaisesRegex(UserError, "at most 50"):
            self.open(many)

    def test_sole_trader_s_number_is_not_shown(self):
        trader = self.new_customer(False, "se", name="Old shoes")
        trader.sudo().write(
            {"personal_identity_number": PERSON, "registry_source": "bolagsverket"}
        )
        self.server.on(
            "/se/organisationer",
            Reply.sample("se_organisationer_enskild_official_200"),
            method="POST",
        )
        wizard = self.open(trader)
        shown = f"{self.lines(wizard)} {wizard.message}"
        self.assertIn("CITY SKOR EXEMPEL", shown)
        self.assertNotRegex(shown, "640823|3234")
        wizard.action_update()
        self.assertEqual(trader.name, "CITY SKOR EXEMPEL")
        self.assertFalse(trader.vat)

    def test_permissions(self):
        viewer = new_test_user(self.env, "registry_viewer", groups=groups("view"))
        with self.assertRaises(AccessError):
            self.open(self.customer, viewer)
        assigned = new_test_user(
            self.env, "registry_assigned", groups=groups("view", "edit_assigned")
        )
        with self.assertRaises(AccessError):
            self.open(self.customer, assigned)
        self.assertFalse(self.server.questions)
        self.customer.technician_ids = assigned
        self.open(self.customer, assigned).action_update()
        self.assertEqual(self.customer.name, "EQUINOR ASA")

    def test_what_is_written_comes_from_the_registry(self):
        wizard = self.open(self.customer)
        line = wizard.line_ids.filtered(lambda line: line.key == "name")
        with self.assertRaises(AccessError):
            line.write({"record": {"name": "Made up"}})
        with self.assertRaises(AccessError):
            line.read(["record"])
        with self.assertRaises(AccessError):
            wizard.read(["companies"])
        other = new_test_user(self.env, "registry_other", groups=groups("edit"))
        with self.assertRaises(AccessError):
            wizard.with_user(other).action_update()

    def test_change_is_in_the_history(self):
        self.flush_tracking()
        self.open(self.customer).action_update()
        self.flush_tracking()
        tracked = self.customer.message_ids.sudo().tracking_value_ids
        self.assertIn("EQUINOR ASA", tracked.mapped("new_value_char"))

    def flush_tracking(self):
        self.env.flush_all()
        self.cr.precommit.run()
