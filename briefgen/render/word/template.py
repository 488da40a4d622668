"""Fills a Word template: ``Template(data).render(context)``.

Each part with tags becomes a jinja source (``tags`` marks, ``environment`` runs), is filled, parsed again and
tidied; every other part leaves as it came. The work grows with the rows, not with their square.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping
from functools import partial
from typing import Any

import jinja2
import jinja2.meta
from jinja2 import nodes
from lxml import etree
from markupsafe import Markup

from briefgen.errors import TemplateError
from briefgen.render.word.environment import BLOCK, VARIABLE, did_you_mean, plain_environment, word_environment
from briefgen.render.word.package import REL_OFFICE, Package, Relationships, parse_xml, serialise_xml
from briefgen.render.word.richtext import RunWriter
from briefgen.render.word.tags import MARKER, Marked, Tag, W, mark_plain, mark_word
from briefgen.render.word.tidy import Ids, tidy_part

_RICH = "briefgen_rich"  # the function behind {{r }}; no field may have this name
_MARKER = re.compile(rf"<\?{MARKER} (\d+)\?>")
_REL_HYPERLINK = REL_OFFICE + "/hyperlink"
_PREFIXES = {"w": W[1:-1], "r": REL_OFFICE}  # what a value's XML may use
_WORD_PARTS = tuple(f".{kind}+xml" for kind in ("document.main", "header", "footer", "footnotes", "endnotes", "comments"))
_PLAIN_PARTS = ("core-properties", "extended-properties", "custom-properties")
# What an expression of a template can raise while it runs, beside jinja's own errors.
_RUN_ERRORS = (jinja2.TemplateError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError)


class Template:
    """A Word template, read once; :meth:`render` may be called any number of times."""

    def __init__(self, data: bytes) -> None:
        """Find every tag of ``data``, a .docx. TemplateError where it is none or a tag in it cannot be read."""
        self._package = Package.open(data)
        self._parts: dict[str, _Part] = {}
        for name, content in self._package.parts.items():
            part = self._read_part(name, content)
            if part is not None:
                self._parts[name] = part

    def render(self, context: Mapping[str, Any]) -> bytes:
        """The filled document. The same context gives the same bytes. TemplateError names the part, place and tag."""
        return self.fill(context).save()

    def fill(self, context: Mapping[str, Any]) -> Package:
        """The same as a package, for more to be done to it."""
        package = Package(dict(self._package.parts))
        ids = Ids()
        for name, part in self._parts.items():
            relationships = self._package.relationships(name)
            root = part.render(context, relationships)
            if part.is_word:
                tidy_part(root, ids)
            package.parts[name] = serialise_xml(root)
            relationships.write(package)
        return package

    def _read_part(self, name: str, content: bytes) -> _Part | None:
        """A part with its tags found, None where it has none."""
        if not name.endswith(".xml") or (b"{" not in content and b"}_}" not in content):
            return None
        kind = self._package.content_type(name)
        is_word = name == self._package.main_part() or ("wordprocessingml" in kind and kind.endswith(_WORD_PARTS))
        if not is_word and not any(word in kind for word in _PLAIN_PARTS):
            return None
        try:
            root = parse_xml(content)
        except etree.XMLSyntaxError as error:
            raise TemplateError(f"{name}: the template is damaged ({error}): open it in Word and save it again") from error
        marked = mark_word(root, name) if is_word else mark_plain(root, name)
        return None if marked is None else _Part(name, marked, is_word=is_word)


class _Part:
    """One part as a compiled jinja template."""

    def __init__(self, name: str, marked: Marked, *, is_word: bool) -> None:
        self.name, self.tags, self.bases, self.is_word = name, marked.tags, marked.bases, is_word
        self._environment = word_environment() if is_word else plain_environment()
        self._lines: list[tuple[int, Tag]] = []
        self._source = self._write_source(_declare_prefixes(marked.root))
        self._template: jinja2.Template | None = None

    def render(self, context: Mapping[str, Any], relationships: Relationships) -> etree._Element:
        """The filled part. The addresses of its links are added to ``relationships``."""
        link = partial(relationships.add, _REL_HYPERLINK, external=True)
        writers = {number: RunWriter(base, link) for number, base in self.bases.items()}
        function = {_RICH: lambda value, number: _write_runs(writers[number], value)}
        try:
            text = self._compile().render({**context, **function})
        except _RUN_ERRORS as error:
            raise self._explain(error, context) from error
        try:
            return parse_xml(text.encode("utf-8", "replace"))
        except etree.XMLSyntaxError as error:
            raise TemplateError(f"{self.name}: its tags leave broken XML ({error}); open and close each block at one level") from error

    def _compile(self) -> jinja2.Template:
        """The jinja template; compiled when first rendered."""
        if self._template is None:
            code = self._environment.compile(self._source, self.name, self.name)
            self._template = jinja2.Template.from_code(self._environment, code, self._environment.make_globals(None))
        return self._template

    def _write_source(self, xml: str) -> str:
        """Jinja source for ``xml``: each marker its tag, on a line of its own so that an error's line names the tag."""
        out: list[str] = []
        line, last = 1, 0
        for match in _MARKER.finditer(xml):
            before = xml[last : match.start()]
            last = match.end()
            number = int(match[1])
            tag = self.tags[number]
            code = "" if tag.kind == "{#" or not tag.code.strip() else self._write_tag(tag, number)
            line += before.count("\n") + 1
            self._lines.append((line, tag))
            out += [before, code]
            line += code.count("\n") - 1
        return "".join([*out, xml[last:]])

    def _write_tag(self, tag: Tag, number: int) -> str:
        """``{{r name }}`` as jinja between control characters, a line end before the code."""
        code = " ".join(tag.code.split("\n"))
        begin, end = BLOCK if tag.kind == "{%" else VARIABLE
        if tag.kind == "{{" and tag.scope == "r":
            code = f"{_RICH}(({code}), {number})"
        return f"{begin}{tag.trim[0]}\n{code} {tag.trim[1]}{end}"

    def _explain(self, error: Exception, context: Mapping[str, Any]) -> TemplateError:
        """A TemplateError that names the tag at which ``error`` arose."""
        line = error.lineno if isinstance(error, jinja2.TemplateSyntaxError) else self._failing_line(error)
        problem = str(error) or type(error).__name__
        if isinstance(error, jinja2.UndefinedError) and problem.startswith("unknown field") and ";" not in problem:
            problem += did_you_mean(problem.split("'")[1], [*context, *self._assigned()])
        elif isinstance(error, jinja2.TemplateSyntaxError):
            problem = f"it is not valid jinja: {error.message}"
        tag = next((tag for number, tag in reversed(self._lines) if number <= (line or 0)), None)
        return tag.error(problem) if tag is not None else TemplateError(f"{self.name}: {problem}")

    def _failing_line(self, error: Exception) -> int | None:
        lines = [number for frame, number in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == self.name]
        return lines[-1] if lines else None

    def _assigned(self) -> set[str]:
        """The names that the template itself gives values: loop variables and ``set``."""
        tree = self._environment.parse(self._source)
        return {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}


def _declare_prefixes(root: etree._Element) -> str:
    """``root`` as a string whose first element declares the prefixes that the XML of values uses."""
    xml = etree.tostring(root, encoding="unicode")
    missing = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _PREFIXES.items() if prefix not in root.nsmap)
    end = re.search(r"[\s/>]", xml[1:])
    return xml if end is None or not missing else xml[: end.start() + 1] + missing + xml[end.start() + 1 :]


def _write_runs(writer: RunWriter, value: object) -> Markup:
    if isinstance(value, jinja2.Undefined):
        str(value)  # raises, naming the field
    return Markup(writer.write(value))  # noqa: S704  # RunWriter escapes
