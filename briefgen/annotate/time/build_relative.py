"""Builders of steps and times of day: "last year", "two weeks ago", "the day after tomorrow", "noon"."""

from __future__ import annotations

from briefgen.annotate.time.build_lengths import length_value, modifier_of
from briefgen.annotate.time.meaning import Found, Meaning
from briefgen.annotate.time.numerals import count_of
from briefgen.annotate.time.parts import FROM_TEXT, STEPS, Parts
from briefgen.annotate.time.tokens import letters, value_of


def deictic(parts: Parts) -> list[Found]:
    """For "today", "late yesterday", "tomorrow night"."""
    clock = value_of(parts.word("daypart")) if parts.word("daypart") else ""
    return parts.found(Meaning("cycle", unit="day", step=int(value_of(parts.word("day"))), part=parts.part, clock=clock))


def tonight(parts: Parts) -> list[Found]:
    """For "tonight", "overnight"."""
    return parts.found(Meaning("cycle", unit="day", part=parts.part, clock="NI"))


def cycle(parts: Parts) -> list[Found]:
    """For "last year", "the previous April", "this past spring", "next Tuesday morning", "that night"."""
    if _is_conjunction(parts):
        return []
    which = parts.words("which")[-1]
    name, kind = parts.word("unit"), parts.tokens.types[parts.span("unit")[0]]  # type: ignore[index]  # the part is never absent
    of = {letter: type_ for type_, letter in letters().items()}[kind]
    clock = value_of(parts.word("daypart")) if parts.word("daypart") else ""
    anchor = "last" if which in FROM_TEXT else "published"
    unit = value_of(name)
    if of == "UNIT" and which == "past" and "this" not in parts.words("which") and unit not in ("week", "weekend"):
        return parts.found(Meaning("length", value=length_value(1, unit)))
    if of == "UNIT" and unit in ("second", "minute", "hour"):
        return []
    if of == "DAYPART":
        step = STEPS[which]
        return parts.found(
            Meaning(
                "cycle",
                unit="day",
                step=step,
                part=parts.part,
                clock=unit,
                anchor=anchor if which != "next" or parts.word("part") else "last",
            )
        )
    if of == "UNIT" and unit == "day" and which == "next":
        anchor = "last"
    if of == "UNIT" and which == "latest":
        anchor = "reported"
    label = {"SEASON": "season:", "MONTH": "month:", "WEEKDAY": "weekday:"}.get(of, "")
    return parts.found(Meaning("cycle", unit=label + unit, step=STEPS[which], part=parts.part, clock=clock, anchor=anchor))


def _is_conjunction(parts: Parts) -> bool:
    """Whether "that" only leads in a clause: "a chance that | Saturday's vote will fail"; then the weekday or month stands alone."""
    unit = parts.span("unit")
    assert unit is not None
    is_name = parts.tokens.types[unit[0]] in (letters()["WEEKDAY"], letters()["MONTH"])
    return is_name and parts.words("which") == ["that"] and parts.tokens.word(parts.match.end()) == "'"


def the_unit(parts: Parts) -> list[Found]:
    """For "the year", "the quarter", "the end of the month", "the weekend", never "the day"."""
    unit = value_of(parts.word("unit"))
    if unit in ("second", "minute", "hour", "day", "fortnight", "millennium", "century", "decade") and not (parts.part and unit != "day"):
        return []
    if parts.tokens.types[parts.match.end() : parts.match.end() + 1] == letters()["OF"] and unit != "quarter":
        return []
    return parts.found(Meaning("cycle", unit=unit, part=parts.part, anchor="reported" if unit == "quarter" else "narrated"))


def told(parts: Parts) -> list[Found]:
    """For "at the same time", "during that period"; "by this time" is the present of the telling and names no date."""
    if parts.tokens.word(parts.match.start()) in ("this", "the") and parts.match.end() - parts.match.start() == 2:
        return parts.found(Meaning("vague", value="PRESENT_REF", vague=True))
    return parts.found(Meaning("told"))


def unit_end(parts: Parts) -> list[Found]:
    """For "year's end", "month-end"."""
    unit = value_of(parts.word("unit"))
    if unit not in ("year", "month", "week", "quarter", "decade", "century"):
        return []
    return parts.found(Meaning("cycle", unit=unit, part="CLOSE", anchor="narrated"))


def year_ago(parts: Parts) -> list[Found]:
    """For "the year-ago quarter", "the year-earlier period"."""
    unit = value_of(parts.word("unit"))
    if unit not in ("year", "month", "week", "quarter") or not (parts.word("of") or parts.tokens.types[parts.span("unit")[1]] == "-"):  # type: ignore[index]
        return []
    attribute = not parts.word("of") and parts.tokens.word(parts.match.start()) in ("a", "the")  # "a | year-earlier loss"
    return parts.found(
        Meaning("shift", number=1, unit=unit, step=-1, anchor="reported", value=value_of(parts.word("of")) if parts.word("of") else ""),
        skip=attribute,
    )


def shift(parts: Parts) -> list[Found]:
    """For "two years ago", "a few days later"; a vague count gives no number."""
    word = parts.word("dir") or parts.word("dir2")
    step = -1 if word in ("ago", "earlier", "before", "beforehand") else 1
    number = count_of(parts.words("count")) if parts.words("count") else None
    if parts.words("count")[:1] == ["half"]:
        number = 0.5
    if parts.rule.endswith("the_unit"):
        number = 1
    anchor = "published" if word in ("ago", "from", "hence") else "last"
    unit = value_of(parts.word("unit"))
    return parts.found(
        Meaning(
            "shift",
            number=number,
            unit=unit,
            step=step,
            anchor=anchor,
            vague=number is None,
            mod=modifier_of(parts.words("about")),
            value="after" if parts.rule.endswith("the_unit") else word,
        )
    )


def shift_from(parts: Parts) -> list[Found]:
    """For "a week from Monday", "the day after tomorrow"."""
    number = count_of(parts.words("count")) if parts.words("count") else 1
    unit, word = value_of(parts.word("unit")), parts.word("from")
    if number is None or unit in ("second", "minute", "hour") or (not parts.words("count") and unit != "day"):
        return []
    step = -1 if parts.word("dir") == "before" else 1
    kind = value_of(word)
    last = "last" in parts.words("dir") or parts.tokens.word(parts.span("from")[0] - 1) == "last"  # type: ignore[index]
    inner = (
        Meaning("cycle", unit="day", step=int(kind)) if word in ("today", "yesterday", "tomorrow") else Meaning("date", weekday=int(kind))
    )
    if last:
        inner = Meaning("cycle", unit=f"weekday:{kind}", step=-1)
    return parts.found(Meaning("from_day", number=number * step, unit=unit, ends=(inner, inner)))


def clock(parts: Parts) -> list[Found]:
    """For "2:30 p.m.", "0900 GMT", "4 in the morning", "noon"."""
    word, half_ = parts.word("clock"), parts.words("ampm")
    zone = next((value_of(w) for w in parts.words("zone") if w.isalpha()), None)
    name = next((w.upper() for w in parts.words("zone") if w.isalpha()), None)
    text = value_of(word) if word[0].isalpha() else word
    if len(text) in (3, 4) and text.isdigit():
        text = f"{int(text) // 100}:{int(text) % 100:02d}"
    hours, _, minutes = text.replace(".", ":").partition(":")
    hour, minute = int(hours), int(minutes[:2] or 0)
    if half_:
        if hour > 12 and half_[0][0] in "ap":
            return []
        if (half_[0][0] == "p" or value_of(half_[0]) in ("AF", "EV", "NI")) and hour < 12:
            hour += 12
        elif half_[0][0] == "a" and hour == 12:
            hour = 0
    if hour > 24 or minute > 59:
        return []
    suffix = "Z" if zone == "Z" else ""
    if zone == "Z" and len(parts.words("zone")) > 2:
        sign, offset = parts.words("zone")[1:3]
        behind = "-" if sign != "+" else "+"
        ahead, _, rest = offset.partition(":") if ":" in offset or len(offset) < 3 else (offset[:-2], "", offset[-2:])
        suffix, name = f"{behind}{int(ahead):02d}:{int(rest or 0):02d}", f"{name}{behind}{offset}"
    return parts.found(Meaning("clock", clock=f"{hour:02d}:{minute:02d}{suffix}", zone=name))


def daypart(parts: Parts) -> list[Found]:
    """For "the morning", "in the afternoon"; alone "night" says nothing that a calendar could use."""
    name, match = value_of(parts.word("daypart")), parts.match
    if "the" not in [word.lower() for word in parts.tokens.words[match.start() : match.end()]]:
        return parts.found(Meaning("vague", value=f"XXXX-XX-XXT{name}", vague=True)) if name in ("NI", "DT") else []
    if parts.words("the")[:1] == ["in"]:
        return []
    return parts.found(Meaning("clock", clock=value_of(parts.word("daypart")), part=parts.part, vague=True))
