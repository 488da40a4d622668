"""Files that hold many articles, whole and broken."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from briefgen.model import Limits, Skipped, Source
from briefgen.sources import list_files, read_files
from briefgen.sources.unpack.feed import entries_of

FEW = Limits(article_bytes=50_000, document_bytes=200_000, unpacked_bytes=1_000_000, members=50, depth=2)
TEXT = b"The Harbour summit will be held in Oslo on 3 April 2026.\n"


def read(path: Path, limits: Limits = FEW) -> list[Source | Skipped]:
    return [source for _, source in read_files(list_files([str(path)]), limits=limits)]


def told(found: list[Source | Skipped]) -> list[str]:
    return [f"{s.id} {s.kind}" if isinstance(s, Source) else f"{s.path}: {s.reason}" for s in found]


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def mail(subject: str = "Notice", *attachments: tuple[str, str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "Desk <desk@example.org>", subject, "Tue, 26 Aug 2025 10:14:00 +0300"
    message["Message-ID"] = "<1@example.org>"
    message.set_content(TEXT.decode())
    for name, kind, data in attachments:
        main, _, sub = kind.partition("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def warc(*pages: tuple[str, bytes, bytes]) -> bytes:
    out = b""
    for url, kind, body in pages:
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: " + kind + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-01-02T03:04:05Z\r\n"
        out += (
            head.encode()
            + b"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
            % len(answer)
            + answer
        )
        out += b"\r\n\r\n"
    return out


def feed(*entries: str, head: str = "") -> bytes:
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>Wire</title>{"".join(entries)}</channel></rss>'.encode()


ENTRY = (
    "<item><title>A ferry</title><link>https://a.example/1</link><pubDate>Tue, 26 Aug 2025 10:14:00 GMT</pubDate>"
    "<description>{}</description></item>"
)
ITEMS = [{"url": "https://a.example/1", "content_html": "<p>Hi"}]
JSON_FEED = {"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": ITEMS}
PAGE = b"<html><p>x</p></html>"
MBOX = b"From a@b Mon Jan  5 2026\n"

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


def nested(depth: int) -> bytes:
    data = zipped({"a.txt": TEXT})
    for _ in range(depth):
        data = zipped({"in.zip": data})
    return data


def cut(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


NOISE = bytes((n * 7919) % 251 for n in range(300_000))
HOSTILE: list[tuple[str, Callable[[], bytes], str]] = [
    ("bomb.txt.gz", lambda: gzip.compress(b"\0" * 30_000_000), "is larger than 0.05 MB, too large for one article"),
    ("bomb.jsonl.gz", lambda: gzip.compress(b"\n" * 2_000_000), "unpacks to more than 1 MB; what comes after is not read"),
    ("many.jsonl.gz", lambda: gzip.compress(b'{"text": "a"}\n' * 60), "holds more than 50 articles; what comes after is not read"),
    ("bomb.zip", lambda: zipped({f"{n}.txt": b" " * 40_000 for n in range(40)}), "unpacks to more than 1 MB; what comes after is not read"),
    ("many.zip", lambda: zipped({f"{n}.txt": TEXT for n in range(60)}), "holds more than 50 articles; what comes after is not read"),
    ("deep.zip", lambda: nested(4), "holds archives within archives, more than 2 deep"),
    ("damaged.zip", lambda: cut(zipped({"a.txt": NOISE})), "is a damaged zip file"),
    ("cut.txt.gz", lambda: cut(gzip.compress(NOISE[:9000])), "is damaged or cut off"),
    ("noise.gz", lambda: b"\x1f\x8b" + NOISE[:99], "cannot be read"),
    ("many.mbox", lambda: b"From a@b\n\n" * 2000, "holds more than 50 articles"),
    ("none.mbox", lambda: b"Hello\n", "is no mailbox: it does not begin with a line"),
    ("laughs.xml", lambda: feed(head='<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'), "declares XML entities of its own"),
    ("wide.xml", lambda: feed(head='<!DOCTYPE r [<!ENTITY a "ha">]>').decode().encode("utf-16"), "declares XML entities of its own"),
    ("outside.xml", lambda: feed(head='<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "declares XML entities of its own"),
    ("tag.xml", lambda: feed("<item " + " ".join(f'a{n}="x"' for n in range(4000)) + "/>"), "has a tag of more than 20,000 characters"),
    ("parts.eml", lambda: b"From: a@b\n" + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 1200, "has more than 1,000 parts"),
    ("other.xml", lambda: b"<?xml version='1.0'?><invoice/>", "is XML, but neither RSS nor Atom"),
    ("large.rss", lambda: feed(ENTRY.format("w " * 200_000)), "is larger than 0.2 MB, too large for a feed"),
    ("deep.json", lambda: b"[" * 100_000, "is JSON nested too deep"),
    ("broken.json", lambda: b'{"text": ', "is not valid JSON at line 1"),
    ("other.json", lambda: b'{"a": 1}', 'is JSON, but neither an article with a "text" nor a list of them'),
    ("cut.warc", lambda: cut(warc(("https://a.example/x", b"text/html", NOISE[:9000]))), "#1 html"),
    ("large.warc", lambda: warc(("https://a.example/x", b"text/html", b" " * 60_000)), "is larger than 0.05 MB, too large for one article"),
    ("broken.warc", lambda: b"WARC/1.0\r\nContent-Length: x\r\n\r\n" + NOISE[:100], "is damaged after 0 pages"),
    ("noise.warc", lambda: NOISE[:999], "is damaged after 0 pages"),
    ("large.eml", lambda: mail("x", ("a.txt", "text/plain", b"x" * 300_000)), "is larger than 0.2 MB, too large for one e-mail"),
]


@pytest.mark.parametrize(("name", "make", "reason"), HOSTILE, ids=[name for name, _, _ in HOSTILE])
def test_what_is_hostile_or_broken_ends_in_one_clear_line(tmp_path: Path, name: str, make: Callable[[], bytes], reason: str):
    (tmp_path / name).write_bytes(make())
    lines = told(read(tmp_path / name))
    assert any(reason in line for line in lines), lines[-3:]
    assert sum(isinstance(one, Skipped) for one in read(tmp_path / name)) <= 1
    assert all("\n" not in line for line in lines)


def test_what_unpacks_out_of_all_proportion_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("briefgen.sources.unpack.place.SMALL", 300_000)
    wide = Limits(article_bytes=50_000, depth=3)
    (tmp_path / "a.zip").write_bytes(zipped({f"{n}.zip": zipped({f"{m}.txt": b" " * 40_000 for m in range(9)}) for n in range(3)}))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b"\n" * 2_000_000))
    for name in ("a.zip", "b.jsonl.gz"):
        assert "unpacks to more than 200 times its size, as only an attack does" in told(read(tmp_path / name, wide))[-1]


def test_a_member_with_a_password_is_skipped(tmp_path: Path):
    data = bytearray(zipped({"a.txt": TEXT}))
    data[6] |= 1  # the flag in the local header
    data[data.index(b"PK\x01\x02") + 8] |= 1  # and in the table of contents
    (tmp_path / "a.zip").write_bytes(data)
    assert told(read(tmp_path / "a.zip")) == ["a.zip#1: a.zip/a.txt is protected by a password; save it without one"]


def test_a_stream_of_many_articles_is_not_held(tmp_path: Path):
    """Ten megabytes of mailbox behind a limit of 200 kB a message."""
    path = tmp_path / "b.mbox.gz"
    with gzip.open(path, "wb", compresslevel=1) as out:
        for number in range(2000):
            out.write(b"From a@b Mon\n" + mail(f"Notice {number}") + b"x" * 4000 + b"\n\n")
    found = read(path, Limits(document_bytes=200_000, members=5000))
    assert len(found) == 2000
    assert found[0].id == "b.mbox.gz#1"  # type: ignore[union-attr]


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
