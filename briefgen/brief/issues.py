"""Key issues: the themes of the topic's articles, grouped with their variants, two to four points each, who says what."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from briefgen.brief.points import Point, choose_points, find_points
from briefgen.brief.relevance import Scope
from briefgen.brief.wording import fold
from briefgen.config import Topic
from briefgen.lexicon import load_mapping
from briefgen.model import Issue, Line, Quotation, Span, Story, Theme

MAX_ISSUES = 7
MAX_RANKED = 150  # themes of a topic that are looked at closely
MAX_WEIGHED = 30  # mentions whose nearness to the topic is measured
MANY = 4  # articles from which on a theme with a single point is seldom an issue
FULL = 6  # articles from which on it is one only where nothing else stands
FEW = 3  # issues below which also lesser ones are taken
SHARED = 0.6  # share of a theme's passages in another's group from which on they are one matter
BINDS_AT_MOST = 12  # ranked themes with one word in common; a word of more binds nothing
WEAKEST = 0.12  # share of the first issue's score below which nothing is an issue
KNOWN = 1.5  # weight of a matter that lexicons/issue_kin.tsv holds: policy, where another phrase may be of the day
# Words that begin many a phrase and bind none: "economic security" and "economic growth" are two matters
QUALITY = re.compile(
    r"(?:al|ic|ive|ous|able|ible|ful|less|ant|(?<!m)ent|ed|ing|ese|ish|ary|wide|based|led)$|^(?:new|free|open|green|clean|private|public)$"
)
# "authoritarian", "western", "acute respiratory": no noun, so no matter
ADJECTIVE = re.compile(r"(?:arian|(?:west|east|north|south|mod)ern|ical|ional|(?:ir|ul|ig|and|ans)atory|ward)$")

Place = tuple[str, Span]


@dataclass(slots=True)
class Group:
    """Themes that are one matter, the strongest first."""

    themes: list[tuple[Theme, float]] = field(default_factory=list)
    places: set[Place] = field(default_factory=set)
    first: frozenset[int] = frozenset()
    """The identities of the strongest theme's passages, which all themes share as objects."""
    kin: set[str] = field(default_factory=set)

    @property
    def score(self) -> float:
        """The strongest theme's weight and a part of the others'."""
        first, *others = (score for _, score in self.themes)
        return round((first + 0.3 * sum(others)) * (KNOWN if self.kin else 1.0), 3)


def choose_issues(story: Story, scope: Scope, topic: Topic, quotes: Sequence[Quotation]) -> tuple[Issue, ...]:
    """The strongest matters with points of their own; a passage makes a point once only.

    Of many articles a matter with a single point is an issue only where fewer than FEW others are, and so is one that says the topic again.
    """
    groups = [g for g in group_themes(_ranked(story.themes, scope), topic) if name_of(g, topic)]
    groups.sort(key=lambda g: (-g.score, g.themes[0][0].label))
    known = {name: figure.name for figure in story.figures for name in figure.names}
    shown = [(e.article, Span(e.start, e.end)) for q in quotes for e in q.evidence]
    first = next((g.score for g in groups if not is_topic(name_of(g, topic) or "", topic)), 0.0)
    used: list[Point] = []
    out: dict[int, Issue] = {}
    is_many = len(scope.articles) >= MANY
    lone = 1 if len(scope.articles) >= FULL else FEW if is_many else MAX_ISSUES
    for least, limit, may_repeat in ((2, MAX_ISSUES, False), (1, lone, False), (2, FEW, True), (1, min(lone, FEW), True)):
        is_empty = not out
        for at, group in enumerate(groups):
            label = name_of(group, topic)
            if len(out) >= limit or at in out or label is None or is_topic(label, topic) > may_repeat:
                continue
            if group.score < WEAKEST * first:
                break
            if least == 1 and is_many and not (may_repeat and is_empty) and len({a for a, _ in group.places}) < 2:
                continue  # one article's aside
            points = choose_points(find_points(group.places, _words(group), scope, shown, known), used)
            label = name_of(group, topic, points)
            if label and any(_is_same_matter(label, issue.label) for issue in out.values()):
                continue
            if len(points) >= least and label and is_topic(label, topic) <= may_repeat:
                used.extend(points)
                out[at] = _issue(label, group, points, quotes)
    return _each_quote_once(sorted(out.values(), key=lambda i: (-i.score, i.label)), quotes)


def _each_quote_once(issues: Sequence[Issue], quotes: Sequence[Quotation]) -> tuple[Issue, ...]:
    """The issues, each quote under one of them: the one whose label it names, else the one that comes first."""
    texts = {q.id: set(fold(q.text)) for q in quotes}
    home: dict[str, int] = {}
    for at, issue in enumerate(issues):
        for id_ in issue.quotes:
            own = len(set(fold(issue.label)) & texts[id_])
            if id_ not in home or own > len(set(fold(issues[home[id_]].label)) & texts[id_]):
                home[id_] = at
    return tuple(replace(issue, quotes=tuple(q for q in issue.quotes if home[q] == at)) for at, issue in enumerate(issues))


def _ranked(themes: Sequence[Theme], scope: Scope) -> list[tuple[Theme, float]]:
    """The MAX_RANKED themes that weigh most in what belongs to the topic, their mentions there alone."""
    ranked = []
    for theme in themes:
        inside = tuple(p for p in theme.mentions if p[0] in scope.blocks and scope.holds(*p))
        if inside:
            share = len(inside) / len(theme.mentions)
            ranked.append((theme.score * _weight(inside) / _weight(theme.mentions) * (0.4 + 0.6 * share), theme, inside))
    ranked.sort(key=lambda x: (-x[0], x[1].label))
    out = []
    for score, theme, inside in ranked[:MAX_RANKED]:
        near = [scope.relevance(*p) for p in inside[:MAX_WEIGHED]]
        out.append((Theme(theme.label, theme.score, inside), round(score * (0.5 + sum(near) / len(near)), 3)))
    return sorted(out, key=lambda x: (-x[1], x[0].label))


def _weight(places: Sequence[Place]) -> float:
    """Articles and uses, the first use in an article weighing most; a theme met once may be an accident."""
    articles = Counter(a for a, _ in places)
    return sum(1 + math.log(n) for n in articles.values()) * (1.0 if len(places) > 1 else 0.55)


def group_themes(ranked: Sequence[tuple[Theme, float]], topic: Topic) -> list[Group]:
    """Themes that are one matter put together: words for one thing, a phrase inside another, a noun in common, the same passages."""
    common = Counter(w for theme, _ in ranked for w in set(fold(theme.label)))
    no_bond = {w for w, n in common.items() if n > BINDS_AT_MOST} | topic_words(topic) | {"security"}
    groups: list[Group] = []
    for theme, score in ranked:
        places = frozenset(map(id, theme.mentions))
        group = next((g for g in groups if _is_one(theme.label, places, g, no_bond)), None)
        if group is None:
            group = Group(first=places)
            groups.append(group)
        elif not _is_kindred(theme.label, group, no_bond):
            continue  # the same passages say it already; its others are about something else
        group.themes.append((theme, score))
        group.places |= set(theme.mentions)
        group.kin |= kin_of(theme.label) - no_bond
    return groups


def _is_one(label: str, places: frozenset[int], group: Group, no_bond: set[str]) -> bool:
    return _is_kindred(label, group, no_bond) or len(group.first & places) >= SHARED * len(places)


def _is_kindred(label: str, group: Group, no_bond: set[str]) -> bool:
    if (kin_of(label) - no_bond) & group.kin:
        return True
    words = fold(label)
    lead = fold(group.themes[0][0].label)
    if len(words) > 1 and set(words) <= set(lead):
        return not set(words) <= no_bond
    if set(lead) <= set(words):
        return not set(lead) <= no_bond
    bonds = {w for w in set(words) & set(lead) if w not in no_bond and not QUALITY.search(w) and w not in load_mapping("generic_nouns")}
    return bool(bonds - {words[-1], lead[-1]})


@cache
def kin_of(label: str) -> frozenset[str]:
    """The matters that the longest known words of a label stand for: "critical mineral" of "rare earths supply"."""
    words, table = fold(label), load_mapping("issue_kin")
    for size in range(len(words), 0, -1):
        found = [table[part] for at in range(len(words) - size + 1) if (part := " ".join(words[at : at + size])) in table]
        if found:
            return frozenset(head for heads in found for head in heads.split("|"))
    return frozenset()


def topic_words(topic: Topic) -> set[str]:
    """The words of the topic's name and terms, folded, with what they stand for."""
    texts = (topic.name, *topic.terms)
    return {w for t in texts for w in fold(t)} | {head for t in texts if (head := _head(t))}


def _head(label: str) -> str:
    """The one matter that a label as a whole stands for; empty where it is none that is known."""
    return load_mapping("issue_kin").get(" ".join(fold(label)), "").split("|")[0]


def _is_same_matter(label: str, other: str) -> bool:
    """Whether two labels are words for one thing: "H1N1" and "flu", "bird flu virus" and "bird flu"."""
    few, many = sorted((set(fold(label)), set(fold(other))), key=len)
    return (bool(head := _head(label)) and head == _head(other)) or (len(few) > 1 and few <= many)


def is_topic(label: str, topic: Topic) -> bool:
    """Whether a label only says again what the brief is about."""
    if (head := _head(label)) and any(_head(t) == head for t in (topic.name, *topic.terms)):
        return True
    own = {w for w in fold(label) if w not in load_mapping("generic_nouns") and f"{w}s" not in load_mapping("generic_nouns")}
    return (own or set(fold(label))) <= topic_words(topic) or any(" ".join(fold(label)) == " ".join(fold(t)) for t in topic.places)


def name_of(group: Group, topic: Topic, points: Sequence[Point] = ()) -> str | None:
    """The words of the articles, of its points where it has any, that name a group best; None where only a weak single word would.

    A single word names a group where it is a matter of its own ("tariffs") or has phrases around it; "navies" alone does not.
    """
    best: tuple[float, str] | None = None
    for theme, score in group.themes:
        words = fold(theme.label)
        if len(words) == 1 and not kin_of(theme.label) and not _has_phrases(words[0], group):
            continue
        named = sum(_names(theme, p, topic) for p in points)
        if points and named < min(2, len(points)):
            continue  # the label would not fit what stands under it
        if not says_more(theme.label, topic) or ADJECTIVE.search(words[-1]) or (len(words) == 1 and not _may_be_label(theme.label, points)):
            continue
        is_half = len(words) == 1 and f"{theme.label.lower()}s" in load_mapping("background")  # "Semiconductor": half a phrase
        rank = score * (0.4 if is_topic(theme.label, topic) else 1.0) * (0.6 if is_half else 1.0)
        rank *= 0.2 + named / len(points) if points else 1.0
        if best is None or rank > best[0]:
            best = (rank, theme.label)
    return best[1] if best else None


def _names(theme: Theme, point: Point, topic: Topic) -> bool:
    """Whether a point holds a theme: the passage does, or a word of its label beyond the topic's own."""
    if any(a == point.article and s.overlaps(point.span) for a, s in theme.mentions):
        return True
    own = {w for w in fold(theme.label) if not QUALITY.search(w)} - topic_words(topic) - load_mapping("generic_nouns").keys()
    return not own.isdisjoint(fold(point.line.text))


def says_more(label: str, topic: Topic) -> bool:
    """Whether a label tells more than the topic does: "flu vaccine" and "bird flu" of a topic "swine flu", not "flu symptoms".

    A word behind the topic's own that is no matter by itself makes no issue; one that says the topic alone is judged elsewhere.
    """
    words, own = fold(label), topic_words(topic)
    rest = [w for w in words if not {w, w.partition("-")[0], _head(w)} & own]  # "flu-like" and "H1N1" say "flu"
    if not rest or len(rest) == len(words) or words[-1] in own:
        return True
    return len(rest) > 1 or bool(kin_of(rest[0]) - own)


def _may_be_label(label: str, points: Sequence[Point]) -> bool:
    """Whether a single word can stand as a label: a known matter, or a noun on which two articles have a point each."""
    if kin_of(label):
        return True
    word = fold(label)[0]
    is_noun = label.lower().endswith("s") or word not in load_mapping("background")  # a noun stands in the plural; "mild" does not
    return is_noun and not QUALITY.search(word) and (not points or len({p.article for p in points}) > 1)


def _has_phrases(word: str, group: Group) -> bool:
    """Whether a single word has phrases around it, in more than one article."""
    around = [theme for theme, _ in group.themes if word in fold(theme.label)]
    return len(around) >= FEW and len({a for theme in around for a, _ in theme.mentions}) > 1


def _words(group: Group) -> frozenset[str]:
    return frozenset(w for theme, _ in group.themes for w in fold(theme.label))


def _issue(label: str, group: Group, points: Sequence[Point], quotes: Sequence[Quotation]) -> Issue:
    names = [" ".join(fold(theme.label)) for theme, _ in group.themes]
    own = [
        q
        for q in quotes
        if any(name in " ".join(fold(q.text)) for name in names)
        or any(e.article == a and e.start < s.end and s.start < e.end for e in q.evidence for a, s in group.places)
    ]
    people = dict.fromkeys([*(q.speaker for q in own), *(p.speaker for p in points if p.speaker)])
    lines: tuple[Line, ...] = tuple(p.line for p in points)
    return Issue(label[:1].upper() + label[1:], group.score, lines, tuple(q.id for q in own), tuple(people))


__all__ = ["Group", "choose_issues", "group_themes", "name_of"]
