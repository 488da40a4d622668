"""The e-mail draft: what a mail program finds in it, and what no article can put there."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesParser
from html.parser import HTMLParser

import docx
import icalendar
import pytest

from briefgen.errors import ConfigError
from briefgen.model import Address, Brief, Envelope, Look
from briefgen.render import RENDERERS
from briefgen.render.mail import Letter, compose, name_attachment
from briefgen.render.mail.bodies import WIDTH, make_bodies
from tests.render.sample import ARTICLES, look, rich_brief, tiny_brief

DESK = Address("Desk", "desk@example.org")
HOSTILE = 'Evil\r\nBcc: victim@example.org\x00 <script>alert("1")</script> \u202egpj.exe \ud800 {{ 7*7 }}'


def letter(brief: Brief | None = None, envelope: Envelope | None = None, look: Look | None = None, name: str = "straits") -> Letter:
    return compose(brief or rich_brief(), look or Look(), envelope or Envelope(DESK, (DESK,)), {"docx": b"PK1"}, name)


def parse(data: bytes) -> EmailMessage:
    message = BytesParser(policy=policy.default).parsebytes(data)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


def content(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_the_draft_of_make_carries_both_bodies_the_document_and_the_calendar():
    brief = rich_brief()
    envelope = Envelope(DESK, (Address("", "a@example.org"), Address("Ö, B", "b@example.org")), (Address("", "c@example.org"),), DESK)
    data = RENDERERS["eml"](brief, ARTICLES, replace(look(), envelopes={brief.topic: envelope}))
    message = parse(data)
    assert (message["From"], message["Reply-To"]) == ("Desk <desk@example.org>", "Desk <desk@example.org>")
    assert [a.addr_spec for a in message["To"].addresses] == ["a@example.org", "b@example.org"]
    assert message["To"].addresses[1].display_name == "Ö, B"
    assert (message["Cc"], message["Bcc"], message["Date"]) == ("c@example.org", None, None)
    assert (message["Subject"], message["X-Unsent"]) == (f"{brief.title}, as of 12 May 2031", "1")
    assert re.fullmatch(r"<[0-9a-f]{40}@example\.org>", message["Message-ID"])
    document, calendar = message.iter_attachments()
    assert document.get_filename() == f"{name_attachment(brief.topic)}-2031-05-12.docx"
    assert docx.Document(io.BytesIO(document.get_content())).paragraphs
    assert len(icalendar.Calendar.from_ical(calendar.get_content().encode()).walk("VEVENT")) >= 3
    for kind in ("plain", "html"):
        said = content(message, kind).replace("\u00a0", " ")
        for words in ("Conference on the straits", "14–15 May 2031", "Harbour Times", "3 June 2031", "Word document", "calendar file"):
            assert words in said, (kind, words)
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_two_runs_give_the_same_bytes_and_the_id_is_of_what_is_said():
    assert letter() == letter()
    assert letter(envelope=Envelope(DESK, (Address("", "other@example.org"),))).message_id == letter().message_id
    assert letter(name="other").key == letter().key
    assert letter(envelope=Envelope(DESK, (DESK,), subject="Other")).key != letter().key
    assert letter(tiny_brief()).key != letter().key
    assert letter(envelope=Envelope()).message_id == f"<{letter().key}@briefgen.invalid>"


def test_a_calendar_without_a_dated_event_is_not_attached():
    brief = replace(tiny_brief(), itinerary=())
    message = parse(RENDERERS["eml"](brief, ARTICLES, look()))
    assert [p.get_content_subtype() for p in message.iter_attachments()] == [
        "vnd.openxmlformats-officedocument.wordprocessingml.document"
    ]  # fmt: skip
    assert "calendar" not in content(message, "plain")


def test_what_an_article_says_is_text_and_nothing_else():
    brief = rich_brief()
    sources = tuple(replace(source, title=HOSTILE, url="javascript:alert(1)") for source in brief.sources)
    rows = tuple(replace(row, title=HOSTILE, place=HOSTILE) for row in brief.itinerary)
    brief = replace(brief, title=HOSTILE, topic=HOSTILE, sources=sources, itinerary=rows)
    data = letter(brief, name=HOSTILE).data
    message = parse(data)
    assert message["Bcc"] is None
    assert "\u202e" not in message["Subject"]
    assert message["Subject"].startswith("Evil Bcc: victim@example.org ")
    page = content(message, "html")
    assert "<script" not in page
    assert "javascript:" not in page
    assert "{{ 7*7 }}" in page
    assert next(message.iter_attachments()).get_filename() == "Evil-Bcc-victim-example.org-script-alert-1-script-gpj.exe-7-7.docx"
    assert max(map(len, data.split(b"\r\n"))) <= 998


@pytest.mark.parametrize("spec", ["a@b.c\r\nBcc: x@y.z", "a@b.c>, <x@y.z", "a@b.c,x@y.z", "a b@c.d"])
def test_an_address_that_would_leave_its_line_is_refused(spec: str):
    with pytest.raises(ConfigError, match="is not a mail address"):
        letter(envelope=Envelope(DESK, (Address("", spec),)))
    with pytest.raises(ConfigError, match="is not a mail address"):
        letter(envelope=Envelope(DESK, (Address("x\r\nBcc: y", "a@b.c"),)))


@pytest.mark.parametrize(
    ("name", "shown"),
    [("", "a@b.c"), ("Desk", "Desk <a@b.c>"), ("Desk, East", '"Desk, East" <a@b.c>'), ('A "B" \\', r'"A \"B\" \\" <a@b.c>'),
     ("=?utf-8?q?x?=", None), ("外務省 東京", None)],
)  # fmt: skip
def test_a_name_reads_back_as_it_was_given(name: str, shown: str | None):
    message = parse(letter(envelope=Envelope(DESK, (Address(name.strip(), "a@b.c"), DESK))).data)
    assert [a.display_name for a in message["To"].addresses] == [name.strip(), "Desk"]
    assert shown is None or str(message["To"]).startswith(shown)


def test_a_long_name_is_folded():
    name = "外務省 " * 30
    line = letter(envelope=Envelope(DESK, (Address(name.strip(), "a@b.c"),))).data.partition(b"To: ")[2].partition(b" <a@b.c>")[0]
    assert max(map(len, line.split(b"\r\n"))) <= 76
    assert str(make_header(decode_header(line.decode()))) == name.strip()


def test_a_domain_beyond_ascii_is_written_as_the_dns_has_it():
    data = letter(envelope=Envelope(Address("", "post@bücher.example"), (Address("", "jörg@bücher.example"),))).data
    head = data.partition(b"\r\n\r\n")[0].decode()
    assert "From: post@xn--bcher-kva.example\r\nTo: jörg@xn--bcher-kva.example\r\n" in head
    assert "@xn--bcher-kva.example>" in head


def test_the_subject_is_the_users_with_its_fields_or_has_the_marking():
    def subject(template: str | None, **more: str) -> str:
        return str(parse(letter(envelope=Envelope(DESK, (), subject=template), look=Look(**more)).data)["Subject"])  # type: ignore[arg-type]

    assert subject(None, marking="restricted") == f"[RESTRICTED] {rich_brief().title}, as of 12 May 2031"
    assert subject("{topic} – {as_of} {{x}}", locale="en-US") == f"{rich_brief().topic} – May 12, 2031 {{x}}"
    for wrong in ("{titel}", "{title.__class__}", "{title!r}", "{", "{0}"):
        with pytest.raises(ConfigError, match=r"cannot be filled.*\{title\}, \{topic\}, \{as_of\}"):
            subject(wrong)


def test_the_subject_of_a_long_title_is_cut():
    assert len(str(parse(letter(replace(rich_brief(), title="word " * 500)).data)["Subject"])) <= 200
    assert len(str(parse(letter(replace(rich_brief(), title="x" * 5000)).data)["Subject"])) <= 200


def test_no_line_of_the_text_is_longer_than_a_mail_program_shows():
    text, _ = make_bodies(rich_brief(), Look(marking="Restricted", zone="Asia/Kolkata"), ("docx", "ics"))
    assert [line for line in text.splitlines() if len(line) > WIDTH and "://" not in line] == []
    assert text.startswith("RESTRICTED\n")
    assert text.endswith("RESTRICTED\n")


def test_an_empty_brief_says_so():
    brief = replace(tiny_brief(), bottom_line=(), itinerary=())
    text, page = make_bodies(brief, Look(), ())
    assert "The articles hold nothing on “ports”." in text
    assert "The articles hold nothing on “ports”." in page


def test_the_page_loads_nothing_closes_all_it_opens_and_names_its_columns():
    _, page = make_bodies(rich_brief(), Look(), ("docx",))
    assert re.findall(r"<(?:img|link|script|style|iframe)|@import|url\(|\bsrc=", page) == []
    stack: list[str] = []

    class Checker(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag not in ("meta", "br"):
                stack.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert stack.pop() == tag

    Checker().feed(page)
    assert stack == []
    assert page.count('<th scope="col"') == 2
    assert "max-width:640px" in page
    assert 'content="light dark"' in page


@pytest.mark.parametrize(("name", "file"), [("quad-2025", "quad-2025"), ("Über: Öl", "Uber-Ol"), ("四方", "brief"), ("../a", "a")])
def test_an_attachment_has_a_name_for_every_system(name: str, file: str):
    assert name_attachment(name) == file
