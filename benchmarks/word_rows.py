#!/usr/bin/env python3
"""CPU seconds and peak memory of long tables in Word: briefgen's template engine, docxtpl, and how the cost grows with the rows.

    python benchmarks/word_rows.py [--rows 10000] [--no-docxtpl] [--check]

Two tables of four cells a row: plain values, and rich ones (bold runs, no-break spaces, special characters, ``{% if %}`` in
cells, ``{{r }}``). Each figure is of a process of its own, for rendering and saving alone; memory is the whole process's.
``--check`` ends with 1 where a bar below is missed. docxtpl is a development dependency, asked for comparison only.
"""

from __future__ import annotations

import argparse
import io
import json
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import docx

PLAIN = ("{{ row.number }}", "{{ row.day }}", "{{ row.title }}", "{{ row.place }}")
BARS = {
    "seconds": 0.8,
    "megabytes": 160,
    "times faster": 4.0,
    "seconds of 12 MB": 8.0,
    "growth": 1.25,
}  # growth: of ten times the rows, by ten


@dataclass(frozen=True)
class Figure:
    """What one run cost."""

    seconds: float
    megabytes: int
    size: int


def make_template(kind: str, filler: int = 0) -> bytes:
    """A .docx with one table; ``filler`` paragraphs stand after it, to make the part large."""
    document = docx.Document()
    table = document.add_table(4, 4)
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, ("No.", "Day", "Event", "Place")):
        cell.paragraphs[0].add_run(text).bold = True
    table.cell(1, 0).text = "{%tr for row in rows %}"
    table.cell(3, 0).text = "{%tr endfor %}"
    for cell, text in zip(table.rows[2].cells, PLAIN):
        cell.text = text
    if kind == "rich":
        _enrich(table.rows[2].cells)
    document.save(buffer := io.BytesIO())
    return _lengthen(buffer.getvalue(), filler) if filler else buffer.getvalue()


def _lengthen(data: bytes, paragraphs: int) -> bytes:
    """``data`` with paragraphs of three runs at the end of its body, a field in every fiftieth."""
    added = b"".join(
        b'<w:p><w:r><w:t xml:space="preserve">Paragraph %d with ordinary words, </w:t></w:r>'
        b"<w:r><w:rPr><w:b/></w:rPr><w:t>some of them bold</w:t>"
        b"</w:r><w:r><w:t>, and %s.</w:t></w:r></w:p>" % (number, b"a field: {{ title }}" if number % 50 == 0 else b"an end")
        for number in range(paragraphs)
    )
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"<w:sectPr", added + b"<w:sectPr", 1) if name == "word/document.xml" else content)
    return buffer.getvalue()


def _enrich(cells: tuple[docx.table._Cell, ...]) -> None:
    """Formatted runs, a condition, a rich value."""
    cells[1].paragraphs[0].add_run("\u00a0({{ row.weekday }})").italic = True
    title = cells[2].paragraphs[0]
    title.runs[0].bold = True
    title.add_run(" {% if row.note %}– {{ row.note }} & more{% endif %}").italic = True
    cells[3].text = ""
    cells[3].paragraphs[0].add_run("{{r row.links }}")


def make_context(kind: str, rows: int, engine: str) -> dict[str, object]:
    """``rows`` rows, the same for both engines but for the type of the rich value."""
    made = []
    for number in range(rows):
        row: dict[str, object] = {
            "number": number,
            "day": f"{number % 28 + 1}\u00a0May\u00a02031",
            "weekday": "Monday",
            "place": "Port Ilse",
            "title": f'Talks on catch limits <{number}> & "quotas"',
            "note": "moved from 3\u00a0June" if number % 3 == 0 else "",
        }
        if kind == "rich":
            row["links"] = _rich(f"Port Ilse [{number % 40}]", engine)
        made.append(row)
    return {"rows": made, "title": "Ports & straits"}


def _rich(text: str, engine: str) -> object:
    if engine == "docxtpl":
        from docxtpl import RichText

        return RichText(text, bold=True)
    from briefgen.render.word import Rich, Run

    return Rich((Run(text, bold=True),))


def render(engine: str, template: bytes, context: dict[str, object]) -> Callable[[], bytes]:
    """The call that is measured: from the template's bytes to the document's."""
    if engine == "docxtpl":
        from docxtpl import DocxTemplate

        def with_docxtpl() -> bytes:
            document = DocxTemplate(io.BytesIO(template))
            document.render(context, autoescape=True)
            document.save(buffer := io.BytesIO())
            return buffer.getvalue()

        return with_docxtpl
    from briefgen.render.word import Template

    return lambda: Template(template).render(context)


def measure(engine: str, kind: str, rows: int, filler: int) -> Figure:
    """Measured in this process; everything is imported and made before the clock starts."""
    call = render(engine, make_template(kind, filler), make_context(kind, rows, engine))
    render(engine, make_template(kind), make_context(kind, 2, engine))()
    begin = time.process_time()
    data = call()
    seconds = time.process_time() - begin
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read("word/document.xml")
    if body.count(b"<w:tr>") + body.count(b"<w:tr ") != rows + 1:
        raise SystemExit(f"{engine}: {body.count(b'<w:tr')} rows instead of {rows + 1}")
    return Figure(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, len(body))


def measure_apart(engine: str, kind: str, rows: int, filler: int = 0, times: int = 3) -> Figure:
    """The least of ``times`` processes of their own."""
    call = [sys.executable, __file__, "--measure", json.dumps([engine, kind, rows, filler])]
    figures = [Figure(**json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)) for _ in range(times)]
    return min(figures, key=lambda figure: figure.seconds)


def main() -> int:
    """Print the table of figures; 1 where a bar is missed and ``--check`` asked for it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--no-docxtpl", action="store_true", help="leave the comparison out, which takes a minute")
    parser.add_argument("--check", action="store_true", help="fail where a bar is missed")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(vars(measure(*json.loads(options.measure)))))
        return 0
    missed = []
    for kind in ("plain", "rich"):
        ours = measure_apart("briefgen", kind, options.rows)
        _print(f"briefgen, {options.rows:,} {kind} rows", ours)
        large = measure_apart("briefgen", kind, options.rows * 10, times=1)
        growth = large.seconds / ours.seconds / 10
        _print(f"briefgen, {options.rows * 10:,} {kind} rows", large, f"{growth:.2f} of ten times")
        missed += _missed(kind, ours.seconds > BARS["seconds"], "seconds") + _missed(kind, ours.megabytes > BARS["megabytes"], "megabytes")
        missed += _missed(kind, growth > BARS["growth"], "growth")
        if not options.no_docxtpl:
            theirs = measure_apart("docxtpl", kind, options.rows, times=1)
            _print(f"docxtpl, {options.rows:,} {kind} rows", theirs, f"{theirs.seconds / ours.seconds:.1f} times briefgen's")
            missed += _missed(kind, theirs.seconds / ours.seconds < BARS["times faster"], "times faster")
    part = measure_apart("briefgen", "plain", 100, filler=64_000, times=1)
    _print("briefgen, a long document", part)
    missed += _missed("long document", part.seconds > BARS["seconds of 12 MB"], "seconds of 12 MB")
    for line in missed:
        print(line)
    return 1 if missed and options.check else 0


def _print(name: str, figure: Figure, more: str = "") -> None:
    print(f"{name:36} {figure.seconds:7.2f} s {figure.megabytes:6} MB   document.xml {figure.size / 1e6:6.1f} MB   {more}")


def _missed(kind: str, is_missed: bool, bar: str) -> list[str]:
    return [f"missed for {kind}: {bar} {BARS[bar]}"] if is_missed else []


if __name__ == "__main__":
    raise SystemExit(main())
