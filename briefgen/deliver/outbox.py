"""The outbox: a folder of drafts, ``sent/`` below it, and the record of what became of each.

A draft's file stands before its row is committed, and a message is done in the record before its file moves; what a kill leaves between
the two is set right when the folder is next opened.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefgen.deliver.files import write_file
from briefgen.deliver.record import Delivery, Entry, Record, Role, State
from briefgen.errors import OutputError
from briefgen.model import Address

RECORD = "record.sqlite"
LOCK = "sending.lock"
SENT = "sent"
PATIENCE = 60  # seconds to wait for another process that delivers
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to be put into the outbox, and its envelope: blind copies stand here alone."""

    key: str
    message_id: str
    data: bytes
    label: str
    topic: str
    as_of: str
    sender: Address | None
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()

    @property
    def file(self) -> str:
        """``quad-2025-08-28-1a2b3c4d.eml``."""
        return f"{self.label}-{self.key[:8]}.eml"

    def recipients(self) -> dict[str, tuple[Address, Role]]:
        """Who is to get it, each once, by address without case."""
        listed: dict[str, tuple[Address, Role]] = {}
        for role, addresses in (("to", self.to), ("cc", self.cc), ("bcc", self.bcc)):
            for address in addresses:
                listed.setdefault(address.spec.casefold(), (address, role))  # type: ignore[arg-type]  # a tuple's strings are no Literal
        return listed


class Outbox:
    """An outbox that is open; use it as a context. ``tell`` gets a line for whatever is not as it was left."""

    def __init__(self, folder: Path, tell: Tell) -> None:
        self.folder, self._tell = folder, tell
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{folder}: the outbox cannot be made: {error.strerror or error}") from error
        self.record = Record(folder / RECORD)
        try:
            self._heal()
        except BaseException:
            self.record.close()
            raise

    def __enter__(self) -> Outbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.record.close()

    def path_of(self, entry: Entry) -> Path:
        """Where the message is now."""
        return (self.folder / SENT if entry.fate == "done" else self.folder) / entry.file

    # --- drafting ------------------------------------------------------------------------------------------------

    def put(self, draft: Draft, now: datetime) -> Path:
        """Put a message in, in place of an earlier one on the same topic and day that says something else; where its file is.

        What was sent already stays sent: the same message is not drafted again for somebody who has it.
        """
        at = now.isoformat(timespec="seconds")
        with self.record.changing():
            old = self.record.entry(draft.key)
            was_sent = old is None and (self.folder / SENT / draft.file).exists()
            entry = Entry(draft.key, draft.message_id, old.file if old else draft.file, _sha256(draft.data),
                          draft.sender.spec if draft.sender else "", draft.label, draft.topic, draft.as_of, at)  # fmt: skip
            listed = draft.recipients()
            known = {one.recipient: one for one in self.record.deliveries(draft.key)}
            if old and old.fate == "done" and all(r in known and known[r].state in ("sent", "refused") for r in listed):
                return self.path_of(old)
            self._write(self.folder / entry.file, draft.data)
            self.record.put(entry)
            for recipient, (address, role) in listed.items():
                state: State = "sending" if was_sent else "waiting"  # in sent/ and not in the record: who has it, nobody knows
                self.record.add(Delivery(draft.key, recipient, address.spec, role, state, at, ""))
            gone = [r for r in known if r not in listed]
            self.record.move(draft.key, gone, ["waiting", "refused"], "withdrawn", at=at, reply="no longer a recipient")
            replaced = [e for e in self.record.entries() if e.fate == "open" and e.key != draft.key
                        and (e.topic, e.as_of) == (draft.topic, draft.as_of)]  # fmt: skip
            notes = [self._replace(other, entry, at) for other in replaced]
            dropped = [known[r].address for r in gone if known[r].state == "waiting"]
            if dropped:
                notes.append(f"{entry.file}: no longer waits for {', '.join(dropped)}, whom this call does not name")
            self._end_if_done(draft.key)
        for note in notes:
            self._tell(note)
        self._tidy()
        return self.path_of(self.record.entry(draft.key) or entry)

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        with suppress(OSError):
            if path.read_bytes() == data:
                return
        write_file(path, data)

    def _replace(self, old: Entry, new: Entry, at: str) -> str:
        """Withdraw what still waits of an earlier message in favour of a newer one; the line that says so."""
        held = self.record.deliveries(old.key)
        self.record.move(old.key, [d.recipient for d in held], ["waiting", "refused"], "withdrawn", at=at, reply=f"replaced by {new.file}")
        kept = [d for d in held if d.state in ("sent", "sending")]
        if not kept:
            self.record.end(old.key, "replaced")
            return f"{old.file}: replaced by {new.file}"
        self._end_if_done(old.key)
        count = sum(d.state == "waiting" for d in held)
        return f"{old.file}: replaced by {new.file}; {_people(len(kept))} had it, or may have; for {_people(count)} it no longer waits"

    # --- delivering ----------------------------------------------------------------------------------------------

    @contextmanager
    def delivering(self) -> Iterator[None]:
        """The right to deliver from this outbox, which one process has at a time; a kill gives it back.

        So whatever is found half sent within was left by a process that is gone. Raises OutputError where another one keeps it.
        """
        with closing(sqlite3.connect(self.folder / LOCK, timeout=PATIENCE, isolation_level=None)) as lock:
            try:
                lock.execute("BEGIN EXCLUSIVE")  # a lock of the system's on an empty file, on every platform
            except sqlite3.Error as error:
                raise OutputError(
                    f"{self.folder}: another briefgen send delivers from this outbox; what waits is kept; try again when it has ended"
                ) from error
            yield
            lock.execute("ROLLBACK")

    def waiting(self) -> list[tuple[Entry, list[Delivery]]]:
        """The messages that somebody still waits for."""
        found = [(entry, self.record.deliveries(entry.key, "waiting")) for entry in self.record.entries() if entry.fate == "open"]
        return [(entry, recipients) for entry, recipients in found if recipients]

    def held(self, *states: State) -> list[tuple[Entry, list[Delivery]]]:
        """Every message that is here or was sent, with its recipients in one of ``states`` where there are any."""
        found = [(e, self.record.deliveries(e.key, *states)) for e in self.record.entries() if e.fate in ("open", "done")]
        return [(entry, recipients) for entry, recipients in found if recipients]

    def read(self, entry: Entry) -> bytes:
        """The message as it was drafted. Raises OutputError where its file was changed since, or is gone."""
        path = self.folder / entry.file
        try:
            data = path.read_bytes()
        except OSError as error:
            raise OutputError(f"{path}: cannot be read: {error.strerror or error}; draft it again") from error
        if _sha256(data) != entry.sha256:
            raise OutputError(f"{path}: was changed since it was drafted, and is not sent; draft it again, or send it by hand")
        return data

    def reopen(self, keys: Collection[str] | None, now: datetime) -> None:
        """Let what is in doubt and what was refused wait again, of all messages or of those with ``keys``: for ``--resend`` alone."""
        at = now.isoformat(timespec="seconds")
        missing = []
        with self.record.changing():
            for entry, held in self.held("sending", "refused"):
                if keys is not None and entry.key not in keys:
                    continue
                if not self._fetch_back(entry):
                    missing.append(entry)
                    continue
                self.record.end(entry.key, "open")
                self.record.move(entry.key, [d.recipient for d in held], ["sending", "refused"], "waiting", at=at, reply="sent again")
        for entry in missing:
            self._tell(f"{self.folder / entry.file}: was deleted, and cannot be sent again; draft it again")

    def _fetch_back(self, entry: Entry) -> bool:
        """Whether the file of a message stands in the outbox, or could be copied there from ``sent/``."""
        if (self.folder / entry.file).exists():
            return True
        try:
            data = (self.folder / SENT / entry.file).read_bytes()
        except OSError:
            return False
        write_file(self.folder / entry.file, data)
        return True

    def finish(self, entry: Entry) -> None:
        """Move a message to ``sent/`` when everybody has it or was finally refused."""
        with self.record.changing():
            self._end_if_done(entry.key)
        self._tidy()

    def _end_if_done(self, key: str) -> None:
        states = {d.state for d in self.record.deliveries(key)} - {"withdrawn"}
        if states and states <= {"sent", "refused"}:
            self.record.end(key, "done")

    # --- what a kill or a user left ------------------------------------------------------------------------------

    def _heal(self) -> None:
        """Bring files and record together: both may have been left by a process that was killed, or a file taken by the user."""
        self._tidy()
        notes: list[str] = []
        with self.record.changing():
            entries = self.record.entries()
            for entry in entries:
                if entry.fate == "open" and not (self.folder / entry.file).exists():
                    held = [d.recipient for d in self.record.deliveries(entry.key, "waiting")]
                    self.record.move(entry.key, held, ["waiting"], "withdrawn", reply="its file was deleted")
                    self.record.end(entry.key, "deleted")
                    notes.append(f"{self.folder / entry.file}: was deleted; {_people(len(held))} no longer wait for it")
            for torn in self.folder.glob(".*.eml.*.tmp"):  # files are written within a transaction: this one's writer is gone
                torn.unlink(missing_ok=True)
            known = {entry.file for entry in entries}
            strangers = [path for path in sorted(self.folder.glob("*.eml")) if path.name not in known]
        for note in notes:
            self._tell(note)
        for path in strangers:
            self._tell(f"{path}: has no record, and is not sent; draft it again with briefgen send")

    def _tidy(self) -> None:
        """Move what is done to ``sent/``; remove what was replaced."""
        with self.record.changing():
            for entry in self.record.entries():
                path = self.folder / entry.file
                if entry.fate not in ("done", "replaced") or not path.exists():
                    continue
                try:
                    if entry.fate == "replaced":
                        path.unlink()
                    else:
                        (self.folder / SENT).mkdir(exist_ok=True)
                        path.replace(self.folder / SENT / entry.file)
                except OSError as error:  # a mail program has it open: the next run does it
                    self._tell(f"{path}: could not be put away ({error.strerror or error}); the record holds all the same")


def _people(count: int) -> str:
    return f"{count} recipient{'' if count == 1 else 's'}"


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
