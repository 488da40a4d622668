"""What the user reads beside the results: progress on a terminal, stages under -v, the summary; defaults and variables."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from briefgen.cli import main
from briefgen.cli.messages import count_of, show_size

ROOT = Path(__file__).parents[2]
ARTICLE = "TOKYO, Aug. 26, 2025 (Wire) — Prime Minister Anna Berg will visit Japan on Sept. 3-4 for talks on the Quad, her office said."


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1756382400")
    (tmp_path / "inputs").mkdir()
    (tmp_path / "inputs" / "a.txt").write_text(ARTICLE)
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


def test_nothing_but_results_on_a_pipe(here: Path):
    answer = run("make", "--topic", "quad")
    assert (answer.stdout, answer.stderr) == ("out/quad-2025-08-26.docx\n", "")


def test_verbose_tells_each_stage_and_how_long_it_took_then_a_summary(here: Path):
    (here / "inputs" / "picture.png").write_bytes(b"")
    lines = run("make", "--topic", "quad", "-v").stderr.splitlines()
    assert [line.split(":")[0] for line in lines[:4]] == ["reading", "merging", "choosing", "writing"]
    assert all(line.endswith(" s)") for line in lines[:4])
    assert "1 article, 2 dates" in lines[0]
    assert lines[4].startswith("skipped: picture.png: .png is not a format")
    assert lines[5].startswith("read 1 article, 1 skipped, 2 dates")
    assert lines[6].startswith("quad: 1 row ahead")
    assert lines[7].startswith("wrote 1 file (")


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is POSIX")
def test_on_a_terminal_a_bar_counts_and_a_summary_follows(here: Path):
    import pty

    (here / "inputs" / "[red]b.txt").write_text(ARTICLE)  # no file name colours the line
    shown, other = pty.openpty()
    environ = os.environ | {"TERM": "xterm", "COLUMNS": "160"}
    with subprocess.Popen(
        [sys.executable, "-m", "briefgen", "make", "--topic", "quad"], stdout=subprocess.PIPE, stderr=other, env=environ
    ) as job:
        assert job.stdout is not None
        assert job.stdout.read() == b"out/quad-2025-08-26.docx\n"
    os.close(other)
    text = b""
    try:
        while piece := os.read(shown, 65536):
            text += piece
    except OSError:
        pass  # the end, on Linux
    os.close(shown)
    said = text.decode()
    assert "reading" in said  # how far the bar comes is a matter of speed
    assert "read 2 articles, 4 dates" in said
    assert "wrote 1 file" in said


def test_quiet_silences_the_summary_too(here: Path):
    assert run("make", "--topic", "quad", "-v", "--quiet").stderr.splitlines()[-1].startswith("writing")


@pytest.mark.parametrize(
    ("counts", "words"),
    [({"articles": 1, "people": 1}, "1 article, 1 person"), ({"rows of background": 1, "copies": 2}, "1 row of background, 2 copies"),
     ({"dates": 0}, ""), ({"quotes": 12345}, "12,345 quotes")],
)  # fmt: skip
def test_counts_are_words(counts: dict[str, int], words: str):
    assert count_of(counts) == words


def test_sizes_are_words():
    assert [show_size(n) for n in (999, 41_200, 2_340_000)] == ["999 bytes", "41 kB", "2.3 MB"]


# --- the call, then the variable, then the file --------------------------------------------------------------


def test_the_file_gives_defaults_the_variable_stands_before_it_and_the_call_before_both(here: Path, monkeypatch: pytest.MonkeyPatch):
    (here / "briefgen.toml").write_text('[defaults]\nformat = "json"\nout = "there"\n[topics.quad]\n')
    assert run("make", "--topic", "quad").stdout == "there/quad-2025-08-26.json\n"
    monkeypatch.setenv("BRIEFGEN_FORMAT", "md")
    assert run("make", "--topic", "quad").stdout == "there/quad-2025-08-26.md\n"
    assert run("make", "--topic", "quad", "--format", "csv", "--out", "here").stdout == "here/quad-2025-08-26.csv\n"


def test_a_switch_of_the_file_can_be_taken_back_by_the_call(here: Path):
    (here / "briefgen.toml").write_text("[defaults]\nstrict = true\n[topics.quad]\n")
    (here / "inputs" / "picture.png").write_bytes(b"")
    assert run("make", "--topic", "quad").exit_code == 3
    assert run("make", "--topic", "quad", "--no-strict").exit_code == 0


def test_the_topic_can_be_a_variable(here: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BRIEFGEN_TOPIC", "quad")
    assert run("make").stdout == "out/quad-2025-08-26.docx\n"


def test_a_misspelt_variable_is_told(here: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BRIEFGEN_FORMATS", "json")
    assert run("make", "--topic", "quad").stderr == "briefgen: BRIEFGEN_FORMATS is set and means nothing; did you mean BRIEFGEN_FORMAT?\n"


# --- what the configuration says of articles -----------------------------------------------------------------


def brief(path: Path) -> dict:  # type: ignore[type-arg]  # the contract's object
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_a_configured_date_stands_before_every_other(here: Path):
    (here / "briefgen.toml").write_text('[dates]\n"a.txt" = 2025-08-27\n"b.txt" = 2025-08-01\n[topics.quad]\n')
    answer = run("make", "--topic", "quad", "--format", "json")
    published = brief(here / "out" / "quad-2025-08-27.json")["sources"][0]["published"]
    assert (published["value"], published["certainty"], published["found_in"]) == ("2025-08-27", "stated", "configuration")
    assert answer.stderr == 'briefgen: briefgen.toml, [dates]: no article is called "b.txt"\n'


def test_a_publisher_has_its_configured_name_and_its_weight_decides_a_dispute(here: Path):
    (here / "inputs" / "b.txt").write_text(
        "Source: Courier\n\nTOKYO, Aug. 26, 2025 — Prime Minister Anna Berg will visit Japan on Sept. 5-6 for talks on the Quad."
    )
    toml = '[topics.quad]\n[publishers]\n"Wire" = { name = "Meridian Wire" }\n"Courier" = { weight = %s }\n'
    days = []
    for weight in (0.5, 3):
        (here / "briefgen.toml").write_text(toml % weight)
        run("make", "--topic", "quad", "--format", "json")
        made = brief(here / "out" / "quad-2025-08-26.json")
        days.append(made["itinerary"][0]["from"])
        assert {s["publisher"] for s in made["sources"]} == {"Meridian Wire", "Courier"}
        assert len(made["conflicts"]) == 1
    assert days == ["2025-09-03", "2025-09-05"]


# --- earlier briefs ------------------------------------------------------------------------------------------


def test_of_a_folder_each_topics_newest_earlier_brief_counts(here: Path):
    (here / "briefgen.toml").write_text("[topics.quad]\n[topics.japan]\n")
    for day in ("2025-08-26", "2025-08-27", "2025-08-28"):
        run("make", "--all-topics", "--as-of", day, "--out", "before")
    (here / "before" / "other.docx").write_bytes(b"PK no brief")
    (here / "inputs" / "a.txt").write_text(ARTICLE.replace("Sept. 3-4", "Sept. 5-6"))
    answer = run("make", "--all-topics", "--as-of", "2025-08-28", "--previous", "before", "--format", "json")
    assert answer.exit_code == 0, answer.stderr
    for topic in ("quad", "japan"):
        kinds = [c["kind"] for c in brief(here / "out" / f"{topic}-2025-08-28.json")["changes"]]
        assert kinds in (["moved"], ["new", "dropped"]), kinds


def test_an_empty_folder_of_earlier_briefs_is_no_fault(here: Path):
    (here / "before").mkdir()
    assert run("make", "--topic", "quad", "--previous", "before").exit_code == 0


def test_a_brief_on_another_topic_is_no_previous_brief(here: Path):
    run("make", "--topic", "japan", "--out", "japan.json")
    answer = run("make", "--topic", "quad", "--previous", "japan.json")
    assert (answer.exit_code, answer.stderr) == (2, "briefgen: japan.json: is a brief on “japan”, not on quad\n")


# --- templates -----------------------------------------------------------------------------------------------


def test_each_topic_has_its_own_template_unless_the_call_names_one(here: Path):
    (here / "briefgen.toml").write_text('[topics.quad]\ntemplate = "own.docx"\n[topics.japan]\n')
    plain = Document()
    plain.add_paragraph("Ours: {{ title }}")
    plain.save(str(here / "own.docx"))
    assert run("make", "--all-topics").exit_code == 0

    def first(topic: str) -> str:
        return Document(str(here / "out" / f"{topic}-2025-08-26.docx")).paragraphs[0].text

    assert (first("quad"), first("japan").startswith("Ours")) == ("Ours: Quad", False)
    assert run("make", "--all-topics", "--template", "own.docx").exit_code == 0
    assert first("japan") == "Ours: Japan"


# --- calls that cannot be taken ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "begins", "ends"),
    [
        (["make", "--topik", "quad"], "briefgen: No such option", "make --help"),
        (["mak"], "briefgen: No such command 'mak'", " --help"),
        (["--nothing"], "briefgen: No such option", " --help"),
        (["timeline", "--format", "pdf"], "briefgen: Invalid value for '--format': 'pdf' is not one of", "timeline --help"),
        (["make", "--topic", "quad", "--since", "9999999999d"], "briefgen: --since 9999999999d lies before the calendar", "or 2025-08-20"),
    ],
)
def test_a_call_that_cannot_be_taken_gets_one_line(here: Path, args: list[str], begins: str, ends: str):
    answer = run(*args)
    said = answer.stderr.splitlines()
    assert (answer.exit_code, len(said)) == (2, 1)
    assert said[0].startswith(begins)
    assert said[0].endswith(ends)


def test_a_folder_whose_name_has_a_dot_is_named_with_a_slash(here: Path):
    assert run("make", "--topic", "quad", "--out", "week.35/").stdout == "week.35/quad-2025-08-26.docx\n"


# --- days as users write them --------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["28 August 2025", "Aug 28, 2025", "28/08/2025", "2025-08-28", "20250828"])
def test_a_whole_day_is_read(here: Path, day: str):
    assert run("make", "--topic", "quad", "--as-of", day).stdout == "out/quad-2025-08-28.docx\n"


@pytest.mark.parametrize("day", ["x", "v", "5", "may", "2025", "2025-08", "1970", "08/09/2025", "9.8.2025", "foo", ""])
def test_a_part_of_a_day_or_one_of_two_is_refused(here: Path, day: str):
    answer = run("make", "--topic", "quad", "--as-of", day)
    assert answer.exit_code == 2
    assert answer.stderr.endswith("write it as 2025-08-27\n")


@pytest.mark.parametrize("since", ["7d", "7D", "7 days", "1w", "1 week"])
def test_since_counts_back_from_the_as_of_date(here: Path, since: str):
    run("make", "--topic", "quad", "--as-of", "2025-09-01", "--since", since, "--format", "json")
    assert brief(here / "out" / "quad-2025-09-01.json")["period"]["from"] == "2025-08-25"


def test_a_first_day_after_the_as_of_date_is_refused(here: Path):
    answer = run("make", "--topic", "quad", "--since", "2025-09-01")
    assert (answer.exit_code, len(answer.stderr.splitlines())) == (2, 1)
    assert "lies after the as-of date" in answer.stderr


def test_half_a_character_pair_does_not_silence_the_timeline(here: Path):
    (here / "a.jsonl").write_text(json.dumps({"id": "a", "text": ARTICLE.replace("talks", "talks \\ud800")}).replace("\\\\", "\\"))
    for form in ("table", "json"):
        answer = run("timeline", "a.jsonl", "--format", form)
        assert answer.exit_code == 0, answer.stderr
        assert "2025" in answer.stdout


def test_the_public_functions_stay_what_they_are(here: Path):
    code = (
        "import briefgen; brief, story = briefgen.make_brief(['inputs'], topic='quad'); briefgen.render(brief, story);"
        " print(briefgen.render(brief, story)[:2])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "b'PK'\n"
