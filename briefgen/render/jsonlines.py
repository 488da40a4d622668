"""An annotated article as one line of JSON: what ``briefgen extract`` prints. The shape is CONTRACT's."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from briefgen.model import Annotated, Event, Moved, Person, Quote, Span, Stamp, Timex

LAYERS = ("timexes", "people", "quotes", "terms", "events")


def render_line(found: Annotated, *, only: Collection[str] = ()) -> str:
    """One JSON object without a line end; the layers in ``only`` (all unless told). Lone surrogates are written as escapes."""
    line = json.dumps(annotated_to_dict(found, only=only), ensure_ascii=False, separators=(",", ":"))
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(annotated_to_dict(found, only=only), separators=(",", ":"))
    return line


def annotated_to_dict(found: Annotated, *, only: Collection[str] = ()) -> dict[str, Any]:
    """The contract's object: metadata, text, blocks, and the layers asked for."""
    article = found.article
    layers: dict[str, Any] = {
        "timexes": lambda: [_timex(t) for t in found.timexes],
        "people": lambda: [_person(p) for p in found.people],
        "quotes": lambda: [_quote(q) for q in found.quotes],
        "terms": lambda: [{"start": t.span.start, "end": t.span.end, "text": t.text} for t in found.terms],
        "events": lambda: [_event(e) for e in found.events],
    }
    return {
        "id": article.id,
        "source": article.publisher,
        "url": article.url,
        "title": article.title,
        "language": article.language,
        "reader": article.reader,
        "sha256": article.sha256,
        "text_sha256": article.text_sha256,
        "text": article.text,
        "published": stamp_to_dict(found.published or article.published),
        "blocks": [
            {"start": b.span.start, "end": b.span.end, "kind": b.kind, **({"place": b.place} if b.place else {})} for b in article.blocks
        ],
        **{name: layers[name]() for name in LAYERS if not only or name in only},
    }


def stamp_to_dict(stamp: Stamp | None) -> dict[str, str] | None:
    """``{"value", "certainty", "found_in", "why"}``, or None."""
    if stamp is None:
        return None
    return {"value": stamp.value, "certainty": stamp.certainty, "found_in": stamp.found_in, "why": stamp.why}


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _timex(t: Timex) -> dict[str, Any]:
    return {
        "start": t.span.start, "end": t.span.end, "text": t.text, "type": t.type, "value": t.value, "mod": t.mod,
        "from": t.first.isoformat() if t.first else None, "to": t.last.isoformat() if t.last else None,
        "zone": t.zone, "certainty": t.certainty, "problem": t.problem, "rule": t.rule, "anchor": t.anchor,
    }  # fmt: skip


def _person(p: Person) -> dict[str, Any]:
    return {"name": p.name, "role": p.role, "affiliation": p.affiliation, "country": p.country, "gender": p.gender,
            "mentions": [_pair(m) for m in p.mentions]}  # fmt: skip


def _quote(q: Quote) -> dict[str, Any]:
    return {
        "start": q.span.start, "end": q.span.end, "fragments": [_pair(f) for f in q.fragments], "text": q.text, "kind": q.kind,
        "speaker": q.speaker, "speaker_start": q.speaker_span.start if q.speaker_span else None,
        "speaker_end": q.speaker_span.end if q.speaker_span else None, "speaker_resolved": q.speaker_resolved, "role": q.role,
        "affiliation": q.affiliation, "speakers_resolved": list(q.speakers_resolved), "cue": q.cue, "polarity": q.polarity,
        "said_on": q.said_on.isoformat() if q.said_on else None, "said_at": q.said_at, "rule": q.rule,
    }  # fmt: skip


def _event(e: Event) -> dict[str, Any]:
    return {
        "start": e.span.start, "end": e.span.end, "title": e.title, "kind": e.kind, "from": e.first.isoformat() if e.first else None,
        "to": e.last.isoformat() if e.last else None, "place": e.place, "people": list(e.people), "status": e.status,
        "timex": e.timex, "after": e.after, "before": e.before, "within": e.within, "moved": _moved(e.moved), "absent": list(e.absent),
        "rule": e.rule,
    }  # fmt: skip


def _moved(moved: Moved | None) -> dict[str, Any] | None:
    """What an event no longer is; None where its sentence says nothing of the kind."""
    if moved is None:
        return None
    days = {"from": moved.first, "to": moved.last}
    return {**{name: day.isoformat() if day else None for name, day in days.items()}, "place": moved.place}
