"""The article library: sources kept in one SQLite file, to be listed, searched, and read by later runs.

A source is kept as it came, to the byte; what a reader makes of it is made again when it is read, by the version that reads it then.
Every change is one transaction, so that a kill loses nothing that was kept and two processes see one another's work whole.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from types import TracebackType
from typing import Literal

from briefgen.errors import BriefgenError, UsageError
from briefgen.model import Article, Source

SIGN = 0x42674C62  # in the file's header: what tells this program's libraries from other databases
VERSION = 1
PATIENCE = 60  # seconds that one process waits for another to finish its change
SCHEMA = """
CREATE TABLE article (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, path TEXT NOT NULL, url TEXT, kind TEXT NOT NULL, sha256 TEXT NOT NULL UNIQUE,
  data BLOB NOT NULL, title TEXT, publisher TEXT, published TEXT, language TEXT NOT NULL, words INTEGER NOT NULL
);
CREATE VIRTUAL TABLE article_text USING fts5(title, text, tokenize = 'unicode61 remove_diacritics 2');
"""
Outcome = Literal["kept", "updated", "known"]


@dataclass(frozen=True, slots=True)
class Kept:
    """An article of the library, without its text."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    """ISO 8601; None where the article does not state it."""
    url: str | None
    language: str
    words: int
    sha256: str


class Library:
    """An open library. Use it as a context manager; every error is a BriefgenError that names the file."""

    def __init__(self, path: Path, *, is_new: bool = False) -> None:
        """Open the library at ``path``, or begin one where ``is_new``. Raises UsageError where there is none, or something else."""
        self.path = path
        if not is_new and not path.is_file():
            raise UsageError(f"{path}: there is no article library; begin one with briefgen add")
        with self._told():
            self._db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
            try:
                self._prepare(is_new=is_new)
            except BaseException:
                self._db.close()
                raise

    def _prepare(self, *, is_new: bool) -> None:
        with self._change() if is_new else contextlib.nullcontext():
            sign, version, tables = (self._db.execute(sql).fetchone()[0] for sql in (
                "PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master"))  # fmt: skip
            if is_new and not tables and not sign:
                for statement in SCHEMA.split(";\n"):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA application_id = {SIGN}")
                self._db.execute(f"PRAGMA user_version = {VERSION}")
            elif sign != SIGN:
                raise UsageError(f"{self.path}: is no article library of briefgen; give another file with --store")
            elif version != VERSION:
                raise UsageError(f"{self.path}: was made by a newer version of briefgen; update briefgen to read it")
        self._db.execute("PRAGMA secure_delete = ON")

    def add(self, articles: Iterable[tuple[Source, Article]]) -> list[tuple[str, Outcome]]:
        """Keep articles, all or none: the id of each in the library, and whether it was ``kept``, ``known``, or ``updated``.

        The same content is kept once. Other content under an id that is an address is a newer version of that page and takes its place;
        under a file's name it is another article, whose id gets ``#2``, ``#3``.
        """
        with self._told(), self._change():
            return [self._add(source, article) for source, article in articles]

    def _add(self, source: Source, article: Article) -> tuple[str, Outcome]:
        known = self._db.execute("SELECT id FROM article WHERE sha256 = ?", (source.sha256,)).fetchone()
        if known:
            return str(known[0]), "known"
        id_, outcome = article.id, "kept"
        if self._has(id_) and id_.startswith("https://"):
            self._forget(id_)
            outcome = "updated"
        number = 1
        while self._has(id_):
            number += 1
            id_ = f"{article.id}#{number}"
        stamp = article.published.value if article.published else None
        row = self._db.execute(
            "INSERT INTO article (id, path, url, kind, sha256, data, title, publisher, published, language, words)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (_plain(id_), _plain(source.path), source.url, source.kind, source.sha256, zlib.compress(source.data), _plain(article.title),
             _plain(article.publisher), stamp, article.language, len(article.text.split())),
        )  # fmt: skip
        self._db.execute(
            "INSERT INTO article_text (rowid, title, text) VALUES (?, ?, ?)", (row.lastrowid, _plain(article.title), _plain(article.text))
        )
        return id_, "updated" if outcome == "updated" else "kept"

    def _has(self, id_: str) -> bool:
        return self._db.execute("SELECT 1 FROM article WHERE id = ?", (_plain(id_),)).fetchone() is not None

    def find(self, words: str = "") -> list[Kept]:
        """The articles that hold all ``words`` (a part in quotation marks as a phrase), newest first, undated ones last."""
        sql = "SELECT id, title, publisher, published, url, language, words, sha256 FROM article"
        query = _query(words)
        if query:
            sql += " WHERE number IN (SELECT rowid FROM article_text WHERE article_text MATCH ?)"
        with self._told():
            rows = self._db.execute(f"{sql} ORDER BY published IS NULL, published DESC, id", (query,) if query else ())
            return [Kept(*row) for row in rows]

    def sources(self) -> Iterator[Source]:
        """Every kept source under its id in the library, in the order of the ids."""
        with self._told():
            ids = [row[0] for row in self._db.execute("SELECT id FROM article ORDER BY id")]
        for id_ in ids:
            with self._told():
                row = self._db.execute("SELECT path, kind, data, sha256, url FROM article WHERE id = ?", (id_,)).fetchone()
                if row is None:
                    continue  # forgotten by another process meanwhile
                path, kind, data, sha256, url = row
                yield Source(id_, path, kind, zlib.decompress(data), sha256, url)

    def forget(self, patterns: Iterable[str], *, last: str | None = None) -> list[str]:
        """Take articles out by id or glob, of those the ones published until ``last``; their ids come back.

        Their bytes are overwritten. Raises UsageError for a pattern that fits none, and then forgets none.
        """
        with self._told(), self._change():
            known = [row[0] for row in self._db.execute(
                "SELECT id FROM article WHERE ? IS NULL OR substr(published, 1, 10) <= ? ORDER BY id", (last, last))]  # fmt: skip
            gone: dict[str, None] = {}
            for pattern in patterns:
                fits = [id_ for id_ in known if id_ == pattern] or [id_ for id_ in known if fnmatchcase(id_, pattern)]
                if not fits:
                    raise UsageError(f"{pattern}: the library holds no such article; briefgen list shows what it holds")
                gone.update(dict.fromkeys(fits))
            for id_ in gone:
                self._forget(id_)
            return list(gone)

    def _forget(self, id_: str) -> None:
        (number,) = self._db.execute("SELECT number FROM article WHERE id = ?", (_plain(id_),)).fetchone()
        self._db.execute("DELETE FROM article_text WHERE rowid = ?", (number,))
        self._db.execute("DELETE FROM article WHERE number = ?", (number,))

    @contextlib.contextmanager
    def _change(self) -> Iterator[None]:
        """One transaction; another process that changes the file is waited for."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """What SQLite and the disk say, in one line."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if "no such module" in str(error):
                raise BriefgenError(f"{self.path}: this Python's SQLite has no full-text search (FTS5), which a library needs") from error
            raise BriefgenError(f"{self.path}: the article library cannot be used: {error}") from error
        except sqlite3.DatabaseError as error:
            raise UsageError(f"{self.path}: is no article library of briefgen, or a damaged one ({error})") from error

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _query(words: str) -> str:
    """A query of full-text search that means the words alone: none of its operators."""
    parts = [phrase or word for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', words)]
    return " ".join(f'"{part}"' for part in parts if any(c.isalnum() for c in part))


def _plain(text: str | None) -> str | None:
    """Text that a database takes: half a character pair, which no encoding knows, becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8") if text else text
