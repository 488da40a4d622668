"""E-mails by the standard library: each message and the attachments that briefgen reads; mailboxes one message at a time."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import Compat32
from typing import BinaryIO

from briefgen.errors import ReadError
from briefgen.model import Skipped, Source
from briefgen.sources.kinds import kind_of_name, kind_of_type
from briefgen.sources.unpack import unpack
from briefgen.sources.unpack.place import Place, SpentError
from briefgen.sources.unpack.streams import read_bounded
from briefgen.sources.unpack.words import not_read

FAULTS = (ValueError, TypeError, AttributeError, LookupError, RecursionError)
MAX_PARTS = 1000  # of one message
MAX_LINES = 1_500_000  # of one message; 64 MB of attachments have 840,000, and each is an object while it is parsed
MAX_DIVIDERS = 50_000  # lines that may divide parts: each part is an object, however empty
MAX_STEPS = 100_000_000  # lines times parts that hold others: each line is compared with the end of all that are open
MAX_HEADER = 4000  # characters; taking a header apart takes time in the square of its length
LINE = 1 << 16  # bytes of a mailbox's line that are looked at together
SILENT = (
    "image/", "audio/", "video/", "text/calendar", "text/vcard", "text/x-vcard", "application/ics",
    "application/pkcs7", "application/x-pkcs7", "application/pgp", "application/ms-tnef", "message/delivery-status",
    "message/disposition", "text/rfc822-headers",
)  # fmt: skip
"""Types of parts that are no article and are passed over."""
SILENT_NAMES = (".p7s", ".p7m", ".p7c", ".asc", ".sig", ".ics", ".vcf")
"""The same by their names, where a program sends them under a type that says nothing."""
ESCAPED = re.compile(rb"^>(?=>*From )", re.MULTILINE)


class _Bounded(Compat32):
    """The rules of Python's parser with headers cut to a length."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:MAX_HEADER]


POLICY = _Bounded()


def unpack_mail(stream: BinaryIO, place: Place) -> Iterator[Source | Skipped]:
    """The message itself under the id of its file, then its attachments, numbered from 2."""
    data = read_bounded(stream, place.limits.document_bytes, "one e-mail ([limits] document_mb)")
    place.take_packed(len(data))
    holders = _refuse_hostile(data)
    yield place.source("message", data)
    if not holders:
        return
    try:
        message = message_from_bytes(data, policy=POLICY)
    except FAULTS:
        return  # the reader says what is wrong with it
    for number, part in enumerate(_attachments(message), 2):
        yield from _attachment(part, place, number)


def _refuse_hostile(data: bytes) -> int:
    """How many parts of a message may hold others. Raises ReadError for what no e-mail has and parsers take very long over."""
    lines = data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
    if lines > MAX_LINES:
        raise ReadError(f"has more than {MAX_LINES:,} lines; no e-mail has")
    lower = data.lower()
    holders = lower.count(b"multipart/") + lower.count(b"message/")
    if holders and lower.count(b"content-type") > MAX_PARTS:
        raise ReadError(f"has more than {MAX_PARTS:,} parts; no e-mail has")
    if holders and data.count(b"\n--") + data.count(b"\r--") > MAX_DIVIDERS:
        raise ReadError(f"has more than {MAX_DIVIDERS:,} lines between parts; no e-mail has")
    if holders > 1 and holders * lines > MAX_STEPS:
        raise ReadError("has too many parts within parts for its length; save its attachments by themselves")
    return holders


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
    name = _name(part)
    if name.lower().endswith(SILENT_NAMES):
        return False
    return _is_attached(part) or bool(name) or not kind.startswith("text/")


def _is_attached(part: Message) -> bool:
    try:
        return part.get_content_disposition() == "attachment"
    except FAULTS:
        return True


def _name(part: Message) -> str:
    """The name of the file that a part is; empty where it has none, or one beyond understanding."""
    try:
        return str(make_header(decode_header(part.get_filename() or "")))
    except (*FAULTS, HeaderParseError):
        return ""


def _attachment(part: Message, place: Place, number: int) -> Iterator[Source | Skipped]:
    kind = part.get_content_type()
    is_message = kind == "message/rfc822"
    name = _name(part) or ("message.eml" if is_message else "attachment")
    one = place.member(number, name=name)
    reads = "eml" if is_message else kind_of_name(name) or kind_of_type(kind)
    if reads is None:
        yield one.skipped(f"{one.path}: {not_read(one.path)}")
    elif (data := _content(part, is_message=is_message)) is None:
        yield one.skipped(f"{one.path} is damaged; save the attachment by itself")
    elif place.depth >= place.limits.depth:
        yield one.skipped(f"{one.path} stands in messages within messages, more than {place.limits.depth} deep ([limits] depth)")
    else:
        yield from unpack(io.BytesIO(data), one.within(), reads)


def _content(part: Message, *, is_message: bool) -> bytes | None:
    """The bytes of a part, decoded; None where they cannot be had."""
    try:
        content: object = part.get_payload() if is_message else part.get_payload(decode=True)
        if is_message and isinstance(content, list) and content and isinstance(content[0], Message):
            content = content[0].as_bytes(policy=POLICY)
    except FAULTS:
        return None
    return content if isinstance(content, bytes) else None


def unpack_mailbox(stream: BinaryIO, place: Place) -> Iterator[Source | Skipped]:
    """Every message of a mailbox with its attachments; one that cannot be read is skipped and the next one read."""
    for number, data in enumerate(_messages(stream, place.limits.document_bytes), 1):
        one = place.member(number)
        if data is None:
            size = place.limits.document_bytes / 1_000_000
            yield one.skipped(f"is larger than {size:g} MB, too large for one e-mail ([limits] document_mb)")
            continue
        try:
            yield from unpack_mail(io.BytesIO(data), one)
        except SpentError:
            raise
        except ReadError as error:
            yield one.skipped(str(error))


def _messages(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The messages between the ``From `` lines; None for one of more than ``limit`` bytes."""
    held = bytearray()
    size, is_open, is_free, is_start = 0, False, True, True  # within a message; after an empty line; at the start of a line
    while line := stream.readline(LINE):
        if is_free and is_start and line.startswith(b"From "):
            if is_open:
                yield _unescaped(held) if size <= limit else None
            held, size, is_open = bytearray(), 0, True
            while line and not line.endswith(b"\n"):
                line = stream.readline(LINE)
        elif is_open:
            size += len(line)
            if size <= limit:
                held += line
            else:
                held = bytearray()
        elif line.strip():
            raise ReadError("is no mailbox: it does not begin with a line “From ”")
        is_free = not line.strip() and (is_start or is_free)
        is_start = line.endswith(b"\n")
    if is_open:
        yield _unescaped(held) if size <= limit else None


def _unescaped(message: bytearray) -> bytes:
    """A message, the ``>`` before its own ``From `` lines taken away."""
    data = bytes(message)
    return ESCAPED.sub(b"", data) if b">From " in data else data
