"""How web services are asked: limits, repetitions and everything that goes wrong."""

import datetime
import email.utils
import gzip
import time

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_register.registries import errors as e
from odoo.addons.customer_register.registries import http

from .registry_server import HTML, RegistryServer, Reply, no_pauses

SHORT = http.Patience(connect=1, read=0.3, total=2, attempts=2)


class ServiceCase(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.enterClassContext(RegistryServer())

    def setUp(self):
        super().setUp()
        self.server.questions.clear()
        self.server.fail()
        self.pauses = self.enterContext(no_pauses())

    def service(self, server=None, patience=SHORT, **kwargs):
        options = {"user_agent": "Tests", "interval": 0, "max_bytes": 10_000}
        url = (server or self.server).url
        return http.WebService("brreg", url, patience=patience, **{**options, **kwargs})

    def assertFails(self, kind, code, *replies, asked=1, **kwargs):
        """Ask a server that answers like this, and expect an error."""
        self.server.questions.clear()
        self.server.fail(*replies)
        with self.assertRaises(kind) as caught:
            self.service(**kwargs).get("/x")
        self.assertEqual(caught.exception.code, code)
        self.assertEqual(caught.exception.registry, "brreg")
        self.assertEqual(len(self.server.questions), asked)
        return caught.exception


@tagged("post_install", "-at_install", "customer_register")
class TestWebService(ServiceCase):
    def test_answer(self):
        self.server.on("/x", Reply.json({"navn": "Blåbær"}), a="1")

        answer = self.service().get("/x", {"a": 1})

        self.assertEqual((answer.status, answer.data), (200, {"navn": "Blåbær"}))
        [question] = self.server.questions
        self.assertEqual(question.headers["User-Agent"], "Tests")
        self.assertEqual(question.headers["Accept"], "application/json")

    def test_compressed_answer(self):
        body = gzip.compress(b'{"a": "' + b"x" * 9000 + b'"}')
        self.server.fail(Reply(body=body, headers={"Content-Encoding": "gzip"}))
        self.assertEqual(len(self.service().get("/x").data["a"]), 9000)

    def test_nothing_there(self):
        self.server.fail(Reply(status=404))
        self.assertEqual(self.service().get("/x"), http.Answer(404, None))
        self.server.fail(Reply.json({"slettedato": "2026-01-02"}, status=410))
        answer = self.service().get("/x")
        self.assertEqual(answer, http.Answer(410, {"slettedato": "2026-01-02"}))

    def test_wrong_request(self):
        error = self.assertFails(
            e.RegistryBadRequest,
            e.WRONG_REQUEST,
            Reply.json({"status": 400}, status=400),
        )
        self.assertEqual(error.data, {"status": 400})

    def test_not_let_in(self):
        for status in (401, 403):
            self.assertFails(
                e.RegistryNotAllowed, e.CREDENTIALS_REFUSED, Reply(status=status)
            )

    def test_unexpected_status(self):
        for status in (302, 406, 418):
            code = e.REDIRECTED if status == 302 else e.UNEXPECTED_ANSWER
            headers = {"Location": "http://localhost:1/"}
            self.assertFails(
                e.RegistryUnreadable, code, Reply(status=status, headers=headers)
            )

    def test_no_json(self):
        for reply in (
            HTML,
            Reply(),
            Reply(body=b'{"navn": "Equi'),
            Reply(body=b"[" * 9_000),
            Reply(body=b"\xff\xfe\xfa"),
        ):
            with self.subTest(reply.body[:20]):
                self.assertFails(e.RegistryUnreadable, e.NOT_JSON, reply)

    def test_truncated_answer_is_asked_for_again(self):
        broken = Reply.json({"a": 1}, missing=100)
        self.assertFails(e.RegistryUnavailable, e.UNREACHABLE, broken, asked=2)
        self.server.fail(broken, Reply.json({"a": 1}))
        self.assertEqual(self.service().get("/x").data, {"a": 1})

    def test_too_large_answer(self):
        document = Reply.json({"a": "x" * 20_000})
        self.assertFails(e.RegistryUnreadable, e.ANSWER_TOO_LARGE, document)

    def test_answer_that_swells_when_unpacked(self):
        body = gzip.compress(b'{"a": "' + b"x" * 5_000_000 + b'"}')
        self.assertLess(len(body), 10_000)
        bomb = Reply(body=body, headers={"Content-Encoding": "gzip"})
        self.assertFails(e.RegistryUnreadable, e.ANSWER_TOO_LARGE, bomb)

    def test_not_really_compressed(self):
        reply = Reply(body=b"plain", headers={"Content-Encoding": "gzip"})
        self.assertFails(e.RegistryUnavailable, e.UNREACHABLE, reply, asked=2)

    # === REPETITIONS === #

    def test_out_of_order_is_asked_again(self):
        for status in (500, 502, 503, 504):
            self.server.questions.clear()
            self.server.fail(Reply(status=status), Reply.json({"a": 1}))
            self.assertEqual(self.service().get("/x").data, {"a": 1})
            self.assertEqual(len(self.server.questions), 2)
        self.assertTrue(all(0 < pause < 1 for pause in self.pauses if pause))

    def test_out_of_order_for_good(self):
        self.assertFails(
            e.RegistryUnavailable, e.OUT_OF_ORDER, Reply(status=500), asked=2
        )

    def test_pauses_grow(self):
        patience = http.Patience(connect=1, read=1, total=60, attempts=4)
        self.assertFails(
            e.RegistryUnavailable,
            e.OUT_OF_ORDER,
            Reply(status=503),
            patience=patience,
            asked=4,
        )
        first, second, third = filter(None, self.pauses)
        self.assertLess(first, second)
        self.assertLess(second, third)

    def test_too_many_requests(self):
        reply = Reply(status=429, headers={"Retry-After": "1"})
        self.server.fail(reply, Reply.json({"a": 1}))
        self.assertEqual(self.service().get("/x").data, {"a": 1})
        self.assertGreaterEqual(max(self.pauses), 1)

        error = self.assertFails(
            e.RegistryRateLimited, e.TOO_MANY_REQUESTS, reply, asked=2
        )
        self.assertEqual(error.retry_after, 1)

    def test_pause_that_is_too_long_is_not_waited_for(self):
        for status in (429, 503):
            error = self.assertFails(
                e.RegistryUnavailable,
                e.TOO_MANY_REQUESTS if status == 429 else e.OUT_OF_ORDER,
                Reply(status=status, headers={"Retry-After": "3600"}),
            )
            self.assertEqual(error.retry_after, 3600)

    def test_pause_until_a_date(self):
        then = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(
            hours=1
        )
        error = self.assertFails(
            e.RegistryRateLimited,
            e.TOO_MANY_REQUESTS,
            Reply(
                status=429,
                headers={"Retry-After": email.utils.format_datetime(then, usegmt=True)},
            ),
        )
        self.assertAlmostEqual(error.retry_after, 3600, delta=5)

    def test_pause_that_can_not_be_read(self):
        for value in ("soon", "-5", "99 Jan"):
            error = self.assertFails(
                e.RegistryRateLimited,
                e.TOO_MANY_REQUESTS,
                Reply(status=429, headers={"Retry-After": value}),
                asked=2,
            )
            self.assertEqual(error.retry_after, 0)

    # === TIME === #

    def test_slow_answer(self):
        begin = time.monotonic()
        self.assertFails(e.RegistryUnavailable, e.TIMED_OUT, Reply(delay=1.5), asked=2)
        self.assertLess(time.monotonic() - begin, 1.2)

    def test_answer_byte_by_byte(self):
        patience = http.Patience(connect=1, read=1, total=0.5, attempts=1)
        begin = time.monotonic()
        self.assertFails(
            e.RegistryUnavailable,
            e.TIMED_OUT,
            Reply.json({"a": "x" * 500}, drip=0.02),
            patience=patience,
        )
        self.assertLess(time.monotonic() - begin, 1.5)

    def test_nobody_there(self):
        with RegistryServer() as gone:
            pass
        with self.assertRaises(e.RegistryUnavailable) as caught:
            self.service(gone).get("/x")
        self.assertEqual(caught.exception.code, e.UNREACHABLE)

    # === WHERE TO === #

    def test_wrong_certificate(self):
        with RegistryServer(secure=True) as secure:
            secure.fail(Reply.json({"a": 1}))
            with self.assertRaises(e.RegistryUnavailable) as caught:
                self.service(secure).get("/x")
            self.assertEqual(caught.exception.code, e.BAD_CERTIFICATE)
            self.assertFalse(secure.questions)

    def test_redirect_on_the_host_is_followed(self):
        self.server.on("/x", Reply(status=308, headers={"Location": "/y?b=2"}))
        self.server.on("/y", Reply.json({"a": 1}), b="2")
        self.assertEqual(self.service().get("/x", {"a": 1}).data, {"a": 1})

    def test_redirect_elsewhere_is_not_followed(self):
        with RegistryServer() as other:
            other.fail(Reply.json({"a": 1}))
            for target in (
                other.url,
                self.server.url.replace("127.0.0.1", "localhost"),
                "ftp://127.0.0.1/",
                "file:///etc/hostname",
            ):
                with self.subTest(target):
                    reply = Reply(status=302, headers={"Location": target})
                    self.assertFails(e.RegistryUnreadable, e.REDIRECTED, reply)
            self.assertFalse(other.questions)

    def test_redirect_in_a_circle(self):
        reply = Reply(status=302, headers={"Location": "/x"})
        self.assertFails(e.RegistryUnreadable, e.REDIRECTED, reply, asked=4)

    def test_redirect_of_what_was_sent_is_not_followed(self):
        self.server.fail(Reply(status=307, headers={"Location": "/y"}))
        with self.assertRaises(e.RegistryUnreadable):
            self.service().request("POST", "/x", json={"number": "1"})

    def test_only_web_addresses(self):
        for url in (
            "file:///etc/passwd",
            "ftp://127.0.0.1",
            "127.0.0.1",
            "",
            "http://",
        ):
            with self.subTest(url), self.assertRaises(e.RegistryUnavailable) as caught:
                http.WebService(
                    "brreg",
                    url,
                    user_agent="Tests",
                    patience=SHORT,
                    interval=0,
                    max_bytes=1,
                )
            self.assertEqual(caught.exception.code, e.WRONG_ADDRESS)


@tagged("post_install", "-at_install", "customer_register")
class TestTurns(BaseCase):
    def test_distance_between_requests(self):
        with RegistryServer() as server:
            server.fail(Reply.json({}))
            service = http.WebService(
                "brreg",
                server.url,
                user_agent="Tests",
                patience=SHORT,
                interval=0.1,
                max_bytes=100,
            )
            begin = time.monotonic()
            for _count in range(4):
                service.get("/x")
            self.assertGreaterEqual(time.monotonic() - begin, 0.3)

    def test_turn_that_is_too_far_away(self):
        with RegistryServer() as server:
            server.fail(Reply.json({}))
            service = http.WebService(
                "brreg",
                server.url,
                user_agent="Tests",
                patience=http.Patience(connect=1, read=1, total=1, attempts=1),
                interval=60,
                max_bytes=100,
            )
            service.get("/x")
            with self.assertRaises(e.RegistryRateLimited) as caught:
                service.get("/x")
            self.assertAlmostEqual(caught.exception.retry_after, 60, delta=2)
