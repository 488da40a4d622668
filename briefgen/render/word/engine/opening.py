"""Opens a zip file that nobody vouches for: every limit is checked before the bytes are held."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib

from briefgen.errors import TemplateError

MAX_ENTRIES = 5_000  # parts; Word's own documents have some tens, one of many pictures some hundreds
MAX_SIZE = 256 * 2**20  # bytes unpacked, all parts together
_CHUNK = 2**20
_ENCRYPTED = 0x1
_DRIVE = re.compile(r"[A-Za-z]:")

NOT_WORD = "the template is not a Word document (.docx): open it in Word and save it as Word Document"
OLD_WORD = "the template is in the format of Word 97 (.doc) or has a password: save it in Word as Word Document (.docx), without one"
_COMPOUND = b"\xd0\xcf\x11\xe0"  # the file format of Word 97, and of encrypted documents


def read_parts(data: bytes) -> dict[str, bytes]:
    """The entries of the zip file ``data`` by their names. TemplateError for one that is damaged, unsafe or too large."""
    if data[:4] == _COMPOUND:
        raise TemplateError(OLD_WORD)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read_entries(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, MemoryError) as error:
        raise TemplateError(NOT_WORD) from error


def _read_entries(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MAX_ENTRIES:
        raise TemplateError(f"the template holds {len(entries):,} parts, more than {MAX_ENTRIES:,}: it is no document that Word saved")
    room, parts = MAX_SIZE, {}
    seen: set[str] = set()
    for entry in entries:
        _check_name(entry.filename, seen)
        if entry.flag_bits & _ENCRYPTED:
            raise TemplateError(f"{entry.filename}: this part of the template is encrypted; save the document without a password")
        parts[entry.filename] = content = _read_entry(archive, entry, room)
        room -= len(content)
    return parts


def _check_name(name: str, seen: set[str]) -> None:
    """TemplateError for a name that leads out of the package, or that two parts share (Word ignores case)."""
    path = posixpath.normpath(name.replace("\\", "/"))
    if path.startswith(("/", "..")) or _DRIVE.match(path) or any(character < " " for character in name):
        raise TemplateError(f"{name!r}: this part of the template lies outside the document; the file is not safe to use")
    if path.casefold() in seen:
        raise TemplateError(f"{name}: the template holds this part twice, so nobody can say which one counts; save it anew in Word")
    seen.add(path.casefold())


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes:
    """The bytes of an entry, unpacked piece by piece so that a false size cannot fill the memory."""
    pieces, size = [], 0
    with archive.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > room:
                limit = f"{MAX_SIZE // 2**20} MB"
                raise TemplateError(f"the template unpacks to more than {limit}: a zip bomb, or pictures to shrink first")
            pieces.append(piece)
    return b"".join(pieces)
