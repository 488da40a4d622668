"""Names of the XML that Word files are made of."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def is_marker(node: etree._Element) -> bool:
    """Whether a node of a tree is a processing instruction; lxml gives those a function as their tag."""
    return not isinstance(node.tag, str) and node.tag is etree.ProcessingInstruction
