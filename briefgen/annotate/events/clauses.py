"""A sentence with what stands in it, cut into clauses: "X said on Monday | before Modi's visit to Japan"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.model import Article, Person, Quote, Span, Timex

if TYPE_CHECKING:
    from briefgen.annotate.events.triggers import Trigger

# Where a clause ends and what follows has a time and a subject of its own.
BORDER = re.compile(
    r"[;—]|:\s|\s--?\s|\s[–_]\s|,\s+so\s|,?\s+\b(?i:before|after|ahead of|following|despite|while|although|though|because|since"
    r"|until|amid|but"
    r"|whereas|who|which|where|when|during)\b|,?\s+\bthat(?=\s+(?:he|she|it|they|we|the|an?|is|was|has|had|will|would|[A-Z]))|(?<=\w),\s+(?=(?:and|but|while|who|which|where)\b)",
)


# "The Prime Minister will travel": an office without a name after it, and without its country
OFFICE = re.compile(
    r"(?<!\w)[Tt]he\s+(?P<role>(?:[Pp]rime|[Ff]oreign|[Dd]efen[cs]e|[Ff]inance|[Tt]rade)\s+[Mm]inister|[Pp]resident|[Cc]hancellor|[Ss]ecretary\s+of\s+[Ss]tate"
    r"|[Ff]oreign\s+[Ss]ecretary|[Pp]remier|[Kk]ing|[Qq]ueen|[Pp]ope)(?!\s+(?:of|[A-Z])|[’'])"
)
INTRODUCED = 900  # characters; whoever an article is about is named within its first paragraphs
LEANS = re.compile(r"\W*(?:He|She|They)\b")
MAX_SENTENCE = 1500  # characters; the longest sentence of an act of state has about 1,200
# "the president’s visit", "Adler’s speech": whose it is, is told; others of the clause are elsewhere
OWNED = re.compile(r"[\w.]+(?:[’']s|s[’'])\s", re.IGNORECASE)
NOBODYS = frozenset("election vote exercise anniversary deadline".split())  # whoever speaks of them takes no part in them
OWN_KINDS = frozenset("visit trip arrival departure speech".split())
THEY = re.compile(r"\b(?:they|he|she|the two|both)\b", re.IGNORECASE)  # "... will sign it when they meet in Tokyo"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article: its timexes (with their index), people and speakers, and its clauses."""

    article: Article
    span: Span
    text: str
    timexes: tuple[tuple[int, Timex], ...]
    people: tuple[tuple[Span, Person], ...]
    quotes: tuple[Quote, ...]
    previous: Span | None
    clauses: tuple[Span, ...] = field(default=())
    """Offsets within ``text``."""
    holders: Mapping[str, str] = field(default_factory=dict)
    """Office in lower case -> who holds it: the person whom the article names first with it."""
    subjects: Mapping[str, str] = field(default_factory=dict)
    """ "he" and "she" -> whom the sentence before names first, where one of that gender."""

    def clause_of(self, at: int) -> Span:
        """The clause in which offset ``at`` of ``text`` lies."""
        return next((c for c in self.clauses if c.start <= at < c.end), Span(0, len(self.text)))

    def local(self, span: Span) -> Span:
        """A span of the article as offsets of ``text``."""
        return Span(span.start - self.span.start, span.end - self.span.start)

    def is_speaker(self, mention: Span) -> bool:
        """Whether a mention stands there as the speaker of a quote ("..., Misri said")."""
        return any(q.speaker_span is not None and q.speaker_span.overlaps(mention) for q in self.quotes)

    def participants(self, trigger: Trigger) -> tuple[str, ...]:
        """The people of the trigger's clause, its possessor among them; who only reports it is none of them."""
        reports = trigger.kind in ("press_conference", "statement", "speech", "report")
        clause = self.clause_of(trigger.span.start)
        if trigger.kind in OWN_KINDS and trigger.part == "noun" and self._is_owned(trigger):
            clause = trigger.phrase
        if trigger.kind in NOBODYS:
            return tuple(dict.fromkeys(p.name for m, p in self.people if trigger.phrase.overlaps(self.local(m))))
        found = []
        for mention, person in self.people:
            inside = self.local(mention)
            near = clause.overlaps(inside) or trigger.phrase.overlaps(inside)
            if near and (reports or not self.is_speaker(mention)) and person.name not in found:
                found.append(person.name)
        subject = self._subject(clause, trigger)
        found = [*(who for who in subject if who not in found), *found]
        if not found and reports:
            found = [p.name for m, p in self.people if self.is_speaker(m)][:1]
        return tuple(found)

    def _subject(self, clause: Span, trigger: Trigger) -> list[str]:
        """Whom a pronoun or an office before the trigger means: "The Prime Minister will visit", "they will meet"; empty where nobody."""
        named = any(clause.overlaps(self.local(m)) and self.local(m).end <= trigger.span.start for m, _ in self.people)
        if named or (trigger.kind in OWN_KINDS and trigger.part == "noun" and self._is_owned(trigger)):
            return []
        text = self.text[clause.start : trigger.phrase.end]
        office, pronoun = OFFICE.search(text), THEY.search(text)
        if office and (holder := self.holders.get(office["role"].lower())):
            return [holder]
        if pronoun is None:
            return []
        low = pronoun[0].lower()
        found = self._before(clause)[: 1 if low in ("he", "she") else None]
        return found or ([self.subjects[low]] if low in self.subjects else [])

    def _is_owned(self, trigger: Trigger) -> bool:
        """Whether the phrase says whose visit or speech it is; a date's "Tuesday's" says nothing of it."""
        owner = OWNED.search(self.text, trigger.phrase.start, trigger.span.start)
        return owner is not None and not any(self.local(t.span).overlaps(Span(*owner.span())) for _, t in self.timexes)

    def _before(self, clause: Span) -> list[str]:
        """The people of the sentence before a clause, its subject first, those who only report left out."""
        earlier = [p.name for m, p in self.people if self.local(m).end <= clause.start and not self.is_speaker(m)]
        return list(dict.fromkeys(earlier))


def split_sentence(article: Article, timexes: Sequence[Timex], people: Sequence[Person], quotes: Sequence[Quote]) -> Iterator[Sentence]:
    """Every sentence of the article with what was found in it, in order; linear in their number.

    A stretch longer than MAX_SENTENCE is passed over: a table or a list without stops, which would cost its square to read.
    """
    mentions = sorted(((m, p) for p in people for m in p.mentions), key=lambda pair: pair[0])
    starts = [m.start for m, _ in mentions]
    timex_starts = [t.span.start for t in timexes]
    spoken = sorted((q for q in quotes if q.speaker_span), key=lambda q: q.speaker_span or q.span)
    spoken_starts = [q.speaker_span.start for q in spoken if q.speaker_span]
    previous = None
    subjects: dict[str, str] = {}
    holders = _holders(article.text, mentions)
    for span in article.sentences:
        if len(span) > MAX_SENTENCE:
            previous = None
            continue
        text = span.of(article.text)
        low, high = bisect_left(starts, span.start), bisect_left(starts, span.end)
        t_low, t_high = bisect_left(timex_starts, span.start), bisect_left(timex_starts, span.end)
        q_low, q_high = bisect_left(spoken_starts, span.start), bisect_left(spoken_starts, span.end)
        said = tuple(spoken[q_low:q_high])
        yield Sentence(
            article, span, text, tuple((i, timexes[i]) for i in range(t_low, t_high)), tuple(mentions[low:high]),
            said, previous, _clauses(text, [edge - span.start for q in said for f in q.fragments for edge in (f.start, f.end)]),
            holders, subjects,
        )  # fmt: skip
        previous = span
        subjects = _subjects(mentions[low:high]) or (subjects if LEANS.match(text) else {})


def _holders(text: str, mentions: Sequence[tuple[Span, Person]]) -> dict[str, str]:
    """Who holds each office: the first person named with it, at the head of the text and before it speaks of the office alone.

    A president named late in a briefing is seldom the one of whom it speaks as "the President".
    """
    bare: dict[str, int] = {}
    for match in OFFICE.finditer(text):
        bare.setdefault(match["role"].lower(), match.start())
    out: dict[str, str] = {}
    for mention, person in mentions:
        role = (person.role or "").lower()
        if role in bare and role not in out:
            out[role] = person.name if mention.start < min(bare[role], INTRODUCED) else ""
    return {role: name for role, name in out.items() if name}


def _subjects(mentions: Sequence[tuple[Span, Person]]) -> dict[str, str]:
    """Whom "he" and "she" of the next sentence mean: the first person named who may be it."""
    out: dict[str, str] = {}
    for word, gender in (("he", "m"), ("she", "f")):
        name = next((p.name for _, p in mentions if p.gender in (gender, None)), None)
        if name is not None:
            out[word] = name
    return out


def _clauses(text: str, edges: Sequence[int]) -> tuple[Span, ...]:
    """The clauses of a sentence; what is said and who says it ("..., Misri told a press conference") are two."""
    cuts = sorted({0, *(m.start() for m in BORDER.finditer(text)), *(e for e in edges if 0 < e < len(text)), len(text)})
    return tuple(Span(a, b) for a, b in pairwise(cuts) if b > a)
