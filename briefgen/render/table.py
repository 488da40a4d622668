"""The itinerary and the background as a table for spreadsheets: UTF-8 CSV (RFC 4180) that no program takes for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping

from briefgen.model import Article, Brief, Look, Row
from briefgen.render.wording import show_former

COLUMNS = (
    "section", "from", "to", "when", "time", "zone", "title", "place", "people", "status", "certainty", "part_of", "after", "sources",
    "evidence", "edited", "was",
)  # fmt: skip
# what a spreadsheet takes for a formula (OWASP, CSV injection), and the characters that would break a line for some of them
FORMULA = re.compile(r"^[\s\ufeff\u200b]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def render_csv(brief: Brief, articles: Mapping[str, Article], look: Look) -> bytes:  # noqa: ARG001  # the signature of all renderers
    """One line a row, itinerary first; UTF-8 with a byte order mark, so that spreadsheets read it right, and CRLF line ends.

    A cell that would begin a formula begins with an apostrophe instead.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    titles = {row.id: row.title for row in (*brief.itinerary, *brief.chronology)}
    for section, rows in (("itinerary", brief.itinerary), ("background", brief.chronology)):
        for row in rows:
            writer.writerow([_cell(value) for value in _values(section, row, titles, look.locale)])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _values(section: str, row: Row, titles: Mapping[str, str], locale: str) -> list[str]:
    numbers = sorted({e.source for e in row.evidence if e.source})
    return [
        section,
        row.first.isoformat() if row.first else "",
        row.last.isoformat() if row.last else "",
        row.when,
        row.time or "",
        row.zone or "",
        row.title,
        row.place or "",
        "; ".join(row.people),
        row.status,
        row.certainty if row.first else "",
        titles.get(row.part_of or "", ""),
        titles.get(row.after or "", ""),
        " ".join(f"[{n}]" for n in numbers),
        row.evidence[0].text if row.evidence else "",
        row.edited or "",
        "; ".join(show_former(former, row, locale) for former in row.was),
    ]


def _cell(value: str) -> str:
    text = CONTROL.sub("\ufffd", re.sub(r"\s*[\r\n]+\s*", " ", value))
    return f"'{text}" if FORMULA.match(text) else text
