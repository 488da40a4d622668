"""Weekdays and months without a date: what is meant follows purpose, duty, the word beside them, and where the words were spoken."""

import pytest

from tests.annotate.time.written import days_of, read_times


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # published on Saturday 21 May 2022
        ("We want to make sure that we have a good summit on Tuesday.", "2022-05-24"),
        ("The ministers hope to have a deal on Tuesday.", "2022-05-24"),
        ("Envoys worked to ensure a calm vote on Tuesday.", "2022-05-24"),
        ("We look forward to the talks on Tuesday.", "2022-05-24"),
        ("Aides are getting ready for Tuesday.", "2022-05-24"),
        ("The court should decide on Tuesday.", "2022-05-24"),
        ("Saturday's vote in Malta will give no winner.", "2022-05-21"),
        ("Sunday's vote in Malta will give no winner.", "2022-05-22"),
        ("The fate of the mill could be decided at a meeting on Monday.", "2022-05-23"),
        # over already
        ("Neither of them could be located on Monday.", "2022-05-16"),
        ("When historians judge Wednesday's show the first thing they might ask is why.", "2022-05-18"),
        ("He spoke to the nation early Sunday.", "2022-05-22"),  # put online on Saturday, west of there
        ("She may have met him on Tuesday.", "2022-05-17"),
        ("He should have gone on Tuesday.", "2022-05-17"),
        ("It must not be forgotten after Tuesday's attack.", "2022-05-17"),
        ("He was not very forthcoming in his speech early Friday.", "2022-05-20"),
        ("His forthcoming speech on Friday is awaited.", "2022-05-27"),
    ],
)
def test_a_weekday_lies_ahead_where_its_sentence_aims_at_it(text, day):
    assert [a for _, a, _ in days_of(text, published="2022-05-21")] == [day]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        # published on 12 June 2009
        ("A spokesman said the firm should have the serum ready in September or October.", ["2009-09-01", "2009-10-01"]),
        ("It said the plant might open in March.", ["2010-03-01"]),
        ("She said the serum is ready for October.", ["2009-10-01"]),
        ("The plant may have closed in September.", ["2008-09-01"]),
    ],
)
def test_a_month_after_a_modal_is_the_coming_one(text, months):
    assert [a for _, a, _ in days_of(text, published="2009-06-12")] == months


@pytest.mark.parametrize(
    ("text", "published", "days"),
    [
        ("On Thursday, tomorrow, the envoys said.", "2022-05-11", ["2022-05-12", "2022-05-12"]),
        ("Yesterday (Friday) it will be said to have begun.", "2022-05-21", ["2022-05-20", "2022-05-20"]),
        ("Today, on Saturday, she told the story.", "2022-05-21", ["2022-05-21", "2022-05-21"]),
        ("On Thursday, tomorrow, they land.", "2022-05-12", ["2022-05-12", "2022-05-13"]),  # put online after midnight
        ("He spoke yesterday, Monday's plan in hand.", "2022-05-21", ["2022-05-20", "2022-05-16"]),  # no such day
    ],
)
def test_a_weekday_beside_today_or_tomorrow_is_that_day(text, published, days):
    assert [a for _, a, _ in days_of(text, published=published)] == days


def test_that_before_a_weekdays_possessive_is_a_conjunction():
    text = "Costs fell in 2022. There is a chance that Saturday's vote in Malta will give no winner."
    assert days_of(text, published="2022-05-18")[1] == ("Saturday", "2022-05-21", "2022-05-21")


def test_that_weekday_is_never_counted_from_the_first_day_of_a_year():
    text = "Costs fell in 2022. They met that Saturday."
    assert days_of(text, published="2022-05-18")[1][1] == "2022-05-21"


@pytest.mark.parametrize(
    ("text", "expression", "day"),
    [
        ("Done at Oslo this 28th day of October, two thousand and twenty-five.", None, "2025-10-28"),
        ("Done at Oslo, this 4th day of May.", "this 4th day of May", "2025-05-04"),
    ],
)
def test_the_day_of_a_treatys_last_line_is_read_whole(text, expression, day):
    (timex,) = read_times(text)
    assert (expression or text[13:-1], day) == (timex.text, str(timex.first))


CALL = "Via telephone\n\n{hour}\n\nMR. BERG: Good morning. The ministers meet today in Tokyo. They landed yesterday."


@pytest.mark.parametrize(
    ("hour", "published", "days"),
    [
        ("8:24 A.M. JST", "2022-05-23T21:15:00-04:00", ["2022-05-24", "2022-05-24", "2022-05-23"]),  # 10:15 of the 24th in Tokyo
        ("7:40 P.M. KST", "2022-05-21T22:21:00-04:00", ["2022-05-21", "2022-05-21", "2022-05-20"]),  # the evening before
        ("5:16 P.M. EDT", "2022-05-05T00:04:00-04:00", ["2022-05-05", "2022-05-05", "2022-05-04"]),  # its own zone: the day stands
        ("8:24 A.M. JST", "2022-05-23", ["2022-05-23", "2022-05-23", "2022-05-22"]),  # no hour of publication
    ],
)
def test_today_is_the_day_where_a_transcript_was_spoken(hour, published, days):
    assert [a for _, a, _ in days_of(CALL.format(hour=hour), published=published)] == days


def test_the_reader_is_told_what_today_counted_from():
    timex = read_times(CALL.format(hour="8:24 A.M. JST"), published="2022-05-23T21:15:00-04:00")[1]
    assert timex.anchor == "“8:24 A.M. JST” at its head, before publication, on 2022-05-24"
