"""Markdown files: plain text whose signs (``#``, ``>``, ``-``) name the kinds of blocks. The text is not altered."""

from __future__ import annotations

from dataclasses import replace

from briefgen.model import Source
from briefgen.read.draft import Draft
from briefgen.read.plain import read_plain


def read_markdown(source: Source) -> Draft:
    """The draft of a Markdown file; the first ``# heading`` is its title where the front matter names none."""
    draft = read_plain(source)
    title = draft.title
    if title is None:
        lines = (line for line in draft.text.splitlines() if line.startswith("# "))
        title = next((line[2:].strip() for line in lines), None)
    return replace(draft, reader="markdown/1", title=title)
