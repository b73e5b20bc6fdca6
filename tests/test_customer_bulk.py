"""Customers that are added in bulk are what create() makes of the same values."""

from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import SQL, mute_logger

from .import_common import partner_writes

# Published by Skatteverket as an example.
SE_PERSON = "640823-3234"

# What two records of the same values never share.
OWN_FIELDS = {
    *("id", "create_date", "write_date", "write_uid"),
    "calendar_last_notif_ack",
}


@tagged("post_install", "-at_install", "customer_register")
class TestCustomerBulk(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.creator = new_test_user(
            cls.env,
            "customer_creator",
            groups="base.group_user,customer_register.group_customer_view,"
            "customer_register.group_customer_edit,"
            "customer_register.group_customer_create,"
            "customer_register.group_customer_assign",
        )
        cls.partners = cls.env["res.partner"].with_user(cls.creator)
        cls.norway, cls.sweden = cls.env.ref("base.no"), cls.env.ref("base.se")
        cls.finland, cls.belgium = cls.env.ref("base.fi"), cls.env.ref("base.be")
        cls.tag = cls.env["res.partner.category"].create({"name": "Bulk"})

    def vals_list(self, mark):
        """Return values of every kind of customer."""
        company = {"customer_rank": 1, "is_company": True}
        samples = [
            {"country_id": self.norway.id, "company_registry": "923609016"},
            {
                "country_id": self.sweden.id,
                "company_registry": "556016-0680",
                "vat": "SE556016068001",
                "email": "Post <Post@Example.com>, other@example.com",
                "phone": "08-123 456 78",
                "street": "Storgatan 1",
                "zip": "111 22",
                "city": "Stockholm",
                "website": "example.com",
            },
            {"country_id": self.finland.id, "company_registry": "0112038-9"},
            {"country_id": self.belgium.id, "vat": "BE0477472701", "lang": "en_US"},
            {"is_company": False, "email": "someone@example.com", "type": "contact"},
            {
                "is_company": False,
                "country_id": self.sweden.id,
                "company_registry": SE_PERSON,
                "birthdate": "1990-01-31",
            },
            {
                "category_id": [Command.link(self.tag.id)],
                "technician_ids": [Command.set(self.creator.ids)],
                "comment": "<p>Rings back</p>",
                "vat_type": "normal",
                "phone": "+47 22 12 34 56",
                "country_id": self.norway.id,
                "user_id": self.creator.id,
                "company_id": self.env.company.id,
            },
            {"email": False, "phone": "no number"},
        ]
        return [
            {**company, "name": f"Bulk {place} AS", "ref": f"{mark}{place}", **sample}
            for place, sample in enumerate(samples)
        ]

    def rows(self, partners):
        """Return what the database has about the partners, without their own ids."""
        partners.flush_recordset()
        self.env.cr.execute(
            SQL("SELECT * FROM res_partner WHERE id IN %s ORDER BY id", partners._ids)
        )
        names = [column.name for column in self.env.cr.description]
        rows = []
        for record in self.env.cr.fetchall():
            row = dict(zip(names, record, strict=True))
            row["commercial_partner_id"] = row["commercial_partner_id"] == row["id"]
            for name in ("ref", "customer_number_key"):
                row[name] = row[name] and row[name][1:]
            rows.append({k: v for k, v in row.items() if k not in OWN_FIELDS})
        return rows

    def test_same_as_create(self):
        created = self.partners.with_context(tracking_disable=True).create(
            self.vals_list("A")
        )
        in_bulk = self.partners._create_customers_in_bulk(self.vals_list("B"))
        for expected, found in zip(self.rows(created), self.rows(in_bulk), strict=True):
            with self.subTest(name=expected["name"]):
                self.assertEqual(found, expected)
        self.assertEqual(in_bulk[6].category_id, self.tag)
        self.assertEqual(in_bulk[6].technician_ids, self.creator)
        self.assertEqual(
            in_bulk.sudo().message_follower_ids.partner_id,
            created.sudo().message_follower_ids.partner_id,
        )

    def test_written_once(self):
        """The computed fields are inserted; nothing is left to update."""
        # all but a sole trader, whose number is moved to another field
        vals_list = self.vals_list("B")
        del vals_list[5]
        with partner_writes() as statements:
            self.partners._create_customers_in_bulk(vals_list)
            self.env.flush_all()
        self.assertEqual(len(statements), 1)

    def test_cache_says_what_is_stored(self):
        in_bulk = self.partners._create_customers_in_bulk(self.vals_list("B")).sudo()
        names = [
            name
            for name, field in in_bulk._fields.items()
            if field.store
            and field.type not in ("one2many", "binary")
            and name not in OWN_FIELDS
        ]
        cached = [{name: partner[name] for name in names} for partner in in_bulk]
        self.env.flush_all()
        self.env.invalidate_all()
        for partner, before in zip(in_bulk, cached, strict=True):
            with self.subTest(name=partner.name):
                self.assertEqual(
                    {
                        n: (before[n], partner[n])
                        for n in names
                        if partner[n] != before[n]
                    },
                    {},
                )

    def test_many_batches(self):
        in_bulk = self.partners._create_customers_in_bulk(
            [{"name": f"Bulk {place}", "customer_rank": 1} for place in range(450)]
        )
        self.assertEqual(in_bulk.mapped("name"), [f"Bulk {n}" for n in range(450)])
        self.assertEqual(len(set(in_bulk.mapped("ref"))), 450)
        self.assertEqual(in_bulk.commercial_partner_id, in_bulk)

    def test_refusals_of_create_stay(self):
        wrong = {"name": "Wrong AS", "is_company": True, "customer_rank": 1}
        with self.assertRaisesRegex(ValidationError, "check digit"):
            self.partners._create_customers_in_bulk(
                [
                    {
                        **wrong,
                        "country_id": self.norway.id,
                        "company_registry": "923609017",
                    }
                ]
            )
        with self.assertRaisesRegex(ValidationError, "does not seem to be valid"):
            self.partners._create_customers_in_bulk(
                [{**wrong, "country_id": self.belgium.id, "vat": "BE0477472702"}]
            )
        reader = new_test_user(self.env, "customer_reader", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.partners.with_user(reader)._create_customers_in_bulk([wrong])
        self.partners._create_customers_in_bulk([{**wrong, "ref": "B1"}])
        with (
            patch.object(
                self.env.registry["res.partner"],
                "_check_customer_numbers_free",
                lambda *args: None,
            ),
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.partners._create_customers_in_bulk([{**wrong, "ref": "b1"}])

    def test_remote_callers_have_no_part_in_it(self):
        """A context from outside changes nothing about create()."""
        partner = self.partners.with_context(
            customer_defaults={"name": "Forged"}
        ).create({"name": "True AS", "customer_rank": 1})
        self.assertEqual(partner.name, "True AS")
