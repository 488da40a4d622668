"""Names: runs of capitals that the text itself shows to be people, by a title, an office, an apposition or a reporting verb."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache

from briefgen.annotate.people.roles import COURTESY, Office, is_head, is_modifier, is_place, is_title, read_after, read_before, titles
from briefgen.annotate.people.tokens import PARTICLES, Tokens, given_names, months, place_words
from briefgen.lexicon import load_mapping, load_table, load_words

MAX_NAME = 5  # words: "Luiz Inácio Lula da Silva"
SURE = 2  # evidence from which a run is a person
ROYAL = frozenset(
    {
        "king", "queen", "prince", "princess", "baron", "duke", "lord", "lady", "father", "sister", "brother", "pope", "sheikh",
        "sultan", "emir"
    }
)  # fmt: skip
"""Titles that are as often a surname: "Martin Luther King", "Sasha Baron Cohen"."""
SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "V"})
SURNAMES_TOO = frozenset(
    {
        "Hill", "Park", "Field", "Sun", "Day", "West", "North", "Moon", "Price", "Street", "Lake", "Church", "Rivers", "Cross",
        "Ward", "Mill", "Marine", "Drive", "Wood"
    }
)  # fmt: skip
"""Words of places that are as often a surname."""
OPEN_MARKS = frozenset("\"“‘'(")
CLOSE_MARKS = frozenset("\"”’')")


@dataclass(slots=True)
class Mention:
    """One run that may name a person: its tokens without titles, the office beside it, how much speaks for a person."""

    first: int
    end: int
    words: tuple[str, ...]
    office: Office | None = None
    after: Office | None = None
    gender: str | None = None
    score: int = 0
    opens: bool = False


@cache
def bodies() -> frozenset[str]:
    """Words of organisations, buildings, works and agreements."""
    return load_words("organisations")


@cache
def speaking() -> frozenset[str]:
    """Forms of verbs that only people and bodies do: those of the kinds say and tell, and the commonest of the others."""
    forms = {form for row in load_table("cues") if row[1] in ("say", "tell") for form in row[2].split("|")}
    return frozenset(forms - load_words("cues_nouns"))


@cache
def common() -> frozenset[str]:
    """Words that begin sentences with a capital and name nobody."""
    return load_words("sentence_openers") | load_words("unnamed") | load_words("plain_verbs")


@cache
def demonyms() -> frozenset[str]:
    """Names of countries and their demonyms of one word: none of them ends a name, where a city's may."""
    return frozenset(
        name for row in load_table("countries") for name in (row[0], *row[1].split("|"), *row[2].split("|")) if name and " " not in name
    )


def find_mentions(tokens: Tokens, first: int, end: int, *, seen_small: Set[str]) -> Iterator[Mention]:
    """The runs of capitals between two tokens that may name people, with the evidence beside each.

    ``seen_small``: the words that the article also writes in lower case.
    """
    i = first
    while i < end:
        if not tokens.is_capital(i):
            i += 1
            continue
        stop = _run_end(tokens, i, end)
        for mention in _read_run(tokens, i, stop, first, seen_small):
            _weigh(tokens, mention, end)
            yield mention
        i = stop


def _run_end(tokens: Tokens, i: int, end: int) -> int:
    """The end of the run that begins at ``i``: capitals, particles between them, a nickname in marks."""
    j = i + 1
    while j < end and j not in tokens.opens:
        word = tokens.words[j]
        if tokens.is_capital(j) or (
            word in PARTICLES and (tokens.is_capital(j + 1) or (tokens.word(j + 1) in PARTICLES and tokens.is_capital(j + 2)))
        ):
            j += 1
        elif word in OPEN_MARKS and tokens.is_capital(j + 1) and tokens.word(j + 2) in CLOSE_MARKS and tokens.is_capital(j + 3):
            j += 3
        else:
            break
    return j


def _read_run(tokens: Tokens, first: int, end: int, floor: int, seen_small: Set[str]) -> Iterator[Mention]:
    """The name in a run: what follows its last title or office, or the run without what stands before a name."""
    start = first
    for k in range(end - 2, first - 1, -1):
        word = tokens.lower[k]
        if (
            is_title(word) and not (word in ROYAL and k > first and not is_title(tokens.lower[k - 1]) and tokens.lower[k - 1] != "first")
        ) or (is_head(word) and word != tokens.words[k] and not (k + 1 < end and tokens.lower[k + 1] in modifiers_only())):
            start = k + 1
            break
    if start == first:
        start = _skip_openers(tokens, first, end, seen_small)
        start = _skip_places(tokens, start, end)
        if tokens.word(first - 1) in ("of", "for") and is_head(tokens.word(first - 2)):
            start = _given_in(tokens, start, end)
    words = tuple(w for w in tokens.words[start:end] if w not in OPEN_MARKS and w not in CLOSE_MARKS)
    quoted = len(words) < end - start
    if quoted:
        words = _without_nickname(tokens, start, end)
    mention = Mention(start, end, words, opens=start in tokens.opens)
    if words and _is_name(tokens, mention, seen_small):
        mention.office = read_before(tokens, start, floor)
        yield mention


@cache
def modifiers_only() -> frozenset[str]:
    """Words that stay part of the office when a capital office stands before them."""
    return frozenset({"general", "elect"})


def _without_nickname(tokens: Tokens, first: int, end: int) -> tuple[str, ...]:
    out: list[str] = []
    i = first
    while i < end:
        if tokens.words[i] in OPEN_MARKS:
            i += 3
            continue
        out.append(tokens.words[i])
        i += 1
    return tuple(out)


def _skip_openers(tokens: Tokens, first: int, end: int, seen_small: Set[str]) -> int:
    i = first
    while i < end - 1 and (
        tokens.lower[i] in common() or (i in tokens.opens and tokens.lower[i] in seen_small and tokens.words[i] not in given_names())
    ):
        i += 1
    return i


def _skip_places(tokens: Tokens, first: int, end: int) -> int:
    """Past a demonym or country before a name: "Canadian Otto Lindgren"."""
    for k in range(min(end - 1, first + 3), first, -1):
        if is_place(tokens.slice(first, k)) and not (k == first + 1 and tokens.words[first] in given_names()):
            return k
    return first


def _given_in(tokens: Tokens, first: int, end: int) -> int:
    """Behind "Minister of": where the name begins, by a given name, else the last two words."""
    for k in range(first, end - 1):
        if tokens.words[k] in given_names():
            return k
    return max(first, end - 2) if end - first > 2 else end


def _is_name(tokens: Tokens, mention: Mention, seen_small: Set[str]) -> bool:
    """Whether the words can be a name at all: none is a body's, a month's, an acronym; places only behind a given name."""
    words = mention.words
    if tokens.word(mention.end) == "/" or tokens.text[max(0, tokens.starts[mention.first] - 1)] == "/":
        return False  # "(Facebook/Ana Torres)", "Ivo Marin/AFP": a credit
    if len(words) > MAX_NAME or len(words[-1]) < 2:
        return False
    given = words[0] in given_names() and len(words) > 1
    titled = is_title(tokens.word(mention.first - 1))
    if len(words) == 1 and len(words[0]) == 2 and words[0].isupper():
        return False
    if not all(_fits(word, given=given, titled=titled) for word in words):
        return False
    whole = " ".join(words)
    lone_place = len(words) == 1 and whole in place_words() and whole not in load_mapping("figures")  # Khan Yunis, but Khan
    if is_place(whole) or (not given and (lone_place or any(w in demonyms() for w in words))):
        return False
    if all(is_head(w.lower()) or is_modifier(w.lower()) or is_head(w.lower().removesuffix("s")) for w in words):
        return False
    return len(words) > 1 or not (words[0].lower() in seen_small and mention.opens)


def _fits(word: str, *, given: bool, titled: bool) -> bool:
    """Whether a word can be part of a name; ``given``: behind a given name, ``titled``: behind a title ("Ms. May")."""
    low = word.lower()
    if word in bodies():
        return given and word in SURNAMES_TOO
    if low in months() or low in ("may", "will"):
        return (given or titled) and low in ("may", "june", "april", "august", "march", "will")
    if (len(word) > 2 and word.isupper() and word not in SUFFIXES) or any(c.isdigit() or c == "@" for c in word):
        return False
    if ("." in word[1:-1] and len(word) > 5) or _is_camel(word):
        return False
    if word[1:2] == "-" and word[-1] == ".":
        return False  # a party and state: "D-Calif."
    if low in load_words("sentence_openers"):
        return False
    start = low.replace("’", "'").partition("'")
    return given or (low not in common() and not (start[1] and start[0] in common()))


def _is_camel(word: str) -> bool:
    """Whether a capital stands inside a word as in the names of companies: "TransLink", not "McEwan" or "DeBoer"."""
    plain = word.replace("-", " ").replace("'", " ").replace("’", " ").split()
    return any(c.isupper() for part in plain for c in part[1:] if not part.isupper()) and not word.startswith(
        ("Mc", "Mac", "De", "Di", "Du", "La", "Le", "Van", "O", "Fitz", "St", "El", "Al")
    )


def _weigh(tokens: Tokens, mention: Mention, ceiling: int) -> None:
    """Add up what speaks for a person, and note the gender that a title or given name tells."""
    first, end, words = mention.first, mention.end, mention.words
    before = tokens.word(first - 1)
    if mention.office is not None:
        title = tokens.lower[mention.office.end - 1].rstrip(".")
        mention.score += 3 if len(words) > 1 or tokens.is_capital(mention.office.end - 1) else 1
        mention.gender = titles().get(title) or None
        if title in COURTESY:
            mention.score += 1
    if len(words) > 1 and words[0] in given_names():
        mention.score += 2
    mention.gender = mention.gender or (given_names().get(words[0]) or None if len(words) > 1 else None)
    mention.after = read_after(tokens, end, ceiling)
    if mention.after is not None and (mention.after.role or mention.office):
        mention.score += 2
    nxt = tokens.word(end)
    if len(words) == 1 and (nxt in load_words("person_verbs") or before in ("met", "thanked", "hosted", "phoned", "telephoned")):
        mention.score += 2
    if (
        nxt in speaking()
        or (nxt in ("has", "had", "also", "later") and tokens.word(end + 1) in speaking())
        or (
            before in speaking()
            and before not in ("telling", "tell", "told", "assured", "reminded")
            and nxt in (".", ",", "of", "in", "at", "on", "(", "")
        )
    ):
        mention.score += 2
    if nxt == "," and len(words) > 1 and tokens.word(end + 1) in speaking():
        mention.score += 2
    if words[-1] in load_mapping("figures") and (len(words) == 1 or not mention.score):
        mention.score += 2
    if nxt == "," and tokens.word(end + 1) == "who":
        mention.score += 2
    if nxt == "," and tokens.word(end + 1).isdigit() and len(tokens.word(end + 1)) == 2 and tokens.word(end + 2) == ",":
        mention.score += 2
