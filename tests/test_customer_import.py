"""The whole life of an import: read, check, import, and once more."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import file_open

from .import_common import (
    SAMPLE,
    CustomerImportCase,
    file_of,
    organisation_numbers,
    partner_writes,
)

BEST, SECOND, THIRD, FOURTH = organisation_numbers(4)


@tagged("post_install", "-at_install", "customer_register")
class TestSampleFile(CustomerImportCase):
    """54 real Norwegian companies, as shipped."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with file_open(SAMPLE, "rb") as file:
            cls.sample = file.read()
        cls.rows = [
            line.split(";") for line in cls.sample.decode().splitlines()[1:] if line
        ]

    def test_life(self):
        customer_import = self.new_import(self.sample)
        self.assertEqual(customer_import.state, "draft")
        self.assertEqual(customer_import.user_id, self.importer)

        self.assertIs(customer_import.action_read(), True)
        self.assertRecordValues(
            customer_import,
            [
                {
                    "state": "read",
                    "encoding": "utf-8",
                    "delimiter": ";",
                    "has_header": True,
                    "row_count": 54,
                    "column_count": 3,
                }
            ],
        )
        self.assertEqual(
            customer_import.preview["header"],
            ["Name", "Customer ID", "Organization number"],
        )
        self.assertEqual(
            customer_import.preview["rows"][0],
            [2, "AF Gruppen ASA", "10001", "938702675"],
        )
        self.assertRecordValues(
            customer_import.column_ids,
            [
                {"position": 1, "target": "name", "sample": "AF Gruppen ASA"},
                {"position": 2, "target": "ref", "sample": "10001"},
                {"position": 3, "target": "company_registry", "sample": "938702675"},
            ],
        )

        self.env.flush_all()
        with partner_writes() as statements:
            self.assertIs(customer_import.action_check(), True)
            self.env.flush_all()
        self.assertEqual(statements, [], "A check writes no partner")
        self.assertEqual(customer_import.state, "checked")
        self.assertEqual(customer_import.create_count, 54)
        self.assertEqual(customer_import.error_count, 0)
        self.assertEqual(customer_import.progress, 0)
        self.assertEqual(
            customer_import.line_ids.mapped("row_number"), list(range(2, 56))
        )

        self.assertIs(customer_import.action_run(), True)
        self.assertEqual(customer_import.state, "done")
        self.assertEqual(customer_import.created_count, 54)
        self.assertEqual(customer_import.create_count, 0)
        self.assertEqual(customer_import.progress, 100)
        customers = customer_import.line_ids.partner_id
        self.assertRecordValues(
            customers,
            [
                {
                    "name": name,
                    "ref": ref,
                    "company_registry": number,
                    "country_id": self.norway.id,
                    "is_company": True,
                    "is_customer": True,
                    "customer_rank": 1,
                    "create_uid": self.importer.id,
                }
                for name, ref, number in self.rows
            ],
        )

    def test_second_import_changes_nothing(self):
        first = self.new_import(self.sample)
        first.action_read()
        first.action_check()
        first.action_run()
        self.env.flush_all()
        for mode in ("create", "update", "create_update"):
            with self.subTest(mode=mode), partner_writes() as statements:
                second = self.new_import(self.sample, mode=mode)
                second.action_read()
                second.action_check()
                self.assertEqual(second.unchanged_count, 54)
                self.assertEqual(second.create_count + second.update_count, 0)
                second.action_run()
                self.env.flush_all()
                self.assertEqual(second.state, "done")
                self.assertEqual(second.created_count + second.updated_count, 0)
                self.assertEqual(statements, [])
                self.assertEqual(second.line_ids.partner_id, first.line_ids.partner_id)


@tagged("post_install", "-at_install", "customer_register")
class TestCustomerImport(CustomerImportCase):
    def test_good_rows_go_in_when_others_fail(self):
        customer_import = self.imported(
            f"Best AS;B1;{BEST}",
            f"Wrong AS;B2;{SECOND[:-1]}{(int(SECOND[-1]) + 1) % 10}",
            "Volvo AB;B3;SE556012579001",
            f"Third AS;B4;{THIRD}",
        )
        self.assertRecordValues(
            customer_import,
            [
                {
                    "state": "done",
                    "created_count": 2,
                    "error_count": 1,
                    "skipped_count": 1,
                    "progress": 100,
                }
            ],
        )
        self.assertEqual(
            self.found(BEST, SECOND, THIRD).mapped("name"), ["Best AS", "Third AS"]
        )
        self.assertEqual(customer_import.problem_line_ids.mapped("row_number"), [3, 4])

    def test_empty_customer_id_gets_the_next_number(self):
        sequence = self.env.company.customer_number_sequence_id
        sequence.number_next_actual = 7001
        self.customer("Has the next number", ref="7001")
        customer_import = self.imported(f"Best AS;;{BEST}", f"Second AS; ;{SECOND}")
        self.assertEqual(
            customer_import.line_ids.partner_id.mapped("ref"), ["7002", "7003"]
        )

    def test_empty_customer_id_takes_no_number_away(self):
        self.imported(f"Best AS;B1;{BEST}")
        for mode in ("create", "update", "create_update"):
            customer_import = self.imported(f"Best AS;;{BEST}", mode=mode)
            self.assertLine(customer_import.line_ids, "unchanged", state="done")
        self.assertEqual(self.found(BEST).ref, "B1")

    def test_number_given_below_is_not_drawn_above(self):
        self.env.company.customer_number_sequence_id.number_next_actual = 7001
        customer_import = self.imported(f"Best AS;;{BEST}", f"Second AS;7001;{SECOND}")
        self.assertEqual(
            customer_import.line_ids.partner_id.mapped("ref"), ["7002", "7001"]
        )

    def test_update_the_name(self):
        old = self.customer("Old name AS", "B1", BEST)
        same = self.customer("Second AS", "B2", SECOND)
        self.env.flush_all()
        for mode in ("update", "create_update"):
            with self.subTest(mode=mode):
                old.name = "Old name AS"
                customer_import = self.checked(
                    f"New name AS;B1;{BEST}", f"Second AS;b2;{SECOND}", mode=mode
                )
                first, second = customer_import.line_ids
                self.assertLine(first, "update", state="pending", partner_id=old)
                self.assertEqual(
                    first.changes, {"name": ["Old name AS", "New name AS"]}
                )
                self.assertEqual(old.name, "Old name AS")
                # letter case makes no other number
                self.assertLine(second, "unchanged", state="done", partner_id=same)
                customer_import.action_run()
                self.assertEqual(old.name, "New name AS")
                self.assertEqual(first.state, "done")

    def test_unchanged_row_leaves_its_customer_alone(self):
        same = self.customer("Second AS", "B2", SECOND)
        self.customer("Old name AS", "B1", BEST)
        self.env.flush_all()
        written = same.write_date
        with partner_writes() as statements:
            customer_import = self.imported(
                f"New name AS;B1;{BEST}", f"Second AS;B2;{SECOND}", mode="update"
            )
            self.env.flush_all()
        self.assertRecordValues(
            customer_import, [{"updated_count": 1, "unchanged_count": 1}]
        )
        self.assertEqual(len(statements), 1)
        self.assertEqual(same.write_date, written)
        self.assertEqual(customer_import.line_ids[1].state, "done")

    def test_update_is_in_the_history(self):
        customer = self.customer("Old AS", "B1", BEST, street="Gate 1")
        customer_import = self.checked(f"New AS;B1;{BEST}", mode="update")
        self.env.flush_all()
        self.env.cr.precommit.run()
        customer_import.action_run()
        self.env.flush_all()
        self.env.cr.precommit.run()
        values = customer.message_ids.tracking_value_ids
        self.assertIn("New AS", values.mapped("new_value_char"))
        self.assertEqual(customer.message_ids[0].author_id, self.importer.partner_id)

    def test_rows_are_found_by_what_they_say(self):
        lines = self.checked(f"Best AS;B1;{BEST}", f"Second AS;B2;{SECOND}").line_ids
        own = [("id", "in", lines.ids)]
        for domain in (
            [("name", "ilike", "best")],
            [("name", "=", "Best AS")],
            [("customer_number", "=", "B1")],
            [("customer_number", "not ilike", "b2")],
        ):
            with self.subTest(domain=domain):
                self.assertEqual(lines.search(own + domain), lines[0])

    def test_update_adds_nobody(self):
        customer_import = self.checked(f"Best AS;B1;{BEST}", mode="update")
        self.assertLine(customer_import.line_ids, "error", "No such customer")
        customer_import.action_run()
        self.assertFalse(self.found(BEST))

    def test_create_update_does_both(self):
        self.customer("Old name AS", "B1", BEST)
        customer_import = self.imported(
            f"New name AS;B1;{BEST}", f"Second AS;B2;{SECOND}", mode="create_update"
        )
        self.assertRecordValues(
            customer_import, [{"created_count": 1, "updated_count": 1}]
        )
        self.assertEqual(
            self.found(BEST, SECOND).mapped("name"), ["New name AS", "Second AS"]
        )

    def test_contact_becomes_a_customer(self):
        contact = self.customer("Best AS", number=BEST, customer_rank=0)
        self.assertFalse(contact.is_customer)
        customer_import = self.checked(f"Best AS;B1;{BEST}")
        line = customer_import.line_ids
        self.assertLine(line, "update", "becomes a customer", partner_id=contact)
        self.assertEqual(line.changes, {"ref": ["", "B1"], "customer_rank": [0, 1]})
        customer_import.action_run()
        self.assertTrue(contact.is_customer)
        self.assertEqual(contact.ref, "B1")

    def test_contact_without_number_in_the_file_gets_the_next(self):
        contact = self.customer("Best AS", number=BEST, customer_rank=0)
        self.env.company.customer_number_sequence_id.number_next_actual = 7001
        self.imported(f"Best AS;;{BEST}")
        self.assertEqual(contact.ref, "7001")

    def test_file_without_header(self):
        customer_import = self.new_import(f"Best AS;B1;{BEST}\nSecond AS;B2;{SECOND}\n")
        customer_import.action_read()
        self.assertFalse(customer_import.has_header)
        self.assertEqual(customer_import.preview["header"], ["A", "B", "C"])
        customer_import.action_check()
        self.assertEqual(customer_import.line_ids.mapped("row_number"), [1, 2])

    def test_rows_above_the_header_are_skipped(self):
        customer_import = self.new_import(
            b"Customers of 2026;;\r\n" + file_of(f"Best AS;B1;{BEST}"), skip_rows=1
        )
        customer_import.action_read()
        customer_import.action_check()
        self.assertEqual(customer_import.line_ids.mapped("row_number"), [3])
        self.assertEqual(customer_import.create_count, 1)

    def test_new_file_starts_over(self):
        """What was checked of one file is never imported under another's name."""
        customer_import = self.new_import(f"Best AS;B1;{BEST}\n")
        customer_import.action_read()
        customer_import.action_check()
        self.assertFalse(customer_import.has_header)
        other = self.new_import(file_of(f"Second AS;B2;{SECOND}"))
        customer_import.file = other.file
        self.assertEqual(customer_import.state, "draft")
        self.assertFalse(customer_import.line_ids)
        with self.assertRaisesRegex(UserError, "not possible in the step “File”"):
            customer_import.action_run()
        customer_import.action_read()
        self.assertTrue(customer_import.has_header)
        customer_import.action_check()
        self.assertEqual(customer_import.line_ids.mapped("name"), ["Second AS"])

    def test_other_options_need_another_check(self):
        customer_import = self.checked(f"Best AS;B1;{BEST}")
        customer_import.mode = "update"
        self.assertEqual(customer_import.state, "read")
        self.assertFalse(customer_import.line_ids)

    def test_no_other_file_after_the_start(self):
        customer_import = self.imported(f"Best AS;B1;{BEST}")
        with self.assertRaisesRegex(UserError, "has started"):
            customer_import.file = False

    def test_steps_in_their_order(self):
        customer_import = self.new_import(file_of(f"Best AS;B1;{BEST}"))
        for method in ("action_check", "action_run", "action_retry"):
            with self.subTest(method=method), self.assertRaises(UserError):
                getattr(customer_import, method)()
        customer_import.action_read()
        self.assertIs(customer_import.action_cancel(), True)
        self.assertEqual(customer_import.state, "cancelled")
        for method in ("action_read", "action_check", "action_run", "action_cancel"):
            with self.subTest(method=method), self.assertRaises(UserError):
                getattr(customer_import, method)()
        self.assertFalse(self.found(BEST))

    def test_actions_that_open_something(self):
        customer_import = self.imported(f"Best AS;B1;{BEST}")
        action = customer_import.line_ids.action_open_customer()
        self.assertEqual(action["res_model"], "res.partner")
        self.assertEqual(action["res_id"], self.found(BEST).id)
        action = customer_import.with_context(
            search_default_failed=1, default_name="x"
        ).action_view_lines()
        self.assertEqual(action["domain"], [("import_id", "=", customer_import.id)])
        self.assertEqual(action["context"], {"search_default_failed": 1})

    def test_deleting_an_import_keeps_the_customers(self):
        customer_import = self.imported(f"Best AS;B1;{BEST}")
        lines = customer_import.line_ids
        customer_import.unlink()
        self.assertFalse(lines.exists())
        self.assertTrue(self.found(BEST))

    def test_copy_is_a_new_import(self):
        customer_import = self.imported(f"Best AS;B1;{BEST}")
        copy = customer_import.copy()
        self.assertRecordValues(copy, [{"state": "draft", "file": False}])
        self.assertFalse(copy.line_ids)

    def test_deleting_a_customer_keeps_the_import(self):
        customer_import = self.imported(f"Best AS;B1;{BEST}")
        self.found(BEST).unlink()
        self.assertFalse(customer_import.line_ids.partner_id)
        self.assertEqual(customer_import.created_count, 1)

    def test_two_imports_at_once(self):
        first = self.checked(f"Best AS;B1;{BEST}")
        second = self.checked(f"Second AS;B2;{SECOND}")
        (first | second).action_run()
        self.assertEqual((first | second).mapped("state"), ["done", "done"])
        self.assertEqual(len(self.found(BEST, SECOND)), 2)

    def test_numbers_of_another_company_are_free(self):
        """Each company has customers of its own beside the shared ones."""
        other_company = self.env["res.company"].create({"name": "Other AS"})
        self.importer.company_ids = [Command.link(other_company.id)]
        self.customer("Theirs AS", "B1", BEST, company_id=other_company.id)
        customer_import = self.checked(f"Ours AS;B9;{BEST}", f"Fourth AS;B4;{FOURTH}")
        self.assertEqual(customer_import.line_ids.mapped("outcome"), ["create"] * 2)
