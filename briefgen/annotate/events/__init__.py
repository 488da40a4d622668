"""Events: visits, summits, calls, signings and statements, with dates, place, people, status and order.

Triggers (nouns and verbs of ``lexicons/event_*.tsv``) are found sentence by sentence; each takes the date, the place and the people
of its own clause. An article's events are mentions: ``merge.events`` decides which of them are one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefgen.annotate.events.attendance import find_absent, find_coming
from briefgen.annotate.events.clauses import Sentence, split_sentence
from briefgen.annotate.events.dates import choose_timex, days_of, joined_at
from briefgen.annotate.events.found import find_other, find_resumed, find_statements
from briefgen.annotate.events.order import find_order
from briefgen.annotate.events.places import find_place
from briefgen.annotate.events.refused import is_indefinite, is_wished
from briefgen.annotate.events.revisions import find_revision
from briefgen.annotate.events.status import read_status
from briefgen.annotate.events.titles import title_of
from briefgen.annotate.events.triggers import Trigger, find_triggers
from briefgen.model import Article, Event, Person, Quote, Stamp, Status, Timex


def find_events(
    article: Article, published: Stamp | None, timexes: Sequence[Timex], people: Sequence[Person], quotes: Sequence[Quote]
) -> tuple[Event, ...]:
    """The events of an article in text order. ``Event.timex`` and ``Event.after`` index ``timexes`` and the result itself.

    An event without a date of its own has none; it is kept where the text calls it by place, name or people.
    """
    out: list[Event] = []
    told: list[Event] = []  # by the sentence before
    for sentence in split_sentence(article, timexes, people, quotes):
        if sentence.text.endswith("?"):
            continue  # a question tells nothing
        found = list(find_resumed(sentence, published, told))
        if not found:
            found = [e for t in find_triggers(sentence) if (e := _event(sentence, t, published, out)) is not None]
            found.extend(find_statements(sentence, published))
            found.extend(find_other(sentence, published, _dated_by(sentence, found)))
        if not any(e.kind in GATHERINGS for e in found):
            _add_coming(sentence, out)
        out.extend(found)
        told = found
    return tuple(out)


GATHERINGS = ("summit", "conference", "meeting", "talks")


def _add_coming(sentence: Sentence, told: list[Event]) -> None:
    """Give the gathering told last the people of whom the sentence says that they will come to it."""
    coming = find_coming(sentence)
    at = next((i for i in range(len(told) - 1, -1, -1) if told[i].kind in GATHERINGS), None) if coming else None
    if at is not None and told[at].status != "past":
        told[at] = replace(told[at], people=tuple(dict.fromkeys((*told[at].people, *coming))))


def _event(sentence: Sentence, trigger: Trigger, published: Stamp | None, before: Sequence[Event]) -> Event | None:
    """The event that a trigger tells, or None where neither date, place, name nor people make it one."""
    revision = find_revision(sentence, trigger.phrase)
    former = revision.former if revision else frozenset[int]()
    index = revision.date if revision and revision.date is not None else choose_timex(sentence, trigger, skip=former)
    first, last = days_of(sentence, index, skip=former) if index is not None else (None, None)
    place = (revision and revision.place) or find_place(sentence, trigger, skip=revision.former_places if revision else ())
    absent = find_absent(sentence)
    people = tuple(p for p in sentence.participants(trigger) if p not in absent)
    title = title_of(sentence, trigger, place)
    if title is None:
        return None
    status, is_told = read_status(sentence, trigger, (first, last), published)
    is_new = revision is not None and (revision.date is not None or revision.place is not None or bool(former and index is not None))
    if is_new and status == "postponed" and first is not None and last is not None and (last - first).days <= MAX_EXACT:
        status = "planned"  # "postponed to June 20": it has its new day
    is_told = is_told or is_new or bool(absent)
    if index is None and not _is_particular(sentence, trigger, title, place, people, status, is_told=is_told):
        return None
    order = find_order(sentence, trigger, before)
    return Event(
        span=sentence.span,
        title=title,
        kind=trigger.kind,
        first=first,
        last=last,
        place=place,
        people=people,
        status=status,
        timex=sentence.timexes[index][0] if index is not None else None,
        after=order.after,
        rule=f"events.{trigger.part}.{trigger.kind}" + ("" if is_told else ".implied"),
        before=order.before,
        within=order.within,
        moved=revision.moved if revision else None,
        absent=absent,
    )


MAX_EXACT = 10  # days; "postponed to the autumn" is still put off, "to June 20-21" is not


def _dated_by(sentence: Sentence, found: Sequence[Event]) -> set[int]:
    """The timexes that are some event's date already, all of a range, and those that a move takes back."""
    own = {e.timex for e in found if e.timex is not None}
    out = {sentence.timexes[j][0] for i, (number, _) in enumerate(sentence.timexes) if number in own for j in joined_at(sentence, i)}
    return out | ({number for number, _ in sentence.timexes} if any(e.moved for e in found) else set())


DATED_KINDS = frozenset(("other", "statement", "vote", "anniversary", "exercise", "deadline"))  # undated, they are told in general


NEGATED = re.compile(r"(?:\b(?:not|never|without)\b|n['’]t\b)[^,;]{0,60}$")  # "he is not going to Seoul on this trip"


UNSURE: tuple[Status, ...] = ("cancelled", "postponed", "tentative")  # "no plans to host the summit" tells of that summit


def _is_particular(
    sentence: Sentence, trigger: Trigger, title: str, place: str | None, people: Sequence[str], status: Status, *, is_told: bool
) -> bool:
    """Whether an event without a date is one in particular: "the Quad leaders' summit", not "summits", "a vote", "would love to visit"."""
    if trigger.kind in DATED_KINDS:
        return False
    if not (place or any(c.isupper() for c in title[1:]) or (people and trigger.kind == "press_conference")):
        return False
    clause = sentence.clause_of(trigger.span.start)
    if is_wished(sentence.text, clause.start, trigger.span.start) and not (place and people):
        return False
    if NEGATED.search(sentence.text, clause.start, trigger.span.start) and status not in UNSURE:
        return False
    is_named = bool(place and people)  # "Adler begins a visit to Japan"
    return is_told or is_named or trigger.part == "verb" or not is_indefinite(sentence.text, trigger.phrase, trigger.span)
