"""What a command reads: files, folders, addresses, the article library, standard input; and in how many processes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from briefgen.errors import UsageError

if TYPE_CHECKING:
    from briefgen.config import Config
    from briefgen.pipeline import Inputs

F = TypeVar("F", bound=Callable[..., Any])
MAX_JOBS = 256


def reading(command: F) -> F:
    """The options of every command that reads articles: ``jobs``, ``store`` and ``allow_private``."""
    for option in (
        click.option("--jobs", type=click.IntRange(1, MAX_JOBS), metavar="N",
                     help="Read articles in so many parallel processes; unless told, in as many as there are cores."),
        click.option("--store", metavar="FILE", help="Read the articles of this library too (see briefgen add)."),
        click.option("--allow-private", is_flag=True, help="Fetch addresses of this machine and of private networks too."),
    ):  # fmt: skip
        command = option(command)
    return command


def open_inputs(
    given: Sequence[str],
    config: Config,
    *,
    jobs: int | None = None,
    store: str | None = None,
    allow_private: bool = False,
    cache: str | None = None,
) -> Inputs:
    """What to read: the call's inputs and library; else the configured folder or ./inputs, and the library where there is one.

    Raises UsageError for a path that does not exist, and where there is nothing to read.
    """
    from briefgen.pipeline import Inputs
    from briefgen.pipeline.fetching import web_of

    names, library = _choose(given, config, store)
    kept = cache_folder(config, cache)
    return Inputs.of(
        names, stdin=sys.stdin.buffer if "-" in given else None, jobs=jobs or config.jobs or count_cores(), limits=config.limits,
        store=library, web=web_of(config, allow_private=allow_private, cache=kept / "answers" if kept else None),
    )  # fmt: skip


def _choose(given: Sequence[str], config: Config, store: str | None) -> tuple[list[str], Path | None]:
    if given or store:
        return list(given), Path(store) if store else None
    library = library_of(config)
    kept = library if library.is_file() else None
    if config.inputs:
        return [str(config.folder / config.inputs)], kept
    if Path("inputs").is_dir():
        return ["inputs"], kept
    if kept is None:
        raise UsageError("nothing to read: give files or folders, or put articles into ./inputs")
    return [], kept


def library_of(config: Config) -> Path:
    """The file of the article library: the configured one, else ./briefgen.db."""
    return config.folder / config.store if config.store else Path("briefgen.db")


def cache_folder(config: Config, given: str | None) -> Path | None:
    """Where what was read before is kept: the folder given, the configured one, else the system's own; ``off``: None."""
    from briefgen.pipeline.making import default_folder

    if given == "off" or (given is None and config.cache == "off"):
        return None
    return Path(given) if given else config.folder / config.cache if config.cache else default_folder()


def count_cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
