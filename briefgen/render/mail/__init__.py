"""The brief as an e-mail draft (RFC 5322): text and HTML bodies, the Word file and the calendar attached.

A draft names no moment and no blind copies. Its Message-ID is made of what it says, not of whom it goes to: the same brief sent again,
to corrected recipients too, is the same message.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage

from briefgen.model import Article, Brief, Envelope, Look
from briefgen.render.mail.bodies import make_bodies
from briefgen.render.mail.headers import check_subject, encode_address, make_subject, write_addresses, write_header

__all__ = ["Letter", "attach", "check_subject", "compose", "encode_address", "name_attachment", "render_eml"]

DOMAIN = "briefgen.invalid"  # RFC 2606: of an id whose sender is not known yet
TYPES = {
    "docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "ics": ("text", "calendar"),
}
MAX_NAME = 80  # characters: a file name with hash, suffix and the mark of a temporary file stays below 255 bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished message: ``key`` is the hash of what it says, on which its Message-ID rests."""

    key: str
    message_id: str
    subject: str
    data: bytes


def render_eml(brief: Brief, articles: Mapping[str, Article], look: Look) -> bytes:
    """The draft of a brief with what ``look.envelopes`` says of its topic; a mail program opens it to be sent."""
    from briefgen.render.word import render_docx

    envelope = look.envelopes.get(brief.topic, Envelope())
    document = render_docx(brief, articles, look) if "docx" in envelope.attach else b""
    return compose(brief, look, envelope, attach(brief, look, envelope, document), f"{brief.topic}-{brief.as_of.isoformat()}").data


def attach(brief: Brief, look: Look, envelope: Envelope, document: bytes) -> dict[str, bytes]:
    """What goes with the message, by suffix: the Word file, and the calendar where an event has a day."""
    from briefgen.render.calendar import render_ics

    attached = {"docx": document} if "docx" in envelope.attach else {}
    if "ics" in envelope.attach:
        calendar = render_ics(brief, {}, look)
        attached |= {"ics": calendar} if b"\nBEGIN:VEVENT" in calendar else {}
    return attached


def compose(brief: Brief, look: Look, envelope: Envelope, attached: Mapping[str, bytes], name: str) -> Letter:
    """The message as bytes with CRLF line ends. ``name`` is what the attached files are called, before their suffix.

    Raises ConfigError for a subject that cannot be filled and for an address that would not stay in its line.
    """
    subject = make_subject(envelope.subject, brief, look)
    text, page = make_bodies(brief, look, tuple(attached))
    key = _hash(subject, text, page, attached)
    sender = encode_address(envelope.sender) if envelope.sender else None
    message_id = f"<{key}@{sender.spec.rpartition('@')[2] if sender else DOMAIN}>"
    head = b"".join((
        write_addresses("From", [sender] if sender else []),
        write_addresses("To", map(encode_address, envelope.to)),
        write_addresses("Cc", map(encode_address, envelope.cc)),
        write_addresses("Reply-To", [encode_address(envelope.reply_to)] if envelope.reply_to else []),
        write_header("Subject", subject),
        write_header("Message-ID", message_id),
        b"X-Unsent: 1\r\n",  # some mail programs then open it to be edited and sent
    ))  # fmt: skip
    return Letter(key, message_id, subject, head + _content(key, text, page, attached, name_attachment(name)))


def _hash(subject: str, text: str, page: str, attached: Mapping[str, bytes]) -> str:
    """Over subject, bodies and attachments, each with its length before it; not over names, addresses or dates."""
    digest = hashlib.sha256()
    for piece in (subject.encode(), text.encode(), page.encode(), *(attached[suffix] for suffix in sorted(attached))):
        digest.update(len(piece).to_bytes(8, "big"))
        digest.update(piece)
    return digest.hexdigest()[:40]


def _content(key: str, text: str, page: str, attached: Mapping[str, bytes], name: str) -> bytes:
    """The MIME headers and parts: mixed(alternative(text, html), attachments), with boundaries made of the key."""
    message = EmailMessage(policy=policy.SMTP)
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    for suffix, data in attached.items():
        kind, subtype = TYPES[suffix]
        message.add_attachment(data, maintype=kind, subtype=subtype, filename=f"{name}.{suffix}")
        if kind == "text":
            next(reversed(list(message.iter_attachments()))).set_param("charset", "utf-8")
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{key[:32]}_{number}")
    return message.as_bytes()


def name_attachment(name: str) -> str:
    """``name`` in letters that every mail program and file system takes; ``brief`` where none is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9._-]+", "-", plain, flags=re.IGNORECASE)[:MAX_NAME].strip("-._") or "brief"
