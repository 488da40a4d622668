"""Events: visits, summits, calls, signings and statements, with dates, place, people, status and order.

Triggers (nouns and verbs of ``lexicons/event_*.tsv``) are found sentence by sentence; each takes the date, the place and the people
of its own clause. An article's events are mentions: ``merge.events`` decides which of them are one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from briefgen.annotate.events.clauses import Sentence, split_sentence
from briefgen.annotate.events.dates import choose_timex, days_of
from briefgen.annotate.events.found import find_other, find_resumed, find_statements
from briefgen.annotate.events.order import find_predecessor
from briefgen.annotate.events.places import find_place
from briefgen.annotate.events.status import read_status
from briefgen.annotate.events.titles import title_of
from briefgen.annotate.events.triggers import Trigger, find_triggers
from briefgen.model import Article, Event, Person, Quote, Stamp, Timex


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
            found.extend(find_other(sentence, published, {e.timex for e in found if e.timex is not None}))
        out.extend(found)
        told = found
    return tuple(out)


def _event(sentence: Sentence, trigger: Trigger, published: Stamp | None, before: Sequence[Event]) -> Event | None:
    """The event that a trigger tells, or None where neither date, place, name nor people make it one."""
    index = choose_timex(sentence, trigger)
    first: date | None = None
    last: date | None = None
    if index is not None:
        first, last = days_of(sentence, index)
    place = find_place(sentence, trigger)
    people = sentence.participants(trigger)
    title = title_of(sentence, trigger, place)
    if title is None or (index is None and not (place or people or any(c.isupper() for c in title[1:]))):
        return None
    status, is_told = read_status(sentence, trigger, last, published)
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
        after=find_predecessor(sentence, trigger, before),
        rule=f"events.{trigger.part}.{trigger.kind}" + ("" if is_told else ".implied"),
    )
