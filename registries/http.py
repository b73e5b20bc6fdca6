"""Ask a web service, politely and without trusting it.

Answers are limited in size and time, redirects stay on the host, and what fails for the
moment is asked again, after the pause that the service wants.
"""

import email.utils
import json
import random
import threading
from dataclasses import dataclass
from time import monotonic, sleep, time
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter

from . import errors as e

_CHUNK = 32 * 1024
_MAX_REDIRECTS = 3
_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Patience:
    """How long an answer is waited for, in seconds.

    :param float connect: for the connection
    :param float read: for the next part of the answer
    :param float total: for everything, pauses and repetitions included
    :param int attempts: how often at most a question is put
    """

    connect: float
    read: float
    total: float
    attempts: int


#: Somebody sits in front of the screen.
INTERACTIVE = Patience(connect=4, read=15, total=25, attempts=2)
#: Nobody waits; large answers of slow services get through.
BACKGROUND = Patience(connect=10, read=30, total=60, attempts=4)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service said.

    :param int status: HTTP status
    :param data: the JSON document, None if there was no content
    """

    status: int
    data: object


class _Turns:
    """Keeps a distance between the requests of this process to one host."""

    def __init__(self):
        self._lock = threading.Lock()
        self._next = {}

    def take(self, host, interval):
        """Return the seconds to wait before it is the caller's turn."""
        now = monotonic()
        with self._lock:
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + interval
        return turn - now


_turns = _Turns()


class _Adapter(HTTPAdapter):
    """Gives every request the two time-outs that it shall have."""

    def __init__(self, patience):
        self._timeout = (patience.connect, patience.read)
        super().__init__()

    def send(self, request, timeout=None, **kwargs):
        return super().send(request, timeout=self._timeout, **kwargs)


class WebService:
    """A web service that answers with JSON.

    :param str registry: code of the registry, for errors
    :param str base_url: where the service is
    :param str user_agent: who asks
    :param Patience patience: how long to wait
    :param float interval: seconds between two requests
    :param int max_bytes: largest answer that is read
    :raise RegistryUnavailable: if the address is not one of a web service
    """

    def __init__(
        self, registry, base_url, *, user_agent, patience, interval, max_bytes
    ):
        parts = urlsplit(base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise e.RegistryUnavailable(e.WRONG_ADDRESS, registry)
        self.registry = registry
        self._base_url = base_url.rstrip("/")
        self._patience = patience
        self._interval = interval
        self._max_bytes = max_bytes
        self._session = requests.Session()
        # no passwords from the server's .netrc
        self._session.auth = _no_password
        self._session.headers.update(
            {"User-Agent": user_agent, "Accept": "application/json"}
        )
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, _Adapter(patience))

    def get(self, path, params=None, headers=None):
        """Ask with GET; see :meth:`request`."""
        return self.request("GET", path, params=params, headers=headers)

    def request(self, method, path, **kwargs):
        """Put a question, again if the service is out of order for the moment.

        :param str method: HTTP method
        :param str path: what follows the address of the service
        :param kwargs: for :meth:`requests.Session.request`
        :return: the answer; 404 and 410 are answers too
        :rtype: Answer
        :raise RegistryError: if there is none
        """
        deadline = monotonic() + self._patience.total
        attempt = 1
        while True:
            try:
                return self._ask(method, self._base_url + path, deadline, **kwargs)
            except e.RegistryUnavailable as error:
                pause = self._pause(error, attempt)
                is_last = attempt >= self._patience.attempts
                if is_last or pause is None or monotonic() + pause > deadline:
                    raise
            sleep(pause)
            attempt += 1

    @staticmethod
    def _pause(error, attempt):
        """Return the seconds to wait before asking again, None not to ask again."""
        if isinstance(error, e.RegistryUnreadable) or error.code in (
            e.BAD_CERTIFICATE,
            e.WRONG_ADDRESS,
        ):
            return None
        return max(
            error.retry_after, 0.5 * 2 ** (attempt - 1) * random.uniform(0.75, 1.25)
        )

    def _ask(self, method, url, deadline, **kwargs):
        for _count in range(_MAX_REDIRECTS + 1):
            self._wait_for_turn(urlsplit(url).netloc, deadline)
            try:
                with self._session.request(
                    method, url, allow_redirects=False, stream=True, **kwargs
                ) as response:
                    if response.status_code not in _REDIRECTS:
                        return self._read_answer(response, deadline)
                    url = self._redirect(method, response)
                    # the new address is complete
                    kwargs.pop("params", None)
            except requests.exceptions.SSLError as error:
                raise self._unavailable(e.BAD_CERTIFICATE) from error
            except (requests.Timeout, urllib3.exceptions.TimeoutError) as error:
                raise self._unavailable(e.TIMED_OUT) from error
            except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
                raise self._unavailable(e.UNREACHABLE) from error
        raise e.RegistryUnreadable(e.REDIRECTED, self.registry)

    def _wait_for_turn(self, host, deadline):
        pause = _turns.take(host, self._interval)
        if monotonic() + pause > deadline:
            raise e.RegistryRateLimited(
                e.TOO_MANY_REQUESTS, self.registry, retry_after=pause
            )
        sleep(pause)

    def _redirect(self, method, response):
        old = urlsplit(response.url)
        target = urljoin(response.url, response.headers.get("Location", ""))
        new = urlsplit(target)
        is_upgrade = (old.scheme, new.scheme) == ("http", "https")
        if (
            method != "GET"
            or new.hostname != old.hostname
            or not (new[:2] == old[:2] or is_upgrade)
        ):
            raise e.RegistryUnreadable(e.REDIRECTED, self.registry)
        return target

    def _read_answer(self, response, deadline):
        status = response.status_code
        body = self._read_body(response, deadline)
        retry_after = _seconds(response.headers.get("Retry-After"))
        if status == 429:
            raise e.RegistryRateLimited(e.TOO_MANY_REQUESTS, self.registry, retry_after)
        if status >= 500:
            raise self._unavailable(e.OUT_OF_ORDER, retry_after)
        if status in (401, 403):
            raise e.RegistryNotAllowed(e.CREDENTIALS_REFUSED, self.registry)
        if status in (404, 410):
            # some services say more in JSON, others nothing or in words
            return Answer(status, _json_or_none(body))
        if status in (400, 422):
            raise e.RegistryBadRequest(
                e.WRONG_REQUEST, self.registry, _json_or_none(body)
            )
        if not 200 <= status < 300:
            raise e.RegistryUnreadable(e.UNEXPECTED_ANSWER, self.registry)
        data = _json_or_none(body)
        if data is None:
            raise e.RegistryUnreadable(e.NOT_JSON, self.registry)
        return Answer(status, data)

    def _read_body(self, response, deadline):
        # read() waits until the whole chunk is there, read1() for some of it
        read = getattr(response.raw, "read1", response.raw.read)
        size = _CHUNK if hasattr(response.raw, "read1") else 1024
        parts = []
        left = self._max_bytes
        while chunk := read(size, decode_content=True):
            parts.append(chunk)
            left -= len(chunk)
            if left < 0:
                raise e.RegistryUnreadable(e.ANSWER_TOO_LARGE, self.registry)
            if monotonic() > deadline:
                raise self._unavailable(e.TIMED_OUT)
        return b"".join(parts)

    def _unavailable(self, code, retry_after=0):
        return e.RegistryUnavailable(code, self.registry, retry_after)


def _no_password(request):
    return request


def _json_or_none(body):
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _seconds(retry_after):
    """Return the seconds of a Retry-After header: a number or a date."""
    if not retry_after:
        return 0
    if retry_after.strip().isdecimal():
        return int(retry_after)
    try:
        date = email.utils.parsedate_to_datetime(retry_after)
    except ValueError:
        return 0
    return max(0, date.timestamp() - time())
