"""Names for the paragraphs of a part, as a person would count them in Word."""

from __future__ import annotations

from lxml import etree

from briefgen.render.word.engine.names import W

_HEADINGS = ("heading", "title")


class Places:
    """``table 2 (Itinerary), row 1, cell 3``, or ``paragraph 7`` of those outside tables. A row's number is its own table's."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._paragraphs: dict[etree._Element, int] | None = None
        self._tables: dict[etree._Element, int] | None = None
        self._children: dict[etree._Element, dict[etree._Element, int]] = {}

    def of(self, paragraph: etree._Element) -> str:
        """The place of a paragraph."""
        cell = next(paragraph.iterancestors(f"{W}tc"), None)
        row = next(paragraph.iterancestors(f"{W}tr"), None)
        table = next(paragraph.iterancestors(f"{W}tbl"), None)
        if cell is None or row is None or table is None:
            if self._paragraphs is None:
                loose = (element for element in self._root.iter(f"{W}p") if next(element.iterancestors(f"{W}tc"), None) is None)
                self._paragraphs = {element: number for number, element in enumerate(loose, 1)}
            return f"paragraph {self._paragraphs.get(paragraph, 0)}"
        return f"{self.of_table(table)}, row {self._nth(row)}, cell {self._nth(cell)}"

    def of_table(self, table: etree._Element) -> str:
        """``table 2 (Itinerary)``: its number, its caption or the heading above it."""
        if self._tables is None:
            self._tables = {element: number for number, element in enumerate(self._root.iter(f"{W}tbl"), 1)}
        name = _name_table(table)
        return f"table {self._tables.get(table, 0)}" + (f" ({name})" if name else "")

    def _nth(self, element: etree._Element) -> int:
        parent = element.getparent()
        if parent is None:
            return 1
        if parent not in self._children:
            counts: dict[object, int] = {}
            numbers: dict[etree._Element, int] = {}
            for child in parent:
                counts[child.tag] = counts.get(child.tag, 0) + 1
                numbers[child] = counts[child.tag]
            self._children[parent] = numbers
        return self._children[parent].get(element, 1)


def _name_table(table: etree._Element) -> str:
    """The caption that Word keeps for a table, else the text of the heading nearest above it; empty without either."""
    caption = table.find(f"{W}tblPr/{W}tblCaption")
    if caption is not None and caption.get(f"{W}val"):
        return str(caption.get(f"{W}val"))[:40]
    for element in table.itersiblings(f"{W}p", preceding=True):
        style = element.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val", "").lower().startswith(_HEADINGS):
            return "".join(text.text or "" for text in element.iter(f"{W}t")).strip()[:40]
    return ""
