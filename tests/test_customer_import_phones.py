"""Further telephones of a file: nothing is lost, and nothing in the register."""

from odoo.tests import tagged

from .import_common import CustomerImportCase, organisation_numbers

BEST, SECOND = organisation_numbers(2)
HEADER = "Kundenr;Navn;Telefon;Mobil;Telefon jobb"


@tagged("post_install", "-at_install", "customer_register")
class TestPhones(CustomerImportCase):
    def run_rows(self, *rows, header=HEADER):
        """Import rows, and return their lines."""
        customer_import = self.free_import(header, *rows, mode="create_update")
        customer_import.action_run()
        return customer_import.line_ids

    def comment_of(self, customer):
        return str(customer.comment or "")

    def test_new_customers(self):
        lines = self.run_rows(
            "B1;Best AS;22334455;98765432;", "B2;Kari Li;;98765433;51990000"
        )
        self.assertEqual(lines.mapped("outcome"), ["create", "create"])
        best, kari = lines.partner_id
        self.assertEqual(best.phone, "22334455")
        self.assertIn("Mobil: 98765432", self.comment_of(best))
        # the mobile is her telephone, not a line somewhere
        self.assertEqual(kari.phone, "98765433")
        self.assertIn("Telefon jobb: 51990000", self.comment_of(kari))
        self.assertNotIn("98765433", self.comment_of(kari))

    def test_file_again_changes_nothing(self):
        rows = ("B1;Best AS;22334455;98765432;", "B2;Kari Li;;98765433;51990000")
        self.run_rows(*rows)
        lines = self.free_import(HEADER, *rows, mode="create_update").line_ids
        self.assertEqual(lines.mapped("outcome"), ["unchanged", "unchanged"])

    def test_register_keeps_what_it_has(self):
        customer = self.customer(
            "Best AS", "B1", BEST, phone="22 33 44 55", comment="<p>VIP</p>"
        )
        [line] = self.run_rows("B1;Best AS;;98765432;")
        self.assertEqual(line.outcome, "update")
        self.assertEqual(customer.phone, "22 33 44 55")
        self.assertIn("VIP", self.comment_of(customer))
        self.assertIn("Mobil: 98765432", self.comment_of(customer))
        # the same number, written otherwise, says nothing
        second = self.customer("Second AS", "B2", SECOND, phone="98 76 54 32")
        [line] = self.run_rows("B2;Second AS;;98765432;")
        self.assertEqual(line.outcome, "unchanged")
        self.assertFalse(self.comment_of(second))

    def test_blank_of_the_register_is_filled(self):
        customer = self.customer("Best AS", "B1", BEST)
        [line] = self.run_rows("B1;Best AS;;98765432;")
        self.assertEqual(line.outcome, "update")
        self.assertEqual(customer.phone, "98765432")
        self.assertFalse(self.comment_of(customer))

    def test_contacts(self):
        header = "Kundenr;Navn;Kontaktperson;Kontakt telefon;Kontakt mobil"
        [line] = self.run_rows("B1;Best AS;Kari Li;;98765432", header=header)
        contact = line.partner_id.child_ids
        self.assertEqual((contact.name, contact.phone), ("Kari Li", "98765432"))
        self.assertFalse(self.comment_of(contact))
