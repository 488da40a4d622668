"""Terms: noun phrases that may name an issue."""

from __future__ import annotations

import pytest

from tests.articles import annotated


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("They want to further their cooperation on critical minerals.", ["cooperation", "critical minerals"]),
        ("The export of rare earths to Japan's Suzuki Motor fell.", ["export", "rare earths", "Japan", "Suzuki Motor"]),
        ("We’ll talk and I’m sure that’s it.", []),
    ],
)
def test_terms_are_the_noun_phrases_of_a_sentence(text: str, terms: list[str]):
    found = [t.text for t in annotated(text).terms]
    assert [t for t in terms if t in found] == terms
    assert terms or not [t for t in found if "’" in t]


def test_a_term_is_the_text_of_its_span():
    one = annotated("Supply chains for semiconductors and clean energy were on the agenda of the four ministers.")
    assert one.terms
    assert all(t.span.of(one.article.text) == t.text for t in one.terms)
