"""Contacts, addresses, facilities and tax reduction persons of one row."""

from odoo.tests import tagged

from odoo.addons.customer_register.importing import problems as p

from .test_import_rows import SWEDISH_PERSON, SWEDISH_PERSON_STORED, RowCase


@tagged("post_install", "-at_install", "customer_register")
class TestGroups(RowCase):
    def test_contacts(self):
        values = self.values(
            {
                "contact3.name": "Tre",
                "contact.first_name": "Kari",
                "contact.last_name": "Li",
                "contact.email": "kari@example.no",
                "contact.phone": "22334455",
                "contact.function": "Leder",
                "contact.lang": "sv",
                "contact.send_work_order": "ja",
                "contact.is_main_contact": "1",
                "contact2.email": "to@example.no",
                "contact4.phone": "51990000",
                "contact5.is_main_contact": "nei",
            }
        )
        self.assertEqual(
            values,
            {
                "contacts": [
                    {
                        "name": "Kari Li",
                        "email": "kari@example.no",
                        "phone": "22334455",
                        "function": "Leder",
                        "lang": "sv_SE",
                        "send_work_order": True,
                        "is_main_contact": True,
                    },
                    # known by something better than nothing
                    {"name": "to@example.no", "email": "to@example.no"},
                    {"name": "Tre"},
                    {"name": "51990000", "phone": "51990000"},
                ]
            },
        )

    def test_addresses(self):
        values = self.values(
            {
                "delivery.zip_city": "5003 Bergen",
                "invoice.street": "Postboks 1",
                "invoice.email": "faktura@example.no, b@example.no",
                "visiting.country_id": "Norge",
                "mail.name": "Arkivet",
            }
        )
        self.assertEqual(
            values["addresses"],
            [
                {
                    "type": "invoice",
                    "street": "Postboks 1",
                    "email": "faktura@example.no",
                    "comment_lines": "b@example.no",
                },
                # a country alone is no address
                {"type": "mail", "name": "Arkivet"},
                {"type": "delivery", "zip": "5003", "city": "Bergen"},
            ],
        )

    def test_facilities(self):
        values = self.values(
            {
                "facility.unit_number": "H0101",
                "facility2.name": "Hytta",
                "facility2.zip": "150",
                "facility3.country_id": "NO",
            }
        )
        self.assertEqual(
            values["facilities"],
            [
                {"unit_number": "H0101", "name": "H0101"},
                {"name": "Hytta", "zip": "0150"},
            ],
        )

    def test_tax_persons(self):
        values = self.values(
            {
                "name": "Anna Ek",
                "tax_person.personal_identity_number": SWEDISH_PERSON,
                "tax_person.share": "50 %",
                "tax_person2.name": "Bo Ek",
                "tax_person2.personal_identity_number": "701063-2391",
                "tax_person2.share": "50,0",
                "tax_person3.share": "0",
            }
        )
        self.assertEqual(
            values["tax_persons"],
            [
                # who has no other name is the customer
                {
                    "name": "Anna Ek",
                    "personal_identity_number": SWEDISH_PERSON_STORED,
                    "share": 50.0,
                },
                {
                    "name": "Bo Ek",
                    "personal_identity_number": "197010632391",
                    "share": 50.0,
                },
            ],
        )
        self.assertEqual(
            self.codes({"tax_person.personal_identity_number": "640823-3235"}),
            [(0, p.NUMBER_WRONG_CHECK_DIGIT)],
        )
        self.assertEqual(
            self.codes({"tax_person.personal_identity_number": "556012-5790"}),
            [(0, p.NUMBER_WRONG_DATE)],
        )
