"""People: one entry a person of the article, with the fullest name, the office as written, and every mention."""

from __future__ import annotations

from briefgen.annotate.people.labels import find_label, speech_labels
from briefgen.annotate.people.link import link_people
from briefgen.annotate.people.names import Mention, find_mentions
from briefgen.annotate.people.tokens import Tokens, tokenise
from briefgen.model import Article, Block, Person

MAX_CAPITALS = 0.6  # share of capitalised words from which a heading tells nothing about names


def find_people(article: Article) -> tuple[Person, ...]:
    """The people whom the article names, in the order in which they first appear; nobody from boilerplate.

    A run of capitals is a person only where the text shows it: a title, an office, an apposition, a given name, a reporting verb,
    or a full name found so. Short forms belong to a full name only where one candidate remains.
    """
    tokens = tokenise(article)
    small = frozenset(w for w in tokens.words if w[0].islower())
    mentions: list[Mention] = []
    labels = speech_labels(article.text, article.blocks)
    for number, block in enumerate(article.blocks):
        if block.kind == "boilerplate":
            continue
        first, end = tokens.index(block.span.start), tokens.index(block.span.end)
        if number in labels:
            label = find_label(tokens, labels[number])
            if label is not None:
                mentions.append(label)
            first = tokens.index(labels[number].end())
        elif block.kind == "speech" and tokens.word(first) == "q":
            first += 1
        if first < end and not _is_title_case(tokens, block, first, end):
            mentions.extend(find_mentions(tokens, first, end, seen_small=small))
    return link_people(tokens, mentions)


def _is_title_case(tokens: Tokens, block: Block, first: int, end: int) -> bool:
    if block.kind not in ("headline", "heading"):
        return False
    words = [w for w in tokens.words[first:end] if w[0].isalpha()]
    return sum(w[0].isupper() for w in words) > MAX_CAPITALS * len(words)
