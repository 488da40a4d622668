"""The brief as Markdown (CommonMark with tables): for job summaries, wikis and chats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from briefgen.clocks import format_clock
from briefgen.dates import format_day
from briefgen.model import Article, Brief, Evidence, Look, Quotation, Reference, Row
from briefgen.render.wording import CHANGES, show_change, show_edit, show_former, web_url

SPECIAL = re.compile(r"([\\`*_{}\[\]#|~!])")
ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})  # programs that know no backslash know these
LINE_SIGN = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)")  # would begin a list, a heading's underline
BREAKS = re.compile(r"[\s\x00-\x1f\x7f\u2028\u2029\u202d\u202e\ud800-\udfff]+")  # line ends, controls, what reverses a line
LINK = re.compile(r"\b(https?|ftp|www)(?=:|\.)", re.IGNORECASE)  # a bare address would become a link


def render_markdown(brief: Brief, articles: Mapping[str, Article], look: Look) -> bytes:  # noqa: ARG001  # the signature of all renderers
    """UTF-8; what the articles say stays text: no markup, HTML, link or mention in it takes effect."""
    return ("\n".join(_lines(brief, look)).rstrip("\n") + "\n").encode("utf-8")


def _lines(brief: Brief, look: Look) -> Iterable[str]:
    if look.marking:
        yield f"**{_text(look.marking.upper())}**\n"
    yield f"# {_text(brief.title)}\n"
    yield f"Information as of {format_day(brief.as_of, look.locale)}.\n"
    if brief.is_empty:
        yield "The articles of this period hold nothing on this topic.\n"
    if brief.bottom_line:
        yield "## Bottom line\n"
        yield from (f"- {_text(line.text)} {_sources(line.evidence)}" for line in brief.bottom_line)
        yield ""
    if brief.changes:
        yield "## What changed\n"
        yield from (f"- **{CHANGES[change.kind]}:** {_text(show_change(change))} {_sources(change.evidence)}" for change in brief.changes)
        yield ""
    titles = {row.id: row.title for row in (*brief.itinerary, *brief.chronology)}
    yield from _table("Itinerary", brief.itinerary, titles, look)
    if brief.issues:
        yield "## Key issues\n"
        for issue in brief.issues:
            yield f"### {_text(issue.label)}\n"
            yield from (f"- {_text(line.text)} {_sources(line.evidence)}" for line in issue.points)
            yield ""
    if brief.quotes:
        yield "## Quotes\n"
        for said in brief.quotes:
            yield from _quote(said, look.locale)
    yield from _table("Background", brief.chronology, titles, look)
    if brief.people:
        yield "## Who’s who\n"
        for figure in brief.people:
            office = ", ".join(part for part in (figure.role, figure.affiliation) if part)
            entry = f"{figure.name}{f', {office}' if office else ''}{show_edit(figure.edited)}"
            yield f"- {_text(entry)} {_sources(figure.evidence)}"
        yield ""
    yield from _gaps(brief)
    if brief.sources:
        yield "## Sources\n"
        yield from (_source(source, look.locale) for source in brief.sources)


def _table(heading: str, rows: Iterable[Row], titles: Mapping[str, str], look: Look) -> Iterable[str]:
    rows = list(rows)
    if not rows:
        return
    yield f"## {heading}\n"
    yield "| Date | Event | Place | Who | Status | Sources |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for row in rows:
        clock = format_clock(row.first, row.time, row.zone, reader=look.zone, locale=look.locale)
        when = f"{row.when}, {clock}" if clock else row.when
        whole = titles.get(row.part_of or "")
        was = "; ".join(show_former(former, row, look.locale) for former in row.was)
        notes = f"{f' (part of: {whole})' if whole else ''}{f' (was: {was})' if was else ''}"
        title = f"{row.title}{notes}{show_edit(row.edited)}"
        sign = "" if row.certainty == "stated" or row.first is None else f" ({row.certainty})"
        cited = (*row.evidence, *(e for former in row.was for e in former.evidence))
        cells = (_text(when) + sign, _text(title), _text(row.place or ""), _text(", ".join(row.people)), row.status, _sources(cited))
        yield f"| {' | '.join(cells)} |"
    yield ""


def _quote(said: Quotation, locale: str) -> Iterable[str]:
    marks = ("“", "”") if said.kind == "direct" else ("", "")
    who = ", ".join(part for part in (said.speaker, said.role, said.affiliation) if part)
    day = f", {format_day(said.date, locale)}" if said.date else ""
    reported = "" if said.kind == "direct" else " (reported speech)"
    edited = f" {_text(show_edit(said.edited))}" if said.edited else ""
    yield f"> {marks[0]}{_text(said.text)}{marks[1]}  "
    yield f"> — {_text(who)}{day}{reported}{edited} {_sources(said.evidence)}\n"


def _gaps(brief: Brief) -> Iterable[str]:
    if not (brief.conflicts or brief.assumptions or brief.skipped):
        return
    yield "## Gaps and disagreements\n"
    for conflict in brief.conflicts:
        readings = "; ".join(f"{_text(r.value)} {_sources(r.evidence)}" for r in conflict.readings)
        yield f"- {_text(conflict.about[:1].upper() + conflict.about[1:])}: {readings}"
    yield from (f"- {_text(line.text)} {_sources(line.evidence)}" for line in brief.assumptions)
    yield from (f"- Could not be read: {_text(skipped.path)} ({_text(skipped.reason)})" for skipped in brief.skipped)
    yield ""


def _source(source: Reference, locale: str) -> str:
    title, url = _text(source.title or source.id), (web_url(source.url) or "").replace("(", "%28").replace(")", "%29")
    said = [_text(source.publisher)] if source.publisher else []
    if source.published:
        said.append(format_day(source.published.day, locale))
    return f"{source.number}. {f'[{title}]({url})' if url else title}{''.join(f', {part}' for part in said)}"


def _sources(evidence: Iterable[Evidence]) -> str:
    return " ".join(f"\\[{n}\\]" for n in sorted({e.source for e in evidence if e.source}))


def _text(text: str) -> str:
    """Text of an article on one line, every sign of Markdown and HTML escaped; "@" and addresses lead nowhere."""
    plain = SPECIAL.sub(r"\\\1", BREAKS.sub(" ", text).strip())
    return LINE_SIGN.sub(r"\1\\\2", LINK.sub("\\1\u200b", plain.replace("@", "@\u200b"))).translate(ENTITIES)
