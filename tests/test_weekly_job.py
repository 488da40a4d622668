"""The weekly job: pinned, with least rights, and its own commands run here as a runner would run them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen.scaffold import workflow_text

ROOT = Path(__file__).parents[1]
JOB: dict[Any, Any] = yaml.safe_load(workflow_text("."))
STEPS: list[dict[str, Any]] = JOB["jobs"]["brief"]["steps"]
COMMANDS = {step["name"]: step["run"] for step in STEPS if "run" in step}
BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(BASH is None or sys.platform == "win32", reason="the job's commands are written for bash on Linux")
GH = """#!/bin/sh
# stands for the hosting service's own program: one earlier run, whose briefs lie in $EARLIER
case "$1 $2" in
  "run list") [ -n "$EARLIER" ] && echo 4711 || true ;;
  "run download") while [ $# -gt 0 ]; do [ "$1" = --dir ] && cp "$EARLIER"/*.docx "$2"; shift; done ;;
esac
"""


def walk(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key), inner
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)


def test_every_action_is_pinned_to_a_commit_with_its_release_beside_it():
    used = [value for key, value in walk(JOB) if key == "uses"]
    assert len(used) == 5
    for action in used:
        assert re.fullmatch(r"actions/[\w/-]+@[0-9a-f]{40}", action), action
        assert re.search(re.escape(action) + r" # v\d+\.\d+\.\d+\n", workflow_text("."))


def test_it_has_no_rights_but_to_read_and_keeps_no_credentials():
    assert JOB["permissions"] == {}
    assert JOB["jobs"]["brief"]["permissions"] == {"contents": "read", "actions": "read"}
    assert STEPS[0]["with"]["persist-credentials"] is False


def test_no_command_holds_an_expression_that_somebody_else_could_fill():
    for name, command in COMMANDS.items():
        assert "${{" not in command, name


def test_secrets_reach_the_mailing_step_only_and_it_runs_only_with_them():
    for step in STEPS:
        if "secrets." in str(step):
            assert step["name"] == "Mail the briefs"
            assert step["if"] == "env.BRIEFGEN_MAIL_HOST != ''"
    assert set(JOB["jobs"]["brief"]["env"]) == {"BRIEFGEN_MAIL_HOST"}


def test_it_is_scheduled_and_can_be_started_by_hand():
    triggers = JOB[True]  # YAML 1.1 reads the key "on" as true
    assert set(triggers) == {"schedule", "workflow_dispatch"}
    assert re.fullmatch(r"\d+ \d+ \* \* [0-6]", triggers["schedule"][0]["cron"])


@pytest.fixture
def runner(tmp_path: Path) -> Path:
    """A checkout with samples and two topics, as the job finds it."""
    shutil.copytree(ROOT / "inputs", tmp_path / "inputs")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "gh").write_text(GH)
    (tmp_path / "bin" / "gh").chmod(0o755)
    return tmp_path


def run(name: str, folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(folder / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]])
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("BRIEFGEN_", "SOURCE_DATE"))}
    known = {"PATH": path, "GITHUB_STEP_SUMMARY": str(folder / "summary.md"), "SINCE": "7d", "AS_OF": "", "EARLIER": ""}
    assert BASH
    # as the runner calls bash
    return subprocess.run([BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", COMMANDS[name]],
                          cwd=folder, env=clean | known | environ, capture_output=True, text=True, timeout=60)  # fmt: skip


def test_the_first_run_has_nothing_to_compare_with_and_makes_all_briefs(runner: Path):
    first = run("Fetch the previous briefs", runner)
    assert first.returncode == 0, first.stderr
    assert "no earlier briefs" in first.stdout
    made = run("Make the briefs", runner, AS_OF="2025-08-28")
    assert made.returncode == 0, made.stderr
    names = {p.name for p in (runner / "out").iterdir()}
    assert names == {f"{t}-2025-08-28.{f}" for t in ("quad", "minerals") for f in ("docx", "html", "md", "ics")}
    assert run("Show them in the summary of the job", runner).returncode == 0
    summary = (runner / "summary.md").read_text(encoding="utf-8")
    assert summary.count("\n## Itinerary") == 2


def test_a_later_run_says_what_changed(runner: Path):
    before = runner / "before"
    subprocess.run([sys.executable, "-m", "briefgen", "make", "--all-topics", "--as-of", "2025-08-26", "--until", "2025-08-26",
                    "--out", str(before), "--quiet"], cwd=runner, check=True)  # fmt: skip
    fetched = run("Fetch the previous briefs", runner, EARLIER=str(before))
    assert fetched.returncode == 0, fetched.stderr
    assert "compared with the briefs of run 4711" in fetched.stdout
    assert run("Make the briefs", runner, AS_OF="2025-08-28").returncode == 0
    assert "## What changed" in (runner / "out" / "quad-2025-08-28.md").read_text(encoding="utf-8")


def test_a_week_without_news_is_no_fault(runner: Path):
    (runner / "previous").mkdir()
    made = run("Make the briefs", runner, AS_OF="2026-01-05")
    assert made.returncode == 0, made.stderr
    assert (runner / "out" / "quad-2026-01-05.docx").exists()


def test_a_real_fault_fails_the_job(runner: Path):
    (runner / "previous").mkdir()
    (runner / "inputs" / "briefgen.toml").write_text("[topics.quad]\nterm = ['x']\n")
    made = run("Make the briefs", runner, AS_OF="2025-08-28")
    assert made.returncode == 2
    assert 'did you mean "terms"?' in made.stderr


def test_the_job_installs_what_it_is_told():
    assert COMMANDS["Install"] == "python -m pip install --quiet '.'"


def test_the_mailing_step_mails_every_brief_to_its_readers_and_a_second_run_mails_nobody_twice(runner: Path):
    mailserver = pytest.importorskip("tests.deliver.mailserver")
    config = (runner / "inputs" / "briefgen.toml").read_text(encoding="utf-8")
    mail = '[mail]\nfrom = "desk@example.org"\nto = ["all@example.org"]\nbcc = ["watch@example.org"]\n'
    (runner / "inputs" / "briefgen.toml").write_text(f"{config}\n{mail}")
    (runner / "previous").mkdir()
    mailserver.authority().cert_pem.write_to_path(str(runner / "ca.pem"))
    assert run("Make the briefs", runner, AS_OF="2025-08-28").returncode == 0
    with mailserver.running() as server:
        secrets = {
            "BRIEFGEN_MAIL_HOST": "127.0.0.1", "BRIEFGEN_MAIL_PORT": str(server.port), "BRIEFGEN_MAIL_USER": mailserver.USER,
            "BRIEFGEN_MAIL_PASSWORD": mailserver.PASSWORD, "BRIEFGEN_MAIL_CA_FILE": str(runner / "ca.pem"),
        }  # fmt: skip
        for _ in range(2):
            mailed = run("Mail the briefs", runner, **secrets)
            assert mailed.returncode == 0, mailed.stderr
            assert mailserver.PASSWORD not in mailed.stdout + mailed.stderr
        assert sorted(recipients for _, recipients, _ in server.handler.taken) == [("all@example.org", "watch@example.org")] * 2
