"""Reports: customers with contact persons, contact information, duplicates."""

from ast import literal_eval

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, new_test_user, tagged

from .common import EQUINOR


@tagged("post_install", "-at_install", "customer_register")
class TestCustomerReport(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technician = new_test_user(
            cls.env,
            "report-technician",
            "base.group_user,customer_register.group_customer_view_assigned",
        )
        cls.technician.group_ids -= cls.env.ref("customer_register.group_customer_view")
        cls.industry = cls.env["res.partner.industry"].create({"name": "Report"})
        cls.two, cls.none, cls.inactive = cls.env["res.partner"].create(
            [
                {
                    "name": "Two AS",
                    "is_company": True,
                    "customer_rank": 1,
                    "industry_id": cls.industry.id,
                    "technician_ids": [Command.set(cls.technician.ids)],
                    "child_ids": [
                        Command.create({"name": "Ann", "email": "ann@example.com"}),
                        Command.create({"name": "Bo"}),
                        Command.create({"name": "Invoices", "type": "invoice"}),
                    ],
                },
                {
                    "name": "None AS",
                    "is_company": True,
                    "customer_rank": 1,
                    "industry_id": cls.industry.id,
                },
                {
                    "name": "Inactive AS",
                    "is_company": True,
                    "customer_rank": 1,
                    "industry_id": cls.industry.id,
                    "active": False,
                },
            ]
        )
        cls.domain = [("industry_id", "=", cls.industry.id)]
        cls.report = cls.env["customer.report"]

    def test_a_row_for_each_contact_person(self):
        rows = self.report.search(self.domain)
        self.assertEqual(
            sorted((row.partner_id.name, row.contact_id.name or "") for row in rows),
            [("Inactive AS", ""), ("None AS", ""), ("Two AS", "Ann"), ("Two AS", "Bo")],
        )
        ann = rows.filtered(lambda row: row.contact_id.name == "Ann")
        self.assertEqual(ann.contact_email, "ann@example.com")
        self.assertEqual(ann.ref, self.two.ref)

    def test_everybody_counts_once(self):
        groups = self.report._read_group(
            self.domain, ["status"], ["customer_count:sum", "contact_count:sum"]
        )
        self.assertEqual(sorted(groups), [("active", 2, 2), ("inactive", 1, 0)])

    def test_only_what_the_user_sees(self):
        rows = self.report.with_user(self.technician).search(self.domain)
        self.assertEqual(rows.partner_id, self.two)
        portal = new_test_user(self.env, "report-portal", "base.group_portal")
        with self.assertRaises(AccessError):
            self.report.with_user(portal).search([])

    def test_row_opens_the_card(self):
        row = self.report.search(self.domain, limit=1)
        self.assertEqual(row.action_open_customer()["res_id"], row.partner_id.id)

    def test_contact_information(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "customer_register.res_partner_contact_report_action"
        )
        domain = literal_eval(action["domain"])
        contacts = self.env["res.partner"].search(
            [*domain, ("commercial_partner_id", "=", self.two.id)]
        )
        self.assertEqual(sorted(contacts.mapped("name")), ["Ann", "Bo"])
        self.assertEqual(set(contacts.mapped("customer_ref")), {self.two.ref})

    def test_customers_to_complete(self):
        partners = self.env["res.partner"]
        found = partners.search(
            [
                *self.domain,
                ("is_customer", "=", True),
                ("child_ids", "not any", [("type", "=", "contact")]),
            ]
        )
        self.assertEqual(found, self.none)

    def test_duplicates(self):
        first = self.none
        first.write(
            {"company_registry": EQUINOR, "country_id": self.env.ref("base.no").id}
        )
        self.assertFalse(first.has_twin)
        self.env.cr.execute(
            "UPDATE res_partner SET identity_key = %s WHERE id = %s",
            [first.sudo().identity_key, self.two.id],
        )
        self.env.invalidate_all()
        twins = self.env["res.partner"].search([*self.domain, ("has_twin", "=", True)])
        self.assertEqual(twins, first + self.two)
        self.assertTrue(first.has_twin)
        # who sees one of the two only has nothing to merge
        seen = self.env["res.partner"].with_user(self.technician)
        self.assertFalse(seen.search([*self.domain, ("has_twin", "=", True)]))
        old = self.two.ref
        self.env["base.partner.merge.automatic.wizard"]._merge(twins.ids, first)
        self.assertFalse(self.two.exists())
        self.assertIn(old, first.customer_number_history_ids.mapped("number"))
        self.assertFalse(first.has_twin)

    def test_views(self):
        for kind in ("pivot", "graph", "list", "search"):
            self.report.get_view(view_type=kind)
