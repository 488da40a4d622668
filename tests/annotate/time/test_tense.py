"""Which side of publication a date without its year lies on: the verb beside it decides before nearness does."""

import pytest

from tests.annotate.time.written import days_of, read_times


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("He was killed on Feb. 2.", "2025-12-30", "2025-02-02"),
        ("The central bank cut rates on Jan. 29.", "2025-12-30", "2025-01-29"),
        ("In January, she took office.", "2025-12-30", "2025-01-01"),
        ("Since January, prices have doubled.", "2025-12-30", "2025-01-01"),
        ("They agreed to meet in March.", "2025-12-30", "2026-03-01"),
        ("The summit will be held on December 12.", "2025-01-02", "2025-12-12"),
        ("Elections are scheduled for December 7.", "2025-01-02", "2025-12-07"),
        ("It will take place from Dec. 21 to Jan. 18.", "2025-02-10", "2025-12-21"),
        ("She announced a summit on Jan. 13.", "2024-12-20", "2025-01-13"),
        ("She met him on Dec. 28.", "2025-01-03", "2024-12-28"),
        ("On Aug. 26 last year, the port burnt.", "2025-08-26", "2024-08-26"),
    ],
)
def test_the_verb_beside_a_date_outweighs_nearness(text, published, day):
    assert [a for _, a, _ in days_of(text, published=published)] == [day]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The hearing is Thursday.", "2025-08-28"),
        ("Wednesday is the deadline.", "2025-08-27"),
        ("Lawmakers return Monday from recess.", "2025-09-01"),
        ("A summit planned for Thursday was cancelled.", "2025-08-28"),
        ("The department on Monday issued a note.", "2025-08-25"),
    ],
)
def test_the_present_of_what_is_arranged_lies_ahead(text, day):
    assert [a for _, a, _ in days_of(text, published="2025-08-26")] == [day]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("A day after Friday's vote, the cabinet fell.", ["2025-08-23"]),
        ("In May 1945 the war ended; in August, the camp was shut.", ["1945-05-01", "1945-08-01"]),
        ("In 2019 he was elected. In March, he left the party.", ["2019-01-01", "2019-03-01"]),
        ("In 2024 it lost money. In March, it hired a new chief.", ["2024-01-01", "2025-03-01"]),
        ("The twenty-first century began.", ["2001-01-01"]),
    ],
)
def test_what_a_date_hangs_on_is_where_it_counts_from(text, days):
    assert [a for _, a, _ in days_of(text, published="2025-08-26")] == days


@pytest.mark.parametrize("text", ["Rice was grown 9,000 years ago.", "At least 2000 were killed.", "Write to P.O. Box 1999."])
def test_what_no_calendar_holds_has_no_day(text):
    assert [a for _, a, _ in days_of(text) if a] == []


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_stop_nothing(published):
    text = "It came on Jan. 2, will come on Dec. 30, next month, in March, 3 years later, on Friday, " + "9" * 420 + " years ago."
    assert read_times(text, published=published)
