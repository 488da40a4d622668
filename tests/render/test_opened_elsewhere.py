"""Every format opened by a program that is not ours: LibreOffice, a spreadsheet reader, another calendar parser, poppler.

The page is opened in Chromium by ``html/test_browser.py``, the message by Python's own mail parser in ``test_mail.py``.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.model import Brief, Look, Row
from briefgen.render import RENDERERS
from briefgen.render.pdf import find_program
from briefgen.render.word.library import load_template
from tests.render.sample import ARTICLES, rich_brief

SOFFICE = shutil.which("soffice")
LOOK = Look(template=load_template("weekly"), marking="Restricted")
BRIEF = rich_brief()
needs_office = pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice on this machine")


def convert(path: Path, form: str, *more: str) -> Path:
    profile = (path.parent / "profile").as_uri()
    call = [
        str(SOFFICE),
        "--headless",
        "--norestore",
        f"-env:UserInstallation={profile}",
        "--convert-to",
        form,
        "--outdir",
        str(path.parent),
    ]
    subprocess.run([*call, *more, str(path)], check=True, capture_output=True, timeout=120)
    made = path.with_suffix("." + form)
    assert made.exists(), "LibreOffice could not open it"
    return made


def titles(brief: Brief) -> list[str]:
    return [row.title for row in (*brief.itinerary, *brief.chronology)]


@needs_office
def test_a_spreadsheet_program_opens_the_table_and_takes_no_cell_for_a_formula(tmp_path: Path):
    if shutil.which("localc") is None and not list(Path("/usr/lib/libreoffice/program").glob("libsclo.so")):
        pytest.skip("LibreOffice has no spreadsheet program here")
    from openpyxl import load_workbook

    hostile = replace(BRIEF.itinerary[0], title="=1+1", place='=HYPERLINK("http://x")', people=("@SUM(1)",), part_of=None, after=None)
    path = tmp_path / "brief.csv"  # without a window LibreOffice asks nobody and looks at no byte order mark: 76 is UTF-8
    path.write_bytes(RENDERERS["csv"](replace(BRIEF, itinerary=(hostile, *BRIEF.itinerary[1:])), ARTICLES, LOOK))
    sheet = load_workbook(convert(path, "xlsx", "--infilter=CSV:44,34,76,1")).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert [r[6] for r in rows[1:]] == ["'=1+1", *titles(BRIEF)[1:]]
    assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning:vobject")
def test_another_parser_reads_the_calendar():
    vobject = pytest.importorskip("vobject")
    calendar = vobject.readOne(RENDERERS["ics"](BRIEF, ARTICLES, LOOK).decode("utf-8"))
    events = calendar.vevent_list
    shown = {row.title: row for row in BRIEF.itinerary if isinstance(row, Row)}
    assert events
    for event in events:
        row = shown[event.summary.value]
        assert event.uid.value.startswith(row.id)
        assert str(event.dtstart.value)[:4] == str(row.first)[:4]


@needs_office
def test_the_pdf_is_tagged_titled_and_the_same_each_time():
    one, two = (RENDERERS["pdf"](BRIEF, ARTICLES, LOOK) for _ in range(2))
    assert one[:5] == b"%PDF-"
    assert one == two
    assert b"/StructTreeRoot" in one or b"/MarkInfo" in one


@needs_office
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no poppler on this machine")
def test_the_pdf_says_what_the_brief_says(tmp_path: Path):
    path = tmp_path / "brief.pdf"
    path.write_bytes(RENDERERS["pdf"](BRIEF, ARTICLES, LOOK))
    said = " ".join(subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True).stdout.split())
    assert "Bottom line" in said
    assert "RESTRICTED" in said
    info = subprocess.run(["pdfinfo", str(path)], check=True, capture_output=True, text=True).stdout
    assert "Tagged:          yes" in info
    assert BRIEF.title in info


def test_without_libreoffice_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch):
    from briefgen.errors import OutputError
    from briefgen.render import pdf

    monkeypatch.setattr(pdf, "PLACES", ())
    monkeypatch.setenv("PATH", "")
    with pytest.raises(OutputError, match=r"needs LibreOffice.*make docx or html"):
        find_program()
