"""The proof-reading page in a real browser: what a click opens, what filters hide, and that nothing runs or is asked for."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from briefgen.model import Evidence, LeftOut, Line, Look
from briefgen.render.html import render_html
from briefgen.render.html.page import clean
from tests.render.html.hostile import PAYLOADS, attack
from tests.render.sample import ARTICLES, proof, rich_brief

playwright = pytest.importorskip("playwright.sync_api", reason="playwright (a development dependency) is not installed")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")

ARGUMENTS = ("--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
             "--disable-sync").split()  # fmt: skip
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
LEFT_OUT = LeftOut(
    1, 1, 1, (Line("A row left out", proof(6, "Two groups have bid")),), (Line("Brandt: left words", proof(1, "Brandt said")),)
)
STRONG = "[...document.querySelectorAll('mark.now')].map(m => m.textContent).join('')"
IN_VIEW = """() => [...document.querySelectorAll('mark.now')].every(m => { const r = m.getClientRects()[0];
  const top = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2); return r.height > 0 && m.contains(top); })"""
ARRIVED = "!!document.querySelector('mark.now ' + location.hash)"  # the address changes at once, the page after it

# Every visible text against what is painted behind it: the least contrast, with its text. Colours here are opaque.
CONTRAST = """() => {
  const rgb = (c) => c.match(/[\\d.]+/g).map(Number);
  const light = (c) => { const [r, g, b] = rgb(c).slice(0, 3).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b; };
  const behind = (e) => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
    if (rgb(c)[3] === undefined || rgb(c)[3] === 1) return c; } return 'rgb(255, 255, 255)'; };
  let worst = [99, ''], seen = 0;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !e.checkVisibility({visibilityProperty: true, opacityProperty: true}) || e.closest('script, style, option')) continue;
    seen += 1;
    const [a, b] = [light(getComputedStyle(e).color), light(behind(e))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < worst[0]) worst = [ratio, `${walk.currentNode.data.trim().slice(0, 40)} (${e.className || e.tagName})`];
  }
  return [...worst, seen];
}"""  # noqa: E501  # a program of its own


def wait_until(page: Any, expression: str) -> None:
    """Until the page says so. Not the library's own waiting, which evaluates text in the page: its policy forbids that."""
    for _ in range(250):
        if page.evaluate(f"() => {expression}"):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"never came true: {expression}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The friendly page and the hostile one, as files."""
    folder = tmp_path_factory.mktemp("pages")
    brief = replace(rich_brief(), left_out=LEFT_OUT)
    articles = {**ARTICLES, "z": replace(ARTICLES["a1.txt"], id="z", title="An article left out", text="The text of the one left out.")}
    text = "\n".join(f"Says {payload} here." for payload in PAYLOADS)
    own = {"x" + PAYLOADS[0]: replace(attack(ARTICLES["a1.txt"]), id="x" + PAYLOADS[0], text=text)}
    lines = tuple(Line(p, (Evidence("x" + PAYLOADS[0], text.index(p), text.index(p) + len(p), p, "r"),)) for p in PAYLOADS)
    hostile_articles = {id_ + PAYLOADS[0]: attack(article) for id_, article in ARTICLES.items()} | own
    pages = {
        "friendly": render_html(brief, articles, Look(marking="Restricted", organisation="Ministry of the Sea")),
        "hostile": render_html(
            replace(attack(brief), bottom_line=lines), hostile_articles, Look(marking=PAYLOADS[0], organisation=PAYLOADS[1])
        ),
    }
    for name, data in pages.items():
        (folder / f"{name}.html").write_bytes(data)
    return {name: folder / f"{name}.html" for name in pages}


@contextmanager
def opened(browser: Any, file: Path, *, size: dict[str, int] | None = None, hash_: str = "", **options: Any) -> Iterator[Any]:
    """A page in a context of its own; on leaving, it has neither failed nor asked for anything but itself."""
    context = browser.new_context(viewport=size or WIDE, **options)
    page = context.new_page()
    faults: list[str] = []
    asked: list[str] = []
    page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    page.goto(file.as_uri() + hash_)
    try:
        yield page
        assert faults == []
        assert [url.split("#")[0] for url in asked] == [file.as_uri()]
    finally:
        context.close()


@pytest.fixture
def wide(browser: Any, files: dict[str, Path]) -> Iterator[Any]:
    with opened(browser, files["friendly"]) as page:
        yield page


@pytest.fixture
def narrow(browser: Any, files: dict[str, Path]) -> Iterator[Any]:
    with opened(browser, files["friendly"], size=NARROW) as page:
        yield page


def line(page: Any, text: str) -> Any:
    return page.locator("#brief .line", has_text=text).first


def strong(page: Any) -> str:
    """The words marked strongly, once the page shows what its address says."""
    wait_until(page, ARRIVED)
    return str(page.evaluate(STRONG))


def choose(page: Any, filter_: str, name: str) -> None:
    """Select the option of a filter that begins with ``name``."""
    page.select_option(filter_, label=next(o for o in page.locator(f"{filter_} option").all_inner_texts() if o.startswith(name)))


def shown(page: Any) -> list[str]:
    return page.locator("#brief .line[data-flags]:visible").evaluate_all("lines => lines.map(l => l.textContent)")  # type: ignore[no-any-return]


# --- opening an article ------------------------------------------------------------------------------------------


def test_a_click_on_a_line_opens_its_article_with_exactly_the_evidence_marked(wide):
    line(wide, "President Tomas Okello said").locator("a.to").click()
    assert strong(wide) == "President Tomas Okello said fishing fleets would have to wait until the treaty enters into force."
    assert wide.evaluate(IN_VIEW)
    assert wide.locator("article:visible h3").all_inner_texts() == [ARTICLES["a2.txt"].title]
    assert wide.locator("[aria-current]").count() == 1
    assert line(wide, "President Tomas Okello said").get_attribute("aria-current") == "true"


def test_a_click_beside_the_words_of_a_row_opens_it_too(wide):
    wide.locator("#brief tr.line", has_text="Clear Water").first.locator(".status").click()
    assert strong(wide).startswith("The navies of Varland, Orsina")


def test_several_pieces_of_evidence_are_walked_through(wide):
    wide.locator("#brief tr.line", has_text="Conference on the straits").first.locator("a.to").click()
    told = []
    for _ in range(3):
        words = strong(wide)
        told.append((wide.inner_text("#which").split(" · ")[0], words, wide.evaluate(IN_VIEW)))
        if wide.is_enabled("#later"):
            wide.click("#later")
    assert told == [
        ("Evidence 1 of 3", "Prime Minister Helena Brandt will travel", True),
        ("Evidence 2 of 3", "Talks on the catch limits", True),
        ("Evidence 3 of 3", "The navies", True),
    ]
    assert wide.is_disabled("#later")
    wide.click("#earlier")
    assert strong(wide) == "Talks on the catch limits"


def test_a_source_number_opens_the_evidence_in_that_source(wide):
    wide.locator("#brief tr.line", has_text="Conference on the straits").first.locator(".refs a", has_text="4").click()
    assert strong(wide) == "The navies"


def test_the_back_button_and_a_deep_link_lead_to_the_same_place(wide, browser, files):
    line(wide, "President Tomas Okello said").locator("a.to").click()
    first = strong(wide)
    address = wide.evaluate("location.hash")
    line(wide, "customs union talks planned").locator("a.to").click()
    assert strong(wide) != first
    wide.go_back()
    wait_until(wide, f"{STRONG} === {first!r}")
    wide.go_back()
    wide.wait_for_selector("#hint", state="visible")
    with opened(browser, files["friendly"], hash_=address) as page:
        assert strong(page) == first
        assert page.evaluate(IN_VIEW)


def test_left_out_assumed_conflict_and_unread_are_one_click_away(wide):
    for name, heading in (("left-out", "left-out"), ("assumed", "assumed"), ("in-conflict", "conflicts"), ("not-read", "not-read")):
        wide.locator(f".tallies .{name} a").click()
        assert wide.locator(f"#{heading}").evaluate("e => e.getBoundingClientRect().top >= 0 && e.getBoundingClientRect().bottom <= 900")
    line(wide, "A row left out").locator("a.to").click()
    assert strong(wide) == "Two groups have bid"
    line(wide, "An article left out").locator("a.to").click()
    wait_until(wide, "!document.querySelector('mark.now')")
    assert wide.locator("article:visible .text").inner_text() == "The text of the one left out."


# --- filters ----------------------------------------------------------------------------------------------------


def test_the_filter_by_person_leaves_only_lines_on_that_person(wide):
    everything = len(shown(wide))
    choose(wide, "#f-person", "Ana Lindqvist")
    found = shown(wide)
    assert found
    assert all("Lindqvist" in text for text in found)
    assert wide.inner_text("#f-count") == f"{len(found)} of {everything} lines"
    assert not wide.is_visible("#bottom-line")
    wide.click("#f-clear")
    assert len(shown(wide)) == everything
    assert wide.is_visible("#bottom-line")


def test_the_filter_by_issue_takes_points_quotes_and_what_shares_their_evidence(wide):
    choose(wide, "#f-issue", "Undersea cable")
    text = "\n".join(shown(wide))
    for words in ("Two groups have bid", "We will judge the bids", "Two groups bid for the cable", "A row left out"):
        assert words in text
    assert "Okello" not in text


@pytest.mark.parametrize(("flag", "number"), [("leftout", 3), ("unsure", 5), ("conflict", 5)])
def test_only_lines_of_one_kind(wide, flag, number):
    wide.select_option("#f-flag", flag)
    assert len(shown(wide)) == number
    assert f"({number})" in wide.locator(f"#f-flag option[value={flag}]").inner_text()


def test_filters_without_an_answer_say_so(wide):
    wide.select_option("#f-flag", "unsure")
    wide.select_option("#f-issue", "3")
    choose(wide, "#f-person", "Ana")
    assert shown(wide) == []
    assert wide.is_visible("#f-nothing")


# --- keys and width ---------------------------------------------------------------------------------------------


def test_the_keyboard_alone_opens_a_line_and_comes_back(wide):
    link = line(wide, "Prime Minister Helena Brandt").locator("a.to")
    for _ in range(30):
        wide.keyboard.press("Tab")
        if link.evaluate("e => e === document.activeElement"):
            break
    wide.keyboard.press("Enter")
    wide.wait_for_selector("mark.now:focus")
    assert strong(wide).startswith("Prime Minister Helena Brandt will travel to Port Ilse")
    wide.keyboard.press("Escape")
    wait_until(wide, "document.activeElement.closest('.line[aria-current]') !== null")
    wide.keyboard.press("j")
    wait_until(wide, f"{STRONG}.startsWith('President Tomas Okello said')")
    wide.keyboard.press("k")
    wait_until(wide, f"{STRONG}.startsWith('Prime Minister')")


def test_letters_are_no_keys_while_typing_with_a_modifier_or_when_turned_off(wide):
    wide.focus("#f-person")
    wide.keyboard.press("j")
    wide.locator("#brief").focus()
    wide.keyboard.press("Control+k")
    wide.click(".keys summary")
    wide.uncheck("#letters")
    wide.locator("#brief").focus()
    wide.keyboard.press("j")
    assert wide.locator("[aria-current]").count() == 0
    wide.check("#letters")
    wide.locator("#brief").focus()
    wide.keyboard.press("j")
    wide.wait_for_selector("[aria-current]")


def test_on_a_narrow_screen_the_article_is_a_layer_with_a_way_back(narrow):
    assert not narrow.is_visible("#articles")
    row = narrow.locator("#brief tr.line", has_text="Clear Water").first
    row.locator("a.to").click()
    assert narrow.locator("#articles").bounding_box() == {"x": 0, "y": 0, **NARROW}
    assert narrow.evaluate(IN_VIEW)
    assert narrow.evaluate("document.getElementById('left').inert")
    narrow.click("#back")
    narrow.wait_for_selector("#articles", state="hidden")
    assert row.evaluate("e => e.contains(document.activeElement)")
    assert narrow.evaluate("document.documentElement.scrollWidth <= innerWidth")


# --- without script, colours, paper ---------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_without_script_the_page_is_read_and_links_lead_to_the_words(browser, files, size):
    with opened(browser, files["friendly"], size=size, java_script_enabled=False) as page:
        assert page.locator("article:visible").count() == 12
        assert not page.is_visible("#filters")
        assert not page.is_visible("#bar")
        line(page, "President Tomas Okello said").locator("a.to").click()
        anchor = page.locator(page.evaluate("location.hash"))
        mark = anchor.locator("xpath=..")
        box = mark.bounding_box()
        assert 0 <= box["y"] <= size["height"] - 20
        assert mark.evaluate("m => getComputedStyle(m).backgroundColor") != "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_every_text_stands_out_from_what_is_behind_it(browser, files, scheme, size):
    with opened(browser, files["friendly"], size=size, color_scheme=scheme) as page:
        for is_open in (False, True):
            if is_open:
                page.locator("#brief tr.line a.to").first.click()
                strong(page)
            ratio, words, seen = page.evaluate(CONTRAST)
            assert seen > 100
            assert ratio >= 4.5, words


def test_on_paper_the_brief_stands_alone_with_its_evidence_and_marking(wide):
    line(wide, "President Tomas Okello said").locator("a.to").click()
    wide.emulate_media(media="print")
    assert not wide.is_visible("#articles")
    assert not wide.is_visible("#filters")
    assert wide.locator(".proof:visible").count() > 10
    assert wide.locator(".marking:visible").count() == 2
    assert wide.locator("#brief").evaluate("e => getComputedStyle(e).color") == "rgb(0, 0, 0)"
    assert wide.pdf().startswith(b"%PDF")


# --- nothing runs, nothing is asked for ----------------------------------------------------------------------------


def test_hostile_text_never_runs_and_is_seen_as_text(browser, files):
    with opened(browser, files["hostile"]) as page:
        page.mouse.move(300, 500)
        for link in page.locator("#brief a.to").all()[::4]:
            link.evaluate("e => e.click()")
        text = page.evaluate("document.body.textContent")
        for number, payload in enumerate(PAYLOADS, 1):
            assert clean(payload) in text
            page.evaluate(f"location.hash = '#e{number}'")
            assert strong(page) == clean(payload)
            assert page.evaluate(IN_VIEW)
        assert page.evaluate("typeof window.hacked") == "undefined"
        assert page.evaluate("document.querySelectorAll('img, iframe, svg, base, form').length") == 0


@pytest.mark.parametrize("script", ["document.body.append(Object.assign(document.createElement('script'), {text: 'hacked = 1'}))",
                                    "document.body.append(Object.assign(new Image(), {src: 'https://attack.example/x.png'}))"])  # fmt: skip
def test_the_policy_itself_stops_what_would_slip_through(browser, files, script):
    context = browser.new_context()
    page = context.new_page()
    page.goto(files["friendly"].as_uri())
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.evaluate(script)
    page.wait_for_timeout(50)
    assert page.evaluate("typeof window.hacked") == "undefined"
    assert any("Content Security Policy" in text for text in said)
    context.close()


class _Serve(BaseHTTPRequestHandler):
    def __init__(self, data: bytes, asked: list[str], *rest: Any) -> None:
        self.data, self.asked = data, asked
        super().__init__(*rest)

    def do_GET(self) -> None:  # the name that the base class calls
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.data)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the tests read ``asked``."""


def test_a_server_is_asked_for_the_page_alone_not_even_for_an_icon(browser, files):
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Serve, files["friendly"].read_bytes(), asked))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context()
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.goto(f"http://127.0.0.1:{server.server_port}/brief.html")
    page.locator("#brief a.to").first.click()
    page.wait_for_timeout(200)
    context.close()
    server.shutdown()
    server.server_close()
    assert asked == ["/brief.html"]
    assert faults == []
