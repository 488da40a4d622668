"""Puts a marker in a part's tree where each tag belongs, however Word has split the tags.

A marker is a processing instruction that names a tag by number; where XML allows none, in the value of an attribute,
it is the number between two characters that the part does not hold. So whatever a template says beside its tags is
never taken for one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile
from typing import Any

from lxml import etree

from briefgen.render.word.engine.blocks import check_blocks
from briefgen.render.word.engine.cells import mark_cell
from briefgen.render.word.engine.faults import Fault
from briefgen.render.word.engine.lines import join_lines
from briefgen.render.word.engine.names import XML_SPACE, W
from briefgen.render.word.engine.numbering import Numbered, mark_restarts
from briefgen.render.word.engine.places import Places
from briefgen.render.word.engine.tags import CELL_WORDS, CONTAINERS, RESTART, Finder, Tag, has_tag, shown, unescape

MARKER = "briefgen-tag"
_TEXTS = (f"{W}t", f"{W}instrText")
_ROOM = frozenset(f"{W}{name}" for name in ("tab", "br", "cr", "noBreakHyphen", "softHyphen", "lastRenderedPageBreak"))
_FREE = range(0xE000, 0xF8FF)  # private use: one that the part does not hold is soon found


@dataclass(frozen=True, slots=True)
class Base:
    """The properties around a tag, which its value keeps: of its run, and of its paragraph where it stands for one."""

    run: etree._Element | None = None
    paragraph: etree._Element | None = None
    boxed: bool = False
    """Whether the tag stands in a text box, where no note may."""


@dataclass(slots=True)
class Needs:
    """What filling may leave behind that has to be tidied."""

    rows: bool = False
    """Cells come and go: a row may end up without any."""
    tables: bool = False
    """Rows come and go: a table may end up without any."""
    holders: bool = False
    """Paragraphs or tables come and go: a cell, a header or a text box may end up empty."""
    repeated_ids: bool = False
    """Blocks that repeat hold bookmarks, pictures or numbered paragraphs."""
    columns: bool = False
    """Cells come and go or span: the grid of their table has to follow."""


@dataclass(slots=True)
class Marked:
    """A part whose tags are markers: ``tags[n]`` is what marker n stands for."""

    root: etree._Element
    part: str
    tags: list[Tag] = field(default_factory=list)
    bases: dict[int, Base] = field(default_factory=dict)
    plain: set[int] = field(default_factory=set)
    """Tags whose values stand where no element can: in attributes and the instructions of fields."""
    faults: list[Fault] = field(default_factory=list)
    quote: str = ""
    """The character around the numbers of tags in attributes; empty where there are none."""
    needs: Needs = field(default_factory=Needs)

    def add(self, tag: Tag) -> etree._Element:
        """A new marker for ``tag``."""
        self.tags.append(tag)
        return etree.ProcessingInstruction(MARKER, str(len(self.tags) - 1))

    def tag_of(self, marker: etree._Element) -> Tag:
        """What a marker stands for."""
        return self.tags[tag_number(marker)]


@dataclass(slots=True)
class _Waiting:
    """Markers that find their place once every tag of the part is one."""

    containers: dict[etree._Element, list[etree._Element]] = field(default_factory=dict)
    """By the paragraph, row or cell that they take the place of."""
    cells: list[etree._Element] = field(default_factory=list)
    restarts: list[etree._Element] = field(default_factory=list)


def tag_number(marker: etree._Element) -> int:
    """The number of the tag that a marker stands for."""
    return int(marker.text or "0")


def mark_word(root: etree._Element, part: str, numbered: Callable[[], Numbered] = dict) -> Marked | None:
    """Put markers in the place of the tags of a Word part, in its tree; None where it has no tag. Faults stand in the result.

    ``numbered`` gives what the paragraph styles number; it is asked when a tag restarts a list.
    """
    marked, waiting = Marked(root, part), _Waiting()
    finder, places = Finder(part, marked.faults), Places(root)
    touched = _mark_attributes(marked, finder)
    for paragraph, texts in list(_lines(root)):
        joined = "".join(text.text or "" for text in texts)
        if not has_tag(joined):
            continue
        found = finder.find(joined, places.of(paragraph))
        touched |= _fill_texts(texts, joined, found, marked)
        for marker in [node for text in texts for node in text]:
            _lift(marker, marked, waiting)
        if found:
            _clear_remains(paragraph, texts)
    finder.finish()
    if not touched and not marked.faults:
        return None
    join_lines(marked)
    for marker in waiting.cells:
        mark_cell(marker, marked)
    mark_restarts(waiting.restarts, marked, numbered() if waiting.restarts else {})
    for container, markers in waiting.containers.items():
        _replace_container(container, markers, marked)
    check_blocks(marked)
    return marked


def mark_plain(root: etree._Element, part: str) -> Marked | None:
    """The same for a part of plain text elements, such as the document's properties."""
    marked = Marked(root, part)
    finder = Finder(part, marked.faults)
    touched = _mark_attributes(marked, finder)
    for element in list(root.iter(etree.Element)):
        if element.text and has_tag(element.text):
            touched |= _fill_texts([element], element.text, finder.find(element.text, etree.QName(element).localname), marked)
    finder.finish()
    if not touched and not marked.faults:
        return None
    check_blocks(marked)
    return marked


# --- finding ---------------------------------------------------------------------------------------------


def _lines(root: etree._Element) -> Iterator[tuple[etree._Element, list[etree._Element]]]:
    """Every paragraph that may hold a tag with its own texts, not those of a text box inside it; the instructions of its fields apart."""
    groups: dict[tuple[etree._Element, str], list[etree._Element]] = {}
    wanted: set[tuple[etree._Element, str]] = set()
    for text in root.iter(*_TEXTS):
        paragraph = next(text.iterancestors(f"{W}p"), None)
        if paragraph is None:
            continue
        key = (paragraph, str(text.tag))
        groups.setdefault(key, []).append(text)
        if text.text and has_tag(text.text):
            wanted.add(key)
    for key, texts in groups.items():
        if key in wanted:
            yield key[0], texts


def _mark_attributes(marked: Marked, finder: Finder) -> bool:
    """Mark the tags in values of attributes, such as a picture's alternative text. Whether there are any."""
    found = marked.root.xpath("//@*[contains(., '{{') or contains(., '{%')]")
    if not isinstance(found, list) or not found:
        return False
    whole = etree.tostring(marked.root, encoding="unicode")
    marked.quote = next(chr(code) for code in _FREE if chr(code) not in whole)
    values: list[Any] = found  # strings that know their element
    for value in values:
        element, name, words = value.getparent(), value.attrname, str(value)
        last, pieces = 0, []
        for start, end, tag in finder.find(words, f"{etree.QName(element).localname} {etree.QName(name).localname}"):
            marked.tags.append(tag)
            marked.plain.add(len(marked.tags) - 1)
            pieces += [unescape(words[last:start]), f"{marked.quote}{len(marked.tags) - 1}{marked.quote}"]
            last = end
        element.set(name, "".join([*pieces, unescape(words[last:])]))
    return True


# --- placing ---------------------------------------------------------------------------------------------


def _fill_texts(texts: list[etree._Element], joined: str, found: list[tuple[int, int, Tag]], marked: Marked) -> bool:
    """Rewrite text elements as literal text and markers; a tag stands in the element where it begins. Whether anything changed."""
    numbered = []
    for start, end, tag in found:
        numbered.append((start, end, len(marked.tags)))
        marked.tags.append(tag)
        if texts[0].tag == f"{W}instrText":
            marked.plain.add(len(marked.tags) - 1)
    _clear_between(texts, found)
    changed, offset, first = bool(found), 0, 0
    for text in texts:
        begin, offset = offset, offset + len(text.text or "")
        literal = begin
        pieces: list[tuple[str, int]] = []
        while first < len(numbered) and numbered[first][1] <= begin:
            first += 1
        for start, end, index in takewhile(lambda tag, offset=offset: tag[0] < offset, islice(numbered, first, None)):  # type: ignore[misc]
            if start >= begin:
                pieces.append((joined[literal:start], index))
            literal = min(max(literal, end), offset)
        rest = joined[literal:offset]
        changed |= any(unescape(piece) != piece for piece in (rest, *(words for words, _ in pieces)))
        _write_pieces(text, pieces, rest)
    return changed


def _write_pieces(text: etree._Element, pieces: list[tuple[str, int]], rest: str) -> None:
    """``text`` as words, each followed by the marker of a tag, and the rest."""
    text.text = None
    last: etree._Element | None = None
    for words, number in pieces:
        _append_words(text, last, words)
        last = etree.ProcessingInstruction(MARKER, str(number))
        text.append(last)
    _append_words(text, last, rest)
    if text.tag in _TEXTS:
        text.set(XML_SPACE, "preserve")


def _clear_between(texts: list[etree._Element], found: list[tuple[int, int, Tag]]) -> None:
    """Take out the tabs and line breaks inside a tag: a line may break there while its author types, and shows nothing of it."""
    if len(texts) < 2:
        return
    ends: list[int] = []
    for text in texts:
        ends.append((ends[-1] if ends else 0) + len(text.text or ""))
    for start, end, _ in found:
        first, last = bisect_right(ends, start), bisect_left(ends, end)
        if first < last:
            _clear_space(texts[first], texts[last])


def _clear_space(first: etree._Element, last: etree._Element) -> None:
    """Remove what only makes room between two texts of one paragraph."""
    paragraph = next(first.iterancestors(f"{W}p"), None)
    within = False
    for element in list(paragraph.iter()) if paragraph is not None else ():
        within = (within or element is first) and element is not last
        if within and element.tag in _ROOM:
            remove(element)


def _append_words(text: etree._Element, last: etree._Element | None, words: str) -> None:
    """``words`` after the marker ``last``, or at the beginning of ``text`` where there is none yet."""
    words = unescape(words)
    if last is None:
        text.text = words or None
    else:
        last.tail = words or None


def _lift(marker: etree._Element, marked: Marked, waiting: _Waiting) -> None:
    """Move a marker out of its text: to its run's level for ``r``, onto the list of its container for ``p``, ``tr``, ``tc``."""
    number = tag_number(marker)
    tag = marked.tags[number]
    if number in marked.plain:
        return
    if tag.keyword in CELL_WORDS:
        waiting.cells.append(marker)
    elif tag.keyword == RESTART:
        waiting.restarts.append(marker)
    elif tag.scope:
        _lift_scoped(marker, marked, waiting)


def _lift_scoped(marker: etree._Element, marked: Marked, waiting: _Waiting) -> None:
    number = tag_number(marker)
    tag = marked.tags[number]
    run = next(marker.iterancestors(f"{W}r"), None)
    if tag.scope == "r" and run is not None:
        marked.bases[number] = Base(_copy(run.find(f"{W}rPr")), boxed=_is_boxed(run))
        _split_run(run, marker)
        return
    noun = CONTAINERS.get(tag.scope, "run")
    container = next(marker.iterancestors(f"{W}{tag.scope}"), None)
    if container is None:
        marked.faults.append(tag.fault("tag.scope", f"there is no {noun} around it", f"{{%{tag.scope} %}} belongs inside one"))
        marked.tags[number] = replace(tag, kind="{#", code="", scope="")
        return
    if tag.kind == "{{":
        marked.bases[number] = Base(
            None if run is None else _copy(run.find(f"{W}rPr")), _copy(container.find(f"{W}pPr")), boxed=_is_boxed(container)
        )  # fmt: skip
    waiting.containers.setdefault(container, []).append(marker)


def _is_boxed(element: etree._Element) -> bool:
    return next(element.iterancestors(f"{W}txbxContent"), None) is not None


def _copy(properties: etree._Element | None) -> etree._Element | None:
    return None if properties is None else deepcopy(properties)


def _split_run(run: etree._Element, marker: etree._Element) -> None:
    """Cut ``run`` in two at ``marker``, which then stands between the halves; a half with nothing in it goes."""
    text, parent = marker.getparent(), run.getparent()
    if text is None or parent is None:
        return
    after = etree.Element(run.tag, {str(key): str(value) for key, value in run.attrib.items()})
    properties = run.find(f"{W}rPr")
    if properties is not None:
        after.append(deepcopy(properties))
    rest = etree.SubElement(after, text.tag, {XML_SPACE: "preserve"})
    rest.text = marker.tail
    marker.tail = None
    rest.extend(list(marker.itersiblings()))
    after.extend(list(text.itersiblings()))
    index = parent.index(run) + 1
    parent.insert(index, marker)
    parent.insert(index + 1, after)
    for half in (run, after):
        if is_hollow(half):
            remove(half)


def is_hollow(run: etree._Element) -> bool:
    """Whether a run shows nothing: properties and empty text alone."""
    return all(child.tag == f"{W}rPr" or (child.tag in _TEXTS and not child.text and not len(child)) for child in run)


def _replace_container(container: etree._Element, markers: list[etree._Element], marked: Marked) -> None:
    """Put the markers in the place of the paragraph, row or cell that held them. A fault for text that would be lost."""
    tag = marked.tag_of(markers[0])
    noun = CONTAINERS[tag.scope]
    parent = container.getparent()
    words = "".join((text.text or "") + "".join(pi.tail or "" for pi in text) for text in container.iter(f"{W}t"))
    others = [pi for pi in container.iter(etree.ProcessingInstruction) if pi not in markers and marked.tag_of(pi).kind == "{{"]
    lost = words.strip() or (marked.tag_of(others[0]).text if others else "")
    if lost:
        problem = f"the {noun} that holds it is taken out, and “{shown(lost, length=40)}” with it"
        marked.faults.append(tag.fault("tag.lost_text", problem, f"give the tag a {noun} of its own"))
    if parent is None:
        return
    if tag.scope == "p":
        _keep_section(container)
    index = parent.index(container)
    tail = container.tail
    parent.remove(container)
    for shift, pi in enumerate(markers):
        pi.tail = tail if shift == len(markers) - 1 else None
        parent.insert(index + shift, pi)


def _keep_section(paragraph: etree._Element) -> None:
    """Leave the end of a section that stands in ``paragraph`` to an empty one after it: page sizes and headers hang on it."""
    section = paragraph.find(f"{W}pPr/{W}sectPr")
    parent = paragraph.getparent()
    if section is None or parent is None:
        return
    keeper = etree.Element(f"{W}p")
    etree.SubElement(keeper, f"{W}pPr").append(section)
    parent.insert(parent.index(paragraph) + 1, keeper)


def _clear_remains(paragraph: etree._Element, texts: list[etree._Element]) -> None:
    """Take out the runs that held nothing but a piece of a tag, and proofing marks, which no longer stand around a word."""
    for mark in list(paragraph.iter(f"{W}proofErr")):
        remove(mark)
    for text in texts:
        run = text.getparent()
        if run is not None and run.tag == f"{W}r" and is_hollow(run):
            remove(run)


def remove(element: etree._Element) -> None:
    """Take ``element`` out of its tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
