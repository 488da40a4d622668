"""Which date is an event's own: inside its phrase, else in its clause; never the date of who reports it."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta

from briefgen.annotate.events.clauses import Sentence
from briefgen.annotate.events.triggers import Trigger, event_word_at
from briefgen.lexicon import load_words
from briefgen.model import Span, Timex

# "said on", "told reporters late on", "reported in": the date that follows is the report's
REPORTED = re.compile(
    r"(?<!\bbe )\b(?:said|says|told|announced|reported|confirmed|added|wrote|stated|declared|noted|mentioned|suggested|warned|insisted)\b"
    r"(?:\s+(?!(?:that|for|is|are|was|were|be|been|will|would|has|have|had|he|she|they|it|we|I|who|which)\b)[\w’'.-]+){0,5}?"
    r"\s*(?:\b(?:on|in|late|early)\b\s*)*$",
    re.IGNORECASE,
)
# "Adler on Monday said", "On Friday, Adler said", "Berg last night told reporters": the date stands before the verb
REPORTS = re.compile(r"\s*,?\s*(?:[\w’'.-]+\s+){0,5}?(?:said|told|announced|warned|insisted)\b", re.IGNORECASE)
OPENS_WITH_DATE = re.compile(r"\W*(?:(?:on|in|late|early|last|and|but|then)\s+)*$", re.IGNORECASE)
# "since taking office in 2014", "until June 30", "Order 14257 of April 2": a beginning, an end, a label, not the event's day
SINCE = re.compile(r"\bsince\b[^,;]*$|\b(?:until|till|through)\s+(?:the\s+)?(?:end of\s+)?$|\d\s+of\s+$", re.IGNORECASE)
# "deals signed in September, these bilateral talks": the date before is the participle's
PARTICIPLES = re.compile(r"\b[a-z]+(?:[a-z]ed|held|made|begun|set)\s+(?:(?:on|in|for|earlier|late|early|back)\s+)?$")
# ", which will be held here in Oslo on Monday": an aside that tells when the event is
HELD = re.compile(
    r",\s+(?:which|that)\s+[^,;]{0,30}\b(?:held|tak(?:e|es|ing) place|took place|begins?|began|open(?:s|ed)?|scheduled|due|set)\b[^;]*$"
)
JOINED = re.compile(r"\s*(?:[-–—/&]|\b(?:to|through|thru|until|till|and|or)\b)\s*(?:the\s+)?", re.IGNORECASE)
CLOSED_ASIDE = re.compile(r",[^,]*,\s*$|,\s*$")  # ", which also include Australia," before the date
LED_IN = re.compile(
    r"(?:^|[,;]\s)(?:and\s+|but\s+)?(?:before|after|ahead\s+of|following|prior\s+to|on\s+the\s+eve\s+of)\s+$", re.IGNORECASE
)
# "an order implementing this agreement announced in July": what a noun's participle tells is dated, not the clause
REDUCED = re.compile(
    r"(?P<noun>[\w’'-]+)\s+(?P<verb>announced|signed|agreed|published|reached|adopted|issued|released|made|concluded|launched|imposed|struck"
    r"|approved|passed|ratified|enacted|unveiled|introduced|taken|given|written|filed|sealed|negotiated|proposed|held|begun|set)"
    r"\s+(?:(?:back|only|just)\s+)?(?:(?:on|in|earlier|late|early)\s+)?(?:the\s+)?$"
)
OF_EVENTS = frozenset(("held", "begun"))  # a participle of events: "talks on trade held in May" are those talks
# "and signed", "that were signed", "he signed", "Adler signed": a verb of its own, no noun's participle
NO_NOUN = re.compile(
    r"(?:and|or|but|then|also|who|which|that|he|she|it|they|we|I|you|is|are|was|were|be|been|being|has|have|had|having|will|not|to|as|just"
    r"|only|later|never|[a-z]+ly|[A-Z].*)"
)
# "signed | an order": the verb that a clause has before its participle; "and the ministry | announced in July": one with its own subject
VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|said|met|made|took|held|gave|began|[a-z]{3,}ed)\b")
OWN_SUBJECT = re.compile(r"(?:\b(?:and|but|or|as|that)|,)\s+(?:(?:the|a|an|its|his|her|their)\s+)?(?:[\w’'-]+\s+){0,2}$")
NOUN_PHRASE = re.compile(r"\b(?:the|a|an|this|that|these|those|its|his|her|their|our)\s+(?:[\w’'-]+\s+){0,4}$", re.IGNORECASE)
# "Ahmed, whom you saw in Cairo today, will run": opens a clause that its next comma closes
RELATIVE = re.compile(r",\s+(?:(?:of|to|with|for|in|from)\s+)?(?P<word>who|whom|whose|which|where)\b")
APPOSED = re.compile(r"\s*,\s+")  # "which was set for 25 June, | the anniversary of his death"
CLOSING = re.compile(r"\s*[,;—)]")
HOUR = r"\d{1,2}[.:]\d\d"
# "Friday 14 January 2005 | 02.44 GMT", "8 November 2011 | Last updated at 07:48 GMT"
STAMPED = re.compile(rf"\s*(?:at\s+)?{HOUR}\s+(?:GMT|UTC|BST|C?E[DS]?T|[IJK]ST)\b|\s*[,|-]?\s*(?:Last\s+[Uu]pdated|Updated:)")
# "Nov. 5, 2010 at 4:04 pm |"
COMMENTED = re.compile(rf"[\w.,]+(?:\s+[\w.,]+){{0,4}}?\s+{HOUR}\s*[AaPp]\.?[Mm]\.?(?:\s+[A-Z]{{2,4}})?\s*\|")
# "Last updated at | 15:41 GMT", "Posted: | Nov. 5", "(Photo by A. Berg/Agency on | Jan. 14, 2019)"
STAMPING = re.compile(
    r"\b(?:Last\s+[Uu]pdated|LAST\s+UPDATED)\b[^.;]{0,30}$|\b(?:Posted|Updated|Published|Filed|Modified)(?:\s+(?:on|at))?\s*:\s*$"
    r"|(?:\(|-LRB-)\s*(?:[A-Z]\w*\s+){0,2}(?:Photo|Photograph|Picture|Image)s?\s*(?:by|:|/|courtesy)[^()]*$"
)
NEAR = 40  # characters within which a bare year belongs to an event
FAR = 120  # characters; a date farther than that belongs to something else


def is_datable(timex: Timex) -> bool:
    """Whether a timex names days: not a duration, a frequency or a vague "recently"."""
    return timex.type in ("DATE", "TIME") and timex.first is not None and timex.last is not None and not timex.value.endswith("_REF")


def is_reported(sentence: Sentence, local: Span) -> bool:
    """Whether the date at ``local`` says when somebody said so ("New Delhi said on Aug. 26")."""
    text = sentence.text
    if re.match(r"\s?[’']s\b", text[local.end :]):
        return False  # "said that Monday's attack": the attack's day
    clause = sentence.clause_of(local.start)
    return bool(REPORTED.search(text, max(0, local.start - 120), local.start)) or (
        (not text.startswith(",", local.end) or bool(OPENS_WITH_DATE.match(text, clause.start, local.start)))
        and bool(REPORTS.match(text, local.end, clause.end))
    )


def is_dateline(sentence: Sentence, local: Span) -> bool:
    """Whether the date at ``local`` is a stamp of the page, a comment or a photograph and no event's.

    "Friday 14 January 2005 02.44 GMT The trial", "8 November 2011 Last updated at 07:48 GMT", "November 5, 2010 4:04 pm |", "(Photo by
    A. Berg on Jan. 14, 2019)".
    """
    text = sentence.text
    return bool(
        STAMPED.match(text, local.end)
        or COMMENTED.match(text, local.start)
        or STAMPING.search(text, max(0, local.start - 150), local.start)
    )


def is_of_noun(sentence: Sentence, local: Span) -> bool:
    """Whether the date at ``local`` belongs to a noun's participle: "an order implementing this agreement announced in July"."""
    reduced = _reduced(sentence.text, local)
    if reduced is None:
        return False
    before = sentence.text[sentence.clause_of(local.start).start : reduced.start("noun")]
    return bool(VERB.search(before)) and not OWN_SUBJECT.search(before)


def _reduced(text: str, date_: Span) -> re.Match[str] | None:
    """The noun and its participle right before a date; None where a verb of its own stands there."""
    reduced = REDUCED.search(text, max(0, date_.start - 80), date_.start)
    return reduced if reduced and not NO_NOUN.fullmatch(reduced["noun"]) else None


def choose_timex(sentence: Sentence, trigger: Trigger, *, skip: Collection[int] = ()) -> int | None:
    """The index within ``sentence.timexes`` of the trigger's own date, or None; none of ``skip``."""
    best: tuple[float, int] | None = None
    for index, (_, timex) in enumerate(sentence.timexes):
        if not is_datable(timex) or index in skip:
            continue
        is_long = timex.first is not None and timex.last is not None and (timex.last - timex.first).days >= 360
        fit = _fit(sentence, trigger, sentence.local(timex.span), is_long=is_long)
        if fit is not None and (best is None or fit > best[0]):
            best = (fit, index)
    return best[1] if best else None


def _fit(sentence: Sentence, trigger: Trigger, date_: Span, *, is_long: bool) -> float | None:
    """How well a date fits a trigger: the higher the better, None where it cannot be its own."""
    text = sentence.text
    if trigger.phrase.start <= date_.start and date_.end <= trigger.span.start:
        return 100.0  # "the Aug. 29-30 trip"
    if SINCE.search(text, 0, date_.start) or is_dateline(sentence, date_) or _modifies_another(sentence, trigger, date_):
        return None
    if trigger.phrase.end <= date_.start and LED_IN.search(text, 0, trigger.phrase.start) and "," in text[trigger.phrase.end : date_.start]:
        return None  # "Before the summit, she will visit Oslo on 8 June": the visit's day
    if date_.end <= trigger.span.start and PARTICIPLES.search(text, 0, date_.start):
        return None
    if _is_anothers_participle(sentence, trigger, date_) or _is_in_relative(text, trigger, date_):
        return None
    distance = date_.start - trigger.span.end if date_.start >= trigger.span.end else trigger.span.start - date_.end
    reports = trigger.kind in ("press_conference", "speech", "statement")
    if distance > FAR or (is_reported(sentence, date_) and not reports):
        return None
    same = sentence.clause_of(trigger.span.start) == sentence.clause_of(date_.start)
    if not same and not _aside_between(text, trigger, date_):
        return None
    if is_long and not (trigger.span.end <= date_.start and distance < NEAR):
        return None  # "the first revision of a 2008 text": a year far off is another's
    return (60.0 if date_.start >= trigger.span.end else 40.0) - distance / 10


def _is_anothers_participle(sentence: Sentence, trigger: Trigger, date_: Span) -> bool:
    """Whether a participle after the trigger gives the date to another noun: "signed an order implementing this pact announced in July"."""
    reduced = _reduced(sentence.text, date_)
    if reduced is None or reduced["verb"] in OF_EVENTS:
        return False
    if reduced.start("verb") < trigger.span.end or trigger.span.overlaps(Span(*reduced.span("noun"))):
        return False
    return trigger.part == "verb" or bool(NOUN_PHRASE.search(sentence.text, trigger.span.end, reduced.start("noun")))


def _is_in_relative(text: str, trigger: Trigger, date_: Span) -> bool:
    """Whether the date stands in an aside about somebody, the trigger outside of it: "Ahmed, whom you saw today, will run in the election".

    "The summit, which will be held on Monday" is its own: ``_aside_between`` judges what stands after a trigger.
    """
    opening = next(reversed(list(RELATIVE.finditer(text, 0, date_.start))), None)
    if opening is None or re.search(r"[;:—.]\s|,\s|\s[-–]\s", text[opening.end() : date_.start]):
        return False
    if APPOSED.fullmatch(text, date_.end, max(date_.end, trigger.phrase.start)):
        return False
    if trigger.span.end <= opening.start():
        return opening["word"] in ("whom", "whose")
    closing = CLOSING.search(text, date_.end)
    return closing is not None and closing.start() < trigger.span.start


def _modifies_another(sentence: Sentence, trigger: Trigger, date_: Span) -> bool:
    """Whether the date stands before another event's noun: "the Aug. 29-30 trip" when the trigger is a press conference."""
    gap = re.match(r"(?:\s?[’']s)?\s+(?P<word>[\w-]+\s+)?", sentence.text[date_.end :])
    if gap is None or (gap["word"] or "").strip().lower() in load_words("function_words"):
        return False
    starts = {date_.end + gap.end(), date_.end + 1, date_.end + gap.start("word")} - {date_.end - 1}
    return any(
        event_word_at(sentence.text, at) for at in starts if at != trigger.span.start and not trigger.span.start <= at < trigger.span.end
    )


def _aside_between(text: str, trigger: Trigger, date_: Span) -> bool:
    """Whether only a closed aside parts the two: "a summit ..., which also include Australia, later this year"."""
    between = text[trigger.span.end : date_.start]
    if HELD.match(text[trigger.phrase.end : date_.start]):
        return True
    aside = re.search(r",\s+(?:which|who|where|whose)\b", between)
    if date_.start < trigger.span.end or aside is None:
        return False
    return bool(CLOSED_ASIDE.search(between)) and between.count(",") >= 2


def days_of(sentence: Sentence, index: int, *, skip: Collection[int] = ()) -> tuple[date, date]:
    """First and last day of the date at ``index``, joined with its neighbours: "May 20 - May 24", "Sept. 3 and 4"; none of ``skip``."""
    joined = [sentence.timexes[i][1] for i in joined_at(sentence, index, skip=skip)]
    days = [d for t in joined for d in (t.first, t.last) if d is not None]
    if not days:
        raise ValueError(f"{sentence.timexes[index][1].text} names no days")
    return min(days), max(days)


def joined_at(sentence: Sentence, index: int, *, skip: Collection[int] = ()) -> range:
    """The indexes of the timexes that are one date with the one at ``index``."""
    timexes = sentence.timexes
    low = high = index
    while low > 0 and low - 1 not in skip and are_joined(sentence, timexes[low - 1][1], timexes[low][1]):
        low -= 1
    while high + 1 < len(timexes) and high + 1 not in skip and are_joined(sentence, timexes[high][1], timexes[high + 1][1]):
        high += 1
    return range(low, high + 1)


def are_joined(sentence: Sentence, one: Timex, two: Timex) -> bool:
    """Whether two neighbouring timexes are one date: "May 20 - May 24", "9 and 10 June", "in September or October"."""
    gap = sentence.article.text[one.span.end : two.span.start]
    if (
        not (is_datable(one) and is_datable(two))
        or not JOINED.fullmatch(gap)
        or one.last is None
        or two.first is None
        or two.first < one.last
    ):
        return False
    return two.first - one.last == timedelta(1) if gap.strip().lower() in ("and", "or", "&") else True
