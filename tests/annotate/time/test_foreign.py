"""Dates in articles that are not in English: located by us, resolved by dateparser, never stated."""

import pytest

from tests.annotate.time.written import read_times


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "fr",
            "La ministre se rendra à Lima le 3 octobre 2025 et rentrera le 7 octobre, a indiqué son cabinet.",
            [("3 octobre 2025", "2025-10-03"), ("7 octobre", "2025-10-07")],
        ),
        (
            "de",
            "Der Kanzler reist am 3. Oktober nach Lima; der Vertrag stammt vom 14.05.2021.",
            [("3. Oktober", "2025-10-03"), ("14.05.2021", "2021-05-14")],
        ),
        ("es", "La ministra viajará a Lima el 3 de octubre de 2025, según su oficina.", [("3 de octubre de 2025", "2025-10-03")]),
        ("hi", "मंत्री 3 अक्टूबर 2025 को लीमा जाएँगे।", [("3 अक्टूबर 2025", "2025-10-03")]),
        ("ja", "外相は2025年10月3日にリマを訪れ、10月7日に帰国する。", [("2025年10月3日", "2025-10-03"), ("10月7日", "2025-10-07")]),
    ],
)
def test_dates_of_other_languages_are_found_and_inferred(language, text, expected):
    found = read_times(text, language=language)
    assert [(t.text, t.value) for t in found] == expected
    assert {t.certainty for t in found} == {"inferred"}


def test_a_day_that_does_not_exist_is_not_moved_to_another():
    assert read_times("La réunion du 31 novembre 2025 est annulée.", language="fr") == ()


def test_without_a_stated_date_nothing_is_more_than_assumed():
    assert {t.certainty for t in read_times("La réunion du 3 octobre 2025 est annulée.", language="fr", published=None)} == {"assumed"}
