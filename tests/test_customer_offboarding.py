"""Offboarding: reason, plan, log-ins, what is open; and the return."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from .common import CustomerCase
from .permission_common import ODOO_GROUPS, groups
from .test_customer_boarding import BoardingMixin


@tagged("post_install", "-at_install")
class TestCustomerOffboarding(BoardingMixin, CustomerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.customer_offboarding_plan_id = cls.plan
        cls.anna = cls.new_partner(
            "Anna", parent_id=cls.solberg.id, email="anna@solberg.example"
        )
        cls.login = new_test_user(
            cls.env,
            "offboarding_anna",
            groups="base.group_portal",
            partner_id=cls.anna.id,
        )
        cls.clerk = new_test_user(
            cls.env,
            "offboarding_clerk",
            groups=groups("edit", "user_create", "user_delete", odoo=ODOO_GROUPS),
        )

    def offboard(self, mode="now", user=None, **values):
        wizard = self.env["customer.offboarding"].with_user(user or self.clerk)
        wizard = wizard.create(
            {
                "partner_id": self.solberg.id,
                "reason": "customer_left",
                "mode": mode,
                **values,
            }
        )
        wizard.action_offboard()
        return self.solberg.boarding_id

    def reactivate(self, user=None, **values):
        wizard = self.env["customer.reactivation"].with_user(user or self.clerk)
        wizard = wizard.create({"partner_id": self.solberg.id, **values})
        return wizard.action_activate()

    # === WITHOUT A PLAN === #

    def test_now(self):
        boarding = self.offboard(note="Went to a competitor")
        self.assertFalse(self.solberg.active)
        self.assertEqual(boarding.kind, "offboarding")
        self.assertEqual(boarding.state, "done")
        self.assertTrue(self.solberg.offboarding_date)
        self.cr.flush()
        history = self.env["customer.history"].search(
            [("partner_id", "=", self.solberg.id)]
        )
        self.assertIn(
            "The customer terminated the agreement", history.mapped("new_value")
        )
        self.assertIn("Went to a competitor", history.mapped("new_value"))

    def test_log_ins_are_taken_away(self):
        boarding = self.offboard()
        self.assertFalse(self.login.active)
        self.assertTrue(self.login._is_public())
        self.assertTrue(self.anna.active)
        self.assertEqual(boarding.revoked_user_ids, self.login)

    def test_log_ins_stay_when_unticked(self):
        self.offboard(take_log_ins_away=False)
        self.assertFalse(self.solberg.active)
        self.assertTrue(self.login.active)

    def test_customer_that_logs_in_itself(self):
        new_test_user(
            self.env,
            "offboarding_self",
            groups="base.group_portal",
            partner_id=self.solberg.id,
        )
        with self.assertRefused("offboarding_self"):
            self.offboard(take_log_ins_away=False)
        self.assertTrue(self.solberg.active)
        self.offboard()
        self.assertFalse(self.solberg.active)

    def test_ends_the_onboarding(self):
        onboarding = self.start()
        self.offboard()
        self.assertEqual(onboarding.state, "cancelled")
        self.assertFalse(self.solberg.activity_ids)

    # === WITH A PLAN === #

    def test_plan_first(self):
        form = Form(
            self.env["customer.offboarding"]
            .with_user(self.clerk)
            .with_context(default_partner_id=self.solberg.id)
        )
        form.reason = "merged"
        self.assertEqual(form.mode, "plan")
        self.assertEqual(form.plan_id, self.plan)
        self.assertFalse(form.take_log_ins_away)
        form.save().action_offboard()
        self.assertTrue(self.solberg.active)
        self.assertTrue(self.login.active, "documents are still needed")
        self.assertEqual(self.solberg.offboarding_reason, "merged")
        boarding = self.solberg.boarding_id
        self.assertEqual(boarding.state, "running")
        boarding.activity_ids.action_done()
        self.assertEqual(boarding.state, "ready")
        self.assertTrue(self.solberg.active)

        # the same window finishes it
        form = Form(
            self.env["customer.offboarding"]
            .with_user(self.clerk)
            .with_context(default_partner_id=self.solberg.id)
        )
        self.assertEqual((form.mode, form.reason), ("now", "merged"))
        self.assertTrue(form.take_log_ins_away)
        form.save().action_offboard()
        self.assertFalse(self.solberg.active)
        self.assertEqual(boarding.state, "done")
        self.assertEqual(boarding.done_count, 3)
        self.assertEqual(self.solberg.boarding_ids, boarding)

    def test_inactivated_in_the_list_meanwhile(self):
        boarding = self.offboard("plan")
        self.solberg.with_user(self.clerk).action_inactivate_customer()
        self.assertEqual(boarding.state, "done")
        self.assertFalse(self.solberg.activity_ids)
        self.assertTrue(self.solberg.offboarding_date)

    def test_inactivated_without_an_offboarding(self):
        self.solberg.with_user(self.clerk).action_inactivate_customer()
        self.assertFalse(self.solberg.offboarding_date)
        self.assertFalse(self.solberg.was_offboarded)
        self.assertFalse(self.solberg.boarding_ids)

    # === WHAT IS OPEN === #

    def test_open_orders_and_error_reports_are_listed(self):
        product = self.env["product.product"].create({"name": "T", "type": "service"})
        orders = self.env["sale.order"].create(
            [
                {
                    "partner_id": partner.id,
                    "order_line": [Command.create({"product_id": product.id})],
                }
                for partner in (self.solberg, self.anna, self.solberg)
            ]
        )
        orders[1].action_confirm()
        orders[2]._action_cancel()
        report = self.env["project.task"].create(
            {
                "name": "No heat",
                "is_error_report": True,
                "partner_id": self.solberg.id,
                "project_id": self.env.ref(
                    "customer_register.project_error_reports"
                ).id,
            }
        )
        wizards = self.env["customer.offboarding"]
        values = {"partner_id": self.solberg.id, "reason": "other"}
        wizard = wizards.with_user(self.clerk).create(values)
        self.assertEqual(wizard.order_ids, orders[:2])
        self.assertEqual(wizard.task_ids, report)
        self.assertEqual((wizard.open_count, wizard.hidden_count), (3, 0))
        report.state = "1_done"
        wizard.invalidate_recordset()
        self.assertFalse(wizard.task_ids)
        # who may not see orders is told that there are some
        wizard = wizards.with_user(self.editor).create(values)
        self.assertFalse(wizard.order_ids)
        self.assertEqual((wizard.open_count, wizard.hidden_count), (2, 2))
        # they stay, and don't keep the customer from leaving
        self.offboard()
        self.assertEqual(orders.mapped("state"), ["draft", "sale", "cancel"])

    # === REFUSALS === #

    def test_refused_without_the_permission(self):
        with self.assertRefused("“Edit”", error=AccessError):
            self.offboard(user=self.salesperson)
        with self.assertRefused(error=AccessError):
            self.solberg.with_user(self.salesperson).action_start_offboarding()
        with self.assertRefused(error=AccessError):
            self.offboard(user=self.technician)
        self.assertTrue(self.solberg.active)

    def test_refused_to_take_log_ins_away(self):
        with self.assertRefused(
            "“Delete customer users”", "offboarding_anna", error=AccessError
        ):
            self.offboard(user=self.editor, take_log_ins_away=True)
        self.assertTrue(self.solberg.active)
        self.assertTrue(self.login.active)
        # without the permission, it is not ticked
        self.offboard(user=self.editor)
        self.assertFalse(self.solberg.active)
        self.assertTrue(self.login.active)

    def test_hidden_customers_tell_nothing(self):
        wizard = self.env["customer.offboarding"].with_user(self.technician)
        with self.assertRefused(error=AccessError, without=("Anna",)):
            wizard.create(
                {"partner_id": self.solberg.id, "reason": "other", "mode": "now"}
            ).read(["customer_user_names", "open_count"])
        wizard = self.env["customer.reactivation"].with_user(self.technician)
        with self.assertRefused(error=AccessError, without=("Anna",)):
            wizard.create({"partner_id": self.solberg.id}).read(["customer_user_names"])

    def test_refused_twice(self):
        self.offboard("plan")
        with self.assertRefused("Solberg AS", "goes on"):
            self.offboard("plan")
        self.offboard("now")
        with self.assertRefused("no active customer"):
            self.offboard("now")

    # === THE RETURN === #

    def test_nothing_comes_back_by_itself(self):
        self.offboard()
        self.assertTrue(self.solberg.was_offboarded)
        self.reactivate()
        self.assertTrue(self.solberg.active)
        self.assertFalse(self.login.active)
        self.assertFalse(self.solberg.offboarding_reason)
        self.assertFalse(self.solberg.offboarding_date)
        self.assertEqual(len(self.solberg.boarding_ids), 1)

    def test_what_is_asked_for_comes_back(self):
        self.offboard()
        mails = self.env["mail.mail"].search_count([])
        action = self.reactivate(give_log_ins_back=True, start_onboarding=True)
        self.assertEqual(action["res_model"], "customer.boarding.start")
        self.assertEqual(action["context"]["default_partner_ids"], self.solberg.ids)
        self.assertTrue(self.login.active)
        self.assertTrue(self.login._is_portal())
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        self.start()
        self.assertEqual(self.solberg.boarding_kind, "onboarding")

    def test_refused_to_give_log_ins_back(self):
        self.offboard()
        with self.assertRefused("“Create customer users”", error=AccessError):
            self.reactivate(user=self.editor, give_log_ins_back=True)
        self.assertFalse(self.solberg.active)
        with self.assertRefused("“Edit”", error=AccessError):
            self.reactivate(user=self.salesperson)
        self.reactivate(user=self.editor)
        self.assertTrue(self.solberg.active)

    def test_only_those_who_lost_it_get_it_back(self):
        self.offboard()
        other = self.customer("Other AS")
        self.anna.parent_id = other
        self.reactivate(give_log_ins_back=True)
        self.assertFalse(self.login.active, "works for another company now")
