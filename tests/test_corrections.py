"""corrections.toml applied to a story: what each verb changes, that it is marked, and what is told where it fits nothing."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefgen.config import Config, Topic
from briefgen.config.corrections import build_corrections
from briefgen.errors import ConfigError
from briefgen.merge import merge
from briefgen.model import Brief, Conflict, Quotation, Reading, Row, Story, quote_id
from briefgen.pipeline import Period, Previous
from briefgen.pipeline.briefs import _correct, make_briefs
from briefgen.render.jsonfile import brief_from_dict, brief_to_dict
from tests.articles import annotated

PAGE = Path(__file__).parents[1] / "docs" / "corrections.md"
QUAD, FOOTBALL = Topic("quad", "The Quad", ("Quad",)), Topic("football", "Football", ("football",))
CONFIG = Config(topics=(QUAD, FOOTBALL))
TEXTS = {
    "one.txt": "Prime Minister Anna Berg will visit Japan on Sept. 3-4 for talks on the Quad.\n"
    '"The Quad is a platform on which four countries get things done at sea," said Carl Dorn, Norway\'s foreign secretary.\n'
    "The Quad will hold a summit in Oslo on Oct. 5.\n",
    "two.txt": "Prime Minister Anna Berg will visit Japan on Sept. 3-4.\nThe Quad will hold a naval exercise off Lima on Nov. 12.\n",
    "three.txt": "The Quad will hold a summit in Bergen on Oct. 6, said Erik Lund, the mayor.\n"
    '"The town will be ready for its guests in a month," Lund said.\n'
    "The football club of Bergen will visit Peru on Dec. 9.\n",
}
JAPAN, PLATFORM = "Visit to Japan for talks on the Quad", "The Quad is a platform on which four countries get things done at sea"
FOUND = [annotated(text, id_=id_) for id_, text in TEXTS.items()]


def applied(toml: str, *topics: Topic, found: Any = FOUND, previous: Brief | None = None) -> tuple[list[Brief], Story, list[str]]:
    """The briefs as of 28 August under the corrections in ``toml``, the story, and what fitted nothing."""
    corrections = build_corrections(tomllib.loads(toml), Path("desk/corrections.toml"))
    told: list[str] = []
    briefs, story = make_briefs(
        found, (), topics or (QUAD,), CONFIG, as_of=date(2025, 8, 28), period=Period(), corrections=corrections, warn=told.append,
        previous=Previous((brief_to_dict(previous),)) if previous else None,
    )  # fmt: skip
    return list(briefs), story, told


def made(toml: str, **more: Any) -> Brief:
    """The brief on the Quad; every correction fits."""
    briefs, _, told = applied(toml, **more)
    assert told == []
    return briefs[0]


def row_of(brief: Brief, title: str) -> Row:
    (row,) = [r for r in (*brief.itinerary, *brief.chronology) if r.title == title]
    return row


def quote_of(brief: Brief, words: str) -> Quotation:
    (quote,) = [q for q in brief.quotes if words in q.text]
    return quote


def titles(brief: Brief) -> list[str]:
    return [r.title for r in brief.itinerary]


PLAIN = made("")


def test_without_corrections_nothing_is_marked():
    assert {JAPAN, "Summit in Oslo", "Summit in Bergen", "Visit to Peru"} <= set(titles(PLAIN))
    edits = [r.edited for r in PLAIN.itinerary] + [q.edited for q in PLAIN.quotes] + [f.edited for f in PLAIN.people]
    assert set(edits) == {None}


def test_the_order_of_the_articles_does_not_matter():
    toml = f'[[split]]\nrow = "{JAPAN}"\narticles = ["two.txt"]\n[[merge]]\nrows = ["Summit in Bergen", "Summit in Oslo"]'
    assert made(toml) == made(toml, found=FOUND[::-1])


# --- drop and pin ----------------------------------------------------------------------------------------


def test_a_dropped_row_is_left_out_with_the_reason():
    brief = made('[[drop]]\nrow = "visit  to PERU"\nreason = "a club\'s"')
    assert "Visit to Peru" not in titles(brief)
    assert brief.left_out.rows == PLAIN.left_out.rows + 1
    assert brief.left_out.row_lines[0].text.endswith("– dropped: a club's")


def test_a_drop_for_one_topic_leaves_the_others_alone():
    (quad, football), _, told = applied('[[drop]]\nrow = "Visit to Peru"\ntopic = "Quad"', QUAD, FOOTBALL)
    assert ("Visit to Peru" in titles(quad), "Visit to Peru" in titles(football), told) == (False, True, [])


def test_a_pinned_row_is_shown_though_it_would_not_earn_its_place(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("briefgen.brief.rows.MIN_ANY", 99)
    assert titles(made("")) == []
    assert row_of(made('[[pin]]\nrow = "Naval exercise"\nreason = "asked for"'), "Naval exercise").edited == "asked for"


def test_a_pinned_row_is_never_cut_for_space(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("briefgen.brief.rows.MAX_ITINERARY", 1)
    assert titles(made("")) != ["Visit to Peru"]
    assert titles(made('[[pin]]\nrow = "Visit to Peru"')) == ["Visit to Peru"]
    assert titles(made('[[pin]]\nrow = "Visit to Peru"\n[[pin]]\nrow = "Naval exercise"')) == ["Naval exercise", "Visit to Peru"]


def test_a_row_pinned_to_a_topic_is_shown_where_it_would_not_belong():
    toml = f'[[pin]]\nrow = "{JAPAN}"\ntopic = "football"'
    (quad, football), _, _ = applied(toml, QUAD, FOOTBALL)
    assert (row_of(football, JAPAN).edited, row_of(quad, JAPAN).edited) == ("pinned", None)
    assert {e.source for e in row_of(football, JAPAN).evidence} <= {s.number for s in football.sources}


def test_a_word_for_one_topic_comes_before_a_word_for_all():
    toml = '[[drop]]\nrow = "Visit to Peru"\n[[pin]]\nrow = "Visit to Peru"\ntopic = "football"'
    (quad, football), _, _ = applied(toml, QUAD, FOOTBALL)
    assert ("Visit to Peru" in titles(quad), "Visit to Peru" in titles(football)) == (False, True)


def test_what_is_for_a_topic_that_is_not_made_waits_for_its_turn():
    assert made('[[drop]]\nrow = "No such row"\ntopic = "football"') == PLAIN


@pytest.mark.parametrize(
    "words", [PLATFORM, f"“{PLATFORM},”", f'"{PLATFORM.upper()}"', quote_id("one.txt", FOUND[0].quotes[0])]
)  # fmt: skip
def test_a_quote_is_known_by_its_words_however_they_are_marked_and_by_its_id(words: str):
    key = words.replace("\\", "\\\\").replace('"', '\\"')
    brief = made(f'[[drop]]\nquote = "{key}"\nreason = "not said"')
    assert [q.speaker for q in brief.quotes] == ["Erik Lund"]
    assert any(line.text == f"Carl Dorn: {PLATFORM}, – dropped: not said" for line in brief.left_out.quote_lines)


def test_a_long_quote_is_known_by_what_the_brief_shows_of_it():
    long = " ".join(f"The Quad has {n} plans for the sea." for n in range(20))
    found = [annotated(f'"{long}" said Carl Dorn, Norway\'s foreign secretary.', id_="long.txt")]
    shown = made("", found=found).quotes[0]
    assert (shown.text.endswith("[…]"), shown.edited) == (True, "cut")
    assert made(f'[[fix]]\nquote = "{shown.text}"\nrole = "envoy"', found=found).quotes[0].edited == "cut; role corrected"


def test_a_pinned_quote_is_shown_whatever_else_there_is(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("briefgen.brief.quotes.MAX_QUOTES", 1)
    assert [q.speaker for q in made("").quotes] == ["Carl Dorn"]
    (quote,) = made('[[pin]]\nquote = "The town will be ready for its guests in a month"').quotes
    assert (quote.speaker, quote.edited) == ("Erik Lund", "pinned")


def test_a_quote_pinned_to_a_topic_comes_from_any_article():
    assert [q.speaker for q in applied("", FOOTBALL)[0][0].quotes] == ["Erik Lund"]
    (football,), _, _ = applied(f'[[pin]]\nquote = "{PLATFORM}"\ntopic = "football"', FOOTBALL)
    assert [q.speaker for q in football.quotes] == ["Carl Dorn", "Erik Lund"]
    assert {s.id for s in football.sources} == {"one.txt", "three.txt"}


# --- fix -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "days", "when"),
    [
        ("2025-09-05", (date(2025, 9, 5), date(2025, 9, 5)), "5 September 2025"),
        ('"2025-09-05"', (date(2025, 9, 5), date(2025, 9, 5)), "5 September 2025"),
        ('"2025-09-05 / 2025-09-06"', (date(2025, 9, 5), date(2025, 9, 6)), "5–6 September 2025"),
        ('"none"', (None, None), "date not stated"),
    ],
)
def test_a_date_that_was_put_right_is_stated_and_marked(value: str, days: tuple[Any, Any], when: str):
    row = row_of(made(f'[[fix]]\nrow = "{JAPAN}"\ndate = {value}\nreason = "the embassy"'), JAPAN)
    assert (row.first, row.last, row.when.replace("\u00a0", " "), row.certainty, row.edited) == (*days, when, "stated", "the embassy")
    assert [(e.article, e.text) for e in row.evidence] == [(e.article, e.text) for e in row_of(PLAIN, JAPAN).evidence]
    assert row.id == row_of(PLAIN, JAPAN).id


def test_an_hour_stays_with_its_day_only():
    found = [annotated("Prime Minister Anna Berg will visit Japan on Sept. 3 at 14:30 JST for the Quad.")]
    (title,) = titles(made("", found=found))
    hours = {day: row_of(made(f'[[fix]]\nrow = "{title}"\ndate = {day}', found=found), title) for day in ("2025-09-03", "2025-09-04")}
    assert [(row.time, row.zone) for row in hours.values()] == [(row_of(made("", found=found), title).time, "JST"), (None, None)]


def test_title_place_and_status_are_put_right_and_the_row_answers_to_its_old_title_too():
    toml = '[[fix]]\nrow = "Summit in Oslo"\ntitle = "The summit"\nplace = "Hamar"\nstatus = "cancelled"\n[[pin]]\nrow = "Summit in Oslo"'
    row = row_of(made(toml), "The summit")
    assert (row.place, row.status, row.edited) == ("Hamar", "cancelled", "title, place and status corrected; pinned")
    assert row_of(made('[[fix]]\nrow = "Summit in Oslo"\nplace = "none"'), "Summit in Oslo").place is None


def test_a_correction_that_the_reports_have_caught_up_with_is_no_edit():
    toml = f'[[fix]]\nrow = "{JAPAN}"\nplace = "Japan"\n[[fix]]\nquote = "{PLATFORM}"\nspeaker = "carl dorn"'
    assert made(toml) == PLAIN


def test_a_date_that_the_analyst_confirms_is_no_longer_inferred():
    row = row_of(made(f'[[fix]]\nrow = "{JAPAN}"\ndate = "2025-09-03/2025-09-04"'), JAPAN)
    assert (row_of(PLAIN, JAPAN).certainty, row.certainty, row.edited) == ("inferred", "stated", "date confirmed")


def test_a_speaker_that_was_put_right_has_the_office_that_the_articles_give_him():
    quote = quote_of(made(f'[[fix]]\nquote = "{PLATFORM}"\nspeaker = "erik lund"\nreason = "the wire erred"'), PLATFORM)
    assert (quote.speaker, quote.role, quote.edited) == ("Erik Lund", "mayor", "the wire erred")
    quote = quote_of(made(f'[[fix]]\nquote = "{PLATFORM}"\nspeaker = "Ida Moe"\nrole = "minister"'), PLATFORM)
    assert (quote.speaker, quote.role, quote.affiliation, quote.edited) == ("Ida Moe", "minister", None, "speaker and role corrected")
    assert quote.id == quote_of(PLAIN, PLATFORM).id


def test_a_speaker_without_an_office_does_not_inherit_the_one_of_whom_he_replaces():
    assert quote_of(made(f'[[fix]]\nquote = "{PLATFORM}"\nspeaker = "Ida Moe"'), PLATFORM).role is None


def test_the_same_words_are_corrected_in_every_article_that_has_them():
    again = annotated(f'At sea, too. "{PLATFORM}," said Carl Dorn, Norway\'s foreign secretary. The Quad met.', id_="wire.txt")
    key = quote_id("one.txt", FOUND[0].quotes[0])
    brief = made(f'[[drop]]\nquote = "{key}"', found=[*FOUND, again])
    assert not [q for q in brief.quotes if PLATFORM in q.text]


def test_a_role_that_was_put_right_stands_in_whos_who_and_beside_the_quotes():
    brief = made('[[fix]]\nperson = "Erik Lund"\nrole = "acting mayor"\nreason = "since Monday"')
    (figure,) = [f for f in brief.people if f.name == "Erik Lund"]
    assert (figure.role, figure.edited) == ("acting mayor", "since Monday")
    quote = quote_of(brief, "guests")
    assert (quote.role, quote.edited) == ("acting mayor", "since Monday")


# --- merge and split -------------------------------------------------------------------------------------


def test_merged_rows_keep_what_the_first_says_and_join_evidence_and_people():
    brief = made('[[merge]]\nrows = ["Summit in Bergen", "Summit in Oslo"]\nreason = "moved"')
    row, old = row_of(brief, "Summit in Bergen"), row_of(PLAIN, "Summit in Bergen")
    assert (row.id, row.first, row.place, row.edited) == (old.id, old.first, old.place, "moved")
    assert {e.article for e in row.evidence} == {"one.txt", "three.txt"}
    assert "Summit in Oslo" not in titles(brief)
    conflict = next(c for c in brief.conflicts if c.about == "date of “Summit in Bergen”")
    assert [r.value.replace("\u00a0", " ") for r in conflict.readings] == ["6 October 2025", "5 October 2025"]


def test_whoever_asks_for_a_merged_row_gets_the_one_that_it_is_in():
    toml = '[[merge]]\nrows = ["Summit in Bergen", "Summit in Oslo"]\n[[fix]]\nrow = "Summit in Oslo"\nstatus = "confirmed"'
    assert row_of(made(toml), "Summit in Bergen").status == "confirmed"


@pytest.mark.parametrize(
    "how", ['articles = ["two.txt"]', 'words = "Sept. 3-4."', 'words = "PRIME  minister anna berg will visit japan on sept. 3-4."']
)  # fmt: skip
def test_a_split_row_makes_two_from_their_own_sentences(how: str):
    toml = f'[[split]]\nrow = "{JAPAN}"\n{how}\nreason = "two journeys"'
    brief = made(toml)
    old, new = row_of(brief, JAPAN), row_of(brief, "Visit to Japan")
    assert [{e.article for e in row.evidence} for row in (old, new)] == [{"one.txt"}, {"two.txt"}]
    assert (old.id, old.edited, new.edited) == (row_of(PLAIN, JAPAN).id, "two journeys", "two journeys")
    assert new.id not in {r.id for r in PLAIN.itinerary}
    assert made(toml) == brief


def test_both_halves_of_a_split_have_the_dates_of_their_own_articles():
    vague = annotated("Prime Minister Anna Berg will visit Japan in September, the Quad's office said.", id_="vague.txt")
    _, story, told = applied(f'[[split]]\nrow = "{JAPAN}"\narticles = ["one.txt", "two.txt"]', found=[*FOUND, vague])
    assert told == []
    visits = {e.mentions[0][0]: (e.first, e.last, e.value) for e in story.events if e.kind == "visit" and e.place == "Japan"}
    assert visits["vague.txt"] == (date(2025, 9, 1), date(2025, 9, 30), "2025-09")
    assert visits["one.txt"][:2] == (date(2025, 9, 3), date(2025, 9, 4))


def test_new_ids_collide_with_none_and_stay_from_run_to_run():
    toml = "".join(f'[[split]]\nrow = "{JAPAN}"\n{how}\n' for how in ('articles = ["two.txt"]', 'articles = ["three.txt"]'))
    four = annotated("Prime Minister Anna Berg will visit Japan on Sept. 3-4 for the Quad, a paper said.", id_="three.txt")
    _, story, _ = applied(toml, found=[*FOUND[:2], four])
    ids = [e.id for e in story.events]
    assert len(ids) == len(set(ids))
    assert applied(toml, found=[*FOUND[:2], four])[1] == story


def test_a_split_of_an_article_is_found_by_the_name_of_its_copy():
    story = merge([*FOUND, replace(FOUND[1], article=replace(FOUND[1].article, id="copy.txt"))])
    copy = dict(story.copies)
    assert copy
    name = next(iter(copy.values()))[0]
    corrections = build_corrections(tomllib.loads(f'[[split]]\nrow = "{JAPAN}"\narticles = ["{name}"]'), Path("c.toml"))
    corrected, unfit = _correct(story, corrections, [QUAD], CONFIG, [])
    assert (unfit, len(corrected.events)) == ((), len(story.events) + 1)


# --- the whole brief -------------------------------------------------------------------------------------


def test_the_bottom_line_says_which_of_its_lines_is_edited():
    brief = made(f'[[fix]]\nrow = "{JAPAN}"\ndate = 2025-09-05')
    assert [line.text.endswith("(edited)") for line in brief.bottom_line if JAPAN in line.text and line.text.startswith("Next")] == [True]


def test_a_conflict_about_a_row_goes_with_the_row_and_takes_its_new_title():
    story = merge(FOUND)
    event = next(e for e in story.events if e.title == "Visit to Peru")
    disputed = replace(story, conflicts=(Conflict("date of “Visit to Peru”", (Reading("2025-12-09", event.evidence),)),))
    corrections = build_corrections(tomllib.loads('[[fix]]\nrow = "Visit to Peru"\ntitle = "The match"'), Path("c.toml"))
    corrected, _ = _correct(disputed, corrections, [QUAD], CONFIG, [])
    assert [c.about for c in corrected.conflicts] == ["date of “The match”"]


def test_a_brief_with_corrections_is_read_back_as_it_was():
    brief = made(f'[[fix]]\nperson = "Erik Lund"\nrole = "envoy"\n[[fix]]\nrow = "{JAPAN}"\ndate = 2025-09-05')
    again = brief_from_dict(brief_to_dict(brief))
    assert (again.itinerary, [f.edited for f in again.people]) == (brief.itinerary, [f.edited for f in brief.people])


# --- since the previous brief ----------------------------------------------------------------------------


def test_a_corrected_row_is_compared_under_its_id_and_the_edit_is_no_news():
    brief = made(f'[[fix]]\nrow = "{JAPAN}"\ndate = 2025-09-05\nreason = "the embassy"', previous=PLAIN)
    assert [(c.kind, c.text.endswith("(edited: the embassy)")) for c in brief.changes] == [("moved", True)]


def test_what_reports_moved_is_news_though_the_row_is_pinned():
    later = [annotated(TEXTS["two.txt"].replace("Nov. 12", "Nov. 13"), id_="two.txt"), *FOUND[::2]]
    brief = made('[[pin]]\nrow = "Naval exercise"', found=later, previous=made('[[pin]]\nrow = "Naval exercise"'))
    assert [(c.kind, "edited" in c.text) for c in brief.changes] in ([("moved", False)], [("new", False), ("dropped", False)])
    assert not any("edited" in line.text for line in brief.bottom_line)


def test_a_dropped_and_a_merged_row_are_not_told_as_no_longer_reported_without_the_reason():
    brief = made('[[drop]]\nrow = "Visit to Peru"\nreason = "a club\'s"', previous=PLAIN)
    assert [(c.kind, c.text.endswith("– dropped: a club's")) for c in brief.changes] == [("dropped", True)]
    brief = made('[[merge]]\nrows = ["Summit in Bergen", "Summit in Oslo"]', previous=PLAIN)
    assert [c.text.partition(" – ")[2] for c in brief.changes if c.kind == "dropped"] == ["now in “Summit in Bergen”: rows merged"]


def test_the_same_corrections_twice_change_nothing_the_second_time():
    toml = f'[[fix]]\nrow = "{JAPAN}"\ndate = 2025-09-05\ntitle = "Visit"\n[[split]]\nrow = "{JAPAN}"\narticles = ["two.txt"]'
    assert made(toml, previous=made(toml)).changes == ()


def test_a_row_is_found_by_the_id_that_it_had_in_the_previous_brief():
    row = row_of(PLAIN, JAPAN)
    older = replace(PLAIN, itinerary=(replace(row, id="0123456789ab", title="A journey"),))
    for key in ("0123456789ab", "A journey"):
        brief = made(f'[[fix]]\nrow = "{key}"\nplace = "Kyoto"', previous=older)
        assert row_of(brief, JAPAN).place == "Kyoto"


# --- what fits nothing -----------------------------------------------------------------------------------

TWINS = [
    annotated("The Quad will hold a summit in Oslo on Oct. 5.", id_="x.txt"),
    annotated("The Quad will hold a summit in Oslo on May 6, 2026.", id_="y.txt"),
]


@pytest.mark.parametrize(
    ("toml", "why"),
    [
        ('[[drop]]\nrow = "Visit to Perú"', "[[drop]] 1: no row has the id or title “Visit to Perú”; did you mean “Visit to Peru”?"),
        ('[[pin]]\nrow = "abcdef012345"', "[[pin]] 1: no row has the id or title “abcdef012345”"),
        ('[[drop]]\nquote = "Nobody said so"', "[[drop]] 1: no quote has the id or the words “Nobody said so”"),
        ('[[fix]]\nperson = "Erik Lunt"\nrole = "x"', "[[fix]] 1: no person is called “Erik Lunt”; did you mean “Erik Lund”?"),
        ('[[merge]]\nrows = ["Summit in Oslo", "Fair"]', "[[merge]] 1: no row has the id or title “Fair”"),
        (f'[[split]]\nrow = "{JAPAN}"\narticles = ["x"]', f"[[split]] 1: no sentence that tells “{JAPAN}” stands in x"),
        (f'[[split]]\nrow = "{JAPAN}"\nwords = "zebra"', f"[[split]] 1: no sentence that tells “{JAPAN}” holds “zebra”"),
        (f'[[split]]\nrow = "{JAPAN}"\nwords = "Japan"', f"[[split]] 1: it means every sentence that tells “{JAPAN}”"),
        ('[[drop]]\nrow = "x"\ntopic = "qaud"', '[[drop]] 1: no topic is called "qaud"; did you mean "quad"?'),
    ],
)
def test_what_fits_nothing_is_told_and_everything_else_is_applied(toml: str, why: str):
    (brief,), _, told = applied(f'{toml}\n[[fix]]\nrow = "Summit in Bergen"\nstatus = "confirmed"')
    assert len(told) == 1
    assert told[0].startswith(f"desk/corrections.toml, {why}")
    (line,) = brief.assumptions
    assert line.text.startswith(f"A correction was not applied: corrections.toml, {why}")
    assert line.evidence == ()
    assert row_of(brief, "Summit in Bergen").status == "confirmed"


def test_of_two_rows_with_one_title_the_id_is_asked_for():
    (brief,), _, told = applied('[[fix]]\nrow = "Summit in Oslo"\nstatus = "cancelled"', found=TWINS)
    ids = [r.id for r in brief.itinerary]
    assert len(ids) == 2
    assert f"2 rows are called “Summit in Oslo”; give the id of one: {ids[0]} (2025-10-05), {ids[1]} (2026-05-06)" in told[0]
    assert {r.edited for r in brief.itinerary} == {None}
    assert made(f'[[fix]]\nrow = "{ids[1]}"\nstatus = "cancelled"', found=TWINS).itinerary[1].status == "cancelled"


def test_of_rows_to_merge_those_that_are_there_are_merged():
    briefs, _, told = applied('[[merge]]\nrows = ["Summit in Oslo", "Fair", "Summit in Bergen"]')
    assert "Summit in Bergen" not in titles(briefs[0])
    assert len(told) == 1


def test_words_that_two_people_said_need_the_id():
    text = '"We will keep the sea open for the Quad," said {}.'
    found = [annotated(text.format(who), id_=f"{n}.txt") for n, who in enumerate(("Carl Dorn, the mayor", "Erik Lund, the envoy"))]
    _, _, told = applied('[[drop]]\nquote = "We will keep the sea open for the Quad"', found=found)
    assert "several people said “We will keep the sea open for the Quad”; give the id of one: q" in told[0]


def test_what_fits_nothing_in_one_topic_is_told_in_its_brief_alone():
    (quad, football), _, told = applied('[[drop]]\nrow = "Fair"\ntopic = "football"', QUAD, FOOTBALL)
    assert (len(quad.assumptions), len(football.assumptions), len(told)) == (0, 1, 1)


# --- the page of the docs --------------------------------------------------------------------------------

EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
TABLES = [table for example in EXAMPLES for table in re.split(r"\n(?=\[\[)", example)]


@pytest.mark.parametrize("table", TABLES, ids=lambda t: " ".join(t.split()[:5]))
def test_an_example_of_the_page_does_what_it_says(table: str):
    briefs, story, told = applied(table, QUAD, FOOTBALL)
    assert told == []
    assert story != merge(FOUND)
    assert briefs != applied("", QUAD, FOOTBALL)[0]


@pytest.mark.parametrize("example", EXAMPLES, ids=("drop and pin", "fix", "merge and split"))
def test_the_examples_of_a_section_can_stand_in_one_file(example: str):
    if "[[split]]" in example:
        example = example.rpartition("\n[[split]]")[0]  # the second says the same in other words
    assert applied(example, QUAD, FOOTBALL)[2] == []


def test_every_verb_has_an_example():
    assert {t.split("]]")[0].removeprefix("[[") for t in TABLES} == {"drop", "pin", "fix", "merge", "split"}


# --- the file itself -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('[[dorp]]\nrow = "x"', 'unknown table "dorp"; did you mean "[[drop]]"?'),
        ('[drop]\nrow = "x"', '"drop" must be tables, each begun with [[drop]]'),
        ('[[drop]]\nrow = "x"\n[[drop]]\nrwo = "x"', '[[drop]] 2: unknown key "rwo"; did you mean "row"?'),
        ("[[drop]]\nrow = 3", '[[drop]] 1: "row" must be a string, not 3'),
        ('[[drop]]\nrow = " "', '[[drop]] 1: "row" is empty'),
        ('[[drop]]\nreason = "x"', "[[drop]] 1: names nothing; give one of row, quote"),
        ('[[pin]]\nrow = "x"\nquote = "y"', "[[pin]] 1: names both row and quote; give one of row, quote"),
        ('[[drop]]\nperson = "x"', '[[drop]] 1: unknown key "person"'),
        ('[[fix]]\nrow = "x"', "[[fix]] 1: says nothing to fix; give date, title, place, status"),
        ('[[fix]]\nrow = "x"\nspeaker = "y"', '[[fix]] 1: "speaker" cannot be fixed with "row", only with "quote"'),
        ('[[fix]]\nquote = "x"\ndate = "none"', '[[fix]] 1: "date" cannot be fixed with "quote", only with "row"'),
        ('[[fix]]\nperson = "x"\nspeaker = "y"', '[[fix]] 1: "speaker" cannot be fixed with "person", only with "quote"'),
        ('[[fix]]\nrow = "x"\ndate = "29 Aug"', '[[fix]] 1: "date" must be a day (2025-08-29)'),
        ('[[fix]]\nrow = "x"\ndate = "2025-02-30"', '[[fix]] 1: "date" must be a day (2025-08-29)'),
        ('[[fix]]\nrow = "x"\ndate = "20250829"', '[[fix]] 1: "date" must be a day (2025-08-29)'),
        ('[[fix]]\nrow = "x"\ndate = 2025-08-29T10:00:00', '[[fix]] 1: "date" must be a day (2025-08-29)'),
        ('[[fix]]\nrow = "x"\ndate = true', '[[fix]] 1: "date" must be a day (2025-08-29)'),
        ('[[fix]]\nrow = "x"\ndate = "2025-08-30/2025-08-29"', '[[fix]] 1: "date" ends before it begins'),
        ('[[fix]]\nrow = "x"\nstatus = "confirmd"', '[[fix]] 1: "status" must be one of confirmed, planned, tentative, cancelled,'),
        ('[[fix]]\nrow = "x"\ntitle = "a\\u0000b"', '[[fix]] 1: "title" must be text without control characters'),
        ('[[merge]]\nrows = ["x", "X"]', '[[merge]] 1: "rows" must name two rows or more'),
        ("[[merge]]\nrows = [1, 2]", '[[merge]] 1: "rows" must be a list of strings'),
        ('[[merge]]\nrows = ["x", ""]', '[[merge]] 1: "rows" holds nothing, or an empty string'),
        ("[[merge]]", '[[merge]] 1: "rows" must name two rows or more'),
        ('[[split]]\nrow = "x"', '[[split]] 1: needs "articles" or "words", one of the two'),
        ('[[split]]\nrow = "x"\nwords = "y"\narticles = ["z"]', '[[split]] 1: needs "articles" or "words", one of the two'),
        ('[[split]]\nwords = "y"', '[[split]] 1: needs "row": an id, or the title as shown'),
    ],
)
def test_a_fault_names_the_file_the_table_and_the_key_in_one_line(toml: str, message: str):
    with pytest.raises(ConfigError) as caught:
        build_corrections(tomllib.loads(toml), Path("desk/corrections.toml"))
    assert str(caught.value).startswith("desk/corrections.toml")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_white_space_is_folded_and_the_order_is_that_of_application():
    toml = '[[pin]]\nrow = "x"\n[[fix]]\nrow = "a"\ntitle = """two\n  lines"""\n[[split]]\nrow = "y"\nwords = "z"\n'
    entries = build_corrections(tomllib.loads(toml), Path("c.toml")).entries
    assert [(e.verb, e.where) for e in entries] == [("split", "[[split]] 1"), ("fix", "[[fix]] 1"), ("pin", "[[pin]] 1")]
    assert entries[1].title == "two lines"
