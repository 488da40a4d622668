"""One story, written for the project, in every format that briefgen reads: all must give the same rows, quotes and dates."""

from __future__ import annotations

import io
import json
from datetime import date
from email.message import EmailMessage
from functools import cache
from html import escape
from pathlib import Path

from briefgen.annotate import annotate
from briefgen.model import Article
from briefgen.read import read_article
from briefgen.sources import make_source

DATA = Path(__file__).parent / "data"
TITLE = "Adler and Ferro agree on a ferry and on little else"
PUBLISHER = "Meridian Wire"
PUBLISHED = "2025-08-26T10:14:00+03:00"
MAIL_DATE = "Tue, 26 Aug 2025 10:14:00 +0300"
URL = "https://meridian.example/world/adler-ferro-ferry"
PARAGRAPHS = (
    "PORT ARDEN, Aug. 26, 2025 (Meridian Wire) — President Jonas Adler of Velden and Prime Minister Mira Ferro of Costa Brina agreed on"
    " Tuesday to reopen the ferry between their countries, the first result of talks that have gone on since March.",
    "“We will not let a strip of water keep families apart any longer,” Adler told reporters after three hours of talks in the old customs"
    " house of Port Arden. “The first ship sails on Monday, September 15.”",
    "Ferro called the agreement modest. “It is a beginning, no more than that,” she said. She will visit Velden from October 6 to October"
    " 8, her office said, and will address the parliament in the capital on the second day of that visit.",
    "The two sides remain far apart on fishing. Velden closed its northern grounds to foreign vessels in May 2024, and a joint commission"
    " that was to settle the matter by the end of June has met only twice.",
    "“Nobody in this room believes that the fish will wait for us,” said Tomas Lind, the Veldish fisheries minister. Lind said that a"
    " well-prepared proposal would be put to the commission at its next meeting in Port Arden on 12 September.",
    "The commission’s Brinese co-chair, Elena Vargas, denied that her side was to blame for the delay. “We answered every letter within a"
    " week,” Vargas said in a telephone interview on Monday evening. “The replies took two months.”",
    "What comes next",
    "Foreign ministers of the seven coastal states will hold a summit in Marrow Bay on November 20 and 21, where the fishing grounds are"
    " high on the agenda. Adler is expected to attend; Ferro has not yet decided, a spokesman for her government said.",
    "An election in Costa Brina is due in the spring of 2026. Opinion polls published last week put Ferro’s coalition four points ahead,"
    " but the ferry itself is popular: in the harbour towns, three of four people asked said that they would use it at least once a month.",
    "“My grandmother took that ship to the market every Saturday,” said Ana Petrik, who sells tickets in Port Arden. “I have been waiting"
    " for this since I was a child.”",
)
BODY = "\n".join(PARAGRAPHS)
TEXT = f"{TITLE}\n{BODY}"
"""What every reader of a format that shows the title makes of the story; a mail and a feed keep the title beside it and have BODY."""


def as_plain() -> bytes:
    """The story as a text file."""
    return TEXT.encode()


def as_pdf(maker: str = "writer") -> bytes:
    """The story as PDF, printed by ``writer``, ``browser`` or set in two ``columns``; see data/README.md."""
    return (DATA / f"story-{maker}.pdf").read_bytes()


def as_html(*, around: bool = True) -> bytes:
    """The story as a web page, with the furniture of one ``around`` it."""
    main = "\n".join(f"<h2>{escape(p)}</h2>" if len(p) < 40 else f"<p>{escape(p, quote=False)}</p>" for p in PARAGRAPHS)
    top = "<header><nav><a href='/'>Home</a> <a href='/world'>World</a></nav></header>" if around else ""
    foot = "<footer><p>© Meridian Wire. All rights reserved.</p></footer>" if around else ""
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{TITLE}</title><meta property='og:title' content='{TITLE}'>"
        f"<meta property='article:published_time' content='{PUBLISHED}'><link rel='canonical' href='{URL}'></head><body>{top}"
        f"<main><article><h1>{TITLE}</h1>\n{main}</article></main>{foot}</body></html>"
    ).encode()


def as_fragment() -> str:
    """The story as the piece of HTML that a feed or an e-mail holds."""
    return "".join(f"<h3>{escape(p)}</h3>" if len(p) < 40 else f"<p>{escape(p)}</p>\n" for p in PARAGRAPHS)


def as_docx() -> bytes:
    """The story as a Word file with a title, a heading and plain paragraphs."""
    import docx

    document = docx.Document()
    document.add_heading(TITLE, level=0)
    for paragraph in PARAGRAPHS:
        if len(paragraph) < 40:
            document.add_heading(paragraph, level=1)
        else:
            document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_mail(*, html: bool = False, plain: bool = True) -> bytes:
    """The story as an e-mail: its ``plain`` text, its ``html``, or both."""
    message = EmailMessage()
    message["From"] = f"{PUBLISHER} <news@meridian.example>"
    message["To"] = "desk@example.org"
    message["Subject"] = f"Fwd: {TITLE}"
    message["Date"] = MAIL_DATE
    message["Message-ID"] = "<story-1@meridian.example>"
    if plain:
        message.set_content(BODY.replace("\n", "\n\n") + "\n\n-- \nMeridian Wire, Port Arden\n")
    if html and plain:
        message.add_alternative(f"<html><body>{as_fragment()}</body></html>", subtype="html")
    elif html:
        message.set_content(f"<html><body>{as_fragment()}</body></html>", subtype="html")
    return message.as_bytes()


def as_entry() -> bytes:
    """The story as what the unpacker of feeds hands to the reader of entries."""
    entry = {"title": TITLE, "url": URL, "published": PUBLISHED, "publisher": PUBLISHER, "language": "en", "html": as_fragment()}
    return json.dumps(entry, ensure_ascii=False).encode()


def as_feed() -> bytes:
    """The story as the only item of an RSS 2.0 feed, with its full text in ``content:encoded``."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{PUBLISHER}</title><link>https://meridian.example/</link><description>News</description><language>en</language>"
        f"<item><title>{TITLE}</title><link>{URL}</link><guid>{URL}</guid><pubDate>{MAIL_DATE}</pubDate>"
        f"<description>The ferry sails again.</description><content:encoded>{escape(as_fragment())}</content:encoded></item>"
        "</channel></rss>"
    ).encode()


def as_warc() -> bytes:
    """The story's web page as a web archive with one response."""
    page = as_html()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s" % (len(page), page)
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {URL}\r\nWARC-Date: 2025-08-26T09:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:3b1f0f0e-5a5e-4c0b-9a53-0d7c3f6f1a11>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def read_sample(kind: str, data: bytes) -> Article:
    """The article that the reader of ``kind`` makes of ``data``; its name tells nothing."""
    return read_article(make_source("story", "story", kind, data))


def found_in(kind: str, data: bytes) -> dict[str, list[tuple[object, ...]]]:
    """What a brief rests on: the quotes with their speakers, the dates, the events that are found in an article."""
    found = annotate(read_sample(kind, data), reference_day=date(2025, 8, 28))
    assert found.published is not None
    return {
        "published": [(found.published.value[:10],)],
        "quotes": [(q.text, q.kind, q.speaker_resolved, q.role, q.affiliation, q.said_on) for q in found.quotes],
        "dates": [(t.span.of(found.article.text), t.value) for t in found.timexes],
        "events": [(e.title, e.kind, e.first, e.last, e.place, e.people, e.status) for e in found.events],
    }


@cache
def found_in_plain() -> dict[str, list[tuple[object, ...]]]:
    """What is found in the plain text of the story, which all other formats must give."""
    found = found_in("text", as_plain())
    assert len(found["quotes"]) >= 6
    assert len(found["events"]) >= 4
    return found
