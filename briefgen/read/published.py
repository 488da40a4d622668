"""When an article was published, where something states it: metadata, URL, file name, a dateline or "Updated" line with a year.

Nothing is assumed here; ``annotate.time`` does that for articles without a stated date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from briefgen.model import Block, Span, Stamp

MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
MONTH = (
    r"(?P<{0}>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
DATE = (rf"(?:{MONTH.format('m1')}\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<y1>(?:19|20)\d\d)"
        rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+{MONTH.format('m2')}\s*,?\s+(?P<y2>(?:19|20)\d\d)"
        r"|(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d))")  # fmt: skip
WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
# "Updated: August 26, 2025 10:14 IST", "Published on 26 August 2025"
LABELLED = re.compile(
    rf"^\W*(?:last\s+)?(?:updated?|published|posted|first published|date|issued|released)"
    rf"(?:\s+(?:on|at))?\s*[:|–—-]?\s*{WEEKDAY}{DATE}",
    re.IGNORECASE,
)
# "January 25 , 2011 | By A. Writer", "26 August 2025, 10:14": a line that begins with its date
DATE_LINE = re.compile(rf"^\W*{WEEKDAY}{DATE}\s*(?:$|[|•·–—(,]|\d{{1,2}}:\d\d|at\s+\d)")
# "NEW DELHI, Aug. 26, 2025 (Reuters) -", "Tokyo, 26 August 2025 —"
DATELINE = re.compile(rf"^(?P<place>[A-Z][\w.’' ,/-]{{1,50}}?)[,:]?\s+\(?{WEEKDAY}{DATE}\)?\s*(?:\([^)\n]{{1,40}}\))?\s*(?:[-–—:]|/[A-Z])")
URL_DATE = re.compile(
    r"(?<!\d)(?P<y3>(?:19|20)\d\d)[/_-](?P<m3>0[1-9]|1[0-2])[/_-](?P<d3>0[1-9]|[12]\d|3[01])(?!\d)|(?<!\d)(?P<y4>20\d\d)(?P<m4>0[1-9]|1[0-2])(?P<d4>0[1-9]|[12]\d|3[01])(?!\d)"
)
LINES = 6  # non-empty lines from the top in which a dateline may stand


def stamp_of(value: str, found_in: str, why: str) -> Stamp | None:
    """A stated Stamp of a date as metadata write it; None where it is no date with day, month and year."""
    plain = value.strip()
    for parse in (_iso, _parsed):
        when = parse(plain)
        if when is not None:
            return Stamp(when, "stated", found_in, why)
    return None


def find_published(text: str, *, blocks: Sequence[Block], url: str | None = None, path: str | None = None) -> Stamp | None:
    """The stated date of an article from its URL, its top lines or its file name, in this order; None where none states it."""
    if url and (day := _date_in(URL_DATE, url)):
        return Stamp(day, "stated", "url", f"the address of the article holds {day}")
    for block in [b for b in blocks if b.span.of(text).strip()][:LINES]:
        line = block.span.of(text)[:200]
        for pattern, name in ((LABELLED, "dateline"), (DATE_LINE, "dateline"), (DATELINE, "dateline")):
            match = pattern.match(line)
            day = _iso_of(match) if match else None
            if match and day:
                span = Span(block.span.start + match.start(), block.span.start + match.end())
                return Stamp(day, "stated", name, f"the line “{match[0].strip()}” states it", span)
    if path and (day := _date_in(URL_DATE, path.split("#")[0].rsplit("/", 1)[-1])):
        return Stamp(day, "stated", "file name", f"the name of the file holds {day}")
    return None


def _iso(value: str) -> str | None:
    """ISO 8601 as written, whole days or with time; ``Z`` becomes ``+00:00``."""
    try:
        if len(value) == 10:
            return date.fromisoformat(value).isoformat()
        return datetime.fromisoformat(value).isoformat()
    except ValueError:
        return None


def _parsed(value: str) -> str | None:
    """Any other way to write a date, by dateparser; a part that is missing makes it no date."""
    if not any(c.isdigit() for c in value) or len(value) > 100:
        return None
    import dateparser

    order = "DMY" if re.match(r"\s*(?:1[3-9]|2\d|3[01])[/.-]", value) else None
    settings: dict[str, object] = {"STRICT_PARSING": True, "RETURN_AS_TIMEZONE_AWARE": False}
    if order:
        settings["DATE_ORDER"] = order
    found = dateparser.parse(value, settings=settings)
    if found is None:
        return None
    return found.isoformat() if ":" in value else found.date().isoformat()


def _date_in(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return _iso_of(match) if match else None


def _iso_of(match: re.Match[str]) -> str | None:
    """The day that the named groups y, m, d (1 to 4) give; None where there is no such day."""
    groups = match.groupdict()
    for n in "1234":
        year, month, day = groups.get(f"y{n}"), groups.get(f"m{n}"), groups.get(f"d{n}")
        if year and month and day:
            number = MONTHS.get(month[:3].lower()) or int(month)
            try:
                return date(int(year), number, int(day)).isoformat()
            except ValueError:
                return None
    return None
