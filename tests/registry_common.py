"""What the tests of all registry clients have in common."""

from odoo.tests import BaseCase

from odoo.addons.customer_register.registries import errors as e
from odoo.addons.customer_register.registries import http

from .registry_server import HTML, RegistryServer, Reply, no_pauses

SHORT = http.Patience(connect=1, read=0.3, total=2, attempts=2)


class ClientCase(BaseCase):
    """A client of ``client_class`` that asks a server on this machine."""

    client_class = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.enterClassContext(RegistryServer())

    def setUp(self):
        super().setUp()
        self.server.reset()
        self.enterContext(no_pauses())
        self.client = self.new_client()

    def new_client(self, url=None, **kwargs):
        kwargs.setdefault("patience", SHORT)
        return self.client_class(url or self.server.url, **kwargs)

    def assertAnswersFaults(self, ask):
        """Ask a server that has every fault: each has its error, none is an answer."""
        for kind, code, reply in (
            (e.RegistryUnavailable, e.OUT_OF_ORDER, Reply(status=500)),
            (e.RegistryUnavailable, e.OUT_OF_ORDER, Reply(status=503)),
            (e.RegistryRateLimited, e.TOO_MANY_REQUESTS, Reply(status=429)),
            (e.RegistryUnavailable, e.TIMED_OUT, Reply.json({}, delay=0.8)),
            (e.RegistryUnavailable, e.UNREACHABLE, Reply.json({}, missing=9)),
            (e.RegistryNotAllowed, e.CREDENTIALS_REFUSED, Reply(status=403)),
            (e.RegistryUnreadable, e.NOT_JSON, HTML),
            (e.RegistryUnreadable, e.NOT_JSON, Reply(body=b'{"navn": "Equi')),
            (e.RegistryUnreadable, e.UNEXPECTED_ANSWER, Reply.json([])),
            (e.RegistryUnreadable, e.UNEXPECTED_ANSWER, Reply.json("text")),
            (e.RegistryUnreadable, e.UNEXPECTED_ANSWER, Reply(status=406)),
        ):
            with self.subTest(code=code, status=reply.status):
                self.server.fail(reply)
                error = self.assertAsks(kind, code, ask)
                self.assertEqual(error.registry, self.client.code)
        self.server.fail()

    def assertAsks(self, kind, code, ask):
        """Expect an error when something is asked."""
        with self.assertRaises(kind) as caught:
            ask()
        self.assertEqual(caught.exception.code, code)
        return caught.exception
