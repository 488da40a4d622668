"""The styles that the templates share. A template replaces one by giving another of the same id."""

from __future__ import annotations

from docs.templates.look import BLUE, GREY, INK, LINK, PALE, RULE, TINT, border, sheet, spaced, style, text

CHARACTER = "DefaultParagraphFont"
_MARGINS = (
    '<w:tblCellMar><w:top w:w="{top}" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="{top}" w:type="dxa"/><w:right w:w="{right}" w:type="dxa"/></w:tblCellMar>'
)
_PLAIN_TABLE = f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{_MARGINS.format(top=0, right=108)}</w:tblPr>'


def styles(*, width: int, size: float = 10, replaced: dict[str, str] | None = None) -> str:
    """styles.xml; ``width`` is the text's, in twips; ``replaced`` are a template's own styles by id."""
    return sheet({**_ground(), **_front(), **_body(), **_tables(), **_edges(width), **_marks(), **(replaced or {})}, size=size)


def paragraph_style(name: str, title: str, properties: str, *, following: str = "", priority: int = 10) -> str:
    """A style of paragraphs, based on Normal."""
    return style("paragraph", name, title, properties, following=following, priority=priority)


def brief_table(*, padding: int = 52) -> str:
    """The table's style: rules between the rows, a stronger one under the header; ``padding`` in twips, above and below."""
    head = f"<w:tcPr><w:tcBorders>{border('bottom', 8, BLUE, 0)}</w:tcBorders></w:tcPr>"
    properties = (
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{border("bottom", 4, RULE, 0)}{border("insideH", 4, RULE, 0)}'
        f'</w:tblBorders>{_MARGINS.format(top=padding, right=113)}</w:tblPr><w:tblStylePr w:type="firstRow">{head}</w:tblStylePr>'
    )
    return style("table", "BriefTable", "Brief Table", properties, based="TableNormal", priority=59)


def _ground() -> dict[str, str]:
    return {
        "Normal": style("paragraph", "Normal", "Normal", spaced(after=5, line=271) + text(size=10, colour=INK), based="", priority=0),
        CHARACTER: style("character", CHARACTER, "Default Paragraph Font", "", based="", priority=1),
        "TableNormal": style("table", "TableNormal", "Normal Table", _PLAIN_TABLE, based="", priority=99),
    }


def _front() -> dict[str, str]:
    """The title block, the headings, the bottom line."""
    bar = border("top", 4, TINT, 5) + border("left", 24, BLUE, 9) + border("bottom", 4, TINT, 5) + border("right", 4, TINT, 5)
    kicker = text(size=8.5, bold=True, colour=GREY, caps=True, spacing=24)
    return {
        "Kicker": paragraph_style("Kicker", "Kicker", spaced(after=4, line=240, keep=True) + kicker, following="Title"),
        "Title": paragraph_style(
            "Title", "Title", spaced(after=5, line=240, keep=True, whole=True) + text(size=19, bold=True, colour=BLUE), following="Subtitle"
        ),
        "Subtitle": paragraph_style(
            "Subtitle", "Subtitle", spaced(after=10, line=252, borders=border("bottom", 18, BLUE, 7)) + text(size=9.5, colour=GREY)
        ),
        "Heading1": paragraph_style(
            "Heading1",
            "heading 1",
            spaced(before=13, after=5, line=240, keep=True, whole=True, borders=border("bottom", 4, RULE, 3), level=0)
            + text(size=13.5, bold=True, colour=BLUE),
            following="Normal",
            priority=9,
        ),
        "Heading2": paragraph_style(
            "Heading2",
            "heading 2",
            spaced(before=9, after=3, line=240, keep=True, whole=True, level=1) + text(size=10.5, bold=True, colour=INK),
            following="Normal",
            priority=9,
        ),
        "BottomLine": paragraph_style(
            "BottomLine",
            "Bottom Line",
            spaced(after=4, line=276, whole=True, borders=bar, ground=TINT, indent='w:left="227" w:right="113"') + text(size=10.5),
        ),
    }


def _body() -> dict[str, str]:
    """Lists, voices and quotes, captions, sources."""
    hanging = '<w:tab w:val="left" w:pos="454"/>'
    source = spaced(after=2, line=245, whole=True, tabs=hanging, indent='w:left="454" w:hanging="454"') + text(size=8)
    return {
        "ListBullet": paragraph_style(
            "ListBullet",
            "List Bullet",
            spaced(after=3, line=264, numbered=True, indent='w:left="284" w:hanging="284"') + text(size=9.5),
            priority=36,
        ),
        "Voice": paragraph_style(
            "Voice",
            "Voice",
            spaced(after=4, line=259, whole=True, borders=border("left", 12, PALE, 8), indent='w:left="454"') + text(size=9),
        ),
        "Quote": paragraph_style(
            "Quote",
            "Quote",
            spaced(after=7, line=264, whole=True, borders=border("left", 18, PALE, 9), indent='w:left="227"') + text(size=9.5),
            priority=29,
        ),
        "Caption": paragraph_style(
            "Caption", "caption", spaced(before=3, after=4, line=240, keep=True, whole=True) + text(size=8, colour=GREY), priority=35
        ),
        "PictureLine": paragraph_style("PictureLine", "Picture line", spaced(before=2, line=240, keep=True)),
        "Logo": paragraph_style("Logo", "Logo", spaced(after=8, line=240, keep=True)),
        "Source": paragraph_style("Source", "Source", source),
        "BareSources": paragraph_style("BareSources", "Bare Sources", spaced(before=2, after=2.5, line=247) + text(size=8)),
        "LastSource": style("paragraph", "LastSource", "Last Source", "<w:pPr><w:keepNext/></w:pPr>", based="Source"),
        "Method": paragraph_style(
            "Method",
            "Method",
            spaced(before=10, line=240, whole=True, borders=border("top", 4, RULE, 5)) + text(size=8, colour=GREY),
        ),
        "FootnoteText": paragraph_style("FootnoteText", "footnote text", spaced(after=2, line=240) + text(size=8), priority=99),
        "CommentText": paragraph_style("CommentText", "annotation text", spaced(after=2, line=240) + text(size=9), priority=99),
    }


def _tables() -> dict[str, str]:
    after = '<w:pPr><w:spacing w:before="0" w:after="0" w:line="40" w:lineRule="exact"/></w:pPr>' + text(size=1)
    head = spaced(line=240, keep=True) + text(size=8.5, bold=True, colour=BLUE)
    return {
        "TableText": paragraph_style("TableText", "Table Text", spaced(line=252) + text(size=9)),
        "TableNote": paragraph_style("TableNote", "Table Note", spaced(line=245) + text(size=8, colour=GREY)),
        "TableHead": paragraph_style("TableHead", "Table Head", head),
        "AfterTable": paragraph_style("AfterTable", "After Table", after),
        "BriefTable": brief_table(),
    }


def _edges(width: int) -> dict[str, str]:
    """Headers and footers, whose second half stands at the right edge of the text."""
    right = f'<w:tab w:val="right" w:pos="{width}"/>'
    line = border("bottom", 4, RULE, 3)
    return {
        "Header": paragraph_style(
            "Header", "header", spaced(after=8, line=240, tabs=right, borders=line) + text(size=8, colour=GREY), priority=99
        ),
        "Footer": paragraph_style("Footer", "footer", spaced(line=240, tabs=right) + text(size=8, colour=GREY), priority=99),
        "Marking": paragraph_style(
            "Marking",
            "Marking",
            spaced(before=2, after=2, line=240, align="center") + text(size=9, bold=True, colour=INK, caps=True, spacing=20),
        ),
    }


def _marks() -> dict[str, str]:
    """The styles of runs."""
    table = {
        "SourceLink": ("Source Link", text(size=8, colour=LINK), 11),
        "Hyperlink": ("Hyperlink", f'<w:rPr><w:color w:val="{LINK}"/><w:u w:val="single"/></w:rPr>', 99),
        "Strong": ("Strong", text(bold=True), 22),
        "Attribution": ("Attribution", text(size=9, colour=GREY), 11),
        "AttributionName": ("Attribution Name", text(size=9, bold=True, colour=GREY), 11),
        "Muted": ("Muted", text(colour=GREY), 11),
        "FootnoteReference": ("footnote reference", text(raised=True), 99),
        "CommentReference": ("annotation reference", text(size=8), 99),
    }
    return {
        name: style("character", name, title, properties, based=CHARACTER, priority=priority)
        for name, (title, properties, priority) in table.items()
    }
