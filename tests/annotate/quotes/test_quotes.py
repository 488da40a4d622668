"""Who said what: tables of wordings with the quote that a reader would take from each."""

from datetime import date

import pytest

from briefgen.annotate.people import find_people
from briefgen.annotate.quotes import find_quotes
from briefgen.model import Quote, Span, Timex
from tests.articles import make_article


def quotes_of(text: str, timexes: tuple[Timex, ...] = ()) -> tuple[Quote, ...]:
    article = make_article(text)
    return find_quotes(article, find_people(article), timexes)


ONE = [
    ("quote first", '"Rice will be cheaper," Mehra said.', "direct", "Mehra", "Rice will be cheaper,"),
    ("inverted", "“It rained all night,” said Sokolov.", "direct", "Sokolov", "It rained all night,"),
    ("inverted with apposition", '"It is early," said Ali Rahimi, a spokesman for the port.', "direct", "Ali Rahimi", "It is early,"),
    ("title before the name", '"It is late," harbour commissioner Anna Reid said on Monday.', "direct", "Anna Reid", "It is late,"),
    ("speaker first", 'Novak said, "Snow is coming."', "direct", "Novak", "Snow is coming."),
    ("split in one sentence", '"The harvest," Mehra said, "was poor."', "direct", "Mehra", "The harvest, … was poor."),
    ("split in two", '"Boats are loaded," Lee said. "They sail at noon."', "direct", "Lee", "Boats are loaded, … They sail at noon."),
    ("abbreviation at the end", '"They train in the U.K." said Gen. Mark Tolland.', "direct", "Mark Tolland", "They train in the U.K."),
    ("telling somebody", '"Send the boats," Hollis told Sanders.', "direct", "Hollis", "Send the boats,"),
    ("a post", '"Rain at last," Marlow wrote on Facebook.', "direct", "Marlow", "Rain at last,"),
    ("a document", 'The notice read: "Keep off the ice."', "direct", "The notice", "Keep off the ice."),
    ("a dash", "“They came at dawn.” —Captain George Starr", "direct", "George Starr", "They came at dawn."),
    ("that-clause", "The ministry said that exports had doubled.", "indirect", "The ministry", "exports had doubled"),
    ("bare clause", "Tolland said the bridge was safe.", "indirect", "Tolland", "the bridge was safe"),
    ("trailing clause", "The ferry will sail again in June, Sokolov said.", "indirect", "Sokolov", "The ferry will sail again in June"),
    ("middle", "The ferry, Sokolov said, will sail again in June.", "indirect", "Sokolov", "The ferry … will sail again in June"),
    ("who-clause", "Sokolov, who owns two ferries, said the bay was calm.", "indirect", "Sokolov", "the bay was calm"),
    ("adverb", "Mehra later said rice was cheap.", "indirect", "Mehra", "rice was cheap"),
    ("according to, last", "Prices will fall, according to the ministry.", "indirect", "the ministry", "Prices will fall"),
    ("according to, first", "According to the ministry, prices will fall.", "indirect", "the ministry", "prices will fall"),
    ("addressee and place", "Lee told reporters in Seoul that the deal was close.", "indirect", "Lee", "the deal was close"),
    ("a month as a name", "On Tuesday, Ms. May said a limit could be set.", "indirect", "Ms. May", "a limit could be set"),
    ("asked by somebody", "Asked by Sanders about the ferry, Mehra said it was late.", "indirect", "Mehra", "it was late"),
    ("unnamed", "Three pilots at the port said the fog was lifting.", "indirect", "Three pilots at the port", "the fog was lifting"),
    ("words inside", 'Nolan said the bridge was "old" and "far too low".', "mixed", "Nolan", 'the bridge was "old" and "far too low"'),
    ("words inside, trailing", 'Farmers may face "a dry spring", Mehra said.', "mixed", "Mehra", 'Farmers may face "a dry spring"'),
    ("quoted as saying", "“It was a shock,” Novak was quoted as saying in the Daily Post.", "direct", "Novak", "It was a shock,"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "speaker", "words"), [row[1:] for row in ONE], ids=[row[0] for row in ONE])
def test_a_wording_gives_one_quote(text, kind, speaker, words):
    [quote] = quotes_of(text)
    assert (quote.kind, quote.speaker, quote.text) == (kind, speaker, words)


NO_QUOTE = [
    'The so-called "Iron Lady" of the port retires in June.',
    'Eduardo "Lalo" Ruiz lives in Lima.',
    "Mehra did not say when the ferry would sail.",
    "Mehra declined to say whether he would go.",
    "If Mehra says that rice is scarce, prices rise.",
    "Did Mehra say that the deal was done?",
    "He would say so if it were true.",
    "He read “War and Peace” on the train.",
    "Reporters were told that nothing was planned.",
    "Both ministers stressed the importance of closer cooperation among partners.",
]


@pytest.mark.parametrize("text", NO_QUOTE)
def test_these_say_nothing(text):
    assert quotes_of(text) == ()


def test_quotes_over_several_paragraphs_are_one_while_the_mark_stays_open():
    [quote] = quotes_of("“One well is dry,” Novak said. “Two more are low.\n\n“The rest will follow.”")
    assert quote.text == "One well is dry, … Two more are low. … The rest will follow."


def test_a_paragraph_of_marked_words_alone_is_the_last_speakers():
    one, two = quotes_of("“The road is open,” Novak said.\n\n“We will watch it day and night.”")
    assert (two.speaker, two.speaker_resolved, one.speaker_resolved) == (None, "Novak", "Novak")


def test_two_speakers_in_one_paragraph_keep_their_words():
    assert [(q.speaker, q.text) for q in quotes_of('"Never," Chen said. "Always," Pavlov said.')] == [
        ("Chen", "Never,"),
        ("Pavlov", "Always,"),
    ]


def test_adding_takes_the_speaker_before_it():
    one, two = quotes_of('Lee said the fog was "thick", adding: "Nobody sails today."')
    assert (one.kind, two.kind, two.text, two.speaker_resolved) == ("mixed", "direct", "Nobody sails today.", "Lee")


def test_a_second_verb_cuts_the_first_clause():
    assert [q.text for q in quotes_of("Novak said the road was open, and added that it would stay so.")] == [
        "the road was open",
        "it would stay so",
    ]


def test_a_report_of_a_report_gives_both():
    outer, inner = quotes_of("Reuters reported that Mehra said the crop had failed.")
    assert (outer.speaker, outer.text) == ("Reuters", "Mehra said the crop had failed")
    assert (inner.speaker, inner.text) == ("Mehra", "the crop had failed")


def test_a_block_quote_belongs_to_the_line_that_leads_in():
    [quote] = quotes_of("The mayor wrote in a note:\n\n> Boil the water.")
    assert (quote.kind, quote.speaker, quote.said_at, quote.text) == ("direct", "The mayor", "a note", "Boil the water.")


def test_denied_keeps_its_polarity():
    [quote] = quotes_of("Novak denied that the road was closed.")
    assert (quote.polarity, quote.text) == ("denied", "the road was closed")


def test_joint_speakers_are_both_named():
    [quote] = quotes_of("Prime Minister Kenji Morita and his Australian counterpart Peter Holloway said they would attend.")
    assert quote.speakers_resolved == ("Kenji Morita", "Peter Holloway")


def test_place_and_day_of_the_utterance_are_not_its_content():
    text = "Arjun Mehra told a press conference on Aug. 26 that the visit was on."
    at = text.index("Aug. 26")
    day = date(2025, 8, 26)
    timex = Timex(Span(at, at + 7), "Aug. 26", "DATE", "2025-08-26", None, day, day, None, "inferred", None, "time.date.month_day")
    [quote] = quotes_of(text, (timex,))
    assert (quote.said_at, quote.said_on, quote.text) == ("a press conference", day, "the visit was on")


PRONOUNS = [
    ('Mehra met farmers. "Rain is coming," he said.', "Mehra"),
    ("Arjun Mehra spoke first. Emily Stone came later. “I was clear,” she said.", "Emily Stone"),
    ("Justin Tremblay arrived by train. “It was late,” the prime minister said.", "Justin Tremblay"),
    ("Arjun Mehra, India's foreign secretary, arrived. He met John Hale, a banker. “I slept,” the foreign secretary said.", "Arjun Mehra"),
    ("A border guard said the gate was open. “It never closes,” he said.", "A border guard"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), PRONOUNS)
def test_a_pronoun_or_description_resolves_to_one_candidate(text, name):
    assert quotes_of(text)[-1].speaker_resolved == name


def test_role_and_affiliation_are_the_persons():
    [quote] = quotes_of("Arjun Mehra, India's foreign secretary, said the visit was on.")
    assert (quote.role, quote.affiliation) == ("foreign secretary", "India")


def test_an_unnamed_speaker_stays_as_described():
    [quote] = quotes_of("Senior officials familiar with the matter said the deal was close.")
    assert (quote.speaker, quote.speaker_resolved, quote.role) == ("Senior officials familiar with the matter", None, "officials")


def test_boilerplate_says_nothing():
    assert quotes_of("The visit lasts two days, as planned since spring.\nAlso Read: Mehra said the visit was on\n") == ()


@pytest.mark.parametrize("text", [row[1] for row in ONE])
def test_every_span_is_a_stretch_of_the_text(text):
    for quote in quotes_of(text):
        assert quote.text == " … ".join(f.of(text) for f in quote.fragments)
        assert quote.span.start == quote.fragments[0].start
        assert quote.span.end == quote.fragments[-1].end
        if quote.speaker_span is not None:
            assert quote.speaker_span.of(text) == quote.speaker
