"""The brief on one page."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefgen.model import Brief, LeftOut, Look
from briefgen.render.word import render_docx
from briefgen.render.word.context import make_context
from briefgen.render.word.context.memo import MOST, cite_few, join_counts
from docs.templates.build_memo import TARGET, build
from tests.render.sample import ARTICLES, proof, rich_brief, tiny_brief
from tests.render.word.build import W, part, parts

N = "\u00a0"
LONG = "The ministers of the four states of the straits agreed to meet again before the end of the year, to weigh what was left open. " * 3


def full_brief(times: int = 10) -> Brief:
    """A brief with far more of everything than a page holds, in long sentences."""
    brief = rich_brief()
    rows = [replace(row, id=f"{row.id}.{n}", title=LONG[:110], score=float(n)) for n in range(times) for row in brief.itinerary]
    issue = brief.issues[0]
    return replace(
        brief,
        title=LONG[:140],
        bottom_line=tuple(replace(line, text=LONG) for line in (*brief.bottom_line, *brief.bottom_line)),
        itinerary=tuple(rows),
        issues=tuple(replace(issue, label=LONG[:60], points=(replace(issue.points[0], text=LONG),)) for _ in range(times)),
        quotes=tuple(
            replace(quote, id=f"{quote.id}.{n}", text=LONG, affiliation=f"State {n}") for n in range(times) for quote in brief.quotes
        ),
        conflicts=tuple(replace(conflict, about=LONG[:90]) for conflict in brief.conflicts for _ in range(times)),
    )


def memo(brief: Brief, look: Look | None = None) -> dict[str, Any]:
    return make_context(brief, look or Look())["memo"]  # type: ignore[no-any-return]


def test_the_template_is_what_its_script_builds():
    assert parts(TARGET.read_bytes()) == parts(build())


def test_a_small_brief_stands_whole_on_its_page():
    shown = memo(tiny_brief())
    assert [len(shown[name]) for name in ("bottom_line", "rows", "issues", "quotes", "gaps")] == [1, 1, 0, 0, 0]
    assert shown["left_out"] == ""


@pytest.mark.parametrize("look", [Look(), Look(logo=b"\x89PNG"), Look(font="Verdana")], ids=["plain", "logo", "wide font"])
def test_no_section_has_more_than_its_most_and_what_is_left_out_is_counted(look: Look):
    brief = full_brief()
    shown = memo(brief, look)
    for name, kind in (("bottom_line", "lines"), ("rows", "rows"), ("issues", "issues"), ("quotes", "quotes"), ("gaps", "gaps")):
        assert len(shown[name]) <= MOST[kind]
    assert shown["bottom_line"]
    assert shown["rows"]
    events = brief.left_out.rows + len(brief.itinerary) + len(brief.chronology) - len(shown["rows"])
    assert f"{events}{N}events" in shown["left_out"]
    assert f"{len(brief.issues) - len(shown['issues'])}{N}issues" in shown["left_out"]


def test_of_many_events_the_most_important_stand_in_their_order():
    brief = rich_brief()
    rows = tuple(replace(brief.itinerary[0], id=str(n), title=f"Event {n}", score=float(n % 10)) for n in range(20))
    assert [row["title"] for row in memo(replace(brief, itinerary=rows))["rows"]] == [f"Event {n}" for n in (7, 8, 9, 17, 18, 19)]


def test_the_list_of_sources_holds_what_the_page_refers_to_and_no_other():
    shown = memo(rich_brief())
    links = [item["sources"] for name in ("bottom_line", "rows", "issues", "quotes", "gaps") for item in shown[name]]
    links += [former["sources"] for row in shown["rows"] for former in row["former"]]
    anchors = {run.anchor for rich in links for run in rich.runs if run.anchor}
    assert {run.bookmark for source in shown["sources"] for run in source["number"].runs} == anchors


def test_a_line_of_many_sources_names_three_and_counts_the_rest():
    evidence = [e for n in (2, 3, 4, 5, 9) for e in proof(n, ARTICLES[f"a{n}.txt"].text[:9])]
    assert str(cite_few(evidence)) == f"[2]\u2060–\u2060[4]{N}+2"


@pytest.mark.parametrize(
    ("counts", "told"),
    [((), ""), (((1, "event"),), f"1{N}event"), (((2, "event"), (0, "quote"), (1, "issue")), f"2{N}events and 1{N}issue"),
     (((1, "a"), (2, "b"), (3, "c")), f"1{N}a, 2{N}bs and 3{N}cs")],
)  # fmt: skip
def test_counts_are_told_in_a_row(counts: tuple[tuple[int, str], ...], told: str):
    assert join_counts(counts) == told


def test_a_report_that_contradicts_itself_says_so():
    brief = rich_brief()
    alone = replace(brief.conflicts[0], about="date “April 31”", readings=brief.conflicts[0].readings[:1])
    shown = memo(replace(brief, conflicts=(alone, brief.conflicts[1])))["gaps"]
    assert [gap["text"] for gap in shown] == [
        "Date “April 31”, which contradicts itself: six days, the port authority said",
        "The cap on the catch: 40,000 tonnes (Orsina) / 55,000 tonnes (Tamboa)",
    ]


def test_no_footnote_takes_the_page_away():
    data = render_docx(rich_brief(), ARTICLES, Look(template=TARGET.read_bytes(), proof="footnotes"))
    assert not list(part(data).iter(f"{W}footnoteReference"))


@pytest.mark.skipif(not (shutil.which("soffice") and shutil.which("pdfinfo")), reason="needs LibreOffice and poppler")
def test_a_full_brief_is_one_page_on_either_paper_in_any_font(tmp_path: Path):
    logo = (Path(__file__).parents[3] / "docs" / "brief-page-1.png").read_bytes()
    looks: tuple[dict[str, Any], ...] = (
        {"paper": "a4"}, {"paper": "letter"}, {"paper": "letter", "marking": "Official", "organisation": "Ministry of Straits"},
        {"paper": "letter", "logo": logo, "font": "DejaVu Sans"},
    )  # fmt: skip
    for number, more in enumerate(looks):
        for name, brief in (("full", full_brief()), ("rich", replace(rich_brief(), left_out=LeftOut(3, 1, 12)))):
            look = Look(template=TARGET.read_bytes(), **more)
            (tmp_path / f"{name}{number}.docx").write_bytes(render_docx(brief, ARTICLES, look))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = sorted(str(path) for path in tmp_path.glob("*.docx"))
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files], check=True, capture_output=True
    )
    for path in tmp_path.glob("*.pdf"):
        told = subprocess.run(["pdfinfo", str(path)], check=True, capture_output=True, text=True).stdout
        assert "Pages:           1\n" in told, f"{path.name}: {told}"
