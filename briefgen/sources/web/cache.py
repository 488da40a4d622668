"""Answers that servers let us ask about again ("has it changed?"): one file an address, whole or not there."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

KEPT = ("etag", "last-modified", "content-type")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    url: str
    status: int
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes


class Answers:
    """Answers kept in a folder; None keeps none. Whatever is wrong with it, the address is fetched anew."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, url: str) -> Answer | None:
        """The answer that is kept for an address."""
        if self._folder is None:
            return None
        try:
            head, _, body = self._path(url).read_bytes().partition(b"\n")
            kept = json.loads(head)
            if kept["url"] != url or kept["sha256"] != hashlib.sha256(body).hexdigest():
                return None
            return Answer(url, 200, {str(k): str(v) for k, v in kept["headers"].items()}, body)
        except (OSError, ValueError, KeyError, AttributeError, TypeError):
            return None

    def put(self, answer: Answer) -> None:
        """Keep an answer that can be asked about again."""
        headers = {name: answer.headers[name] for name in KEPT if name in answer.headers}
        if self._folder is None or answer.status != 200 or not ("etag" in headers or "last-modified" in headers):
            return
        head = json.dumps({"url": answer.url, "headers": headers, "sha256": hashlib.sha256(answer.body).hexdigest()})
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with NamedTemporaryFile(dir=self._folder, prefix=".", delete=False) as file:
                file.write(head.encode() + b"\n" + answer.body)
            os.replace(file.name, self._path(answer.url))  # noqa: PTH105  # atomic, on every system

    def _path(self, url: str) -> Path:
        assert self._folder is not None
        return self._folder / hashlib.sha256(url.encode()).hexdigest()
