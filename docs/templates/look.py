"""The styles that the templates share: one typeface, one blue, light rules. Every text colour has 4.5:1 on its ground or more."""

from __future__ import annotations

from docs.templates.parts import DECLARATION, W_NS

INK, BLUE, GREY, LINK = "1B2733", "1F3F66", "55606B", "1F5A96"  # on white: 15:1, 10.6:1, 6.5:1, 7:1
RULE, TINT, PALE = "C9D3DE", "F1F5F9", "9DB4CC"  # lines and grounds, never text


def _style(kind: str, name: str, title: str, properties: str, *, based: str = "Normal", following: str = "", priority: int = 10) -> str:
    base = f'<w:basedOn w:val="{based}"/>' if based and based != name else ""
    after = f'<w:next w:val="{following}"/>' if following else ""
    default = ' w:default="1"' if name in ("Normal", "DefaultParagraphFont", "TableNormal") else ""
    custom = "" if title[0].islower() or title in _BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="{kind}"{default}{custom} w:styleId="{name}"><w:name w:val="{title}"/>{base}{after}'
        f'<w:uiPriority w:val="{priority}"/><w:qFormat/>{properties}</w:style>'
    )


_BUILT_IN = ("Normal", "Title", "Subtitle", "Quote", "Hyperlink", "Strong", "List Bullet", "Default Paragraph Font", "Normal Table")


def _text(*, size: float = 0, bold: bool = False, italic: bool = False, colour: str = "", caps: bool = False, spacing: int = 0) -> str:
    """Run properties in the schema's order; ``size`` in points, ``spacing`` in twentieths of a point."""
    return (
        "<w:rPr>"
        + "".join(
            (
                "<w:b/>" if bold else "",
                "<w:i/>" if italic else "",
                "<w:caps/>" if caps else "",
                f'<w:color w:val="{colour}"/>' if colour else "",
                f'<w:spacing w:val="{spacing}"/>' if spacing else "",
                f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else "",
            )
        )
        + "</w:rPr>"
    )


def _block(
    *,
    before: float = 0,
    after: float = 0,
    line: int = 0,
    keep: bool = False,
    whole: bool = False,
    borders: str = "",
    ground: str = "",
    tabs: str = "",
    indent: str = "",
    level: int | None = None,
    numbered: bool = False,
    align: str = "",
) -> str:
    """Paragraph properties in the schema's order; spaces in points, ``line`` in 240ths of a line."""
    return (
        "<w:pPr>"
        + "".join(
            (
                "<w:keepNext/>" if keep else "",
                "<w:keepLines/>" if whole else "",
                '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if numbered else "",
                f"<w:pBdr>{borders}</w:pBdr>" if borders else "",
                f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>' if ground else "",
                f"<w:tabs>{tabs}</w:tabs>" if tabs else "",
                f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"'
                + (f' w:line="{line}" w:lineRule="auto"' if line else "")
                + "/>",
                f"<w:ind {indent}/>" if indent else "",
                f'<w:jc w:val="{align}"/>' if align else "",
                f'<w:outlineLvl w:val="{level}"/>' if level is not None else "",
            )
        )
        + "</w:pPr>"
    )


def _border(side: str, eighths: int, colour: str, space: int = 4) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>'


def styles(*, width: int) -> str:
    """styles.xml; ``width`` is the text's, in twips."""
    right = f'<w:tab w:val="right" w:pos="{width}"/>'
    bar = 'w:left="227"'
    entries = [
        _style("paragraph", "Normal", "Normal", _block(after=5, line=271) + _text(size=10, colour=INK), based="", priority=0),
        _style("character", "DefaultParagraphFont", "Default Paragraph Font", "", based="", priority=1),
        _style("table", "TableNormal", "Normal Table", _PLAIN_TABLE, based="", priority=99),
        _style(
            "paragraph",
            "Organisation",
            "Organisation",
            _block(after=4, keep=True) + _text(size=8.5, bold=True, colour=GREY, caps=True, spacing=24),
        ),
        _style(
            "paragraph",
            "Title",
            "Title",
            _block(after=5, line=240, keep=True, whole=True) + _text(size=23, bold=True, colour=BLUE),
            following="Subtitle",
        ),
        _style(
            "paragraph",
            "Subtitle",
            "Subtitle",
            _block(after=10, line=252, borders=_border("bottom", 18, BLUE, 7)) + _text(size=9.5, colour=GREY),
        ),
        _style(
            "paragraph",
            "Heading1",
            "heading 1",
            _block(before=14, after=5, line=240, keep=True, whole=True, borders=_border("bottom", 4, RULE, 3), level=0)
            + _text(size=13.5, bold=True, colour=BLUE),
            following="Normal",
            priority=9,
        ),
        _style(
            "paragraph",
            "Heading2",
            "heading 2",
            _block(before=10, after=3, line=240, keep=True, whole=True, level=1) + _text(size=10.5, bold=True, colour=INK),
            following="Normal",
            priority=9,
        ),
        _style(
            "paragraph",
            "BottomLine",
            "Bottom Line",
            _block(
                before=0,
                after=4,
                line=276,
                whole=True,
                borders=_border("top", 4, TINT, 5) + _border("left", 24, BLUE, 9) + _border("bottom", 4, TINT, 5),
                ground=TINT,
                indent='w:left="227" w:right="113"',
            )
            + _text(size=10.5),
        ),
        _style("paragraph", "ListBullet", "List Bullet", _block(after=3, numbered=True, indent='w:left="284" w:hanging="284"')),
        _style(
            "paragraph",
            "Voice",
            "Voice",
            _block(before=0, after=4, whole=True, borders=_border("left", 12, PALE, 8), indent='w:left="454"') + _text(size=9.5),
        ),
        _style(
            "paragraph",
            "Quote",
            "Quote",
            _block(after=9, indent=bar, borders=_border("left", 18, PALE, 9)) + _text(size=10.5),
            priority=29,
        ),
        _style("paragraph", "Caption", "caption", _block(before=5, after=4, line=240, keep=True) + _text(size=8, colour=GREY), priority=35),
        _style("paragraph", "Figure", "Figure", _block(before=2, after=0, line=240, keep=True)),
        _style("paragraph", "TableText", "Table Text", _block(line=252) + _text(size=9)),
        _style("paragraph", "TableNote", "Table Note", _block(line=245) + _text(size=8, colour=GREY)),
        _style("paragraph", "TableHead", "Table Head", _block(line=240, keep=True) + _text(size=8.5, bold=True, colour=BLUE)),
        _style(
            "paragraph",
            "AfterTable",
            "After Table",
            '<w:pPr><w:spacing w:before="0" w:after="0" w:line="40" w:lineRule="exact"/></w:pPr>' + _text(size=1),
        ),
        _style(
            "paragraph",
            "Source",
            "Source",
            _block(after=3, line=252, whole=True, tabs='<w:tab w:val="left" w:pos="454"/>', indent='w:left="454" w:hanging="454"')
            + _text(size=9),
        ),
        _style("paragraph", "LastSource", "Last Source", "<w:pPr><w:keepNext/></w:pPr>", based="Source"),
        _style(
            "paragraph",
            "Method",
            "Method",
            _block(before=12, line=240, whole=True, borders=_border("top", 4, RULE, 5)) + _text(size=8, colour=GREY),
        ),
        _style(
            "paragraph",
            "Header",
            "header",
            _block(after=8, line=240, tabs=right, borders=_border("bottom", 4, RULE, 3)) + _text(size=8, colour=GREY),
            priority=99,
        ),
        _style("paragraph", "Footer", "footer", _block(after=0, line=240, tabs=right) + _text(size=8, colour=GREY), priority=99),
        _style(
            "paragraph",
            "Marking",
            "Marking",
            _block(before=2, after=2, line=240, align="center") + _text(size=9, bold=True, colour=INK, caps=True, spacing=20),
        ),
        _style("character", "SourceLink", "Source Link", _text(size=8, colour=LINK), based="DefaultParagraphFont"),
        _style(
            "character",
            "Hyperlink",
            "Hyperlink",
            f'<w:rPr><w:color w:val="{LINK}"/><w:u w:val="single"/></w:rPr>',
            based="DefaultParagraphFont",
            priority=99,
        ),
        _style("character", "Strong", "Strong", "<w:rPr><w:b/></w:rPr>", based="DefaultParagraphFont", priority=22),
        _style("character", "Attribution", "Attribution", _text(size=9, colour=GREY), based="DefaultParagraphFont"),
        _style("character", "AttributionName", "Attribution Name", _text(size=9, bold=True, colour=GREY), based="DefaultParagraphFont"),
        _style("character", "Muted", "Muted", _text(colour=GREY), based="DefaultParagraphFont"),
        _style("table", "BriefTable", "Brief Table", _BRIEF_TABLE, based="TableNormal", priority=59),
    ]
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="20"/><w:szCs w:val="20"/>'
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr>'
        "</w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>"
    )
    return f"{DECLARATION}<w:styles {W_NS}>{defaults}{''.join(entries)}</w:styles>"


_MARGINS = (
    '<w:tblCellMar><w:top w:w="{top}" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="{top}" w:type="dxa"/><w:right w:w="{right}" w:type="dxa"/></w:tblCellMar>'
)
_PLAIN_TABLE = f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{_MARGINS.format(top=0, right=108)}</w:tblPr>'
_BRIEF_TABLE = (
    f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{_border("bottom", 4, RULE, 0)}{_border("insideH", 4, RULE, 0)}</w:tblBorders>'
    f"{_MARGINS.format(top=68, right=113)}</w:tblPr>"
    f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{_border("bottom", 8, BLUE, 0)}</w:tcBorders></w:tcPr></w:tblStylePr>'
)
