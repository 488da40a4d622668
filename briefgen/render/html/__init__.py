"""The brief as one page for proof-reading: every line beside the article that it rests on.

The page holds its style and its script, asks nothing of any network, and reads without script.
"""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.model import Article, Brief, Look

__all__ = ["render_html"]


def render_html(brief: Brief, articles: Mapping[str, Article], look: Look) -> bytes:
    """One self-contained page in UTF-8; the same brief, articles and look give the same bytes.

    ``articles`` are all that were read, by id: those that no source of the brief names are shown as left out. One that is
    missing (a brief read back from a file has none) is stood in for by the words of its evidence.
    """
    from briefgen.render.html.context import make_context
    from briefgen.render.html.page import fill_page

    return fill_page(make_context(brief, articles, look)).encode("utf-8")
