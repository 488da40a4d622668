"""A mention of an event with the features by which it is compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from briefgen.lexicon import load_words
from briefgen.merge.people import same_figure
from briefgen.merge.places import countries_of
from briefgen.model import Annotated, Event, Figure, Timex

WORD = re.compile(r"[^\W\d_]{3,}|[A-Z0-9]{2,}")
EXACT = re.compile(r"\d{4}-\d\d-\d\d")  # a value that names a day
LAST_TIME = re.compile(r"\blast\s+(?:met|gathered|convened|visited|held|assembled)\b", re.IGNORECASE)
GROUPS = {
    "visit": "journey", "trip": "journey", "summit": "meeting", "meeting": "meeting", "talks": "meeting", "conference": "meeting",
    "press_conference": "words", "statement": "words", "speech": "words", "report": "words", "election": "vote",
}  # fmt: skip
BARE = frozenset(
    "visit trip tour journey summit meeting talks event gathering conference press call speech ceremony last such eighth first second third"
    " annual two-day three-day upcoming planned official state".split()
)


@dataclass(frozen=True, eq=False)
class Mention:
    """An event as one sentence of one article tells it."""

    one: Annotated
    event: Event
    index: int
    """Its place among the events of its article."""
    people: frozenset[str]
    absent: frozenset[str] = frozenset()

    @cached_property
    def group(self) -> str:
        """Kinds that may be one event are one group: a visit and a trip, a summit and a meeting."""
        return GROUPS.get(self.event.kind, self.event.kind)

    @cached_property
    def timex(self) -> Timex | None:
        return self.one.timexes[self.event.timex] if self.event.timex is not None else None

    @property
    def is_dated(self) -> bool:
        return self.event.first is not None

    @cached_property
    def is_exact(self) -> bool:
        """Whether its days are named, not only a month or "later this year"."""
        return self.timex is not None and bool(EXACT.match(self.timex.value)) and self.timex.mod is None

    @cached_property
    def words(self) -> frozenset[str]:
        """Words of the title that tell it from others of its kind."""
        return _telling_words(self.event.title, self.people, self.event.people)

    @cached_property
    def countries(self) -> frozenset[str]:
        return countries_of(self.event.place)

    @cached_property
    def is_anaphor(self) -> bool:
        """Whether the text takes the event for known: "the Aug. 29-30 trip", nothing in it but the noun and its date."""
        return not self.words and self.event.place is None and self.event.rule.startswith("events.noun")

    @cached_property
    def is_recalled(self) -> bool:
        """Whether it is another of its kind: "the last such gathering"."""
        return (
            bool(re.match(r"(?i)(?:the\s+)?(?:last|previous|first|earlier)\b", self.event.title))
            or " such " in f" {self.event.title.lower()} "
            or bool(LAST_TIME.search(self.event.span.of(self.one.article.text)))
        )

    @cached_property
    def is_bare(self) -> bool:
        """Whether only its people and place tell it from others: "Modi and Ishiba will meet"."""
        return not self.own_words

    @cached_property
    def own_words(self) -> frozenset[str]:
        """Words of the title that name neither its people nor its place."""
        return _without_places(self.words, self.countries, self.event.place or "")

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What must be shared for a pair to be compared at all."""
        days = (f"day {self.event.first}",) if self.event.first else ()
        article = (f"article {self.one.article.id}",) if self.is_anaphor else ()
        told = (f"article {self.one.article.id}",) if self.event.place and not self.is_anaphor else ()
        return (*days, *(f"in {c}" for c in sorted(self.countries)), *(f"who {p}" for p in sorted(self.people)), *article, *told,
                *(f"word {w}" for w in sorted(self.words)))  # fmt: skip

    @property
    def sign(self) -> tuple[object, ...]:
        """What decides how it is judged against a mention of another article: mentions of one sign are compared once."""
        told = None if self.is_exact else self.told_on  # how long apart two reports were told matters for undated ones alone
        event = self.event
        return (self.group, event.kind, event.first, event.last, self.is_exact, event.place, self.people, self.words,
                event.status == "past", self.is_recalled, self.is_anaphor, told)  # fmt: skip

    @property
    def told_on(self) -> date:
        """The day of the report; the first of all days where it has none."""
        return self.one.published.day if self.one.published else date.min

    @cached_property
    def when_told(self) -> str:
        """Sort key: publication, then place in the text."""
        return f"{self.one.published.value if self.one.published else ''} {self.one.article.id} {self.event.span.start:09d}"


def mentions_of(found: Sequence[Annotated], figures: Sequence[Figure]) -> list[Mention]:
    """Every event of every article, in order of publication, its people under the story's names."""
    names = same_figure(figures)

    @lru_cache(maxsize=4096)
    def known(people: tuple[str, ...]) -> frozenset[str]:
        return frozenset(names.get(p, p) for p in people)

    out = [Mention(one, event, i, known(event.people), known(event.absent)) for one in found for i, event in enumerate(one.events)]
    return sorted(out, key=lambda m: m.when_told)


# Thousands of reports tell one event under a few titles: what is made of a title is held once.


@lru_cache(maxsize=8192)
def _telling_words(title: str, people: frozenset[str], written: tuple[str, ...]) -> frozenset[str]:
    names = {w.lower() for p in (*people, *written) for w in WORD.findall(p)}
    plain = load_words("function_words") | BARE | names
    return frozenset(w.lower().removesuffix("s") for w in WORD.findall(title) if w.lower() not in plain)


@lru_cache(maxsize=8192)
def _without_places(words: frozenset[str], countries: frozenset[str], place: str) -> frozenset[str]:
    return words - {w.lower() for c in (*countries, place) for w in WORD.findall(c)}
