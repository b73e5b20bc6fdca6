"""What the columns of a file go to, saved and recognised again."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .import_common import (
    IMPORTER_GROUPS,
    CustomerImportCase,
    file_of,
    organisation_numbers,
)

BEST, SECOND = organisation_numbers(2)
HEADER = "Nummer;Kundens namn;Segment"
ROW = "B1;Best AS;North"


@tagged("post_install", "-at_install", "customer_register")
class TestColumns(CustomerImportCase):
    def test_targets_have_labels_and_groups(self):
        columns = self.env["customer.import.column"].with_user(self.importer)
        selection = dict(columns._selection_target())
        self.assertEqual(selection["ref"], "Customer number")
        self.assertEqual(selection["contact2.email"], "Contact person 2: E-mail")
        self.assertEqual(selection["invoice.street"], "Invoice address: Street")
        targets = {target["target"]: target for target in columns.get_targets()}
        self.assertEqual(targets["contact.email"]["group_label"], "Contact person")
        self.assertEqual(targets["contact.email"]["label"], "E-mail")
        self.assertNotIn(False, [bool(t["label"]) for t in targets.values()])

    def test_person_changes_a_target(self):
        customer_import = self.free_import(
            HEADER,
            ROW,
            targets={"Nummer": "ref", "Kundens namn": "name", "Segment": False},
        )
        line = customer_import.line_ids
        self.assertEqual(line.values, {"ref": "B1", "name": "Best AS"})
        customer_import.column_ids[2].target = "city"
        self.assertEqual(customer_import.state, "read")
        customer_import.action_check()
        self.assertEqual(customer_import.line_ids.values["city"], "North")

    def test_choice_survives_reading_again(self):
        customer_import = self.read_import(HEADER, ROW)
        customer_import.column_ids[1].write({"target": "name", "policy": "fill"})
        customer_import.action_read()
        self.assertRecordValues(
            customer_import.column_ids[1], [{"target": "name", "policy": "fill"}]
        )

    def test_no_columns_no_check(self):
        customer_import = self.read_import("Färg;Form", "Röd;Rund")
        customer_import.column_ids.target = False
        with self.assertRaisesRegex(UserError, "Choose for one column"):
            customer_import.action_check()

    def test_columns_of_sticos_are_fixed(self):
        customer_import = self.new_import(file_of(f"Best AS;B1;{BEST}"))
        customer_import.action_read()
        self.assertEqual(customer_import.source, "sticos")
        with self.assertRaisesRegex(UserError, "columns of a Sticos file are fixed"):
            customer_import.column_ids[0].target = "city"
        customer_import.source = "free"
        customer_import.column_ids[0].target = "city"

    def test_no_change_after_the_start(self):
        customer_import = self.free_import(
            HEADER, ROW, targets={"Nummer": "ref", "Kundens namn": "name"}
        )
        customer_import.action_run()
        with self.assertRaises(UserError):
            customer_import.column_ids[0].target = "city"

    def test_back_to_the_columns(self):
        customer_import = self.free_import(
            HEADER, ROW, targets={"Nummer": "ref", "Kundens namn": "name"}
        )
        self.assertIs(customer_import.action_change_columns(), True)
        self.assertEqual(customer_import.state, "read")
        self.assertFalse(customer_import.line_ids)


@tagged("post_install", "-at_install", "customer_register")
class TestTemplates(CustomerImportCase):
    def saved(self, name="Monthly list"):
        customer_import = self.read_import(HEADER, ROW)
        for column, target in zip(
            customer_import.column_ids, ("ref", "name", "city"), strict=True
        ):
            column.write({"target": target, "policy": "fill"})
        customer_import.template_name = name
        self.assertIs(customer_import.action_save_template(), True)
        return customer_import.template_id

    def test_recognised_next_time(self):
        template = self.saved()
        self.assertEqual(template.name, "Monthly list")
        self.assertEqual(template.line_ids.mapped("target"), ["ref", "name", "city"])
        # order and letter case make no other file
        customer_import = self.read_import(
            "SEGMENT;Nummer;Kundens namn", "North;B1;Best AS"
        )
        self.assertEqual(customer_import.template_id, template)
        self.assertRecordValues(
            customer_import.column_ids,
            [
                {"target": "city", "policy": "fill", "confidence": 100},
                {"target": "ref", "policy": "fill", "confidence": 100},
                {"target": "name", "policy": "fill", "confidence": 100},
            ],
        )

    def test_other_file_with_a_chosen_template(self):
        template = self.saved()
        customer_import = self.read_import("Nummer;Annat", "B1;X")
        self.assertFalse(customer_import.template_id)
        customer_import.template_id = template
        self.assertEqual(customer_import.column_ids[0].target, "ref")

    def test_same_name_replaces(self):
        first = self.saved()
        self.assertEqual(self.saved(), first)
        self.assertEqual(len(first.line_ids), 3)

    def test_name_is_needed(self):
        customer_import = self.read_import(HEADER, ROW)
        with self.assertRaisesRegex(UserError, "Enter a name"):
            customer_import.action_save_template()

    def test_colleagues_use_but_do_not_change_it(self):
        template = self.saved()
        colleague = new_test_user(
            self.env, "customer_colleague", groups=IMPORTER_GROUPS
        )
        customer_import = self.read_import(HEADER, ROW, user=colleague)
        self.assertEqual(customer_import.template_id, template)
        with self.assertRaises(AccessError):
            template.with_user(colleague).name = "Mine"
        with self.assertRaises(AccessError):
            template.line_ids[0].with_user(colleague).target = "city"
        with self.assertRaises(AccessError):
            template.with_user(colleague).unlink()

    def test_template_of_another_company(self):
        template = self.saved()
        company = self.env["res.company"].create({"name": "Other AS"})
        template.sudo().company_id = company
        customer_import = self.read_import(HEADER, ROW)
        self.assertFalse(customer_import.template_id)


@tagged("post_install", "-at_install", "customer_register")
class TestReadingOptions(CustomerImportCase):
    def test_options_are_honoured(self):
        customer_import = self.new_import(
            "Name|City\r\nBest AS|Oslo\r\n", source="free", delimiter="|"
        )
        customer_import.action_read()
        self.assertEqual(customer_import.column_count, 2)
        customer_import.has_header = False
        self.assertEqual(customer_import.preview["header"], ["A", "B"])
        self.assertEqual(customer_import.row_count, 2)

    def test_file_is_read_again_at_once(self):
        customer_import = self.new_import(
            "Name;City\r\nBest AS;Oslo\r\nSecond AS;Oslo\r\n", source="free"
        )
        customer_import.action_read()
        customer_import.action_check()
        customer_import.skip_rows = 1
        self.assertEqual(customer_import.state, "read")
        self.assertFalse(customer_import.line_ids)
        self.assertEqual(customer_import.skip_rows, 1)
        self.assertEqual(
            customer_import.column_ids.mapped("header"), ["Best AS", "Oslo"]
        )

    def test_unknown_encoding(self):
        customer_import = self.new_import(
            "Name;City\r\nBest AS;Oslo\r\n", source="free", encoding="klingon"
        )
        with self.assertRaisesRegex(ValidationError, "no encoding “klingon”"):
            customer_import.action_read()

    def test_empty_option_is_found_out(self):
        content = "Namn;Ort\r\nÅkeri AB;Malmö\r\n".encode("windows-1252")
        customer_import = self.new_import(content, source="free")
        customer_import.action_read()
        self.assertEqual(customer_import.preview["rows"], [[2, "Åkeri AB", "Malmö"]])
        found = customer_import.encoding
        customer_import.encoding = "cp437"
        self.assertNotEqual(customer_import.preview["rows"], [[2, "Åkeri AB", "Malmö"]])
        customer_import.encoding = False
        self.assertEqual(customer_import.encoding, found)
        self.assertEqual(customer_import.preview["rows"], [[2, "Åkeri AB", "Malmö"]])

    def test_no_other_options_after_the_start(self):
        customer_import = self.imported(f"Best AS;B1;{BEST}")
        for values in ({"skip_rows": 2}, {"mode": "update"}, {"source": "free"}):
            with self.subTest(**values), self.assertRaises(UserError):
                customer_import.write(values)
