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
            {
                "name": "Sagverket Norr",
                "unit_number": "B-1203",
                "partner_id": cls.customer.id,
            }
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
            # name, number, former number
            "snickeri",
            "SKOGENS SNICK",
            "new-78",
            "OLD-77",
            # e-mail, contact person and its e-mail
            "hej@skogens",
            "Greta",
            "greta@",
            # facility and its unit number
            "Sagverket",
            "B-1203",
            # organisation number
            "556036-0793",
            "556036 0793",
            "5560360793",
            "165560360793",
            "SE556036079301",
            "556036-07",
            # telephone of the customer
            "12345678",
            "08-123 456 78",
            "08 12345678",
            "+46812345678",
            "+46 (0)8 123 456 78",
            "0046 8 12345678",
            # telephone of the contact person
            "0707654321",
            "+46 70 765 43 21",
            "0046707654321",
            "765 43 21",
        ):
            with self.subTest(text=text):
                self.assertEqual(self._found(text), self.customer)

    def test_other_countries_numbers(self):
        norwegian, finn = self.partners.create(
            [
                {
                    "name": name,
                    "is_company": True,
                    "customer_rank": 1,
                    "country_id": self.env.ref(country).id,
                    "company_registry": number,
                    "phone": phone,
                }
                for name, country, number, phone in (
                    ("Fjell AS", "base.no", "923609016", "22 99 88 77"),
                    ("Metsä Oy", "base.fi", "0112038-9", "040 555 1234"),
                )
            ]
        )
        for customer, texts in (
            (norwegian, ("923 609 016", "NO923609016MVA", "+47 22 99 88 77")),
            (finn, ("0112038-9", "01120389", "FI01120389", "+358 40 5551234")),
        ):
            for text in texts:
                with self.subTest(text=text):
                    self.assertEqual(self._found(text), customer)

    def test_number_that_is_only_the_vat_number(self):
        customer = self.partners.create(
            {
                "name": "Only VAT AB",
                "is_company": True,
                "customer_rank": 1,
                "country_id": self.env.ref("base.se").id,
                "vat": "SE556012579001",
            }
        )
        for text in ("556012-5790", "SE556012579001"):
            with self.subTest(text=text):
                self.assertEqual(self._found(text), customer)

    def test_customer_field_of_orders_finds_them_too(self):
        for text in ("snickeri", "NEW-78", "OLD-77", "556036-0793", "hej@skogens"):
            with self.subTest(text=text):
                names = self.partners.name_search(text)
                self.assertIn(self.customer.id, [row[0] for row in names])
                self.assertNotIn(self.other.id, [row[0] for row in names])

    def test_inactive_customers_with_their_contacts(self):
        self.customer.action_inactivate_customer()
        self.assertFalse(self._found("snickeri"))
        inactive = [("customer_status", "=", "inactive")]
        for text in ("snickeri", "Greta", "Sagverket", "08-123 456 78"):
            with self.subTest(text=text):
                self.assertEqual(
                    self.partners.search(
                        [*inactive, ("customer_search", "ilike", text)]
                    ),
                    self.customer,
                )

    def test_same_number_of_queries_for_many(self):
        def queries(text):
            self.env.flush_all()
            before = self.cr.sql_log_count
            self._found(text)
            return self.cr.sql_log_count - before

        queries("skogens")
        before = [queries(text) for text in ("skogens", "08-123 456", "556036-0793")]
        self.assertLessEqual(max(before), 1)
        self.partners.create(
            [
                {
                    "name": f"Skogens Gran {number}",
                    "customer_rank": 1,
                    "is_company": True,
                    "phone": f"08-123 456 {number}",
                }
                for number in range(100)
            ]
        )
        after = [queries(text) for text in ("skogens", "08-123 456", "556036-0793")]
        self.assertEqual(before, after)

    def test_what_nobody_has_finds_nobody(self):
        self.assertFalse(self._found("no such customer 999"))

    def test_empty_text_finds_all(self):
        self.assertLessEqual(self.customer | self.other, self._found(" "))

    def test_search_view_uses_the_box(self):
        arch = self.partners.get_view(
            self.env.ref("customer_register.res_partner_customer_view_search").id
        )["arch"]
        self.assertLess(arch.index("customer_search"), arch.index('name="name"'))
