"""Bytes -> text: byte order marks, UTF-8, else detected; bytes that are no text are refused with the reason."""

from __future__ import annotations

import codecs
import re

from briefgen.errors import ReadError

SIGNATURES = ((b"PK\x03\x04", "a zip or Office file"), (b"%PDF", "a PDF file"), (b"\xd0\xcf\x11\xe0", "an old Office file"),
              (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"\x1f\x8b", "a gzip file"),
              (b"{\\rtf", "an RTF file"), (b"SQLite format", "a database"))  # fmt: skip
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
         (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
FEW = 8  # control characters that a short text may hold by accident
MAX_CONTROLS = 0.01  # share of control characters above which bytes are no text


def decode(data: bytes) -> str:
    """The text in ``data`` with ``\\n`` line ends; a stray control character becomes a blank.

    Raises ReadError for bytes that are no text: a Word file under a wrong name, a picture, noise.
    """
    for signature, name in SIGNATURES:
        if data.startswith(signature):
            raise ReadError(f"is {name}, not text; the suffix is wrong")
    text = _decode(data)
    controls = len(CONTROLS.findall(text))
    if controls > max(FEW, MAX_CONTROLS * len(text)):
        raise ReadError(f"is not text: {controls} of {len(text)} characters are control characters")
    if controls:
        text = CONTROLS.sub(" ", text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes) -> str:
    for mark, name in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        fault = error.start
    if data.count(b"\0") > MAX_CONTROLS * len(data):
        raise ReadError("is not text: it holds NUL bytes")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    if best is None:
        raise ReadError(f"is not text in any encoding known (not UTF-8 from byte {fault} on)")
    return data.decode(best.encoding, "replace")
