"""A web server on this machine that answers as the public registries do.

It serves the recorded answers of ``tests/data/registries`` and misbehaves in every way
that a server can. Odoo lets tests reach 127.0.0.1 only, so a client that asks anybody
else fails its test.
"""

import datetime
import ipaddress
import json
import ssl
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from unittest.mock import patch
from urllib.parse import parse_qsl, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from odoo.addons.customer_register.registries import http

SAMPLES = Path(__file__).parent / "data" / "registries"
_INDEX = json.loads((SAMPLES / "_index.json").read_text(encoding="utf-8"))


def sample(name):
    """Return the JSON document of a recorded answer, to be changed or compared."""
    return json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))


@dataclass
class Reply:
    """What the server answers.

    :param int status: HTTP status
    :param bytes body: of the answer
    :param dict headers: of the answer
    :param float delay: seconds until it begins
    :param float drip: seconds between two bytes
    :param int missing: bytes that are announced, but never sent
    """

    status: int = 200
    body: bytes = b""
    headers: dict = field(default_factory=dict)
    delay: float = 0
    drip: float = 0
    missing: int = 0

    @classmethod
    def json(cls, document, **kwargs):
        """Return the answer that carries a JSON document."""
        body = json.dumps(document, ensure_ascii=False).encode()
        return cls(body=body, headers={"Content-Type": "application/json"}, **kwargs)

    @classmethod
    def sample(cls, name, **kwargs):
        """Return a recorded answer, with the status that it had."""
        about = _INDEX[f"{name}.json"]
        document = sample(name)
        kwargs.setdefault("status", about["http_status"])
        if "_wrapper" in document:
            return cls(body=document["body"].encode(), **kwargs)
        return cls.json(document, **kwargs)


#: What a proxy or a page of maintenance looks like.
HTML = Reply(body=b"<html><body>Maintenance</body></html>")
NOT_FOUND = Reply(status=404)


@dataclass
class Question:
    """What the server was asked."""

    method: str
    path: str
    query: dict
    headers: dict
    body: str


class RegistryServer:
    """Answers on 127.0.0.1 until it is left as a context.

    :param bool secure: with TLS and a certificate that nobody knows
    """

    def __init__(self, secure=False):
        self.questions = []
        self._routes = []
        self._fault = None
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        if secure:
            self._server.socket = _tls_context().wrap_socket(
                self._server.socket, server_side=True
            )
        scheme = "https" if secure else "http"
        self.url = f"{scheme}://127.0.0.1:{self._server.server_port}"

    def __enter__(self):
        thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        thread.daemon = True
        thread.start()
        return self

    def __exit__(self, *exc):
        self._server.shutdown()
        self._server.server_close()

    def reset(self):
        """Forget what was asked and what there is to answer."""
        self.questions.clear()
        self._routes.clear()
        self._fault = None

    # === WHAT IT ANSWERS === #

    def on(self, path, *replies, method="GET", **query):
        """Answer questions for a path, one reply after the other, the last one always.

        What is said later goes before what was said earlier.

        :param str path: without the address of the server
        :param replies: each a Reply, or a function of the question that returns one
        :param query: parameters that the question must have
        """
        self._routes.insert(0, (method, path, query, list(replies)))

    def fail(self, *replies):
        """Answer every question like this, one reply after the other, the last always.

        Without replies, the server works again.
        """
        self._fault = list(replies) or None

    def asked(self, path=None):
        """Return the questions so far, for one path or for all."""
        return [q for q in self.questions if path is None or q.path == path]

    def _reply(self, question):
        self.questions.append(question)
        if self._fault:
            return _next(self._fault)
        for method, path, query, replies in self._routes:
            if (
                method == question.method
                and path == question.path
                and all(question.query.get(key) == val for key, val in query.items())
            ):
                reply = _next(replies)
                return reply(question) if callable(reply) else reply
        return NOT_FOUND

    def _handler(self):
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _answer(self):
                size = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(size).decode()
                parts = urlsplit(self.path)
                question = Question(
                    self.command,
                    parts.path,
                    dict(parse_qsl(parts.query, keep_blank_values=True)),
                    dict(self.headers),
                    body,
                )
                _send(self, server._reply(question))

            do_GET = do_POST = _answer

            def log_message(self, *args):
                """Say nothing: tests read the questions."""

        return Handler


def _next(replies):
    return replies.pop(0) if len(replies) > 1 else replies[0]


def _send(handler, reply):
    time.sleep(reply.delay)
    try:
        handler.send_response(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", len(reply.body) + reply.missing)
        handler.end_headers()
        if not reply.drip:
            handler.wfile.write(reply.body)
        else:
            for index in range(len(reply.body)):
                handler.wfile.write(reply.body[index : index + 1])
                time.sleep(reply.drip)
    except OSError:
        # the client has hung up, as it should
        handler.close_connection = True
    if reply.missing:
        handler.close_connection = True


def _tls_context():
    """Return the settings of a server whose certificate nobody has signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.timezone.utc)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "server.pem"
        path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        context.load_cert_chain(path)
    return context


@contextmanager
def no_pauses():
    """Let clients wait for nothing: their turns and pauses pass at once.

    :return: the seconds that they would have waited
    """
    pauses = []
    with (
        patch.object(http, "sleep", pauses.append),
        patch.object(http._turns, "take", lambda host, interval: 0),
    ):
        yield pauses
