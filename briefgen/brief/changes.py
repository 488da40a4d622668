"""What changed since the previous brief: new, moved, cancelled, otherwise rated, dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from briefgen.brief.wording import with_place
from briefgen.dates import format_when
from briefgen.model import Change, ChangeKind, Evidence, Row


def with_known_ids(rows: Sequence[Row], previous: Mapping[str, Any] | None) -> tuple[Row, ...]:
    """The rows, one judged the same as a row of the previous brief under that row's id."""
    if previous is None:
        return tuple(rows)
    renamed: dict[str, str] = {}
    own = {row.id for row in rows}
    for row in rows:
        match = _match(row, previous)
        if match and match["id"] != row.id and match["id"] not in own and match["id"] not in renamed.values():
            renamed[row.id] = str(match["id"])
    return tuple(
        replace(r, id=renamed.get(r.id, r.id), part_of=renamed.get(r.part_of or "", r.part_of), after=renamed.get(r.after or "", r.after))
        for r in rows
    )


def find_changes(rows: Sequence[Row], previous: Mapping[str, Any] | None, *, as_of: date, locale: str) -> tuple[Change, ...]:
    """The changes, in the order of the rows; a row that is past now and was ahead then is no change."""
    if previous is None:
        return ()
    out = []
    matched: set[str] = set()
    for row in rows:
        old = _match(row, previous)
        if old is None:
            if row.last is None or row.last >= as_of:
                off = f", {row.status}" if row.status in ("cancelled", "postponed") else ""
                out.append(Change("new", row.id, f"New: {with_place(row.title, row.place)} ({row.when}{off})", row.evidence))
            continue
        matched.add(str(old["id"]))
        kind, text = _difference(row, old, locale)
        if kind is not None:
            out.append(Change(kind, row.id, text, row.evidence))
    known = {row.id for row in rows} | matched
    for old in _rows(previous):
        if old["id"] not in known and (old.get("to") or "9999") >= as_of.isoformat():
            title = with_place(str(old["title"]), old.get("place"))
            out.append(Change("dropped", str(old["id"]), f"No longer reported: {title} ({old['when']})", _old_evidence(old)))
    return tuple(out)


def _difference(row: Row, old: Mapping[str, Any], locale: str) -> tuple[ChangeKind | None, str]:
    dates = (row.first.isoformat() if row.first else None, row.last.isoformat() if row.last else None)
    then = ", ".join(filter(None, (str(old["when"]), old.get("place")))) if _has_moved_place(row, old) else str(old["when"])
    if row.status == "cancelled" and old["status"] != "cancelled":
        return "cancelled", f"Cancelled: {with_place(row.title, row.place)} (was {then})"
    if _has_moved_place(row, old) or (dates != (old.get("from"), old.get("to")) and not _is_more_exact(row, old)):
        when = row.when or format_when(row.first, row.last, None, None, locale)
        now = f"{when}, {row.place}" if _has_moved_place(row, old) else when
        return "moved", f"Moved: {row.title}, now {now} (was {then})"
    if row.status != old["status"] and row.status != "past":
        return "status", f"Status: {with_place(row.title, row.place)} is {row.status} (was {old['status']})"
    return None, ""


def _has_moved_place(row: Row, old: Mapping[str, Any]) -> bool:
    """Whether the row itself says that it was where the previous brief had it."""
    place = old.get("place")
    return bool(place and row.place and place != row.place and any(former.place == place for former in row.was))


def _is_more_exact(row: Row, old: Mapping[str, Any]) -> bool:
    """Whether the days are only told more exactly now: "in June" is "9 June", and no report says that it moved."""
    first, last = old.get("from"), old.get("to")
    if row.was or not (first and last and row.first and row.last):
        return False
    return bool(first <= row.first.isoformat() and row.last.isoformat() <= last and first != last)


def _rows(previous: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [*previous.get("itinerary", ()), *previous.get("chronology", ())]


def _match(row: Row, previous: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The row of the previous brief that is the same event.

    By id; else by a sentence that tells both (what a row was is told by the sentences of old); else by kind, title and either place,
    people or days, where one row alone is like that.
    """
    rows = _rows(previous)
    same = next((old for old in rows if old["id"] == row.id), None)
    if same is not None:
        return same
    kin = [old for old in rows if old["kind"] == row.kind]
    told = {(e.article, e.start) for e in (*row.evidence, *(e for former in row.was for e in former.evidence))}
    shared = [old for old in kin if told & {(e["article"], e["start"]) for e in old.get("evidence", ())} and _is_titled_alike(row, old)]
    if len(shared) == 1:
        return shared[0]
    alike = [old for old in kin if old["title"].casefold() == row.title.casefold() and _agrees(row, old)]
    return alike[0] if len(alike) == 1 else None


def _agrees(row: Row, old: Mapping[str, Any]) -> bool:
    days = row.first is not None and row.first.isoformat() == old.get("from")
    return days or (row.place is not None and old.get("place") == row.place) or bool(set(old.get("people") or ()) & set(row.people))


def _is_titled_alike(row: Row, old: Mapping[str, Any]) -> bool:
    """Whether two titles share half of their words; one sentence may tell of two events."""
    one, two = ({w for w in title.casefold().split() if len(w) > 3} for title in (row.title, str(old["title"])))
    return len(one & two) >= 0.5 * max(1, min(len(one), len(two)))


def _old_evidence(old: Mapping[str, Any]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(e["article"], e["start"], e["end"], e["text"], e["rule"], e.get("source", 0), previous=True)
        for e in old.get("evidence", ())
    )
