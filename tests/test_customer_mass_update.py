"""The same change on many customers: preview, permissions, background, undo."""

from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, new_test_user, tagged

from odoo.addons.base.tests.test_ir_cron import CronMixinCase

CHUNK_SIZE = "odoo.addons.customer_register.models.customer_mass_update.CHUNK_SIZE"


@tagged("post_install", "-at_install", "customer_register")
class TestCustomerMassUpdate(TransactionCase, CronMixinCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = cls._user("mass-office", "edit", "assign")
        cls.technician = cls._user("mass-technician", "edit_assigned", "view")
        cls.old, cls.new = cls.env["res.partner.industry"].create(
            [{"name": "Old industry"}, {"name": "New industry"}]
        )
        cls.tag_a, cls.tag_b = cls.env["res.partner.category"].create(
            [{"name": "Mass A"}, {"name": "Mass B"}]
        )
        cls.customers = cls.env["res.partner"].create(
            [
                {
                    "name": f"Mass {place}",
                    "customer_rank": 1,
                    "industry_id": cls.old.id,
                    "category_id": [Command.set(cls.tag_a.ids)],
                }
                for place in range(3)
            ]
        )
        cls.customers[0].technician_ids = cls.technician

    @classmethod
    def _user(cls, login, *permissions):
        groups = [f"customer_register.group_customer_{name}" for name in permissions]
        return new_test_user(cls.env, login, ",".join(["base.group_user", *groups]))

    def update_of(self, user=None, customers=None, **values):
        customers = self.customers if customers is None else customers
        return (
            self.env["customer.mass.update"]
            .with_user(user or self.office)
            .with_context(active_model="res.partner", active_ids=customers.ids)
            .create(values)
        )

    def test_preview_writes_nothing(self):
        self.customers[2].industry_id = self.new
        update = self.update_of(industry_id=self.new.id)
        self.assertIs(update.action_preview(), True)
        self.assertEqual(update.state, "previewed")
        self.assertEqual(update.change_count, 2)
        self.assertEqual(update.unchanged_count, 1)
        line = update.line_ids[0]
        self.assertEqual(line.changes, "Industry: Old industry → New industry")
        self.assertEqual(self.customers[0].industry_id, self.old)

    def test_run_and_undo(self):
        update = self.update_of(
            industry_id=self.new.id,
            vat_type="none",
            facility_required="yes",
            category_ids=[Command.set(self.tag_b.ids)],
            account_owner_id=self.office.id,
        )
        update.action_preview()
        update.action_run()
        self.assertEqual((update.state, update.done_count), ("done", 3))
        for customer in self.customers:
            self.assertEqual(customer.industry_id, self.new)
            self.assertEqual(customer.vat_type, "none")
            self.assertEqual(customer.user_id, self.office)
            self.assertTrue(customer.facility_required)
            self.assertEqual(customer.category_id, self.tag_a + self.tag_b)
        self.customers[1].industry_id = False
        update.action_undo()
        self.assertEqual((update.state, update.undone_count), ("undone", 2))
        self.assertEqual(self.customers[0].industry_id, self.old)
        self.assertEqual(self.customers[0].category_id, self.tag_a)
        self.assertFalse(self.customers[0].facility_required)
        self.assertFalse(self.customers[1].industry_id, "Somebody changed it since")
        self.assertIn("in the meantime", update.line_ids[1].message)

    def test_modes_of_tags(self):
        update = self.update_of(
            category_mode="remove", category_ids=[Command.set(self.tag_a.ids)]
        )
        update.action_preview()
        update.action_run()
        self.assertFalse(self.customers.category_id)
        update = self.update_of(
            category_mode="replace", category_ids=[Command.set(self.tag_b.ids)]
        )
        update.action_preview()
        update.action_run()
        self.assertEqual(self.customers.category_id, self.tag_b)

    def test_emptied(self):
        field = self.env["ir.model.fields"]._get("res.partner", "industry_id")
        name = self.env["ir.model.fields"]._get("res.partner", "name")
        update = self.update_of(clear_field_ids=[Command.set((field + name).ids)])
        update.action_preview()
        update.action_run()
        self.assertFalse(self.customers.industry_id)
        self.assertEqual(self.customers[0].name, "Mass 0", "Not everything is emptied")

    def test_custom_field(self):
        self.customers[0].properties = [
            {
                "name": "keyno",
                "string": "Key",
                "type": "char",
                "definition_changed": True,
            },
            {"name": "floors", "string": "Floors", "type": "integer", "value": 3},
        ]
        update = self.update_of(property_name="floors", property_value="many")
        with self.assertRaisesRegex(UserError, "not a whole number"):
            update.action_preview()
        update.property_value = "4"
        update.action_preview()
        update.action_run()
        self.assertEqual(
            [customer.properties["floors"] for customer in self.customers], [4] * 3
        )
        update.action_undo()
        self.assertEqual(self.customers[0].properties["floors"], 3)

    def test_technicians(self):
        update = self.update_of(technician_ids=[Command.set(self.office.ids)])
        update.action_preview()
        update.action_run()
        self.assertEqual(
            self.customers[0].technician_ids, self.office + self.technician
        )
        lacking = self._user("mass-lacking", "edit")
        update = self.update_of(lacking, technician_ids=[Command.set(self.office.ids)])
        with self.assertRaisesRegex(AccessError, "“Assign”"):
            update.action_preview()

    def test_who_may_not_edit_is_left_out(self):
        update = self.update_of(self.technician, industry_id=self.new.id)
        update.action_preview()
        self.assertEqual((update.change_count, update.left_out_count), (1, 2))
        update.action_run()
        self.assertEqual(
            self.customers.mapped("industry_id.name"), ["New industry", "Old industry"]
        )
        self.assertEqual(self.customers[0].industry_id, self.new)

    def test_changed_since_the_preview(self):
        update = self.update_of(industry_id=self.new.id)
        update.action_preview()
        self.customers[1].industry_id = False
        update.action_run()
        self.assertEqual((update.done_count, update.left_out_count), (2, 1))
        self.assertFalse(self.customers[1].industry_id)

    def test_background(self):
        update = self.update_of(industry_id=self.new.id)
        update.action_preview()
        cron = "customer_register.ir_cron_customer_mass_update"
        with patch(CHUNK_SIZE, 2), self.capture_triggers(cron) as triggers:
            update.action_run()
            self.assertEqual(len(triggers.records), 1)
            self.assertEqual(update.state, "running")
            with self.enter_registry_test_mode():
                self.env.ref(cron).method_direct_trigger()
        self.assertEqual((update.state, update.done_count), ("done", 3))

    def test_refusals(self):
        with self.assertRaisesRegex(UserError, "what to change"):
            self.update_of().action_preview()
        with self.assertRaisesRegex(UserError, "at least one customer"):
            self.update_of(
                customers=self.env["res.partner"], industry_id=self.new.id
            ).action_preview()
        update = self.update_of(industry_id=self.new.id)
        for method in ("action_run", "action_undo", "action_change_values"):
            with self.subTest(method), self.assertRaises(UserError):
                getattr(update, method)()
        with self.assertRaises(AccessError):
            update.state = "done"
        with self.assertRaises(AccessError):
            update.with_user(self.technician).read(["state"])
        viewer = self._user("mass-viewer", "view")
        with self.assertRaises(AccessError):
            self.update_of(viewer, industry_id=self.new.id)
        update.action_preview()
        with self.assertRaises(AccessError):
            update.line_ids.write({"new_values": {"name": "x"}})

    def test_queries(self):
        def queries(count):
            customers = self.env["res.partner"].create(
                [{"name": f"Q {n}", "customer_rank": 1} for n in range(count)]
            )
            update = self.update_of(customers=customers, industry_id=self.new.id)
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            update.action_preview()
            self.env.flush_all()
            return self.env.cr.sql_log_count - start

        queries(2)
        self.assertEqual(queries(10), queries(100))
