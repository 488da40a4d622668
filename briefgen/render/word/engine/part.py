"""One part of a template as a compiled jinja template."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping
from typing import Any, NoReturn
from xml.parsers import expat

import jinja2
from jinja2 import nodes
from lxml import etree

from briefgen.errors import TemplateError
from briefgen.render.word.engine import analysis
from briefgen.render.word.engine.blocks import is_capture
from briefgen.render.word.engine.environment import BLOCK, RESERVED, VARIABLE, compile_source, plain_environment, word_environment
from briefgen.render.word.engine.faults import Fault, raise_faults
from briefgen.render.word.engine.marking import MARKER, Marked
from briefgen.render.word.engine.names import R, W
from briefgen.render.word.engine.reshape import reshape, wants_reshaping
from briefgen.render.word.engine.resources import Assembly, PartResources, functions
from briefgen.render.word.engine.tags import BETWEEN, CELL_WORDS, OPENING, RESTART, Tag
from briefgen.render.word.engine.tidy import drop_empty, drop_repeated_paragraph_ids, number_ids

FindUnknown = Callable[[analysis.Shape], list[Fault]]

_PREFIXES = {"w": W[1:-1], "r": R[1:-1]}  # what a value's XML may use
_CHECKED_SIZE = 2**20  # bytes; a longer part is whole by construction, unless a value in it came as XML
_DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"


class CompiledPart:
    """A part with tags. ``faults`` are those that show without a filling."""

    def __init__(self, marked: Marked, *, is_word: bool) -> None:
        self.name, self.tags, self.is_word = marked.part, marked.tags, is_word
        self._bases, self._plain, self._needs = marked.bases, marked.plain, marked.needs
        self._environment = word_environment() if is_word else plain_environment()
        self._lines: list[tuple[int, Tag]] = []
        self._pieces: list[tuple[Tag, nodes.Template]] = []
        self.faults = list(marked.faults)
        self.tree = nodes.Template([], lineno=1)
        self._template: jinja2.Template | None = None
        if self.faults:
            self.faults += self._read_pieces()
        else:
            prefix = next((key for key, uri in marked.root.nsmap.items() if uri == _PREFIXES["w"]), None)
            self._prefix = f"{prefix}:" if prefix else ""
            self._parse(self._write_source(_declare_prefixes(marked.root), marked.quote))

    def render(self, context: Mapping[str, Any], assembly: Assembly, find_unknown: FindUnknown) -> bytes:
        """The filled part. What its values ask for is added to ``assembly``; where a field is unknown, ``find_unknown`` lists all such."""
        if self._template is None:
            raise_faults(self.faults)
            return b""
        resources = PartResources(assembly, self.name)
        try:
            xml = self._template.render({**context, **functions(resources, self._bases)})
        except Exception as error:  # the one boundary: what the caller's values raise ends as a fault of the tag, too
            raise_faults(find_unknown(analysis.shape_of(context)) if _is_unknown_field(error) else [])
            self._explain(error)
        resources.write()
        data = (_DECLARATION + (self._tidy(xml, assembly) if self.is_word else xml)).encode("utf-8", "replace")
        if resources.has_foreign or len(data) < _CHECKED_SIZE:
            self._check_whole(data)
        return data

    def _tidy(self, xml: str, assembly: Assembly) -> str:
        xml = drop_empty(xml, self._needs, prefix=self._prefix)
        if wants_reshaping(xml, self._needs):
            xml = reshape(xml, self._needs, assembly)
        if self._needs.repeated_ids:
            xml = drop_repeated_paragraph_ids(xml)
        return number_ids(xml, assembly.ids)

    def _check_whole(self, data: bytes) -> None:
        """TemplateError where the part is no whole XML: a value that its maker marked as XML was none, or was cut."""
        try:
            expat.ParserCreate().Parse(data, True)
        except expat.ExpatError as error:
            hint = "give no value as XML, and open and close each block at one level"
            raise_faults([Fault("xml.broken", self.name, "", "", f"what fills it leaves broken XML ({error})", hint)])

    # --- the jinja source ----------------------------------------------------------------------------------

    def _write_source(self, xml: str, quote: str) -> str:
        """Jinja source for ``xml``: each marker its tag, on a line of its own so that an error's line names the tag."""
        out: list[str] = []
        line, last = 1, 0
        marker = rf"<\?{MARKER} (\d+)\?>" + (rf"|{quote}(\d+){quote}" if quote else "")
        for match in re.finditer(marker, xml):
            before = xml[last : match.start()]
            last = match.end()
            number = int(match[match.lastindex or 1])
            tag = self.tags[number]
            code = "" if tag.kind == "{#" or not tag.code.strip() else self._write_tag(tag, number)
            line += before.count("\n") + 1
            self._lines.append((line, tag))
            out += [before, code]
            line += code.count("\n") - 1
        return "".join([*out, xml[last:]])

    def _write_tag(self, tag: Tag, number: int) -> str:
        """``{{r name }}`` as jinja between control characters, a line end before the code."""
        code = " ".join(tag.code.split("\n")).strip()
        begin, end = BLOCK if tag.kind == "{%" else VARIABLE
        if tag.kind == "{{" and tag.scope in ("r", "p") and number in self._bases:
            code = f"{RESERVED}{'runs' if tag.scope == 'r' else 'paragraphs'}(({code}), {number})"
        elif tag.kind == "{{" and number in self._plain:
            code = f"{RESERVED}plain(({code}))"
        return f"{begin}\n{code} {end}"

    def _parse(self, source: str) -> None:
        """The source as a tree; where it is not valid, a fault for each tag that is not."""
        try:
            self.tree = self._environment.parse(source, self.name, self.name)
            self.faults += analysis.find_static_faults(self.tree, self._environment, self.tag_at)
        except (jinja2.TemplateSyntaxError, RecursionError, MemoryError) as error:
            self.faults += self._read_pieces() or [self._syntax_fault(error)]
            return
        if not self.faults:
            self._compile()

    def _compile(self) -> None:
        try:
            self._template = compile_source(self._environment, self.tree, self.name)
        except (jinja2.TemplateSyntaxError, SyntaxError, RecursionError, MemoryError) as error:
            self.faults.append(self._syntax_fault(error))

    def _read_pieces(self) -> list[Fault]:
        """Read each tag by itself, where the part as a whole cannot be read; the faults of those that are no jinja."""
        faults = []
        for tag in self.tags:
            code = self._piece(tag)
            try:
                tree = self._environment.parse(code)
                faults += analysis.find_static_faults(tree, self._environment, lambda _, tag=tag: tag)  # type: ignore[misc]
            except jinja2.TemplateSyntaxError as error:
                faults.append(_not_jinja(tag, error))
            except RecursionError:
                faults.append(tag.fault("tag.syntax", "it is nested too deep", "write it in several steps"))
            else:
                self._pieces.append((tag, tree))
        return faults

    @staticmethod
    def _piece(tag: Tag) -> str:
        """The source of a tag alone, with what opens or closes it."""
        code = tag.code.strip()
        if tag.kind == "{#" or tag.keyword in (*CELL_WORDS, RESTART) or tag.keyword.startswith("end"):
            return ""
        if tag.kind == "{{":
            return f"{VARIABLE[0]} {code} {VARIABLE[1]}"
        opening = "if 1" if tag.keyword in BETWEEN else ""
        closing = "if" if opening else "set" if is_capture(tag) else tag.keyword if tag.keyword in OPENING else ""
        return "".join(f"{BLOCK[0]} {piece} {BLOCK[1]}" for piece in (opening, code, closing and f"end{closing}") if piece)

    def find_unknown(self, shape: analysis.Shape) -> list[Fault]:
        """A fault for every field that the part asks for and ``shape`` does not have."""
        try:
            if self._pieces:
                return analysis.find_unknown_in_pieces(self._pieces, shape)
            return analysis.find_unknown(self.tree, shape, self.tag_at)
        except RecursionError as error:
            return [self._syntax_fault(error)]

    def _syntax_fault(self, error: Exception) -> Fault:
        tag = self.tag_at(getattr(error, "lineno", None) or 0)
        if tag is not None and isinstance(error, jinja2.TemplateSyntaxError):
            return _not_jinja(tag, error)
        problem = "its tags are nested too deep, or an expression is too long"
        return Fault("tag.syntax", self.name, "", "", problem, "write it in several steps, with {% set %} or a macro")

    def tag_at(self, line: int) -> Tag | None:
        """The tag whose code stands on a line of the source."""
        low, high = 0, len(self._lines)
        while low < high:
            middle = (low + high) // 2
            if self._lines[middle][0] <= line:
                low = middle + 1
            else:
                high = middle
        return self._lines[low - 1][1] if low else None

    # --- errors while it is filled ---------------------------------------------------------------------------

    def _explain(self, error: Exception) -> NoReturn:
        """Raise a TemplateError that names the tag at which ``error`` arose."""
        tag = self.tag_at(self._failing_line(error) or 0)
        problem, hint = _describe(error)
        fault = tag.fault("tag.run", problem, hint) if tag else Fault("tag.run", self.name, "", "", problem, hint)
        raise TemplateError(str(fault), (fault,)) from error

    def _failing_line(self, error: Exception) -> int | None:
        if isinstance(error, jinja2.TemplateSyntaxError):
            return error.lineno
        lines = [number for frame, number in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == self.name]
        return lines[-1] if lines else None


def _is_unknown_field(error: Exception) -> bool:
    return isinstance(error, jinja2.UndefinedError) and str(error).startswith("unknown field")


def _not_jinja(tag: Tag, error: jinja2.TemplateSyntaxError) -> Fault:
    message = error.message or ""
    for character in (*BLOCK, *VARIABLE):
        for written in (repr(character), character):
            message = message.replace(written, "the end of the tag")
    message = re.sub(r"unexpected char (.+) at \d+$", r"\1 does not belong there", message)
    return tag.fault("tag.syntax", f"it is not valid jinja: {message.strip().rstrip('.')}")


def _describe(error: Exception) -> tuple[str, str]:
    """What went wrong, and what to do, in one line."""
    problem = " ".join((str(error) or type(error).__name__).split())
    if isinstance(error, RecursionError):
        return "it calls itself without end", "give the macro a case in which it does not"
    if isinstance(error, MemoryError):
        return "it needs more memory than there is", ""
    head, semicolon, hint = problem.partition("; ")
    return (head, hint) if semicolon else (problem, "")


def _declare_prefixes(root: etree._Element) -> str:
    """``root`` as a string whose first element declares the prefixes that the XML of values uses."""
    xml = etree.tostring(root, encoding="unicode")
    missing = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _PREFIXES.items() if prefix not in root.nsmap)
    end = re.search(r"[\s/>]", xml[1:])
    return xml if end is None or not missing else xml[: end.start() + 1] + missing + xml[end.start() + 1 :]
