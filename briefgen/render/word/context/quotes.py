"""Words as a template shows them: in marks where somebody said them, cut where a line says so, by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from briefgen.dates import NBSP, format_day
from briefgen.model import Brief, Issue, Line, Quotation
from briefgen.render.word.context.sources import Cite
from briefgen.render.word.engine.richtext import Rich, Run

MAX_VOICE = 120  # characters of a quote beside an issue: one line and a half; the whole stands under Quotes
MAX_SIDE = 260  # the same where each side has room of its own
_NO_MARKS = str.maketrans(dict.fromkeys('"“”'))
_MARKS = re.compile(r"[\"“”]|``|''")  # of speech; the last two as texts cut into words have them
_SENTENCE_END = re.compile(r"(?<=\w{3}[.!?])[\"”’]?\s+(?=[\"“A-Z])")
_CLAUSE_END = re.compile(r"[,;:](?=\s)|\s(?=[—–]\s)|(?<=\w)(?=\s(?:and|but|or|because|which|who|while|although|that)\s)")
_RANKS = {"direct": 0, "mixed": 1, "indirect": 2}  # a side's own words before those of the reporter


@dataclass(frozen=True, slots=True)
class QuoteWriter:
    """Shows the quotes of one brief."""

    quotes: Mapping[str, Quotation]
    numbers: Mapping[str, int]
    homes: Mapping[str, str]
    """Affiliations by the name of their person."""
    locale: str
    cite: Cite

    @classmethod
    def of(cls, brief: Brief, locale: str, cite: Cite) -> QuoteWriter:
        """For the quotes of ``brief``, numbered in their order."""
        homes = {figure.name: figure.affiliation for figure in brief.people if figure.affiliation}
        numbers = {quote.id: number for number, quote in enumerate(brief.quotes, 1)}
        return cls({quote.id: quote for quote in brief.quotes}, numbers, homes, locale, cite)

    def show(self, quote: Quotation) -> dict[str, Any]:
        """A quote in full."""
        return {
            "number": Rich((Run(f"Q{self.numbers[quote.id]}", bookmark=f"quote_{self.numbers[quote.id]}"),)),
            "words": quote_words(quote),
            "speaker": quote.speaker,
            "office": _office(quote),
            "date": self._day(quote),
            "edited": quote.edited,
            "sources": self.cite(quote.evidence),
        }

    def show_issue(self, issue: Issue) -> dict[str, Any]:
        """Points, then who says what: words that no point shows under ``voices``, of all others the speakers alone in ``speakers``."""
        voices, speakers = [], Rich()
        said = [self.quotes[id_] for id_ in issue.quotes if id_ in self.quotes]
        for quote in said:
            if _is_shown(quote, issue.points):
                speakers += Rich((Run("; "),)) if speakers else Rich()
                office = f", {_office(quote)} " if _office(quote) else " "
                speakers += Rich((Run(quote.speaker, bold=True), Run(office))) + self._link(quote)
            else:
                voices.append(
                    {
                        "speaker": quote.speaker,
                        "office": _office(quote),
                        "words": quote_words(quote, shorten=MAX_VOICE),
                        "link": self._link(quote),
                    }
                )
        return {
            "label": issue.label,
            "points": [{"text": point.text, "sources": self.cite(point.evidence)} for point in issue.points],
            "voices": voices,
            "speakers": speakers,
            "sides": self.show_sides(said),
            "people": ", ".join(issue.people),
        }

    def show_sides(self, said: Iterable[Quotation]) -> list[dict[str, Any]]:
        """Quotes by the affiliation of who speaks, in the order in which they come; those without one last."""
        sides: dict[str | None, list[dict[str, Any]]] = {}
        for quote in said:
            sides.setdefault(self._home(quote), []).append(self._voice(quote, MAX_SIDE))
        return [{"name": name, "voices": sides[name]} for name in sorted(sides, key=lambda name: name is None)]

    def one_a_side(self, limit: int = MAX_SIDE) -> list[dict[str, Any]]:
        """The first quote of each side, its own words before paraphrases; who has no affiliation is a side alone."""
        sides: dict[str, Quotation] = {}
        for quote in sorted(self.quotes.values(), key=lambda quote: _RANKS[quote.kind]):
            sides.setdefault(self._home(quote) or quote.speaker, quote)
        chosen = sorted(sides.values(), key=lambda quote: self.numbers[quote.id])
        return [{"side": self._home(quote), **self._voice(quote, limit)} for quote in chosen]

    def _voice(self, quote: Quotation, limit: int) -> dict[str, Any]:
        return {
            "speaker": quote.speaker,
            "office": _office(quote),
            "words": quote_words(quote, shorten=limit),
            "date": self._day(quote),
            "link": self._link(quote),
            "sources": self.cite(quote.evidence),
        }

    def _home(self, quote: Quotation) -> str | None:
        return quote.affiliation or self.homes.get(quote.speaker)

    def _link(self, quote: Quotation) -> Rich:
        number = self.numbers[quote.id]
        return Rich((Run(f"Q{number}", style="SourceLink", anchor=f"quote_{number}"),))

    def _day(self, quote: Quotation) -> str | None:
        return format_day(quote.date, self.locale) if quote.date else None


def _is_shown(quote: Quotation, points: Iterable[Line]) -> bool:
    """Whether a point gives the quote's words already: each fragment of them, whatever its marks."""
    shown = [_bare(point.text) for point in points]
    fragments = [_bare(fragment) for fragment in quote.text.split(" … ")]
    return any(all(fragment in text for fragment in fragments) for text in shown)


def _bare(text: str) -> str:
    return " ".join(text.translate(_NO_MARKS).split()).strip(" ,.").casefold()


def _office(quote: Quotation) -> str:
    """Role and affiliation, without one that the speaker's name says already (``analysts``)."""
    return join_office(quote.role, quote.affiliation, name=quote.speaker)


def join_office(role: str | None, affiliation: str | None, *, name: str = "") -> str:
    """``Prime Minister, Varland``: what is known of both, and is not ``name`` itself."""
    return ", ".join(part for part in (role, affiliation) if part and part.casefold() != name.casefold())


def quote_words(quote: Quotation, *, shorten: int | None = None) -> str:
    """The words in marks where they are the speaker's own, ``(indirect)`` after them where they are the reporter's.

    A mixed quote that marks its own words (``is "in talks" with the U.S.``) gets none around the rest, which nobody said.
    The comma before an attribution (``"It is dry," he said``) is the reporter's and goes.
    """
    opening, closing = "‘’" if quote.kind == "direct" else "“”"
    text = quote.text.strip().replace("``", opening).replace("''", closing)
    if shorten is not None:
        text = shorten_text(text, shorten)
    if quote.kind == "indirect":
        return f"{text} (indirect)"
    if quote.kind == "mixed" and _MARKS.search(quote.text):
        words = curl_quotes(text)
        return words + "”" * (words.count("“") > words.count("”")) + " (in part indirect)"
    return f"“{curl_quotes(_without_marks(text).removesuffix(','), marks='‘’')}”"


def shorten_text(text: str, limit: int) -> str:
    """``text`` where it has at most ``limit`` characters, else its beginning and ``[…]``."""
    return text if len(text) <= limit else f"{_clip(text, limit)}{NBSP}[…]"


def _clip(text: str, limit: int) -> str:
    """The beginning of ``text`` within ``limit`` characters: to the end of a sentence, else of a clause, else of a word."""
    for ends in (_SENTENCE_END, _CLAUSE_END):
        at = [m.start() for m in ends.finditer(text, 0, limit + 1) if limit // 3 < m.start() <= limit]
        if at:
            return text[: at[-1]].rstrip(" ,;:–—-")
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,;:–—-")


def _without_marks(text: str) -> str:
    """``text`` without the one pair of double marks around it, where it has just that pair."""
    inner = text[1:-1]
    around = len(text) > 2 and text[0] in '"“' and text[-1] in '"”'
    return inner if around and not any(mark in inner for mark in '"“”') else text


def curl_quotes(text: str, *, marks: str = "“”") -> str:
    """``text`` with straight double marks made an opening or a closing one of ``marks`` by what stands before."""
    out: list[str] = []
    for character in text:
        if character == '"':
            out.append(marks[0] if not out or out[-1].isspace() or out[-1] in "([–—" else marks[1])
        else:
            out.append(character)
    return "".join(out)
