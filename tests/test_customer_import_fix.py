"""Correcting a cell in place, and checking its row again."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .import_common import IMPORTER_GROUPS, CustomerImportCase, organisation_numbers

BEST, SECOND, THIRD = organisation_numbers(3)
TARGETS = {"No": "ref", "Name": "name", "Orgnr": "identity_number", "City": "city"}


@tagged("post_install", "-at_install", "customer_register")
class TestFix(CustomerImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.norway

    def checked_free(self, *rows, **values):
        return self.free_import("No;Name;Orgnr;City", *rows, targets=TARGETS, **values)

    def test_wrong_cell(self):
        customer_import = self.checked_free(
            f"B1;Best AS;{BEST};Oslo", "B2;Bad AS;123;Bergen"
        )
        good, bad = customer_import.line_ids
        self.assertEqual(
            bad.cell_errors, {"3": "The number has 3 digits; in Norway it has 9."}
        )
        cells = bad.get_cells()
        self.assertEqual(
            [cell["text"] for cell in cells], ["B2", "Bad AS", "123", "Bergen"]
        )
        self.assertEqual(cells[2]["error"], bad.cell_errors["3"])
        result = bad.action_fix(3, SECOND)
        self.assertEqual(result["outcome"], "create")
        self.assertEqual(result["cells"][2]["text"], SECOND)
        self.assertLine(bad, "create", state="pending")
        self.assertFalse(bad.message)
        self.assertFalse(bad.cell_errors)
        self.assertEqual(customer_import.state, "checked")
        customer_import.action_run()
        self.assertEqual(self.found(SECOND).city, "Bergen")
        self.assertEqual(good.state, "done")

    def test_still_wrong(self):
        bad = self.checked_free("B2;Bad AS;123;Bergen").line_ids
        result = bad.action_fix(3, "1234")
        self.assertEqual(result["outcome"], "error")
        self.assertIn("4 digits", result["message"])

    def test_duplicates_are_found(self):
        customer_import = self.checked_free(
            f"B1;Best AS;{BEST};Oslo", "B2;Bad AS;123;Bergen"
        )
        _good, bad = customer_import.line_ids
        self.assertIn("Row 2 of the file", bad.action_fix(3, BEST)["message"])
        bad.action_fix(3, SECOND)
        self.assertIn("Row 2 of the file", bad.action_fix(1, "b1")["message"])

    def test_good_row_is_corrected_too(self):
        customer_import = self.checked_free(f"B1;Best AS;{BEST};Oslo")
        line = customer_import.line_ids
        line.action_fix(4, "Hamar")
        customer_import.action_run()
        self.assertEqual(self.found(BEST).city, "Hamar")

    def test_corrections_survive_another_check(self):
        customer_import = self.checked_free("B2;Bad AS;123;Bergen")
        customer_import.line_ids.action_fix(3, SECOND)
        customer_import.mode = "create_update"
        customer_import.action_check()
        self.assertLine(customer_import.line_ids, "create")

    def test_after_the_run(self):
        customer_import = self.checked_free(
            f"B1;Best AS;{BEST};Oslo", "B2;Bad AS;123;Bergen"
        )
        customer_import.action_run()
        good, bad = customer_import.line_ids
        bad.action_fix(3, SECOND)
        self.assertEqual(customer_import.state, "done")
        customer_import.action_retry()
        self.assertEqual(customer_import.created_count, 2)
        self.assertEqual(bad.state, "done")
        with self.assertRaisesRegex(UserError, "already in the register"):
            good.action_fix(4, "Hamar")

    def test_personal_number_stays_when_it_is_masked(self):
        self.env.company.country_id = self.env.ref("base.se")
        line = self.checked_free(";;198112189876;Lund").line_ids
        cells = line.get_cells()
        self.assertNotIn("9876", str(cells))
        line._fix({cell["position"]: cell["text"] for cell in cells} | {2: "Anna"})
        self.assertLine(line, "create")
        self.assertIn("9876", str(line._real_values()))

    def test_wizard(self):
        line = self.checked_free("B2;Bad AS;123;Bergen").line_ids
        wizard = (
            self.env["customer.import.fix"]
            .with_user(self.importer)
            .with_context(default_line_id=line.id)
            .create({})
        )
        self.assertEqual(
            wizard.cell_ids.mapped("header"), ["No", "Name", "Orgnr", "City"]
        )
        wizard.cell_ids[2].text = SECOND
        self.assertIs(wizard.action_save(), True)
        self.assertLine(line, "create")

    def test_only_own_imports(self):
        line = self.checked_free("B2;Bad AS;123;Bergen").line_ids
        colleague = new_test_user(
            self.env, "customer_colleague", groups=IMPORTER_GROUPS
        )
        for method, arguments in (("get_cells", ()), ("action_fix", (3, SECOND))):
            with self.subTest(method), self.assertRaises(AccessError):
                getattr(line.with_user(colleague), method)(*arguments)
