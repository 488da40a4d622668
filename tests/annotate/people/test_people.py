"""Who is named in an article, with which office."""

import pytest

from briefgen.annotate.people import find_people
from briefgen.model import Person
from tests.articles import make_article


def people_of(text: str) -> dict[str, Person]:
    return {person.name: person for person in find_people(make_article(text))}


OFFICES = [
    ("Indian Foreign Secretary Arjun Mehra said talks go on.", "Arjun Mehra", "Foreign Secretary", "India"),
    ("Japan's Prime Minister Kenji Morita said he would attend.", "Kenji Morita", "Prime Minister", "Japan"),
    ("Arjun Mehra, India's foreign secretary, told a press conference that the visit was on.", "Arjun Mehra", "foreign secretary", "India"),
    ("“More will follow,” said Ali Rahimi, a spokesman for the foreign ministry.", "Ali Rahimi", "spokesman", "foreign ministry"),
    ("Prime Minister Peter Holloway of Australia opened the meeting.", "Peter Holloway", "Prime Minister", "Australia"),
    ("Dockers Local 9 president Carol Jansen said on Monday that it was over.", "Carol Jansen", "president", "Dockers Local 9"),
    ("Secretary of State Martin Reyes flew to Seoul.", "Martin Reyes", "Secretary of State", None),
    ("“They know,” said Gen. Mark Tolland.", "Mark Tolland", "Gen.", None),
    ("Maria Lindqvist, president of Northern Bank, said rates would fall.", "Maria Lindqvist", "president", "Northern Bank"),
    ("The talks with Malaysia's Prime Minister Dato’ Seri Hamid Yusof went well.", "Hamid Yusof", "Prime Minister", "Malaysia"),
]


@pytest.mark.parametrize(("text", "name", "role", "affiliation"), OFFICES)
def test_an_office_beside_a_name_is_read_as_written(text, name, role, affiliation):
    person = people_of(text)[name]
    assert (person.role, person.affiliation) == (role, affiliation)


NOBODY = [
    "Reuters reported that Suzuki Motor would build cars in Gujarat.",
    "The Shanghai Cooperation Organisation met in Tianjin in August.",
    "The White House said Air Force One would land on Friday.",
    "Members of the Indo-Pacific Economic Framework met in Los Angeles.",
    "Police said the road was closed. Experts warned of ice.",
    "KEEPING SCORE: The index rose. WATCH BELOW: the video.",
    "Washington said it was ready. Beijing said it was not.",
    "In March, the New York Times reported the deal. Under Article Five, allies must act.",
    "Sixteen Kenyans were hurt. Canadians said they were shocked.",
]


@pytest.mark.parametrize("text", NOBODY)
def test_places_bodies_and_months_are_nobody(text):
    assert people_of(text) == {}


def test_a_short_form_belongs_to_the_one_full_name_that_fits():
    people = people_of("Prime Minister Anil Kapadia left on Friday. Kapadia said he was glad. Critics of Kapadia were not.")
    assert list(people) == ["Anil Kapadia"]
    assert len(people["Anil Kapadia"].mentions) == 3


def test_a_surname_that_two_people_share_is_given_to_neither():
    people = people_of("John Farrow met Helen Farrow. Farrow said nothing more was planned.")
    assert {name: len(person.mentions) for name, person in people.items()} == {"John Farrow": 1, "Helen Farrow": 1}


def test_a_courtesy_title_chooses_between_two_people_with_one_surname():
    people = people_of("John Farrow met Helen Farrow. Ms. Farrow said more was planned.")
    assert len(people["Helen Farrow"].mentions) == 2


def test_a_president_is_not_the_relative_with_the_full_name():
    people = people_of("President Marlow spoke first. Reporters asked about Hunter Marlow.")
    assert people["Marlow"].role == "President"
    assert people["Hunter Marlow"].role is None


def test_either_order_of_a_name_is_one_person():
    people = people_of("Prime Minister Morita Kenji arrived. Kenji Morita said he was glad.")
    assert len(people) == 1


def test_gender_comes_from_a_title_or_a_given_name():
    people = people_of("Ms. Okafor said yes. Emily Stone said no. Chidi Obi said maybe.")
    assert [people[n].gender for n in ("Okafor", "Emily Stone", "Chidi Obi")] == ["f", "f", None]


def test_a_picture_credit_is_nobody():
    assert "Lena Brandt" not in people_of("A view of the port. (Lena Brandt / CBC News)\n\nThe port was closed on Monday.")


def test_a_label_of_a_transcript_is_its_speaker():
    people = people_of("MS. VARGAS: Good afternoon.\n\nQ Thank you. Is it true?\n\nMS. VARGAS: It is.")
    assert list(people) == ["Vargas"]
    assert people["Vargas"].gender == "f"


def test_a_particle_stays_within_the_name():
    assert "Ursula van der Berg" in people_of("The president of the club, Ursula van der Berg, said it was ready.")


def test_boilerplate_names_nobody():
    text = "Anil Kapadia said the visit was on.\nAlso Read: Foreign Minister Wang Lei arrives in India\nThe visit lasts two days."
    assert list(people_of(text)) == ["Anil Kapadia"]


@pytest.mark.parametrize("text", [row[0] for row in OFFICES])
def test_every_mention_is_a_stretch_of_the_text_that_holds_part_of_the_name(text):
    for person in find_people(make_article(text)):
        for span in person.mentions:
            assert set(span.of(text).split()) & set(person.name.split())
