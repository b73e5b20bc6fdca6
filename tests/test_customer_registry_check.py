"""The scheduled comparison: findings once, writing only if told to, resuming."""

import datetime
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.customer_register.models import customer_registry_check

from .registry_check_common import (
    CHANGES,
    LAST_CHANGE,
    NUMBERS,
    RegistryCheckCase,
    events,
)
from .registry_customer import BIKES, EQUINOR, NOKIA, NOVO
from .registry_server import Reply, sample


@tagged("post_install", "-at_install", "customer_register")
class TestWritingByItself(RegistryCheckCase):
    def test_written_with_history_if_told_to(self):
        self.company.customer_registry_auto_update = True
        customer = self.customer(name="Statoil ASA", zip="0150", phone="22 22 22 22")
        self.cr.precommit.run()
        self.check()
        self.assertRecordValues(
            customer,
            [
                {
                    "name": "EQUINOR ASA",
                    "street": "Forusbeen 50",
                    "vat": "NO923609016MVA",
                    "legal_form": "Allmennaksjeselskap",
                    "phone": "22 22 22 22",
                }
            ],
        )
        self.assertEqual(self.found(customer), "")
        self.cr.precommit.run()
        tracked = customer.message_ids.sudo().tracking_value_ids
        self.assertIn("EQUINOR ASA", tracked.mapped("new_value_char"))

    def test_grave_news_are_told_all_the_same(self):
        self.company.customer_registry_auto_update = True
        customer = self.customer(name="Old name AS")
        self.serve_norwegian(EQUINOR, "no_enhet_konkurs_200")
        self.check()
        self.assertIn("bankrupt", self.found(customer))
        self.assertNotIn("the name", self.found(customer))
        self.assertEqual(customer.name, "EKSEMPEL BYGG AS KONKURSBO")

    def test_what_the_register_refuses_is_told_and_spoils_no_other(self):
        self.company.customer_registry_auto_update = True
        bad = self.customer(NUMBERS[0], name="Old name AS")
        good = self.customer(NUMBERS[1], name="Old name AS")
        for number in NUMBERS[:2]:
            self.serve_norwegian(number)
        refusal = UserError("Not this one.")
        write = type(self.env["res.partner"]).write

        def refusing(partners, vals):
            if bad in partners and "name" in vals:
                raise refusal
            return write(partners, vals)

        self.patch(type(self.env["res.partner"]), "write", refusing)
        self.check()
        self.assertEqual(good.name, "EQUINOR ASA")
        self.assertEqual(bad.name, "Old name AS")
        self.assertIn("Not this one.", self.found(bad))


@tagged("post_install", "-at_install", "customer_register")
class TestGoingThrough(RegistryCheckCase):
    def many(self, count, **values):
        return self.env["res.partner"].create(
            [
                {
                    "name": "EQUINOR ASA",
                    "is_company": True,
                    "customer_rank": 1,
                    "company_registry": number,
                    "country_id": self.env.ref("base.no").id,
                    "user_id": self.seller.id,
                    **values,
                }
                for number in NUMBERS[:count]
            ]
        )

    def serve_list(self, **values):
        def answer(question):
            found = [
                {**sample("no_enhet_200"), "organisasjonsnummer": number, **values}
                for number in question.query["organisasjonsnummer"].split(",")
            ]
            return Reply.json(
                {"_embedded": {"enheter": found}, "page": {"totalPages": 1}}
            )

        self.server.on("/no/enheter", answer)

    def test_norway_by_lists_first_then_by_changes(self):
        self.serve_list()
        self.many(110)
        self.check()
        self.assertEqual(len(self.server.asked("/no/enheter")), 2)
        self.assertEqual(self.parameters.get_param(LAST_CHANGE), "100")

        self.server.questions.clear()
        self.serve_norwegian(NUMBERS[0])
        self.server.on(CHANGES, events(NUMBERS[0], "999999999"), oppdateringsid="101")
        self.check()
        # the number that is nobody's customer is not asked for
        self.assertEqual(
            [
                question.path
                for question in self.server.questions
                if "/enheter/" in question.path
            ],
            [f"/no/enheter/{NUMBERS[0]}"],
        )
        self.assertEqual(self.parameters.get_param(LAST_CHANGE), "102")
        self.check()
        self.assertEqual(self.server.asked(CHANGES)[-1].query["oppdateringsid"], "103")

    def test_feed_without_a_beginning_is_not_read_from_the_start(self):
        nothing = Reply.sample("no_enheter_search_empty_200")
        self.server.on(CHANGES, nothing, size="1")
        self.check()
        self.check()
        self.assertFalse(self.parameters.get_param(LAST_CHANGE))
        self.assertFalse(
            [q for q in self.server.questions if "oppdateringsid" in q.query]
        )

    def test_scheduled_action(self):
        customer = self.customer(name="Other name AS")
        cron = self.env.ref("customer_register.ir_cron_registry_check")
        cron.ir_actions_server_id.with_user(cron.user_id).run()
        self.assertIn("the name is now EQUINOR ASA", self.found(customer))

    def test_changes_in_pages(self):
        self.serve_list()
        self.many(4)
        self.check()
        self.server.on(CHANGES, events(*NUMBERS[:2]), oppdateringsid="101")
        self.server.on(CHANGES, events(*NUMBERS[2:4], first=103), oppdateringsid="103")
        with patch.object(customer_registry_check, "CHANGES_AT_ONCE", 2):
            self.check()
        self.assertEqual(self.parameters.get_param(LAST_CHANGE), "104")

    def test_interrupted_check_goes_on(self):
        self.serve_list()
        customers = self.many(7)
        with patch.dict(customer_registry_check.BATCH_SIZES, NO=3):
            self.time_left = 0
            self.check()
            self.assertFalse(any(customers.mapped("registry_checked_at")))
            self.assertEqual(self.commits[-1][1], 7)
            # the server stops after the first batch
            self.time_left = float("inf")
            work = type(self.env["customer.registry.check"])._check
            calls = []

            def stopping(model, partners, country):
                work(model, partners, country)
                calls.append(partners)
                self.time_left = 0

            with patch.object(
                self.env.registry["customer.registry.check"], "_check", stopping
            ):
                self.check()
            self.assertEqual(len(calls), 1)
            self.assertEqual(
                len(customers.filtered("registry_checked_at")), 3, self.commits
            )
            self.assertEqual(self.commits[-1], (3, 4))
            self.time_left = float("inf")
            self.check()
            self.assertTrue(all(customers.mapped("registry_checked_at")))
        asked = [
            number
            for question in self.server.asked("/no/enheter")
            for number in question.query["organisasjonsnummer"].split(",")
        ]
        single = [q.path for q in self.server.questions if "/no/enheter/" in q.path]
        self.assertEqual(len(asked) + len(single), 7)

    def test_registry_that_is_down_is_left_alone(self):
        finnish = self.customer(NOKIA, "fi", name="Nokia Oyj")
        norwegian = self.customer()
        self.server.on("/fi/companies", Reply(status=503))
        self.check()
        self.assertTrue(norwegian.registry_checked_at, "one down stops no other")
        self.assertFalse(finnish.registry_checked_at)
        self.assertFalse(finnish.registry_status)
        self.assertEqual(self.commits[-1][1], 0)
        asked = len(self.server.asked("/fi/companies"))
        self.check()
        self.assertEqual(len(self.server.asked("/fi/companies")), asked)

        # later it goes on
        self.server.on("/fi/companies", Reply.sample("fi_companies_businessid_200"))
        with patch.object(
            fields.Datetime,
            "now",
            lambda: datetime.datetime.now() + datetime.timedelta(hours=1),
        ):
            self.check()
        self.assertEqual(finnish.registry_status, "active")

    def test_registry_decides_how_long_it_is_left_alone(self):
        customer = self.customer(NOVO, "dk", name="Novo")
        self.server.on("/dk", Reply.sample("dk_cvrapi_quota_exceeded"))
        self.check()
        until = self.parameters.get_param("customer_register.registry_dk_pause_until")
        wait = fields.Datetime.from_string(until) - fields.Datetime.now()
        self.assertGreater(wait, datetime.timedelta(hours=23))
        self.assertFalse(customer.registry_checked_at)

    def test_missing_agreement_stops_sweden_only(self):
        self.parameters.set_param("customer_register.registry_se_client_id", "")
        swedish = self.customer(BIKES, "se", name="Cykelbolaget AB")
        danish = self.customer(NOVO, "dk", name="Novo")
        self.check()
        self.assertFalse(swedish.registry_checked_at)
        self.assertTrue(danish.registry_checked_at)

    def test_daily_limit(self):
        danish = [
            self.customer(number, "dk", name="Company")
            for number in ("10150817", "22756214", "47458714")
        ]
        with patch.dict(customer_registry_check.DAILY_QUESTIONS, DK=2):
            self.check()
            self.check()
        self.assertEqual(len(self.server.asked("/dk")), 2)
        self.assertEqual(
            [bool(customer.registry_checked_at) for customer in danish],
            [True, True, False],
        )

    def test_others_by_age(self):
        old, older, recent = (
            self.customer(NOVO, "dk", name=name, registry_checked_at=date)
            for name, date in (
                ("Old", "2020-01-02"),
                ("Older", "2020-01-01"),
                ("Recent", fields.Datetime.now()),
            )
        )
        before = recent.registry_checked_at
        with patch.dict(customer_registry_check.BATCH_SIZES, DK=1):
            with patch.dict(customer_registry_check.DAILY_QUESTIONS, DK=2):
                self.check()
            self.assertGreater(older.registry_checked_at.year, 2020)
            self.assertEqual(old.registry_checked_at.year, 2020)
            self.check()
        self.assertGreater(old.registry_checked_at.year, 2020)
        self.assertEqual(recent.registry_checked_at, before)

    def test_queries_do_not_grow(self):
        self.serve_list()
        customers = self.many(112)
        check = self.env["customer.registry.check"]
        check._check(customers[:2].sudo(), "NO")
        counts = []
        for some in (customers[2:12], customers[12:]):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            check._check(some.sudo(), "NO")
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
