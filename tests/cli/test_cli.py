"""The commands as a user calls them: what they write, what they say, how they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from briefgen.cli import main

ROOT = Path(__file__).parents[2]
INPUTS = ROOT / "inputs"
ARTICLE = "TOKYO, Aug. 26, 2025 (Wire) — Prime Minister Anna Berg will visit Japan on Sept. 3-4 for talks on the Quad, her office said."


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1756382400")  # 28 August 2025


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inputs").mkdir()
    (tmp_path / "inputs" / "a.txt").write_text(ARTICLE)
    return tmp_path


def run(*args: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(args), input=stdin)


def brief(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


# --- make -------------------------------------------------------------------------------------------------


def test_make_reads_inputs_and_writes_a_word_file_named_by_topic_and_day(here: Path):
    answer = run("make", "--topic", "quad")
    assert answer.exit_code == 0, answer.stderr
    assert answer.stdout == "out/quad-2025-08-26.docx\n"
    assert (here / "out" / "quad-2025-08-26.docx").read_bytes()[:2] == b"PK"


def test_the_suffix_of_out_chooses_the_format(here: Path):
    assert run("make", "--topic", "quad", "--out", "brief.json").exit_code == 0
    assert brief(here / "brief.json")["schema"] == "briefgen/brief/1"


def test_several_topics_and_formats_give_a_file_each(here: Path):
    (here / "briefgen.toml").write_text("[topics.quad]\n[topics.japan]\n")
    answer = run("make", "--all-topics", "--format", "json,docx", "--out", "there")
    assert answer.exit_code == 0
    assert sorted(p.name for p in (here / "there").iterdir()) == [
        f"{t}-2025-08-26.{f}" for t in ("japan", "quad") for f in ("docx", "json")
    ]


def test_two_runs_are_byte_identical(here: Path):
    run("make", "--topic", "quad", "--format", "json,docx", "--out", "one")
    time.sleep(1.1)
    run("make", "--topic", "quad", "--format", "json,docx", "--out", "two")
    for path in (here / "one").iterdir():
        assert path.read_bytes() == (here / "two" / path.name).read_bytes()


def test_as_of_decides_what_is_ahead_and_what_is_past(here: Path):
    run("make", "--topic", "quad", "--as-of", "2025-08-27", "--out", "before.json")
    run("make", "--topic", "quad", "--as-of", "2025-09-10", "--out", "after.json")
    assert [r["status"] for r in brief(here / "before.json")["itinerary"]] == ["planned"]
    assert [r["status"] for r in brief(here / "after.json")["chronology"]] == ["past"]


def test_since_and_until_choose_articles_by_publication_day_both_inclusive(here: Path):
    (here / "inputs" / "b.txt").write_text(ARTICLE.replace("Aug. 26", "Aug. 20").replace("Anna Berg", "Carl Dorn"))
    for args, names in (
        (("--since", "2025-08-26"), {"a.txt"}),
        (("--since", "6d", "--as-of", "2025-08-26"), {"a.txt", "b.txt"}),
        (("--since", "5d", "--as-of", "2025-08-26"), {"a.txt"}),
        (("--until", "2025-08-20"), {"b.txt"}),
        (("--as-of", "2025-08-25"), {"b.txt"}),
    ):
        assert run("make", "--topic", "quad", "--out", "b.json", *args).exit_code == 0
        assert {s["id"] for s in brief(here / "b.json")["sources"]} == names, args


def test_a_configured_topic_without_news_gives_a_brief_that_says_so(here: Path):
    (here / "briefgen.toml").write_text("[topics.fisheries]\n")
    assert run("make", "--topic", "fisheries", "--format", "json,docx", "--out", "out").exit_code == 0
    made = brief(here / "out" / "fisheries-2025-08-26.json")
    assert (made["itinerary"], made["sources"], made["left_out"]["articles"]) == ([], [], 1)


def test_skip_empty_writes_no_brief_for_a_topic_without_news(here: Path):
    (here / "briefgen.toml").write_text("[topics.fisheries]\n[topics.whaling]\n")
    result = run("make", "--all-topics", "--skip-empty")
    assert result.exit_code == 0, result.output
    assert not (here / "out").exists()
    assert result.stderr.splitlines() == [
        f"briefgen: nothing to tell on {topic}; no brief written (--skip-empty)" for topic in ("fisheries", "whaling")
    ]


def test_previous_tells_what_changed_from_json_and_from_word(here: Path):
    run("make", "--topic", "quad", "--format", "json,docx", "--out", "old")
    (here / "inputs" / "b.txt").write_text(
        "TOKYO, Aug. 28, 2025 (Wire) — The Quad's Carl Dorn will host a summit of the Quad in Oslo on Oct. 5, he said."
    )
    for suffix in ("json", "docx"):
        answer = run("make", "--topic", "quad", "--previous", f"old/quad-2025-08-26.{suffix}", "--out", "new.json")
        assert answer.exit_code == 0, answer.stderr
        changes = brief(here / "new.json")["changes"]
        assert [c["kind"] for c in changes] == ["new"]
        assert "Oslo" in changes[0]["text"]


def test_strict_ends_with_3_when_something_was_skipped(here: Path):
    (here / "briefgen.toml").write_text("[topics.quad]\n")
    assert run("make", "--topic", "quad", "--strict").exit_code == 0
    (here / "inputs" / "b.txt").write_bytes(b"")
    answer = run("make", "--topic", "quad", "--strict")
    assert answer.exit_code == 3
    assert "skipped: b.txt: is empty" in answer.stderr
    assert "--strict: 1 skipped" in answer.stderr


def test_quiet_keeps_results_and_errors_only(here: Path):
    (here / "inputs" / "b.txt").write_bytes(b"")
    answer = run("make", "--topic", "quad", "--quiet")
    assert answer.stderr == ""
    assert answer.stdout.endswith(".docx\n")


# --- extract and timeline -----------------------------------------------------------------------------------


def test_extract_prints_a_line_an_article_with_the_layers_asked_for(here: Path):
    answer = run("extract", "--only", "timexes,people")
    row = json.loads(answer.stdout)
    assert {"timexes", "people"} <= set(row)
    assert not {"quotes", "events", "terms"} & set(row)
    assert row["text"] == ARTICLE
    for layer in ("timexes",):
        assert all(ARTICLE[t["start"] : t["end"]] == t["text"] for t in row[layer])


def test_extract_reads_standard_input_and_keeps_ids(here: Path):
    lines = "\n".join(json.dumps({"id": i, "text": ARTICLE}) for i in ("x", "x", 7))
    answer = run("extract", "-", "--only", "terms", stdin=lines)
    assert [json.loads(line)["id"] for line in answer.stdout.splitlines()] == ["x", "x#2", "7"]


def test_a_broken_line_costs_one_article(here: Path):
    answer = run("extract", "-", "--only", "terms", stdin='{"text": "One."}\n{"text": \n{"text": "Two."}\n')
    assert answer.exit_code == 0
    assert len(answer.stdout.splitlines()) == 2
    assert "skipped: stdin#2: is not valid JSON" in answer.stderr


def test_timeline_prints_days_with_numbered_sources_or_json(here: Path):
    table = run("timeline")
    assert table.exit_code == 0
    assert "3 September 2025" in table.stdout or "26 August 2025" in table.stdout
    assert "[1] a.txt" in table.stdout
    days = json.loads(run("timeline", "--format", "json", "--max-dates", "1", "--per-date", "1").stdout)
    assert len(days) == 1
    evidence = days[0]["sentences"][0]["evidence"][0]
    assert ARTICLE[evidence["start"] : evidence["end"]] == evidence["text"]


# --- wrong calls --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["make"], 2, "which topic? give --topic NAME"),
        (["make", "--all-topics"], 2, "no topic is configured"),
        (["make", "--topic", "quad", "nowhere"], 2, "nowhere: there is no such file or folder"),
        (["make", "--topic", "nonsense"], 2, 'no article speaks of "nonsense"'),
        (["make", "--topic", "quad", "--as-of", "soon"], 2, "--as-of: 'soon' is not a date"),
        (["make", "--topic", "quad", "--since", "2025-09-01", "--until", "2025-08-01"], 2, "lies after --until"),
        (["make", "--topic", "quad", "--template", "fancy"], 2, 'unknown template "fancy"; known are memo, visit, weekly'),
        (["make", "--topic", "quad", "--template", "gone.docx"], 2, "gone.docx: there is no such template file"),
        (["make", "--topic", "quad", "--format", "pptx"], 2, 'unknown format "pptx"; known are docx, html, json'),
        (["make", "--topic", "quad", "--out", "x.pptx"], 2, 'unknown suffix ".pptx"'),
        (["make", "--topic", "quad", "--out", "x.json", "--format", "docx"], 2, "disagree"),
        (["make", "--topic", "quad", "--topic", "japan", "--out", "x.json"], 2, "is one file, but there are 2 topics"),
        (["make", "--topic", "quad", "--config", "gone.toml"], 2, "gone.toml: there is no such configuration file"),
        (["make", "--topic", "quad", "--previous", "gone.json"], 2, "gone.json: the previous brief cannot be read"),
        (["make", "--topic", "quad", "--previous", "inputs/a.txt"], 2, "holds no brief made by briefgen"),
        (["make", "--topic", "quad", "--out", "inputs/a.txt/x.json"], 1, "cannot be written"),
        (["make", "--topic", "quad", "empty"], 1, "no readable article in empty"),
        (["extract", "empty"], 1, "no readable article in empty"),
        (["extract", "--only", "verbs"], 2, 'unknown layer "verbs"'),
        (["timeline", "nowhere"], 2, "nowhere: there is no such file or folder"),
    ],
)
def test_a_wrong_call_gets_one_line_and_the_right_code(here: Path, args: list[str], code: int, message: str):
    (here / "empty").mkdir()
    answer = run(*args)
    assert answer.exit_code == code, answer.stderr
    assert message in answer.stderr
    assert len(answer.stderr.splitlines()) == 1
    assert "Traceback" not in answer.output
    assert not (here / "out").exists()


def test_verbose_adds_the_trace(here: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "argv", ["briefgen", "make", "-v"])
    assert "Traceback" in run("make", "-v").stderr


def test_a_topic_one_edit_from_a_configured_one_is_refused(here: Path):
    (here / "briefgen.toml").write_text("[topics.quad]\n")
    answer = run("make", "--topic", "qaud")
    assert (answer.exit_code, answer.stderr) == (2, 'briefgen: unknown topic "qaud"; did you mean "quad"?\n')


def test_a_wrong_clock_is_named(here: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert "SOURCE_DATE_EPOCH" in run("extract").stderr


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("word.txt", b"PK\x03\x04" + bytes(200), "is a damaged zip file"),
        ("empty.txt", b"", "is empty"),
        ("noise.txt", bytes(range(256)) * 10, "is not text"),
        ("nul.txt", b"\x00" * 1000, "is not text"),
        ("long.txt", b"x" * 50_000_000, "is larger than 16 MB"),
        ("deep.html", b"<div>" * 10_000 + b"words of an article" + b"</div>" * 10_000, "is nested deeper than"),
        ("bare.html", b"<html><body></body></html>", "holds no article"),
        ("feed.jsonl", b'{"text": "x', "is not valid JSON"),
        ("sheet.xlsx", b"PK\x03\x04", "is not a format that briefgen reads"),
    ],
)
def test_a_wrong_input_is_a_line_in_the_brief_and_the_rest_is_done(here: Path, name: str, data: bytes, reason: str):
    (here / "inputs" / name).write_bytes(data)
    answer = run("make", "--topic", "quad", "--out", "b.json")
    assert answer.exit_code == 0
    assert len(answer.stderr.splitlines()) == 1
    made = brief(here / "b.json")
    assert [reason in s["reason"] for s in made["skipped"]] == [True]
    assert made["itinerary"]


@pytest.mark.parametrize(
    "data",
    [
        "caf\xe9 Quad talks in Oslo".encode("latin-1"),
        b"Quad talks \x07 in Oslo\x0b on Monday were long and both of the sides spoke of the sea, of trade.",
    ],
)
def test_odd_bytes_in_a_text_do_not_stop_it_from_being_read(here: Path, data: bytes):
    (here / "inputs" / "odd.txt").write_bytes(data)
    answer = run("make", "--topic", "quad", "--format", "docx,json")
    assert (answer.exit_code, answer.stderr) == (0, "")


def test_hostile_text_in_every_field_reaches_word_as_text(here: Path):
    evil = "</w:t>{{ 7*7 }} {% for x in y %} & <script> \ud800 \x01"
    row = {"id": evil, "title": f"Quad {evil}", "source": evil, "url": "javascript:alert(1)", "published": "2025-08-26",
           "text": f"Prime Minister Anna Berg said the Quad {evil} would meet. “The Quad {evil} will go on,” Berg said."}  # fmt: skip
    (here / "inputs" / "evil.jsonl").write_text(json.dumps(row))
    answer = run("make", "--topic", "quad", "--format", "docx,json")
    assert answer.exit_code == 0, answer.stderr
    import docx

    text = "\n".join(p.text for p in docx.Document(str(here / "out" / "quad-2025-08-26.docx")).paragraphs)
    assert "{{ 7*7 }}" in text
    assert "49" not in text


def test_a_kill_in_mid_write_leaves_the_old_file(here: Path):
    target = here / "out" / "quad-2025-08-26.json"
    command = [sys.executable, "-m", "briefgen", "make", "--topic", "quad", "--format", "json"]
    subprocess.run(command, check=True, capture_output=True)
    old = target.read_bytes()
    code = "import os, briefgen.deliver.files as f\nf.os.fsync = lambda _h: os._exit(9)\nfrom briefgen.cli import main\nmain()"
    dead = subprocess.run([sys.executable, "-c", code, *command[3:]], capture_output=True)
    assert dead.returncode == 9
    assert target.read_bytes() == old


def test_the_program_runs_as_a_module_and_names_its_version():
    answer = subprocess.run([sys.executable, "-m", "briefgen", "--version"], capture_output=True, text=True, check=True)
    assert answer.stdout.startswith("briefgen, version ")


def test_the_shell_completion_script_is_there():
    env = {**os.environ, "_BRIEFGEN_COMPLETE": "bash_source"}
    script = Path(sys.executable).with_name("briefgen")
    if not script.exists():
        pytest.skip("briefgen is not installed as a script beside this Python")
    assert "complete" in subprocess.run([str(script)], capture_output=True, text=True, env=env).stdout
