"""Quotes: who said what, in the article's own words, direct, mixed or indirect."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.annotate.people.labels import pattern
from briefgen.annotate.people.tokens import Tokens, tokenise
from briefgen.annotate.quotes.attribution import read_frame
from briefgen.annotate.quotes.clauses import Days
from briefgen.annotate.quotes.cues import trigger_words
from briefgen.annotate.quotes.found import Found
from briefgen.annotate.quotes.frames import Frame, build_frames, is_title_text
from briefgen.annotate.quotes.marks import Marked, find_marked
from briefgen.annotate.quotes.phrases import Names
from briefgen.annotate.quotes.reading import trimmed
from briefgen.annotate.quotes.resolve import build_quotes
from briefgen.annotate.quotes.transcripts import read_transcript
from briefgen.model import Article, Block, Person, Quote, Span, Timex

MIN_FLOATING = 4  # words of a stretch that is an utterance without an attribution of its own
MAX_SILENCE = 3  # blocks after an attributed quote in which one without attribution is the same speaker's


def find_quotes(article: Article, people: Sequence[Person], timexes: Sequence[Timex]) -> tuple[Quote, ...]:
    """The quotes of the article in text order; ``people`` and ``timexes`` are those of the same article."""
    tokens = tokenise(article)
    found, taken = read_transcript(article.text, article.blocks)
    marked = find_marked(article.text, article.blocks)
    names = Names([(span, i) for i, person in enumerate(people) for span in person.mentions])
    days = Days([(t.span.start, t.span.end, t.first if t.first == t.last else None) for t in timexes])
    walk = Walk(article, tokens, marked, names, days)
    for number, block in enumerate(article.blocks):
        if block.kind != "boilerplate" and number not in taken:
            walk.read(number, block)
    return build_quotes(article, people, [*found, *(f for f in walk.found if f.fragments)])


class Walk:
    """Walks the blocks in order; remembers the utterance that a stretch without attribution goes on from."""

    def __init__(self, article: Article, tokens: Tokens, marked: Sequence[Marked], names: Names, days: Days) -> None:
        """The article with its tokens, its marked stretches, and where names and dates stand."""
        self.article, self.tokens, self.marked, self.names, self.days = article, tokens, marked, names, days
        self.with_marks = frozenset(m.block for m in marked)
        self.found: list[Found] = []
        self.last: Found | None = None
        self.lead: Found | None = None
        """An utterance whose words are to come in the next block: "The mayor wrote in a note:"."""
        self.open: Found | None = None
        """An utterance whose mark was still open at the end of the block before."""

    def read(self, number: int, block: Block) -> None:
        """Find the utterances of one block."""
        lead, self.lead = self.lead, None
        if block.kind == "block_quote":
            self._block_quote(block, lead)
            return
        if number not in self.with_marks:
            self.open = None
            first, end = self.tokens.index(block.span.start), self.tokens.index(block.span.end)
            if trigger_words().isdisjoint(self.tokens.lower[first:end]):
                return
            if block.kind in ("headline", "heading") and block.span.of(self.article.text)[-1:] not in ".:":
                return
        before: Found | None = None
        frames = list(build_frames(self.tokens, block, number, self.marked))
        for k, frame in enumerate(frames):
            before = self._frame(frame, lead if k == 0 else None, before, frames[k + 1] if k + 1 < len(frames) else None)

    def _frame(self, frame: Frame, lead: Found | None, before: Found | None, following: Frame | None) -> Found | None:
        """Read one frame; ``before`` is the last utterance of the same block. Returns the last utterance now."""
        reading = read_frame(frame, self.names, self.days)
        attributed = [f for f in reading.found if f.fragments]
        goes_back = len(frame) > 0 and (mark := frame.mark(0)) is not None and mark.goes_back
        if goes_back and self.open is not None and 0 not in reading.used:
            self._extend(self.open, frame, [0])
            reading.used.add(0)
            before = self.open
        elif goes_back and self.open is not None and attributed and attributed[0].marked:
            self._join(self.open, attributed[0])
        free = [i for i in frame.marks_between(0, len(frame)) if i not in reading.used]
        if free and not attributed:
            before = self._floating(frame, free, lead, before)
        for found in reading.found:
            self.found.append(found)
            if found.fragments:
                self.last = before = found
        if reading.leads:
            self.lead = reading.found[-1]
        final = frame.mark(len(frame) - 1) if len(frame) else None
        self.open = (
            before
            if final is not None and final.goes_on
            else (self.open if following is not None and goes_back and not attributed else None)
        )
        return before

    def _join(self, one: Found, two: Found) -> None:
        two.fragments = [*one.fragments, *two.fragments]
        one.fragments = []

    def _extend(self, found: Found, frame: Frame, positions: list[int]) -> None:
        text = self.article.text
        inner = (trimmed(text, m.inner) for i in positions if (m := frame.mark(i)) is not None)
        found.fragments.extend(span for span in inner if len(span))

    def _floating(self, frame: Frame, free: list[int], lead: Found | None, before: Found | None) -> Found | None:
        """A frame that is only marked words: it goes on with the utterance before it, or is the last speaker's, or has a dash behind it."""
        text = self.article.text
        words = any(w[:1].isalnum() for w in frame.lower)
        if words:
            return self._dashed(frame, free) or before
        if signed := self._signed(frame, free):
            return signed
        if lead is not None:
            self._extend(lead, frame, free)
            lead.marked, lead.rule = True, "quotes.direct.lead_in"
            self.last = lead
            return lead
        if before is not None and before.marked:
            self._extend(before, frame, free)
            return before
        mark = frame.mark(free[0])
        if (
            mark is None
            or not self._is_utterance(mark)
            or is_title_text(mark.inner.of(text))
            or self.article.blocks[frame.block].kind in ("heading", "headline")
        ):
            return before
        origin = before or self.last
        recent = origin is not None and (before is not None or frame.block - origin.block <= MAX_SILENCE)
        found = Found(
            [],
            "quotes.direct.continued" if recent else "quotes.direct.alone",
            frame.block,
            marked=True,
            speaker_kind="inherit" if recent else "none",
        )
        found.parent = origin if recent else None
        self._extend(found, frame, free)
        if not recent:
            return before
        self.found.append(found)
        self.last = found
        return found

    def _is_utterance(self, mark: Marked) -> bool:
        """Whether a stretch says something by itself: a few words that end like a sentence."""
        inner = mark.inner.of(self.article.text).strip()
        return len(inner.split()) >= MIN_FLOATING or inner[-1:] in "!?" or (inner[-1:] in "." and len(inner.split()) > 1)

    def _dashed(self, frame: Frame, free: list[int]) -> Found | None:
        """'“They came at dawn.” —Captain Otto Lindgren': a stretch, a dash, a name."""
        mark = frame.mark(0)
        if mark is None or free != [0] or len(frame) < 3:
            return None
        match = pattern("quote.dash").match(self.article.text, mark.span.end)
        if match is None or not len(trimmed(self.article.text, mark.inner)):
            return None
        known = next(
            (self.names.by_start[frame.start(i)][0] for i in range(1, min(len(frame), 9)) if frame.start(i) in self.names.by_start), None
        )
        speaker = known or frame.span(2, len(frame))
        if len(speaker) > 80:
            return None
        found = Found([trimmed(self.article.text, mark.inner)], "quotes.direct.dash", frame.block, match[0].strip(), match.start(), speaker,
                      "name" if known else "phrase", marked=True)  # fmt: skip
        self.found.append(found)
        self.last = found
        return found

    def _signed(self, frame: Frame, free: list[int]) -> Found | None:
        """A stretch alone in its paragraph with a dash and a known name beginning the next: "— Ana Ruiz, mayor of Lima"."""
        mark = frame.mark(free[0])
        match = pattern("quote.dash").match(self.article.text, mark.span.end) if mark is not None and free == [0] else None
        known = self.names.by_start.get(match.end()) if match is not None and "\n" in match[0] else None
        if mark is None or match is None or known is None or not len(trimmed(self.article.text, mark.inner)):
            return None
        words = trimmed(self.article.text, mark.inner)
        found = Found([words], "quotes.direct.dash", frame.block, match[0].strip(), match.start(), known[0], "name", marked=True)
        self.found.append(found)
        self.last = found
        return found

    def _block_quote(self, block: Block, lead: Found | None) -> None:
        """A block quote belongs to the line that leads in, or goes on with the block before it."""
        text = self.article.text
        start = block.span.start
        while start < block.span.end and text[start] in "> \t":
            start += 1
        span = Span(start, block.span.end)
        if lead is not None and len(span):
            lead.fragments.append(span)
            lead.marked, lead.rule = True, "quotes.direct.block"
            self.last = self.lead = lead
