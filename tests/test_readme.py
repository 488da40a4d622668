"""README's commands and options exist; what it names is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from briefgen.cli import main
from briefgen.cli.options import VARIABLES
from briefgen.config.build import build_config
from briefgen.config.corrections import build_corrections
from briefgen.config.environment import PASSWORD

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHELL = "\n".join(re.findall(r"```sh\n(.*?)```", README, re.S))
CALLS = sorted(set(re.findall(r"briefgen ([a-z]+)\b([^#\n`|]*)", SHELL)))
OPTIONS = sorted(set(re.findall(r"(?<![\w-])(--[a-z][a-z-]+)", README)))


def helps() -> str:
    inner = [[name, each] for name, group in main.commands.items() if isinstance(group, click.Group) for each in group.commands]
    calls = [[], *([name] for name in main.commands), *inner]
    return "\n".join(CliRunner().invoke(main, [*call, "--help"]).output for call in calls)


@pytest.mark.parametrize(("command", "rest"), CALLS)
def test_a_command_of_the_readme_exists_with_its_options(command: str, rest: str):
    assert command in main.commands
    text = CliRunner().invoke(main, [command, "--help"]).output
    for option in re.findall(r"--[a-z][a-z-]+", rest):
        assert option in text, f"{command} has no {option}"


@pytest.mark.parametrize("option", OPTIONS)
def test_an_option_that_the_readme_names_exists(option: str):
    assert option in helps()


@pytest.mark.parametrize("command", sorted(main.commands))
def test_a_command_of_the_program_is_in_the_readme(command: str):
    assert f"briefgen {command}" in README
    for option in re.findall(r"^\s+(?:-\w, )?(--[a-z][a-z-]+)", CliRunner().invoke(main, [command, "--help"]).output, re.M):
        assert option in README or option in ("--help", "--verbose"), f"README lacks {option}"


DOCS = sorted((ROOT / "docs").glob("*.md"))


@pytest.mark.parametrize("page", DOCS, ids=lambda p: p.name)
def test_what_a_page_of_the_docs_names_exists(page: Path):
    text = page.read_text(encoding="utf-8")
    known = helps()
    for option in re.findall(r"(?<![\w-])(--[a-z][a-z-]+)", re.sub(r"`python [^`]*`", "", text)):
        assert option in known, f"{page.name} names {option}"
    for path in re.findall(r"\]\(([\w./-]+)\)|src=\"([\w./-]+)\"", text):
        assert (page.parent / (path[0] or path[1])).exists(), path
    for table in re.findall(r"```toml\n(.*?)```", text, re.S):
        parse_corrections_text(table) if page.name == "corrections.md" else parse_text(table)


@pytest.mark.parametrize("page", DOCS, ids=lambda p: p.name)
def test_a_page_of_the_docs_is_named_in_the_readme(page: Path):
    assert f"docs/{page.name}" in README


def test_every_variable_that_means_something_is_documented():
    text = "\n".join(p.read_text(encoding="utf-8") for p in DOCS)
    shown = set(re.findall(r"BRIEFGEN(_[A-Z_]+[A-Z])", text)) | set(re.findall(r"`(_[A-Z_]+[A-Z])`", text))
    for name in (*VARIABLES, PASSWORD):
        if name != "BRIEFGEN_CONFIG":  # as --config, which the page explains first
            assert name.removeprefix("BRIEFGEN") in shown, name


def parse_text(text: str) -> None:
    """The tables of a page, as the program reads them."""
    build_config(tomllib.loads(text), "docs", {}, folder=Path(), path=None, sha256=None)


def parse_corrections_text(text: str) -> None:
    """The tables of the page on corrections, as the program reads them."""
    build_corrections(tomllib.loads(text), Path("corrections.toml"))


def test_the_readme_has_exactly_two_set_up_commands():
    setup = README.split("## Set up")[1].split("\n## ")[0]
    commands = re.findall(r"```sh\n(.*?)\n```", setup, re.S)
    assert len(commands) == 2
    assert all("\n" not in command for command in commands)


def test_ci_ends_with_the_readmes_test_command():
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().endswith('bin/pytest"')


def test_every_file_that_the_readme_names_is_there():
    for name in re.findall(r"\]\(([\w./-]+)\)|`((?:templates|inputs|briefgen)/[\w./-]*)`", README):
        path = name[0] or name[1]
        assert (ROOT / path).exists(), path
