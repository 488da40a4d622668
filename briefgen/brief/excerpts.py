"""A long utterance cut to what can be read out: whole sentences, without thanks before them, every cut marked."""

from __future__ import annotations

import re
from collections.abc import Callable

from briefgen.brief.prose import is_pleasantry
from briefgen.brief.wording import leans

MAX_WORDS = 60  # a longer quote is cut at a sentence, the cut marked
CUT = "[…]"
STOP = re.compile(r"[.!?][\"”’']*\s+(?=[\"“‘'\[(…]?\s?[A-Z0-9])")
ABBREVIATED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Gov|Gen|Rep|St|Jr|Sr|No|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z](?:\.[A-Z])*)\.$")
CLAUSE = re.compile(r"[,;:](?=\s)|\s(?=[—–]\s)|(?<=\w)(?=\s(?:and|but|or|because|which|who|while|although)\s)")
BOUND = re.compile(  # words that a text cannot end with
    r"(?:\s(?:a|an|the|of|in|to|for|and|or|but|that|with|by|on|at|from|as|is|are|was|were|will|would|can|its|our|their|his|her|’s|'s))+$"
)
ANSWER = re.compile(r"(?:yes|no)\b", re.IGNORECASE)


def cut_excerpt(text: str, *, is_speech: bool, names: Callable[[str], bool] = lambda _: True) -> tuple[str, str | None]:
    """The words shown and ``cut``, or the whole text with single blanks and None.

    Speech loses thanks at either end; of a long one MAX_WORDS are shown, from the sentence on that ``names`` the topic where an earlier
    one does not. Empty text where nothing but thanks was said.
    """
    shown = re.sub(r"\s+", " ", text).strip()
    sentences = split_sentences(shown)
    first, last = 0, len(sentences)
    while is_speech and first < last and _is_filler(sentences[first]):
        first += 1
    while is_speech and first < last and _is_filler(sentences[last - 1]):
        last -= 1
    chosen = _window(sentences[first:last], names)
    words = " ".join(chosen).strip()
    is_short = bool(chosen) and not shown.endswith(chosen[-1])
    if chosen and len(words.split()) > MAX_WORDS:
        words, is_short = clip(words, MAX_WORDS), True
    if words == shown or not words:
        return words, None
    start = shown.find(words[:40])
    before = f"{CUT} " if start > 0 else ""
    words = words.removeprefix("… ").removesuffix(" …").rstrip(" ,;:")
    return f"{before}{words}{f' {CUT}' if is_short else ''}", "cut"


def _is_filler(sentence: str) -> bool:
    """Whether a sentence can go: thanks and turns of talk, not a plain yes or no."""
    bare = sentence.strip(' …"“”')
    return is_pleasantry(bare) and not ANSWER.match(bare)


def _window(sentences: list[str], names: Callable[[str], bool]) -> list[str]:
    """As many sentences as MAX_WORDS hold, from the first on, or from where the topic is named."""
    at = 0
    if sum(len(s.split()) for s in sentences) > MAX_WORDS and not any(names(s) for s in _fill(sentences)):
        at = next((i for i, s in enumerate(sentences) if names(s)), 0)
        at -= bool(at and leans(sentences[at].removeprefix("… ")) and len(sentences[at - 1].split()) < MAX_WORDS / 2)
    return _fill(sentences[at:])


def _fill(sentences: list[str]) -> list[str]:
    out: list[str] = []
    count = 0
    for sentence in sentences:
        count += len(sentence.split())
        if out and count > MAX_WORDS:
            break
        out.append(sentence)
    while len(out) > 1 and _is_filler(out[-1]):
        out.pop()
    while len(out) > 1 and _is_filler(out[0]):
        out.pop(0)
    return out


def split_sentences(text: str) -> list[str]:
    """The sentences of an utterance; "Mr." and "U.S." end none."""
    out, start = [], 0
    for match in STOP.finditer(text):
        if ABBREVIATED.search(text[start : match.end()].rstrip()):
            continue
        out.append(text[start : match.end()].strip())
        start = match.end()
    return [*out, text[start:].strip()] if text[start:].strip() else out


def clip(text: str, words: int) -> str:
    """The beginning of a sentence within ``words`` words, to the end of a clause; never between the parts of a noun phrase."""
    limit = len(" ".join(text.split()[:words]))
    ends = [m.start() for m in CLAUSE.finditer(text, 0, limit + 1) if m.start() > limit // 3]
    return BOUND.sub("", text[: ends[-1]] if ends else text[:limit]).rstrip(" ,;:—–-")
