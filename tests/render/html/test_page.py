"""The proof-reading page as HTML: what stands where, and that no text of an article becomes markup."""

from __future__ import annotations

import base64
import hashlib
import re
import time
from dataclasses import replace
from datetime import date

import pytest
from lxml import html as lxml_html

from briefgen.model import Article, Block, Brief, Evidence, LeftOut, Line, Look, Reference, Span, cite
from briefgen.render import RENDERERS
from briefgen.render.html import articles as articles_module
from briefgen.render.html import render_html
from briefgen.render.html.articles import cut
from briefgen.render.html.facets import find_facets
from briefgen.render.html.marks import Register
from briefgen.render.html.page import clean
from briefgen.render.jsonfile import brief_from_dict, brief_to_dict
from tests.render.html.hostile import PAYLOADS, attack
from tests.render.sample import ARTICLES, proof, rich_brief, tiny_brief

LOOK = Look(marking="Restricted <b>", organisation="Ministry & Sons")
HANDLER = re.compile(r"^on[a-z]+$")


def page(brief: Brief | None = None, articles: dict[str, Article] | None = None, look: Look = LOOK):
    """The page as lxml reads it."""
    data = render_html(brief or rich_brief(), ARTICLES if articles is None else articles, look)
    return lxml_html.document_fromstring(data, parser=lxml_html.HTMLParser(encoding="utf-8"))


def words_at(root, id_: str) -> str:
    """The marked words that begin at an anchor: as many marks as it says."""
    (anchor,) = root.xpath(f'//span[@id="{id_}"]')
    marks = anchor.xpath("ancestor::article//mark")
    at = marks.index(anchor.getparent())
    return "".join(mark.text_content() for mark in marks[at : at + int(anchor.get("data-n"))])


def an_article(text: str, blocks: tuple[Block, ...] = (), id_: str = "x.txt") -> Article:
    return replace(ARTICLES["a1.txt"], id=id_, text=text, blocks=blocks)


def marked(article: Article, *spans: tuple[int, int]):
    return Register().enter(Evidence(article.id, s, e, article.text[s:e], "test") for s, e in spans)


# --- the page as a whole ---------------------------------------------------------------------------------------


def test_the_renderer_is_one_of_the_formats():
    assert RENDERERS["html"](tiny_brief(), ARTICLES, LOOK).startswith(b"<!doctype html>")


@pytest.mark.parametrize("articles", [ARTICLES, {}])
def test_the_same_brief_gives_the_same_bytes(articles):
    assert render_html(rich_brief(), articles, LOOK) == render_html(rich_brief(), articles, LOOK)


def test_the_policy_allows_the_style_and_the_script_of_the_page_and_nothing_else():
    root = page()
    policy = root.head[0]
    assert policy.get("http-equiv") == "Content-Security-Policy"
    assert policy.get("content").startswith("default-src 'none'; ")
    for name in ("style", "script"):
        (element,) = root.iter(name)
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}';" in policy.get("content")
    assert policy.get("content").count("sha256-") == 2
    assert "unsafe" not in policy.get("content")


def test_the_page_names_nothing_that_a_browser_would_load():
    root = page()
    assert not root.xpath("//*[@src or @srcset or @srcdoc or @style]")
    assert not root.xpath("//img | //iframe | //object | //embed | //form | //base")
    assert [link.get("href") for link in root.iter("link")] == ["data:,"]
    assert not re.search(r"url\(|@import", root.xpath("//style")[0].text)


def test_every_link_leads_to_a_place_of_the_page_or_to_the_web():
    root = page()
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    for link in root.iter("a"):
        href = link.get("href")
        if href.startswith("#"):
            assert href[1:] in ids
        else:
            assert href.startswith("https://")
            assert link.get("rel") == "noopener noreferrer"


def test_the_language_the_marking_and_the_dates_are_those_of_the_look():
    root = page(look=Look(locale="en-US", marking="restricted"))
    assert root.get("lang") == "en-US"
    assert [e.text_content() for e in root.xpath('//*[@class="marking"]')] == ["RESTRICTED", "RESTRICTED"]
    assert "Information as of May\u00a012, 2031" in root.text_content()
    assert not page(look=Look()).xpath('//*[@class="marking"]')


def test_every_row_and_quote_shows_its_id_and_what_a_correction_starts_from():
    brief = rich_brief()
    root = page(replace(brief, left_out=LeftOut(0, 1, 0, (Line("Row", proof(1, "Brandt"), "r1"),))))
    shown = {(e.get("data-kind"), e.get("data-id")): e for e in root.xpath("//*[@data-kind]")}
    rows = (*brief.itinerary, *brief.chronology)
    assert set(shown) == {("row", r.id) for r in rows} | {("quote", q.id) for q in brief.quotes} | {("row", "r1")}
    assert all(e.xpath("string(.//code)") == id_ for (_, id_), e in shown.items())
    first = shown["row", "e1"]
    assert [first.get(f"data-{key}") for key in ("from", "to", "place", "status")] == ["2031-05-14", "2031-05-15", "Port Ilse", "confirmed"]
    assert not root.xpath('//details[@class="correct"] | //*[@id="corrections"][not(@hidden)]')  # the script makes and shows them


def test_an_empty_brief_says_so():
    brief = replace(tiny_brief(), bottom_line=(), itinerary=(), sources=())
    text = page(brief).text_content()
    assert "The articles hold nothing on “ports” in this period." in text
    assert "Left out 10" in " ".join(text.split())


# --- lines and evidence --------------------------------------------------------------------------------------------


def test_without_script_every_line_is_a_link_to_its_words():
    root = page()
    brief = rich_brief()
    lines = root.xpath("//*[@data-flags]")
    links = [line.xpath('.//a[@class="to"]')[0] for line in lines]
    first = {line.text: line.evidence[0].text for line in brief.bottom_line}
    for link in links[: len(first)]:
        assert words_at(root, link.get("href")[1:]) == first[link.text_content()]
    assert not root.xpath('//*[@id="filters"][not(@hidden)] | //*[@id="bar"][not(@hidden)]')
    assert not root.xpath("//article[@hidden] | //main[@hidden] | //section[@hidden]")


def test_every_use_of_evidence_is_marked_in_its_place():
    root = page()
    brief = rich_brief()
    told = [e.text for row in brief.itinerary for e in (*row.evidence, *(e for was in row.was for e in was.evidence))]
    rows = root.xpath('//section[@aria-labelledby="itinerary"]//tr[@data-first]')
    ids = [f"e{int(row.get('data-first')) + n}" for row in rows for n in range(int(row.get("data-count")))]
    assert [words_at(root, id_) for id_ in ids] == told


def test_overlapping_evidence_is_cut_at_every_border():
    article = an_article("abcdefghij klmno")
    pieces, lost = cut(article, marked(article, (0, 6), (3, 10), (3, 5), (11, 16)))
    assert not lost
    segments = [s for piece in pieces for s in piece.segments]
    assert [(s.text, s.is_marked) for s in segments] == [
        ("abc", True), ("de", True), ("f", True), ("ghij", True), (" ", False), ("klmno", True),
    ]  # fmt: skip
    assert {a.id: a.count for s in segments for a in s.anchors} == {"e1": 3, "e2": 3, "e3": 1, "e4": 1}


def test_every_character_of_an_article_but_blanks_between_blocks_is_shown_once():
    text = "Head\n\nCITY — First words.\nSecond\n  lost between blocks \n\nThird"
    at = text.index
    blocks = (
        Block(Span(at("Third"), len(text)), "boilerplate"),
        Block(Span(0, 4), "headline"),
        Block(Span(6, 12), "dateline"),
        Block(Span(13, at("\nSecond")), "paragraph"),
        Block(Span(10, 20), "list"),  # overlaps: what stands in two blocks is shown in the first
    )
    article = an_article(text, blocks)
    pieces, _ = cut(article, marked(article, (13, 30)))
    shown = "".join(s.text for p in pieces for s in (*p.lead, *p.segments))
    assert "".join(shown.split()) == "".join(text.split())


def test_evidence_that_the_text_does_not_hold_is_shown_apart():
    article = an_article("Only these words.", id_="a1.txt")
    root = page(tiny_brief(), {"a1.txt": article})
    words = "Prime Minister Helena Brandt will travel to Port Ilse on May 14-15"
    assert root.xpath(f'//div[@class="excerpts"]//mark[contains(., "{words}")]')
    assert "Only these words." in root.text_content()


def test_a_brief_read_back_from_a_file_stands_on_its_evidence_alone():
    brief = brief_from_dict(brief_to_dict(rich_brief()))
    root = page(brief, {})
    assert words_at(root, "e1") == brief.bottom_line[0].evidence[0].text
    assert "12 quotes known by number only" in root.text_content()


def test_a_thousand_articles_with_five_thousand_pieces_of_evidence_take_seconds():
    text = "A sentence of some length stands here, said the minister. " * 86
    many = {f"n{i}": an_article(text, id_=f"n{i}") for i in range(1000)}
    sources = tuple(
        Reference(n, a.id, a.title, None, a.published, None, a.path, "plain", "", "", ()) for n, a in enumerate(many.values(), 1)
    )
    lines = tuple(
        Line(f"Line {n} {a.id}", (replace(cite(a, Span(58 * n, 58 * n + 100), "r"), source=1),)) for a in many.values() for n in range(5)
    )
    start = time.perf_counter()
    data = render_html(replace(rich_brief(), bottom_line=lines, sources=sources), many, LOOK)
    assert time.perf_counter() - start < 10
    assert data.count(b"<mark>") >= 5000


# --- what was left out, assumed, in conflict, not read ------------------------------------------------------------


def test_the_overview_counts_what_the_page_lists():
    left_out = LeftOut(1, 1, 1, (Line("Row", proof(1, "Brandt")),), (Line("Okello: words", proof(2, "he said")),))
    brief = replace(rich_brief(), left_out=left_out)
    root = page(brief, {**ARTICLES, "z": an_article("A text of its own.", id_="z")})
    counts = {e.xpath("string(.//b)"): e.xpath("string(.//a/@href)") for e in root.xpath('//ul[@class="tallies"]/li')}
    assert counts["3"] == "#left-out"
    listed = root.xpath('//*[@data-flags="leftout"]')
    assert [line.xpath("string(.//a)") for line in listed] == ["Row", "Okello: words", ARTICLES["a1.txt"].title]
    assert all(root.xpath(f'//*[@id="{line.xpath("string(.//a/@href)")[1:]}"]') for line in listed)
    assert "A text of its own." in root.text_content()
    assert len(root.xpath('//*[contains(@data-flags, "unsure")]')) == 5
    assert len(root.xpath('//section[@id="c1"]//li')) == 2
    assert "wires/scan-0412.txt: the file is empty" in root.text_content()


def test_texts_of_left_out_articles_stop_at_the_budget_those_with_evidence_first(monkeypatch):
    monkeypatch.setattr(articles_module, "MAX_LEFT_OUT", 30)
    extra = {"y": an_article("Yonder is no evidence at all.", id_="y"), "z": an_article("Zeal is evidence here.", id_="z")}
    lines = (Line("Zeal", (cite(extra["z"], Span(0, 4), "r"),)),)
    text = page(replace(rich_brief(), left_out=LeftOut(2, 1, 0, lines, ())), {**ARTICLES, **extra}).text_content()
    assert "Zeal is evidence here." in text
    assert "Yonder" not in text
    assert "of 1 article it has the title alone" in text


def test_a_line_is_in_conflict_only_with_what_the_conflict_is_about():
    brief = rich_brief()
    about = replace(brief.conflicts[1], about="size of “the Tamboa catch”")
    root = page(replace(brief, conflicts=(about,)))
    assert not root.xpath('//a[@class="tag conflict"]')  # the sentence is shared, the subject is not named
    assert page(brief).xpath('//a[@class="tag conflict"]')


# --- filters --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Brandt’s visit and Okello's answer", (), {"Helena Brandt", "Tomas Okello"}),
        ("the brandt of the house", (), set()),
        ("Brandts and Brandtian", (), set()),
        ("nobody", ("Ana Lindqvist",), {"Ana Lindqvist"}),
        ("Sato-Meyer", (), set()),
    ],
)
def test_a_line_belongs_to_whom_it_names(text, names, expected):
    facets = find_facets(rich_brief())
    assert {facets.people[int(n)] for n in facets.people_of(text, names).split()} == expected


def test_a_line_belongs_to_an_issue_by_its_place_its_evidence_or_its_name():
    facets = find_facets(rich_brief())
    assert facets.issues_of("words", (), ("2",)) == "2"
    assert facets.issues_of("words", proof(6, "bid for the cable")) == "3"
    assert facets.issues_of("The CUSTOMS UNION again", ()) == "2"
    assert facets.issues_of("words", ()) == ""


def test_filters_offer_only_what_lines_answer_to_with_their_number():
    root = page()
    for id_, attribute in (("f-person", "data-people"), ("f-issue", "data-issues")):
        for option in root.xpath(f'//select[@id="{id_}"]/option[@value != ""]'):
            found = [e for e in root.xpath(f"//*[@{attribute}]") if option.get("value") in e.get(attribute).split()]
            assert option.text.endswith(f"({len(found)})")
            assert found


# --- hostile text -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("with_articles", [True, False])
def test_hostile_text_in_every_field_makes_no_element_and_no_attribute(with_articles):
    friendly = page()
    articles = {id_ + PAYLOADS[0]: attack(article) for id_, article in ARTICLES.items()} if with_articles else {}
    look = Look(locale=PAYLOADS[1], marking=PAYLOADS[0], organisation=PAYLOADS[4])
    hostile = page(attack(rich_brief()), articles, look)
    known = {(e.tag, name) for e in friendly.iter() if isinstance(e.tag, str) for name in e.attrib}
    for element in hostile.iter():
        assert isinstance(element.tag, str), "a comment"
        assert not any(HANDLER.match(name) for name in element.attrib)
        assert {(element.tag, name) for name in element.attrib} <= known | {("p", "class"), ("div", "class"), ("option", "value")}
    assert len(list(hostile.iter("script"))) == len(list(hostile.iter("style"))) == 1
    text = hostile.text_content()
    for payload in PAYLOADS:
        assert clean(payload) in text
    assert not any(a.get("href").lower().startswith("javascript") for a in hostile.iter("a"))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_evidence_is_marked_in_its_place(payload):
    article = an_article(f"Before {payload} after", id_="a1.txt")
    brief = replace(tiny_brief(), bottom_line=(Line(payload, (Evidence("a1.txt", 7, 7 + len(payload), payload, "r", 1),)),))
    root = page(brief, {"a1.txt": article})
    assert words_at(root, "e1") == clean(payload)
    assert not root.xpath('//article[@id="a1"]//div[@class="excerpts"]//*[@id="e1"]')
    assert root.xpath("string(//main//li//a)") == clean(payload)


def test_controls_and_lone_surrogates_are_replaced_one_for_one():
    text = "a\x00b\x1b\ud800\u2028\u202e\x85\ufffe\tc\n"
    assert clean(text) == "a\ufffdb\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\tc\n"
    assert len(clean(text)) == len(text)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_days_at_the_ends_of_the_calendar_are_shown(day):
    assert str(day.year) in page(replace(tiny_brief(), as_of=day)).text_content()
