"""A brief as the fields of a Word template: everything ready to be shown, in the reader's conventions.

The fields are listed for authors of templates in ``docs/templates/fields.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from briefgen.clocks import format_clock
from briefgen.dates import NBSP, format_day
from briefgen.model import Brief, Certainty, Change, Evidence, Issue, Line, Look, Quotation, Reference, Row
from briefgen.render.word.richtext import Rich, Run, safe_url
from briefgen.render.word.timeline import caption_timeline, draw_timeline
from briefgen.render.wording import CHANGES, STATUS, show_change, show_days, show_edit, show_former

MAX_VOICE = 120  # characters of a quote beside an issue: one line and a half; the whole stands under Quotes
MAX_WHOLE = 15  # characters: a name that the table's narrowest column of names holds on one line
_SIGNS: dict[Certainty, str] = {"stated": "", "inferred": "*", "assumed": "†"}
_MEANINGS: dict[Certainty, str] = {
    "inferred": "The year or day is inferred from the date of the article, as for “on Tuesday” or “next month”.",
    "assumed": "The date rests on an assumed date of the article.",
}
_NO_MARKS = str.maketrans(dict.fromkeys('"“”'))
_MARKS = re.compile(r"[\"“”]|``|''")  # of speech; the last two as texts cut into words have them
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_NEAR = timedelta(days=183)  # of the brief: within half a year a day and month need no year
_SENTENCE_END = re.compile(r"(?<=\w{3}[.!?])[\"”’]?\s+(?=[\"“A-Z])")
_CLAUSE_END = re.compile(r"[,;:](?=\s)|\s(?=[—–]\s)|(?<=\w)(?=\s(?:and|but|or|because|which|who|while|although|that)\s)")


def make_context(brief: Brief, look: Look) -> dict[str, Any]:
    """The fields of ``brief``; empty text, list or None stands for what is not there."""
    locale = look.locale
    titles = {row.id: row.title for row in (*brief.itinerary, *brief.chronology)}
    numbers = {quote.id: number for number, quote in enumerate(brief.quotes, 1)}
    quotes = {quote.id: quote for quote in brief.quotes}
    left_out = _left_out(brief)
    return {
        "title": brief.title,
        "topic": brief.topic,
        "organisation": look.organisation,
        "marking": look.marking.upper() if look.marking else None,
        "as_of": format_day(brief.as_of, locale),
        "period": show_days(brief.first, brief.last, locale),
        "bottom_line": [_line(line) for line in brief.bottom_line],
        "changes": [_change(change) for change in brief.changes],
        "itinerary": [_row(row, titles, look, brief.as_of) for row in brief.itinerary],
        "itinerary_note": _note(brief.itinerary, brief.as_of),
        "timeline": draw_timeline(brief.itinerary, us=locale == "en-US"),
        "timeline_caption": caption_timeline(brief.itinerary),
        "issues": [_issue(issue, quotes, numbers) for issue in brief.issues],
        "quotes": [_quote(quote, numbers[quote.id], locale) for quote in brief.quotes],
        "background": [_row(row, titles, look, brief.as_of) for row in brief.chronology],
        "background_note": _note(brief.chronology, brief.as_of),
        "people": [
            {
                "name": f.name,
                "role": _capital(f.role or "") + show_edit(f.edited),
                "affiliation": f.affiliation,
                "sources": source_links(f.evidence),
            }
            for f in brief.people
        ],
        "conflicts": [
            {
                "about": c.about,
                "heading": f"Reports disagree: {c.about}" if len(c.readings) > 1 else f"Contradicts itself: {c.about}",
                "readings": [{"text": r.value, "sources": source_links(r.evidence)} for r in c.readings],
            }
            for c in brief.conflicts
        ],
        "assumptions": [_line(line) for line in brief.assumptions],
        "skipped": [{"path": skipped.path, "reason": skipped.reason} for skipped in brief.skipped],
        "left_out": left_out,
        "has_gaps": bool(brief.conflicts or brief.assumptions or brief.skipped or left_out),
        "is_empty": brief.is_empty,
        "sources": [_source(source, locale) for source in brief.sources],
        "method": _method(brief),
    }


# --- dates -----------------------------------------------------------------------------------------------


# --- sources ---------------------------------------------------------------------------------------------


def source_links(evidence: Iterable[Evidence]) -> Rich:
    """``[1] [3]–[6]``: the numbers of the sources, each a link to the list; three and more in a row as a range."""
    found = list(evidence)
    numbers = sorted({e.source for e in found if e.source > 0 and not e.previous})
    rich = Rich()
    for first, last in _ranges(numbers):
        if rich:
            rich += " "
        rich += _source_link(first)
        if last > first:
            rich += Rich((Run("\u2060–\u2060", style="SourceLink"), *_source_link(last).runs))
    if any(e.previous for e in found):
        rich += Rich((Run((" " if rich else "") + "(previous brief)", style="SourceLink"),))
    return rich


def _source_link(number: int) -> Rich:
    return Rich((Run(f"[{number}]", style="SourceLink", anchor=f"source_{number}"),))


def _ranges(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of three numbers and more as (first, last), every other number by itself."""
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return [pair for first, last in ranges for pair in ([(first, last)] if last - first > 1 else [(n, n) for n in range(first, last + 1)])]


def _source(source: Reference, locale: str) -> dict[str, Any]:
    title = source.title or source.id
    url = safe_url(source.url)
    published = source.published
    return {
        "number": Rich((Run(f"[{source.number}]", bookmark=f"source_{source.number}"),)),
        "publisher": source.publisher,
        "headline": Rich((Run(title, style="Hyperlink" if url else None, url=url),)),
        "date": format_day(published.day, locale) if published else "no date",
        "certainty": _certainty(published.certainty) if published else None,
        "same_text": ", ".join(source.copies),
    }


# --- lines -----------------------------------------------------------------------------------------------


def _line(line: Line) -> dict[str, Any]:
    return {"text": line.text, "sources": source_links(line.evidence)}


def _change(change: Change) -> dict[str, Any]:
    return {"label": CHANGES[change.kind], "text": show_change(change), "sources": source_links(change.evidence)}


def _certainty(certainty: Certainty) -> str | None:
    return None if certainty == "stated" else f"date {certainty}"


def _certainty_of(row: Row, as_of: date) -> Certainty:
    """How certain a row's date is to a reader: as good as stated where the day and month stand in its evidence and only the year does not.

    So of a date within half a year of the brief; one farther off stays inferred, and a month that stands alone counts as its day.
    """
    if row.certainty != "inferred" or row.first is None or abs(row.first - as_of) > _NEAR:
        return row.certainty
    month = _MONTHS[row.first.month - 1]
    name = rf"{month[:3]}(?:{month[3:]}|t?\.?)" if len(month) > 3 else month
    if row.last is not None and row.first.day == 1 and (row.last - row.first).days >= 27:
        pattern = rf"\b(?:{month})\b"
    else:
        day = rf"{row.first.day}(?:st|nd|rd|th)?"
        pattern = rf"\b{name}\s+{day}\b|\b{day}(?:\s?(?:[-–—]|and|to)\s?\d{{1,2}}(?:st|nd|rd|th)?)?\s+(?:of\s+)?{name}(?!\w)"
    return "stated" if any(re.search(pattern, e.text) for e in row.evidence) else "inferred"


def _note(rows: Sequence[Row], as_of: date) -> str:
    """What the signs behind the dates of ``rows`` mean, for under their table; empty where every date is stated."""
    used = {_certainty_of(row, as_of) for row in rows if row.first}
    return "  ".join(f"{_SIGNS[certainty]} {text}" for certainty, text in _MEANINGS.items() if certainty in used)


def _row(row: Row, titles: dict[str, str], look: Look, as_of: date) -> dict[str, Any]:
    certainty = _certainty_of(row, as_of)
    return {
        "when": _capital(row.when),
        "clock": format_clock(row.first, row.time, row.zone, reader=look.zone, locale=look.locale) or None,
        "certainty": _certainty(certainty) if row.first else None,
        "sign": _SIGNS[certainty] if row.first else "",
        "title": row.title,
        "part_of": titles.get(row.part_of or ""),
        "place": row.place,
        "people": ", ".join(_whole(name) for name in row.people),
        "status": STATUS[row.status],
        "is_off": row.status in ("cancelled", "postponed"),
        "edited": row.edited,
        "former": [
            {"text": show_former(f, row, look.locale), "sources": source_links(f.evidence)} for f in row.was
        ],
        "sources": source_links(row.evidence),
    }


def _capital(text: str) -> str:
    """``text`` with its first letter in capitals, as the first word of a table's cell: ``Later in 2031``."""
    return text[:1].upper() + text[1:]


def _whole(name: str) -> str:
    """``name`` with no-break spaces where it fits a narrow column, so that no line ends inside it."""
    return name.replace(" ", NBSP) if len(name) <= MAX_WHOLE else name


def _issue(issue: Issue, quotes: dict[str, Quotation], numbers: dict[str, int]) -> dict[str, Any]:
    """Points, then who says what: words that no point shows under ``voices``, of all others the speakers alone in ``speakers``."""
    voices, speakers = [], Rich()
    for quote in (quotes[id_] for id_ in issue.quotes if id_ in quotes):
        number = numbers[quote.id]
        link = Rich((Run(f"Q{number}", style="SourceLink", anchor=f"quote_{number}"),))
        office = _office(quote)
        if _is_shown(quote, issue.points):
            separator = "; " if speakers else ""
            speakers += Rich((Run(separator), Run(quote.speaker, bold=True), Run(f", {office} " if office else " "))) + link
        else:
            voices.append({"speaker": quote.speaker, "office": office, "words": quote_words(quote, shorten=MAX_VOICE), "link": link})
    return {
        "label": issue.label,
        "points": [_line(point) for point in issue.points],
        "voices": voices,
        "speakers": speakers,
        "people": ", ".join(issue.people),
    }


def _is_shown(quote: Quotation, points: Iterable[Line]) -> bool:
    """Whether a point gives the quote's words already: each fragment of them, whatever its marks."""
    shown = [_bare(point.text) for point in points]
    fragments = [_bare(fragment) for fragment in quote.text.split(" … ")]
    return any(all(fragment in text for fragment in fragments) for text in shown)


def _bare(text: str) -> str:
    return " ".join(text.translate(_NO_MARKS).split()).strip(" ,.").casefold()


def _quote(quote: Quotation, number: int, locale: str) -> dict[str, Any]:
    return {
        "number": Rich((Run(f"Q{number}", bookmark=f"quote_{number}"),)),
        "words": quote_words(quote),
        "speaker": quote.speaker,
        "office": _office(quote),
        "date": format_day(quote.date, locale) if quote.date else None,
        "edited": quote.edited,
        "sources": source_links(quote.evidence),
    }


def _office(quote: Quotation) -> str:
    """Role and affiliation, without one that the speaker's name says already (``analysts``)."""
    return ", ".join(part for part in (quote.role, quote.affiliation) if part and part.casefold() != quote.speaker.casefold())


def quote_words(quote: Quotation, *, shorten: int | None = None) -> str:
    """The words in marks where they are the speaker's own, ``(indirect)`` after them where they are the reporter's.

    A mixed quote that marks its own words (``is "in talks" with the U.S.``) gets none around the rest, which nobody said.
    The comma before an attribution (``"It is dry," he said``) is the reporter's and goes.
    """
    opening, closing = "‘’" if quote.kind == "direct" else "“”"
    text = quote.text.strip().replace("``", opening).replace("''", closing)
    if shorten is not None and len(text) > shorten:
        text = f"{_clip(text, shorten)}{NBSP}[…]"
    if quote.kind == "indirect":
        return f"{text} (indirect)"
    if quote.kind == "mixed" and _MARKS.search(quote.text):
        words = curl_quotes(text)
        return words + "”" * (words.count("“") > words.count("”")) + " (in part indirect)"
    return f"“{curl_quotes(_without_marks(text).removesuffix(','), marks='‘’')}”"


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


# --- sentences about the brief ---------------------------------------------------------------------------


def _left_out(brief: Brief) -> str | None:
    """``Left out as less important: 3 articles, 2 events and 5 quotes.``; None where nothing was."""
    counts = ((brief.left_out.articles, "article"), (brief.left_out.rows, "event"), (brief.left_out.quotes, "quote"))
    parts = [f"{count}{NBSP}{noun}{'' if count == 1 else 's'}" for count, noun in counts if count]
    if not parts:
        return None
    joined = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"{joined} read and not shown here: outside the topic or of less weight."


def _method(brief: Brief) -> str:
    number = len(brief.sources)
    sources = f"1{NBSP}source, in its own words" if number == 1 else f"{number}{NBSP}sources, in their own words"
    return f"Compiled by briefgen {brief.version} from {sources}; the numbers in brackets lead to the source of each line."
