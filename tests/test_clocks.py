"""Times of day: what moment they mean, and how they read in the reader's zone."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from briefgen.clocks import format_clock, moment_of

DAY = date(2031, 5, 20)


@pytest.mark.parametrize(
    ("clock", "zone", "moment"),
    [
        ("14:30", "GMT", datetime(2031, 5, 20, 14, 30, tzinfo=UTC)),
        ("14:30", "JST", datetime(2031, 5, 20, 5, 30, tzinfo=UTC)),
        ("14:30", "Tokyo time", datetime(2031, 5, 20, 5, 30, tzinfo=UTC)),
        ("9:05", "London time", datetime(2031, 5, 20, 8, 5, tzinfo=UTC)),  # summer time
        ("14:30", "IST", None),  # India, Israel or Ireland
        ("14:30", "local time", None),
        ("14:30", None, None),
        ("24:30", "GMT", None),
        ("noon", "GMT", None),
        (None, "GMT", None),
    ],
)
def test_a_clock_is_a_moment_only_where_its_zone_is_one(clock, zone, moment):
    assert moment_of(DAY, clock, zone) == moment


@pytest.mark.parametrize(
    ("clock", "zone", "reader", "said"),
    [
        ("14:30", "JST", "Asia/Kolkata", "14:30 JST (11:00 Kolkata time)"),
        ("14:30", "JST", "Asia/Tokyo", "14:30 JST"),
        ("9:00", "JST", "America/New_York", "9:00 JST (20:00 on 19\u00a0May 2031, New York time)"),
        ("14:30", "IST", "Asia/Tokyo", "14:30 IST"),
        ("14:30", None, "Asia/Tokyo", "14:30"),
        ("14:30", "JST", None, "14:30 JST"),
        (None, None, "Asia/Tokyo", ""),
    ],
)
def test_a_time_is_told_in_the_readers_zone_too(clock, zone, reader, said):
    assert format_clock(DAY, clock, zone, reader=reader) == said


def test_the_ends_of_the_calendar_are_no_fault():
    assert moment_of(date(1, 1, 1), "00:30", "JST") is None
