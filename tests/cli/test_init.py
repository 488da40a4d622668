"""``briefgen init``: what it writes, what it leaves alone, and that a newcomer gets to a brief with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefgen import __version__
from briefgen.cli import main
from briefgen.scaffold import CONFIG, WORKFLOW, workflow_text

ROOT = Path(__file__).parents[2]


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_writes_a_configuration_and_a_weekly_job_and_a_folder_for_articles(here: Path):
    answer = run("init")
    assert answer.exit_code == 0, answer.stderr
    assert answer.stdout.split() == [CONFIG, WORKFLOW]
    assert f"'briefgen=={__version__}'" in (here / WORKFLOW).read_text(encoding="utf-8")
    assert list((here / "inputs").iterdir()) == []


def test_what_is_there_stays_as_it_is(here: Path):
    (here / CONFIG).write_text("# mine\n")
    answer = run("init")
    assert (here / CONFIG).read_text() == "# mine\n"
    assert "kept: briefgen.toml" in answer.stderr
    assert answer.stdout.split() == [WORKFLOW]


def test_a_newcomer_gets_a_brief_from_the_samples(here: Path):
    assert run("init", "desk", "--samples").exit_code == 0
    answer = run("make", "desk/inputs", "--config", "desk/briefgen.toml", "--all-topics", "--as-of", "2025-08-28")
    assert answer.exit_code == 0, answer.stderr
    assert answer.stdout == "out/quad-2025-08-28.docx\n"
    assert "skipped" not in answer.stderr


def test_the_weekly_job_of_this_repository_is_the_one_that_init_writes():
    assert (ROOT / WORKFLOW).read_text(encoding="utf-8") == workflow_text(".")


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["file.txt"], 2, "file.txt: is a file, not a folder"),
        (["--install", "a'; rm -rf /"], 2, "--install must be one line without quotation marks"),
        (["--install", ""], 2, "--install must be one line"),
        (["--install", "${{ secrets.X }}"], 2, "--install must be one line"),
        (["--install", "a\nb"], 2, "--install must be one line"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(here: Path, args: list[str], code: int, message: str):
    (here / "file.txt").write_text("")
    answer = run("init", *args)
    assert answer.exit_code == code
    assert message in answer.stderr
    assert len(answer.stderr.splitlines()) == 1
    assert not (here / CONFIG).exists()
