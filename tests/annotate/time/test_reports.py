"""Dates as company reports and histories tell them: quarters that end on a day, years left out, lengths of a year."""

import pytest

from tests.annotate.time.written import days_of, read_times


@pytest.mark.parametrize(
    ("text", "value", "first", "last"),
    [
        ("Revenue in the quarter ended July 31 doubled.", "2025-Q2", "2025-05-01", "2025-07-31"),
        ("The bakery lost money in the year ending June 30, 2026.", "2026", "2025-07-01", "2026-06-30"),
        ("Profit in its fourth quarter ended June 30 was flat.", "2025-Q4", "2025-04-01", "2025-06-30"),
        ("Sales in the week ended Aug. 9 were slow.", "2025-W32", "2025-08-03", "2025-08-09"),
    ],
)
def test_a_period_that_ends_on_a_day_has_exact_days(text, value, first, last):
    timex = read_times(text)[0]
    assert (timex.value, str(timex.first), str(timex.last)) == (value, first, last)


def test_a_year_ago_means_the_quarter_reported_on_and_after_nine_months_the_year():
    text = (
        "The shipyard earned $4 million in the second quarter, up from $3 million a year ago. In the first nine months of its year it "
        "earned $9 million, up from $8 million a year ago."
    )
    assert [t.value for t in read_times(text) if t.text == "a year ago"] == ["2024-Q2", "2024"]


def test_the_quarter_reported_on_is_the_latest_full_one_not_the_one_ahead():
    text = (
        "After a weak first quarter the mill grew in the second quarter. It sees a fair fourth quarter. "
        "In the latest quarter it hired 40 people."
    )
    assert next(t.value for t in read_times(text) if t.text == "the latest quarter") == "2025-Q2"


@pytest.mark.parametrize(
    ("text", "expression", "first", "last"),
    [
        ("The port was closed for the first ten months of 2024.", "the first ten months of 2024", "2024-01-01", "2024-10-31"),
        ("It reopens in the last two weeks of September 2025.", "the last two weeks of September 2025", "2025-09-17", "2025-09-30"),
        ("The hall will be let by the end of May.", "the end of May", "2026-05-31", "2026-05-31"),
        ("Shops sold out in Easter week.", "Easter week", "2025-04-14", "2025-04-20"),
        ("The envoy left around March 1981.", "around March 1981", "1981-03-01", "1981-03-31"),
        ("The bridge fell in the 1982 summer.", "the 1982 summer", "1982-06-01", "1982-08-31"),
        ("It was moved to November of the same year, 2024.", "November of the same year", "2025-11-01", "2025-11-30"),
        ("The couple married last July.", "last July", "2024-07-01", "2024-07-31"),
        ("For the quarter a year ago it lost money.", "the quarter a year ago", "2024-04-01", "2024-06-30"),
        ("It fell through the first two quarters of 2026.", "the first two quarters of 2026", "2026-01-01", "2026-06-30"),
        ("It will be ready by the year two thousand and thirty.", "the year two thousand and thirty", "2030-01-01", "2030-12-31"),
        ("It will run until 2031 or later.", "2031 or later", "2031-01-01", "2031-12-31"),
        ("Done at Oslo, this 26th day of October, 2025.", "this 26th day of October, 2025", "2025-10-26", "2025-10-26"),
        ("Rain fell on mid-afternoon yesterday.", "mid-afternoon yesterday", "2025-08-19", "2025-08-19"),
    ],
)
def test_parts_of_periods_have_their_days(text, expression, first, last):
    assert (expression, first, last) in days_of(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The ministers meet Monday in Bern.", "2025-08-25"),
        ("Talks begin on Friday.", "2025-08-22"),
        ("Until Monday, the firm had not answered.", "2025-08-18"),
        ("Prices rose in an unexpected turn on Monday.", "2025-08-18"),
        ("On Friday, when she flew to the hastily planned meeting, it rained.", "2025-08-15"),
    ],
)
def test_a_weekday_follows_the_verb_that_governs_it(text, day):
    assert [a for _, a, _ in days_of(text)] == [day]


HISTORY = (
    "The league was founded in 1801. In spring 1803 its fleet sailed, and by the end of June it held the straits. The harbour was taken on "
    "4 March 1805. In April the walls were mended.\n\n"
    "In the north, the duke had spent the summer of 1804 in camp. In September he marched, and in October he crossed the river. In 1806 he "
    "died.\n\n"
    "The chief of the August 1803 revolt was freed on 2 September. In 1809 peace was made, and in 1811 the league ended."
)


def test_a_history_gives_years_by_the_order_of_its_telling():
    found = {t.text: t.value for t in read_times(HISTORY, published="2009-12-19")}
    assert found["the end of June"] == "1803-06"
    assert found["April"] == "1805-04"
    assert (found["September"], found["October"]) == ("1804-09", "1804-10")
    assert found["2 September"] == "1806-09-02"


@pytest.mark.parametrize(
    "text",
    [
        'He spoke on "60 Minutes" of the matter.',
        "The film High Noon was shown.",
        "It grew at an annual rate of four percent.",
        "Sales rose 8.5 percent annually.",
        "She leads the Fostering the Future Together fund.",
        "See photo.jpg?resize=2048,2045 for more.",
        "The daily Tribuna wrote of it.",
        "The quarter-to-quarter change was small.",
        "It had waited for years.",
    ],
)
def test_what_only_looks_like_a_time_is_left_out(text):
    assert read_times(text) == ()


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("The summer offensive failed.", "summer"),
        ("It was a year-long trial.", "year-long"),
        ("She led the Seven Days Battles.", "Seven Days"),
        ("It died within weeks or months of the fire.", "weeks or months"),
        ("The costly August battles went on.", "August"),
        ("It began with a March raid.", "March"),
        ("They stayed (May-August 1950) in the fort.", "May-August 1950"),
    ],
)
def test_an_expression_has_the_words_that_tell_the_time(text, expression):
    assert expression in [t.text for t in read_times(text)]


def test_a_history_refers_to_the_date_it_told_last():
    text = HISTORY + " At the same time the mint was closed. By this time few were left."
    found = {t.text: (t.type, t.value) for t in read_times(text, published="2009-12-19")}
    assert found["the same time"] == ("DATE", "1811")
    assert found["this time"] == ("DATE", "PRESENT_REF")
    assert read_times("At the same time the mint was closed.") == ()
