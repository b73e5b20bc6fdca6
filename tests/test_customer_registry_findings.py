"""What a comparison with a registry finds, and whom it tells."""

from odoo.tests import new_test_user, tagged

from .permission_common import groups
from .registry_check_common import CHANGES, NUMBERS, RegistryCheckCase
from .registry_customer import BIKES, EQUINOR, NOKIA, VIES
from .registry_server import Reply, sample


@tagged("post_install", "-at_install", "customer_register")
class TestFindings(RegistryCheckCase):
    def test_nothing_has_happened(self):
        customer = self.customer(name="Equinor", zip="4035", street="Forusbeen 50 B")
        self.check()
        self.assertEqual(self.found(customer), "")
        self.assertRecordValues(
            customer,
            [
                {
                    "name": "Equinor",
                    "street": "Forusbeen 50 B",
                    "registry_source": "brreg",
                    "registry_name": "EQUINOR ASA",
                    "registry_address": "Forusbeen 50, 4035 STAVANGER",
                    "registry_status": "active",
                    "registry_vat": "yes",
                    "registry_fetched_at": False,
                }
            ],
        )
        self.assertTrue(customer.registry_checked_at)

    def test_renamed_and_moved_before_the_first_check(self):
        customer = self.customer(name="Statoil ASA", zip="0150", street="Old street")
        self.check()
        text = self.found(customer)
        self.assertIn("the name is now EQUINOR ASA, it was Statoil ASA", text)
        self.assertIn("the address is now Forusbeen 50, 4035 STAVANGER", text)
        self.assertEqual(customer.name, "Statoil ASA")
        self.assertEqual(customer.street, "Old street")

    def test_each_finding_once(self):
        customer = self.customer(vat="NO923609016MVA", zip="4035")
        self.check()
        self.assertEqual(self.found(customer), "")
        address = sample("no_enhet_200")["postadresse"]
        document = sample("no_enhet_200")
        for values, text in (
            ({"navn": "EQUINOR NY ASA"}, "the name is now EQUINOR NY ASA"),
            ({"forretningsadresse": address}, "the address is now Postboks 8500"),
            ({"registrertIMvaregisteret": False}, "no longer registered for VAT"),
            ({"konkurs": True, "konkursdato": "2026-07-08"}, "bankrupt 2026-07-08"),
        ):
            with self.subTest(text):
                customer.activity_ids.unlink()
                document.update(values)
                self.change(**document)
                self.check()
                self.assertIn(text, self.found(customer))
                self.assertEqual(self.found(customer).count("<li>"), 1)
                self.change(**document)
                self.check()
                self.assertEqual(len(customer.activity_ids), 1)

    def test_deleted(self):
        for number, name, sign in (
            (
                NUMBERS[0],
                "no_enhet_slettet_200",
                "deleted from the registry 2026-08-21",
            ),
            (NUMBERS[1], "no_enhet_avvikling_200", "in liquidation 2026-06-01"),
        ):
            customer = self.customer(number, name="EKSEMPEL AS")
            self.serve_norwegian(number, name, navn="EKSEMPEL AS")
            self.check()
            self.assertIn(sign, self.found(customer))
            self.assertTrue(customer.active)

    def test_taken_out_of_the_registry(self):
        customer = self.customer()
        self.check()
        self.change()
        self.server.on(f"/no/enheter/{EQUINOR}", Reply(status=410))
        self.check()
        self.assertIn("deleted from the registry", self.found(customer))
        self.assertEqual(customer.registry_name, "EQUINOR ASA")

    def test_number_that_the_registry_forgets(self):
        customer = self.customer()
        self.check()
        for _time in range(2):
            self.change()
            self.server.on(f"/no/enheter/{EQUINOR}", Reply(status=404))
            self.check()
        self.assertEqual(self.found(customer).count("does not know the number"), 1)
        # a number that it never knew says nothing
        unknown = self.customer(NUMBERS[0], name="Unknown AS")
        self.check()
        self.assertEqual(self.found(unknown), "")
        self.assertTrue(unknown.registry_checked_at)

    def test_other_name_of_the_same_city_is_no_move(self):
        customer = self.customer(NOKIA, "fi", name="Nokia Oyj")
        self.company.partner_id.lang = "en_US"
        self.check()
        self.assertEqual(customer.registry_address, "Karakaari 7, 02610 ESPOO")
        customer.registry_checked_at = "2020-01-01"
        self.env["res.lang"]._activate_lang("sv_SE")
        self.company.partner_id.lang = "sv_SE"
        self.check()
        self.assertEqual(customer.registry_address, "Karakaari 7, 02610 ESBO")
        self.assertEqual(self.found(customer), "")

    def test_vat_that_nobody_tells_about(self):
        customer = self.customer(BIKES, "se", name="Cykelbolaget AB")
        self.check()
        self.assertEqual(customer.registry_vat, "yes")
        self.serve_vat("eu_vies_post_error_ms_unavailable_200")
        customer.registry_checked_at = "2020-01-01"
        self.check()
        self.assertEqual(customer.registry_vat, "yes")
        self.assertEqual(self.found(customer), "")
        self.serve_vat("eu_vies_post_invalid_200")
        customer.registry_checked_at = "2020-01-01"
        self.check()
        self.assertIn("no longer registered for VAT", self.found(customer))
        self.assertTrue(self.server.asked(VIES))

    def test_who_has_to_know(self):
        technician = new_test_user(
            self.env, "registry_technician", groups=groups("view")
        )
        gone = new_test_user(self.env, "registry_gone", groups=groups("view"))
        customers = [
            self.customer(number, name="Other name AS", **values)
            for number, values in zip(
                NUMBERS[:4],
                (
                    {},
                    {"user_id": False, "technician_ids": technician.ids},
                    {"user_id": gone.id, "technician_ids": technician.ids},
                    {"user_id": False},
                ),
                strict=True,
            )
        ]
        gone.active = False
        for number in NUMBERS[:4]:
            self.serve_norwegian(number)
        self.check()
        users = [customer.activity_ids.user_id for customer in customers]
        self.assertEqual(users[:3], [self.seller, technician, technician])
        self.assertTrue(users[3].has_group("customer_register.group_customer_manager"))

    def test_private_customers_and_others_are_not_asked_about(self):
        self.customer(False, "se", name="Person", is_company=False)
        self.env["res.partner"].search(
            [("name", "=", "Person")]
        ).sudo().personal_identity_number = "196408233234"
        self.customer("12345", company_registry_provisional=True)
        self.customer("HRB 1", "de", name="GmbH")
        self.customer(name="Inactive", active=False)
        self.check()
        self.assertEqual(
            {question.path for question in self.server.questions},
            {CHANGES, "/no/oppdateringer/underenheter"},
        )
