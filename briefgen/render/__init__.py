"""Brief, articles, look -> bytes. To add an output: one file here, one line in RENDERERS."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefgen.model import Article, Brief, Look

Renderer = Callable[[Brief, Mapping[str, Article], Look], bytes]


def _docx(brief: Brief, articles: Mapping[str, Article], look: Look) -> bytes:
    from briefgen.render.word import render_docx

    return render_docx(brief, articles, look)


def _json(brief: Brief, articles: Mapping[str, Article], look: Look) -> bytes:
    from briefgen.render.jsonfile import render_json

    return render_json(brief, articles, look)


RENDERERS: dict[str, Renderer] = {"docx": _docx, "json": _json}
