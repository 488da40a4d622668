"""How addresses are fetched: built from the configuration, loaded only where there are any."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from briefgen import __version__
from briefgen.config import Config
from briefgen.sources import Fetch


def web_of(config: Config, *, allow_private: bool, cache: Path | None) -> Callable[[], Fetch]:
    """What makes the function that gives the sources behind an address; ``cache``: the folder of answers to be asked about again."""

    def begin() -> Fetch:
        from briefgen.sources.web import Access, Fetcher

        access = Access(
            allow_private=allow_private, cache=cache, user_agent=f"briefgen/{__version__}", pages=config.web.pages,
            timeout=config.web.timeout, tries=config.web.tries, limits=config.limits,
        )  # fmt: skip
        return Fetcher(access).sources

    return begin


__all__ = ["web_of"]
