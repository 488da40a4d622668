"""What a configuration holds, as plain values that the other stages take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from briefgen.model import Address, Article, Limits, Proofs

Security = Literal["starttls", "tls"]
LIMITS = Limits()
Paper = Literal["a4", "letter"]
PORTS: dict[Security, int] = {"starttls": 587, "tls": 465}  # RFC 6409 and RFC 8314


@dataclass(frozen=True, slots=True)
class Topic:
    """What a brief is about: words, people and places, any of which brings an article in; and who gets the brief."""

    name: str
    title: str
    terms: tuple[str, ...]
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    template: str | None = None
    recipients: tuple[Address, ...] = ()
    is_configured: bool = True


@dataclass(frozen=True, slots=True)
class Defaults:
    """What ``make`` does where the call does not say; None where the file does not either."""

    out: str | None = None
    format: str | None = None
    since: str | None = None
    skip_empty: bool | None = None
    strict: bool | None = None
    quiet: bool | None = None
    evidence: Proofs | None = None


@dataclass(frozen=True, slots=True)
class Publisher:
    """How a publisher is named in briefs, and how many ordinary reports one of its counts for where reports disagree."""

    key: str
    """The name that its articles give, or the host of their addresses."""
    name: str
    weight: float = 1.0

    def holds(self, article: Article) -> bool:
        """Whether an article is this publisher's: by the name that it gives, else by the host of its address."""
        key = self.key.casefold()
        if article.publisher and article.publisher.casefold() == key:
            return True
        host = (_host(article.url) or "").removeprefix("www.")
        return bool(host) and (host == key or host.endswith(f".{key}"))


@dataclass(frozen=True, slots=True)
class Mail:
    """From whom, to whom and through which server briefs are mailed. The password is never here: environment or file."""

    sender: Address | None = None
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    reply_to: Address | None = None
    subject: str | None = None
    attach: tuple[str, ...] = ("docx", "ics")
    host: str | None = None
    port: int | None = None
    security: Security = "starttls"
    user: str | None = None
    password_file: str | None = None
    ca_file: str | None = None
    """Certificates to trust instead of the system's: for a server whose certificate an organisation signed itself."""
    tries: int = 4
    timeout: int = 30  # seconds


@dataclass(frozen=True, slots=True)
class Style:
    """Colour and font of Word documents; None: the template's own."""

    colour: str | None = None
    """Of headings and rules, six hexadecimal digits."""
    font: str | None = None


@dataclass(frozen=True, slots=True)
class Web:
    """How addresses are fetched."""

    pages: int = 100
    """Articles of one feed or sitemap."""
    timeout: float = 20.0  # seconds
    tries: int = 3


@dataclass(frozen=True, slots=True)
class Config:
    """The configuration, and the folder that paths in it are relative to."""

    topics: tuple[Topic, ...] = ()
    inputs: str | None = None
    template: str = "weekly"
    locale: str = "en-GB"
    zone: str | None = None
    marking: str | None = None
    organisation: str | None = None
    paper: Paper | None = None
    logo: str | None = None
    """A PNG or JPEG file, relative to ``folder``."""
    style: Style = Style()
    defaults: Defaults = Defaults()
    publishers: tuple[Publisher, ...] = ()
    dates: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))
    """Publication days that the user states, by article id or path, globs among them."""
    mail: Mail = Mail()
    store: str | None = None
    """The file of the article library, relative to ``folder``."""
    cache: str | None = None
    """The folder of what was read before, relative to ``folder``; ``off``: nothing is kept."""
    jobs: int | None = None
    """Processes that read articles; None: as many as there are cores."""
    limits: Limits = LIMITS
    web: Web = Web()
    sha256: str | None = None
    path: Path | None = None
    folder: Path = Path()

    def publisher_of(self, article: Article) -> Publisher | None:
        """The configured publisher of an article; None for any other."""
        return next((p for p in self.publishers if p.holds(article)), None)

    def date_of(self, article: Article) -> tuple[str, date] | None:
        """The key of ``[dates]`` that names an article, and its day; an exact name before a glob."""
        from fnmatch import fnmatchcase

        names = (article.id, article.path)
        exact = next((n for n in names if n in self.dates), None)
        key = exact or next((k for k in self.dates if any(fnmatchcase(n, k) for n in names)), None)
        return (key, self.dates[key]) if key is not None else None


def _host(url: str | None) -> str | None:
    from urllib.parse import urlsplit

    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None
