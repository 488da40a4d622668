"""Marks removed, added, swapped, lines cut: whatever the text, no exception, and every span stays within it."""

import random

import pytest

from briefgen.annotate.people import find_people
from briefgen.annotate.quotes import find_quotes
from tests.articles import make_article

SAMPLE = """NEW DELHI — India and Japan will widen their work on rare earths, an official said on Monday.

“One well is dry,” said Arjun Mehra, India's foreign secretary. “Two more are low.

“The rest will follow.”

Emily Stone, who leads the 27" screen project, said the bridge was "old" and 'far too low', adding: "We won't wait."

According to the Finance Ministry, growth will slow, but Kenji Morita (Liberal), the premier, denied that the crop had failed.

The mayor wrote in a note:

> Boil the water.

MS. VARGAS: Good afternoon. (Applause.)

Q Is it true?

MS. VARGAS: It's «true», as Mr. Hale told The Daily Post; “we'll see.” —Commissioner George Starr
"""
MARKS = "\"“”‘’'«»„:,.()—-\n"


def mutated(seed: int) -> str:
    chance = random.Random(seed)  # a fixed seed is the point
    text = list(SAMPLE)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(text))
        what = chance.choice(("drop", "add", "swap", "cut", "mark"))
        if what == "drop":
            text = [c for i, c in enumerate(text) if i != at or c not in MARKS]
        elif what == "add":
            text.insert(at, chance.choice(MARKS))
        elif what == "swap":
            other = chance.randrange(len(text))
            text[at], text[other] = text[other], text[at]
        elif what == "cut":
            text = text[: at + 1] or text
        else:
            text = [chance.choice(MARKS) if c in MARKS and chance.random() < 0.2 else c for c in text]
    return "".join(text) if "".join(text).strip() else SAMPLE


@pytest.mark.parametrize("seed", range(300))
def test_a_damaged_text_is_read_without_an_exception(seed):
    article = make_article(mutated(seed))
    people = find_people(article)
    for quote in find_quotes(article, people, ()):
        assert quote.text == " … ".join(f.of(article.text) for f in quote.fragments)
        assert all(0 <= f.start < f.end <= len(article.text) for f in quote.fragments)
        assert quote.speaker_span is None or quote.speaker_span.of(article.text) == quote.speaker
