"""A real SMTP server on loopback, with TLS and a log of what it took; it misbehaves as it is told.

By itself, for a benchmark: ``python -m tests.deliver.mailserver FOLDER`` writes ``ca.pem`` and ``port`` there, and a line for each
message that it answered with 250 into ``accepted.jsonl``, flushed before the answer.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import socket
import ssl
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # aiosmtpd 1.4.6 names what later Pythons lack
    import trustme
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import SMTP, AuthResult, Envelope

USER, PASSWORD = "desk", "correct höрse \\ battery"  # beyond ASCII, as passwords may be


@dataclass
class Manners:
    """What the server does: replies by recipient or stage, each list used up from its front; after that all is well."""

    mail: list[str] = field(default_factory=list)
    rcpt: dict[str, list[str]] = field(default_factory=dict)
    data: list[str] = field(default_factory=list)
    """Answers to the end of a message; ``drop before`` and ``drop after`` break off without one, not taking or taking it."""
    midway: list[str] = field(default_factory=list)
    """``drop`` breaks off while a message comes in."""


class Handler:
    """Takes mail, with the manners given."""

    def __init__(self, manners: Manners, log: Path | None = None, delay: float = 0) -> None:
        self.manners, self.log, self.delay = manners, log, delay
        self.taken: list[tuple[str, tuple[str, ...], bytes]] = []

    async def handle_MAIL(self, server: SMTP, _session: Any, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        await self._dawdle()
        if self.manners.mail and not self.manners.mail[0].startswith("250"):
            return self.manners.mail.pop(0)
        del self.manners.mail[:1]
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server: SMTP, _session: Any, envelope: Envelope, address: str, _options: Any) -> str:  # noqa: N802
        await self._dawdle()
        if self.manners.rcpt.get(address):
            return self.manners.rcpt[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        await self._dawdle()
        reply = self.manners.data.pop(0) if self.manners.data else "250 OK"
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        if reply.startswith(("250", "drop after")):
            self.taken.append((envelope.mail_from or "", tuple(envelope.rcpt_tos), content))
            self._note(envelope, content)
        if reply.startswith("drop"):
            _abort(server)
        return reply

    def _note(self, envelope: Envelope, content: bytes) -> None:
        if self.log:
            name = next(line for line in content.split(b"\r\n") if line.lower().startswith(b"message-id:"))
            line = {"id": name.decode().partition(" ")[2], "to": envelope.rcpt_tos, "size": len(content), "ends": content[-6:].decode()}
            with self.log.open("a", encoding="utf-8") as out:
                out.write(json.dumps(line) + "\n")

    async def _dawdle(self) -> None:
        if self.delay:
            await asyncio.sleep(random.uniform(0, self.delay))


def _abort(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()


class Server(SMTP):
    """An SMTP that may break off while a message comes in."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if self.event_handler.manners.midway:
            self.event_handler.manners.midway.pop(0)
            await self.push("354 go on")
            await self._reader.readline()
            _abort(self)
            await asyncio.Event().wait()  # until the loss of the connection ends this
        await super().smtp_DATA(arg)


class Loopback(Controller):
    """The server in a thread. ``security`` is ``tls``, ``starttls`` or ``none``."""

    def __init__(self, handler: Handler, certificate: trustme.LeafCert, *, security: str = "starttls", utf8: bool = False,
                 auth: bool = True, without: tuple[str, ...] = ()) -> None:  # fmt: skip
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        certificate.configure_cert(self.context)
        self._secure: dict[str, Any] = {"tls_context": self.context, "require_starttls": True} if security == "starttls" else {}
        more: dict[str, Any] = {"ssl_context": self.context} if security == "tls" else {}
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        super().__init__(handler, hostname="127.0.0.1", port=port, enable_SMTPUTF8=utf8, **more)
        if auth:
            self._secure |= {"auth_required": True, "authenticator": _authenticate, "auth_require_tls": security == "starttls",
                             "auth_exclude_mechanism": without}  # fmt: skip

    def factory(self) -> SMTP:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Server(self.handler, hostname="loopback", enable_SMTPUTF8=self.SMTP_kwargs["enable_SMTPUTF8"],
                          loop=self.loop, **self._secure)  # fmt: skip


def _authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (USER.encode(), PASSWORD.encode()), handled=False)


@cache
def authority() -> trustme.CA:
    """The authority that all servers of a test run are certified by."""
    return trustme.CA()


@cache
def _leaf(name: str) -> trustme.LeafCert:
    return authority().issue_cert(name)


@contextmanager
def running(manners: Manners | None = None, *, name: str = "127.0.0.1", **how: Any) -> Iterator[Loopback]:
    """A server that runs, certified for ``name``; ``how`` as :class:`Loopback` takes it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = Loopback(Handler(manners or Manners()), _leaf(name), **how)
        server.start()
        try:
            yield server
        finally:
            server.stop()


def main(folder: Path) -> None:
    """Serve until killed."""
    authority().cert_pem.write_to_path(str(folder / "ca.pem"))
    server = Loopback(Handler(Manners(), folder / "accepted.jsonl", delay=0.02), _leaf("127.0.0.1"))
    server.start()
    part = folder / "port.part"
    part.write_text(str(server.port))
    part.replace(folder / "port")
    while os.getppid() != 1:
        time.sleep(0.5)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
