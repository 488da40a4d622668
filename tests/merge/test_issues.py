"""Themes: which phrases name a matter, and which passages hold them."""

from __future__ import annotations

import pytest

from briefgen.lexicon import load_table
from briefgen.merge.issues import find_themes
from briefgen.merge.issues.phrases import split_term
from briefgen.merge.issues.rarity import find_fragment, find_rarity
from tests.articles import annotated


def themes_of(*texts: str) -> dict[str, tuple[tuple[str, str], ...]]:
    found = [annotated(text, id_=f"a{n}") for n, text in enumerate(texts)]
    whole = {one.article.id: one.article.text for one in found}
    return {t.label: tuple((a, s.of(whole[a])) for a, s in t.mentions) for t in find_themes(found, ())}


@pytest.mark.parametrize(
    ("term", "forms"),
    [
        ("additional tariffs", {"tariffs"}),
        ("critical minerals", {"critical minerals", "minerals"}),
        ("close cooperation", set()),
        ("energy cooperation", {"energy cooperation", "energy"}),
        ("loved ones", set()),
        ("Indian officials", set()),
        ("Chilean copper", set()),
        ("Shanghai Forum", set()),
        ("pose serious challenges", {"pose"}),
        ("chain resilience", {"chain"}),  # a piece of "supply chain resilience"
        ("Kuala Lumpur Peace Accords", {"Kuala Lumpur Peace Accords"}),
    ],
)
def test_a_term_gives_the_phrases_that_may_name_a_matter(term: str, forms: set[str]):
    assert {written for _, written in split_term(term)} - {"copper"} == forms


def test_a_theme_stands_in_lower_case_as_the_articles_write_it():
    themes = themes_of("Rare earths are scarce. Norway sells rare earths.", "The price of rare earths rose.")
    assert [len(themes[label]) for label in themes if label == "rare earths"] == [3]


def test_a_phrase_met_only_inside_a_longer_one_is_none_of_its_own():
    themes = themes_of("The cod liver tax was raised.", "Norway spoke of the cod liver tax.", "A cod liver tax is unfair.")
    assert "cod liver tax" in themes
    assert "liver tax" not in themes


def test_items_of_a_list_are_passages_apart():
    themes = themes_of(
        "The group agreed on three things. - Norway will cut its fishing quotas. - Iceland will lower its import duties.",
        "Fishing quotas matter to Norway, and fishing quotas fall.",
    )
    assert ("a0", "Norway will cut its fishing quotas.") in themes["fishing quotas"]


def test_names_of_bodies_and_code_are_no_themes():
    text = 'The Fjord Council met. <img src="fjord" alt="cod"> The Fjord Council left.'
    assert not {"Fjord Council", "img src", "src"} & themes_of(text, text, text).keys()


def test_a_phrase_that_every_text_holds_is_less_rare_than_one_that_few_do():
    assert find_rarity("health") < find_rarity("supply chain") < find_rarity("rare earth")
    assert find_fragment("chain resilience") == "supply chain resilience"


@pytest.mark.parametrize("name", ["generic_nouns", "generic_modifiers", "issue_heads", "issue_kin"])
def test_word_lists_are_sorted_and_hold_no_entry_twice(name: str):
    entries = [row[0] for row in load_table(name)]
    assert entries == sorted(set(entries))
    assert all(entry == entry.lower() for entry in entries)
