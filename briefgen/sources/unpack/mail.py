"""E-mails by the standard library: each message and the attachments that briefgen reads; mailboxes one message at a time."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from typing import BinaryIO

from briefgen.errors import ReadError
from briefgen.model import Skipped, Source
from briefgen.sources.kinds import kind_of_name, kind_of_type
from briefgen.sources.unpack import unpack
from briefgen.sources.unpack.place import Place
from briefgen.sources.unpack.streams import read_bounded
from briefgen.sources.unpack.words import not_read

FAULTS = (ValueError, TypeError, AttributeError, LookupError, RecursionError)
MAX_PARTS = 1000  # of one message
LINE = 1 << 16  # bytes of a mailbox's line that are looked at together
SILENT = (
    "image/", "audio/", "video/", "text/calendar", "application/pkcs7", "application/x-pkcs7", "application/pgp", "application/ms-tnef",
    "message/delivery-status", "message/disposition", "text/rfc822-headers",
)  # fmt: skip
"""Types of parts that are no article and are passed over."""
PART = re.compile(rb"^Content-Type:", re.IGNORECASE | re.MULTILINE)
ESCAPED = re.compile(rb"^>(?=>*From )", re.MULTILINE)


def unpack_mail(stream: BinaryIO, place: Place) -> Iterator[Source | Skipped]:
    """The message itself under the id of its file, then its attachments, numbered from 2."""
    data = read_bounded(stream, place.limits.document_bytes, "one e-mail ([limits] document_mb)")
    if len(PART.findall(data)) > MAX_PARTS:
        raise ReadError(f"has more than {MAX_PARTS:,} parts; no e-mail has")
    yield place.source("message", data)
    try:
        message = message_from_bytes(data, policy=compat32)
        parts = list(_attachments(message))
    except FAULTS:
        return  # the reader says what is wrong with it
    for number, part in enumerate(parts, 2):
        yield from _attachment(part, place, number)


def _attachments(message: Message) -> Iterator[Message]:
    """The parts that are files of their own, in order."""
    waiting = [message]
    for _ in range(MAX_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        kind = part.get_content_type()
        content = part.get_payload()
        if part is not message and (kind == "message/rfc822" or _is_file(part, kind)):
            yield part
        elif isinstance(content, list):
            waiting.extend(reversed([p for p in content if isinstance(p, Message)]))


def _is_file(part: Message, kind: str) -> bool:
    if part.is_multipart() or kind.startswith(("multipart/", *SILENT)):
        return False
    return part.get_content_disposition() == "attachment" or bool(part.get_filename()) or not kind.startswith("text/")


def _attachment(part: Message, place: Place, number: int) -> Iterator[Source | Skipped]:
    kind = part.get_content_type()
    try:
        name = part.get_filename() or ("message.eml" if kind == "message/rfc822" else "")
        if kind == "message/rfc822":
            inner = part.get_payload()
            first = inner[0] if isinstance(inner, list) and inner else None
            data, reads = (first.as_bytes() if isinstance(first, Message) else b""), "eml"
        else:
            content = part.get_payload(decode=True)
            data = content if isinstance(content, bytes) else b""
            reads = kind_of_name(name) or kind_of_type(kind) or ""
    except FAULTS:
        name, data, reads = "attachment", b"", ""
    one = place.member(number, name=name or "attachment")
    if not reads:
        yield one.skipped(f"{one.path}: {not_read(one.path)}")
        return
    yield from unpack(io.BytesIO(data), one.within(), reads)


def unpack_mailbox(stream: BinaryIO, place: Place) -> Iterator[Source | Skipped]:
    """Every message of a mailbox with its attachments; one that is too large is skipped and the next one read."""
    for number, data in enumerate(_messages(stream, place.limits.document_bytes), 1):
        one = place.member(number)
        if data is None:
            size = place.limits.document_bytes / 1_000_000
            yield one.skipped(f"is larger than {size:g} MB, too large for one e-mail ([limits] document_mb)")
        else:
            yield from unpack_mail(io.BytesIO(data), one)


def _messages(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The messages between the ``From `` lines; None for one of more than ``limit`` bytes."""
    lines: list[bytes] = []
    size, is_open, is_free = 0, False, True  # within a message; after an empty line, where the next may begin
    while line := stream.readline(LINE):
        if is_free and line.startswith(b"From "):
            if is_open:
                yield _joined(lines) if size <= limit else None
            lines, size, is_open = [], 0, True
            while line and not line.endswith(b"\n"):
                line = stream.readline(LINE)
        elif is_open:
            size += len(line)
            if size <= limit:
                lines.append(line)
            else:
                lines = []
        elif line.strip():
            raise ReadError("is no mailbox: it does not begin with a line “From ”")
        is_free = not line.strip()
    if is_open:
        yield _joined(lines) if size <= limit else None


def _joined(lines: list[bytes]) -> bytes:
    """A message, the ``>`` before its own ``From `` lines taken away."""
    return ESCAPED.sub(b"", b"".join(lines))
