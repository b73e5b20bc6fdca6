"""The paper clip of a card's chatter adds and deletes files by permission."""

from odoo import http
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from .permission_common import PermissionMixin


@tagged("post_install", "-at_install")
class TestPermissionPaperClip(PermissionMixin, HttpCase):
    def _upload(self, **values):
        return self.url_open(
            "/mail/attachment/upload",
            data={
                "thread_id": self.assigned.id,
                "thread_model": "res.partner",
                "csrf_token": http.Request.csrf_token(self),
                **values,
            },
            files={"ufile": ("plan.txt", b"plan", "text/plain")},
        ).json()

    def test_paper_clip(self):
        editor = self.user("editor", "edit")
        uploader = self.user("uploader", "edit", "upload")
        deleter = self.user("deleter", "edit", "file_delete")
        self.authenticate(editor.login, editor.login)
        self.assertIn("“Upload”", self._upload()["error"])
        self.assertIn("attachment_id", self._upload(is_pending="true")["data"])
        self.authenticate(uploader.login, uploader.login)
        attachment_id = self._upload()["data"]["attachment_id"]
        attachment = self.env["ir.attachment"].browse(attachment_id)
        self.assertEqual(attachment.res_id, self.assigned.id)
        with self.assertRaisesRegex(JsonRpcException, "AccessError"):
            self.make_jsonrpc_request(
                "/mail/attachment/delete", {"attachment_id": attachment_id}
            )
        self.assertTrue(attachment.exists())
        self.authenticate(deleter.login, deleter.login)
        with mute_logger("odoo.http"):
            self.make_jsonrpc_request(
                "/mail/attachment/delete", {"attachment_id": attachment_id}
            )
        self.assertFalse(attachment.exists())
