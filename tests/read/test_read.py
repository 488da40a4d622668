"""Sources -> Articles: encodings, front matter, blocks, sentences, dates."""

from __future__ import annotations

import pytest

from briefgen.errors import ReadError
from briefgen.model import Article
from briefgen.read import read_article
from briefgen.sources import make_source
from tests.articles import make_article

GERMAN = "Die Straße nach Köln führt über den Fluss und durch die Wälder."


def read_file(data: bytes | str, name: str = "a.txt", kind: str = "text") -> Article:
    return read_article(make_source(name, name, kind, data.encode() if isinstance(data, str) else data))


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Élysée\nParis".encode(), "Élysée\nParis"),
        ("Élysée\r\nParis".encode("utf-8-sig"), "Élysée\nParis"),
        ("Élysée à Paris".encode("utf-16"), "Élysée à Paris"),
        (GERMAN.encode("cp1252"), GERMAN),
        (b"The talks\x00 went on for a day and a night, as both sides had planned before the week began and wanted it.",
         "The talks  went on for a day and a night, as both sides had planned before the week began and wanted it."),
    ],
)  # fmt: skip
def test_a_text_is_read_whatever_its_encoding(data: bytes, text: str):
    assert read_file(data).text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"  \n ", "is empty"),
        (b"PK\x03\x04rest", "is a zip or Office file, not text"),
        (b"%PDF-1.7", "is a PDF file"),
        (bytes(range(256)) * 20, "is not text"),
        (b"\x00\x01\x02" * 500, "is not text"),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_the_reason(data: bytes, reason: str):
    with pytest.raises(ReadError, match=reason):
        read_file(data)


@pytest.mark.parametrize(
    ("text", "title", "publisher", "day"),
    [
        ("Title: A visit\nSource: Gazette\nDate: August 27, 2025\n\nThe talks began.", "A visit", "Gazette", "2025-08-27"),
        ("---\ntitle: 'A visit'\nsource: Gazette\ndate: 2025-08-27\n---\nThe talks began.", "A visit", "Gazette", "2025-08-27"),
        ("Date: 26 August 2025\nThe talks began.", None, None, "2025-08-26"),
    ],
)
def test_front_matter_is_read_and_nothing_is_extracted_from_it(text: str, title: str | None, publisher: str | None, day: str):
    article = read_file(text)
    assert (article.title, article.publisher, article.published and article.published.value) == (title, publisher, day)
    assert article.text == text
    assert [s.of(text) for s in article.sentences] == ["The talks began."]


def test_a_sentence_with_a_colon_is_no_front_matter():
    article = read_file("Japan: a visit that changes little was planned for August.\nIt went on.")
    assert article.title is None
    assert len(article.sentences) == 2


@pytest.mark.parametrize(
    ("kwargs", "day", "found_in"),
    [
        ({"text": "NEW DELHI, Aug. 26, 2025 (Wire) — The talks began.", "name": "a.txt"}, "2025-08-26", "dateline"),
        ({"text": "Updated: August 27, 2025 10:14 IST\nThe talks began.", "name": "a.txt"}, "2025-08-27", "dateline"),
        ({"text": "The talks began.", "name": "2025-08-25-talks.txt"}, "2025-08-25", "file name"),
    ],
)
def test_a_stated_date_is_found_where_it_stands(kwargs: dict[str, str], day: str, found_in: str):
    stamp = read_file(kwargs["text"], kwargs["name"]).published
    assert stamp is not None
    assert (stamp.value, stamp.found_in, stamp.certainty) == (day, found_in, "stated")


def test_a_date_in_the_body_states_nothing_about_the_article():
    assert read_file("The talks of August 26, 2025 ended without result, the ministry said.").published is None


def test_an_impossible_date_in_an_address_is_no_date():
    assert read_file("Title: X\nURL: https://example.org/2025/13/45/x\n\nThe talks began.").published is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Also Read: Minister arrives", "boilerplate"),
        ("Already have an account? Login", "boilerplate"),
        ("MR. ADLER: Thank you all.", "speech"),
        ("Q Can you confirm that?", "speech"),
        ("- a first point of the list", "list"),
        ("> We regret the delay.", "block_quote"),
        ("What comes next", "heading"),
        ("He said so on Monday.", "paragraph"),
    ],
)
def test_a_line_is_a_block_of_its_kind(line: str, kind: str):
    article = make_article(f"The first paragraph of the article stands here.\n{line}")
    assert article.blocks[-1].kind == kind


def test_a_text_wrapped_by_hand_has_paragraphs_not_lines():
    text = "The two ministers met in the\ncapital on Monday and spoke of\ntrade, of the sea and\nof energy.\n\nThey will meet again."
    assert [b.span.of(text)[:8] for b in make_article(text).blocks] == ["The two ", "They wil"]


def test_a_dateline_is_no_part_of_the_first_sentence():
    article = make_article("TOKYO (Wire) — The talks began.")
    assert [b.kind for b in article.blocks] == ["dateline", "paragraph"]
    assert article.sentences[0].of(article.text) == "The talks began."


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He met Gen. Adler. They spoke.", ["He met Gen. Adler.", "They spoke."]),
        ("It was held in the U.S. in May. It ended.", ["It was held in the U.S. in May.", "It ended."]),
        ("It was held in the U.S. The talks ended.", ["It was held in the U.S.", "The talks ended."]),
        ('"We go." He left.', ['"We go."', "He left."]),
        ("Growth was 2.5 percent. It fell.", ["Growth was 2.5 percent.", "It fell."]),
        ("Prices rose on Jan. 5 and Feb. 6. They fell.", ["Prices rose on Jan. 5 and Feb. 6.", "They fell."]),
        ("J. R. Adler spoke. Who? Nobody knew!", ["J. R. Adler spoke.", "Who?", "Nobody knew!"]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, sentences: list[str]):
    article = make_article(text)
    assert [s.of(text) for s in article.sentences] == sentences


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": ', "not valid JSON"),
        ("[1]", "not an object"),
        ('{"id": 1}', 'no "text"'),
        ('{"text": "  "}', 'no "text"'),
        ("[" * 100_000, "not valid JSON"),
    ],
)
def test_a_broken_line_of_json_is_refused_with_the_reason(line: str, reason: str):
    with pytest.raises(ReadError, match=reason):
        read_file(line, "a.jsonl#1", "jsonl")


def test_a_lone_surrogate_in_json_is_kept_to_the_letter():
    assert read_file('{"text": "odd \\ud800 sign"}', "a", "jsonl").text == "odd \ud800 sign"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ministers of the two countries met on Monday and spoke about trade.", "en"),
        ("Les ministres des deux pays se sont réunis lundi pour parler du commerce et de la mer.", "fr"),
        ("Die Minister der beiden Länder trafen sich am Montag und sprachen über den Handel.", "de"),
        ("両国の首脳は月曜日に東京で会談した。", "ja"),
        ("Talks on.", "en"),
    ],
)
def test_the_language_is_told_from_the_text(text: str, language: str):
    assert make_article(text).language == language
