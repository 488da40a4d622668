"""What belongs to a topic: whole short articles, the paragraphs of long ones, the stages of a journey that does.

How near a passage is to the topic is measured as BM25 does (Robertson and Zaragoza 2009), over the topic's own words and the words that
the articles wholly about it hold and other texts do not.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, lru_cache

from briefgen.config import Topic
from briefgen.lexicon import load_mapping, load_words
from briefgen.model import Annotated, Block, Span, Story, StoryEvent

SHORT = 1100  # words; a longer article speaks of many things
LEAD = 2  # paragraphs that make the lead
THIRD = 1 / 3
ADJOINING = timedelta(days=2)  # days between two stages of one journey
MAX_STAGES = 3  # steps from an event that belongs to one that does not name the topic
# A sentence that leans on the one before: "He added", "That, in turn"
DANGLING = re.compile(r"^[\"“]?(?:He|She|They|It|This|That|These|Those|His|Her|Their|Its|And|But|So)\b")
# A paragraph that goes on from the one before: also "The two leaders", "The visit"
GOES_ON = re.compile(rf"{DANGLING.pattern}|^(?:Both|The (?:two|trip|visit|summit|meeting|leaders))\b")
ASKED = re.compile(r"Q(?:UESTION)?[.:]?\s")  # a reporter's label in a transcript
MAX_TURN = 3  # paragraphs of one speaker's turn that go on from the one that names the topic
BACKGROUND_SIZE = 14_396  # documents behind lexicons/background.tsv
NAMED = 6.0  # weight of the topic's own words; a passage of usual length that names it once comes to 0.5
USUAL = 25  # words of a passage
K1, B = 1.2, 0.5  # BM25: how soon a repeated word is enough, how much length counts
MAX_READ = 200  # articles from which the topic's vocabulary is taken
MAX_VOCABULARY = 40
WORD = re.compile(r"[a-z][a-z-]{3,}")


@dataclass(frozen=True)  # no slots: what is costly is worked out when first asked for
class Scope:
    """The stretches of each article that belong to a topic."""

    pattern: re.Pattern[str]
    articles: tuple[Annotated, ...]
    """Articles of which any part belongs."""
    blocks: dict[str, tuple[Span, ...]]
    whole: frozenset[str]

    def holds(self, article: str, span: Span) -> bool:
        """Whether a stretch of an article lies in what belongs to the topic."""
        spans = self.blocks.get(article, ())
        at = bisect_right(spans, span.start, key=lambda s: s.start) - 1
        return at >= 0 and spans[at].overlaps(span)

    def names(self, text: str) -> bool:
        """Whether a text names the topic."""
        return bool(self.pattern.search(text))

    def relevance(self, article: str, span: Span) -> float:
        """How near a passage is to the topic, from 0 (none of its words) towards 1; about 0.5 where it names it once."""
        text = span.of(self.by_id[article].article.text)
        counts = Counter(w for w in WORD.findall(text.lower()) if w in self.vocabulary)
        norm = K1 * (1 - B + B * len(text.split()) / USUAL)
        named = sum(1 for _ in self.pattern.finditer(text))
        score = NAMED * named * (K1 + 1) / (named + norm) if named else 0.0
        score += sum(self.vocabulary[w] * n * (K1 + 1) / (n + norm) for w, n in counts.items())
        return score / (score + NAMED)

    @cached_property
    def by_id(self) -> Mapping[str, Annotated]:
        """The articles of which any part belongs."""
        return {one.article.id: one for one in self.articles}

    @cached_property
    def transcripts(self) -> frozenset[str]:
        """The articles that are minutes of who says what: a paragraph there that nobody is known to speak is a question."""
        return frozenset(one.article.id for one in self.articles if any(b.kind == "speech" for b in one.article.blocks))

    @cached_property
    def vocabulary(self) -> Mapping[str, float]:
        """Words that tell the topic's articles from other texts, with their weights; empty where no article is wholly about it."""
        held: Counter[str] = Counter()
        read = [one for one in self.articles if one.article.id in self.whole][-MAX_READ:]
        for one in read:
            held.update(set(WORD.findall(one.article.text.lower())))
        table, plain = load_mapping("background"), load_words("function_words") | load_words("plain_verbs")
        least = 2 if len(read) > 2 else 1
        telling = {w: n for w, n in held.items() if n >= least and w not in plain}
        weights = {w: n / len(read) * math.log(BACKGROUND_SIZE / (1 + int(table.get(w, "20")))) for w, n in telling.items()}
        best = sorted(weights.items(), key=lambda x: (-x[1], x[0]))[:MAX_VOCABULARY]
        top = best[0][1] if best else 1.0
        return {w: weight / top for w, weight in best}


def find_scope(story: Story, topic: Topic) -> Scope:
    """The parts of the story's articles that belong to ``topic``."""
    pattern = topic_pattern(topic)
    blocks: dict[str, tuple[Span, ...]] = {}
    whole: set[str] = set()
    for one in story.articles:
        body = [b for b in one.article.body() if b.kind != "dateline"]
        named = [bool(pattern.search(b.span.of(one.article.text))) for b in body]
        if is_about(one, body, named, pattern):
            whole.add(one.article.id)
            blocks[one.article.id] = tuple(b.span for b in body)
        elif any(named):
            blocks[one.article.id] = tuple(_continued(one, body, named))
    return Scope(pattern, tuple(a for a in story.articles if a.article.id in blocks), blocks, frozenset(whole))


def rank_article(one: Annotated, topic: Topic) -> int:
    """2 for an article that counts whole, 1 for one that names the topic, 0 for any other."""
    pattern = topic_pattern(topic)
    if not (pattern.search(one.article.text) or pattern.search(one.article.title or "")):
        return 0
    body = [b for b in one.article.body() if b.kind != "dateline"]
    named = [bool(pattern.search(b.span.of(one.article.text))) for b in body]
    return 2 if is_about(one, body, named, pattern) else int(any(named))


@lru_cache(maxsize=256)
def topic_pattern(topic: Topic) -> re.Pattern[str]:
    """A pattern of the topic's terms, people and places: whole words, blind to case, any white space between them."""
    words = sorted({*topic.terms, *topic.people, *topic.places}, key=lambda w: (-len(w), w))
    return re.compile(
        r"(?<!\w)(?:" + "|".join(r"\s+".join(re.escape(p) for p in w.split()) for w in words if w.split()) + r")(?!\w)", re.IGNORECASE
    )


def is_about(one: Annotated, body: list[Block], named: list[bool], pattern: re.Pattern[str]) -> bool:
    """Whether an article counts whole: the topic is in its title or lead, or in a third of its paragraphs.

    A longer article needs both, its title and a third of its paragraphs: a leaders' statement, not a briefing on twenty matters.
    """
    in_title = bool(one.article.title and pattern.search(one.article.title))
    in_third = sum(named) >= max(1, THIRD * len(body))
    if len(one.article.text.split()) > SHORT:
        return in_title and in_third
    return in_title or in_third or any(named[:LEAD])


def _continued(one: Annotated, body: list[Block], named: list[bool]) -> list[Span]:
    """The paragraphs that name the topic and those that go on from them: a speaker's turn, the answer to a question, "He added"."""
    out: list[Span] = []
    left, was_asked = 0, False
    for block, is_named in zip(body, named, strict=True):
        text = block.span.of(one.article.text)
        is_answer = was_asked and block.kind == "speech" and not ASKED.match(text)
        was_asked = is_named and block.kind == "speech" and bool(ASKED.match(text))
        if is_named or is_answer:
            left = MAX_TURN
        elif block.kind == "speech" or left == 0:
            left = 0
            continue
        elif GOES_ON.match(text) or _is_turn(body, block):
            left -= 1
        else:
            left = 0
            continue
        out.append(block.span)
    return out


def _is_turn(body: list[Block], block: Block) -> bool:
    """Whether the article is a transcript, so that a plain paragraph is the speaker's next one."""
    return block.kind == "paragraph" and any(b.kind == "speech" for b in body)


def belonging_events(story: Story, scope: Scope) -> tuple[StoryEvent, ...]:
    """The events that a relevant stretch tells, and the stages of the same journey: same people, adjoining days, or told to follow."""
    inside = {e.id: e for e in story.events if any(scope.holds(a, s) for a, s in e.mentions)}
    for _ in range(MAX_STAGES):
        more = [
            e
            for e in story.events
            if e.id not in inside and any(_is_stage(e, i) for i in inside.values() if i.kind in ("visit", "trip", "summit"))
        ]
        if not more:
            break
        inside.update((e.id, e) for e in more)
    return tuple(e for e in story.events if e.id in inside)


def _is_stage(event: StoryEvent, other: StoryEvent) -> bool:
    if other.id in (event.after, event.part_of):
        return True
    if event.kind in ("statement", "report", "other", "press_conference"):
        return False
    if not (set(event.people) & set(other.people) or _leads_to(event, other)):
        return False
    if event.first is None or other.first is None or event.last is None or other.last is None:
        return False
    return event.first <= other.last + ADJOINING and other.first <= event.last + ADJOINING and (event.last - event.first).days < 14


def _leads_to(event: StoryEvent, journey: StoryEvent) -> bool:
    """Whether an event is the departure for a journey, or the arrival on it, whoever travels: "Departure for Japan"."""
    goals = {journey.place, *journey.countries} - {None}
    return event.kind in ("departure", "arrival") and not event.people and any(goal in event.title for goal in goals if goal)
