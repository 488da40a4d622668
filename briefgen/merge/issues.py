"""Themes: what the articles talk about more than other texts do, with the sentences that name it.

A term weighs by how many articles hold it, how often, and how rare it is in ``lexicons/background.tsv`` (tf-idf, Spärck Jones 1972).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from briefgen.lexicon import load_mapping, load_table, load_words
from briefgen.model import Annotated, Figure, Span, Theme

BACKGROUND_SIZE = 14_396  # documents behind lexicons/background.tsv
MAX_THEMES = 60
MAX_SHARED = 0.6  # share of a theme's sentences that a stronger one may hold already
MIN_RARITY = 3.3  # of a single word: "tariffs" names an issue, "message" and "allies" do not
PHRASE = 1.6  # a phrase says more than a word
MONEY = re.compile(r"[$€£¥₹]\s?\d|\b\d[\d.,]*\s+(?:million|billion|trillion|crore|percent|per cent)\b")


def find_themes(found: Sequence[Annotated], figures: Sequence[Figure]) -> tuple[Theme, ...]:
    """The MAX_THEMES strongest themes, strongest first, none a mere variant of another; names of people and places are none."""
    names = {w.lower() for f in figures for n in f.names for w in n.split()}
    uses, forms = _uses(found, names)
    texts = {one.article.id: one.article.text for one in found}
    scored = sorted(((_score(term, places, texts), term) for term, places in uses.items()), key=lambda x: (-x[0], x[1]))
    out: list[Theme] = []
    covered: list[set[tuple[str, Span]]] = []
    for score, term in scored[: MAX_THEMES * 8]:
        places = set(uses[term])
        if score <= 0 or any(
            len(places & other) > MAX_SHARED * len(places) and _shares_word(term, theme.label)
            for other, theme in zip(covered, out, strict=True)
        ):
            continue
        out.append(Theme(max(forms[term], key=lambda f: (forms[term][f], f)), round(score, 3), tuple(uses[term])))
        covered.append(places)
        if len(out) == MAX_THEMES:
            break
    return tuple(out)


def _shares_word(term: str, label: str) -> bool:
    return bool({_stem(w) for w in term.split()} & {_stem(w) for w in label.lower().split()})


def _uses(found: Sequence[Annotated], names: set[str]) -> tuple[dict[str, list[tuple[str, Span]]], dict[str, Counter[str]]]:
    """For every theme-worthy term the sentences that hold it, and the forms in which it stands there."""
    uses: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        starts = [s.start for s in one.article.sentences]
        for term in one.terms:
            sentence = one.article.sentences[bisect_right(starts, term.span.start) - 1]
            for written in _parts(term.text):
                key = _key(written)
                if not _is_theme(written, key, names):
                    continue
                if (place := (one.article.id, sentence)) not in uses[key][-1:]:
                    uses[key].append(place)
                forms[key][written] += 1
    return uses, forms


def _parts(text: str) -> Iterator[str]:
    """A phrase and its shorter tails: "additional tariffs" is also about "tariffs"."""
    words = text.split()
    if len(words) > 1 and all(w[0].isupper() for w in words):
        yield text  # a name is never cut
        return
    for at in range(len(words)):
        yield " ".join(words[at:])


def _key(written: str) -> str:
    *rest, last = written.split()
    return " ".join([*(w.lower() for w in rest), _stem(last.lower())])


def _stem(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 and not word.endswith(("ss", "us", "is")) else word


def _is_theme(written: str, key: str, names: set[str]) -> bool:
    words = written.lower().split()
    if any(w in names for w in words):
        return False
    known = [w in _place_words() for w in words]
    if any(known) and (all(known) or not written.istitle() or len(words) < 3):
        return False
    if words[-1] in load_words("generic_nouns") or written[0].isdigit() or (len(words) == 1 and (len(key) < 4 or key in _event_nouns())):
        return False
    return not any(w in load_words("generic_nouns") and len(words) == 2 for w in words[:1])


def _score(term: str, places: Sequence[tuple[str, Span]], texts: dict[str, str]) -> float:
    """Weight of a term: articles and uses against its rarity; named beside a sum of money it weighs more."""
    articles = Counter(a for a, _ in places)
    if " " not in term and (len({a for a, _ in places}) < min(2, len(texts)) or len(places) < 2 or _rarity(term) < MIN_RARITY):
        return 0.0
    weight = sum(1 + math.log(n) for n in articles.values())
    money = any(MONEY.search(span.of(texts[a])) for a, span in places)
    return weight * _rarity(term) * (PHRASE if " " in term else 1.0) * (1.25 if money else 1.0) * (1.0 if len(places) > 1 else 0.55)


@cache
def _rarity(term: str) -> float:
    """Inverse document frequency of a term in the background; a phrase that it lacks counts as its words."""
    table = load_mapping("background")
    known = max((int(table[form]) for form in (term, f"{term}s") if form in table), default=None)
    if known is not None:
        return math.log(BACKGROUND_SIZE / (1 + known))
    if " " not in term:
        return math.log(BACKGROUND_SIZE / 5) * 0.8  # unknown words are often names; rare is not yet important
    return min(math.log(BACKGROUND_SIZE / 10), sum(_rarity(w) for w in term.split()) / len(term.split()) + 1.5)


@cache
def _event_nouns() -> frozenset[str]:
    return load_words("event_nouns") | {f"{w}s" for w in load_words("event_nouns")}


@cache
def _place_words() -> frozenset[str]:
    """Words of names of countries and cities and of their peoples, in lower case."""
    out: set[str] = set(load_words("regions"))
    for name, others, demonyms, capital, cities in load_table("countries"):
        for known in (name, *others.split("|"), *demonyms.split("|"), capital, *cities.split("|")):
            out.update(w for w in known.lower().rstrip(".").split() if w not in load_words("function_words"))
    return frozenset(out)
