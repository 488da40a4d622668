"""What an input is: by its suffix, by the type that a server states, by its first bytes."""

from __future__ import annotations

SUFFIXES = {".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".xhtml": "html",
            ".jsonl": "jsonl", ".ndjson": "jsonl"}  # fmt: skip
"""Suffix -> kind: a key of ``read.READERS`` or of ``unpack.UNPACKERS``."""


def kind_of_name(name: str) -> str | None:
    """The kind that the suffix of a file's name tells; None for one that briefgen does not read."""
    return next((kind for suffix, kind in SUFFIXES.items() if name.lower().endswith(suffix)), None)


def kind_of_bytes(head: bytes) -> str:
    """The kind that the first bytes of an input tell; ``text`` where they tell none."""
    start = head.lstrip()[:15].lower()
    if start.startswith(b"{"):
        return "jsonl"
    return "html" if start.startswith((b"<!doctype html", b"<html")) else "text"
