"""Files of many articles, made for the tests, and what is read of them."""

from __future__ import annotations

import io
import struct
import zipfile
from email.message import EmailMessage
from pathlib import Path

from briefgen.model import Limits, Skipped, Source
from briefgen.sources import list_files, read_files

FEW = Limits(article_bytes=50_000, document_bytes=200_000, unpacked_bytes=1_000_000, members=50, depth=2)
TEXT = b"The Harbour summit will be held in Oslo on 3 April 2026.\n"
ENTRY = (
    "<item><title>A ferry</title><link>https://a.example/1</link><pubDate>Tue, 26 Aug 2025 10:14:00 GMT</pubDate>"
    "<description>{}</description></item>"
)


PAGE = b"<html><p>x</p></html>"
MBOX = b"From a@b Mon Jan  5 2026\n"
NOISE = bytes((n * 7919) % 251 for n in range(300_000))


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


def record(body: bytes, headers: bytes = b"", *, kind: bytes = b"response") -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + headers + b"\r\n" + body
    head = b"WARC/1.0\r\nWARC-Type: " + kind + b"\r\nWARC-Target-URI: https://a.example/x\r\n"
    return head + b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(answer) + answer + b"\r\n\r\n"


def nested(depth: int) -> bytes:
    data = zipped({"a.txt": TEXT})
    for _ in range(depth):
        data = zipped({"in.zip": data})
    return data


def cut(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


def many_entries(count: int, *, hidden: bool) -> bytes:
    """A zip file that is nothing but a table of contents, its size perhaps behind a second mark of the end."""
    table = struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 0, 20, *[0] * 8, 1, *[0] * 6) + b"a"
    marks = b"PK\5\6PK\5\6" if hidden else b"PK\5\6" + b"\0" * 4
    return table * count + marks + struct.pack("<2H2LH", count, count, len(table) * count, 0, 0)
