from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestCustomerSearch(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partners = cls.env["res.partner"]
        cls.customer = cls.partners.create(
            {
                "name": "Skogens Snickeri AB",
                "is_company": True,
                "customer_rank": 1,
                "ref": "OLD-77",
                "country_id": cls.env.ref("base.se").id,
                "company_registry": "556036-0793",
                "email": "hej@skogens.example.com",
                "phone": "+46 8 123 456 78",
                "child_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Greta Hammare",
                            "email": "greta@skogens.example.com",
                            "phone": "070-765 43 21",
                        },
                    )
                ],
            }
        )
        cls.customer.ref = "NEW-78"
        cls.env["customer.facility"].create(
            {"name": "Sagverket Norr", "partner_id": cls.customer.id}
        )
        cls.other = cls.partners.create(
            {"name": "Annat Bolag AB", "is_company": True, "customer_rank": 1}
        )

    def _found(self, text):
        return self.partners.search(
            [("is_customer", "=", True), ("customer_search", "ilike", text)]
        )

    def test_one_box_finds_by_everything(self):
        for text in (
            "snickeri",
            "new-78",
            "OLD-77",
            "hej@skogens",
            "Greta",
            "greta@",
            "Sagverket",
            "12345678",
            "0707654321",
            "556036-0793",
            "5560360793",
            "165560360793",
            "SE556036079301",
        ):
            with self.subTest(text=text):
                self.assertEqual(self._found(text), self.customer)

    def test_what_nobody_has_finds_nobody(self):
        self.assertFalse(self._found("no such customer 999"))

    def test_empty_text_finds_all(self):
        self.assertLessEqual(self.customer | self.other, self._found(" "))

    def test_search_view_uses_the_box(self):
        arch = self.partners.get_view(
            self.env.ref("customer_register.res_partner_customer_view_search").id
        )["arch"]
        self.assertLess(arch.index("customer_search"), arch.index('name="name"'))
