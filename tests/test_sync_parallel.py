"""The feed of changes under writers at the same moment, in real transactions."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

MARK = "Parallel sync"
WRITERS, ROUNDS = 4, 12
SLEEP = "odoo.service.model.time.sleep"


def cursor():
    return Registry(get_db_name()).cursor()


def environment(cr):
    return api.Environment(cr, SUPERUSER_ID, {})


@tagged("post_install", "-at_install")
class TestSyncParallel(BaseCase):
    def setUp(self):
        super().setUp()
        self.addCleanup(self.clean_up)
        with cursor() as cr:
            env = environment(cr)
            env["customer.erp.system"].create({"name": MARK, "code": "parallel_sync"})

    @staticmethod
    def clean_up():
        with cursor() as cr:
            env = environment(cr)
            partners = env["res.partner"].with_context(active_test=False)
            partners.search([("name", "=like", f"{MARK}%")]).unlink()
            system = env["customer.erp.system"].search([("name", "=", MARK)])
            cr.execute(
                "DELETE FROM customer_erp_part_link WHERE system_id = %s", [system.id]
            )
            system.unlink()

    def read_on(self, place):
        """Return (customers told since, next place), in a transaction of its own."""
        told, has_more = [], True
        while has_more:
            with cursor() as cr:
                answer = environment(cr)["customer.sync"].changes(place, 3)
            told += answer["customers"]
            place, has_more = answer["cursor"], answer["has_more"]
        return told, place

    def new_customer(self, env, name):
        return env["res.partner"].create({"name": f"{MARK} {name}", "customer_rank": 1})

    def test_long_transaction_commits_last(self):
        """Who reads while it runs is told of it later, and of the others once."""
        _told, place = self.read_on(None)
        with cursor() as slow:
            late = self.new_customer(environment(slow), "late").id
            slow.flush()
            with cursor() as fast:
                soon = self.new_customer(environment(fast), "soon").id
            told, place = self.read_on(place)
            # nothing of what might still be overtaken
            self.assertNotIn(late, [each["id"] for each in told])
        told_later, _place = self.read_on(place)
        seen = [each["id"] for each in told + told_later]
        self.assertEqual((seen.count(late), seen.count(soon)), (1, 1))

    def test_transaction_older_than_the_first_call(self):
        with cursor() as slow:
            late = self.new_customer(environment(slow), "late").id
            slow.flush()
            told, place = self.read_on(None)
            self.assertNotIn(late, [each["id"] for each in told])
        told, _place = self.read_on(place)
        self.assertIn(late, [each["id"] for each in told])

    def test_change_during_the_list(self):
        """What is listed already and then changes is told again."""
        with cursor() as cr:
            first = self.new_customer(environment(cr), "first").id
            self.new_customer(environment(cr), "second")
        with cursor() as cr:
            answer = environment(cr)["customer.sync"].changes(None, 1)
        seen, place = list(answer["customers"]), answer["cursor"]
        while first not in [each["id"] for each in seen]:
            with cursor() as cr:
                answer = environment(cr)["customer.sync"].changes(place, 1)
            seen, place = seen + answer["customers"], answer["cursor"]
        with cursor() as cr:
            environment(cr)["res.partner"].browse(first).city = "Oslo"
        told, _place = self.read_on(place)
        cities = [each["city"] for each in told if each["id"] == first]
        self.assertEqual(cities, ["Oslo"])

    def test_nothing_is_missed(self):
        """Writers of all lengths, a reader all the time: it ends with what is there."""
        copy, stop = {}, threading.Event()

        def write(writer):
            threading.current_thread().dbname = get_db_name()
            chance = random.Random(writer)
            for number in range(ROUNDS):
                with cursor() as cr, mute_logger("odoo.sql_db"):
                    env = environment(cr)
                    retrying(lambda env=env, n=number: change(env, writer, n), env)
                    cr.flush()
                    time.sleep(chance.random() / 15)

        def change(env, writer, number):
            own = env["res.partner"].search(
                [("name", "=like", f"{MARK} {writer}-%")], order="id"
            )
            self.new_customer(env, f"{writer}-{number}")
            if own:
                own[:1].city = f"City {writer} {number}"
            if len(own) > 4:
                own[2].unlink()
            if len(own) > 3:
                own[1].child_ids.unlink()
                env["res.partner"].create(
                    {"name": f"{MARK} contact", "parent_id": own[1].id}
                )

        def follow():
            threading.current_thread().dbname = get_db_name()
            place = None
            while True:
                is_last = stop.is_set()
                told, place = self.read_on(place)
                for each in told:
                    if each["change"] in ("deleted", "merged"):
                        copy.pop(each["id"], None)
                    else:
                        contacts = [contact["id"] for contact in each["contacts"]]
                        copy[each["id"]] = each["name"], each["city"], contacts
                if is_last:
                    return

        with patch(SLEEP, lambda seconds: None):
            with ThreadPoolExecutor(WRITERS + 1) as threads:
                reader = threads.submit(follow)
                try:
                    list(threads.map(write, range(WRITERS)))
                finally:
                    stop.set()
                reader.result()
        with cursor() as cr:
            partners = environment(cr)["res.partner"].search(
                [("name", "=like", f"{MARK} %"), ("is_customer", "=", True)]
            )
            there = {
                partner.id: (partner.name, partner.city, partner.child_ids.ids)
                for partner in partners
            }
        self.assertGreater(len(there), WRITERS * 3)
        copied = {key: kept for key, kept in copy.items() if kept[0].startswith(MARK)}
        self.assertEqual(copied, there)

    def test_same_record_from_two_callers(self):
        """Two calls bring the same new customer: it comes in once."""
        record = {"external_id": "1", "name": f"{MARK} same"}
        start = threading.Barrier(2, timeout=60)

        def call(_number):
            threading.current_thread().dbname = get_db_name()
            tries = []

            def attempt(env):
                env.cr.execute("SELECT COUNT(*) FROM res_partner")
                if not tries:
                    tries.append(True)
                    start.wait()
                return env["customer.sync"].upsert("parallel_sync", [record])

            with cursor() as cr, mute_logger("odoo.sql_db"):
                env = environment(cr)
                [result] = retrying(lambda: attempt(env), env)
                return result["id"], result["status"]

        with patch(SLEEP, lambda seconds: None):
            with ThreadPoolExecutor(2) as threads:
                results = list(threads.map(call, range(2)))
        self.assertEqual(len({partner_id for partner_id, _status in results}), 1)
        statuses = sorted(status for _partner_id, status in results)
        self.assertEqual(statuses, ["created", "unchanged"])
