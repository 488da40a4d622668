"""Articles as sentences that may tell a day: what they name, their words, what stands before them cut off."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefgen.lexicon import load_words
from briefgen.model import Annotated, Span, Timex

WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
MIN_WORDS, MAX_WORDS = 5, 60  # of a sentence that may speak; shorter are labels, longer are lists
LEAD = 3  # sentences at the head of an article; they tell its own day unless they name another
HEAD = 300  # characters within which a time stamp or an agency's dateline ends
DAY = timedelta(days=1)

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
# A time stamp glued to the first sentence, and all before it (headline, section, place):
# "LONDON | Wed Jun 10 , 2009 2:10 pm EDT", "Friday 1 May 2009 22.47 BST". It says when the article appeared, not what happened.
STAMP = re.compile(
    rf"\b(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?\s?,?\s)?(?:\d{{1,2}}\s{_MONTH}|{_MONTH}\s\d{{1,2}})\s?,?\s\d{{4}}\s?,?(?:\sat)?"
    r"\s\d{1,2}[.:]\d\d(?:\s?[ap]\.?m\.?)?(?:\s(?-i:[A-Z]{2,4})\b)?\s?",
    re.IGNORECASE,
)
# The dateline of an agency: "GENEVA -LRB- Reuters -RRB- - ", "OSLO (AP) — "
AGENCY = re.compile(r"(?:[A-Z][\w.'-]*(?:\s[A-Z][\w.'-]*|\s?,|\s?/){0,8}\s)?(?:-LRB-|\()\s?[A-Z][\w ]{1,20}?(?:-RRB-|\))\s?(?:--?|–|—)\s?")
OPENINGS = (
    # The hour of an entry of a live page: "-LRB- Update 2:21 a.m. Thursday in Oslo , 7:21 p.m. ET -RRB- ", "(Updated 5 p.m.) "
    re.compile(r"\W{0,3}(?:-LRB-|\()\s?(?:Last )?Update[sd]?\b[^()\n]{0,90}?(?:-RRB-|\))(?:\s?(?:-RRB-|\)))*\s?"),
    # The credit of a picture: "Photograph : Anna Berg/AP "
    re.compile(
        r"(?:Photograph|Photo|Picture)\s?:\s[^.\n]{1,60}?/\s?(?:AP|AFP|PA|EPA|Reuters|REUTERS|Getty Images|Getty|Rex Features|Corbis)\b\s?"
    ),
    # The names of the writers: "January 27 , 2011 | By Anna Berg and Carl Dorn , CNN "
    re.compile(r"[^|\n]{0,60}\|\s?By\s[A-Z][^|\n]{3,70}?\s?,\s(?:CNN|BBC News|Reuters|AP|AFP)\b\s?"),
)


@dataclass(frozen=True, eq=False, slots=True)
class Sentence:
    """A sentence of an article, without what only opens the page."""

    one: Annotated
    span: Span
    text: str
    """As shown: white space made single."""
    position: int
    length: int
    """Words between blanks."""
    days: tuple[date, ...]
    """Single days that it names."""
    words: frozenset[str]
    """Lower case, without function words."""

    @property
    def published(self) -> date | None:
        return self.one.published.day if self.one.published else None

    @property
    def may_speak(self) -> bool:
        """Whether it is a sentence to show: "Aired February 4 , 2011 THIS IS A RUSH TRANSCRIPT ." is none."""
        return MIN_WORDS <= self.length <= MAX_WORDS and bool(self.words) and "TRANSCRIPT" not in self.text


@dataclass(frozen=True, slots=True)
class Report:
    """One article as the chronology reads it."""

    published: date | None
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence as one that may tell a certain day."""

    sentence: Sentence
    how: str
    """``named``: it names the day; ``lead``: it opens an article published on it; ``next``: on the day after."""


def read_report(one: Annotated, keep: Callable[[Annotated, Span], bool]) -> Report:
    """The sentences of an article that ``keep`` lets speak, with the days that they name."""
    return Report(one.published.day if one.published else None, tuple(_sentences(one, keep)))


def _tells(timex: Timex) -> bool:
    """Whether a day is told: not the end of a month ("by the end of June"), nor a day that is a name ("since 9/11")."""
    return len(timex.value) > len("2025-06") and timex.rule != "time.date.named"


def _sentences(one: Annotated, keep: Callable[[Annotated, Span], bool]) -> Iterator[Sentence]:
    text = one.article.text
    function_words = load_words("function_words")
    timexes = [t for t in one.timexes if t.type in ("DATE", "TIME") and t.first is not None and t.first == t.last and _tells(t)]
    at = 0
    for position, whole in enumerate(one.article.sentences):
        span = Span(find_start(text, whole, is_head=position < LEAD), whole.end)
        days: list[date] = []
        while at < len(timexes) and timexes[at].span.start < whole.end:
            day = timexes[at].first
            if day is not None and day not in days and timexes[at].span.start >= span.start:
                days.append(day)
            at += 1
        shown = " ".join(span.of(text).split())
        if not shown or not keep(one, whole):
            continue
        words = frozenset(w for w in map(str.lower, WORD.findall(shown)) if len(w) > 1 and w not in function_words)
        yield Sentence(one, span, shown, position, shown.count(" ") + 1, tuple(days), words)


def find_start(text: str, sentence: Span, *, is_head: bool) -> int:
    """Where a sentence begins behind a time stamp, an agency's dateline, the hour of an update, a credit; its own start without them."""
    start = sentence.start
    if is_head:
        for pattern in (STAMP, AGENCY):
            if match := pattern.search(text, start, min(sentence.end, start + HEAD)):
                start = match.end()
    for pattern in OPENINGS:
        if match := pattern.match(text, start, sentence.end):
            start = match.end()
    while start < sentence.end and text[start].isspace():
        start += 1
    return start


def find_tellings(reports: Sequence[Report]) -> Mapping[date, Sequence[Telling]]:
    """The sentences that may tell each day: those that name it, and leads without a date published on it or on the day after."""
    tellings: dict[date, list[Telling]] = defaultdict(list)
    for report in reports:
        for sentence in report.sentences:
            if not sentence.may_speak:
                continue
            for day in sentence.days:
                tellings[day].append(Telling(sentence, "named"))
            if report.published is not None and sentence.position < LEAD and not sentence.days:
                tellings[report.published].append(Telling(sentence, "lead"))
                if report.published > date.min:
                    tellings[report.published - DAY].append(Telling(sentence, "next"))
    return tellings
