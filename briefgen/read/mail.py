"""One e-mail: its text, plain or from its HTML, what its headers say, and no signature. Attachments are sources of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from briefgen.errors import ReadError
from briefgen.model import Source, Stamp
from briefgen.read.draft import Draft
from briefgen.read.encoding import CONTROLS, decode
from briefgen.read.fragment import read_fragment

if TYPE_CHECKING:
    from email.message import Message
    from email.policy import EmailPolicy

MAX_HEADER = 4000  # characters; parsing a header takes time in the square of its length
MAX_PARTS = 1000  # of one message; the text stands in the first ones
STUB = 1 / 3  # of the words of the HTML: a plain part with fewer only points to it
POINTER = re.compile(r"\b(?:view|read|open|see)\b[^.\n]{0,40}\b(?:in|with|on)\b[^.\n]{0,20}\b(?:browser|html)\b", re.IGNORECASE)
MARKER = re.compile(r"(?:\s*(?:re|fwd?|aw|wg|tr)\s*(?:\[\d+\])?:)+\s*", re.IGNORECASE)  # "Fwd: RE: Talks in Tokyo"
QUOTED = re.compile(r"(?P<marks>>*+) ?+")
FAULTS = (ValueError, TypeError, AttributeError, LookupError, RecursionError)
"""What Python's parser of e-mails raises on headers and bodies that break the rules."""


@cache
def _policy() -> EmailPolicy:
    """Today's rules for e-mails, with headers cut to a length and their raw UTF-8 understood."""
    from email.policy import EmailPolicy

    class Bounded(EmailPolicy):
        def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
            name, value = super().header_source_parse(sourcelines)
            return name, value[:MAX_HEADER].encode("utf-8", "surrogateescape").decode("utf-8", "replace")

    return Bounded()


def read_mail(source: Source) -> Draft:
    """The draft of one message. Raises ReadError for one without a text, or nested beyond reason."""
    from email import message_from_bytes

    try:
        message = message_from_bytes(source.data, policy=_policy())
    except RecursionError as error:
        raise ReadError("has parts nested too deep; no e-mail is") from error
    except FAULTS as error:
        raise ReadError("is a broken e-mail; save it again as .eml") from error
    text = _text(message)
    if not text.strip():
        raise ReadError("is an e-mail without a text")
    subject = MARKER.sub("", _header(message, "Subject"), count=1)
    language = _header(message, "Content-Language")
    return Draft(
        text=text, reader="mail/1", title=subject or None, publisher=_publisher(message), url=_url(message),
        language=language[:2].lower() if re.match(r"[A-Za-z]{2}(?:-[\w-]+)?$", language) else None, published=_published(message),
    )  # fmt: skip


def _header(message: Message[str, str], name: str) -> str:
    """A header on one line, without control characters; empty where it is missing or beyond understanding."""
    try:
        value = str(message[name] or "")
    except FAULTS:
        return ""
    return " ".join(CONTROLS.sub(" ", value.replace("\ufffd", " ")).split())


def _published(message: Message[str, str]) -> Stamp | None:
    from email.utils import parsedate_to_datetime

    given = _header(message, "Date")
    try:
        when = parsedate_to_datetime(given)
    except (*FAULTS, OverflowError):
        return None
    return Stamp(when.isoformat(), "stated", "e-mail header", f"the e-mail was sent on {given}")


def _publisher(message: Message[str, str]) -> str | None:
    """Who sent it: the name beside the address, else the domain of the address."""
    from email.utils import parseaddr

    try:
        name, address = parseaddr(_header(message, "From"))
    except FAULTS:
        return None
    domain = address.rpartition("@")[2].strip().lower()
    return name.strip().strip("'\"").strip() or domain or None


def _url(message: Message[str, str]) -> str | None:
    """Where the message lies on the web: the address of its archived copy."""
    for name in ("Archived-At", "List-Archive", "List-Post", "List"):
        match = re.search(r"https://[^\s<>\"]+", _header(message, name))
        if match:
            return match[0]
    return None


def _text(message: Message[str, str]) -> str:
    """The plain text, unless it only points to the HTML beside it."""
    plains: list[str] = []
    pages: list[str] = []
    for part in _leaves(message):
        kind = _kind(part)
        if kind == "text/html":
            pages.append(read_fragment(_content(part)))
        elif kind == "text/plain":
            plains.append(_plain(part))
    plain, page = "\n\n".join(filter(None, plains)), "\n".join(filter(None, pages))
    words, full = len(plain.split()), len(page.split())
    if page and (words < STUB * full or (words < full and POINTER.search(plain))):
        return page
    return plain or page


def _leaves(message: Message[str, str]) -> Iterator[Message[str, str]]:
    """The parts shown as the message itself, in order: no attachments, no messages within it."""
    waiting = [message]
    for _ in range(MAX_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        content = part.get_payload()
        if _header(part, "Content-Disposition").lower().startswith("attachment") or _header(part, "Content-Type").startswith("message/"):
            continue
        if isinstance(content, list):
            waiting.extend(reversed([p for p in content if not isinstance(p, str)]))
        else:
            yield part


def _kind(part: Message[str, str]) -> str:
    try:
        return part.get_content_type()
    except FAULTS:
        return "text/plain"


def _content(part: Message[str, str]) -> str:
    """The text of a part in the encoding that it names, where that fits, else as any text; never fails on what is text."""
    try:
        data = part.get_payload(decode=True)
    except FAULTS:
        return ""
    if not isinstance(data, bytes):
        return ""
    try:
        text = data.decode(part.get_content_charset() or "utf-8")
    except FAULTS:
        try:
            text = decode(data)
        except ReadError:
            return ""
    return CONTROLS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).removeprefix("\ufeff")


def _plain(part: Message[str, str]) -> str:
    """The lines of a plain part up to its signature, those of format=flowed put together again."""
    lines = _content(part).split("\n")
    lines = lines[: next((at for at, line in enumerate(lines) if line == "-- "), len(lines))]
    try:
        flowed, delsp = str(part.get_param("format", "")).lower() == "flowed", str(part.get_param("delsp", "")).lower() == "yes"
    except FAULTS:
        flowed = delsp = False
    return "\n".join(_unflowed(lines, delsp=delsp) if flowed else (line.rstrip() for line in lines)).strip("\n")


def _unflowed(lines: Sequence[str], *, delsp: bool) -> Iterator[str]:
    """The paragraphs of a format=flowed text (RFC 3676): a line that ends in a blank goes on in the next of the same depth."""
    open_: list[str] = []
    depth = 0
    for line in lines:
        match = QUOTED.match(line)
        marks, rest = (match["marks"], line[match.end() :]) if match else ("", line)
        if open_ and len(marks) != depth:
            yield "".join(open_).rstrip()
            open_.clear()
        depth = len(marks)
        if not open_ and marks:
            open_.append(f"{marks} ")
        open_.append(rest[:-1] if delsp and rest.endswith(" ") else rest)
        if not rest.endswith(" "):
            yield "".join(open_).rstrip()
            open_.clear()
    if open_:
        yield "".join(open_).rstrip()
