"""What would keep somebody who listens to the document, or enlarges it, from reading it.

The rules are those of PDF/UA (ISO 14289) and of Word's own checker as far as a template decides them.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from briefgen.render.word.engine.contents import heading_levels
from briefgen.render.word.engine.faults import Fault
from briefgen.render.word.engine.names import WP, W
from briefgen.render.word.engine.package import REL_CORE, REL_OFFICE, Package
from briefgen.render.word.engine.places import Places

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_OFF = ("0", "false", "off")


def find_barriers(package: Package) -> list[Fault]:
    """A warning for each barrier in ``package``."""
    main = package.main_part() or ""
    root = package.read(main)
    return [
        *_check_headings(root, main, heading_levels(package)),
        *_check_tables(root, main),
        *(fault for part, tree in _texts(package, main, root) for fault in _check_pictures(tree, part)),
        *_check_properties(package, main),
    ]


def _warn(rule: str, part: str, place: str, problem: str, hint: str) -> Fault:
    return Fault(f"accessibility.{rule}", part, place, "", problem, hint, "warning")


def _texts(package: Package, main: str, root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The body, its headers and footers."""
    yield main, root
    for name in package.parts:
        kind = package.content_type(name)
        if kind.endswith((".header+xml", ".footer+xml")):
            yield name, package.read(name)


def _check_headings(root: etree._Element, part: str, levels: dict[str, int]) -> Iterator[Fault]:
    """Headings begin at the first level and leave none out on the way down."""
    places, before = Places(root), 0
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        level = levels.get(style.get(f"{W}val", "")) if style is not None else None
        if level is None:
            continue
        if level > before + 1:
            problem = f"a heading of level {level} follows {f'one of level {before}' if before else 'no other'}"
            hint = f"make it Heading {before + 1}, or put one of that level before it"
            yield _warn("headings", part, places.of(paragraph), problem, hint)
        before = level
    if not before:
        yield _warn("headings", part, "", "the document has no headings", "give its sections the styles Heading 1 and Heading 2")


def _check_tables(root: etree._Element, part: str) -> Iterator[Fault]:
    """Tables have a header row, no merged cells, and none inside another."""
    places = Places(root)
    for table in root.iter(f"{W}tbl"):
        place = places.of_table(table)
        first = table.find(f"{W}tr")
        header = None if first is None else first.find(f"{W}trPr/{W}tblHeader")
        if len(table.findall(f"{W}tr")) > 1 and (header is None or header.get(f"{W}val") in _OFF):
            hint = "mark its first row: Layout > Repeat Header Rows"
            yield _warn("header_row", part, place, "no row is marked as its header", hint)
        own = [cell for row in table.findall(f"{W}tr") for cell in row.findall(f"{W}tc")]
        if any(cell.find(f"{W}tcPr/{W}gridSpan") is not None or cell.find(f"{W}tcPr/{W}vMerge") is not None for cell in own):
            yield _warn("merged_cells", part, place, "it has merged cells", "split them: who listens to the table loses count of columns")
        if next(table.iterancestors(f"{W}tbl"), None) is not None:
            yield _warn("nested_table", part, place, "it stands inside another table", "put it below the other, or use paragraphs")


def _check_pictures(root: etree._Element, part: str) -> Iterator[Fault]:
    """Pictures say in words what they show, unless they are marked as decoration."""
    for number, picture in enumerate(root.iter(f"{WP}docPr"), 1):
        decorative = any(mark.get("val") in ("1", "true") for mark in picture.iter(_DECORATIVE))
        if not decorative and not (picture.get("descr") or "").strip():
            name = picture.get("name") or "unnamed"
            yield _warn("alternative_text", part, f"picture {number} ({name})", "it has no alternative text",
                        "write it under Picture Format > Alt Text, or mark the picture as decorative")  # fmt: skip


def _check_properties(package: Package, main: str) -> Iterator[Fault]:
    """The document has a title and a language."""
    core = package.related("", REL_CORE)
    title = package.read(core).find(_TITLE) if core else None
    if title is None or not (title.text or "").strip():
        yield _warn("title", core or "docProps/core.xml", "", "the document has no title", "write one under File > Info, or {{ title }}")
    styles = package.related(main, f"{REL_OFFICE}/styles")
    language = package.read(styles).find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang") if styles else None
    if language is None or not language.get(f"{W}val"):
        hint = "set it for the whole text: Review > Language > Set as Default"
        yield _warn("language", styles or "word/styles.xml", "", "the styles name no language", hint)
