"""E-mails: which of their parts is read, what their headers say, and messages that break every rule."""

from __future__ import annotations

import time
from email.message import EmailMessage

import pytest

from briefgen.errors import ReadError
from tests.read.samples import BODY, PUBLISHED, PUBLISHER, TITLE, as_mail, found_in, found_in_plain, read_sample

MAILS = {"plain": as_mail(), "html": as_mail(html=True, plain=False), "both": as_mail(html=True)}
SENTENCE = "The talks in Port Arden ended on Monday without a result."


def mail(body: bytes, *headers: str) -> bytes:
    return "\r\n".join(headers).encode() + b"\r\n\r\n" + body


@pytest.mark.parametrize("name", MAILS)
def test_a_mail_has_the_text_of_the_story_line_by_line(name: str):
    article = read_sample("message", MAILS[name])
    assert [line for line in article.text.split("\n") if line] == BODY.split("\n")
    assert (article.title, article.publisher, article.reader) == (TITLE, PUBLISHER, "mail/1")


@pytest.mark.parametrize("name", MAILS)
def test_a_mail_gives_the_rows_quotes_and_dates_of_the_plain_text(name: str):
    assert found_in("message", MAILS[name]) == found_in_plain()


def test_the_date_header_states_when_the_mail_was_sent():
    stamp = read_sample("message", MAILS["plain"]).published
    assert stamp is not None
    assert (stamp.value, stamp.certainty, stamp.found_in) == (PUBLISHED, "stated", "e-mail header")
    assert stamp.why == "the e-mail was sent on Tue, 26 Aug 2025 10:14:00 +0300"


def both(plain: str, page: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Talks"
    message.set_content(plain)
    message.add_alternative(page, subtype="html")
    return message.as_bytes()


LONG = " ".join([SENTENCE] * 6)


@pytest.mark.parametrize(
    ("plain", "page", "text"),
    [
        (SENTENCE, f"<p>{SENTENCE}</p>", SENTENCE),
        ("Newsletter", f"<p>{LONG}</p>", LONG),
        (f"{SENTENCE} {SENTENCE} {SENTENCE} View this e-mail in your browser.", f"<p>{LONG}</p>", LONG),
        (SENTENCE, f"<style>p {{}}</style><p>{SENTENCE}</p><img alt='x'>", SENTENCE),
    ],
)
def test_the_plain_part_is_read_unless_it_only_points_to_the_html(plain: str, page: str, text: str):
    assert read_sample("message", both(plain, page)).text == text


@pytest.mark.parametrize(
    ("body", "headers", "text"),
    [
        (
            b"The talks \r\nended on \r\nMonday.\r\n\r\n They resume.\r\n",
            "text/plain; format=flowed",
            "The talks ended on Monday.\n\nThey resume.",
        ),
        (b"The talks en \r\nded.\r\n", "text/plain; format=flowed; delsp=yes", "The talks ended."),
        (b"> We regret \r\n> this.\r\nSo he said.\r\n", "text/plain; format=flowed", "> We regret this.\nSo he said."),
        (b"The talks\r\nended on\r\nMonday.\r\n", "text/plain", "The talks\nended on\nMonday."),
        (b"The talks ended.\r\n-- \r\nA. Writer\r\n", "text/plain", "The talks ended."),
        (b"The talks ended.\r\n-- \r\nA. Writer\r\n", "text/plain; format=flowed", "The talks ended."),
    ],
)
def test_lines_are_put_together_where_the_mail_says_that_they_flow(body: bytes, headers: str, text: str):
    assert read_sample("message", mail(body, f"Content-Type: {headers}")).text == text


@pytest.mark.parametrize(
    ("headers", "url"),
    [
        (["Archived-At: <https://lists.example/talks/42>"], "https://lists.example/talks/42"),
        (["List-Archive: <https://lists.example/talks/>"], "https://lists.example/talks/"),
        (["Archived-At: <http://lists.example/talks/42>"], None),
        ([], None),
    ],
)
def test_the_address_of_the_archived_copy_is_that_of_the_article(headers: list[str], url: str | None):
    assert read_sample("message", mail(SENTENCE.encode(), "Subject: Talks", *headers)).url == url


@pytest.mark.parametrize(
    ("sender", "publisher"),
    [
        ("Harbour Gazette <news@gazette.example>", "Harbour Gazette"),
        ("news@gazette.example", "gazette.example"),
        ('"Gazette, The" <a@b.example>', "Gazette, The"),
        ("=?utf-8?q?Gaz=C3=A9ta?= <a@b.example>", "Gazéta"),
        ("Gazéta <a@b.example>", "Gazéta"),
        ("", None),
        ("<<<>>>,,;", None),
    ],
)
def test_who_sent_it_is_the_publisher(sender: str, publisher: str | None):
    assert read_sample("message", mail(SENTENCE.encode(), f"From: {sender}")).publisher == publisher


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Fwd: RE: Talks in Port Arden", "Talks in Port Arden"),
        ("Re[2]: Talks", "Talks"),
        ("Ferry: the talks", "Ferry: the talks"),
        ("=?iso-8859-1?q?Gespr=E4che?=", "Gespräche"),
        ("=?no-such-charset?q?Talks?=", "Talks"),
        ("=?utf-8?b?!!!?= Talks", None),
    ],
)
def test_the_subject_is_the_title(subject: str, title: str | None):
    found = read_sample("message", mail(SENTENCE.encode(), f"Subject: {subject}")).title
    assert found == title if title else found


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("Élysée talks ended on Monday.".encode(), "text/plain; charset=us-ascii"),
        ("Élysée talks ended on Monday.".encode("latin-1"), "text/plain; charset=iso-8859-1"),
        ("Élysée talks ended on Monday.".encode(), "text/plain; charset=no-such-thing"),
        ("Élysée talks ended on Monday.".encode(), "text/plain"),
        ("<p>Élysée talks ended <b>on</b> Monday.".encode(), "text/html; charset=utf-8"),
    ],
)
def test_a_body_is_read_whatever_charset_it_claims(body: bytes, kind: str):
    assert (
        read_sample("message", mail(body, f"Content-Type: {kind}", "Content-Transfer-Encoding: 8bit")).text
        == "Élysée talks ended on Monday."
    )


def nested(levels: int) -> bytes:
    opened = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(levels))
    return f"{opened}Content-Type: text/plain\r\n\r\n{SENTENCE}\r\n".encode()


BROKEN = {
    "no header": mail(SENTENCE.encode()),
    "no boundary": mail(SENTENCE.encode(), "Content-Type: multipart/mixed"),
    "a boundary that never comes": mail(SENTENCE.encode(), 'Content-Type: multipart/mixed; boundary="x"'),
    "broken base64": mail(b"VGhlIHRhbGtz!!!=\r\n", "Content-Type: text/plain", "Content-Transfer-Encoding: base64"),
    "no such encoding": mail(SENTENCE.encode(), "Content-Transfer-Encoding: no-such"),
    "empty": b"",
    "noise": bytes(range(256)) * 40,
    "a date that is none": mail(SENTENCE.encode(), "Date: Mon, 99 Foo 20x5 99:99", "Content-Type: ;;;=;", "Subject:"),
    "nested": nested(200),
    "nested beyond reason": nested(10_000),
    "many parts": mail(b"--x\r\n\r\na\r\n" * 6_000, 'Content-Type: multipart/mixed; boundary="x"'),
    "a long header": mail(
        SENTENCE.encode(), "Content-Type: text/plain" + ";" * 2_000_000, "From: " + "<" * 1_000_000, "Subject: " + "=?" * 900_000
    ),
    "many headers": mail(SENTENCE.encode(), *(["X: y"] * 100_000)),
    "a message within": mail(b"Subject: inner\r\n\r\nInner text.", "Content-Type: message/rfc822"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_mail_that_breaks_the_rules_ends_in_a_text_or_in_one_line(name: str):
    begun = time.process_time()
    try:
        text = read_sample("message", BROKEN[name]).text
    except ReadError as error:
        text = str(error)
    assert text.strip()
    assert time.process_time() - begun < 5


def test_attachments_and_messages_within_are_no_part_of_the_text():
    message = EmailMessage()
    message.set_content(SENTENCE)
    message.add_attachment("Attached text.", filename="a.txt")
    inner = EmailMessage()
    inner.set_content("Inner text.")
    message.add_attachment(inner)
    assert read_sample("message", message.as_bytes()).text == SENTENCE
