"""Which parts of a term may name a theme: "Indian officials" none, "additional tariffs" only its "tariffs".

The words decide: no name of a person, place or body, no noun that says nothing ("generic_nouns"), and none of those that need a noun
before them ("energy cooperation", not "close cooperation"; marked ``weak`` there).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from briefgen.lexicon import load_mapping, load_table, load_words
from briefgen.merge.issues.rarity import find_fragment, is_known
from briefgen.model import Annotated

MIN_LETTERS = 4  # of a single word
# Endings of adjectives, which make no weak noun say more: "practical cooperation", "domestic law"
ADJECTIVE = re.compile(r"(?:al|ic|ive|ous|able|ible|ful|less|ant|(?<!m)ent|ed|ing|ese|ish|wide|based|led)$")
NOT_LAST = re.compile(r"(?:ly|ous|ful|ive|able|ible|ical|ional|less)$")  # "pose serious", of "pose serious challenges"
VERB = re.compile(r"(?:ed|ing)$")
SINGLE_NO = re.compile(r"(?:ing|ed|ate|al|ic|ive|ous|able|ible|ful|er|or|ist|ize|ise|ify|ight|en)$")  # "appropriate", "worker": no matter


@lru_cache(maxsize=50_000)
def split_term(text: str) -> tuple[tuple[str, str], ...]:
    """The parts of a term that may name a theme: a key, blind to case and number, and the words as written."""
    words = text.split()
    if len(words) > 1 and all(w[0].isupper() for w in words) and not all(w.isupper() for w in words):
        parts: Iterator[list[str]] = iter([words])  # a name, or a heading in capitals, is never cut
    else:
        parts = (words[a:b] for a in range(len(words)) for b in range(a + 1, len(words) + 1))
    return tuple((_key(part), " ".join(part)) for part in parts if _may_name(part))


def list_phrases(one: Annotated) -> str:
    """A line for each part of an article's terms that may name a theme, as ``model.Digest`` keeps them."""
    return "\n".join(
        f"{at}\t{'+' if is_settled(written, key) else '-'}\t{key}\t{written}"
        for at, term in enumerate(one.terms)
        for key, written in split_term(term.text)
    )


def is_settled(written: str, key: str) -> bool:
    """Whether a phrase is written as a matter is: in lower case, an acronym apart, or as the name of an act or accord.

    Words in capitals ("Export Controls") are settled by another passage that writes them small.
    """
    words = written.split()
    if all(w.islower() or w.isupper() for w in words):
        return any(w.islower() for w in words) or key in load_words("issue_kin")
    return len(words) > 1 and words[-1].lower() in load_words("issue_heads")


def _key(words: list[str]) -> str:
    *rest, last = words
    return " ".join([*(w.lower() for w in rest), stem(last.lower())])


def stem(word: str) -> str:
    """A noun without the s of its plural: "tariffs", "countries" ("countrie" is a key, never shown), not "crisis"."""
    return word.removesuffix("s") if len(word) > 3 and not word.endswith(("ss", "us", "is")) else word


def _may_name(words: list[str]) -> bool:
    lower = [w.lower() for w in words]
    generic = load_mapping("generic_nouns")
    last = lower[-1]
    if find_fragment(" ".join(lower)) or (words[-1].islower() and NOT_LAST.search(last)):
        return False
    if lower[0] in load_words("generic_modifiers") or words[0][0].isdigit() or not any(c.isalpha() for c in last):
        return False
    if any(w in _places() for w in lower):
        return words[-1][0].isupper() and len(words) > 2 and last in load_words("issue_heads") and last not in _places()
    if last in generic and (generic[last] != "weak" or not _is_said_more(lower)):
        return False
    if len(words) == 1:
        return _may_stand_alone(lower[0])
    return not (lower[0] in generic and generic[lower[0]] != "weak") and _is_noun_phrase(lower)


def _is_said_more(words: list[str]) -> bool:
    """Whether a word before a weak noun is itself a noun: "energy cooperation", not "bilateral cooperation" or "cooperation"."""
    return len(words) > 1 and not ADJECTIVE.search(words[-2]) and words[-2] not in load_mapping("generic_nouns")


def _may_stand_alone(word: str) -> bool:
    if stem(word) in load_words("issue_kin"):
        return True
    return len(stem(word)) >= MIN_LETTERS and word not in _event_nouns() and not SINGLE_NO.search(stem(word))


def _is_noun_phrase(words: list[str]) -> bool:
    """Whether a run reads as nouns: "deepening work" and "supports trade" are verbs unless the background knows the phrase."""
    first = words[0]
    if " ".join([*words[:-1], stem(words[-1])]) in load_words("issue_kin"):
        return True
    if VERB.search(first) or VERB.search(words[-1]) or any(_is_plural(w) for w in words[:-1]):
        return is_known(" ".join([*words[:-1], stem(words[-1])])) or is_known(" ".join(words))
    return True


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "ics")) and len(word) > 3 and word not in ("arms", "rights")


@cache
def _event_nouns() -> frozenset[str]:
    return load_words("event_nouns") | {f"{w}s" for w in load_words("event_nouns")}


@cache
def _places() -> frozenset[str]:
    """Words of names of countries and cities and of their peoples, in lower case."""
    out: set[str] = set(load_words("regions"))
    for name, others, demonyms, capital, cities in load_table("countries"):
        for known in (name, *others.split("|"), *demonyms.split("|"), capital, *cities.split("|")):
            out.update(w for w in known.lower().rstrip(".").split() if w not in load_words("function_words"))
    return frozenset(out)
