from odoo.tests import BaseCase, tagged

from odoo.addons.customer_register.importing.erp_fields import (
    document_to_fortnox,
    from_fortnox,
    from_visma,
    to_fortnox,
    to_visma,
)
from odoo.addons.customer_register.importing.record_cleaner import clean_record

from .common import SWEDISH_PERSON, VOLVO

FORTNOX = {
    "CustomerNumber": "17",
    "Name": "Volvo",
    "Type": "COMPANY",
    "OrganisationNumber": "556012-5790",
    "Address1": "Gata 1",
    "Address2": "",
    "ZipCode": "41834",
    "City": "Göteborg",
    "CountryCode": "SE",
    "Email": "post@volvo.example",
    "Phone1": "031-660000",
    "Active": True,
    "VisitingAddress": "Besöksgata 2",
    "VisitingCity": "Göteborg",
    "DeliveryCountryCode": "SE",
}
VISMA = {
    "Id": "5f1c3a9e",
    "CustomerNumber": "18",
    "Name": "Kari",
    "IsPrivatePerson": True,
    "CorporateIdentityNumber": SWEDISH_PERSON,
    "InvoicePostalCode": "11122",
    "IsActive": True,
    "ContactPersonName": "Ola",
    "ContactPersonEmail": "ola@kari.example",
    "Note": None,
}
DOCUMENT = {
    "name": "S00012",
    "document_type": "order",
    "date": "2026-11-25",
    "customer": {"external_id": "17", "ref": "5001"},
    "client_order_ref": "PO 7",
    "our_reference": False,
    "cost_center": "N1",
    "facility": "Works",
    "currency": "SEK",
    "lines": [
        {
            "kind": "article",
            "article": "H1",
            "name": "Hour",
            "quantity": 2,
            "price_unit": 500,
            "discount": 10,
            "vat": [{"name": "25 %", "percent": 25}],
        },
        {"kind": "note", "name": "Thanks"},
    ],
}


@tagged("post_install", "-at_install")
class TestErpFields(BaseCase):
    def assertClean(self, record):
        self.assertEqual(clean_record(record, "SE").problems, [])

    def test_from_fortnox(self):
        record = from_fortnox(FORTNOX)
        self.assertClean(record)
        self.assertEqual((record["external_id"], record["ref"]), ("17", "17"))
        self.assertEqual(clean_record(record).values["company_registry"], VOLVO)
        self.assertTrue(record["is_company"] and record["active"])
        # an address of nothing but a country is none
        visiting = {"type": "visiting", "street": "Besöksgata 2", "city": "Göteborg"}
        self.assertEqual(record["addresses"], [visiting])

    def test_private_person(self):
        record = from_fortnox(
            {**FORTNOX, "Type": "PRIVATE", "OrganisationNumber": SWEDISH_PERSON}
        )
        self.assertNotIn("company_registry", record)
        self.assertEqual(record["personal_identity_number"], SWEDISH_PERSON)
        self.assertIs(record["is_company"], False)

    def test_fortnox_there_and_back(self):
        record = from_fortnox(FORTNOX)
        sent = to_fortnox(record)
        for name in FORTNOX.keys() - {"DeliveryCountryCode"}:
            self.assertEqual(sent[name], FORTNOX[name], name)

    def test_from_visma(self):
        record = from_visma(VISMA)
        self.assertClean(record)
        self.assertEqual((record["external_id"], record["ref"]), ("5f1c3a9e", "18"))
        self.assertIs(record["is_company"], False)
        self.assertIs(record["comment"], False)
        contact = {"name": "Ola", "email": "ola@kari.example"}
        self.assertEqual(record["contacts"], [contact])

    def test_to_visma(self):
        record = from_visma(VISMA)
        record["contacts"][0]["is_main_contact"] = True
        sent = to_visma(record)
        self.assertEqual(sent["ContactPersonName"], "Ola")
        self.assertEqual(sent["InvoicePostalCode"], "11122")
        self.assertIs(sent["IsActive"], True)
        self.assertIs(sent["IsPrivatePerson"], True)

    def test_numbers_that_are_not_told_are_not_erased(self):
        sent = to_visma({"name": "Kari", "is_company": False, "active": False})
        self.assertNotIn("CorporateIdentityNumber", sent)
        self.assertIs(sent["IsActive"], False)

    def test_documents(self):
        path, content = document_to_fortnox(DOCUMENT)
        self.assertEqual(path, "orders")
        order = content["Order"]
        self.assertEqual(order["CustomerNumber"], "17")
        self.assertEqual(order["YourOrderNumber"], "PO 7")
        self.assertEqual(order["OurReference"], "")
        row, note = order["OrderRows"]
        self.assertEqual((row["OrderedQuantity"], row["VAT"]), ("2", 25))
        self.assertEqual(note, {"Description": "Thanks"})
        path, content = document_to_fortnox({**DOCUMENT, "document_type": "invoice"})
        self.assertEqual(path, "invoices")
        row = content["Invoice"]["InvoiceRows"][0]
        self.assertEqual(row["DeliveredQuantity"], "2")
