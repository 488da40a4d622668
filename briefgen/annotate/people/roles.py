"""Offices beside a name: "Indian Foreign Secretary …", "…, India's foreign secretary,", "… of Australia"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from briefgen.annotate.people.tokens import Tokens, given_names, nations, places
from briefgen.lexicon import load_mapping, load_words

MAX_ROLE = 6  # words: "former deputy national security adviser"
MAX_OWNER = 5  # words of a body before its office: "Dockers Local 9 president"
MAX_APPOSITION = 16  # words between the comma and the head of the office
COURTESY = frozenset(
    {
        "mr", "mrs", "ms", "miss", "mme", "dr", "sir", "lord", "lady", "dame", "messrs", "hon", "fr", "father", "sister", "brother"
    }
)  # fmt: skip
ADDRESS = COURTESY | frozenset(
    {"shri", "smt", "shrimati", "honorable", "honourable", "excellency", "h.e", "dato", "datuk", "seri", "tun", "tan"}
)
DETERMINERS = frozenset(
    {
        "the", "a", "an", "his", "her", "its", "their", "our", "my", "one", "another", "this", "that"
    }
)  # fmt: skip
VERBS = frozenset(
    {
        "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might", "did", "does", "do",
        "said", "says"
    }
)  # fmt: skip
SPOKEN = frozenset({"said", "says", "told"})
JOINERS = frozenset({"of", "for", "at", "with", "from", "to", "in"})
PORTFOLIOS = frozenset(
    {
        "state", "defense", "defence", "treasury", "finance", "foreign", "external", "affairs", "trade", "commerce", "energy",
        "health", "justice", "labor", "labour", "education", "interior", "transportation", "agriculture", "homeland", "security",
        "environment", "relations", "war", "economy", "staff"
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Office:
    """A role as written, whom it is held for, and the first and last token that say so."""

    role: str | None
    affiliation: str | None
    first: int
    end: int


@cache
def heads() -> frozenset[str]:
    """Head nouns of offices, lower case."""
    return load_words("roles")


@cache
def modifiers() -> frozenset[str]:
    """Words before the head of an office, lower case."""
    return load_words("role_modifiers")


@cache
def titles() -> dict[str, str]:
    """Titles before a name, lower case without the stop, each to the gender that it tells or the empty string."""
    return {name.lower().rstrip("."): gender for name, gender in load_mapping("titles").items()}


def is_title(word: str) -> bool:
    """Whether a lower-case word is a title: "gen.", "mr"."""
    return word.rstrip(".") in titles()


def is_head(word: str) -> bool:
    """Whether a lower-case word is the head of an office, hyphenated ones by their last part: "vice-president"."""
    if word in heads():
        return True
    first, dash, last = word.rpartition("-")
    return bool(dash) and (last in heads() or (last in ("elect", "designate") and first in heads()))


def is_modifier(word: str) -> bool:
    """Whether a lower-case word stands before the head of an office."""
    return word in modifiers() or ("-" in word and word.rsplit("-", 1)[-1] in ("based", "term", "time", "elect", "serving", "presidential"))


def country_of(name: str | None) -> str | None:
    """The country that a name or demonym means, else None; cities and regions mean none."""
    return _look_up(nations(), name)


def is_place(name: str) -> bool:
    """Whether a name is a country's, a city's, a region's or a demonym."""
    return _look_up(places(), name) is not None


def _look_up(table: dict[str, str], name: str | None) -> str | None:
    if not name:
        return None
    plain = name.removeprefix("the ").removeprefix("The ").replace("’", "'")
    return table.get(plain)


def read_before(tokens: Tokens, name: int, floor: int) -> Office | None:
    """The office that ends right before the token ``name``, not reaching before ``floor``; None where there is none.

    "Indian Foreign Secretary | Arjun Mehra", "Japan's Prime Minister | …", "Dockers Local 9 president | …", "Secretary of State | …".
    """
    if tokens.word(name - 1) == "," and (apposed := _apposed_before(tokens, name, floor)):
        return apposed
    i = name
    head = False
    while i > floor and name - i < MAX_ROLE and (_is_role_word(tokens, i - 1, head)):
        head = head or is_head(tokens.lower[i - 1]) or is_title(tokens.lower[i - 1])
        i -= 1
    if not head:
        return _chain_before(tokens, name, floor)
    while i < name - 1 and tokens.lower[i] in ("first", "late", "one", "new", "current", "then", "two", "women's", "top"):
        i += 1
    role = _without_courtesy(tokens, i, name)
    if role.lower().rstrip(".'’") in ADDRESS:  # "the Prime Minister of Japan, Mr. ..." holds an office, "told Mr. ..." none
        return (_chain_before(tokens, i, floor) if tokens.word(i - 1) == "," else None) or Office(None, None, i, name)
    first, owner = _owner_before(tokens, i, floor)
    if first > floor and tokens.lower[first - 1] in NO_LONGER:
        return Office(f"{tokens.lower[first - 1]} {role}", owner, first - 1, name)
    return Office(role, owner, first, name)


NO_LONGER = frozenset("former ex shadow acting interim outgoing incoming then".split())  # "former US president" is no president


def _apposed_before(tokens: Tokens, name: int, floor: int) -> Office | None:
    """An office with its determiner and a comma before the name: "the group's president, | Mia Ross", "his spokesman, | Carl Ott"."""
    end = i = name - 1
    while i > floor and end - i < MAX_ROLE and _is_role_word(tokens, i - 1, i < end):
        i -= 1
    if i == end or not is_head(tokens.lower[end - 1]) or tokens.lower[end - 1].endswith("s"):
        return None
    if tokens.word(i - 1) not in DETERMINERS and tokens.word(i - 1) not in ("'s", "’s"):
        return None
    first, owner = _owner_before(tokens, i, floor)
    return Office(tokens.slice(i, end), owner, first, name)


def _without_courtesy(tokens: Tokens, first: int, end: int) -> str:
    """The office without forms of address at its edges: "Mr. President" is "President", "Prime Minister Dato’ Seri" is "Prime Minister"."""
    while end - first > 1 and (tokens.lower[end - 1].rstrip(".'’") in ADDRESS or tokens.words[end - 1] in ("’", "'")):
        end -= 1
    while end - first > 1 and tokens.lower[first].rstrip(".'’") in ADDRESS:
        first += 1
    return tokens.slice(first, end)


def _is_role_word(tokens: Tokens, i: int, after_head: bool) -> bool:
    word = tokens.lower[i]
    if is_head(word) or is_title(word):
        return True
    if word in ("’", "'"):  # "Dato’ Seri"
        return is_title(tokens.word(i - 1))
    return is_modifier(word) or (after_head and tokens.words[i] in ("and", "&") and is_modifier(tokens.word(i - 1)))


def _chain_before(tokens: Tokens, name: int, floor: int) -> Office | None:
    """An office with its field behind it: "Minister of External Affairs", "Secretary of State", "Prime Minister of Japan"."""
    for i in range(name - 1, max(floor, name - 7) - 1, -1):
        word = tokens.lower[i]
        if word in ("of", "for"):
            j = i
            while j > floor and _is_role_word(tokens, j - 1, False):
                j -= 1
            if j == i or not is_head(tokens.lower[i - 1]) or tokens.lower[name - 1] in DETERMINERS or i + 1 >= name:
                return None
            field = tokens.slice(i + 1, name).rstrip(",").rstrip()
            country = country_of(field)
            first, owner = _owner_before(tokens, j, floor)
            return Office(
                tokens.slice(j, i) if country else f"{tokens.slice(j, i)} {tokens.words[i]} {field}", country or owner, first, name
            )
        if not (tokens.words[i][0].isupper() or word in ("the", "and", "&", ",")):
            return None
    return None


def _owner_before(tokens: Tokens, i: int, floor: int) -> tuple[int, str | None]:
    """Whose office it is, from the words before it: "Japan's", "Indian", "Dockers Local 832"; and where these begin."""
    end = i - 1 if i > floor and tokens.lower[i - 1] in ("'s", "’s") else i
    j = end
    while (
        j > floor
        and end - j < MAX_OWNER
        and (tokens.is_capital(j - 1) or tokens.words[j - 1].isdigit())
        and tokens.lower[j - 1] not in DETERMINERS
    ):
        j -= 1
        if j in tokens.opens:
            break
    if j < end and not tokens.is_capital(j):
        j += 1
    while j < end and j in tokens.opens and tokens.words[j] in _openers():
        j += 1
    if j >= end:
        return i, None
    owner = tokens.slice(j, end)
    lone = end - j == 1 and j in tokens.opens and country_of(owner) is None and end == i
    if lone or not _is_owner(tokens, j, end):
        return i, None
    return j, country_of(owner) or _country_at(tokens, j, end) or owner


def _is_owner(tokens: Tokens, first: int, end: int) -> bool:
    """Whether words before an office name whom it is held for: not further offices, not the words of a headline."""
    words = tokens.lower[first:end]
    if all(is_head(w) or is_modifier(w) or is_title(w) for w in words) or (
        sum(map(len, words)) > 12 and tokens.slice(first, end).isupper()
    ):
        return False
    return not any(w in load_words("sentence_openers") and w not in ("of", "the", "and") for w in words)


@cache
def _openers() -> frozenset[str]:
    return frozenset(
    {
        "But", "And", "When", "While", "As", "After", "Before", "If", "For", "In", "On", "At", "By", "With", "From", "Then",
        "Meanwhile", "Under", "During", "Against", "About", "Without", "Through", "Among", "Between", "Following", "Yet", "So",
        "Although", "Though", "Since", "Former", "Late", "Like", "Both"
    }
)  # fmt: skip


def _country_at(tokens: Tokens, first: int, end: int) -> str | None:
    """The country of the last word or words before an office: "New Zealand", "Chinese"."""
    for j in range(first, end):
        found = country_of(tokens.slice(j, end))
        if found:
            return found
    return None


def read_after(tokens: Tokens, i: int, ceiling: int) -> Office | None:
    """The office told behind a name that ends before the token ``i``, not reaching past ``ceiling``; None where there is none.

    "…, India's foreign secretary,", "…, a spokesman for the foreign ministry.", "…, who is president of X", "… of Australia".
    """
    if tokens.word(i) == "of" and tokens.is_capital(i + 1):
        return _country_after(tokens, i + 1, ceiling)
    if tokens.word(i) not in (",", "(", "–", "—"):
        return None
    i += 1
    if tokens.word(i).isdigit() and tokens.word(i + 1) == ",":
        i += 2
    if tokens.word(i) == "who" and tokens.word(i + 1) in ("is", "was", "serves", "served"):
        i += 2 + (tokens.word(i + 2) in ("as", "also"))
    head = _head_after(tokens, i, ceiling)
    office = _apposition(tokens, i, head, ceiling) if head is not None else None
    return office if office is not None and _closes(tokens, office.end, ceiling) else None


def _closes(tokens: Tokens, i: int, ceiling: int) -> bool:
    """Whether an apposition ends as one: at a comma or stop, no verb before it. "Well, the President said" is none."""
    for j in range(i, min(i + 12, ceiling)):
        word = tokens.lower[j]
        if word in (",", ".", ")", ";", "–", "—", "who", ":") or (j == i and word in SPOKEN):
            return word not in SPOKEN or tokens.lower[i - 1] not in heads()
        if word in VERBS:
            return False
    return i >= ceiling


def _country_after(tokens: Tokens, i: int, ceiling: int) -> Office | None:
    for end in range(min(i + 4, ceiling), i, -1):
        country = country_of(tokens.slice(i, end))
        if country:
            return Office(None, country, i, end)
    return None


def _head_after(tokens: Tokens, first: int, ceiling: int) -> int | None:
    """The head of the office in the words after a comma, where these are a noun phrase and no further name."""
    for i in range(first, min(first + MAX_APPOSITION, ceiling)):
        word = tokens.lower[i]
        if word in (
            ",",
            ".",
            ";",
            ":",
            "(",
            ")",
            '"',
            "“",
            "”",
            "who",
            "which",
            "and",
            "of",
            "for",
            "at",
            "in",
            "on",
            "said",
            "says",
            "to",
            "with",
            "but",
        ):
            return None
        if is_head(word) and not is_head(tokens.word(i + 1)) and tokens.word(i + 1) not in ("'s", "’s", "-"):
            if is_modifier(tokens.word(i + 1)) and is_head(tokens.word(i + 2)):
                continue
            joined = tokens.word(i + 1) == "and" and is_head(tokens.word(i + 2))
            named = tokens.is_capital(i + 1) and not joined
            return None if named else i
    return None


def _apposition(tokens: Tokens, first: int, head: int, ceiling: int) -> Office | None:
    i = head
    while i > first and head - i < MAX_ROLE and _is_role_word(tokens, i - 1, True) and tokens.lower[i - 1] not in DETERMINERS:
        i -= 1
    end = head + 1
    owner = None
    if i > first and tokens.lower[i - 1] in ("'s", "’s"):
        owner = _named(tokens, first, i - 1)
    elif i > first:
        j = i
        while j > first and tokens.is_capital(j - 1):
            j -= 1
        owner = _named(tokens, j, i)
    if tokens.word(end) in JOINERS and tokens.word(end + 1):
        if _names_another(tokens, end + 1, ceiling):
            return None
        end, after = _body_after(tokens, end + 1, ceiling)
        owner = owner or after
    return Office(tokens.slice(i, head + 1), owner, first, end)


def _names_another(tokens: Tokens, i: int, ceiling: int) -> bool:
    """Whether the body behind an office goes over into a further name: "John Hale, Secretary of Commerce Ana Torres"."""
    end = i
    while end < ceiling and tokens.is_capital(end):
        end += 1
    return end - i > 1 and any(tokens.words[k] in given_names() for k in range(i + 1, end - 1))


def _named(tokens: Tokens, first: int, end: int) -> str | None:
    while first < end and tokens.lower[first] in DETERMINERS:
        first += 1
    owner = tokens.slice(first, end)
    return (country_of(owner) or _country_at(tokens, first, end) or owner) if owner and tokens.is_capital(end - 1) else None


def _body_after(tokens: Tokens, i: int, ceiling: int) -> tuple[int, str | None]:
    """The body behind "of", "for", "at": a run of capitals with small words inside, or "the foreign ministry"."""
    if tokens.lower[i] in DETERMINERS:
        i += 1
    end = i
    while end < min(i + 8, ceiling) and (
        tokens.is_capital(end)
        or (end > i and tokens.lower[end] in ("of", "the", "and", "for", "&", "'s", "’s") and tokens.is_capital(end + 1))
    ):
        end += 1
    if end > i:
        name = tokens.slice(i, end)
        if is_head(tokens.lower[i]):
            return i, None
        return end, country_of(name) or name
    while (
        end < min(i + 4, ceiling)
        and tokens.lower[end].isalpha()
        and tokens.lower[end] not in JOINERS
        and tokens.lower[end] not in ("who", "and", "said", "says")
    ):
        end += 1
        if tokens.lower[end - 1] in (
            "ministry",
            "department",
            "government",
            "police",
            "party",
            "army",
            "agency",
            "university",
            "company",
            "union",
            "office",
            "embassy",
        ):
            return end, tokens.slice(i, end)
    return end, None
