"""The synchronisation over XML-RPC and JSON-2, as doc/sync.md shows it."""

import xmlrpc.client
from datetime import datetime, timedelta

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import EQUINOR
from .sync_common import SyncMixin
from .test_sync_upsert import FULL

DEPRECATED_DOOR = "odoo.addons.rpc.controllers.xmlrpc"


@tagged("post_install", "-at_install")
class TestSyncRpc(SyncMixin, HttpCase):
    def setUp(self):
        super().setUp()
        self.key = (
            self.env["res.users.apikeys"]
            .with_user(self.integration)
            ._generate("rpc", "synchronisation", datetime.now() + timedelta(days=1))
        )

    def call(self, method, *arguments, **options):
        """Call over XML-RPC, with the API key in the password's place."""
        url = f"{self.base_url()}/xmlrpc/2/object"
        with self.allow_requests(all_requests=True), mute_logger(DEPRECATED_DOOR):
            return xmlrpc.client.ServerProxy(url).execute_kw(
                self.env.cr.dbname,
                self.integration.id,
                self.key,
                *("customer.sync", method, list(arguments), options),
            )

    def post(self, method, **arguments):
        """Call over JSON-2."""
        return self.url_open(
            f"/json/2/customer.sync/{method}",
            json=arguments,
            headers={"Authorization": f"bearer {self.key}"},
        )

    def test_xml_rpc(self):
        answer = self.call("changes", False, 1000)
        [result] = self.call("upsert", "fortnox", [FULL])
        self.assertEqual(result["status"], "created")
        [result] = self.call("upsert", "fortnox", [FULL])
        self.assertEqual(result["status"], "unchanged")
        self.call("set_active", "fortnox", "C-1", False)
        while answer["has_more"]:
            answer = self.call("changes", answer["cursor"], source="visma")
        self.assertIsInstance(answer["cursor"], str)

    def test_json_2(self):
        response = self.post("upsert", source="fortnox", records=[FULL])
        self.assertEqual(response.status_code, 200, response.text)
        [result] = response.json()
        self.assertEqual((result["status"], result["external_id"]), ("created", "C-1"))
        customer = self.partners.browse(result["id"])
        self.assertEqual(customer.company_registry, EQUINOR)
        response = self.post("upsert", source="nobody", records=[])
        self.assertEqual(response.status_code, 422, response.text)
        self.assertIn("nobody", response.json()["message"])

    def test_null_erases_over_json(self):
        self.post("upsert", source="fortnox", records=[FULL])
        record = {"external_id": "C-1", "phone": None}
        [result] = self.post("upsert", source="fortnox", records=[record]).json()
        self.assertEqual(result["status"], "updated")
        self.assertFalse(self.partners.browse(result["id"]).phone)

    def test_private_methods_stay_private(self):
        for method in ("_log", "_sync_home", "_list_changes"):
            with self.subTest(method), self.assertRaises(xmlrpc.client.Fault):
                self.call(method)
