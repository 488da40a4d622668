"""Refusals: what looks like a time and is a name, a number, a score or a verb."""

from __future__ import annotations

from functools import cache

from briefgen.annotate.time.meaning import Found
from briefgen.annotate.time.tokens import OTHER, Tokens, letters
from briefgen.lexicon import load_mapping

NAMES = frozenset("may march april june august jan".split())  # months that are words or given names too
BEFORE_MONTH = frozenset(
    "in by since until till of last next this from to through during for and before after late early mid between or throughout on around "
    "about past the previous following each every that ended ending as".split()
)  # fmt: skip


def is_refused(found: Found, tokens: Tokens) -> bool:
    """Whether the context says that the words are no time expression."""
    meaning, kind = found.meaning, found.rule
    if kind in ("time.date.month", "time.date.month_year", "time.date.month_of_year"):
        return _is_name(found, tokens)
    if meaning.kind == "date" and meaning.year and not meaning.month and kind == "time.date.year":
        return _is_number(found, tokens)
    if kind == "time.range.years":
        return _is_number(found, tokens) or _touches_more(found, tokens)
    if meaning.kind == "date" and meaning.day and meaning.month:
        return _touches_more(found, tokens)
    if meaning.kind == "date" and meaning.weekday is not None:
        return _is_compound_name(found, tokens)
    if meaning.kind == "length":
        return _is_no_length(found, tokens)
    if kind.startswith("time.vague") and tokens.words[found.end - 1].istitle() and found.end - found.start > 1 and found.start > 0:
        return True  # "Fostering the Future Together" is a name
    if kind == "time.vague.now" and tokens.word(found.start) == "recent" and tokens.word(found.start - 1) in ("a", "an"):
        return True
    if meaning.kind == "vague" or kind == "time.date.deictic":
        return (tokens.types[found.start - 1 : found.start] == "-" and found.start > 0) or tokens.types[found.end : found.end + 1] == "-"
    if meaning.kind == "repeat":
        return _is_title_word(found, tokens)
    if kind == "time.clock.noon" and tokens.word(found.start - 1) == "high":
        return True
    if (
        kind == "time.cycle.the_unit"
        and _raw(tokens, found.end) == "-"
        and tokens.touches(found.end)
        and tokens.word(found.end + 1) in ("to", "on", "over")
    ):
        return True  # "the quarter-to-quarter comparison"
    if kind == "time.cycle.unit" and found.start > 0 and all(word.istitle() for word in tokens.words[found.start : found.end]):
        return tokens.word(found.start - 1) in ('"', "'", "on")  # the broadcast "This Week"
    if kind.startswith("time.clock"):
        return _touches_more(found, tokens)
    return False


def _raw(tokens: Tokens, at: int) -> str:
    return tokens.words[at] if 0 <= at < len(tokens.words) else ""


def _is_name(found: Found, tokens: Tokens) -> bool:
    """For "Theresa May", "April Smith", "Mar-a-Lago", "Jan de Vries"; but "in May", "May's jobless rate" after "in" only."""
    meaning = found.meaning
    before, after = _raw(tokens, found.start - 1), _raw(tokens, found.end)
    at = next(n for n in range(found.start, found.end) if tokens.types[n] in (letters()["MONTH"], letters()["MONTHABBR"]))
    word = tokens.word(at)
    if after == "-" and not (
        (before.lower() in BEFORE_MONTH and tokens.types[at] == letters()["MONTH"] and _raw(tokens, found.end + 1).lower() != "a")
        or _raw(tokens, found.end + 1).istitle()
        or _raw(tokens, found.end + 1)[:1].isdigit()
        or tokens.types[found.end + 1 : found.end + 2] != OTHER
    ):
        return True
    if after == "-" and _raw(tokens, found.end + 1).lower() == "a":
        return True
    if meaning.year or meaning.part or meaning.kind == "month_of":
        return False
    if len(word) <= 4 and word not in ("may", "june", "july") and _raw(tokens, at + 1) != "." and before.lower() not in BEFORE_MONTH:
        return True
    if _is_attribute(found, tokens):
        return False
    if word not in NAMES:
        return (
            before[:1].isupper() and before.isalpha() and after[:1].isupper() and after.isalpha() and tokens.types[found.start - 1] == OTHER
        )
    if before.lower() not in BEFORE_MONTH:
        to_month = after == "-" and tokens.types[found.end + 1 : found.end + 2] == letters()["MONTH"]
        return not (before in ("", "(", '"', ":", "-") and (to_month or (after in (":", ")", "-") and word != "may")))
    if word == "march" and before.lower() in ("the", "on", "to", "of", "this", "that", "each", "every", "for") and not after[:1].isupper():
        return before.lower() not in ("of", "for", "to", "this") or before == "the"
    return (
        after[:1].isupper()
        and after.isalpha()
        and before.lower() in ("of", "to", "for", "and", "from", "by", "with")
        and tokens.types[found.end] == OTHER
    )


def _is_attribute(found: Found, tokens: Tokens) -> bool:
    """Whether the month stands before a noun: "the May summit", "a March operation", "the costly August battles"."""
    after = _raw(tokens, found.end)
    if not (after.islower() and after.isalpha() and len(after) > 3 and after not in NO_NOUNS and found.meaning.kind == "date"):
        return False
    return tokens.word(found.start - 1) in ARTICLES or (
        tokens.word(found.start - 2) in ARTICLES and _raw(tokens, found.start - 1).islower()
    )


ARTICLES = frozenset("a an the its their his her".split())
NO_NOUNS = frozenset("on in at and or to of for with by from is was has had will as".split())
YEAR_PREPOSITIONS = frozenset(
    "in of since by from to until till during the early late mid before after through throughout between and or for that this around about "
    "circa fiscal year month summer spring autumn fall winter beginning end as than its his their back post pre where on at with under a "
    "( ) - / ' & , : ; .".split()
)  # fmt: skip


def _is_number(found: Found, tokens: Tokens) -> bool:
    """For "Resolution 1973", "flight 1549", "$2000", "1,200 troops", "2030 people", "1500 GMT", "+1 2024"."""
    before, after = _raw(tokens, found.start - 1), _raw(tokens, found.end)
    if _touches_more(found, tokens):
        return True
    if found.meaning.part or (found.meaning.year is not None and found.meaning.year < 0):
        return False
    low = before.lower()
    if low in _kinds("number"):
        return True
    if after in ("%", "°") or after.lower() in _kinds("counted"):
        return True
    year = found.meaning.year if found.meaning.year is not None else (found.meaning.ends[0].year if found.meaning.ends else 0) or 0
    if "'" in tokens.words[found.start : found.end]:
        return low not in YEAR_PREPOSITIONS or not low.isalpha()
    stated = low in (
        "in",
        "since",
        "of",
        "during",
        "until",
        "(",
        "from",
        "by",
        "year",
        "fiscal",
        "early",
        "late",
        "throughout",
        "between",
        "before",
        "after",
    )
    if not 1900 <= year <= 2059:
        if found.rule == "time.range.years" and all(len(tokens.words[n]) == 4 for n in (found.start, found.end - 1)):
            return False
        if year >= 1600 and (low in ("the", "as") or (low in ("for", "and", ",") and not after[:1].isalpha())):
            return False
        return not (stated or (low in ("the", "to", "and", "-", "around", "about") and not after[:1].islower()) or found.start == 0)
    if stated or not after or not after[0].isalpha():
        return not (stated or low in YEAR_PREPOSITIONS or before[:1].isalpha() or found.start == 0)
    if (
        after.islower()
        and after.endswith("s")
        and after not in ("is", "was", "as", "has", "its", "this", "does")
        and low not in ("the", "its", "that", "this", "their", "his")
    ):
        return low not in ("and", "to", "-")
    return (
        before[:1].isupper()
        and tokens.types[found.start - 1] == OTHER
        and not before.isupper()
        and low not in YEAR_PREPOSITIONS
        and after.islower()
        and after not in _short()
    )


@cache
def _short() -> frozenset[str]:
    return frozenset("and or in on at to by for from with was were is are has had when the that which who as after before".split())


@cache
def _kinds(kind: str) -> frozenset[str]:
    """Words of ``time_refused.tsv``: ``number`` stand before a number that is no year, ``counted`` after one, ``after_length`` ..."""
    return frozenset(word for word, value in load_mapping("time_refused").items() if value == kind)


def _touches_more(found: Found, tokens: Tokens) -> bool:
    """Whether a sign or a letter clings to the number: "$1990", "A1990", "1990.5", "787-9", "+91 11", "3-2-1990", "#1990"."""
    start, end = found.start, found.end
    before, after = _raw(tokens, start - 1), _raw(tokens, end)
    if start and tokens.touches(start) and tokens.words[start][0].isdigit() and (before in "$€£¥#+*=@_%" or before.isalnum()):
        return True
    if start > 1 and before in "-/" and tokens.touches(start) and tokens.touches(start - 1) and tokens.words[start][0].isdigit():
        prior = _raw(tokens, start - 2)
        if (prior[-1:].isdigit() and len(prior) < 4) or (prior.isupper() and len(prior) <= 3):
            return True
    if start > 1 and before == "," and tokens.touches(start) and tokens.touches(start - 1) and _raw(tokens, start - 2)[-1:].isdigit():
        return True  # "resize=2048,2045"
    if before and before in "$€£¥#" and tokens.words[start][0].isdigit():
        return True
    if end < len(tokens.words) and tokens.touches(end) and tokens.words[end - 1][-1].isdigit():
        if after.isalpha() and after.lower() not in ("s", "am", "pm"):
            return True
        nxt = _raw(tokens, end + 1)
        return (
            after in "%°_"
            or (after in "/+" and nxt[:1].isdigit())
            or (after == "-" and nxt[:1].isdigit() and tokens.touches(end + 1) and len(nxt) != 4 and len(nxt) > 2)
        )
    return False


def _is_compound_name(found: Found, tokens: Tokens) -> bool:
    """For "Black Friday", "Ruby Tuesday", "the Sunday Times": a weekday in a name."""
    after = tokens.word(found.end)
    before = tokens.word(found.start - 1)
    return (after in _kinds("after_weekday") and _raw(tokens, found.end)[:1].isupper()) or before in _kinds("before_weekday")


def _is_no_length(found: Found, tokens: Tokens) -> bool:
    """A length that says nothing: "a day" of "one of the days", "a second round", "$5 a share a year", "6-year-old"."""
    meaning = found.meaning
    before, after, first = tokens.word(found.start - 1), tokens.word(found.end), tokens.word(found.start)
    if after == "-" and tokens.word(found.end + 1) in ("old", "olds"):
        return True
    if after == "old" and tokens.types[found.end - 1 : found.end] == "-":
        return True
    last = tokens.word(found.end - 1)
    if found.rule == "time.length.units" and last == "quarters" and found.end - found.start == 1:
        return True
    if last == "hours" and before == "early":
        return True
    if tokens.words[found.end - 1] in ("Minutes", "Hours") and found.start > 0:
        return True  # the broadcast "60 Minutes"
    if last in ("second", "weekend"):
        return True
    if (
        last in ("quarter", "quarters")
        and not meaning.vague
        and (after in ("of", "point") or first not in ("the", "last", "past", "next", "two", "four", "first"))
    ):
        return True
    if first in ("a", "an") and found.end - found.start == 2:
        return before not in _kinds("before_length") and after not in ("after", "before", "to", "in", "later", "or")
    if found.rule == "time.length.units" and found.end - found.start == 1:
        return (
            last in ("minutes", "seconds")
            or (before == "for" and last in ("weeks", "months", "years", "decades", "centuries"))
            or before in ("two", "of", "these", "those", "all", "my", "your", "no", "-", "working", "school", "business")
            or after == "-"
        )
    return (
        first == "one"
        and last == "day"
        and tokens.word(found.start + 1) != "-"
        and after not in (",", ".", "after", "of", "in", "to", "before", "ahead", "-")
    )


def _is_title_word(found: Found, tokens: Tokens) -> bool:
    """For "the Daily Telegraph", "the Weekly Standard", "the daily Granma", "an annual rate"."""
    word, after = _raw(tokens, found.start), _raw(tokens, found.end)
    if word == "annually" and {"%", "percent"} & {tokens.word(found.start - n) for n in (1, 2)}:
        return True  # "rose 8.5% annually" is a rate
    if found.rule == "time.repeat.word" and ((word in ("daily", "weekly") and after.istitle()) or after in ("rate", "rates")):
        return True
    return found.rule == "time.repeat.word" and word.istitle() and found.start > 0 and _raw(tokens, found.end).istitle()
