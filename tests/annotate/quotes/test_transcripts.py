"""Transcripts: labels, paragraphs that go on, questions, stage directions."""

from briefgen.annotate.people import find_people
from briefgen.annotate.quotes import find_quotes
from briefgen.model import Quote
from tests.articles import make_article

BRIEFING = """MR. DALTON: Good morning. (Laughter.)

The ferry sails at noon.

Q Can you confirm the visit?

MR. DALTON: I can.

Q Is it true that they said “no”?

PRIME MINISTER MORITA: (As interpreted.) We are glad to be here. (Applause.)
"""


def read(text: str) -> tuple[Quote, ...]:
    article = make_article(text)
    return find_quotes(article, find_people(article), ())


def test_a_speech_goes_on_until_the_next_label_and_drops_stage_directions():
    assert [(q.speaker, q.speaker_resolved, q.text) for q in read(BRIEFING)] == [
        ("MR. DALTON", "Dalton", "Good morning. … The ferry sails at noon."),
        ("MR. DALTON", "Dalton", "I can."),
        ("PRIME MINISTER MORITA", "Morita", "We are glad to be here."),
    ]


def test_the_office_in_a_label_is_the_role():
    assert read(BRIEFING)[-1].role == "Prime Minister"


def test_questions_are_nobodys_quotes():
    assert all("confirm" not in q.text and "true" not in q.text for q in read(BRIEFING))


def test_rubrics_of_a_market_report_are_no_speakers():
    assert read("KEEPING SCORE: The index rose.\n\nANALYST'S TAKE: Shares fell.\n\nENERGY: Oil was flat.") == ()


def test_bare_names_that_return_are_a_debate():
    quotes = read("HALE: Why now?\n\nSTONE: Why not?\n\nHALE: Stone knows better than Hale.\n\nSTONE: I do.")
    assert [q.speaker for q in quotes] == ["HALE", "STONE", "HALE", "STONE"]
