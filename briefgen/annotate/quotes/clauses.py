"""What stands behind a cue: an addressee, when and where it was said, then the reported words, or nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from briefgen.annotate.quotes.cues import ADVERBS, CALENDAR, DENIALS, FINITE, SUBJECTS, Cue, is_ly_adverb
from briefgen.annotate.quotes.frames import Frame
from briefgen.annotate.quotes.phrases import DETERMINERS, PREPOSITIONS, Names
from briefgen.lexicon import load_words

MAX_TO_THAT = 25  # items from a cue to its "that": "told a hall of some 300 guests who had come to … that"
MAX_TO_VERB = 25  # items within which a bare clause shows its verb
MONTHS = frozenset({"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})
HEARERS = frozenset({"reporters", "press", "media"})
TIMES = frozenset({"week", "month", "year", "morning", "afternoon", "evening", "night", "weekend", "today"})
PLACED = frozenset({"in", "at", "on", "during", "via", "through", "to", "after", "from", "over", "before"})
DENIED = frozenset("reports claims allegations accusations suggestions rumours rumors charges".split())  # "denied | reports that"
OBJECTS = frozenset({"me", "him", "her", "them", "us", "you", "it", "himself", "herself", "themselves"})


def venues() -> frozenset[str]:
    """Nouns of where and how something is said, lower case."""
    return load_words("venues")


@dataclass(frozen=True, slots=True)
class After:
    """Where the reported words begin behind a cue (``at``), and the words of the attribution in between."""

    at: int
    that: bool
    said_on: date | None = None
    said_at: str | None = None


class Days:
    """Timexes by the offset at which they begin: where each ends, and its day where it is one."""

    __slots__ = ("by_start",)

    def __init__(self, spans: list[tuple[int, int, date | None]]) -> None:
        """``spans``: first and last offset of each timex, and its day."""
        self.by_start = {start: (end, day) for start, end, day in spans}


def read_after(frame: Frame, names: Names, days: Days, cue: Cue) -> After:
    """The position behind the addressee, the time and the place of an utterance, and whether a "that" was passed."""
    n = len(frame)
    i = cue.end
    said_on: date | None = None
    said_at: str | None = None
    if cue.kind == "tell" or (
        cue.lemma in ("ask", "write", "assure", "reply", "respond", "explain", "shout", "yell") and frame.word(i) in OBJECTS
    ):
        i = _addressee(frame, names, i)
        if any(w in venues() - HEARERS for w in frame.lower[cue.end : i]):
            said_at = frame.tokens.text[frame.start(cue.end) : frame.end(i - 1)]
    if (
        frame.word(i) == "to"
        and not frame.is_mark(i + 1)
        and cue.kind != "call"
        and cue.lemma not in ("agree", "vow", "pledge", "promise", "hope", "expect")
    ):
        i = _addressee(frame, names, i + 1)
    if cue.form in DENIALS and frame.word(i) in DENIED and frame.word(i + 1) == "that":
        i += 1
    while i < n:
        word = frame.lower[i]
        if word == "that" and not (frame.word(i + 1) in FINITE and frame.word(i + 1) != "'s"):
            return After(i + 1, True, said_on, said_at)
        timex = days.by_start.get(frame.start(i)) or (days.by_start.get(frame.start(i + 1)) if word == "on" and i + 1 < n else None)
        if timex is not None and (word == "on" or (timex[1] is not None and (word in CALENDAR or word[:3] in MONTHS or word.isdigit()))):
            said_on = timex[1] or said_on
            while i < n and frame.start(i) < timex[0]:
                i += 1
        elif word in CALENDAR or (word == "on" and frame.word(i + 1) in CALENDAR):
            i += 1 + (word == "on")
        elif word in ("earlier", "later", "late", "early", "this", "last", "next") and (
            frame.word(i + 1) in TIMES or frame.word(i + 1) in CALENDAR or (word in ("earlier", "later") and i + 1 < n)
        ):
            i += 2 if frame.word(i + 1) in TIMES or frame.word(i + 1) in CALENDAR else 1
        elif (
            (
                word
                and (
                    word
                    in ("earlier", "later", "again", "recently", "repeatedly", "publicly", "then", "afterwards", "afterward", "once", "out")
                    or (
                        is_ly_adverb(word)
                        and word
                        not in (
                            "only",
                            "early",
                            "july",
                            "nearly",
                            "roughly",
                            "family",
                            "likely",
                            "italy",
                            "mostly",
                            "exactly",
                            "currently",
                            "possibly",
                            "hopefully",
                            "unfortunately",
                            "clearly",
                            "ultimately",
                        )
                    )
                )
            )
            or word == "however"
            or (word == "," and frame.word(i + 1) in ("however", "that") and cue.kind in ("say", "that", "tell"))
        ):
            i += 1
        elif word in PLACED:
            end = _place_end(frame, names, days, i)
            if end is None:
                break
            said_at = said_at or _venue(frame, i, end)
            i = end
        else:
            break
    return After(i, False, said_on, said_at)


def _addressee(frame: Frame, names: Names, i: int) -> int:
    """The position behind whoever was told: up to "that", to a new subject, else one noun phrase."""
    n = len(frame)
    if frame.word(i) in OBJECTS:
        return i + 1
    for j in range(i, min(i + MAX_TO_THAT, n)):
        word = frame.lower[j]
        if word == "that":
            end = _one_phrase(frame, names, i)
            return end if frame.word(end) in ("on", "in", "at", "during") or frame.word(end) in CALENDAR else j
        if word in ("", ",", ":", ".", "?", "!", ";") or word in FINITE or (j > i and word in SUBJECTS):
            break
    return _one_phrase(frame, names, i)


def _one_phrase(frame: Frame, names: Names, i: int) -> int:
    n = len(frame)
    j = i
    while j < n and frame.word(j) in DETERMINERS:
        j += 1
    known = names.by_start.get(frame.start(j)) if j < n and not frame.is_mark(j) else None
    if known is not None:
        while j < n and frame.start(j) < known[0].end:
            j += 1
        return j
    if frame.is_capital(j):
        while frame.is_capital(j):
            j += 1
        return j
    limit = j + (4 if j > i else 1)
    j += 1
    while (
        j < n
        and frame.word(j).isalpha()
        and not frame.is_capital(j)
        and (j < limit or frame.word(j) in venues())
        and not _ends_phrase(frame.lower[j])
    ):
        j += 1
    while j < n - 1 and frame.word(j) == "of" and not frame.is_mark(j + 1):
        j = _one_phrase(frame, names, j + 1)
    return j


def _ends_phrase(word: str) -> bool:
    return (
        word in DETERMINERS
        or word in SUBJECTS
        or word in FINITE
        or word in PREPOSITIONS
        or word in CALENDAR
        or word in ("that", "there", "how", "why", "when")
    )


def _place_end(frame: Frame, names: Names, days: Days, i: int) -> int | None:
    """The end of a phrase of place or occasion, None where it is rather the beginning of what was said.

    "in a statement | the road was …", "at a news conference in Tokyo | that …"; but "| in recent years support fell".
    """
    n = len(frame)
    if frame.word(i + 1) in ("least", "most", "first", "fact", "addition", "total", "all"):
        return None
    j = i + 1
    venue = dated = False
    while (j < n and frame.lower[j] in DETERMINERS and frame.lower[j] != "that") or frame.word(j) in ("'s",):
        j += 1
    while j < n and j - i < 14:
        word = frame.lower[j]
        if frame.is_mark(j) or word in (",", ".", "?", "!", ":", ";", "that", "—", "–"):
            break
        if j > i + 1 and venue and (_begins_content(word) or frame.start(j) in names.by_start):
            break
        if word in SUBJECTS:
            break
        if j > i + 1 and word == "on" and j + 1 < n and frame.start(j + 1) in days.by_start:
            dated = True
            break
        venue = venue or word in venues() or any(part in venues() for part in word.split("-"))
        j += 1
    ends = dated or j >= n or frame.is_mark(j) or frame.lower[j] in (",", ".", "?", "!", ":", "that")
    capital = frame.is_capital(i + 1) and (ends or frame.word(i + 2) in SUBJECTS)
    if venue or capital or (ends and j - i <= 10 and not any(w in FINITE for w in frame.lower[i:j])):
        return j
    return None


def _begins_content(word: str) -> bool:
    """Whether a word behind "in a statement" begins another phrase: of place or time, or the reported words."""
    return word in DETERMINERS or word in SUBJECTS or word in CALENDAR or word in PLACED


def _venue(frame: Frame, first: int, end: int) -> str | None:
    """The occasion in words: "a press conference"; None for a mere place."""
    inner = range(first + 1, end)
    if not any(frame.lower[k] in venues() for k in inner) or frame.word(first) not in ("in", "at", "during", "to", "on", "via"):
        return None
    return frame.tokens.text[frame.start(first + 1) : frame.end(end - 1)]


def is_clause(frame: Frame, first: int, end: int, *, strict: bool) -> bool:
    """Whether items are a clause: a verb shows within MAX_TO_VERB; ``strict``: a subject must open it."""
    if first >= end or frame.is_mark(first):
        return first < end
    words = frame.lower[first : min(end, first + MAX_TO_VERB)]
    if strict:
        opens = (
            words[0] in SUBJECTS or words[0] in ("there", "it", "they", "this", "no") or words[0] in DETERMINERS or frame.is_capital(first)
        )
        if not opens:
            return False
        words = words[:14]
    for k, word in enumerate(words):
        if strict and word in ("that", "which", "who", "to") and k < 6 and words[0] not in SUBJECTS:
            return False
        if k and (
            (
                word in FINITE
                and not (word == "'s" and words[k - 1] not in SUBJECTS and words[k - 1] not in ("there", "that", "what", "here"))
            )
            or (word.endswith("ed") and k > 0 and not strict)
        ):
            return True
    return words[0] in SUBJECTS or words[0] in ("there",)


def is_adverb(word: str) -> bool:
    """Whether a word may stand between a subject and its verb."""
    return word in ADVERBS
