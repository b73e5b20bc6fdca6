"""Onboarding: plans of activities, who does them, how far it is."""

from datetime import date, timedelta

from psycopg2.errors import UniqueViolation

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from .common import CustomerCase
from .permission_common import groups


class BoardingMixin:
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.solberg = cls.customer("Solberg AS")
        cls.technician = new_test_user(
            cls.env, "boarding_technician", groups=groups("edit_assigned")
        )
        cls.salesperson = new_test_user(
            cls.env, "boarding_salesperson", groups=groups("view")
        )
        todo = cls.env.ref("mail.mail_activity_data_todo")
        cls.plan = cls.env["mail.activity.plan"].create(
            {
                "name": "Welcome",
                "res_model": "res.partner",
                "company_id": False,
                "template_ids": [
                    Command.create(
                        {
                            "activity_type_id": todo.id,
                            "summary": summary,
                            "responsible_type": responsible,
                            "delay_count": 3,
                            "delay_from": "after_plan_date",
                        }
                    )
                    for summary, responsible in (
                        ("Asked", "on_demand"),
                        ("Technical", "customer_technician"),
                        ("Selling", "customer_salesperson"),
                    )
                ],
            }
        )

    def start(self, customers=None, user=None, **values):
        """Start an onboarding and return it."""
        customers = customers or self.solberg
        wizard = self.env["customer.boarding.start"].with_user(user or self.editor)
        wizard.create(
            {
                "partner_ids": [Command.set(customers.ids)],
                "plan_id": self.plan.id,
                "plan_date": date(2026, 12, 1),
                **values,
            }
        ).action_start()
        return customers.boarding_id

    def responsible(self, boarding):
        return {
            activity.summary: activity.user_id for activity in boarding.activity_ids
        }


@tagged("post_install", "-at_install")
class TestCustomerBoarding(BoardingMixin, CustomerCase):
    # === STARTING === #

    def test_activities_for_those_who_look_after_the_customer(self):
        self.solberg.technician_ids = self.technician
        self.solberg.user_id = self.salesperson
        boarding = self.start()
        self.assertEqual(
            self.responsible(boarding),
            {
                "Asked": self.editor,
                "Technical": self.technician,
                "Selling": self.salesperson,
            },
        )
        self.assertEqual(self.solberg.activity_ids, boarding.activity_ids)
        days = set(boarding.activity_ids.mapped("date_deadline"))
        self.assertEqual(days, {date(2026, 12, 4)})
        self.assertIn("Welcome", self.solberg.message_ids[0].body)

    def test_somebody_does_what_has_nobody(self):
        boarding = self.start(user_id=self.salesperson.id)
        self.assertEqual(set(self.responsible(boarding).values()), {self.salesperson})

    def test_one_notice_for_each_user(self):
        self.start(user_id=self.salesperson.id)
        notices = self.env["mail.notification"].search(
            [("res_partner_id", "=", self.salesperson.partner_id.id)]
        )
        self.assertEqual(len(notices.mail_message_id), 1)
        self.assertIn("3", notices.mail_message_id.subject)

    def test_plan_of_the_settings_is_proposed(self):
        self.company.customer_onboarding_plan_id = self.plan
        form = Form(
            self.env["customer.boarding.start"].with_context(
                active_model="res.partner", active_ids=self.solberg.ids
            )
        )
        self.assertEqual(form.plan_id, self.plan)
        self.assertEqual(form.user_id, self.env.user)

    def test_odoos_own_window_knows_the_responsible_too(self):
        self.solberg.technician_ids = self.technician
        wizard = self.env["mail.activity.schedule"].create(
            {
                "res_model": "res.partner",
                "res_ids": str(self.solberg.ids),
                "plan_id": self.plan.id,
                "plan_on_demand_user_id": self.env.user.id,
            }
        )
        wizard.action_schedule_plan()
        self.assertIn(self.technician, self.solberg.activity_ids.user_id)
        self.assertFalse(self.solberg.boarding_ids)

    def lead_plan(self):
        todo = self.env.ref("mail.mail_activity_data_todo")
        return self.env["mail.activity.plan"].create(
            {
                "name": "Leads",
                "res_model": "crm.lead",
                "template_ids": [Command.create({"activity_type_id": todo.id})],
            }
        )

    # === PROGRESS === #

    def test_progress(self):
        boarding = self.start()
        self.assertEqual(self.solberg.boarding_progress_text, "0 of 3 done")
        boarding.activity_ids[0].action_feedback("Done")
        self.assertEqual((boarding.done_count, boarding.total_count), (1, 3))
        self.assertAlmostEqual(self.solberg.boarding_progress, 33.3, 1)
        self.assertEqual(self.solberg.boarding_state, "running")
        boarding.activity_ids.filtered("active")[0].unlink()
        self.assertEqual(self.solberg.boarding_progress_text, "1 of 2 done")
        boarding.activity_ids.filtered("active").action_done()
        self.assertEqual(self.solberg.boarding_state, "done")
        self.assertEqual(self.solberg.boarding_progress, 100)

    def test_what_follows_is_part_of_it(self):
        types = self.env["mail.activity.type"]
        follow_up = types.create({"name": "Follow up"})
        boarding = self.start()
        activity = boarding.activity_ids[0]
        activity.activity_type_id = types.create(
            {
                "name": "Send",
                "chaining_type": "trigger",
                "triggered_next_type_id": follow_up.id,
            }
        )
        activity.action_feedback_schedule_next()
        self.assertEqual((boarding.done_count, boarding.total_count), (1, 4))

    def test_cancel(self):
        boarding = self.start()
        boarding.activity_ids[0].action_done()
        self.solberg.with_user(self.editor).action_cancel_boarding()
        self.assertEqual(boarding.state, "cancelled")
        self.assertFalse(self.solberg.activity_ids)
        self.assertEqual(boarding.done_count, 1)
        self.assertNotEqual(self.start(), boarding)

    def test_filters_of_the_list(self):
        def found(domain):
            return self.solberg in self.env["res.partner"].search(domain)

        running = [
            (
                "boarding_ids",
                "any",
                [("kind", "=", "onboarding"), ("state", "=", "running")],
            )
        ]
        self.assertFalse(found(running))
        boarding = self.start()
        self.assertTrue(found(running))
        boarding.activity_ids.action_done()
        self.assertFalse(found(running))

    def test_list_of_activities_shows_those_done(self):
        boarding = self.start()
        boarding.activity_ids[0].action_done()
        action = self.solberg.with_user(self.editor).action_view_boarding_activities()
        activities = self.env["mail.activity"].with_user(self.editor)
        activities = activities.with_context(active_test=False)
        self.assertFalse(action["context"]["active_test"])
        self.assertEqual(activities.search_count(action["domain"]), 3)

    # === REFUSALS === #

    def test_refused_twice(self):
        self.start()
        with self.assertRefused("Solberg AS", "goes on"):
            self.start()
        with self.assertRefused("Solberg AS"):
            self.solberg.with_user(self.editor).action_start_onboarding()

    def test_refused_by_the_database(self):
        values = {"partner_id": self.solberg.id, "kind": "offboarding", "name": "A"}
        self.env["customer.boarding"].create(values)
        with mute_logger("odoo.sql_db"), self.assertRefused(error=UniqueViolation):
            self.env["customer.boarding"].create(values)
            self.env.flush_all()

    def test_refused_for_who_may_not_see_the_customer(self):
        nobody = new_test_user(self.env, "boarding_nobody", groups="base.group_user")
        nobody.group_ids -= self.env.ref("customer_register.group_customer_view")
        with self.assertRefused("boarding_nobody", "Solberg AS"):
            self.start(user_id=nobody.id)
        self.assertFalse(self.solberg.boarding_ids)

    def test_refused_without_the_permission(self):
        with self.assertRefused("“Edit”", error=AccessError):
            self.start(user=self.salesperson)
        with self.assertRefused(error=AccessError):
            self.start(user=self.technician)
        self.solberg.technician_ids = self.technician
        self.assertTrue(self.start(user=self.technician))
        with self.assertRefused("“Edit”", error=AccessError):
            self.solberg.with_user(self.salesperson).action_cancel_boarding()
        with self.assertRefused(error=AccessError):
            self.solberg.boarding_id.with_user(self.salesperson).action_cancel()

    def test_refused_without_something_to_start(self):
        with self.assertRefused("Choose a plan"):
            self.start(plan_id=False)
        self.plan.template_ids.unlink()
        with self.assertRefused("Welcome", "no activities"):
            self.start()
        with self.assertRefused("no plan for customers"):
            self.start(plan_id=self.lead_plan().id)
        with self.assertRefused("No customer"):
            self.start(self.new_partner("Supplier"))
        self.solberg.active = False
        with self.assertRefused("Solberg AS", "Activate"):
            self.start()

    def test_activities_stay_with_their_customer(self):
        boarding = self.start()
        other = self.customer("Other AS")
        with self.assertRefused("Asked", error=ValidationError):
            boarding.activity_ids.filtered(
                lambda activity: activity.summary == "Asked"
            ).res_id = other.id

    def test_hidden_with_the_customer(self):
        boarding = self.start().with_user(self.technician)
        with self.assertRefused(error=AccessError):
            boarding.read(["state"])
        self.solberg.technician_ids = self.technician
        self.assertEqual(boarding.read(["state"])[0]["state"], "running")

    # === PLANS === #

    def test_customer_administrators_edit_plans_for_contacts(self):
        plan = self.plan.with_user(self.manager)
        plan.name = "Hello"
        plan.template_ids[0].summary = "Ask more"
        plan.template_ids[0].unlink()
        plan.copy().unlink()
        lead_plan = self.lead_plan().with_user(self.manager)
        plan.template_ids.responsible_type = "on_demand"
        for change in (
            lambda: lead_plan.write({"name": "Mine"}),
            lambda: plan.write({"res_model": "crm.lead"}),
            lambda: lead_plan.template_ids[0].write({"summary": "Mine"}),
            lambda: plan.with_user(self.editor).write({"name": "Mine"}),
        ):
            with self.assertRefused(error=AccessError):
                change()

    def test_responsible_of_customers_is_for_contacts_only(self):
        with self.assertRefused("Welcome", error=ValidationError):
            self.plan.res_model = "crm.lead"
            self.plan.template_ids[1].responsible_type = "customer_salesperson"

    def test_shipped_plans(self):
        company = self.env["res.company"].create({"name": "New"})
        for plan in (
            company.customer_onboarding_plan_id,
            company.customer_offboarding_plan_id,
        ):
            self.assertEqual(plan.res_model, "res.partner")
            self.assertFalse(plan.company_id)
            self.assertGreater(len(plan.template_ids), 5)

    # === MANY === #

    def test_many_customers_at_once(self):
        customers = self.env["res.partner"].create(
            [
                {"name": f"Many {n}", "is_company": True, "customer_rank": 1}
                for n in range(22)
            ]
        )
        self.start(customers[:1])
        few = self.count_queries(self.start, customers[1:3])
        many = self.count_queries(self.start, customers[3:])
        self.assertEqual(len(customers.boarding_ids), 22)
        self.assertLessEqual(many, few + 6)

    def test_as_many_queries_for_the_progress_of_many(self):
        customers = self.env["res.partner"].create(
            [
                {"name": f"Many {n}", "is_company": True, "customer_rank": 1}
                for n in range(100)
            ]
        )
        self.env["customer.boarding"].create(
            [
                {"partner_id": customer.id, "kind": "offboarding", "name": "Plan"}
                for customer in customers
            ]
        )

        def read(records):
            self.env.invalidate_all()
            records.with_user(self.editor).web_read(
                {"boarding_kind": {}, "boarding_progress": {}}
            )

        read(customers)
        self.assertEqual(
            self.count_queries(read, customers[:10]),
            self.count_queries(read, customers),
        )

    def test_deadlines_without_a_day_count_from_today(self):
        boarding = self.start(plan_date=False)
        today = fields.Date.context_today(boarding)
        self.assertEqual(
            boarding.activity_ids[0].date_deadline, today + timedelta(days=3)
        )

    def test_nothing_selected(self):
        with self.assertRaises(UserError):
            self.env["customer.boarding.start"].create({}).action_start()
