"""Word files: the text of the body in order, one paragraph a line, as it reads with every tracked change accepted."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from briefgen.errors import ReadError
from briefgen.model import Limits, Source
from briefgen.read.draft import Draft
from briefgen.read.encoding import CONTROLS
from briefgen.read.fragment import join_cells

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the same text box once more, for old programs
SKIPPED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}rt", f"{W}txbxContent", f"{W}pPr", f"{W}rPr", f"{W}sdtPr", FALLBACK})
SIGNS = {f"{W}tab": " ", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": " "}
MAX_MEMBERS = 10_000  # files within one Word file; a long report with pictures has some hundreds
MAX_RATIO = 200  # unpacked to packed, of a large member; the XML of long tables comes to 40
LARGE = 1_000_000  # bytes
MAX_XML = 32_000_000  # bytes of the part that holds the text; a report of 500 pages has 5,000,000
NO_TITLE = re.compile(
    r"(?:word document|untitled.*|(?:document|dokument)\s?\d*|microsoft word\b.*|.*\.(?:docx?|odt|rtf|pdf|txt|html?))", re.I
)


def read_word(source: Source) -> Draft:
    """The draft of a .docx file. Raises ReadError for one that is broken, encrypted, of the old kind, or unpacks beyond the limit."""
    _check(source.data)
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    try:
        document = docx.Document(io.BytesIO(source.data))
        body = document.element.body
        own = str(document.core_properties.title or "")
    except (OpcError, etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, ValueError, LookupError, AttributeError, TypeError, OSError,
            RuntimeError) as error:  # fmt: skip
        raise ReadError("is a broken Word file; open it in Word and save it again") from error
    styles = {str(s.style_id): str(s.name or "") for s in document.styles}
    titles = (_line(p) for p in body.iter(f"{W}p") if styles.get(_style(p), "").lower() == "title")
    title = next(filter(None, titles), None) or _own_title(own)
    return Draft(text="\n".join(_lines(body, styles)), reader="docx/1", title=title)


def _own_title(title: str) -> str | None:
    """The title that the file states of itself, unless it is the name of a file or a default."""
    line = " ".join(CONTROLS.sub(" ", title).split())
    return line if line and not NO_TITLE.fullmatch(line[:300]) else None


def _check(data: bytes) -> None:
    """Raise ReadError for what is no sound zip, or unpacks to more than may be parsed; nothing is unpacked to tell."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise ReadError("is protected by a password; save a copy without one")
        raise ReadError("is an old Word file (.doc); save it as .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_members(members)
            for member in members:
                if member.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(member)[:4096]:
                    raise ReadError("is no sound Word file: its XML declares entities")
    except (zipfile.BadZipFile, zlib.error, ValueError, LookupError, OSError, RuntimeError, EOFError) as error:
        raise ReadError("is no Word file, or a damaged one; open it in Word and save it again") from error


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    limit = Limits().document_bytes
    if len(members) > MAX_MEMBERS:
        raise ReadError(f"holds more than {MAX_MEMBERS} files, too many for a Word file")
    if sum(m.file_size for m in members) > limit:
        raise ReadError(f"unpacks to more than {limit // 1_000_000} MB, too large for one article")
    if any(m.filename.endswith(".xml") and m.file_size > MAX_XML for m in members):
        raise ReadError("holds more text than one article may; split it")
    if any(m.file_size > LARGE and m.file_size > MAX_RATIO * m.compress_size for m in members):
        raise ReadError(f"unpacks to more than {MAX_RATIO} times its size; it is no real document")
    if any(m.flag_bits & 1 for m in members):
        raise ReadError("is protected by a password; save a copy without one")
    if not any(m.filename == "[Content_Types].xml" for m in members):
        raise ReadError("is a zip file, but no Word file; unpack it first")


def _lines(body: Any, styles: dict[str, str]) -> Iterator[str]:
    """The lines of the body in order: paragraphs, rows of tables, text boxes where they are anchored."""
    done: set[Any] = set()  # paragraphs within tables, taken with their row
    for element in body.iter(f"{W}p", f"{W}tr"):
        if element in done or any(True for _ in element.iterancestors(FALLBACK)):
            continue
        if element.tag == f"{W}tr":
            done.update(element.iter(f"{W}p", f"{W}tr"))
            cells = element.iterchildren(f"{W}tc", f"{W}sdt", f"{W}customXml")
            yield from join_cells([[line for p in cell.iter(f"{W}p") for line in _paragraph(p, styles)] for cell in cells])
        else:
            yield from _paragraph(element, styles)


def _paragraph(paragraph: Any, styles: dict[str, str]) -> Iterator[str]:
    lines = [line for line in (" ".join(part.split()) for part in _text(paragraph).split("\n")) if line]
    if lines and _is_item(paragraph, styles):
        lines[0] = f"- {lines[0]}"
    yield from lines


def _line(paragraph: Any) -> str:
    return " ".join(_text(paragraph).split())


def _style(paragraph: Any) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return str(found.get(f"{W}val") or "") if found is not None else ""


def _is_item(paragraph: Any, styles: dict[str, str]) -> bool:
    """Whether a paragraph is an item of a list: numbered or marked by Word, whose signs are no part of the text."""
    name = styles.get(_style(paragraph), "").lower()
    if name.startswith(("heading", "title")):
        return False
    return name.startswith(("list bullet", "list number")) or paragraph.find(f"{W}pPr/{W}numPr") is not None


def _text(paragraph: Any) -> str:
    """What a paragraph says: insertions and the text of links kept; deletions, hidden runs, footnotes and text boxes left out."""
    pieces: list[str] = []
    waiting = [paragraph]
    while waiting:
        element = waiting.pop()
        tag = element.tag
        if tag in SKIPPED or (tag == f"{W}r" and _is_hidden(element)):
            continue
        if tag == f"{W}t":
            pieces.append(element.text or "")
        elif tag == f"{W}br":
            pieces.append("\n" if element.get(f"{W}type") in (None, "textWrapping") else " ")
        elif tag in SIGNS:
            pieces.append(SIGNS[tag])
        else:
            waiting.extend(reversed(element))
    return CONTROLS.sub(" ", "".join(pieces))


def _is_hidden(run: Any) -> bool:
    found = run.find(f"{W}rPr/{W}vanish")
    return found is not None and found.get(f"{W}val") not in ("0", "false", "off")
