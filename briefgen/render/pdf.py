"""The brief as PDF: its Word document, printed by LibreOffice where that is installed."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path

from briefgen.errors import OutputError
from briefgen.model import Article, Brief, Look
from briefgen.render.word import render_docx
from briefgen.render.word.engine.contents import release_contents
from briefgen.render.word.engine.package import Package

PROGRAMS = ("soffice", "libreoffice")
PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", "C:/Program Files/LibreOffice/program/soffice.exe")  # off the path there
TIMEOUT = 120  # seconds; a brief takes two, a first start on a cold disk twenty
MISSING = "--format pdf needs LibreOffice, and no soffice is on the path; install it, or make docx or html and print that"
OPTIONS = {"UseTaggedPDF": True, "PDFUACompliance": True, "ExportBookmarks": True, "SelectPdfVersion": 17}
STAMPS = re.compile(rb"/(?:CreationDate|ModDate)\s*\(D:[^)]*\)|/DocChecksum\s*/[0-9A-F]{32}|/ID\s*\[[^\]]*\]")
QUOTE = re.compile(rb'(<w:name w:val=")Quote("/>)')
XMP_DATE = re.compile(rb"<xmp:(CreateDate|ModifyDate|MetadataDate)>[^<]*</xmp:\1>")


def find_program() -> str:
    """The path of LibreOffice. Raises OutputError, saying what to do, where there is none."""
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), None) or next((p for p in PLACES if Path(p).is_file()), None)
    if found is None:
        raise OutputError(MISSING)
    return found


def render_pdf(brief: Brief, articles: Mapping[str, Article], look: Look) -> bytes:
    """A tagged PDF (PDF/UA) of the Word brief; the same brief gives the same bytes on one release of LibreOffice.

    Raises OutputError where LibreOffice is missing or fails.
    """
    program = find_program()
    data = render_docx(brief, articles, look)
    with tempfile.TemporaryDirectory(prefix="briefgen-") as name:
        folder = Path(name)
        (folder / "brief.docx").write_bytes(_for_printing(data))
        _convert(program, folder)
        try:
            made = (folder / "brief.pdf").read_bytes()
        except OSError as error:
            raise OutputError("LibreOffice made no PDF of the brief; make docx and open it there to see why") from error
    return _without_clock(made, brief.as_of)


def _for_printing(data: bytes) -> bytes:
    """The document as LibreOffice prints it well: contents with page numbers, and no style whose name PDF has another meaning for."""
    package = Package.open(data)
    release_contents(package)
    for name, content in package.parts.items():
        if name.endswith("/styles.xml"):
            package.parts[name] = QUOTE.sub(rb"\1Quoted words\2", content)  # as "Quote" it would become a PDF's inline quotation
    return package.save()


def _convert(program: str, folder: Path) -> None:
    options = {key: {"type": "long" if isinstance(v, int) and not isinstance(v, bool) else "boolean", "value": str(v).lower()}
               for key, v in OPTIONS.items()}  # fmt: skip
    call = [
        program, "--headless", "--norestore", "--nologo", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to", f"pdf:writer_pdf_Export:{json.dumps(options)}", "--outdir", str(folder), str(folder / "brief.docx"),
    ]  # fmt: skip
    try:
        subprocess.run(call, check=True, capture_output=True, timeout=TIMEOUT, stdin=subprocess.DEVNULL)  # noqa: S603  # no word of an article is in it
    except subprocess.TimeoutExpired as error:
        raise OutputError(f"LibreOffice took longer than {TIMEOUT} s for the PDF and was ended; make docx instead") from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise OutputError(f"LibreOffice could not make the PDF ({error.__class__.__name__}); make docx instead") from error


def _without_clock(data: bytes, day: date) -> bytes:
    """The PDF with the brief's day for each time in it, and ids made from its content: every piece as long as it was.

    The lengths stay because the file names its objects by their offsets.
    """
    digest = hashlib.sha256(XMP_DATE.sub(b"", STAMPS.sub(b"", data))).hexdigest().upper().encode()
    moment = datetime.combine(day, time(), UTC)

    def stamp(match: re.Match[bytes]) -> bytes:
        piece = match[0]
        if b"Date" in piece:
            return _same_length(piece, piece[: piece.index(b"(D:") + 3] + f"{moment:%Y%m%d%H%M%S}Z".encode(), b")")
        return re.sub(rb"[0-9A-F]{32}", digest[:32], piece)

    def xmp(match: re.Match[bytes]) -> bytes:
        start, end = match[0].index(b">") + 1, match[0].rindex(b"<")
        return match[0][:start] + f"{moment:%Y-%m-%dT%H:%M:%S}Z".encode().ljust(end - start)[: end - start] + match[0][end:]

    return XMP_DATE.sub(xmp, STAMPS.sub(stamp, data))


def _same_length(old: bytes, new: bytes, close: bytes) -> bytes:
    """``new`` closed and filled up with blanks behind the closing sign to the length of ``old``."""
    return (new + close).ljust(len(old)) if len(new) < len(old) else old
