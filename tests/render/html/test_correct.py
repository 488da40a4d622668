"""The controls for corrections in a real browser: what is entered, what the file holds, and that the program takes it."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from briefgen.cli import main
from briefgen.config.corrections import build_corrections
from briefgen.model import LeftOut, Line, Look
from briefgen.render.html import render_html
from tests.render.html.hostile import PAYLOADS, attack
from tests.render.html.test_browser import ARGUMENTS, CONTRAST, NARROW, WIDE, opened
from tests.render.sample import ARTICLES, proof, rich_brief

playwright = pytest.importorskip("playwright.sync_api", reason="playwright (a development dependency) is not installed")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")

LEFT_OUT = LeftOut(
    0, 1, 1, (Line("Bids (28 April 2031)", proof(6, "Two groups have bid"), "r1"),), (Line("Brandt: left", proof(1, "Brandt said"), "q9"),)
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "friendly.html"
    path.write_bytes(render_html(replace(rich_brief(), left_out=LEFT_OUT), ARTICLES, Look()))
    return path


@pytest.fixture
def page(browser: Any, file: Path) -> Iterator[Any]:
    with opened(browser, file) as page:
        yield page


def row(page: Any, title: str) -> Any:
    """The open controls of the row or quote that holds these words."""
    line = page.locator(".line[data-kind]", has_text=title).first
    if not line.locator(".correct[open]").count():
        line.locator(".correct summary").click()
    return line


def enter(line: Any, **values: str) -> None:
    """Fill fields by their labels: ``first_day`` is First day."""
    for name, value in values.items():
        control = line.get_by_label(name.replace("_", " ").capitalize(), exact=True)
        if control.evaluate("e => e.tagName") == "SELECT":
            control.select_option(label=value)
        else:
            control.fill(value)


def download(page: Any) -> str:
    """The text of the file that the button gives."""
    with page.expect_download() as waiting:
        page.click("#c-save")
    assert waiting.value.suggested_filename == "corrections.toml"
    return Path(waiting.value.path()).read_text(encoding="utf-8")


def tables(text: str) -> dict[str, Any]:
    """The file as the program reads it, which refuses what it cannot use."""
    raw = tomllib.loads(text)
    build_corrections(raw, Path("corrections.toml"))
    return raw


# --- what the file holds --------------------------------------------------------------------------------------------


def test_what_is_entered_is_what_the_file_says(page):
    enter(row(page, "Talks on the catch limits"), in_the_brief="drop", reason="cancelled by both")
    enter(row(page, "Naval exercise Clear Water"), first_day="2031-05-25", title="Exercise", place="", status="confirmed")
    enter(row(page, "Meeting of foreign ministers"), first_day="2031-10-01", reason="Sato's office")
    enter(row(page, "Round of customs union"), first_day="", last_day="")
    enter(row(page, "No licence will be issued"), speaker="Ana Lindqvist", role="trade minister")
    raw = tables(download(page))
    ids = {r.title: r.id for r in rich_brief().itinerary}
    (quote,) = [q.id for q in rich_brief().quotes if "No licence" in q.text]
    assert raw["drop"] == [{"row": ids["Talks on the catch limits"], "reason": "cancelled by both"}]
    assert raw["fix"] == [
        {"row": "e4", "date": "2031-05-25/2031-05-30", "title": "Exercise", "place": "none", "status": "confirmed"},
        {"row": ids["Round of customs union talks"], "date": "none"},
        {"row": ids["Meeting of foreign ministers"], "date": "2031-10-01", "reason": "Sato's office"},
        {"quote": quote, "speaker": "Ana Lindqvist", "role": "trade minister"},
    ]


def test_what_was_left_out_can_be_pinned_and_a_word_can_be_for_this_topic_alone(page):
    for text, id_ in (("Bids (28 April", "r1"), ("Brandt: left", "q9")):
        line = row(page, text)
        assert line.get_by_label("Title").count() == line.get_by_label("Speaker").count() == 0
        enter(line, in_the_brief="always show")
        line.get_by_label("only in this topic’s brief").check()
        assert line.locator("code").last.inner_text() == id_
    assert tables(download(page))["pin"] == [{"row": "r1", "topic": "straits"}, {"quote": "q9", "topic": "straits"}]


def test_nothing_entered_is_nothing_to_download_and_undo_takes_back(page):
    assert (page.is_disabled("#c-save"), page.inner_text("#c-count")) == (True, "No corrections entered")
    line = row(page, "Conference on the straits")
    enter(line, title="The conference", in_the_brief="always show")
    assert page.inner_text("#c-count") == "2 corrections entered"
    line.get_by_role("button", name="Undo").click()
    assert (page.is_disabled("#c-save"), page.inner_text("#c-count")) == (True, "No corrections entered")
    assert line.locator("summary").evaluate("e => e === document.activeElement")
    enter(row(page, "Conference on the straits"), title=" Conference  on the straits ")
    assert page.is_disabled("#c-save")


def test_days_in_the_wrong_order_are_not_written(page):
    line = row(page, "Conference on the straits")
    enter(line, first_day="2031-05-20", last_day="2031-05-19")
    page.select_option("#f-flag", "leftout")
    page.click("#c-save")
    assert line.get_by_label("Last day").evaluate("e => [e === document.activeElement, e.validationMessage]") == [
        True, "The last day lies before the first.",
    ]  # fmt: skip
    enter(line, last_day="2031-05-21")
    assert tables(download(page))["fix"][0]["date"] == "2031-05-20/2031-05-21"


def test_an_event_of_one_day_stays_one(page):
    enter(row(page, "Helena Brandt meets"), first_day="2031-05-15")
    assert tables(download(page))["fix"] == [{"row": "e2", "date": "2031-05-15"}]


@pytest.mark.parametrize("words", [*PAYLOADS, 'a "b" \\ c \\u0041 \x7f \t d', "\U0001f30a é", "'''", '"""'])
def test_any_words_are_a_string_of_the_file(page, words):
    enter(row(page, "Conference on the straits"), reason=words.encode("utf-8", "replace").decode().replace("\ufffe", ""), title="T")
    text = download(page)
    raw = tomllib.loads(text)
    said = " ".join(words.replace("\ufffe", "").split())
    assert " ".join(raw["fix"][0]["reason"].split()) == said.encode("utf-8", "replace").decode()
    assert raw == {"fix": [{"row": "e1", "title": "T", "reason": raw["fix"][0]["reason"]}]}


def test_hostile_text_of_articles_reaches_the_file_as_text_and_runs_nowhere(browser, tmp_path):
    file = tmp_path / "hostile.html"
    file.write_bytes(render_html(replace(attack(rich_brief()), left_out=attack(LEFT_OUT)), {}, Look()))
    with opened(browser, file) as page:
        lines = page.locator(".line[data-kind]").all()
        for line in lines:
            line.locator(".correct summary").evaluate("e => e.click()")
        page.wait_for_timeout(50)
        for line in lines:
            line.locator("select").first.evaluate("e => { e.value = 'pin'; e.dispatchEvent(new Event('input', {bubbles: true})); }")
        text = download(page)
        raw = tomllib.loads(text)
        assert [next(iter(t.values())) for t in raw["pin"]] == [line.get_attribute("data-id") for line in lines]
        assert page.evaluate("typeof window.hacked") == "undefined"
        assert page.evaluate("document.querySelectorAll('img, iframe, svg, base, form').length") == 0
    assert len(re.findall(r"^# ", text, re.M)) == len(lines) + 1


# --- how it is used ----------------------------------------------------------------------------------------------------


def test_the_keyboard_alone_corrects_a_row(page):
    page.locator("#brief tr.line a.to").first.focus()
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("d")  # the option that begins so
    assert page.inner_text("#c-count") == "1 correction entered"
    assert page.locator("[aria-current]").count() == 0
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert tables(download(page))["drop"] == [{"row": "e1", "topic": "straits"}]


def test_letters_typed_into_a_field_and_clicks_beside_it_open_no_article(page):
    line = row(page, "Conference on the straits")
    line.get_by_label("Reason").press_sequentially("jknp")
    line.locator(".fields").click(position={"x": 3, "y": 3})
    assert page.locator("[aria-current]").count() == 0
    assert page.evaluate("location.hash") == ""
    assert line.get_by_label("Reason").input_value() == "jknp"


def test_every_control_has_a_name_and_every_summary_says_of_what(page):
    for summary in page.locator(".correct summary").all():
        summary.evaluate("e => e.click()")
    page.wait_for_timeout(50)
    controls = "[...document.querySelectorAll('.fields input, .fields select')]"
    assert page.evaluate(f"{controls}.filter(e => !e.labels.length || !e.labels[0].textContent.trim()).length") == 0
    names = page.locator(".correct summary").all_inner_texts()
    kinds = page.locator(".line[data-kind]").count()
    assert len({n for n in names if ": " in n}) >= kinds - 1  # two quotes may begin alike
    assert page.locator(".fields[role=group][aria-label]").count() == kinds == len(names)
    assert page.evaluate("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size === document.querySelectorAll('[id]').length")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_open_controls_stand_out_and_fit(browser, file, scheme, size):
    with opened(browser, file, size=size, color_scheme=scheme) as page:
        for title in ("Conference on the straits", "No licence will be issued", "Bids (28 April"):
            enter(row(page, title), reason="because")
        ratio, words, _ = page.evaluate(CONTRAST)
        assert ratio >= 4.5, words
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        inside = """() => [...document.querySelectorAll('.fields')].filter(f => f.checkVisibility()).every(f =>
          [...f.querySelectorAll('input, select')].every(e => e.getBoundingClientRect().right <= f.getBoundingClientRect().right))"""
        assert page.evaluate(inside)


def test_leaving_with_corrections_that_were_not_saved_asks_first(browser, file):
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []

    def accept(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    page.goto(file.as_uri())
    enter(row(page, "Conference on the straits"), title="The conference")
    page.reload()
    assert asked == ["beforeunload"]
    enter(row(page, "Conference on the straits"), title="The conference")
    download(page)
    page.reload()
    assert asked == ["beforeunload"]
    context.close()


def test_without_script_there_are_ids_and_no_controls(browser, file):
    with opened(browser, file, java_script_enabled=False) as page:
        assert page.locator(".correct, .fields").count() == 0
        assert not page.is_visible("#corrections")
        assert page.locator(".id:visible").count() == page.locator(".line[data-kind]").count()
        assert page.locator(".id code").first.inner_text() == "e1"


def test_on_paper_there_are_neither(page):
    row(page, "Conference on the straits")
    page.emulate_media(media="print")
    assert page.locator(".id:visible, .correct:visible, .corrections:visible").count() == 0


# --- the whole way round -----------------------------------------------------------------------------------------------

TEXT = (
    "OSLO, Aug. 26, 2025 (Wire) — Prime Minister Anna Berg will visit Japan on Sept. 3-4 for talks on the Quad.\n"
    '"The Quad is a platform on which four countries get things done at sea," said Carl Dorn, Norway\'s foreign secretary.\n'
    "The Quad will hold a summit in Bergen on Oct. 5.\n"
)


@contextmanager
def working_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1756382400")
    (folder / "inputs").mkdir()
    (folder / "inputs" / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "briefgen.toml").write_text("[topics.quad]\n")
    yield folder / "out"


def test_the_file_of_the_button_is_applied_on_the_next_run(browser, tmp_path, monkeypatch):
    def run(form: str) -> None:
        answer = CliRunner().invoke(main, ["make", "--topic", "quad", "--format", form])
        assert (answer.exit_code, answer.stderr) == (0, "")

    with working_in(tmp_path, monkeypatch) as out:
        run("html")
        with opened(browser, out / "quad-2025-08-26.html") as page:
            enter(row(page, "Visit to Japan"), first_day="2025-09-04", reason="the embassy's “programme”")
            enter(row(page, "Summit in Bergen"), in_the_brief="drop")
            enter(row(page, "platform on which"), speaker="Ida Moe", role="minister")
            text = download(page)
        (tmp_path / "corrections.toml").write_text(text, encoding="utf-8")
        run("json")
        made = json.loads((out / "quad-2025-08-26.json").read_text(encoding="utf-8"))
        rows = [(r["kind"], r["from"], r["to"], r["edited"]) for r in made["itinerary"]]
        assert rows == [("visit", "2025-09-04", "2025-09-04", "the embassy's “programme”")]
        assert [(q["speaker"], q["role"], q["edited"]) for q in made["quotes"]] == [("Ida Moe", "minister", "speaker and role corrected")]
        run("html")
        with opened(browser, out / "quad-2025-08-26.html") as page:
            assert "Edited: the embassy's “programme”" in page.inner_text("#brief")
            assert "Summit in Bergen (5\u00a0October 2025) – dropped" in page.inner_text("#brief")
