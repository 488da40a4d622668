"""What several unpackers say, and which files none of them reads."""

from __future__ import annotations

from pathlib import PurePosixPath

from briefgen.sources.kinds import SUFFIXES
from briefgen.sources.unpack.place import printable

OWN_FILES = frozenset({"briefgen.toml", "corrections.toml", "readme.md", "briefgen.db", "briefgen.db-journal", "desktop.ini", "thumbs.db"})
"""Files that stand among articles without being any: the program's own and those that Windows leaves in folders."""
MAX_TOLD = 120  # characters of what a library says


def not_read(name: str) -> str:
    """Why a file of this name is no article: its suffix is not known."""
    suffix = PurePosixPath(name).suffix or "a file without a suffix"
    return f"{suffix} is not a format that briefgen reads ({' '.join(SUFFIXES)})"


def is_own_file(name: str) -> bool:
    """Whether a file stands among articles without being one."""
    return name.lower() in OWN_FILES


def told(error: Exception) -> str:
    """What a library says of a fault, on one line and not at length."""
    return printable(" ".join(str(error).split()))[:MAX_TOLD] or type(error).__name__
