"""One address -> its answer: redirects, retries, time and size limits, robots.txt, conditional requests."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from time import sleep
from typing import Any
from urllib.parse import urlsplit

from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError

from briefgen.errors import ReadError
from briefgen.model import Limits
from briefgen.sources.web.cache import Answer, Answers
from briefgen.sources.web.guard import PlainConnection, Refused, SafeConnection, check_url, open_connection

PIECE = 1 << 16  # bytes read at once
REDIRECTS = frozenset({301, 302, 303, 307, 308})
AGAIN = frozenset({429, 502, 503, 504})  # what a server says when it may answer later
MAX_WAIT = 30.0  # seconds that a server may ask us to wait
ROBOTS_BYTES = 500_000  # RFC 9309 asks for at least 500 KiB
MAX_DELAY = 10.0  # seconds between two requests, however slow robots.txt wants us
ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5"
STATUS = {401: "401 Unauthorized", 402: "402 Payment Required", 403: "403 Forbidden", 404: "404 Not Found", 410: "410 Gone",
          429: "429 Too Many Requests", 451: "451 Unavailable For Legal Reasons", 500: "500 Internal Server Error",
          503: "503 Service Unavailable"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Access:
    """How addresses are fetched."""

    allow_private: bool = False
    cache: Path | None = None
    """The folder of answers that can be asked about again; None: none are kept."""
    user_agent: str = "briefgen"
    pages: int = 100
    """Articles of one feed or sitemap."""
    timeout: float = 20.0
    """Seconds without an answer."""
    deadline: float = 60.0
    """Seconds of one whole answer."""
    redirects: int = 5
    tries: int = 3
    pause: float = 1.0
    """Seconds between two requests to one host, where it serves many pages."""
    limits: Limits = Limits()  # noqa: RUF009  # frozen
    ca_file: str | None = None
    """Certificates to trust instead of the system's."""


class _Fault(Exception):  # noqa: N818  # reads as what it says
    """A try that failed, and whether another one may not."""

    def __init__(self, reason: str, *, again: bool, wait: float | None = None) -> None:
        super().__init__(reason)
        self.again, self.wait = again, wait


class Client:
    """Fetches addresses, one after the other."""

    def __init__(self, access: Access, *, wait: Callable[[float], None] = sleep) -> None:
        self.access, self.wait = access, wait
        self._answers = Answers(access.cache)
        self._robots: dict[str, Any] = {}
        self._context: ssl.SSLContext | None = None

    def fetch(self, url: str, *, limit: int) -> Answer:
        """The answer of an address, at most ``limit`` bytes of it decoded. Raises ReadError with the reason for any but 200."""
        answer = self._follow(url, limit=limit)
        if answer.status != 200:
            raise ReadError(f"answered {STATUS.get(answer.status, answer.status)}")
        return answer

    def delay(self, url: str) -> float:
        """Seconds to wait before another request to the host of an address."""
        rules = self._robots.get(_origin(check_url(url, allow_private=self.access.allow_private)))
        asked = rules.crawl_delay(self._agent) if rules is not None and rules is not False else None
        return max(self.access.pause, min(float(asked or 0), MAX_DELAY))

    @property
    def _agent(self) -> str:
        return self.access.user_agent.partition("/")[0]

    def _follow(self, url: str, *, limit: int, is_robots: bool = False) -> Answer:
        """The answer after redirects, each of which is checked as the first address is; of a ``robots.txt`` its beginning."""
        base: str | None = None
        for _ in range(self.access.redirects + 1):
            here = check_url(url, base=base, allow_private=self.access.allow_private)
            if base and urlsplit(base).scheme == "https" and urlsplit(here).scheme != "https":
                raise Refused("is redirected to an address that is not encrypted")
            if not is_robots and not self._may_fetch(here):
                raise Refused("is not to be fetched by programs: its robots.txt says so")
            answer = self._try(here, limit, is_robots=is_robots)
            if answer.status not in REDIRECTS or "location" not in answer.headers:
                return answer
            base, url = here, answer.headers["location"]
        raise ReadError(f"is redirected more than {self.access.redirects} times")

    def _may_fetch(self, url: str) -> bool:
        """Whether the host's robots.txt lets us (RFC 9309): none there means yes, one that cannot be had means no."""
        origin = _origin(url)
        if origin not in self._robots:
            self._robots[origin] = self._rules(origin)
        rules = self._robots[origin]
        return rules is None or (rules is not False and bool(rules.can_fetch(url, self._agent)))

    def _rules(self, origin: str) -> Any:
        """The rules of a host; None where it has none, False where it keeps everybody out."""
        from protego import Protego

        try:
            answer = self._follow(f"{origin}/robots.txt", limit=ROBOTS_BYTES, is_robots=True)
        except Refused:
            raise
        except ReadError as error:
            raise ReadError(f"is not fetched: robots.txt of its host {error}") from error
        if answer.status >= 500:
            return False
        return Protego.parse(answer.body.decode("utf-8", "replace")) if answer.status == 200 else None

    def _try(self, url: str, limit: int, *, is_robots: bool) -> Answer:
        """One address, tried again after 1, 2, 4 ... seconds where the fault may pass."""
        for number in range(1, self.access.tries + 1):
            try:
                return self._get(url, limit, is_robots=is_robots)
            except _Fault as fault:
                if not fault.again or number == self.access.tries:
                    tries = f" ({number} tries)" if number > 1 else ""
                    raise ReadError(f"{fault}{tries}") from fault
                self.wait(min(MAX_WAIT, fault.wait if fault.wait is not None else 2.0 ** (number - 1)))
        raise AssertionError("at least one try is made")

    def _get(self, url: str, limit: int, *, is_robots: bool) -> Answer:
        """One request. Raises _Fault for what went wrong on the way, Refused for where it led, ReadError for too much."""
        known = self._answers.get(url)
        connection = open_connection(url, allow_private=self.access.allow_private, timeout=self.access.timeout, context=self._tls())
        cut = threading.Event()
        clock = threading.Timer(self.access.deadline, _cut, (connection, cut))
        clock.daemon = True
        clock.start()
        try:
            answer = self._ask(connection, url, known, limit, is_robots=is_robots)
        except (OSError, HTTPException, HTTPError, ValueError) as error:
            raise self._fault(error, was_cut=cut.is_set()) from error
        finally:
            clock.cancel()
            for end in (connection, connection.line):
                with contextlib.suppress(OSError):
                    if end is not None:
                        end.close()
        if cut.is_set():
            raise self._fault(TimeoutError(), was_cut=True)
        if answer.status == 304 and known is not None:
            return known
        if answer.status in AGAIN:
            wait = _seconds(answer.headers.get("retry-after"))
            raise _Fault(f"answered {STATUS.get(answer.status, answer.status)}", again=True, wait=wait)
        self._answers.put(answer)
        return answer

    def _ask(self, connection: PlainConnection | SafeConnection, url: str, known: Answer | None, limit: int, *, is_robots: bool) -> Answer:
        parts = urlsplit(url)
        headers = {"User-Agent": self.access.user_agent, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate", "Connection": "close"}
        for asked, name in (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified")):
            if known is not None and name in known.headers:
                headers[asked] = known.headers[name]
        connection.request("GET", parts.path + (f"?{parts.query}" if parts.query else ""), headers=headers, preload_content=False)
        with contextlib.closing(connection.getresponse()) as response:
            found = {name.lower(): value for name, value in response.headers.items()}
            if response.status in REDIRECTS | {304} or response.status in AGAIN:
                return Answer(url, response.status, found, b"")
            return Answer(url, response.status, found, _body(response, limit, is_robots=is_robots))

    def _tls(self) -> ssl.SSLContext:
        if self._context is None:
            self._context = ssl.create_default_context(cafile=self.access.ca_file)
        return self._context

    def _fault(self, error: Exception, *, was_cut: bool) -> _Fault:
        """What went wrong, as it is told."""
        if was_cut:
            return _Fault(f"was not answered in full within {self.access.deadline:g} s", again=False)
        if isinstance(error, TimeoutError) or isinstance(error.__cause__ or error.__context__, TimeoutError):
            return _Fault(f"was not answered within {self.access.timeout:g} s", again=True)
        if isinstance(error, ssl.SSLCertVerificationError):
            return _Fault(f"has a certificate that is not trusted: {error.verify_message}", again=False)
        if isinstance(error, ssl.SSLError):
            return _Fault(f"cannot be reached over TLS ({error.reason or 'a broken handshake'})", again=False)
        if isinstance(error, socket.gaierror):
            return _Fault("names a host that is not known here", again=error.errno == socket.EAI_AGAIN)
        said = getattr(error, "strerror", None) or " ".join(str(error).split())[:120] or type(error).__name__
        return _Fault(f"cannot be reached ({said})", again=isinstance(error, (OSError, HTTPException, HTTPError)))


def _body(response: BaseHTTPResponse, limit: int, *, is_robots: bool) -> bytes:
    """What was sent, decoded, counted piece by piece. Raises ReadError for more than ``limit``; of a robots.txt the beginning counts."""
    too_large = ReadError(f"is larger than {limit / 1_000_000:g} MB, too large to be read")
    size = response.headers.get("Content-Length", "")
    if size.isdigit() and int(size) > limit and not is_robots:
        raise too_large
    pieces, left = [], limit
    while piece := response.read1(PIECE, decode_content=True):
        left -= len(piece)
        if left < 0 and is_robots:
            break
        if left < 0:
            raise too_large
        pieces.append(piece)
    return b"".join(pieces)


def _cut(connection: PlainConnection | SafeConnection, cut: threading.Event) -> None:
    """End a connection whose time is over, wherever it is."""
    cut.set()
    with contextlib.suppress(OSError):
        if connection.line is not None:
            connection.line.shutdown(socket.SHUT_RDWR)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _seconds(value: str | None) -> float | None:
    """``Retry-After`` in seconds; a date there counts as not given."""
    return float(value) if value is not None and value.strip().isdigit() else None
