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
from briefgen.sources.unpack.words import is_own_file, not_read

FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, struct.error)
ENCRYPTED = 1  # the bit of a member's flags
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
            raise ReadError(f"is a damaged zip file ({error})") from error
        with archive:
            yield from _members(archive, inside)


def _members(archive: zipfile.ZipFile, place: Place) -> Iterator[Source | Skipped]:
    number = 0
    for info in archive.infolist():
        parts = shown(info.filename).split("/")
        if info.is_dir() or any(p.startswith((".", "__MACOSX")) for p in parts) or is_own_file(parts[-1]):
            continue
        number += 1
        yield from _member(archive, info, place.member(number, name=info.filename))


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: Place) -> Iterator[Source | Skipped]:
    kind = kind_of_name(place.path)
    if kind is None:
        yield place.skipped(f"{place.path}: {not_read(place.path)}")
        return
    if info.flag_bits & ENCRYPTED:
        yield place.skipped(f"{place.path} is protected by a password; save it without one")
        return
    try:
        with archive.open(info) as member:
            yield from unpack(open_stream(cast("BinaryIO", member), place.allowance.take_bytes), place, kind)
    except SpentError:
        raise
    except FAULTS as error:
        yield place.skipped(f"{place.path} is damaged ({error})")


def _refuse_many(file: BinaryIO, place: Place) -> int:
    """The size of an archive. Raises ReadError for a table of contents too large to be held: it is read before any of its members."""
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL))
    tail = file.read(TAIL)
    file.seek(0)
    at, at_64 = tail.rfind(END), tail.rfind(END_64)
    length = 0
    try:
        if at_64 >= 0:
            (length,) = struct.unpack_from("<Q", tail, at_64 + 40)
        elif at >= 0:
            (length,) = struct.unpack_from("<I", tail, at + 12)
    except struct.error:
        return size  # cut off: zipfile says so
    if min(length, size) > place.limits.document_bytes:
        raise ReadError(f"is a zip file with a table of contents of more than {place.limits.document_bytes / 1_000_000:g} MB")
    return size
