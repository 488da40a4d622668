"""Words and addresses that every rendering shows alike: statuses, changes, what a row was before, links to the web."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote, urlsplit

from briefgen.dates import format_day, format_interval
from briefgen.model import ChangeKind, Former, Status

STATUS: dict[Status, str] = {
    "confirmed": "Confirmed", "planned": "Planned", "tentative": "Tentative",
    "cancelled": "Cancelled", "postponed": "Postponed", "past": "Past",
}  # fmt: skip
CHANGES: dict[ChangeKind, str] = {
    "new": "New", "moved": "Moved", "cancelled": "Cancelled", "status": "Status", "dropped": "No longer reported",
}  # fmt: skip


def show_days(first: date | None, last: date | None, locale: str) -> str | None:
    """``29–30 August 2025``; None where no day is known, one end alone as ``from`` or ``until`` it."""
    if first and last:
        return format_interval(first, last, locale)
    known = first or last
    return None if known is None else f"{'from' if first else 'until'} {format_day(known, locale)}"


def show_former(former: Former, locale: str) -> str:
    """What a row was before: its days and place, its status where neither is known."""
    known = [part for part in (show_days(former.first, former.last, locale), former.place) if part]
    return ", ".join(known) or STATUS.get(former.status, former.status).lower()


def web_url(url: str | None) -> str | None:
    """An address of the web with everything unusual escaped; None for any other, which a program might run, or a broken one."""
    try:
        if url is None or urlsplit(url.strip()).scheme not in ("http", "https"):
            return None
    except ValueError:  # a broken IPv6 host
        return None
    return quote("".join(url.split()), safe=":/?#[]@!$&'()*+,;=%~-._", errors="replace")
