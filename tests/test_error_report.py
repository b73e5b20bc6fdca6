from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from odoo.addons.mail.tests.common import MailCase

from .test_customer_facility import FacilityCommon

VIEW = "customer_register.error_report_view_form"


class ErrorReportCommon(FacilityCommon, MailCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.email = "office@elmia.example.com"
        cls.contact.email = "maja@elmia.example.com"
        cls.technicians = [
            new_test_user(
                cls.env,
                login,
                groups="base.group_user,project.group_project_user",
            )
            for login in ("technician_1", "technician_2")
        ]
        cls.technician, cls.technician_2 = cls.technicians
        cls.customer.technician_ids = cls.technician
        cls.heat_pump, cls.boiler = cls.env["customer.service.object"].create(
            [
                {"name": "Heat Pump", "facility_id": cls.facility.id},
                {"name": "Boiler", "facility_id": cls.other_facility.id},
            ]
        )
        cls.project = cls.env.ref("customer_register.project_error_reports")

    def report(self, **values):
        return self.env["project.task"].create(
            {
                "name": "No heat",
                "is_error_report": True,
                "partner_id": self.customer.id,
                **values,
            }
        )


@tagged("post_install", "-at_install")
class TestErrorReport(ErrorReportCommon):
    # --- what it starts with ---

    def test_starts_in_the_project_and_first_stage(self):
        report = self.report()
        self.assertEqual(report.project_id, self.project)
        self.assertEqual(
            report.stage_id, self.env.ref("customer_register.error_report_stage_new")
        )
        self.assertEqual(report.partner_id, self.customer)
        self.env.flush_all()
        report.invalidate_recordset()
        self.assertEqual(report.partner_id, self.customer)

    def test_added_in_the_project_it_is_an_error_report(self):
        task = (
            self.env["project.task"]
            .with_context(default_project_id=self.project.id)
            .create({"name": "No heat", "partner_id": self.customer.id})
        )
        self.assertTrue(task.is_error_report)
        other = self.env["project.task"].create({"name": "Something else"})
        self.assertFalse(other.is_error_report)

    def test_customer_is_obligatory(self):
        with self.assertRaises(ValidationError):
            self.report(partner_id=False)
        with self.assertRaises(ValidationError):
            self.report().partner_id = False

    def test_keeps_its_customer_in_another_project(self):
        report = self.report()
        report.project_id = self.env["project.project"].create({"name": "Elsewhere"})
        self.env.flush_all()
        self.assertEqual(report.partner_id, self.customer)

    def test_done_stage_closes_and_reopens(self):
        report = self.report()
        report.stage_id = self.env.ref("customer_register.error_report_stage_done")
        self.assertTrue(report.is_closed)
        report.stage_id = self.env.ref("customer_register.error_report_stage_progress")
        self.assertFalse(report.is_closed)

    # --- facility ---

    def test_facility_of_another_customer_is_refused(self):
        with self.assertRaises(ValidationError):
            self.report(facility_id=self.other_facility.id)
        report = self.report(facility_id=self.facility.id)
        with self.assertRaises(ValidationError):
            report.facility_id = self.other_facility
        with self.assertRaises(ValidationError):
            report.write(
                {
                    "partner_id": self.other_customer.id,
                    "facility_id": self.facility.id,
                }
            )

    def test_facility_of_the_contacts_customer_is_taken(self):
        report = self.report(partner_id=self.contact.id, facility_id=self.facility.id)
        self.assertEqual(report.customer_id, self.customer)
        self.assertEqual(report.facility_id, self.facility)

    def test_facility_goes_with_the_customer(self):
        report = self.report(facility_id=self.facility.id)
        report.partner_id = self.other_customer
        self.assertFalse(report.facility_id)

    def test_obligatory_facility(self):
        self.customer.facility_required = True
        with self.assertRaises(ValidationError):
            self.report()
        report = self.report(facility_id=self.facility.id)
        with self.assertRaises(ValidationError):
            report.facility_id = False
        form = Form(self.new_report_environment(), VIEW)
        form.name = "No heat"
        form.partner_id = self.customer
        with self.assertRaises(AssertionError):
            form.save()
        form.facility_id = self.facility
        self.assertEqual(form.save().facility_id, self.facility)

    def test_disabled_facilities_are_not_obligatory(self):
        self.other_customer.write(
            {"facility_required": True, "facilities_disabled": True}
        )
        report = self.report(partner_id=self.other_customer.id)
        self.assertTrue(report)
        self.customer.facilities_disabled = True
        with self.assertRaises(ValidationError):
            self.report(facility_id=self.facility.id)

    def test_service_objects_of_the_facility_only(self):
        report = self.report(
            facility_id=self.facility.id,
            service_object_ids=[Command.link(self.heat_pump.id)],
        )
        with self.assertRaises(ValidationError):
            report.service_object_ids = self.boiler
        annex = self.add_facility()
        with self.assertRaises(ValidationError):
            report.facility_id = annex
        self.assertEqual(self.heat_pump.error_report_count, 1)
        self.assertEqual(self.facility.error_report_count, 1)

    def test_form_drops_objects_of_another_customer(self):
        form = Form(self.new_report_environment(), VIEW)
        form.name = "No heat"
        form.partner_id = self.customer
        form.service_object_ids.add(self.heat_pump)
        self.assertEqual(form.facility_id, self.facility)
        form.partner_id = self.other_customer
        self.assertFalse(form.facility_id)
        self.assertFalse(form.service_object_ids.ids)

    def test_reported_by_a_person_of_the_customer(self):
        report = self.report(reported_by_id=self.contact.id)
        with self.assertRaises(ValidationError):
            report.reported_by_id = self.other_customer

    # --- archived customer ---

    def test_archived_customer_gets_no_error_report(self):
        old = self.report()
        elsewhere = self.report(partner_id=self.other_customer.id)
        task = self.env["project.task"].create(
            {
                "name": "Task",
                "project_id": self.project.id,
                "partner_id": self.customer.id,
                "is_error_report": False,
            }
        )
        self.customer.action_archive()
        for way in (
            lambda: self.report(),
            lambda: self.report(partner_id=self.contact.id),
            lambda: elsewhere.write({"partner_id": self.customer.id}),
            lambda: task.write({"is_error_report": True}),
            lambda: old.copy(),
        ):
            with self.assertRaises(ValidationError):
                way()
        # what is there can be finished
        old.write({"name": "Fixed", "partner_id": self.customer.id})
        old.stage_id = self.env.ref("customer_register.error_report_stage_done")
        self.assertTrue(old.is_closed)

    # --- technicians ---

    def test_technicians_get_the_report_and_are_notified(self):
        with self.mock_mail_gateway():
            report = self.report()
        self.assertEqual(report.user_ids, self.technician)
        notified = self.messages(report).notification_ids.res_partner_id
        self.assertEqual(notified, self.technician.partner_id)
        self.assertIn(self.technician.partner_id, report.message_partner_ids)

    def test_technicians_of_the_contacts_customer(self):
        self.assertEqual(
            self.report(partner_id=self.contact.id).user_ids, self.technician
        )

    def test_given_assignees_stay(self):
        self.assertEqual(
            self.report(user_ids=[Command.set(self.technician_2.ids)]).user_ids,
            self.technician_2,
        )
        self.assertFalse(self.report(user_ids=[]).user_ids)

    def test_technicians_who_left_get_nothing(self):
        self.customer.technician_ids = self.technician | self.technician_2
        self.technician_2.active = False
        self.assertEqual(self.report().user_ids, self.technician)

    def test_ordinary_tasks_have_no_technicians(self):
        task = self.env["project.task"].create(
            {
                "name": "Task",
                "project_id": self.project.id,
                "partner_id": self.customer.id,
                "is_error_report": False,
            }
        )
        self.assertNotIn(self.technician, task.user_ids)

    def test_form_shows_the_technicians(self):
        form = Form(self.new_report_environment(), VIEW)
        form.name = "No heat"
        form.partner_id = self.customer
        self.assertEqual(form.user_ids.ids, self.technician.ids)
        form.partner_id = self.other_customer
        self.assertFalse(form.user_ids.ids)

    # --- the customer hears nothing ---

    def test_customer_gets_no_mail_and_does_not_follow(self):
        self.project.message_subscribe((self.customer | self.contact).ids)
        with self.mock_mail_gateway():
            report = self.report(
                partner_id=self.contact.id, reported_by_id=self.contact.id
            )
            report.user_ids = self.technician_2
            report.stage_id = self.env.ref(
                "customer_register.error_report_stage_progress"
            )
            report.stage_id = self.env.ref("customer_register.error_report_stage_done")
            self.env.flush_all()
        outsiders = self.customer | self.contact
        self.assertFalse(report.message_partner_ids & outsiders)
        messages = self.messages(report)
        self.assertIn(
            self.technician_2.partner_id, messages.notification_ids.res_partner_id
        )
        self.assertFalse(messages.notification_ids.res_partner_id & outsiders)
        mails = (
            self.env["mail.mail"]
            .sudo()
            .search([("mail_message_id", "in", messages.ids)])
        )
        self.assertFalse(mails.recipient_ids & outsiders)
        addresses = [address for mail in self._mails for address in mail["email_to"]]
        self.assertNotIn("elmia.example.com", " ".join(addresses))

    def test_customer_user_who_reports_does_not_follow(self):
        portal = new_test_user(self.env, "reporter", groups="base.group_portal")
        portal.partner_id.parent_id = self.customer
        report = (
            self.env["project.task"]
            .with_user(portal)
            .sudo()
            .create(
                {
                    "name": "No heat",
                    "is_error_report": True,
                    "partner_id": portal.partner_id.id,
                }
            )
        )
        self.assertEqual(report.user_ids, self.technician)
        self.assertNotIn(portal.partner_id, report.message_partner_ids)

    def test_portal_does_not_see_the_report(self):
        portal = new_test_user(self.env, "looker", groups="base.group_portal")
        portal.partner_id.parent_id = self.customer
        report = self.report(partner_id=portal.partner_id.id)
        found = self.env["project.task"].with_user(portal).search([])
        self.assertNotIn(report, found)
        with self.assertRaises(AccessError):
            report.with_user(portal).read(["facility_id"])

    # --- the machinery ---

    def test_companies_customers_stay_in_their_company(self):
        self.other_customer.company_id = self.env.company
        report = self.report(partner_id=self.other_customer.id)
        self.assertEqual(report.company_id, self.env.company)
        report.partner_id = self.customer
        self.assertFalse(report.company_id)

    def messages(self, report):
        return (
            self.env["mail.message"]
            .sudo()
            .search([("model", "=", "project.task"), ("res_id", "=", report.id)])
        )

    def new_report_environment(self):
        return self.env["project.task"].with_context(
            default_is_error_report=True, default_project_id=self.project.id
        )
