"""Taking an import back."""

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from odoo.addons.base.tests.test_ir_cron import CronMixinCase

from .import_common import CustomerImportCase, organisation_numbers

BEST, SECOND, THIRD, FOURTH = organisation_numbers(4)
CRON = "customer_register.ir_cron_customer_import"
ROWS_AT_ONCE = "odoo.addons.customer_register.models.customer_import_undo.ROWS_AT_ONCE"


@tagged("post_install", "-at_install", "customer_register")
class TestUndo(CustomerImportCase, CronMixinCase):
    def test_created_customers_are_deleted(self):
        customer_import = self.imported(f"Best AS;B1;{BEST}", f"Second AS;B2;{SECOND}")
        self.assertIs(customer_import.action_undo(), True)
        self.assertRecordValues(
            customer_import,
            [
                {
                    "state": "undone",
                    "created_count": 0,
                    "undone_count": 2,
                    "progress": 100,
                }
            ],
        )
        self.assertFalse(self.found(BEST, SECOND))
        self.assertEqual(customer_import.line_ids.mapped("state"), ["undone"] * 2)
        self.assertEqual(
            customer_import.line_ids.mapped("message"),
            ["[B1] Best AS is deleted.", "[B2] Second AS is deleted."]
            if self.env.company.customer_number_in_display_name
            else ["Best AS is deleted.", "Second AS is deleted."],
        )

    def test_once_only(self):
        customer_import = self.imported(f"Best AS;B1;{BEST}")
        customer_import.action_undo()
        for method in ("action_undo", "action_run", "action_retry", "action_cancel"):
            with self.subTest(method), self.assertRaises(UserError):
                getattr(customer_import, method)()

    def test_nothing_to_undo_before_the_run(self):
        customer_import = self.checked(f"Best AS;B1;{BEST}")
        with self.assertRaises(UserError):
            customer_import.action_undo()

    def test_touched_customer_becomes_inactive(self):
        customer_import = self.imported(f"Best AS;B1;{BEST}", f"Second AS;B2;{SECOND}")
        touched, untouched = customer_import.line_ids.partner_id
        touched.phone = "+47 22 33 44 55"
        customer_import.action_undo()
        self.assertTrue(touched.exists())
        self.assertFalse(touched.active)
        self.assertFalse(untouched.exists())
        self.assertIn(
            "is kept, but inactive: changed since", customer_import.line_ids[0].message
        )

    def test_used_customer_becomes_inactive(self):
        customer_import = self.imported(
            f"Best AS;B1;{BEST}",
            f"Second AS;B2;{SECOND}",
            f"Third AS;B3;{THIRD}",
            f"Fourth AS;B4;{FOURTH}",
        )
        ordered, contact_added, noted, unused = customer_import.line_ids.partner_id
        self.env["sale.order"].create({"partner_id": ordered.id})
        self.env["res.partner"].create({"name": "Anna", "parent_id": contact_added.id})
        noted.message_post(body="Called them", message_type="comment")
        customer_import.action_undo()
        for customer in ordered | contact_added | noted:
            with self.subTest(customer.name):
                self.assertFalse(customer.active)
        self.assertFalse(unused.exists())
        self.assertIn("used by: Sales Order", customer_import.line_ids[0].message)

    def test_cancelled_import_is_undone(self):
        customer_import = self.checked(f"Best AS;B1;{BEST}", f"Second AS;B2;{SECOND}")
        customer_import.state = "running"
        customer_import._run_chunk(limit=1)
        customer_import.action_cancel()
        customer_import.action_undo()
        self.assertFalse(self.found(BEST, SECOND))
        self.assertEqual(
            customer_import.line_ids.mapped("state"), ["undone", "pending"]
        )

    def test_updated_fields_are_restored(self):
        customer = self.customer("Old AS", "B1", BEST, city="Oslo", phone="1234")
        customer_import = self.free_import(
            "Customer ID;Name;City;Phone",
            "B1;New AS;Bergen;5678",
            mode="update",
        )
        customer_import.action_run()
        self.assertRecordValues(
            customer, [{"name": "New AS", "city": "Bergen", "phone": "5678"}]
        )
        customer.city = "Hamar"
        customer_import.action_undo()
        self.assertRecordValues(
            customer, [{"name": "Old AS", "city": "Hamar", "phone": "1234"}]
        )
        message = customer_import.line_ids.message
        self.assertIn("is as it was before", message)
        self.assertIn("Left as it is, because it was changed since: City", message)

    def test_contact_that_became_a_customer(self):
        contact = self.customer("Best AS", number=BEST, customer_rank=0)
        customer_import = self.imported(f"Best AS;B1;{BEST}")
        self.assertTrue(contact.is_customer)
        customer_import.action_undo()
        self.assertFalse(contact.is_customer)
        self.assertFalse(contact.ref)

    def test_nested_records(self):
        old = self.customer("Old AS", "B2", BEST)
        customer_import = self.free_import(
            "Customer ID;Name;Contact;Mail;Facility",
            "B1;New AS;Anna;anna@example.com;Plant",
            "B2;Old AS;Berit;berit@example.com;Office",
            targets={
                "Contact": "contact.name",
                "Mail": "contact.email",
                "Facility": "facility.name",
            },
            mode="create_update",
        )
        customer_import.action_run()
        new = customer_import.line_ids[0].partner_id
        for customer in new | old:
            self.assertEqual(len(customer.child_ids), 1)
            self.assertEqual(len(customer.facility_ids), 1)
        contact, facility = new.child_ids, new.facility_ids
        customer_import.action_undo()
        self.assertFalse((new | contact).exists())
        self.assertFalse(facility.exists())
        self.assertTrue(old.exists())
        self.assertFalse(old.child_ids)
        self.assertFalse(old.facility_ids)

    def test_added_contact_in_use_is_kept(self):
        old = self.customer("Old AS", "B2", BEST)
        customer_import = self.free_import(
            "Customer ID;Name;Contact",
            "B2;Old AS;Berit",
            targets={"Contact": "contact.name"},
            mode="update",
        )
        customer_import.action_run()
        contact = old.child_ids
        self.env["sale.order"].create({"partner_id": contact.id})
        customer_import.action_undo()
        self.assertTrue(contact.exists())
        self.assertIn("is kept: used by", customer_import.line_ids.message)

    def test_large_imports_in_the_background(self):
        customer_import = self.imported(f"Best AS;B1;{BEST}", f"Second AS;B2;{SECOND}")
        with patch(ROWS_AT_ONCE, 1), self.capture_triggers(CRON) as triggers:
            customer_import.action_undo()
        self.assertEqual(len(triggers.records), 1)
        self.assertEqual(customer_import.state, "running")
        self.assertEqual(customer_import._rows_left(), 2)
        self.assertEqual(customer_import.progress, 0)
        with self.enter_registry_test_mode():
            self.env.ref(CRON).method_direct_trigger()
        self.assertEqual(customer_import.state, "undone")
        self.assertFalse(self.found(BEST, SECOND))

    def test_permission(self):
        customer_import = self.imported(f"Best AS;B1;{BEST}")
        colleague = new_test_user(
            self.env,
            "customer_colleague",
            groups="base.group_user,customer_register.group_customer_upload,"
            "customer_register.group_customer_create",
        )
        with self.assertRaises(AccessError):
            customer_import.with_user(colleague).action_undo()
        groups = ("group_customer_create", "group_customer_edit")
        self.importer.group_ids = [
            Command.unlink(self.env.ref(f"customer_register.{name}").id)
            for name in groups
        ]
        with self.assertRaisesRegex(AccessError, "“Create” or “Delete”"):
            customer_import.action_undo()
        self.assertTrue(self.found(BEST))

    def test_queries(self):
        counts = []
        numbers = organisation_numbers(120, first=81_000_000)
        for size, first in ((10, 0), (10, 10), (100, 20)):
            customer_import = self.imported(
                *(
                    f"Company {place} AS;U{place};{numbers[place]}"
                    for place in range(first, first + size)
                )
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            customer_import.action_undo()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
