"""``make`` with corrections: where the file is found, what is told, how the call ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import briefgen
from briefgen.cli import main

ARTICLE = (
    "OSLO, Aug. 26, 2025 (Wire) — Prime Minister Anna Berg will visit Japan on Sept. 3-4 for talks on the Quad.\n"
    "The Quad will hold a summit in Bergen on Oct. 5.\n"
)
SUMMIT = '[[fix]]\nrow = "Summit in Bergen"\nstatus = "confirmed"\nreason = "the host"\n'


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1756382400")
    (tmp_path / "inputs").mkdir()
    (tmp_path / "inputs" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "briefgen.toml").write_text("[topics.quad]\n[topics.bergen]\n")
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["make", "--topic", "quad", "--out", "b.json", *args])


def edits(path: Path) -> dict[str, str | None]:
    """Title and edit of every row."""
    made: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return {r["title"]: r["edited"] for r in made["itinerary"]}


def test_the_file_beside_the_configuration_is_applied_on_every_run(here: Path):
    (here / "corrections.toml").write_text(SUMMIT)
    for _ in range(2):
        answer = run("--strict")
        assert (answer.exit_code, answer.stderr) == (0, "")
        assert edits(here / "b.json")["Summit in Bergen"] == "the host"


def test_beside_the_configuration_that_is_used_and_no_other(here: Path):
    (here / "desk").mkdir()
    (here / "desk" / "briefgen.toml").write_text("[topics.quad]\n")
    (here / "desk" / "corrections.toml").write_text(SUMMIT.replace("the host", "the desk"))
    (here / "corrections.toml").write_text(SUMMIT)
    run("--config", "desk/briefgen.toml")
    assert edits(here / "b.json")["Summit in Bergen"] == "the desk"


@pytest.mark.parametrize("how", ["option", "variable"])
def test_the_file_of_the_call_stands_before_the_one_beside_the_configuration(here: Path, monkeypatch: pytest.MonkeyPatch, how: str):
    (here / "corrections.toml").write_text(SUMMIT)
    (here / "mine.toml").write_text('[[drop]]\nrow = "Summit in Bergen"\n')
    if how == "variable":
        monkeypatch.setenv("BRIEFGEN_CORRECTIONS", "mine.toml")
    answer = run(*(["--corrections", "mine.toml"] if how == "option" else []))
    assert (answer.exit_code, answer.stderr) == (0, "")
    assert "Summit in Bergen" not in edits(here / "b.json")


def test_a_file_that_is_not_applied_is_told(here: Path):
    (here / "briefgen.toml").unlink()
    (here / "corrections.toml").write_text(SUMMIT)
    said = "./corrections.toml is not applied: it does not lie beside the configuration that is used; give it with --corrections"
    assert run().stderr == f"briefgen: {said}\n"
    assert run("--quiet").stderr == ""
    assert run("--corrections", "corrections.toml").stderr == ""


def test_what_fits_nothing_is_a_line_on_the_screen_and_in_the_brief_and_counts_under_strict(here: Path):
    (here / "corrections.toml").write_text(SUMMIT + '[[drop]]\nrow = "Fair"\n')
    answer = run()
    why = "corrections.toml, [[drop]] 1: no row has the id or title “Fair”"
    assert (answer.exit_code, answer.stderr) == (0, f"briefgen: {why}\n")
    made = json.loads((here / "b.json").read_text(encoding="utf-8"))
    assert made["assumptions"] == [{"text": f"A correction was not applied: {why}.", "evidence": []}]
    assert edits(here / "b.json")["Summit in Bergen"] == "the host"
    answer = run("--strict")
    assert (answer.exit_code, answer.stderr.splitlines()[-1]) == (3, "briefgen: --strict: 0 skipped, 1 assumed; the brief lists them")
    assert run("--quiet").stderr == ""


def test_no_path_of_this_machine_stands_in_the_brief(here: Path):
    (here / "mine.toml").write_text('[[drop]]\nrow = "Fair"\n')
    run("--corrections", str(here / "mine.toml"))
    assert str(here) not in (here / "b.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[drop]]\nrow = "x"\nresaon = "y"', '[[drop]] 1: unknown key "resaon"; did you mean "reason"?'),
        ("[[drop]\n", "is not valid TOML"),
        ("x = \ud800", "is not valid TOML"),
        ('[[fix]]\nrow = "x"\ndate = "May"', '[[fix]] 1: "date" must be a day'),
    ],
)
def test_a_fault_in_the_file_ends_the_run_with_one_line_before_anything_is_read(here: Path, text: str, message: str):
    (here / "corrections.toml").write_bytes(text.encode("utf-8", "surrogatepass"))
    answer = run()
    assert (answer.exit_code, len(answer.stderr.splitlines())) == (2, 1)
    assert answer.stderr.startswith("briefgen: corrections.toml")
    assert message in answer.stderr
    assert not (here / "b.json").exists()


def test_a_file_that_is_not_there_is_told(here: Path):
    answer = run("--corrections", "mine.toml")
    assert (answer.exit_code, len(answer.stderr.splitlines())) == (2, 1)
    assert answer.stderr.startswith("briefgen: mine.toml: there is no such file of corrections")


def test_two_topics_each_get_their_own(here: Path):
    (here / "corrections.toml").write_text('[[drop]]\nrow = "Summit in Bergen"\ntopic = "bergen"\n')
    answer = CliRunner().invoke(main, ["make", "--all-topics", "--format", "json"])
    assert (answer.exit_code, answer.stderr) == (0, "")
    assert "Summit in Bergen" in edits(here / "out" / "quad-2025-08-26.json")
    assert "Summit in Bergen" not in edits(here / "out" / "bergen-2025-08-26.json")


def test_a_brief_of_the_week_before_is_compared_under_the_corrections(here: Path):
    assert run("--out", "before.json").exit_code == 0
    (here / "corrections.toml").write_text('[[fix]]\nrow = "Summit in Bergen"\ndate = 2025-10-06\nreason = "the host"\n')
    assert run("--previous", "before.json").exit_code == 0
    made = json.loads((here / "b.json").read_text(encoding="utf-8"))
    assert [c["kind"] for c in made["changes"]] == ["moved"]
    assert made["changes"][0]["text"].endswith("(edited: the host)")


def test_the_corrections_beside_the_configuration_hold_from_python_too(here: Path):
    (here / "corrections.toml").write_text(SUMMIT)
    brief, _ = briefgen.make_brief(["inputs"], topic="quad")
    assert {r.title: r.edited for r in brief.itinerary}["Summit in Bergen"] == "the host"


def test_beside_the_articles_it_is_no_article(here: Path):
    (here / "briefgen.toml").rename(here / "inputs" / "briefgen.toml")
    (here / "inputs" / "corrections.toml").write_text(SUMMIT)
    answer = run()
    assert (answer.exit_code, answer.stderr) == (0, "")
    assert edits(here / "b.json")["Summit in Bergen"] == "the host"
