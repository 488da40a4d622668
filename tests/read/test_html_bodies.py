"""The article inside a web page: layouts of news sites, and pages made to stall a parser."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from trafilatura import extract

from briefgen.errors import ReadError
from briefgen.read import read_article
from briefgen.read.article import merge_readings
from briefgen.read.fragment import MAX_ELEMENTS
from briefgen.sources import make_source

LEAD = "The harbour council of Port Arden voted on Monday to rebuild the eastern pier, which a storm had broken in two in the spring."
SECOND = "“The fishermen have waited long enough,” said Ines Moreau, who chairs the council. “Work begins on the first of October.”"
THIRD = "The pier will cost 14 million crowns, of which the state pays half. The council borrows the rest from the coastal bank."
LAST = "A report on the state of the western pier is due by the end of the year, and the council will debate it in January."
NAV = "<header><nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li><li><a href='/s'>Sport</a></li></ul></nav></header>"
FOOT = "<footer><p>© Harbour Gazette. All rights reserved.</p><p><a href='/terms'>Terms of use</a></p></footer>"
HEADING = "What the council decided"


def page(main: str, *, top: str = NAV, foot: str = FOOT) -> str:
    return f"<!DOCTYPE html><html lang='en'><head><title>A pier for Port Arden</title></head><body>{top}{main}{foot}</body></html>"


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def entry(hour: str, text: str) -> str:
    return f"<div class='post'><time>{hour}</time><h3>At {hour}</h3><p>{text}</p></div>"


LAYOUTS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "an article with a sidebar": (
        page(
            f"<div class='row'><main><article><h1>A pier for Port Arden</h1>{paragraphs(LEAD, SECOND)}<h2>"
            f"{HEADING}</h2>{paragraphs(THIRD, LAST)}"
            "</article></main><aside class='sidebar'><h3>Most read</h3><ul><li><a href='/1'>Ten ways to cook a herring</a></li>"
            "<li><a href='/2'>The lighthouse keeper retires</a></li></ul></aside></div>"
        ),
        (LEAD, SECOND, HEADING, THIRD, LAST),
        ("cook a herring", "lighthouse keeper", "All rights reserved", "Sport"),
    ),
    "an article under a cookie bar": (
        page(
            f"<div id='story'><h1>A pier for Port Arden</h1>{paragraphs(LEAD, SECOND, THIRD, LAST)}</div>",
            top="<div id='cookie-banner'><p>We and our partners store cookies on your device. You may refuse them at any time.</p>"
            "<button>Accept all</button><button>Refuse</button></div>" + NAV,
        ),
        (LEAD, SECOND, THIRD, LAST),
        ("store cookies", "Accept all", "Terms of use"),
    ),
    "a live blog": (
        page(
            "<main><article><h1>The pier vote, as it happened</h1>"
            + entry("18:05", SECOND) + entry("17:40", THIRD) + entry("17:10", LEAD) + entry("16:30", LAST) + "</article></main>"
        ),
        (LEAD, SECOND, THIRD, LAST),
        ("Terms of use", "World"),
    ),
    "a list article": (
        page(
            f"<article><h1>Three things to know</h1><p>{LEAD}</p><ul><li>The pier is to be 240 metres long and six metres wide.</li>"
            "<li>Two ferries can moor there at the same time.</li><li>Work is to end by the summer of 2027.</li></ul>"
            f"<blockquote><p>{SECOND}</p></blockquote><p>{LAST}</p></article>"
        ),
        (LEAD, "240 metres long", "Two ferries can moor", "summer of 2027", SECOND, LAST),
        ("All rights reserved",),
    ),
    "an article with comments": (
        page(
            f"<article><h1>A pier for Port Arden</h1>{paragraphs(LEAD, SECOND, THIRD, LAST)}</article><section id='comments'>"
            "<h2>Comments</h2><ol class='commentlist'><li class='comment'><p>My grandfather built the old pier with his own hands, and it"
            " would stand today had they listened to him.</p></li><li class='comment'><p>Who pays for all this in the end? We do, as we"
            " always have done.</p></li></ol></section>"
        ),
        (LEAD, SECOND, THIRD, LAST),
        ("My grandfather built", "Who pays for all this"),
    ),
    "a short wire story": (
        page(f"<div class='content'><h1>Pier vote</h1><p>PORT ARDEN (Meridian Wire) — {LEAD}</p><p>{LAST}</p></div>"),
        (LEAD, LAST),
        ("All rights reserved",),
    ),
    "a paywall teaser": (
        page(
            f"<article><h1>A pier for Port Arden</h1>{paragraphs(LEAD, THIRD)}</article><div class='paywall'><h2>Subscribe to read on</h2>"
            "<p>Read this article and all others for one crown a week.</p><a href='/subscribe'>Subscribe now</a></div>"
        ),
        (LEAD, THIRD),
        (),
    ),
    "an article with a table": (
        page(
            f"<article><h1>A pier for Port Arden</h1>{paragraphs(LEAD, SECOND)}<table><tr><th>Year</th><th>Cost in crowns</th></tr>"
            f"<tr><td>2026</td><td>9 million</td></tr><tr><td>2027</td><td>5 million</td></tr></table>{paragraphs(THIRD, LAST)}</article>"
        ),
        (LEAD, SECOND, "9 million", "5 million", THIRD, LAST),
        ("Terms of use",),
    ),
}  # fmt: skip


def body(text: str) -> str:
    return read_article(make_source("a.html", "a.html", "html", text.encode())).text


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_article_is_found_in_the_layouts_of_news_sites(name: str):
    given, wanted, unwanted = LAYOUTS[name]
    text = body(given)
    assert [phrase for phrase in wanted if phrase not in text] == []
    assert [phrase for phrase in unwanted if phrase in text] == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_less_of_an_article_is_found_than_by_the_defaults_of_trafilatura(name: str):
    given, wanted, unwanted = LAYOUTS[name]
    ours, theirs = body(given), extract(given) or ""
    assert {p for p in wanted if p in theirs} <= {p for p in wanted if p in ours}
    assert sum(p in ours for p in unwanted) <= sum(p in theirs for p in unwanted)


@pytest.mark.parametrize(
    ("precise", "broad", "merged"),
    [
        ([SECOND, THIRD], ["Share", LEAD, SECOND, THIRD, "Share"], [LEAD, SECOND, THIRD]),
        ([LEAD, THIRD], [LEAD, HEADING, THIRD, LAST, "More news", SECOND], [LEAD, HEADING, THIRD, LAST]),
        ([LEAD, THIRD], [LEAD], [LEAD, THIRD]),
        ([LEAD, SECOND, THIRD], [LAST, LEAD], [LEAD, SECOND, THIRD]),
        ([], [LEAD], [LEAD]),
        ([LEAD], [], [LEAD]),
    ],
)
def test_what_the_precise_reading_lost_is_put_back_from_the_broad_one(precise: list[str], broad: list[str], merged: list[str]):
    assert merge_readings("\n".join(precise), "\n".join(broad)).split("\n") == merged


FIVE_MB = 5_000_000
START = f"<html><body><p>{LEAD}</p>"


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<a b=", "<!--", "&amp;", "<table>", '<a b="c ', "<p>", "<script>", "<aaaa"],
)
def test_five_megabytes_of_one_sign_end_soon(piece: str):
    given = START + piece * (FIVE_MB // len(piece))
    begun = time.process_time()
    with suppress(ReadError):
        assert LEAD in body(given)
    assert time.process_time() - begun < 8


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (START + "<a " + " ".join(f"a{n}=1" for n in range(300)) + ">x</a>", "more than 200 attributes"),
        (START + "<div>" * 500, "nested deeper than 400"),
        (START + "<p>x</p>" * (MAX_ELEMENTS + 1), "more than 100,000 elements"),
        ("<html><body></body></html>", "no article"),
    ],
)
def test_a_page_that_is_no_article_is_refused_with_the_reason(given: str, reason: str):
    with pytest.raises(ReadError, match=reason):
        body(given)


@pytest.mark.parametrize(
    "make",
    [
        lambda: "<!--" + "<div>" * 500 + "-->",
        lambda: "<script>var s = '" + "<div>" * 500 + "';</script>",
        lambda: "<p>x<br>" * 450,
        lambda: f"<div data-state='{'{}' * 3000}'></div>",
    ],
)
def test_what_no_reader_sees_does_not_count_as_nesting(make: Callable[[], str]):
    assert LEAD in body(f"{START}<p>{LAST}</p>{make()}</body></html>")
