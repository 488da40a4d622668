"""Wordings of newsrooms: parties in brackets, questions, signatures, offices before the name, labels of transcripts, when and where."""

from __future__ import annotations

from datetime import date

import pytest

from briefgen.model import Quote
from tests.articles import annotated


def quotes_of(text: str, *, title: str | None = None) -> tuple[Quote, ...]:
    return annotated(text, title=title).quotes


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Sen. Dora Hale (D-Ohio), 54, quickly added that more was needed.", "Dora Hale"),
        ("Rep. Otto M. Lind (D-N.Y.), chairman of the Harbour Caucus, said members would help.", "Otto M. Lind"),
        ("Rep. Vera Holm, D-Fla., said it was late.", "Vera Holm"),
        ("Vera Holm sat down. “Why now?” asked Holm.", "Vera Holm"),
        ("The hall was full.\n\n“We will not yield to the sea.”\n\n— Ana Ruiz, mayor of Lima", "Ana Ruiz"),
    ],
)
def test_the_speaker_is_the_person_not_what_stands_between(text, speaker):
    assert [q.speaker_resolved for q in quotes_of(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "role", "affiliation"),
    [
        ("The summit's spokeswoman, Ines Vogt, said it was late.", "spokeswoman", None),
        ("Japan's foreign minister, Morita Kenji, said it was late.", "foreign minister", "Japan"),
        ("The Harbour Party's deputy leader, Mia Ross, said it was late.", "deputy leader", "Harbour Party"),
    ],
)
def test_an_office_before_a_comma_is_the_speakers(text, role, affiliation):
    (quote,) = quotes_of(text)
    assert (quote.role, quote.affiliation) == (role, affiliation)


def test_a_short_name_that_is_also_a_place_belongs_to_its_full_name():
    text = "“We're ready,” said Ahmed Khan, Pakistan's foreign minister.\n\n“Nobody,” Khan said, “wants this war.”"
    assert [q.speaker_resolved for q in quotes_of(text)] == ["Ahmed Khan", "Ahmed Khan"]


def test_when_and_where_it_was_said_belong_to_the_quote():
    (quote,) = quotes_of("Ines Vogt told a press conference in Oslo on Aug. 22 that the door stays open.")
    assert quote.text == "the door stays open"
    assert quote.said_on == date(2025, 8, 22)
    assert quote.said_at == "a press conference"


TRANSCRIPT = """MR. DALTON: Good afternoon. Thank you all for coming.

Q: Will the secretary travel?

MR. DALTON: He will travel to Lima on Friday. (Laughter.) That is all."""


def test_a_question_with_a_colon_is_nobodys_answer():
    assert [q.text for q in quotes_of(TRANSCRIPT)] == [
        "Good afternoon. Thank you all for coming.",
        "He will travel to Lima on Friday. … That is all.",
    ]


REMARKS = "THE PRESIDENT: It is good to be in Lima.\n\nQ  Will you return?\n\nTHE PRESIDENT: Yes, I will return."


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("Remarks by President Okello at a Press Conference", "Okello"),
        ("Remarks by President Okello and Vice President Hale", "Okello"),
        ("Remarks by President Okello and President Hale", None),
        ("Remarks at a Press Conference", None),
    ],
)
def test_an_office_in_a_label_is_the_person_whom_the_title_gives_it(title, speaker):
    quotes = quotes_of(REMARKS, title=title)
    assert [q.speaker_resolved for q in quotes] == [speaker, speaker]
    assert {q.role for q in quotes} == {"President"}


@pytest.mark.parametrize(
    ("text", "speaker", "polarity"),
    [
        ("Hamas official Taher al-Nunu denied reports that the group had agreed to disarm.", "Taher al-Nunu", "denied"),
        ("A spokesman for Mr Okello, Otto Lind, said talks were off.", "Otto Lind", "said"),
        ("Vera Holm of the Centre for Harbour and Sea Studies said talks would fail.", "Vera Holm", "said"),
        ("A senior official, speaking on condition of anonymity because the matter is secret, said the pact was dead.", None, "said"),
        ("“It would be wrong to go,” according to Vera Holm, the union's president.", "Vera Holm", "said"),
        ("“I have found that you lied,” Vera Holm wrote in a letter that she posted online.", "Vera Holm", "said"),
    ],
)
def test_one_quote_has_the_one_who_said_it(text, speaker, polarity):
    assert [(q.speaker_resolved, q.polarity) for q in quotes_of(text)] == [(speaker, polarity)]


@pytest.mark.parametrize(
    "text",
    ["Nobody said the bridge was safe.", "Neither side said it would back down.", "The project, said to be the largest, began."],
)
def test_what_nobody_said_is_no_quote(text):
    assert quotes_of(text) == ()


def test_the_company_is_not_its_owner_and_a_former_president_is_no_president():
    assert quotes_of("Vera Holm's shipyard sued the port, alleging it had copied plans.")[0].speaker_resolved != "Vera Holm"
    assert quotes_of("Former US president Tomas Okello said it was late.")[0].role == "former president"


INTERVIEW = "Q: Do you work?\n\nMARGARET HOLM: No, I'm not. I have a job to do.\n\nJOHN HALE: I told you so."


def test_an_interview_is_a_transcript_by_its_names():
    assert [(q.speaker_resolved, q.text) for q in quotes_of(INTERVIEW)] == [
        ("Margaret Holm", "No, I'm not. I have a job to do."),
        ("John Hale", "I told you so."),
    ]
