"""Finds the tags in a part of a Word file, however Word has split them, and puts a marker where each belongs.

The dialect is docxtpl's: ``{{ field }}``, ``{% for ... %}``, ``{# note #}`` inside text; ``{%p %}``, ``{%tr %}``,
``{%tc %}``, ``{%r %}`` in the place of the paragraph, row, cell or run that holds them (and ``{#p #}`` likewise);
``{{r field }}`` in the place of its run; ``{_{``, ``}_}``, ``{_%``, ``%_}`` for literal braces.

A marker is a processing instruction that names a tag by number. XML text can hold nothing that looks like one,
so whatever a template says beside its tags is never taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from briefgen.errors import TemplateError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
MARKER = "briefgen-tag"

Kind = Literal["{{", "{%", "{#"]
Scope = Literal["", "p", "tr", "tc", "r"]

_QUOTED = r""""[^"]*"|'[^']*'|[^"']"""  # a string in a tag may hold the tag's own end
TAG = re.compile(rf"\{{\{{(?:{_QUOTED})*?\}}\}}|\{{%(?:{_QUOTED})*?%\}}|\{{#.*?#\}}", re.DOTALL)
_INNER = re.compile(r"(?P<trim>[-+]?)(?P<scope>(?:p|tr|tc|r)(?=\s))?(?P<code>.*?)(?P<end>[-+]?)", re.DOTALL)
_ESCAPED = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))
_CONTAINERS: dict[str, tuple[str, str]] = {"p": ("p", "paragraph"), "tr": ("tr", "table row"), "tc": ("tc", "table cell")}
_OPENING = frozenset({"for", "if", "with", "macro", "call", "filter"})


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag as its author wrote it, and where."""

    kind: Kind
    scope: Scope
    code: str
    """What stands between the delimiters, straight quotation marks, no scope."""
    trim: tuple[str, str]
    """``-`` or ``+`` beside either delimiter, for jinja."""
    text: str
    place: str
    """``word/document.xml, table 2, row 1, cell 3``: how a message names it."""

    @property
    def keyword(self) -> str:
        """The first word of a ``{% %}`` tag, else the empty string."""
        return (self.code.split() or [""])[0] if self.kind == "{%" else ""

    def error(self, problem: str) -> TemplateError:
        """A TemplateError that names this tag."""
        return TemplateError(f"{self.place}, tag {shown(self.text)}: {problem}")


@dataclass(slots=True)
class Marked:
    """A part whose tags are markers: ``tags[n]`` is what marker n stands for, ``bases[n]`` the properties of its run."""

    root: etree._Element
    tags: list[Tag]
    bases: dict[int, etree._Element | None]


def shown(text: str, *, length: int = 60) -> str:
    """``text`` on one line and short enough for a message."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def mark_word(root: etree._Element, part: str) -> Marked | None:
    """Put markers in the place of the tags of a Word part, in its tree; None where it has no tag."""
    marked = Marked(root, [], {})
    places = Places(root, part)
    lifted: dict[etree._Element, list[etree._Element]] = {}
    touched = False
    for paragraph, texts in _paragraphs(root):
        joined = "".join(text.text or "" for text in texts)
        if "{" not in joined and "}_}" not in joined and "%_}" not in joined:
            continue
        found = _find_tags(joined, places.of(paragraph))
        touched |= _fill_texts(texts, joined, found, marked)
        for pi in [node for text in texts for node in text]:
            _lift(pi, marked, lifted)
        if found:
            _clear_remains(paragraph, texts)
    if not touched:
        return None
    for container, markers in lifted.items():
        _replace_container(container, markers, marked)
    _check_blocks(marked)
    return marked


def mark_plain(root: etree._Element, part: str) -> Marked | None:
    """The same for a part of plain text elements, such as the document's properties."""
    marked = Marked(root, [], {})
    for element in list(root.iter(etree.Element)):
        if element.text and "{" in element.text:
            _fill_texts([element], element.text, _find_tags(element.text, f"{part}, {etree.QName(element).localname}"), marked)
    return marked if marked.tags else None


def tag_number(marker: etree._Element) -> int:
    """The number of the tag that a marker stands for."""
    return int(marker.text or "0")


# --- finding ---------------------------------------------------------------------------------------------


def _paragraphs(root: etree._Element) -> Iterator[tuple[etree._Element, list[etree._Element]]]:
    """Every paragraph with its own ``w:t``, not those of a text box inside it."""
    groups: dict[etree._Element, list[etree._Element]] = {}
    for text in root.iter(f"{W}t"):
        paragraph = next(text.iterancestors(f"{W}p"), None)
        if paragraph is not None:
            groups.setdefault(paragraph, []).append(text)
    yield from groups.items()


class Places:
    """Names for the paragraphs of a part, as a person would count them in Word."""

    def __init__(self, root: etree._Element, part: str) -> None:
        self.part = part
        self.paragraphs = {element: number for number, element in enumerate(root.iter(f"{W}p"), 1)}
        self.tables = {element: number for number, element in enumerate(root.iter(f"{W}tbl"), 1)}

    def of(self, paragraph: etree._Element) -> str:
        """``word/document.xml, table 2, row 1, cell 3`` or ``..., paragraph 7``."""
        cell = next(paragraph.iterancestors(f"{W}tc"), None)
        row = next(paragraph.iterancestors(f"{W}tr"), None)
        table = next(paragraph.iterancestors(f"{W}tbl"), None)
        if cell is None or row is None or table is None:
            return f"{self.part}, paragraph {self.paragraphs.get(paragraph, 0)}"
        return f"{self.part}, table {self.tables.get(table, 0)}, row {_nth(row)}, cell {_nth(cell)}"


def _nth(element: etree._Element) -> int:
    return 1 + sum(1 for _ in element.itersiblings(element.tag, preceding=True))


def _find_tags(joined: str, place: str) -> list[tuple[int, int, Tag]]:
    """The tags of a paragraph's text with their offsets. What stands between ``{% raw %}`` and ``{% endraw %}`` is text."""
    found: list[tuple[int, int, Tag]] = []
    raw, last = False, 0
    for match in TAG.finditer(joined):
        tag = _read_tag(match.group(), place)
        if raw and tag.keyword != "endraw":
            continue
        if not raw:
            _refuse_unclosed(joined[last : match.start()], place)
        if tag.keyword in ("raw", "endraw"):
            raw = tag.keyword == "raw"
            tag = Tag("{#", "", "", ("", ""), tag.text, place)
        last = match.end()
        found.append((match.start(), match.end(), tag))
    if not raw:
        _refuse_unclosed(joined[last:], place)
    return found


def _refuse_unclosed(text: str, place: str) -> None:
    """TemplateError for a ``{{`` or ``{%`` that nothing in the same paragraph closes."""
    for opening, closing in (("{{", "}}"), ("{%", "%}")):
        at = text.find(opening)
        if at >= 0:
            raise TemplateError(
                f"{place}, tag {shown(text[at:])}: nothing closes it in the same paragraph; "
                f"end it with {closing}, or write {opening[0]}_{opening[1]} for the characters themselves"
            )


def _read_tag(text: str, place: str) -> Tag:
    """A Tag of its text: ``{%tr for row in rows %}`` has the scope ``tr`` and the code ``for row in rows``."""
    inner = _INNER.fullmatch(text[2:-2])
    if inner is None:  # the pattern matches anything
        raise TemplateError(f"{place}, tag {shown(text)}: cannot be read")
    kind: Kind = "{{" if text[1] == "{" else "{%" if text[1] == "%" else "{#"
    scope = inner["scope"] or ""
    tag = Tag(kind, scope, straight_quotes(inner["code"]), (inner["trim"], inner["end"]), text, place)  # type: ignore[arg-type]
    if kind == "{{" and scope in _CONTAINERS:
        raise tag.error(f"a value cannot take the place of a {_CONTAINERS[scope][1]}; write {{{{ }}}} or {{{{r }}}}")
    return tag


def straight_quotes(code: str) -> str:
    """``code`` with the curly marks around strings made straight: Word types ``“done”`` for ``"done"``.

    A curly mark inside a string stays: ``'it’s'`` is one string.
    """
    out: list[str] = []
    closing = ""
    for character in code:
        if closing:
            if character in closing:
                out.append('"' if closing[0] == '"' else "'")
                closing = ""
            else:
                out.append(character)
        elif character in "\"“”„'‘’‚":
            double = character in "\"“”„"
            out.append('"' if double else "'")
            closing = {'"': '"', "'": "'"}.get(character) or ('"“”' if double else "'‘’")
        else:
            out.append(character)
    return "".join(out)


# --- placing ---------------------------------------------------------------------------------------------


def _fill_texts(texts: list[etree._Element], joined: str, found: list[tuple[int, int, Tag]], marked: Marked) -> bool:
    """Rewrite text elements as literal text and markers; a tag stands in the element where it begins. Whether anything changed."""
    numbered = []
    for start, end, tag in found:
        numbered.append((start, end, len(marked.tags)))
        marked.tags.append(tag)
    changed, offset = bool(found), 0
    for text in texts:
        begin, offset = offset, offset + len(text.text or "")
        literal = begin
        last: etree._Element | None = None
        pieces: list[tuple[str, int]] = []
        for start, end, index in numbered:
            if end <= begin or start >= offset:
                continue
            if start >= begin:
                pieces.append((joined[literal:start], index))
            literal = min(max(literal, end), offset)
        rest = joined[literal:offset]
        changed |= any(_unescape(piece) != piece for piece in (rest, *(words for words, _ in pieces)))
        text.text = None
        for words, number in pieces:
            _append_words(text, last, words)
            last = etree.ProcessingInstruction(MARKER, str(number))
            text.append(last)
        _append_words(text, last, rest)
        if text.tag == f"{W}t":
            text.set(XML_SPACE, "preserve")
    return changed


def _append_words(text: etree._Element, last: etree._Element | None, words: str) -> None:
    """``words`` after the marker ``last``, or at the beginning of ``text`` where there is none yet."""
    words = _unescape(words)
    if last is None:
        text.text = words or None
    else:
        last.tail = words or None


def _unescape(words: str) -> str:
    for written, meant in _ESCAPED:
        words = words.replace(written, meant)
    return words


def _lift(pi: etree._Element, marked: Marked, lifted: dict[etree._Element, list[etree._Element]]) -> None:
    """Move a marker out of its text: to its run's level for ``r``, onto the list of its container for ``p``, ``tr``, ``tc``."""
    number = tag_number(pi)
    tag = marked.tags[number]
    if tag.scope == "r":
        run = next(pi.iterancestors(f"{W}r"))
        properties = run.find(f"{W}rPr")
        marked.bases[number] = None if properties is None else deepcopy(properties)
        _split_run(run, pi)
    elif tag.scope:
        name, noun = _CONTAINERS[tag.scope]
        container = next(pi.iterancestors(f"{W}{name}"), None)
        if container is None:
            raise tag.error(f"there is no {noun} around it; {{%{tag.scope} %}} belongs inside one")
        lifted.setdefault(container, []).append(pi)


def _split_run(run: etree._Element, pi: etree._Element) -> None:
    """Cut ``run`` in two at ``pi``, which then stands between the halves; a half with nothing in it goes."""
    text = pi.getparent()
    parent = run.getparent()
    if text is None or parent is None:
        return
    after = etree.Element(run.tag, {str(key): str(value) for key, value in run.attrib.items()})
    properties = run.find(f"{W}rPr")
    if properties is not None:
        after.append(deepcopy(properties))
    rest = etree.SubElement(after, text.tag, {XML_SPACE: "preserve"})
    rest.text = pi.tail
    pi.tail = None
    rest.extend(list(pi.itersiblings()))
    after.extend(list(text.itersiblings()))
    index = parent.index(run) + 1
    parent.insert(index, pi)
    parent.insert(index + 1, after)
    for half in (run, after):
        if _is_hollow(half):
            _remove(half)


def _is_hollow(run: etree._Element) -> bool:
    """Whether a run shows nothing: properties and empty text alone."""
    return all(child.tag == f"{W}rPr" or (child.tag == f"{W}t" and not child.text and not len(child)) for child in run)


def _replace_container(container: etree._Element, markers: list[etree._Element], marked: Marked) -> None:
    """Put the markers in the place of the paragraph, row or cell that held them. TemplateError for text that would be lost."""
    tag = marked.tags[tag_number(markers[0])]
    noun = _CONTAINERS[tag.scope][1]
    parent = container.getparent()
    words = "".join((text.text or "") + "".join(pi.tail or "" for pi in text) for text in container.iter(f"{W}t"))
    others = [pi for pi in container.iter(etree.ProcessingInstruction) if pi not in markers and marked.tags[tag_number(pi)].kind == "{{"]
    lost = words.strip() or (marked.tags[tag_number(others[0])].text if others else "")
    if lost:
        raise tag.error(f"the {noun} that holds it is taken out, and “{shown(lost, length=40)}” with it; give the tag a {noun} of its own")
    if parent is None:
        return
    index = parent.index(container)
    parent.remove(container)
    for shift, pi in enumerate(markers):
        pi.tail = None
        parent.insert(index + shift, pi)


def _clear_remains(paragraph: etree._Element, texts: list[etree._Element]) -> None:
    """Take out the runs that held nothing but a piece of a tag, and proofing marks, which no longer stand around a word."""
    for mark in list(paragraph.iter(f"{W}proofErr")):
        _remove(mark)
    for text in texts:
        run = text.getparent()
        if run is not None and run.tag == f"{W}r" and _is_hollow(run):
            _remove(run)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


# --- checking --------------------------------------------------------------------------------------------


def _check_blocks(marked: Marked) -> None:
    """TemplateError for a block that is not closed, or closed where the XML between would not be whole."""
    open_blocks: list[etree._Element] = []
    for pi in marked.root.iter(etree.ProcessingInstruction):
        tag = marked.tags[tag_number(pi)]
        if tag.keyword in _OPENING:
            open_blocks.append(pi)
        elif tag.keyword.startswith("end") and tag.keyword[3:] in _OPENING:
            if not open_blocks:
                raise tag.error(f"nothing opens it; put {{% {tag.keyword[3:]} ... %}} before it")
            opening = open_blocks.pop()
            first = marked.tags[tag_number(opening)]
            if first.keyword != tag.keyword[3:]:
                raise tag.error(f"it closes {shown(first.text)} ({first.place}), which needs {{% end{first.keyword} %}}")
            if _path_names(opening, pi) != _path_names(pi, opening):
                raise first.error(f"it opens at another level than {shown(tag.text)} ({tag.place}) closes; give both the same kind of tag")
    if open_blocks:
        tag = marked.tags[tag_number(open_blocks[-1])]
        raise tag.error(f"nothing closes it; put {{% end{tag.keyword} %}} after what belongs to it")


def _path_names(pi: etree._Element, other: etree._Element) -> list[object]:
    """The names of the elements around ``pi`` up to the one that holds ``other`` too."""
    around = set(other.iterancestors())
    return [element.tag for element in pi.iterancestors() if element not in around]
