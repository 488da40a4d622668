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


def _csv(brief: Brief, articles: Mapping[str, Article], look: Look) -> bytes:
    from briefgen.render.table import render_csv

    return render_csv(brief, articles, look)


def _md(brief: Brief, articles: Mapping[str, Article], look: Look) -> bytes:
    from briefgen.render.markdown import render_markdown

    return render_markdown(brief, articles, look)


def _ics(brief: Brief, articles: Mapping[str, Article], look: Look) -> bytes:
    from briefgen.render.calendar import render_ics

    return render_ics(brief, articles, look)


def _pdf(brief: Brief, articles: Mapping[str, Article], look: Look) -> bytes:
    from briefgen.render.pdf import render_pdf

    return render_pdf(brief, articles, look)


def _html(brief: Brief, articles: Mapping[str, Article], look: Look) -> bytes:
    from briefgen.render.html import render_html

    return render_html(brief, articles, look)


def _eml(brief: Brief, articles: Mapping[str, Article], look: Look) -> bytes:
    from briefgen.render.mail import render_eml

    return render_eml(brief, articles, look)


RENDERERS: dict[str, Renderer] = {
    "docx": _docx, "json": _json, "md": _md, "csv": _csv, "ics": _ics, "pdf": _pdf, "html": _html, "eml": _eml,
}  # fmt: skip
