"""What changed since the previous brief: new, moved, cancelled, otherwise rated, dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from briefgen.dates import format_when
from briefgen.model import Change, Evidence, Row


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
    for row in rows:
        old = _match(row, previous)
        kind, text = ("new", f"New: {row.title} ({row.when})") if old is None else _difference(row, old, locale)
        if kind and not (old is None and row.last is not None and row.last < as_of):
            out.append(Change(kind, row.id, text, row.evidence))  # type: ignore[arg-type]  # kinds are literals
    known = {row.id for row in rows}
    for old in _rows(previous):
        if old["id"] not in known and not any(_match(r, previous) is old for r in rows) and (old.get("to") or "9999") >= as_of.isoformat():
            out.append(Change("dropped", str(old["id"]), f"No longer reported: {old['title']} ({old['when']})", _old_evidence(old)))
    return tuple(out)


def _difference(row: Row, old: Mapping[str, Any], locale: str) -> tuple[str, str]:
    dates = (row.first.isoformat() if row.first else None, row.last.isoformat() if row.last else None)
    if row.status == "cancelled" and old["status"] != "cancelled":
        return "cancelled", f"Cancelled: {row.title} (was {old['when']})"
    if dates != (old.get("from"), old.get("to")):
        return "moved", f"Moved: {row.title}, now {row.when or format_when(row.first, row.last, None, None, locale)} (was {old['when']})"
    if row.status != old["status"] and row.status != "past":
        return "status", f"Status: {row.title} is {row.status} (was {old['status']})"
    return "", ""


def _rows(previous: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [*previous.get("itinerary", ()), *previous.get("chronology", ())]


def _match(row: Row, previous: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The row of the previous brief that is the same event: by id, else by kind, place and people."""
    rows = _rows(previous)
    same = next((old for old in rows if old["id"] == row.id), None)
    if same is not None:
        return same
    kin = [old for old in rows if old["kind"] == row.kind and old.get("place") == row.place]
    alike = [old for old in kin if set(old.get("people") or ()) & set(row.people)
             and old["title"].lower() == row.title.lower()]  # fmt: skip
    return alike[0] if len(alike) == 1 else None


def _old_evidence(old: Mapping[str, Any]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(e["article"], e["start"], e["end"], e["text"], e["rule"], e.get("source", 0), previous=True)
        for e in old.get("evidence", ())
    )
