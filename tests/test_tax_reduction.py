"""Tax reduction data of Swedish customers: validated and protected.

Sources: seeds/001_89ddd0bb9fc3d60e.txt, "Tax reduction"; Skatteverket's file for ROT
and RUT requests, version 6.0. Personal numbers are test numbers that Skatteverket
publishes as open data.
"""

from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

ADULT = "196408233234"
OTHER_ADULT = "189001019802"
ASSOCIATION = "769600-0004"


@tagged("post_install", "-at_install")
class TestTaxReduction(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.env["res.partner"].create(
            {
                "name": "Private",
                "customer_rank": 1,
                "country_id": cls.env.ref("base.se").id,
            }
        )
        cls.editor = new_test_user(
            cls.env,
            "tax_editor",
            groups="customer_register.group_customer_edit,base.group_partner_manager",
        )

    def add_person(self, number=ADULT, **values):
        return self.env["customer.tax.reduction.person"].create(
            {
                "partner_id": self.customer.id,
                "name": "Siri",
                "personal_identity_number": number,
                **values,
            }
        )

    # === DWELLING === #

    def test_type_is_none_by_default(self):
        self.assertEqual(self.customer.tax_reduction_type, "none")

    def test_rot_needs_a_dwelling(self):
        for kind in ("rot", "green"):
            with self.subTest(kind=kind), self.assertRaises(ValidationError):
                self.customer.tax_reduction_type = kind
        self.customer.tax_reduction_type = "rut"

    def test_house_or_apartment(self):
        self.customer.write(
            {"tax_reduction_type": "rot", "property_designation": " Storön 1:23 "}
        )
        self.assertEqual(self.customer.property_designation, "Storön 1:23")
        with self.assertRaisesRegex(ValidationError, "either"):
            self.customer.write(
                {"housing_association_number": ASSOCIATION, "apartment_number": "1102"}
            )
        self.customer.write(
            {
                "property_designation": False,
                "housing_association_number": ASSOCIATION,
                "apartment_number": "1102",
            }
        )
        self.assertEqual(self.customer.housing_association_number, "7696000004")
        with self.assertRaises(ValidationError):
            self.customer.apartment_number = False

    def test_wrong_association_number(self):
        with self.assertRaisesRegex(ValidationError, "Housing association"):
            self.customer.housing_association_number = "769600-0001"

    def test_lengths_of_skatteverkets_file(self):
        self.customer.property_designation = "x" * 40
        with self.assertRaisesRegex(ValidationError, "40"):
            self.customer.property_designation = "x" * 41
        self.customer.property_designation = False
        with self.assertRaisesRegex(ValidationError, "25"):
            self.customer.apartment_number = "1" * 26

    # === PERSONS === #

    def test_number_is_stored_in_one_form_and_masked(self):
        person = self.add_person("640823-3234")
        self.assertEqual(person.sudo().personal_identity_number, ADULT)
        masked = person.personal_identity_number_masked
        self.assertFalse(set(masked) & set("0123456789"))

    def test_wrong_number(self):
        with self.assertRaises(ValidationError):
            self.add_person("196408233235")

    def test_too_young(self):
        with freeze_time(date(1981, 12, 31)), self.assertRaises(ValidationError):
            self.add_person()
        with freeze_time(date(1982, 1, 1)):
            self.add_person()

    def test_person_once_per_customer(self):
        self.add_person(share=50)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.add_person("640823-3234", share=50)

    def test_shares(self):
        self.add_person(share=60)
        with self.assertRaises(ValidationError) as refusal:
            self.add_person(OTHER_ADULT, share=50)
        self.assertIn("110 %", str(refusal.exception))
        self.add_person(OTHER_ADULT, share=40)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.customer.tax_reduction_person_ids[0].share = -1

    def test_number_cannot_be_read(self):
        person = self.add_person().with_user(self.editor)
        Person = person.browse()
        with self.assertRaises(AccessError):
            person.read(["personal_identity_number"])
        with self.assertRaises(AccessError):
            Person.search([("personal_identity_number", "=like", "1964%")])
        with self.assertRaises(AccessError):
            Person.search([], order="personal_identity_number")
        with self.assertRaises(AccessError):
            Person._read_group([], ["personal_identity_number"])
        self.assertNotIn("personal_identity_number", Person.fields_get())
        text = str(person.read()) + str(
            person.sudo().export_data(["name", "personal_identity_number_masked"])
        )
        self.assertNotIn(ADULT[2:], text)

    def test_number_can_be_entered_and_an_exported_mask_changes_nothing(self):
        person = self.add_person().with_user(self.editor)
        person.personal_identity_number_masked = "18900101-9802"
        self.assertEqual(person.sudo().personal_identity_number, OTHER_ADULT)
        person.personal_identity_number_masked = person.personal_identity_number_masked
        self.assertEqual(person.sudo().personal_identity_number, OTHER_ADULT)

    def test_portal_user_reads_nothing(self):
        portal = new_test_user(self.env, "tax_portal", groups="base.group_portal")
        person = self.add_person()
        with self.assertRaises(AccessError):
            person.with_user(portal).read(["name"])
        partner = portal.partner_id.with_user(portal)
        for name in (
            "tax_reduction_type",
            "property_designation",
            "housing_association_number",
            "apartment_number",
            "tax_reduction_person_ids",
        ):
            with self.subTest(field=name), self.assertRaises(AccessError):
                partner.read([name])

    def test_history_without_numbers(self):
        person = self.add_person(share=50)
        person.share = 40
        person.personal_identity_number = OTHER_ADULT
        person.unlink()
        self.env.flush_all()
        self.cr.flush()
        history = self.env["customer.history"].search(
            [("partner_id", "=", self.customer.id)]
        )
        lines = history.mapped("change")
        self.assertIn("Added: Tax Reduction Person: Siri, 50 %", lines)
        self.assertIn("Removed: Tax Reduction Person: Siri, 40 %", lines)
        [share] = history.filtered(lambda row: row.change == "Share %")
        self.assertEqual((share.old_value, share.new_value), ("50", "40"))
        self.assertEqual(share.subject, "Tax Reduction Person: Siri")
        self.assertEqual(share.user_id, self.env.user)
        self.assertNotIn(ADULT[2:8], str(history.read()))

    def test_other_company_sees_nothing(self):
        person = self.add_person()
        company = self.env["res.company"].create({"name": "Other"})
        self.customer.company_id = self.env.company
        stranger = new_test_user(
            self.env,
            "tax_stranger",
            groups="customer_register.group_customer_edit",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        self.assertFalse(person.with_user(stranger).search([("id", "=", person.id)]))

    # === FORM === #

    def test_page_depends_on_the_setting(self):
        view = "customer_register.res_partner_customer_view_form"
        self.env.company.customer_use_tax_reduction = True
        with Form(self.customer.with_user(self.editor), view=view) as form:
            form.tax_reduction_type = "rot"
            form.property_designation = "Storön 1:23"
            with form.tax_reduction_person_ids.new() as person:
                person.name = "Siri"
                person.personal_identity_number_masked = "19640823-3234"
        person = self.customer.tax_reduction_person_ids
        self.assertEqual(person.sudo().personal_identity_number, ADULT)
        self.assertEqual(person.share, 100)

    def test_same_number_of_queries_for_10_and_100(self):
        def check(count):
            partners = self.env["res.partner"].create(
                [{"name": f"P{number}"} for number in range(count)]
            )
            self.env.flush_all()
            start = self.cr.sql_log_count
            self.env["customer.tax.reduction.person"].with_context(
                tracking_disable=True
            ).create(
                [
                    {
                        "partner_id": partner.id,
                        "name": "Siri",
                        "personal_identity_number": ADULT,
                    }
                    for partner in partners
                ]
            )
            self.env.flush_all()
            return self.cr.sql_log_count - start

        check(1)
        self.assertEqual(check(10), check(100))
