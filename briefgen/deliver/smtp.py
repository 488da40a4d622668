"""A message over SMTP (RFC 5321), by STARTTLS or TLS with the certificate verified; what the server said of each recipient.

The end of a message is sent by itself, after ``claim`` has written down that it is about to be: whatever breaks before, nobody has the
message; whatever breaks between it and the server's answer, somebody may. The password stands in no error and no trace.
"""

from __future__ import annotations

import base64
import re
import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Literal

from briefgen.errors import BriefgenError

State = Literal["sent", "refused", "waiting", "sending"]
MAX_REPLY = 300  # characters of a server's answer that are shown
UNSAFE = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
FINAL: dict[int, State] = {2: "sent", 4: "waiting", 5: "refused"}  # by the first digit; whatever else a server says is in doubt
Claim = Callable[[Sequence[str]], bool]


@dataclass(frozen=True, slots=True)
class Server:
    """Where to, how encrypted, and as whom."""

    host: str
    port: int
    security: Literal["starttls", "tls"] = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: Path | None = None
    timeout: float = 30  # seconds

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one recipient: ``sending`` is in doubt, ``waiting`` may be tried again."""

    recipient: str
    state: State
    reply: str


class ServerError(BriefgenError):
    """The server cannot be used as configured: another try would end the same."""


class AwayError(BriefgenError):
    """The server is away or busy: another try may do."""


class Session:
    """A connection to a mail server, encrypted and logged in.

    Raises AwayError where another try may help, ServerError where it would not.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        with self._told("cannot be reached", is_start=True):
            context = self._context()
            self._smtp: smtplib.SMTP
            if server.security == "tls":
                self._smtp = smtplib.SMTP_SSL(server.host, server.port, "localhost", timeout=server.timeout, context=context)
            else:
                self._smtp = smtplib.SMTP(server.host, server.port, "localhost", timeout=server.timeout)
        try:
            with self._told("broke off", is_start=True):
                self._greet(context)
                self._log_in()
        except BaseException:
            self._smtp.close()
            raise

    def close(self) -> None:
        """End the connection, politely where it still stands."""
        with suppress(smtplib.SMTPException, OSError):
            self._smtp.quit()
        self._smtp.close()

    # --- connecting ----------------------------------------------------------------------------------------------

    def _context(self) -> ssl.SSLContext:
        try:
            context = ssl.create_default_context(cafile=self._server.ca_file)
        except (OSError, ssl.SSLError) as error:
            raise ServerError(f"{self._server.ca_file}: holds no certificates that can be read; see ca_file in [mail]") from error
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context

    def _greet(self, context: ssl.SSLContext) -> None:
        smtp, server = self._smtp, self._server
        assert smtp.sock is not None
        here = smtp.sock.getsockname()[0]
        smtp.local_hostname = f"[IPv6:{here}]" if ":" in here else f"[{here}]"  # RFC 5321, 4.1.3; no look-up, no name given away
        smtp.ehlo_or_helo_if_needed()
        if server.security == "tls":
            return
        if not smtp.has_extn("starttls"):
            raise ServerError(f'{server} offers no STARTTLS, and mail never goes unencrypted; use another port, or security = "tls"')
        code, reply = smtp.starttls(context=context)
        if code != 220:
            raise _fault(code, f"{server} does not start TLS: {self._shown(code, reply)}")
        smtp.ehlo()

    def _log_in(self) -> None:
        """AUTH PLAIN or LOGIN (RFC 4954), inside TLS alone; UTF-8, which smtplib's own cannot."""
        smtp, server = self._smtp, self._server
        if server.user is None or server.password is None:
            return
        ways = smtp.esmtp_features.get("auth", "").upper().split()
        if "PLAIN" in ways:
            code, reply = smtp.docmd("AUTH", f"PLAIN {_plain(server.user, server.password)}")
        elif "LOGIN" in ways:
            code, reply = smtp.docmd("AUTH", "LOGIN")
            for secret in (server.user, server.password):
                if code == 334:
                    code, reply = smtp.docmd(_base64(secret))
        else:
            raise ServerError(f"{server} offers no way to log in that briefgen knows (AUTH PLAIN, LOGIN), but {', '.join(ways) or 'none'}")
        if code != 235:
            raise _fault(
                code, f"{server} does not let {server.user} in: {self._shown(code, reply)}; see user, and password_file or"
                " BRIEFGEN_MAIL_PASSWORD",
            )  # fmt: skip

    # --- one message ---------------------------------------------------------------------------------------------

    def transmit(self, sender: str, recipients: Sequence[str], data: bytes, claim: Claim) -> list[Answer]:
        """Send a message; an answer for each recipient.

        ``claim`` is asked, before the end of the message goes out, whether these recipients are still to have it; it writes down
        that they may. Where it says no, the connection is dropped and nobody gets anything.
        """
        is_wide = self._smtp.has_extn("smtputf8")
        narrow = [r for r in recipients if not is_wide and not r.isascii()]
        answers = [Answer(r, "refused", f"{self._server} takes no address with letters beyond ASCII (SMTPUTF8)") for r in narrow]
        reachable = [r for r in recipients if r not in narrow]
        if not reachable:
            return answers
        if not is_wide:
            data = _as_ascii(data)
        with self._told("broke off"):
            self._begin(sender, data)
            accepted, refused = self._offer(reachable)
            answers += refused
            return (self._content(accepted, data, claim) if accepted else []) + answers

    def _begin(self, sender: str, data: bytes) -> None:
        options = [f"SIZE={len(data)}"] if self._smtp.has_extn("size") else []
        if not (data.partition(b"\r\n\r\n")[0].isascii() and sender.isascii()):
            options.append("SMTPUTF8")
        if options[-1:] == ["SMTPUTF8"] and not self._smtp.has_extn("smtputf8"):
            raise ServerError(f"{self._server} takes no sender with letters beyond ASCII (SMTPUTF8); set another from in [mail]")
        code, reply = self._smtp.mail(sender, options)
        if code != 250:
            with suppress(smtplib.SMTPException, OSError):
                self._smtp.rset()
            raise _fault(code, f"{self._server} refuses mail from {sender}: {self._shown(code, reply)}")

    def _offer(self, recipients: Sequence[str]) -> tuple[list[str], list[Answer]]:
        """The recipients that the server takes, and its answers on those that it does not."""
        accepted, answers = [], []
        for recipient in recipients:
            code, reply = self._smtp.rcpt(recipient)
            if code in (250, 251):
                accepted.append(recipient)
            else:
                answers.append(Answer(recipient, "refused" if code >= 500 else "waiting", self._shown(code, reply)))
            if code == 421:
                raise AwayError(f"{self._server} closes the connection: {self._shown(code, reply)}")
        if not accepted:
            self._smtp.rset()
        return accepted, answers

    def _content(self, accepted: Sequence[str], data: bytes, claim: Claim) -> list[Answer]:
        code, reply = self._smtp.docmd("DATA")
        if code != 354:
            return [Answer(r, "refused" if code >= 500 else "waiting", self._shown(code, reply)) for r in accepted]
        self._smtp.send(re.sub(rb"(?m)^\.", b"..", data))  # RFC 5321, 4.5.2
        if not claim(accepted):
            self._smtp.close()  # without the end of the message the server drops it
            raise AwayError("the message was drafted anew meanwhile")
        try:
            self._smtp.send(b".\r\n" if data.endswith(b"\r\n") else b"\r\n.\r\n")
            code, reply = self._smtp.getreply()
        except (smtplib.SMTPException, OSError) as error:
            return [Answer(r, "sending", f"{self._server} broke off before it answered ({_why(error)})") for r in accepted]
        state = FINAL.get(code // 100, "sending")
        return [Answer(r, state, self._shown(code, reply)) for r in accepted]

    # --- words ---------------------------------------------------------------------------------------------------

    def _shown(self, code: int, reply: bytes) -> str:
        """``550 No such user``: a server's answer on one line, without the password should it repeat it."""
        text = reply.decode("utf-8", "replace")
        server = self._server
        if server.password:
            for secret in (server.password, _base64(server.password), _plain(server.user or "", server.password)):
                text = text.replace(secret, "***")
        return f"{code} {UNSAFE.sub(' ', text).strip()}"[:MAX_REPLY]

    @contextmanager
    def _told(self, what: str, *, is_start: bool = False) -> Iterator[None]:
        """Faults of the connection as AwayError or ServerError. Their causes are left out where they might hold what was sent."""
        server = self._server
        try:
            yield
        except ssl.SSLCertVerificationError as error:
            raise ServerError(
                f"{server}: its certificate does not hold ({error.verify_message}); see host, or ca_file for one of your own"
            ) from error
        except ssl.SSLError as error:
            if not is_start or isinstance(error, ssl.SSLEOFError):
                raise AwayError(f"{server} {what}: {_why(error)}") from error
            other = "starttls" if server.security == "tls" else "tls"
            raise ServerError(f'{server} does not speak {server.security} ({_why(error)}); is it security = "{other}"?') from error
        except smtplib.SMTPResponseException as error:
            said = error.smtp_error if isinstance(error.smtp_error, bytes) else str(error.smtp_error).encode()
            raise _fault(error.smtp_code, f"{server} refuses: {self._shown(error.smtp_code, said)}") from None
        except (smtplib.SMTPException, OSError) as error:
            raise AwayError(f"{server} {what}: {_why(error)}") from None


def stamp(data: bytes, moment: datetime) -> bytes:
    """A draft as it goes out: with its date, no longer marked as unsent, and with a To where all its recipients are blind."""
    head, blank, body = data.partition(b"\r\n\r\n")
    head = head.replace(b"\r\nX-Unsent: 1", b"")
    blind = b"" if re.search(rb"(?mi)^(to|cc):", head) else b"To: undisclosed-recipients:;\r\n"
    return b"Date: " + format_datetime(moment).encode("ascii") + b"\r\n" + blind + head + blank + body


def _as_ascii(data: bytes) -> bytes:
    """The message without the addresses that only a server with SMTPUTF8 could carry; each stands on a line of its own."""
    head, blank, body = data.partition(b"\r\n\r\n")
    lines = []
    for line in re.split(rb"\r\n(?![ \t])", head):
        if line.isascii():
            lines.append(line)
            continue
        name, _, listed = line.partition(b": ")
        kept = [mailbox for mailbox in listed.split(b",\r\n ") if mailbox.isascii()]
        if kept or name == b"From":
            lines.append(name + b": " + (b",\r\n ".join(kept) or listed))
    return b"\r\n".join(lines) + blank + body


def _base64(text: str) -> str:
    return base64.b64encode(text.encode("utf-8")).decode("ascii")


def _plain(user: str, password: str) -> str:
    return _base64(f"\0{user}\0{password}")  # RFC 4616


def _fault(code: int, message: str) -> BriefgenError:
    return AwayError(message) if code < 500 else ServerError(message)


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    said = (error.strerror if isinstance(error, OSError) and error.strerror else str(error)) or type(error).__name__
    return UNSAFE.sub(" ", said)[:MAX_REPLY]
