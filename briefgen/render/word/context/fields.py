"""Every field that a Word template may ask of a brief, with its meaning and an example.

``briefgen check`` finds misspelt fields by this table and prints it with ``--context``; ``docs/templates/fields.md`` is written from it
(``python -m docs.templates.build_fields``). A test holds it against what :func:`context.make_context` gives, at every level.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "rich", "picture", "flag", "number", "list", "record"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field; ``fields`` are those of a record, or of each item of a list."""

    name: str
    kind: Kind
    meaning: str
    example: str
    fields: tuple[Field, ...] = ()


def _text(name: str, meaning: str, example: str) -> Field:
    return Field(name, "text", meaning, example)


def _rich(name: str, meaning: str, example: str) -> Field:
    return Field(name, "rich", meaning, example)


def _list(name: str, meaning: str, *fields: Field) -> Field:
    return Field(name, "list", meaning, f"{{% for one in {name} %}}", fields)


_SOURCES = _rich("sources", "the numbers of the sources, each a link to the list", "[1] [3]–[5]")
_LINE = (_text("text", "a sentence", "Talks on the catch limits resume on 16 May."), _SOURCES)
_SPEAKER = _text("speaker", "who says it", "Helena Brandt")
_OFFICE = _text("office", "role and affiliation, as at the date; may be empty", "Prime Minister, Varland")
_SAID_ON = _text("date", "the day of the words; may be empty", "9 May 2031")
_TO_QUOTE = _rich("link", "a link to the quote in full", "Q1")
_WORDS = _text("words", "the words in marks, cut where “[…]” says so", "“The straits belong to no one”")
_VOICE = (_SPEAKER, _OFFICE, _WORDS, _SAID_ON, _TO_QUOTE, _SOURCES)
_SIDES = _list(
    "sides",
    "quotes by the affiliation of who speaks",
    _text("name", "the affiliation; empty where none is stated", "Varland"),
    _list("voices", "who says what", *_VOICE),
)
_ROW = (
    _text("when", "the date as it was said, never more exact", "14–15 May 2031"),
    _text("clock", "the hour with its zone, and the reader's; may be empty", "19:00 CEST"),
    _text("certainty", "date inferred, date assumed, or empty", "date inferred"),
    _text("sign", "* for inferred, † for assumed, or empty", "*"),
    _text("title", "the event", "Conference on the straits"),
    _text("part_of", "the event that it belongs to; may be empty", "Conference on the straits"),
    _text("place", "where; may be empty", "Port Ilse"),
    _text("people", "who; may be empty", "Helena Brandt, Tomas Okello"),
    _text("status", "Confirmed, Planned, Tentative, Cancelled, Postponed or Past", "Planned"),
    Field("is_off", "flag", "whether it is cancelled or postponed", "{% if row.is_off %}"),
    _text("edited", "why the analyst corrected it; may be empty", "the embassy's programme"),
    _list("former", "what it was in an earlier report", _text("text", "date, place, status", "3 June 2031, Kestrel"), _SOURCES),
    _SOURCES,
)
_PRESS = (_text("side", "the affiliation of who speaks; empty where none is stated", "Varland"), *_VOICE)
_POINTS = _list("points", "what the articles say on it", *_LINE)
_ISSUE_VOICES = _list("voices", "quotes whose words no point shows", _SPEAKER, _OFFICE, _WORDS, _TO_QUOTE)
_NOTE = "what the signs behind the dates mean; empty without any"
_NUMBER = _rich("number", "its number; holds the bookmark that links lead to", "[1]")
_PUBLISHER = _text("publisher", "who published it; may be empty", "Northern Wire")
_HEADLINE = _rich("headline", "its title, a link where the address is known", "Okello: fishing fleets must wait")
_PUBLISHED = _text("date", "the day of publication, or “no date”", "9 May 2031")

_MEMO = (
    _list("bottom_line", "at most four sentences", *_LINE),
    _list("rows", "at most six events to come, the most important", *_ROW),
    _text("rows_note", _NOTE, "* The year or day is inferred."),
    _list("issues", "at most four, each with its first point", _text("label", "what it is about", "Catch limits"), *_LINE),
    _list("quotes", "at most four, one a side", *_PRESS),
    _list("gaps", "at most two disagreements", *_LINE),
    _text("left_out", "how much is not on the page; empty where all is", "Not on this page: 4 events and 7 quotes."),
    _list("sources", "those that the page refers to", _NUMBER, _PUBLISHER, _HEADLINE, _PUBLISHED),
)

FIELDS: tuple[Field, ...] = (
    _text("title", "the brief's title", "The straits: weekly brief"),
    _text("topic", "the topic's name", "straits"),
    _text("organisation", "as configured; may be empty", "Ministry of Foreign Affairs"),
    _text("marking", "as configured, in capitals; may be empty", "OFFICIAL"),
    Field("logo", "picture", "as configured, 14 mm high; may be empty", "{{ logo }}"),
    _text("as_of", "the day of the information", "12 May 2031"),
    _text("period", "the days that the articles cover; may be empty", "21 March – 12 May 2031"),
    _list("bottom_line", "two to four sentences", *_LINE),
    _list(
        "changes",
        "what is not as it was in the previous brief",
        _text("label", "New, Moved, Cancelled, Status or No longer reported", "Moved"),
        _text("text", "what has changed", "Round of talks: from 3 June to 8–10 July 2031"),
        _SOURCES,
    ),
    _list("itinerary", "all that is to come, by date", *_ROW),
    _text("itinerary_note", _NOTE, "* The year or day is inferred."),
    Field("timeline", "picture", "the dated events as bars; empty for fewer than three", "{{r timeline }}"),
    _text("timeline_caption", "the line under the picture", "The first 7 of 8 dated events."),
    _list(
        "days",
        "the days on which something is to come",
        _text("date", "with the day of the week", "Wednesday 14 May 2031"),
        _text("running", "events of several days that go on; may be empty", "Conference on the straits"),
        _list("rows", "the events of the day, by the hour", *_ROW),
    ),
    _list("periods", "events of several days", *_ROW),
    _list("undated", "events without a day", *_ROW),
    _list(
        "issues",
        "what the articles talk about",
        _text("label", "in their words", "Fishing licences and catch limits"),
        _POINTS,
        _ISSUE_VOICES,
        _rich("speakers", "who spoke in the points", "Tomas Okello, President, Tamboa Q3"),
        _SIDES,
        _text("people", "who is named in it", "Tomas Okello"),
    ),
    _list(
        "quotes",
        "every quote in full",
        _rich("number", "its number; holds the bookmark that links lead to", "Q1"),
        _text("words", "in marks where somebody said them", "“The straits belong to no one and serve everyone”"),
        _SPEAKER,
        _OFFICE,
        _SAID_ON,
        _text("edited", "why the analyst corrected it; may be empty", "cut"),
        _SOURCES,
    ),
    _SIDES,
    _list("press_lines", "the first quote of each side, its own words before paraphrases", *_PRESS),
    _list("background", "what has been, by date", *_ROW),
    _text("background_note", _NOTE, "† The date rests on an assumed date of the article."),
    _list(
        "people",
        "who is named",
        _text("name", "the fullest name", "Helena Brandt"),
        _text("role", "as at the last report; may be empty", "Prime Minister"),
        _text("affiliation", "country or body; may be empty", "Varland"),
        _text("office", "both in one", "Prime Minister, Varland"),
        _SOURCES,
    ),
    _list(
        "conflicts",
        "reports that disagree",
        _text("about", "on what", "the cap on the catch"),
        _text("heading", "the same as a sentence", "Reports disagree: the cap on the catch"),
        _list("readings", "each version", *_LINE),
    ),
    _list("assumptions", "what was assumed", *_LINE),
    _list(
        "skipped",
        "what could not be read",
        _text("path", "the file", "wires/scan-0412.txt"),
        _text("reason", "why", "the file is empty"),
    ),
    _text("left_out", "how much was read and is not shown; may be empty", "3 articles and 1 event read and not shown here"),
    Field("has_gaps", "flag", "whether there is any of the four above", "{%p if has_gaps %}"),
    Field("is_empty", "flag", "whether the articles hold nothing on the topic", "{%p if is_empty %}"),
    _list(
        "sources",
        "the numbered list",
        _NUMBER,
        _PUBLISHER,
        _HEADLINE,
        _PUBLISHED,
        _text("certainty", "date inferred, date assumed, or empty", "date assumed"),
        _text("same_text", "articles with the same text; may be empty", "a7-copy.txt"),
        Field("is_bare", "flag", "whether it has neither title nor publisher nor address", "{% if source.is_bare %}"),
    ),
    _text("method", "how the brief was made", "Compiled by briefgen from 10 sources, in their own words"),
    Field("memo", "record", "the most important of everything, as much as fits one page", "{{ memo.left_out }}", _MEMO),
)
