"""Key issues: what is grouped, how it is named, which passages speak for it."""

from __future__ import annotations

from datetime import date

import pytest

from briefgen.brief import Request, make_brief
from briefgen.brief.issues import _is_same_matter, group_themes, is_topic, says_more
from briefgen.brief.prose import is_prose
from briefgen.brief.wording import leans, stand_alone
from briefgen.config import Topic
from briefgen.merge import merge
from briefgen.model import Issue, Span, Theme
from tests.articles import annotated

FISH = Topic("fjord", "The Fjord Group", ("Fjord Group",))
OPENING = "The Fjord Group met in Oslo on Monday.\n"


def issues_of(*texts: str, topic: Topic = FISH) -> dict[str, Issue]:
    found = [annotated(text, id_=f"a{n}") for n, text in enumerate(texts)]
    brief = make_brief(merge(found), topic, Request(as_of=date(2025, 8, 28)))
    return {issue.label: issue for issue in brief.issues}


def grouped(*labels: str) -> list[set[str]]:
    """The groups of themes, each in an article of its own."""
    ranked = [(Theme(label, 9.0 - n, ((f"a{n}", Span(0, 9)),)), 9.0 - n) for n, label in enumerate(labels)]
    return [{t.label for t, _ in g.themes} for g in group_themes(ranked, FISH)]


@pytest.mark.parametrize(
    ("labels", "groups"),
    [
        (("critical minerals", "rare earths", "rare earths supply"), 1),
        (("tariffs", "higher tariffs", "tariff dispute", "customs duties"), 1),
        (("semiconductors", "chip shortage"), 1),
        (("COVID-19", "health security", "vaccines"), 1),
        (("cod stocks", "cod boats"), 1),  # a noun before both
        (("economic growth", "economic treaties"), 2),  # an adjective binds nothing
        (("export controls", "border controls"), 2),
        (("energy security", "food security"), 2),
        (("fishing quotas", "visas"), 2),
    ],
)
def test_variants_of_one_matter_are_one_group(labels: tuple[str, ...], groups: int):
    assert len(grouped(*labels)) == groups


def test_a_phrase_told_in_the_same_passages_is_no_second_issue():
    places = tuple((f"a{n}", Span(0, 9)) for n in range(3))
    ranked = [(Theme("herring stocks", 9.0, places), 9.0), (Theme("spawning grounds", 5.0, places[:2]), 5.0)]
    assert [[t.label for t, _ in g.themes] for g in group_themes(ranked, FISH)] == [["herring stocks"]]


@pytest.mark.parametrize(
    ("label", "repeats"),
    [("Fjord Group", True), ("Fjord partnership", True), ("fishing quotas", False)],
)
def test_a_label_that_says_the_topic_again_is_known(label: str, repeats: bool):
    assert is_topic(label, FISH) is repeats


def test_words_for_the_topic_itself_are_known_as_the_topic():
    assert is_topic("H1N1", Topic("swine flu", "Swine flu", ("swine flu",)))
    assert not is_topic("vaccines", Topic("COVID", "COVID", ("COVID",)))


def test_points_come_from_different_articles_and_prefer_the_sum():
    issues = issues_of(
        OPENING + "Norway asked for higher tariffs on frozen fish.\nThe duties are new.\nA tariff of 15 percent on frozen fish was agreed.",
        OPENING + "Ministers said the tariffs on frozen fish would cost exporters 90 million euros a year.",
        OPENING + "Iceland called the tariffs on frozen fish a mistake that others will pay for.",
    )
    points = issues["Tariffs"].points
    assert {p.evidence[0].article for p in points} == {"a0", "a1", "a2"}
    assert any("15 percent" in p.text for p in points)
    assert any("90 million euros" in p.text for p in points)


def test_a_sentence_that_leans_on_another_is_no_point_where_there_is_a_better():
    issues = issues_of(
        OPENING + "That, in turn, has raised tariffs on frozen fish.\nNorway raised tariffs on frozen fish by a tenth, its ministry said.",
        OPENING + "They agreed that tariffs hurt.\nIceland will answer with tariffs on timber, the premier said.",
    )
    texts = " ".join(p.text for p in issues["Tariffs"].points)
    assert "Norway raised" in texts
    assert "Iceland will answer" in texts
    assert "That, in turn" not in texts


def test_a_word_that_is_spoken_in_a_transcript_stands_under_the_speakers_name():
    talk = (
        "MS. BERG: Thank you all. The Fjord Group wants fishing quotas that follow the science.\n"
        "Q Will the Fjord Group share its fishing quotas with Iceland?\n"
        "MS. BERG: The Fjord Group will set fishing quotas for herring in May.\n"
    )
    issues = issues_of(talk, OPENING + "Fishing quotas for herring fell by 12 percent, the Fjord Group said.")
    texts = [p.text for i in issues.values() for p in i.points]
    assert not any(t.endswith("?") for t in texts)
    assert all(t.startswith("Berg: “") for t in texts if "herring in May" in t or "follow the science" in t)


def test_code_of_a_page_and_a_lone_common_word_are_no_issue():
    text = OPENING + '<script>alert("x")</script> alert alert alert\nThe navies met. The navies of both left again in the evening.\n'
    assert not {"Alert", "Script", "Navies"} & issues_of(text, text.replace("evening", "morning")).keys()


@pytest.mark.parametrize(
    ("text", "is_leaning"),
    [
        ("That, in turn, has raised doubts.", True),
        ("They agreed on quotas.", True),
        ("But it was late.", True),
        ("On Aug. 27, when the duties doubled, that hope grew fainter.", True),
        ("He said so.", True),
        ("He [Carl Dorn] said so.", False),
        ("That Norway will host is clear.", False),
        ("This week the leaders meet.", False),
        ("But Norway left.", False),
        ("Italy left.", False),
        ("On Monday, the minister said that trade grew.", False),
        ("The 4.9 billion estimate would be lower.", True),
        ("Under the two frameworks, duties will fall.", True),
        ("Under that accord, duties will fall.", True),
        ("Importantly, these efforts will help.", True),
        ("The last such outbreak was in 1968.", True),
        ("The benefits of this plan are vast.", True),
        ("In addition to cod, Norway will sell herring.", False),
        ("In the two weeks before the vote, prices rose.", False),
        ("Such as it is, the fleet will sail.", False),
        ("The 27 members will meet.", False),
    ],
)
def test_a_sentence_that_leans_on_the_one_before_is_known(text: str, is_leaning: bool):
    assert leans(text) is is_leaning


@pytest.mark.parametrize(
    ("text", "is_plain"),
    [
        ("Norway will host the summit in May.", True),
        ("WHEREAS, the Parties intend to cooperate;", False),
        ("Open this photo in gallery The minister speaks.", False),
        ("You know, we think it went well.", False),
        ("Is the summit still on?", False),
        ('<img src="x.jpg"> The minister.', False),
    ],
)
def test_plain_prose_is_known(text: str, is_plain: bool):
    assert is_prose(text) is is_plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Foreign Minister Anna Berg has urged restraint. She wants a summit.", "She [Anna Berg] wants a summit."),
        ("Anna Berg met Ella Moe in Oslo. She wants a summit.", "She wants a summit."),
    ],
)
def test_a_pronoun_gets_its_name_where_one_person_can_be_meant(text: str, shown: str):
    one = annotated(text)
    assert stand_alone(one, one.article.sentences[1]) == shown


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("H1N1", "flu", True), ("bird flu virus", "bird flu", True), ("tariffs", "steel tariffs", False), ("cod", "herring", False)],
)
def test_labels_for_one_matter_are_known(one: str, other: str, same: bool):
    assert _is_same_matter(one, other) is same


FLU = Topic("swine flu", "Swine flu", ("swine flu",))


@pytest.mark.parametrize(
    ("label", "more"),
    [
        ("flu symptoms", False),
        ("flu-like symptoms", False),
        ("flu viruses", False),
        ("H1N1 flu virus", False),
        ("flu vaccine", True),
        ("bird flu", True),
        ("schools", True),
    ],
)
def test_a_label_needs_a_matter_beyond_the_topics_own_word(label: str, more: bool):
    assert says_more(label, FLU) is more


def test_of_many_articles_no_issue_has_a_single_point_where_another_stands():
    quotas = [
        OPENING + "Norway wants fishing quotas of 90,000 tonnes of herring in the north.",
        OPENING + "Iceland said that fishing quotas ought to follow what its scientists count each spring.",
        OPENING + "Without fishing quotas the stocks around Latvia would collapse, its minister warned.",
    ]
    lone = OPENING + "Finland asked the others about sea cables and the cost of sea cables."
    issues = issues_of(*quotas, lone, OPENING, OPENING + "All left early.")
    assert {label: len(issue.points) >= 2 for label, issue in issues.items()} == {"Fishing quotas": True}


def test_we_needs_its_speaker():
    plain = "We welcome fishing quotas for herring that follow the science and the sea.\n"
    told = "Norway asked for fishing quotas of 90,000 tonnes of herring.\n"
    texts = [p.text for i in issues_of(OPENING + plain + told, OPENING + told).values() for p in i.points]
    assert texts
    assert not any("We welcome" in t for t in texts)


def test_a_joint_statement_says_we_under_its_title():
    text = OPENING + "We welcome fishing quotas for herring that follow the science of the Fjord Group.\n"
    other = annotated(OPENING + "Fishing quotas for herring fell.", id_="b")
    found = [annotated(text, title="Fjord Group Joint Leaders’ Statement"), other]
    brief = make_brief(merge(found), FISH, Request(as_of=date(2025, 8, 28)))
    points = [p for i in brief.issues for p in i.points]
    assert any(p.text.startswith("Fjord Group Joint Leaders’ Statement: “We welcome") for p in points)
    assert all(e.text in text or e.article == "b" for p in points for e in p.evidence)


def test_a_quote_stands_under_one_issue():
    text = OPENING + '"Fishing quotas and sea cables cost 90 million euros a year," Prime Minister Anna Berg said of the Fjord Group.\n'
    more = "Norway wants fishing quotas of 12 percent.\nThe sea cables to Norway cost 40 million euros.\n"
    issues = issues_of(text + more, OPENING + more.replace("Norway", "Iceland")).values()
    used = [id_ for i in issues for id_ in i.quotes]
    assert len(used) == len(set(used))


def test_on_a_country_a_point_of_a_document_on_many_stands_in_a_paragraph_that_names_it():
    norway = Topic("Norway", "Norway", ("Norway",), places=("Norway",))
    text = (
        "Norway, Iceland, Latvia and Estonia agreed on fishing quotas.\n"
        "Estonia will end its fishing quotas for cod in the Baltic Sea in 2026.\n"
        "Norway will set fishing quotas of 90,000 tonnes.\nIceland, Latvia and Estonia will follow.\n"
    )
    issues = issues_of(text, text.replace("90,000", "80,000"), topic=norway)
    assert issues
    assert not any(p.text.startswith("Estonia") for i in issues.values() for p in i.points)
