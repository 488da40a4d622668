"""Broken and hostile packages made of whole ones; the same seed gives the same bytes."""

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterable

from lxml import etree

from tests.render.word.build import parts

Entries = list[tuple[str, bytes]]
TYPES, MAIN, MAIN_RELS = "[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"
NAMES = (
    "../evil.xml",
    "/etc/evil.xml",
    "..\\evil.xml",
    "C:\\evil.xml",
    "word/../../evil.xml",
    "a" * 300 + ".xml",
    "word/\u202exml.x",
    "CON",
    " ",
    "word//a.xml",
    "word/./a.xml",
    "word/a.xml/",
    "\u00e9\u0301.xml",
    "word/%2e%2e/a.xml",
    "a\x01b.xml",
    "word\\document.xml",
    "-rf",
    "~/.x",
)


def pack(entries: Iterable[tuple[str, bytes]], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of ``entries``, names twice where they stand twice."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that stands twice is meant
        for name, content in entries:
            archive.writestr(_entry(name, compression), content)
    return buffer.getvalue()


def _entry(name: str, compression: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("x", (1980, 1, 1, 0, 0, 0))
    entry.filename = name  # as it is, where the constructor would mend it
    entry.compress_type = compression
    return entry


def replaced(data: bytes, changes: dict[str, bytes]) -> bytes:
    """``data`` with other contents of some parts, or with more parts."""
    return pack((parts(data) | changes).items())


# --- by chance -------------------------------------------------------------------------------------------


def flip_bits(data: bytes, draw: random.Random) -> bytes:
    """One to eight bits of the file turned."""
    changed = bytearray(data)
    for _ in range(draw.randint(1, 8)):
        changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
    return bytes(changed)


def flip_directory(data: bytes, draw: random.Random) -> bytes:
    """Bytes of the zip's directory set at random: sizes, offsets, flags, names."""
    changed = bytearray(data)
    start = data.rindex(b"PK\x01\x02", 0, max(data.index(b"PK\x01\x02") + 4, len(data) - draw.randrange(1, 800)))
    for _ in range(draw.randint(1, 3)):
        changed[min(len(changed) - 1, start + draw.randrange(46))] = draw.randrange(256)
    return bytes(changed)


def truncate(data: bytes, draw: random.Random) -> bytes:
    """The beginning, the end, or all but a piece in the midst."""
    first, last = sorted(draw.sample(range(len(data)), 2))
    return draw.choice((data[:first], data[last:], data[:first] + data[last:]))


def garble_xml(data: bytes, draw: random.Random) -> bytes:
    """A whole zip in which bytes of one XML part are changed, cut or doubled."""
    found = parts(data)
    name = draw.choice([MAIN, MAIN, MAIN, *(each for each in found if each.endswith((".xml", ".rels")))])
    text = bytearray(found[name])
    for _ in range(draw.randint(1, 4)):
        start = draw.randrange(len(text))
        end = min(len(text), start + draw.randint(1, 40))
        piece = draw.choice(
            (b"", bytes(text[start:end]) * 2, draw.randbytes(end - start), b"<w:p>", b"</w:t>", b"{{ x }}", b"{% if x %}", b"&x;")
        )
        text[start:end] = piece
    return pack((found | {name: bytes(text)}).items())


def graft_xml(data: bytes, draw: random.Random) -> bytes:
    """A whole zip in which elements of a part are moved, doubled, emptied or stripped: well-formed, seldom valid."""
    found = parts(data)
    name = draw.choice([MAIN, MAIN, *(each for each in found if each.startswith("word/") and each.endswith(".xml"))])
    root = etree.fromstring(found[name])
    for _ in range(draw.randint(1, 6)):
        elements = [each for each in root.iter(etree.Element) if each is not root]
        if len(elements) < 2:
            break
        one, other = draw.sample(elements, 2)
        _change(one, other, draw)
    return pack((found | {name: etree.tostring(root)}).items())


def _change(one: etree._Element, other: etree._Element, draw: random.Random) -> None:
    kind = draw.randrange(5)
    parent = one.getparent()
    if kind == 0 and parent is not None:
        parent.remove(one)
    elif kind == 1 and not any(each is one for each in other.iterancestors()):
        other.append(one)
    elif kind == 2:
        for child in list(one):
            one.remove(child)
    elif kind == 3:
        one.attrib.clear()
    elif parent is not None:
        parent.append(etree.fromstring(etree.tostring(one)))


def shuffle_parts(data: bytes, draw: random.Random) -> bytes:
    """Parts gone, renamed, doubled, emptied, or with another's content."""
    entries = list(parts(data).items())
    for _ in range(draw.randint(1, 3)):
        at = draw.randrange(len(entries))
        name, content = entries[at]
        kind = draw.randrange(6)
        if kind == 0:
            del entries[at]
        elif kind == 1:
            entries[at] = (draw.choice(NAMES), content)
        elif kind == 2:
            entries.append((draw.choice((name, name.upper(), f"./{name}")), content))
        elif kind == 3:
            entries[at] = (name, draw.choice((b"", b"\x00" * 100, b"not xml", b"<x/>", b"\xff\xfe<\x00", content[: len(content) // 2])))
        elif kind == 4:
            entries[at] = (name, draw.choice(entries)[1])
        else:
            draw.shuffle(entries)
    return pack(entries)


def rewire(data: bytes, draw: random.Random) -> bytes:
    """Relationships and content types that lead elsewhere: dangling, in a circle, out of the package, of another kind, twice."""
    found = parts(data)
    name = draw.choice([TYPES, "_rels/.rels", MAIN_RELS])
    root = etree.fromstring(found[name])
    targets = [
        "nowhere.xml",
        "/word/document.xml",
        "document.xml",
        "../../evil",
        "file:///etc/passwd",
        "http://example.org/x",
        "",
        "#",
        "\\\\server\\x",
        "_rels/document.xml.rels",
        "styles.xml",
        "%00",
        "a" * 5000,
        "..",
        "/",
    ]
    for _ in range(draw.randint(1, 4)):
        if not len(root):
            break
        entry = draw.choice(list(root))
        key = draw.choice(list(entry.keys()) or ["Id"])
        kind = draw.randrange(4)
        if kind == 0:
            root.remove(entry)
        elif kind == 1:
            root.append(etree.fromstring(etree.tostring(entry)))
        elif kind == 2 and key in entry.attrib:
            del entry.attrib[key]
        else:
            entry.set(key, draw.choice([*targets, draw.choice(list(root)).get(key) or ""]))
    return pack((found | {name: etree.tostring(root)}).items())


MUTATIONS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "bits are turned": flip_bits,
    "the zip's directory is garbled": flip_directory,
    "a piece is missing": truncate,
    "XML is garbled": garble_xml,
    "elements are grafted": graft_xml,
    "parts are shuffled": shuffle_parts,
    "relationships lead elsewhere": rewire,
}


# --- by hand ---------------------------------------------------------------------------------------------


def zip_bomb(data: bytes, *, megabytes: int, declared: int | None = None) -> bytes:
    """``data`` with a part that unpacks to ``megabytes``; ``declared`` is the size in bytes that the file gives for it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(data).items():
            archive.writestr(name, content)
        with archive.open("word/media/bomb.bin", "w") as stream:
            for _ in range(megabytes):
                stream.write(bytes(2**20))
    packed = buffer.getvalue()
    if declared is None:
        return packed
    true_size = struct.pack("<L", megabytes * 2**20)
    return packed.replace(true_size, struct.pack("<L", declared))


def with_flag(data: bytes, flag: int) -> bytes:
    """``data`` whose first entry carries a flag of the zip format, here and in the directory."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(signature) + offset
        changed[at] |= flag
    return bytes(changed)


def entity_bomb(xml: bytes) -> bytes:
    """``xml`` behind entities of which each is ten of the one before."""
    entities = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
    return _behind(xml, b'<!DOCTYPE x [<!ENTITY e0 "ha">' + entities + b"]>", b"&e9;")


def external_entity(xml: bytes) -> bytes:
    """``xml`` that asks for a file of the machine."""
    return _behind(xml, b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', b"&e;")


def _behind(xml: bytes, doctype: bytes, reference: bytes) -> bytes:
    body = xml[xml.index(b"?>") + 2 :] if xml.startswith(b"<?xml") else xml
    return doctype + body.replace(b"{{ x }}", reference, 1)


def as_utf16(xml: bytes) -> bytes:
    """``xml`` in UTF-16 with a byte order mark."""
    return etree.tostring(etree.fromstring(xml), encoding="unicode").encode("utf-16")
