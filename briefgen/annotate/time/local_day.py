"""The day on which a transcript was spoken, where its first lines tell the hour of another part of the world."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone

from briefgen.annotate.time.tokens import lexicon
from briefgen.model import Stamp

HEAD = 400  # characters; the place and the hour stand above the first speech
# "8:24 A.M. JST", a line of its own
HOUR = re.compile(
    r"^[ \t]*(?P<hour>1[0-2]|0?[1-9]):(?P<minute>[0-5]\d)[ ]?(?P<half>[AaPp])\.?[Mm]\.?[ ](?P<zone>[A-Z]{3,4})[ \t]*$", re.MULTILINE
)
FAR = timedelta(hours=3)  # a smaller difference is summer time, or the next office; its publication day stands


def day_spoken(text: str, stamp: Stamp) -> tuple[date, str]:
    """The day from which "today" counts, and what tells it: publication, unless the text opens with an hour of a zone far from it.

    "8:24 A.M. JST" over a call published on 23 May at 21:15 in Washington is of 24 May: the last such hour before it was published.
    """
    match = HOUR.search(text, 0, HEAD)
    behind = _offset(match["zone"]) if match else None
    if match is None or behind is None or "T" not in stamp.value:
        return stamp.day, "publication"
    published = datetime.fromisoformat(stamp.value)
    own = published.utcoffset()
    if own is None or abs(own - behind) < FAR:
        return stamp.day, "publication"
    local = published.astimezone(timezone(behind))
    spoken = time(int(match["hour"]) % 12 + (12 if match["half"] in "Pp" else 0), int(match["minute"]))
    day = local.date() - timedelta(days=spoken > local.time())
    return day, "publication" if day == stamp.day else f"“{match[0].strip()}” at its head, before publication,"


def _offset(zone: str) -> timedelta | None:
    """The offset of a zone from universal time; None for one that is not known or has two."""
    kind, value, _ = lexicon().get(zone.lower(), ("", "", ""))
    if kind != "ZONE" or not value:
        return None
    if value == "Z":
        return timedelta(0)
    hours, minutes = value[1:].split(":")
    return timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if value[0] == "-" else 1)
