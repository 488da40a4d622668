"""The brief as JSON, ``briefgen/brief/1``: what ``--format json`` writes and what a .docx carries inside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from briefgen.model import Article, Brief, Change, Conflict, Evidence, Figure, Former, Issue, Line, Look, Quotation, Reference, Row, Stamp

SCHEMA = "briefgen/brief/1"


def render_json(brief: Brief, articles: Mapping[str, Article], look: Look) -> bytes:  # noqa: ARG001  # the signature of all renderers
    """The brief as UTF-8 with a line end; the same brief gives the same bytes. Lone surrogates are written as escapes."""
    content = brief_to_dict(brief)
    try:
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    except UnicodeEncodeError:
        return (json.dumps(content, indent=1) + "\n").encode("ascii")


def brief_to_dict(brief: Brief) -> dict[str, Any]:
    """The contract's object; its keys stand in the contract's order."""
    return {
        "schema": SCHEMA,
        "made_by": {"version": brief.version, "config_sha256": brief.config_sha256},
        "topic": brief.topic,
        "title": brief.title,
        "as_of": brief.as_of.isoformat(),
        "period": {"from": _day(brief.first), "to": _day(brief.last)},
        "bottom_line": [_line(line) for line in brief.bottom_line],
        "changes": [_change(change) for change in brief.changes],
        "itinerary": [_row(row) for row in brief.itinerary],
        "chronology": [_row(row) for row in brief.chronology],
        "issues": [_issue(issue) for issue in brief.issues],
        "quotes": [_quotation(quote) for quote in brief.quotes],
        "people": [_figure(figure) for figure in brief.people],
        "conflicts": [_conflict(conflict) for conflict in brief.conflicts],
        "sources": [_reference(source) for source in brief.sources],
        "left_out": {"articles": brief.left_out.articles, "rows": brief.left_out.rows, "quotes": brief.left_out.quotes},
        "skipped": [{"path": skipped.path, "reason": skipped.reason} for skipped in brief.skipped],
        "assumptions": [_line(line) for line in brief.assumptions],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _evidence(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    return [
        {"article": e.article, "source": e.source, "start": e.start, "end": e.end, "text": e.text, "rule": e.rule}
        | ({"previous": True} if e.previous else {})
        for e in evidence
    ]


def _line(line: Line) -> dict[str, Any]:
    return {"text": line.text, "evidence": _evidence(line.evidence)}


def _change(change: Change) -> dict[str, Any]:
    return {"kind": change.kind, "id": change.id, "text": change.text, "evidence": _evidence(change.evidence)}


def _row(row: Row) -> dict[str, Any]:
    return {
        "id": row.id, "kind": row.kind, "from": _day(row.first), "to": _day(row.last), "when": row.when, "time": row.time,
        "zone": row.zone, "title": row.title, "place": row.place, "people": list(row.people), "status": row.status,
        "certainty": row.certainty, "part_of": row.part_of, "after": row.after, "edited": row.edited,
        "was": [_former(former) for former in row.was], "score": row.score, "evidence": _evidence(row.evidence),
    }  # fmt: skip


def _former(former: Former) -> dict[str, Any]:
    return {"from": _day(former.first), "to": _day(former.last), "place": former.place, "status": former.status,
            "evidence": _evidence(former.evidence)}  # fmt: skip


def _issue(issue: Issue) -> dict[str, Any]:
    return {"label": issue.label, "score": issue.score, "points": [_line(point) for point in issue.points],
            "quotes": list(issue.quotes), "people": list(issue.people)}  # fmt: skip


def _quotation(quote: Quotation) -> dict[str, Any]:
    return {
        "id": quote.id, "text": quote.text, "kind": quote.kind, "speaker": quote.speaker, "role": quote.role,
        "affiliation": quote.affiliation, "date": _day(quote.date), "edited": quote.edited, "evidence": _evidence(quote.evidence),
    }  # fmt: skip


def _figure(figure: Figure) -> dict[str, Any]:
    return {"name": figure.name, "role": figure.role, "affiliation": figure.affiliation, "evidence": _evidence(figure.evidence)}


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {"about": conflict.about, "readings": [{"value": r.value, "evidence": _evidence(r.evidence)} for r in conflict.readings]}


def _reference(source: Reference) -> dict[str, Any]:
    return {
        "number": source.number, "id": source.id, "title": source.title, "publisher": source.publisher,
        "published": _stamp(source.published), "url": source.url, "path": source.path, "reader": source.reader,
        "sha256": source.sha256, "text_sha256": source.text_sha256, "copies": list(source.copies),
    }  # fmt: skip


def _stamp(stamp: Stamp | None) -> dict[str, str] | None:
    if stamp is None:
        return None
    return {"value": stamp.value, "certainty": stamp.certainty, "found_in": stamp.found_in, "why": stamp.why}
