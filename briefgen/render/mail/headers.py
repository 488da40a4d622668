"""The header lines of a message, folded and encoded here, so that every version of Python writes the same bytes.

No value brings a header line of its own: control characters become a blank in a subject and are refused in an address.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from email.header import Header

from briefgen.dates import NBSP, format_day
from briefgen.errors import ConfigError
from briefgen.model import Address, Brief, Look

MAX_SUBJECT = 200  # characters: more is cut by every mail program
MAX_LINE = 76  # characters of an encoded line (RFC 2047, 2)
PLAIN_NAME = 60  # characters: a longer name is folded as encoded words
FIELDS = ("title", "topic", "as_of")
# line ends and other controls, halves of pairs, and the marks that turn the direction of writing and can hide an address in a subject
UNSAFE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
SPECIAL = re.compile(r'[^\w !#$%&\'*+/=?^`{|}~-]', re.ASCII)


def make_subject(template: str | None, brief: Brief, look: Look) -> str:
    """``[MARKING] title, as of 28 August 2025``, or ``template`` with its fields filled: one line of at most MAX_SUBJECT characters.

    Raises ConfigError for a field that is none of FIELDS.
    """
    values = {"title": brief.title, "topic": brief.topic, "as_of": format_day(brief.as_of, look.locale)}
    if template is None:
        values["marking"] = f"[{look.marking.upper()}] " if look.marking else ""
        template = "{marking}{title}, as of {as_of}"
    subject = UNSAFE.sub(" ", _fill(template, values).replace(NBSP, " ")).strip()
    if len(subject) <= MAX_SUBJECT:
        return subject
    cut = subject.rfind(" ", MAX_SUBJECT // 2, MAX_SUBJECT)
    return f"{subject[: cut if cut > 0 else MAX_SUBJECT - 1]}…"


def check_subject(template: str | None) -> None:
    """Raise ConfigError for a subject that cannot be filled."""
    if template is not None:
        _fill(template, dict.fromkeys(FIELDS, ""))


def _fill(template: str, values: dict[str, str]) -> str:
    """``template`` with each ``{name}`` replaced; no attribute or index is ever looked up in a value."""
    out = []
    try:
        for text, name, form, conversion in string.Formatter().parse(template):
            out.append(text)
            if name is not None:
                if name not in values or form or conversion:
                    raise ValueError(f"it has no field {{{name}{':' + form if form else ''}}}")
                out.append(values[name])
    except ValueError as error:
        fields = ", ".join(f"{{{name}}}" for name in FIELDS)
        raise ConfigError(f"the subject {template!r} cannot be filled: {error}; its fields are {fields}") from error
    return "".join(out)


def encode_address(address: Address) -> Address:
    """The address with its domain as the DNS knows it (``xn--...``). Raises ConfigError for a domain that has no such form."""
    local, _, domain = address.spec.rpartition("@")
    try:
        return Address(address.name, f"{local}@{domain.encode('idna').decode('ascii')}")
    except UnicodeError as error:
        raise ConfigError(f"{address.spec!r} is not a mail address: its domain has no form that mail servers know") from error


def write_header(name: str, value: str) -> bytes:
    """A header line of unstructured text, folded; not ASCII as encoded words (RFC 2047)."""
    is_plain = value.isascii() and "=?" not in value
    encoded = Header(value, "us-ascii" if is_plain else "utf-8", maxlinelen=MAX_LINE, header_name=name).encode(linesep="\r\n")
    return f"{name}: {encoded}\r\n".encode("ascii")


def write_addresses(name: str, addresses: Iterable[Address]) -> bytes:
    """A header line of addresses, one a line; nothing where there is none. A local part beyond ASCII stays UTF-8 (RFC 6532)."""
    shown = [_mailbox(address) for address in addresses]
    listed = ",\r\n ".join(shown)
    return f"{name}: {listed}\r\n".encode() if shown else b""


def _mailbox(address: Address) -> str:
    """``"Desk, East" <desk@example.org>``. Raises ConfigError where a part of it could end the line or the address."""
    if UNSAFE.search(address.name.replace(" ", "")) or UNSAFE.search(address.spec) or any(c in address.spec for c in "<>,;"):
        raise ConfigError(f"{address.name!r} <{address.spec!r}> is not a mail address; write it as desk@example.org")
    if not address.name:
        return address.spec
    if not address.name.isascii() or len(address.name) > PLAIN_NAME or "=?" in address.name:
        encoded = Header(address.name, "utf-8", maxlinelen=MAX_LINE, header_name="Reply-To").encode(linesep="\r\n")
        return f"{encoded} <{address.spec}>"
    escaped = re.sub(r'([\\"])', r"\\\1", address.name)
    return f'"{escaped}" <{address.spec}>' if SPECIAL.search(address.name) else f"{address.name} <{address.spec}>"
