"""zip by the standard library: its members in the archive's order. Nothing is ever written under a member's name."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from briefgen.errors import ReadError
from briefgen.model import Skipped, Source
from briefgen.sources.kinds import kind_of_name
from briefgen.sources.unpack import unpack
from briefgen.sources.unpack.place import Place, SpentError, shown
from briefgen.sources.unpack.streams import open_stream, seekable
from briefgen.sources.unpack.words import is_own_file, not_read, told

FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, LookupError, OSError, struct.error)
ENCRYPTED = 1  # the bit of a member's flags
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How members may be packed: of others the library unpacks a thousand times as much as is asked for, all at once."""
ENTRY = b"PK\x01\x02"  # an entry of the table of contents
OTHERS = 2  # entries that are no article, for each article that an archive may hold: folders, pictures
END, END_64 = b"PK\x05\x06", b"PK\x06\x06"
TAIL = 66_000  # bytes in which the end record stands, however long its comment


def unpack_zip(stream: BinaryIO, place: Place) -> Iterator[Source | Skipped]:
    """The sources in an archive, numbered by their position; folders, hidden files and briefgen's own are passed over."""
    inside = place.within()
    with seekable(stream, place) as file:
        place.take_packed(_refuse_many(file, place))
        try:
            archive = zipfile.ZipFile(file)
        except FAULTS as error:
            raise ReadError(f"is a damaged zip file ({told(error)})") from error
        with archive:
            yield from _members(archive, inside)


def _members(archive: zipfile.ZipFile, place: Place) -> Iterator[Source | Skipped]:
    number = 0
    for info in archive.infolist():
        parts = shown(info.filename).split("/")
        is_folder = info.filename.endswith("/")  # its own is_dir stumbles over an empty name
        if is_folder or any(p.startswith((".", "__MACOSX")) for p in parts) or is_own_file(parts[-1]):
            continue
        number += 1
        yield from _member(archive, info, place.member(number, name=info.filename or "unnamed"))


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: Place) -> Iterator[Source | Skipped]:
    kind = kind_of_name(place.path.rpartition("/")[2])
    if kind is None:
        yield place.skipped(f"{place.path}: {not_read(place.path)}")
        return
    if info.flag_bits & ENCRYPTED:
        yield place.skipped(f"{place.path} is protected by a password; save it without one")
        return
    if info.compress_type not in METHODS:
        yield place.skipped(f"{place.path} is packed by {_method(info)}; pack it again with the usual method, Deflate")
        return
    try:
        with archive.open(info) as member:
            yield from unpack(open_stream(cast("BinaryIO", member), place.allowance.take_bytes), place, kind)
    except SpentError:
        raise
    except FAULTS as error:
        yield place.skipped(f"{place.path} is damaged ({told(error)})")


def _method(info: zipfile.ZipInfo) -> str:
    return {9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "xz"}.get(info.compress_type, f"method {info.compress_type}")


def _refuse_many(file: BinaryIO, place: Place) -> int:
    """The size of an archive. Raises ReadError for a table of contents too large to be held: it is read before any of its members."""
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL))
    length = _length_of_contents(file.read(TAIL), size)
    if length > place.limits.document_bytes:
        raise ReadError(f"is a zip file with a table of contents of more than {place.limits.document_bytes / 1_000_000:g} MB")
    file.seek(max(0, size - TAIL - length))
    most = OTHERS * place.limits.members
    if file.read(length + TAIL).count(ENTRY) > most:
        raise ReadError(f"is a zip file of more than {most:,} files, too many to be listed; divide it ([limits] articles)")
    file.seek(0)
    return size


def _length_of_contents(tail: bytes, size: int) -> int:
    """How long the table of contents says that it is: the largest of all that could be its end, as one may hide behind another."""
    lengths = [0]
    for sign, form, at in ((END, "<I", 12), (END_64, "<Q", 40)):
        start = tail.find(sign)
        while start >= 0:
            if start + at + struct.calcsize(form) <= len(tail):
                lengths.append(min(size, *struct.unpack_from(form, tail, start + at)))
            start = tail.find(sign, start + 1)
    return max(lengths)
