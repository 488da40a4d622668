"""Key issues: the themes of the topic's articles, two to four points each, who says what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from briefgen.brief.relevance import Scope
from briefgen.brief.wording import stand_alone
from briefgen.config import Topic
from briefgen.model import Annotated, Issue, Line, Quotation, Span, Story, Theme, cite

MAX_ISSUES = 7
MAX_POINTS = 3
MANY = 4  # articles from which on a theme with a single point is seldom an issue
FEW = 3
MIN_WORDS, MAX_WORDS = 8, 70  # of a point; shorter says nothing, longer is a speech
FIGURE = re.compile(r"[$€£¥₹]\s?\d|\b\d[\d.,]*\s?(?:%|percent|per cent|million|billion|trillion|crore|tonnes|tons)")


def choose_issues(story: Story, scope: Scope, topic: Topic, quotes: Sequence[Quotation]) -> tuple[Issue, ...]:
    """The strongest themes with points of their own; a sentence makes a point once only.

    Of many articles a theme with a single point is an issue only where fewer than FEW others are.
    """
    articles = {one.article.id: one for one in scope.articles}
    ranked = [(theme, score) for theme, score in _ranked(story.themes, scope) if not _is_topic(theme.label, topic)]
    used: set[tuple[str, Span]] = set()
    out: dict[str, Issue] = {}
    for least, limit in ((2, MAX_ISSUES), (1, FEW if len(articles) >= MANY else MAX_ISSUES)):
        for theme, score in ranked:
            if len(out) >= limit or theme.label.lower() in out:
                continue
            points = _points(theme, scope, articles, used, quotes)
            if len(points) >= least:
                used.update((a, s) for a, s, _ in points)
                out[theme.label.lower()] = _issue(theme, score, points, quotes)
    return tuple(sorted(out.values(), key=lambda i: (-i.score, i.label)))


def _is_topic(label: str, topic: Topic) -> bool:
    """Whether a label only says again what the brief is about; of a topic with several terms each other term may be an issue."""
    words = label.lower().split()
    return topic.name.lower() in words or label.lower() in (topic.title.lower(), *(t.lower() for t in topic.terms[:1]))


def _ranked(themes: Sequence[Theme], scope: Scope) -> list[tuple[Theme, float]]:
    """Themes by the part of their mentions that belongs to the topic."""
    ranked = []
    for theme in themes:
        share = sum(scope.holds(a, s) for a, s in theme.mentions) / len(theme.mentions)
        if share > 0:
            ranked.append((theme, round(theme.score * share, 3)))
    return sorted(ranked, key=lambda x: (-x[1], x[0].label))


def _points(
    theme: Theme, scope: Scope, articles: dict[str, Annotated], used: set[tuple[str, Span]], quotes: Sequence[Quotation]
) -> list[tuple[str, Span, Line]]:
    """The best sentences on a theme, from different articles first; none that a quote of the brief repeats."""
    shown = {(e.article, e.start) for q in quotes for e in q.evidence}
    ranked = []
    for article, span in theme.mentions:
        if not scope.holds(article, span) or (article, span) in used:
            continue
        text = span.of(articles[article].article.text)
        words = len(text.split())
        if not MIN_WORDS <= words <= MAX_WORDS or text.rstrip().endswith("?"):
            continue
        quoted = any(a == article and span.start <= start < span.end for a, start in shown)
        score = (
            1.0
            + 0.8 * bool(FIGURE.search(text))
            + 0.5 * scope.names(text)
            + 0.4 * (12 <= words <= 40)
            - 0.8 * quoted
            - 0.6 * text.startswith(('"', "“"))
        )
        ranked.append((score, article, span))
    ranked.sort(key=lambda x: (-x[0], x[1], x[2].start))
    out: list[tuple[str, Span, Line]] = []
    per_article: Counter[str] = Counter()
    for _, article, span in [*(r for r in ranked), *ranked]:
        if (
            len(out) == MAX_POINTS
            or any(a == article and s == span for a, s, _ in out)
            or per_article[article] > len(out) // max(1, len(per_article))
        ):
            continue
        line = Line(stand_alone(articles[article], span), (cite(articles[article].article, span, "issues.sentence"),))
        if not any(_alike(line.text, other.text) for _, _, other in out):
            out.append((article, span, line))
            per_article[article] += 1
    return out


def _alike(a: str, b: str) -> bool:
    one, two = set(a.lower().split()), set(b.lower().split())
    return len(one & two) >= 0.7 * min(len(one), len(two))


def _issue(theme: Theme, score: float, points: Sequence[tuple[str, Span, Line]], quotes: Sequence[Quotation]) -> Issue:
    label = theme.label[:1].upper() + theme.label[1:]
    words = theme.label.lower()
    own = tuple(
        q
        for q in quotes
        if words in q.text.lower() or any((a, s.start) == (e.article, e.start) for e in q.evidence for a, s in theme.mentions)
    )
    return Issue(label, score, tuple(line for _, _, line in points), tuple(q.id for q in own), tuple(dict.fromkeys(q.speaker for q in own)))
