"""Files that hold many articles."""

from __future__ import annotations

import gzip
import io
import json
from email.message import EmailMessage
from pathlib import Path

import pytest

from briefgen.model import Source
from briefgen.sources import list_files, read_files
from briefgen.sources.unpack.feed import entries_of
from tests.sources.made import ENTRY, FEW, MBOX, PAGE, TEXT, feed, mail, read, record, told, warc, zipped

ITEMS = [{"url": "https://a.example/1", "content_html": "<p>Hi"}]
JSON_FEED = {"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": ITEMS}
WHOLE = [
    ("news.zip", zipped({"a.txt": TEXT, "sub/": b"", "sub/b.html": PAGE, "__MACOSX/._a.txt": b"", ".x.txt": b"", "README.md": b"x"}),
     ["news.zip#1 text", "news.zip#2 html"]),
    ("in.zip", zipped({"a.jsonl": b'{"text":"a"}\n{"text":"b"}', "b.zip": zipped({"c.txt": TEXT})}),
     ["in.zip#1#1 jsonl", "in.zip#1#2 jsonl", "in.zip#2#1 text"]),
    ("a.txt.gz", gzip.compress(TEXT), ["a.txt.gz text"]),
    ("plain.gz", gzip.compress(b"<html><body>x"), ["plain.gz html"]),
    ("a.jsonl.gz", gzip.compress(b'{"text":"a"}\n') + gzip.compress(b'{"text":"b"}\n'), ["a.jsonl.gz#1 jsonl", "a.jsonl.gz#2 jsonl"]),
    ("a.eml", mail("x", ("r.txt", "text/plain", TEXT), ("p.png", "image/png", b"\x89PNG"), ("t.xyz", "application/octet-stream", b"x")),
     ["a.eml message", "a.eml#2 text", "a.eml#3: a.eml/t.xyz: .xyz is not a format that briefgen reads"]),
    ("b.mbox", MBOX + mail("one") + b"\n" + MBOX + mail("two", ("r.pdf", "application/pdf", b"%PDF-1.7")),
     ["b.mbox#1 message", "b.mbox#2 message", "b.mbox#2#2 pdf"]),
    ("c.warc", warc(("https://a.example/x", b"text/html", b"<html>x"), ("https://a.example/p.png", b"image/png", b"x"),
                    ("https://a.example/robots.txt", b"text/plain", b"x"), ("https://a.example/y", b"text/plain", TEXT)),
     ["c.warc#1 html", "c.warc#2 text"]),
    ("d.rss", feed(ENTRY.format("word " * 80), ENTRY.format("")), ["d.rss#1 entry", "d.rss: gives no text of 1 of its entries"]),
    ("one.json", b'{"text": "a"}', ["one.json jsonl"]),
    ("list.json", b'[{"text": "a"}, {"text": "b"}]', ["list.json#1 jsonl", "list.json#2 jsonl"]),
    ("held.json", b'{"articles": [{"text": "a"}]}', ["held.json#1 jsonl"]),
    ("lines.json", b'{"text": "a"}\n{"text": "b"}\n', ["lines.json#1 jsonl", "lines.json#2 jsonl"]),
    ("feed.json", json.dumps(JSON_FEED).encode(), ["feed.json#1 entry"]),
    ("wrong.txt", b"%PDF-1.7 x", ["wrong.txt pdf"]),
    ("wrong2.txt", b"<!DOCTYPE html><html>", ["wrong2.txt html"]),
    ("wrong.pdf", b"<!DOCTYPE html><html>", ["wrong.pdf html"]),
    ("wrong.zip", b"%PDF-1.7 x", ["wrong.zip pdf"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "expected"), WHOLE, ids=[name for name, _, _ in WHOLE])
def test_each_format_gives_its_articles(tmp_path: Path, name: str, data: bytes, expected: list[str]):
    (tmp_path / name).write_bytes(data)
    found = told(read(tmp_path / name))
    assert len(found) == len(expected)
    for one, wanted in zip(found, expected, strict=True):
        assert one.startswith(wanted)


@pytest.mark.parametrize(("name", "data", "expected"), WHOLE, ids=[name for name, _, _ in WHOLE])
def test_standard_input_is_told_from_its_first_bytes(name: str, data: bytes, expected: list[str]):
    found = [s for _, s in read_files(list_files(["-"]), stdin=io.BytesIO(data), limits=FEW)]
    kinds = [w.split()[1] for w in expected if ":" not in w]
    assert [s.kind for s in found if isinstance(s, Source)] == kinds


def test_paths_show_members_and_addresses(tmp_path: Path):
    (tmp_path / "a.zip").write_bytes(zipped({"sub/../../../etc/pass\nwd.txt": TEXT, "C:\\temp\\b.txt": TEXT}))
    (tmp_path / "c.warc").write_bytes(warc(("https://a.example/x", b"text/html", b"<html>x")))
    paths = [s.path for s in read(tmp_path / "a.zip") if isinstance(s, Source)]
    assert paths == ["a.zip/sub/etc/pass\ufffdwd.txt", "a.zip/temp/b.txt"]
    assert [s.url for s in read(tmp_path / "c.warc") if isinstance(s, Source)] == ["https://a.example/x"]


def test_a_line_that_begins_with_from_stays_in_its_message(tmp_path: Path):
    body = b"From: a@b\nSubject: x\n\nHello\n\n>From the harbour\nFrom here on\n"
    (tmp_path / "b.mbox").write_bytes(b"From a@b Mon\n" + body)
    (one,) = read(tmp_path / "b.mbox")
    assert isinstance(one, Source)
    assert b"\n\nFrom the harbour\nFrom here on\n" in one.data


def test_an_attached_message_is_read_with_its_attachments(tmp_path: Path):
    outer = EmailMessage()
    outer["From"], outer["Message-ID"], outer["Subject"] = "a@example.org", "<2@example.org>", "Fwd"
    outer.set_content("See below.")
    inner = EmailMessage()
    inner["Subject"] = "Inner"
    inner.set_content(TEXT.decode())
    outer.add_attachment(inner)
    (tmp_path / "a.eml").write_bytes(outer.as_bytes())
    assert told(read(tmp_path / "a.eml")) == ["a.eml message", "a.eml#2 message"]


ONE, TWO = record(b"<html>one"), record(b"<html>two")


@pytest.mark.parametrize("data", [gzip.compress(ONE + TWO), gzip.compress(ONE) + gzip.compress(TWO)], ids=["whole", "by record"])
def test_a_web_archive_may_be_compressed_in_either_way(tmp_path: Path, data: bytes):
    (tmp_path / "a.warc.gz").write_bytes(data)
    assert told(read(tmp_path / "a.warc.gz")) == ["a.warc.gz#1 html", "a.warc.gz#2 html"]


@pytest.mark.parametrize(
    ("body", "headers", "expected"),
    [
        (gzip.compress(b"<html>x"), b"Content-Encoding: gzip\r\n", "html"),
        (b"7\r\n<html>x\r\n0\r\n\r\n", b"Transfer-Encoding: chunked\r\n", "html"),
        (b"<html>x", b"Content-Encoding: br\r\n", "html"),  # unpacked when it was archived, the header kept
        (b"\x8b\x03\x80<", b"Content-Encoding: br\r\n", "is compressed as br, which is not read; archive the page in gzip or plain"),
        (gzip.compress(b" " * 99_000), b"Content-Encoding: gzip\r\n", "is larger than 0.05 MB, too large for one article"),
    ],
    ids=["gzip", "chunked", "unpacked before", "another way", "large"],  # what gzip makes holds the time, and names of tests may not
)
def test_pages_of_web_archives_are_decoded(tmp_path: Path, body: bytes, headers: bytes, expected: str):
    (tmp_path / "a.warc").write_bytes(record(body, headers) + TWO)
    first, second = read(tmp_path / "a.warc")
    assert (first.kind if isinstance(first, Source) else first.reason) == expected
    assert isinstance(second, Source)


def test_what_is_not_packed_may_be_of_any_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Only what unpacks is measured against the size of the file."""
    monkeypatch.setattr("briefgen.sources.unpack.place.SMALL", 1000)
    (tmp_path / "a.warc").write_bytes(b"".join(record(b"<html>" + b"word " * 900) for _ in range(40)))
    attached = zipped({f"{n}.txt": TEXT * 50 for n in range(9)})
    (tmp_path / "b.eml").write_bytes(mail("x", ("n.zip", "application/zip", attached)))
    for name in ("a.warc", "b.eml"):
        assert all(isinstance(one, Source) for one in read(tmp_path / name)), name


def test_a_zip_of_a_folder_called_word_is_no_word_file(tmp_path: Path):
    (tmp_path / "a.zip").write_bytes(zipped({"word/a.txt": TEXT, "password/b.txt": TEXT}))
    assert told(read(tmp_path / "a.zip")) == ["a.zip#1 text", "a.zip#2 text"]


WRONG = [
    ("list.jsonl", b'[\n {"text": "a"},\n {"text": "b"}\n]', ["list.jsonl#1 jsonl", "list.jsonl#2 jsonl"]),
    ("lines.json", b'\xef\xbb\xbf{"text": "a"}\n{"text": "b"}\n', ["lines.json#1 jsonl", "lines.json#2 jsonl"]),
    ("feed.txt", feed(ENTRY.format("word")), ["feed.txt#1 entry"]),
    ("mail.txt", mail(), ["mail.txt message"]),
    ("box.txt", MBOX + mail(), ["box.txt#1 message"]),
    ("letter.txt", b"From Oslo, desk@example.org reports that the summit opened.", ["letter.txt text"]),
    ("a.tar.gz", gzip.compress(TEXT), ["a.tar.gz: .tar is not a format that briefgen reads"]),
]


@pytest.mark.parametrize(("name", "data", "expected"), WRONG, ids=[name for name, _, _ in WRONG])
def test_what_is_plainly_something_else_is_read_as_that(tmp_path: Path, name: str, data: bytes, expected: list[str]):
    (tmp_path / name).write_bytes(data)
    found = told(read(tmp_path / name))
    assert len(found) == len(expected)
    assert all(one.startswith(wanted) for one, wanted in zip(found, expected, strict=True))


def test_a_feed_may_hold_a_long_article_without_tags(tmp_path: Path):
    (tmp_path / "a.rss").write_bytes(feed(ENTRY.format("<![CDATA[" + "word " * 6000 + "]]>")))
    assert told(read(tmp_path / "a.rss")) == ["a.rss#1 entry"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Tue, 26 Aug 2025 23:30:00 -0400", "2025-08-26T23:30:00-04:00"),
        ("2025-08-26T01:00:00+09:00", "2025-08-26T01:00:00+09:00"),
        ("26 Aug 2025 10:00 GMT", "2025-08-26T10:00:00+00:00"),
        ("soon", None),
    ],
)
def test_a_feeds_date_keeps_its_own_day(written: str, expected: str | None):
    (entry,) = entries_of(feed(ENTRY.replace("Tue, 26 Aug 2025 10:14:00 GMT", written).format("x")))
    assert entry.published == expected
