"""What a style is made of, and the colours: one blue, light rules. Every text colour has 4.5:1 on its ground or more.

Arial everywhere: every Word has it, and LibreOffice has one of the same widths (Liberation Sans).
"""

from __future__ import annotations

from docs.templates.parts import DECLARATION, W_NS

INK, BLUE, GREY, LINK = "1B2733", "1F3F66", "55606B", "1F5A96"  # on white: 15:1, 10.6:1, 6.5:1, 7:1
RULE, TINT, PALE = "C9D3DE", "F1F5F9", "9DB4CC"  # lines and grounds, never text
FONT = "Arial"

_BUILT_IN = (
    "Normal", "Title", "Subtitle", "Quote", "Hyperlink", "Strong", "List Bullet", "Default Paragraph Font", "Normal Table",
    "Placeholder Text", "TOC Heading",
)  # fmt: skip


def style(kind: str, name: str, title: str, properties: str, *, based: str = "Normal", following: str = "", priority: int = 10) -> str:
    """A style; ``name`` is its id, ``title`` what Word calls it, in small letters where it is one of Word's own."""
    base = f'<w:basedOn w:val="{based}"/>' if based and based != name else ""
    after = f'<w:next w:val="{following}"/>' if following else ""
    default = ' w:default="1"' if name in ("Normal", "DefaultParagraphFont", "TableNormal") else ""
    custom = "" if title[0].islower() or title in _BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="{kind}"{default}{custom} w:styleId="{name}"><w:name w:val="{title}"/>{base}{after}'
        f'<w:uiPriority w:val="{priority}"/><w:qFormat/>{properties}</w:style>'
    )


def text(
    *,
    size: float = 0,
    bold: bool = False,
    italic: bool = False,
    colour: str = "",
    caps: bool = False,
    spacing: int = 0,
    raised: bool = False,
) -> str:
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
                '<w:vertAlign w:val="superscript"/>' if raised else "",
            )
        )
        + "</w:rPr>"
    )


def spaced(
    *,
    before: float = 0,
    after: float = 0,
    line: int = 0,
    keep: bool = False,
    whole: bool = False,
    new_page: bool = False,
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
                "<w:pageBreakBefore/>" if new_page else "",
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


def border(side: str, eighths: int, colour: str, space: int = 4) -> str:
    """One border of a paragraph or table; ``eighths`` of a point wide, ``space`` points from the text."""
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>'


def sheet(entries: dict[str, str], *, size: float = 10) -> str:
    """styles.xml of the styles by id; ``size`` is the text's where no style says another."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    half = round(size * 2)
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr>'
        "</w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>"
    )
    return f"{DECLARATION}<w:styles {W_NS}>{defaults}{''.join(entries.values())}</w:styles>"
