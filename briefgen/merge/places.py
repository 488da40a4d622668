"""Places compared: Tokyo is in Japan, the U.S. is the United States."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from briefgen.lexicon import load_table


@lru_cache(maxsize=4096)
def countries_of(place: str | None) -> frozenset[str]:
    """The countries that a place as written lies in or names; empty where none is known."""
    if not place:
        return frozenset()
    known = _countries()
    parts = (part.strip().lower().removeprefix("the ") for part in re.split(r"\s+and\s+|,", place))
    return frozenset(known[part] for part in parts if part in known)


def is_country(place: str) -> bool:
    """Whether a place as written names a country, not a city in one."""
    return place.lower() in _country_names()


def agree(a: str | None, b: str | None) -> bool | None:
    """Whether two places may be one: True or False where both are known, None where one is not."""
    if not a or not b:
        return None
    if a.lower() == b.lower():
        return True
    one, two = countries_of(a), countries_of(b)
    if not one or not two:
        return None
    if is_country(a) or is_country(b) or " and " in a or " and " in b:
        return bool(one & two)
    return False  # two cities


@cache
def _country_names() -> frozenset[str]:
    return frozenset(n.lower() for name, others, *_ in load_table("countries") for n in (name, *others.split("|")) if n)


@cache
def _countries() -> dict[str, str]:
    out = {row[0].lower(): row[1] for row in load_table("provinces") if len(row) > 1 and row[1]}
    for name, others, _, capital, cities in load_table("countries"):
        for known in (*cities.split("|"), capital, *others.split("|"), name):
            if known.strip():
                out[known.strip().lower()] = name
    return out
