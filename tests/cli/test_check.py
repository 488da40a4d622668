"""``briefgen check`` and ``template copy``: templates of one's own, before they are used."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from docx.document import Document
from docx.oxml.ns import qn

from briefgen.cli import main
from briefgen.render.word.check import check_template
from briefgen.render.word.engine.package import Package
from tests.render.word.build import make, make_paragraphs, parts, replace_part
from tests.render.word.engine.test_picture import make_png


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def rules(fill: Callable[[Document], object]) -> set[str]:
    """The rules of the faults of a template that is otherwise in order."""

    def whole(document: Document) -> None:
        document.core_properties.title = "{{ title }}"
        document.add_heading("First", 1)
        fill(document)

    return {fault.rule for fault in check_template(make(whole))}


def mark_header(table: docx.table.Table) -> docx.table.Table:
    row = table.rows[0]._tr
    row.get_or_add_trPr().append(row.makeelement(qn("w:tblHeader"), {}))
    return table


@pytest.mark.parametrize(
    ("fill", "rule"),
    [
        (lambda d: d.add_heading("Third", 3), "accessibility.headings"),
        (lambda d: d.add_table(2, 2), "accessibility.header_row"),
        (lambda d: mark_header(d.add_table(2, 2)).cell(0, 0).merge(d.tables[0].cell(0, 1)), "accessibility.merged_cells"),
        (lambda d: mark_header(d.add_table(2, 2)).cell(1, 1).add_table(1, 1), "accessibility.nested_table"),
        (lambda d: setattr(d.core_properties, "title", ""), "accessibility.title"),
        (lambda d: d.add_paragraph("{{ titel }}"), "field.unknown"),
        (lambda d: d.add_paragraph("{{ title"), "tag.unclosed"),
        (lambda d: d.add_paragraph("{% if title %}a{% endfi %}"), "tag.unknown"),
    ],
)
def test_each_kind_of_fault_is_found(fill: Callable[[Document], object], rule: str):
    assert rule in rules(fill)


def test_a_template_in_order_has_no_fault():
    assert rules(lambda document: mark_header(document.add_table(2, 2))) == set()


def test_a_picture_without_words_is_a_barrier_and_one_with_words_is_none(tmp_path: Path):
    picture = tmp_path / "seal.png"
    picture.write_bytes(make_png())

    def add(words: str) -> Callable[[Document], object]:
        def fill(document: Document) -> None:
            shape = document.add_picture(str(picture))
            shape._inline.docPr.set("descr", words)

        return fill

    assert rules(add("")) == {"accessibility.alternative_text"}
    assert rules(add("The seal")) == set()


@pytest.mark.parametrize(
    ("name", "old", "new", "rule"),
    [
        ("word/document.xml", b"<w:body>", b'<w:body><w:bookmarkStart w:id="1" w:name="a"/>', "repair.bookmark"),
        ("word/document.xml", b"<w:body>", b"<w:body><w:tbl><w:tblPr/><w:tr><w:tc/></w:tr></w:tbl>", "repair.table"),
        ("word/document.xml", b"<w:body>", b'<w:body><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>', "repair.field"),
        ("word/document.xml", b"<w:body>", b'<w:body><w:p><w:r><w:footnoteReference w:id="4"/></w:r></w:p>', "repair.reference"),
        ("word/document.xml", b"<w:body>", b'<w:body><w:p><w:hyperlink r:id="rId99"/></w:p>', "repair.reference"),
        ("[Content_Types].xml", b"<Override ", b'<Override PartName="/word/no.xml" ContentType="a/b"/><Override ', "repair.content_type"),
        ("word/_rels/document.xml.rels", b"styles.xml", b"gone.xml", "repair.relationship"),
    ],
)
def test_what_word_would_repair_is_an_error(name: str, old: bytes, new: bytes, rule: str):
    data = make_paragraphs("x")
    broken = replace_part(data, name, parts(data)[name].replace(old, new, 1))
    assert rule not in {fault.rule for fault in check_template(data)}
    assert ("error", rule) in {(fault.severity, fault.rule) for fault in check_template(broken)}


@pytest.mark.parametrize("name", ["weekly", "memo", "visit"])
def test_the_built_in_templates_have_no_fault(name: str):
    result = call("check", name)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"briefgen: {name}: no faults\n"


def test_errors_end_with_1_and_come_first(tmp_path: Path):
    path = tmp_path / "my.docx"
    path.write_bytes(make_paragraphs("{{ titel }}", "{{ organization }}"))
    result = call("check", str(path))
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0] == f"{path}: error: word/document.xml, paragraph 1, tag {{{{ titel }}}}: unknown field `titel`; did you mean `title`?"
    assert [line.split(": ")[1] for line in lines] == sorted(line.split(": ")[1] for line in lines)
    assert result.stderr == f"briefgen: {path}: 2 errors, 2 warnings\n"


def test_json_gives_each_fault_as_an_object(tmp_path: Path):
    path = tmp_path / "my.docx"
    path.write_bytes(make_paragraphs("{{ titel }}"))
    (found,) = json.loads(call("check", str(path), "--format", "json", "--quiet").stdout)
    assert found["faults"][0] == {
        "rule": "field.unknown", "part": "word/document.xml", "place": "paragraph 1", "tag": "{{ titel }}",
        "problem": "unknown field `titel`", "hint": "did you mean `title`?", "severity": "error",
    }  # fmt: skip


def test_the_fields_are_listed_with_meaning_and_example():
    lines = call("check", "--context").stdout.splitlines()
    assert any(line.startswith("title (text): ") for line in lines)
    assert any(line.startswith("    place (text): ") for line in lines)
    fields = json.loads(call("check", "--context", "--format", "json").stdout)
    assert {"name", "kind", "meaning", "example"} <= set(fields[0])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check"], "nothing to check: give a template"),
        (["check", "wekly"], 'unknown template "wekly"; known are memo, visit, weekly'),
        (["check", "gone.docx"], "gone.docx: there is no such template file"),
        (["check", "."], ".: is no Word template: give a .docx or .dotx file"),
        (["template", "copy", "wekly", "a.docx"], 'unknown template "wekly"'),
        (["template", "copy", "weekly", "a.txt"], "a.txt: a Word template ends in .docx"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    result = call(*arguments)
    assert result.exit_code in (1, 2)
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_make_refuses_a_faulty_template_before_it_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("my.docx").write_bytes(make_paragraphs("{{ titel }}", "{{ organization }}"))
    result = call("make", "nowhere", "--topic", "x", "--template", "my.docx")
    assert result.exit_code == 1
    assert result.stderr == (
        "briefgen: my.docx: word/document.xml, paragraph 1, tag {{ titel }}: unknown field `titel`; did you mean `title`? "
        "(and 1 more; briefgen check my.docx lists all)\n"
    )


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("zero.docx", b"", "zero.docx: the template is not a Word document (.docx)"),
        ("junk.docx", b"PK\x03\x04 junk", "junk.docx: the template is not a Word document (.docx)"),
        ("macro.docm", make_paragraphs("x"), "macro.docm: a .docm file may run macros; save it in Word as Word Document (.docx)"),
    ],
)
def test_a_file_that_is_no_template_is_named(name: str, data: bytes, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(data)
    result = call("make", "nowhere", "--topic", "x", "--template", name)
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert call("check", name).exit_code in (1, 2)


def test_a_copy_is_a_template_that_can_be_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    result = call("template", "copy", "weekly", "my.docx")
    assert (result.exit_code, result.stdout) == (0, "my.docx\n")
    assert Package.open(Path("my.docx").read_bytes()).main_part() == "word/document.xml"
    assert call("check", "my.docx").exit_code == 0
    again = call("template", "copy", "memo", "my.docx")
    assert again.exit_code == 1
    assert again.stderr == "briefgen: my.docx exists already; give another name, or --force to replace it\n"
    assert call("template", "copy", "memo", "my.docx", "--force").exit_code == 0
    Path("here").mkdir()
    assert call("template", "copy", "visit", "here").stdout.strip() == str(Path("here/visit.docx"))
