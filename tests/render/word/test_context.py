"""The fields of a brief as a template shows them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefgen.model import Evidence, LeftOut, Look, Quotation, QuoteKind
from briefgen.render.word.context import make_context, quote_words, source_links
from briefgen.render.wording import show_days
from tests.render.sample import rich_brief, tiny_brief

N = "\u00a0"


def quote(text: str, kind: QuoteKind = "direct") -> Quotation:
    return Quotation("q", text, kind, "A", None, None, None, None, ())


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("direct", "It is dry", "“It is dry”"),
        ("direct", "It is dry,", "“It is dry”"),
        ("direct", '"It is dry"', "“It is dry”"),
        ("direct", 'The "Quad" is dry', "“The ‘Quad’ is dry”"),
        ("direct", '"Dry" and "wet"', "“‘Dry’ and ‘wet’”"),
        ("mixed", "in talks", "“in talks”"),
        ("mixed", 'is "in talks" with them', "is “in talks” with them (in part indirect)"),
        ("indirect", "it is dry", "it is dry (indirect)"),
    ],
)
def test_a_quote_is_in_marks_only_where_somebody_said_it(kind: QuoteKind, text: str, expected: str):
    assert quote_words(quote(text, kind)) == expected


def test_a_long_quote_is_cut_at_a_word_and_says_so():
    assert quote_words(quote("one two three four"), shorten=11) == f"“one two{N}[…]”"
    assert quote_words(quote('is "in talks with them now', "mixed"), shorten=15) == f"is “in talks{N}[…]” (in part indirect)"


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [([], ""), ([2], "[2]"), ([3, 1, 3], "[1] [3]"), ([1, 2], "[1] [2]"), ([1, 2, 3, 5], "[1]\u2060–\u2060[3] [5]"), ([0], "")],
)
def test_sources_are_numbered_in_order_and_three_in_a_row_are_a_range(numbers: list[int], expected: str):
    assert str(source_links([Evidence("a", 0, 1, "x", "r", number) for number in numbers])) == expected


def test_evidence_of_the_previous_brief_says_so():
    assert str(source_links([Evidence("a", 0, 1, "x", "r", 4, previous=True)])) == "(previous brief)"


@pytest.mark.parametrize(
    ("first", "last", "locale", "expected"),
    [
        (date(2025, 8, 29), date(2025, 8, 30), "en-GB", f"29–30{N}August 2025"),
        (date(2025, 8, 29), date(2025, 8, 30), "en-US", f"August{N}29–30, 2025"),
        (date(2025, 8, 29), None, "en-GB", f"from 29{N}August 2025"),
        (None, date(2025, 8, 29), "en-GB", f"until 29{N}August 2025"),
        (None, None, "en-GB", None),
    ],
)
def test_a_period_is_shown_as_the_reader_writes_it(first: date | None, last: date | None, locale: str, expected: str | None):
    assert show_days(first, last, locale) == expected


def test_american_dates_are_used_throughout():
    context = make_context(rich_brief(), Look(locale="en-US"))
    assert context["as_of"] == f"May{N}12, 2031"
    assert context["sources"][0]["date"] == f"May{N}9, 2031"
    assert context["quotes"][0]["date"] == f"May{N}9, 2031"
    assert context["itinerary"][4]["former"][0]["text"] == f"June{N}3, 2031, Kestrel"


def test_what_is_not_stated_says_so():
    context = make_context(rich_brief(), Look())
    assert [row["certainty"] for row in context["itinerary"]] == [None, "date inferred", None, None, None, None]
    assert context["sources"][8]["certainty"] == "date assumed"
    assert context["itinerary"][5]["status"] == "Tentative"
    assert context["itinerary"][1]["part_of"] == "Conference on the straits"


@pytest.mark.parametrize(
    ("left_out", "begins"),
    [(LeftOut(0, 0, 0), None), (LeftOut(1, 0, 0), f"1{N}article read"), (LeftOut(2, 1, 3), f"2{N}articles, 1{N}event and 3{N}quotes read")],
)
def test_what_was_left_out_is_one_sentence(left_out: LeftOut, begins: str | None):
    sentence = make_context(replace(tiny_brief(), left_out=left_out), Look())["left_out"]
    assert sentence is None if begins is None else sentence.startswith(begins)


def test_words_that_a_point_shows_are_not_shown_twice():
    first = make_context(rich_brief(), Look())["issues"][0]
    assert [voice["words"] for voice in first["voices"]] == ["“No licence will be issued before the ink is dry”"]
    assert str(first["speakers"]) == "Tomas Okello, President, Tamboa Q3"


def test_the_marking_is_in_capitals_and_never_invented():
    assert make_context(tiny_brief(), Look(marking="official"))["marking"] == "OFFICIAL"
    assert make_context(tiny_brief(), Look())["marking"] is None


@pytest.mark.parametrize(
    ("words", "first", "last", "sign"),
    [
        ("The talks are on June 3.", date(2031, 6, 3), date(2031, 6, 3), ""),
        ("The talks are on Jun. 3.", date(2031, 6, 3), date(2031, 6, 3), ""),
        ("The talks are on 3-4 June.", date(2031, 6, 3), date(2031, 6, 4), ""),
        ("The talks are on the 3rd of June.", date(2031, 6, 3), date(2031, 6, 3), ""),
        ("The talks are in June.", date(2031, 6, 1), date(2031, 6, 30), ""),
        ("The talks are in May.", date(2031, 5, 1), date(2031, 5, 31), ""),
        ("The talks are on Tuesday.", date(2031, 6, 3), date(2031, 6, 3), "*"),
        ("The talks are on June 30.", date(2031, 6, 3), date(2031, 6, 3), "*"),
        ("The talks are next month.", date(2031, 6, 1), date(2031, 6, 30), "*"),
        ("The talks are on June 3.", date(2032, 6, 3), date(2032, 6, 3), "*"),  # the year does not go without saying
    ],
)
def test_a_day_that_the_text_states_is_not_marked_for_its_year(words: str, first: date, last: date, sign: str):
    brief = rich_brief()
    row = replace(brief.itinerary[0], first=first, last=last, certainty="inferred", evidence=(Evidence("a", 0, len(words), words, "r"),))
    context = make_context(replace(brief, itinerary=(row,)), Look())
    assert context["itinerary"][0]["sign"] == sign
    assert bool(context["itinerary_note"]) is bool(sign)


def test_a_paraphrase_with_tokenised_marks_gets_none_around_it():
    words = "the plan is `` dead '' for now"
    assert quote_words(quote(words, "mixed")) == "the plan is “ dead ” for now (in part indirect)"
    assert quote_words(quote(words, "indirect")) == "the plan is “ dead ” for now (indirect)"
    assert quote_words(quote(words)) == "“the plan is ‘ dead ’ for now”"


def test_a_shortened_quote_ends_with_a_sentence_or_a_clause():
    said = quote("Norway will sign. The minister of the sea of the north said so.")
    assert quote_words(said, shorten=50) == f"“Norway will sign.{N}[…]”"
    clauses = quote("Norway will sign in May, and the minister of the sea in the north said so")
    assert quote_words(clauses, shorten=50) == f"“Norway will sign in May{N}[…]”"
