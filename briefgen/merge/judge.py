"""Whether two mentions are one event: by date, place, people and words, with reasons. Only SAME merges."""

from __future__ import annotations

import re
from datetime import timedelta

from briefgen.merge.features import Mention
from briefgen.merge.places import agree, is_country
from briefgen.model import Judgement

MAX_APART = 45  # days between two articles that speak of one event to come without both dating it
NAMED_ONCE = ("summit", "conference")  # of which a day has one: "the summit for June 11"
ONE_DAY = timedelta(1)
MAX_ANAPHOR_GAP = 1500  # characters between "Modi's visit to Japan" and "the Aug. 29-30 trip"
ALIKE = 0.75  # the same for what two articles say of one day without naming the same people
SAME_WORDS = 0.5  # share of the shorter title's words that must recur where neither place nor people speak for it


def judge_mentions(a: Mention, b: Mention) -> Judgement:
    """SAME, DIFFERENT or UNSURE for two mentions of one group, whatever their order."""
    if a.group != b.group:
        return _judge_journey(a, b)
    if a.is_recalled != b.is_recalled:
        return Judgement("DIFFERENT", ("one is an earlier one of its kind",))
    dates = _dates(a, b)
    if dates is not None and dates.verdict == "DIFFERENT":
        return dates
    place = agree(a.event.place, b.event.place)
    if place is False:
        return Judgement("DIFFERENT", (f"{a.event.place} is not {b.event.place}",))
    if _is_anaphor_of(a, b) or _is_anaphor_of(b, a):
        return Judgement("SAME", ("the text takes it for known",))
    same_words = _same_words(a, b) if a.group != "journey" else bool(a.own_words & b.own_words)
    if (
        a.group in ("words", "other", "journey")
        and a.people
        and b.people
        and not a.people & b.people
        and not (same_words and a.group == "other")
    ):
        return Judgement("DIFFERENT", ("other people",))
    return _sum_up(
        a, b, place=bool(place), people=bool(a.people & b.people), words=same_words, same_day=dates is not None and dates.verdict == "SAME"
    )


def _judge_journey(a: Mention, b: Mention) -> Judgement:
    """A journey and a meeting are one only where the journey is made for it: "visit to Tianjin to attend the summit of the group"."""
    journey, meeting = (a, b) if a.group == "journey" else (b, a)
    dates = _dates(a, b)
    if (journey.group, meeting.group) != ("journey", "meeting") or dates is None or dates.verdict != "SAME":
        return Judgement("DIFFERENT", (f"{a.event.kind} is no {b.event.kind}",))
    is_named = meeting.words - {meeting.event.kind} <= journey.words or _is_acronym(meeting, journey)
    made_for = is_named and meeting.event.kind in journey.event.title.lower()
    if made_for and agree(a.event.place, b.event.place) is not False:
        return Judgement("SAME", (*dates.reasons, "same place", "made for it"))
    return Judgement("DIFFERENT", (f"{a.event.kind} is no {b.event.kind}",))


def _sum_up(a: Mention, b: Mention, *, place: bool, people: bool, words: bool, same_day: bool) -> Judgement:
    """What the features say together: undated mentions need more than dated ones."""
    reasons = tuple(
        name for name, yes in (("same days", same_day), ("same place", place), ("same people", people), ("same words", words)) if yes
    )
    if a.group in ("words", "other", "report"):
        alike = words and (a.people == b.people or _share(a, b) >= ALIKE)
        return Judgement("SAME" if same_day and alike else "UNSURE", reasons)
    city = place and not (is_country(a.event.place or "") or is_country(b.event.place or ""))
    apart = bool(a.people and b.people and not people)
    if same_day and (place or people or words) and (a.group != "meeting" or words or (place and people) or (city and not apart)):
        return Judgement("SAME", reasons)
    if (
        same_day
        and people
        and (a.is_bare or b.is_bare)
        and (a.people <= b.people or b.people <= a.people)
        and a.group in ("meeting", "journey")
    ):
        return Judgement("SAME", reasons)
    if same_day and a.event.kind == b.event.kind and a.event.kind in NAMED_ONCE and (a.is_anaphor or b.is_anaphor):
        return Judgement("SAME", (*reasons, "the text takes it for known"))
    one_country = a.countries == b.countries  # "the visit to Japan and China" is more than the visit to Japan
    if not same_day and place and one_country and (people or words or (a.one is b.one and a.group == "journey")) and _same_side(a, b):
        return Judgement("SAME", reasons) if a.group == "journey" or words else Judgement("UNSURE", reasons)
    if not same_day and words and people and _same_side(a, b) and len(a.words & b.words) > 1:
        return Judgement("SAME", reasons)
    return Judgement("UNSURE", reasons)


def _dates(a: Mention, b: Mention) -> Judgement | None:
    """SAME days, DIFFERENT days, or None where one has no date or only a vague one."""
    one, two = a.event, b.event
    if one.first is None or two.first is None or one.last is None or two.last is None:
        return None
    if (one.first, one.last) == (two.first, two.last):
        return Judgement("SAME", (f"both from {one.first} to {one.last}",))
    if one.first > two.last or two.first > one.last:
        return Judgement("DIFFERENT", (f"{one.first} is not {two.first}",))
    if a.is_exact and b.is_exact:
        return Judgement("DIFFERENT", (f"{one.first}–{one.last} is not {two.first}–{two.last}",))
    return None


def _is_anaphor_of(later: Mention, earlier: Mention) -> bool:
    """Whether ``later`` points back: "the Aug. 29-30 trip" a sentence or two after "Modi's visit to Japan"."""
    gap = later.event.span.start - earlier.event.span.start
    if not later.is_anaphor or earlier.is_anaphor or later.one is not earlier.one or not 0 <= gap <= MAX_ANAPHOR_GAP or later.is_recalled:
        return False
    if not (earlier.event.place or earlier.words) or not _same_side(later, earlier):
        return False
    between = [
        e
        for e in later.one.events[earlier.index + 1 : later.index]
        if e.kind == earlier.event.kind and e.place and e.place != earlier.event.place
    ]
    return not between


def _same_side(a: Mention, b: Mention) -> bool:
    """Whether both are told as past, or both as to come, and neither so long after the other that another one may be meant.

    A past event without a date is only the one that its own article dates; one to come may be dated by an article near in time.
    """
    if (a.event.status == "past") != (b.event.status == "past"):
        return False
    if a.one is b.one or a.one.published is None or b.one.published is None:
        return True
    told = abs((a.one.published.day - b.one.published.day).days)
    dated = next((m.event.last for m in (a, b) if m.event.last is not None), None)
    last = max(a.one.published.day, b.one.published.day)
    return a.event.status != "past" and told <= MAX_APART and (dated is None or dated >= last - ONE_DAY)


def _same_words(a: Mention, b: Mention) -> bool:
    shorter = min(len(a.words), len(b.words))
    return shorter > 0 and (_share(a, b) >= SAME_WORDS or _is_acronym(a, b) or _is_acronym(b, a))


def _share(a: Mention, b: Mention) -> float:
    """The share of the shorter title's words that the other has."""
    return len(a.words & b.words) / max(1, min(len(a.words), len(b.words)))


def _is_acronym(short: Mention, full: Mention) -> bool:
    """Whether one title holds the initials of the other's name: "SCO summit", "Summit of the Shanghai Cooperation Organisation"."""
    letters = set(re.findall(r"\b[A-Z]{3,6}\b", short.event.title))
    if not letters:
        return False
    initials = "".join(w[0] for w in re.findall(r"\b[A-Z][a-z]+", full.event.title))
    return any(w in initials for w in letters)
