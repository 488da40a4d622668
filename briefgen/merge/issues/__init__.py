"""Themes: what the articles talk about more than other texts do, with the passages that name it.

A phrase weighs by how many articles hold it, how often, and how rare it is in ``lexicons/background.tsv`` (tf-idf, Spärck Jones 1972);
a phrase that stands only inside a longer one is none of its own (the idea of C-value, Frantzi et al. 2000).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from briefgen.merge.issues.phrases import list_phrases
from briefgen.merge.issues.rarity import find_rarity, is_known
from briefgen.model import Annotated, Article, Figure, Span, Theme

MAX_THEMES = 20_000  # of all topics together; each costs its label and eight bytes a mention
MAX_HELD = 400_000  # phrases counted at one time; beyond, those met once so far are forgotten (lossy counting, Manku and Motwani 2002)
FEW = 4  # articles; among fewer a phrase of one article may be a theme
MAX_CHECKED = 50  # passages searched for a sum of money
NESTED = 0.8  # share of a phrase's uses inside a longer one from which on it is no phrase of its own
MIN_RARITY = 3.3  # of a single word: "tariffs" names an issue, "message" and "allies" do not
PHRASE = 1.6  # a phrase says more than a word
MONEY = re.compile(r"[$€£¥₹]\s?\d|\b\d[\d.,]*\s+(?:million|billion|trillion|crore|percent|per cent)\b")
# Items that stand in one line: "... in Malaysia. - The two countries ..."; a line of its own also begins a passage
ITEM = re.compile(r"(?:(?<=[.;:*!?”\")])[ \t]+|\s*\n\s*)(?:[-–•*]|\d{1,2}[.)])\s+(?=[\w$“\"])|\s*\n\s*\n\s*")
SIGN = re.compile(r"[.;:*!?”\")][ \t]+(?:[-–•*]|\d{1,2}[.)])\s")

MAX_PLACES = 4000  # passages of one phrase that are counted; more make it no stronger
MAX_MENTIONS = 600  # passages of one theme that are held
Place = tuple[str, Span]


def find_themes(found: Sequence[Annotated], figures: Sequence[Figure]) -> tuple[Theme, ...]:
    """At most MAX_THEMES themes, strongest first; names of people, places and bodies are none."""
    names = frozenset(w for f in figures for n in f.names for w in n.split())
    kept = _count(found, names)
    uses, forms = _collect(found, names, kept)
    texts = {one.article.id: one.article.text for one in found}
    scored = []
    for key in _own_phrases(uses):
        score = _score(key, uses[key], texts)
        if score > 0:
            scored.append((-score, key))
    scored.sort()
    return tuple(Theme(_label(forms[key]), round(-score, 3), _spread(uses[key])) for score, key in scored[:MAX_THEMES])


def _spread(places: Sequence[Place]) -> tuple[Place, ...]:
    """At most MAX_MENTIONS passages, evenly spread over the articles: from so many the best points are found as well as from all."""
    return tuple(places[:: 1 + (len(places) - 1) // MAX_MENTIONS])


def _count(found: Sequence[Annotated], names: frozenset[str]) -> frozenset[str]:
    """The phrases that enough articles hold, settled as common nouns or as names of matters."""
    articles: Counter[str] = Counter()
    settled: set[str] = set()
    least = 1 if len(found) < FEW else 2
    for one in found:
        held: set[str] = set()
        for _, is_settled, key, _written in _phrases(one, names):
            held.add(key)
            if is_settled == "+":
                settled.add(key)
        articles.update(held)
        if len(articles) > MAX_HELD:
            articles = Counter({key: n for key, n in articles.items() if n > 1})
            settled &= articles.keys()
    return frozenset(key for key, n in articles.items() if key in settled and (n >= least or " " in key))


def _phrases(one: Annotated, names: frozenset[str]) -> Iterator[list[str]]:
    """The parts of an article's terms that may name a theme (index of the term, ``+`` or ``-``, key, form); none holds a person's name."""
    for line in (one.digest.phrases if one.digest else list_phrases(one)).split("\n"):
        if line:
            phrase = line.split("\t")
            if names.isdisjoint(phrase[3].split()):
                yield phrase


def _passages(article: Article, sentence: Span) -> tuple[Place, ...]:
    """A sentence, or each of the list items that were read as one sentence; a passage is one object, which all themes share."""
    text = article.text
    if "\n" not in text[sentence.start : sentence.end] and SIGN.search(text, sentence.start, sentence.end) is None:
        return ((article.id, sentence),)
    out: list[Place] = []
    start = sentence.start
    for match in ITEM.finditer(text, sentence.start, sentence.end):
        if match.start() > start:
            out.append((article.id, Span(start, match.start())))
        start = match.end()
    if start < sentence.end or not out:
        out.append((article.id, Span(start, sentence.end)))
    return tuple(out)


def _collect(
    found: Sequence[Annotated], names: frozenset[str], kept: frozenset[str]
) -> tuple[dict[str, list[Place]], dict[str, Counter[str]]]:
    """For every phrase of ``kept`` the passages that hold it, and the forms in which it stands there."""
    uses: dict[str, list[Place]] = defaultdict(list)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        starts: list[int] = []
        at = -1
        passages: tuple[Place, ...] = ()
        for number, _, key, written in _phrases(one, names):
            if key not in kept:
                continue
            starts = starts or [s.start for s in one.article.sentences]
            span = one.terms.span(int(number))
            index = bisect_right(starts, span.start) - 1
            if index != at:
                at, passages = index, _passages(one.article, one.article.sentences[index])
            place = next((p for p in passages if p[1].end >= span.end), passages[-1])
            if not (places := uses[key]) or (places[-1] is not place and len(places) < MAX_PLACES):
                places.append(place)
            forms[key][written] += 1
    return uses, forms


def _own_phrases(uses: dict[str, list[Place]]) -> list[str]:
    """The phrases but those that stand nearly always inside a longer one, and long ones that are a known phrase with a word before it."""
    dropped: set[str] = set()
    for key, places in uses.items():
        words = key.split()
        for first in range(len(words)):
            for last in range(first + 1, len(words) + 1):
                inner = " ".join(words[first:last])
                if inner == key or inner not in uses:
                    continue
                if len(places) == 1 and is_known(inner) and " " in inner and not is_known(key):
                    dropped.add(key)
                elif len(places) >= NESTED * len(uses[inner]) and not (is_known(inner) and not is_known(key)):
                    dropped.add(inner)
    return sorted(uses.keys() - dropped)


def _label(forms: Counter[str]) -> str:
    """The form met most often, lower case before capitals; of a single word the plural, where it is met."""
    lower = sum(n for form, n in forms.items() if form.islower())
    fit = {form: n for form, n in forms.items() if form.islower()} if lower * 4 >= sum(forms.values()) else dict(forms)
    plural = {form: n for form, n in fit.items() if form.endswith("s") and " " not in form}
    if sum(plural.values()) * 6 >= sum(fit.values()):  # "semiconductor" mostly stands before another noun
        fit = plural or fit
    return max(sorted(fit), key=lambda form: (fit[form], form.islower()))


def _score(key: str, places: Sequence[Place], texts: dict[str, str]) -> float:
    """Weight of a phrase: articles and uses against its rarity; named beside a sum of money it weighs more."""
    articles = Counter(a for a, _ in places)
    rarity = find_rarity(key)
    if " " not in key and (len(articles) < min(2, len(texts)) or len(places) < 2 or rarity < MIN_RARITY):
        return 0.0
    weight = sum(1 + math.log(n) for n in articles.values())
    money = any(MONEY.search(texts[a], span.start, span.end) for a, span in places[:MAX_CHECKED])
    use = 1.0 if len(places) > 1 else 0.55 if is_known(key) else 0.35  # a phrase met once, and nowhere else, is most likely none
    return weight * rarity * (PHRASE if " " in key else 1.0) * (1.25 if money else 1.0) * use


__all__ = ["find_themes"]
