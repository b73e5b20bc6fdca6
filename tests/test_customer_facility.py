from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger


class FacilityCommon(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.env["res.partner"].create(
            {
                "name": "Elmia Fastigheter",
                "is_company": True,
                "customer_rank": 1,
                "street": "Storgatan 1",
                "zip": "553 05",
                "city": "Jönköping",
            }
        )
        cls.other_customer = cls.env["res.partner"].create(
            {"name": "Nordvik Bygg", "is_company": True, "customer_rank": 1}
        )
        cls.contact = cls.env["res.partner"].create(
            {"name": "Maja Lind", "parent_id": cls.customer.id, "type": "contact"}
        )
        cls.facility = cls.env["customer.facility"].create(
            {"name": "North School", "partner_id": cls.customer.id}
        )
        cls.other_facility = cls.env["customer.facility"].create(
            {"name": "Harbour", "partner_id": cls.other_customer.id}
        )

    def add_facility(self, **values):
        return self.env["customer.facility"].create(
            {"name": "Annex", "partner_id": self.customer.id, **values}
        )


@tagged("post_install", "-at_install")
class TestFacility(FacilityCommon):
    # --- address ---

    def test_address_starts_with_the_customers_own(self):
        self.assertRecordValues(
            self.facility,
            [{"street": "Storgatan 1", "zip": "553 05", "city": "Jönköping"}],
        )

    def test_address_starts_with_the_visiting_address(self):
        self.env["res.partner"].create(
            {
                "parent_id": self.customer.id,
                "type": "visiting",
                "street": "Bakgatan 9",
                "city": "Huskvarna",
            }
        )
        facility = self.add_facility()
        self.assertRecordValues(
            facility, [{"street": "Bakgatan 9", "zip": False, "city": "Huskvarna"}]
        )

    def test_given_address_is_not_mixed_with_the_customers(self):
        facility = self.add_facility(street="Sjövägen 4")
        self.assertRecordValues(
            facility, [{"street": "Sjövägen 4", "zip": False, "city": False}]
        )

    def test_address_of_its_own_stays_when_the_customer_moves(self):
        self.customer.street = "Nygatan 2"
        self.assertEqual(self.facility.street, "Storgatan 1")

    def test_form_follows_the_customer_until_saved(self):
        form = Form(self.env["customer.facility"])
        form.name = "Depot"
        form.partner_id = self.other_customer
        form.partner_id = self.customer
        self.assertEqual(form.street, "Storgatan 1")
        form.street = "Egen väg 1"
        self.assertEqual(form.save().street, "Egen väg 1")

    # --- names ---

    @mute_logger("odoo.sql_db")
    def test_name_is_unique_per_customer(self):
        for name in ("North School", "  north   SCHOOL "):
            with self.subTest(name=name), self.assertRaises(IntegrityError):
                self.add_facility(name=name)
        self.assertTrue(self.add_facility(name="North School Annex"))

    @mute_logger("odoo.sql_db")
    def test_renaming_to_a_taken_name_is_refused(self):
        annex = self.add_facility()
        with self.assertRaises(IntegrityError):
            annex.name = "NORTH school"
            self.env.flush_all()

    def test_name_is_free_for_other_customers_and_after_archiving(self):
        self.assertTrue(
            self.add_facility(name="North School", partner_id=self.other_customer.id)
        )
        self.facility.action_archive()
        self.assertTrue(self.add_facility(name="North School"))

    def test_unique_index_is_in_the_database(self):
        self.env.cr.execute(
            "SELECT 1 FROM pg_indexes WHERE indexname = 'customer_facility_name_uniq'"
        )
        self.assertTrue(self.env.cr.fetchone())

    def test_copy_gets_a_name_of_its_own(self):
        self.assertNotEqual(self.facility.copy().name, self.facility.name)

    # --- customers only, and those that may have facilities ---

    def test_contacts_have_no_facilities(self):
        with self.assertRaises(ValidationError):
            self.add_facility(partner_id=self.contact.id)
        with self.assertRaises(ValidationError):
            self.facility.partner_id = self.contact

    def test_disabled_facilities_are_refused_by_any_way(self):
        archived = self.add_facility(name="Old")
        archived.active = False
        self.customer.facilities_disabled = True
        with self.assertRaises(ValidationError):
            self.add_facility()
        with self.assertRaises(ValidationError):
            self.other_facility.partner_id = self.customer
        with self.assertRaises(ValidationError):
            archived.active = True
        with self.assertRaises(ValidationError):
            self.customer.facility_ids = [Command.create({"name": "By the card"})]
        with self.assertRaises(ValidationError):
            self.facility.copy()

    def test_existing_facilities_stay_editable_when_disabled(self):
        self.customer.facilities_disabled = True
        self.facility.write({"city": "Gränna", "partner_id": self.customer.id})
        self.assertEqual(self.facility.city, "Gränna")

    def test_contact_person_belongs_to_the_customer(self):
        self.facility.contact_id = self.contact
        with self.assertRaises(ValidationError):
            self.other_facility.contact_id = self.contact

    # --- moving and archiving ---

    def test_unused_facility_can_move(self):
        self.facility.partner_id = self.other_customer
        self.assertEqual(self.other_customer.facility_count, 2)

    def test_used_facility_stays_with_its_customer(self):
        self.env["project.task"].create(
            {
                "name": "Leak",
                "is_error_report": True,
                "partner_id": self.customer.id,
                "facility_id": self.facility.id,
            }
        ).action_archive()
        with self.assertRaises(ValidationError):
            self.facility.partner_id = self.other_customer
        self.facility.partner_id = self.customer  # no change, no refusal

    def test_archiving_the_customer_keeps_its_facilities(self):
        self.customer.action_archive()
        self.assertTrue(self.facility.active)
        found = self.env["customer.facility"].search(
            [("partner_id.active", "=", True), ("id", "=", self.facility.id)]
        )
        self.assertFalse(found)

    def test_merging_customers_keeps_all_facilities(self):
        twin = self.add_facility(name="NORTH school", partner_id=self.other_customer.id)
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (self.customer | self.other_customer).ids, self.customer
        )
        facilities = self.customer.facility_ids
        self.assertEqual(len(facilities), 3)
        self.assertEqual(self.facility.name, "North School")
        self.assertEqual(twin.name, "NORTH school (2)")

    # --- finding ---

    def test_name_search(self):
        self.facility.write({"unit_number": "H0201", "city": "Bankeryd"})
        for text in ("north", "H0201", "banker", "Elmia"):
            with self.subTest(text=text):
                found = self.env["customer.facility"].name_search(text)
                self.assertIn(
                    self.facility.id, [facility_id for facility_id, _ in found]
                )
        self.assertEqual(self.facility.display_name, "North School (H0201)")

    def test_customer_is_found_by_facility(self):
        found = self.env["res.partner"].search(
            [("is_customer", "=", True), ("facility_ids.name", "ilike", "north sch")]
        )
        self.assertEqual(found, self.customer)

    # --- history ---

    def test_changes_are_in_the_history(self):
        self.flush_tracking()
        self.facility.write({"city": "Gränna", "description": "Key at the desk"})
        self.flush_tracking()
        tracked = self.facility.message_ids.sudo().tracking_value_ids
        self.assertEqual(set(tracked.field_id.mapped("name")), {"city", "description"})
        city = tracked.filtered(lambda value: value.field_id.name == "city")
        self.assertEqual(
            (city.old_value_char, city.new_value_char), ("Jönköping", "Gränna")
        )

    def flush_tracking(self):
        self.env.flush_all()
        self.env.cr.flush()

    # --- who may ---

    def test_viewer_reads_only(self):
        user = new_test_user(
            self.env,
            "facility_viewer",
            groups="base.group_user,customer_register.group_customer_view",
        )
        facility = self.facility.with_user(user)
        self.assertEqual(facility.name, "North School")
        with self.assertRaises(AccessError):
            facility.name = "South School"
        with self.assertRaises(AccessError):
            facility.unlink()
        with self.assertRaises(AccessError):
            facility.copy()

    def test_editor_changes(self):
        user = new_test_user(
            self.env,
            "facility_editor",
            groups="base.group_user,customer_register.group_customer_edit",
        )
        self.facility.with_user(user).name = "South School"
        self.assertEqual(self.facility.name, "South School")

    def test_portal_reads_nothing(self):
        user = new_test_user(self.env, "facility_portal", groups="base.group_portal")
        with self.assertRaises(AccessError):
            self.facility.with_user(user).read(["name"])
        with self.assertRaises(AccessError):
            self.env["customer.service.object"].with_user(user).search([])
        for name in ("facility_ids", "facility_count", "error_report_ids"):
            with self.subTest(field=name), self.assertRaises(AccessError):
                user.partner_id.with_user(user).read([name])

    def test_other_companies_facilities_are_hidden(self):
        company = self.env["res.company"].create({"name": "Another Company"})
        self.other_customer.company_id = company
        user = new_test_user(
            self.env,
            "facility_company",
            groups="base.group_user,customer_register.group_customer_view",
        )
        visible = self.env["customer.facility"].with_user(user).search([])
        self.assertIn(self.facility, visible)
        self.assertNotIn(self.other_facility, visible)

    # --- many at once ---

    def test_counts_take_the_same_queries_for_any_number(self):
        customers = self.env["res.partner"].create(
            [
                {"name": f"Counted {number}", "is_company": True, "customer_rank": 1}
                for number in range(100)
            ]
        )
        facilities = self.env["customer.facility"].create(
            [{"name": "Only", "partner_id": customer.id} for customer in customers]
        )
        self.assertEqual(self.count_queries(customers[:10]), 2)
        self.assertEqual(self.count_queries(customers), 2)
        self.assertEqual(
            self.count_facility_queries(facilities[:10]),
            self.count_facility_queries(facilities),
        )

    def count_queries(self, customers):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        customers.mapped("facility_count")
        customers.mapped("error_report_count")
        return self.env.cr.sql_log_count - before

    def count_facility_queries(self, facilities):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        facilities.mapped("service_object_count")
        facilities.mapped("error_report_count")
        return self.env.cr.sql_log_count - before

    def test_creating_many_takes_no_query_per_facility(self):
        customer = self.other_customer
        values = [
            {"name": f"Flat {number}", "partner_id": customer.id}
            for number in range(110)
        ]
        facilities = self.env["customer.facility"].with_context(tracking_disable=True)
        facilities.create({"name": "Warm up", "partner_id": customer.id})

        def queries(batch):
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            facilities.create(batch)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        self.assertEqual(queries(values[:10]), queries(values[10:]))


@tagged("post_install", "-at_install")
class TestServiceObject(FacilityCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.heat_pump = cls.env["customer.service.object"].create(
            {
                "name": "Heat Pump",
                "facility_id": cls.facility.id,
                "serial_number": "HP-77",
            }
        )

    def test_follows_the_facilitys_customer(self):
        self.assertEqual(self.heat_pump.partner_id, self.customer)
        self.facility.partner_id = self.other_customer
        self.assertEqual(self.heat_pump.partner_id, self.other_customer)

    @mute_logger("odoo.sql_db")
    def test_serial_number_is_unique_at_a_facility(self):
        values = {"name": "Twin", "serial_number": " hp-77"}
        with self.assertRaises(IntegrityError):
            self.env["customer.service.object"].create(
                {**values, "facility_id": self.facility.id}
            )
        self.assertTrue(
            self.env["customer.service.object"].create(
                {**values, "facility_id": self.other_facility.id}
            )
        )

    def test_serial_number_elsewhere_gives_a_warning(self):
        new = self.env["customer.service.object"].new(
            {"serial_number": "hp-77", "facility_id": self.other_facility.id}
        )
        self.assertIn("Heat Pump", new._onchange_serial_number()["warning"]["message"])

    def test_several_objects_without_serial_number(self):
        objects = self.env["customer.service.object"].create(
            [
                {"name": "Filter", "facility_id": self.facility.id},
                {"name": "Filter", "facility_id": self.facility.id},
                {
                    "name": "Filter",
                    "facility_id": self.facility.id,
                    "serial_number": "",
                },
            ]
        )
        self.assertEqual(len(objects), 3)

    def test_warranty_ends_after_installation(self):
        with self.assertRaises(ValidationError):
            self.heat_pump.write(
                {"installation_date": "2025-05-01", "warranty_date": "2025-04-30"}
            )

    def test_found_by_serial_number(self):
        found = self.env["customer.service.object"].name_search("HP-7")
        self.assertEqual([object_id for object_id, _ in found], self.heat_pump.ids)
        self.assertEqual(self.heat_pump.display_name, "Heat Pump (HP-77)")

    @mute_logger("odoo.sql_db")
    def test_objects_in_error_reports_are_kept(self):
        self.env["project.task"].create(
            {
                "name": "Noise",
                "is_error_report": True,
                "partner_id": self.customer.id,
                "service_object_ids": [Command.link(self.heat_pump.id)],
            }
        )
        with self.assertRaises(IntegrityError):
            self.heat_pump.unlink()
