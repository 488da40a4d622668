"""Cues: forms of reporting verbs in a frame, without those that are negated, asked, wished or only nouns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from briefgen.lexicon import load_table, load_words

SUBJECTS = frozenset({"he", "she", "they", "it", "we", "i", "you", "who"})
AUXILIARIES = frozenset(
    {
        "has", "have", "had", "having", "is", "are", "was", "were", "be", "been", "being", "'s", "’s", "'ve", "’ve", "'d", "’d",
        "do", "does", "did"
    }
)  # fmt: skip
FINITE = frozenset(
    {
        "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might", "shall", "should",
        "must", "do", "does", "did", "'s", "’s", "won't", "can't", "cannot", "isn't", "aren't", "wasn't", "weren't", "hasn't",
        "haven't", "hadn't", "don't", "doesn't", "didn't", "couldn't", "wouldn't", "shouldn't"
    }
)  # fmt: skip
MODALS = frozenset(
    {
        "would", "could", "should", "might", "may", "must", "can", "will", "shall", "to", "‘ll", "'ll", "’ll", "wouldn't",
        "couldn't", "won't", "can't", "cannot"
    }
)  # fmt: skip
NEGATIONS = frozenset(
    {
        "not", "never", "didn't", "doesn't", "don't", "hasn't", "haven't", "hadn't", "wasn't", "isn't", "neither", "nor",
        "didn’t", "doesn’t", "don’t", "hasn’t", "wasn’t"
    }
)  # fmt: skip
CONDITIONS = frozenset({"if", "whether", "unless", "should", "lest"})
ADVERBS = frozenset(
    {
        "also", "later", "then", "still", "once", "again", "earlier", "previously", "further", "now", "often", "always",
        "already", "just", "even", "first", "recently", "soon", "instead", "meanwhile", "simply", "finally", "famously",
        "reportedly", "both", "all", "himself", "herself", "themselves", "twice", "sometimes", "though", "however", "too", "only",
        "today", "yesterday", "ever", "rather", "quickly", "long", "since", "there", "initially", "over", "time", "have",
        "and/or", "jointly"
    }
)  # fmt: skip
CALENDAR = frozenset(
    {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tonight"
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """A form of a reporting verb at a position of a frame."""

    at: int
    end: int
    form: str
    lemma: str
    kind: str
    participle: bool
    noun: bool
    """Whether the form is as often a noun, so that its neighbours must show the verb."""


def is_ly_adverb(word: str) -> bool:
    """Whether a word in lower case is an adverb by its ending: "flatly" is, "supply" and "July" are none."""
    return word.endswith("ly") and len(word) > 4 and word not in load_words("nouns_in_ly")


@cache
def forms() -> dict[str, tuple[str, str]]:
    """Every form of a reporting verb, to its lemma and kind."""
    found: dict[str, tuple[str, str]] = {}
    for lemma, kind, words in (row[:3] for row in load_table("cues")):
        for form in words.split("|"):
            found.setdefault(form, (lemma, kind))
    return found


@cache
def trigger_words() -> frozenset[str]:
    """Words without one of which a paragraph without marks holds no quote."""
    return frozenset(forms()) | {"according"}


def read_cues(words: list[str], written: list[str]) -> list[Cue]:
    """The cues among the lower-case words of a frame (marked stretches are empty words), those left out that report no speech.

    ``written``: the same words as they stand: "May said" is no "may".
    """
    out: list[Cue] = []
    table = forms()
    nouns = load_words("cues_nouns")
    for i, word in enumerate(words):
        known = table.get(word)
        if known is None:
            if word == "according" and i + 1 < len(words) and words[i + 1] == "to":
                out.append(Cue(i, i + 2, "according to", "according to", "according", False, False))
            continue
        lemma, kind = known
        if _is_noun(words, i, nouns) or (word == "said" and words[i + 1 : i + 3] == ["to", "be"]):
            continue  # "denied | reports that", "state | media", "said to be the largest"
        if _is_speech(words, written, i, lemma):
            out.append(Cue(i, i + 1, word, lemma, kind, word.endswith("ing"), word in nouns))
    return out


def _is_noun(words: list[str], i: int, nouns: frozenset[str]) -> bool:
    """Whether a form is a noun by its neighbours: "denied reports that", "state media"."""
    if words[i] == "state":
        return i + 1 < len(words) and words[i + 1] in STATE_OWNED
    return words[i] in nouns and i > 0 and words[i - 1] in DENIALS


DENIALS = frozenset("denied denies deny denying rejected rejects dismissed dismisses disputed disputes refuted".split())
STATE_OWNED = frozenset("media news television tv radio broadcaster department agency run-media".split())


def _is_speech(words: list[str], written: list[str], i: int, lemma: str) -> bool:
    """Whether a form tells that something was said: "did not say", "would say", "to say", "was told", "asked by" do not."""
    if i + 1 < len(words) and words[i + 1] in ("by", "-"):
        return False
    passive = False
    for j in range(i - 1, max(-1, i - 6), -1):
        word = words[j]
        if word in NEGATIONS or (word in MODALS and not (word in ("may", "will") and written[j][0].isupper())):
            return False
        if word in ("is", "are", "was", "were", "be", "been", "being", "get", "got"):
            passive = not words[i].endswith("ing")
        elif not (word in ADVERBS or is_ly_adverb(word) or word in AUXILIARIES):
            break
    if passive:
        return False
    if lemma in ("ask", "question", "press") and (i == 0 or words[i - 1] in ("when", "if", ",", "")) and words[i].endswith("ed"):
        return i > 0 and words[i - 1] == "" and written[i].islower() and _names_somebody(words, written, i + 1)  # "Why now?" asked Blanc
    return not _is_conditional(words, i)


def _names_somebody(words: list[str], written: list[str], i: int) -> bool:
    return i < len(words) and (written[i][:1].isupper() or words[i] in ("the", "a", "an", "one", "his", "her", "their"))


def _is_conditional(words: list[str], i: int) -> bool:
    """Whether the clause of the cue begins with "if", "whether", "unless"."""
    for j in range(i - 1, max(-1, i - 8), -1):
        if words[j] in CONDITIONS:
            return True
        if words[j] in (",", "", "that", ";", ":", "and", "but"):
            return False
    return False
