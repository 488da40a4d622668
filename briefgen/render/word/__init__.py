"""Word documents: a template engine, the brief's fields for it, and the brief's JSON inside the finished document.

``Template(data).render(context)`` stands alone; :func:`render_docx` is the renderer of the brief.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from briefgen.errors import TemplateError
from briefgen.model import Article, Brief, Look

if TYPE_CHECKING:
    from briefgen.render.word.embedded import document_sha256, read_embedded
    from briefgen.render.word.engine.picture import Picture
    from briefgen.render.word.engine.richtext import Drawing, Rich, Run
    from briefgen.render.word.engine.template import Template

__all__ = ["Drawing", "Picture", "Rich", "Run", "Template", "document_sha256", "read_embedded", "render_docx"]

_HOMES = {"Template": "engine.template", "Picture": "engine.picture", "Rich": "engine.richtext", "Run": "engine.richtext",
          "Drawing": "engine.richtext", "read_embedded": "embedded", "document_sha256": "embedded"}  # fmt: skip


def __getattr__(name: str) -> object:
    """The names above, loaded when first asked for: jinja2 and lxml take longer to load than most commands run."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def render_docx(brief: Brief, articles: Mapping[str, Article], look: Look) -> bytes:  # noqa: ARG001  # the signature of all renderers
    """The brief in ``look.template``, with its JSON inside. The same brief and template give the same bytes."""
    from briefgen.render.jsonfile import brief_to_dict
    from briefgen.render.word.context import make_context
    from briefgen.render.word.dress import dress
    from briefgen.render.word.embedded import embed_brief
    from briefgen.render.word.engine.template import Template
    from briefgen.render.word.properties import set_language, set_properties

    if not look.template:
        raise TemplateError("no Word template was given: name one with --template, or leave the option out for the built-in one")
    template = Template(look.template)
    package = template.fill(make_context(brief, look, memo=template.mentions("memo")))
    dress(package, look)
    set_properties(package, title=brief.title, language=look.locale, day=brief.as_of)
    set_language(package, look.locale)
    embed_brief(package, brief_to_dict(brief))
    return package.save()
