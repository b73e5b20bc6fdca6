"""Who sees the answers of client surveys: those who see the customer."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import CustomerMixin
from .permission_common import groups
from .test_client_survey import SurveyMixin

RULES = "odoo.addons.base.models.ir_rule"


@tagged("post_install", "-at_install")
class TestClientSurveyAccess(SurveyMixin, CustomerMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        password = {"password": "client_survey"}
        cls.viewer = new_test_user(
            cls.env, "answers_viewer", groups=groups("view"), **password
        )
        cls.assignee = new_test_user(
            cls.env, "answers_assignee", groups=groups("edit_assigned"), **password
        )
        cls.officer = new_test_user(
            cls.env,
            "answers_officer",
            groups=groups("view_assigned", odoo=["survey.group_survey_manager"]),
            **password,
        )
        cls.portal = new_test_user(
            cls.env,
            "answers_portal",
            groups="base.group_portal",
            partner_id=cls.anna.id,
            **password,
        )
        cls.given = cls.env["survey.user_input"].create(
            {
                "survey_id": cls.survey.id,
                "customer_id": cls.solberg.id,
                "partner_id": cls.anna.id,
            }
        )
        question = cls.env.ref("customer_register.client_survey_activity")
        cls.given._save_lines(question, "Secret trade")
        cls.given._mark_done()

    def seen_by(self, user):
        answers = self.env["survey.user_input"].with_user(user)
        return self.given in answers.search([])

    def page(self, user, path="print"):
        """Return the text of the survey's page, as a user sees it in the browser."""
        self.authenticate(user and user.login, "client_survey" if user else None)
        url = f"/survey/{path}/{self.survey.access_token}"
        return self.url_open(f"{url}?answer_token={self.given.access_token}").text

    def test_seen_with_the_customer(self):
        self.assertTrue(self.seen_by(self.viewer))
        self.assertFalse(self.seen_by(self.assignee))
        self.solberg.technician_ids = [Command.link(self.assignee.id)]
        self.assertTrue(self.seen_by(self.assignee))

    @mute_logger(RULES)
    def test_the_right_in_surveys_opens_no_hidden_customer(self):
        self.assertFalse(self.seen_by(self.officer))
        with self.assertRaises(AccessError):
            self.given.with_user(self.officer).read(["state"])
        lines = self.env["survey.user_input.line"].with_user(self.officer)
        self.assertFalse(lines.search([("value_text_box", "=", "Secret trade")]))
        # nor what a contact answered to another survey
        self.given.customer_id = False
        self.assertFalse(self.seen_by(self.officer))
        self.solberg.technician_ids = [Command.link(self.officer.id)]
        self.assertTrue(self.seen_by(self.officer))

    def test_other_surveys_stay_with_odoos_rights(self):
        other = self.given.copy({"partner_id": self.env.user.partner_id.id})
        self.assertFalse(other.customer_id)
        answers = self.env["survey.user_input"]
        self.assertNotIn(other, answers.with_user(self.viewer).search([]))
        self.assertIn(other, answers.with_user(self.officer).search([]))

    @mute_logger(RULES, "odoo.addons.base.models.ir_model")
    def test_seeing_changes_nothing(self):
        given = self.given.with_user(self.viewer)
        for attempt in (
            lambda: given.write({"email": "x@example.com"}),
            lambda: given.unlink(),
            lambda: given.copy(),
            lambda: given.user_input_line_ids.read(["value_text_box"]),
            lambda: given.action_fill_in_client_survey(),
        ):
            with self.assertRaises(AccessError):
                attempt()

    @mute_logger(RULES, "odoo.addons.base.models.ir_model")
    def test_customer_users_read_nothing(self):
        for user in (self.portal, self.env.ref("base.public_user")):
            with self.assertRaises(AccessError):
                self.given.with_user(user).read(["state"])
            with self.assertRaises(AccessError):
                self.solberg.with_user(user).read(["client_survey_state"])
            with self.assertRaises(AccessError):
                self.solberg.with_user(user).action_start_client_survey()

    @mute_logger(RULES)
    def test_opening_the_answers(self):
        action = self.given.with_user(self.viewer).action_open_client_survey_answers()
        self.assertIn(self.given.access_token, action["url"])
        for user in (self.assignee, self.officer):
            with self.assertRaises(AccessError):
                self.given.with_user(user).action_open_client_survey_answers()

    # === IN THE BROWSER === #

    @mute_logger(RULES)
    def test_the_page_with_the_answers(self):
        self.assertIn("Secret trade", self.page(self.viewer))
        self.assertIn("Secret trade", self.page(self.portal))
        # the link was passed on to somebody who may not see the customer
        self.assertNotIn("Secret trade", self.page(self.assignee))
        self.assertNotIn("Secret trade", self.page(self.officer))

    @mute_logger(RULES)
    def test_staff_fills_it_in_for_the_customer(self):
        self.given.write({"state": "new", "end_datetime": False})
        start = 'value="start"'
        self.assertIn(start, self.page(self.editor_with_password(), "start"))
        self.assertNotIn(start, self.page(self.viewer, "start"))
        self.assertNotIn(start, self.page(self.assignee, "start"))
        # the customer, who is not logged in
        self.assertIn(start, self.page(None, "start"))

    def editor_with_password(self):
        return new_test_user(
            self.env, "answers_editor", groups=groups("edit"), password="client_survey"
        )
