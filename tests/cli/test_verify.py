"""A finished brief is checked: what was changed since it was made is found, and named for what it is."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner

from briefgen.cli import main
from tests.render.word.build import parts, replace_part

ARTICLE = """Title: Fisheries talks
Source: Coast Post
Date: 2031-05-10

The straits talks resume on 16 May in Lisse, the foreign ministry said on Saturday.

"We will not accept a lower quota," said Foreign Minister Ada Brandt.
"""
OTHER = """Title: Ferry line
Source: Bay Times
Date: 2031-05-11

The straits ferry will stop on 20 May for a week, the port authority said.
"""


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A brief made of two articles, in the working folder."""
    monkeypatch.chdir(tmp_path)
    Path("inputs").mkdir()
    Path("inputs/talks.txt").write_text(ARTICLE)
    Path("inputs/ferry.txt").write_text(OTHER)
    run("make", "--topic", "straits", "--out", "brief.docx")
    return Path("brief.docx")


def run(*arguments: str, code: int = 0) -> list[str]:
    """The lines on stdout of a call that ends with ``code``."""
    result = CliRunner().invoke(main, [*arguments, "--quiet"])
    assert result.exit_code == code, result.output + result.stderr
    return result.stdout.splitlines()


def edit(path: Path, change: Callable[[Any], object]) -> None:
    document = docx.Document(str(path))
    change(document)
    document.save(str(path))


def test_a_brief_as_it_was_made_has_no_findings(made: Path):
    assert run("verify", str(made)) == []
    found = json.loads("\n".join(run("verify", str(made), "--format", "json")))
    assert found["findings"] == []
    assert found["sentences"] == found["checked"] > 3


def test_a_document_that_was_only_saved_again_is_no_fault(made: Path):
    edit(made, lambda document: None)
    assert run("verify", str(made)) == [f"{made}: note: the document was saved again; its words are unchanged"]


def test_words_that_were_changed_taken_out_and_put_in_are_named(made: Path):
    def change(document: Any) -> None:
        lines = [p for p in document.paragraphs if p.text]
        lines[0].text = "Another title"
        document.paragraphs[-1]._p.addnext(docx.Document().add_paragraph("A line of mine")._p)
        heading = next(p for p in lines if p.text == "Sources")
        heading._p.getparent().remove(heading._p)

    edit(made, change)
    found = run("verify", str(made), code=1)
    assert any("paragraph 1: reads “Another title”; was “" in line for line in found)
    assert any("gone: “Sources”" in line for line in found)
    assert any("added: “A line of mine”" in line for line in found)
    assert len(found) == 3


def test_an_edited_article_is_told_from_a_sentence_that_only_moved(made: Path):
    path = Path("inputs/talks.txt")
    path.write_text(ARTICLE.replace("lower quota", "higher quota").replace("The straits talks", "A first line.\n\nThe straits talks"))
    found = run("verify", str(made), code=1)
    assert any("source 2 (talks.txt): the article was edited since" in line for line in found)
    assert any("“We will not accept a lower quota,” said" in line or "does not stand in talks.txt" in line for line in found)
    assert any("note:" in line and "stands at another place in talks.txt now" in line for line in found)


def test_an_article_that_is_not_given_is_named(made: Path):
    Path("inputs/talks.txt").unlink()
    (line,) = run("verify", str(made), code=1)
    assert line.endswith("source 2 (talks.txt): it is not among the articles given, so its sentences were not checked")


def test_an_article_that_cannot_be_read_is_named_with_the_reason(made: Path):
    Path("inputs/talks.txt").write_bytes(b"\x00\x01\x02")
    result = CliRunner().invoke(main, ["verify", str(made)])
    assert result.exit_code == 1
    assert "skipped: talks.txt: " in result.stderr


def test_words_in_a_field_of_any_name_are_words(made: Path):
    document = parts(made.read_bytes())["word/document.xml"]
    words = b'<w:fldSimple w:instr="QUOTE x"><w:r><w:t>INVENTED</w:t></w:r></w:fldSimple></w:p>'
    made.write_bytes(replace_part(made.read_bytes(), "word/document.xml", document.replace(b"</w:p>", words, 1)))
    (line,) = run("verify", str(made), code=1)
    assert "INVENTED" in line


def test_a_password_is_told_from_a_file_that_is_none(tmp_path: Path):
    path = tmp_path / "brief.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    result = CliRunner().invoke(main, ["verify", str(path)])
    assert result.exit_code == 2
    assert "the document is in the format of Word 97 (.doc) or has a password" in result.stderr


def test_an_article_under_another_name_is_found_by_its_text(made: Path):
    Path("inputs/talks.txt").rename("inputs/renamed.txt")
    assert run("verify", str(made)) == []


def test_without_articles_the_document_alone_is_checked(made: Path):
    shutil.rmtree("inputs")
    assert run("verify", str(made)) == []
    assert json.loads("\n".join(run("verify", str(made), "--format", "json")))["checked"] == 0


def test_a_file_that_is_saved_anew_with_the_same_text_is_a_note(made: Path):
    path = Path("inputs/talks.txt")
    path.write_text("\ufeff" + path.read_text())
    assert [line.partition("note: ")[2] for line in run("verify", str(made))] == [
        "source 2 (talks.txt): the file was saved again; its text is unchanged"
    ]


def _seal(data: bytes) -> dict[str, Any]:
    from briefgen.render.word import read_embedded

    return read_embedded(data)


def _reseal(data: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """``data`` with its proof changed, as somebody might who knows where it stands."""
    content = _seal(data)
    change(content)
    text = json.dumps(content).replace("&", "&amp;").replace("<", "&lt;")
    return replace_part(data, "customXml/item1.xml", f'<brief xmlns="urn:briefgen:brief:1">{text}</brief>'.encode())


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content["brief"].update(title="Mine"),
        lambda content: content["paragraphs"].__setitem__(0, "Mine"),  # as somebody would who changes the words to fit
        lambda content: content["boxes"].append("Mine"),
        lambda content: content.update(paragraphs=None),
    ],
)
def test_a_proof_that_was_changed_is_noticed(made: Path, change: Callable[[dict[str, Any]], object]):
    made.write_bytes(_reseal(made.read_bytes(), change))
    assert run("verify", str(made), code=1) == [
        f"{made}: the brief's data inside the document were changed after it was made; make it again"
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda b: b["quotes"][0]["evidence"][0].update(source=99), "it cites source 99, which the brief does not list"),
        (lambda b: b["quotes"][0].update(evidence=[]), "nothing stands behind this line"),
        (lambda b: b["quotes"][0]["evidence"][0].update(start="x"), "its evidence is damaged: no text, or no place"),
        (
            lambda b: b["quotes"][0]["evidence"][0].update(end=10**30, text="invented"),
            "“invented” is not what stands at its place in talks.txt",
        ),
        (lambda b: b.update(sources=None), "which the brief does not list"),
        (lambda b: b.update(itinerary=[1, None, "x"], quotes={"a": 1}, issues=[{"points": 3}]), "itinerary, entry 2: it is no object"),
        (
            lambda b: b["quotes"][0].update(speaker="\ud800", text="\x1b[2J\ud800", edited="x", evidence=[]),
            "quotes 1 (\ufffd[2J\ufffd): nothing",
        ),
    ],
)
def test_any_json_is_read_without_a_trace(made: Path, change: Callable[[dict[str, Any]], object], expected: str):
    run("make", "--topic", "straits", "--out", "brief.json")
    path = Path("brief.json")
    brief = json.loads(path.read_text())
    change(brief)
    path.write_text(json.dumps(brief))
    assert any(expected in line for line in run("verify", str(path), code=1))
    assert json.loads("\n".join(run("verify", str(path), "--format", "json", code=1)))["findings"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not a Word document"),
        (b"{", "neither a Word document nor JSON that can be read"),
        (b"[" * 100_000, "not a Word document"),
        (b"{}", "holds no brief made by briefgen"),
        (b'{"schema": "other/1"}', "holds no brief made by briefgen"),
        (b"PK\x03\x04 cut", "not a Word document"),
    ],
)
def test_what_is_no_brief_is_refused_in_one_line(tmp_path: Path, data: bytes, message: str):
    path = tmp_path / "brief.docx"
    path.write_bytes(data)
    result = CliRunner().invoke(main, ["verify", str(path)])
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_document_without_its_proof_says_so(made: Path):
    with zipfile.ZipFile(buffer := io.BytesIO(), "w") as archive:
        for name, content in parts(made.read_bytes()).items():
            if name != "customXml/item1.xml":
                archive.writestr(name, content)
    made.write_bytes(buffer.getvalue())
    result = CliRunner().invoke(main, ["verify", str(made)])
    assert result.exit_code == 2
    assert "no brief stands in this document" in result.stderr


def test_a_brief_that_libreoffice_saved_is_told_from_one_that_was_changed(made: Path, tmp_path: Path):
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    out = tmp_path / "again"
    profile = (tmp_path / "profile").as_uri()
    form = "docx:MS Word 2007 XML"
    call = [program, "--headless", f"-env:UserInstallation={profile}", "--convert-to", form, "--outdir", str(out), str(made)]
    subprocess.run(call, check=True, capture_output=True, timeout=120)
    result = CliRunner().invoke(main, ["verify", str(out / "brief.docx")])
    assert result.exit_code in (0, 2), result.output
    assert "its words are unchanged" in result.stdout or "no brief stands in this document" in result.stderr


def test_a_word_in_the_timeline_is_watched_and_a_program_that_makes_a_picture_of_it_is_no_fault(tmp_path: Path):
    from briefgen.proof import open_proof
    from briefgen.render.word import render_docx
    from tests.render.sample import ARTICLES, look, rich_brief

    path = tmp_path / "brief.docx"
    data = render_docx(rich_brief(), ARTICLES, look())
    document = parts(data)["word/document.xml"]
    day = ">14\u00a0May 2031<".encode()
    path.write_bytes(replace_part(data, "word/document.xml", document.replace(day, b">15 May 2031<", 1)))
    findings = open_proof(path).check(None).findings
    assert [finding.where for finding in findings if finding.severity == "fault"][:1] == ["in a picture or text box"]
    without = document[: document.index(b"<mc:Choice")] + document[document.index(b"</mc:Choice>") + 12 :]
    path.write_bytes(replace_part(data, "word/document.xml", without))
    rules = [finding.rule for finding in open_proof(path).check(None).findings]
    assert [rule for rule in rules if rule.startswith("document.")] == ["document.saved"]


@pytest.mark.parametrize("evidence", ["none", "footnotes", "comments"])
def test_the_sentences_stand_where_evidence_puts_them(made: Path, evidence: str):
    run("make", "--topic", "straits", "--evidence", evidence, "--out", "shown.docx")
    found = {name: content.decode() for name, content in parts(Path("shown.docx").read_bytes()).items() if name.startswith("word/")}
    sentence = "The straits talks resume on 16 May in Lisse, the foreign ministry said on Saturday."
    assert [name for name in ("footnotes", "comments") if f"“{sentence}” — Coast Post" in found.get(f"word/{name}.xml", "")] == [
        name for name in ("footnotes", "comments") if name == evidence
    ]
    assert run("verify", "shown.docx") == []


@pytest.mark.parametrize("way", ["variable", "configuration", "call before both"])
def test_where_sentences_stand_is_also_configured(made: Path, monkeypatch: pytest.MonkeyPatch, way: str):
    if way != "configuration":
        monkeypatch.setenv("BRIEFGEN_EVIDENCE", "footnotes" if way == "variable" else "comments")
    else:
        Path("briefgen.toml").write_text('[defaults]\nevidence = "footnotes"\n')
    call = ["--evidence", "footnotes"] if way == "call before both" else []
    run("make", "--topic", "straits", *call, "--out", "shown.docx")
    assert {"word/footnotes.xml", "word/comments.xml"} & set(parts(Path("shown.docx").read_bytes())) == {"word/footnotes.xml"}
