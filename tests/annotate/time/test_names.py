"""Days and years that have names: fiscal years, holidays that move, days that became names, zones told by place."""

import pytest

from tests.annotate.time.written import days_of, read_times


@pytest.mark.parametrize(
    ("text", "value", "first", "last", "certainty"),
    [
        ("The U.S. 2026 fiscal year starts soon.", "FY2026", "2025-10-01", "2026-09-30", "inferred"),
        ("Congress passed the fiscal 2026 defense budget.", "FY2026", "2025-10-01", "2026-09-30", "inferred"),
        ("Japan's fiscal 2025 budget grew.", "FY2025", "2025-04-01", "2026-03-31", "inferred"),
        ("India's FY26 deficit shrank.", "FY2026", "2025-04-01", "2026-03-31", "inferred"),
        ("The 2025/26 financial year was hard.", "FY2025", "2025-04-01", "2026-03-31", "inferred"),
        ("The bakery's fiscal 2025 was good.", "2025", "2025-01-01", "2025-12-31", "assumed"),
        ("India grew. The bakery's fiscal 2025 was good.", "2025", "2025-01-01", "2025-12-31", "assumed"),
    ],
)
def test_a_fiscal_year_is_that_of_its_country(text, value, first, last, certainty):
    (timex,) = read_times(text)
    assert (timex.value, str(timex.first), str(timex.last), timex.certainty) == (value, first, last, certainty)


@pytest.mark.parametrize(
    ("text", "expression", "first", "last"),
    [
        ("The court closes for Diwali.", "Diwali", "2025-10-20", "2025-10-20"),
        ("They will meet after Lunar New Year.", "Lunar New Year", "2026-02-17", "2026-02-17"),
        ("The talks were held after Eid al-Fitr.", "Eid al-Fitr", "2025-03-30", "2025-04-01"),
        ("Shops will close on Ash Wednesday.", "Ash Wednesday", "2026-02-18", "2026-02-18"),
        ("The rallies on May Day were calm.", "May Day", "2025-05-01", "2025-05-01"),
        ("It has changed since 9/11.", "9/11", "2001-09-11", "2001-09-11"),
        ("The Sept. 11 terror attacks changed it.", "Sept. 11", "2001-09-11", "2001-09-11"),
        ("After the Nov. 3 bombing it shut.", "Nov. 3", "2024-11-03", "2024-11-03"),
        ("The Nov. 3 meeting is near.", "Nov. 3", "2025-11-03", "2025-11-03"),
        ("H1 2026 looks fair.", "H1 2026", "2026-01-01", "2026-06-30"),
        ("The winter of 2025-26 was mild.", "The winter of 2025-26", "2025-12-01", "2026-02-28"),
    ],
)
def test_days_with_a_name_are_found(text, expression, first, last):
    assert (expression, first, last) in days_of(text)


def test_a_day_is_no_name_before_it_became_one():
    assert read_times("The odds since 9/11 fell.", published="1999-10-01") == ()
    assert [str(t.first) for t in read_times("The Sept. 11 attacks hurt.", published="1999-10-01")] == ["1999-09-11"]


@pytest.mark.parametrize(
    ("text", "value", "zone"),
    [
        ("It begins at 14:00 UTC+5:30.", "2025-08-20T14:00+05:30", "UTC+5:30"),
        ("It begins at 9:00 GMT-3.", "2025-08-20T09:00-03:00", "GMT-3"),
        ("It begins at 3 p.m. Tokyo time on Sept. 3.", "2025-09-03T15:00", "Tokyo time"),
        ("It begins at noon local time.", "2025-08-20T12:00", "local time"),
    ],
)
def test_a_zone_may_be_an_offset_or_a_place(text, value, zone):
    assert [(t.value, t.zone) for t in read_times(text)] == [(value, zone)]


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("They meet twice a week.", "SET", "P1W"),
        ("They meet once every two years.", "SET", "P2Y"),
        ("The biennial fair is over.", "SET", "P2Y"),
        ("These days it is calm.", "DATE", "PRESENT_REF"),
        ("A man aged 55 was held.", "DURATION", "P55Y"),
    ],
)
def test_repetitions_ages_and_the_present_have_their_types(text, type_, value):
    assert [(t.type, t.value) for t in read_times(text)] == [(type_, value)]
