"""Which days an expression means, in an article of Wednesday 20 August 2025 unless the test says otherwise."""

import pytest

from tests.annotate.time.written import days_of, read_times


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        # ranges and lists
        ("The fleet exercises Nov. 28-Dec. 3 off Guam.", "2025-11-28", "2025-12-03"),
        ("The fleet exercises 28 November \u2013 3 December 2026.", "2026-11-28", "2026-12-03"),
        ("She is in Oslo Dec. 30, 2026-Jan. 2, 2027.", "2026-12-30", "2027-01-02"),
        ("The fair runs from 4 until 9 October.", "2025-10-04", "2025-10-09"),
        ("The fair runs 4/5 October.", "2025-10-04", "2025-10-05"),
        ("The fair runs Oct. 4 through Oct. 9.", "2025-10-04", "2025-10-09"),
        ("He will tour the coast Friday through Sunday.", "2025-08-22", "2025-08-24"),
        ("The team will stay between 6 and 8 October.", "2025-10-06", "2025-10-08"),
        ("It rained between Dec. 30 and Jan. 2, officials said.", "2024-12-30", "2025-01-02"),
        ("Exports fell in 2011-2013.", "2011-01-01", "2013-12-31"),
        # parts of periods
        ("Polls open in early November 2025.", "2025-11-01", "2025-11-10"),
        ("Polls open in mid-November 2025.", "2025-11-11", "2025-11-20"),
        ("Polls open in late November 2025.", "2025-11-21", "2025-11-30"),
        ("The bridge will open late next year.", "2026-09-01", "2026-12-31"),
        ("The bridge will open later this month.", "2025-08-21", "2025-08-31"),
        ("They spoke earlier this year.", "2025-01-01", "2025-08-20"),
        ("The audit is due by the end of next month.", "2025-09-30", "2025-09-30"),
        ("The tour is planned for the first week of October.", "2025-10-01", "2025-10-07"),
        ("The tour ended in the last week of July 2024.", "2024-07-25", "2024-07-31"),
        # steps
        ("He resigned last week.", "2025-08-11", "2025-08-17"),
        ("He returns next month.", "2025-09-01", "2025-09-30"),
        ("He spoke yesterday.", "2025-08-19", "2025-08-19"),
        ("He left the day before yesterday.", "2025-08-18", "2025-08-18"),
        ("It opened three days ago.", "2025-08-17", "2025-08-17"),
        ("The trial starts a week from Friday.", "2025-08-29", "2025-08-29"),
        ("The trial starts the week of Oct. 6.", "2025-10-06", "2025-10-12"),
        ("The trial starts on the third Monday in October.", "2025-10-20", "2025-10-20"),
        ("They won last October.", "2024-10-01", "2024-10-31"),
        ("The gala is next weekend.", "2025-08-30", "2025-08-31"),
        # periods
        ("Output rose in the second quarter of 2024.", "2024-04-01", "2024-06-30"),
        ("Output rose in Q3 2024.", "2024-07-01", "2024-09-30"),
        ("Output rose in the second half of 2024.", "2024-07-01", "2024-12-31"),
        ("Output rose in the 2023-24 fiscal year.", "2023-04-01", "2024-03-31"),
        ("The port thrived in the 1920s.", "1920-01-01", "1929-12-31"),
        ("The port thrived in the 18th century.", "1701-01-01", "1800-12-31"),
        ("The port reopens in autumn 2026.", "2026-09-01", "2026-11-30"),
        ("The statute dates from Heisei 3.", "1991-01-01", "1991-12-31"),
        # formats
        ("Issued: 2025-10-03.", "2025-10-03", "2025-10-03"),
        ("Issued: 03.10.2025.", "2025-10-03", "2025-10-03"),
        ("Issued: 10/23/2025.", "2025-10-23", "2025-10-23"),
        ("Issued: the 3rd of October, 2025.", "2025-10-03", "2025-10-03"),
        ("Issued: 3-Oct-2025.", "2025-10-03", "2025-10-03"),
        # holidays
        ("They were married on Good Friday 2024.", "2024-03-29", "2024-03-29"),
        ("The shop will close on Thanksgiving.", "2025-11-27", "2025-11-27"),
        ("The shop will close on Boxing Day.", "2025-12-26", "2025-12-26"),
    ],
)
def test_an_expression_gives_its_first_and_last_day(text, first, last):
    assert [(a, b) for _, a, b in days_of(text)] == [(first, last)]


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("The ministers will meet on Feb. 2.", "2025-12-20", "2026-02-02"),
        ("The ministers met on Nov. 30.", "2026-01-08", "2025-11-30"),
        ("The ministers will meet on Sunday.", "2025-08-20", "2025-08-24"),
        ("The ministers met on Sunday.", "2025-08-20", "2025-08-17"),
        ("The ministry on Wednesday issued a note.", "2025-08-20", "2025-08-20"),
        ("The court is scheduled to rule on Monday.", "2025-08-20", "2025-08-25"),
        ("On Monday, she said the talks had failed.", "2025-08-20", "2025-08-18"),
        ("The accord of Saturday, March 2, still holds.", "2025-01-20", "2024-03-02"),
    ],
)
def test_a_missing_year_or_week_follows_weekday_tense_and_nearness(text, published, day):
    assert [a for _, a, _ in days_of(text, published=published)] == [day]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The ceasefire began on June 3. Ten days later it was broken.", ["2025-06-03", "2025-06-13"]),
        ("In 2017 the two sides met in Vienna. On March 9 they signed.", ["2017-01-01", "2017-03-09"]),
        ("The pact was signed on May 6, 2021. It was revoked on June 8.", ["2021-05-06", "2021-06-08"]),
        ("She flew in the previous day for the Oct. 12 hearing.", ["2025-10-11", "2025-10-12"]),
        ("The plant was shut in July 2023. It reopened the following month.", ["2023-07-01", "2023-08-01"]),
    ],
)
def test_words_such_as_later_count_from_the_last_date_mentioned(text, days):
    assert [a for _, a, _ in days_of(text)] == days


HISTORY = (
    "The revolt began in 1831. On 5 March 1832 the city fell. In April the governor fled, and on 9 April the garrison "
    "surrendered. The next day a council was formed. In December it was dissolved. In January the king returned. By 1835 order "
    "was restored. In 1840 the walls were razed, and in 1844 the port was dug."
)


def test_a_history_carries_its_year_and_goes_on_into_the_next():
    values = [t.value for t in read_times(HISTORY, published="2009-12-19")]
    assert values == ["1831", "1832-03-05", "1832-04", "1832-04-09", "1832-04-10", "1832-12", "1833-01", "1835", "1840", "1844"]


def test_a_leap_day_in_a_history_is_never_put_into_a_common_year():
    timex = read_times(HISTORY + " On 29 February a bridge fell.", published="2009-12-19")[-1]
    assert timex.first is not None
    assert (timex.first.month, timex.first.day) == (2, 29)


def test_the_year_of_a_list_holds_for_its_first_member_too():
    assert [t.value for t in read_times("It rained in June and August 2021.")] == ["2021-06", "2021-08"]


def test_in_a_history_the_ends_of_a_range_stand_apart():
    values = [t.value for t in read_times(HISTORY + " The siege (6-9 May 1841) failed.", published="2009-12-19")]
    assert values[-2:] == ["1841-05-06", "1841-05-09"]


@pytest.mark.parametrize("text", ["The lease ends on Feb. 30.", "The lease ends on June 31, 2025.", "The lease ends on 29 February 2025."])
def test_an_impossible_date_is_found_marked_and_never_shifted(text):
    (timex,) = read_times(text)
    assert (timex.problem, timex.first, timex.last) == ("invalid", None, None)


@pytest.mark.parametrize("text", ["It was Tuesday, Aug. 13, 2025.", "They will gather on Monday, Sept. 3."])
def test_a_weekday_that_contradicts_its_date_is_a_problem_and_the_date_stands(text):
    (timex,) = read_times(text)
    assert timex.problem == "weekday"
    assert timex.first is not None


@pytest.mark.parametrize(
    ("text", "type_", "value", "mod"),
    [
        ("The siege lasted five weeks.", "DURATION", "P5W", None),
        ("The siege lasted more than two years.", "DURATION", "P2Y", "MORE_THAN"),
        ("It took 2 1/2 hours.", "DURATION", "PT2H30M", None),
        ("It is a two-year contract.", "DURATION", "P2Y", None),
        ("It slowed in recent years.", "DURATION", "PXY", None),
        ("They meet every Monday.", "SET", "XXXX-WXX-1", None),
        ("They meet every two months.", "SET", "P2M", None),
        ("The bulletin appears daily.", "SET", "P1D", None),
        ("The rate is now higher.", "DATE", "PRESENT_REF", None),
        ("The rate rose recently.", "DATE", "PAST_REF", None),
        ("It ended several years ago.", "DATE", "PAST_REF", None),
        ("It fell in late October 2024.", "DATE", "2024-10", "END"),
        ("It fell last night.", "TIME", "2025-08-19TNI", None),
        ("The town fell in 490 BC.", "DATE", "BC0490", None),
        ("He is 45 years old.", "DURATION", "P45Y", None),
    ],
)
def test_values_and_modifiers_are_those_of_timeml(text, type_, value, mod):
    assert [(t.type, t.value, t.mod) for t in read_times(text)] == [(type_, value, mod)]


@pytest.mark.parametrize(
    ("text", "value", "zone"),
    [
        ("The broadcast begins at 2100 GMT on Friday.", "2025-08-22T21:00Z", "GMT"),
        ("The broadcast will begin at 9:15 p.m. on Sept. 3.", "2025-09-03T21:15", None),
        ("The broadcast will begin at noon on Sept. 3.", "2025-09-03T12:00", None),
        ("The broadcast will begin on Sept. 3 at 7 a.m. EDT.", "2025-09-03T07:00", "EDT"),
        ("The broadcast will begin at 8:30 p.m. (1500 GMT) on Sept. 3.", "2025-09-03T20:30", None),
    ],
)
def test_a_time_of_day_joins_its_date(text, value, zone):
    assert [(t.value, t.zone) for t in read_times(text)] == [(value, zone)]


def test_certainty_tells_what_was_stated_from_what_was_filled_in():
    assert [t.certainty for t in read_times("Signed on 3 May 2021; renewed on June 8.")] == ["stated", "inferred"]
    assert [t.certainty for t in read_times("Signed on 3 May 2021; the review is next week.", published=None)] == ["stated", "assumed"]


def test_the_day_of_publication_is_the_day_in_the_articles_own_offset():
    assert [t.value for t in read_times("He spoke today.", published="2025-08-20T23:30:00-07:00")] == ["2025-08-20"]
