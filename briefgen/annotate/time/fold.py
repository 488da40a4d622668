"""A fold of a text that keeps every position: odd blanks, dashes and quotation marks become the plain ones."""

from __future__ import annotations

from functools import cache


def fold(text: str) -> str:
    """``text`` with one plain character for each odd one, so that offsets in the fold are offsets in the text.

    "Aug.\N{NO-BREAK SPACE}29–30, New Year’s" becomes "Aug. 29-30, New Year's".
    """
    return text if text.isascii() else text.translate(_table())


@cache
def _table() -> dict[int, str]:
    table = dict.fromkeys(
        map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u200b\ufeff"), " "
    )
    table.update(dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u00ad"), "-"))
    table.update(dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2032\u02bc\uff07`\u00b4"), "'"))
    table.update(dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"), '"'))
    return table
