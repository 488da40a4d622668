"""The tense beside a time expression: what its governing verb says of past and future."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from briefgen.annotate.time.tokens import Tokens, letters
from briefgen.lexicon import load_mapping

Tense = Literal["past", "future", "gone", "coming", ""]
"""``gone`` and ``coming`` are past and future however near the day on the other side is."""
LEFT = 14  # tokens; a verb farther left governs something else
RIGHT = 12
SOON = frozenset(
    "meet meets open opens begin begins start starts arrive arrives leave leaves depart departs visit visits travel travels host hosts"
    " attend attends resume resumes reopen reopens convene convenes vote votes return returns await awaits face"
    " faces needs marks lands comes".split()
)  # the present of what is arranged
DETERMINERS = frozenset("a an the its his her their our this that these those no any some still newly as".split())
GOVERNED = frozenset("to for on by in at that soon later".split())
STRUCK = frozenset(
    "attack attacks bombing bombings massacre coup earthquake quake crash shooting shootings killing killings raid raids assault "
    "collapse fire blast explosion crackdown riot riots murder abduction kidnapping hijacking tsunami landslide flood ambush ouster "
    "overthrow assassination invasion".split()
)  # what nobody puts into a calendar: "the Oct. 7 attack" has happened
MOVED = frozenset("moved postponed rescheduled shifted delayed deferred forward back".split())
MODALS = frozenset("should may might must can".split())  # "could" is as often what was possible: "could not attend on Monday"
AIMING = {
    "sure": frozenset("make making".split()),  # "make sure that we have a good summit on Tuesday"
    "forward": frozenset("look looks looking".split()),
    "ready": frozenset("get gets getting is are be".split()),  # "is ready for Saturday's vote"
    "preparation": frozenset(("in",)),
    "advance": frozenset(("in",)),
    "going": frozenset(("'re", "'m", "is", "are", "am", "re", "m")),
    "time": frozenset(("in",)),
}  # a word of purpose, and those of which one stands before it
# "smoke could be seen on Monday", "nobody could be reached": what was possible then
PERCEIVED = frozenset("seen heard felt found reached located contacted identified confirmed verified smelled".split())
AIMS = (10, 5)  # tokens before a date, and after it, within which a word of purpose speaks of it
HOPING = frozenset("hope hopes want wants".split())
WANTING = frozenset("plan plans hopes aims expects intends prepares".split())  # nouns too, unless "to" follows
AUXILIARIES = frozenset("is are be been being was were".split())


def tense_around(tokens: Tokens, start: int, end: int) -> Tense:
    """The tense of the nearest verb before ``start`` in the sentence, else after ``end``; empty where none shows it.

    "is scheduled to meet on", "will arrive on" are future; "said on", "met on" are past; "On Monday, he said" is past.
    """
    if is_silent(tokens, start, end):
        return ""
    owned = end + 2 if tokens.word(end) == "'" and tokens.word(end + 1) == "s" else end  # "Tuesday's attack"
    if tokens.word(owned) in STRUCK or (tokens.word(owned + 1) in STRUCK and tokens.words[owned].isalpha()):
        return "gone"
    if tokens.word(start - 1) == "for" and tokens.word(start - 2) in ("planned", "scheduled", "set", "due", "slated", "expected"):
        return "future"  # "a summit planned for Thursday was cancelled"
    if tokens.word(start - 1) in ("to", "until", "till", "from") and any(tokens.word(at) in MOVED for at in range(start - 8, start - 1)):
        return "future"  # "was moved from October 14 to October 21": days of a calendar
    beside = _beside(tokens, end)
    if beside:
        return beside
    return _look(tokens, range(start - 1, max(-1, start - LEFT - 1), -1)) or _look(tokens, range(end, min(len(tokens.words), end + RIGHT)))


NEARBY, TOLD_OF = 3, 8  # tokens before a date within which a past verb governs it; within which "will" does
ANNOUNCING = frozenset(
    "announced said called agreed set planned scheduled moved postponed delayed invited confirmed proposed booked expected slated pledged "
    "promised vowed extended rescheduled fixed named reported told asked wanted hoped urged ordered issued given added based dated united "
    "limited unexpected so-called had have has was were been did".split()
)  # what they tell of may lie ahead: "announced a summit on Nov. 3"

ARRANGING = frozenset(
    "agreed agree vowed pledged promised plans planned hopes wants intends expects expected due set scheduled slated".split()
)


def certain_tense(tokens: Tokens, start: int, end: int) -> Tense:
    """``gone`` or ``coming`` where a verb right beside a day or month leaves no choice, else nothing.

    "was killed on Feb. 2" is gone on 30 December, "will be held on Dec. 12" is coming on 2 January, however near the other one is.
    """
    first = start - 1
    if tokens.word(first) == "since":
        return "gone"
    for at in range(first, max(-1, start - TOLD_OF - 1), -1):
        low = tokens.word(at)
        if low in ".?!;" and ends_sentence(tokens, at):
            break
        if low in ("will", "shall") and tokens.words[at].islower():
            return "coming"
        if low in MODALS and tokens.words[at].islower():
            return "gone" if _is_perfect(tokens, at) else "coming"  # "should have the vaccine ready in September"
        if low == "ready" and tokens.word(at + 1) in ("for", "by", "in") and tokens.word(at - 1) in ("be", "is", "are"):
            return "coming"
        if start - at <= NEARBY and _is_done(tokens, at):
            return "gone"
        if low == "to" and tokens.word(at - 1) in ARRANGING:
            return "coming"  # "agreed to meet in March"
        if low in ANNOUNCING and low not in AUXILIARIES:
            return _scheduled(tokens, at)
    if first < 1 or tokens.words[first - 1] in ".?!;\n":  # "In January, she took office"
        for at in range(end, min(len(tokens.words), end + TOLD_OF)):
            low = tokens.word(at)
            if low in ".?!;" or low in ("will", "would", "to", "is", "are") or low in ANNOUNCING - AUXILIARIES:
                return ""
            if _is_done(tokens, at):
                return "gone"
    return ""


def _is_done(tokens: Tokens, at: int) -> bool:
    """Whether a word is a verb in the past that tells what happened, not what was arranged."""
    word, low = tokens.words[at], tokens.word(at)
    said = _tenses().get(low)
    if (
        not word.islower()
        or low in ANNOUNCING
        or said not in (None, "past")
        or (said is None and not (low.endswith("ed") and len(low) > 4))
    ):
        return False
    return tokens.word(at - 1) not in ("be", "is", "are", "to", "being", "not") and tokens.word(at - 1) not in DETERMINERS


def _scheduled(tokens: Tokens, at: int) -> Tense:
    """For "is scheduled for", "are set to": what stands in the calendar; "was scheduled" may be over."""
    before = tokens.word(at - 1)
    return "coming" if tokens.word(at) in ("scheduled", "slated", "due", "set") and before in ("is", "are") else ""


def is_silent(tokens: Tokens, start: int, end: int) -> bool:
    """Whether no verb stands near by, only numbers, months and signs."""
    return not (_voice().search(tokens.types, max(0, start - LEFT), start) or _voice().search(tokens.types, end, end + RIGHT))


def _beside(tokens: Tokens, end: int) -> Tense:
    """The tense of a verb right after: "the department on Sunday issued", "Modi on Aug. 26 attended", "the envoy on Friday will"."""
    word = tokens.words[end] if end < len(tokens.words) else ""
    if not word.islower():
        return ""
    if word in ("will", "would", "is", "marks"):
        return "future"  # "Friday is the deadline"
    said = _tenses().get(word)
    if said == "past" or (said is None and word.endswith("ed") and len(word) > 4):
        return "past"
    return ""


def _look(tokens: Tokens, places: range) -> Tense:
    words, types, silent = tokens.words, tokens.types, _silent()
    if places.step < 0 and places and words[places[0]] in ("is", "are"):
        return "future"  # "the hearing is Thursday"
    for at in places:
        if types[at] in silent:
            continue
        word = words[at]
        if word in ".?!;":
            if ends_sentence(tokens, at):
                return ""
            continue
        low = word.lower()
        if not low.isalpha():
            continue
        if (low == "set" and tokens.word(at - 1) in AUXILIARIES) or (abs(at - places.start) < AIMS[places.step > 0] and _aims(tokens, at)):
            return "future"
        said = _tenses().get(low)
        if said is None:
            if low.endswith("ed") and len(low) > 4 and word[0].islower():
                if tokens.word(at - 1) in ("to", "is", "are", "be") or tokens.word(at - 1) in DETERMINERS:
                    continue  # "to be agreed", "an unspecified date in"
                return "past"
            if low in SOON and word[0].islower() and not _is_noun(tokens, at):
                return "future"
            if low == "to" and tokens.word(at - 1) in ("is", "are", "plans", "expects"):
                return "future"
            continue
        if said == "none" or (said == "past" and tokens.word(at - 1) in ("be", "is", "are", "to")):
            continue
        if places.step > 0 and said == "future" and low.endswith("ed") and tokens.word(at + 1) not in GOVERNED:
            continue  # "On Friday, when she left for the hastily planned trip"
        if (low in WANTING and tokens.word(at + 1) != "to") or (low == "forthcoming" and tokens.word(at - 1) not in DETERMINERS):
            continue  # "was not very forthcoming in his speech on Saturday" tells of his manner
        if said == "future" and tokens.word(at - 1) == "been" and tokens.word(at - 2) == "had":
            return "past"
        if said == "past" and low in ("had", "have", "has", "was", "were", "did") and _is_planned(tokens, at):
            return "future"
        return "future" if said == "future" else "past"
    return ""


def _aims(tokens: Tokens, at: int) -> bool:
    """Whether a word tells a purpose or a duty, whose day lies ahead: "make sure", "looking forward to", "should decide"."""
    low = tokens.word(at)
    if low in MODALS:
        return tokens.words[at].islower() and not _is_perfect(tokens, at)
    if low == "could":
        return tokens.word(at + 1) == "be" and tokens.word(at + 2) not in PERCEIVED
    if low in HOPING:
        return tokens.word(at + 1) in ("to", "that")
    return low in AIMING and tokens.word(at - 1) in AIMING[low] and not (low == "time" and tokens.word(at + 1) != "for")


def _is_perfect(tokens: Tokens, at: int) -> bool:
    """Whether an auxiliary speaks of what is over: "may have met", "should not have been"; not "should have the vaccine ready"."""
    verb = next((n for n in (at + 1, at + 2) if tokens.word(n) == "have"), None)
    if verb is None:
        return False
    done = tokens.word(verb + 1)
    return done in ("gone", "done") or done.endswith(("ed", "en", "own")) or _tenses().get(done) == "past"


def _is_noun(tokens: Tokens, at: int) -> bool:
    """Whether a word that may be a verb follows a determiner, "to" or a preposition: "the visit", "to meet", "on visits"."""
    before = tokens.word(at - 1)
    return before in DETERMINERS or before in (
        "to",
        "of",
        "on",
        "in",
        "for",
        "during",
        "after",
        "before",
        "did",
        "not",
        "’s",
        "s",
        "'",
        "-",
    )


def _is_planned(tokens: Tokens, at: int) -> bool:
    """For "was due on", "were to meet", "had planned": an auxiliary of the past before a word of the future."""
    nxt = tokens.word(at + 1)
    return nxt == "to" or _tenses().get(nxt) == "future"


def ends_sentence(tokens: Tokens, at: int) -> bool:
    nxt = tokens.words[at + 1] if at + 1 < len(tokens.words) else ""
    if tokens.words[at] != ".":
        return True
    prior = tokens.word(at - 1)
    return not (
        nxt[:1].islower()
        or nxt[:1].isdigit()
        or nxt == ","
        or len(prior) == 1
        or prior in ("sen", "gov", "mr", "mrs", "dr", "gen", "inc", "corp", "co", "st", "rep")
    )


@cache
def _silent() -> frozenset[str]:
    """The types of tokens that are no verb and end no sentence: numbers, months, weekdays, commas, dashes."""
    names = "DAYNUM YEARNUM INT DECIMAL CLOCK DOTDATE ORDNUM DECADE MONTH MONTHABBR WEEKDAY WDAYABBR AND THE OF COMMA DASH SLASH APOS"
    return frozenset(letters()[name] for name in names.split())


@cache
def _voice() -> re.Pattern[str]:
    """Any token that may speak of time by its tense."""
    return re.compile(f"[^{re.escape(''.join(_silent()))}]")


@cache
def _tenses() -> dict[str, str]:
    return load_mapping("time_tense")
