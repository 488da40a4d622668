"""Terms: noun phrases that may name an issue ("critical minerals", "export of rare earths"), found without a tagger.

A term is a run of content words between function words, common verbs and punctuation, cut to its last MAX_WORDS words;
a name ("Bipartisan Innovation Act") is kept whole, whatever words it is made of.
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefgen.lexicon import load_words
from briefgen.model import Article, Span, Spans, Terms

MAX_WORDS = 3
MAX_NAME = 6  # words of a name; a longer run of capitals is a heading
# A word with inner hyphens, apostrophes or full stops: "supply", "Indo-Pacific", "U.S.", "G20"
WORD = re.compile(r"[^\W_]+(?:[-’'.&][^\W_]+)*")
CONTRACTED = re.compile(r"[’'](?:ll|re|ve|m|d|t)$|^it[’']s$|^that[’']s$|^there[’']s$", re.IGNORECASE)  # "we'll": pronoun and verb
# Endings of words that do not end a noun phrase: "joint naval", "regional", "recently", "resilient"
NOT_LAST = re.compile(r"(?:ly|ous|ful|less|ive|able|ible|ical|ional|ary|ese|ish)$")
ADJECTIVES = re.compile(r"(?:al|ic|ant|ent|er|est|ed)$")
MARKUP = re.compile(r"</?\w+\b[^<>]*(?:>|=\s*[\"'])|&lt;/?\w+|\bdata:\w+/")  # '<img src="', "<script>": a page's code is no prose


def find_terms(article: Article) -> Terms:
    """The terms of an article in text order; one of several words also where a part of it stands in another."""
    text = article.text
    out: list[int] = []
    has_markup = "<" in text or "data:" in text or "&lt;" in text
    for sentence in article.sentences:
        if not (has_markup and MARKUP.search(text, sentence.start, sentence.end)):
            _add_terms(text, sentence, out)
    return Terms(text, Spans.of_edges(out))


def _add_terms(text: str, sentence: Span, out: list[int]) -> None:
    """Append where the terms of one sentence start and end."""
    stops, verbs = load_words("function_words"), load_words("plain_verbs")
    run: list[tuple[int, int]] = []
    end = sentence.start
    for match in WORD.finditer(text, sentence.start, sentence.end):
        word = match[0]
        if run and text[end : match.start()] != " ":
            _add(text, run, out)
            run = []
        end = match.end()
        lower = word.lower()
        is_stop = lower in stops or (lower in verbs and not (run and word[0].isupper() and text[run[-1][0]].isupper()))
        is_number = word[0].isdigit() and not any(c.isalpha() for c in word)
        has_mark = "'" in word or "’" in word
        is_stop = is_stop or (has_mark and lower.endswith(("'s", "’s")) and lower[:-2] in stops)  # "what’s"
        if is_stop or is_number or len(word) < 2 or (has_mark and CONTRACTED.search(word)):
            if run:
                _add(text, run, out)
                run = []
            continue
        if has_mark and word.endswith(("'s", "’s")):  # "Japan's Suzuki": the possessor is a phrase of its own
            run.append((match.start(), match.end() - 2))
            _add(text, run, out)
            run = []
            continue
        run.append((match.start(), match.end()))
    if run:
        _add(text, run, out)


def _add(text: str, run: list[tuple[int, int]], out: list[int]) -> None:
    """Append the phrase that a run of words makes: its last words that can end and begin a noun phrase."""
    words = list(run)
    while words and _cannot_end(text[words[-1][0] : words[-1][1]]):
        words.pop()
    is_name = len(words) <= MAX_NAME and all(text[start].isupper() for start, _ in words)
    words = words if is_name else words[-MAX_WORDS:]
    while words and text[words[0][0] : words[0][1]].lower().endswith("ly"):
        words.pop(0)
    if words:
        out += (words[0][0], words[-1][1])


@lru_cache(maxsize=20_000)
def _cannot_end(word: str) -> bool:
    return word.islower() and bool(
        NOT_LAST.search(word) or (len(word) > 5 and ADJECTIVES.search(word) and not word.endswith(("ment", "er", "ed", "al", "ic")))
    )
