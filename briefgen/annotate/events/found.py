"""Events that no noun or verb of the lexicons names: dated statements, and other things that happened on a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.annotate.events.clauses import Sentence
from briefgen.annotate.events.dates import SINCE, days_of, is_datable, is_dateline, is_of_noun, is_reported, joined_at
from briefgen.annotate.events.places import place_in
from briefgen.annotate.events.revisions import find_revision
from briefgen.annotate.events.titles import clip, is_readable, tidy, without_dates
from briefgen.model import Event, Moved, Span, Stamp, Status

# What a clause that tells of a day to come has: "will", "is due", "are to", "begins", "expires"
AHEAD = re.compile(
    r"\b(?:will|would|shall|should|may|might|could|can|to|due|set|is|are|am|be|plans?|planned|scheduled|expected|expects?|likely|next|until|has|have"
    r"|[a-z]{3,}(?:s|es))\b|['’]ll\b",
    re.IGNORECASE,
)
MIN_SAID = 4  # words; "subtle" is a scrap of a statement
MAX_OTHER = 45  # days; a period longer than a month and a half is no event
# "in a letter to the council", "during protests across the country": no clause, or one that only leads in
LEADS_IN = re.compile(
    r"(?:in|on|at|by|with|for|from|to|under|over|during|despite|according|amid|as|if|about|along|among|of|through|across|since|between|beyond|not|only"
    r"|more|even|such|also|because|unless|once|per|via|upon|within|without|including|following|given|unlike|instead|(?!king|spring)[a-z]+ing)\b",
    re.IGNORECASE,
)
# "Washington imposed", "The agency will", "voters are": the verb that a clause must have
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|shall|can|could|may|might|must|[a-z]{2,}ed|began|became|took|gave|made|met|held|won|lost|left|fell"
    r"|rose|hit|struck|shot|sent|came|went|brought|said|put|cut|set|broke|saw|sold|bought|built|led|shut|fled|fought|grew|found|kept|told|wrote|drew"
    r"|spoke|withdrew|flew|swore|overthrew|sank|spread|split|swept|threw|stole|paid|ran|stood)\b"
)
# "was found abandoned", "said discovery of", "Nairobi, Kenya, killed": the subject stands in another clause, whole or in part
HEADLESS = re.compile(
    r"(?:is|are|was|were|has|have|had|will|would|shall|can|could|may|might|must|do|does|did|said|told|to|[a-z]{2,}ed|became|began|gave|held|led|made|put"
    r"|saw|took|went|won|lost|left|sent|wrote)\b|[A-Z]\w+, [A-Z]\w+, [a-z]+ed\b"
)
# "an order implementing this agreement | announced (in July)": a participle that the date left alone
DANGLING_VERB = re.compile(
    r"(?<=[a-z])\s+(?:announced|signed|published|reached|adopted|issued|released|held|made|agreed|concluded|launched|set)$"
)
OPENING = re.compile(r"[^,]{1,80},\s+(?=\S)")  # "In Washington, | the agency released tapes"
FIRST_PERSON = re.compile(r"\b(?:I|we|We|you|You|our|my|me|us|[A-Za-z]+['’](?:ve|ll|re|m))\b")
CLOCK = re.compile(r"\d{4}-\d\d-\d\dT|T\d\d|T(?:MO|AF|EV|NI|MI|DT)")  # an hour of a day that the text tells elsewhere
NAMES_A_DAY = re.compile(
    r"\d{4}|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|tomorrow|last\s+night|\b(?:[A-Z][a-z]{2,8}\.?)\s+\d", re.IGNORECASE
)
TODAY = frozenset(("today", "tonight", "this morning", "this afternoon", "this evening", "now"))  # a date for what is told, not of an event
NEWS = re.compile(r"\breport(?:ed|s)?\b")


def find_statements(sentence: Sentence, published: Stamp | None) -> Iterator[Event]:
    """A statement with its date: "New Delhi said on Aug. 26", "Reuters reported in June that"."""
    for index, (number, timex) in enumerate(sentence.timexes):
        local = sentence.local(timex.span)
        if not is_datable(timex) or not is_reported(sentence, local):
            continue
        title = _statement_title(sentence)
        if title is None:
            continue
        first, last = days_of(sentence, index)
        kind = "report" if NEWS.search(sentence.text[max(0, local.start - 40) : local.start]) else "statement"
        yield Event(
            span=sentence.span,
            title=title,
            kind=kind,
            first=first,
            last=last,
            place=None,
            people=_speakers(sentence),
            status=_status(last, published),
            timex=number,
            after=None,
            rule=f"events.dated.{kind}",
        )


def _statement_title(sentence: Sentence) -> str | None:
    """ "New Delhi: ...", in the words of the quote; None where nobody by name or office speaks."""
    quote = next((q for q in sentence.quotes if q.speaker and sentence.span.covers(q.span)), None)
    if quote is None:
        return None
    who = quote.speaker_resolved or quote.speaker or ""
    words = clip(tidy(re.sub(r"^that ", "", quote.text), article=True))
    title = f"{who[:1].upper()}{who[1:]}: " + (f"“{words.replace('“', '').replace('”', '')}”" if quote.kind == "direct" else words)
    is_scrap = quote.kind != "indirect" and len(words.split()) < MIN_SAID
    return title if words and not is_scrap and is_readable(who) and "RB-" not in title else None


def _speakers(sentence: Sentence) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.name for m, p in sentence.people if sentence.is_speaker(m)))


# "That will be hosted by the prime minister in Tokyo on May 24": the event of the sentence before
RESUMED = re.compile(
    r"^(?:And |But |So )?(?:That|This|It|They)\s+(?:will|is|are|was|were|would)\b.{0,30}?"
    r"\b(?:held|hosted|take place|begin|start|scheduled|happen|convened?)\b",
    re.I,
)


def find_resumed(sentence: Sentence, published: Stamp | None, told: Sequence[Event]) -> Iterator[Event]:
    """An event told in the sentence before, with the date and place that this one adds. Its evidence is both sentences."""
    if not told or sentence.previous is None or not RESUMED.match(sentence.text):
        return
    last_told = [e for e in told if e.span == sentence.previous and e.kind not in ("statement", "report", "press_conference")]
    revision = find_revision(sentence, Span(0, len(sentence.text.split(" ", 1)[0])))
    former = revision.former if revision else frozenset[int]()
    index = next((i for i, (_, t) in enumerate(sentence.timexes) if is_datable(t) and i not in former), None)
    place = (revision and revision.place) or place_in(sentence.text)
    event = next((e for e in last_told if (e.first is None if index is not None else e.place is None and place)), None)
    if event is None:
        return
    if index is not None:
        first, last = days_of(sentence, index, skip=former)
        event = replace(event, first=first, last=last, timex=sentence.timexes[index][0], status=_status(last, published))
    yield replace(
        event,
        span=Span(event.span.start, sentence.span.end),
        place=place or event.place,
        rule="events.resumed",
        people=tuple(dict.fromkeys((*event.people, *(p.name for _, p in sentence.people)))),
        moved=_joined(event.moved, revision.moved if revision else None),
    )


def _joined(one: Moved | None, two: Moved | None) -> Moved | None:
    """What two sentences together take back: the place in one, the days in the other."""
    if one is None or two is None:
        return one or two
    return Moved(two.first or one.first, two.last or one.last, two.place or one.place)


def find_other(sentence: Sentence, published: Stamp | None, dated: set[int]) -> Iterator[Event]:
    """A clause with a date that is nobody else's: "Washington imposed tariffs on Aug. 27". A clause tells one event at most."""
    told: set[Span] = set()
    for index, (number, timex) in enumerate(sentence.timexes):
        local = sentence.local(timex.span)
        clause = sentence.clause_of(local.start)
        if number in dated or clause in told or not _dates_a_clause(sentence, index) or _has_another_date(sentence, clause, index):
            continue
        first, last = days_of(sentence, index)
        is_vague = (last - first).days > MAX_OTHER or "W" in timex.value or timex.mod is not None
        title = None if is_vague else _clause_title(sentence, clause, timex.span)
        status = _status(last, published)
        if title is None or (status == "planned" and not AHEAD.search(clause.of(sentence.text))):
            continue  # a past told of a day to come: a banner that was put on the page later
        told.add(clause)
        dated.add(number)
        yield Event(
            span=sentence.span,
            title=title,
            kind="other",
            first=first,
            last=last,
            place=None,
            people=tuple(dict.fromkeys(p.name for m, p in sentence.people if not sentence.is_speaker(m))),
            status=status,
            timex=number,
            after=None,
            rule="events.dated.clause",
        )


def _has_another_date(sentence: Sentence, clause: Span, index: int) -> bool:
    """Whether a clause names a second day: "In September, he signed an order for the deal announced in July" is of either."""
    own = joined_at(sentence, index)
    others = [sentence.local(t.span) for i, (_, t) in enumerate(sentence.timexes) if i not in own and is_datable(t)]
    return any(clause.covers(other) and not is_reported(sentence, other) for other in others)


def _dates_a_clause(sentence: Sentence, index: int) -> bool:
    """Whether the date at ``index`` says when something happened: not in a quote, not "today", "at 8am", "until June", "said on"."""
    timex = sentence.timexes[index][1]
    local = sentence.local(timex.span)
    if (
        not is_datable(timex)
        or timex.text.lower() in TODAY
        or any(q.kind == "direct" and q.span.overlaps(timex.span) for q in sentence.quotes)
    ):
        return False
    if (timex.type == "TIME" or CLOCK.search(timex.value)) and not NAMES_A_DAY.search(timex.text):
        return False
    if re.search(r"\b(?:by|before)\s+(?:the\s+)?(?:end\s+of\s+)?$|\bof\s+$|\(\s*$", sentence.text[: local.start], re.IGNORECASE):
        return False
    if is_dateline(sentence, local) or (is_reported(sentence, local) and sentence.quotes):
        return False
    return not SINCE.search(sentence.text, 0, local.start) and not is_of_noun(sentence, local)


def _clause_title(sentence: Sentence, clause: Span, date_: Span) -> str | None:
    """The clause without its date, where it has a subject that is named and a verb; else None."""
    title = DANGLING_VERB.sub("", tidy(without_dates(sentence, clause, only=date_)))
    if LEADS_IN.match(title):
        opening = OPENING.match(title)
        rest = title[opening.end() :] if opening else ""
        if LEADS_IN.match(rest) or HEADLESS.match(rest) or not FINITE.search(rest) or not is_readable(rest):
            return None
    if len(title.split()) < 4 or not is_readable(title) or not FINITE.search(title) or FIRST_PERSON.search(title):
        return None
    if HEADLESS.match(title) or re.search(r"\b(?:said|says|told|according to)\b(?:\W*$)", title):
        return None
    return title[:1].upper() + title[1:]


def _status(last: object, published: Stamp | None) -> Status:
    return "past" if published is None or str(last) <= published.day.isoformat() else "planned"
