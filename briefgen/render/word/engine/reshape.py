"""What can only be put right in the tree of a filled part: paragraphs cut in two, grids of tables, tables of contents."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

from briefgen.render.word.engine.contents import fill_contents, has_contents
from briefgen.render.word.engine.environment import BREAK
from briefgen.render.word.engine.names import W

if TYPE_CHECKING:
    from briefgen.render.word.engine.marking import Needs
    from briefgen.render.word.engine.resources import Assembly

_BREAK_MARK = f"<?{BREAK}?>"
_MIN_COLUMN = 200  # twips; 3.5 mm


def wants_reshaping(xml: str, needs: Needs) -> bool:
    """Whether a filled part has anything that :func:`reshape` puts right."""
    return needs.columns or _BREAK_MARK in xml or has_contents(xml)


def reshape(xml: str, needs: Needs, assembly: Assembly) -> str:
    """``xml`` with its paragraphs cut, the grids of its tables as wide as their rows, its tables of contents filled."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(xml.encode("utf-8", "replace"), parser)
    marks: list[Any] = list(root.iter(etree.ProcessingInstruction))
    for mark in [node for node in marks if node.target == BREAK]:
        _cut_paragraph(mark)
    if needs.columns:
        for table in root.iter(f"{W}tbl"):
            _fit_grid(table)
    if has_contents(xml):
        fill_contents(root, assembly)
    return etree.tostring(root, encoding="unicode")


def _cut_paragraph(mark: etree._Element) -> None:
    """Cut the paragraph around ``mark`` in two there; both keep its properties and those of the runs on the way."""
    paragraph = next(mark.iterancestors(f"{W}p"), None)
    node: etree._Element = mark
    after: etree._Element | None = None
    while paragraph is not None and node is not paragraph:
        parent = node.getparent()
        if parent is None:
            return
        half = etree.Element(parent.tag, {str(key): str(value) for key, value in parent.attrib.items()}, nsmap=cast("Any", parent.nsmap))
        properties = next((child for child in parent if isinstance(child.tag, str) and child.tag in (f"{W}pPr", f"{W}rPr")), None)
        if properties is not None:
            half.append(deepcopy(properties))
            for section in half.findall(f"{W}pPr/{W}sectPr"):
                section.getparent().remove(section)  # type: ignore[union-attr]
        if after is not None:
            half.append(after)
        half.extend(list(node.itersiblings()))
        if node is mark:
            parent.remove(mark)
        node, after = parent, half
    if paragraph is not None and after is not None:
        _move_section(paragraph, after)
        paragraph.addnext(after)


def _move_section(first: etree._Element, second: etree._Element) -> None:
    """The end of a section stands in the last half."""
    section, properties = first.find(f"{W}pPr/{W}sectPr"), second.find(f"{W}pPr")
    if section is not None and properties is not None:
        properties.append(section)


def _fit_grid(table: etree._Element) -> None:
    """As many columns in the grid of ``table`` as its widest row has, sharing the width that it had; its cells as wide as theirs."""
    grid = table.find(f"{W}tblGrid")
    rows = table.findall(f"{W}tr")
    if grid is None or not rows:
        return
    columns = max(sum(_span(cell) for cell in row.findall(f"{W}tc")) for row in rows)
    widths = [int(column.get(f"{W}w", "0") or 0) for column in grid.findall(f"{W}gridCol")]
    if columns == len(widths) or not columns or not sum(widths):
        return
    each = max(_MIN_COLUMN, sum(widths) // columns)
    for column in grid.findall(f"{W}gridCol"):
        grid.remove(column)
    for _ in range(columns):
        etree.SubElement(grid, f"{W}gridCol", {f"{W}w": str(each)})
    for cell in (cell for row in rows for cell in row.findall(f"{W}tc")):
        width = cell.find(f"{W}tcPr/{W}tcW")
        if width is not None and width.get(f"{W}type") == "dxa":
            width.set(f"{W}w", str(each * _span(cell)))


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return int(span.get(f"{W}val", "1")) if span is not None else 1


