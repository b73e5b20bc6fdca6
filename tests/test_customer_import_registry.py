"""Completing companies from the public registries in the same run."""

from odoo.tests import tagged

from .import_common import CustomerImportCase, organisation_numbers
from .registry_customer import BIKES, EQUINOR, NOKIA, NOVO, RegistryMixin
from .registry_server import Reply, sample

BEST, SECOND, THIRD = organisation_numbers(3)


@tagged("post_install", "-at_install", "customer_register")
class TestFillFromRegistry(RegistryMixin, CustomerImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.norway

    def numbers_only(self, *numbers, **values):
        return self.free_import(
            "Orgnr;Customer ID;Name",
            *(f"{number};;" for number in numbers),
            fill_from_registry=True,
            **values,
        )

    def test_file_with_numbers_only(self):
        customer_import = self.numbers_only(EQUINOR)
        self.assertFalse(self.server.questions, "A check asks nobody")
        self.assertLine(customer_import.line_ids, "create")
        customer_import.action_run()
        customer = customer_import.line_ids.partner_id
        self.assertRecordValues(
            customer,
            [
                {
                    "name": "EQUINOR ASA",
                    "is_company": True,
                    "company_registry": EQUINOR,
                    "vat": "NO923609016MVA",
                    "street": "Forusbeen 50",
                    "zip": "4035",
                    "city": "STAVANGER",
                    "country_code": "NO",
                    "phone": "51 99 00 00",
                    "website": "http://www.equinor.com",
                    "legal_form": "Allmennaksjeselskap",
                    "industry_code": "06.100",
                    "industry_name": "Utvinning av råolje",
                    "industry_id": self.env.ref("base.res_partner_industry_B").id,
                    "peppol_eas": "0192",
                    "peppol_endpoint": EQUINOR,
                    "registry_source": "brreg",
                    "registry_status": "active",
                    "registry_vat": "yes",
                    "registry_name": "EQUINOR ASA",
                    "registry_address": "Forusbeen 50, 4035 STAVANGER",
                    "registry_employees": 21408,
                }
            ],
        )
        self.assertTrue(customer.registry_fetched_at)
        self.assertEqual(customer.registry_checked_at, customer.registry_fetched_at)
        self.assertRecordValues(
            customer.child_ids, [{"type": "mail", "street": "Postboks 8500"}]
        )

    def test_every_country(self):
        customer_import = self.free_import(
            "Orgnr;Country;Customer ID;Name",
            f"{EQUINOR};NO;;",
            f"{BIKES};SE;;",
            f"{NOKIA};FI;;",
            f"{NOVO};DK;;",
            fill_from_registry=True,
        )
        customer_import.action_run()
        self.assertEqual(customer_import.created_count, 4)
        self.assertRecordValues(
            customer_import.line_ids.partner_id.sorted("country_code"),
            [
                {
                    "name": "NOVO NORDISK A/S EKSEMPEL",
                    "vat": "DK10150817",
                    "peppol_eas": "0184",
                    "city": "Bagsværd",
                },
                {
                    "name": "Nokia Oyj",
                    "vat": "FI01120389",
                    "peppol_eas": "0216",
                    "city": "ESPOO",
                },
                {
                    "name": "EQUINOR ASA",
                    "vat": "NO923609016MVA",
                    "peppol_eas": "0192",
                    "city": "STAVANGER",
                },
                {
                    "name": "Cykelbolaget AB",
                    "vat": "SE529999999401",
                    "peppol_eas": "0007",
                    "city": "Grönköping",
                },
            ],
        )

    def test_many_numbers_take_few_questions(self):
        numbers = organisation_numbers(20)
        found = [
            {**sample("no_enhet_200"), "organisasjonsnummer": number}
            for number in numbers
        ]
        document = {"_embedded": {"enheter": found}, "page": {"totalPages": 1}}
        self.server.on("/no/enheter", Reply.json(document))
        customer_import = self.numbers_only(*numbers)
        customer_import.action_run()
        self.assertEqual(customer_import.created_count, 20)
        self.assertEqual(len(self.server.questions), 1)

    def test_file_goes_before_the_registry(self):
        customer_import = self.free_import(
            "Orgnr;Name;City", f"{EQUINOR};Our name;Bergen", fill_from_registry=True
        )
        customer_import.action_run()
        self.assertRecordValues(
            customer_import.line_ids.partner_id,
            [
                {
                    "name": "Our name",
                    "city": "Bergen",
                    "street": False,
                    "registry_name": "EQUINOR ASA",
                    "vat": "NO923609016MVA",
                }
            ],
        )

    def test_foreign_address_is_kept_beside(self):
        address = {"landkode": "PL", "poststed": "81-336 GDYNIA", "adresse": ["Polska"]}
        self.serve_norwegian(EQUINOR, forretningsadresse=address)
        customer_import = self.numbers_only(EQUINOR)
        customer_import.action_run()
        customer = customer_import.line_ids.partner_id
        self.assertEqual(
            (customer.street, customer.country_code), ("Postboks 8500", "NO")
        )
        self.assertRecordValues(
            customer.child_ids,
            [{"type": "visiting", "street": "Polska", "city": "81-336 GDYNIA"}],
        )
        self.assertEqual(customer.child_ids.country_code, "PL")

    def test_failures_stay_on_their_rows(self):
        self.serve_norwegian(BEST, navn="BEST AS")
        self.serve_norwegian(THIRD, "no_enhet_slettet_200")
        customer_import = self.numbers_only(BEST, SECOND, THIRD)
        customer_import.action_run()
        good, unknown, deleted = customer_import.line_ids
        self.assertLine(good, "create", state="done")
        self.assertLine(unknown, "error", "does not know this number")
        self.assertLine(deleted, "error", "is deleted")
        self.assertEqual(customer_import.state, "done")
        self.assertEqual(good.partner_id.name, "BEST AS")

    def test_bankrupt_company_is_added_with_its_status(self):
        self.serve_norwegian(BEST, "no_enhet_konkurs_200")
        customer_import = self.numbers_only(BEST)
        customer_import.action_run()
        self.assertRecordValues(
            customer_import.line_ids.partner_id,
            [
                {
                    "registry_status": "bankrupt",
                    "street2": "c/o Advokatfirmaet Eksempel AS",
                }
            ],
        )

    def test_registry_that_is_down(self):
        self.server.fail(Reply(status=503))
        customer_import = self.numbers_only(EQUINOR, BEST)
        customer_import.action_run()
        for line in customer_import.line_ids:
            self.assertLine(line, "error", "is out of order")
        self.assertEqual(customer_import.error_count, 2)
        self.assertEqual(customer_import.state, "done")

        self.server.fail()
        self.serve_norwegian(BEST, navn="BEST AS")
        customer_import.action_retry()
        self.assertEqual(customer_import.created_count, 2)
        self.assertEqual(customer_import.error_count, 0)

    def test_one_registry_down_among_others(self):
        self.server.on("/fi/companies", Reply(status=500))
        customer_import = self.free_import(
            "Orgnr;Country;Customer ID;Name",
            f"{NOKIA};FI;;",
            f"{EQUINOR};NO;;",
            fill_from_registry=True,
        )
        customer_import.action_run()
        finnish, norwegian = customer_import.line_ids
        self.assertLine(finnish, "error", "is out of order")
        self.assertLine(norwegian, "create", state="done")

    def test_vat_register_that_is_down_holds_up_nobody(self):
        self.serve_vat("eu_vies_post_error_ms_unavailable_200")
        customer_import = self.free_import(
            "Orgnr;Country;Customer ID;Name",
            f"{BIKES};SE;;",
            fill_from_registry=True,
        )
        customer_import.action_run()
        self.assertRecordValues(
            customer_import.line_ids.partner_id,
            [{"name": "Cykelbolaget AB", "vat": False, "registry_vat": False}],
        )

    def test_country_without_registry(self):
        customer_import = self.free_import(
            "Orgnr;Country;Customer ID;Name",
            "HRB 12345;DE;;Beispiel GmbH",
            "HRB 54321;DE;;",
            fill_from_registry=True,
        )
        customer_import.action_run()
        named, nameless = customer_import.line_ids
        self.assertLine(named, "create", state="done")
        self.assertLine(nameless, "error", "no company registry")

    def test_name_is_needed_without_registry(self):
        customer_import = self.free_import(
            "Orgnr;Customer ID;Name", f"{BEST};;", fill_from_registry=False
        )
        self.assertLine(customer_import.line_ids, "error", "The name is missing.")
