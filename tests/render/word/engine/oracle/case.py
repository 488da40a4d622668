"""One comparison: a template, the values for it, and what the filled document says."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import docxtpl
from docx.shared import Mm

from briefgen.render.word import Rich, Run, Template
from briefgen.render.word.engine.picture import Picture
from tests.render.word.engine.oracle.documents import PIXEL
from tests.render.word.engine.oracle.reading import BODY, read_document

Lines = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Both:
    """A value that each engine has a type of its own for."""

    ours: object
    theirs: Callable[[docxtpl.DocxTemplate], object]


@dataclass(frozen=True, eq=False)
class Case:
    """A template that both engines fill. ``says`` is the right text: of the body, or part by part; None where docxtpl's is right."""

    name: str
    data: Callable[[], bytes]
    context: Mapping[str, Any] = field(default_factory=dict)
    says: Sequence[str] | Lines | None = None
    docxtpl_does: str = ""
    """What docxtpl makes of it where that is wrong; else its document must say the same."""
    autoescape: bool = True
    """Whether docxtpl is asked to escape values; its default is not to."""

    @property
    def expected(self) -> Lines | None:
        """The right text by part."""
        return self.says if self.says is None or isinstance(self.says, Mapping) else {BODY: list(self.says)}

    def fill(self) -> bytes:
        """The document that briefgen makes."""
        return Template(built(self.data)).render({name: _choose(value, None) for name, value in self.context.items()})

    def fill_with_docxtpl(self) -> bytes:
        """The document that docxtpl makes."""
        template = docxtpl.DocxTemplate(io.BytesIO(built(self.data)))
        template.render({name: _choose(value, template) for name, value in self.context.items()}, autoescape=self.autoescape)
        template.save(buffer := io.BytesIO())
        return buffer.getvalue()


@cache
def built(data: Callable[[], bytes]) -> bytes:
    """The template of a case, built once."""
    return data()


def differences(case: Case, document: bytes) -> list[str]:
    """What ``document`` says otherwise than ``case`` expects, a line for each part; a part without an expectation is not looked at."""
    found, wanted = read_document(document), case.expected or {}
    return [
        f"{name}: {found.get(name, [])} instead of {list(lines)}" for name, lines in wanted.items() if found.get(name, []) != list(lines)
    ]


def rich(*runs: tuple[str, Mapping[str, Any]]) -> Both:
    """Text in several styles."""

    def theirs(_: docxtpl.DocxTemplate) -> object:
        text = docxtpl.RichText()
        for words, style in runs:
            text.add(words, **style)
        return text

    return Both(Rich(tuple(Run(words, **style) for words, style in runs)), theirs)


def linked(words: str, url: str) -> Both:
    """Text with a link."""

    def theirs(template: docxtpl.DocxTemplate) -> object:
        text = docxtpl.RichText()
        text.add(words, url_id=template.build_url_id(url))
        return text

    return Both(Rich((Run(words, url=url),)), theirs)


def picture(alternative: str = "a dot", width: float = 10) -> Both:
    """An inline picture."""
    return Both(Picture(PIXEL, alternative, width), lambda template: docxtpl.InlineImage(template, io.BytesIO(PIXEL), width=Mm(int(width))))


def listing(text: str) -> Both:
    """docxtpl's Listing, which is a plain string of ours."""
    return Both(text, lambda _: docxtpl.Listing(text))


def _choose(value: object, template: docxtpl.DocxTemplate | None) -> object:
    """``value`` for one engine: ours where ``template`` is None."""
    if isinstance(value, Both):
        return value.ours if template is None else value.theirs(template)
    if isinstance(value, dict):
        return {key: _choose(each, template) for key, each in value.items()}
    if isinstance(value, list):
        return [_choose(each, template) for each in value]
    return value
