"""The pass over an article: blocks read into expressions, expressions resolved in order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefgen.annotate.time.context import Context, Place
from briefgen.annotate.time.fold import fold
from briefgen.annotate.time.grammar import triggers
from briefgen.annotate.time.join import join
from briefgen.annotate.time.meaning import Found, Meaning
from briefgen.annotate.time.parts import NO_HEADS
from briefgen.annotate.time.resolve import Resolved, resolve
from briefgen.annotate.time.scan import scan
from briefgen.annotate.time.telling import Told, years_told
from briefgen.annotate.time.tense import Tense, certain_tense, is_silent, tense_around
from briefgen.annotate.time.tokens import OTHER, Tokens, tokenise
from briefgen.model import Article, Span, Timex

WINDOW = 12  # expressions; a date farther off is no anchor of this one
ASIDE, YEAR_ASIDE, ATTRIBUTE = 15.0, 8.0, 0.5  # what it costs to leave a stated date off the telling's path
STEPS = (1.5, 1.0, 0.8)  # what a move costs within a sentence, within a paragraph, to the next
NEED_TENSE = frozenset({"date", "season", "quarter", "holiday", "nth_weekday", "week_of", "range", "from_day", "ending"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One block: its number, its tokens, and the expressions found in it."""

    block: int
    tokens: Tokens
    found: list[Found]

    def span(self, start: int, end: int) -> Span:
        """The stretch of the text that the tokens from ``start`` up to ``end`` cover."""
        return Span(self.tokens.starts[start], self.tokens.ends[end - 1])


def read_blocks(article: Article) -> list[Reading]:
    """The expressions of every block of the article's body; none crosses a block."""
    plain = fold(article.text)
    trigger = triggers()
    out = []
    for number, block in enumerate(article.body()):
        tokens = tokenise(plain, block.span.start, block.span.end, trigger)
        if tokens is not None and (found := scan(tokens)):
            out.append(Reading(number, tokens, join(found, tokens)))
    return out


def resolve_all(article: Article, readings: Sequence[Reading], context: Context) -> Iterator[Timex]:
    """The expressions in order, each resolved in the context that those before it made."""
    starts = [s.start for s in article.sentences]
    told = _years_told(article, readings, context) if context.narrative else {}
    for reading in readings:
        context.grains.clear()
        items = list(_split(reading.found)) if context.narrative else reading.found
        sentences = [bisect_right(starts, reading.tokens.starts[f.start]) for f in items]
        last: Resolved | None = None
        for at, item in enumerate(items):
            if last and _is_repeated(items, sentences, at, reading.tokens):
                yield _timex(article, reading, item, last, context.anchor)
                continue
            ahead = _day_ahead(items, sentences, at, context) if item.meaning.anchor == "last" and item.meaning.step < 0 else None
            tense = (
                tense_around(reading.tokens, item.start, item.end)
                if item.meaning.kind in NEED_TENSE or item.meaning.anchor == "narrated"
                else ""
            )
            tense = _by_preposition(tense, reading.tokens, item.start)
            if _lacks_year(item.meaning):
                tense = certain_tense(reading.tokens, item.start, item.end) or tense
            place = Place(
                (reading.block, sentences[at]),
                tense,
                ahead,
                told.get((reading.block, at)),
                reading.tokens.word(item.start - 1),
                _is_fronted(reading.tokens, item.start, context),
            )
            if tense in ("gone", "coming") and not _lacks_year(item.meaning):
                place = replace(place, tense="past" if tense == "gone" else "future")
            context.anchor = ""
            try:
                last = resolved = resolve(item.meaning, context, place)
            except (OverflowError, ValueError):  # a day beyond the years 1 to 9999 costs its expression, not the article
                last = resolved = None
            if resolved is not None:
                yield _timex(article, reading, item, resolved, context.anchor)


def _lacks_year(meaning: Meaning) -> bool:
    """Whether a day or month, or the range that begins with one, states no year."""
    first = meaning.ends[0] if meaning.kind == "range" and meaning.ends else meaning
    return first.kind == "date" and first.month is not None and first.year is None


def _is_repeated(items: Sequence[Found], sentences: Sequence[int], at: int, tokens: Tokens) -> bool:
    """Whether an expression says again what the one before it said, with no verb between: a table of dates costs little."""
    one, two = items[at - 1], items[at]
    return (
        one.meaning is two.meaning
        and two.meaning.kind in ("date", "range")
        and two.start - one.end < 3
        and sentences[at - 1] == sentences[at]
        and is_silent(tokens, two.start, two.end)
    )


def _years_told(article: Article, readings: Sequence[Reading], context: Context) -> dict[tuple[int, int], int]:
    """The years that the telling gives to the dates that state none, by block and place in it."""
    keys, dates = [], []
    starts = [s.start for s in article.sentences]
    last = (-1, -1)
    for reading in readings:
        for at, item in enumerate(_split(reading.found)):
            meaning = item.meaning
            if meaning.kind not in ("date", "season") or (meaning.kind == "date" and meaning.year is None and not meaning.month):
                continue
            fronted = _is_fronted(reading.tokens, item.start, context)
            is_bare = meaning.kind == "date" and not meaning.month and not fronted
            price = ATTRIBUTE if _is_attribute(reading.tokens, item) else YEAR_ASIDE if is_bare else ASIDE
            keys.append((reading.block, at))
            place = (reading.block, bisect_right(starts, reading.tokens.starts[item.start]))
            dates.append(Told(meaning, price, STEPS[0 if place == last else 1 if place[0] == last[0] else 2]))
            last = place
    return {key: year for key, year in zip(keys, years_told(dates), strict=True) if year is not None}


def _is_attribute(tokens: Tokens, item: Found) -> bool:
    """Whether the date only describes a noun: "the August 1792 uprising", "the May 2007 high"."""
    if tokens.word(item.start - 1) not in ("the", "a", "its", "their", "his") and tokens.word(item.start) != "the":
        return False
    word = tokens.words[item.end] if item.end < len(tokens.words) else ""
    return word.isalpha() and word.lower() not in NO_HEADS and tokens.types[item.end] == OTHER


def _split(found: Sequence[Found]) -> Iterator[Found]:
    """Ranges taken apart: a history's "5-9 March 1918" is two dates of its own, as annotators of such texts mark them."""
    for item in found:
        if not item.pieces or item.meaning.ends is None:
            yield item
            continue
        for (start, end), meaning in zip(item.pieces, item.meaning.ends, strict=True):
            yield replace(item, start=start, end=end, meaning=meaning, pieces=())


def _day_ahead(items: Sequence[Found], sentences: Sequence[int], at: int, context: Context) -> date | None:
    """A day with its month later in the same sentence: "the previous day for the Aug. 15 summit"."""
    if any(sentences[n] == sentences[at] and items[n].meaning.day for n in range(max(0, at - WINDOW), at)):
        return None
    for n in range(at + 1, min(len(items), at + WINDOW)):
        meaning = items[n].meaning
        if sentences[n] == sentences[at] and meaning.kind == "date" and meaning.month and meaning.day:
            trial = replace(context, grains=[])
            resolved = resolve(meaning, trial, Place((-1, -1), ""))
            return resolved.first if resolved else None
    return None


def _by_preposition(tense: Tense, tokens: Tokens, start: int) -> Tense:
    """The tense where a preposition outweighs the verb: "on patrol since March" is past, "extended loans through January" need not be,
    but "Until Thursday, they had not" is."""
    before = tokens.word(start - 1)
    if before == "since":
        return "past"
    is_first = start < 2 or tokens.words[start - 2] in OPENERS
    return "" if before in ("until", "till", "through") and tense == "past" and not is_first else tense


OPENING = 6  # tokens from the sentence's beginning: "By the end of 1917", "In early 1942"
OPENERS = frozenset(".!?:;")
STORY = frozenset("in by early late mid during throughout of".split()) | {""}


def _is_fronted(tokens: Tokens, start: int, context: Context) -> bool:
    """Whether a year tells where the story stands: in a history after "in" and its like, in the news only at a sentence's beginning."""
    before = tokens.word(start - 1)
    if context.narrative:
        return before in STORY and (start < OPENING or not OPENERS.isdisjoint(tokens.words[start - OPENING : start]))
    return before == "in" and (start < 2 or tokens.words[start - 2] in ".!?;")


def _timex(article: Article, reading: Reading, item: Found, resolved: Resolved, anchor: str) -> Timex:
    span = reading.span(item.start, item.end)
    return Timex(span, span.of(article.text), resolved.type, resolved.value, resolved.mod, resolved.first, resolved.last, resolved.zone,
                 resolved.certainty, resolved.problem, item.rule, anchor or None)  # fmt: skip
