"""Earlier briefs, read back to tell what has changed: the JSON that a .docx or a .json file holds."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from briefgen.config import Topic
from briefgen.errors import BriefgenError, UsageError


@dataclass(frozen=True, slots=True)
class Previous:
    """Earlier briefs as their JSON objects: one that the user named, or all of a folder."""

    briefs: tuple[Mapping[str, Any], ...]
    is_folder: bool = False

    def of(self, topic: str, as_of: date) -> Mapping[str, Any] | None:
        """The brief to compare with: the one named, else the topic's newest of an earlier day; None where there is none."""
        own = [b for b in self.briefs if str(b.get("topic", "")).casefold() == topic.casefold()]
        if not self.is_folder:
            return own[0] if own else None
        return max((b for b in own if b["as_of"] < as_of.isoformat()), key=lambda b: str(b["as_of"]), default=None)


def load_previous(path: Path, topics: Sequence[Topic]) -> Previous:
    """The brief in a .json or .docx, or those in a folder. Raises UsageError where a file holds none, or one on another topic."""
    if not path.is_dir():
        brief = _load_brief(path)
        if all(str(brief.get("topic", "")).casefold() != topic.name.casefold() for topic in topics):
            raise UsageError(f"{path}: is a brief on “{brief.get('topic')}”, not on {', '.join(t.name for t in topics)}")
        return Previous((brief,))
    found = []
    for inside in sorted(p for p in path.rglob("*") if p.suffix in (".docx", ".json") and p.is_file()):
        try:
            found.append(_load_brief(inside))
        except UsageError:
            continue  # a folder may hold other documents
    return Previous(tuple(found), is_folder=True)


def _load_brief(path: Path) -> Mapping[str, Any]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: the previous brief cannot be read: {error.strerror or error}") from error
    try:
        if data[:2] == b"PK":
            from briefgen.render.word.embedded import read_embedded

            found = read_embedded(data)
            brief = found.get("brief", found)
        else:
            brief = json.loads(data)
    except (ValueError, KeyError, RecursionError, BriefgenError) as error:
        raise UsageError(f"{path}: holds no brief made by briefgen") from error
    if not isinstance(brief, dict) or brief.get("schema") != "briefgen/brief/1" or not isinstance(brief.get("as_of"), str):
        raise UsageError(f"{path}: holds no brief made by briefgen")
    return brief
