"""Words and addresses that every rendering shows alike: statuses, changes, edits, what a row was before, links to the web."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote, urlsplit

from briefgen.dates import format_day, format_interval
from briefgen.model import Change, ChangeKind, Former, Row, Status

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


def show_former(former: Former, row: Row, locale: str) -> str:
    """What a row was before: ``9–10 June 2026, Riga``; its status, where its days and its place are those of the row still."""
    is_same = (former.first, former.last) in ((row.first, row.last), (None, None)) and former.place in (row.place, None)
    known = [] if is_same else [part for part in (show_days(former.first, former.last, locale), former.place) if part]
    status = STATUS.get(former.status, former.status).lower()
    return ", ".join([*known, status] if known and former.status != "planned" else known) or status


def show_change(change: Change) -> str:
    """What has changed, behind the label that every rendering gives it: "Moved" is not said twice."""
    return change.text.removeprefix(f"{CHANGES[change.kind]}: ")


def show_edit(edited: str | None) -> str:
    """`` (edited: the embassy's programme)``, for behind what the analyst corrected; empty for what is as the articles have it."""
    return f" (edited: {edited})" if edited else ""


def web_url(url: str | None) -> str | None:
    """An address of the web with everything unusual escaped; None for any other, which a program might run, or a broken one."""
    try:
        if url is None or urlsplit(url.strip()).scheme not in ("http", "https"):
            return None
    except ValueError:  # a broken IPv6 host
        return None
    return quote("".join(url.split()), safe=":/?#[]@!$&'()*+,;=%~-._", errors="replace")
