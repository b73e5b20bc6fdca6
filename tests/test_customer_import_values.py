"""What a row's cells become in the register, and what is foretold of them."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .import_common import ImportValuesCase, organisation_numbers

BEST, SECOND, THIRD = organisation_numbers(3)


@tagged("post_install", "-at_install", "customer_register")
class TestRelations(ImportValuesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pricelist = cls.env["product.pricelist"].create({"name": "Letter 10 %"})
        cls.term = cls.env["account.payment.term"].create({"name": "Net 17"})
        cls.technician = new_test_user(
            cls.env, "tech@example.com", groups="base.group_user", name="Tina Tech"
        )
        cls.cost_center = cls.env["account.analytic.account"].create(
            {
                "name": "Service north",
                "code": "N1",
                "plan_id": cls.env.ref(
                    "customer_register.analytic_plan_cost_center"
                ).id,
            }
        )
        cls.industry = cls.env["res.partner.industry"].create({"name": "Fishing"})
        cls.tag = cls.env["res.partner.category"].create({"name": "Gold"})
        cls.importer.group_ids = [
            Command.link(cls.env.ref("customer_register.group_customer_assign").id),
            Command.link(cls.env.ref("account.group_account_readonly").id),
        ]

    def test_found_by_name(self):
        customer = self.run_one(
            {
                "name": "Best AS",
                "property_product_pricelist": "letter 10 %",
                "property_payment_term_id": "Net 17",
                "technician_ids": "tech@example.com",
                "user_id": "Tina Tech",
                "cost_center_id": "N1",
                "industry_id": "fishing",
                "category_id": "Gold",
            }
        )
        self.assertRecordValues(
            customer,
            [
                {
                    "property_product_pricelist": self.pricelist.id,
                    "property_payment_term_id": self.term.id,
                    "technician_ids": self.technician.ids,
                    "user_id": self.technician.id,
                    "cost_center_id": self.cost_center.id,
                    "industry_id": self.industry.id,
                    "category_id": self.tag.ids,
                }
            ],
        )

    def test_unknown_ones_are_errors_of_their_cells(self):
        line = self.import_one(
            {
                "name": "Best AS",
                "property_product_pricelist": "No such letter",
                "technician_ids": "nobody@example.com",
                "category_id": "Gold; Silver",
                "lang": "sv_SE",
            }
        )
        self.assertEqual(line.outcome, "error")
        self.assertEqual(
            line.cell_errors,
            {
                "2": "There is no price list “No such letter”.",
                "3": "No active internal user has the log-in, e-mail or name "
                "“nobody@example.com”.",
                "4": "There is no tag “Silver”. Add it, or let the import add unknown "
                "tags.",
                "5": "The language sv_SE is not installed. Leave the cell empty, or "
                "ask an administrator to install it.",
            },
        )
        self.assertEqual(len(line.message.split("\n")), 4)
        self.assertIn("Column 1: There is no price list", line.message)

    def test_several_of_the_same_name(self):
        self.pricelist.copy({"name": "Letter 10 %"})
        line = self.import_one(
            {"name": "Best AS", "property_product_pricelist": "Letter 10 %"}
        )
        self.assertLine(line, "error", "is the name of several records")

    def test_missing_tags_are_added_if_wanted(self):
        self.importer.group_ids = [
            Command.link(self.env.ref("base.group_partner_manager").id)
        ]
        line = self.import_one(
            {"name": "Best AS", "category_id": "Gold; Silver"}, create_missing=True
        )
        self.assertEqual(line.outcome, "create")
        tags = self.env["res.partner.category"]
        self.assertFalse(tags.search([("name", "=", "Silver")]))
        line.import_id.action_run()
        self.assertEqual(
            line.partner_id.category_id.sorted("name").mapped("name"),
            ["Gold", "Silver"],
        )
        self.assertEqual(len(tags.search([("name", "=", "Silver")])), 1)

    def test_assign_is_a_permission(self):
        self.importer.group_ids = [
            Command.unlink(self.env.ref("customer_register.group_customer_assign").id)
        ]
        line = self.import_one(
            {"name": "Best AS", "technician_ids": "tech@example.com"}
        )
        self.assertLine(line, "error", "permission “Assign”")

    def test_state_of_its_country(self):
        country = self.env.ref("base.us")
        customer = self.run_one(
            {"name": "Best Inc", "country_id": "US", "state_id": "CA"}
        )
        self.assertEqual(customer.country_id, country)
        self.assertEqual(customer.state_id.code, "CA")
        line = self.import_one(
            {"name": "Best AS", "country_id": "NO", "state_id": "CA"}
        )
        self.assertLine(line, "error", "There is no state or county “CA” in Norway")

    def test_custom_fields(self):
        definition = self.env[
            "properties.base.definition"
        ]._get_definition_for_property_field("res.partner", "properties")
        definition.sudo().properties_definition = [
            {"name": "segment", "string": "Segment", "type": "char"},
            {
                "name": "level",
                "string": "Level",
                "type": "selection",
                "selection": [["a", "Level A"], ["b", "Level B"]],
            },
            {"name": "visits", "string": "Visits", "type": "integer"},
        ]
        cells = {
            "name": "Best AS",
            "ref": "B1",
            "properties.segment": "North",
            "properties.level": "level b",
            "properties.visits": "12",
        }
        customer = self.run_one(cells)
        self.assertEqual(customer.properties["segment"], "North")
        self.assertEqual(customer.properties["level"], "Level B")
        self.assertEqual(customer.properties["visits"], 12)
        self.assertLine(self.import_one(cells), "unchanged")
        cells["properties.segment"] = "South"
        line = self.import_one(cells)
        self.assertEqual(line.changes, {"properties.segment": ["North", "South"]})
        self.assertEqual(line.change_text, "Custom fields: Segment: North → South")
        line.import_id.action_run()
        self.assertEqual(customer.properties["segment"], "South")
        self.assertEqual(customer.properties["level"], "Level B")
        line.import_id.action_undo()
        self.assertEqual(customer.properties["segment"], "North")
        cells["properties.level"] = "Level X"
        self.assertLine(
            self.import_one(cells), "error", "“Level X” is not a choice of the custom"
        )


@tagged("post_install", "-at_install", "customer_register")
class TestMatchingRows(ImportValuesCase):
    def test_by_external_id(self):
        system = self.env["customer.erp.system"].create(
            {"name": "Fortnox", "code": "fortnox"}
        )
        cells = {"external_id": "F-77", "name": "Best AS"}
        customer = self.run_one(cells, erp_system_id=system.id)
        self.assertEqual(customer.erp_link_ids.external_id, "F-77")
        line = self.import_one({**cells, "name": "Better AS"}, erp_system_id=system.id)
        self.assertLine(line, "update", partner_id=customer)
        other = self.import_one(
            {"external_id": "F-78", "ref": customer.ref, "name": "Best AS"},
            erp_system_id=system.id,
        )
        self.assertLine(other, "ambiguous", "another ID")

    def test_external_system_is_chosen_before_the_check(self):
        systems = self.env["customer.erp.system"]
        systems.search([]).active = False
        cells = {"external_id": "F-77", "name": "Best AS"}
        refusal = "Choose the external system .* “Column 0”, or leave that column out"
        with self.assertRaisesRegex(UserError, refusal):
            self.import_one(cells)
        fortnox = systems.create({"name": "Fortnox", "code": "fortnox"})
        line = self.import_one(cells)
        self.assertEqual(line.import_id.erp_system_id, fortnox, "There is no other")
        self.assertLine(line, "create")
        systems.create({"name": "Visma", "code": "visma"})
        with self.assertRaisesRegex(UserError, refusal):
            self.import_one(cells)
        line = self.import_one({"name": "Best AS"})
        self.assertFalse(line.import_id.erp_system_id)

    def test_number_of_the_own_country(self):
        """A row without a country means the company's."""
        sweden = self.env.ref("base.se")
        self.env.company.country_id = sweden
        customer = self.customer("Volvo", "B1", "5560125790", country_id=sweden.id)
        line = self.import_one({"identity_number": "556012-5790", "city": "Göteborg"})
        self.assertLine(line, "update", partner_id=customer)
        self.assertEqual(list(line.changes), ["city"])

    def test_same_external_id_twice_in_the_file(self):
        system = self.env["customer.erp.system"].create(
            {"name": "Fortnox", "code": "fortnox"}
        )
        customer_import = self.free_import(
            "Ext;Name",
            "F-1;Best AS",
            "F-1;Second AS",
            targets={"Ext": "external_id", "Name": "name"},
            erp_system_id=system.id,
        )
        self.assertLine(
            customer_import.line_ids[1],
            "error",
            "Row 2 of the file has the same ID of the external system.",
        )

    def test_by_email_and_name(self):
        customer = self.customer("Best AS", "B1", email="post@best.no")
        line = self.import_one(
            {"name": " best  as", "email": "POST@best.no", "city": "Oslo"}
        )
        self.assertLine(line, "update", partner_id=customer)
        for cells in (
            {"name": "Other AS", "email": "post@best.no"},
            {"name": "Best AS", "email": "other@best.no"},
            {"name": "Best AS"},
        ):
            with self.subTest(**cells):
                self.assertLine(self.import_one(cells), "create")

    def test_two_with_the_same_email_and_name(self):
        for number in ("B1", "B2"):
            self.customer("Best AS", number, email="post@best.no")
        line = self.import_one({"name": "Best AS", "email": "post@best.no"})
        self.assertLine(line, "ambiguous", "Several customers have this e-mail")

    def test_number_goes_before_email(self):
        self.customer("Best AS", "B1", email="post@best.no")
        line = self.import_one(
            {"ref": "B9", "name": "Best AS", "email": "post@best.no"}
        )
        self.assertLine(line, "ambiguous", "which has another customer number (B1)")

    def test_twice_in_the_file(self):
        customer_import = self.free_import(
            "Name;E-mail;City",
            "Best AS;post@best.no;Oslo",
            "best as;Post@best.no;Bergen",
            targets={"E-mail": "email", "Name": "name", "City": "city"},
        )
        first, second = customer_import.line_ids
        self.assertLine(first, "create")
        self.assertLine(second, "error", "Row 2 of the file has the same e-mail and")


@tagged("post_install", "-at_install", "customer_register")
class TestForetold(ImportValuesCase):
    """What the register would refuse is said by the check."""

    def test_dwelling(self):
        for cells in (
            {"tax_reduction_type": "rot"},
            {"property_designation": "A 1:1", "apartment_number": "1"},
            {"property_designation": "A" * 41},
        ):
            with self.subTest(**cells):
                self.assertLine(self.import_one({"name": "Best AS", **cells}), "error")

    def test_vat_number(self):
        line = self.import_one({"name": "Best AS", "vat": "NO123"})
        self.assertLine(line, "error", "VAT number")
        customer = self.run_one({"name": "Best AS", "vat": f"NO{BEST}MVA", "ref": "B1"})
        self.assertTrue(customer.vat)

    def test_missing_permission_is_shown(self):
        uploader = new_test_user(
            self.env,
            "customer_uploader",
            groups="base.group_user,customer_register.group_customer_upload",
        )
        line = self.import_one({"name": "Best AS"}, user=uploader)
        self.assertLine(line, "create")
        self.assertEqual(
            line.import_id.missing_permission,
            "You need the permission “Create” to import new customers.",
        )
        line = self.import_one({"name": "Best AS"})
        self.assertFalse(line.import_id.missing_permission)

    def test_personal_number_is_masked(self):
        self.env.company.country_id = self.env.ref("base.se")
        line = self.import_one(
            {"name": "Private Person", "identity_number": "198112189876"}
        )
        self.assertLine(line, "create")
        shown = line.read()[0]
        self.assertNotIn("9876", str(shown))
        line.import_id.action_run()
        customer = line.partner_id
        self.assertEqual(customer.sudo().personal_identity_number, "198112189876")
        self.assertFalse(customer.is_company)
        self.assertNotIn("9876", str(line.read()[0]))
