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


# --- characters that steer a page ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\u202etxet", "txet"), ("a\u200eb\u200fc", "abc"), ("\u2066a\u2069", "a"), ("\ufeffa", "a"), ("zero\u200bwidth", "zerowidth"),
        ("one\atwo", "one two"), ("one\ftwo", "one two"), ("one\u2029two", "one two"),
        ("\u0915\u094d\u200d\u0937", "\u0915\u094d\u200d\u0937"),  # a joiner is part of a word in Hindi
        ("3\u20135\u00a0May", "3\u20135\u00a0May"),
    ],
)  # fmt: skip
def test_no_text_turns_the_line_or_ends_the_page(hostile: str, shown: str):
    brief = rich_brief()
    row = replace(brief.itinerary[0], title=hostile, place=hostile, people=(hostile,))
    line = replace(brief.bottom_line[0], text=hostile)
    source = replace(brief.sources[0], title=hostile)
    spoilt = replace(brief, title=hostile, itinerary=(row, *brief.itinerary[1:]), bottom_line=(line,), sources=(source, *brief.sources[1:]))
    context = make_context(spoilt, Look(organisation=hostile, marking=hostile))
    first = context["itinerary"][0]
    assert (context["title"], context["organisation"], context["marking"]) == (shown, shown, shown.upper())
    assert (first["title"], first["place"], first["people"]) == (shown, shown, shown.replace(" ", N))
    assert context["bottom_line"][0]["text"] == context["memo"]["bottom_line"][0]["text"] == shown
    assert str(context["sources"][0]["headline"]) == shown
    assert hostile == shown or hostile not in str(context["timeline"])


# --- the programme, the sides, the press -----------------------------------------------------------------------


def test_the_programme_goes_by_days_and_periods_and_what_has_no_day():
    context = make_context(rich_brief(), Look())
    assert [(day["date"], [row["title"] for row in day["rows"]], day["running"]) for day in context["days"]] == [
        (f"Wednesday 14{N}May 2031", ["Helena Brandt meets Tomas Okello"], "Conference on the straits"),
        (f"Friday 16{N}May 2031", ["Talks on the catch limits"], ""),
    ]
    assert [row["when"] for row in context["periods"]] == [f"14–15{N}May 2031", f"24–30{N}May 2031", f"8–10{N}July 2031"]
    assert [row["when"] for row in context["undated"]] == ["Later in 2031"]


def test_no_row_is_lost_between_the_parts_of_the_programme():
    context = make_context(rich_brief(), Look())
    parts = [row for day in context["days"] for row in day["rows"]] + context["periods"] + context["undated"]
    assert sorted(row["title"] for row in parts) == sorted(row["title"] for row in context["itinerary"])


@pytest.mark.parametrize(
    ("first", "last", "when", "counts"),
    [
        (date(2031, 11, 1), date(2031, 11, 30), "November 2031", [0, 0, 1]),
        (date(2031, 11, 3), date(2031, 11, 9), f"week of 3{N}November 2031", [0, 0, 1]),  # on one of its days, which nobody named
        (date(2031, 11, 1), date(2031, 11, 10), "early November 2031", [0, 0, 1]),
        (date(2031, 11, 3), date(2031, 11, 9), f"3–9{N}November 2031", [0, 1, 0]),
        (date(2031, 11, 3), date(2031, 12, 9), f"3{N}November – 9{N}December 2031", [0, 1, 0]),
        (date(2031, 11, 3), date(2031, 11, 3), f"3{N}November 2031", [1, 0, 0]),
        (None, date(2031, 11, 3), f"until 3{N}November 2031", [0, 0, 1]),
    ],
)
def test_only_days_that_are_named_make_a_period(first: date | None, last: date, when: str, counts: list[int]):
    row = replace(rich_brief().itinerary[0], first=first, last=last, when=when)
    context = make_context(replace(rich_brief(), itinerary=(row,)), Look())
    assert [len(context[name]) for name in ("days", "periods", "undated")] == counts


def test_on_one_day_what_has_an_hour_comes_first():
    noon, open_hour, early = (
        replace(rich_brief().itinerary[2], id=str(n), title=str(n), time=time) for n, time in enumerate(("12:00", None, "09:00"))
    )
    day = make_context(replace(rich_brief(), itinerary=(noon, open_hour, early)), Look(locale="en-US"))["days"][0]
    assert [row["title"] for row in day["rows"]] == ["2", "0", "1"]
    assert day["date"] == f"Friday, May{N}16, 2031"


def test_quotes_stand_by_side_and_those_without_one_last():
    context = make_context(rich_brief(), Look())
    assert [(side["name"], len(side["voices"])) for side in context["sides"]] == [
        ("Varland", 1), ("Tamboa", 2), ("Kestrel", 2), ("Ministry of Digital Affairs", 1), ("Orsina", 1), (None, 1),
    ]  # fmt: skip
    assert [side["name"] for side in context["issues"][0]["sides"]] == ["Tamboa"]


def test_a_speaker_whose_quote_names_no_side_has_the_one_of_the_list_of_people():
    brief = rich_brief()
    quotes = (replace(brief.quotes[0], affiliation=None),)
    assert make_context(replace(brief, quotes=quotes), Look())["sides"][0]["name"] == "Varland"


def test_the_press_gets_one_quote_a_side_its_own_words_first():
    brief = rich_brief()
    indirect_first = replace(brief, quotes=(brief.quotes[2], brief.quotes[1], *brief.quotes[3:]))
    lines = make_context(indirect_first, Look())["press_lines"]
    assert [line["speaker"] for line in lines] == ["Tomas Okello", "Ana Lindqvist", "Paul Achterberg", "Jonas Petrak", "Mirela Sato"]
    assert lines[0]["words"] == "“No licence will be issued before the ink is dry”"


# --- sources -----------------------------------------------------------------------------------------------------


def test_a_source_that_is_a_files_name_and_no_more_says_so():
    brief = rich_brief()
    bare = replace(brief.sources[0], id=f"archive/{'x' * 80}/note-17.txt", title=None, publisher=None, url=None)
    shown = make_context(replace(brief, sources=(bare, *brief.sources[1:])), Look())["sources"]
    assert [source["is_bare"] for source in shown[:2]] == [True, False]
    assert str(shown[0]["headline"]) == "note-17.txt"


def test_of_many_copies_two_are_named():
    source = replace(rich_brief().sources[0], copies=("a", "b", "c", "d"))
    assert make_context(replace(rich_brief(), sources=(source,)), Look())["sources"][0]["same_text"] == "a, b and 2 more"


def proofs(context: dict[str, object], kind: str) -> list[str]:
    runs = context["bottom_line"][0]["sources"].runs  # type: ignore[index]
    return [note for run in runs if (note := getattr(run, kind))]


def test_the_sentences_behind_a_line_stand_in_a_note_where_wanted():
    expected = (
        "“Prime Minister Helena Brandt will travel to Port Ilse on May 14-15” — Northern Wire, "
        f"Varland’s prime minister to open the straits conference in Port Ilse, 9{N}May 2031 [1]"
    )
    assert proofs(make_context(rich_brief(), Look(proof="footnotes")), "footnote") == [expected]
    assert proofs(make_context(rich_brief(), Look(proof="comments")), "comment") == [expected]
    assert proofs(make_context(rich_brief(), Look()), "footnote") == []


def test_a_note_holds_some_sentences_and_counts_the_rest():
    evidence = [Evidence("a", n, n + 1, f"Sentence {n}.", "r", 1) for n in range(5)]
    note = source_links(evidence, proof="footnotes", works={1: "Wire"}).runs[-1].footnote
    assert note is not None
    assert note.split("\n") == ["“Sentence 0.” — Wire [1]", "“Sentence 1.” — Wire [1]", "And 3 more sentences."]
