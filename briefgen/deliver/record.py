"""What stands in the outbox and what became of it, as one SQLite file: who got which message, once and for all.

A delivery is ``waiting``, then ``sending`` (committed before the server is told that the message is complete), then ``sent``.
One that is found ``sending`` when nobody sends is in doubt: the server may have it. It never goes again by itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from briefgen.errors import OutputError

State = Literal["waiting", "sending", "sent", "refused", "withdrawn"]
Role = Literal["to", "cc", "bcc"]
Fate = Literal["open", "done", "replaced", "deleted"]
PATIENCE = 20  # seconds to wait for another process that writes; each write takes milliseconds
VERSION = 1
SCHEMA = """
CREATE TABLE IF NOT EXISTS messages (
  key TEXT PRIMARY KEY, message_id TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL, sender TEXT NOT NULL, label TEXT NOT NULL,
  topic TEXT NOT NULL, as_of TEXT NOT NULL, drafted_at TEXT NOT NULL, fate TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS deliveries (
  key TEXT NOT NULL REFERENCES messages, recipient TEXT NOT NULL, address TEXT NOT NULL, role TEXT NOT NULL, state TEXT NOT NULL,
  at TEXT NOT NULL, reply TEXT NOT NULL, PRIMARY KEY (key, recipient));
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A message of the outbox."""

    key: str
    message_id: str
    file: str
    """Its name in the outbox, or in ``sent`` below it when done."""
    sha256: str
    """Of the file: one that was changed by hand does not go out under this record."""
    sender: str
    label: str
    """What the user knows it by: the name of the brief's file."""
    topic: str
    as_of: str
    drafted_at: str
    fate: Fate = "open"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One recipient of a message. ``recipient`` is the address without case, by which none gets it twice."""

    key: str
    recipient: str
    address: str
    role: Role
    state: State
    at: str
    reply: str


class Record:
    """The record of an outbox. Every method that writes does so within :meth:`changing`, or is one step by itself."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._told():
            self._base = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        try:
            with self._told():
                self._open()
        except BaseException:
            self._base.close()
            raise

    def _open(self) -> None:
        self._base.execute("PRAGMA journal_mode = DELETE")  # one file, and what was committed stands after kill -9
        self._base.execute("PRAGMA synchronous = EXTRA")
        if self._base.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("its pages do not fit together")
        self._create()

    def _create(self) -> None:
        (version,) = self._base.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise OutputError(f"{self.path}: was made by a newer briefgen; update this one")
        if version < VERSION:
            self._base.executescript(f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """A fault of the file as one line that says what to do."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise OutputError(
                f"{self.path}: cannot be used ({error}); see that it can be written and that no other program has it open, then try again"
            ) from error
        except sqlite3.DatabaseError as error:
            raise OutputError(
                f"{self.path}: the record of what was sent is damaged ({error}), and without it nothing is sent; put a copy of it back, "
                "or move the whole folder away when you know whom its messages reached"
            ) from error

    @contextmanager
    def changing(self) -> Iterator[None]:
        """A transaction: all of it stands, or nothing. No other process writes meanwhile."""
        with self._told():
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")

    def entries(self) -> list[Entry]:
        """Every message, in the order in which they were drafted."""
        with self._told():
            rows = self._base.execute(
                "SELECT key, message_id, file, sha256, sender, label, topic, as_of, drafted_at, fate FROM messages "
                "ORDER BY drafted_at, rowid"
            ).fetchall()
        return [Entry(*row) for row in rows]

    def entry(self, key: str) -> Entry | None:
        """The message with that key."""
        return next((entry for entry in self.entries() if entry.key == key), None)

    def deliveries(self, key: str, *states: State) -> list[Delivery]:
        """The recipients of a message in the order of their headers, those in one of ``states`` where any is given."""
        with self._told():
            rows = self._base.execute(
                "SELECT key, recipient, address, role, state, at, reply FROM deliveries WHERE key = ? ORDER BY rowid", (key,)
            ).fetchall()
        found = [Delivery(*row) for row in rows]
        return [one for one in found if not states or one.state in states]

    def put(self, entry: Entry) -> None:
        """Add a message, or write one anew."""
        self._base.execute(
            "INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET message_id = excluded.message_id, "
            "file = excluded.file, sha256 = excluded.sha256, sender = excluded.sender, fate = excluded.fate",
            (entry.key, entry.message_id, entry.file, entry.sha256, entry.sender, entry.label, entry.topic, entry.as_of, entry.drafted_at,
             entry.fate),
        )  # fmt: skip

    def add(self, delivery: Delivery) -> None:
        """Add a recipient, or write one anew; one that has the message, or may have it, is left as it is."""
        self._base.execute(
            "INSERT INTO deliveries VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key, recipient) DO UPDATE SET address = excluded.address, "
            "role = excluded.role, state = excluded.state, at = excluded.at, reply = excluded.reply "
            "WHERE state IN ('waiting', 'withdrawn')",
            (delivery.key, delivery.recipient, delivery.address, delivery.role, delivery.state, delivery.at, delivery.reply),
        )

    def move(self, key: str, recipients: Iterable[str], before: Sequence[State], after: State, *, at: str = "", reply: str = "") -> int:
        """Bring recipients from one of the states ``before`` to ``after``; how many there were."""
        marks = ", ".join("?" * len(before))
        return sum(
            self._base.execute(
                f"UPDATE deliveries SET state = ?, at = ?, reply = ? WHERE key = ? AND recipient = ? AND state IN ({marks})",  # noqa: S608
                (after, at, reply, key, recipient, *before),
            ).rowcount
            for recipient in recipients
        )

    def end(self, key: str, fate: Fate) -> None:
        """Say what became of a message."""
        self._base.execute("UPDATE messages SET fate = ? WHERE key = ?", (fate, key))

    def claim(self, key: str, recipients: Sequence[str], at: str) -> bool:
        """Mark all of ``recipients`` as being sent to, for good; False, and nothing marked, where one no longer waits."""
        try:
            with self.changing():
                if self.move(key, recipients, ["waiting"], "sending", at=at) != len(recipients):
                    raise _TakenError
        except _TakenError:
            return False
        return True

    def settle(self, key: str, answers: Iterable[tuple[str, State, str]], at: str) -> None:
        """Write down, in one step, what the server said: recipient, what became of it, the server's words."""
        with self.changing():
            for recipient, after, reply in answers:
                self.move(key, [recipient], ["waiting", "sending"], after, at=at, reply=reply)


class _TakenError(Exception):
    """A recipient no longer waits."""
