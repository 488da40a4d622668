"""The pieces that Word templates of this project are built of: paragraphs, runs, tables, and the parts around them.

Plain strings of WordprocessingML, so that a template is readable here and the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

from briefgen.render.word.engine.package import CONTENT_TYPES, Package

W_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R_NS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "application/vnd.openxmlformats-"
_WORD = f"{_TYPES}officedocument.wordprocessingml."
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def twips(millimetres: float) -> int:
    """Word's unit of length: a twentieth of a point."""
    return round(millimetres / 25.4 * 1440)


def run(text: str, style: str = "") -> str:
    """A run; ``style`` is a character style's id."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def tab() -> str:
    """A run that holds a tab."""
    return "<w:r><w:tab/></w:r>"


def picture(name: str) -> str:
    """The picture in the field ``name``."""
    return run(f"{{{{r {name} }}}}")


def line_break() -> str:
    """A run that ends the line, not the paragraph."""
    return "<w:r><w:br/></w:r>"


def contents() -> str:
    """A table of contents over headings of two levels: a field of Word's, with a line in it until the headings are known."""
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"{dirty}/></w:r>' for kind, dirty in
             (("begin", ' w:dirty="true"'), ("separate", ""), ("end", ""))}  # fmt: skip
    code = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
    return paragraph("TOC1", marks["begin"], code, marks["separate"], run("Contents"), marks["end"])


def blank(words: str) -> str:
    """A place for the reader to write in: a content control in the line that shows ``words`` until then, and room below it."""
    control = (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escape(words)}"/><w:showingPlcHdr/><w:text w:multiLine="1"/></w:sdtPr>'
        f"<w:sdtContent>{run(f'[To fill in: {words}]', 'PlaceholderText')}</w:sdtContent></w:sdt>"
    )
    return paragraph("FillIn", control, line_break(), line_break())


def field(code: str) -> str:
    """A field that Word computes, such as ``PAGE``."""
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def paragraph(style: str, *content: str, keep: bool = False, new_page: bool = False) -> str:
    """A paragraph of runs; content that is not XML is a run of its own. ``keep``: with the next one; ``new_page``: it begins one."""
    runs = "".join(piece if piece.startswith("<w:") else run(piece) for piece in content)
    kept = "<w:keepNext/>" if keep else ""
    broken = '<w:pageBreakBefore/><w:spacing w:before="0"/>' if new_page else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{broken}</w:pPr>{runs}</w:p>'


def block(opening: str, *content: str) -> str:
    """``content`` between paragraphs with ``{%p opening %}`` and its end."""
    end = "end" + opening.split(maxsplit=1)[0]
    return paragraph("Normal", f"{{%p {opening} %}}") + "".join(content) + paragraph("Normal", f"{{%p {end} %}}")


def table(columns: Sequence[tuple[str, float]], loop: str, cells: Sequence[str], *, about: str) -> str:
    """A table with a header row and one row for each turn of ``loop``.

    ``columns``: heading and width in mm; ``cells``: the paragraphs of each cell; ``about``: what a screen reader says.
    """
    widths = [twips(width) for _, width in columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    end = "end" + loop.split(maxsplit=1)[0]
    head = _row([paragraph("TableHead", heading) for heading, _ in columns], widths, header=True)
    blank = paragraph("TableText")
    first, last = ([paragraph("TableText", f"{{%tr {code} %}}"), *[blank] * (len(widths) - 1)] for code in (loop, end))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="BriefTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escape(about)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{head}{_row(first, widths)}{_row(cells, widths)}{_row(last, widths)}</w:tbl>"
    )


def _row(cells: Sequence[str], widths: Sequence[int], *, header: bool = False) -> str:
    properties = f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>"
    columns = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>' for cell, width in zip(cells, widths))
    return f"<w:tr>{properties}{columns}</w:tr>"


def header(*content: str) -> str:
    """A header part."""
    return f"{DECLARATION}<w:hdr {W_NS} {R_NS}>{''.join(content)}</w:hdr>"


def footer(*content: str) -> str:
    """A footer part."""
    return f"{DECLARATION}<w:ftr {W_NS} {R_NS}>{''.join(content)}</w:ftr>"


def document(body: str, *, margin: float, top: float, bottom: float, edges: Mapping[str, str]) -> str:
    """The body on A4, margins in mm; ``edges``: headers and footers by ``header default`` and the like, as relationship ids."""
    references = "".join(
        f'<w:{kind.split()[0]}Reference w:type="{kind.split()[1]}" r:id="{relation}"/>' for kind, relation in edges.items()
    )
    side = twips(margin)
    return (
        f"{DECLARATION}<w:document {W_NS} {R_NS}><w:body>{body}<w:sectPr>{references}"
        f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="{twips(top)}" w:right="{side}" w:bottom="{twips(bottom)}" w:left="{side}" '
        f'w:header="{twips(9)}" w:footer="{twips(9)}" w:gutter="0"/><w:cols w:space="708"/><w:titlePg/></w:sectPr></w:body></w:document>'
    )


def package(*, styles: str, body: str, edges: Mapping[str, str], title: str, margin: float, top: float = 20, bottom: float = 20) -> bytes:
    """A whole .docx; ``edges``: header and footer parts by ``header default``, ``footer first`` and the like."""
    names = {kind: f"{kind.split()[0]}{number}.xml" for number, kind in enumerate(edges, 1)}
    relations = {kind: f"rId{number}" for number, kind in enumerate(edges, 4)}
    parts = {
        CONTENT_TYPES: _content_types(names.values()),
        "_rels/.rels": _relationships([
            ("officeDocument", "word/document.xml"), ("extended-properties", "docProps/app.xml"),
            ("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
        ]),
        "word/document.xml": document(body, margin=margin, top=top, bottom=bottom, edges={kind: relations[kind] for kind in edges}),
        "word/_rels/document.xml.rels": _relationships([
            ("styles", "styles.xml"), ("numbering", "numbering.xml"), ("settings", "settings.xml"),
            *((kind.split()[0], name) for kind, name in names.items()),
        ]),
        "word/styles.xml": styles, "word/numbering.xml": NUMBERING, "word/settings.xml": SETTINGS,
        **{f"word/{names[kind]}": content for kind, content in edges.items()},
        "docProps/core.xml": _core(title), "docProps/app.xml": _APP,
    }  # fmt: skip
    return Package({name: content.encode("utf-8") for name, content in parts.items()}).save()


def _content_types(edges: Iterable[str]) -> str:
    kinds = {"document.xml": "document.main", "styles.xml": "styles", "numbering.xml": "numbering", "settings.xml": "settings"}
    kinds |= {name: name[:6] for name in edges}  # header1.xml -> header
    overrides = "".join(f'<Override PartName="/word/{name}" ContentType="{_WORD}{kind}+xml"/>' for name, kind in kinds.items())
    return (
        f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        f'<Override PartName="/docProps/core.xml" ContentType="{_TYPES}package.core-properties+xml"/>'
        f'<Override PartName="/docProps/app.xml" ContentType="{_TYPES}officedocument.extended-properties+xml"/></Types>'
    )


def _relationships(targets: Sequence[tuple[str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{kind if ":" in kind else _OFFICE + kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>'


def _core(title: str) -> str:
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>briefgen</dc:creator><dc:language>en-GB</dc:language></cp:coreProperties>"
    )


_APP = (
    f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>briefgen</Application></Properties>"
)
NUMBERING = (
    f'{DECLARATION}<w:numbering {W_NS}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="284" w:hanging="284"/></w:pPr><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
    '<w:color w:val="4A76A8"/></w:rPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
SETTINGS = (
    f'{DECLARATION}<w:settings {W_NS}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
)
