"""The date of an article that states none, step by step."""

from datetime import date

import pytest

from tests.annotate.time.written import read_stamp

LAST_OF_KIND = (
    "The ministers want closer ties, Lima said on Oct. 14. That raised doubts about a summit later this year. "
    "The last such meeting was held in Bogota in November 2023."
)


@pytest.mark.parametrize("today", [date(2024, 10, 20), date(2026, 11, 23), date(2031, 3, 1)])
def test_a_past_date_that_is_the_last_of_its_kind_bounds_the_year_whatever_today_is(today):
    stamp = read_stamp(LAST_OF_KIND, reference_day=today)
    assert (stamp.value, stamp.certainty, stamp.found_in) == ("2024-10-14", "assumed", "body")
    assert "November 2023" in stamp.why
    assert "Oct. 14" in stamp.why


def test_a_weekday_beside_day_and_month_fixes_the_year():
    stamp = read_stamp("The minister said on Tuesday, Oct. 14, that talks go on.", reference_day=date(2027, 5, 1))
    assert (stamp.value, stamp.certainty) == ("2025-10-14", "inferred")


def test_a_day_in_the_news_present_takes_the_latest_year_up_to_today():
    assert read_stamp("The minister said on Oct. 14 that talks go on.", reference_day=date(2027, 5, 1)).value == "2026-10-14"
    assert read_stamp("The minister said on Oct. 14 that talks go on.", reference_day=date(2027, 10, 14)).value == "2027-10-14"


def test_without_any_anchor_the_reference_day_is_taken_and_said_so():
    stamp = read_stamp("The minister wants closer ties by 2040.", reference_day=date(2027, 5, 1))
    assert (stamp.value, stamp.certainty, stamp.found_in) == ("2027-05-01", "assumed", "reference day")
    assert "1 May 2027" in stamp.why


def test_years_in_the_body_never_date_the_article():
    stamp = read_stamp("The plant will be ready in 2024 and doubled by 2030.", reference_day=date(2027, 5, 1))
    assert stamp.value == "2027-05-01"


def test_a_planned_day_is_no_news_present():
    stamp = read_stamp("The minister will travel on Oct. 14.", reference_day=date(2027, 5, 1))
    assert stamp.found_in == "reference day"
