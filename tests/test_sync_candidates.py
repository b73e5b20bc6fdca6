from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from odoo.addons.customer_register.models import customer_erp_candidate

from .common import EQUINOR, NORWEGIAN_PERSON, TELENOR
from .import_common import IMPORTER_GROUPS
from .sync_common import SyncCase


@tagged("post_install", "-at_install")
class TestSyncCandidates(SyncCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        upload = cls.env.ref("customer_register.group_customer_upload")
        cls.integration.group_ids += upload
        cls.person = new_test_user(cls.env, "erp_importer", groups=IMPORTER_GROUPS)

    def offer(self, *records, user=None):
        return self.sync(user).offer("fortnox", list(records))

    def candidates(self, user=None):
        return (
            self.env["customer.erp.candidate"]
            .with_user(user or self.person)
            .search([("system_id", "=", self.fortnox.id)], order="external_id")
        )

    def record(self, external_id="1", **values):
        return {"external_id": external_id, "name": f"Customer {external_id}", **values}

    def test_offer(self):
        results = self.offer(
            self.record("1", company_registry=EQUINOR),
            self.record("2", city="Oslo"),
            {"name": "Without an id"},
            self.record("3", shoe="42"),
        )
        statuses = [result["status"] for result in results]
        self.assertEqual(statuses, ["created", "created", "error", "error"])
        self.assertEqual(results[2]["errors"][0]["field"], "external_id")
        candidates = self.candidates()
        self.assertEqual(candidates.mapped("external_id"), ["1", "2"])
        self.assertEqual(candidates.mapped("match_state"), ["new", "new"])
        self.assertFalse(self.partners.search([("name", "=like", "Customer _")]))

    def test_offering_again(self):
        self.offer(self.record())
        [result] = self.offer(self.record())
        self.assertEqual(result["status"], "unchanged")
        [result] = self.offer(self.record(city="Oslo"))
        self.assertEqual(result["status"], "updated")
        self.assertEqual(self.candidates().city, "Oslo")
        [result] = self.offer({"external_id": "1", "active": False})
        self.assertEqual(result["status"], "updated")
        self.assertFalse(self.candidates())

    def test_import_selected(self):
        self.offer(*(self.record(str(number)) for number in range(3)))
        first = self.candidates()[:2]
        action = first.action_import()
        self.assertEqual(action["params"]["type"], "success")
        self.assertEqual(self.candidates().mapped("external_id"), ["2"])
        links = self.env["customer.erp.link"].search(
            [("system_id", "=", self.fortnox.id)]
        )
        self.assertEqual(sorted(links.mapped("external_id")), ["0", "1"])
        self.assertEqual(links.partner_id.create_uid, self.person)
        # what is imported is not offered any more
        [result] = self.offer(self.record("0"))
        self.assertEqual(result["status"], "unchanged")
        self.assertEqual(
            result["id"],
            links.filtered(lambda link: link.external_id == "0").partner_id.id,
        )
        self.assertEqual(len(self.candidates()), 1)

    def test_matches_are_shown(self):
        customer = self.put({"name": "Equinor", "company_registry": EQUINOR})
        inactive = self.put(
            {"name": "Telenor", "company_registry": TELENOR, "active": False}
        )
        self.offer(
            self.record("1", company_registry=EQUINOR),
            self.record("2", company_registry=TELENOR),
        )
        first, second = self.candidates()
        self.assertEqual((first.match_state, first.match_id), ("active", customer))
        self.assertEqual((second.match_state, second.match_id), ("inactive", inactive))
        self.assertEqual(first.action_open_customer()["res_id"], customer.id)
        second.action_reactivate()
        self.assertTrue(inactive.active)
        self.assertEqual(inactive.erp_link_ids.external_id, "2")
        self.assertEqual(self.candidates(), first)

    def test_refused_ones_say_why(self):
        self.put(self.record("1", company_registry=EQUINOR))
        self.offer(self.record("2", company_registry=EQUINOR))
        candidate = self.candidates()
        action = candidate.action_import()
        self.assertEqual(action["params"]["type"], "warning")
        self.assertEqual(candidate.state, "error")
        self.assertIn("another ID", candidate.message)

    def test_in_the_background(self):
        self.offer(*(self.record(str(number)) for number in range(5)))
        bus = type(self.env["res.users"])
        cron = type(self.env["ir.cron"])
        with (
            patch.object(customer_erp_candidate, "AT_ONCE", 2),
            patch.object(customer_erp_candidate, "CHUNK_SIZE", 2),
            patch.object(bus, "_bus_send") as send,
            patch.object(cron, "_commit_progress", return_value=1000),
        ):
            self.candidates().action_import()
            self.assertEqual(set(self.candidates().mapped("state")), {"running"})
            self.env["customer.erp.candidate"]._cron_import()
        self.assertFalse(self.candidates())
        self.assertEqual(send.call_args.args[0], "simple_notification")
        self.assertIn("Imported: 5.", send.call_args.args[1]["message"])

    def test_personal_numbers_stay_inside(self):
        self.offer(
            self.record("1", personal_identity_number=NORWEGIAN_PERSON),
            self.record("2", company_registry=NORWEGIAN_PERSON),
        )
        candidates = self.candidates()
        self.assertNotIn(NORWEGIAN_PERSON, str(candidates.read()))
        self.assertNotIn(NORWEGIAN_PERSON, str(self.fortnox.log_ids.mapped("errors")))
        with self.assertRaises(AccessError):
            candidates.read(["values"])
        candidates[0].action_import()
        link = self.env["customer.erp.link"].search([("external_id", "=", "1")])
        self.assertEqual(
            link.partner_id.sudo().personal_identity_number, NORWEGIAN_PERSON
        )

    def test_permissions(self):
        self.offer(self.record())
        candidate = self.candidates()
        with self.assertRaises(AccessError):
            candidate.write({"name": "Other"})
        self.person.group_ids -= self.env.ref("customer_register.group_customer_create")
        with self.assertRaisesRegex(AccessError, "Create"):
            candidate.action_import()
        self.integration.group_ids -= self.env.ref(
            "customer_register.group_customer_upload"
        )
        with self.assertRaisesRegex(AccessError, "Upload"):
            self.offer(self.record("2"))
