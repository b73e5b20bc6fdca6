"""What customer users do in the portal, and what staff learns of it."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, tagged

from .customer_portal_common import PIXEL, CustomerPortalMixin


@tagged("post_install", "-at_install")
class TestCustomerPortal(CustomerPortalMixin, TransactionCase):
    def door(self, user):
        return self.env["customer.portal"].with_user(user)

    def submit(self, user, files=(), **values):
        form = {"name": "No heat", "facility_id": str(self.tower.id), **values}
        report = self.door(user)._submit_error_report(form, files)
        return self.env["project.task"].browse(report.id)

    def mails(self, partner):
        return self.env["mail.mail"].search([("recipient_ids", "in", partner.ids)])

    # === ERROR REPORTS === #

    def test_error_report(self):
        thing = self.tower.service_object_ids
        report = self.submit(
            self.limited,
            [("photo.png", PIXEL), ("note.txt", b"text")],
            service_object_id=str(thing.id),
            description="Cold\nsince Monday",
            priority="3",
        )
        self.assertRecordValues(
            report,
            [
                {
                    "is_error_report": True,
                    "project_id": self.env.ref(
                        "customer_register.project_error_reports"
                    ).id,
                    "partner_id": self.customer.id,
                    "facility_id": self.tower.id,
                    "service_object_ids": thing.ids,
                    "user_ids": self.technician.ids,
                    "reported_by_id": self.limited.partner_id.id,
                    "priority": "3",
                }
            ],
        )
        self.assertIn("Cold<br", report.description)
        self.assertEqual(
            report.message_ids.attachment_ids.sorted("name").mapped("mimetype"),
            ["text/plain", "image/png"],
        )
        self.assertIn(
            self.technician.partner_id, report.message_ids.notified_partner_ids
        )
        [thanks] = self.mails(self.limited.partner_id)
        self.assertIn("received your error report", thanks.subject)

    def test_service_object_brings_its_facility(self):
        report = self.submit(
            self.boss,
            facility_id="",
            service_object_id=str(self.garage.service_object_ids.id),
        )
        self.assertEqual(report.facility_id, self.garage)
        with self.assertRaisesRegex(UserError, "Own Garage"):
            self.submit(
                self.boss, service_object_id=str(self.garage.service_object_ids.id)
            )

    def test_what_is_missing(self):
        with self.assertRaisesRegex(UserError, "what is wrong"):
            self.submit(self.boss, name=" ")
        self.customer.facility_required = True
        with self.assertRaisesRegex(UserError, "Choose the facility"):
            self.submit(self.boss, facility_id="")

    def test_without_technician_the_responsible_person_is_told(self):
        self.customer.technician_ids = False
        self.submit(self.boss)
        told = self.env["mail.message"].search(
            [("subject", "ilike", "without a technician")]
        )
        self.assertEqual(told.notified_partner_ids, self.seller.partner_id)

    def test_answers_go_both_ways(self):
        report = self.submit(self.boss)
        report.with_user(self.technician).message_post(
            body="We come today",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertIn(self.boss.partner_id, report.message_ids[0].notified_partner_ids)
        report.with_user(self.technician).message_post(
            body="Difficult customer",
            message_type="comment",
            subtype_xmlid="mail.mt_note",
        )
        self.door(self.boss)._answer_error_report(
            report.id, "Thanks", [("a.png", PIXEL)]
        )
        self.assertIn(
            self.technician.partner_id, report.message_ids[0].notified_partner_ids
        )
        shown = self.door(self.boss)._conversation(report.sudo())
        texts = shown.mapped(lambda message: str(message.body.striptags()))
        self.assertEqual(texts, ["We come today", "Thanks"])
        self.assertEqual(shown[-1].author_id, self.boss.partner_id)

    def test_colleagues_see_each_others(self):
        report = self.submit(self.boss)
        self.assertEqual(self.door(self.limited)._error_reports(), report.sudo())
        with self.assertRaises(AccessError):
            self.door(self.guest)._error_reports()

    def test_staff_has_no_such_pages(self):
        with self.assertRaises(AccessError):
            self.door(self.technician)._facilities()

    # === FACILITIES AND DOCUMENTS === #

    def test_facilities(self):
        self.assertEqual(
            self.door(self.boss)._facilities(), (self.tower | self.garage).sorted()
        )
        self.assertEqual(self.door(self.limited)._facilities(), self.tower)
        self.assertEqual(
            self.door(self.limited)._service_objects(), self.tower.service_object_ids
        )
        self.assertEqual(
            self.door(self.limited)._service_orders().ids, self.tower_order.ids
        )

    def test_documents(self):
        general = self._new_document(self.customer)
        of_tower = self._new_document(self.customer, facility_id=self.tower.id)
        self._new_document(self.customer, visible_to_customer=False)
        self._new_document(self.other)
        self.assertEqual(self.door(self.boss)._documents(), general | of_tower)
        self.assertEqual(self.door(self.limited)._documents(), of_tower)

    def test_upload(self):
        folder = self.env["customer.document.folder"].create({"name": "Protocols"})
        document = self.door(self.boss)._upload_documents(
            [("a.pdf", b"%PDF-1.4 a")], str(folder.id), str(self.tower.id)
        )
        self.assertRecordValues(
            document,
            [
                {
                    "partner_id": self.customer.id,
                    "folder_id": folder.id,
                    "facility_id": self.tower.id,
                    "visible_to_customer": True,
                    "create_uid": self.boss.id,
                }
            ],
        )
        self.assertIn("a.pdf", self.customer.message_ids[0].body)
        self.rights_of(self.boss).write(
            {
                "facility_scope": "some",
                "facility_ids": [Command.set(self.tower.ids)],
            }
        )
        with self.assertRaisesRegex(UserError, "Choose the facility"):
            self.door(self.boss)._upload_documents([("b.pdf", b"%PDF-1.4 b")])

    # === COMPANY AND CONTACTS === #

    def told(self):
        return self.env["mail.message"].search(
            [("subject", "ilike", "changed information of Own Company")]
        )

    def test_company_is_changed_tracked_and_told(self):
        self.door(self.boss)._edit_company(
            {"phone": "+46 8 999", "city": "Uppsala", "email": "own@example.com"}
        )
        self.cr.flush()
        self.env.cr.precommit.run()
        self.assertEqual(self.customer.city, "Uppsala")
        tracked = self.customer.message_ids.tracking_value_ids
        self.assertIn("+46 8 999", tracked.mapped("new_value_char"))
        told = self.told()
        self.assertEqual(told.notified_partner_ids, self.seller.partner_id)
        self.assertIn("Uppsala", told.body)
        self.assertNotIn("own@example.com", told.body)

    def test_nothing_changed_tells_nobody(self):
        self.door(self.boss)._edit_company({"phone": self.customer.phone})
        self.assertFalse(self.told())

    def test_wrong_values(self):
        with self.assertRaisesRegex(UserError, "not an e-mail address"):
            self.door(self.boss)._edit_company({"email": "nobody"})
        with self.assertRaisesRegex(UserError, "Enter a name"):
            self.door(self.boss)._add_contact({"name": ""})

    def test_contacts(self):
        door = self.door(self.boss)
        contact = door._add_contact({"name": "Nils", "email": "nils@own.example.com"})
        self.assertEqual(contact.parent_id, self.customer)
        self.assertIn(contact, door._contacts())
        door._edit_contact(contact.id, {"name": "Nils Ek", "phone": "+46 70 1"})
        self.assertEqual(contact.name, "Nils Ek")
        door._remove_contact(contact.id)
        self.assertFalse(contact.active)
        self.assertEqual(len(self.told()), 3)

    def test_rights_are_needed(self):
        door = self.door(self.limited)
        for attempt in (
            lambda: door._edit_company({"phone": "1"}),
            lambda: door._add_contact({"name": "X"}),
            lambda: door._edit_contact(self.boss.partner_id.id, {"name": "X"}),
            lambda: door._remove_contact(self.guest.partner_id.id),
            lambda: door._upload_documents([("a.pdf", b"%PDF-1.4")]),
        ):
            with self.assertRaises(AccessError):
                attempt()

    # === COST === #

    def test_as_many_queries_for_many(self):
        def queries():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            reports = self.door(self.boss)._error_reports()
            reports.mapped("facility_id.name")
            reports.mapped("stage_id.name")
            return self.env.cr.sql_log_count - before

        for _time in range(10):
            self._new_report(self.tower)
        queries()
        few = queries()
        for _time in range(90):
            self._new_report(self.garage)
        self.assertEqual(queries(), few)
