"""Sentences made to stand alone: white space folded, a dangling "he" given its name in brackets, a speaker's words under the name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from briefgen.model import Annotated, Person, Span

EMPHASIS = re.compile(r"(?<![\w*])\*{1,2}(?=\S)|(?<=[^\s*])\*{1,2}(?![\w*])")  # Markdown's *signs* around a word
LIST_SIGN = re.compile(r"^(?:[-–—•*·]|\(?\d{1,2}[.)])\s+")
PRONOUN = re.compile(r"^(?P<opening>[\"“]?(?:(?:But|And|So|However,|Earlier,|Later,)\s+)?)(?P<word>[Hh]e|[Ss]he)\b(?!\s*\[)")
# A sentence that leans on the one before: "That, in turn, ...", "They agreed", "The former"; not "That India ..." or "This week"
LEANS = re.compile(
    r"^[\"“]?(?:(?:but|and|so|yet|or|also|however|still|then),?\s+)?"
    r"(?:(?:he|she)(?!\s*\[)|they|it|that(?!\s+(?-i:[A-Z]))|these|those|this(?!\s+(?:week|month|year|summit|morning))"
    r"|his|her|their|its|both|such(?!\s+as\b)|the (?:former|latter|same|other|two|three|move|comments?|remarks?)|each|neither"
    r"|as a result|in (?:turn|addition(?!\s+to)|return|response(?!\s+to)|contrast)|additionally|moreover|furthermore"
    r"|for (?:example|instance)|instead|otherwise|therefore|thus|hence|meanwhile|one of them|another|others?|some|which"
    r"|because of (?:this|that))\b"
    # "On Aug. 27, when the duties doubled, that hope grew fainter"
    r"|^(?:on|in|by|when|after|before|as|with)\b.{0,80}?,\s(?:that|this|these|those)\s(?!(?:week|month|year|summit)\b)\w+"
    # "Under the two frameworks, ...", "To that end, ..."
    r"|^(?:under|in|on|by|with|at|from|to|of|for)\s(?:that|this|these|those|the (?:two|three|four|same|latter|former|other))\s"
    r"(?!(?:past|last|first|next|coming|countries|sides|weeks?|months?|years?|summit|morning|days?|hours?|time)\b)"
    # "The 4.9 billion estimate ...", "Importantly, these efforts ...", "The last such outbreak ...", "The benefits of this plan ..."
    r"|^the\s[$€£¥₹]?\d[\d.,]*\s(?:(?:million|billion|trillion|crore|percent|per cent|%)\s)?"
    r"(?:estimate|figure|sum|total|number|amount|target|plan|deal|offer|increase|rise|cut)\b"
    r"|^\w+ly,\s(?:these|this|those|they|it|he|she|such)\b|^(?:\w+\s){1,3}such\s(?!(?:as|an?)\b)"
    r"|^the\s\w+\sof\s(?:this|that|these|those)\s(?!(?:week|month|year)\b)",
    re.IGNORECASE,
)
IN_TURN = re.compile(r",\s+in turn,|\b(?:the latter|the former)\b")
TRANSCRIPT = "quotes.direct.transcript"  # rule of what stands behind a speaker's label


@dataclass(frozen=True, slots=True)
class Said:
    """A passage of somebody's speech: the words under the speaker's name, and where the name stands."""

    speaker: str
    """Under the name that the story knows."""
    name: str
    """As the article has it."""
    speaker_span: Span
    text: str


def stand_alone(one: Annotated, span: Span) -> str:
    """The sentence at ``span`` with single blanks; "He said" becomes "He [Vikram Misri] said" where one person can be meant."""
    text = fold_blanks(span.of(one.article.text))
    match = PRONOUN.match(text)
    name = _meant(one, span, match["word"].lower()) if match else None
    if match is None or name is None:
        return text
    return f"{text[: match.end()]} [{name}]{text[match.end() :]}"


@lru_cache(maxsize=10_000)
def fold(text: str) -> tuple[str, ...]:
    """The words of a label or a passage, blind to case, number and the marks around them."""
    words = (w.strip(".,;:!?()[]\"“”‘’'") for w in text.lower().split())
    return tuple(w.removesuffix("s") if len(w) > 3 and not w.endswith(("ss", "us", "is")) else w for w in words)


def fold_blanks(text: str) -> str:
    """A text with single blanks, without Markdown's emphasis and the sign of a list item."""
    return LIST_SIGN.sub("", re.sub(r"\s+", " ", EMPHASIS.sub("", text)).strip())


def leans(text: str) -> bool:
    """Whether a sentence needs the one before it to be understood: "That, in turn, ..."; not "He [Vikram Misri] said"."""
    return bool(LEANS.match(text) or IN_TURN.search(text))


def said_by(one: Annotated, span: Span, known: Mapping[str, str]) -> Said | None:
    """The words at ``span`` under the name of who speaks them, where the sentence itself does not say: a transcript, a long quote."""
    for quote in one.quotes:
        name = quote.speaker_resolved
        if not name or "’s" in name or quote.kind != "direct" or quote.speaker_span is None or not quote.span.overlaps(span):
            continue
        inside = [f for f in quote.fragments if f.overlaps(span)]
        is_named = span.covers(quote.speaker_span) and quote.rule != TRANSCRIPT
        if len(inside) != 1 or is_named:
            continue
        part = Span(max(span.start, inside[0].start), min(span.end, inside[0].end))
        outside = len(span) - len(part)
        if quote.rule == TRANSCRIPT or outside <= 4:  # marks and blanks
            words = fold_blanks(part.of(one.article.text)).replace("“", "‘").replace("”", "’")
            who = known.get(name, name)
            return Said(who, name, quote.speaker_span, f"{who}: “{_without_marks(words)}”")
    return None


def _without_marks(words: str) -> str:
    """Quoted words without a mark that opens or closes the whole quote: only one of the pair stands in a part of it."""
    words = words.strip('" ')
    if words.count("‘") > len(re.findall(r"’(?!\w)", words)) and words.startswith("‘"):
        words = words[1:]
    if words.endswith("’") and "‘" not in words:
        words = words[:-1]
    return words.strip()


def _meant(one: Annotated, span: Span, word: str) -> str | None:
    """Whom "he" or "she" at the head of a sentence means: the speaker as resolved, else the one whom the sentence before opens with."""
    for quote in one.quotes:
        if quote.speaker_span and span.start <= quote.speaker_span.start <= span.start + 12 and quote.speaker_resolved:
            return quote.speaker_resolved
    sentences = one.article.sentences
    at = next((i for i, s in enumerate(sentences) if s.start <= span.start < s.end), 0)
    if at == 0:
        return None
    before = sentences[at - 1]
    fit = [p for p in one.people if any(before.covers(m) for m in p.mentions) and p.gender in (None, {"he": "m", "she": "f"}[word])]
    return fit[0].name if len(fit) == 1 and _opens(fit[0], before, one.article.text) else None


def _opens(person: Person, sentence: Span, text: str) -> bool:
    """Whether a sentence begins with the person, a title before the name allowed: "Foreign Minister Penny Wong has urged"."""
    return any(
        m.start == sentence.start or (sentence.start < m.start <= sentence.start + 60 and text[sentence.start : m.start].istitle())
        for m in person.mentions
    )


def with_place(title: str, place: str | None) -> str:
    """``Summit of the bloc, Oslo``; the title alone where it names the place or none is known."""
    return f"{title}, {place}" if place and place.lower() not in title.lower() else title
