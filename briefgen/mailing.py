"""The order of the stages of ``send``: finished brief -> message -> outbox -> delivered. As ``pipeline`` is for ``make``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.config import Config, Mail
from briefgen.dates import NBSP, format_day
from briefgen.deliver.outbox import Draft, Outbox
from briefgen.deliver.record import Delivery, Entry
from briefgen.errors import BriefgenError, ConfigError, OutputError, UsageError
from briefgen.model import Address, Brief, Envelope, Look

if TYPE_CHECKING:
    from briefgen.deliver.smtp import Server, Session

__all__ = [
    "Addressing", "Finished", "Hands", "Outbox", "check_recipients", "deliver", "draft_briefs", "make_draft", "make_server",
    "read_finished",
]  # fmt: skip

FIRST_PAUSE = 2  # seconds before the second try; four times as long before each one after
PORTS = {"starttls": 587, "tls": 465}
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Addressing:
    """To whom the call says that briefs go, and under what subject; where it names anybody, nobody else gets them."""

    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    subject: str | None = None

    def of(self, topic: str, config: Config) -> tuple[Envelope, tuple[Address, ...]]:
        """The envelope of a topic's brief, and its blind copies: the call's, else the topic's recipients, else those of ``[mail]``."""
        mail, own = config.mail, next((t.recipients for t in config.topics if t.name.casefold() == topic.casefold()), ())
        said = bool(self.to or self.cc or self.bcc)
        to, cc, bcc = (self.to, self.cc, self.bcc) if said else (own or mail.to, mail.cc, mail.bcc)
        return Envelope(mail.sender, to, cc, mail.reply_to, self.subject or mail.subject, mail.attach), bcc


@dataclass(frozen=True, slots=True)
class Hands:
    """What reaches into the world, given from above: the clock, waiting, and where lines for the user go."""

    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    tell: Tell
    """For what is wrong or in doubt."""
    note: Tell
    """For what went well."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A brief's document with the brief that it carries."""

    path: Path
    brief: Brief
    document: bytes = field(repr=False)
    is_edited: bool


# --- from a document to a draft ------------------------------------------------------------------------------------


def read_finished(path: Path) -> Finished:
    """The brief in a .docx. Raises UsageError where there is no such file, or one that holds no brief."""
    from briefgen.render.jsonfile import brief_from_dict
    from briefgen.render.word.embedded import document_sha256, read_embedded

    try:
        data = path.read_bytes()
    except OSError as error:
        what = "is a folder; give the briefs in it" if path.is_dir() else f"cannot be read: {error.strerror or error}"
        raise UsageError(f"{path}: {what}") from error
    try:
        content = read_embedded(data)
        return Finished(path, brief_from_dict(content["brief"]), data, document_sha256(data) != content.get("document_sha256"))
    except BriefgenError as error:
        raise UsageError(f"{path}: {error}") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"{path}: the brief in this document is damaged ({type(error).__name__}: {error}); make it again") from error


def draft_briefs(found: Sequence[Finished], config: Config, addressing: Addressing, outbox: Outbox, hands: Hands) -> list[str]:
    """Put a message for each brief into the outbox; their keys. Nothing is put there when one cannot be composed."""
    drafts = [make_draft(one, config, addressing, hands) for one in found]
    for draft in drafts:
        outbox.put(draft, hands.now())
    return [draft.key for draft in drafts]


def make_draft(finished: Finished, config: Config, addressing: Addressing, hands: Hands) -> Draft:
    """The message of a brief. Raises ConfigError for a subject or an address that cannot be used."""
    from briefgen.render.mail import attach, compose, encode_address, name_attachment

    brief, name = finished.brief, finished.path.stem
    if finished.is_edited:
        hands.note(f"{finished.path}: was edited since it was made; the message tells the brief as made, the edited one is attached")
    look = Look(locale=config.locale, marking=config.marking, organisation=config.organisation, zone=config.zone)
    envelope, bcc = addressing.of(brief.topic, config)
    letter = compose(brief, look, envelope, attach(brief, look, envelope, finished.document), name)
    to, cc, bcc = (tuple(encode_address(a) for a in listed) for listed in (envelope.to, envelope.cc, bcc))
    sender = encode_address(envelope.sender) if envelope.sender else None
    if not (to or cc or bcc):
        hands.note(f'{finished.path}: the draft has no recipient; give --to, or set "to" in [mail] of briefgen.toml')
    day = brief.as_of.isoformat()
    return Draft(letter.key, letter.message_id, letter.data, name_attachment(name), brief.topic, day, sender, to, cc, bcc)


# --- what delivering needs -----------------------------------------------------------------------------------------


def make_server(config: Config, password: str | None) -> Server:
    """The server of ``[mail]``. ``password`` is the environment's, and stands before the file.

    Raises ConfigError, naming key and variable, for what is missing.
    """
    from briefgen.deliver.smtp import Server

    mail = config.mail
    if mail.host is None:
        raise _missing("host", "no mail server is named", "BRIEFGEN_MAIL_HOST")
    if mail.sender is None:
        raise _missing("from", "nobody is named whom the mail is from", "BRIEFGEN_MAIL_FROM")
    secret = (password or _password_in(config)) if mail.user else None
    ca_file = config.folder / mail.ca_file if mail.ca_file else None
    if ca_file and not ca_file.is_file():
        raise ConfigError(f'{ca_file}: there is no such file; see "ca_file" in [mail] of briefgen.toml, or BRIEFGEN_MAIL_CA_FILE')
    return Server(mail.host, mail.port or PORTS[mail.security], mail.security, mail.user, secret, ca_file, mail.timeout)


def check_recipients(found: Sequence[Finished], config: Config, addressing: Addressing) -> None:
    """Raise ConfigError for a brief that nobody would get."""
    for one in found:
        envelope, bcc = addressing.of(one.brief.topic, config)
        if not (envelope.to or envelope.cc or bcc):
            raise ConfigError(
                f'{one.path}: nobody to send it to; give --to, or set "recipients" in [topics.{one.brief.topic}] or "to" in [mail] of '
                "briefgen.toml, or BRIEFGEN_MAIL_TO"
            )


def _missing(key: str, what: str, variable: str) -> ConfigError:
    return ConfigError(f'{what}; set "{key}" in [mail] of briefgen.toml, or {variable}')


def _password_in(config: Config) -> str:
    mail = config.mail
    if mail.password_file is None:
        raise ConfigError(f'{mail.user} has no password; set BRIEFGEN_MAIL_PASSWORD, or "password_file" in [mail] of briefgen.toml')
    path = config.folder / mail.password_file
    try:
        secret = path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise ConfigError(f'{path}: the password cannot be read ({why}); see "password_file" in [mail] of briefgen.toml') from None
    if not secret:
        raise ConfigError(f'{path}: the file is empty; see "password_file" in [mail] of briefgen.toml')
    return secret


# --- delivering ----------------------------------------------------------------------------------------------------


def deliver(
    outbox: Outbox, server: Server, mail: Mail, hands: Hands, *, keys: Collection[str] | None, resend: bool
) -> tuple[list[str], bool]:
    """Deliver what waits, or of it the messages with ``keys``; the keys of all that were looked at, and whether everybody has them.

    Tries ``mail.tries`` times, with growing pauses, while another try may help. Raises ServerError where none would.
    """
    from briefgen.deliver.smtp import ServerError

    with outbox.delivering():
        if resend:
            outbox.reopen(keys, hands.now())
        chosen = list(keys) if keys is not None else [entry.key for entry, _ in outbox.waiting()]
        before = {key: len(outbox.record.deliveries(key, "sent")) for key in chosen}
        run = _Run(outbox, server, hands)
        try:
            why = run.attempt_all(chosen, mail.tries)
        except ServerError as error:
            raise ServerError(f"{error}; what waits is kept in {outbox.folder}") from error
        finally:
            served = [_report(outbox, key, before[key], hands) for key in chosen]
        if why:
            hands.tell(f"{why}; kept in {outbox.folder}; briefgen send --send{_out(outbox.folder)} tries again")
        _list_doubtful(outbox, hands)
    return chosen, all(served)


class _Run:
    """One run of delivering: the connection, and what is not to be tried again in it."""

    def __init__(self, outbox: Outbox, server: Server, hands: Hands) -> None:
        self._outbox, self._server, self._hands = outbox, server, hands
        self._given_up: set[str] = set()

    def attempt_all(self, keys: Collection[str], tries: int) -> str:
        """Try until nothing waits that another try may help; the reason why something still does, empty otherwise."""
        for number in range(tries):
            why = self._attempt(keys)
            if not why or number == tries - 1:
                return why
            pause = FIRST_PAUSE * 4**number
            self._hands.note(f"{why}; trying again in {pause} s")
            self._hands.sleep(pause)
        return ""

    def _attempt(self, keys: Collection[str]) -> str:
        from briefgen.deliver.smtp import AwayError, Session

        session: Session | None = None
        whys: list[str] = []
        try:
            for entry, waiting in self._outbox.waiting():
                if entry.key not in keys or entry.key in self._given_up:
                    continue
                try:
                    session = session or Session(self._server)
                except AwayError as error:
                    return str(error)
                try:
                    whys += self._send(session, entry, waiting)
                except AwayError as error:
                    whys.append(str(error))
                    session.close()
                    session = None
        finally:
            if session:
                session.close()
        return whys[0] if whys else ""

    def _send(self, session: Session, entry: Entry, waiting: Sequence[Delivery]) -> list[str]:
        """Send one message to whom it waits for; the reasons why some still wait."""
        from briefgen.deliver.smtp import ServerError, stamp

        outbox, now = self._outbox, self._hands.now
        by_address = {one.address: one.recipient for one in waiting}

        def claim(accepted: Sequence[str]) -> bool:
            return outbox.record.claim(entry.key, [by_address[a] for a in accepted], _at(now()))

        try:
            if not entry.sender:
                raise OutputError(f'{outbox.folder / entry.file}: has no sender; set "from" in [mail], then draft it again')
            data = stamp(outbox.read(entry), now())
            answers = session.transmit(entry.sender, list(by_address), data, claim)
        except (OutputError, ServerError) as error:  # this message cannot go; others can
            self._given_up.add(entry.key)
            self._hands.tell(str(error))
            return []
        outbox.record.settle(entry.key, [(by_address[answer.recipient], answer.state, answer.reply) for answer in answers], _at(now()))
        outbox.finish(entry)
        return [f"{answer.recipient}: {answer.reply}" for answer in answers if answer.state == "waiting"]


def _report(outbox: Outbox, key: str, before: int, hands: Hands) -> bool:
    """Tell what became of a message in this run; whether everybody has it."""
    entry = outbox.record.entry(key)
    held = [d for d in outbox.record.deliveries(key) if d.state != "withdrawn"]
    if entry is None or not held:
        return entry is None or entry.fate != "open"
    sent = [d for d in held if d.state == "sent"]
    if len(sent) > before:
        hands.note(f"sent {entry.label} to {_count(len(sent) - before)}")
    elif sent and len(sent) == len(held):
        day = format_day(date.fromisoformat(max(d.at for d in sent)[:10])).replace(NBSP, " ")
        hands.note(f"{entry.label}: already sent to {'all ' if len(sent) > 1 else ''}{_count(len(sent))} on {day}")
    for one in held:
        if one.state == "refused":
            hands.tell(f"refused by the server: {one.address}: {one.reply}")
    if len(sent) < len(held):
        parts = [f"{n} {name}" for state, name in NAMES.items() if (n := sum(d.state == state for d in held))]
        hands.tell(f"{entry.label}: sent to {len(sent)} of {_count(len(held))}; {', '.join(parts)}")
    return len(sent) == len(held)


NAMES = {"waiting": "waiting", "refused": "refused (--resend tries again)", "sending": "in doubt"}


def _list_doubtful(outbox: Outbox, hands: Hands) -> None:
    for entry, held in outbox.held("sending"):
        for one in held:
            hands.tell(
                f"{entry.label}: may have been delivered to {one.address} on {one.at.replace('T', ' ')}; look there, then "
                f"briefgen send --send{_out(outbox.folder)} --resend, or delete {outbox.folder / entry.file}"
            )


def _count(number: int) -> str:
    return f"{number} recipient{'' if number == 1 else 's'}"


def _at(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _out(outbox: Path) -> str:
    """The option that names an outbox that is not the usual one."""
    return "" if outbox == Path("out") / "outbox" else f" --out {outbox.parent}"
