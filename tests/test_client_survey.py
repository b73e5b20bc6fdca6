"""Client surveys: started, filled in by staff or the customer, seen by whom."""

from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import CustomerCase
from .permission_common import groups


class SurveyMixin:
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("sv_SE")
        cls.survey = cls.env.ref("customer_register.client_survey")
        cls.company.customer_survey_id = cls.survey
        cls.solberg = cls.customer("Solberg AS", email="post@solberg.example")
        cls.anna = cls.new_partner(
            "Anna",
            parent_id=cls.solberg.id,
            email="anna@solberg.example",
            lang="sv_SE",
        )

    def start(self, user=None, customer=None, **values):
        """Return the action of the started survey."""
        customer = customer or self.solberg
        wizard = self.env["customer.survey.start"].with_user(user or self.editor)
        return wizard.create({"partner_id": customer.id, **values}).action_start()

    def answer(self, customer=None):
        return self.env["survey.user_input"].search(
            [("customer_id", "=", (customer or self.solberg).id)], limit=1
        )

    def mails(self):
        return self.env["mail.mail"].search([("subject", "like", "Solberg AS")])


@tagged("post_install", "-at_install")
class TestClientSurvey(SurveyMixin, CustomerCase):
    # === STARTING === #

    def test_the_card_asks_who_fills_it_in(self):
        action = self.solberg.with_user(self.editor).action_start_client_survey()
        self.assertEqual(action["res_model"], "customer.survey.start")
        self.assertEqual(action["context"]["default_partner_id"], self.solberg.id)
        # a contact's button is its company's
        action = self.anna.with_user(self.editor).action_start_client_survey()
        self.assertEqual(action["context"]["default_partner_id"], self.solberg.id)

    def test_staff_fills_it_in(self):
        action = self.start(mode="staff")
        answer = self.answer()
        self.assertEqual(action["type"], "ir.actions.act_url")
        self.assertIn(answer.access_token, action["url"])
        self.assertEqual(answer.partner_id, self.solberg)
        self.assertEqual(answer.survey_id, self.survey)
        self.assertEqual(answer.create_uid, self.editor)
        self.assertFalse(self.mails(), "nobody is written to unless asked for")

    def test_what_was_begun_goes_on(self):
        first = self.start(mode="staff")
        self.assertEqual(self.start(mode="staff")["url"], first["url"])
        self.answer()._mark_done()
        self.assertNotEqual(self.start(mode="staff")["url"], first["url"])
        self.assertEqual(len(self.solberg.client_survey_ids), 2)

    def test_sent_in_the_contacts_language(self):
        template = self.env.ref("customer_register.mail_template_client_survey")
        template.with_context(
            lang="sv_SE"
        ).subject = "Kundenkät: {{ object.customer_id.name }}"
        self.start(mode="customer", contact_id=self.anna.id)
        answer = self.answer()
        self.assertEqual(answer.partner_id, self.anna)
        self.assertEqual(answer.lang_id.code, "sv_SE")
        [mail] = self.mails()
        self.assertEqual(mail.subject, "Kundenkät: Solberg AS")
        self.assertEqual(mail.recipient_ids, self.anna)
        self.assertIn(answer.access_token, mail.body_html)
        note = self.solberg.message_ids[0].body
        self.assertIn("anna@solberg.example", note)
        self.assertNotIn(answer.access_token, note)

    def test_the_link_is_sent_again(self):
        self.start(mode="customer", contact_id=self.anna.id)
        day = fields.Date.today() + timedelta(days=7)
        self.start(mode="customer", contact_id=self.anna.id, deadline=day)
        self.assertEqual(len(self.solberg.client_survey_ids), 1)
        self.assertEqual(self.answer().deadline.date(), day)
        self.assertEqual(len(self.mails()), 2)

    def test_main_contact_is_proposed(self):
        berit = self.new_partner(
            "Berit", parent_id=self.solberg.id, email="b@solberg.example"
        )
        berit.is_main_contact = True
        wizards = self.env["customer.survey.start"]
        wizard = wizards.create({"partner_id": self.solberg.id})
        self.assertEqual(wizard.contact_id, berit)
        alone = self.customer("Alone AS", email="post@alone.example")
        self.assertEqual(wizards.create({"partner_id": alone.id}).contact_id, alone)

    # === REFUSALS === #

    def test_refused_without_a_survey(self):
        self.company.customer_survey_id = False
        with self.assertRefused("client survey", "Settings"):
            self.solberg.with_user(self.editor).action_start_client_survey()

    def test_refused_without_an_address(self):
        with self.assertRefused("Solberg AS", "e-mail address"):
            self.start(mode="customer", contact_id=False)
        self.anna.email = False
        with self.assertRefused("e-mail address"):
            self.start(mode="customer", contact_id=self.anna.id)
        self.assertFalse(self.answer())

    def test_refused_for_a_stranger(self):
        stranger = self.new_partner("Stranger", email="s@example.com")
        with self.assertRefused("Stranger", "Solberg AS", error=ValidationError):
            self.start(mode="customer", contact_id=stranger.id)

    def test_refused_for_a_day_that_is_over(self):
        with self.assertRefused("not over"):
            self.start(
                mode="customer",
                contact_id=self.anna.id,
                deadline=fields.Date.today() - timedelta(days=1),
            )

    def test_refused_for_an_inactive_customer(self):
        self.solberg.active = False
        with self.assertRefused("Solberg AS", "inactive"):
            self.solberg.with_user(self.editor).action_start_client_survey()

    def test_refused_for_who_only_sees(self):
        viewer = new_test_user(self.env, "survey_viewer", groups=groups("view"))
        with self.assertRefused("“Edit”", error=AccessError):
            self.solberg.with_user(viewer).action_start_client_survey()
        with self.assertRefused(error=AccessError):
            self.start(user=viewer, mode="staff")

    def test_who_adds_the_customer_goes_on_with_the_survey(self):
        adder = new_test_user(self.env, "survey_adder", groups=groups("view", "create"))
        self.solberg.invalidate_recordset()
        customer = (
            self.env["res.partner"]
            .with_user(adder)
            .create({"name": "Added AS", "is_company": True, "customer_rank": 1})
        )
        self.start(user=adder, customer=customer, mode="staff")
        self.assertEqual(self.answer(customer).create_uid, adder)
        with self.assertRefused("“Edit”", error=AccessError):
            self.start(user=adder, mode="staff")

    # === ON THE CARD === #

    def test_state_on_the_card(self):
        partners = self.env["res.partner"]
        self.assertFalse(self.solberg.client_survey_state)
        self.assertNotIn(
            self.solberg, partners.search([("client_survey_state", "=", "new")])
        )
        self.start(mode="staff")
        self.assertEqual(self.solberg.client_survey_state, "new")
        self.answer()._mark_in_progress()
        self.assertEqual(self.solberg.client_survey_state, "in_progress")
        self.answer()._mark_done()
        self.assertEqual(self.solberg.client_survey_state, "done")
        self.assertEqual(self.solberg.client_survey_date, self.answer().end_datetime)
        done = partners.search([("client_survey_state", "=", "done")])
        self.assertIn(self.solberg, done)
        others = partners.search([("client_survey_state", "!=", "done")])
        self.assertNotIn(self.solberg, others)
        self.assertIn(
            self.customer("New AS"),
            partners.search([("client_survey_state", "=", False)]),
        )

    def test_who_sent_it_is_told(self):
        self.start(mode="customer", contact_id=self.anna.id)
        public = self.env.ref("base.public_user")
        self.answer().with_user(public).sudo()._mark_done()
        note, notice = self.env["mail.message"].search(
            [("model", "=", "res.partner"), ("res_id", "=", self.solberg.id)],
            order="id desc",
            limit=2,
        )[::-1]
        self.assertIn("Client survey filled in", note.body)
        self.assertEqual(notice.notified_partner_ids, self.editor.partner_id)

    def test_as_many_queries_for_many_customers(self):
        customers = self.env["res.partner"].create(
            [
                {"name": f"Many {n}", "is_company": True, "customer_rank": 1}
                for n in range(100)
            ]
        )
        self.env["survey.user_input"].create(
            [
                {"survey_id": self.survey.id, "customer_id": customer.id}
                for customer in customers
            ]
        )

        def read(records):
            self.env.invalidate_all()
            records.with_user(self.editor).web_read(
                {"client_survey_state": {}, "client_survey_date": {}}
            )

        read(customers)
        self.assertEqual(
            self.count_queries(read, customers[:10]),
            self.count_queries(read, customers),
        )

    def test_goes_with_the_customer(self):
        self.start(mode="customer", contact_id=self.anna.id)
        answer = self.answer()
        other = self.customer("Other AS")
        self.anna.parent_id = other
        self.assertEqual(answer.customer_id, self.solberg)
        self.assertFalse(other.client_survey_ids)
        self.solberg.unlink()
        self.assertFalse(answer.exists())

    def test_settings(self):
        self.assertTrue(
            self.env["res.company"].create({"name": "N"}).customer_survey_id
        )
        settings = self.env["customer.settings"].with_user(self.manager)
        other = self.env["survey.survey"].create({"title": "Other"})
        settings.create({"customer_survey_id": other.id})
        self.assertEqual(self.company.customer_survey_id, other)
        names = self.env["survey.survey"].with_user(self.manager).name_search("Other")
        self.assertIn(other.id, dict(names))
        other.restrict_user_ids = [Command.link(self.env.user.id)]
        names = self.env["survey.survey"].with_user(self.manager).name_search("Other")
        self.assertNotIn(other.id, dict(names))
        with self.assertRaises(AccessError):
            settings.with_user(self.editor).create({"customer_survey_id": False})

    def test_shipped_survey(self):
        self.assertEqual(self.survey.access_mode, "token")
        self.assertGreater(len(self.survey.question_ids), 25)
        self.assertEqual(len(self.survey.page_ids), 5)
        choices = self.survey.question_ids.filtered(
            lambda question: question.question_type
            in ("simple_choice", "multiple_choice")
        )
        self.assertTrue(all(choice.suggested_answer_ids for choice in choices))

    def test_a_missing_survey_is_said(self):
        self.survey.active = False
        with self.assertRaises(UserError):
            self.solberg.action_start_client_survey()
