"""Corrections of quotes and people: who said it, in which office, and whether the brief shows it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import replace

from briefgen.config.corrections import Correction
from briefgen.corrections.desk import Desk, UnfitError, add_reason, fold, speaker_of
from briefgen.corrections.rows import placing
from briefgen.model import Quote


def fix_quote(desk: Desk, one: Correction) -> None:
    """Give a quote, wherever its speaker says the same words, another speaker or role."""
    for article, index in desk.find_quotes(one.quote or ""):
        quote = desk.articles[article].quotes[index]
        fixed = _said_by(desk, quote, one.speaker) if one.speaker else quote
        if one.role:
            fixed = replace(fixed, role=one.role)
        if fixed != quote:
            done = " and ".join(key for key in ("speaker", "role") if getattr(one, key))
            _put(desk, article, index, replace(fixed, edited=add_reason(quote.edited, one.reason or f"{done} corrected")))


def _said_by(desk: Desk, quote: Quote, speaker: str) -> Quote:
    """The quote under another name, as the story spells it; office and affiliation are that person's, as far as the story has them."""
    figure = desk.find_figure(speaker)
    name = figure.name if figure else speaker
    known = desk.find_figure(speaker_of(quote))
    if fold(name) in (fold(speaker_of(quote)), fold(known.name) if known else ""):
        return quote
    role, affiliation = (figure.role, figure.affiliation) if figure else (None, None)
    return replace(quote, speaker_resolved=name, speakers_resolved=(name,), role=role, affiliation=affiliation)


def fix_person(desk: Desk, one: Correction) -> None:
    """Give a person another role: in who's who, and beside each of their quotes."""
    wanted = one.person or ""
    figure = desk.find_figure(wanted)
    names = {fold(n) for n in ((figure.name, *figure.names) if figure else (wanted,))}
    quotes = [(a, n, q) for a, x in desk.articles.items() for n, q in enumerate(x.quotes) if fold(speaker_of(q)) in names]
    if figure is None and not quotes:
        raise UnfitError(f"no person is called “{wanted}”{_nearest(wanted, (f.name for f in desk.figures))}")
    reason = one.reason or "role corrected"
    if figure is not None and figure.role != one.role:
        fixed = replace(figure, role=one.role, edited=add_reason(figure.edited, reason))
        desk.figures[desk.figures.index(figure)] = fixed
    for article, index, quote in quotes:
        if quote.role != one.role:
            _put(desk, article, index, replace(quote, role=one.role, edited=add_reason(quote.edited, reason)))


def place_quote(desk: Desk, one: Correction) -> None:
    """Note that a quote is always shown, or never, wherever its speaker says the same words."""
    for article, index in desk.find_quotes(one.quote or ""):
        quote = desk.articles[article].quotes[index]
        _put(desk, article, index, replace(quote, placed=(*quote.placed, placing(one))))


def _put(desk: Desk, article: str, index: int, quote: Quote) -> None:
    found = desk.articles[article]
    desk.articles[article] = replace(found, quotes=(*found.quotes[:index], quote, *found.quotes[index + 1 :]))


def _nearest(name: str, names: Iterable[str]) -> str:
    known = {fold(n): n for n in names}
    near = difflib.get_close_matches(fold(name), known, 1, 0.7)
    return f"; did you mean “{known[near[0]]}”?" if near else ""
