"""Numbers as news write them: digits, words, ordinals, fractions, two-digit years."""

from __future__ import annotations

from briefgen.annotate.time.tokens import value_of

MOST = 1e9  # more of any unit than there are of days since the earth was made counts nothing here


def count_of(words: list[str]) -> float | None:
    """The number that the words give: "five" 5, "2 1/2" 2.5, "two and a half" 2.5, "a" 1, "twenty-one" 21; None for "a few"."""
    rest = [word for word in words if word not in ("-", "and", "of")]
    if rest in (["a"], ["an"]):
        return 1
    if rest[-1:] == ["half"]:
        head = [word for word in rest[:-1] if word != "a"]
        return (count_of(head) or 0) + 0.5 if head else 0.5
    if "/" in rest:
        cut = rest.index("/")
        whole = float(rest[0].replace(",", "")) if cut == 2 else 0.0
        return whole + float(rest[cut - 1]) / float(rest[cut + 1])
    total = 0.0
    for word in rest:
        text = word.replace(",", "") if word[0].isdigit() else value_of(word)
        try:
            number = float(text)
        except ValueError:
            return None
        if number > MOST:
            return None
        total = total * 100 if number == 100 and total else total + number
    return total


def ordinal_of(word: str) -> int:
    """For "23rd" and "23" are 23, "second" is 2."""
    digits = "".join(c for c in word if c.isdigit())
    return int(digits) if digits else int(value_of(word))


def two_digit_year(number: int) -> int:
    """For "'99" is 1999, "'25" is 2025: the century that puts it before 2050."""
    return 1900 + number if number >= 50 else 2000 + number
