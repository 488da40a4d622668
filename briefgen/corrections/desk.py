"""The story while it is corrected: rows found by id or title, quotes by id or words."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefgen.errors import BriefgenError
from briefgen.model import Annotated, Figure, Quote, Story, StoryEvent, quote_id

CUT = "[…]"  # ends a quote that the brief shows in part
MARKS = str.maketrans(dict.fromkeys("\"“”'‘’"))
STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
REPORTED = ("(indirect)", "(in part indirect)")  # what renderers put behind the words of a reporter


class UnfitError(BriefgenError):
    """A correction fits nothing; the message says why."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What the merge knows and corrections need."""

    countries_of: Callable[[str | None], Collection[str]]
    """The countries that a place as written lies in."""
    rebuild: Callable[[Sequence[Annotated]], Sequence[StoryEvent]]
    """The events that the events of articles are together."""


class Desk:
    """The story's parts, changed one correction after the other. A row keeps every id and title that it had."""

    def __init__(self, story: Story, tools: Tools, former: Sequence[Mapping[str, Any]] = ()) -> None:
        self.tools = tools
        self.articles: dict[str, Annotated] = {one.article.id: one for one in story.articles}
        self.original = {copy: id_ for id_, copies in story.copies for copy in copies}
        self.events: dict[str, StoryEvent] = {}
        self.figures: list[Figure] = list(story.figures)
        self.conflicts = list(story.conflicts)
        self.moved: set[str] = set()
        """Ids of the rows whose days a correction may have changed."""
        self._former = former
        self._titles: dict[str, dict[str, None]] = {}
        self._merged: dict[str, str] = {}
        for event in story.events:
            self.put(event)

    def put(self, event: StoryEvent) -> None:
        """Keep a row, new or changed."""
        self.events[event.id] = event
        self._titles.setdefault(fold(event.title), {})[event.id] = None

    def merge_away(self, id_: str, into: str) -> None:
        """Take a row out; whoever asks for it gets the row ``into``."""
        del self.events[id_]
        self._merged[id_] = into

    def find_row(self, key: str) -> StoryEvent:
        """The row with an id, else with a title. Raises UnfitError where there is none, or more than one of that title."""
        if (own := self.home_of(key)) in self.events:
            return self.events[own]
        ids = dict.fromkeys(self.home_of(i) for i in self._titles.get(fold(key), ()))
        ids = ids or dict.fromkeys(self._known_before(key))
        if len(ids) == 1:
            return self.events[next(iter(ids))]
        if ids:
            listed = ", ".join(f"{i} ({self.events[i].first or 'undated'})" for i in ids)
            raise UnfitError(f"{len(ids)} rows are called “{key}”; give the id of one: {listed}")
        raise UnfitError(f"no row has the id or title “{key}”{self._nearest(key)}")

    def home_of(self, id_: str) -> str:
        """The id of the row in which a row stands now."""
        while id_ in self._merged:
            id_ = self._merged[id_]
        return id_

    def _known_before(self, key: str) -> list[str]:
        """Ids of the rows that tell what a row of an earlier brief told, which had ``key`` as its id or title."""
        olds = [old for old in self._former if old["id"] == key or fold(str(old["title"])) == fold(key)]
        return [event.id for old in olds[:1] for event in _same_as(old, list(self.events.values()))]

    def _nearest(self, key: str) -> str:
        titles = {fold(e.title): e.title for e in self.events.values()}
        near = difflib.get_close_matches(fold(key), titles, 1, 0.7)
        return f"; did you mean “{titles[near[0]]}”?" if near else ""

    def find_quotes(self, key: str) -> list[tuple[str, int]]:
        """Article and index of every quote with these words and one speaker, by the id of one or by the words.

        Raises UnfitError where there is none, or where several people said the words.
        """
        quotes = [(a, n, q) for a, one in self.articles.items() for n, q in enumerate(one.quotes)]
        named = next((q for a, _, q in quotes if quote_id(a, q) == key), None)
        words = bare_words(named.text if named else key)
        same = [x for x in quotes if _has_words(x[2], words)]
        speakers = {fold(speaker_of(q)) for _, _, q in same}
        if named:
            same = [x for x in same if fold(speaker_of(x[2])) == fold(speaker_of(named))]
        elif len(speakers) > 1:
            ids = ", ".join(f"{quote_id(a, q)} ({speaker_of(q) or 'of nobody'})" for a, _, q in same)
            raise UnfitError(f"several people said “{_short(key)}”; give the id of one: {ids}")
        if not same:
            raise UnfitError(f"no quote has the id or the words “{_short(key)}”")
        return [(a, n) for a, n, _ in same]

    def find_figure(self, name: str) -> Figure | None:
        """The person of the story with that name or spelling; None where there is none, or more than one."""
        found = [f for f in self.figures if fold(name) in {fold(n) for n in (f.name, *f.names)}]
        return found[0] if len(found) == 1 else None


def fold(text: str) -> str:
    """``text`` without case, with single blanks and straight quotation marks: as two people would call the same words the same."""
    return " ".join(text.translate(STRAIGHT).split()).casefold()


def bare_words(text: str) -> str:
    """The words of a quote without any marks; what a brief puts around or behind them goes."""
    said = " ".join(text.split())
    for note in REPORTED:
        said = said.removesuffix(note)
    return fold(said.translate(MARKS)).rstrip(" ,;:")


def speaker_of(quote: Quote) -> str:
    """The speaker's name, as far as it is known."""
    return quote.speaker_resolved or quote.speaker or ""


def add_reason(before: str | None, reason: str) -> str:
    """The reasons of several edits in one line, none twice."""
    return "; ".join(dict.fromkeys((*(before.split("; ") if before else ()), reason)))


def _has_words(quote: Quote, words: str) -> bool:
    own = bare_words(quote.text)
    return own == words or (words.endswith(CUT) and own.startswith(words.removesuffix(CUT).rstrip(" ,;:")))


def _same_as(old: Mapping[str, Any], events: Sequence[StoryEvent]) -> list[StoryEvent]:
    """The events that are a row of an earlier brief: of its kind, and told by one of its sentences or under its title and place."""
    told = {(e["article"], e["start"]) for e in old.get("evidence", ())}
    kin = [e for e in events if e.kind == old["kind"]]
    found = [e for e in kin if any((article, span.start) in told for article, span in e.mentions)]
    found = found or [e for e in kin if fold(e.title) == fold(str(old["title"]))]
    return [e for e in found if e.place == old.get("place")] or found


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
