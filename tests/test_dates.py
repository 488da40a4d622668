"""How days and intervals are written."""

from __future__ import annotations

from datetime import date

import pytest

from briefgen.dates import format_day, format_interval, format_when


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("first", "last", "british", "american"),
    [
        ("2025-08-29", "2025-08-29", "29 August 2025", "August 29, 2025"),
        ("2025-08-29", "2025-08-30", "29–30 August 2025", "August 29–30, 2025"),
        ("2025-08-30", "2025-09-02", "30 August – 2 September 2025", "August 30 – September 2, 2025"),
        ("2025-12-30", "2026-01-02", "30 December 2025 – 2 January 2026", "December 30, 2025 – January 2, 2026"),
        ("2025-09-01", "2025-09-30", "September 2025", "September 2025"),
        ("2025-01-01", "2025-12-31", "2025", "2025"),
    ],
)
def test_an_interval_is_written_as_a_reader_would(first: str, last: str, british: str, american: str):
    assert format_interval(d(first), d(last)).replace("\u00a0", " ") == british
    assert format_interval(d(first), d(last), "en-US").replace("\u00a0", " ") == american


def test_day_and_month_are_kept_on_one_line():
    assert format_day(d("2025-08-29")) == "29\u00a0August 2025"


@pytest.mark.parametrize(
    ("first", "last", "value", "mod", "when"),
    [
        ("2025-08-27", "2025-12-31", "2025", "END", "later in 2025"),
        ("2025-09-01", "2025-12-31", "2025", "END", "late 2025"),
        ("2026-01-01", "2026-04-30", "2026", "START", "early 2026"),
        ("2025-10-21", "2025-10-31", "2025-10", "END", "late October 2025"),
        ("2025-10-01", "2025-10-10", "2025-10", "START", "early October 2025"),
        ("2025-08-01", "2025-08-20", "2025-08", "START", "earlier in August 2025"),
        ("2025-09-08", "2025-09-14", "2025-W37", None, "week of 8 September 2025"),
        ("2025-07-01", "2025-09-30", "2025-Q3", None, "third quarter of 2025"),
        ("2026-03-01", "2026-05-31", "2026-SP", None, "spring 2026"),
    ],
)
def test_a_date_is_never_shown_more_exact_than_it_was_said(first: str, last: str, value: str, mod: str | None, when: str):
    assert format_when(d(first), d(last), value, mod).replace("\u00a0", " ") == when


def test_no_date_is_no_text():
    assert format_when(None, None, None, None) == ""
