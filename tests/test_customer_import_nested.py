"""What may be overwritten; contacts, addresses and facilities of a row."""

from odoo.tests import tagged

from .import_common import ImportValuesCase, organisation_numbers

[BEST] = organisation_numbers(1)


@tagged("post_install", "-at_install", "customer_register")
class TestPolicies(ImportValuesCase):
    def update(self, policy):
        customer = self.customer("Old AS", "B1", BEST, city="Oslo", street=False)
        customer_import = self.read_import(
            "Customer ID;Name;City;Street", "B1;New AS;Bergen;Gate 1", mode="update"
        )
        for column, target in zip(
            customer_import.column_ids, ("ref", "name", "city", "street"), strict=True
        ):
            column.write({"target": target, "policy": policy})
        customer_import.action_check()
        customer_import.action_run()
        return customer

    def test_overwrite(self):
        self.assertRecordValues(
            self.update("overwrite"),
            [{"name": "New AS", "city": "Bergen", "street": "Gate 1"}],
        )

    def test_fill_blanks_only(self):
        self.assertRecordValues(
            self.update("fill"),
            [{"name": "Old AS", "city": "Oslo", "street": "Gate 1"}],
        )

    def test_never(self):
        self.assertRecordValues(
            self.update("never"),
            [{"name": "Old AS", "city": "Oslo", "street": False}],
        )

    def test_blank_cell_never_erases(self):
        customer = self.customer("Old AS", "B1", BEST, city="Oslo", phone="1234")
        line = self.import_one({"ref": "B1", "city": "", "phone": ""}, mode="update")
        self.assertLine(line, "unchanged", partner_id=customer)

    def test_changed_policy_needs_another_check(self):
        customer_import = self.free_import("Customer ID;Name;City", "B1;New AS;Oslo")
        customer_import.column_ids[0].policy = "never"
        self.assertEqual(customer_import.state, "read")
        self.assertFalse(customer_import.line_ids)


@tagged("post_install", "-at_install", "customer_register")
class TestNested(ImportValuesCase):
    cells = {
        "ref": "B1",
        "name": "Best AS",
        "contact.name": "Anna",
        "contact.email": "anna@example.com",
        "contact2.name": "Berit",
        "contact2.phone": "22334455",
        "invoice.street": "Postboks 1",
        "invoice.city": "Oslo",
        "visiting.street": "Gate 2",
        "facility.name": "Plant",
        "facility.unit_number": "H0101",
        "facility2.name": "Office",
    }

    def test_created_with_the_customer(self):
        customer = self.run_one(self.cells)
        contacts = customer.child_ids.filtered(lambda child: child.type == "contact")
        self.assertRecordValues(
            contacts.sorted("name"),
            [
                {"name": "Anna", "email": "anna@example.com", "phone": False},
                {"name": "Berit", "email": False, "phone": "22334455"},
            ],
        )
        addresses = (customer.child_ids - contacts).sorted("type")
        self.assertRecordValues(
            addresses,
            [
                {"type": "invoice", "street": "Postboks 1", "city": "Oslo"},
                {"type": "visiting", "street": "Gate 2", "city": False},
            ],
        )
        self.assertRecordValues(
            customer.facility_ids.sorted("name"),
            [
                {"name": "Office", "unit_number": False},
                {"name": "Plant", "unit_number": "H0101"},
            ],
        )
        self.assertFalse(customer.child_ids.filtered("is_customer"))

    def test_second_import_adds_nobody(self):
        customer = self.run_one(self.cells)
        children = customer.child_ids
        self.assertLine(self.import_one(self.cells), "unchanged", partner_id=customer)
        line = self.import_one({**self.cells, "contact.phone": "99887766"})
        self.assertEqual(line.changes, {"contact.phone": ["", "99887766"]})
        line.import_id.action_run()
        self.assertEqual(customer.child_ids, children)
        self.assertEqual(
            children.filtered(lambda child: child.name == "Anna").phone, "99887766"
        )

    def test_contact_is_recognised_by_email(self):
        customer = self.run_one(self.cells)
        line = self.import_one(
            {"ref": "B1", "contact.name": "Anna B", "contact.email": "ANNA@example.com"}
        )
        self.assertIn("contact.name", line.changes)
        line.import_id.action_run()
        self.assertIn("Anna B", customer.child_ids.mapped("name"))
        self.assertEqual(len(customer.child_ids), 4)

    def test_other_numbers_are_kept_in_the_comment(self):
        customer = self.customer("Best AS", "B1", comment="<p>Our <b>best</b> one</p>")
        cells = {"ref": "B1", "phone": "22334455", "phone_other": "99887766"}
        line = self.import_one(cells)
        self.assertEqual(set(line.changes), {"phone", "comment"})
        line.import_id.action_run()
        self.assertIn("<b>best</b>", customer.comment)
        self.assertIn("99887766", customer.comment)
        self.assertLine(self.import_one(cells), "unchanged")
        new = self.run_one({**cells, "ref": "B2", "name": "New AS"})
        self.assertIn("99887766", new.comment)
        line.import_id.action_undo()
        self.assertEqual(customer.comment, "<p>Our <b>best</b> one</p>")

    def test_tax_persons(self):
        self.env.company.country_id = self.env.ref("base.se")
        cells = {
            "ref": "B1",
            "name": "Best",
            "tax_person.name": "Anna",
            "tax_person.personal_identity_number": "198112189876",
            "tax_person2.name": "Bo",
        }
        customer = self.run_one(cells)
        persons = customer.tax_reduction_person_ids
        self.assertEqual(persons.mapped("share"), [50, 50])
        self.assertEqual(persons[0].sudo().personal_identity_number, "198112189876")
        line = self.import_one(cells)
        self.assertLine(line, "unchanged")
        self.assertNotIn("9876", str(line.values))
        line = self.import_one({**cells, "tax_person3.name": "Cilla"})
        self.assertLine(line, "error", "The shares add up to")
        line = self.import_one({**cells, "ref": "B2", "tax_person.share": "80"})
        self.assertLine(line, "error", "The shares add up to 130 %")

    def test_facilities_disabled(self):
        self.customer("Best AS", "B1", facilities_disabled=True)
        line = self.import_one({"ref": "B1", "facility.name": "Plant"})
        self.assertLine(line, "error", "Facilities are disabled")
