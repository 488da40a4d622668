"""A finished brief opened to be checked: its JSON, and the seal of the document around it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefgen.errors import BriefgenError, UsageError
from briefgen.model import Article
from briefgen.render.jsonfile import SCHEMA
from briefgen.verify import Finding, Seal, Verified, verify

__all__ = ["Finding", "Proof", "Verified", "open_proof"]


@dataclass(frozen=True, slots=True)
class Proof:
    """What a brief carries to be checked by."""

    brief: Mapping[str, Any]
    seal: Seal | None
    """None for a .json, which has no document around it."""

    def check(self, articles: Sequence[Article] | None) -> Verified:
        """Every way in which the brief is not as it was made; None for ``articles`` leaves them out."""
        return verify(self.brief, seal=self.seal, articles=articles)


def open_proof(path: Path) -> Proof:
    """The proof that a .docx or .json carries. UsageError where there is no such file, or one that holds no brief."""
    try:
        data = path.read_bytes()
    except OSError as error:
        what = "is a folder; give the briefs in it" if path.is_dir() else f"cannot be read: {error.strerror or error}"
        raise UsageError(f"{path}: {what}") from error
    try:
        seal = None
        if data[:1] in (b"{", b" ", b"\n", b"\xef"):
            brief = json.loads(data)
        else:
            brief, seal = _open_document(data)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: is no brief: neither a Word document nor JSON that can be read") from error
    except BriefgenError as error:
        raise UsageError(f"{path}: {error}") from error
    if not isinstance(brief, dict) or brief.get("schema") != SCHEMA:
        raise UsageError(f"{path}: holds no brief made by briefgen")
    return Proof(brief, seal)


def _open_document(data: bytes) -> tuple[Any, Seal]:
    from briefgen.render.word.embedded import document_sha256, document_words, proof_sha256, read_embedded

    content = read_embedded(data)
    words, stated = document_words(data), content.get("proof_sha256")
    return content["brief"], Seal(
        stated=str(content.get("document_sha256")),
        actual=document_sha256(data),
        words_then=_strings(content["paragraphs"]) if "paragraphs" in content else None,
        words_now=tuple(words.body),
        margins_then=_strings(content.get("margins")),
        margins_now=tuple(words.margins),
        boxes_then=_strings(content.get("boxes")),
        boxes_now=tuple(words.boxes),
        brief_stated=stated if isinstance(stated, str) else None,
        brief_actual=proof_sha256(content),
    )


def _strings(value: Any) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()
