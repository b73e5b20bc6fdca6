from odoo.tests import tagged

from .test_personal_number import FIELD, NUMBER, OTHER_NUMBER, PersonalNumberCommon


@tagged("post_install", "-at_install")
class TestPersonalNumberSearch(PersonalNumberCommon):
    def test_the_whole_number_finds_the_customer(self):
        Partner = self.env["res.partner"]
        for name in ("editor", "manager"):
            for text in (NUMBER, "900101-2385", "19900101-2385"):
                with self.subTest(name=name, text=text):
                    found = Partner.with_user(self.users[name]).search(
                        [("display_name", "ilike", text)]
                    )
                    self.assertEqual(found, self.partner)
                    names = Partner.with_user(self.users[name]).name_search(text)
                    self.assertEqual([row[0] for row in names], self.partner.ids)
                    self.assertNotIn("2385", str(names))

    def test_parts_of_a_number_and_others_find_nothing(self):
        Partner = self.env["res.partner"]
        for name, text in (
            ("editor", "900101"),
            ("editor", "2385"),
            ("editor", "199001012%"),
            ("viewer", NUMBER),
            ("creator", NUMBER),
        ):
            with self.subTest(name=name, text=text):
                self.assertFalse(
                    Partner.with_user(self.users[name]).search(
                        [("display_name", "ilike", text)]
                    )
                )

    def test_customers_of_other_companies_are_not_found(self):
        self.env["res.partner"].create(
            {
                "name": "Far away",
                "customer_rank": 1,
                "country_id": self.sweden.id,
                "company_id": self.env["res.company"].create({"name": "Other"}).id,
                FIELD: OTHER_NUMBER,
            }
        )
        found = (
            self.env["res.partner"]
            .with_user(self.users["editor"])
            .search([("display_name", "ilike", OTHER_NUMBER)])
        )
        self.assertFalse(found)
