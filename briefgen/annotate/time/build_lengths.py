"""Builders of lengths, repetitions and vague references: "two weeks", "every Monday", "recently"."""

from __future__ import annotations

from briefgen.annotate.time.meaning import Found, Meaning
from briefgen.annotate.time.numerals import count_of
from briefgen.annotate.time.parts import Parts
from briefgen.annotate.time.tokens import letters, value_of

CODES = {"second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "month": "M", "year": "Y", "quarter": "Q", "decade": "E",
         "century": "C", "weekend": "WE", "fortnight": "W", "millennium": "L"}  # fmt: skip
PARTS_OF = {"first": "START", "last": "END", "final": "END"}  # "the first nine months of 1915"
LESS = frozenset("nearly almost under".split())


def length(parts: Parts) -> list[Found]:
    """For "two weeks", "the first nine months", "recent years", "month-long"."""
    unit = value_of(parts.word("unit") or parts.word("unit2"))
    words = parts.words("count")
    number: float | None = (
        1 if not words and parts.word("rel") == "past" and parts.rule == "time.length.past" else count_of(words) if words else None
    )
    if parts.word("long"):
        number = 1 if not parts.word("unit").endswith("s") else None
    if "couple" in words:
        number = 2
    if words[:1] == ["half"] or words[1:2] == ["half"]:
        number = 0.5
    if words and number is None and words[0] not in ("a", "few", "several", "couple", "many", "numerous", "some"):
        return []
    if parts.words("half"):
        number = (number or 1) + 0.5
    mod = modifier_of(parts.words("about")) or modifier_of(parts.words("about2"))
    part = PARTS_OF.get(parts.word("rel"), "")
    meaning = Meaning("length", value=length_value(number, unit), mod=mod, number=number, unit=unit, vague=number is None, part=part)
    return parts.found(meaning, skip=_is_article_alone(parts))


def _is_article_alone(parts: Parts) -> bool:
    """Whether the article belongs to the noun that the length describes: "a | year-long trial", "the | Seven Days Battles"."""
    words = parts.tokens.words[parts.match.start() : parts.match.end()]
    if words[0].lower() in ("a", "an"):
        return words[-1] == "long" and len(words) > 3
    return words[0] == "the" and words[-1].istitle() and parts.is_attribute


def aged(parts: Parts) -> list[Found]:
    """For "aged 55": a length of years."""
    number = count_of(parts.words("count"))
    return parts.found(Meaning("length", value=length_value(number, "year"), number=number, unit="year")) if number else []


def length_value(number: float | None, unit: str) -> str:
    """For "P2Y", "PT5H30M", "PXD"; a fortnight is two weeks, half a year six months."""
    code, time = CODES[unit], "T" if unit in ("second", "minute", "hour") else ""
    if number is None:
        return f"P{time}X{code}"
    if unit == "fortnight":
        number *= 2
    if number != int(number):
        whole, rest = int(number), number - int(number)
        smaller = {"year": ("M", 12), "hour": ("M", 60), "minute": ("S", 60), "day": ("T", 24)}.get(unit)
        if smaller and unit != "day" and rest * smaller[1] == int(rest * smaller[1]):
            return f"P{time}{f'{whole}{code}' if whole else ''}{int(rest * smaller[1])}{smaller[0]}"
        return f"P{time}{number:g}{code}"
    return f"P{time}{int(number)}{code}"


def modifier_of(words: list[str]) -> str | None:
    """The TIMEX3 modifier of "about", "nearly", "more than", "at least" and their like."""
    text = " ".join(words)
    if not text or text in ("just", "only", "barely"):
        return None
    if text in ("over", "more than"):
        return "MORE_THAN"
    if text in LESS or text in ("less than", "fewer than"):
        return "LESS_THAN"
    if text in ("at least", "no less than", "no fewer than"):
        return "EQUAL_OR_MORE"
    if text in ("at most", "no more than", "up to"):
        return "EQUAL_OR_LESS"
    return "APPROX"


def repeat(parts: Parts) -> list[Found]:
    """For "every day", "every two years", "each Thursday", "per month", "Tuesday nights"."""
    span = parts.span("unit") or parts.span("unit2")
    assert span is not None
    kind = {letter: type_ for type_, letter in letters().items()}[parts.tokens.types[span[0]]]
    value = value_of(parts.word("unit") or parts.word("unit2"))
    night = "T" + value_of(parts.word("daypart")) if parts.word("daypart") else ""
    if kind in ("UNIT", "UNITS"):
        other = parts.words("other")
        number = 2.0 if other == ["other"] else (count_of(other) or 1 if other else 1)
        return parts.found(Meaning("repeat", value=length_value(number, value)))
    if kind in ("WEEKDAY", "WEEKDAYS"):
        return parts.found(Meaning("repeat", value=f"XXXX-WXX-{int(value) + 1}{night}"))
    if kind == "DAYPART":
        return parts.found(Meaning("repeat", value=f"XXXX-XX-XXT{value}"))
    return parts.found(Meaning("repeat", value=f"XXXX-{value}" if kind == "SEASON" else f"XXXX-{int(value):02d}"))


def repeat_word(parts: Parts) -> list[Found]:
    """For "daily", "annually"."""
    return parts.found(Meaning("repeat", value=value_of(parts.word("word"))))


def vague(parts: Parts) -> list[Found]:
    """For "now", "recently", "the near future"."""
    words = parts.words("ref")
    if words[0] == "these":
        return parts.found(Meaning("vague", value="PRESENT_REF")) if words[-1] == "days" else []
    if words[-1] in ("now", "current", "currently", "nowadays", "presently", "present", "moment"):
        return parts.found(Meaning("vague", value="PRESENT_REF"))
    return parts.found(Meaning("vague", value="FUTURE_REF" if words[-1] in ("future", "term") else "PAST_REF"))


def vague_history(parts: Parts) -> list[Found]:
    """For "the former emperor", "future wars": dates only where a history is told."""
    return parts.found(Meaning("vague", value="PAST_REF" if parts.word("ref") == "former" else "FUTURE_REF", vague=True))


def vague_modern(parts: Parts) -> list[Found]:
    """For "present-day", "modern day"."""
    return parts.found(Meaning("vague", value="PRESENT_REF")) if value_of(parts.word("unit")) == "day" else []
