"""Interval algebra."""

from datetime import date

import pytest

from briefgen.annotate.time import calendar as cal
from briefgen.annotate.time.holidays import easter, holiday


@pytest.mark.parametrize(("year", "day"), [(2000, "2000-04-23"), (2024, "2024-03-31"), (2025, "2025-04-20"), (2038, "2038-04-25")])
def test_easter_falls_where_the_church_calendar_says(year, day):
    assert easter(year) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("period", "part", "first", "last"),
    [
        (cal.month_period(2025, 2), "START", "2025-02-01", "2025-02-10"),
        (cal.month_period(2025, 2), "MID", "2025-02-11", "2025-02-20"),
        (cal.month_period(2025, 2), "END", "2025-02-21", "2025-02-28"),
        (cal.year_period(2025), "MID", "2025-05-01", "2025-08-31"),
        (cal.quarter_period(2025, 4), "END", "2025-12-01", "2025-12-31"),
        (cal.season_period(2025, "WI"), "END", "2026-02-01", "2026-02-28"),
    ],
)
def test_early_mid_and_late_are_thirds(period, part, first, last):
    third = cal.third(period, part)
    assert (third.first, third.last, third.value) == (date.fromisoformat(first), date.fromisoformat(last), period.value)


def test_a_week_begins_on_monday_and_is_named_by_iso():
    week = cal.week_period(date(2025, 1, 1))
    assert (week.first, week.last, week.value) == (date(2024, 12, 30), date(2025, 1, 5), "2025-W01")


def test_the_31st_moves_to_the_last_day_of_a_shorter_month():
    assert cal.shift_day(date(2025, 3, 31), -1, "month") == date(2025, 2, 28)
    assert cal.shift_day(date(2024, 2, 29), 1, "year") == date(2025, 2, 28)


def test_a_shift_beyond_the_calendar_leaves_the_day():
    assert cal.shift_day(date(2025, 3, 31), 99_999, "year") == date(2025, 3, 31)


@pytest.mark.parametrize(("number", "day"), [(1, "2025-11-04"), (4, "2025-11-25"), (-1, "2025-11-25"), (5, None)])
def test_the_nth_weekday_of_a_month_may_not_exist(number, day):
    assert cal.nth_weekday(2025, 11, 1, number) == (date.fromisoformat(day) if day else None)


def test_years_before_christ_have_a_value_but_no_days():
    period = cal.year_period(-490)
    assert (period.first, period.last, period.value) == (None, None, "BC0490")


def test_centuries_and_decades_begin_where_they_are_counted_from():
    assert (cal.century_period(20).first, cal.century_period(20).value) == (date(1901, 1, 1), "19")
    assert (cal.decade_period(1987).first, cal.decade_period(1987).value) == (date(1980, 1, 1), "198")


@pytest.mark.parametrize(
    ("rule", "year", "first", "last"),
    [
        ("12-24", 2025, "2025-12-24", "2025-12-24"),
        ("11-3-4", 2025, "2025-11-27", "2025-11-27"),
        ("easter-46", 2025, "2025-03-05", "2025-03-05"),
        ("table-diwali", 2025, "2025-10-20", "2025-10-20"),
        ("table-lunar", 2026, "2026-02-17", "2026-02-17"),
        ("hijri-10-01", 2024, "2024-04-09", "2024-04-11"),
        ("hijri-12-10", 2025, "2025-06-06", "2025-06-08"),
        ("hijri-09", 2025, "2025-02-28", "2025-03-31"),
    ],
)
def test_holidays_fall_where_their_calendars_say(rule, year, first, last):
    period = holiday(rule, year)
    assert period is not None
    assert (str(period.first), str(period.last)) == (first, last)


def test_a_holiday_of_a_year_that_no_table_knows_has_no_day():
    assert holiday("table-diwali", 1850) is None
    assert holiday("05-0-5", 2025) is None


@pytest.mark.parametrize("year", [*range(2010, 2031)])
def test_the_moving_days_of_the_table_lie_near_a_new_moon(year):
    """A slip of the pen in the table would be days off; the mean new moon (Meeus) is right within a day."""
    for rule in ("table-diwali", "table-lunar"):
        period = holiday(rule, year)
        assert period is not None
        assert period.first is not None
        day = period.first
        age = (day - date(2000, 1, 6)).days % 29.530589
        assert min(age, 29.530589 - age) < 2, (rule, day, age)
