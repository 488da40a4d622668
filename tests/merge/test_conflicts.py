"""What reports disagree about, and dates that contradict themselves."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from click.testing import CliRunner

from briefgen.cli import main
from briefgen.merge.conflicts import find_slips
from tests.articles import annotated

TEXT = "The harbour council said the hearing on the harbour would be held on Friday, Aug. 27. The pier reopens on Feb. 30, it said."


def test_a_weekday_that_is_another_and_a_day_that_is_none_are_told():
    slips = list(find_slips([annotated(TEXT, published="2025-08-20")]))
    assert [(s.about, s.readings[0].value) for s in slips] == [
        ("date “Friday, Aug. 27”", "2025-08-27 is a Wednesday"),
        ("date “Feb. 30”", "there is no such day"),
    ]
    assert slips[0].readings[0].evidence[0].text.endswith("Friday, Aug. 27.")


def test_the_brief_names_the_slip_with_its_source(tmp_path: Path):
    (tmp_path / "a.txt").write_text(f"LIMA, Aug. 20, 2025 (Harbour Wire) -\n\n{TEXT}\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["make", str(tmp_path), "--topic", "harbour", "--out", str(tmp_path / "b.json"), "--quiet"])
    assert result.exit_code == 0, result.output
    conflicts = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))["conflicts"]
    assert ["27\u00a0August 2025 is a Wednesday"] in [[r["value"] for r in c["readings"]] for c in conflicts]
    assert all(r["evidence"] for c in conflicts for r in c["readings"])
    assert date(2025, 8, 27).strftime("%A") == "Wednesday"
