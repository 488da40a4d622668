"""Rows as a template shows them: with their signs, and day by day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from briefgen.clocks import format_clock
from briefgen.dates import MONTHS, NBSP, format_day
from briefgen.model import Certainty, Look, Row
from briefgen.render.word.context.sources import Cite, show_certainty
from briefgen.render.word.context.timeline import is_vague
from briefgen.render.wording import STATUS, show_former

MAX_WHOLE = 15  # characters: a name that the table's narrowest column of names holds on one line
_SIGNS: dict[Certainty, str] = {"stated": "", "inferred": "*", "assumed": "†"}
_MEANINGS: dict[Certainty, str] = {
    "inferred": "The year or day is inferred from the date of the article, as for “on Tuesday” or “next month”.",
    "assumed": "The date rests on an assumed date of the article.",
}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NEAR = timedelta(days=183)  # of the brief: within half a year a day and month need no year


@dataclass(frozen=True, slots=True)
class RowWriter:
    """Shows the rows of one brief in the conventions of its reader."""

    look: Look
    as_of: date
    titles: Mapping[str, str]
    """Of every row, by its id."""
    cite: Cite

    def show(self, row: Row) -> dict[str, Any]:
        """A row of a table."""
        certainty = _certainty_of(row, self.as_of)
        return {
            "when": capital(row.when),
            "clock": format_clock(row.first, row.time, row.zone, reader=self.look.zone, locale=self.look.locale) or None,
            "certainty": show_certainty(certainty) if row.first else None,
            "sign": _SIGNS[certainty] if row.first else "",
            "title": row.title,
            "part_of": self.titles.get(row.part_of or ""),
            "place": row.place,
            "people": ", ".join(_whole(name) for name in row.people),
            "status": STATUS[row.status],
            "is_off": row.status in ("cancelled", "postponed"),
            "edited": row.edited,
            "former": [{"text": show_former(f, row, self.look.locale), "sources": self.cite(f.evidence)} for f in row.was],
            "sources": self.cite(row.evidence),
        }

    def note(self, rows: Sequence[Row]) -> str:
        """What the signs behind the dates of ``rows`` mean; empty where every date is stated."""
        used = {_certainty_of(row, self.as_of) for row in rows if row.first}
        return "  ".join(f"{_SIGNS[certainty]} {text}" for certainty, text in _MEANINGS.items() if certainty in used)

    def days(self, rows: Sequence[Row]) -> list[dict[str, Any]]:
        """The days that rows of one day stand on, in order, each with what goes on around them."""
        found: dict[date, list[Row]] = {}
        for row in rows:
            if is_day(row) and row.first is not None:
                found.setdefault(row.first, []).append(row)
        return [
            {
                "date": f"{_WEEKDAYS[day.weekday()]}{',' if self.look.locale == 'en-US' else ''} {format_day(day, self.look.locale)}",
                "running": ", ".join(row.title for row in rows if is_period(row) and _covers(row, day)),
                "rows": [self.show(row) for row in sorted(on_day, key=lambda row: row.time or "~")],  # no hour: after those that have one
            }
            for day, on_day in sorted(found.items())
        ]


def is_day(row: Row) -> bool:
    """Whether a row stands on one day."""
    return row.first is not None and row.last in (None, row.first)


def is_period(row: Row) -> bool:
    """Whether a row goes over several days that are named, as ``29–30 August 2025``.

    "Week of 23 May" and "early October" say when it is at the most, not that it lasts so long.
    """
    return row.first is not None and not is_day(row) and "–" in row.when and not is_vague(row)


def _covers(row: Row, day: date) -> bool:
    return row.first is not None and row.last is not None and row.first <= day <= row.last


def capital(text: str) -> str:
    """``text`` with its first letter in capitals, as the first word of a table's cell: ``Later in 2031``."""
    return text[:1].upper() + text[1:]


def _whole(name: str) -> str:
    """``name`` with no-break spaces where it fits a narrow column, so that no line ends inside it."""
    return name.replace(" ", NBSP) if len(name) <= MAX_WHOLE else name


def _certainty_of(row: Row, as_of: date) -> Certainty:
    """How certain a row's date is to a reader: as good as stated where the day and month stand in its evidence and only the year does not.

    So of a date within half a year of the brief; one farther off stays inferred, and a month that stands alone counts as its day.
    """
    if row.certainty != "inferred" or row.first is None or abs(row.first - as_of) > _NEAR:
        return row.certainty
    month = MONTHS[row.first.month - 1]
    name = rf"{month[:3]}(?:{month[3:]}|t?\.?)" if len(month) > 3 else month
    if row.last is not None and row.first.day == 1 and (row.last - row.first).days >= 27:
        pattern = rf"\b(?:{month})\b"
    else:
        day = rf"{row.first.day}(?:st|nd|rd|th)?"
        pattern = rf"\b{name}\s+{day}\b|\b{day}(?:\s?(?:[-–—]|and|to)\s?\d{{1,2}}(?:st|nd|rd|th)?)?\s+(?:of\s+)?{name}(?!\w)"
    return "stated" if any(re.search(pattern, e.text) for e in row.evidence) else "inferred"
