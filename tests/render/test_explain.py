"""``extract --explain``: the text with its dates, how each was read and why."""

from __future__ import annotations

import json
import re

from click.testing import CliRunner

from briefgen.annotate import annotate
from briefgen.cli import main
from briefgen.read import read_article
from briefgen.render.explain import explain
from briefgen.sources import make_source
from tests.annotate.time.written import READER_TODAY

TEXT = "The minister will be in Lima on Oct. 3-5, she said on Monday.\n\nThe fair opens on Tuesday, Oct. 3, or on Feb. 30."


def explained(text: str, published: str | None = "2025-08-20") -> str:
    row = json.dumps({"id": "a", "text": text, "published": published}).encode()
    return explain(annotate(read_article(make_source("a", "a", "jsonl", row)), reference_day=READER_TODAY, only=["timexes"]))


def plain(text: str) -> str:
    return re.sub(r"\x1b\[\d+m", "", text)


def test_each_expression_stands_marked_in_its_paragraph_with_what_it_was_read_as():
    lines = plain(explained(TEXT)).splitlines()
    assert lines[0] == "a"
    assert lines[1].startswith("published 2025-08-20, stated: ")
    assert lines[3] == "The minister will be in Lima on [1 Oct. 3-5], she said on [2 Monday]."
    assert lines[4] == (
        "    1  DATE 2025-10-03/2025-10-05, 3–5 October 2025; inferred from publication on 2025-08-20, future tense  "
        "(time.range.month_day_day)"
    )
    assert lines[5] == "    2  DATE 2025-08-18; inferred from publication on 2025-08-20, past tense  (time.date.weekday)"
    assert lines[8].strip().startswith("3  DATE 2025-10-03; its weekday is another")
    assert lines[9].strip().startswith("4  DATE XXXX-02-30; no such day")


def test_the_colour_says_how_certain_it_is():
    out = explained(TEXT)
    assert "\x1b[36m[1 Oct. 3-5]\x1b[0m" in out
    assert "\x1b[31m[4 Feb. 30]\x1b[0m" in out
    assert "\x1b[33mpublished" in explained("She spoke on Aug. 26.", published=None)


def test_a_hostile_text_cannot_steer_the_terminal():
    out = plain(explained("On Monday \ud800 \x1b[2J\x1b]0;title\x07 it \u202ebegan\r."))
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "\u202e" not in out
    assert "[1 Monday]" in out


def test_the_command_prints_it_without_colours_into_a_file(tmp_path):
    (tmp_path / "a.txt").write_text("The minister spoke on Aug. 18, 2025.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("She will return on Aug. 29, 2025.", encoding="utf-8")
    result = CliRunner().invoke(main, ["extract", "--explain", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("a.txt\n")
    assert "\n\nb.txt\n" in result.stdout
    assert "[1 Aug. 29, 2025]" in result.stdout
    assert "\x1b" not in result.stdout


def test_other_layers_are_refused_in_one_line(tmp_path):
    (tmp_path / "a.txt").write_text("The minister spoke on Aug. 18, 2025.", encoding="utf-8")
    result = CliRunner().invoke(main, ["extract", "--explain", "--only", "quotes", str(tmp_path)])
    assert result.exit_code == 2
    assert result.stderr.strip() == "briefgen: --explain shows time expressions; leave --only out"
