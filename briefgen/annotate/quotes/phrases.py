"""Noun phrases beside a cue: who speaks, read to the left and to the right of it, without a parser."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.annotate.people.roles import is_title
from briefgen.annotate.quotes.cues import ADVERBS, AUXILIARIES, CALENDAR, FINITE, SUBJECTS, forms, is_ly_adverb
from briefgen.annotate.quotes.frames import Frame
from briefgen.model import Span

OPENERS = frozenset("who which whose where speaking citing asked".split())  # what may begin an aside with a verb of its own
MAX_OF = 9  # items of a body behind "of"
MAX_PHRASE = 18  # items of a noun phrase: "a spokesman for the farm on the river"
DETERMINERS = frozenset(
    {
        "the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "this", "that", "these", "those", "some", "many",
        "several", "most", "another", "other", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "both", "every", "each", "any", "no", "few", "all", "more"
    }
)  # fmt: skip
PREPOSITIONS = frozenset(
    {
        "during", "along", "near", "of", "for", "from", "in", "at", "with", "to", "by", "on", "about", "against", "under", "over",
        "between", "into", "within", "outside", "inside", "among", "behind"
    }
)  # fmt: skip
BREAKS = frozenset(
    {
        ",", ";", ":", "(", ")", "—", "–", "but", "while", "because", "although", "though", "as", "that", "if", "when", "whether",
        "whereas", "since", "after", "before", "until", "unless", "than", "so", "what", "how", "why", "where", "yet", "nor",
        "plus", "then", "and", "or", "\"", "“", "”", ".", "?", "!", ""
    }
)  # fmt: skip
NOT_NOUNS = PREPOSITIONS | DETERMINERS | FINITE | frozenset(
    {
        "and", "or", "but", "also", "not", "there", "here", "very", "what", "how", "when", "where", "why", "which", "whom",
        "whose", "as", "be", "been", "being"
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its first and last item. ``kind``: name, pronoun, phrase; inherit: the speaker of the cue before it."""

    first: int
    end: int
    kind: str
    outer: int = -1
    """The first item of the whole phrase: "harbour commissioner | Anna Reid"; -1: the same as ``first``."""

    @property
    def begins(self) -> int:
        """The first item with titles and offices."""
        return self.first if self.outer < 0 else self.outer


class Names:
    """The mentions of people by the offsets at which they begin and end."""

    __slots__ = ("by_end", "by_start")

    def __init__(self, mentions: list[tuple[Span, int]]) -> None:
        """``mentions``: each span with the index of its person."""
        self.by_start = {span.start: (span, who) for span, who in mentions}
        self.by_end = {span.end: (span, who) for span, who in mentions}


def skip_back(frame: Frame, i: int, floor: int) -> int:
    """The position left of ``i`` past auxiliaries, adverbs and days: "Mehra | has later on Monday also" said."""
    while i >= floor:
        word = frame.lower[i]
        if word and (word in ADVERBS or (word in AUXILIARIES and word not in ("'s",)) or (is_ly_adverb(word) and not frame.is_capital(i))):
            i -= 1
        elif word in CALENDAR and i - 1 >= floor:
            i -= 1 + (frame.lower[i - 1] in ("on", "late", "early", "last"))
        elif word == "and" and frame.word(i + 1) in ADVERBS and frame.word(i - 1) in ADVERBS:
            i -= 1
        else:
            break
    return i


def read_left(frame: Frame, names: Names, i: int, floor: int) -> Phrase | None:
    """The noun phrase that ends at position ``i``, not reaching before ``floor``; None where nothing there can speak."""
    if i < floor:
        return None
    word = frame.lower[i]
    if word == "who" or word in ("which", "that"):
        j = i - 1 - (frame.word(i - 1) == ",")
        return read_left(frame, names, j, floor) if j >= floor and frame.word(j) not in SUBJECTS else None
    if word in SUBJECTS:
        return Phrase(i, i + 1, "pronoun")
    if word == ",":
        return _before_parenthesis(frame, names, i, floor)
    if word == ")":
        opened = next((k for k in range(i, max(floor, i - 8) - 1, -1) if frame.lower[k] == "("), None)
        return read_left(frame, names, opened - 1, floor) if opened is not None else None
    if frame.is_mark(i) or not word[:1].isalnum():
        return None
    named = _name_of(frame, names, i, floor) or _name_at_end(frame, names, i, floor)
    if named is None:
        return _plain_left(frame, i, floor)
    whole = _plain_left(frame, i, floor)
    if whole is not None and whole.first - 2 >= floor and frame.lower[whole.first - 1] == "and" and whole.first <= named.first:
        other = _name_at_end(frame, names, whole.first - 2, floor)
        if other is not None:
            return Phrase(other.first, named.end, "name", min(other.first, (_plain_left(frame, other.end - 1, floor) or other).first))
    return Phrase(named.first, named.end, named.kind, min(whole.first, named.first) if whole else named.first)


def _name_at_end(frame: Frame, names: Names, i: int, floor: int) -> Phrase | None:
    """A known name that ends here, with the names joined to it: "Ana Torres and John Hale"."""
    known = names.by_end.get(frame.end(i))
    if known is None:
        return None
    first = i
    while first > floor and frame.start(first) > known[0].start:
        first -= 1
    if first > floor and is_title(frame.lower[first - 1]) and frame.lower[first - 1].rstrip(".") in ("mr", "mrs", "ms", "miss", "dr"):
        first -= 1
    if first - 2 >= floor and frame.lower[first - 1] in ("and", "&"):
        other = _name_at_end(frame, names, first - 2, floor)
        if other is not None:
            return Phrase(other.first, i + 1, "name")
    return Phrase(first, i + 1, "name")


def _before_parenthesis(frame: Frame, names: Names, comma: int, floor: int) -> Phrase | None:
    """The phrase before an apposition or who-clause that ends with the comma: "Mehra, India's foreign secretary," said."""
    commas = [k for k in range(comma - 1, floor - 1, -1) if frame.lower[k] == "," and not frame.is_mark(k - 1)]
    inner = _name_at_end(frame, names, comma - 1, floor)
    if (
        inner is not None
        and inner.first - 1 > floor
        and frame.lower[inner.first - 1] == ","
        and (not names.by_end.get(frame.end(inner.first - 2)) or _is_complement(frame, names, inner.first - 2, floor))
    ):
        before = _plain_left(frame, inner.first - 2, floor)
        return Phrase(inner.first, inner.end, "name", before.first if before else inner.first)
    for k in commas:
        last = _before_bracket(frame, k - 1, floor)
        named = _name_at_end(frame, names, last, floor) if last >= floor else None
        if named is not None:
            return named
    for k in reversed(commas):
        if frame.lower[k - 1] == ")":
            continue
        opener = frame.word(k + 1)
        if opener in OPENERS or not any(w in FINITE and w != "'s" for w in frame.lower[k + 1 : comma]):
            found = _plain_left(frame, k - 1, floor) if k - 1 >= floor else None
            if found is not None and (found.first == floor or not (frame.lower[found.first - 1] or "x")[0].isalnum()):
                return found
    return None


def _name_of(frame: Frame, names: Names, i: int, floor: int) -> Phrase | None:
    """The person before "of" and a place or body that ends at ``i``: "Victor Cha of the Centre for Studies" said."""
    k = i
    while k > floor and i - k < MAX_OF and (frame.is_capital(k) or frame.lower[k] in ("the", "for", "and", "of")):
        if frame.lower[k] in ("of", "from", "at") and frame.is_capital(k - 1):
            named = _name_at_end(frame, names, k - 1, floor)
            if named is not None:
                return named
        k -= 1
    return None


def _is_complement(frame: Frame, names: Names, i: int, floor: int) -> bool:
    """Whether the name that ends at ``i`` only tells whose: "a spokesman for | Mr Putin"."""
    named = _name_at_end(frame, names, i, floor)
    return named is not None and named.first > floor and frame.lower[named.first - 1] in ("for", "of", "to")


def _before_bracket(frame: Frame, i: int, floor: int) -> int:
    """The position before brackets that close at ``i``: "Jane Doe | (D-Ohio), 54, said"; ``i`` itself where none do."""
    if frame.lower[i] != ")":
        return i
    return next((k - 1 for k in range(i, max(floor, i - 8) - 1, -1) if frame.lower[k] == "("), i)


def _plain_left(frame: Frame, i: int, floor: int) -> Phrase | None:
    """A phrase without a known name: back to its determiner, or to where the clause begins."""
    if frame.lower[i] in NOT_NOUNS and frame.lower[i] not in ("one", "two", "some", "many", "others", "most", "both", "few"):
        return None
    j = i
    while j > floor and i - j < MAX_PHRASE:
        word, left = frame.lower[j], frame.lower[j - 1]
        if word in DETERMINERS and left not in PREPOSITIONS and word != "that":
            if left not in DETERMINERS:
                break
        elif left in BREAKS or (left in FINITE and left != "'s") or left in SUBJECTS:
            if not (left == "and" and j - 1 > floor and _joins(frame, j - 1, floor)):
                break
        elif left in forms() and j < i + 1 and forms()[left][1] in ("say", "tell") and j - 1 > floor and frame.word(j) not in ("",):
            break
        j -= 1
    while j < i and (
        frame.lower[j] in PREPOSITIONS
        or frame.lower[j] in ("also", "meanwhile", "now", "even", "still", "just", "instead")
        or frame.lower[j] == "'s"
    ):
        j += 1
        while j < i and frame.lower[j - 1] in PREPOSITIONS and frame.is_capital(j) and not frame.is_capital(i):
            j += 1
    return Phrase(j, i + 1, "phrase") if i + 1 - j <= MAX_PHRASE else None


def _joins(frame: Frame, i: int, floor: int) -> bool:
    """Whether an "and" joins two nouns of one phrase rather than two clauses: no verb stands before it in its clause."""
    k = i - 1
    while k >= floor and i - k < 7 and frame.lower[k] not in BREAKS:
        if frame.lower[k] in FINITE or frame.lower[k] in SUBJECTS or frame.lower[k] in forms():
            return False
        k -= 1
    return k < floor


def read_right(frame: Frame, names: Names, i: int) -> Phrase | None:
    """The noun phrase that begins at position ``i``: "said | Ali Rahimi, a spokesman", "according to | the union's release"."""
    n = len(frame)
    if i >= n or frame.is_mark(i) or (not frame.lower[i][:1].isalnum() and frame.lower[i][:1] not in "@#"):
        return None
    if frame.lower[i] in SUBJECTS:
        return Phrase(i, i + 1, "pronoun")
    j = i
    named: Phrase | None = None
    while j < n and j - i < MAX_PHRASE:
        known = names.by_start.get(frame.start(j)) if not frame.is_mark(j) else None
        if known is not None:
            end = j + 1
            while end < n and frame.start(end) < known[0].end:
                end += 1
            first = j - 1 if j > i and frame.lower[j - 1].rstrip(".") in ("mr", "mrs", "ms", "miss", "dr") else j
            if named is None:
                named = Phrase(first, end, "name")
            elif frame.lower[j - 1] == "and" and named.end == j - 1:
                named = Phrase(named.first, end, "name")
            j = end
            if frame.word(j) == "and" and not frame.is_mark(j + 1) and frame.is_capital(j + 1):
                j += 1
                continue
            if frame.word(j) in ("'s", "'"):
                named = None
                j += 1
                continue
            break
        if _ends_right(frame, j, i):
            break
        j += 1
    if named is not None and (named.end == j or named.end == j - 1):
        return named
    return Phrase(i, j, "phrase") if j > i else None


def _ends_right(frame: Frame, j: int, first: int) -> bool:
    """Whether a phrase that began at ``first`` ends before item ``j``."""
    word = frame.lower[j]
    if frame.is_mark(j):
        return not (j >= 1 and frame.lower[j - 1] in ("name", "named", "called", "nicknamed", "as"))
    if j == first:
        return False
    if word == "and":
        return not (frame.is_capital(j + 1) or frame.word(j + 1) in DETERMINERS) or frame.word(j + 1) in SUBJECTS
    if "who" in frame.lower[first:j] and word in ("by", "as"):
        return False
    if word in ("in", "on", "at", "during", "after", "before", "when", "while", "as", "from", "by"):
        return not (
            word in ("in", "at", "from")
            and not frame.is_capital(first)
            and frame.word(j + 1) in ("the", "charge")
            and frame.word(j + 2) in ("ministry", "university", "company", "of")
        )
    if word == "who":
        return frame.is_capital(j - 1)
    if word in FINITE:
        return word != "'s" and "who" not in frame.lower[first:j]
    return word in BREAKS or word in CALENDAR or word in ADVERBS or word in ("earlier", "later", "which", "whose", "last", "this", "told")
