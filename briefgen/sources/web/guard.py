"""Where a connection may lead: checked on the address that it is really made to, before a byte is sent."""

from __future__ import annotations

import ipaddress
import re
import socket
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from urllib3.connection import HTTPConnection, HTTPSConnection

from briefgen.errors import ReadError

NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))  # RFC 6052 and 8215
NOT_PLAIN = re.compile(r"[\x00-\x20\x7f-\x9f\\\u2028\u2029]")
MAX_ADDRESS = 4000  # characters
PERMIT = "--allow-private permits it"
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Refused(ReadError):  # noqa: N818  # reads as what it says
    """An address that is not fetched, and why."""


def check_url(url: str, *, base: str | None = None, allow_private: bool = False) -> str:
    """An address as it is fetched: absolute, without fragment, its host in ASCII. Raises Refused with the reason."""
    if NOT_PLAIN.search(url):
        raise Refused("is no address: it holds blanks or signs that none has")
    if len(url) > MAX_ADDRESS:
        raise Refused(f"is no address: it has more than {MAX_ADDRESS} characters")
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
        name = host if ":" in host else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise Refused("is no address that can be fetched") from error
    if parts.scheme not in ("https", "http"):
        raise Refused(f"begins with {parts.scheme}:, and only https addresses are fetched")
    if parts.username is not None or parts.password is not None:
        raise Refused("holds a user name or password, which an address must not")
    if not name:
        raise Refused("names no host")
    if parts.scheme == "http" and not allow_private:
        raise Refused(f"is not encrypted; try https://{parts.netloc}{parts.path}")
    netloc = (f"[{name}]" if ":" in name else name.lower()) + (f":{port}" if port is not None else "")
    return urlunsplit(SplitResult(parts.scheme, netloc, parts.path or "/", parts.query, ""))


def is_private(address: Address) -> bool:
    """Whether an address is of this machine, of a private network, or of none that the public network has."""
    if isinstance(address, ipaddress.IPv6Address):
        inner: list[Address] = [a for a in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())) if a]
        if any(address in network for network in NAT64):
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if address.is_site_local or any(is_private(a) for a in inner):
            return True
        if address.ipv4_mapped:
            return False
    return not address.is_global or address.is_multicast or address.is_reserved


def connect(host: str, port: int, *, timeout: float, allow_private: bool, is_plain: bool) -> socket.socket:
    """A connection to a host, by the very address that was checked. Raises Refused, or OSError where none can be made.

    ``is_plain``: without encryption, which only this machine and private networks get.
    """
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    failed: OSError | None = None
    for *_, place in found:
        address = ipaddress.ip_address(str(place[0]).partition("%")[0])
        if is_private(address) and not allow_private:
            raise Refused(f"leads to {address}, an address of this machine or of a private network; {PERMIT}")
        if is_plain and not is_private(address):
            raise Refused(f"is not encrypted; try https://{host}")
    for family, kind, protocol, _, place in found:
        made = socket.socket(family, kind, protocol)
        try:
            made.settimeout(timeout)
            made.connect(place)
        except OSError as error:
            made.close()
            failed = error
        else:
            return made
    raise failed or OSError("the name leads nowhere")


class _Guarded:
    """What the two kinds of connection share; the other end of ``line`` can be cut by whoever watches the time."""

    host: str
    port: int
    allow_private = False
    seconds = 20.0
    line: socket.socket | None = None
    is_plain = False

    def _new_conn(self) -> socket.socket:
        made = connect(self.host, self.port, timeout=self.seconds, allow_private=self.allow_private, is_plain=self.is_plain)
        self.line = made.dup()
        return made


class PlainConnection(_Guarded, HTTPConnection):
    """Without encryption: to this machine and private networks alone."""

    is_plain = True


class SafeConnection(_Guarded, HTTPSConnection):
    """With TLS, the host's name verified."""


def open_connection(url: str, *, allow_private: bool, timeout: float, context: Any) -> PlainConnection | SafeConnection:
    """A connection for an address of :func:`check_url`, not made yet."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    made: PlainConnection | SafeConnection
    if parts.scheme == "http":
        made = PlainConnection(host, parts.port or 80, timeout=timeout)
    else:
        made = SafeConnection(host, parts.port or 443, timeout=timeout, ssl_context=context)
    made.allow_private, made.seconds = allow_private, timeout
    return made
