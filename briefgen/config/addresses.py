"""Mail addresses as users write them -> Address, checked so that none can smuggle a header line in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.errors import ConfigError
from briefgen.model import Address

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# one mailbox (RFC 5322, 3.4.1) without quoted local parts and literals, which nobody has; letters of any script (RFC 6531)
SPEC = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?)(?:\.[^\W_](?:[\w-]{0,61}[^\W_])?)*")


def parse_address(value: str) -> Address:
    """``Desk <desk@example.org>`` or the bare address as an Address. Raises ConfigError for anything else, two addresses among it."""
    text = value.strip()
    match = re.fullmatch(r"(?P<name>[^<>]*)<(?P<spec>[^<>]*)>", text)
    name, spec = (match["name"].strip(), match["spec"].strip()) if match else ("", text)
    if len(name) > 1 and name[0] == name[-1] == '"':
        name = name[1:-1].replace('\\"', '"')
    local = spec.partition("@")[0]
    if CONTROL.search(value) or not SPEC.fullmatch(spec) or len(spec) > 254 or local[0] == "." or local[-1] == "." or ".." in local:
        raise ConfigError(f'{value!r} is not a mail address; write it as desk@example.org or "Desk <desk@example.org>"')
    return Address(name, spec)


def parse_addresses(values: Sequence[str]) -> tuple[Address, ...]:
    """The addresses of a repeatable option, each value one address or a comma list of bare ones; none twice."""
    parts = [part for value in values for part in (value.split(",") if "<" not in value else [value]) if part.strip()]
    found: dict[str, Address] = {}
    for part in parts:
        address = parse_address(part)
        found.setdefault(address.spec.casefold(), address)
    return tuple(found.values())
