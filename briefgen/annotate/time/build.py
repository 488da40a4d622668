"""The table of builders: from the parts that a rule marked to what they mean.

A builder gives nothing where the words cannot be a time.
"""

from __future__ import annotations

from collections.abc import Callable

from briefgen.annotate.time import build_dates as dates
from briefgen.annotate.time import build_lengths as lengths
from briefgen.annotate.time import build_periods as periods
from briefgen.annotate.time import build_relative as relative
from briefgen.annotate.time.meaning import Found
from briefgen.annotate.time.parts import Parts

BUILDERS: dict[str, Callable[[Parts], list[Found]]] = {
    "month_days": dates.month_days, "month": dates.month, "weekday": dates.weekday, "iso": dates.iso, "slashed": dates.slashed,
    "dotted": dates.dotted,
    "named": dates.named, "told": relative.told, "year": dates.year, "year_words": dates.year_words, "years": dates.years,
    "week_of": dates.week_of,
    "week_of_month": dates.week_of_month, "nth_weekday": dates.nth_weekday,
    "ordinal": dates.ordinal, "deictic": relative.deictic, "tonight": relative.tonight, "cycle": relative.cycle,
    "the_unit": relative.the_unit, "unit_end": relative.unit_end, "year_ago": relative.year_ago, "shift": relative.shift,
    "shift_from": relative.shift_from, "clock": relative.clock, "daypart": relative.daypart, "length": lengths.length, "aged": lengths.aged,
    "repeat": lengths.repeat, "repeat_word": lengths.repeat_word, "vague": lengths.vague, "vague_history": lengths.vague_history,
    "vague_modern": lengths.vague_modern, "quarter": periods.quarter, "period": periods.period, "half": periods.half,
    "fiscal": periods.fiscal, "season": periods.season, "decade": periods.decade, "century": periods.century, "era": periods.era,
}  # fmt: skip
"""The builder that each rule of the grammar names."""
