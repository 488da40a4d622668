"""Articles as sentences that may tell a day: what they name, their words, what stands before them cut off.

Words are numbers of one vocabulary: thousands of articles are held at a time, and a set of strings for each sentence of theirs would
take fifteen times their text.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefgen.lexicon import load_words
from briefgen.model import Annotated, Span, Timex

WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
MIN_WORDS, MAX_WORDS = 5, 60  # of a sentence that may speak; shorter are labels, longer are lists
SMOOTHING = 6  # words added to a sentence's length, so that three common words do not make it the story's
LEAD = 3  # sentences at the head of an article; they tell its own day unless they name another
HEAD = 300  # characters within which a time stamp or an agency's dateline ends
DAY = timedelta(days=1)
NAMED_DAY = re.compile(r"(?:the )?(?:Sept(?:ember|\.)? 11(?:th)?|11(?:th)?(?: of)? September)", re.IGNORECASE)
NAMED_NEAR = 7  # days; told without a year in an article from farther away, "September 11" is that of 2001

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
# A time stamp glued to the first sentence, and all before it (headline, section, place):
# "LONDON | Wed Jun 10 , 2009 2:10 pm EDT", "Friday 1 May 2009 22.47 BST", "12 October 2011 Last updated at 20:01 GMT Help".
# It says when the article appeared, not what happened.
STAMP = re.compile(
    rf"\b(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?\s?,?\s)?(?:\d{{1,2}}\s{_MONTH}|{_MONTH}\s\d{{1,2}})\s?,?\s\d{{4}}\s?,?"
    r"(?:\sLast\supdated)?(?:\sat)?\s\d{1,2}[.:]\d\d(?:\s?[ap]\.?m\.?)?(?:\s(?-i:[A-Z]{2,4})\b)?(?:\s(?-i:Help)\b)?\s?",
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
    """A sentence that may tell a day, without what only opens the page."""

    one: Annotated
    span: Span
    position: int
    """Its place among the sentences of its article."""
    length: int
    """Words between blanks."""
    days: tuple[date, ...]
    """Single days that it names."""
    words: array[int]
    """Numbers of its words in the vocabulary, each once."""

    @property
    def text(self) -> str:
        """As written, white space made single."""
        return " ".join(self.span.of(self.one.article.text).split())

    @property
    def published(self) -> date | None:
        return self.one.published.day if self.one.published else None

    @property
    def may_speak(self) -> bool:
        """Whether it is a sentence to show: "Aired February 4 , 2011 THIS IS A RUSH TRANSCRIPT ." is none."""
        return MIN_WORDS <= self.length <= MAX_WORDS and bool(self.words) and "TRANSCRIPT" not in self.span.of(self.one.article.text)


@dataclass(frozen=True, slots=True)
class Report:
    """One article as the chronology reads it: whole where it names a day or leads, else as counts of words, ten bytes for each."""

    published: date | None
    sentences: tuple[Sentence, ...]
    """Those that name a day, and its lead."""
    total: int
    """How many sentences were read."""
    words: array[int]
    """Numbers of the article's words in the vocabulary, each once."""
    counts: array[int]
    """Of each word: in how many of the sentences it stands."""
    weights: array[float]
    """Of each word: the sum, over the sentences that hold it, of one over their length (see SMOOTHING)."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence as one that may tell a certain day."""

    sentence: Sentence
    how: str
    """``named``: it names the day; ``lead``: it opens an article published on it; ``next``: on the day after."""


def read_report(one: Annotated, keep: Callable[[Annotated, Span], bool], vocabulary: dict[str, int]) -> Report:
    """What an article says in the sentences that ``keep`` lets speak; words new to ``vocabulary`` get the next numbers."""
    counts: Counter[int] = Counter()
    weights: dict[int, float] = defaultdict(float)
    sentences: list[Sentence] = []
    total = 0
    for sentence in _sentences(one, keep, vocabulary):
        total += 1
        share = 1 / (SMOOTHING + len(sentence.words))
        counts.update(sentence.words)
        for word in sentence.words:
            weights[word] += share
        if sentence.days or sentence.position < LEAD:
            sentences.append(sentence)
    published = one.published.day if one.published else None
    return Report(published, tuple(sentences), total, array("I", counts), array("I", counts.values()), array("f", weights.values()))


def _tells(timex: Timex, published: date | None) -> bool:
    """Whether a day is told: not the end of a month ("by the end of June"), nor a day that is a name ("since 9/11", "since September 11").

    Nor a mere hour ("4 p.m."), nor the stamp of a page or of a reader's comment on it ("January 31, 2011 at 2:11 pm").
    """
    if len(timex.value) <= len("2025-06") or timex.rule == "time.date.named" or timex.rule.startswith("time.clock."):
        return False
    if timex.first is None or timex.first != timex.last:
        return False
    if timex.anchor is None and timex.first == published and timex.type == "TIME":
        return False
    far = published is None or abs((timex.first - published).days) > NAMED_NEAR
    return not (far and timex.anchor is not None and NAMED_DAY.fullmatch(timex.text))


def _sentences(one: Annotated, keep: Callable[[Annotated, Span], bool], vocabulary: dict[str, int]) -> Iterator[Sentence]:
    text = one.article.text
    function_words = load_words("function_words")
    published = one.published.day if one.published else None
    timexes = [t for t in one.timexes if t.type in ("DATE", "TIME") and _tells(t, published)]
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
        words = dict.fromkeys(w for w in map(str.lower, WORD.findall(shown)) if len(w) > 1 and w not in function_words)
        numbers = array("I", [vocabulary.setdefault(w, len(vocabulary)) for w in words])
        yield Sentence(one, span, position, shown.count(" ") + 1, tuple(days), numbers)


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
