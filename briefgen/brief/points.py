"""Points: the passages that say most on an issue, each able to stand alone, from as many sources as there are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.brief.prose import (
    CHATTER,
    CLOSED,
    FIRST_PERSON,
    LEGAL,
    NO_PROSE,
    PLURAL,
    QUESTION,
    body_of,
    is_headline_run,
    is_lone_quote,
    is_promotional,
    runs_on,
    unquoted,
)
from briefgen.brief.relevance import Scope
from briefgen.brief.turns import find_hosts, is_elsewhere
from briefgen.brief.wording import fold, leans, said_by, stand_alone
from briefgen.model import Annotated, Block, Evidence, Line, Span, cite

MAX_POINTS = 4
ENOUGH = 3  # points of an issue; a further one must be good
MIN_WORDS, MAX_WORDS = 7, 70  # of a point; shorter says nothing, longer is a speech
MIN_QUALITY = 0.3  # below it a passage is no point
LEAST = 2  # points, the second of the same source where there is no other
NEW = 0.6  # what a word of the issue counts that no point before it holds
MAX_JUDGED = 60  # of the best passages, from which the points are chosen
GOOD = 1.6
LEANING = 2.5  # taken off a passage that leans on one that is not shown: taken where hardly another is
ALIKE = 0.6  # share of the shorter passage's words of content that another holds
MAX_CANDIDATES = 400  # passages of one issue that are judged
FIGURE = re.compile(
    r"[$€£¥₹]\s?\d"
    r"|\b\d[\d.,]*[ \u00a0-]?(?:%|percent|per cent|million|billion|trillion|crore|lakh"
    r"|tonnes?|tons?|barrels|yen|euros?|dollars?|rupees|doses)"
)
STATEMENT = re.compile(r"\b(?:joint|leaders[’']|summit)\b.*\b(?:statement|declaration|communiqu[eé])\b|\bcommuniqu[eé]\b", re.IGNORECASE)
WORD = re.compile(r"\w[\w’'-]*")


@dataclass(frozen=True, slots=True)
class Point:
    """A passage as an issue shows it."""

    article: str
    span: Span
    source: str
    """Who publishes it: points of different publishers come first."""
    quality: float
    speaker: str | None
    held: frozenset[str]
    """The issue's own words that it holds."""
    line: Line


def find_points(
    places: Iterable[tuple[str, Span]],
    words: Collection[str],
    scope: Scope,
    shown: Sequence[tuple[str, Span]],
    known: Mapping[str, str],
) -> list[Point]:
    """The passages that can be points, best first.

    ``words``: the issue's own, folded; ``shown``: the words of the brief's quotes; ``known``: the story's name of each speaker.
    """
    out = []
    for article, span in sorted(places)[:MAX_CANDIDATES]:
        one = scope.by_id[article]
        block = _block(one, span)
        if block is None or block.kind in ("heading", "headline", "boilerplate", "dateline"):
            continue
        point = _point(one, span, block, words, scope, known)
        if point is None:
            continue
        is_shown = any(a == article and s.overlaps(span) for a, s in shown)
        out.append(point if not is_shown else _lowered(point))
    return sorted(out, key=lambda p: (-p.quality, p.article, p.span.start))[:MAX_JUDGED]


def _lowered(point: Point) -> Point:
    """A point that a quote of the brief says already, taken where there is hardly another."""
    return replace(point, quality=point.quality - 1.2)


def _block(one: Annotated, span: Span) -> Block | None:
    return next((b for b in one.article.blocks if b.span.covers(span)), None)


def _point(one: Annotated, whole: Span, block: Block, words: Collection[str], scope: Scope, known: Mapping[str, str]) -> Point | None:
    """The passage as a point, without a heading or a footnote run into it; None where it is none or says nothing alone."""
    span = body_of(one.article.text, whole)
    text = " ".join(span.of(one.article.text).split())
    if not _may_stand(text, block) or is_headline_run(text, one.article.text) or is_elsewhere(one, block, text, scope):
        return None
    quote = said_by(one, span, known)
    if quote is None and block.kind in ("speech", "paragraph") and one.article.id in scope.transcripts:
        return None  # a reporter's question
    if quote is None and is_lone_quote(text):
        return None
    held = frozenset(w for w in fold(text) if w in words)
    quality = _quality(text, len(text.split()), words) + 1.2 * scope.relevance(one.article.id, span)
    quality += 0.3 * (one.article.id in scope.whole) + 0.3 * (quote is not None)
    if quote is not None:
        if quote.name in find_hosts(one):
            return None
        quality -= 1.0 * leans(quote.text.partition("“")[2])
        shown, evidence = quote.text, [cite(one.article, span, "issues.sentence")]
        if not span.covers(quote.speaker_span):
            evidence.append(cite(one.article, quote.speaker_span, "issues.speaker"))
        return _made(one, span, quality, quote.speaker, held, Line(shown, tuple(evidence)))
    shown = stand_alone(one, span)
    if PLURAL.search(unquoted(text)):
        return _in_common(one, span, quality, held, shown)
    quality -= 0.7 * bool(FIRST_PERSON.search(unquoted(text))) + LEANING * leans(shown)
    cited: tuple[Evidence, ...] = (cite(one.article, span, "issues.sentence"),)
    return _made(one, span, quality, _attributed(one, span, known), held, Line(shown, cited))


def _may_stand(text: str, block: Block) -> bool:
    """Whether a passage has the length and the form of a point."""
    if not MIN_WORDS <= len(text.split()) <= MAX_WORDS or QUESTION.search(text) or NO_PROSE.search(text) or runs_on(text):
        return False
    return not text.endswith(":") and (block.kind != "list" or bool(CLOSED.search(text)))


def _in_common(one: Annotated, span: Span, quality: float, held: frozenset[str], shown: str) -> Point | None:
    """What a joint statement says as "we", under the statement's title; None elsewhere, where nobody is known to say it."""
    title = " ".join((one.article.title or "").split())
    if not STATEMENT.search(title) or leans(shown):
        return None
    words = shown.replace("“", "‘").replace("”", "’")
    return _made(one, span, quality, None, held, Line(f"{title}: “{words}”", (cite(one.article, span, "issues.sentence"),)))


def _made(one: Annotated, span: Span, quality: float, speaker: str | None, held: frozenset[str], line: Line) -> Point:
    return Point(one.article.id, span, one.article.publisher or one.article.id, round(quality, 3), speaker, held, line)


def _quality(text: str, count: int, words: Collection[str]) -> float:
    """How well a passage serves as a point: figures, a length that can be read out, the matter early, prose that is not talk or law."""
    at = [m.start() for m in WORD.finditer(text) if fold(m[0])[0] in words]
    score = 0.8 * bool(FIGURE.search(text)) + 0.4 * (10 <= count <= 40) - 0.4 * (count > 50)
    score += 0.3 * bool(at and at[0] < len(text) / 2) + 0.1 * min(3, len(at))
    score -= 0.8 * is_promotional(text) + 0.8 * bool(CHATTER.search(text)) + 0.8 * bool(LEGAL.search(text))
    score -= 0.6 * (not CLOSED.search(text))
    score -= 0.6 * text.startswith(('"', "“", "``", "("))
    return score - 0.5 * (text[:1].islower() or text.startswith(("And ", "But ", "So "))) + 0.4


def _attributed(one: Annotated, span: Span, known: Mapping[str, str]) -> str | None:
    """Who is said to say what stands in a passage, where one person is."""
    names = {q.speaker_resolved for q in one.quotes if q.speaker_resolved and q.speaker_span and span.covers(q.speaker_span)}
    name = next(iter(names)) if len(names) == 1 else ""
    return known.get(name, name) or None


def choose_points(ranked: Sequence[Point], used: Sequence[Point]) -> list[Point]:
    """Two to four of the points, best first: one of each source, then of each article, then of any; none that says what another says.

    What a point adds counts too (maximal marginal relevance, Carbonell and Goldstein 1998): "rare earths" beside two on critical minerals.
    """
    out: list[Point] = []
    fit = [p for p in ranked if p.quality >= MIN_QUALITY]
    is_one_source = len({p.article for p in fit}) == 1
    limits = ((MAX_POINTS, "source"), (ENOUGH, "article"), (ENOUGH if is_one_source else LEAST, ""))
    for limit, apart in limits:
        while len(out) < limit:
            told = {w for p in out for w in p.held}
            left = [p for p in fit if not _is_told(p, [*out, *used]) and not _is_of_same(p, out, apart)]
            best = max(left, key=lambda p: p.quality + NEW * bool(p.held - told), default=None)  # of equals the first
            if best is None or (len(out) >= ENOUGH and best.quality < GOOD):
                break
            out.append(best)
    return sorted(out, key=lambda p: -p.quality)


def _is_of_same(point: Point, others: Sequence[Point], apart: str) -> bool:
    """Whether one of the others is of the same source or article, where they are to be apart."""
    return any(
        (apart == "source" and point.source == o.source) or (apart in ("source", "article") and point.article == o.article) for o in others
    )


def _is_told(point: Point, others: Sequence[Point]) -> bool:
    return any((point.article == o.article and point.span.overlaps(o.span)) or _alike(point.line.text, o.line.text) for o in others)


def _alike(a: str, b: str) -> bool:
    one, two = ({w.lower() for w in WORD.findall(t) if len(w) > 3} for t in (a, b))
    return len(one & two) >= ALIKE * max(1, min(len(one), len(two)))
