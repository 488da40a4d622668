"""What the brief had to assume, spelt out: dates of articles, words taken for a topic, languages read for dates only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from briefgen.brief.relevance import Scope
from briefgen.config import Topic
from briefgen.dates import format_day
from briefgen.model import Annotated, Certainty, Evidence, Line, cite

Assumed = tuple[date, Certainty, str]
# The names of the languages met most, by ISO 639-1 code; another stands as its code
LANGUAGES = {
    "ar": "Arabic", "bn": "Bengali", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish", "et": "Estonian",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "ms": "Malay", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "ta": "Tamil", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def find_assumptions(scope: Scope, topic: Topic, locale: str, *, too_many: int = 0) -> tuple[Line, ...]:
    """A line each, with the words that led to it where there are any; ``too_many``: articles on the topic that were not merged."""
    out: list[Line] = []
    if not topic.is_configured:
        out.append(Line(f"“{topic.name}” is not a configured topic: articles that hold the word were taken.", ()))
    if too_many:
        out.append(Line(f"More articles name a topic than one brief is made of: {too_many:,}, the oldest, were left out.", ()))
    out += [_dates(stamp, told, locale) for stamp, told in _assumed(scope).items()]
    for code in sorted({one.article.language for one in scope.articles} - {"en"}):
        told = [one for one in scope.articles if one.article.language == code]
        whose = "its dates were" if len(told) == 1 else "their dates were"
        out.append(Line(f"{_titles(told)}: written in {LANGUAGES.get(code, f'“{code}”')}; only {whose} read.", _all_evidence(told)))
    return tuple(out)


def _assumed(scope: Scope) -> dict[Assumed, list[Annotated]]:
    """The articles whose date is not stated, those together of which the same is assumed for the same reason."""
    out: dict[Assumed, list[Annotated]] = {}
    for one in scope.articles:
        stamp = one.published
        if stamp is not None and stamp.certainty != "stated":
            out.setdefault((stamp.day, stamp.certainty, stamp.why), []).append(one)
    return out


def _dates(assumed: Assumed, told: Sequence[Annotated], locale: str) -> Line:
    day, certainty, why = assumed
    whose = "its date" if len(told) == 1 else "their dates"
    is_ = "is" if len(told) == 1 else "are"
    return Line(f"{_titles(told)}: {whose}, {format_day(day, locale)}, {is_} {certainty}: {why}.", _all_evidence(told))


def _titles(told: Sequence[Annotated]) -> str:
    return "; ".join(one.article.title or one.article.id for one in told)


def _all_evidence(told: Sequence[Annotated]) -> tuple[Evidence, ...]:
    return tuple(e for one in told for e in _evidence(one))


def _evidence(one: Annotated) -> tuple[Evidence, ...]:
    stamp = one.published
    span = stamp.span if stamp and stamp.span else next(iter(one.article.sentences), None)
    if span is None:
        return ()
    whole = next((s for s in one.article.sentences if s.covers(span)), span)
    return (cite(one.article, whole, f"published.{stamp.found_in}" if stamp else "published"),)
