"""Entries of feeds, and the pieces of HTML that they and e-mails hold."""

from __future__ import annotations

import json
from typing import Any

import pytest

from briefgen.errors import ReadError
from briefgen.read.fragment import read_fragment
from tests.read.samples import BODY, PUBLISHED, PUBLISHER, TITLE, URL, as_entry, as_html, found_in, found_in_plain, read_sample


def entry(**fields: Any) -> bytes:
    return json.dumps(fields).encode()


def test_an_entry_has_the_text_of_the_story_and_what_the_feed_says_of_it():
    article = read_sample("entry", as_entry())
    assert (article.text, article.title, article.publisher, article.url, article.reader) == (BODY, TITLE, PUBLISHER, URL, "feed/1")
    assert article.published is not None
    assert (article.published.value, article.published.found_in) == (PUBLISHED, "metadata")


def test_an_entry_and_a_page_give_the_rows_quotes_and_dates_of_the_plain_text():
    assert found_in("entry", as_entry()) == found_in_plain()
    assert found_in("html", as_html()) == found_in_plain()


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (entry(text="The talks began.\nThey ended."), "The talks began.\nThey ended."),
        (entry(html="<p>The talks began.</p>", text="In short: talks."), "The talks began."),
        (entry(html="<img src='a.png'>", text="The talks began."), "The talks began."),
    ],
)
def test_the_html_of_an_entry_is_read_before_its_text(given: bytes, text: str):
    assert read_sample("entry", given).text == text


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (entry(title="Talks"), "holds no text: the feed gives the headline only"),
        (entry(html="<script>1</script>"), "holds no text"),
        (b"[1]", "is no entry of a feed"),
        (b"{", "is no entry of a feed"),
        (entry(html="<div>" * 500 + "x"), "nested deeper than 400"),
    ],
)
def test_an_entry_without_a_text_is_refused_with_the_reason(given: bytes, reason: str):
    with pytest.raises(ReadError, match=reason):
        read_sample("entry", given)


@pytest.mark.parametrize("fields", [{"title": 1, "url": [], "published": {}}, {"url": "javascript:x", "published": "soon", "language": ""}])
def test_fields_that_make_no_sense_are_passed_over(fields: dict[str, Any]):
    article = read_sample("entry", entry(text="The talks began on Monday in the port of Arden.", **fields))
    assert (article.title, article.url, article.published, article.language) == (None, None, None, "en")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
        ("One<br>Two<br/>Three", "One\nTwo\nThree"),
        ("<p>A <b>bold</b>\n  word,&nbsp;and &amp; &#8220;marks&#8221;</p>", "A bold word, and & “marks”"),
        ("<div>One<div>Two</div>Three</div>", "One\nTwo\nThree"),
        ("<h2>Head</h2>Text<hr>More", "Head\nText\nMore"),
        ("<ul><li>One<li>Two <i>more</i></ul>", "- One\n- Two more"),
        ("<ul><li><p>One</p><p>still one</p></li></ul>", "- One\nstill one"),
        ("<table><tr><th>Day<th>Ship<tr><td>Monday<td>Ferro I</table>", "Day | Ship\nMonday | Ferro I"),
        ("<table><tr><td><p>One.</p><p>Two.</p></td><td>Three.</td></tr></table>", "One.\nTwo.\nThree."),
        ("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>", "a | b"),
        ("<p>One<script>x()</script><style>p{}</style> and two<!-- no --></p>", "One and two"),
        ("<figure><img alt='x'><figcaption>A ship.</figcaption></figure><p>One.</p><button>Share</button>", "One."),
        ("<p style='display:none'>Preview</p><p hidden>x</p><p>One.</p>", "One."),
        ("<pre>One\nTwo</pre>", "One\nTwo"),
        ("<html><head><title>T</title></head><body>One</body></html>", "One"),
        ("no markup at all, 1 < 2", "no markup at all, 1 < 2"),
        ("</p></div>One</td>", "One"),
        ("", ""),
    ],
)
def test_a_piece_of_html_is_read_one_paragraph_a_line(page: str, text: str):
    assert read_fragment(page) == text
