"""A brief as what the page shows: sections of lines, each with its marks, its filters' data and the sentence that proves it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefgen.clocks import format_clock
from briefgen.dates import format_day
from briefgen.model import (
    Article,
    Brief,
    Certainty,
    Change,
    Conflict,
    Evidence,
    Figure,
    Issue,
    Line,
    Look,
    Quotation,
    Reference,
    Row,
)
from briefgen.render.html.articles import lay_out, left_out_of, number_articles, show_stamp, title_of
from briefgen.render.html.facets import Facets, find_facets
from briefgen.render.html.marks import PREVIOUS, Mark, Register
from briefgen.render.word.context import quote_words
from briefgen.render.wording import CHANGES, STATUS, show_change, show_days, show_former

_LETTERS = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Ref:
    """A source number beside a line: a link to the evidence in it."""

    label: str
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Target:
    """What a correction of a line is of: a ``row`` or a ``quote`` by its id."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the page: it opens an article. ``people``, ``issues`` and ``flags`` are what the filters compare."""

    id: str
    text: str
    href: str | None
    """Where its evidence begins; None for a note that rests on none."""
    first: int
    """The number of its first mark; the others follow on."""
    count: int
    article: str | None
    """The id of the card that it opens, for a line about a whole article."""
    refs: tuple[Ref, ...]
    proof: str | None
    """The sentence that it rests on, for paper; None where the line has its very words."""
    more: int
    """How much further evidence there is."""
    people: str
    issues: str
    flags: str
    conflicts: tuple[str, ...]
    """Ids of the conflicts that its evidence is part of; of none where it is itself one side of a conflict."""
    target: Target | None
    """What to correct, for a row or a quote."""
    show: Mapping[str, Any]
    """What its kind shows besides the text."""


class Lines:
    """Makes the lines of one page, numbered in its order."""

    def __init__(self, facets: Facets, register: Register, titles: Mapping[str, str]) -> None:
        self.facets, self.register, self.titles = facets, register, titles
        self.ids: dict[str, str] = {}
        """The page's ids of articles; filled once all evidence is entered."""
        self.entries: list[Entry] = []

    def add(
        self, text: str, evidence: Sequence[Evidence], *flags: str, names: Iterable[str] = (), issues: Iterable[str] = (),
        further: Sequence[Evidence] = (), article: str | None = None, can_clash: bool = True, target: Target | None = None, **show: Any,
    ) -> Entry:  # fmt: skip
        """The next line. ``further`` is evidence that the line shows apart (what a row was before); ``flags`` what filters ask for;
        ``can_clash`` whether a conflict of its evidence is one of its own.
        """
        marks = self.register.enter((*evidence, *further))
        conflicts = self.facets.conflicts_of(text, evidence) if can_clash else ()
        if conflicts:
            flags = (*flags, "conflict")
        proof = next((e.text for e in evidence if _bare(e.text) not in _bare(text)), None) if evidence else None
        entry = Entry(
            id=f"l{len(self.entries) + 1}", text=text, href=f"#{marks[0].id}" if marks else None,
            first=marks[0].number if marks else 0, count=len(marks), article=article,
            refs=self._refs(marks[: len(evidence)]), proof=proof, more=len(evidence) - 1,
            people=self.facets.people_of(text, names), issues=self.facets.issues_of(text, evidence, issues),
            flags=" ".join(flags), conflicts=conflicts, target=target, show=show,
        )  # fmt: skip
        self.entries.append(entry)
        return entry

    def _refs(self, marks: Sequence[Mark]) -> tuple[Ref, ...]:
        """A link for each source among ``marks``, by number; what no source names comes last."""
        refs: dict[tuple[bool, int, str], Ref] = {}
        for mark in marks:
            one = mark.evidence
            key = PREVIOUS if one.previous else one.article
            label = "previous brief" if one.previous else str(one.source) if one.source > 0 else "not cited"
            place = (one.source <= 0 or one.previous, one.source, "" if one.source > 0 else key)
            refs.setdefault(place, Ref(label, f"#{mark.id}", self.titles.get(key, "")))
        return tuple(refs[place] for place in sorted(refs))

    def count(self, flag: str) -> int:
        """How many lines carry ``flag``."""
        return sum(flag in entry.flags.split() for entry in self.entries)


def make_context(brief: Brief, articles: Mapping[str, Article], look: Look) -> dict[str, Any]:
    """All that ``page.html`` asks for. Lines are made in the order of the page: their numbers follow it."""
    known: dict[str, Reference | Article] = {**articles, **{s.id: s for s in brief.sources}}
    titles = {id_: title_of(one) for id_, one in known.items()} | {PREVIOUS: "The previous brief"}
    lines = Lines(find_facets(brief), Register(), titles)
    sections = _kept(brief, look, lines)
    kept = len(lines.entries)
    conflicts = [_conflict(number, conflict, lines) for number, conflict in enumerate(brief.conflicts, 1)]
    assumptions = [lines.add(line.text, line.evidence, "unsure") for line in brief.assumptions]
    unsure_rows = [entry for entry in lines.entries[:kept] if "unsure" in entry.flags.split()]
    left_rows = [_left_out(line, "row", lines) for line in brief.left_out.row_lines]
    left_quotes = [_left_out(line, "quote", lines) for line in brief.left_out.quote_lines]
    lost = left_out_of(brief, articles)
    ids = number_articles(brief, articles, [*lost, *lines.register.by_article])
    left_articles = [_left_article(articles[id_], ids[id_], lines, look.locale) for id_ in lost]
    cards = lay_out(brief, articles, lines.register, ids, look.locale)
    return {
        **_head(brief, look),
        **sections,
        "conflicts": conflicts,
        "assumptions": assumptions,
        "unsure_rows": unsure_rows,
        "skipped": brief.skipped,
        "left_out": brief.left_out,
        "left_rows": left_rows,
        "left_quotes": left_quotes,
        "left_articles": left_articles,
        "sources": [_source(source, ids[source.id], look.locale) for source in brief.sources],
        "cards": cards,
        "cut_cards": sum(card.is_cut for card in cards),
        "kept": kept,
        "total": len(lines.entries),
        "flag_counts": {flag: lines.count(flag) for flag in ("kept", "leftout", "unsure", "conflict")},
        "left_total": max(brief.left_out.articles, len(lost)) + brief.left_out.rows + brief.left_out.quotes,
        "left_articles_total": max(brief.left_out.articles, len(lost)),
        "people_options": _options(lines.facets.people, [entry.people for entry in lines.entries], by_name=True),
        "issue_options": _options(lines.facets.issues, [entry.issues for entry in lines.entries], by_name=False),
    }


def _head(brief: Brief, look: Look) -> dict[str, Any]:
    number = len(brief.sources)
    return {
        "locale": look.locale,
        "marking": look.marking.upper() if look.marking else None,
        "organisation": look.organisation,
        "title": brief.title,
        "topic": brief.topic,
        "as_of": format_day(brief.as_of, look.locale),
        "period": show_days(brief.first, brief.last, look.locale),
        "is_empty": brief.is_empty,
        "method": f"Compiled by briefgen {brief.version} from {number} source{'' if number == 1 else 's'}, in their own words.",
        "with_configuration": brief.config_sha256,
    }


def _kept(brief: Brief, look: Look, lines: Lines) -> dict[str, Any]:
    """The sections of what the brief tells, in the order of the page."""
    titles = {row.id: row.title for row in (*brief.itinerary, *brief.chronology)}
    quotes = {quote.id: place for place, quote in enumerate(brief.quotes)}
    return {
        "bottom_line": [lines.add(line.text, line.evidence, "kept") for line in brief.bottom_line],
        "changes": [_change(change, lines) for change in brief.changes],
        "itinerary": [_row(row, titles, look, lines) for row in brief.itinerary],
        "issues": [_issue(number, issue, brief.quotes, quotes, lines) for number, issue in enumerate(brief.issues)],
        "quotes": [_quote(quote, look.locale, lines) for quote in brief.quotes],
        "background": [_row(row, titles, look, lines) for row in brief.chronology],
        "people": [_figure(figure, lines) for figure in brief.people],
    }


# --- lines -----------------------------------------------------------------------------------------------


def _change(change: Change, lines: Lines) -> Entry:
    return lines.add(show_change(change), change.evidence, "kept", label=CHANGES.get(change.kind, change.kind))


def _row(row: Row, titles: Mapping[str, str], look: Look, lines: Lines) -> Entry:
    certainty = _doubt(row.certainty) if row.first else None
    further: list[Evidence] = []
    former = []
    at = lines.register.count + len(row.evidence)
    for one in row.was:
        former.append({"text": show_former(one, row, look.locale), "href": f"#e{at + len(further) + 1}" if one.evidence else None})
        further += one.evidence
    follows = titles.get(row.after or "") if row.first is None else None
    return lines.add(
        row.title, row.evidence, "kept", *(("unsure",) if certainty else ()), names=row.people, further=further,
        target=Target("row", row.id), first=row.first, last=row.last, said=row.status,
        when=row.when[:1].upper() + row.when[1:], clock=format_clock(row.first, row.time, row.zone, reader=look.zone, locale=look.locale),
        doubt=certainty, place=row.place, who=", ".join(row.people), status=STATUS.get(row.status, row.status),
        is_off=row.status == "cancelled",
        is_loud=row.status in ("cancelled", "postponed"), part_of=titles.get(row.part_of or ""), is_part=bool(row.part_of),
        follows=follows if follows and follows not in row.when else None, former=former, edited=row.edited,
    )  # fmt: skip


def _doubt(certainty: Certainty) -> str | None:
    return None if certainty == "stated" else f"date {certainty}"


def _issue(number: int, issue: Issue, quotes: Sequence[Quotation], places: Mapping[str, int], lines: Lines) -> dict[str, Any]:
    """An issue: its points as lines, and who speaks on it with the places of their words among the quotes."""
    voices: dict[str, list[int]] = {}
    for id_ in issue.quotes:
        if id_ in places:
            voices.setdefault(quotes[places[id_]].speaker, []).append(places[id_])
    return {
        "number": number,
        "label": issue.label,
        "points": [lines.add(point.text, point.evidence, "kept", issues=(str(number),)) for point in issue.points],
        "voices": [{"speaker": speaker, "quotes": found} for speaker, found in voices.items()],
        "people": ", ".join(name for name in issue.people if name not in voices),
    }


def _quote(quote: Quotation, locale: str, lines: Lines) -> Entry:
    office = ", ".join(part for part in (quote.role, quote.affiliation) if part and part.casefold() != quote.speaker.casefold())
    return lines.add(
        quote_words(quote), quote.evidence, "kept", names=(quote.speaker,), issues=lines.facets.issue_quotes.get(quote.id, ()),
        target=Target("quote", quote.id), speaker=quote.speaker, role=quote.role, office=office,
        date=format_day(quote.date, locale) if quote.date else None, edited=quote.edited,
    )  # fmt: skip


def _figure(figure: Figure, lines: Lines) -> Entry:
    role = (figure.role or "")[:1].upper() + (figure.role or "")[1:]
    office = ", ".join(part for part in (role, figure.affiliation) if part)
    return lines.add(figure.name, figure.evidence, "kept", names=(figure.name,), can_clash=False, office=office, edited=figure.edited)


def _conflict(number: int, conflict: Conflict, lines: Lines) -> dict[str, Any]:
    kind = "Reports disagree" if len(conflict.readings) > 1 else "Contradicts itself"
    return {
        "id": f"c{number}",
        "heading": f"{kind}: {conflict.about}",
        "readings": [lines.add(reading.value, reading.evidence, "conflict", can_clash=False) for reading in conflict.readings],
    }


def _left_out(line: Line, kind: str, lines: Lines) -> Entry:
    return lines.add(line.text, line.evidence, "leftout", target=Target(kind, line.id) if line.id else None)


def _left_article(article: Article, id_: str, lines: Lines, locale: str) -> Entry:
    when, _ = show_stamp(article.published, locale)
    return lines.add(title_of(article), (), "leftout", article=id_, publisher=article.publisher, when=when)


def _source(source: Reference, id_: str, locale: str) -> dict[str, Any]:
    when, doubt = show_stamp(source.published, locale)
    return {
        "number": source.number, "card": id_, "title": title_of(source), "publisher": source.publisher, "when": when,
        "doubt": doubt, "copies": ", ".join(source.copies), "path": source.path,
    }  # fmt: skip


# --- small things ----------------------------------------------------------------------------------------


def _options(names: Sequence[str], lists: Sequence[str], *, by_name: bool) -> list[dict[str, Any]]:
    """What a filter offers: number, name and count of lines of all that has any; people by name, issues as the brief orders them."""
    counts: dict[str, int] = {}
    for numbers in lists:
        for number in numbers.split():
            counts[number] = counts.get(number, 0) + 1
    found = [{"value": str(n), "name": name, "count": counts[str(n)]} for n, name in enumerate(names) if str(n) in counts]
    return sorted(found, key=lambda option: str(option["name"]).casefold()) if by_name else found


def _bare(text: str) -> str:
    """``text`` without marks and case, to tell whether a line has its evidence's very words."""
    return _LETTERS.sub(" ", text).strip().casefold()
