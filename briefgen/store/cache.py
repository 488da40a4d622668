"""What was found in articles already read, and briefs already made: by content, settings and the version of the program.

One SQLite file, safe under two processes and a kill. A cache only saves time: whatever is wrong with it, the run goes on without.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from briefgen.store.packing import NotKept, pack, unpack

VERSION = 1  # of the tables
MAX_BYTES = 1_000_000_000  # of the articles kept; beyond, those of the oldest runs go
MAX_MADE = 50  # runs of which the finished files are kept
BATCH = 256  # articles written at once
LIBRARIES = (
    "charset-normalizer", "dateparser", "docxtpl", "feedparser", "htmldate", "icalendar", "jinja2", "lxml", "lxml-html-clean", "py3langid",
    "pypdfium2", "python-docx", "rensa", "trafilatura", "warcio",
)  # fmt: skip
"""What else decides how an article is read or a brief is written."""
SCHEMA = """
CREATE TABLE IF NOT EXISTS article (key BLOB PRIMARY KEY, data BLOB NOT NULL, run INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS made (request BLOB PRIMARY KEY, inputs BLOB NOT NULL, data BLOB NOT NULL, run INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS run (number INTEGER PRIMARY KEY AUTOINCREMENT);
CREATE INDEX IF NOT EXISTS article_run ON article (run);
"""


def key_of(*parts: str | bytes) -> bytes:
    """A key of ``parts``, other for any other parts."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.digest()


def engine_version() -> str:
    """What an article's findings depend on beside the article: this program's files, Python, and the libraries that read formats."""
    from importlib.metadata import PackageNotFoundError, version

    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(p for p in package.rglob("*") if p.suffix in (".py", ".toml", ".tsv", ".txt", ".docx", ".html")):
        stat = path.stat()
        digest.update(f"{path.relative_to(package).as_posix()} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    for name in LIBRARIES:
        with contextlib.suppress(PackageNotFoundError):
            digest.update(f"{name} {version(name)}\n".encode())
    return f"{digest.hexdigest()} {sys.version}"


def default_folder() -> Path | None:
    """Where the system keeps what programs can make again: ``~/.cache/briefgen`` on Linux; None for a user without a home."""
    from platformdirs import user_cache_path

    folder = user_cache_path("briefgen", appauthor=False)
    return folder if folder.is_absolute() else None


class Cache:
    """The cache in ``folder``; None keeps things on disk for this run alone."""

    def __init__(self, folder: Path | None) -> None:
        self._db = _open(folder)
        self._waiting: dict[bytes, bytes] = {}
        self._used: list[bytes] = []
        self._engine = engine_version() if folder else ""
        self._run = 0
        with self._guarded(), self._db:
            self._run = self._db.execute("INSERT INTO run DEFAULT VALUES").lastrowid or 0
            self._db.execute("DELETE FROM run WHERE number < ?", (self._run,))

    def key(self, *parts: str | bytes) -> bytes:
        """The key of what this version of the program makes of ``parts``."""
        return key_of(self._engine, *parts)

    def get(self, key: bytes) -> bytes | None:
        """What is kept under a key; None where nothing is."""
        if key in self._waiting:
            return self._waiting[key]
        row = None
        with self._guarded():
            row = self._db.execute("SELECT data, run FROM article WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        if row[1] != self._run:
            self._used.append(key)
        return bytes(row[0])

    def put(self, key: bytes, data: bytes) -> None:
        """Keep ``data`` under a key; written with the next batch."""
        self._waiting[key] = data
        if len(self._waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what waits. What cannot be written is kept in memory."""
        if not self._waiting:
            return
        with self._guarded(), self._db:
            self._db.executemany("INSERT OR REPLACE INTO article VALUES (?, ?, ?)", [(k, v, self._run) for k, v in self._waiting.items()])
            self._waiting.clear()

    def made(self, request: bytes) -> tuple[bytes, Any] | None:
        """The inputs of which a request was made last, and what came of it; None where nothing is kept."""
        row = None
        with self._guarded():
            row = self._db.execute("SELECT inputs, data FROM made WHERE request = ?", (request,)).fetchone()
        if row is None:
            return None
        with contextlib.suppress(NotKept):
            return bytes(row[0]), unpack(row[1])
        return None

    def keep_made(self, request: bytes, inputs: bytes, value: Any) -> None:
        """Keep what was made of ``inputs`` for a request."""
        with self._guarded(), self._db:
            self._db.execute("INSERT OR REPLACE INTO made VALUES (?, ?, ?, ?)", (request, inputs, pack(value), self._run))
            self._db.execute("DELETE FROM made WHERE request NOT IN (SELECT request FROM made ORDER BY run DESC LIMIT ?)", (MAX_MADE,))

    def close(self) -> None:
        """Write what waits, let the oldest go where there is too much, and close the file."""
        self.flush()
        with self._guarded():
            with self._db:
                self._db.executemany("UPDATE article SET run = ? WHERE key = ?", [(self._run, key) for key in self._used])
            self._shrink()
        with self._guarded():
            self._db.close()

    def _shrink(self) -> None:
        pages, size = (self._db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        free = self._db.execute("PRAGMA freelist_count").fetchone()[0]
        if (pages - free) * size <= MAX_BYTES:
            return
        with self._db:
            oldest = self._db.execute("SELECT run FROM article GROUP BY run ORDER BY run").fetchall()
            for (run,) in oldest[: max(1, len(oldest) // 2)]:
                if run != self._run:
                    self._db.execute("DELETE FROM article WHERE run = ?", (run,))

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        """Whatever SQLite says, the run goes on: from then on with a cache of its own."""
        try:
            yield
        except sqlite3.Error:
            with contextlib.suppress(sqlite3.Error):
                self._db.close()
            self._db = _temporary()


def _open(folder: Path | None) -> sqlite3.Connection:
    """The file's connection; a damaged file is begun anew, and where none can be had a temporary one takes its place."""
    if folder is None:
        return _temporary()
    path = folder / "cache.db"
    for _ in range(2):
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            db = sqlite3.connect(path, timeout=20)
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = OFF")  # lost with the power, it is made again
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, VERSION):
                raise sqlite3.DatabaseError("kept by another version")
            db.executescript(SCHEMA)
            db.execute(f"PRAGMA user_version = {VERSION}")
            db.commit()
            os.chmod(path, 0o600)  # noqa: PTH101
        except sqlite3.OperationalError:
            return _temporary()
        except sqlite3.DatabaseError:
            for name in ("cache.db", "cache.db-wal", "cache.db-shm"):
                with contextlib.suppress(OSError):
                    (folder / name).unlink()
        except OSError:
            return _temporary()
        else:
            return db
    return _temporary()


def _temporary() -> sqlite3.Connection:
    db = sqlite3.connect("")  # on disk, gone with the connection
    db.executescript(SCHEMA)
    return db


__all__ = ["Cache", "default_folder", "engine_version", "key_of"]
