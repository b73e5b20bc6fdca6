"""Rows that fail, chunks, the background, and how many queries they take."""

from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL, mute_logger

from odoo.addons.base.tests.test_ir_cron import CronMixinCase

from .import_common import (
    IMPORTER_GROUPS,
    CustomerImportCase,
    file_of,
    organisation_numbers,
)

NUMBERS = organisation_numbers(230)
BEST, SECOND, THIRD = NUMBERS[:3]
CRON = "customer_register.ir_cron_customer_import"
RUN = "odoo.addons.customer_register.models.customer_import_run"
ROWS_AT_ONCE = f"{RUN}.ROWS_AT_ONCE"
STATISTICS = "odoo.addons.customer_register.models.customer_import_statistics"


def rows(count, prefix="B", first=0):
    return [
        f"Company {place} AS;{prefix}{place};{NUMBERS[place]}"
        for place in range(first, first + count)
    ]


@tagged("post_install", "-at_install", "customer_register")
class TestFailingRows(CustomerImportCase):
    def refuse(self, error):
        """Let the register refuse the customer called Bad AS with an error."""
        partners = self.env.registry["res.partner"]
        create = partners._create_customers_in_bulk

        def refusing(records, vals_list):
            if any(vals["name"] == "Bad AS" for vals in vals_list):
                raise error
            return create(records, vals_list)

        self.patch(partners, "_create_customers_in_bulk", refusing)

    def test_failing_row_spoils_no_other(self):
        customer_import = self.checked(
            f"Best AS;B1;{BEST}", f"Bad AS;B2;{SECOND}", f"Third AS;B3;{THIRD}"
        )
        self.refuse(ValidationError("This one is not allowed."))
        customer_import.action_run()
        good, bad, last = customer_import.line_ids
        self.assertLine(bad, "error", state="error", message="This one is not allowed.")
        self.assertFalse(bad.partner_id)
        self.assertEqual((good | last).mapped("state"), ["done", "done"])
        self.assertRecordValues(
            customer_import, [{"state": "done", "created_count": 2, "error_count": 1}]
        )

    def test_number_taken_at_the_same_moment(self):
        """The unique index refuses what another transaction was faster with."""
        customer_import = self.checked(
            f"Best AS;B1;{BEST}", f"Bad AS;B2;{SECOND}", f"Third AS;B3;{THIRD}"
        )
        self.customer("Faster AS", "B2")
        partners = self.env.registry["res.partner"]
        match = partners._match_customers

        def match_without_it(records, *args):
            return [
                found._replace(by_number=records.browse())
                for found in match(records, *args)
            ]

        self.patch(partners, "_match_customers", match_without_it)
        self.patch(partners, "_check_customer_numbers_free", lambda *args: None)
        with mute_logger("odoo.sql_db"):
            customer_import.action_run()
        good, bad, last = customer_import.line_ids
        self.assertLine(bad, "error", "given to another customer at the same moment")
        self.assertEqual((good | last).mapped("state"), ["done", "done"])
        self.assertEqual(
            self.found(BEST, SECOND, THIRD).mapped("name"), ["Best AS", "Third AS"]
        )

    def test_other_integrity_errors_stay_on_their_row(self):
        customer_import = self.checked(f"Best AS;B1;{BEST}", f"Bad AS;B2;{SECOND}")
        self.refuse(IntegrityError("violates something"))
        customer_import.action_run()
        self.assertEqual(customer_import.line_ids.mapped("state"), ["done", "error"])

    def test_mistake_in_the_program_is_not_hidden(self):
        customer_import = self.checked(f"Bad AS;B2;{SECOND}")
        self.refuse(KeyError("bug"))
        with self.assertRaises(KeyError):
            customer_import.action_run()

    def test_customer_who_came_after_the_check(self):
        customer_import = self.checked(f"Best AS;B1;{BEST}", f"Second AS;B2;{SECOND}")
        newcomer = self.customer("Best AS", "B1", BEST)
        customer_import.action_run()
        line = customer_import.line_ids[0]
        self.assertLine(line, "error", "The register changed after the check.")
        self.assertEqual(customer_import.created_count, 1)
        self.assertEqual(len(self.found(BEST)), 1)

        self.assertIs(customer_import.action_retry(), True)
        self.assertEqual(customer_import.state, "done")
        line = customer_import.line_ids[0]
        self.assertLine(line, "unchanged", state="done", partner_id=newcomer)
        self.assertEqual(customer_import.line_ids.mapped("row_number"), [2, 3])
        self.assertEqual(customer_import.error_count, 0)

    def test_retry_imports_what_can_be_imported_now(self):
        holder = self.customer("Holder AS", "B1", SECOND)
        customer_import = self.imported(f"Best AS;B1;{BEST}", f"Third AS;B3;{THIRD}")
        self.assertEqual(customer_import.error_count, 1)
        holder.ref = "B9"
        # a former number stays its customer's own, but is free for another
        customer_import.action_retry()
        self.assertEqual(customer_import.created_count, 2)
        self.assertEqual(self.found(BEST).ref, "B1")

    def test_customer_deleted_after_the_check(self):
        partner = self.customer("Old AS", "B1", BEST)
        customer_import = self.checked(f"New AS;B1;{BEST}", mode="create_update")
        partner.unlink()
        customer_import.action_run()
        self.assertLine(customer_import.line_ids, "error", "The register changed")
        self.assertEqual(customer_import.state, "done")


@tagged("post_install", "-at_install", "customer_register")
class TestBackground(CustomerImportCase, CronMixinCase):
    def started(self, *lines, user=None, **values):
        """Return an import that waits for the background."""
        customer_import = self.checked(*lines, user=user, **values)
        with patch(ROWS_AT_ONCE, 1):
            self.assertIs(customer_import.action_run(), True)
        self.assertEqual(customer_import.state, "running")
        return customer_import

    def run_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref(CRON).method_direct_trigger()

    def test_large_file_runs_in_the_background(self):
        customer_import = self.checked(*rows(4))
        with patch(ROWS_AT_ONCE, 3), self.capture_triggers(CRON) as triggers:
            customer_import.action_run()
        self.assertEqual(len(triggers.records), 1)
        self.assertEqual(customer_import.state, "running")
        self.assertEqual(customer_import.create_count, 4)
        self.run_cron()
        self.assertRecordValues(
            customer_import,
            [{"state": "done", "created_count": 4, "create_count": 0, "progress": 100}],
        )
        self.assertEqual(customer_import.line_ids.partner_id.create_uid, self.importer)

    def test_time_over_after_the_last_chunk(self):
        """Odoo comes back to finish an import that has no rows left."""
        customer_import = self.started(*rows(2))
        cron = self.env.registry["ir.cron"]
        commit_progress = cron._commit_progress

        def time_is_over(records, *args, **kwargs):
            commit_progress(records, *args, **kwargs)
            return 0

        self.patch(cron, "_commit_progress", time_is_over)
        self.run_cron()
        self.assertRecordValues(
            customer_import, [{"state": "done", "created_count": 2, "progress": 100}]
        )

    def test_statistics_of_a_table_that_has_grown(self):
        """PostgreSQL learns of the rows of a large import now, not a minute later."""
        self.env.cr.execute("ANALYZE customer_import_line")
        customer_import = self.started(*rows(100))
        with patch(f"{STATISTICS}.FEW_PAGES", 0), patch(f"{STATISTICS}.GROWTH", 0):
            customer_import._run_chunk()
        [[known]] = self.env.execute_query(
            SQL("SELECT reltuples FROM pg_class WHERE relname = 'customer_import_line'")
        )
        self.assertGreaterEqual(known, 100)

    def test_small_file_needs_no_background(self):
        customer_import = self.checked(*rows(3))
        with patch(ROWS_AT_ONCE, 3), self.capture_triggers(CRON) as triggers:
            customer_import.action_run()
        self.assertFalse(triggers.records)
        self.assertEqual(customer_import.state, "done")

    def test_chunks(self):
        customer_import = self.started(*rows(5))
        self.assertEqual(customer_import._run_chunk(limit=2), 2)
        self.assertEqual(customer_import.progress, 40)
        self.assertEqual(
            customer_import.line_ids.mapped("state")[1:3], ["done", "pending"]
        )
        self.assertEqual(customer_import._run_chunk(limit=2), 2)
        self.assertEqual(customer_import._run_chunk(limit=2), 1)
        self.assertEqual(customer_import.state, "running")
        self.assertEqual(customer_import._run_chunk(limit=2), 0)
        self.assertEqual(customer_import.state, "done")
        self.assertEqual(customer_import.created_count, 5)

    def test_company_of_the_import(self):
        company = self.env["res.company"].create({"name": "Other AS"})
        company.customer_number_sequence_id.number_next_actual = 5001
        self.importer.company_ids = [Command.link(company.id)]
        customer_import = self.started(
            f"Best AS;;{BEST}", f"Second AS;;{SECOND}", company_id=company.id
        )
        self.assertNotEqual(self.importer.company_id, company)
        self.run_cron()
        self.assertEqual(
            customer_import.line_ids.partner_id.mapped("ref"), ["5001", "5002"]
        )

    def test_permission_lost_before_the_start(self):
        customer_import = self.started(*rows(2))
        self.importer.group_ids = [
            Command.unlink(self.env.ref("customer_register.group_customer_create").id)
        ]
        self.run_cron()
        self.assertEqual(customer_import.state, "done")
        self.assertEqual(customer_import.line_ids.mapped("state"), ["error"] * 2)
        self.assertFalse(self.found(*NUMBERS[:2]))

    def test_importer_who_left_holds_up_nobody(self):
        leaver = new_test_user(self.env, "customer_leaver", groups=IMPORTER_GROUPS)
        theirs = self.started(*rows(2), user=leaver)
        ours = self.started(*rows(2, first=2))
        leaver.group_ids = [
            Command.unlink(self.env.ref("customer_register.group_customer_upload").id)
        ]
        self.run_cron()
        self.assertEqual(theirs.sudo().state, "done")
        self.assertEqual(theirs.sudo().line_ids.mapped("state"), ["error"] * 2)
        self.assertEqual(ours.state, "done")
        self.assertEqual(ours.created_count, 2)

    def test_cancel_stops_it(self):
        customer_import = self.started(*rows(4))
        customer_import._run_chunk(limit=1)
        customer_import.action_cancel()
        self.run_cron()
        self.assertRecordValues(
            customer_import, [{"state": "cancelled", "created_count": 1}]
        )
        self.assertEqual(len(self.found(*NUMBERS[:4])), 1)
        self.assertEqual(customer_import.progress, 25)
        self.assertTrue(customer_import.finished_at)

    def test_cancelled_import_goes_on(self):
        customer_import = self.started(*rows(4))
        customer_import._run_chunk(limit=1)
        with self.assertRaises(UserError):
            customer_import.action_continue()
        customer_import.action_cancel()
        self.assertIs(customer_import.action_continue(), True)
        self.run_cron()
        self.assertRecordValues(
            customer_import, [{"state": "done", "created_count": 4, "error_count": 0}]
        )
        self.assertEqual(len(self.found(*NUMBERS[:4])), 4)

    def test_running_import_is_not_deleted(self):
        customer_import = self.started(*rows(2))
        with self.assertRaisesRegex(UserError, "is being imported. Cancel it first"):
            customer_import.unlink()
        customer_import.action_cancel()
        customer_import.unlink()
        self.assertFalse(customer_import.exists())


@tagged("post_install", "-at_install", "customer_register")
class TestQueries(CustomerImportCase):
    """As many queries for a hundred rows as for ten."""

    def queries(self, function):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def count(self, size, first, mode="create"):
        customer_import = self.new_import(file_of(*rows(size, first=first)), mode=mode)
        customer_import.action_read()
        check = self.queries(customer_import.action_check)
        customer_import.state = "running"
        run = self.queries(customer_import._run_chunk)
        self.assertEqual(
            customer_import.created_count + customer_import.updated_count, size
        )
        return check, run

    def test_new_customers(self):
        self.count(10, 0)
        self.assertEqual(self.count(10, 10), self.count(100, 30))

    def test_unchanged_customers(self):
        self.imported(*rows(110))
        counts = []
        for size in (5, 10, 100):
            customer_import = self.new_import(file_of(*rows(size)))
            customer_import.action_read()
            counts.append(self.queries(customer_import.action_check))
        # the first one fills caches
        self.assertEqual(*counts[1:])
