"""Whole briefs of the sample articles: the JSON to the letter, the Word file as LibreOffice shows it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefgen.config import find_topic, load_config
from briefgen.model import Article, Brief
from briefgen.pipeline import Inputs, Period, read_all
from briefgen.pipeline.briefs import make_briefs
from briefgen.pipeline.gathering import settle_undated
from briefgen.render import RENDERERS
from briefgen.render.jsonfile import brief_to_dict
from tests.render.sample import look

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
TOPICS = ("quad", "minerals")


def make(topic: str) -> tuple[Brief, dict[str, Article]]:
    config = load_config(None, (str(ROOT / "inputs"),))
    found, skipped = read_all(Inputs.of([str(ROOT / "inputs")]), reference_day=date(2025, 8, 28))
    briefs, story = make_briefs(settle_undated(found), skipped, [find_topic(config, topic)], config, as_of=None, period=Period())
    return briefs[0], {a.article.id: a.article for a in story.articles}


@pytest.fixture(scope="module", params=TOPICS)
def made(request: pytest.FixtureRequest) -> tuple[str, Brief, dict[str, Article]]:
    return (request.param, *make(request.param))


def test_the_brief_is_the_golden_one(made: tuple[str, Brief, dict[str, Article]]):
    """After a change that is meant: ``BRIEFGEN_GOLDEN=write pytest tests/golden``, then read the difference line by line."""
    topic, brief, _ = made
    path = HERE / f"{topic}.json"
    found = json.loads(json.dumps(brief_to_dict(brief)))
    found["made_by"] = {"version": "", "config_sha256": ""}
    if os.environ.get("BRIEFGEN_GOLDEN") == "write":
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(path.read_text(encoding="utf-8"))


def test_every_line_of_the_brief_can_be_proved(made: tuple[str, Brief, dict[str, Article]]):
    _, brief, articles = made
    found = brief_to_dict(brief)
    for section in ("bottom_line", "itinerary", "chronology", "quotes", "people"):
        assert found[section], section
        for item in found[section]:
            assert item["evidence"], (section, item)
    evidence = list(every_evidence(found))
    assert len(evidence) > 20
    numbers = {s["id"]: s["number"] for s in found["sources"]}
    for e in evidence:
        assert articles[e["article"]].text[e["start"] : e["end"]] == e["text"] != ""
        assert e["source"] == numbers[e["article"]]


def every_evidence(value: Any) -> Any:
    if isinstance(value, dict):
        if "rule" in value:
            yield value
        for item in value.values():
            yield from every_evidence(item)
    elif isinstance(value, list):
        for item in value:
            yield from every_evidence(item)


def test_the_sample_story_is_told_right():
    brief, _ = make("quad")
    rows = {r.title: r for r in brief.itinerary}
    visit = next(r for r in rows.values() if r.kind == "visit" and r.place == "Japan")
    assert (visit.first, visit.last, visit.status) == (date(2025, 8, 29), date(2025, 8, 30), "planned")
    bloc = next(r for r in rows.values() if "Shanghai Cooperation" in r.title)
    assert (bloc.first, bloc.last, bloc.place) == (date(2025, 8, 31), date(2025, 9, 1), "Tianjin")
    group = next(r for r in rows.values() if r.title == "Summit of the Quad leaders")
    assert (group.status, group.when) == ("tentative", "later in 2025")
    assert [r.value.replace("\u00a0", " ") for r in brief.conflicts[0].readings] == ["29–30 August 2025", "28–29 August 2025"]
    assert any("2025-08-26-meridian-wire.txt" in s.copies for s in brief.sources)
    assert any("needs a date" in line.text for line in brief.assumptions)


def test_the_word_file_holds_the_brief_and_no_empty_section(made: tuple[str, Brief, dict[str, Article]], tmp_path: Path):
    topic, brief, articles = made
    data = RENDERERS["docx"](brief, articles, look())
    path = tmp_path / f"{topic}.docx"
    path.write_bytes(data)
    with zipfile.ZipFile(path) as package:
        text = re.sub(r"<[^>]+>", " ", package.read("word/document.xml").decode())
    assert "{{" not in text
    assert "{%" not in text
    assert brief.itinerary[0].title.replace("'", "’") in text.replace("'", "’")


@pytest.mark.skipif(not (shutil.which("soffice") and shutil.which("pdftotext")), reason="needs LibreOffice and poppler")
def test_libreoffice_shows_two_to_four_pages_without_an_orphan_heading(made: tuple[str, Brief, dict[str, Article]], tmp_path: Path):
    topic, brief, articles = made
    path = tmp_path / f"{topic}.docx"
    path.write_bytes(RENDERERS["docx"](brief, articles, look()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(convert, check=True, capture_output=True)
    pdf = subprocess.run(["pdftotext", "-layout", str(path.with_suffix(".pdf")), "-"], check=True, capture_output=True, text=True).stdout
    pages = [p for p in pdf.split("\f") if p.strip()]
    assert 2 <= len(pages) <= 4
    headings = ("Bottom line", "Itinerary", "Key issues", "Quotes", "Background", "Who’s who", "Gaps and disagreements", "Sources")
    for number, page in enumerate(pages, 1):
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        assert lines[-1].endswith(f"Page {number} of {len(pages)}")
        assert lines[-2] not in headings, f"page {number} ends with the heading {lines[-2]!r}"
