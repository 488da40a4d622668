"""Speakers as written -> people: names by their mention, pronouns and offices by the one candidate that fits, else open."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefgen.annotate.people.labels import pattern
from briefgen.annotate.people.roles import country_of, is_head, is_modifier
from briefgen.annotate.quotes.found import Found
from briefgen.lexicon import load_words
from briefgen.model import Article, Person, Quote, Span

SINGULAR = {"he": "m", "she": "f"}
MAX_BACK = 1500  # characters: a pronoun whose person was last named farther back stays open
SUBJECT_REACH = 80  # characters from the beginning of a sentence within which a name is its subject
BODIES = frozenset(
    {
        "report", "statement", "company", "companies", "ministry", "government", "police", "court", "union", "document",
        "documents", "study", "survey", "poll", "data", "memo", "brief"
    }
)  # fmt: skip
GROUPS = frozenset({"they", "we"})


@dataclass(frozen=True, slots=True)
class Who:
    """A resolved speaker: the indices of people, or the name of a body."""

    people: tuple[int, ...] = ()
    body: str | None = None


class Resolver:
    """Resolves the speakers of one article in text order; it remembers who spoke last."""

    def __init__(self, article: Article, people: Sequence[Person]) -> None:
        """``people``: the table of the article."""
        self.text = article.text
        self.people = people
        heads = (b.span.of(article.text) for b in article.blocks if b.kind in ("headline", "heading"))
        self.headlines = "\n".join([article.title or "", *heads])
        credit = pattern("caption.credit")  # a caption names nobody for later pronouns
        captions = [b.span for b in article.blocks if credit.search(self.text, max(b.span.start, b.span.end - 80), b.span.end)]
        every = sorted((m.start, m.end, i) for i, p in enumerate(people) for m in p.mentions)
        self.mentions = [m for m in every if not any(c.start <= m[0] < c.end for c in captions)]
        self.starts = [m[0] for m in self.mentions]
        self.sentences = [s.start for s in article.sentences]
        self.last: Who = Who()
        self.last_at = -1
        self.group: Who = Who()
        self.unnamed: str | None = None
        """The description of the last speaker, where that is somebody unnamed."""

    def resolve(self, found: Found, done: dict[int, Who]) -> Who:
        """The person or body behind one utterance; empty where it stays open."""
        who = self._resolve(found, done)
        if who.people or who.body:
            self.last, self.last_at = who, found.end
            self.unnamed = None
            if len(who.people) > 1 or who.body:
                self.group = who
        elif found.speaker_kind == "phrase" and found.speaker is not None:
            self.group = self.last = Who()
            words = found.speaker.of(self.text)
            self.last_at, self.unnamed = found.end, words if not _head(words.lower()).endswith("s") else None
        return who

    def _resolve(self, found: Found, done: dict[int, Who]) -> Who:
        if found.label is not None:
            return self._label(found.label)
        if found.speaker_kind in ("inherit", "none"):
            return done.get(id(found.parent), self.last) if found.parent is not None else self.last
        assert found.speaker is not None
        words = found.speaker.of(self.text)
        inside = tuple(dict.fromkeys(i for s, e, i in self._within(found.speaker)))
        if found.speaker_kind == "name" and inside:
            return Who(inside)
        low = words.lower()
        if found.speaker_kind == "pronoun":
            return self._pronoun(low, found)
        return self._phrase(words, low, found)

    def _within(self, span: Span) -> list[tuple[int, int, int]]:
        i = bisect_left(self.starts, span.start)
        out = []
        while i < len(self.mentions) and self.mentions[i][1] <= span.end:
            out.append(self.mentions[i])
            i += 1
        return out

    def _label(self, label: tuple[str, str | None]) -> Who:
        name, role = label
        words = name.lower().split()
        fits = [i for i, p in enumerate(self.people) if words and all(w in p.name.lower().split() for w in words)]
        if fits or not role:
            return Who((fits[0],)) if len(fits) == 1 else Who()
        fits = [i for i, p in enumerate(self.people) if p.role and p.role.lower() == role.lower()]
        fits = fits or [i for i, p in enumerate(self.people) if p.role and role.lower() in p.role.lower()]
        if len(fits) == 1:
            return Who((fits[0],))
        told = office_holder(role, self.headlines)
        if told is None:
            return Who()
        fits = [i for i, p in enumerate(self.people) if p.name.lower().split()[-1] == told.lower().split()[-1]]
        return Who((fits[0],)) if len(fits) == 1 else Who(body=told)

    def _pronoun(self, low: str, found: Found) -> Who:
        at = found.speaker.start if found.speaker else found.start
        if low in GROUPS:
            return self.group if self.group.people or self.group.body else Who()
        if low == "it":
            return self.last if self.last.body else Who()
        gender = SINGULAR.get(low)
        if gender is None:
            return Who()
        return self._nearest(gender, at, found)

    def _nearest(self, gender: str, at: int, found: Found) -> Who:
        """The person for "he" or "she": the last speaker unless another fitting subject came since, else the nearest one named."""
        limit = min(at, found.start)
        last = self.last.people[0] if len(self.last.people) == 1 else None
        fits = last is not None and self.people[last].gender in (gender, None)
        end = bisect_left(self.starts, limit)
        recent = [
            m for m in self.mentions[max(0, end - 40) : end] if self.people[m[2]].gender in (gender, None) and limit - m[0] < MAX_BACK
        ]
        since = [m for m in recent if m[0] >= self.last_at]
        if fits and last is not None:
            subject = self._subject(since, limit)
            return Who((subject if subject is not None else last,))
        if (
            self.unnamed is not None
            and (self.unnamed[:1].isupper() or self.unnamed.startswith(("a ", "an ", "another ", "one ", "the ")))
            and self._subject(since, limit) is None
        ):
            return Who(body=self.unnamed)
        if not recent:
            return Who()
        sure = [m for m in recent if self.people[m[2]].gender == gender]
        subject = self._subject(recent[-6:], limit)
        near = recent[-1][2] if gender == "f" or subject is None else subject
        if self.people[near].gender is None and sure and limit - sure[-1][0] < 400:
            near = sure[-1][2]
        return Who((near,))

    def _subject(self, mentions: Sequence[tuple[int, int, int]], limit: int) -> int | None:
        """Of the last sentence with a mention near its beginning, the first one; of the pronoun's own sentence only one that opens it."""
        own = bisect_left(self.sentences, limit + 1) - 1
        found: int | None = None
        sentence = -1
        for start, _, who in reversed(mentions):
            k = bisect_left(self.sentences, start + 1) - 1
            if k < 0 or start - self.sentences[k] >= (4 if k == own else SUBJECT_REACH):
                continue
            if found is not None and k != sentence:
                break
            found, sentence = who, k
        return found

    def _phrase(self, words: str, low: str, found: Found) -> Who:
        """A description: the one person with that office, else the body that it names, else nobody."""
        plain = low.removeprefix("the ").removeprefix("a ").removeprefix("an ")
        head = _head(plain)
        if is_head(head) and not low.startswith(("a ", "an ", "another ", "one ", "some ", "several ", "two ")):
            fits = [i for i, p in enumerate(self.people) if p.role and _same_office(plain, p)] or self._beside(head, found.start)
            if len(fits) > 1:
                before = [m[2] for m in self.mentions[: bisect_left(self.starts, found.start)] if m[2] in fits]
                fits = before[-1:]
            if len(fits) == 1:
                return Who((fits[0],))
            if not fits and low.startswith("the ") and (near := self._only_one(found.start)) is not None:
                return near
            if (
                len(self.last.people) == 1
                and low.startswith("the ")
                and not self.people[self.last.people[0]].role
                and found.start - self.last_at < 700
            ):
                return self.last
            return Who()
        if is_head(head) or is_unnamed(plain):
            return Who()
        return Who(body=words)

    def _beside(self, head: str, limit: int) -> list[int]:
        """The people one of whose mentions has the head of an office right before or behind it, named before ``limit``."""
        out: list[int] = []
        for start, end, who in self.mentions:
            if (
                start < limit
                and who not in out
                and (
                    self.text[max(0, start - 30) : start].rstrip().lower().endswith(head)
                    or head in self.text[end : end + 50].lower().partition(".")[0].split()
                )
            ):
                out.append(who)
        return out

    def _only_one(self, limit: int) -> Who | None:
        """The one person named so far, where no office is told of that person."""
        named = {who for start, _, who in self.mentions if start < limit}
        if len(named) == 1 and self.people[(who := next(iter(named)))].role is None:
            return Who((who,))
        return None


def office_holder(role: str, headlines: str) -> str | None:
    """Who holds an office by the headlines: "Remarks by President Biden" for "THE PRESIDENT"; None where they name nobody, or two."""
    before = r"(?<!Vice )(?<!Deputy )(?<!Former )"
    found = re.findall(rf"{before}\b{re.escape(role)}\s+((?:(?:[A-Z][\w’'-]+|[A-Z]\.)\s+){{0,3}}[A-Z][\w’'-]+)", headlines)
    names = {re.split(r"\s+(?:At|On|In|To|And|Before|After|During|With|For)\b", name)[0] for name in found}
    return names.pop() if len(names) == 1 else None


def is_unnamed(plain: str) -> bool:
    """Whether a description is of people rather than of a body or document: "senior officials familiar with the matter"."""
    words = []
    for word in plain.split()[:5]:
        if word in ("of", "for", "from", "in", "at", "with", "who", "to", "by"):
            break
        words.append(word.strip(","))
    return not any(w in BODIES for w in words[-1:]) and any(
        w in load_words("unnamed") or is_head(w.removesuffix("s")) for w in words if w not in BODIES
    )


def _head(plain: str) -> str:
    """The head of a phrase: its last word before a preposition."""
    for stop in (" of ", " for ", " from ", " in ", " at ", " with ", " who ", " to ", ","):
        plain = plain.split(stop, maxsplit=1)[0]
    return plain.split()[-1] if plain.split() else ""


def _same_office(plain: str, person: Person) -> bool:
    """Whether a description names the person's office: its words are the office's, or of its country."""
    assert person.role is not None
    role = person.role.lower().replace("-", " ").split()
    words = [w for w in plain.replace("-", " ").split() if w not in ("of", "the", "'s")]
    head = _head(plain)
    if head not in role:
        return False
    rest = [w for w in words if w not in role]
    own = {w.lower() for w in (person.affiliation or "").split()} | {(person.country or "").lower()}
    return all(w in own or (country_of(w.capitalize()) or "-").lower() in own for w in rest if w != head)


def build_quotes(article: Article, people: Sequence[Person], found: Sequence[Found]) -> tuple[Quote, ...]:
    """The quotes of the utterances in text order, each with its speaker resolved."""
    resolver = Resolver(article, people)
    done: dict[int, Who] = {}
    quotes: list[Quote] = []
    for utterance in sorted(found, key=lambda f: (f.start, f.cue_at)):
        who = resolver.resolve(utterance, done)
        done[id(utterance)] = who
        quotes.append(_quote(article.text, people, utterance, who))
    return tuple(quotes)


def _quote(text: str, people: Sequence[Person], found: Found, who: Who) -> Quote:
    fragments = tuple(sorted(found.fragments, key=lambda f: f.start))
    names = tuple(people[i].name for i in who.people)
    person = people[who.people[0]] if len(who.people) == 1 else None
    role = person.role if person else None
    if found.label is not None:
        role = role or found.label[1]
    if found.speaker is not None and found.speaker_kind == "phrase":
        role = role or unnamed_role(found.speaker.of(text))
    quote = Quote(
        span=Span(fragments[0].start, fragments[-1].end),
        fragments=fragments,
        text=" … ".join(f.of(text) for f in fragments),
        kind="direct" if found.marked else "mixed" if found.partly else "indirect",
        speaker=found.speaker.of(text) if found.speaker else None,
        speaker_span=found.speaker,
        speaker_resolved=names[0] if len(names) == 1 else " and ".join(names) if names else who.body,
        role=role,
        affiliation=person.affiliation if person else None,
        speakers_resolved=names or ((who.body,) if who.body else ()),
        cue=found.cue,
        polarity=found.polarity,
        said_on=found.said_on,
        said_at=found.said_at,
        rule=found.rule,
    )
    if found.label is not None and not names and found.label[0]:
        quote = replace(quote, speaker_resolved=found.label[0], speakers_resolved=(found.label[0],))
    return quote


def unnamed_role(phrase: str) -> str | None:
    """The office in a description: "diplomats" in "Two diplomats familiar with the talks", "prime minister" in "the prime minister"."""
    words = [word.strip(",.") for word in phrase.split()]
    for k, word in enumerate(words):
        plain = word.lower()
        if k and is_head(plain) and is_modifier(words[k - 1].lower()):
            return f"{words[k - 1]} {word}"
        if is_head(plain) or (plain.endswith("s") and is_head(plain[:-1])) or (plain.endswith("men") and is_head(plain[:-2] + "an")):
            return plain
    return None
