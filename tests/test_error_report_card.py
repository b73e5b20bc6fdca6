from odoo.tests import Form, tagged

from .test_error_report import ErrorReportCommon


@tagged("post_install", "-at_install")
class TestErrorReportCard(ErrorReportCommon):
    # --- the card ---

    def test_counts_include_the_contacts_reports(self):
        self.report()
        self.report(partner_id=self.contact.id)
        self.report().stage_id = self.env.ref(
            "customer_register.error_report_stage_done"
        )
        self.assertEqual(self.customer.error_report_count, 3)
        self.assertEqual(self.customer.open_error_report_count, 2)
        self.assertEqual(len(self.customer.error_report_ids), 3)
        action = self.customer.action_view_error_reports()
        self.assertEqual(self.env["project.task"].search_count(action["domain"]), 3)

    def test_card_lists_the_ten_newest(self):
        reports = self.env["project.task"]
        for _index in range(11):
            reports |= self.report()
        reports |= self.report(partner_id=self.contact.id)
        self.report(partner_id=self.other_customer.id)
        newest = self.customer.newest_error_report_ids
        self.assertEqual(newest.ids, reports.ids[:1:-1])
        action = self.customer.action_view_error_reports()
        self.assertEqual(self.env["project.task"].search_count(action["domain"]), 12)
        self.assertEqual(self.customer.error_report_count, 12)

    def test_add_button_fills_in_what_is_known(self):
        action = self.customer.action_add_error_report()
        form = Form(
            self.env["project.task"].with_context(**action["context"]),
            self.env["ir.ui.view"].browse(action["views"][0][0]),
        )
        form.name = "No heat"
        report = form.save()
        self.assertTrue(report.is_error_report)
        self.assertEqual(report.project_id, self.project)
        self.assertEqual(report.partner_id, self.customer)
        self.assertEqual(report.facility_id, self.facility)
        self.assertEqual(report.user_ids, self.technician)

    def test_add_button_of_a_contact_with_several_facilities(self):
        self.add_facility()
        context = self.contact.action_add_error_report()["context"]
        self.assertNotIn("default_facility_id", context)
        self.assertEqual(context["default_partner_id"], self.customer.id)
        self.assertEqual(context["default_reported_by_id"], self.contact.id)

    # --- lists ---

    def test_facility_name_instead_of_customer(self):
        report = self.report(facility_id=self.facility.id)
        without = self.report()
        self.assertEqual(report.customer_or_facility_name, self.customer.display_name)
        self.env.company.customer_show_facility_name = True
        self.env.invalidate_all()  # as the next request does
        self.assertEqual(report.customer_or_facility_name, "North School")
        self.assertEqual(without.customer_or_facility_name, self.customer.display_name)
        found = self.env["project.task"].search(
            [("customer_or_facility_name", "ilike", "north sch")]
        )
        self.assertEqual(found, report)

    # --- many at once ---

    def test_list_takes_the_same_queries_for_any_number(self):
        reports = self.env["project.task"].create(
            [
                {
                    "name": f"Report {number}",
                    "is_error_report": True,
                    "partner_id": self.customer.id,
                    "facility_id": self.facility.id,
                    "user_ids": [],
                }
                for number in range(100)
            ]
        )
        names = [
            "customer_or_facility_name",
            "is_facility_required",
            "is_facility_hidden",
        ]

        def queries(records):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.read(names)
            return self.env.cr.sql_log_count - before

        queries(reports)  # what is cached for all
        self.assertEqual(queries(reports[:10]), queries(reports))
