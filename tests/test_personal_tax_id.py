"""Personal identity numbers that are typed as tax ID, or are part of one."""

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..models.masked_number import MASKED_NUMBER
from .test_personal_number import NUMBER, OTHER_NUMBER, PersonalNumberCommon

VAT = f"SE{OTHER_NUMBER[2:]}01"
STAFF = ("viewer", "editor", "manager", "system")


@tagged("post_install", "-at_install")
class TestPersonalTaxId(PersonalNumberCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.trader = cls.new_partner(
            name="Linneas Rör", is_company=True, vat=VAT, street="Storgatan 1"
        )

    @classmethod
    def new_partner(cls, **values):
        return cls.env["res.partner"].create(
            {
                "name": "Somebody",
                "customer_rank": 1,
                "country_id": cls.sweden.id,
                **values,
            }
        )

    # === A BARE NUMBER === #

    def test_bare_number_moves_into_the_protected_field(self):
        for text in (
            OTHER_NUMBER,
            OTHER_NUMBER[2:],
            f"{OTHER_NUMBER[2:8]}-{OTHER_NUMBER[8:]}",
            f"SE{OTHER_NUMBER[2:]}",
        ):
            with self.subTest(text=text):
                partner = self.new_partner(vat=text)
                self.assertFalse(partner.vat)
                self.assertEqual(self._stored(partner), OTHER_NUMBER)
                partner = self.new_partner()
                partner.vat = text
                self.assertFalse(partner.vat)
                self.assertEqual(self._stored(partner), OTHER_NUMBER)

    def test_bare_number_in_the_form_and_in_a_file(self):
        with Form(self.env["res.partner"]) as form:
            form.name = "Typed"
            form.country_id = self.sweden
            form.vat = OTHER_NUMBER
        self.assertFalse(form.record.vat)
        self.assertEqual(self._stored(form.record), OTHER_NUMBER)
        loaded = self.env["res.partner"].load(
            ["name", "country_id/.id", "vat"],
            [["Loaded", str(self.sweden.id), OTHER_NUMBER]],
        )
        partner = self.env["res.partner"].browse(loaded["ids"])
        self.assertFalse(partner.vat)
        self.assertEqual(self._stored(partner), OTHER_NUMBER)

    def test_country_of_the_own_company_counts_where_there_is_none(self):
        self.env.company.country_id = self.sweden
        partner = self.new_partner(country_id=False, vat=OTHER_NUMBER)
        self.assertFalse(partner.vat)
        self.assertEqual(self._stored(partner), OTHER_NUMBER)

    def test_contacts_and_companies_refuse_it_without_repeating_it(self):
        company = self.new_partner(is_company=True, company_registry="5560125790")
        for partner in (self.new_partner(parent_id=company.id), company):
            with self.subTest(partner=partner.name):
                with self.assertRaises(ValidationError) as raised:
                    partner.vat = OTHER_NUMBER
                self.assertNotIn(OTHER_NUMBER[2:], str(raised.exception))

    def test_other_numbers_stay(self):
        for code, vat in (
            ("SE", "SE556012579001"),
            ("NO", "NO 923 609 016 MVA"),
            ("FI", "FI01120389"),
            ("DK", "DK22756214"),
        ):
            country = self.env["res.country"].search([("code", "=", code)])
            partner = self.new_partner(country_id=country.id, vat=vat)
            with self.subTest(vat=vat):
                self.assertTrue(partner.vat)
                self.assertFalse(self._stored(partner))
                [row] = partner.with_user(self.users["viewer"]).read(["vat"])
                self.assertEqual(row["vat"], partner.vat)

    # === A SOLE TRADER'S VAT NUMBER === #

    def test_it_stays_for_invoices_and_is_protected(self):
        self.assertEqual(self.trader.vat, VAT)
        self.assertEqual(self._stored(self.trader), OTHER_NUMBER)
        self.trader.write({"personal_identity_number": False, "vat": False})
        self.trader.vat = VAT
        self.assertEqual(self._stored(self.trader), OTHER_NUMBER)
        self.trader.action_show_personal_identity_number()

    def test_nobody_reads_it(self):
        contact = self.new_partner(parent_id=self.trader.id, customer_rank=0)
        domain = [("id", "=", self.trader.id)]
        calls = {
            "read": lambda p: p.read(["vat"]),
            "search_read": lambda p: p.search_read(domain, ["vat"]),
            "web_read": lambda p: p.web_read({"vat": {}}),
            "endpoint": lambda p: p.read(["name", "peppol_endpoint"]),
            "export of the endpoint": lambda p: p.export_data(
                ["name", "peppol_endpoint"]
            ),
            "export": lambda p: p.export_data(["name", "vat"]),
            "export of a contact": lambda p: contact.with_env(p.env).export_data(
                ["name", "parent_id/vat"]
            ),
            "grouping": lambda p: p.formatted_read_group(domain, ["vat"], ["__count"]),
            "name": lambda p: p.with_context(show_vat=True).read(["display_name"]),
            "name with address": lambda p: p.with_context(
                show_vat=True, show_address=True
            ).name_search("Linneas"),
        }
        for name in STAFF:
            for label, call in calls.items():
                with self.subTest(user=name, call=label):
                    self.env.invalidate_all()
                    result = str(call(self.trader.with_user(self.users[name])))
                    self.assertRegex(result, f"Linneas|{MASKED_NUMBER}")
                    self.assertNotIn(OTHER_NUMBER[2:], result)

    def test_reading_everything_leaves_it_out(self):
        for name in STAFF:
            self.env.invalidate_all()
            values = self._readable_values(self.trader.with_user(self.users[name]))
            with self.subTest(name=name):
                self.assertIn("Linneas", values)
                self.assertNotIn(OTHER_NUMBER[2:], values)

    def test_users_are_no_way_round(self):
        user = self.users["viewer"]
        user.partner_id.write({"country_id": self.sweden.id, "vat": VAT})
        for name in STAFF:
            as_user = user.with_user(self.users[name])
            self.env.invalidate_all()
            values = str(as_user.read(["vat"])) + str(as_user.export_data(["vat"]))
            with self.subTest(name=name):
                self.assertIn(MASKED_NUMBER, values)
                self.assertNotIn(OTHER_NUMBER[2:], values)

    def test_customer_users_of_others_get_nothing(self):
        portal = self.trader.with_user(self.users["portal"])
        self.assertFalse(portal.search([("vat", "=", VAT)]))

    def test_only_the_whole_number_finds_it(self):
        partners = self.env["res.partner"].with_user(self.users["editor"])
        for text in (OTHER_NUMBER[2:8], OTHER_NUMBER[2:11], VAT[:8], VAT[6:]):
            with self.subTest(text=text):
                self.assertFalse(partners.search([("display_name", "ilike", text)]))
        for text in (VAT, OTHER_NUMBER):
            with self.subTest(text=text):
                self.assertEqual(
                    partners.search([("display_name", "ilike", text)]), self.trader
                )
        company = self.new_partner(is_company=True, vat="SE556012579001")
        self.assertEqual(
            partners.search([("display_name", "ilike", "55601257")]), company
        )

    def test_aggregates_and_copies_leave_it_out(self):
        domain = [("id", "=", self.trader.id)]
        aggregates = [f"vat:{name}" for name in ("max", "min", "array_agg")]
        for name in STAFF:
            partners = self.env["res.partner"].with_user(self.users[name])
            rows = partners.formatted_read_group(domain, ["country_id"], aggregates)
            copied = partners.browse(self.trader.id).copy_data()
            with self.subTest(name=name):
                self.assertEqual(rows[0]["vat:max"], MASKED_NUMBER)
                self.assertEqual(rows[0]["vat:array_agg"], [MASKED_NUMBER])
                self.assertNotIn(OTHER_NUMBER[2:], str(rows) + str(copied))

    def test_domains_and_order_tell_no_part_of_it(self):
        contact = self.new_partner(parent_id=self.trader.id, customer_rank=0)
        self.assertEqual(contact.vat, VAT)
        company = self.new_partner(is_company=True, vat="SE556012579001")
        domain = [("id", "in", (self.trader + contact + company).ids)]
        for name in STAFF:
            partners = self.env["res.partner"].with_user(self.users[name])
            with self.subTest(name=name):
                for field in ("vat", "peppol_endpoint"):
                    for operator, text in (
                        ("like", VAT[2:8]),
                        ("=ilike", f"%{VAT[2:8]}%"),
                        ("not like", "0000"),
                        (">=", "0"),
                    ):
                        found = partners.search([(field, operator, text), *domain])
                        self.assertFalse(found & (self.trader + contact), operator)
                path = [("parent_id.vat", "like", VAT[2:8])]
                self.assertFalse(partners.search(path))
                self.assertFalse(partners.search([("display_name", "like", VAT[2:8])]))
                self.assertEqual(
                    partners.search([("vat", "=", VAT), *domain]), self.trader + contact
                )
                self.assertEqual(
                    partners.search([("vat", "like", "55601257")]), company
                )
                for order in ("vat", "vat desc"):
                    ids = partners.search(domain, order=f"{order}, id").ids
                    traders = (self.trader + contact).ids
                    self.assertEqual([i for i in ids if i in traders], traders)
        users = self.env["res.users"].with_user(self.users["viewer"])
        self.users["viewer"].partner_id.write(
            {"country_id": self.sweden.id, "vat": VAT}
        )
        self.assertFalse(users.search([("vat", "like", VAT[:8])], order="vat"))

    def test_an_exported_mask_changes_nothing(self):
        self.trader.with_user(self.users["editor"]).vat = MASKED_NUMBER
        self.assertEqual(self.trader.vat, VAT)
        with Form(self.trader) as form:
            form.city = "Umeå"
        self.assertEqual(self.trader.vat, VAT)
        self.assertEqual(self.trader.copy_data()[0].get("vat"), VAT)

    def test_history_does_not_tell_it(self):
        self.env.flush_all()
        self.cr.flush()
        self.trader.vat = f"SE{NUMBER[2:]}01"
        self.env.flush_all()
        self.cr.flush()
        rows = self.env["customer.history"].search(
            [("partner_id", "=", self.trader.id)]
        )
        values = str(rows.read()) + str(self.trader.message_ids.mapped("body"))
        for number in (NUMBER, OTHER_NUMBER):
            self.assertNotIn(number[2:], values)

    @mute_logger("odoo.addons.account.models.account_move")
    def test_invoices_state_it_and_orders_do_not(self):
        order = self.env["sale.order"].create({"partner_id": self.trader.id})
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.trader.id,
                "invoice_line_ids": [(0, 0, {"name": "Work", "price_unit": 100})],
            }
        )
        for report, record, is_shown in (
            ("account.report_invoice", invoice, True),
            ("sale.report_saleorder", order, False),
        ):
            content, _type = self.env["ir.actions.report"]._render_qweb_html(
                report, record.ids
            )
            with self.subTest(report=report):
                self.assertEqual(VAT in content.decode(), is_shown)
