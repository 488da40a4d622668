"""The brief as JSON, ``briefgen/brief/1``: what ``--format json`` writes and what a .docx carries inside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from briefgen.model import (
    Article,
    Brief,
    Change,
    Conflict,
    Evidence,
    Figure,
    Former,
    Issue,
    LeftOut,
    Line,
    Look,
    Quotation,
    Reading,
    Reference,
    Row,
    Skipped,
    Stamp,
)

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
    edited = {"edited": figure.edited} if figure.edited else {}
    return {"name": figure.name, "role": figure.role, "affiliation": figure.affiliation, **edited, "evidence": _evidence(figure.evidence)}


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


# --- read back ---------------------------------------------------------------------------------------------------


def brief_from_dict(content: Mapping[str, Any]) -> Brief:
    """The Brief that :func:`brief_to_dict` made ``content`` of. Raises KeyError, TypeError or ValueError for another object."""
    made_by, period, left_out = content["made_by"], content["period"], content["left_out"]
    return Brief(
        topic=content["topic"], title=content["title"], as_of=date.fromisoformat(content["as_of"]),
        first=_read_day(period["from"]), last=_read_day(period["to"]),
        version=made_by["version"], config_sha256=made_by["config_sha256"],
        bottom_line=_read_lines(content["bottom_line"]),
        changes=tuple(Change(c["kind"], c["id"], c["text"], _read_evidence(c)) for c in content["changes"]),
        itinerary=tuple(_read_row(r) for r in content["itinerary"]),
        chronology=tuple(_read_row(r) for r in content["chronology"]),
        issues=tuple(
            Issue(i["label"], i["score"], _read_lines(i["points"]), tuple(i["quotes"]), tuple(i["people"])) for i in content["issues"]
        ),
        quotes=tuple(_read_quotation(q) for q in content["quotes"]),
        people=tuple(Figure(p["name"], p["role"], p["affiliation"], (), _read_evidence(p), p.get("edited")) for p in content["people"]),
        conflicts=tuple(
            Conflict(c["about"], tuple(Reading(r["value"], _read_evidence(r)) for r in c["readings"])) for c in content["conflicts"]
        ),
        sources=tuple(_read_reference(s) for s in content["sources"]),
        left_out=LeftOut(left_out["articles"], left_out["rows"], left_out["quotes"]),
        skipped=tuple(Skipped(s["path"], s["reason"]) for s in content["skipped"]),
        assumptions=_read_lines(content["assumptions"]),
    )  # fmt: skip


def _read_day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _read_evidence(holder: Mapping[str, Any]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(e["article"], e["start"], e["end"], e["text"], e["rule"], e["source"], e.get("previous", False))
        for e in holder["evidence"]
    )


def _read_lines(lines: Iterable[Mapping[str, Any]]) -> tuple[Line, ...]:
    return tuple(Line(line["text"], _read_evidence(line)) for line in lines)


def _read_row(row: Mapping[str, Any]) -> Row:
    return Row(
        id=row["id"], kind=row["kind"], first=_read_day(row["from"]), last=_read_day(row["to"]), when=row["when"], time=row["time"],
        zone=row["zone"], title=row["title"], place=row["place"], people=tuple(row["people"]), status=row["status"],
        certainty=row["certainty"], part_of=row["part_of"], after=row["after"], edited=row["edited"],
        was=tuple(Former(_read_day(f["from"]), _read_day(f["to"]), f["place"], f["status"], _read_evidence(f)) for f in row["was"]),
        score=row["score"], evidence=_read_evidence(row),
    )  # fmt: skip


def _read_quotation(quote: Mapping[str, Any]) -> Quotation:
    return Quotation(
        id=quote["id"], text=quote["text"], kind=quote["kind"], speaker=quote["speaker"], role=quote["role"],
        affiliation=quote["affiliation"], date=_read_day(quote["date"]), edited=quote["edited"], evidence=_read_evidence(quote),
    )  # fmt: skip


def _read_reference(source: Mapping[str, Any]) -> Reference:
    stamp = source["published"]
    return Reference(
        number=source["number"], id=source["id"], title=source["title"], publisher=source["publisher"],
        published=Stamp(stamp["value"], stamp["certainty"], stamp["found_in"], stamp["why"]) if stamp else None,
        url=source["url"], path=source["path"], reader=source["reader"], sha256=source["sha256"], text_sha256=source["text_sha256"],
        copies=tuple(source["copies"]),
    )  # fmt: skip
