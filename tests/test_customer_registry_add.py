"""What becomes of a company that a registry has found."""

import datetime

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, TransactionCase, new_test_user, tagged

from .registry_customer import EQUINOR
from .registry_server import Reply
from .test_customer_registry_lookup import LookupMixin

BANKRUPT = "918124306"


class AddCase(LookupMixin, TransactionCase):
    def line(self, query=EQUINOR, **values):
        return self.lookup(query, **values).line_ids[:1]


@tagged("post_install", "-at_install")
class TestAddCompany(AddCase):
    def test_review_shows_what_the_registry_says(self):
        line = self.line()
        action = line.action_choose()
        self.assertEqual((action["res_model"], action["res_id"]), (line._name, line.id))
        self.assertEqual(line.number, EQUINOR)
        self.assertEqual(line.vat, "NO923609016MVA")
        self.assertIn("Forusbeen 50", line.visiting_address)
        self.assertIn("4035 STAVANGER", line.visiting_address)
        self.assertIn("Postboks", line.mail_address)
        self.assertEqual(line.einvoice_address, "0192:923609016")
        self.assertIn("06.100", line.industry)
        self.assertIn("Brønnøysund", line.source)
        self.assertEqual(line.fetched_at.date(), datetime.date.today())
        self.assertFalse(line.warning)

    def test_add(self):
        line = self.line()
        line.action_choose()
        action = line.action_add()
        customer = self.partners.browse(action["res_id"])
        self.assertEqual(action["res_model"], "res.partner")
        self.assertEqual(
            action["views"],
            [
                (
                    self.env.ref("customer_register.res_partner_customer_view_form").id,
                    "form",
                )
            ],
        )
        self.assertRecordValues(
            customer,
            [
                {
                    "name": "EQUINOR ASA",
                    "is_customer": True,
                    "is_company": True,
                    "ref": "5001",
                    "company_registry": EQUINOR,
                    "company_registry_provisional": False,
                    "vat": "NO923609016MVA",
                    "street": "Forusbeen 50",
                    "zip": "4035",
                    "city": "STAVANGER",
                    "legal_form": "Allmennaksjeselskap",
                    "registry_source": "brreg",
                    "registry_status": "active",
                    "peppol_eas": "0192",
                    "peppol_endpoint": EQUINOR,
                }
            ],
        )
        self.assertEqual(customer.registry_fetched_at, line.fetched_at)
        [mail] = customer.child_ids
        self.assertEqual((mail.type, mail.city), ("mail", "STAVANGER"))

    def test_add_with_survey(self):
        action = self.line().action_add_with_survey()
        customer = self.partners.search(
            [("company_registry", "=", EQUINOR), ("is_customer", "=", True)]
        )
        self.assertEqual(action["res_model"], "customer.survey.start")
        self.assertEqual(action["context"]["default_partner_id"], customer.id)

    def test_adding_twice_opens_the_customer(self):
        line = self.line()
        first, second = line.action_add(), line.action_add()
        self.assertEqual(first["res_id"], second["res_id"])
        # and in the window of somebody who searched before
        self.assertEqual(self.line().action_add()["res_id"], first["res_id"])

    def test_inactive_customers_are_not_added_again(self):
        self.customer(
            "Sleeping",
            company_registry=EQUINOR,
            country_id=self.env.ref("base.no").id,
            active=False,
        )
        with self.assertRaisesRegex(UserError, "Sleeping is in the register"):
            self.line().action_add()

    def test_contact_becomes_the_customer_and_keeps_what_is_known(self):
        contact = self.new_partner(
            "Equinor, our supplier",
            is_company=True,
            company_registry=EQUINOR,
            country_id=self.env.ref("base.no").id,
            email="us@equinor.example",
        )
        self.line().action_add()
        self.assertTrue(contact.is_customer)
        self.assertEqual(contact.name, "Equinor, our supplier")
        self.assertEqual(contact.email, "us@equinor.example")
        self.assertEqual(contact.city, "STAVANGER")

    def test_own_number(self):
        self.policy(auto=False)
        line = self.line()
        self.assertTrue(line.number_required)
        with self.assertRaisesRegex(UserError, "number"):
            line.action_add()
        with Form(line) as form:
            form.ref = "A-17"
        line.action_add()
        self.assertEqual(line.partner_id.ref, "A-17")

    def test_warnings_come_before_adding(self):
        for sample, status, words in (
            ("no_enhet_konkurs_200", "bankrupt", "bankrupt"),
            ("no_enhet_avvikling_200", "liquidation", "wound up"),
            ("no_enhet_slettet_200", "deleted", "deleted"),
        ):
            with self.subTest(status=status):
                self.serve_norwegian(BANKRUPT, sample)
                line = self.line(BANKRUPT)
                line.action_choose()
                self.assertEqual(line.status, status)
                self.assertIn(words, line.warning)
        line.action_add()
        self.assertEqual(line.partner_id.registry_status, "deleted")

    def test_registry_that_goes_down_in_between(self):
        line = self.line()
        self.server.fail(Reply(status=500))
        line.action_choose()
        self.assertIn("out of order", line.message)
        line.action_add()
        self.assertEqual(line.partner_id.name, "EQUINOR ASA")

    def test_order_gets_the_customer(self):
        line = self.line(purpose="return")
        action = line.action_add()
        self.assertEqual(action["type"], "ir.actions.act_window_close")
        self.assertEqual(action["infos"]["customer"]["id"], line.partner_id.id)
        self.assertFalse(action["infos"]["then"])
        action = line.action_add_with_survey()
        self.assertEqual(action["infos"]["then"]["res_model"], "customer.survey.start")


@tagged("post_install", "-at_install")
class TestEnterManually(AddCase):
    def form(self, lookup):
        action = lookup.action_enter_manually()
        partners = self.partners.with_user(self.editor)
        return Form(partners.with_context(**action["context"]), action["views"][0][0])

    def test_with_what_was_typed(self):
        with self.form(self.lookup("Bakery Nordlys")) as form:
            self.assertEqual(form.name, "Bakery Nordlys")
            self.assertEqual(form.country_id.code, "NO")
        customer = form.record
        self.assertRecordValues(
            customer, [{"is_customer": True, "is_company": True, "ref": "5001"}]
        )
        action = customer.action_added_manually()
        self.assertEqual(action["res_id"], customer.id)
        survey = customer.action_added_manually_with_survey()
        self.assertEqual(survey["res_model"], "customer.survey.start")
        with self.form(self.lookup("999999999")) as form:
            self.assertEqual(form.company_registry, "999999999")
            self.assertFalse(form.name)
            form.name = "Numbered"

    def test_name_vat_address_and_einvoicing(self):
        with self.form(self.lookup("")) as form:
            form.name = "Severa Customer"
            form.company_registry = EQUINOR
            form.vat = "NO923609016MVA"
            form.street, form.zip, form.city = "Main Street 1", "0150", "Oslo"
            form.peppol_eas = "0192"
            form.peppol_endpoint = EQUINOR
        self.assertRecordValues(
            form.record,
            [
                {
                    "vat": "NO923609016MVA",
                    "street": "Main Street 1",
                    "peppol_eas": "0192",
                    "peppol_endpoint": EQUINOR,
                }
            ],
        )

    def test_provisional_number_is_replaced_later(self):
        with self.assertRaisesRegex(ValidationError, "provisional"):
            with self.form(self.lookup("")) as form:
                form.name = "Soon AS"
                form.company_registry = "SOON-1"
        with self.form(self.lookup("")) as form:
            form.name = "Soon AS"
            form.company_registry = "SOON-1"
            form.company_registry_provisional = True
        customer = form.record
        self.assertEqual(customer.company_registry, "SOON-1")
        # the magnifying glass looks for the name then
        action = customer.action_look_up_in_registry()
        lookup = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(lookup.query, "Soon AS")
        lookup = lookup.with_user(self.editor)
        lookup.query = EQUINOR
        lookup.action_search()
        lookup.line_ids.action_choose()
        lookup.line_ids.action_fill_card()
        self.assertRecordValues(
            customer,
            [
                {
                    "name": "EQUINOR ASA",
                    "company_registry": EQUINOR,
                    "company_registry_provisional": False,
                }
            ],
        )

    def test_back_to_the_order(self):
        lookup = self.lookup("Bakery", purpose="return")
        with self.form(lookup) as form:
            pass
        action = lookup.action_enter_manually()
        customer = form.record.with_context(**action["context"])
        infos = customer.action_added_manually()["infos"]
        self.assertEqual(infos["customer"]["id"], customer.id)


@tagged("post_install", "-at_install")
class TestFillCard(AddCase):
    def card(self, **values):
        values.setdefault("company_registry", EQUINOR)
        return self.customer(
            "Statoil", country_id=self.env.ref("base.no").id, **values
        ).with_user(self.editor)

    def test_old_and_new_before_writing(self):
        customer = self.card(street="Old Street 1", email="us@old.example")
        action = customer.action_look_up_in_registry()
        line = self.env[action["res_model"]].with_user(self.editor)
        line = line.browse(action["res_id"])
        self.assertEqual(line._name, "customer.registry.lookup.line")
        changes = {
            change.path: (change.old_value, change.new_value)
            for change in line.change_ids
        }
        self.assertEqual(changes["name"], ("Statoil", "EQUINOR ASA"))
        self.assertEqual(changes["street"], ("Old Street 1", "Forusbeen 50"))
        self.assertTrue(all(line.change_ids.mapped("label")))
        self.assertFalse([path for path in changes if path.startswith("registry_")])
        self.assertEqual(customer.name, "Statoil")
        line.change_ids.filtered(
            lambda change: change.path == "street"
        ).is_applied = False
        line.action_fill_card()
        self.assertRecordValues(
            customer,
            [
                {
                    "name": "EQUINOR ASA",
                    "street": "Old Street 1",
                    "city": "STAVANGER",
                    "registry_source": "brreg",
                }
            ],
        )

    def test_contact_details_are_kept_unless_ticked(self):
        self.serve_norwegian(EQUINOR, epostadresse="new@registry.example")
        customer = self.card(email="us@old.example")
        line = self.line(purpose="fill_card", partner_id=customer.id)
        line.action_choose()
        line.action_fill_card()
        self.assertEqual(customer.email, "us@old.example")
        line.action_choose()
        line.change_ids.is_applied = True
        line.action_fill_card()
        self.assertEqual(customer.email, "new@registry.example")
        line.action_choose()
        self.assertFalse(line.change_ids)

    def test_number_of_another_customer_is_not_taken(self):
        other = self.card()
        customer = self.card(company_registry=False)
        line = self.line(purpose="fill_card", partner_id=customer.id)
        line.action_choose()
        self.assertIn(other.name, line.message)
        self.assertFalse(line.change_ids)
        with self.assertRaisesRegex(UserError, "Merge"):
            line.action_fill_card()

    def test_permission_to_edit_is_needed(self):
        customer = self.card().with_user(self.creator)
        with self.assertRaises(AccessError):
            customer.action_look_up_in_registry()
        viewer = new_test_user(
            self.env,
            "lookup_all",
            groups="base.group_user,customer_register.group_customer_view,"
            "customer_register.group_customer_create",
        )
        with self.assertRaisesRegex(AccessError, "“Edit”"):
            customer.with_user(viewer).action_look_up_in_registry()

    def test_a_new_card_gets_values_for_its_form(self):
        values = (
            self.env["customer.registry.lookup"]
            .with_user(self.creator)
            .get_card_values(EQUINOR, "NO")
        )
        self.assertEqual(values["name"], "EQUINOR ASA")
        self.assertEqual(values["country_id"]["id"], self.env.ref("base.no").id)
        self.assertEqual([child["type"] for child in values["child_ids"]], ["mail"])
        line = self.line(purpose="fill_form")
        self.assertEqual(
            line.action_fill_form()["infos"]["registry_values"]["company_registry"],
            EQUINOR,
        )
        self.assertFalse(
            self.env["customer.registry.lookup"].get_card_values("999999999", "NO")
        )

    def test_names_are_not_sent_to_odoo(self):
        for name in ("form", "form_manual"):
            view = self.env.ref(f"customer_register.res_partner_customer_view_{name}")
            arch = self.env["res.partner"].get_view(view.id)["arch"]
            self.assertIn('widget="customer_company_name"', arch)
            self.assertNotIn("field_partner_autocomplete", arch)
