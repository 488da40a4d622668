"""Fills a Word template: ``Template(data).render(context)``.

Each part with tags becomes a jinja source (``marking`` finds the tags, ``part`` compiles and fills), is filled and
tidied; every other part leaves as it came. The work grows with the rows, not with their square.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from briefgen.errors import TemplateError
from briefgen.render.word.engine.analysis import Shape, called_names
from briefgen.render.word.engine.environment import RESERVED
from briefgen.render.word.engine.faults import Fault, raise_faults
from briefgen.render.word.engine.marking import mark_plain, mark_word
from briefgen.render.word.engine.numbering import style_numbers
from briefgen.render.word.engine.package import Package, parse_xml
from briefgen.render.word.engine.part import CompiledPart
from briefgen.render.word.engine.resources import Assembly

_WORD_PARTS = tuple(f".{kind}+xml" for kind in ("document.main", "header", "footer", "footnotes", "endnotes", "comments"))
_PLAIN_PARTS = ("core-properties", "extended-properties", "custom-properties")


class Template:
    """A Word template, read once; :meth:`render` may be called any number of times."""

    def __init__(self, data: bytes) -> None:
        """Find every tag of ``data``, a .docx or .dotx.

        Raises TemplateError where it is none, or is not safe to open, or where a tag in it cannot be read: with all its ``faults``.
        """
        self._package = Package.open(data)
        self._parts, faults = compile_parts(self._package)
        raise_faults([*faults, *(fault for part in self._parts.values() for fault in part.faults)])

    def render(self, context: Mapping[str, Any]) -> bytes:
        """The filled document. The same context gives the same bytes. TemplateError names the part, place and tag."""
        return self.fill(context).save()

    def fill(self, context: Mapping[str, Any]) -> Package:
        """The same as a package, for more to be done to it."""
        reserved = next((name for name in context if str(name).startswith(RESERVED)), None)
        if reserved is not None:
            raise TemplateError(f"the field {reserved!r} cannot be filled: names that begin with {RESERVED} are the engine's own")
        package = Package(dict(self._package.parts))
        assembly = Assembly.of(package, self._parts.keys())
        for name, part in self._parts.items():
            package.parts[name] = part.render(context, assembly, self.find_unknown)
        assembly.write()
        return package

    def find_unknown(self, shape: Shape) -> list[Fault]:
        """A fault for every field that the template asks for and ``shape`` does not have, over all its parts."""
        return [fault for part in self._parts.values() for fault in part.find_unknown(shape)]

    def mentions(self, name: str) -> bool:
        """Whether any tag holds the word ``name``; where none does, the field need not be made."""
        return any(name in tag.code for part in self._parts.values() for tag in part.tags)

    def fields(self) -> list[str]:
        """The names of the fields that the template asks of its context, in alphabetical order."""
        return sorted({name for part in self._parts.values() for name in called_names(part.tree)})


def find_faults(package: Package, shape: Shape) -> list[Fault]:
    """Every fault of the tags in ``package``, and of the fields that they ask for and ``shape`` does not have."""
    parts, faults = compile_parts(package)
    return [*faults, *(fault for part in parts.values() for fault in (*part.faults, *part.find_unknown(shape)))]


def compile_parts(package: Package) -> tuple[dict[str, CompiledPart], list[Fault]]:
    """The parts that hold tags, by name, and a fault for each that cannot be read at all."""
    parts: dict[str, CompiledPart] = {}
    faults: list[Fault] = []
    for name, content in package.parts.items():
        is_word = _is_word(package, name)
        if not _may_hold_tags(name, content) or not (is_word or _is_plain(package, name)):
            continue
        try:
            root = parse_xml(content)
        except etree.XMLSyntaxError as error:
            hint = "open the template in Word and save it again"
            faults.append(Fault("xml.damaged", name, "", "", f"the template is damaged ({error})", hint))
            continue
        marked = mark_word(root, name, lambda: style_numbers(package)) if is_word else mark_plain(root, name)
        if marked is not None:
            parts[name] = CompiledPart(marked, is_word=is_word)
    return parts, faults


def _is_word(package: Package, name: str) -> bool:
    kind = package.content_type(name)
    return name == package.main_part() or ("wordprocessingml" in kind and kind.endswith(_WORD_PARTS))


def _is_plain(package: Package, name: str) -> bool:
    return any(word in package.content_type(name) for word in _PLAIN_PARTS)


def _may_hold_tags(name: str, content: bytes) -> bool:
    return name.endswith(".xml") and (b"{" in content or b"_}" in content or content[:2] in (b"\xff\xfe", b"\xfe\xff"))
