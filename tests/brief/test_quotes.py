"""Quotes: of somebody, saying something, cut where a reader would pause."""

from __future__ import annotations

from datetime import date

import pytest

from briefgen.brief import Request, make_brief
from briefgen.brief.excerpts import MAX_WORDS, clip, cut_excerpt, split_sentences
from briefgen.brief.quotes import is_somebody
from briefgen.config import Topic
from briefgen.merge import merge
from tests.articles import annotated

FJORD = Topic("fjord", "The Fjord Group", ("Fjord Group",))
OPENING = "The Fjord Group met in Oslo on Monday.\n"


def quotes_of(text: str) -> list[tuple[str, str]]:
    brief = make_brief(merge([annotated(OPENING + text)]), FJORD, Request(as_of=date(2025, 8, 28)))
    return [(q.speaker, q.text) for q in brief.quotes]


@pytest.mark.parametrize(
    ("speaker", "known"),
    [
        ("Anna Berg", True),
        ("an Estonian official", True),
        ("a senior administration official", True),
        ("the White House", True),
        ("the chief of medicine at the Oslo Hospital", True),
        ("the ministry", False),
        ("her office", False),
        ("the official", False),
        ("the remark from the Norwegian minister", False),
        ("to", False),
        ("He", False),
        ("-LRB- CNN -RRB- Norway's Prime Minister", False),
    ],
)
def test_a_speaker_is_a_person_or_a_body_that_can_be_known(speaker: str, known: bool):
    assert is_somebody(speaker) is known


def test_thanks_go_and_the_cut_is_marked():
    text = "Mr. President, thank you. … Thank you. You’re very generous. Norway will sign the treaty in May."
    assert cut_excerpt(text, is_speech=True) == ("[…] Norway will sign the treaty in May.", "cut")
    assert cut_excerpt("Thank you. Thank you very much.", is_speech=True)[0] == ""
    assert cut_excerpt("Norway will sign the treaty in May.", is_speech=True) == ("Norway will sign the treaty in May.", None)


def test_a_plain_yes_stays():
    assert cut_excerpt("Yes. Norway will sign in May.", is_speech=True) == ("Yes. Norway will sign in May.", None)


def test_a_long_speech_begins_where_it_names_the_topic():
    idle = "We have had a long day on the water with many boats and much rain. " * 6
    text = f"{idle}The Fjord Group will set quotas for herring in May."
    shown, edit = cut_excerpt(text, is_speech=True, names=lambda s: "Fjord Group" in s)
    assert (shown, edit) == ("[…] The Fjord Group will set quotas for herring in May.", "cut")


def test_a_long_sentence_is_cut_at_a_clause_and_no_noun_phrase():
    words = "the boats of the north will stay in their harbours until the spring comes, " * 8
    shown, edit = cut_excerpt(f"{words}and nobody knows.", is_speech=True)
    assert edit == "cut"
    assert shown.endswith("until the spring comes […]")
    assert len(shown.split()) <= MAX_WORDS + 1
    assert clip("Norway's minister of the sea in the north of Europe", 4) == "Norway's minister"


def test_an_abbreviation_ends_no_sentence():
    assert split_sentences("Mr. Berg left the U.S. on Monday. He was late.") == ["Mr. Berg left the U.S. on Monday.", "He was late."]


def test_thanks_terms_and_scraps_are_no_quotes():
    texts = quotes_of(
        '"Thank you very much, everybody," Prime Minister Anna Berg said.\n'
        '"Not for us," Prime Minister Anna Berg said.\n'
        '"The herring belongs to those who feed it," Prime Minister Anna Berg said.\n'
        '"Our answer will come in due course," her office said.\n'
        'For purposes of this Agreement, "fishing vessel gear" refers to nets of the Fjord Group.\n'
    )
    assert [text.strip(",") for _, text in texts] == ["The herring belongs to those who feed it"]


def test_an_interviewer_is_not_quoted():
    talk = (
        "CARL DORN: Will the Fjord Group share its quotas for herring with Iceland?\n"
        "ANNA BERG: The Fjord Group will set quotas for herring in May.\n"
        "CARL DORN: And the Fjord Group has no money left. What will it do?\n"
        "ANNA BERG: The Fjord Group has 90 million euros for cod and herring.\n"
    )
    speakers = {speaker for speaker, _ in quotes_of(talk)}
    assert "Carl Dorn" not in speakers
    assert len(speakers) == 1
