"""Files that attack, and broken ones: one clear line each, and what can be read is read."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from briefgen.model import Limits, Skipped, Source
from tests.sources.made import ENTRY, MBOX, NOISE, TEXT, cut, feed, mail, many_entries, nested, read, record, told, warc, zipped

ONE, TWO = record(b"<html>one"), record(b"<html>two")
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
    ("late.xml", lambda: feed(head="<!--" + "x" * 150_000 + '--><!DOCTYPE r [<!ENTITY a "ha">]>'), "declares XML entities of its own"),
    ("names.xml", lambda: feed("".join(f'<x{n}:a xmlns:x{n}="u"/>' for n in range(300))), "names more than 200 XML vocabularies"),
    ("dashes.xml", lambda: feed(ENTRY.format("&lt;!--" + "-" * 70_000)), "has comments and more than 30,000 dashes"),
    ("lines.eml", lambda: b"From: a@b\n\n" + b"\n" * 190_000, "has more than 100,000 lines"),
    ("empty.eml", lambda: b"From: a@b\nContent-Type: multipart/mixed; boundary=a\n\n" + b"--a\r\r" * 30_000, "lines between parts"),
    (
        "steps.eml",
        lambda: b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(99)),
        "too many parts within",
    ),
    ("heads.warc", lambda: b"WARC/1.0\r\n" + b"X: y\r\n" * 400_000, "has a record with headers of more than 2 MB"),
    ("skip.warc.gz", lambda: gzip.compress(record(b"\0" * 2_000_000, kind=b"request")), "unpacks to more than 1 MB"),
    ("others.warc", lambda: record(b"", kind=b"request") * 600, "holds more than 500 records"),
    ("values.json", lambda: b"[" + b"[]," * 60_000 + b"[]]", "is JSON of more than 100,000 values"),
    ("other.xml", lambda: b"<?xml version='1.0'?><invoice/>", "is XML, but neither RSS nor Atom"),
    ("large.rss", lambda: feed(ENTRY.format("w " * 200_000)), "is larger than 0.2 MB, too large for a feed"),
    ("deep.json", lambda: b"[" * 20_000, "is JSON nested too deep"),
    ("broken.json", lambda: b'{"text": ', "is not valid JSON at line 1"),
    ("other.json", lambda: b'{"a": 1}', 'is JSON, but neither an article with a "text" nor a list of them'),
    ("cut.warc", lambda: cut(warc(("https://a.example/x", b"text/html", NOISE[:9000]))), "#1 html"),
    ("large.warc", lambda: warc(("https://a.example/x", b"text/html", b" " * 60_000)), "is larger than 0.05 MB, too large for one article"),
    ("broken.warc", lambda: b"WARC/1.0\r\nContent-Length: x\r\n\r\n" + NOISE[:100], "is damaged after 0 pages"),
    ("noise.warc", lambda: NOISE[:999], "is damaged after 0 pages"),
    ("large.eml", lambda: mail("x", ("a.txt", "text/plain", b"x" * 300_000)), "is larger than 0.2 MB, too large for one e-mail"),
]


@pytest.mark.parametrize(("name", "make", "reason"), HOSTILE, ids=[name for name, _, _ in HOSTILE])
def test_what_is_hostile_or_broken_ends_in_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, make: Callable[[], bytes], reason: str
):
    for module, most, value in (("mail", "MAX_LINES", 100_000), ("mail", "MAX_DIVIDERS", 20_000), ("mail", "MAX_STEPS", 20_000),
                                ("jsonfile", "MAX_VALUES", 100_000)):  # fmt: skip
        monkeypatch.setattr(f"briefgen.sources.unpack.{module}.{most}", value)
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


def test_one_bad_message_does_not_end_a_mailbox(tmp_path: Path):
    bad = b"From: a@b\nContent-Type: multipart/mixed; boundary=a\n\n" + b"--a\nContent-Type: text/plain\n\n" * 1200
    deep = EmailMessage()
    deep.set_content("x")
    for _ in range(4):
        outer = EmailMessage()
        outer.set_content("x")
        outer.add_attachment(deep)
        deep = outer
    (tmp_path / "b.mbox").write_bytes(b"\n\n".join((MBOX + bad, MBOX + deep.as_bytes(), MBOX + mail())))
    assert told(read(tmp_path / "b.mbox")) == [
        "b.mbox#1: has more than 1,000 parts; no e-mail has", "b.mbox#2 message", "b.mbox#2#2 message", "b.mbox#2#2#2 message",
        "b.mbox#2#2#2#2: b.mbox/message.eml/message.eml/message.eml stands in messages within messages, more than 2 deep ([limits] depth)",
        "b.mbox#3 message"]  # fmt: skip


def test_attachments_with_broken_names_are_read_or_listed(tmp_path: Path):
    parts = (
        b"Content-Type: application/pdf\nContent-Disposition: attachment; filename*0*=zz-9'x'%ff; filename*1=b.pdf\n\n%PDF",
        b"Content-Type: text/plain; name=" + b'";' * 9000 + b'\nContent-Disposition: attachment; filename="' + b";" * 9000 + b"\n\nx",
        b"Content-Type: application/octet-stream; name=smime.p7s\n\nx",
        b'Content-Type: application/octet-stream\nContent-Disposition: attachment; filename="=?utf-8?B?cmVwb3J0LnBkZg==?="\n\n%PDF',
    )
    body = b"\n--a\n" + b"\n--a\n".join(parts) + b"\n--a--\n"
    (tmp_path / "a.eml").write_bytes(b"From: a@b\nContent-Type: multipart/mixed; boundary=a\n" + body)
    found = read(tmp_path / "a.eml")
    assert [s.kind for s in found if isinstance(s, Source)] == ["message", "pdf", "text", "pdf"]
    assert found[-1].path == "a.eml/report.pdf"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_members_that_are_unpacked_all_at_once_are_not_read(tmp_path: Path, method: int):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", method) as archive:
        archive.writestr("a.txt", b"\0" * 5_000_000)
        archive.writestr("b.txt", TEXT, zipfile.ZIP_DEFLATED)
    first, second = told(read(tmp_path / "a.zip"))
    assert first.endswith("pack it again with the usual method, Deflate")
    assert second == "a.zip#2 text"


def test_odd_names_of_members_are_shown_whole_and_short(tmp_path: Path):
    data = zipped({"Q.txt": TEXT, "x" * 60_000 + ".txt": TEXT, "/".join("y" * 99) + ".txt": TEXT})
    (tmp_path / "a.zip").write_bytes(data.replace(b"Q.txt", b"\0.txt"))
    found = told(read(tmp_path / "a.zip"))
    assert found[0].startswith("a.zip#1: a.zip/unnamed: a file without a suffix")
    assert max(len(one.path) for one in read(tmp_path / "a.zip")) < 300


@pytest.mark.parametrize(("count", "hidden"), [(2000, False), (2000, True), (5000, True)])
def test_a_table_of_contents_is_not_held_beyond_reason(tmp_path: Path, count: int, hidden: bool):
    (tmp_path / "a.zip").write_bytes(many_entries(count, hidden=hidden))
    (line,) = told(read(tmp_path / "a.zip"))
    assert "is a zip file with a table of contents of more than" in line or "is a zip file of more than 100 files" in line


def test_damaged_web_archives_are_not_told_of_on_the_screen(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    (tmp_path / "a.warc").write_bytes(ONE.replace(b"one", b"one and more than the header counts") + TWO)
    found = read(tmp_path / "a.warc")
    assert isinstance(found[0], Source)
    assert capfd.readouterr().err == ""


def test_a_stream_of_many_articles_is_not_held(tmp_path: Path):
    """Ten megabytes of mailbox behind a limit of 200 kB a message."""
    path = tmp_path / "b.mbox.gz"
    with gzip.open(path, "wb", compresslevel=1) as out:
        for number in range(2000):
            out.write(b"From a@b Mon\n" + mail(f"Notice {number}") + b"x" * 4000 + b"\n\n")
    found = read(path, Limits(document_bytes=200_000, members=5000))
    assert len(found) == 2000
    assert found[0].id == "b.mbox.gz#1"  # type: ignore[union-attr]
