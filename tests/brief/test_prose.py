"""What a sentence is like: each pattern with what it must match and what it must not."""

from __future__ import annotations

import pytest

from briefgen.brief.prose import body_of, is_headline_run, is_lone_quote, is_pleasantry, is_promotional, is_prose, runs_on
from briefgen.model import Span


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Sea Lanes and Rescue We welcome a plan for the straits.", "We welcome a plan for the straits."),
        ("Ports, Cables, and Harbours Expanding their work, the members will meet.", "Expanding their work, the members will meet."),
        ("Ocean Science (OSC) Recognising the need, the members will meet.", "Recognising the need, the members will meet."),
        ("President Xi Jinping in Oslo met the premier.", "President Xi Jinping in Oslo met the premier."),
        ("Norway and Iceland signed a treaty on cod.", "Norway and Iceland signed a treaty on cod."),
        ("The Fjord Group will meet.", "The Fjord Group will meet."),
        ("Norway shall not lower its duties.[6] In addition, it shall report.", "Norway shall not lower its duties."),
        ("[4] Norway shall report.", "Norway shall report."),
        ("OSLO (Reuters) - Norway will host the summit.", "Norway will host the summit."),
        ("-LRB- CNN -RRB- -- Norway will host the summit .", "Norway will host the summit ."),
    ],
)
def test_a_heading_or_a_footnote_is_cut_off_the_span(text: str, body: str):
    before = "Before. "
    span = body_of(before + text, Span(len(before), len(before + text)))
    assert span.of(before + text) == body


@pytest.mark.parametrize(
    ("text", "is_run"),
    [
        ("The virus reaches Norway The ministry has confirmed two cases.", True),
        ("The concerts were due to start A 12-member jury has been chosen.", True),
        ("Two schools are shut Another nine cases are known.", True),
        ("The court in The Hague ruled on Monday.", False),
        ("It is an influenza A virus of the old kind.", False),
        ("The New York Times reported it.", False),
    ],
)
def test_two_sentences_without_a_stop_are_known(text: str, is_run: bool):
    assert runs_on(text) is is_run


def test_a_caption_before_a_sentence_is_known_by_a_small_word_in_capitals():
    article = "Tear gas was used. They used tear gas again."
    assert is_headline_run("The man behind the president Tear gas in the air in Oslo", article)
    assert not is_headline_run("The premier met President of the court", article)


@pytest.mark.parametrize(
    ("text", "proud"),
    [
        ("In a bold display of historic strength the leaders met.", True),
        ("The premier hailed an unprecedented display of unity.", True),
        ("The premier announced a landmark deal of $550 billion.", False),
        ("Norway will host the summit.", False),
    ],
)
def test_praise_that_tells_nothing_is_known(text: str, proud: bool):
    assert is_promotional(text) is proud


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("Thank you.", True),
        ("You’re very generous.", True),
        ("Mr. President, thank you very much.", True),
        ("Oh, absolutely.", True),
        ("It’s wonderful to be back in Norway.", True),
        ("Thank you, and we will sign the treaty in May.", False),
        ("No, the talks have failed.", False),
        ("Norway will sign.", False),
    ],
)
def test_thanks_and_turns_of_talk_are_known(text: str, empty: bool):
    assert is_pleasantry(text) is empty


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("BERG DAL , ORGANISER : We are not here to talk.", False),
        ("Saturday 25 April 2009 23.24 BST The flu has spread.", False),
        ("Photograph : A. Berg Norway has shut its schools.", False),
        ("We will support it AND send help.", False),
        ("Norway will host the summit on Saturday.", True),
    ],
)
def test_labels_hours_and_comments_are_no_prose(text: str, plain: bool):
    assert is_prose(text) is plain


@pytest.mark.parametrize(
    ("text", "lone"),
    [
        ("`` They have gone home . ''", True),
        ("“They have gone home.”", True),
        ("“They have gone home,” Berg said.", False),
        ("`` They have gone , '' Berg said , `` for good . ''", False),
    ],
)
def test_words_of_nobody_are_known(text: str, lone: bool):
    assert is_lone_quote(text) is lone
