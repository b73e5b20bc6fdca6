"""Columns of exports that the register can't read, and countries that nobody said."""

from odoo.tests import TransactionCase, new_test_user, tagged

from .import_common import CustomerImportMixin, organisation_numbers

HEADER = "Kundnr;Namn;Vår referens;Betalningsvillkor;Prislista;Kundgrupp"
ROWS = ("1001;Volvo AB;Kalle;30;A;Syd", "1002;Ericsson AB;Lisa;10;B;Nord")


@tagged("post_install", "-at_install", "customer_register")
class TestCustomerImportKnownValues(CustomerImportMixin, TransactionCase):
    def target(self, customer_import, header):
        return customer_import.column_ids.filtered(lambda col: col.header == header)

    def test_unknown_names_of_another_system_spoil_no_row(self):
        customer_import = self.free_import(HEADER, *ROWS)
        self.assertEqual(customer_import.line_ids.mapped("outcome"), ["create"] * 2)
        for header in HEADER.split(";")[2:]:
            column = self.target(customer_import, header)
            self.assertFalse(column.target, header)
            self.assertTrue(column.note, header)
        self.assertIn("Kalle", self.target(customer_import, "Vår referens").note)

    def test_one_known_name_keeps_the_column(self):
        new_test_user(self.env, "kalle", groups="base.group_user", name="Kalle")
        customer_import = self.free_import(HEADER, *ROWS)
        column = self.target(customer_import, "Vår referens")
        self.assertEqual(column.target, "user_id")
        self.assertFalse(column.note)
        self.assertEqual(
            customer_import.line_ids.sorted("row_number").mapped("outcome"),
            ["create", "error"],
        )

    def test_whoever_chooses_the_field_has_it_checked(self):
        customer_import = self.read_import(HEADER, *ROWS)
        column = self.target(customer_import, "Betalningsvillkor")
        column.target = "property_payment_term_id"
        self.assertFalse(column.note)
        customer_import.action_read()
        customer_import.action_check()
        self.assertEqual(
            self.target(customer_import, "Betalningsvillkor").target,
            "property_payment_term_id",
        )
        self.assertEqual(customer_import.line_ids.mapped("outcome"), ["error"] * 2)

    def test_tags_that_are_added_keep_the_column(self):
        customer_import = self.free_import(HEADER, *ROWS, create_missing=True)
        self.assertEqual(
            self.target(customer_import, "Kundgrupp").target, "category_id"
        )

    def test_dialling_codes_are_no_countries(self):
        customer_import = self.free_import("Navn;Land", "Fjord AS;47", "Fjell AS;47")
        self.assertFalse(self.target(customer_import, "Land").target)
        self.assertEqual(customer_import.line_ids.mapped("outcome"), ["create"] * 2)

    def test_a_guessed_country_does_not_replace_the_known_one(self):
        [number] = organisation_numbers(1, 81_000_000)
        self.env.company.country_id = self.env.ref("base.us")
        known = self.customer("Fjord AS", "W1", number)
        customer_import = self.free_import(
            "Kundenr;Navn;Org.nr;Poststed",
            f"W1;Fjord AS;{number};Bergen",
            mode="create_update",
        )
        self.assertEqual(customer_import.line_ids.changes, {"city": ["", "Bergen"]})
        customer_import.action_run()
        self.assertEqual(known.country_id, self.norway)

    def test_numbered_names_are_a_header(self):
        customer_import = self.new_import(
            "Leilighet;Kjøper 1;E-post kjøper 1;Kjøper 2;E-post kjøper 2\r\n"
            "101;Ola Fjell;ola@example.com;Kari Fjell;kari@example.com\r\n"
            "102;Per Vik;per@example.com;;\r\n"
        )
        customer_import.action_read()
        self.assertTrue(customer_import.has_header)
        self.assertEqual(customer_import.row_count, 2)
