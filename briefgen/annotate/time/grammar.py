"""The grammar: rules over token types, read with the macros below, each beside the words it is for.

A rule is written in token types (``MONTH``, ``DAYNUM`` ...; ``lexicons/time_words.tsv`` and ``tokens.py`` name them), in macros, and in
the signs of regular expressions; ``{name ...}`` marks a part that the builder reads. Types are letters once compiled, so that a rule
runs over a string with one letter a token and never over the text itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from briefgen.annotate.time.tokens import letters

MACROS = {
    "DAYX": "(?:DAYNUM|ORDNUM)",
    "SEP": "(?:DASH{1,2}|TO|THROUGH|UNTIL|SLASH)",
    # "29", "29-30", "15, 16 and 18", "9-10 and 12", "the 13th to the 19th"
    "DAYS": "DAYX(?:SEP THE?DAYX)?(?:(?:COMMA DAYX(?:SEP DAYX)?){0,9}COMMA?(?:AND|AMP)THE?DAYX(?:SEP DAYX)?)?",
    "YEARX": "(?:YEARNUM AD?|AD YEARNUM|APOS(?:DAYNUM|INT)|(?:YEARNUM|INT|DAYNUM)(?:BC|LETTERB DOT LETTERC DOT?)"
    "|NINETEEN NUMWORD(?:DASH?NUMWORD)?)",
    "YEAROPT": "(?:(?:COMMA|DASH|OF)?{year YEARX})?",
    "MON": "(?:MONTH|MONTHABBR DOT?)",
    "WDOPT": "(?:{weekday WEEKDAY|WDAYABBR DOT?}COMMA?ON?THE?)?",
    # "early", "the end of", "mid-", "late in the", "earlier"
    "PART": "(?:THE?{part EARLY|MID|LATE|EARLIER|LATER|LATTER|(?:BEGIN|END|MIDDLE)(?=OF)}PORTION?(?:DASH|IN|OF|ON)?THE?)?",
    # the same without an article of its own: "late-November", "the end of March"
    "PARTM": "(?:{part EARLY|MID|LATE|EARLIER|LATER|THE?(?:BEGIN|END|MIDDLE)(?=OF)|THE?(?:LATTER|EARLY)(?=PORTION)}"
    "PORTION?(?:DASH|IN|OF|ON)?THE?)?",
    "UNITX": "(?:UNIT|UNITS)",
    "NUMW": "(?:(?:NUMWORD|NINETEEN)(?:DASH?NUMWORD)?)",
    "NUM": "(?:DAYNUM|INT|DECIMAL|YEARNUM|NUMW)",
    # "about", "more than", "no less than", "at least", "up to"
    "ABOUT": "(?:{about ADVERB(?!THE)|NO?(?:MORE|LESS)THAN|AT(?:LEAST|MOST)|UP TO})?",
    # "five", "2 1/2", "two and a half", "a", "a few", "several", "a couple of", "half a"
    "COUNT": "{count NUM DAYNUM SLASH DAYNUM|NUM(?:AND A?HALF)?|A(?:FEW OF?)?|FEW|HALF A|A HALF}",
    "WHICH": "(?:LAST|PAST|NEXT|THIS(?:PAST|SAME|NEXT)?|PREVIOUS|FOLLOWING|SAME|THAT(?:SAME)?|CURRENT|LATEST)",
    "OFYEAR": "(?:(?:OF|IN|COMMA)?THE?(?:FISCAL UNIT?)?{year YEARX}|OF{which WHICH|THE}(?:FISCAL)?{of UNIT})?",
    "AMPMX": "(?:AMPM|(?:LETTERP|A)DOT LETTERM DOT?)",
    "ZONEX": "(?:ZONE(?:(?:PLUS|DASH)(?:DAYNUM|CLOCK|INT))?)",
}
"""Parts that rules share."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled rule: ``needs`` are token types of which one at least must stand in the stretch, ``build`` names the builder."""

    id: str
    needs: str
    pattern: re.Pattern[str]
    build: str


# id, builder, types of which one must be there, pattern; of two matches the longer one wins, then the earlier rule
RULES = (
    # "Friday, Aug. 29, 2025", "March 5-9, 1918", "Sept. 15, 16 and 18"
    ("date.month_day", "month_days", "MONTH MONTHABBR", "PARTM WDOPT{month MON}THE?{days DAYS}YEAROPT"),
    # "29 August 2025", "29/30 August", "the 28 and 29 August", "the 29th of August 2025", "29-Aug-2025"
    ("date.day_month", "month_days", "MONTH MONTHABBR", "PART WDOPT THE?{days DAYS}(?:OF?{month MON}YEAROPT|DASH{month2 MON}"
     "DASH{year2 YEARX})"),
    # "this 26th day of October, 2025", "this 28th day of October, two thousand and twenty-five", "the 4th day of May"
    ("date.nth_day", "month_days", "UNIT", "(?:THIS|THE)?{days ORDNUM}UNIT OF{month MON}(?:COMMA?{year YEARX}|"
     "COMMA?(?:IN THE UNIT)?{yearwords NUMWORD THOUSAND(?:AND?NUMW)?})?"),
    # "August 2025", "early March, 1918", "the end of March 1917"
    ("date.month_year", "month", "MONTH MONTHABBR", "PARTM{month MON}(?:COMMA|OF)?{year YEARX}"),
    # "the first week of September", "the last week of August 2024"
    ("date.week_of_month", "week_of_month", "UNIT", "THE{nth ORDWORD|LAST|FINAL}{unit UNIT}(?:OF|IN){month MON}YEAROPT"),
    # "July 25 of that year"
    ("date.day_of_year", "month", "MONTH MONTHABBR", "{month MON}{day DAYX}(?:OF|COMMA)?THE?{which WHICH}{of UNIT}"),
    # "April next year", "October of that year", "early October this year"
    ("date.month_of_year", "month", "MONTH MONTHABBR", "PARTM{month MON}(?:COMMA|OF)?{which WHICH|THE FOLLOWING|THE NEXT|THE SAME}"
     "{of UNIT}"),
    ("date.month", "month", "MONTH MONTHABBR", "PARTM{month MON}"),
    # "Friday", "early Tuesday", "Tuesday of last week", "Wednesday night", "next Tuesday morning"
    ("date.weekday", "weekday", "WEEKDAY", "(?:{part EARLY|MID|LATE}DASH?ON?)?{weekday WEEKDAY}{daypart DAYPART}?"),
    ("date.weekday_of_week", "weekday", "WEEKDAY", "{weekday WEEKDAY}OF?{which WHICH}{of UNIT}"),
    # "2025-08-29", "8/29/2025", "29.08.2025"
    ("date.iso", "iso", "YEARNUM", "{year YEARNUM}(?P<sign>DASH|SLASH){month DAYNUM}(?P=sign){day DAYNUM}"),
    ("date.slashed", "slashed", "SLASH", "{one DAYNUM}SLASH{two DAYNUM}SLASH{year YEARNUM|INT|DAYNUM}"),
    # "9/11"
    ("date.named", "named", "SLASH", "{one DAYNUM}SLASH{two DAYNUM}"),
    ("date.dotted", "dotted", "DOTDATE", "{date DOTDATE}"),
    # "1990", "early in 1914", "the year 1950", "490 BC", "the end of 1917", "post-1959"
    ("date.year", "year", "YEARNUM NINETEEN BC LETTERB APOS", "PART(?:THE UNIT)?{year YEARX}"),
    # "the year two thousand"
    ("date.year_words", "year_words", "THOUSAND", "THE UNIT{year NUMWORD THOUSAND(?:AND?NUMW)?}"),
    # "1915-17", "264 to 241 BC", "2025/26"
    ("range.years", "years", "YEARNUM BC LETTERB", "(?:THE UNITS)?{year1 YEARX|INT|DAYNUM}SEP{year YEARX|INT|DAYNUM}"),
    # "the second Tuesday in November", "the last Sunday of March 2024"
    ("date.week_of", "week_of", "UNIT", "THE?{unit UNIT}OF(?:{month MON}{days DAYX}YEAROPT|{weekday WEEKDAY})"),
    ("date.nth_weekday", "nth_weekday", "WEEKDAY", "THE{nth ORDWORD|ORDNUM|LAST|FINAL}{weekday WEEKDAY}(?:IN|OF){month MON}YEAROPT"),
    # "on the 23rd"
    ("date.ordinal", "ordinal", "ORDNUM", "THE{day ORDNUM}"),
    # "today", "late yesterday", "tomorrow night", "tonight", "overnight"
    ("date.deictic", "deictic", "DEICTIC", "PART{day DEICTIC}{daypart DAYPART}?"),
    # "mid-afternoon yesterday"
    ("date.part_of_day", "deictic", "DEICTIC", "(?:{part EARLY|MID|LATE}DASH?)?{daypart DAYPART}{day DEICTIC}"),
    ("time.tonight", "tonight", "TONIGHT", "PART{daypart TONIGHT}"),
    # "last year", "earlier this month", "the previous day", "the following month", "this past spring", "last Monday", "next October"
    ("cycle.unit", "cycle", "UNIT SEASON MONTH MONTHABBR WEEKDAY DAYPART", "PART THE?{which WHICH}CONSECUTIVE?FISCAL?{unit UNIT|SEASON|"
     "MON|WEEKDAY|DAYPART}{daypart DAYPART}?"),
    ("cycle.the_unit", "the_unit", "UNIT", "PART{the THE}(?:COMPARABLE|CONSECUTIVE)?FISCAL?{unit UNIT}"),
    # "year's end", "month end", "year-end"
    ("cycle.end", "unit_end", "UNIT", "{unit UNIT}(?:DASH|APOS LETTERS)?{part END}"),
    # "the year-ago quarter", "the year-earlier period", "the comparable year-ago quarter"
    ("cycle.year_ago", "year_ago", "AGO EARLIER", "THE?COMPARABLE?A?{unit UNIT}DASH?{dir AGO|EARLIER}{of UNIT|PERIOD}?"),
    # "the quarter a year ago"
    ("cycle.unit_ago", "year_ago", "AGO EARLIER", "THE{of UNIT}A{unit UNIT}(?:AGO|EARLIER)"),
    # "two years ago", "about two weeks later", "a few days earlier", "six months from now", "two years before,"
    ("shift.unit", "shift", "UNIT UNITS", "ABOUT COUNT(?:MORE|CONSECUTIVE)?{unit UNITX}(?:{dir AGO|EARLIER|LATER|HENCE|FROM NOW}|"
     "{dir2 BEFORE}(?=[,.]))"),
    # "the year before,", "the day after."
    ("shift.the_unit", "shift", "UNIT", "THE{unit UNIT}{dir2 BEFORE|AFTER|FOLLOWING}(?=[,.)])"),
    ("shift.units", "shift", "UNITS", "{unit UNITS}{dir AGO|EARLIER|LATER}"),
    # "a week from Monday", "two days after tomorrow", "the day before yesterday", "the day after Christmas"
    ("shift.from", "shift_from", "UNIT UNITS", "(?:THE|COUNT){unit UNITX}(?:{dir FROM|AFTER|BEFORE})(?:LAST|NEXT)?{from WEEKDAY|DEICTIC}"),
    # "two weeks", "the first nine months", "at least the past 18 months", "two-year", "five more years", "18 years old"
    ("length.count", "length", "UNIT UNITS", "ABOUT(?:(?:THE|THIS)?{rel LAST|PAST|NEXT|FINAL|ORDWORD|RECENT|PREVIOUS|FOLLOWING|OTHER}|"
     "THE(?=NUM{1,3}UNITS))?{about2 ADVERB|MORE THAN}?COUNT"
     "(?:MORE|CONSECUTIVE|RECENT)?DASH?{unit UNITX}(?:{half AND A HALF}|DASH?LONG|OLD|OF AGE)?"),
    # "aged 55"
    ("length.aged", "aged", "AGED", "AGED{count DAYNUM|INT|NUMW}"),
    # "a three-year period", "the same 28-day period"
    ("length.period", "length", "PERIOD", "(?:A|THE?SAME?){count NUM}DASH{unit UNITX}(?:PERIOD|TERM)"),
    # "the past year"
    ("length.past", "length", "UNIT", "THE?{rel PAST}{unit UNIT}"),
    # "recent years", "the coming weeks", "the weeks ahead", "years"
    ("length.units", "length", "UNITS", "(?:(?:THE?{rel RECENT|PAST|NEXT|LAST|FOLLOWING|PREVIOUS|FINAL})?"
     "(?:FEW OF?)?{unit UNITS}(?:(?:AND|OR)UNITS)?|"
     "THE{unit2 UNITS}{ahead AHEAD})"),
    ("length.long", "length", "LONG", "{unit UNITX}DASH{long LONG}"),
    # "every day", "each of", "every other week", "every two years", "each Thursday", "per month", "daily", "Tuesday nights"
    ("repeat.every", "repeat", "EVERY", "EVERY{other OTHER|NUM}?{unit UNITX|WEEKDAY|DAYPART|SEASON|MON}{daypart DAYPART}?"),
    ("repeat.per", "repeat", "PER", "PER{unit UNIT}"),
    # "twice a week", "once every two years"
    ("repeat.times", "repeat", "TIMES", "TIMES(?:A|PER){unit UNIT}|TIMES EVERY{other OTHER|NUM}?{unit2 UNITX}"),
    ("repeat.word", "repeat_word", "YEARLY", "{word YEARLY}"),
    ("repeat.weekdays", "repeat", "WEEKDAYS", "{unit WEEKDAYS}"),
    ("repeat.weekday_nights", "repeat", "DAYPARTS", "{unit WEEKDAY}{daypart DAYPARTS}"),
    # "now", "currently", "the past", "the near future", "at present", "the moment"
    ("vague.now", "vague", "NOW VAGUE CURRENT RECENT", "{ref NOW|VAGUE|CURRENT|RECENT}"),
    # "at the same time", "during this period", "at the time,": the date last told of, in a history
    ("told.time", "told", "TIME PERIOD", "(?<=[IN AT BY FROM SINCE UNTIL THROUGH ON ADVERB])(?:(?:THIS|THAT|THE SAME)"
     "(?:TIME|PERIOD)|THE TIME(?=[,.)]))"),
    ("vague.these_days", "vague", "THESE", "{ref THESE UNITS}"),
    ("vague.past", "vague", "PAST FUTURE PRESENT NEAR", "THE{ref (?:PAST|(?:NEAR)?FUTURE|PRESENT|NEAR TERM)}(?![^,.)-])"),
    ("vague.in_the_past", "vague", "PAST", "(?<=IN){ref THE PAST}"),
    ("vague.history", "vague_history", "FORMER FUTURE", "{ref FORMER|FUTURE}"),
    ("vague.modern", "vague_modern", "PRESENT MODERN", "(?:PRESENT|MODERN)DASH?{unit UNIT}"),
    ("vague.present", "vague", "PRESENT", "(?<=AT){ref PRESENT}"),
    # "the third quarter of 1984", "third-quarter", "the fiscal first quarter", "Q3 2025", "2025 Q3"
    ("quarter.nth", "quarter", "UNIT", "PART THE?FISCAL?{nth ORDWORD|ORDNUM|LAST|FINAL}DASH?FISCAL?{unit UNIT}OFYEAR"),
    ("quarter.year_nth", "quarter", "UNIT", "THE?FISCAL?{year YEARX}FISCAL?{nth ORDWORD|ORDNUM}DASH?{unit UNIT}"),
    ("cycle.year_ago_length", "length", "AGO EARLIER", "THE?UNIT DASH(?:AGO|EARLIER){count NUM}{unit UNITS}"),
    ("quarter.period", "period", "PERIOD", "THE(?:LATEST|{year YEARNUM})PERIOD"),
    ("quarter.q", "quarter", "LETTERQ", "{nth LETTERQ DAYNUM}(?:OF|COMMA)?{year YEARX}?"),
    ("quarter.year_q", "quarter", "LETTERQ", "{year YEARNUM}{nth LETTERQ DAYNUM}"),
    # "the first half of 2026", "the latter half of the year", "the last half of the '80s"
    ("half.of", "half", "HALF", "THE?{nth ORDWORD|LAST|LATTER}HALF OF(?:{decade THE APOS?DECADE}|THE?FISCAL?{year YEARX}|{which WHICH|"
     "THE}{of UNIT})"),
    # "the first two quarters of 1990"
    ("half.quarters", "half", "UNITS", "THE?{nth ORDWORD|LAST|FINAL}{two NUMWORD}{units UNITS}OF(?:FISCAL UNIT?)?{year YEARX}"),
    # "H1 2026"
    ("half.h", "half", "LETTERH", "{nth LETTERH DAYNUM}(?:OF|COMMA)?{year YEARX}"),
    # "the 2025-26 fiscal year", "fiscal 1990", "fiscal year 2025-26", "FY2026"
    ("fiscal.span", "fiscal", "FISCAL FY", "(?:THE?{y1 YEARNUM}(?:DASH|SLASH){y2 YEARNUM|INT|DAYNUM}FISCAL UNIT|FISCAL UNIT?{y3 YEARNUM}"
     "(?:DASH|SLASH){y4 YEARNUM|INT|DAYNUM}"
     "|FY{y5 YEARNUM}(?:DASH|SLASH){y6 YEARNUM|INT|DAYNUM})"),
    ("fiscal.year", "fiscal", "FISCAL FY", "(?:THE?FISCAL UNIT?{year YEARNUM}|FY APOS?{y3 YEARNUM|DAYNUM|INT}|THE?{y1 YEARNUM}"
     "FISCAL UNIT)"),
    # "spring 2026", "the summer of 1916", "early summer of 1943"; "the winter"
    ("season.year", "season", "SEASON", "PART THE?(?:{season SEASON}(?:OF|COMMA)?(?:{year YEARX}(?:(?:DASH|SLASH)(?:DAYNUM|INT))?"
     "|{which WHICH}{of UNIT})|{year2 YEARNUM}"
     "{season2 SEASON})"),
    ("season.bare", "season", "SEASON", "PART THE?{season SEASON}"),
    # "the 1990s", "the early 1980s", "the '80s", "the 1980's", "the late seventies"
    ("decade.digits", "decade", "DECADE", "PART THE?APOS?{decade DECADE}{bc BC}?"),
    ("decade.apostrophe", "decade", "YEARNUM", "PART THE?{decade YEARNUM}APOS LETTERS"),
    ("decade.word", "decade", "EIGHTIES", "PART THE{decade EIGHTIES}"),
    # "the 20th century", "eighteenth-century", "the middle of the 9th century BC"
    ("century.nth", "century", "ORDNUM ORDWORD", "PART THE?(?:EARLY|LATE|MID)?DASH?(?:{tens NUMWORD}DASH)?{nth ORDNUM|ORDWORD}DASH?"
     "{unit UNIT}{bc BC|LETTERB DOT LETTERC DOT?}?"),
    ("era.year", "era", "ERA", "{era ERA}{nth DAYNUM}"),
    # "2:30 p.m.", "0900 GMT", "4 in the morning", "noon", "seven o'clock", "19:00"
    ("clock.colon", "clock", "CLOCK", "{clock CLOCK}CLOCKWORD?{ampm AMPMX}?{zone ZONEX}?"),
    ("clock.hour", "clock", "AMPM LETTERM", "{clock DAYNUM|NUMWORD|DECIMAL}{ampm AMPMX}{zone ZONEX}?"),
    ("clock.military", "clock", "ZONE", "{clock INT|YEARNUM}CLOCKWORD?{zone ZONEX}"),
    ("clock.oclock", "clock", "CLOCKWORD", "{clock DAYNUM|NUMWORD}OCLOCK APOS CLOCKWORD(?:IN THE{ampm DAYPART})?"),
    ("clock.in_the_morning", "clock", "DAYPART", "{clock DAYNUM|NUMWORD|CLOCK}(?:IN THE|AT){ampm DAYPART}"),
    ("clock.noon", "clock", "NOON", "{clock NOON}{zone ZONEX}?"),
    ("clock.daypart", "daypart", "DAYPART", "PART{the THE|IN THE}?{daypart DAYPART}"),
)  # fmt: skip


@cache
def rules() -> tuple[Rule, ...]:
    """The compiled rules in order."""
    return tuple(Rule(f"time.{id_}", _letters_of(needs), _compile(pattern), build) for id_, build, needs, pattern in RULES)


@cache
def triggers() -> re.Pattern[str]:
    """Matches where a string of types holds anything that some rule, or a holiday's name, can begin from."""
    names = "MONTH MONTHABBR NINETEEN WEEKDAY WEEKDAYS YEARNUM BC LETTERB ORDNUM DOTDATE DEICTIC TONIGHT UNIT UNITS "
    names += "SEASON DAYPART DAYPARTS NOON CLOCK DECADE YEARLY NOW VAGUE CURRENT RECENT "
    names += "TIME THOUSAND LETTERH TIMES THESE AGED "
    names += "FUTURE PRESENT PAST PERIOD MODERN FISCAL FY LETTERQ EIGHTIES ERA ZONE AMPM CLOCKWORD SLASH HOLIDAY FORMER LETTERM"
    return re.compile(f"[{re.escape(_letters_of(names))}]")


def _letters_of(names: str) -> str:
    return "".join(letters()[name] for name in names.split())


def _compile(pattern: str) -> re.Pattern[str]:
    """The regular expression over type letters: macros filled in, ``{name ...}`` made a named group, blanks left out."""
    for _ in range(4):  # macros hold macros, at most this deep
        pattern = re.sub(r"[A-Z]{2,}", lambda m: MACROS.get(m[0], m[0]), pattern)
    pattern = re.sub(r"\{([a-z]+\d?) ", r"(?P<\1>", pattern)
    pattern = re.sub(r"\}(?!\d)", ")", re.sub(r"\{(\d,\d)\}", r"«\1»", pattern))
    pattern = pattern.replace("«", "{").replace("»", "}").replace("(?P", "(?p")
    pattern = re.sub(r"[A-Z]+", lambda m: re.escape(letters()[m[0]]), pattern)
    return re.compile(pattern.replace(" ", "").replace("(?p", "(?P"))
